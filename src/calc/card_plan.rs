//! A personal instalment plan for a credit card debt (信用卡个性化分期).
//!
//! payment = balance ÷ months rounded down to fen, the remainder in the last; due days by month arithmetic from the first (civil-code art. 202);
//! ratio = payment ÷ monthly income in percent, half up to 0.01. Law: card-measures art. 70: at most five years, for cards only, by agreement.
//!
//! Readings: the share is compared with a half and the whole of the income as it is shown; interest and fees of the plan are left out, because a plan under art. 70 commonly stops them and the bank decides.

use super::prelude::*;
use super::words::card_plan::WORDS;

pub(super) static SPEC: Spec = Spec {
    kind: "card-plan",
    answer: &["payment"],
    usual: Usual::Amounts(&["balance"]),
    inputs: INPUTS,
    results: &[
        WORDS.result("payment", Unit::Yuan),
        WORDS.result("last_payment", Unit::Yuan),
        WORDS.result("final_due", Unit::None),
        WORDS.result("ratio", Unit::Percent),
    ],
    basis: &[WORDS.basis(CARD_MEASURES, "70", Proof::Reprint)],
    headings: &[WORDS.heading("label"), WORDS.heading("to")],
    needs_today: true,
    next: &[
        WORDS.next("", "instalment-plan-60"),
        WORDS.next("above_half", "living-expenses-exemption"),
        WORDS.next("above_income", "living-expenses-exemption"),
    ],
    example: "balance=48632.57 months=60 first_due=2027-08-31 monthly_income=6500",
    ..Spec::new(run, &WORDS)
};

const INPUTS: &[Input] =
    &WORDS.inputs([money("balance"), count("months", 1, 60), day("first_due"), money("monthly_income").need(Need::Never)]);

fn run(v: &Record, w: &mut Work) -> Checked {
    let first = v.day(w.spec, "first_due")?;
    let (balance, months) = (v.money("balance"), v.integer("months"));
    let payment = balance / i128::from(months.max(1));
    if payment == 0 {
        return Err(w.fault("months", "too_many", &[balance.to_string()]));
    }
    let last = balance - payment * i128::from(months - 1);
    for n in 1..=months {
        let amount = ComputationLine::amount(if n == months { last } else { payment });
        w.line("instalment", &[n.to_string()], ComputationLine { to: Some(add_months(first, n - 1)), ..amount });
    }
    w.money("payment", payment);
    w.money("last_payment", last);
    w.result("final_due", Value::Date(add_months(first, months - 1)));
    if v.has("monthly_income") {
        let ratio = round_div(payment * 10_000, v.money("monthly_income")) * 100;
        w.result("ratio", Value::Percent(ratio, 2));
        if ratio > WHOLE {
            w.note("above_income", &[percent(ratio, 2)]);
        } else if ratio > WHOLE / 2 {
            w.note("above_half", &[percent(ratio, 2)]);
        }
    }
    if first < w.ctx.as_of {
        w.note("past", &[first.to_string()]);
    }
    for note in ["discretion", "cards_only", "breach"] {
        w.note(note, &[]);
    }
    Ok(())
}
