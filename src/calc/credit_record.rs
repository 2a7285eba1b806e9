//! How long a bad record is kept in a credit report (征信不良信息保存期).
//!
//! until = the day the bad event ended + 5 years, same day or the month's last (civil-code art. 202). While the debt is unsettled the period has not
//! begun. The last day is not moved over rest days. Law: credit-reg arts. 16, 25, 26.
//!
//! Reading: `ended` is required when settled, and not used while unsettled.

use super::prelude::*;
use super::words::credit_record::WORDS;

pub(super) static SPEC: Spec = Spec {
    kind: "credit-record",
    inputs: INPUTS,
    answer: &["until", "state"],
    results: &[WORDS.result("until", Unit::None), WORDS.result("state", Unit::None)],
    basis: &[
        WORDS.basis(CREDIT_REG, "16", Proof::Official),
        WORDS.basis(CREDIT_REG, "25", Proof::Official),
        WORDS.basis(CREDIT_REG, "26", Proof::Official),
        WORDS.basis(CIVIL_CODE, "202", Proof::Official),
    ],
    next: &[
        WORDS.next("state=deletable", ""),
        WORDS.next("state=kept", "credit-record-five-years"),
        WORDS.next("state=not_started", "credit-record-five-years"),
    ],
    needs_today: true,
    example: "status=settled ended=2023-08-15",
    ..Spec::new(run, &WORDS)
};

const INPUTS: &[Input] = &WORDS.inputs([
    choice("status", &WORDS.choices("status", ["settled", "unsettled"])).default("settled"),
    day("ended").need(Need::Never),
]);

fn run(v: &Record, w: &mut Work) -> Checked {
    if v.choice("status") == "unsettled" {
        w.result("until", Value::Absent);
        w.result("state", Value::Word("not_started", w.spec.text("not_started")));
        w.note("not_begun", &[]);
        return Ok(());
    }
    let Some(ended) = v.date("ended") else { return Err(w.fault("ended", "needs_ended", &[])) };
    let as_of = w.ctx.as_of;
    if ended > as_of {
        return Err(w.fault("ended", "ended_ahead", &[as_of.to_string()]));
    }
    let until = add_months(ended, 60);
    let (from, to) = (Some(ended), Some(until));
    w.line("period", &[], ComputationLine { from, to, days: Some(days(ended, until)), ..ComputationLine::default() });
    w.result("until", Value::Date(until));
    let state = if as_of > until { "deletable" } else { "kept" };
    w.result("state", Value::Word(state, w.spec.text(state)));
    if as_of > until {
        w.note("deletable_note", &[]);
    }
    Ok(())
}
