//! Limitation of action (诉讼时效).
//!
//! The period starts on `due` and ends on the same day three years later, month-end rule as elsewhere (civil-code 188, 189, 201, 202); a last day
//! on a weekend moves to Monday (203; public holidays are not known here). A demand, payment, promise or suit on or before the expiry then in
//! force restarts three years from its date (195); later a demand or suit does nothing, a payment or promise waives the defence (192) and leaves
//! `expires` as it was. `status` is that of `--as-of`.
//!
//! Old law (limitation-2018 arts. 2, 3): a period of two years that had run out before 2017-10-01, weekends rolled, is over; otherwise three apply.
//!
//! Readings: an event before `due` changes nothing, since no period runs yet; every event counts for `expires`, but one after the day of the
//! status is said to lie ahead, and a waiver after that day does not make the status `waived`. The twenty-year limit (188) and suspension (194)
//! are not computed.

use super::prelude::*;
use super::words::limitation::WORDS;

const THREE_YEARS: Date = date(2017, 10, 1);

pub(super) static SPEC: Spec = Spec {
    kind: "limitation",
    answer: &["expires", "status"],
    inputs: INPUTS,
    results: &[WORDS.result("expires", Unit::None), WORDS.result("raw_expires", Unit::None), WORDS.result("status", Unit::None)],
    basis: &[
        WORDS.basis(CIVIL_CODE, "188", Proof::Official),
        WORDS.basis(CIVIL_CODE, "189", Proof::Official),
        WORDS.basis(CIVIL_CODE, "192", Proof::Official),
        WORDS.basis(CIVIL_CODE, "195", Proof::Official),
        WORDS.basis(CIVIL_CODE, "202", Proof::Official),
        WORDS.basis(CIVIL_CODE, "203", Proof::Official),
        WORDS.basis(GENERAL_RULES_2018, "2", Proof::Official),
    ],
    example: "due=2023-05-20 events=2025-03-10:demand",
    needs_today: true,
    ..Spec::new(run, &WORDS)
};

const INPUTS: &[Input] = &WORDS.inputs([
    day("due"),
    rows(
        "events",
        &WORDS.fields(
            "events",
            [day("date"), choice("kind", &WORDS.choices("events kind", ["demand", "payment", "promise", "suit"]))],
        ),
    ),
]);

fn run(v: &Record, w: &mut Work) -> Checked {
    let (due, as_of) = (v.day(w.spec, "due")?, w.ctx.as_of);
    let mut raw = expiry(due);
    let mut waived = false;
    let line = |from, to| ComputationLine { from: Some(from), to, ..ComputationLine::default() };
    w.line("start", &[], line(due, Some(raw)));
    let events = v.dated_rows("events");
    for (_, date, row) in &events {
        let kind = row.choice("kind");
        let consents = matches!(kind, "payment" | "promise");
        let (key, to) = if *date < due {
            ("early", None)
        } else if *date <= next_working_day(raw) {
            raw = expiry(*date);
            ("restart", Some(raw))
        } else if consents {
            waived |= *date <= as_of;
            ("waiver", None)
        } else {
            ("late", None)
        };
        w.line(key, &[w.say(kind, &[])], line(*date, to));
    }
    let expires = next_working_day(raw);
    let status = if waived {
        "waived"
    } else if as_of > expires {
        "expired"
    } else {
        "running"
    };
    w.result("expires", Value::Date(expires));
    w.result("raw_expires", Value::Date(raw));
    w.result("status", Value::Word(status, w.spec.text(status)));
    w.note("holidays", &[]);
    if expires < THREE_YEARS {
        w.note("two_years", &[]);
    }
    if waived {
        w.note("consented", &[]);
    }
    if events.iter().any(|(_, date, _)| *date > as_of) {
        w.note("ahead", &[as_of.to_string()]);
    }
    w.note("still_owed", &[]);
    Ok(())
}

/// The last day of the period that starts on `start`, before weekends: two years where they had run out before three applied, else three.
fn expiry(start: Date) -> Date {
    let two = add_months(start, 24);
    if next_working_day(two) < THREE_YEARS { two } else { add_months(start, 36) }
}
