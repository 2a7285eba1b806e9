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
    /// A rate of another period than the one that is asked for.
    Period,
}

/// Full-width forms as their ASCII twins, blanks of any width as one kind, outer ones cut off: what every reader of a value does first.
pub(crate) fn narrow(text: &str) -> String {
    let half = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '\u{3000}' | '\u{a0}' | '\u{2009}' | '\u{202f}' => ' ',
        '￥' => '¥',
        c => c,
    };
    text.chars().map(half).collect::<String>().trim().to_owned()
}

/// Money as people write it: `12345`, `12,345.67`, `80 000`, `１２３４５`, `1.2万`, `8千`, `8w`, with `¥` before it and `元`, `块`, `元整` behind it.
pub fn parse_money(text: &str) -> Result<Fen, NumberError> {
    let text = narrow(text);
    let text = ["¥", "人民币"].iter().fold(text.as_str(), |t, sign| t.strip_prefix(sign).unwrap_or(t).trim_start());
    let text = ["整", "钱", "元", "块"].iter().fold(text, |t, unit| t.strip_suffix(unit).unwrap_or(t).trim_end());
    let units = [("万", 6), ("千", 5), ("百", 4), ("w", 6), ("W", 6), ("k", 5), ("K", 5)];
    let unit = units.iter().find_map(|(unit, places)| Some((text.strip_suffix(unit)?, *places)));
    let (number, places) = unit.unwrap_or((text, 2));
    decimal(number.trim_end(), places)
}

/// The time that a rate is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Period {
    Year,
    Month,
    Day,
}

/// A rate in percent, with or without the sign: `14.4%`, `14.4`, `０．０５％`, `万分之五`; at most four decimals.
pub fn parse_percent(text: &str) -> Result<Ppm, NumberError> {
    parse_rate(text, None)
}

/// The same for a rate of a period, which a bill may name: `年利率14.4%`, `日利率万分之五`, `月息2分`. A rate a month is also taken as one a
/// year, twelve times as high; any other period is not taken for this one.
pub fn parse_rate(text: &str, period: Option<Period>) -> Result<Ppm, NumberError> {
    let text = narrow(text).replace(' ', "");
    let (named, number) = named_period(&text);
    if named.is_some() && period.is_none() {
        return Err(NumberError::NotANumber);
    }
    let rate = rate_of_digits(number, named.or(period) == Some(Period::Month))?;
    match (named, period) {
        (Some(Period::Month), Some(Period::Year)) => Ok(rate * 12),
        (Some(named), Some(period)) if named != period => Err(NumberError::Period),
        _ => Ok(rate),
    }
}

fn named_period(text: &str) -> (Option<Period>, &str) {
    let periods = [("年", Period::Year), ("月", Period::Month), ("日", Period::Day)];
    let named = periods.into_iter().find_map(|(word, period)| Some((period, text.strip_prefix(word)?)));
    let Some((period, rest)) = named else { return (None, text) };
    let names = ["化利率", "利率", "化", "息"];
    (Some(period), names.iter().find_map(|name| rest.strip_prefix(name)).unwrap_or(rest))
}

/// A rate as digits or in words: a part of a hundred, thousand or ten thousand; for a rate a month also `2分`, `1分5厘`, `5厘`.
fn rate_of_digits(text: &str, is_monthly: bool) -> Result<Ppm, NumberError> {
    for (word, places) in [("百分之", 4), ("千分之", 3), ("万分之", 2)] {
        if let Some(number) = text.strip_prefix(word) {
            return decimal(&numeral(number), places);
        }
    }
    for (sign, places) in [("%", 4), ("‰", 3)] {
        if let Some(number) = text.strip_suffix(sign) {
            return decimal(number, places);
        }
    }
    if is_monthly {
        if let Some((whole, part)) = text.split_once('分') {
            let whole = decimal(&numeral(whole), 4)?;
            let part = part.strip_suffix('厘').unwrap_or(part);
            let part = if part == "半" { "5" } else { part };
            let part = if part.is_empty() { Ok(0) } else { decimal(&numeral(part), 3) }?;
            return Ok(whole + part);
        }
        if let Some(number) = text.strip_suffix('厘') {
            return decimal(&numeral(number), 3);
        }
    }
    decimal(text, 4)
}

/// A Chinese numeral below a hundred as digits; any other text as it is.
fn numeral(text: &str) -> String {
    let digit = |c: char| "零一二三四五六七八九".chars().position(|d| d == c).or((c == '两').then_some(2));
    let one = |s: &str, empty: usize| match (s.chars().next(), s.chars().nth(1)) {
        (None, _) => Some(empty),
        (Some(c), None) => digit(c),
        _ => None,
    };
    let value = match text.split_once('十') {
        Some((tens, ones)) => one(tens, 1).zip(one(ones, 0)).map(|(tens, ones)| tens * 10 + ones),
        None if text.is_empty() => None,
        None => one(text, 0),
    };
    value.map_or_else(|| text.to_owned(), |n| n.to_string())
}

pub(crate) fn parse_integer(text: &str) -> Result<i128, NumberError> {
    decimal(&narrow(text), 0)
}

/// A plain decimal as an integer of 10^-places. A number too long for any bound here is answered with a value beyond every bound.
fn decimal(text: &str, places: usize) -> Result<i128, NumberError> {
    let (whole, part) = text.split_once('.').map_or((text, None), |(w, p)| (w, Some(p)));
    let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    let mark = if whole.contains(',') { ',' } else { ' ' };
    let mut groups = whole.split(mark);
    let first = groups.next().unwrap_or_default();
    let grouped = whole.contains(mark);
    let well_grouped = groups.all(|g| g.len() == 3 && digits(g)) && (!grouped || first.len() <= 3);
    if !digits(first) || !well_grouped || part.is_some_and(|p| !digits(p)) {
        return Err(NumberError::NotANumber);
    }
    let part = part.unwrap_or_default();
    if part.len() > places {
        return Err(NumberError::Decimals);
    }
    let all: String = whole.chars().filter(|c| *c != mark).chain(format!("{part:0<places$}").chars()).collect();
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
            ("80 000", 8_000_000),
            ("1 200 000.5", 120_000_050),
            ("80　000", 8_000_000),
            ("¥80000", 8_000_000),
            ("￥ 80,000.00", 8_000_000),
            ("人民币8万元整", 8_000_000),
            ("8万元整", 8_000_000),
            ("8千", 800_000),
            ("8000块", 800_000),
            ("8000块钱", 800_000),
            ("3百", 30_000),
            ("8w", 8_000_000),
            ("1.5k元", 150_000),
            ("1,200 000", -1),
            ("80 00", -1),
            ("8万5千", -1),
            ("¥", -1),
            ("元", -1),
            ("八万", -1),
            ("万", -1),
            ("12.345", -2),
            ("1.000", -2),
            ("1.2345678万", -2),
        ] {
            let got = match parse_money(text) {
                Ok(fen) => fen,
                Err(NumberError::NotANumber | NumberError::Period) => -1,
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
    fn rates_are_read_as_a_bill_says_them() {
        use Period::{Day, Month, Year};
        let (number, other) = (Err(NumberError::NotANumber), Err(NumberError::Period));
        for (text, period, rate) in [
            ("年利率14.4%", Some(Year), Ok(144_000)),
            ("年化 14.4", Some(Year), Ok(144_000)),
            ("年化利率百分之十二", Some(Year), Ok(120_000)),
            ("月息2分", Some(Year), Ok(240_000)),
            ("月利率1.5%", Some(Year), Ok(180_000)),
            ("日利率万分之五", Some(Day), Ok(500)),
            ("万分之五", Some(Day), Ok(500)),
            ("万分之4.5", Some(Day), Ok(450)),
            ("日息0.05%", Some(Day), Ok(500)),
            ("千分之二", Some(Day), Ok(2000)),
            ("2‰", Some(Day), Ok(2000)),
            ("2分", Some(Month), Ok(20_000)),
            ("月息二分", Some(Month), Ok(20_000)),
            ("月息1分5厘", Some(Month), Ok(15_000)),
            ("月息一分半", Some(Month), Ok(15_000)),
            ("月息两分五", Some(Month), Ok(25_000)),
            ("5厘", Some(Month), Ok(5000)),
            ("百分之二十四", Some(Year), Ok(240_000)),
            ("百分之三十", None, Ok(300_000)),
            ("2分", Some(Year), number),
            ("年息2分", Some(Year), number),
            ("日息5厘", Some(Day), number),
            ("日利率万分之五", Some(Year), other),
            ("年利率14.4%", Some(Day), other),
            ("年利率14.4%", None, number),
            ("月息", Some(Month), number),
            ("分", Some(Month), number),
            ("甲分1.23456", Some(Month), number),
            ("1分1.23456", Some(Month), Err(NumberError::Decimals)),
            ("百分之", None, number),
            ("百分之二十四十", None, number),
            ("万分之0.005", Some(Day), Err(NumberError::Decimals)),
        ] {
            assert_eq!(parse_rate(text, period), rate, "{text}");
        }
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
