//! Exact numbers: money in fen, rates in millionths, written and read as decimals. Never a float.
//!
//! Within the bounds that `spec` declares no product here passes 2^113, so `i128` never overflows; `tests/calc_properties.rs` holds it to that
//! (overflow checks are on in tests).

/// Money in fen (分), a hundredth of a yuan.
pub(crate) type Fen = i128;

/// A rate in millionths: 14.4 % is 144,000; the unit is a ten-thousandth of a percent, the finest a rate may be written in.
pub(crate) type Ppm = i128;

/// One, or 100 %, as a [`Ppm`].
pub(crate) const WHOLE: Ppm = 1_000_000;

/// `n ÷ d` rounded half up (away from zero for a negative `n`). `d` must be positive; for anything else the answer is 0.
pub(crate) fn round_div(n: i128, d: i128) -> i128 {
    if d <= 0 {
        return 0;
    }
    let half_up = (2 * n.abs() + d) / (2 * d);
    if n < 0 { -half_up } else { half_up }
}

/// Simple interest: `principal × rate ÷ basis × days`, rounded half up to fen. `rate` is per `basis` days.
pub(crate) fn interest(principal: Fen, rate: Ppm, days: i64, basis: i64) -> Fen {
    round_div(principal * rate * i128::from(days), i128::from(basis) * WHOLE)
}

/// Fen as yuan for a reader, with thousands separators: `1042405` → `10,424.05`.
pub(crate) fn yuan(fen: Fen) -> String {
    let mut text = plain_yuan(fen);
    let mut at = text.len().saturating_sub(3);
    while at > usize::from(fen < 0) + 3 {
        at -= 3;
        text.insert(at, ',');
    }
    text
}

/// Fen as yuan for a program or a form, with two decimals: `1042405` → `10424.05`.
pub fn plain_yuan(fen: Fen) -> String {
    fixed(fen, 2)
}

/// A rate in percent with `decimals` (0–4) decimals, rounded half up: `216000` → `21.6000`.
pub fn percent(rate: Ppm, decimals: u32) -> String {
    let places = decimals.min(4);
    fixed(round_div(rate, 10_i128.pow(4 - places)), places)
}

/// A rate in percent as a person writes it, without trailing zeros: `144000` → `14.4%`.
pub(crate) fn short_percent(rate: Ppm) -> String {
    let long = percent(rate, 4);
    format!("{}%", long.trim_end_matches('0').trim_end_matches('.'))
}

fn fixed(n: i128, places: u32) -> String {
    let unit = 10_i128.pow(places);
    let sign = if n < 0 { "-" } else { "" };
    let (whole, part) = (n.abs() / unit, n.abs() % unit);
    if places == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{part:0w$}", w = places as usize) }
}

/// Why a text is not a decimal number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberError {
    /// Something else than digits, thousands separators in their places and one decimal point; a sign is such a thing.
    NotANumber,
    /// More decimals than the unit has.
    Decimals,
}

/// Full-width forms as their ASCII twins, outer blanks cut off: what every reader of a value does first.
pub(crate) fn narrow(text: &str) -> String {
    let half = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '\u{3000}' => ' ',
        c => c,
    };
    text.chars().map(half).collect::<String>().trim().to_owned()
}

/// Money: `12345`, `12,345.67`, `１２３４５`, `1.2万`, each with an optional `元`.
pub fn parse_money(text: &str) -> Result<Fen, NumberError> {
    let text = narrow(text);
    let text = text.strip_suffix('元').unwrap_or(&text).trim_end();
    match text.strip_suffix('万') {
        Some(ten_thousands) => decimal(ten_thousands.trim_end(), 6),
        None => decimal(text, 2),
    }
}

/// A rate in percent, with or without the sign: `14.4%`, `14.4`, `０．０５％`; at most four decimals.
pub fn parse_percent(text: &str) -> Result<Ppm, NumberError> {
    let text = narrow(text);
    decimal(text.strip_suffix('%').unwrap_or(&text).trim_end(), 4)
}

pub(crate) fn parse_integer(text: &str) -> Result<i128, NumberError> {
    decimal(&narrow(text), 0)
}

/// A plain decimal as an integer of 10^-places. A number too long for any bound here is answered with a value beyond every bound.
fn decimal(text: &str, places: usize) -> Result<i128, NumberError> {
    let (whole, part) = text.split_once('.').map_or((text, None), |(w, p)| (w, Some(p)));
    let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default();
    let grouped = whole.contains(',');
    let well_grouped = groups.all(|g| g.len() == 3 && digits(g)) && (!grouped || first.len() <= 3);
    if !digits(first) || !well_grouped || part.is_some_and(|p| !digits(p)) {
        return Err(NumberError::NotANumber);
    }
    let part = part.unwrap_or_default();
    if part.len() > places {
        return Err(NumberError::Decimals);
    }
    let all: String = whole.chars().filter(|c| *c != ',').chain(format!("{part:0<places$}").chars()).collect();
    let all = all.trim_start_matches('0');
    if all.len() > 30 {
        return Ok(10_i128.pow(30));
    }
    Ok(all.parse().unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_read_as_people_write_it() {
        for (text, fen) in [
            ("12345", 1_234_500),
            ("12,345.67", 1_234_567),
            ("１２３４５", 1_234_500),
            ("１２，３４５．６７", 1_234_567),
            ("1.2万", 1_200_000),
            (" 1.234567 万元 ", 1_234_567),
            ("0.1", 10),
            ("1.005万", 1_005_000),
            ("0012", 1200),
            ("", -1),
            ("-5", -1),
            ("+5", -1),
            ("－5", -1),
            ("1,2", -1),
            ("1234,567", -1),
            (",123", -1),
            ("1..2", -1),
            (".5", -1),
            ("5.", -1),
            ("1e3", -1),
            ("12 345", -1),
            ("万", -1),
            ("12.345", -2),
            ("1.000", -2),
            ("1.2345678万", -2),
        ] {
            let got = match parse_money(text) {
                Ok(fen) => fen,
                Err(NumberError::NotANumber) => -1,
                Err(NumberError::Decimals) => -2,
            };
            assert_eq!(got, fen, "{text}");
        }
        assert_eq!(parse_money(&"9".repeat(400)), Ok(10_i128.pow(30)));
    }

    #[test]
    fn percents_are_exact() {
        assert_eq!(parse_percent("14.4%"), Ok(144_000));
        assert_eq!(parse_percent("０．０５％"), Ok(500));
        assert_eq!(parse_percent("24"), Ok(240_000));
        assert_eq!(parse_percent("0.00001%"), Err(NumberError::Decimals));
        assert_eq!(percent(216_000, 4), "21.6000");
        assert_eq!(percent(142_050, 2), "14.21");
        assert_eq!(short_percent(144_000), "14.4%");
        assert_eq!(short_percent(240_000), "24%");
        assert_eq!(short_percent(100_000_000), "10000%");
    }

    #[test]
    fn thousands_are_separated_for_readers() {
        for (fen, text) in [
            (0, "0.00"),
            (99_999, "999.99"),
            (100_000, "1,000.00"),
            (-100_000, "-1,000.00"),
            (-99_999, "-999.99"),
            (12_345_678, "123,456.78"),
            (-12_345_678, "-123,456.78"),
            (123_456_789, "1,234,567.89"),
        ] {
            assert_eq!(yuan(fen), text);
            assert_eq!(plain_yuan(fen), text.replace(',', ""));
        }
    }

    #[test]
    fn halves_go_up() {
        assert_eq!(round_div(5, 2), 3);
        assert_eq!(round_div(4, 3), 1);
        assert_eq!(round_div(-5, 2), -3);
        assert_eq!(yuan(-5), "-0.05");
        assert_eq!(plain_yuan(1_042_405), "10424.05");
    }
}
