sitegenCalc.kinds["delayed-performance"] = (v, w, { B, ZERO, interest, yuan, day }) => {
  const { due, debt } = v, doubledRate = B(175), payments = v.payments || [], suspensions = v.suspended || [];
  const byDate = (a, b) => a.date - b.date;
  if (due < day("2014-07-31")) w.fail("due", "older_rule");
  suspensions.forEach((s, n) => s.from > s.to && w.failRow("suspended", n, "from", "range"));
  let left = debt, portions = [];
  payments.slice().sort(byDate).forEach(p => {
    const amount = p.amount < left ? p.amount : left;
    left -= amount;
    if (amount > ZERO) portions.push({ date: p.date, amount });
  });
  if (left > ZERO) {
    if (v.paid === undefined) w.fail("paid", "rest", yuan(debt - left));
    portions = portions.concat({ date: v.paid, amount: left }).sort(byDate);
  }
  if (w.errors.length) return;

  const ranges = [];
  suspensions.slice().sort((a, b) => a.from - b.from || a.to - b.to).forEach(s => {
    const last = ranges[ranges.length - 1];
    if (last && s.from <= last.to) last.to = Math.max(last.to, s.to);
    else ranges.push({ from: s.from, to: s.to });
  });
  let doubled = ZERO, general = ZERO, counted = 0, suspended = 0;
  portions.forEach(p => {
    const elapsed = Math.max(0, p.date - due);
    suspended = ranges.reduce((sum, r) => sum + Math.max(0, Math.min(p.date, r.to) - Math.max(due + 1, r.from) + 1), 0);
    counted = elapsed - suspended;
    const line = (key, rate, days, basis) => {
      const fen = interest(p.amount, rate, days, basis);
      w.line(w.t(key, yuan(p.amount)), due, p.date, days, rate, fen);
      return fen;
    };
    doubled += line("doubled", doubledRate, counted, 1);
    if (v.general_rate) general += line("general", v.general_rate, elapsed, 365);
  });
  w.set("days", counted);
  w.money("doubled", doubled);
  w.money("general", general);
  w.money("total", debt + doubled + general);
  const paid = payments.reduce((s, p) => s + p.amount, ZERO);
  if (portions[portions.length - 1].date <= due) w.note("in_time");
  if (suspended) w.note("suspended", suspended);
  if (paid > debt) w.note("overpaid", yuan(paid - debt));
  if (v.payments) w.note("order");
};
