//! Interest for delayed performance of a judgment (迟延履行期间债务利息).
//!
//! Doubled part = debt × 0.000175 × days; days = paid − due − suspended days: the first day counted is the day after `due`, the day of payment
//! counts. General interest, where a rate is given: what is open of the debt × rate ÷ 365 × days. Each line is rounded half up to fen; total =
//! debt + general interest owed + general + doubled. [`ledger`] sets payments off, [`portion`] counts what a portion of the debt bears, before
//! 2014-08-01 by benchmark rates. Law: civil-procedure art. 264, delayed-2014 arts. 1–4, 7, delayed-2009, civil-code art. 561.
//!
//! Readings: suspended ranges count both ends, overlapping ones once, and do not stop general interest, because art. 3 speaks of the doubled part;
//! days before 2014-08-01 are not taken off; `days` is that of the last portion; a payment on or before `due` has no days.

use super::benchmark::{BENCHMARK_TERM, benchmark_term};
use super::prelude::*;
use super::words::delayed_performance::WORDS;
use ledger::{Order, Settlement};
use portion::Delay;

mod ledger;
mod portion;

/// 0.0175 % a day.
const DOUBLED: Ppm = 175;
/// The last day under the rule before delayed-2014.
const LAST_OLD: Date = date(2014, 7, 31);

pub(super) static SPEC: Spec = Spec {
    kind: "delayed-performance",
    answer: &["left", "total"],
    usual: Usual::Amounts(&["debt"]),
    inputs: INPUTS,
    results: &[
        WORDS.result("days", Unit::Days),
        WORDS.result("doubled", Unit::Yuan),
        WORDS.result("general", Unit::Yuan),
        WORDS.result("total", Unit::Yuan),
        WORDS.result("old_part", Unit::Yuan),
        WORDS.result("paid_total", Unit::Yuan),
        WORDS.result("left", Unit::Yuan),
    ],
    basis: &[
        WORDS.basis(CIVIL_PROCEDURE, "264", Proof::Official),
        WORDS.basis(DELAYED_2014, "1", Proof::Official),
        WORDS.basis(DELAYED_2014, "2", Proof::Official),
        WORDS.basis(DELAYED_2014, "3", Proof::Official),
        WORDS.basis(DELAYED_2014, "4", Proof::Official),
        WORDS.basis(DELAYED_2014, "7", Proof::Official),
        WORDS.basis(DELAYED_2009, "1", Proof::Official),
        WORDS.basis(DELAYED_2009, "2", Proof::Official),
        WORDS.basis(CIVIL_CODE, "561", Proof::Official),
    ],
    example: "debt=50000 due=2026-03-31 payments=2026-06-30:20000,2026-09-30:30000",
    tables: &[TableKind::Benchmark],
    next: &[WORDS.next("readings", "delayed-interest-double").or_else("order"), WORDS.next("order", "delayed-interest-double")],
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
    day("paid").need(Need::Unless(&["payments"])).today(),
    rows("payments", &WORDS.fields("payments", [day("date"), money("amount")])),
    rate("general_rate", 1000).need(Need::Never).more(),
    fee("general_owed").more(),
    choice("order", &WORDS.choices("order", ["interest_first", "principal_first"])).default("interest_first").more(),
    rows("suspended", &WORDS.fields("suspended", [day("from"), day("to")])).more(),
    BENCHMARK_TERM,
]);

fn run(v: &Record, w: &mut Work) -> Checked {
    let due = v.day(w.spec, "due")?;
    check(v, w)?;
    let (order, other) = match v.choice("order") {
        "principal_first" => (Order::PrincipalFirst, Order::InterestFirst),
        _ => (Order::InterestFirst, Order::PrincipalFirst),
    };
    let ledger = account(v, w, due, order)?;
    for entry in &ledger.entries {
        entry.write(w);
    }
    let total = v.money("debt") + v.money("general_owed") + ledger.general + ledger.doubled;
    w.result("days", Value::Count(ledger.days));
    w.money("doubled", ledger.doubled);
    w.money("general", ledger.general);
    w.money("total", total);
    if due < LAST_OLD {
        w.money("old_part", ledger.old_part);
    }
    if v.has("payments") {
        w.money("paid_total", ledger.paid);
        w.money("left", total - ledger.paid);
    }
    notes(v, w, &ledger, due);
    if v.has("payments") {
        let other = account(v, w, due, other).ok();
        reading(w, order, &ledger, other.as_ref(), total - ledger.paid);
    }
    Ok(())
}

fn check(v: &Record, w: &Work) -> Checked {
    let reversed = v.rows("suspended").iter().enumerate().filter(|(_, row)| row.date("from") > row.date("to"));
    let mut errors: Vec<_> = reversed.map(|(n, _)| w.row_fault("suspended", n, "from", "range", &[])).collect();
    if let Some(paid) = v.date("paid") {
        let late = v.rows("payments").iter().enumerate().filter(|(_, row)| row.date("date") > Some(paid));
        errors.extend(late.map(|(n, _)| w.row_fault("payments", n, "date", "after_paid", &[paid.to_string()])));
    }
    if errors.is_empty() { Ok(()) } else { Err(errors) }
}

/// Sets the payments off in that order. The length of the delay, which decides the benchmark rate, is that to the last payment, or to `paid` where
/// the payments leave some of the debt.
fn account(v: &Record, w: &Work, due: Date, order: Order) -> Checked<Settlement> {
    let ranges = portion::join(v.rows("suspended"));
    let last = v.dated_rows("payments").last().map(|(_, date, _)| *date).or(v.date("paid")).unwrap_or(due);
    let by = |last: Date| -> Checked<Settlement> {
        let term = if v.has("benchmark_term") { v.choice("benchmark_term") } else { benchmark_term(due, last.min(LAST_OLD)) };
        ledger::settle(v, w, &Delay::new(w, due, &ranges, term)?, order)
    };
    let ledger = by(last)?;
    match v.date("paid") {
        Some(paid) if ledger.runs_to_paid && due < LAST_OLD => by(paid),
        _ => Ok(ledger),
    }
}

fn notes(v: &Record, w: &mut Work, ledger: &Settlement, due: Date) {
    if ledger.last.is_none_or(|last| last <= due) {
        w.note("in_time", &[]);
    }
    if ledger.suspended > 0 {
        w.note("suspended", &[ledger.suspended.to_string()]);
    }
    if due < LAST_OLD {
        w.note("old_rule", &[]);
    }
    if v.has("payments") {
        w.note(if v.choice("order") == "principal_first" { "order_principal" } else { "order" }, &[]);
    }
}

/// What the other order of a payment would leave, where that differs.
fn reading(w: &mut Work, order: Order, ledger: &Settlement, other: Option<&Settlement>, left: Fen) {
    let Some(other) = other else { return };
    let more = other.general + other.doubled - ledger.general - ledger.doubled;
    if more == 0 {
        return;
    }
    let is_first = order == Order::InterestFirst;
    let (used, unused) = if is_first { ("interest_first", "principal_first") } else { ("principal_first", "interest_first") };
    let args = [w.say(used, &[]), yuan(left), w.say(unused, &[]), yuan(left + more)];
    w.note("readings", &args);
    w.note("difference", &[yuan(more.abs())]);
}
