// Twin of src/calc, file by file, exact. Nothing is sent, stored or put into the address.
(root => {
  "use strict";
  const B = BigInt, ZERO = B(0), MILLION = B(1e6), DAY = 864e5, kinds = {};

  const roundDiv = (n, d) => (n < ZERO ? -roundDiv(-n, d) : (n + n + d) / (d + d));
  const interest = (principal, rate, days, basis) => roundDiv(principal * rate * B(days), B(basis) * MILLION);
  const fixed = (n, places) => {
    const s = String(n < ZERO ? -n : n).padStart(places + 1, 0);
    return (n < ZERO ? "-" : "") + s.slice(0, -places) + "." + s.slice(-places);
  };
  const plain = n => fixed(n, 2), group = s => s.replace(/\B(?=(\d{3})+\.\d\d$)/g, ",");
  const yuan = n => group(plain(n));
  const percent = (rate, places) => fixed(roundDiv(rate, B(10 ** (4 - places))), places);

  const PLACES = B(62), ONE = B(1) << PLACES;
  const annuity = (rate, unit, n) => {
    const v = (unit * ONE) / (unit + rate);
    let power = ONE, sum = ZERO;
    for (; n > 0; n--) sum += power = (power * v) >> PLACES;
    return sum;
  };

  // Dates are days since 1970-01-01, a Thursday.
  const iso = n => new Date(n * DAY).toISOString().slice(0, 10);
  const day = text => {
    const s = text.replace(/[年月/.]/g, "-").replace(/日$/, "");
    const m = /^(\d{4})-(\d\d?)-(\d\d?)$/.exec(s) || /^(\d{4})(\d\d)(\d\d)$/.exec(s);
    const full = m && m[1] + "-" + m[2].padStart(2, 0) + "-" + m[3].padStart(2, 0), n = Date.parse(full) / DAY;
    return n === n && iso(n) === full ? n : null;
  };
  const addMonths = (n, months) => {
    const d = new Date(n * DAY), y = d.getUTCFullYear(), m = d.getUTCMonth() + months;
    return Math.min(Date.UTC(y, m, d.getUTCDate()), Date.UTC(y, m + 1, 0)) / DAY;
  };

  const narrow = s => s.replace(/[！-～]/g, c => String.fromCharCode(c.charCodeAt(0) - 65248)).trim();
  const fill = (s, args) => s.replace(/\{(\d)\}/g, (_, i) => args[i]);
  const decimal = (s, places) => {
    if (!/^(\d+|\d{1,3}(,\d{3})+)(\.\d+)?$/.test(s)) throw "number";
    const parts = s.replace(/,/g, "").split("."), part = parts[1] || "";
    if (part.length > places) throw "decimals";
    return B(parts[0] + part.padEnd(places, 0));
  };
  const within = (n, i) => {
    if (n < B(i.min) || n > B(i.max)) throw "range";
    return n;
  };
  const readers = {
    money: (s, i) => {
      s = s.replace(/元$/, "").trim();
      return within(/万$/.test(s) ? decimal(s.slice(0, -1).trim(), 6) : decimal(s, 2), i);
    },
    percent: (s, i) => within(decimal(s.replace(/%$/, "").trim(), 4), i),
    integer: (s, i) => Number(within(decimal(s, 0), i)),
    date: s => {
      const n = day(s);
      if (n === null) throw "date";
      if (n < day("1991-01-01") || n > day("2100-12-31")) throw "range";
      return n;
    },
    flag: s => {
      const n = ["false", "no", "否", "true", "yes", "是"].indexOf(s);
      if (n < 0) throw "choice";
      return n > 2;
    },
    choice: (s, i) => {
      if (!i.o.includes(s)) throw "choice";
      return s;
    },
  };

  // The day in UTC+8, whatever the device's zone.
  const today = () => Math.floor((Date.now() + 288e5) / DAY);
  // raw: {name: text, list: [{field: text}]}
  const compute = (spec, raw, tables, asOf) => {
    const v = {}, errors = [], lines = [], results = {}, shown = {}, warnings = [], words = spec.words;
    const { rates, rest = { years: {}, fixed: [] } } = tables, notes = spec.today ? [fill(spec.today, [iso(asOf)])] : [];
    let sum = ZERO, dataAsOf = null;
    const at = i => fill(words.at, [i.l, i.n]);
    const fail = (what, i, row, f) => {
      const text = at(i) + (row ? fill(words.row, [row]) : "") + (f ? at(f) : "") + words.colon + what;
      errors.push({ input: i.n, row: row || null, field: f ? f.n : null, text });
    };
    const problem = (p, i, row, f) => {
      const of = f || i, why = (p === "range" || p === "choice") && of.r ? fill(words.why, [of.r]) : "";
      fail(spec.problems[p] + why + words.then + of.a, i, row, f);
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
      const out = {};
      i.f.forEach(f => {
        const text = f.n in row ? row[f.n] : f.d;
        if (text !== undefined) out[f.n] = cell(text, i, n, f);
        else if (f.need === 1) problem("missing", i, n, f);
      });
      return out;
    };
    const given = n => n in raw;
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
      if (other) fail(fill(words.conflict, [other]), i);
    });
    spec.inputs.forEach(i => {
      const need = i.need[0] ? i.need.slice(1).some(given) === (i.need[0] === "+") : i.need;
      if (need && !given(i.n) && i.d === undefined) problem("missing", i);
    });

    const t = (key, ...args) => fill(spec.texts[key], args);
    const input = name => spec.inputs.find(i => i.n === name);
    const w = {
      t,
      asOf,
      tables,
      marks: spec.marks,
      errors,
      note: (...args) => notes.push(t(...args)),
      warn: (...args) => warnings.push(t(...args)),
      fail: (name, ...args) => fail(t(...args), input(name)),
      failRow: (name, row, field, ...args) => fail(t(...args), input(name), row + 1, input(name).f.find(f => f.n === field)),
      line: (label, from, to, days, rate, amount, parts, base) => {
        if (amount !== undefined) sum += amount;
        const or = (x, show) => (x === undefined ? null : show(x, 4));
        const line = { label, from: or(from, iso), to: or(to, iso), days: or(days, Number), rate: or(rate, percent), amount: or(amount, plain) };
        lines.push(Object.assign(line, parts));
      },
      sum: () => sum,
      set: (name, value, word) => {
        results[name] = value;
        shown[name] = word || (value === null ? "—" : String(value));
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
        if (on >= day(rates.missed)) warnings.push(fill(spec.rateTexts.stale, [dataAsOf, iso(on), percent(rate, 2)]));
        const full = rates.full && fill(spec.rateTexts.full, [rates.full, dataAsOf]);
        if (full && !notes.includes(full)) notes.push(full);
        return rate;
      },
      // The changes [day, rate] of the benchmark rate of a term, else of that of the time between two days.
      benchmark: (term, from, to) => {
        const months = [6, 12, 36, 60], of = term ? ["m6", "y1", "y3", "y5"].indexOf(term) : months.findIndex(m => to <= addMonths(from, m));
        const rows = (tables.benchmark || []).map(r => [day(r[0]), B(r[1][of < 0 ? 4 : of])]);
        return rows.filter((r, n) => !n || r[1] !== rows[n - 1][1]);
      },
      // Without a line and a warning: {day, known}.
      workday: n => {
        const year = n => rest.years[iso(n).slice(0, 4)], isRest = n => {
          const [y, m, d] = iso(n).split("-"), md = m + d, of = year(n), weekend = n % 7 > 1 && n % 7 < 4;
          if (of) return of[0].split(" ").some(r => r && md >= r.slice(0, 4) && md <= r.slice(4)) || (weekend && !of[1].includes(md));
          const fixed = rest.fixed.filter(r => r[0] <= y).pop();
          return weekend || (!!fixed && fixed[1].includes(md));
        };
        let to = n, known = !!year(n);
        for (; to < n + 400 && isRest(to); known = known && !!year(to)) to++;
        return { day: to, known };
      },
      moveLastDay: n => {
        const m = w.workday(n), { passed, gap } = spec.restTexts;
        if (m.day > n) w.line(passed, n, m.day - 1, m.day - n);
        if (!m.known && !warnings.includes(gap)) warnings.push(gap);
        return m.day;
      },
    };
    if (!errors.length) kinds[spec.kind](v, w, lib);
    return errors.length ? { errors } : { lines, results, shown, notes, warnings, data_as_of: dataAsOf };
  };

  const lib = { B, ZERO, MILLION, PLACES, ONE, roundDiv, interest, plain, yuan, percent, annuity, day, iso, addMonths };
  root.sitegenCalc = { kinds, compute, today };
  if (!root.document) return;

  // The form: templates/widget.html.
  const all = (el, selector) => Array.from(el.querySelectorAll(selector));
  const add = (parent, tag, text) => {
    const el = parent.appendChild(document.createElement(tag));
    el.textContent = text;
    return el;
  };

  const mount = box => {
    const $ = selector => box.querySelector(selector), json = el => el && JSON.parse(el.textContent);
    const form = $("form"), summary = $("[data-errors]"), spec = json($("[data-spec]")), tables = {};
    all(document, "[data-table]").forEach(el => (tables[el.dataset.table] = json(el)));
    const controls = el => all(el, "[name]"), typed = el => controls(el).filter(c => c.type !== "select-one");
    const rows = list => all(list, "[data-row]"), say = text => ($("[data-status]").textContent = text);

    const renumber = list => rows(list).forEach((row, n) => {
      row.querySelector("legend").lastChild.textContent = n + 1;
      ["name", "id", "for", "aria-describedby"].forEach(a => all(row, `[${a}]`).forEach(el =>
        el.setAttribute(a, el.getAttribute(a).replace(RegExp(`(${list.dataset.rows}[.-])\\d+`, "g"), "$1" + (n + 1)))));
    });
    const drop = (row, list) => {
      if (rows(list).length > 1) row.remove();
      else typed(row).forEach(c => (c.value = ""));
      renumber(list);
    };
    const mark = (c, text) => {
      const p = document.getElementById(c.id + "-error");
      p.textContent = text;
      p.hidden = !text;
      c.setAttribute("aria-invalid", !!text);
    };

    const filled = row => typed(row).some(c => c.value.trim());
    // Empty rows go, so that a row's number is its place.
    const collect = () => {
      const raw = {};
      all(form, "[data-rows]").forEach(list => rows(list).forEach(row => filled(row) || drop(row, list)));
      controls(form).forEach(c => {
        const text = c.type === "checkbox" ? String(c.checked) : c.value.trim(), [name, n, field] = c.name.split(".");
        mark(c, "");
        if (!text) return;
        if (!field) raw[name] = text;
        else if (filled(c.closest("[data-row]"))) {
          raw[name] = raw[name] || [];
          (raw[name][n - 1] = raw[name][n - 1] || {})[field] = text;
        }
      });
      return raw;
    };

    const complain = errors => {
      summary.textContent = "";
      add(summary, "p", `有 ${errors.length} 处需要修改`);
      const list = add(summary, "ul", "");
      errors.forEach(e => {
        const name = [e.input, e.row || 1, e.field || ""].join("."), c = form.querySelector(`[name="${e.input}"],[name^="${name}"]`);
        const link = add(add(list, "li", ""), "a", e.text);
        mark(c, e.text.replace(/.*?：/, ""));
        link.href = "#" + c.id;
        link.onclick = event => {
          event.preventDefault();
          c.focus();
        };
      });
      summary.hidden = false;
      $("[data-output]").hidden = true;
      summary.focus();
    };

    const vary = (el, raw) => {
      const { vary, from, without } = el.dataset;
      el.hidden = without.split(" ").some(n => n in raw);
      el.hidden || all(el, "[data-days]").forEach(tr => {
        const to = iso(day(narrow(raw[from])) + +tr.dataset.days);
        const { shown } = compute(spec, Object.assign({}, raw, { [vary]: to }), tables, today());
        all(tr, "td").forEach(td => (td.textContent = shown ? shown[td.dataset.of] : "—"));
      });
    };

    const show = (out, raw) => {
      const body = $("[data-lines]"), notes = $("[data-notes]");
      body.textContent = "";
      out.lines.forEach(line => {
        const tr = add(body, "tr", "");
        all(box, "thead [data-col]").forEach(head => {
          const { col } = head.dataset, cell = add(tr, col === "label" ? "th" : "td", group([line[col]].join()));
          Object.assign(cell.dataset, { col, label: head.textContent });
        });
        tr.firstChild.scope = "row";
      });
      $("[data-fold]").open = !out.lines[12];
      all(box, "[data-col]").forEach(cell => (cell.hidden = out.lines.every(line => line[cell.dataset.col] === null)));
      all(box, "[data-result]").forEach(el => {
        const name = el.dataset.result;
        el.closest("[data-result-row]").hidden = !(name in out.results);
        el.textContent = out.shown[name];
        el.value = out.results[name];
      });
      all(box, "[data-as-of]").forEach(el => {
        el.hidden = !(el.lastChild.textContent = out.data_as_of);
      });
      all(box, "[data-vary]").forEach(el => vary(el, raw));
      notes.textContent = "";
      out.warnings.forEach(text => (add(notes, "li", text).className = "warning"));
      out.notes.forEach(text => add(notes, "li", text));
      summary.hidden = true;
      $("[data-output]").hidden = false;
      say("已重新计算");
    };

    form.addEventListener("submit", event => {
      event.preventDefault();
      say("");
      const raw = collect();
      spec.inputs.forEach(i => i.t && !(i.n in raw) && (raw[i.n] = iso(today())));
      const out = compute(spec, raw, tables, today());
      if (out.errors) complain(out.errors);
      else show(out, raw);
    });
    box.addEventListener("click", ({ target }) => {
      const list = target.closest("[data-rows]"), { addRow, removeRow, copy, print } = target.dataset;
      if (addRow) {
        const last = rows(list).pop(), row = last.cloneNode(true);
        last.after(row);
        renumber(list);
        typed(row).forEach(c => (c.value = ""));
        controls(row).forEach(c => mark(c, ""));
        controls(row)[0].focus();
      } else if (removeRow) {
        drop(target.closest("[data-row]"), list);
        controls(list)[0].focus();
      } else if (copy || print) {
        all(box, "details").forEach(d => (d.open = true));
        if (print) return root.print();
        getSelection().selectAllChildren(document.querySelector(copy));
        say(document.execCommand("copy") ? "已复制" : "请手动复制");
      }
    });
    $("[data-needs-script]").hidden = true;
    all(box, "button,[type=button]").forEach(b => (b.disabled = false));
  };
  document.addEventListener("DOMContentLoaded", () => all(document, "[data-calculator]").forEach(mount));
})(globalThis);
