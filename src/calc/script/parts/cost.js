// The yearly cost of a loan.
const basisPoints = (n, d, { B, roundDiv }) => roundDiv(n * B(1e4), d) * B(100);
// (1 + rate ÷ unit)^n − 1, shown.
const compound = (rate, unit, n, lib) => {
  let power = unit;
  while (n--) power = lib.roundDiv(power * (unit + rate), unit);
  return basisPoints(power - unit, unit, lib);
};
// The rate, or null above `max`.
const solve = (max, enough, { B, ZERO }) => {
  if (enough(max)) return null;
  let low = ZERO, high = max;
  while (high - low > B(1)) {
    const middle = (low + high) / B(2);
    if (enough(middle)) low = middle;
    else high = middle;
  }
  return high;
};
const levelFeePayment = (amount, fee, n, { B, MILLION, roundDiv }) => roundDiv(amount * (MILLION + fee * B(n)), B(n) * MILLION);
// The annual rates [apr, ear] of equal payments, or null.
const annualRates = (received, payment, n, lib) => {
  const { B, ZERO } = lib, unit = B(1e12), target = received * (B(1) << B(62));
  const isFree = payment * B(n) === received, i = isFree ? ZERO : solve(B(5) * unit, rate => payment * annuity(rate, unit, n, lib) >= target, lib);
  return i === null ? i : [basisPoints(B(12) * i, unit, lib), compound(i, unit, 12, lib)];
};
// Notes the lines of the register. `from` and the days of the whole term are those of the loan.
const compare = (rate, from, days, v, w, { B, day, percent }) => {
  if (from === undefined || !v.lender_kind) return w.note("not_compared");
  const { rates, lines } = w.tables, isKnown = rates && rates.rows.some(r => day(r[0]) <= from);
  lines.forEach(l => {
    if (!l.kinds.includes(v.lender_kind) || day(l.from) > from || day(l.to || "2101-01-01") < from) return;
    if ((l.assisted && !v.assisted) || days > l.max_days) return;
    if (l.law) w.keys.push(l.law);
    let figure = l.percent && B(l.percent);
    if (l.compare && l.times && isKnown) figure = w.lpr("lender_kind", from) * B(l.times);
    if (!l.compare || !figure) w.note("beside", l.text);
    else w.note(rate > figure ? "above" : "not_above", l.text, percent(rate, 2), percent(figure, 2));
  });
};
