// What one fen at the end of each of `n` periods is worth at `rate ÷ unit` a period, with 62 binary places.
const annuity = (rate, unit, n, { B, ZERO }) => {
  const places = B(62), one = B(1) << places, v = (unit * one) / (unit + rate);
  let power = one, sum = ZERO;
  for (; n > 0; n--) sum += power = (power * v) >> places;
  return sum;
};
