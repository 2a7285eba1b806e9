//! Benchmark rates of loans for the rules that still refer to them: which column a loan has, and its changes.

use jiff::civil::Date;

use super::date::add_months;
use super::error::{Checked, ErrorKind, InputError, Place};
use super::number::Ppm;
use super::spec::{Input, Need, choice};
use super::work::Work;
use super::words::common::WORDS;

pub(super) const BENCHMARK_TERM: Input =
    WORDS.input("", choice("benchmark_term", &WORDS.choices("benchmark_term", ["m6", "y1", "y3", "y5", "over5"]))).need(Need::Never).more();

/// The lengths of a loan that have a rate of their own, by the most months of each, in the order of the columns.
const TERMS: [(&str, i64); 5] = [("m6", 6), ("y1", 12), ("y3", 36), ("y5", 60), ("over5", i64::MAX)];

/// The column of a length of time: up to six months, one year, three years, five years, or more.
pub(super) fn benchmark_term(from: Date, to: Date) -> &'static str {
    let fits = |(_, months): &&(&str, i64)| *months == i64::MAX || to <= add_months(from, *months);
    TERMS.iter().find(fits).map_or("over5", |(term, _)| term)
}

impl Work<'_> {
    /// The changes of the rate of one column, earliest first. Without a table: a fault of that input.
    pub(super) fn benchmark(&self, input: &str, term: &str) -> Checked<Vec<(Date, Ppm)>> {
        let column = TERMS.iter().position(|(of, _)| *of == term).unwrap_or_default();
        let rows = stub();
        let mut changes: Vec<(Date, Ppm)> = Vec::new();
        for (day, rates) in rows {
            let Some(rate) = rates.get(column).copied() else { continue };
            if changes.last().is_none_or(|(_, last)| *last != rate) {
                changes.push((day, rate));
            }
        }
        if changes.is_empty() {
            let missing = self.spec.input(input).map(|i| InputError::new(Place::of(i), ErrorKind::NoRates));
            return Err(missing.into_iter().collect());
        }
        Ok(changes)
    }
}

fn stub() -> Vec<(Date, [Ppm; 5])> {
    let row = |y, m, d, rates: [Ppm; 5]| (jiff::civil::date(y, m, d), rates.map(|r| r * 100));
    vec![
        row(2011, 7, 7, [610, 656, 665, 690, 705]),
        row(2012, 6, 8, [585, 631, 640, 665, 680]),
        row(2012, 7, 6, [560, 600, 615, 640, 655]),
        row(2014, 11, 22, [560, 560, 600, 600, 615]),
        row(2015, 3, 1, [535, 535, 575, 575, 590]),
        row(2015, 5, 11, [510, 510, 550, 550, 565]),
        row(2015, 6, 28, [485, 485, 525, 525, 540]),
        row(2015, 8, 26, [460, 460, 500, 500, 515]),
        row(2015, 10, 24, [435, 435, 475, 475, 490]),
    ]
}
