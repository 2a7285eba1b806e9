//! Civil dates: read, counted in days, moved by months. No clock, no zone.

use jiff::civil::{Date, date};

use super::number::narrow;

/// The first date an input may have.
pub const FIRST: Date = date(1991, 1, 1);
/// The last date an input may have.
pub(crate) const LAST: Date = date(2100, 12, 31);

/// A date as people write it: `2026-04-06`, `2026/4/6`, `2026.4.6`, `2026年4月6日`, `20260406`, full-width digits too.
/// `None`: not a date of the calendar.
pub fn parse(text: &str) -> Option<Date> {
    let text = narrow(text).replace(['年', '月', '/', '.'], "-");
    let text = text.strip_suffix('日').unwrap_or(&text);
    if text.len() == 8 && text.bytes().all(|b| b.is_ascii_digit()) {
        let (year, rest) = text.split_at_checked(4)?;
        let (month, day) = rest.split_at_checked(2)?;
        return civil(year, month, day);
    }
    let mut parts = text.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let short = |s: &str| matches!(s.len(), 1 | 2);
    if parts.next().is_some() || year.len() != 4 || !short(month) || !short(day) {
        return None;
    }
    civil(year, month, day)
}

fn civil(year: &str, month: &str, day: &str) -> Option<Date> {
    if ![year, month, day].iter().all(|s| s.bytes().all(|b| b.is_ascii_digit())) {
        return None;
    }
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

/// Days from `start` to `end`: end − start; negative when `end` is earlier.
pub fn days(start: Date, end: Date) -> i64 {
    ordinal(end) - ordinal(start)
}

/// The date `n` days after `start`; the calendar's end at the worst.
pub fn add_days(start: Date, n: i64) -> Date {
    jiff::Span::new().try_days(n).ok().and_then(|span| start.checked_add(span).ok()).unwrap_or(Date::MAX)
}

/// The same day `n` months later, or the last day of that month where it has no such day (civil-code art. 202).
pub(crate) fn add_months(start: Date, n: i64) -> Date {
    let months = i64::from(start.year()) * 12 + i64::from(start.month()) - 1 + n;
    let year = i16::try_from(months.div_euclid(12)).unwrap_or(i16::MAX);
    let month = i8::try_from(months.rem_euclid(12) + 1).unwrap_or(1);
    let Ok(first) = Date::new(year, month, 1) else { return Date::MAX };
    let last = first.last_of_month();
    Date::new(year, month, start.day()).unwrap_or(last)
}

/// Days since 0000-03-01 in the proleptic Gregorian calendar, so that a leap day ends its year.
fn ordinal(day: Date) -> i64 {
    let (year, month) = (i64::from(day.year()), i64::from(day.month()));
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let of_year = (153 * month + 2) / 5 + i64::from(day.day()) - 1;
    365 * year + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + of_year
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_people_write_them() {
        for text in ["2026-04-06", "2026/4/6", "2026.4.6", "2026年4月6日", "20260406", "２０２６－０４－０６"] {
            assert_eq!(parse(text), Some(date(2026, 4, 6)), "{text}");
        }
        for text in ["", "2026-02-30", "26-04-06", "2026-4", "2026-04-06-01", "2026-004-06", "+026-04-06", "2026-04-06 12:00"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn months_end_where_the_month_ends() {
        let ends: Vec<String> = (1..=7).map(|n| add_months(date(2026, 8, 31), n).to_string()).collect();
        let want = ["2026-09-30", "2026-10-31", "2026-11-30", "2026-12-31", "2027-01-31", "2027-02-28", "2027-03-31"];
        assert_eq!(ends, want);
        assert_eq!(add_months(date(2024, 2, 29), 36), date(2027, 2, 28));
        assert_eq!(add_months(date(2024, 2, 29), 48), date(2028, 2, 29));
    }

    #[test]
    fn days_agree_with_the_calendar() {
        let mut day = FIRST;
        for n in 0..40_176 {
            assert_eq!(days(FIRST, day), n);
            assert_eq!(add_days(FIRST, n), day);
            day = day.tomorrow().unwrap();
        }
        assert_eq!(day, LAST);
    }
}
