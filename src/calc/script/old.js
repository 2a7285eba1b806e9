// Exact integers for browsers without BigInt: sign and digits of base 10^7, the lowest first. The scripts of the calculators follow, their operators
// replaced by the functions of `$x` (tests/browser/shorten.js), because an object cannot overload an operator.
const BASE = 1e7, WIDTH = 7;
function Big(digits, negative) {
  while (digits.length && !digits[digits.length - 1]) digits.pop();
  this.digits = digits;
  this.negative = !!digits.length && negative;
}
Big.prototype.toString = function () {
  const text = this.digits.map(d => String(d).padStart(WIDTH, 0)).reverse().join("").replace(/^0+/, "");
  return (this.negative ? "-" : "") + (text || "0");
};
const big = x => {
  if (x instanceof Big) return x;
  const text = String(x), digits = [];
  if (!/^-?\d+$/.test(text)) throw new SyntaxError(text);
  for (let end = text.length, from = text[0] === "-" ? 1 : 0; end > from; end -= WIDTH) digits.push(+text.slice(Math.max(from, end - WIDTH), end));
  return new Big(digits, text[0] === "-");
};
const order = (a, b) => {
  if (a.length !== b.length) return a.length - b.length;
  for (let i = a.length - 1; i >= 0; i--) if (a[i] !== b[i]) return a[i] - b[i];
  return 0;
};
const plus = (a, b) => {
  const sum = [];
  for (let i = 0, carry = 0; i < a.length || i < b.length || carry; i++) {
    carry += (a[i] || 0) + (b[i] || 0);
    sum.push(carry % BASE);
    carry = carry >= BASE ? 1 : 0;
  }
  return sum;
};
// a is not less than b.
const minus = (a, b) => {
  const out = [];
  for (let i = 0, borrow = 0; i < a.length; i++) {
    const d = a[i] - (b[i] || 0) - borrow;
    borrow = d < 0 ? 1 : 0;
    out.push(d + borrow * BASE);
  }
  return out;
};
const times = (a, b) => {
  const out = Array(a.length + b.length).fill(0);
  for (let i = 0; i < a.length; i++) {
    let carry = 0;
    for (let j = 0; j < b.length || carry; j++) {
      carry += out[i + j] + a[i] * (b[j] || 0);
      out[i + j] = carry % BASE;
      carry = Math.floor(carry / BASE);
    }
  }
  return out;
};
const trimmed = digits => new Big(digits, false).digits;
const divide = (a, b) => {
  if (!b.length) throw new RangeError("Division by zero");
  // With a high leading digit of the divisor the first guess is at most two too high.
  const scale = [Math.floor(BASE / (b[b.length - 1] + 1))], by = trimmed(times(b, scale)), from = times(a, scale), quotient = [];
  let rest = [];
  for (let i = from.length - 1; i >= 0; i--) {
    rest = trimmed([from[i]].concat(rest));
    const n = by.length, top = (rest[n] || 0) * BASE + (rest[n - 1] || 0);
    let guess = Math.min(BASE - 1, Math.floor(top / by[n - 1])), part = trimmed(times(by, [guess]));
    while (order(part, rest) > 0) part = trimmed(times(by, [--guess]));
    rest = trimmed(minus(rest, part));
    quotient.unshift(guess);
  }
  return { quotient, exact: !rest.length };
};
const sum = (a, b, negative) => {
  if (a.negative === negative) return new Big(plus(a.digits, b.digits), negative);
  const c = order(a.digits, b.digits);
  return c < 0 ? new Big(minus(b.digits, a.digits), negative) : new Big(minus(a.digits, b.digits), a.negative);
};
const powers = [big(1)], power = n => powers[n] || (powers[n] = $x.mul(power(n - 1), big(2)));
const compare = (a, b) => (a.negative !== b.negative ? (a.negative ? -1 : 1) : order(a.digits, b.digits) * (a.negative ? -1 : 1));
const both = (exact, plain) => (a, b) => (a instanceof Big && b instanceof Big ? exact(a, b) : plain(a, b));
const $x = {
  add: both((a, b) => sum(a, b, b.negative), (a, b) => a + b),
  sub: both((a, b) => sum(a, b, !b.negative), (a, b) => a - b),
  mul: both((a, b) => new Big(times(a.digits, b.digits), a.negative !== b.negative), (a, b) => a * b),
  div: both((a, b) => new Big(divide(a.digits, b.digits).quotient, a.negative !== b.negative), (a, b) => a / b),
  rem: both((a, b) => $x.sub(a, $x.mul($x.div(a, b), b)), (a, b) => a % b),
  shl: both((a, b) => $x.mul(a, power(+b)), (a, b) => a << b),
  shr: both((a, b) => {
    const { quotient, exact } = divide(a.digits, power(+b).digits);
    return new Big(a.negative && !exact ? plus(quotient, [1]) : quotient, a.negative);
  }, (a, b) => a >> b),
  lt: both((a, b) => compare(a, b) < 0, (a, b) => a < b),
  gt: both((a, b) => compare(a, b) > 0, (a, b) => a > b),
  le: both((a, b) => compare(a, b) <= 0, (a, b) => a <= b),
  ge: both((a, b) => compare(a, b) >= 0, (a, b) => a >= b),
  is: both((a, b) => compare(a, b) === 0, (a, b) => a === b),
  isnt: both((a, b) => compare(a, b) !== 0, (a, b) => a !== b),
  neg: a => (a instanceof Big ? new Big(a.digits, !a.negative) : -a),
  // Zero is false.
  t: a => (a instanceof Big ? a.digits.length > 0 : a),
};
this.BigInt = big;
