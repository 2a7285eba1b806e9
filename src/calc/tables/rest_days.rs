//! Days off and make-up days of work, over which the last day of a period moves.

use std::collections::BTreeMap;

use jiff::civil::{Date, Weekday};
use serde_json::{Map, Value as Json, json};

use crate::calc::date::add_days;

/// Days to which a last day is moved at most: no holiday is longer.
const LONGEST_REST: usize = 400;

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
pub(crate) struct LastDay {
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
    pub(crate) fn next_working_day(&self, raw: Date) -> LastDay {
        let mut day = raw;
        let mut known = self.years.contains_key(&day.year());
        for _ in 0..LONGEST_REST {
            if !self.is_rest(day) {
                break;
            }
            day = add_days(day, 1);
            known &= self.years.contains_key(&day.year());
        }
        LastDay { day, passed: (day > raw).then(|| (raw, add_days(day, -1))), known }
    }

    pub(super) fn data(&self) -> Json {
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

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

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
