//! Published rates by date: the one-year loan prime rate, and the benchmark rates of loans.

use jiff::civil::Date;
use serde_json::{Value as Json, json};

use crate::calc::date::add_months;
use crate::calc::number::{NumberError, Ppm, parse_percent};

/// The one-year loan prime rate by publication date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RateTable {
    pub(in crate::calc) rows: Vec<(Date, Ppm)>,
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

    pub(super) fn data(&self) -> Json {
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
    pub(in crate::calc) rows: Vec<(Date, [Ppm; 5])>,
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

    pub(super) fn data(&self) -> Json {
        let row = |(day, rates): &(Date, [Ppm; 5])| json!([day.to_string(), rates.map(|rate| rate.to_string())]);
        self.rows.iter().map(row).collect()
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
    fn benchmark_rates_are_in_order_of_date() {
        let rows = [
            (date(2012, 7, 6), ["5.60", "6.00", "6.15", "6.40", "6.55"]),
            (date(2011, 7, 7), ["6.10", "6.56", "6.65", "6.90", "7.05"]),
        ];
        let table = Benchmark::new(rows).unwrap();
        assert_eq!(table.rows[0], (date(2011, 7, 7), [61_000, 65_600, 66_500, 69_000, 70_500]));
        assert_eq!(table.data()[1], json!(["2012-07-06", ["56000", "60000", "61500", "64000", "65500"]]));
    }
}
