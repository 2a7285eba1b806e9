// parts: annuity
sitegenCalc.kinds["amortisation"] = (v, w, lib) => {
  const { B, ZERO, MILLION, roundDiv, interest, plain, yuan } = lib;
  const n = v.months, rate = v.annual_rate, unit = B(12) * MILLION, linear = v.method === "linear", after = v.settle_after;
  if (after > n) w.fail("settle_after", "beyond", n);
  if (!after && v.extra_days > 0) w.fail("extra_days", "needs_settle");
  if (!after && v.settle_fee > ZERO) w.fail("settle_fee", "needs_settle");
  if (w.errors.length) return;

  const level = linear ? roundDiv(v.principal, B(n)) : roundDiv(v.principal << B(62), annuity(rate, unit, n, lib));
  const months = [];
  let left = v.principal, total = ZERO;
  for (let k = 1; k <= n; k++) {
    const charge = roundDiv(left * rate, unit);
    let part = linear ? level : level - charge;
    if (k === n || part > left) part = left;
    if (part < ZERO) part = ZERO;
    left -= part;
    total += charge;
    months.push({ paid: part + charge, charge, left });
    const parts = { principal: plain(part), interest: plain(charge), left: plain(left) };
    w.line(w.t("month", k), undefined, undefined, undefined, undefined, part + charge, parts);
  }
  w.money("payment", months[0].paid);
  w.money("last_payment", months[n - 1].paid);
  w.money("total_interest", total);
  if (after) {
    const balance = months[after - 1].left, extra = interest(balance, rate, v.extra_days, 360);
    w.money("balance", balance);
    w.money("settlement", balance + extra + v.settle_fee);
    const saved = months.slice(after).reduce((s, m) => s + m.charge, ZERO) - extra;
    w.money("interest_saved", saved < ZERO ? ZERO : saved);
    w.money("net_saving", saved - v.settle_fee);
    w.note("settled", yuan(balance), v.extra_days, yuan(extra), yuan(v.settle_fee));
    if (v.extra_days > 31) w.note("beyond_period");
    if (saved < v.settle_fee) w.note("no_saving", yuan(v.settle_fee - saved));
  }
};
