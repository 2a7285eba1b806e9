//! Civil dates: read, counted in days, moved by months. No clock, no zone.

use jiff::civil::{Date, Weekday, date};

use super::number::narrow;

/// The first date an input may have.
pub const FIRST: Date = date(1991, 1, 1);
/// The last date an input may have.
pub(crate) const LAST: Date = date(2100, 12, 31);

/// Why a text is not a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DateError {
    NotADate,
    /// A month and a day alone.
    NoYear,
}

/// A date as people write it: `2026-04-06`, `2026/4/6`, `26-4-6`, `2026.4.6`, `2026年4月6日`, `20260406`, full-width digits too.
/// `None`: not a date of the calendar.
pub fn parse(text: &str) -> Option<Date> {
    read(text).ok()
}

/// The same with the reason why it is none. A year of two digits is one from 1991 to 2090.
pub(crate) fn read(text: &str) -> Result<Date, DateError> {
    let text = narrow(text).replace(' ', "").replace(['年', '月', '/', '.'], "-");
    let text = text.strip_suffix(['日', '号']).unwrap_or(&text);
    let is_number = |s: &str, sizes: [usize; 2]| sizes.contains(&s.len()) && s.bytes().all(|b| b.is_ascii_digit());
    let parts: Vec<&str> = text.split('-').collect();
    let date = match *parts.as_slice() {
        [all] if is_number(all, [8, 8]) => {
            let (year, rest) = all.split_at_checked(4).unwrap_or_default();
            let (month, day) = rest.split_at_checked(2).unwrap_or_default();
            civil(year, month, day)
        }
        [month, day] if is_number(month, [1, 2]) && is_number(day, [1, 2]) => return Err(DateError::NoYear),
        [year, month, day] if is_number(year, [2, 4]) && is_number(month, [1, 2]) && is_number(day, [1, 2]) => {
            let century = match (year.len(), year > "90") {
                (4, _) => "",
                (_, true) => "19",
                _ => "20",
            };
            civil(&format!("{century}{year}"), month, day)
        }
        _ => None,
    };
    date.ok_or(DateError::NotADate)
}

fn civil(year: &str, month: &str, day: &str) -> Option<Date> {
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

/// A Saturday or Sunday moved to the Monday after it (civil-code art. 203). Public holidays are not known here.
pub(crate) fn next_working_day(day: Date) -> Date {
    match day.weekday() {
        Weekday::Saturday => add_days(day, 2),
        Weekday::Sunday => add_days(day, 1),
        _ => day,
    }
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
        for text in [
            "2026-04-06",
            "2026/4/6",
            "2026.4.6",
            "2026年4月6日",
            "20260406",
            "２０２６－０４－０６",
            "26-4-6",
            "2026 年 4 月 6 号",
        ] {
            assert_eq!(parse(text), Some(date(2026, 4, 6)), "{text}");
        }
        for text in
            ["", "2026-02-30", "026-04-06", "2026-4", "4-6", "2026-04-06-01", "2026-004-06", "+026-04-06", "2026-04-06 12:00"]
        {
            assert_eq!(parse(text), None, "{text}");
        }
        for text in ["9月30日", "9-30", "9/30", "9.30", "09月30号"] {
            assert_eq!(read(text), Err(DateError::NoYear), "{text}");
        }
        assert_eq!(parse("24-9-30"), Some(date(2024, 9, 30)));
        assert_eq!(parse("91-1-1"), Some(date(1991, 1, 1)));
        assert_eq!(parse("90-1-1"), Some(date(2090, 1, 1)));
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
