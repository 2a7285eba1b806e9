sitegenCalc.kinds["card-plan"] = (v, w, { B, roundDiv, percent, iso, addMonths }) => {
  const n = v.months, payment = v.balance / B(n), last = v.balance - payment * B(n - 1);
  for (let k = 1; k <= n; k++) {
    w.line(w.t("instalment", k), undefined, addMonths(v.first_due, k - 1), undefined, undefined, k === n ? last : payment);
  }
  w.money("payment", payment);
  w.money("last_payment", last);
  w.set("final_due", iso(addMonths(v.first_due, n - 1)));
  if (v.monthly_income) w.set("ratio", percent(roundDiv(payment * B(1e4), v.monthly_income) * B(100), 2));
  ["discretion", "cards_only", "breach"].forEach(key => w.note(key));
};
