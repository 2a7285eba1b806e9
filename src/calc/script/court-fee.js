sitegenCalc.kinds["court-fee"] = (v, w, { B, ZERO, MILLION, roundDiv, yuan }) => {
  const kind = v.proceeding, byCase = ["first_instance", "appeal", "retrial", "counterclaim"].includes(kind), fixed = kind === "jurisdiction";
  if (fixed && v.amount) w.fail("amount", "no_amount");
  if (!fixed && !v.amount) w.fail("amount", "amount_missing");
  if (v.halved && !byCase) w.fail("halved", "no_half");
  if (v.halved && kind === "counterclaim") w.fail("halved", "half_once");
  if (w.errors.length) return;

  const line = (label, rate, amount) => w.line(label, undefined, undefined, undefined, rate, amount);
  const reduce = (key, to) => line(w.t(key), undefined, to - w.sum()), part = (key, n) => reduce(key, roundDiv(w.sum(), B(n)));
  // [end in yuan, fee in fen], then [end, rate in millionths] by slice.
  const scales = {
    execution: [[1e4, 5e3], [5e5, 15e3], [5e6, 1e4], [1e7, 5e3], [0, 1e3]],
    preservation: [[1e3, 3e3], [1e5, 1e4], [0, 5e3]],
  };
  const first = [[1e4, 5e3], [1e5, 25e3], [2e5, 2e4], [5e5, 15e3], [1e6, 1e4], [2e6, 9e3], [5e6, 8e3], [1e7, 7e3], [2e7, 6e3], [0, 5e3]];
  const whole = n => yuan(B(n * 100)).slice(0, -3);
  let low = 0;
  if (!fixed) (scales[kind] || first).forEach(([high, n]) => {
    if (!low) line(w.t("first", whole(high)), undefined, B(n));
    else {
      const top = high && B(high * 100) < v.amount ? B(high * 100) : v.amount, slice = top - B(low * 100);
      if (slice > ZERO) line(high ? w.t("slice", whole(low), whole(high)) : w.t("above", whole(low)), B(n), roundDiv(slice * B(n), MILLION));
    }
    low = high;
  });
  if (kind === "payment_order") part("third", 3);
  else if (kind === "preservation" && w.sum() > B(5e5)) reduce("most", B(5e5));
  else if (kind === "counterclaim") part("half_counterclaim", 2);
  else if (v.halved) part("half", 2);
  if (fixed) {
    w.money("fee_min", B(5e3));
    w.money("fee_max", B(1e4));
  } else w.money("fee", w.sum());
  const notes = {
    payment_order: ["pays_payment_order"],
    execution: ["pays_execution"],
    preservation: ["pays_preservation"],
    jurisdiction: ["only_if_failed"],
    appeal: ["in_dispute", "paid_by_appellant", "pays_case"],
    counterclaim: ["paid_by_counterclaimant", "pays_case"],
    retrial: ["in_dispute", "retrial_free", "pays_retrial"],
  };
  (notes[kind] || ["paid_by_claimant", "pays_case"]).concat(fixed ? [] : "waiver").forEach(key => w.note(key));
};
