//! How fast the findings that a baseline accepts become fewer, and when the last one would be gone. Reads no file.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use super::Code;
use crate::text::{Lang, localized};

/// Weeks that are shown at most.
const WEEKS: usize = 52;
/// The estimate goes by what happened in so many days.
const WINDOW: i32 = 56;
/// Days below which there is no estimate.
const LEAST: i32 = 7;
/// An end that is further away says nothing.
const FURTHEST: i64 = 36_500;

/// The accepted findings at the end of a day, by code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) day: Date,
    pub(crate) counts: BTreeMap<Code, usize>,
}

/// The accepted findings at the end of a week.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Week {
    pub(crate) monday: Date,
    pub(crate) count: usize,
}

/// What became of the findings of a code, or of all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Trend {
    /// `None`: all codes.
    pub(crate) code: Option<Code>,
    pub(crate) first: usize,
    pub(crate) last: usize,
    /// Tenths of a finding that a week removes; below zero if they become more. `None` if there is too little history.
    pub(crate) tenths_a_week: Option<i64>,
    pub(crate) end: Option<Date>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Burndown {
    /// The day of the first tally.
    pub(crate) since: Date,
    /// Without gaps, the last one is that of the day of the report.
    pub(crate) weeks: Vec<Week>,
    pub(crate) total: Trend,
    /// By code, those with most findings left first.
    pub(crate) codes: Vec<Trend>,
}

impl Burndown {
    /// From tallies of which the last one is today's; `None` if there is none.
    pub(crate) fn of(mut tallies: Vec<Tally>) -> Option<Burndown> {
        tallies.sort_by_key(|tally| tally.day);
        let (first, last) = (tallies.first()?, tallies.last()?);
        let start = at(&tallies, last.day.saturating_sub(WINDOW.days())).unwrap_or(first);
        let trend = |code: Option<Code>| {
            let count = |tally: &Tally| match code {
                Some(code) => tally.counts.get(&code).copied().unwrap_or(0),
                None => tally.counts.values().sum(),
            };
            let days = days(if start.day < window(last.day) { window(last.day) } else { start.day }, last.day);
            trend(code, [first, start, last].map(count), days, last.day)
        };
        let mut codes: Vec<Code> = tallies.iter().flat_map(|tally| tally.counts.keys().copied()).collect();
        codes.sort();
        codes.dedup();
        let mut codes: Vec<Trend> = codes.into_iter().map(|code| trend(Some(code))).collect();
        codes.sort_by_key(|trend| (std::cmp::Reverse(trend.last), trend.code));
        Some(Burndown { since: first.day, weeks: weeks(&tallies, first.day, last.day), total: trend(None), codes })
    }

    /// What became of all findings, and when the last one would be gone.
    pub(crate) fn sentence(&self, lang: Lang) -> String {
        let Trend { first, last, tenths_a_week, .. } = &self.total;
        let since = self.since;
        let facts = [
            format!("旧问题从 {since} 的 {first} 处到现在的 {last} 处；"),
            format!("{first} old findings on {since}, {last} now; "),
        ];
        let (rate, end) = (self.total.rate(), self.total.month(lang));
        let outlook = match (tenths_a_week, end) {
            _ if *last == 0 => ["已经清完".to_owned(), "all are gone".to_owned()],
            (None, _) => ["记录不满一周，还不能估计".to_owned(), "less than a week is recorded, too little to estimate".to_owned()],
            (Some(..=0), _) => ["最近八周没有减少".to_owned(), "no fewer than eight weeks ago".to_owned()],
            (Some(_), Some(month)) => [
                format!("最近每周减少 {rate} 处，照这个速度在{month}清完"),
                format!("{rate} fewer a week lately; at this rate the last is gone in {month}"),
            ],
            (Some(_), None) => [
                format!("最近每周减少 {rate} 处，照这个速度要一百年以上"),
                format!("{rate} fewer a week lately; at this rate it takes more than a hundred years"),
            ],
        };
        localized(lang, facts) + &localized(lang, outlook)
    }
}

impl Trend {
    /// Findings that a week removes, with a decimal; a dash if it is unknown.
    pub(crate) fn rate(&self) -> String {
        let Some(tenths) = self.tenths_a_week else { return "–".to_owned() };
        format!("{}{}.{}", if tenths < 0 { "-" } else { "" }, tenths.abs() / 10, tenths.abs() % 10)
    }

    /// The month in which the last finding would be gone.
    pub(crate) fn month(&self, lang: Lang) -> Option<String> {
        let end = self.end?;
        Some(localized(lang, [format!("{}年{}月", end.year(), end.month()), format!("{}-{:02}", end.year(), end.month())]))
    }
}

fn window(day: Date) -> Date {
    day.saturating_sub(WINDOW.days())
}

/// The last tally at or before a day.
fn at(tallies: &[Tally], day: Date) -> Option<&Tally> {
    tallies.iter().rfind(|tally| tally.day <= day)
}

fn days(from: Date, to: Date) -> i32 {
    from.until(to).map_or(0, |span| span.get_days())
}

fn trend(code: Option<Code>, [first, start, last]: [usize; 3], days: i32, today: Date) -> Trend {
    let number = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let trend = Trend { code, first, last, tenths_a_week: None, end: None };
    if days < LEAST {
        return trend;
    }
    let (removed, days) = (number(start).saturating_sub(number(last)), i64::from(days));
    let left = (removed > 0).then(|| number(last).saturating_mul(days).saturating_add(removed - 1) / removed.max(1));
    let end = left.filter(|days| *days <= FURTHEST).map(|days| today.saturating_add(days.days()));
    Trend { tenths_a_week: Some(removed.saturating_mul(70) / days), end, ..trend }
}

fn weeks(tallies: &[Tally], first: Date, last: Date) -> Vec<Week> {
    let monday = |day: Date| day.saturating_sub(i32::from(day.weekday().since(Weekday::Monday)).days());
    let mondays = std::iter::successors(Some(monday(last)), |day| Some(day.saturating_sub(7.days())));
    let week = |monday: Date| {
        let tally = at(tallies, monday.saturating_add(6.days()))?;
        Some(Week { monday, count: tally.counts.values().sum() })
    };
    let mut weeks: Vec<Week> = mondays.take(WEEKS).take_while(|day| *day >= monday(first)).filter_map(week).collect();
    weeks.reverse();
    weeks
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(day: &str, counts: &[(u16, usize)]) -> Tally {
        Tally { day: day.parse().unwrap(), counts: counts.iter().map(|(code, count)| (Code(*code), *count)).collect() }
    }

    #[test]
    fn weeks_have_no_gap_and_the_end_is_estimated() {
        let burndown = Burndown::of(vec![
            tally("2026-09-01", &[(550, 100), (502, 10)]),
            tally("2026-09-03", &[(550, 90), (502, 10)]),
            tally("2026-09-22", &[(550, 60), (502, 10)]),
        ])
        .unwrap();
        let weeks: Vec<(String, usize)> = burndown.weeks.iter().map(|week| (week.monday.to_string(), week.count)).collect();
        let expected = [("2026-08-31", 100), ("2026-09-07", 100), ("2026-09-14", 100), ("2026-09-21", 70)];
        assert_eq!(weeks, expected.map(|(day, count)| (day.to_owned(), count)));
        // 40 in 21 days; 70 more take 37 days.
        let Trend { first, last, tenths_a_week, end, .. } = burndown.total;
        assert_eq!((first, last, tenths_a_week, end.unwrap().to_string()), (110, 70, Some(133), "2026-10-29".to_owned()));
        let codes: Vec<(u16, usize, Option<i64>, bool)> =
            burndown.codes.iter().map(|t| (t.code.unwrap().0, t.last, t.tenths_a_week, t.end.is_some())).collect();
        assert_eq!(codes, [(550, 60, Some(133), true), (502, 10, Some(0), false)]);
    }

    #[test]
    fn only_the_last_weeks_decide_the_rate() {
        let burndown = Burndown::of(vec![
            tally("2026-01-01", &[(550, 900)]),
            tally("2026-03-01", &[(550, 180)]),
            tally("2026-09-27", &[(550, 100)]),
        ]);
        let sentence = burndown.as_ref().unwrap().sentence(Lang::Zh);
        assert_eq!(sentence, "旧问题从 2026-01-01 的 900 处到现在的 100 处；最近每周减少 10.0 处，照这个速度在2026年12月清完");
        let total = burndown.unwrap().total;
        assert_eq!((total.tenths_a_week, total.end.unwrap().to_string()), (Some(100), "2026-12-06".to_owned()));
    }

    #[test]
    fn a_single_day_has_no_estimate() {
        assert_eq!(Burndown::of(Vec::new()), None);
        let burndown = Burndown::of(vec![tally("2026-09-01", &[(550, 9)]), tally("2026-09-03", &[(550, 1)])]).unwrap();
        assert_eq!((burndown.total.tenths_a_week, burndown.total.end, burndown.weeks.len()), (None, None, 1));
        assert_eq!(burndown.sentence(Lang::Zh), "旧问题从 2026-09-01 的 9 处到现在的 1 处；记录不满一周，还不能估计");
        let done = Burndown::of(vec![tally("2026-09-01", &[(550, 9)]), tally("2026-09-22", &[])]).unwrap();
        assert_eq!(done.total.end.unwrap().to_string(), "2026-09-22");
    }
}
