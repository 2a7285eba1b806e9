//! Doubled interest for delayed performance of a judgment (迟延履行期间加倍部分债务利息).
//!
//! Doubled part = debt × 0.000175 × days; days = paid − due − suspended days: the first day counted is the day after `due`, the day of payment
//! counts. With part payments each portion runs to its own day, debt first (delayed-2014 art. 4). General interest, where a rate is given:
//! portion × rate ÷ 365 × (paid − due). Lines are rounded half up to fen; total = debt + doubled + general. Law: civil-procedure art. 264,
//! delayed-2014 arts. 1–4, 7.
//!
//! Readings: suspended ranges count both ends, overlapping ones once, and do not stop general interest, because art. 3 speaks of the doubled part;
//! what is not covered by `payments` runs to `paid`, which is then required; what is paid above the debt bears nothing; a last day for
//! performance before 2014-07-31 is refused (older rule); `days` is that of the last portion.

use super::prelude::*;
use super::words::delayed_performance::WORDS;

/// 0.0175 % a day.
const DOUBLED: Ppm = 175;
/// The last day for performance whose days all lie under the rule of 2014-08-01.
const FIRST_DUE: Date = date(2014, 7, 31);

pub(super) static SPEC: Spec = Spec {
    kind: "delayed-performance",
    answer: &["left", "total"],
    usual: "debt",
    inputs: INPUTS,
    results: &[
        WORDS.result("days", Unit::Days),
        WORDS.result("doubled", Unit::Yuan),
        WORDS.result("general", Unit::Yuan),
        WORDS.result("total", Unit::Yuan),
    ],
    basis: &[
        WORDS.basis(CIVIL_PROCEDURE, "264", Proof::Official),
        WORDS.basis(DELAYED_2014, "1", Proof::Official),
        WORDS.basis(DELAYED_2014, "2", Proof::Official),
        WORDS.basis(DELAYED_2014, "3", Proof::Official),
        WORDS.basis(DELAYED_2014, "4", Proof::Official),
        WORDS.basis(DELAYED_2014, "7", Proof::Official),
    ],
    example: "debt=50000 due=2026-03-31 payments=2026-06-30:20000,2026-09-30:30000",
    table: Some(TableSpec {
        from: "due",
        vary: "paid",
        results: &["doubled", "general", "total"],
        without: &["payments", "suspended"],
    }),
    ..Spec::new(run, &WORDS)
};

const INPUTS: &[Input] = &WORDS.inputs([
    money("debt"),
    day("due"),
    day("paid").need(Need::Unless(&["payments"])),
    rows("payments", &WORDS.fields("payments", [day("date"), money("amount")])),
    rows("suspended", &WORDS.fields("suspended", [day("from"), day("to")])),
    rate("general_rate", 1000).need(Need::Never),
]);

fn run(v: &Record, w: &mut Work) -> Checked {
    let due = v.day(w.spec, "due")?;
    let portions = check(v, w, due)?;
    let ranges = merged(v.rows("suspended"));
    let (mut doubled, mut general, mut counted, mut suspended) = (0, 0, 0, 0);
    for (date, amount) in &portions {
        let elapsed = days(due, *date).max(0);
        suspended = overlap(&ranges, due, *date);
        counted = elapsed - suspended;
        let fen = interest(*amount, DOUBLED, counted, 1);
        doubled += fen;
        w.line("doubled", &[yuan(*amount)], ComputationLine::interval(due, *date, counted, DOUBLED, fen));
        if v.percent("general_rate") > 0 {
            let rate = v.percent("general_rate");
            let fen = interest(*amount, rate, elapsed, 365);
            general += fen;
            w.line("general", &[yuan(*amount)], ComputationLine::interval(due, *date, elapsed, rate, fen));
        }
    }
    w.result("days", Value::Count(counted));
    w.money("doubled", doubled);
    w.money("general", general);
    w.money("total", v.money("debt") + doubled + general);
    if portions.last().is_some_and(|(date, _)| *date <= due) {
        w.note("in_time", &[]);
    }
    if suspended > 0 {
        w.note("suspended", &[suspended.to_string()]);
    }
    let paid: Fen = v.rows("payments").iter().map(|row| row.money("amount")).sum();
    if paid > v.money("debt") {
        w.note("overpaid", &[yuan(paid - v.money("debt"))]);
    }
    if v.has("payments") {
        w.note("order", &[]);
    }
    Ok(())
}

/// The portions of the debt with the day to which each runs, by date; or the faults of the inputs.
fn check(v: &Record, w: &Work, due: Date) -> Checked<Vec<(Date, Fen)>> {
    let mut errors = Vec::new();
    if due < FIRST_DUE {
        errors.append(&mut w.fault("due", "older_rule", &[]));
    }
    let reversed = v.rows("suspended").iter().enumerate().filter(|(_, row)| row.date("from") > row.date("to"));
    errors.extend(reversed.map(|(n, _)| w.row_fault("suspended", n, "from", "range", &[])));
    let mut left = v.money("debt");
    let mut portions = Vec::new();
    for (_, date, row) in v.dated_rows("payments") {
        let portion = row.money("amount").min(left);
        left -= portion;
        if portion > 0 {
            portions.push((date, portion));
        }
    }
    match v.date("paid") {
        Some(paid) if left > 0 => portions.push((paid, left)),
        None if left > 0 => errors.append(&mut w.fault("paid", "rest", &[yuan(v.money("debt") - left)])),
        _ => {}
    }
    portions.sort_by_key(|(date, _)| *date);
    if errors.is_empty() { Ok(portions) } else { Err(errors) }
}

/// Ranges in order, overlapping ones joined.
fn merged(rows: &[Record]) -> Vec<(Date, Date)> {
    let mut ranges: Vec<(Date, Date)> = rows.iter().filter_map(|r| r.date("from").zip(r.date("to"))).collect();
    ranges.sort();
    let mut merged: Vec<(Date, Date)> = Vec::new();
    for (from, to) in ranges {
        match merged.last_mut() {
            Some((_, end)) if from <= *end => *end = to.max(*end),
            _ => merged.push((from, to)),
        }
    }
    merged
}

/// Days of the ranges, both ends counted, that lie after `due` and not after `paid`.
fn overlap(ranges: &[(Date, Date)], due: Date, paid: Date) -> i64 {
    let first = add_days(due, 1);
    ranges.iter().map(|(from, to)| (days(first.max(*from), paid.min(*to)) + 1).max(0)).sum()
}
