//! Private loans: the ceiling on interest and interest by segment (民间借贷利率上限与分段利息).
//!
//! Interest = Σ principal × min(rate, ceiling) ÷ basis × days over segments cut at 2015-09-01 and 2020-08-20; days = end − start; basis 365 unless
//! switched; each segment rounded half up to fen. Principal is what was received (art. 26). Ceilings (private-loan arts. 25–31; private-loan-2015
//! arts. 26, 33):
//! - suit accepted before 2020-08-20: 24 % for the whole time (24–36 % not claimable, not refundable once paid; above 36 % void);
//! - contract from 2020-08-20: 4 × one-year LPR on the contract date for the whole term;
//! - contract before, suit from 2020-08-20: 24 % until 2020-08-19, then 4 × LPR on the day of the suit;
//! - days before 2015-09-01: disputed; 24 % in a line of their own, with a note.
//!
//! Readings: a contract before 2020-08-20 needs `filed` even where the end lies before that day; a publication day uses its new rate; with no
//! days at all the segment of the start is shown; `filed` and `start` may not be before the contract.

use super::prelude::*;
use super::words::private_loan::WORDS;

/// The day the provisions of 2015 came into force.
const RULE_2015: Date = date(2015, 9, 1);
/// The day four times LPR replaced 24 % and 36 %.
const RULE_2020: Date = date(2020, 8, 20);
const OLD_CAP: Ppm = 240_000;
const OLD_VOID: Ppm = 360_000;

pub(super) static SPEC: Spec = Spec {
    kind: "private-loan",
    answer: &["left", "total"],
    usual: "principal",
    inputs: INPUTS,
    results: &[
        WORDS.result("principal", Unit::Yuan),
        WORDS.result("interest", Unit::Yuan),
        WORDS.result("cap", Unit::Percent),
        WORDS.result("total", Unit::Yuan),
    ],
    basis: &[
        WORDS.basis(PRIVATE_LOAN, "24", Proof::Official),
        WORDS.basis(PRIVATE_LOAN, "25", Proof::Official),
        WORDS.basis(PRIVATE_LOAN, "26", Proof::Official),
        WORDS.basis(PRIVATE_LOAN, "31", Proof::Official),
        WORDS.basis(PRIVATE_LOAN_2015, "26", Proof::Official),
        WORDS.basis(PRIVATE_LOAN_SCOPE, "1", Proof::Official),
        WORDS.basis(CIVIL_CODE, "680", Proof::Official),
    ],
    example: "principal=100000 annual_rate=24% contract=2019-03-01 filed=2023-06-25 end=2023-12-31",
    tables: &[TableKind::Rates],
    ..Spec::new(run, &WORDS)
};

const INPUTS: &[Input] = &WORDS.inputs([
    money("principal"),
    fee("withheld"),
    rate("annual_rate", 1000),
    day("contract"),
    day("filed").need(Need::Never),
    day("start").need(Need::Never),
    day("end"),
    YEAR_BASIS.default("365"),
    flag("licensed_lender"),
]);

struct InterestSegment {
    from: Date,
    to: Date,
    cap: Ppm,
    /// Under the lines of 24 % and 36 %.
    old: bool,
    key: &'static str,
    args: Vec<String>,
}

fn run(v: &Record, w: &mut Work) -> Checked {
    if v.flag("licensed_lender") {
        return Err(w.fault("licensed_lender", "licensed", &[]));
    }
    let (contract, end) = (v.day(w.spec, "contract")?, v.day(w.spec, "end")?);
    let start = v.date("start").unwrap_or(contract);
    let (principal, filed) = (v.money("principal"), v.date("filed"));
    w.check([
        (v.money("withheld") >= principal, "withheld", "withheld", yuan(principal)),
        (contract < RULE_2020 && filed.is_none(), "filed", "needs_filed", String::new()),
        (filed.is_some_and(|filed| filed < contract), "filed", "before_contract", contract.to_string()),
        (start < contract, "start", "before_contract", contract.to_string()),
        (end < start, "end", "before_start", start.to_string()),
    ])?;
    let agreed = v.percent("annual_rate");
    let principal = principal - v.money("withheld");
    let segments = segments(v, w, contract, start, end)?;
    for s in &segments {
        let days = days(s.from, s.to);
        let rate = agreed.min(s.cap);
        let interest = interest(principal, rate, days, v.year_basis());
        w.line(s.key, &s.args, ComputationLine::interval(s.from, s.to, days, rate, interest));
    }
    w.money("principal", principal);
    w.money("interest", w.sum());
    w.result("cap", Value::Percent(segments.last().map_or(0, |s| s.cap), 2));
    w.money("total", principal + w.sum());
    notes(w, agreed, &segments);
    Ok(())
}

/// The segments of the term with their ceilings; one of no days when the term has none.
fn segments(v: &Record, w: &mut Work, contract: Date, start: Date, end: Date) -> Checked<Vec<InterestSegment>> {
    let filed = v.date("filed").unwrap_or(contract);
    let old_rule = filed < RULE_2020;
    let (input, decisive) = if contract >= RULE_2020 { ("contract", contract) } else { ("filed", filed) };
    let mut froms = vec![start];
    froms.extend([RULE_2015, RULE_2020].into_iter().filter(|day| start < *day && *day < end && (*day == RULE_2015 || !old_rule)));
    let tos = froms.iter().skip(1).copied().chain([end]);
    let mut segments = Vec::new();
    for (from, to) in froms.iter().copied().zip(tos) {
        let (cap, old, key, args) = if from < RULE_2015 {
            (OLD_CAP, true, "before_2015", vec![])
        } else if from < RULE_2020 || old_rule {
            (OLD_CAP, true, "old", vec![])
        } else {
            let lpr = w.lpr(input, decisive, "before_rates")?.rate;
            (4 * lpr, false, "new", vec![percent(lpr, 2), percent(4 * lpr, 2)])
        };
        segments.push(InterestSegment { from, to, cap, old, key, args });
    }
    Ok(segments)
}

fn notes(w: &mut Work, agreed: Ppm, segments: &[InterestSegment]) {
    if agreed == 0 {
        w.note("none_agreed", &[]);
    }
    if segments.iter().any(|s| s.from < RULE_2015) {
        w.note("disputed", &[]);
    }
    if let Some(cap) = segments.iter().map(|s| s.cap).filter(|cap| agreed > *cap).min() {
        w.note("above", &[percent(agreed, 2), percent(cap, 2)]);
    }
    if segments.iter().any(|s| s.old) && agreed > OLD_CAP {
        w.note("between", &[]);
        if agreed > OLD_VOID {
            w.note("void", &[]);
        }
    }
}
