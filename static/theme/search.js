// The search page: what is typed, shown and addressed. Text never becomes HTML; search-index.js answers, nothing is sent.
(search => {
  // Room for the answer is made before anything is drawn; made later, it would move what stands there.
  if (/[?&]q=[^&]/.test(location.search)) document.documentElement.className = "asked";
  addEventListener("DOMContentLoaded", search);
})(() => {
  "use strict";
  const PAGE = 10, LONGEST = 40, PAUSE = 250, SLOW = 3000, TIMEOUT = 20000, QUOTES = 3, QUOTED = 70, BEFORE = 10;
  const [form, status, failed, direct, list, more, none] = "search status failed direct results more none"
    .split(" ").map(name => document.querySelector(`[data-${name}]`));
  const { q: box, lender, topic } = form, controls = [box, lender, topic], unfilter = none.querySelector("button"), title = document.title;
  let index, asked = 0, limit, pause, slow, composing, settled;

  const make = (name, text, rest) => Object.assign(document.createElement(name), { textContent: text }, rest);
  const fold = text => text.normalize("NFKC").toLowerCase().replace(/\s/g, "");
  const letters = () => Array.from(box.value.replace(/[\s\0-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u206f]+/g, " ").trim());
  const query = () => letters().slice(0, LONGEST).join("").trim();
  const word = (key, value) => status.dataset[key].replace("{}", () => value);
  const say = text => {
    clearTimeout(slow);
    status.textContent = text;
  };

  // What a query may name, what can be chosen, and what results belong to.
  const places = Array.from(document.querySelectorAll("[data-places] a"), a => {
    const kind = a.closest("ul").dataset.places, name = a.firstChild.data.trim(), href = a.pathname;
    return { kind, name, href, slug: href.split("/").slice(-2)[0], names: `${name}|${a.dataset.also || name}`.split("|").map(fold) };
  });

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
    by.append(make("time", r.date, { dateTime: r.date }));
    ["topic", "lender"].forEach(kind => {
      const place = places.find(p => p.kind === kind && p.slug === r[kind]);
      if (place) by.append(" ", make("a", place.name, { href: place.href }));
    });
    // An excerpt in whose place another may come has room for two lines.
    const p = make("p", "", { className: r.marks.title.length + r.marks.excerpt.length ? "" : "two" });
    li.append(marked(make("a", "", { className: "to", href: r.url }), r.title, r.marks.title), marked(p, r.excerpt, r.marks.excerpt), by);
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
      if (!answer.ok) throw new Error(answer.status);
      return new Uint8Array(await answer.arrayBuffer());
    } finally {
      clearTimeout(late);
    }
  };

  // What answers is fetched when there is something to ask.
  const fetchScript = () => new Promise((onload, onerror) => {
    const { script: src, integrity } = form.dataset;
    document.head.append(make("script", "", { src, integrity, onload, onerror }));
  });
  const ready = () => (index = index || Promise.resolve(self.sitegenSearch || fetchScript()).then(() => sitegenSearch.open((path, reload) => fetchBytes(form.action + path, reload))));

  // Of a result that shows no hit, the place in its page where the words stand.
  const quote = async (p, asks) => {
    const html = new TextDecoder().decode(await fetchBytes(p.previousSibling.href)), page = new DOMParser().parseFromString(html, "text/html");
    const length = ranges => ranges.reduce((sum, [from, to]) => sum + to - from, 0);
    let best = { found: 0 };
    page.querySelectorAll(".prose p, .prose li, .prose td, .prose h2, .prose h3").forEach(({ textContent: text }) => {
      const ranges = sitegenSearch.marks(text, asks), found = length(ranges);
      if (found > best.found) best = { found, text, at: ranges[0][0] };
    });
    if (!best.found) return;
    const from = Math.max(0, best.at - BEFORE), text = (from ? "…" : "") + best.text.slice(from, from + QUOTED);
    marked(Object.assign(p, { textContent: "" }), text, sitegenSearch.marks(text, asks));
  };

  // Only the last query asked may show anything; until then the answer to the one before stands.
  const run = async from => {
    clearTimeout(pause);
    const mine = ++asked, asks = query(), filter = { lender: lender.value, topic: topic.value };
    const parts = `${asks} ${fold(asks)}`.split(" ").map(fold);
    direct.textContent = "";
    direct.append(...places.filter(p => (asks ? p.names.some(n => parts.includes(n)) : filter[p.kind] === p.slug)).map(p => {
      const li = make("li");
      li.append(make("a", p.name, { href: p.href }));
      return li;
    }));
    direct.hidden = !direct.firstChild;
    if (!asks) return show("", [], {});
    document.documentElement.className = "asked";
    say(word("busy"));
    list.setAttribute("aria-busy", true);
    slow = setTimeout(() => say(word("slow")), SLOW);
    const onPartial = found => mine === asked && show(word("first", found.results.length), found.results);
    try {
      const found = await (await ready()).search(asks, Object.assign({ limit, onPartial }, filter)), some = found.results.length;
      if (mine !== asked) return;
      if (found.stale) index = null;
      const fault = found.stale ? "stale" : found.failed ? "missing" : "", none = !some && !found.short && !fault;
      const key = found.short ? "short" : none ? "nothing" : !some ? "broken" : found.exact ? "found" : "about";
      const cut = letters().length > LONGEST ? word("cut", LONGEST) : "";
      show(word(key, some ? found.total : asks) + cut, found.results, { fault, none, more: found.more, filtered: filter.lender || filter.topic });
      if (from < some) list.children[from].firstChild.focus();
      Array.from(list.querySelectorAll(".two")).slice(0, QUOTES).forEach(p => quote(p, asks).catch(() => {}));
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
  box.addEventListener("focus", () => ready().catch(() => (index = null)));
  lender.addEventListener("change", choose);
  topic.addEventListener("change", choose);
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

  // What was typed before this script came is kept.
  const early = box.value;
  restore();
  if (early && !box.value) {
    box.value = early;
    type();
  }
});
