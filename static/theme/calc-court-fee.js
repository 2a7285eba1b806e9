sitegenCalc.kinds["court-fee"] = (v, w, { B, ZERO, MILLION, roundDiv, yuan }) => {
  const line = (label, rate, amount) => w.line(label, undefined, undefined, undefined, rate, amount);
  const reduce = (key, to) => line(w.t(key), undefined, to - w.sum());
  // [end in yuan, fee in fen], then [end, rate in millionths] by slice.
  const scales = {
    execution: [[1e4, 5e3], [5e5, 15e3], [5e6, 1e4], [1e7, 5e3], [0, 1e3]],
    preservation: [[1e3, 3e3], [1e5, 1e4], [0, 5e3]],
  };
  const first = [[1e4, 5e3], [1e5, 25e3], [2e5, 2e4], [5e5, 15e3], [1e6, 1e4], [2e6, 9e3], [5e6, 8e3], [1e7, 7e3], [2e7, 6e3], [0, 5e3]];
  const whole = n => yuan(B(n * 100)).slice(0, -3);
  let low = 0;
  (scales[v.proceeding] || first).forEach(([high, n]) => {
    if (!low) line(w.t("first", whole(high)), undefined, B(n));
    else {
      const top = high && B(high * 100) < v.amount ? B(high * 100) : v.amount, slice = top - B(low * 100);
      if (slice > ZERO) line(high ? w.t("slice", whole(low), whole(high)) : w.t("above", whole(low)), B(n), roundDiv(slice * B(n), MILLION));
    }
    low = high;
  });
  if (v.proceeding === "payment_order") reduce("third", roundDiv(w.sum(), B(3)));
  if (v.proceeding === "preservation" && w.sum() > B(5e5)) reduce("most", B(5e5));
  if (v.halved) reduce("half", roundDiv(w.sum(), B(2)));
  w.money("fee", w.sum());
  if (v.proceeding === "execution") w.note("execution");
};
