//! Days as sources write them: dates with and without a time, and the relative dates of themes, such as `2个月前 (02-03)`.

mod years;

pub(super) use years::Years;

use std::ops::Range;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::Offset;

use super::Options;
use crate::import::record::{Day, Note};
use crate::model::settings::UtcOffset;

const YEARS: std::ops::RangeInclusive<i16> = 1900..=2199;
const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// The day on which pages were saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Saved {
    pub(super) day: Date,
    /// True if the mapping tells it. Otherwise the day of the import stands for it.
    pub(super) is_known: bool,
}

impl Saved {
    pub(super) fn of(options: &Options) -> Saved {
        Saved { day: options.retrieved.unwrap_or(options.day), is_known: options.retrieved.is_some() }
    }
}

/// A day that a page shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Shown {
    pub(super) day: Day,
    /// What is not certain about it.
    pub(super) note: Option<Note>,
    /// Its place in the text, in bytes.
    pub(super) range: Range<usize>,
}

/// The day of Unix seconds at an offset from UTC.
pub(super) fn of_seconds(seconds: i64, offset: UtcOffset) -> Option<Date> {
    let day = to_offset(offset)?.to_datetime(Timestamp::from_second(seconds).ok()?).date();
    YEARS.contains(&day.year()).then_some(day)
}

fn to_offset(offset: UtcOffset) -> Option<Offset> {
    Offset::from_seconds(offset.minutes.checked_mul(60)?).ok()
}

/// The day of a text that is nothing but a date, perhaps with a time and an offset from UTC: `2024-6-1`, `2024/06/01 08:00`,
/// `2024年6月1日`, `2024-05-31T23:00:00Z`, `Sat, 01 Jun 2024 00:00:00 +0000`. A time without an offset is a local one.
pub(super) fn of_text(text: &str, offset: UtcOffset) -> Option<Date> {
    let text = text.trim();
    if let Some(day) = of_mail(text, offset) {
        return Some(day);
    }
    let (day, length) = date_at(text)?;
    of_time(day, text.get(length..)?, offset)
}

/// The day of a date and of the time that follows it.
fn of_time(day: Date, time: &str, offset: UtcOffset) -> Option<Date> {
    let time = time.trim_start();
    let time = time.strip_prefix(['T', 't']).unwrap_or(time).trim();
    if time.is_empty() {
        return Some(day);
    }
    let end = time.find(|c: char| !c.is_ascii_digit() && c != ':' && c != '.').unwrap_or(time.len());
    let (clock, zone) = time.split_at_checked(end)?;
    let mut parts = clock.split(':').map(|part| part.split('.').next().and_then(|n| n.parse::<i8>().ok()));
    let (hour, minute) = (parts.next()??, parts.next().flatten().unwrap_or(0));
    if !(0..24).contains(&hour) || !(0..60).contains(&minute) {
        return None;
    }
    let Some(seconds) = zone_seconds(zone.trim()) else { return Some(day) };
    let local = DateTime::from_parts(day, jiff::civil::time(hour, minute, 0, 0));
    let moment = Offset::from_seconds(seconds).ok()?.to_timestamp(local).ok()?;
    Some(to_offset(offset)?.to_datetime(moment).date())
}

/// Seconds of an offset from UTC: `Z`, `UTC`, `+08:00`, `+0800`, `+08`. `None` if there is none.
fn zone_seconds(zone: &str) -> Option<i32> {
    if ["z", "utc", "gmt"].iter().any(|name| zone.eq_ignore_ascii_case(name)) {
        return Some(0);
    }
    let (sign, digits) = zone.strip_prefix('+').map(|rest| (1, rest)).or_else(|| Some((-1, zone.strip_prefix('-')?)))?;
    let digits: String = digits.chars().filter(|c| *c != ':').collect();
    let number = |range: Range<usize>| digits.get(range).map_or(Some(0), |d| d.parse::<i32>().ok());
    let is_number = matches!(digits.len(), 2 | 4) && digits.bytes().all(|b| b.is_ascii_digit());
    is_number.then_some(())?;
    Some(sign * (number(0..2)?.min(18) * 3600 + number(2..4)?.min(59) * 60))
}

/// The day of a date as mail and RSS write it: `Sat, 01 Jun 2024 00:00:00 +0000`.
fn of_mail(text: &str, offset: UtcOffset) -> Option<Date> {
    let text = text.split_once(',').map_or(text, |(_, date)| date);
    let mut words = text.split_ascii_whitespace();
    let day = words.next()?.parse::<i8>().ok()?;
    let name = words.next()?.get(..3)?.to_ascii_lowercase();
    let month = i8::try_from(MONTHS.iter().position(|month| *month == name)?).ok()?.checked_add(1)?;
    let year = words.next()?.parse::<i16>().ok().filter(|year| YEARS.contains(year))?;
    let day = Date::new(year, month, day).ok()?;
    of_time(day, &words.collect::<Vec<_>>().join(" "), offset)
}

/// The date that a text begins with, and its length in bytes: `2024-06-01`, `2024/6/1`, `2024.6.1`, `2024年6月1日`.
fn date_at(text: &str) -> Option<(Date, usize)> {
    let mut at = 0;
    let mut number = |longest: usize, ends: &[char]| {
        let tail = text.get(at..)?;
        let length = tail.bytes().take(longest).take_while(u8::is_ascii_digit).count();
        let value = tail.get(..length)?.parse::<i16>().ok()?;
        let mark = tail.get(length..)?.chars().next().filter(|c| ends.contains(c));
        at += length + mark.map_or(0, char::len_utf8);
        Some((value, mark))
    };
    let (year, first) = number(4, &['-', '/', '.', '年'])?;
    let (month, second) = number(2, &['-', '/', '.', '月'])?;
    let (day, _) = number(2, &['日', '号'])?;
    let is_pair = matches!((first?, second?), ('年', '月') | ('-', '-') | ('/', '/') | ('.', '.'));
    let is_whole = !text.get(at..)?.starts_with(|c: char| c.is_ascii_digit());
    let date = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    (is_pair && is_whole && YEARS.contains(&year)).then_some((date, at))
}

/// The first day that a text shows. A full date counts as it is; a month and a day, or a number of days, are reckoned from the day on
/// which the page was saved.
pub(super) fn shown(text: &str, saved: Saved, offset: UtcOffset) -> Option<Shown> {
    let starts = text.char_indices().scan(' ', |before, (at, c)| {
        let is_start = !(before.is_ascii_digit() || *before == '-' && c.is_ascii_digit());
        *before = c;
        Some((at, c, is_start))
    });
    for (at, c, is_start) in starts {
        let tail = text.get(at..).unwrap_or("");
        let found = match c {
            '0'..='9' if is_start => full_date(tail, at, offset).or_else(|| relative(text, at, saved)),
            '刚' | '昨' | '前' | '今' => by_word(tail, at, saved),
            _ => None,
        };
        if found.is_some() {
            return found;
        }
    }
    None
}

/// A full date, to which a time belongs if it stands close by.
fn full_date(tail: &str, at: usize, offset: UtcOffset) -> Option<Shown> {
    let (date, length) = date_at(tail)?;
    let after = tail.get(length..).unwrap_or("");
    let is_time = |c: char| c.is_ascii_digit() || matches!(c, ':' | ' ' | 'T' | 'Z' | '+' | '.');
    let time = after.get(..after.find(|c| !is_time(c)).unwrap_or(after.len())).unwrap_or("").trim_end();
    let is_time = time.trim_start_matches(['T', ' ']).as_bytes().get(1..3).is_some_and(|two| two.contains(&b':'));
    let time = if is_time { time } else { "" };
    let date = of_time(date, time, offset).unwrap_or(date);
    Some(Shown { day: Day { date, year_is_certain: true }, note: None, range: at..at + length + time.len() })
}

/// Words for a day close to the one on which the page was saved.
fn by_word(tail: &str, at: usize, saved: Saved) -> Option<Shown> {
    const WORDS: [(&str, i64); 4] = [("刚刚", 0), ("今天", 0), ("昨天", 1), ("前天", 2)];
    let (word, days) = WORDS.into_iter().find(|(word, _)| tail.starts_with(word))?;
    near(word, days, saved.is_known, saved, at..at + word.len())
}

/// A day so many days before the page was saved. If it is close, it is right but for a day.
fn near(written: &str, days: i64, is_close: bool, saved: Saved, range: Range<usize>) -> Option<Shown> {
    let date = days_before(saved.day, days)?;
    let note = Note { rule: if is_close { "day-approximate" } else { "year-unknown" }, text: written.to_owned() };
    Some(Shown { day: Day { date, year_is_certain: is_close }, note: Some(note), range })
}

fn days_before(day: Date, days: i64) -> Option<Date> {
    day.checked_sub(jiff::Span::new().try_days(days).ok()?).ok().filter(|day| YEARS.contains(&day.year()))
}

/// Units of age and their days; 0 for those below a day. The themes of Z-Blog divide by these.
const UNITS: [(&str, i32); 10] =
    [("年", 360), ("个月", 30), ("月", 30), ("周", 7), ("星期", 7), ("天", 1), ("小时", 0), ("分钟", 0), ("秒钟", 0), ("秒", 0)];

/// An age with or without the date: `3年前 (2023-01-01)`, `2个月前 (02-03)`, `3天前`. The digits may follow those of a name.
fn relative(text: &str, at: usize, saved: Saved) -> Option<Shown> {
    let tail = text.get(at..)?;
    let digits = tail.bytes().take_while(u8::is_ascii_digit).count();
    let after = tail.get(digits..)?.trim_start();
    let (unit, days) = UNITS.into_iter().find(|(unit, _)| after.strip_prefix(unit).is_some_and(|after| after.starts_with('前')))?;
    let after = after.get(unit.len() + '前'.len_utf8()..)?;
    let dated = in_brackets(after);
    let end = at + tail.len() - after.len() + dated.as_ref().map_or(0, |(_, length)| *length);
    // The last one or two digits count; those before them end the name of the author.
    let ages =
        [2, 1].into_iter().filter_map(|n| Some((n.min(digits), tail.get(digits - n.min(digits)..digits)?.parse::<i32>().ok()?)));
    let ages: Vec<(usize, i32)> = ages.filter(|(_, age)| (0..60).contains(age)).collect();
    let (length, age) = ages.iter().copied().find(|(_, age)| fits(&dated, *age, days, saved)).or(ages.first().copied())?;
    let range = at + digits - length..end;
    let written = text.get(range.clone())?;
    match dated {
        Some((Bracket::Full(date), _)) => Some(Shown { day: Day { date, year_is_certain: true }, note: None, range }),
        Some((Bracket::MonthDay(month, day), _)) => {
            let (date, is_certain) = with_year(month, day, age, days, saved)?;
            let note = (!is_certain).then(|| Note { rule: "year-unknown", text: written.to_owned() });
            Some(Shown { day: Day { date, year_is_certain: is_certain }, note, range })
        }
        None => near(written, i64::from(age.checked_mul(days)?), days <= 1 && saved.is_known, saved, range),
    }
}

/// The date in brackets behind an age.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Bracket {
    Full(Date),
    MonthDay(i8, i8),
}

/// The most bytes of a date in brackets with the blanks before it.
const MAX_BRACKET: usize = 40;

/// Reads `(02-03)` or `(2024-02-03)`, and its length with the blanks before it.
fn in_brackets(text: &str) -> Option<(Bracket, usize)> {
    let text = text.get(..text.floor_char_boundary(MAX_BRACKET)).unwrap_or(text);
    let inner = text.trim_start().strip_prefix(['(', '（'])?;
    let (inner, after) = inner.split_once([')', '）'])?;
    let length = text.len() - after.len();
    let inner = inner.trim();
    if let Some((date, _)) = date_at(inner).filter(|(_, length)| *length == inner.len()) {
        return Some((Bracket::Full(date), length));
    }
    let (month, day) = inner.split_once(['-', '/', '.', '月'])?;
    let day = day.strip_suffix(['日', '号']).unwrap_or(day);
    let number = |text: &str| text.trim().parse::<i8>().ok();
    let (month, day) = (number(month)?, number(day)?);
    // A leap year has every day.
    Date::new(2024, month, day).ok()?;
    Some((Bracket::MonthDay(month, day), length))
}

/// True if a date in brackets can have this age on the day on which the page was saved.
fn fits(dated: &Option<(Bracket, usize)>, age: i32, days: i32, saved: Saved) -> bool {
    match dated {
        Some((Bracket::Full(date), _)) => has_age(*date, age, days, saved.day),
        Some((Bracket::MonthDay(month, day), _)) => with_year(*month, *day, age, days, saved).is_some_and(|(_, fits)| fits),
        None => true,
    }
}

/// True if the age of a date, rounded to the unit, is `age`. The time of day is unknown, so that a day more or less fits.
fn has_age(date: Date, age: i32, unit: i32, saved: Date) -> bool {
    let Ok(days) = saved.since(date).map(|span| span.get_days()) else { return false };
    2 * (days + 1) > (2 * age - 1) * unit && 2 * (days - 1) < (2 * age + 1) * unit
}

/// The date of a month and a day, and whether its year is certain. If no year fits the age, the last one before the page was saved
/// counts.
fn with_year(month: i8, day: i8, age: i32, unit: i32, saved: Saved) -> Option<(Date, bool)> {
    let newest = saved.day.tomorrow().ok()?;
    // Leap days recur after eight years at most.
    let years = (0..=8).filter_map(|n| Date::new(saved.day.year() - n, month, day).ok()).filter(|date| *date <= newest);
    let dates: Vec<Date> = years.filter(|date| YEARS.contains(&date.year())).collect();
    let fitting = dates.iter().find(|date| has_age(**date, age, unit, saved.day));
    fitting.map(|date| (*date, saved.is_known)).or_else(|| dates.first().map(|date| (*date, false)))
}

#[cfg(test)]
mod tests;
