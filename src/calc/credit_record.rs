//! How long a bad record is kept in a credit report (征信不良信息保存期).
//!
//! until = the day the bad event ended + 5 years, same day or the month's last (civil-code art. 202). While the debt is unsettled the period has not
//! begun. Law: credit-reg art. 16.
//!
//! Reading: `ended` is required when settled, and not used while unsettled.

use super::prelude::*;
use super::words::credit_record::WORDS;

pub(super) static SPEC: Spec = Spec {
    kind: "credit-record",
    answer: &["until"],
    inputs: INPUTS,
    results: &[WORDS.result("until", Unit::None)],
    basis: &[WORDS.basis(CREDIT_REG, "16", Proof::Official), WORDS.basis(CIVIL_CODE, "202", Proof::Official)],
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
        w.note("not_begun", &[]);
        return Ok(());
    }
    let Some(ended) = v.date("ended") else { return Err(w.fault("ended", "needs_ended", &[])) };
    let until = add_months(ended, 60);
    let (from, to) = (Some(ended), Some(until));
    w.line("kept", &[], ComputationLine { from, to, days: Some(days(ended, until)), ..ComputationLine::default() });
    w.result("until", Value::Date(until));
    Ok(())
}
