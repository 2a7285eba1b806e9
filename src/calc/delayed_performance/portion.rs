//! What one portion of the debt bears from the last day for performance to its own day.
//!
//! From 2014-08-01 (delayed-2014 art. 1): 0.0175 % a day. Before (delayed-2014 art. 7, delayed-2009): twice the benchmark rate on 360 days, a day
//! counted taking the rate in force on it, each part rounded.

use super::*;

/// The delay of one judgment: its days and the rates before 2014-08-01.
pub(super) struct Delay<'a> {
    pub(super) due: Date,
    ranges: &'a [(Date, Date)],
    /// Changes of the benchmark rate; none where the delay begins under the rule of 2014.
    benchmark: Vec<(Date, Ppm)>,
}

/// What a portion bears.
#[derive(Default)]
pub(super) struct Charge {
    pub(super) lines: Vec<(&'static str, Vec<String>, ComputationLine)>,
    pub(super) days: i64,
    pub(super) suspended: i64,
    pub(super) old: Fen,
    pub(super) new: Fen,
}

impl<'a> Delay<'a> {
    pub(super) fn new(w: &Work, due: Date, ranges: &'a [(Date, Date)], term: &str) -> Checked<Self> {
        if due >= LAST_OLD {
            return Ok(Delay { due, ranges, benchmark: vec![] });
        }
        let benchmark = w.benchmark("due", term)?;
        match benchmark.first() {
            Some((first, _)) if *first > add_days(due, 1) => Err(w.fault("due", "before_benchmark", &[first.to_string()])),
            _ => Ok(Delay { due, ranges, benchmark }),
        }
    }

    /// The day from which the rule of 2014 counts, as the end of the day before its first.
    pub(super) fn new_from(&self) -> Date {
        self.due.max(LAST_OLD)
    }

    pub(super) fn is_old(&self, date: Date) -> bool {
        self.due < LAST_OLD && date <= LAST_OLD
    }

    /// The parts of the delay before 2014-08-01 up to a day: start, last day counted, twice the rate.
    fn old_parts(&self, date: Date) -> Vec<(Date, Date, Ppm)> {
        let last = date.min(LAST_OLD);
        let mut parts: Vec<(Date, Date, Ppm)> = Vec::new();
        for (day, rate) in self.benchmark.iter().filter(|_| self.due < last) {
            let from = add_days(*day, -1).max(self.due);
            if from >= last {
                break;
            }
            if let Some((start, end, _)) = parts.last_mut() {
                *end = from;
                if *start == from {
                    parts.pop();
                }
            }
            parts.push((from, last, 2 * rate));
        }
        parts
    }

    /// The sum of twice the rate times the days: the interest of one yuan on 360 days, in millionths of a day.
    pub(super) fn weight(&self, date: Date) -> i128 {
        self.old_parts(date).iter().map(|(from, to, rate)| rate * i128::from(days(*from, *to))).sum()
    }

    pub(super) fn charge(&self, amount: Fen, date: Date) -> Charge {
        let mut charge = Charge::default();
        for (from, to, rate) in self.old_parts(date) {
            let days = days(from, to);
            let fen = interest(amount, rate, days, 360);
            charge.days += days;
            charge.old += fen;
            let args = vec![yuan(amount), percent(rate / 2, 2)];
            charge.lines.push(("old", args, ComputationLine::interval(from, to, days, rate, fen).of(amount, 360)));
        }
        if charge.lines.is_empty() || date > LAST_OLD {
            let from = self.new_from().min(date.max(self.due));
            charge.suspended = overlap(self.ranges, self.new_from(), date);
            let days = days(from, date).max(0) - charge.suspended;
            charge.new = interest(amount, DOUBLED, days, 1);
            charge.days += days;
            let line = ComputationLine::interval(from, date, days, DOUBLED, charge.new).of(amount, 1);
            charge.lines.push(("doubled", vec![yuan(amount)], line));
        }
        charge
    }
}

/// Ranges in order, overlapping ones joined.
pub(super) fn join(rows: &[Record]) -> Vec<(Date, Date)> {
    let mut ranges: Vec<(Date, Date)> = rows.iter().filter_map(|r| r.date("from").zip(r.date("to"))).collect();
    ranges.sort();
    let mut joined: Vec<(Date, Date)> = Vec::new();
    for (from, to) in ranges {
        match joined.last_mut() {
            Some((_, end)) if from <= *end => *end = to.max(*end),
            _ => joined.push((from, to)),
        }
    }
    joined
}

/// Days of the ranges, both ends counted, that lie after `from` and not after `to`.
fn overlap(ranges: &[(Date, Date)], from: Date, to: Date) -> i64 {
    let first = add_days(from, 1);
    ranges.iter().map(|(start, end)| (days(first.max(*start), to.min(*end)) + 1).max(0)).sum()
}
