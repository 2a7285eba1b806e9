//! Benchmark rates of loans for the rules that still refer to them: which column a loan has, and its changes.

use jiff::civil::Date;

use super::date::add_months;
use super::error::{Checked, ErrorKind};
use super::number::Ppm;
use super::spec::{Input, Need, choice};
use super::tables::TERMS;
use super::words::common::WORDS;
use super::work::Work;

pub(super) const BENCHMARK_TERM: Input =
    WORDS.input("", choice("benchmark_term", &WORDS.choices("benchmark_term", TERMS))).need(Need::Never).more();

/// The most months of the lengths of time that have a rate of their own, but for the last.
const MONTHS: [i64; 4] = [6, 12, 36, 60];

/// The column of a length of time: up to six months, one year, three years, five years, or more.
pub(super) fn benchmark_term(from: Date, to: Date) -> &'static str {
    let column = MONTHS.iter().position(|months| to <= add_months(from, *months));
    column.and_then(|column| TERMS.get(column)).unwrap_or(&"over5")
}

impl Work<'_> {
    /// The changes of the rate of one column, earliest first. Without a table: a fault of that input.
    pub(super) fn benchmark(&self, input: &str, term: &str) -> Checked<Vec<(Date, Ppm)>> {
        let column = TERMS.iter().position(|of| *of == term).unwrap_or_default();
        let rows = self.ctx.tables.benchmark.iter().flat_map(|table| &table.rows);
        let mut changes: Vec<(Date, Ppm)> = Vec::new();
        for (day, rate) in rows.filter_map(|(day, rates)| Some((*day, *rates.get(column)?))) {
            if changes.last().is_none_or(|(_, last)| *last != rate) {
                changes.push((day, rate));
            }
        }
        if changes.is_empty() {
            return Err(self.missing(input, ErrorKind::NoRates { table: "benchmark" }));
        }
        Ok(changes)
    }
}
