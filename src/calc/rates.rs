//! Published rates by date. The caller reads the table; this says which row holds on a day, and how far the table can be trusted.

use jiff::civil::Date;

use super::date::days;
use super::number::{NumberError, Ppm, parse_percent};

/// The days a table stays good after it was checked: the next monthly publication and some grace.
pub(crate) const GRACE_DAYS: i64 = 40;

/// The one-year loan prime rate by publication date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RateTable {
    pub(super) rows: Vec<(Date, Ppm)>,
    pub(crate) checked_until: Date,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct RateOn {
    /// One-year LPR in millionths.
    pub(crate) rate: Ppm,
    /// Whether the day lies too far beyond the day up to which the table was checked.
    pub(crate) stale: bool,
}

impl RateTable {
    /// A table from rows of publication date and one-year LPR as written (`"3.45"`), in any order, and the date up to which it was checked.
    pub fn new<'a>(rows: impl IntoIterator<Item = (Date, &'a str)>, checked_until: Date) -> Result<Self, NumberError> {
        let read = |(day, rate)| parse_percent(rate).map(|rate| (day, rate));
        let mut rows = rows.into_iter().map(read).collect::<Result<Vec<_>, _>>()?;
        rows.sort_by_key(|(day, _)| *day);
        Ok(RateTable { rows, checked_until })
    }

    /// The last rate published on or before `day`; `None` before the first row.
    pub(crate) fn on(&self, day: Date) -> Option<RateOn> {
        let (_, rate) = *self.rows.iter().rev().find(|(from, _)| *from <= day)?;
        Some(RateOn { rate, stale: days(self.checked_until, day) > GRACE_DAYS })
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
        assert!(!rates.on(date(2023, 8, 10)).unwrap().stale);
        assert!(rates.on(date(2023, 8, 11)).unwrap().stale);
    }
}
