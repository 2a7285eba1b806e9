sitegenCalc.kinds["all-in-cost"] = (v, w, { B, ZERO, MILLION, PLACES, ONE, roundDiv, yuan, percent, annuity, iso }) => {
  const MONTHLY = B(1e12), DAILY = B(1e14), received = v.received === undefined ? v.principal - v.upfront_fee : v.received;
  const byFee = v.monthly_fee_rate !== undefined, extra = v.extra_per_period;
  if (v.received !== undefined) {
    if (v.principal && !byFee) w.note("received_used", yuan(v.received));
  } else if (received <= ZERO) return w.fail("upfront_fee", "net", yuan(v.principal));

  const solve = (at, max, enough) => {
    if (w.sum() < received) return w.fail(at, "paid_less", yuan(w.sum()), yuan(received));
    if (w.sum() === received) return ZERO;
    if (enough(max)) return w.fail(at, "too_high");
    let low = ZERO, high = max;
    while (high - low > B(1)) {
      const middle = (low + high) / B(2);
      if (enough(middle)) low = middle;
      else high = middle;
    }
    return high;
  };
  const compound = (rate, unit, n) => {
    let power = unit;
    while (n--) power = roundDiv(power * (unit + rate), unit);
    return power - unit;
  };
  const bp = (rate, unit) => roundDiv(rate * B(1e4), unit) * B(100);
  const target = received * ONE;

  if (v.rows) {
    v.rows.forEach((r, n) => r.date < v.start && w.failRow("rows", n, "date", "before_start", iso(v.start)));
    if (w.errors.length) return;
    const rows = v.rows.map((r, n) => ({ n, days: r.date - v.start, amount: r.amount + extra })).sort((a, b) => a.days - b.days || a.n - b.n);
    rows.forEach(r => w.line(w.t("row", r.n + 1), v.start, v.start + r.days, r.days, undefined, r.amount));
    const j = solve("rows", (DAILY * B(6)) / B(100), rate => {
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
    });
    if (w.errors.length) return;
    w.set("xirr", percent(bp(compound(j, DAILY, 365), DAILY), 2));
    w.note("xirr_line");
  } else {
    const n = v.periods, periods = B(n), at = byFee ? "monthly_fee_rate" : "payment";
    const payment = byFee ? roundDiv(v.principal * (MILLION + v.monthly_fee_rate * periods), periods * MILLION) : v.payment;
    const line = (key, fen) => w.line(w.t(key, yuan(fen), n), undefined, undefined, undefined, undefined, fen * periods);
    line("payment", payment);
    if (extra > ZERO) line("extra", extra);
    const i = solve(at, B(5) * MONTHLY, rate => (payment + extra) * annuity(rate, MONTHLY, n) >= target);
    if (w.errors.length) return;
    const apr = bp(B(12) * i, MONTHLY);
    if (byFee) w.note("fee_payment", yuan(payment));
    w.set("apr", percent(apr, 2));
    w.set("ear", percent(bp(compound(i, MONTHLY, 12), MONTHLY), 2));
    const side = w.t(apr > B(24e4) ? "above" : "not_above");
    const kinds = { any: "court assisted micro_loan", assisted: "assisted court", micro_loan: "micro_loan", private: "private" };
    (kinds[v.lender_kind || "any"] || "court").split(" ").forEach(key => w.note(key, percent(apr, 2), side));
  }
  w.money("total_paid", w.sum());
  w.money("total_cost", w.sum() - received);
};
