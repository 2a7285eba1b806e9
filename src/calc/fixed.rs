//! Binary fixed point for powers: discount factors with 62 binary places in `i128`, truncated at every product.
//!
//! Every step is an integer product and a shift, so `BigInt` in the browser gives the same digits. A factor of n periods is too small by less
//! than n × 2^-62; for 360 periods and the largest principal that is less than a thousandth of a fen in a present value, and the rate found
//! stays within its last place of 10^-12 a month.

use super::number::{Fen, round_div};

const PLACES: u32 = 62;
const ONE: i128 = 1 << PLACES;

/// The unit of a monthly rate found by bisection: 10^-12.
pub(super) const MONTHLY_UNIT: i128 = 1_000_000_000_000;
/// The unit of a daily rate found by bisection: 10^-14. Finer, the year's power of the dearest loans would not fit.
pub(super) const DAILY_UNIT: i128 = 100_000_000_000_000;

/// 1 ÷ (1 + rate ÷ unit).
fn discount(rate: i128, unit: i128) -> i128 {
    unit * ONE / (unit + rate)
}

/// The present value of one fen at the end of each of `n` periods: Σ v^k, in fixed point.
fn annuity(rate: i128, unit: i128, n: i64) -> i128 {
    let v = discount(rate, unit);
    let (mut power, mut sum) = (ONE, 0);
    for _ in 0..n {
        power = (power * v) >> PLACES;
        sum += power;
    }
    sum
}

/// The level payment that clears `principal` in `n` periods at `rate ÷ unit` a period: principal ÷ Σ v^k, rounded half up.
/// The sum of discount factors is used because it does not lose digits at small rates as `1 − v^n` does.
pub(super) fn level_payment(principal: Fen, rate: i128, unit: i128, n: i64) -> Fen {
    round_div(principal * ONE, annuity(rate, unit, n))
}

/// The monthly rate in units of 10^-12 at which `n` equal payments are worth `received`; `None` above 5 (500 % a month).
pub(super) fn monthly_rate(received: Fen, payment: Fen, n: i64) -> Option<i128> {
    let target = received * ONE;
    bisect(5 * MONTHLY_UNIT, |i| payment * annuity(i, MONTHLY_UNIT, n) >= target)
}

/// The daily rate in units of 10^-14 at which payments `(days, amount)`, ordered by days, are worth `received`; `None` above 6 % a day.
pub(super) fn daily_rate(received: Fen, payments: &[(i64, Fen)]) -> Option<i128> {
    let target = received * ONE;
    bisect(DAILY_UNIT * 6 / 100, |j| {
        let squares = squares(discount(j, DAILY_UNIT));
        let (mut day, mut power, mut sum) = (0, ONE, 0);
        for (days, amount) in payments {
            let gap = days - day;
            for (bit, square) in squares.iter().enumerate() {
                if gap >> bit & 1 == 1 {
                    power = (power * square) >> PLACES;
                }
            }
            day = *days;
            sum += amount * power;
        }
        sum >= target
    })
}

/// v, v², v⁴ … v^(2^15): enough for gaps up to 65,535 days.
fn squares(v: i128) -> [i128; 16] {
    let mut power = v;
    std::array::from_fn(|_| {
        let here = power;
        power = (power * power) >> PLACES;
        here
    })
}

/// The smallest rate at which the payments are no longer worth enough; they are at 0. Factors are truncated, so that a root which is a multiple
/// of the unit is this rate exactly, and halves go up when it is rounded.
fn bisect(max: i128, worth_enough: impl Fn(i128) -> bool) -> Option<i128> {
    if worth_enough(max) {
        return None;
    }
    let (mut low, mut high) = (0, max);
    while high - low > 1 {
        let middle = (low + high) / 2;
        if worth_enough(middle) { low = middle } else { high = middle }
    }
    Some(high)
}

/// (1 + rate ÷ unit)^n − 1 in the same unit, each product rounded half up.
pub(super) fn compound(rate: i128, unit: i128, n: u32) -> i128 {
    let mut power = unit;
    for _ in 0..n {
        power = round_div(power * (unit + rate), unit);
    }
    power - unit
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_power_is_exact_to_its_place() {
        // 1.01^12 − 1 = 0.126825030131969720661201
        assert_eq!(compound(10_000_000_000, MONTHLY_UNIT, 12), 126_825_030_132);
        assert_eq!(level_payment(10_000_000, 10_000, 1_000_000, 12), 888_488);
        assert_eq!(level_payment(10_000_000, 0, 1_000_000, 3), 3_333_333);
    }

    #[test]
    fn ties_of_one_period_go_up() {
        // 50.00 at 0.01 % for one period: 50.005 exactly.
        assert_eq!(level_payment(5000, 100, 1_000_000, 1), 5001);
    }

    #[test]
    fn the_rate_found_is_the_rate_put_in() {
        // A payment of 101 % after one month.
        assert_eq!(monthly_rate(10_000, 10_100, 1), Some(10_000_000_000));
        assert_eq!(monthly_rate(240_000, 240_001, 1), Some(4_166_667));
        assert_eq!(monthly_rate(100, 1000, 1), None);
        assert_eq!(monthly_rate(100, 500, 1), Some(4 * MONTHLY_UNIT));
        assert_eq!(daily_rate(100, &[(1, 105)]), Some(DAILY_UNIT / 20));
        assert_eq!(daily_rate(100, &[(1, 107)]), None);
        let ten_days = daily_rate(1_000_000, &[(10, 1_010_000)]).unwrap();
        // 1.01^(1/10) − 1 = 0.000995528…
        assert_eq!(ten_days / 100_000, 995_528);
    }
}
