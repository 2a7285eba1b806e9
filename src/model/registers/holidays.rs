//! `holidays.yaml`: days off and make-up days of work, year by year.

use jiff::civil::{Date, Weekday};

use super::{Register, problem};
use crate::calc::tables::{RestDays, RestYear};
use crate::diag::Finding;
use crate::model::keys::{Key, keys};
use crate::model::yaml::{Fields, Node, Reader, Value, scalar};
use crate::text::Source;

keys! {
    HOLIDAYS {
        checked_until: Date, required, "编辑核对到哪一天；`years` 里没有的年份只按周末和固定节日顺延，计算器会说明", "Last day for which an editor checked the file; days of a year that is not in `years` are moved over weekends and fixed holidays only, which calculators say";
        fixed: List(20, &Map(FIXED)), "每年日期不变的节日，从哪一年起", "Holidays on the same day of every year, from which year on";
        years: List(200, &Map(YEAR)), required, "每年的放假通知，从早到晚", "The notices of each year, earliest first";
    }

    FIXED {
        from: Number(1949, 2100), required, "从哪一年起", "First year";
        days: List(60, &Word(5)), required, "月和日，加引号，如 `\"10-01\"`", "Month and day in quotes, such as `\"10-01\"`";
    }

    YEAR {
        year: Number(1991, 2100), required, "年份", "Year";
        notice: Word(200), required, "放假通知的文号", "The notice of the year";
        notice_v: Word(60), "文号核对到什么程度", "Proof of the number of the notice";
        v: Word(60), "日期核对到什么程度：V 看过官方文本，V2 看过转载或数据汇编，M 凭记忆", "Proof of the days: V official text, V2 reprint, M memory";
        off: List(60, &List(2, &Date)), "休息的日子，一段一段：第一天和最后一天，从早到晚", "Days off as first and last day of each holiday, earliest first";
        work: List(60, &Date), "要上班的周六和周日", "Saturdays and Sundays on which people work";
    }
}

/// Days off and make-up days of work.
#[derive(Debug, Clone, Default)]
pub struct Holidays {
    pub(crate) rest_days: RestDays,
}

impl Register for Holidays {
    const KEYS: &'static [Key] = HOLIDAYS;
    const SINGLE: bool = true;

    fn read(source: &Source) -> (Holidays, Vec<Finding>) {
        let read = |fields: &mut Fields<'_>| {
            fields.date("checked_until");
            let mut fixed = fields.maps("fixed", fixed);
            fixed.sort_by_key(|(from, _)| *from);
            let mut rest_days = RestDays { fixed, ..RestDays::default() };
            let mut last = None;
            for (node, kind) in fields.nodes("years") {
                let Some(mut of) = fields.reader.fields(node, "years", kind.keys(), None) else { continue };
                let Some((number, year)) = year(&mut of) else { continue };
                if last.is_some_and(|last| last >= number) {
                    problem(fields.reader, node, "年份应当比上一行晚", "its year must lie after that of the row above");
                } else {
                    last = Some(number);
                    rest_days.years.insert(number, year);
                }
            }
            Holidays { rest_days }
        };
        let (holidays, findings) = super::single(source, "holidays", HOLIDAYS, read);
        (holidays.unwrap_or_default(), findings)
    }
}

fn fixed(fields: &mut Fields<'_>) -> Option<(i16, Vec<(i8, i8)>)> {
    let from = fields.number("from").and_then(|year| i16::try_from(year).ok());
    let mut days = Vec::new();
    for (node, kind) in fields.nodes("days") {
        let Some(text) = fields.reader.text(node, "days", kind) else { continue };
        match month_day(&text.value) {
            Some(day) => days.push(day),
            None => problem(
                fields.reader,
                node,
                "应是加引号的月和日，如 \"10-01\"",
                "a month and day in quotes is wanted, such as \"10-01\"",
            ),
        }
    }
    Some((from?, days))
}

/// `10-01` as month and day, of a leap year.
fn month_day(text: &str) -> Option<(i8, i8)> {
    let (month, day) = text.split_once('-').filter(|(month, day)| month.len() == 2 && day.len() == 2)?;
    let (month, day) = (month.parse().ok()?, day.parse().ok()?);
    Date::new(2000, month, day).ok().map(|_| (month, day))
}

fn year(fields: &mut Fields<'_>) -> Option<(i16, RestYear)> {
    for name in ["notice", "notice_v", "v"] {
        fields.text(name);
    }
    let number = fields.number("year").and_then(|year| i16::try_from(year).ok());
    let mut year = RestYear::default();
    for (node, _) in fields.nodes("off") {
        let last = year.off.last().map(|(_, to)| *to);
        year.off.extend(range(fields.reader, node, number, last));
    }
    for (node, _) in fields.nodes("work") {
        let Some(day) = fields.reader.date(node, "work").map(|day| day.value) else { continue };
        let weekend = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
        if number.is_some_and(|number| number != day.year()) {
            problem(fields.reader, node, "这一天不在这一年", "this day is not in the year");
        } else if !weekend {
            problem(fields.reader, node, "要上班的日子应是周六或周日", "a day of work is a Saturday or Sunday");
        } else if year.off.iter().any(|(from, to)| (*from..=*to).contains(&day)) {
            problem(fields.reader, node, "这一天在 off 里是休息的日子", "`off` has this day as a day off");
        } else {
            year.work.push(day);
        }
    }
    Some((number?, year))
}

/// First and last day of a holiday within the year, after the holiday before.
fn range(reader: &mut Reader, node: &Node, year: Option<i16>, last: Option<Date>) -> Option<(Date, Date)> {
    let cells = match &node.value {
        Value::List(cells) => cells.as_slice(),
        _ => &[],
    };
    let [first, end] = cells else {
        problem(
            reader,
            node,
            "应是第一天和最后一天，如 [2026-10-01, 2026-10-07]",
            "a first and last day are wanted, such as [2026-10-01, 2026-10-07]",
        );
        return None;
    };
    if scalar(first).is_none() || scalar(end).is_none() {
        problem(reader, node, "应是两个日期", "two dates are wanted");
        return None;
    }
    let (from, to) = (reader.date(first, "off")?.value, reader.date(end, "off")?.value);
    let inside = |day: Date| year.is_none_or(|year| year == day.year());
    if !inside(from) || !inside(to) {
        problem(reader, node, "这几天不在这一年", "these days are not in the year");
    } else if to < from || last.is_some_and(|last| last >= from) {
        problem(reader, node, "日子应从早到晚，不重叠", "days run from the earliest to the latest, without overlap");
    } else {
        return Some((from, to));
    }
    None
}
