// The search page: what is typed, shown and addressed. Text never becomes HTML; search-index.js answers, nothing is sent.
(search => {
  // Room for the answer is made before anything is drawn; made later, it would move what stands there.
  if (/[?&]q=[^&]/.test(location.search)) document.documentElement.className = "asked";
  addEventListener("DOMContentLoaded", search);
})(() => {
  "use strict";
  const PAGE = 8, LONGEST = 40, PAUSE = 250, SLOW = 3000, TIMEOUT = 20000;
  const [form, status, failed, direct, list, more, none] = "search status failed direct results more none"
    .split(" ").map(name => document.querySelector(`[data-${name}]`));
  const { q: box, lender, topic } = form, controls = [box, lender, topic], unfilter = none.querySelector("button"), title = document.title;
  let index, asked = 0, limit, pause, slow, composing, settled;

  const make = (name, text, rest) => Object.assign(document.createElement(name), { textContent: text }, rest);
  const letters = () => Array.from(box.value.replace(/[\s\0-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u206f]+/g, " ").trim());
  const query = () => letters().slice(0, LONGEST).join("").trim();
  const word = (key, value) => status.dataset[key].replace("{}", () => value);
  const say = text => {
    clearTimeout(slow);
    status.textContent = text;
  };

  // What can be chosen, and what results belong to.
  const places = Array.from(document.querySelectorAll("[data-places] a"), a => {
    const url = a.pathname;
    return { kind: a.closest("ul").dataset.places, title: a.firstChild.data.trim(), url, slug: url.split("/").slice(-2)[0] };
  });
  const lead = pages => {
    direct.textContent = "";
    direct.append(...pages.map(p => {
      const li = make("li");
      li.append(make("a", p.title, { href: p.url }));
      return li;
    }));
    direct.hidden = !pages.length;
  };

  const marked = (element, text, ranges) => {
    let end = 0;
    ranges.forEach(([from, to]) => {
      element.append(text.slice(end, from), make("mark", text.slice(from, to)));
      end = to;
    });
    element.append(text.slice(end));
    return element;
  };
  const item = r => {
    const li = make("li"), by = make("div", "", { className: "by" });
    if (r.date) by.append(make("time", r.date, { dateTime: r.date }));
    if (r.kind) by.append(make("span", list.dataset[r.kind]));
    r.said.forEach(mark => by.append(" ", make("span", mark)));
    ["topic", "lender"].forEach(kind => {
      const place = places.find(p => p.kind === kind && p.slug === r[kind]);
      if (place) by.append(" ", make("a", place.title, { href: place.url }));
    });
    if (r.alike) by.append(" ", make("span", list.dataset.alike.replace("{}", r.alike)));
    li.append(marked(make("a", "", { className: "to", href: r.url }), r.title, r.marks.title), marked(make("p"), r.excerpt, r.marks.excerpt), by);
    return li;
  };

  // Who had the focus keeps it, or finds it where the answer begins.
  const show = (text, results, state) => {
    const had = document.activeElement;
    say(text);
    if (results) {
      list.textContent = "";
      list.append(...results.map(item));
    }
    list.hidden = !list.firstChild;
    if (state) {
      list.removeAttribute("aria-busy");
      failed.hidden = !state.fault;
      failed.firstChild.textContent = failed.dataset[state.fault] || "";
      more.hidden = !state.more;
      none.hidden = !state.none;
      unfilter.hidden = !state.filtered;
    }
    if (had !== document.body && !had.offsetParent) (Array.from(list.querySelectorAll("a")).find(a => a.href === had.href) || status).focus();
  };

  const fetchBytes = async (url, reload) => {
    const end = new AbortController(), late = setTimeout(() => end.abort(), TIMEOUT);
    try {
      const answer = await fetch(url, { signal: end.signal, cache: reload ? "reload" : "default" });
      if (!answer.ok) throw answer;
      return new Uint8Array(await answer.arrayBuffer());
    } finally {
      clearTimeout(late);
    }
  };

  const ready = () => (index = index || sitegenSearch.open((path, reload) => fetchBytes(form.action + path, reload)));

  // Only the last query asked may show anything; until then the answer to the one before stands.
  const run = async from => {
    clearTimeout(pause);
    const mine = ++asked, asks = query(), filter = { lender: lender.value, topic: topic.value };
    if (!asks) {
      lead(places.filter(p => filter[p.kind] === p.slug));
      return show("", [], {});
    }
    document.documentElement.className = "asked";
    say(word("busy"));
    list.setAttribute("aria-busy", true);
    slow = setTimeout(() => say(word("slow")), SLOW);
    try {
      const found = await (await ready()).search(asks, Object.assign({ limit }, filter)), some = found.results.length;
      if (mine !== asked) return;
      if (found.stale) index = null;
      const fault = found.stale ? "stale" : found.failed ? "missing" : "", none = !some && !found.short && !fault;
      const key = found.short ? "short" : none ? "nothing" : !some ? "broken" : !found.complete ? "near" : found.exact ? "found" : "least";
      const also = some && found.also.length ? word("also", found.also.join("、")) : "", cut = letters().length > LONGEST ? word("cut", LONGEST) : "";
      lead(found.direct);
      show(word(key, some ? found.total : asks) + also + cut, found.results, { fault, none, more: found.more, filtered: filter.lender || filter.topic });
      if (from < some) list.children[from].firstChild.focus();
    } catch (error) {
      if (mine !== asked) return;
      index = null;
      show(word("broken"), null, { fault: "offline" });
    }
  };

  // A settled query keeps its place in the history; the letters on the way to the next one do not.
  const begin = (push, settle) => {
    const search = new URLSearchParams();
    controls.forEach(c => c.value.trim() && search.set(c.name, c === box ? query() : c.value));
    const address = location.pathname + (String(search) && `?${search}`);
    if (address !== location.pathname + location.search) history[push ? "pushState" : "replaceState"](null, "", address);
    document.title = query() ? `${query()}_${title}` : title;
    settled = settle;
    limit = PAGE;
    run();
  };
  const choose = () => begin(true, true);
  const type = () => {
    clearTimeout(pause);
    if (!composing) pause = setTimeout(() => begin(settled, false), PAUSE);
  };
  const restore = () => {
    const search = new URLSearchParams(location.search);
    controls.forEach(c => (c.value = search.get(c.name) || ""));
    limit = history.state || PAGE;
    settled = location.search;
    run();
  };

  ["compositionstart", "compositionend", "input"].forEach(name => box.addEventListener(name, () => {
    if (name !== "input") composing = name === "compositionstart";
    type();
  }));
  [lender, topic].forEach(c => c.addEventListener("change", choose));
  form.addEventListener("submit", event => {
    event.preventDefault();
    if (composing) return;
    begin(settled, true);
    // Puts away the keyboard of a phone, which covers the answer.
    if (matchMedia("(pointer: coarse)").matches) status.focus();
  });
  more.addEventListener("click", () => {
    const from = list.children.length;
    limit += PAGE;
    history.replaceState(limit, "");
    run(from);
  });
  failed.querySelector("button").addEventListener("click", () => run());
  unfilter.addEventListener("click", () => {
    lender.value = topic.value = "";
    choose();
  });
  addEventListener("popstate", restore);

  ready().catch(() => (index = null));
  // What was typed before this script came is kept.
  const early = box.value;
  restore();
  if (early && !box.value) {
    box.value = early;
    type();
  }
});
