// parts: annuity cost
sitegenCalc.kinds["all-in-cost"] = (v, w, lib) => {
  const { B, ZERO, yuan, percent, iso, addMonths, dated } = lib;
  const PLACES = B(62), ONE = B(1) << PLACES, DAILY = B(1e14), received = v.received === undefined ? v.principal - v.upfront_fee : v.received;
  const byFee = v.monthly_fee_rate !== undefined, extra = v.extra_per_period;
  if (v.received !== undefined) {
    if (v.principal && !byFee) w.note("received_used", yuan(v.received));
  } else if (received <= ZERO) return w.fail("upfront_fee", "net", yuan(v.principal));

  const isEnough = at => w.sum() >= received || w.fail(at, "paid_less", yuan(w.sum()), yuan(received));
  const target = received * ONE;
  let rate, from = v.from, term;
  if (v.rows) {
    v.rows.forEach(r => r.date < v.start && w.failRow("rows", r, "date", "before_start", iso(v.start)));
    if (w.errors.length) return;
    const rows = dated(v.rows).map(r => ({ n: r.n, days: r.date - v.start, amount: r.amount + extra }));
    rows.forEach(r => w.line(w.t("row", r.n), v.start, v.start + r.days, r.days, undefined, r.amount));
    if (!isEnough("rows")) return;
    const j = w.sum() === received ? ZERO : solve((DAILY * B(6)) / B(100), rate => {
      const squares = [(DAILY * ONE) / (DAILY + rate)];
      for (let b = 0; b < 15; b++) squares.push((squares[b] * squares[b]) >> PLACES);
      let day = 0, power = ONE, sum = ZERO;
      rows.forEach(r => {
        squares.forEach((square, b) => {
          if (((r.days - day) >> b) & 1) power = (power * square) >> PLACES;
        });
        day = r.days;
        sum += r.amount * power;
      });
      return sum >= target;
    }, lib);
    const xirr = j === null ? j : compound(j, DAILY, 365, lib);
    if (xirr !== null && xirr <= B(5e6)) {
      w.set("xirr", percent(xirr, 2));
      w.note("xirr_line");
    } else w.note("too_short");
    let left = w.sum(), sum = ZERO;
    term = 0;
    rows.forEach(r => {
      sum += left * B(r.days - term);
      left -= r.amount;
      term = r.days;
    });
    const charge = w.sum() - received;
    if (sum > ZERO) rate = basisPoints(charge * B(365) * w.sum(), received * sum, lib);
    else if (charge === ZERO) rate = ZERO;
    from = v.start;
    if (rate !== undefined) w.set("simple", percent(rate, 2));
  } else {
    const n = v.periods, periods = B(n), at = byFee ? "monthly_fee_rate" : "payment";
    const payment = byFee ? levelFeePayment(v.principal, v.monthly_fee_rate, n, lib) : v.payment;
    const line = (key, fen) => w.line(w.t(key, yuan(fen), n), undefined, undefined, undefined, undefined, fen * periods);
    line("payment", payment);
    if (extra > ZERO) line("extra", extra);
    if (!isEnough(at)) return;
    const rates = annualRates(received, payment + extra, n, lib);
    if (!rates) return w.fail(at, "too_high");
    rate = rates[0];
    if (byFee) w.note("fee_payment", yuan(payment));
    w.set("apr", percent(rate, 2));
    w.set("ear", percent(rates[1], 2));
    if (from !== undefined) term = addMonths(from, n) - from;
  }
  if (rate !== undefined) compare(rate, from, term, v, w, lib);
  else if (!v.lender_kind) w.note("not_compared");
  w.money("total_paid", w.sum());
  w.money("total_cost", w.sum() - received);
};
