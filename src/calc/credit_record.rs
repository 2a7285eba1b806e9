//! How long a bad record is kept in a credit report (征信不良信息保存期).
//!
//! until = the day the bad event ended + 5 years, same day or the month's last (civil-code art. 202); a rest day does not move it. While the debt
//! is unsettled the period has not begun. The record is kept up to and on `until`, and to be deleted from the next day. Law: credit-reg art. 16.
//!
//! Reading: `ended` is required when settled, and not used while unsettled; in both it may not lie ahead.

use super::prelude::*;
use super::words::credit_record::WORDS;

pub(super) static SPEC: Spec = Spec {
    kind: "credit-record",
    answer: &["until", "state"],
    usual: Usual::Years("ended", &[]),
    inputs: INPUTS,
    results: &[WORDS.result("until", Unit::None), WORDS.result("state", Unit::None)],
    basis: &[
        WORDS.basis(CREDIT_REG, "16", Proof::Official),
        WORDS.basis(CREDIT_REG, "25", Proof::Official),
        WORDS.basis(CREDIT_REG, "26", Proof::Official),
        WORDS.basis(CIVIL_CODE, "202", Proof::Official),
    ],
    example: "status=settled ended=2023-08-15",
    next: &[
        WORDS.next("state=deletable", "credit-record-five-years"),
        WORDS.next("state=kept", "credit-record-five-years"),
        WORDS.next("state=not_started", "credit-repair-scam"),
    ],
    needs_today: true,
    ..Spec::new(run, &WORDS)
};

const INPUTS: &[Input] = &WORDS.inputs([
    choice("status", &WORDS.choices("status", ["settled", "unsettled"])).default("settled"),
    day("ended").need(Need::Never),
]);

fn run(v: &Record, w: &mut Work) -> Checked {
    let (ended, as_of) = (v.date("ended"), w.ctx.as_of);
    w.check([(ended.is_some_and(|ended| ended > as_of), "ended", "ahead", as_of.to_string())])?;
    if v.choice("status") == "unsettled" {
        state("not_started", w);
        w.note("not_begun", &[]);
        return Ok(());
    }
    let Some(ended) = ended else { return Err(w.fault("ended", "needs_ended", &[])) };
    let until = add_months(ended, 60);
    let (from, to) = (Some(ended), Some(until));
    w.line("period", &[], ComputationLine { from, to, days: Some(days(ended, until)), ..ComputationLine::default() });
    w.result("until", Value::Date(until));
    if as_of <= until {
        state("kept", w);
    } else {
        state("deletable", w);
        w.note("object", &[]);
    }
    Ok(())
}

fn state(word: &'static str, w: &mut Work) {
    w.result("state", Value::Word(word, w.spec.text(word)));
}
