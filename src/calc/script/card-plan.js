sitegenCalc.kinds["card-plan"] = (v, w, { B, roundDiv, percent, iso, addMonths }) => {
  const n = v.months, payment = v.balance / B(n), last = v.balance - payment * B(n - 1);
  if (!payment) return w.fail("months", "too_many", v.balance);
  for (let k = 1; k <= n; k++) {
    w.line(w.t("instalment", k), undefined, addMonths(v.first_due, k - 1), undefined, undefined, k === n ? last : payment);
  }
  w.money("payment", payment);
  w.money("last_payment", last);
  w.set("final_due", iso(addMonths(v.first_due, n - 1)));
  if (v.monthly_income) {
    const ratio = roundDiv(payment * B(1e4), v.monthly_income), shown = percent(ratio * B(100), 2);
    w.set("ratio", shown);
    if (ratio > B(1e4)) w.note("above_income", shown);
    else if (ratio > B(5e3)) w.note("above_half", shown);
  }
  if (v.first_due < w.asOf) w.note("past", iso(v.first_due));
  ["discretion", "cards_only", "breach"].forEach(key => w.note(key));
};
