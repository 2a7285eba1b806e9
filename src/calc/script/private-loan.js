// parts: benchmark
sitegenCalc.kinds["private-loan"] = (v, w, lib) => {
  const { B, ZERO, interest, yuan, percent, day, iso, dated } = lib;
  const RULE_2015 = day("2015-09-01"), RULE_2020 = day("2020-08-20"), VOID = B(360000);
  // A quarter of the old ceiling, and the rate of 2015 art. 29.
  const SIX = B(60000), FOUR = B(4), OLD = FOUR * SIX;
  const { contract, end, filed, principal: sum, repay_by: due, start = contract, overdue_rate: late, payments = [] } = v;
  const isOld = filed < RULE_2020, min = (a, b) => (a < b ? a : b), most = a => (a > ZERO ? a : ZERO);
  if (v.licensed_lender) return w.fail("licensed_lender", "licensed");
  if (v.withheld >= sum) w.fail("withheld", "withheld", yuan(sum));
  if (contract < RULE_2020 && filed === undefined) w.fail("filed", "needs_filed");
  if (filed < contract) w.fail("filed", "before_contract", iso(contract));
  if (start < contract) w.fail("start", "before_contract", iso(contract));
  if (due < start) w.fail("repay_by", "before_start", iso(start));
  if (late !== undefined && due === undefined) w.fail("overdue_rate", "needs_repay_by");
  if (end < start) w.fail("end", "before_start", iso(start));
  payments.forEach(p => {
    if (p.date <= start) w.failRow("payments", p, "date", "not_after_start", iso(start));
    else if (p.date > end) w.failRow("payments", p, "date", "after_end", iso(end));
  });
  if (w.errors.length) return;

  const agreed = v.monthly_rate === undefined ? v.annual_rate : B(12) * v.monthly_rate, principal = sum - v.withheld, fourTimes = v.before_2015 === "four_times";
  const lpr = (name, on) => (contract < RULE_2020 ? w.lpr("filed", filed) : w.lpr(name, on));
  let bench = [];
  if (fourTimes && start < RULE_2015) {
    bench = benchmark(v.benchmark_term, start, due === undefined ? end : due, w, lib);
    if (!bench.length || bench[0][0] > start) return w.fail("before_2015", "before_benchmark", iso((bench[0] || [0])[0]));
  }
  const cuts = [RULE_2015, isOld ? start : RULE_2020, due].concat(bench.map(r => r[0]).filter(d => d < RULE_2015));
  const froms = [start].concat(cuts.filter(d => start < d && d < end).sort((a, b) => a - b)).filter((d, n, all) => d !== all[n - 1]);
  const segments = [];
  for (const from of froms) {
    const early = from < RULE_2015, old = from < RULE_2020 || isOld, overdue = due <= from;
    const known = early && bench.filter(r => r[0] <= from).pop(), six = contract < RULE_2020 && old;
    const statute = overdue && late === undefined && agreed === ZERO && (six ? "statutory_2015" : "statutory");
    const quarter = known ? known[1] : old ? SIX : lpr("contract", contract);
    if (quarter === null) return;
    const cap = FOUR * quarter, rate = statute ? (six ? SIX : lpr("repay_by", due + 1)) : overdue && late !== undefined ? late : agreed;
    if (rate === null) return;
    const key = known ? "four_times" : early ? "before_2015" : old ? "old" : "new";
    const label = w.t(key, overdue ? w.t("overdue") : "", percent(quarter, 2), percent(cap, 2));
    segments.push({ from, to: froms[segments.length + 1] || end, cap, rate, overdue, statute, label, old: old && !known });
  }

  const ledger = (keep, write) => {
    const until = keep ? (isOld ? 1e9 : RULE_2020) : 0, list = dated(payments);
    let left = principal, owed = ZERO, zone = ZERO, paid = ZERO, over = ZERO, room = ZERO;
    segments.forEach(s => {
      let { from, to } = s;
      const accrue = to => {
        const base = left, days = to - from, rate = min(s.rate, s.cap), of = r => interest(base, r, days, v.year_basis), amount = of(rate);
        owed += amount;
        zone += s.old ? of(min(s.rate, VOID)) : amount;
        if (s.overdue || due === undefined) room += of(s.cap) - amount;
        if (write) w.line(s.label, from, to, days, rate, amount, null, [base, v.year_basis]);
        from = to;
      };
      for (const { date, amount } of list.filter(p => s.from < p.date && p.date <= to)) {
        if (from < date) accrue(date);
        const i = min(date < until ? zone : owed, v.order === "principal_first" ? most(amount - left) : amount);
        const p = min(left, amount - i);
        zone = most(zone - i);
        owed = most(owed - i);
        left -= p;
        paid += i;
        over += amount - i - p;
        if (write) w.line(w.t("payment", yuan(amount), yuan(i), yuan(p)), undefined, date);
      }
      if (from < to || s.from === to) accrue(to);
    });
    return [left, owed, paid, over, room];
  };

  const keep = v.paid_zone === "keep", a = ledger(keep, true), b = ledger(!keep), [left, owed, paid, over] = a;
  const fees = most(min(v.fees, a[4])), rest = left + owed;
  w.money("principal", principal);
  w.money("interest", w.sum());
  w.set("cap", percent(segments[segments.length - 1].cap, 2));
  w.money("total", principal + w.sum() + fees);
  if (v.fees > ZERO) w.money("fees_allowed", fees);
  if (v.payments) {
    w.money("paid", payments.reduce((s, p) => s + p.amount, ZERO));
    w.money("paid_interest", paid);
    w.money("paid_principal", principal - left);
    w.money("overpaid", over);
    w.money("left_principal", left);
    w.money("left_interest", owed);
    w.money("left", rest + fees);
  }
  if (agreed === ZERO && due === undefined) {
    w.note("none_agreed");
    w.note("ask_repay_by");
  }
  const by = statute => segments.find(s => s.statute === statute), law = by("statutory");
  if (by("statutory_2015")) w.note("statutory_2015", w.t(isOld ? "all_overdue" : "overdue_until_2020"));
  if (law) w.note("statutory", percent(law.rate, 2));
  if (start < RULE_2015) w.note(fourTimes ? "disputed_four_times" : "disputed");
  if (start < RULE_2020 && !isOld) w.note("on_request");
  segments.filter(s => s.rate > s.cap).forEach(s =>
    w.note("above", w.t("span", iso(s.from), iso(s.to)), s.to - s.from, percent(s.rate, 2), percent(s.cap, 2)));
  if (segments.some(s => s.old)) w.keys.push("old_rule");
  if (segments.some(s => s.old && s.rate > OLD)) w.note("between");
  if (segments.some(s => s.old && s.rate > VOID)) w.note("void");
  if (v.fees > ZERO) w.note("fees", yuan(v.fees), yuan(fees));
  if (over > ZERO) w.note("overpaid", yuan(over));
  if (a.join() !== b.join()) {
    const other = b[0] + b[1], [x, y] = keep ? [rest, other] : [other, rest];
    w.note("readings", yuan(x), yuan(y), yuan(x < y ? y - x : x - y), w.t(keep ? "reading_keep" : "reading_offset"));
  }
};
