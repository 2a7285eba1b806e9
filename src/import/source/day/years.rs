//! Years that are not certain, beside those of the records with the numbers before and after.

use jiff::civil::Date;

use crate::import::record::{Day, Note};

/// A record may be dated so many days before or after its neighbours.
const SLACK: i64 = 92;

/// The certain days of a source by the number of their record. Numbers grow with time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::import::source) struct Years(Vec<(u64, Date)>);

impl Years {
    pub(in crate::import::source) fn of(days: impl Iterator<Item = (u64, Day)>) -> Years {
        let mut certain: Vec<(u64, Date)> = days.filter(|(_, day)| day.year_is_certain).map(|(id, day)| (id, day.date)).collect();
        certain.sort();
        Years(certain)
    }

    /// A note if the year of a day is not certain and the days of the neighbours speak against it.
    pub(in crate::import::source) fn note(&self, id: u64, day: Day) -> Option<Note> {
        let next = self.0.partition_point(|(other, _)| *other < id);
        let before = next.checked_sub(1).and_then(|at| self.0.get(at));
        let after = self.0.get(next);
        let is_off = |earlier: Date, later: Date| earlier.since(later).is_ok_and(|span| i64::from(span.get_days()) > SLACK);
        let against =
            before.filter(|(_, date)| is_off(*date, day.date)).or_else(|| after.filter(|(_, date)| is_off(day.date, *date)));
        let (neighbour, date) = against.filter(|_| !day.year_is_certain)?;
        Some(Note { rule: "year-disagrees", text: format!("{} ({neighbour}: {date})", day.date) })
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn neighbours_speak_against_a_wrong_year() {
        let day = |date, year_is_certain| Day { date, year_is_certain };
        let years = Years::of(
            [(10, day(date(2023, 5, 1), true)), (20, day(date(2024, 5, 1), true)), (15, day(date(1999, 1, 1), false))].into_iter(),
        );
        assert_eq!(years.note(15, day(date(2023, 12, 3), false)), None);
        assert_eq!(years.note(15, day(date(2023, 3, 1), false)), None);
        assert_eq!(years.note(15, day(date(2025, 12, 3), true)), None);
        let note = |id, date| years.note(id, day(date, false)).map(|note| note.text);
        assert_eq!(note(15, date(2024, 12, 3)).as_deref(), Some("2024-12-03 (20: 2024-05-01)"));
        assert_eq!(note(15, date(2022, 12, 3)).as_deref(), Some("2022-12-03 (10: 2023-05-01)"));
        assert_eq!(note(21, date(2026, 12, 3)), None);
        assert_eq!(note(1, date(2026, 12, 3)).as_deref(), Some("2026-12-03 (10: 2023-05-01)"));
        assert_eq!(Years::default().note(1, day(date(2026, 1, 1), false)), None);
    }
}
