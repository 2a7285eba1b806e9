//! The tables of a site that calculators read. The caller fills them from registers; the browser gets the same as data blocks.

use std::collections::BTreeMap;

use jiff::civil::{Date, Weekday};
use serde_json::{Map, Value as Json, json};

use super::date::{add_days, add_months};
use super::number::{NumberError, Ppm, parse_percent};
use super::spec::Proof;
use super::text::Lang;

/// Days to which a last day is moved at most: no holiday is longer.
const LONGEST_REST: usize = 400;

/// One of the tables. A calculator names those that it needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TableKind {
    Rates,
    Benchmark,
    RestDays,
    Deadlines,
    CostLines,
}

/// Everything that a site knows and a calculator may read. An absent table is empty or `None`.
#[derive(Clone, Debug, Default)]
pub struct Tables {
    /// The one-year loan prime rate.
    pub rates: Option<RateTable>,
    /// Benchmark rates of loans by their length.
    pub benchmark: Option<Benchmark>,
    pub rest_days: RestDays,
    /// Absent where the site has no such register.
    pub deadlines: Option<Vec<Deadline>>,
    pub cost_lines: Vec<CostLine>,
    /// What the register of laws says of a law, by its id.
    pub laws: BTreeMap<String, LawState>,
}

/// The state of a law in the register: its word and its proof.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LawState {
    pub title: String,
    /// `in_force`, `repealed` and so on.
    pub status: String,
    /// The proof as written, such as `V2, number M`.
    pub v: String,
}

impl TableKind {
    pub const ALL: [TableKind; 5] =
        [TableKind::Rates, TableKind::Benchmark, TableKind::RestDays, TableKind::Deadlines, TableKind::CostLines];

    /// Its name in `data-table`.
    pub fn name(self) -> &'static str {
        match self {
            TableKind::Rates => "rates",
            TableKind::Benchmark => "benchmark",
            TableKind::RestDays => "rest",
            TableKind::Deadlines => "deadlines",
            TableKind::CostLines => "lines",
        }
    }
}

impl Tables {
    /// The data block of a table, `<script type="application/json" data-table="NAME">`; `None` if the site has no such table.
    ///
    /// - `rates`: `{checked, full, missed, rows: [[date, millionths], …]}`, `missed` being the first publication that was not seen;
    /// - `benchmark`: `[[date, [millionths of m6, y1, y3, y5, over5]], …]`;
    /// - `rest`: `{years: {"2026": ["01010103 …", "0104 …"]}, fixed: [[2025, "0101 …"], …]}`: days off as first and last day, days of work;
    /// - `deadlines`, `lines`: lists of the rows of the registers, without what is absent.
    pub fn data(&self, kind: TableKind) -> Option<Json> {
        match kind {
            TableKind::Rates => self.rates.as_ref().map(RateTable::data),
            TableKind::Benchmark => self.benchmark.as_ref().map(Benchmark::data),
            TableKind::RestDays => Some(self.rest_days.data()),
            TableKind::Deadlines => self.deadlines.as_ref().map(|rows| rows.iter().map(Deadline::data).collect()),
            TableKind::CostLines => Some(self.cost_lines.iter().map(CostLine::data).collect()),
        }
    }
}

/// The one-year loan prime rate by publication date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RateTable {
    pub(super) rows: Vec<(Date, Ppm)>,
    pub(crate) checked_until: Date,
    /// The day up to which each publication was compared, where the later check was a weaker one.
    pub(crate) checked_full_until: Option<Date>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct RateOn {
    /// One-year LPR in millionths.
    pub(crate) rate: Ppm,
    /// Whether a publication up to that day was not seen.
    pub(crate) stale: bool,
}

impl RateTable {
    /// A table from rows of publication date and one-year LPR as written (`"3.45"`), in any order, and the date up to which it was checked.
    pub fn new<'a>(rows: impl IntoIterator<Item = (Date, &'a str)>, checked_until: Date) -> Result<Self, NumberError> {
        let read = |(day, rate)| parse_percent(rate).map(|rate| (day, rate));
        let mut rows = rows.into_iter().map(read).collect::<Result<Vec<_>, _>>()?;
        rows.sort_by_key(|(day, _)| *day);
        Ok(RateTable { rows, checked_until, checked_full_until: None })
    }

    /// The same table with the day up to which each publication was compared.
    #[must_use]
    pub fn fully_checked(self, until: Option<Date>) -> Self {
        RateTable { checked_full_until: until, ..self }
    }

    /// The last rate published on or before `day`; `None` before the first row.
    pub(crate) fn on(&self, day: Date) -> Option<RateOn> {
        let (_, rate) = *self.rows.iter().rev().find(|(from, _)| *from <= day)?;
        Some(RateOn { rate, stale: day >= first_missed(self.checked_until) })
    }

    fn data(&self) -> Json {
        let rows: Vec<_> = self.rows.iter().map(|(day, rate)| json!([day.to_string(), rate.to_string()])).collect();
        let full = self.checked_full_until.map(|day| day.to_string());
        let (checked, missed) = (self.checked_until.to_string(), first_missed(self.checked_until).to_string());
        json!({ "checked": checked, "full": full, "missed": missed, "rows": rows })
    }
}

/// The first 20th of a month after the day of a check: the publication of that day was not seen.
pub(crate) fn first_missed(checked_until: Date) -> Date {
    let of_month = |day: Date| Date::new(day.year(), day.month(), 20).unwrap_or(Date::MAX);
    let same = of_month(checked_until);
    if same > checked_until { same } else { add_months(same, 1) }
}

/// Benchmark rates of the People's Bank for loans, by date and length of the loan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Benchmark {
    pub(super) rows: Vec<(Date, [Ppm; 5])>,
}

/// The lengths of a loan that have a rate of their own, in the order of the columns.
pub(crate) const TERMS: [&str; 5] = ["m6", "y1", "y3", "y5", "over5"];

impl Benchmark {
    /// A table from rows of date and the five rates as written, in any order.
    pub fn new<'a>(rows: impl IntoIterator<Item = (Date, [&'a str; 5])>) -> Result<Self, NumberError> {
        let read = |(day, [m6, y1, y3, y5, over5]): (Date, [&str; 5])| {
            let rates = [parse_percent(m6)?, parse_percent(y1)?, parse_percent(y3)?, parse_percent(y5)?, parse_percent(over5)?];
            Ok((day, rates))
        };
        let mut rows = rows.into_iter().map(read).collect::<Result<Vec<_>, _>>()?;
        rows.sort_by_key(|(day, _)| *day);
        Ok(Benchmark { rows })
    }

    /// The five rates in force on a day, in the order of [`TERMS`]; `None` before the first row.
    #[cfg_attr(not(test), expect(dead_code, reason = "the calculators of old rules read it"))]
    pub(crate) fn on(&self, day: Date) -> Option<[Ppm; 5]> {
        self.rows.iter().rev().find(|(from, _)| *from <= day).map(|(_, rates)| *rates)
    }

    fn data(&self) -> Json {
        let row = |(day, rates): &(Date, [Ppm; 5])| json!([day.to_string(), rates.map(|rate| rate.to_string())]);
        self.rows.iter().map(row).collect()
    }
}

/// Days off and make-up days of work.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RestDays {
    /// By year.
    pub years: BTreeMap<i16, RestYear>,
    /// Holidays of every year from that year on, as month and day, earliest first.
    pub fixed: Vec<(i16, Vec<(i8, i8)>)>,
}

/// One year of the yearly notices.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RestYear {
    /// First and last days off.
    pub off: Vec<(Date, Date)>,
    /// Saturdays and Sundays on which people work.
    pub work: Vec<Date>,
}

/// The last day of a period, moved to a working day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Moved {
    pub(crate) day: Date,
    /// First and last of the rest days passed over.
    pub(crate) passed: Option<(Date, Date)>,
    /// Whether the years of all these days are in the table.
    pub(crate) known: bool,
}

impl RestDays {
    fn is_rest(&self, day: Date) -> bool {
        let weekend = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
        match self.years.get(&day.year()) {
            Some(year) => year.off.iter().any(|(from, to)| (*from..=*to).contains(&day)) || (weekend && !year.work.contains(&day)),
            None => {
                let fixed = self.fixed.iter().rev().find(|(from, _)| *from <= day.year());
                weekend || fixed.is_some_and(|(_, days)| days.contains(&(day.month(), day.day())))
            }
        }
    }

    /// The first working day from `raw` on (civil-code art. 203, civil-procedure art. 85).
    pub(crate) fn next_working_day(&self, raw: Date) -> Moved {
        let mut day = raw;
        let mut known = self.years.contains_key(&day.year());
        for _ in 0..LONGEST_REST {
            if !self.is_rest(day) {
                break;
            }
            day = add_days(day, 1);
            known &= self.years.contains_key(&day.year());
        }
        Moved { day, passed: (day > raw).then(|| (raw, add_days(day, -1))), known }
    }

    fn data(&self) -> Json {
        let md = |day: &Date| format!("{:02}{:02}", day.month(), day.day());
        let year = |(year, of): (&i16, &RestYear)| {
            let off: Vec<String> = of.off.iter().map(|(from, to)| md(from) + &md(to)).collect();
            let work: Vec<String> = of.work.iter().map(md).collect();
            (year.to_string(), json!([off.join(" "), work.join(" ")]))
        };
        let years: Map<String, Json> = self.years.iter().map(year).collect();
        let fixed = |(from, days): &(i16, Vec<(i8, i8)>)| {
            let days: Vec<String> = days.iter().map(|(month, day)| format!("{month:02}{day:02}")).collect();
            json!([from, days.join(" ")])
        };
        json!({ "years": years, "fixed": self.fixed.iter().map(fixed).collect::<Vec<_>>() })
    }
}

/// A period that somebody must keep.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deadline {
    pub id: String,
    /// What must be done.
    pub title: String,
    pub who: String,
    /// The day that is asked for, in words.
    pub from: String,
    pub length: Length,
    /// The law's id.
    pub law: String,
    pub article: String,
    /// Whether a last day on a rest day moves.
    pub roll: bool,
    /// Whether handing it to the post is in time.
    pub post: bool,
    /// 不变期间
    pub fixed: bool,
    /// Whether an extension may be asked for after a missed day.
    pub excuse: bool,
    pub valid_from: Option<Date>,
    pub valid_to: Option<Date>,
    pub v: String,
    /// Empty if there is none.
    pub note: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Length {
    Days(u32),
    Months(u32),
    /// The court sets it: from 1 to so many days.
    Ask(u32),
}

impl Deadline {
    fn data(&self) -> Json {
        let (key, value) = match self.length {
            Length::Days(n) => ("days", n),
            Length::Months(n) => ("months", n),
            Length::Ask(n) => ("max", n),
        };
        let day = |day: Option<Date>| day.map(|day| day.to_string());
        let mut row = json!({ "id": self.id, "title": self.title, "who": self.who, "from": self.from, "law": self.law, "article": self.article,
                              "roll": self.roll, "post": self.post, "fixed": self.fixed, "excuse": self.excuse, "v": self.v, "note": self.note,
                              "valid_from": day(self.valid_from), "valid_to": day(self.valid_to), key: value });
        prune(&mut row);
        row
    }
}

/// A line against which the yearly cost of a loan is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CostLine {
    pub id: String,
    /// First and last day of a loan for which it is shown.
    pub from: Date,
    pub to: Option<Date>,
    pub lender_kinds: Vec<String>,
    /// Whether it is only for loans in which a platform or guarantor took part.
    pub assisted: bool,
    pub new_loans_only: bool,
    pub max_days: Option<u32>,
    pub figure: Figure,
    /// Whether the cost is said to be above the line or not.
    pub compare: bool,
    pub law: Option<String>,
    pub article: String,
    pub v: String,
    pub text: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Figure {
    /// Millionths.
    Percent(i128),
    /// So many times the one-year LPR of the day of the loan.
    LprTimes(u32),
    /// A duty, not a figure.
    None,
}

/// Words of a line that say its proof already.
const SAID: [&str; 2] = ["转载", "未逐字核对"];

impl CostLine {
    /// Its text with the mark of its proof, unless the text says it.
    pub(super) fn words(&self, lang: Lang) -> String {
        let mark = Proof::of(&self.v).mark().filter(|_| SAID.iter().all(|said| !self.text.contains(said)));
        self.text.clone() + mark.map_or("", |mark| mark.get(lang))
    }

    fn data(&self) -> Json {
        let (percent, times) = match self.figure {
            Figure::Percent(rate) => (Some(rate.to_string()), None),
            Figure::LprTimes(times) => (None, Some(times)),
            Figure::None => (None, None),
        };
        let mut row = json!({ "id": self.id, "from": self.from.to_string(), "to": self.to.map(|day| day.to_string()), "kinds": self.lender_kinds,
                              "assisted": self.assisted, "max_days": self.max_days, "percent": percent, "times": times, "compare": self.compare,
                              "law": self.law, "article": self.article, "text": self.words(Lang::Zh) });
        prune(&mut row);
        row
    }
}

/// Takes out what is null, false or empty.
fn prune(row: &mut Json) {
    if let Json::Object(row) = row {
        row.retain(|_, value| !value.is_null() && *value != json!(false) && *value != json!(""));
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_publication_day_uses_the_new_rate() {
        let rates = RateTable::new([(date(2023, 6, 20), "3.55"), (date(2019, 8, 20), "4.25")], date(2023, 7, 1)).unwrap();
        assert_eq!(rates.on(date(2019, 8, 19)), None);
        assert_eq!(rates.on(date(2023, 6, 19)).unwrap().rate, 42_500);
        assert_eq!(rates.on(date(2023, 6, 20)).unwrap().rate, 35_500);
        assert!(!rates.on(date(2023, 7, 19)).unwrap().stale);
        assert!(rates.on(date(2023, 7, 20)).unwrap().stale);
    }

    #[test]
    fn the_first_publication_that_was_not_seen_is_the_next_20th() {
        for (checked, missed) in [
            (date(2026, 8, 20), date(2026, 9, 20)),
            (date(2026, 8, 19), date(2026, 8, 20)),
            (date(2026, 8, 31), date(2026, 9, 20)),
            (date(2026, 12, 20), date(2027, 1, 20)),
        ] {
            assert_eq!(first_missed(checked), missed);
        }
    }

    #[test]
    fn a_benchmark_rate_holds_until_the_next() {
        let rows = [
            (date(2012, 7, 6), ["5.60", "6.00", "6.15", "6.40", "6.55"]),
            (date(2011, 7, 7), ["6.10", "6.56", "6.65", "6.90", "7.05"]),
        ];
        let table = Benchmark::new(rows).unwrap();
        assert_eq!(table.on(date(2011, 7, 6)), None);
        assert_eq!(table.on(date(2012, 7, 5)).unwrap()[0], 61_000);
        assert_eq!(table.on(date(2012, 7, 6)).unwrap()[4], 65_500);
    }

    #[test]
    fn a_last_day_moves_over_days_off_and_not_over_days_of_work() {
        let year = RestYear {
            off: vec![(date(2026, 5, 1), date(2026, 5, 5)), (date(2026, 10, 1), date(2026, 10, 7))],
            work: vec![date(2026, 2, 14), date(2026, 5, 9), date(2026, 9, 20), date(2026, 10, 10)],
        };
        let fixed = vec![(2008, vec![(1, 1), (5, 1)]), (2025, vec![(1, 1), (5, 1), (5, 2)])];
        let table = RestDays { years: [(2026, year)].into(), fixed };
        // By the notice for 2026, and beyond it by the fixed days.
        for (raw, day, known) in [
            (date(2026, 10, 1), date(2026, 10, 8), true),
            (date(2026, 5, 2), date(2026, 5, 6), true),
            (date(2026, 9, 20), date(2026, 9, 20), true),
            (date(2026, 2, 14), date(2026, 2, 14), true),
            (date(2026, 5, 10), date(2026, 5, 11), true),
            (date(2027, 1, 1), date(2027, 1, 4), false),
            (date(2028, 5, 2), date(2028, 5, 3), false),
            (date(2024, 5, 2), date(2024, 5, 2), false),
            (date(2007, 5, 1), date(2007, 5, 1), false),
        ] {
            let moved = table.next_working_day(raw);
            assert_eq!((moved.day, moved.known), (day, known), "{raw}");
        }
        assert_eq!(table.next_working_day(date(2026, 10, 3)).passed, Some((date(2026, 10, 3), date(2026, 10, 7))));
        assert_eq!(RestDays::default().next_working_day(date(2026, 10, 3)).day, date(2026, 10, 5));
    }
}
