// Twin of src/calc, file by file, exact. Nothing is sent, stored or put into the address.
(root => {
  "use strict";
  const kinds = {}, B = root.BigInt;
  root.sitegenCalc = { kinds };
  if (!B) {
    const { old, oldCheck } = document.currentScript.dataset;
    document.head.appendChild(Object.assign(document.createElement("script"), { src: old, integrity: oldCheck }));
    return;
  }
  const ZERO = B(0), MILLION = B(1e6), DAY = 864e5;

  const roundDiv = (n, d) => (n < ZERO ? -roundDiv(-n, d) : (n + n + d) / (d + d));
  const interest = (principal, rate, days, basis) => roundDiv(principal * rate * B(days), B(basis) * MILLION);
  const fixed = (n, places) => {
    const s = String(n < ZERO ? -n : n).padStart(places + 1, 0);
    return (n < ZERO ? "-" : "") + s.slice(0, -places) + "." + s.slice(-places);
  };
  const plain = n => fixed(n, 2), group = s => s.replace(/\B(?=(\d{3})+\.\d\d$)/g, ",");
  const yuan = n => group(plain(n));
  const percent = (rate, places) => fixed(roundDiv(rate, B(10 ** (4 - places))), places);

  // Dates are days since 1970-01-01, a Thursday.
  const iso = n => new Date(n * DAY).toISOString().slice(0, 10);
  const dashed = text => text.replace(/ /g, "").replace(/[年月/.]/g, "-").replace(/[日号]$/, "");
  const day = text => {
    const s = dashed(text);
    const m = /^(\d\d|\d{4})-(\d\d?)-(\d\d?)$/.exec(s) || /^(\d{4})(\d\d)(\d\d)$/.exec(s);
    // A year of two digits is near: 91 to 99 are 1991 to 1999.
    const year = m && (m[1][2] ? m[1] : (m[1] > 90 ? 19 : 20) + m[1]), full = m && [year, m[2].padStart(2, 0), m[3].padStart(2, 0)].join("-");
    const n = Date.parse(full) / DAY;
    return n === n && iso(n) === full ? n : null;
  };
  const addMonths = (n, months) => {
    const d = new Date(n * DAY), y = d.getUTCFullYear(), m = d.getUTCMonth() + months;
    return Math.min(Date.UTC(y, m, d.getUTCDate()), Date.UTC(y, m + 1, 0)) / DAY;
  };

  const dated = rows => (rows || []).slice().sort((a, b) => a.date - b.date || a.n - b.n);

  const narrow = s =>
    s.replace(/[！-～]/g, c => String.fromCharCode(c.charCodeAt(0) - 65248)).replace(/[　\u00a0\u2009\u202f]/g, " ").replace(/￥/g, "¥").trim();
  const fill = (s, args) => s.replace(/\{(\d)\}/g, (_, i) => args[i]);
  const decimal = (s, places) => {
    if (!/^(\d+|\d{1,3}(,\d{3})+|\d{1,3}( \d{3})+)(\.\d+)?$/.test(s)) throw "number";
    const parts = s.replace(/[, ]/g, "").split("."), part = parts[1] || "";
    if (part.length > places) throw "decimals";
    return B(parts[0] + part.padEnd(places, 0));
  };
  const MONEY = { 万: 6, 千: 5, 百: 4, w: 6, W: 6, k: 5, K: 5 }, RATE = { 百: 4, 千: 3, 万: 2, "%": 4, "‰": 3 };
  const numeral = s => {
    const m = /^([^十]?)(十?)([^十]?)$/.exec(s), digit = c => (c === "两" ? 2 : "零一二三四五六七八九".indexOf(c));
    const [a, b] = m ? [digit(m[1]), digit(m[3])] : [-1];
    return s && a >= 0 && b >= 0 && (m[2] || !m[3]) ? String(m[2] ? (m[1] ? a : 1) * 10 + b : a) : s;
  };
  // Periods: 0 year, 1 month, 2 day.
  const rate = (s, period) => {
    const m = /^(?:([年月日])(?:化利率|利率|化|息)?)?(.*)$/.exec(s.replace(/ /g, "")), named = m[1] && "年月日".indexOf(m[1]), text = m[2];
    if (m[1] && period === undefined) throw "number";
    const part = /^([百千万])分之(.*)$/.exec(text), sign = /^(.*)([%‰])$/.exec(text);
    const old = (m[1] ? named : period) === 1 && (/^([^分]*)分(.*?)厘?$/.exec(text) || /^()(.+)厘$/.exec(text));
    let n;
    if (part) n = decimal(numeral(part[2]), RATE[part[1]]);
    else if (sign) n = decimal(sign[1], RATE[sign[2]]);
    else if (old) {
      const whole = /分/.test(text);
      n = (whole ? decimal(numeral(old[1]), 4) : ZERO) + (old[2] ? decimal(numeral(whole && old[2] === "半" ? "5" : old[2]), 3) : ZERO);
    }
    else n = decimal(text, 4);
    if (!m[1] || named === period) return n;
    if (named !== 1 || period) throw "period";
    return n * B(12);
  };
  const within = (n, i) => {
    if (n < B(i.min) || n > B(i.max)) throw "range";
    return n;
  };
  const readers = {
    money: (s, i) => {
      s = s.replace(/^¥? *(人民币)? *| *块? *元? *钱? *整?$/g, "");
      const unit = MONEY[s.slice(-1)];
      return within(unit ? decimal(s.slice(0, -1).trim(), unit) : decimal(s, 2), i);
    },
    percent: (s, i) => within(rate(s, i.p), i),
    integer: (s, i) => Number(within(decimal(s, 0), i)),
    date: s => {
      const n = day(s);
      if (n === null) throw /^\d\d?-\d\d?$/.test(dashed(s)) ? "year" : "date";
      if (n < day("1991-01-01") || n > day("2100-12-31")) throw "range";
      return n;
    },
    flag: s => {
      const n = ["false", "no", "否", "true", "yes", "是"].indexOf(s);
      if (n < 0) throw "choice";
      return n > 2;
    },
    rule: s => s,
    choice: (s, i) => {
      if (!i.o.includes(s)) throw "choice";
      return s;
    },
  };

  // The day in UTC+8, whatever the device's zone.
  const today = () => Math.floor((Date.now() + 288e5) / DAY);
  // raw: {name: text, list: [{field: text}]}
  const compute = (spec, raw, tables, asOf) => {
    const { rates } = tables, notes = spec.today ? [fill(spec.today, [iso(asOf)])] : [];
    const v = {}, errors = [], lines = [], steps = [], results = {}, shown = {}, warnings = [], keys = [""], curves = [], basis = [], words = spec.words;
    let sum = ZERO, dataAsOf = null;
    const fail = (what, i, row, f, ask) => {
      const place = i.l + (row ? fill(words.row, [row]) : "") + (f ? (row ? words.of : "") + f.l : "");
      errors.push({ input: i.n, row: row || null, field: f ? f.n : null, text: ask ? fill(what, [place]) : place + words.colon + what });
    };
    const problem = (p, i, row, f) => {
      const of = f || i, why = (p === "range" || p === "choice") && of.r ? fill(words.why, [of.r]) : "";
      if (p === "missing" || p === "empty") fail(words.ask, i, row, f, true);
      else fail(spec.problems[p] + why + words.then + of.a, i, row, f);
    };
    const cell = (text, i, row, f) => {
      try {
        const s = narrow(text);
        if (!s) throw "empty";
        return readers[(f || i).k](s, f || i);
      } catch (p) {
        problem(p, i, row, f);
      }
    };
    const record = (i, n, row) => {
      const out = { n };
      i.f.forEach(f => {
        const text = f.n in row ? row[f.n] : f.d;
        if (text !== undefined) out[f.n] = cell(text, i, n, f);
        else if (f.need === 1) problem("missing", i, n, f);
      });
      return out;
    };
    const given = n => n in raw, input = name => spec.inputs.find(i => i.n === name);
    spec.inputs.forEach(i => {
      if (!given(i.n)) {
        if (i.d !== undefined) v[i.n] = cell(i.d, i);
        return;
      }
      const x = raw[i.n];
      if (i.k !== "rows") v[i.n] = cell(x, i);
      else if (!x.length || x.length > 400) problem(x.length ? "range" : "empty", i);
      else v[i.n] = x.map((row, n) => record(i, n + 1, row));
      const other = (i.x || []).find(given);
      if (other) fail(fill(words.conflict, [input(other).l]), i);
    });
    spec.inputs.forEach(i => {
      const need = i.need[0] ? i.need.slice(1).some(given) === (i.need[0] === "+") : i.need;
      if (need && !given(i.n) && i.d === undefined) problem("missing", i);
    });

    const t = (key, ...args) => fill(spec.texts[key], args);
    const w = {
      t,
      asOf,
      tables,
      errors,
      warnings,
      curves,
      // The conditions that hold, and the sources of this result alone.
      keys,
      basis,
      note: (...args) => keys.push(args[0]) && notes.push(t(...args)),
      warn: (...args) => keys.push(args[0]) && warnings.push(t(...args)),
      fail: (name, ...args) => fail(t(...args), input(name)),
      failRow: (name, row, field, ...args) => fail(t(...args), input(name), row.n, input(name).f.find(f => f.n === field)),
      line: (label, from, to, days, rate, amount, parts, base) => {
        if (amount !== undefined) sum += amount;
        const or = (x, show) => (x === undefined ? null : show(x, 4));
        const line = { label, from: or(from, iso), to: or(to, iso), days: or(days, Number), rate: or(rate, percent), amount: or(amount, plain) };
        const some = list => list.filter(x => x), percents = line.rate && line.rate.replace(/\.?0+$/, "") + "%", money = line.amount && yuan(amount) + "元";
        const product = base && yuan(base[0]) + `元 × ${percents}${base[1] === 1 ? "" : " ÷ " + base[1]} × ${days} = ` + money;
        const words = some([some([line.from, line.to]).join("至"), line.days !== null && days + "天"].concat(product || [percents, money]));
        steps.push(some([label, words.join("，")]).join("："));
        lines.push(Object.assign(line, parts));
        if (parts || lines[12]) steps.table = true;
      },
      sum: () => sum,
      set: (name, value, word) => {
        results[name] = value;
        shown[name] = word || String(value);
        keys.push(name + "=" + value);
      },
      money: (name, fen) => w.set(name, plain(fen), yuan(fen)),
      lpr: (name, on) => {
        const row = rates && rates.rows.filter(r => day(r[0]) <= on).pop();
        if (!row) {
          w.fail(name, "before_rates", rates ? rates.rows[0][0] : "");
          return null;
        }
        const rate = B(row[1]);
        dataAsOf = rates.checked;
        const once = (list, text) => list.includes(text) || list.push(text);
        if (on >= day(rates.missed)) once(warnings, t("rates_stale", dataAsOf, iso(on), percent(rate, 2)));
        if (rates.full) once(notes, t("rates_full", rates.full, dataAsOf));
        return rate;
      },
    };
    if (!errors.length) kinds[spec.kind](v, w, lib);
    return errors.length ? { errors } : { lines, steps: steps.table ? [] : steps, results, shown, notes, warnings, keys, curves, basis, data_as_of: dataAsOf };
  };

  const lib = { B, ZERO, MILLION, roundDiv, interest, plain, yuan, percent, day, iso, addMonths, dated };
  root.sitegenCalc.compute = compute;
  if (!root.document) return;

  // The form: templates/widget.html.
  const all = (el, selector) => Array.from(el.querySelectorAll(selector));
  const add = (parent, tag, text) => {
    const el = parent.appendChild(document.createElement(tag));
    el.textContent = text;
    return el;
  };

  const mount = box => {
    const $ = name => box.querySelector(`[data-${name}]`), json = el => JSON.parse(el.textContent);
    const form = box.querySelector("form"), summary = $("errors"), out = $("output"), blank = out.innerHTML, sample = $("sample");
    const clear = $("clear"), fillIn = $("fill-example"), actions = $("actions");
    const spec = json(document.querySelector(`[data-spec="${box.dataset.calculator}"]`)), tables = {};
    all(document, "[data-table]").forEach(el => (tables[el.dataset.table] = json(el)));
    const controls = el => all(el, "[name]"), rows = list => all(list, "[data-row]"), list = name => $(`rows="${name}"`);
    const say = text => ($("status").textContent = text), read = c => (c.type === "checkbox" ? (c.checked ? "true" : "") : c.value.trim());

    const renumber = list => rows(list).forEach((row, n) => {
      row.querySelector("legend").lastElementChild.textContent = n + 1;
      ["name", "id", "for", "aria-describedby"].forEach(a => all(row, `[${a}]`).forEach(el =>
        el.setAttribute(a, el.getAttribute(a).replace(RegExp(`(${list.dataset.rows}[.-])\\d+`, "g"), "$1" + (n + 1)))));
    });
    const addRow = list => {
      const row = list.querySelector("template").content.firstElementChild.cloneNode(true);
      list.lastElementChild.previousElementSibling.before(row);
      renumber(list);
      return row;
    };
    const mark = (c, text) => {
      const p = document.getElementById(c.id + "-error");
      p.textContent = text;
      p.hidden = !text;
      c.setAttribute("aria-invalid", !!text);
    };
    const wipe = () => {
      out.innerHTML = blank;
      delete out.dataset.stale;
      out.hidden = actions.hidden = true;
      say("");
    };
    const edited = () => {
      clear.hidden = false;
      if (out.hidden) return;
      out.dataset.stale = "";
      $("changed").textContent = "数字已改，请重新计算";
    };
    const empty = () => {
      form.reset();
      all(form, "[data-row]").forEach(row => row.remove());
      all(form, "[aria-invalid]").forEach(c => mark(c, ""));
      clear.hidden = sample.hidden = summary.hidden = true;
      fillIn.hidden = false;
      wipe();
    };
    const set = (name, text) => {
      const c = form.querySelector(`[name="${name}"]`), more = c.closest("[data-more]");
      if (more) more.open = true;
      if (c.type === "checkbox") c.checked = text === "true";
      else c.value = text;
    };

    // Empty rows go, so that a row's number is its place.
    const collect = day => {
      const raw = {};
      all(form, "[data-row]").forEach(row => controls(row).some(read) || row.remove());
      all(form, "[data-rows]").forEach(renumber);
      all(form, "[data-add-row]").forEach(c => mark(c, ""));
      controls(form).forEach(c => {
        const text = read(c), [name, n, field] = c.name.split(".");
        mark(c, "");
        if (!text) return;
        if (!field) raw[name] = text;
        else {
          raw[name] = raw[name] || [];
          (raw[name][n - 1] = raw[name][n - 1] || {})[field] = text;
        }
      });
      spec.inputs.forEach(i => i.t && !raw[i.n] && (raw[i.n] = iso(day)));
      return raw;
    };

    const complain = errors => {
      summary.textContent = "";
      add(summary, "p", `有 ${errors.length} 处需要修改`);
      const list = add(summary, "ul", "");
      errors.forEach(e => {
        const name = [e.input, e.row || 1, e.field || ""].join(".");
        const c = form.querySelector(`[name="${e.input}"],[name^="${name}"],[data-add-row="${e.input}"]`), more = c.closest("[data-more]");
        const link = add(add(list, "li", ""), "a", e.text);
        if (more) more.open = true;
        mark(c, e.text.replace(/.*?：/, ""));
        link.href = "#" + c.id;
        link.onclick = event => {
          event.preventDefault();
          c.focus();
        };
      });
      summary.hidden = false;
      summary.focus();
    };

    const show = (result, day) => {
      const dl = $("given"), body = $("lines"), notes = $("notes"), next = $("next");
      controls(form).forEach(c => {
        const text = read(c), row = c.closest("[data-row]");
        if (!text) return;
        add(dl, "dt", (row ? row.firstElementChild.textContent + " " : "") + c.labels[0].textContent.trim());
        add(dl, "dd", c.options ? c.options[c.selectedIndex].text : text === "true" ? "是" : text);
      });
      $("day").textContent = iso(day);
      $("address").textContent = location.href.split("#")[0];
      result.lines.forEach(line => {
        const tr = add(body, "tr", "");
        all(out, "thead [data-col]").forEach(head => {
          const { col } = head.dataset, cell = add(tr, col === "label" ? "th" : "td", group([line[col]].join()));
          Object.assign(cell.dataset, { col, label: head.textContent });
        });
        tr.firstChild.scope = "row";
      });
      all(out, "[data-col]").forEach(cell => (cell.hidden = result.lines.every(line => [line[cell.dataset.col]].join() === "")));
      result.steps.forEach(text => add($("steps"), "li", text));
      all(out, "[data-result]").forEach(el => {
        const name = el.dataset.result, row = el.closest("[data-result-row]");
        row.hidden = !(name in result.results);
        el.textContent = result.shown[name];
        el.value = result.results[name];
      });
      const answer = spec.answer.find(name => name in result.results);
      if (answer) {
        const row = $(`output] [data-result=${answer}`).closest("[data-result-row]");
        row.className = "answer";
        row.parentNode.prepend(row);
      }
      all(out, "[data-curve]").forEach((path, n) => path.setAttribute("d", result.curves[n] || ""));
      all(out, "[data-as-of]").forEach(el => {
        el.hidden = !(el.lastChild.textContent = result.data_as_of);
      });
      result.warnings.forEach(text => (add(notes, "li", text).className = "warning"));
      result.notes.forEach(text => add(notes, "li", text));
      const law = $("law"), method = $("basis");
      law.innerHTML = method.innerHTML;
      result.basis.forEach(text => law.prepend(add(law, "li", text)));
      // The result has the sources that it rests on, so that they stand on the screen once.
      method.closest("details").open = false;
      all(out, "[data-when]").forEach(li => (li.hidden = !result.keys.includes(li.dataset.when)));
      if (next) next.hidden = !next.querySelector("li:not([hidden])");
      summary.hidden = true;
      out.hidden = actions.hidden = false;
      out.focus();
      out.scrollIntoView();
      say("已计算");
    };

    form.addEventListener("submit", event => {
      event.preventDefault();
      wipe();
      const day = today(), result = compute(spec, collect(day), tables, day);
      if (result.errors) complain(result.errors);
      else show(result, day);
    });
    form.addEventListener("input", edited);
    form.addEventListener("change", edited);
    box.addEventListener("click", ({ target }) => {
      const { addRow: added, removeRow: removed, other, copy, print } = target.dataset;
      if (added) {
        controls(addRow(list(added)))[0].focus();
        edited();
      } else if (removed) {
        target.closest("[data-row]").remove();
        renumber(list(removed));
        list(removed).lastElementChild.focus();
        edited();
      } else if (target === fillIn) {
        empty();
        const values = JSON.parse(fillIn.dataset.values);
        Object.keys(values).forEach(name => [].concat(values[name]).forEach((row, n) => {
          if (row === values[name]) return set(name, row);
          addRow(list(name));
          Object.keys(row).forEach(field => set([name, n + 1, field].join("."), row[field]));
        }));
        fillIn.hidden = true;
        clear.hidden = sample.hidden = false;
        clear.focus();
      } else if (target === clear) {
        empty();
        fillIn.focus();
      } else if (other) {
        const c = form.elements[other];
        c.selectedIndex = 3 - (c.selectedIndex || 1);
        box.querySelector("[type=submit]").click();
      } else if (copy || print) {
        all(out, "details").forEach(d => (d.open = true));
        if (print) return root.print();
        out.classList.add("paper");
        getSelection().selectAllChildren(document.querySelector(copy === "[data-output]" ? `#${box.id} ${copy}` : copy));
        say(document.execCommand("copy") ? "已复制" : "请手动复制");
        out.classList.remove("paper");
      }
    });
    $("needs-script").hidden = true;
    all(box, "button,[type=button]").forEach(b => (b.disabled = false));
    empty();
  };
  const start = () => all(document, "[data-calculator]").forEach(mount);
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})(this);
