//! Dates in other forms than ours: with a time, which counts, and written otherwise, which is only told.

use jiff::civil::{Date, DateTime};
use jiff::tz::Offset;

use super::scalar::parse_date;

/// The day of a date with a time, such as `2023-05-01T08:30:00+08:00`, at an offset from UTC in minutes. A time without an offset is
/// a local one.
pub(super) fn day_of_time(text: &str, minutes: i32) -> Option<Date> {
    let (day, time) = text.split_at_checked(10)?;
    let day = parse_date(day).ok()?;
    let time = time.strip_prefix(['T', 't', ' '])?.trim_start();
    let clock = time.get(..time.find(|c: char| !c.is_ascii_digit() && c != ':' && c != '.').unwrap_or(time.len()))?;
    let offset = time.get(clock.len()..)?.trim();
    let mut parts = clock.splitn(3, ':');
    let mut number = |max: i8| parts.next()?.split('.').next()?.parse::<i8>().ok().filter(|n| (0..=max).contains(n));
    let (hour, minute) = (number(23)?, number(59)?);
    let local = DateTime::from_parts(day, jiff::civil::time(hour, minute, 0, 0));
    if offset.is_empty() {
        return Some(day);
    }
    let from = Offset::from_seconds(seconds(offset)?).ok()?;
    let to = Offset::from_seconds(minutes.checked_mul(60)?).ok()?;
    Some(to.to_datetime(from.to_timestamp(local).ok()?).date())
}

/// An offset from UTC: `Z`, `+08:00`, `+0800` or `+08`.
fn seconds(offset: &str) -> Option<i32> {
    if offset.eq_ignore_ascii_case("z") {
        return Some(0);
    }
    let (sign, digits) = offset.strip_prefix('+').map(|rest| (1, rest)).or_else(|| Some((-1, offset.strip_prefix('-')?)))?;
    let digits: String = digits.chars().filter(|c| *c != ':').collect();
    let is_number = matches!(digits.len(), 2 | 4) && digits.bytes().all(|b| b.is_ascii_digit());
    let number = |range: std::ops::Range<usize>| digits.get(range).map_or(Some(0), |d| d.parse::<i32>().ok());
    if is_number { Some(sign * (number(0..2)? * 3600 + number(2..4)? * 60)) } else { None }
}

/// The day that a text in another form means: `2026年3月12日`, `2026/3/12`, `２０２６．３．１２`, `二〇二六年三月十二日`.
pub(super) fn other_form(text: &str) -> Option<Date> {
    let text: String = text.trim().chars().filter(|c| !c.is_whitespace()).map(plain_digit).collect();
    let is_separator = |c: char| "年月日号/／.．。-－—–‐−·、_".contains(c);
    let mut parts = text.split(is_separator).filter(|part| !part.is_empty());
    let (year, month, day) = match (parts.next()?, parts.next(), parts.next(), parts.next()) {
        (whole, None, None, None) if whole.len() == 8 && whole.is_ascii() => (whole.get(..4)?, whole.get(4..6)?, whole.get(6..)?),
        (year, Some(month), Some(day), None) if year.len() == 4 => (year, month, day),
        _ => return None,
    };
    let date = format!("{:0>4}-{:02}-{:02}", year, number(month)?, number(day)?);
    parse_date(&date).ok()
}

/// A digit of any width, or the Chinese word of a digit, as an ASCII digit.
fn plain_digit(c: char) -> char {
    match c {
        '０'..='９' => char::from_u32(c as u32 - '０' as u32 + '0' as u32).unwrap_or(c),
        '〇' | '○' | '零' => '0',
        _ => {
            "一二三四五六七八九".chars().position(|digit| digit == c).and_then(|n| char::from_digit(n as u32 + 1, 10)).unwrap_or(c)
        }
    }
}

/// The number of a month or a day, in which Chinese digits are replaced: `3`, `03`, `十`, `1十2`, `2十`.
fn number(text: &str) -> Option<u32> {
    let digits = |part: &str, empty: u32| if part.is_empty() { Some(empty) } else { part.parse::<u32>().ok() };
    match text.split_once('十') {
        Some((tens, ones)) => Some(digits(tens, 1)?.checked_mul(10)?.checked_add(digits(ones, 0)?)?),
        None => digits(text, 0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BEIJING: i32 = 8 * 60;

    #[test]
    fn a_time_is_read_as_its_day_at_the_offset() {
        let day = |text| day_of_time(text, BEIJING).map(|day| day.to_string());
        for text in [
            "2023-05-01T08:30:00+08:00",
            "2023-05-01 08:30:00",
            "2023-05-01T08:30",
            "2023-05-01 08:30:00 +0800",
            "2023-05-01T00:30:00Z",
            "2023-04-30T16:00:00.123Z",
            "2023-04-30T20:00:00-04:00",
            "2023-05-01t08:30:00+08",
            "2023-04-30T23:59:59-05:30",
        ] {
            assert_eq!(day(text).as_deref(), Some("2023-05-01"), "{text}");
        }
        assert_eq!(day("2023-05-01T20:30:00Z").as_deref(), Some("2023-05-02"));
        for text in [
            "2023-05-01", "2023-05-01T", "2023-05-01 8点", "2023-05-01T25:00", "2023-02-30T08:30", "2023-05-01T08:30+8",
            "2023-05-01x",
        ] {
            assert_eq!(day(text), None, "{text}");
        }
    }

    #[test]
    fn other_forms_mean_a_day() {
        for text in [
            "2026年3月12日",
            "2026 年 3 月 12 日",
            "2026/3/12",
            "2026.3.12",
            "2026-3-12",
            "2026/03/12",
            "20260312",
            "２０２６－０３－１２",
            "2026—03—12",
            "二〇二六年三月十二日",
            "二○二六年三月十二日",
            "2026年3月12号",
            "2026。3。12",
        ] {
            assert_eq!(other_form(text).map(|day| day.to_string()).as_deref(), Some("2026-03-12"), "{text}");
        }
        assert_eq!(other_form("二〇二五年十月二十日").map(|day| day.to_string()).as_deref(), Some("2025-10-20"));
        assert_eq!(other_form("2025年十一月三十日").map(|day| day.to_string()).as_deref(), Some("2025-11-30"));
        for text in [
            "", "明天", "12/3/2026", "2026年3月", "2026-02-30", "2026年13月1日", "20261", "甲年乙月丙日", "99999999999/1/1",
            "2026//",
        ] {
            assert_eq!(other_form(text), None, "{text}");
        }
    }
}
