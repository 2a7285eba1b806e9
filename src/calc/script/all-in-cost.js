sitegenCalc.kinds["all-in-cost"] = (v, w, { B, ZERO, MILLION, PLACES, ONE, roundDiv, yuan, percent, annuity, day, iso, addMonths }) => {
  const MONTHLY = B(1e12), DAILY = B(1e14), received = v.received === undefined ? v.principal - v.upfront_fee : v.received;
  const byFee = v.monthly_fee_rate !== undefined, extra = v.extra_per_period;
  if (v.received !== undefined) {
    if (v.principal && !byFee) w.note("received_used", yuan(v.received));
  } else if (received <= ZERO) return w.fail("upfront_fee", "net", yuan(v.principal));

  const isEnough = at => w.sum() >= received || w.fail(at, "paid_less", yuan(w.sum()), yuan(received));
  // The rate, or null above `max`.
  const solve = (max, enough) => {
    if (w.sum() === received) return ZERO;
    if (enough(max)) return null;
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
  const compare = (rate, from, days) => {
    if (from === undefined || !v.lender_kind) return w.note("not_compared");
    const { rates, lines } = w.tables, isKnown = rates && rates.rows.some(r => day(r[0]) <= from);
    lines.forEach(l => {
      if (!l.kinds.includes(v.lender_kind) || day(l.from) > from || day(l.to || "2101-01-01") < from) return;
      if ((l.assisted && !v.assisted) || days > l.max_days) return;
      let figure = l.percent && B(l.percent);
      if (l.compare && l.times && isKnown) figure = w.lpr("lender_kind", from) * B(l.times);
      if (!l.compare || !figure) w.note("beside", l.text);
      else w.note(rate > figure ? "above" : "not_above", l.text, percent(rate, 2), percent(figure, 2));
    });
  };

  let rate, from = v.from, term;
  if (v.rows) {
    v.rows.forEach((r, n) => r.date < v.start && w.failRow("rows", n, "date", "before_start", iso(v.start)));
    if (w.errors.length) return;
    const rows = v.rows.map((r, n) => ({ n, days: r.date - v.start, amount: r.amount + extra })).sort((a, b) => a.days - b.days || a.n - b.n);
    rows.forEach(r => w.line(w.t("row", r.n + 1), v.start, v.start + r.days, r.days, undefined, r.amount));
    if (!isEnough("rows")) return;
    const j = solve((DAILY * B(6)) / B(100), rate => {
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
    const xirr = j === null ? j : bp(compound(j, DAILY, 365), DAILY);
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
    const cost = w.sum() - received;
    if (sum > ZERO) rate = roundDiv(cost * B(365e4) * w.sum(), received * sum) * B(100);
    else if (cost === ZERO) rate = ZERO;
    from = v.start;
    if (rate !== undefined) w.set("simple", percent(rate, 2));
  } else {
    const n = v.periods, periods = B(n), at = byFee ? "monthly_fee_rate" : "payment";
    const payment = byFee ? roundDiv(v.principal * (MILLION + v.monthly_fee_rate * periods), periods * MILLION) : v.payment;
    const line = (key, fen) => w.line(w.t(key, yuan(fen), n), undefined, undefined, undefined, undefined, fen * periods);
    line("payment", payment);
    if (extra > ZERO) line("extra", extra);
    if (!isEnough(at)) return;
    const i = solve(B(5) * MONTHLY, rate => (payment + extra) * annuity(rate, MONTHLY, n) >= target);
    if (i === null) return w.fail(at, "too_high");
    rate = bp(B(12) * i, MONTHLY);
    if (byFee) w.note("fee_payment", yuan(payment));
    w.set("apr", percent(rate, 2));
    w.set("ear", percent(bp(compound(i, MONTHLY, 12), MONTHLY), 2));
    if (from !== undefined) term = addMonths(from, n) - from;
  }
  if (rate !== undefined) compare(rate, from, term);
  w.money("total_paid", w.sum());
  w.money("total_cost", w.sum() - received);
};
