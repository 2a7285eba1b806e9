//! The term of a private loan in segments of one rate and one ceiling.
//!
//! Ceilings (private-loan arts. 25, 31; private-loan-2015 arts. 26, 33):
//! - suit accepted before 2020-08-20: 24 % for the whole time;
//! - contract from 2020-08-20: 4 × one-year LPR on the contract date for the whole term;
//! - contract before, suit from 2020-08-20: 24 % until 2020-08-19, then 4 × LPR on the day of the suit;
//! - days before 2015-09-01: a line of their own, 24 % or 4 × the benchmark rate of each day (loan-1991 art. 6).
//!
//! Rates (private-loan art. 28, private-loan-2015 art. 29): after `repay_by` the overdue rate, else the agreed rate; with none agreed 6 % under
//! the provisions of 2015, else the one-year LPR of the first overdue day, for an older contract that of the suit.

use super::*;

/// What a contract agreed, and the days that decide which rule holds.
pub(super) struct Loan {
    pub(super) contract: Date,
    pub(super) filed: Option<Date>,
    pub(super) start: Date,
    pub(super) end: Date,
    pub(super) repay_by: Option<Date>,
    /// A year; 0 when none was agreed.
    pub(super) agreed: Ppm,
    pub(super) overdue_rate: Option<Ppm>,
}

pub(super) struct Segment {
    pub(super) from: Date,
    pub(super) to: Date,
    /// The rate agreed for these days, or that of the law.
    pub(super) rate: Ppm,
    pub(super) cap: Ppm,
    /// Under the lines of 24 % and 36 %.
    pub(super) old: bool,
    pub(super) overdue: bool,
    /// The note on the law that sets the rate, where none was agreed.
    pub(super) statute: Option<&'static str>,
    pub(super) key: &'static str,
    pub(super) args: Vec<String>,
}

impl Loan {
    pub(super) fn read(v: &Record, w: &Work) -> Checked<Loan> {
        let contract = v.day(w.spec, "contract")?;
        Ok(Loan {
            contract,
            filed: v.date("filed"),
            start: v.date("start").unwrap_or(contract),
            end: v.day(w.spec, "end")?,
            repay_by: v.date("repay_by"),
            agreed: if v.has("monthly_rate") { 12 * v.percent("monthly_rate") } else { v.percent("annual_rate") },
            overdue_rate: v.has("overdue_rate").then(|| v.percent("overdue_rate")),
        })
    }

    /// Whether the suit was accepted under the provisions of 2015, which then hold for the whole time.
    pub(super) fn is_old(&self) -> bool {
        self.filed.is_some_and(|filed| filed < RULE_2020)
    }

    /// The term of benchmark rates by the agreed length, else by the length computed.
    fn benchmark_term(&self) -> &'static str {
        benchmark_term(self.start, self.repay_by.unwrap_or(self.end))
    }

    /// The input and the day that decide four times the LPR.
    fn decisive(&self) -> (&'static str, Date) {
        match self.filed {
            Some(filed) if self.contract < RULE_2020 => ("filed", filed),
            _ => ("contract", self.contract),
        }
    }

    /// The input and the day whose LPR a debt without an agreed rate bears once it is overdue.
    fn overdue_day(&self, repay_by: Date) -> (&'static str, Date) {
        match self.filed {
            Some(filed) if self.contract < RULE_2020 => ("filed", filed),
            _ => ("repay_by", add_days(repay_by, 1)),
        }
    }
}

/// The segments of the term; one of no days when the term has none.
pub(super) fn segments(loan: &Loan, v: &Record, w: &mut Work) -> Checked<Vec<Segment>> {
    let benchmark = benchmark(loan, v, w)?;
    let mut froms = vec![RULE_2015];
    froms.extend((!loan.is_old()).then_some(RULE_2020));
    froms.extend(loan.repay_by);
    froms.extend(benchmark.iter().map(|(day, _)| *day).filter(|day| *day < RULE_2015));
    froms.retain(|day| loan.start < *day && *day < loan.end);
    froms.push(loan.start);
    froms.sort();
    froms.dedup();
    let tos: Vec<Date> = froms.iter().skip(1).copied().chain([loan.end]).collect();
    froms.into_iter().zip(tos).map(|(from, to)| segment(loan, &benchmark, from, to, w)).collect()
}

/// The changes of the benchmark rate, if days before 2015-09-01 are under four times of it.
fn benchmark(loan: &Loan, v: &Record, w: &mut Work) -> Checked<Vec<(Date, Ppm)>> {
    if v.choice("before_2015") != "four_times" || loan.start >= RULE_2015 {
        return Ok(vec![]);
    }
    let term = if v.has("benchmark_term") { v.choice("benchmark_term") } else { loan.benchmark_term() };
    let rows = w.benchmark("before_2015", term)?;
    match rows.first() {
        Some((first, _)) if *first > loan.start => Err(w.fault("before_2015", "before_benchmark", &[first.to_string()])),
        _ => Ok(rows),
    }
}

fn segment(loan: &Loan, benchmark: &[(Date, Ppm)], from: Date, to: Date, w: &mut Work) -> Checked<Segment> {
    let lpr = |w: &mut Work, (input, day): (&str, Date)| w.lpr(input, day, "before_rates").map(|found| found.rate);
    let quadruple = |rate: Ppm| (4 * rate, vec![percent(rate, 2), percent(4 * rate, 2)]);
    let known = benchmark.iter().rev().find(|(day, _)| *day <= from).filter(|_| from < RULE_2015);
    let is_old = from < RULE_2020 || loan.is_old();
    let (key, (cap, args)) = match known {
        Some((_, rate)) => ("four_times", quadruple(*rate)),
        None if from < RULE_2015 => ("before_2015", (OLD_CAP, vec![])),
        None if is_old => ("old", (OLD_CAP, vec![])),
        None => ("new", quadruple(lpr(w, loan.decisive())?)),
    };
    let overdue = loan.repay_by.filter(|day| *day <= from);
    let (rate, statute) = match (overdue, loan.overdue_rate) {
        (Some(_), Some(rate)) => (rate, None),
        (Some(_), None) if loan.agreed == 0 && loan.contract < RULE_2020 && is_old => (OVERDUE_2015, Some(SIX_PERCENT)),
        (Some(repay_by), None) if loan.agreed == 0 => (lpr(w, loan.overdue_day(repay_by))?, Some(LPR_OF_THAT_TIME)),
        _ => (loan.agreed, None),
    };
    let old = is_old && known.is_none();
    Ok(Segment { from, to, rate, cap, old, overdue: overdue.is_some(), statute, key, args })
}

/// The notes on the laws that set an overdue rate.
pub(super) const SIX_PERCENT: &str = "statutory_2015";
pub(super) const LPR_OF_THAT_TIME: &str = "statutory";
/// 2015 art. 29(2)(1).
const OVERDUE_2015: Ppm = 60_000;
