// parts: benchmark
sitegenCalc.kinds["delayed-performance"] = (v, w, lib) => {
  const { B, ZERO, MILLION, roundDiv, interest, yuan, percent, day, iso, dated } = lib;
  const { due, debt, paid, general_rate: generalRate } = v, LAST_OLD = day("2014-07-31"), DOUBLED = B(175), YEAR = B(360) * MILLION;
  const newFrom = Math.max(due, LAST_OLD), isOld = date => due < LAST_OLD && date <= LAST_OLD;
  const min = (a, b) => (a < b ? a : b);
  (v.suspended || []).forEach(s => s.from > s.to && w.failRow("suspended", s, "from", "range"));
  (v.payments || []).forEach(p => p.date > paid && w.failRow("payments", p, "date", "after_paid", iso(paid)));
  if (w.errors.length) return;

  const payments = dated(v.payments), ranges = [];
  (v.suspended || []).slice().sort((a, b) => a.from - b.from || a.to - b.to).forEach(s => {
    const last = ranges[ranges.length - 1];
    if (last && s.from <= last.to) last.to = Math.max(last.to, s.to);
    else ranges.push({ from: s.from, to: s.to });
  });

  // The benchmark rate is that of the time to `last`. Null after a fault.
  const walk = (principalFirst, last, fail) => {
    const bench = due < LAST_OLD ? benchmark(v.benchmark_term, due, Math.min(last, LAST_OLD), w, lib) : [];
    if (due < LAST_OLD && !(bench.length && bench[0][0] <= due + 1)) {
      if (fail) w.fail("due", "before_benchmark", iso((bench[0] || [0])[0]));
      return null;
    }
    const oldParts = date => {
      const end = Math.min(date, LAST_OLD);
      return bench.map((r, n) => ({
        from: Math.max(r[0] - 1, due), to: Math.min(end, bench[n + 1] ? bench[n + 1][0] - 1 : end), rate: r[1] + r[1],
      })).filter(p => p.from < p.to);
    };
    const borne = (amount, date) => {
      const out = { old: ZERO, fresh: ZERO, days: 0, suspended: 0, lines: [] };
      oldParts(date).forEach(({ from, to, rate }) => {
        const fen = interest(amount, rate, to - from, 360);
        out.days += to - from;
        out.old += fen;
        out.lines.push([w.t("old", yuan(amount), percent(rate / B(2), 2)), from, to, to - from, rate, fen, null, [amount, 360]]);
      });
      if (!out.lines.length || date > LAST_OLD) {
        const from = Math.min(newFrom, Math.max(date, due));
        out.suspended = ranges.reduce((sum, r) => sum + Math.max(0, Math.min(date, r.to) - Math.max(newFrom + 1, r.from) + 1), 0);
        const days = Math.max(0, date - from) - out.suspended;
        out.fresh = interest(amount, DOUBLED, days, 1);
        out.days += days;
        out.lines.push([w.t("doubled", yuan(amount)), from, date, days, DOUBLED, out.fresh, null, [amount, 1]]);
      }
      return out;
    };
    const l = { lines: [], open: debt, doubled: ZERO, old: ZERO, general: ZERO, paid: ZERO, last };
    let generalOpen = v.general_owed, doubledPaid = ZERO, accrued = newFrom;
    const close = (amount, date) => {
      const b = borne(amount, date);
      l.open -= amount;
      l.doubled += b.old + b.fresh;
      l.old += b.old;
      Object.assign(l, { days: b.days, suspended: b.suspended, last: date });
      l.lines.push(...b.lines);
    };
    const accrue = date => {
      if (!generalRate || l.open === ZERO || date <= accrued) return [];
      const fen = interest(l.open, generalRate, date - accrued, 365);
      l.general += fen;
      generalOpen += fen;
      return [[w.t("general", yuan(l.open)), accrued, date, date - accrued, generalRate, fen, null, [l.open, 365]]];
    };
    for (const p of payments) {
      const { date, amount } = p, lines = accrue(date), b = borne(l.open, date), owed = l.open + generalOpen + l.doubled - doubledPaid + b.old + b.fresh;
      accrued = Math.max(accrued, date);
      if (amount > owed) {
        if (fail) w.failRow("payments", p, "amount", "more_than_owed", iso(date), yuan(owed));
        return null;
      }
      let settled, general;
      if (isOld(date)) {
        const weight = oldParts(date).reduce((sum, p) => sum + p.rate * B(p.to - p.from), ZERO);
        settled = amount >= l.open + b.old ? l.open : min(l.open, roundDiv(amount * YEAR, YEAR + weight));
        general = min(generalOpen, amount - settled - l.doubled + doubledPaid - borne(settled, date).old);
        if (general < ZERO) general = ZERO;
      } else if (principalFirst) {
        settled = min(amount, l.open);
        general = min(amount - settled, generalOpen);
      } else {
        general = min(amount, generalOpen);
        settled = min(amount - general, l.open);
      }
      const rest = amount - settled - general;
      if (settled > ZERO) close(settled, date);
      l.lines.push(...lines);
      generalOpen -= general;
      doubledPaid += rest;
      l.paid += amount;
      if (settled !== amount) l.lines.push([w.t("payment", yuan(amount), yuan(settled), yuan(general), yuan(rest)), undefined, date]);
    }
    if (l.open === ZERO) return l;
    if (paid === undefined) {
      if (fail) w.fail("paid", "rest", yuan(l.open));
      return null;
    }
    const lines = accrue(paid);
    close(l.open, paid);
    l.lines.push(...lines);
    l.runs = true;
    return l;
  };
  const account = (principalFirst, fail) => {
    const last = payments.length ? payments[payments.length - 1].date : paid, l = walk(principalFirst, last, fail);
    return l && l.runs && due < LAST_OLD ? walk(principalFirst, paid, fail) : l;
  };

  const principalFirst = v.order === "principal_first", l = account(principalFirst, true);
  if (!l) return;
  const total = debt + v.general_owed + l.general + l.doubled, left = total - l.paid;
  l.lines.forEach(line => w.line(...line));
  w.set("days", l.days);
  w.money("doubled", l.doubled);
  w.money("general", l.general);
  w.money("total", total);
  if (due < LAST_OLD) w.money("old_part", l.old);
  if (v.payments) {
    w.money("paid_total", l.paid);
    w.money("left", left);
  }
  if (l.last <= due) w.note("in_time");
  if (l.suspended) w.note("suspended", l.suspended);
  if (due < LAST_OLD) w.note("old_rule");
  if (!v.payments) return;
  w.note(principalFirst ? "order_principal" : "order");
  const other = account(!principalFirst), more = other ? other.general + other.doubled - l.general - l.doubled : ZERO;
  if (more === ZERO) return;
  const order = principalFirst ? ["principal_first", "interest_first"] : ["interest_first", "principal_first"];
  w.note("readings", w.t(order[0]), yuan(left), w.t(order[1]), yuan(left + more));
  w.note("difference", yuan(more < ZERO ? -more : more));
};
