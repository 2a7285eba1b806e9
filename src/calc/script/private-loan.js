sitegenCalc.kinds["private-loan"] = (v, w, { B, ZERO, interest, yuan, percent, day, iso }) => {
  const RULE_2015 = day("2015-09-01"), RULE_2020 = day("2020-08-20"), OLD = B(240000), VOID = B(360000), FOUR = B(4);
  const { contract, end, filed, principal: sum, repay_by: due, overdue_rate: overdueRate } = v;
  const start = v.start === undefined ? contract : v.start, payments = v.payments || [], isOld = filed < RULE_2020;
  const min = (a, b) => (a < b ? a : b), most = a => (a > ZERO ? a : ZERO);
  if (v.licensed_lender) return w.fail("licensed_lender", "licensed");
  if (v.withheld >= sum) w.fail("withheld", "withheld", yuan(sum));
  if (contract < RULE_2020 && filed === undefined) w.fail("filed", "needs_filed");
  if (filed < contract) w.fail("filed", "before_contract", iso(contract));
  if (start < contract) w.fail("start", "before_contract", iso(contract));
  if (due < start) w.fail("repay_by", "before_start", iso(start));
  if (overdueRate !== undefined && due === undefined) w.fail("overdue_rate", "needs_repay_by");
  if (end < start) w.fail("end", "before_start", iso(start));
  payments.forEach((p, n) => {
    if (p.date <= start) w.failRow("payments", n, "date", "not_after_start", iso(start));
    else if (p.date > end) w.failRow("payments", n, "date", "after_end", iso(end));
  });
  if (w.errors.length) return;

  const agreed = v.monthly_rate === undefined ? v.annual_rate : B(12) * v.monthly_rate, lprs = {};
  const lpr = (name, on) => {
    if (!(name in lprs)) lprs[name] = w.lpr(name, on);
    return lprs[name];
  };
  const decisive = (name, on) => (contract < RULE_2020 ? lpr("filed", filed) : lpr(name, on));
  let bench = [];
  if (v.before_2015 === "four_times" && start < RULE_2015) {
    bench = w.benchmark(v.benchmark_term, start, due === undefined ? end : due);
    if (!bench.length || bench[0][0] > start) return w.fail("before_2015", "before_benchmark", iso((bench[0] || [0])[0]));
  }
  const cuts = [RULE_2015, isOld ? start : RULE_2020, due].concat(bench.map(r => r[0]).filter(d => d < RULE_2015));
  const froms = Array.from(new Set([start].concat(cuts.filter(d => start < d && d < end)))).sort((a, b) => a - b);
  const segments = [];
  for (const from of froms) {
    const s = { from, to: froms[segments.length + 1] || end, cap: OLD, args: [], rate: agreed, overdue: due <= from };
    const old = from < RULE_2020 || isOld, known = from < RULE_2015 && bench.filter(r => r[0] <= from).pop();
    s.key = from < RULE_2015 ? "before_2015" : "old";
    if (known || !old) {
      const rate = known ? known[1] : decisive("contract", contract);
      if (rate === null) return;
      s.key = known ? "four_times" : "new";
      s.cap = FOUR * rate;
      s.args = [percent(rate, 2), percent(s.cap, 2)];
    }
    if (s.overdue && overdueRate !== undefined) s.rate = overdueRate;
    else if (s.overdue && agreed === ZERO) {
      s.statute = true;
      s.rate = contract < RULE_2020 && old ? B(60000) : decisive("repay_by", due + 1);
      if (s.rate === null) return;
    }
    s.old = old && !known;
    segments.push(s);
  }

  const ledger = (keep, write) => {
    const until = keep ? (isOld ? Infinity : RULE_2020) : 0, list = payments.slice().sort((a, b) => a.date - b.date);
    let principal = sum - v.withheld, owed = ZERO, zone = ZERO, paid = ZERO, over = ZERO, room = ZERO;
    const accrue = (s, from, to) => {
      const base = principal, rate = min(s.rate, s.cap), fen = r => interest(base, r, to - from, v.year_basis), amount = fen(rate);
      owed += amount;
      zone += fen(s.old ? min(s.rate, VOID) : rate);
      if (s.overdue || due === undefined) room += fen(s.cap) - amount;
      if (write) w.line(w.t(s.key, ...s.args, s.overdue ? w.t("overdue") : ""), from, to, to - from, rate, amount, null, [base, v.year_basis]);
    };
    const pay = ({ date, amount }) => {
      const i = min(date < until ? zone : owed, v.order === "principal_first" ? most(amount - principal) : amount);
      const p = min(principal, amount - i), rest = amount - i - p;
      zone = most(zone - i);
      owed = most(owed - i);
      principal -= p;
      paid += i;
      over += rest;
      const tail = rest > ZERO ? w.t("payment_over", yuan(rest)) : "";
      if (write) w.line(w.t("payment", yuan(amount), yuan(i), yuan(p), tail), undefined, date);
    };
    segments.forEach(s => {
      let { from } = s;
      while (list.length && list[0].date <= s.to) {
        const p = list.shift();
        if (from < p.date) accrue(s, from, p.date);
        from = p.date;
        pay(p);
      }
      if (from < s.to || s.from === s.to) accrue(s, from, s.to);
    });
    return { principal, owed, paid, over, room, left: principal + owed };
  };

  const keep = v.paid_zone === "keep", a = ledger(keep, true), b = ledger(!keep);
  const principal = sum - v.withheld, fees = most(min(v.fees, a.room));
  w.money("principal", principal);
  w.money("interest", w.sum());
  w.set("cap", percent(segments[segments.length - 1].cap, 2));
  w.money("total", principal + w.sum() + fees);
  if (v.fees > ZERO) w.money("fees_allowed", fees);
  if (v.payments) {
    w.money("paid", payments.reduce((s, p) => s + p.amount, ZERO));
    w.money("paid_interest", a.paid);
    w.money("paid_principal", principal - a.principal);
    w.money("overpaid", a.over);
    w.money("left_principal", a.principal);
    w.money("left_interest", a.owed);
    w.money("left", a.left + fees);
  }
  if (agreed === ZERO && due === undefined) {
    w.note("none_agreed");
    w.note("ask_repay_by");
  }
  if (segments.some(s => s.statute && s.old)) w.note("statutory_2015");
  const statute = segments.find(s => s.statute && !s.old);
  if (statute) w.note("statutory", percent(statute.rate, 2));
  if (start < RULE_2015) w.note(v.before_2015 === "four_times" ? "disputed_four_times" : "disputed");
  if (start < RULE_2020 && !isOld) w.note("on_request");
  segments.filter(s => s.rate > s.cap).forEach(s =>
    w.note("above", w.t("span", iso(s.from), iso(s.to)), s.to - s.from, percent(s.rate, 2), percent(s.cap, 2)));
  if (segments.some(s => s.old && s.rate > OLD)) w.note("between");
  if (segments.some(s => s.old && s.rate > VOID)) w.note("void");
  if (v.fees > ZERO) w.note("fees", yuan(v.fees), yuan(fees));
  if (a.over > ZERO) w.note("overpaid", yuan(a.over));
  if (["principal", "owed", "paid", "over"].some(k => a[k] !== b[k])) {
    const [x, y] = keep ? [a.left, b.left] : [b.left, a.left];
    w.note("readings", yuan(x), yuan(y), yuan(x < y ? y - x : x - y), w.t(keep ? "reading_keep" : "reading_offset"));
  }
};
