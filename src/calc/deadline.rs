//! The last day of a period in proceedings (程序期限), by the table of deadlines.
//!
//! The day of receipt is not counted (civil-procedure 85, cpl-interp 125). The last day is so many days, or months (civil-code 202), later. Where the
//! row says so it moves over rest days. `days_left` and `status` are those of the day.
//!
//! Readings: `days` is only for a period that the court sets; a day of receipt that lies ahead is answered and said to.

use super::prelude::*;
use super::tables::{Deadline, Length};
use super::words::deadline::WORDS;

pub(super) static SPEC: Spec = Spec {
    kind: "deadline",
    answer: &["last_day"],
    usual: Usual::Rules,
    inputs: INPUTS,
    results: &[
        WORDS.result("raw_last_day", Unit::None),
        WORDS.result("last_day", Unit::None),
        WORDS.result("days_left", Unit::Days),
        WORDS.result("status", Unit::None),
    ],
    basis: &[
        WORDS.basis(CIVIL_PROCEDURE, "85", Proof::Official),
        WORDS.basis(CPL_INTERP, "125", Proof::Official),
        WORDS.basis(CIVIL_CODE, "202", Proof::Official),
        WORDS.basis(CIVIL_CODE, "203", Proof::Official),
    ],
    example: "rule=answer received=2026-09-15",
    next: &[
        WORDS.next("ahead", ""),
        WORDS.next("today_post", ""),
        WORDS.next("today_hand", ""),
        WORDS.next("missed_excuse", ""),
        WORDS.next("missed_fixed", ""),
        WORDS.next("missed", ""),
        WORDS.next("answer_ahead", ""),
        WORDS.next("answer_missed", ""),
    ],
    tables: &[TableKind::RestDays, TableKind::Deadlines],
    needs_today: true,
    ..Spec::new(run, &WORDS)
};

const INPUTS: &[Input] = &WORDS.inputs([rule("rule"), day("received"), count("days", 1, 400).need(Need::Never)]);

fn run(v: &Record, w: &mut Work) -> Checked {
    let rows = w.deadlines("rule")?;
    let received = v.day(w.spec, "received")?;
    let Some(row) = rows.iter().find(|row| row.id == v.text("rule")) else {
        let ids: Vec<&str> = rows.iter().map(|row| row.id.as_str()).collect();
        return Err(w.named_fault("rule", "unknown_rule", &[], &ids.join(" / ")));
    };
    if !row.holds_on(received) {
        let other = rows.iter().find(|other| other.replaces(row) && other.holds_on(received));
        return Err(match other {
            Some(other) => w.named_fault("rule", "other_rule", std::slice::from_ref(&other.title), &other.id),
            None => w.fault("rule", "not_valid", &[]),
        });
    }
    let raw = add_length(row, received, v, w)?;
    w.rest_on(LegalSource::of(&row.law, &row.article, &row.v, w.ctx));
    let last_day = days_of(row, received, raw, w);
    let left = days(w.ctx.as_of, last_day);
    w.result("raw_last_day", Value::Date(raw));
    w.result("last_day", Value::Date(last_day));
    w.result("days_left", Value::Count(left));
    let status = match left {
        0 => "today",
        1.. => "running",
        _ => "passed",
    };
    w.result("status", Value::Word(status, w.spec.text(status)));
    w.mark(advice(row, status));
    notes(row, received, status, w);
    Ok(())
}

/// The condition of the advice: what is left to do depends on the row as much as on the day.
fn advice(row: &Deadline, status: &str) -> &'static str {
    match status {
        "passed" if row.institution => "answer_missed",
        _ if row.institution => "answer_ahead",
        "passed" if row.excuse => "missed_excuse",
        "passed" if row.fixed => "missed_fixed",
        "passed" => "missed",
        "today" if row.post => "today_post",
        "today" => "today_hand",
        _ => "ahead",
    }
}

/// The last day before rest days.
fn add_length(row: &Deadline, received: Date, v: &Record, w: &Work) -> Checked<Date> {
    let days = v.integer("days");
    match row.length {
        Length::Ask(max) if !v.has("days") => Err(w.fault("days", "needs_days", &[max.to_string()])),
        Length::Ask(max) if days > i64::from(max) => Err(w.fault("days", "too_many_days", &[max.to_string()])),
        Length::Ask(_) => Ok(add_days(received, days)),
        _ if v.has("days") => Err(w.fault("days", "fixed_days", &[])),
        Length::Days(days) => Ok(add_days(received, days.into())),
        Length::Months(months) => Ok(add_months(received, months.into())),
    }
}

/// Writes the days as lines, and returns the last day.
fn days_of(row: &Deadline, received: Date, raw: Date, w: &mut Work) -> Date {
    let on = |day: Date| ComputationLine { from: Some(day), ..ComputationLine::default() };
    w.line("received", std::slice::from_ref(&row.from), on(received));
    w.line("first", &[], on(add_days(received, 1)));
    w.line("raw", &[], on(raw));
    let last_day = if row.roll { w.move_last_day(raw) } else { raw };
    w.line("last", std::slice::from_ref(&row.title), on(last_day));
    last_day
}

fn notes(row: &Deadline, received: Date, status: &str, w: &mut Work) {
    let conditions = [
        (received > w.ctx.as_of, "not_received"),
        (status == "passed" && row.excuse, "excuse"),
        (row.post, "post"),
        (row.fixed, "fixed"),
        (!row.roll, "no_roll"),
    ];
    for (_, key) in conditions.into_iter().filter(|(holds, _)| *holds) {
        w.note(key, &[]);
    }
    w.note("who", &[row.title.clone(), row.who.clone()]);
    let law = LegalSource::of(&row.law, &row.article, &row.v, w.ctx).written(w.ctx.lang);
    w.note("law", &[law]);
    if !row.note.is_empty() {
        w.note("row_note", std::slice::from_ref(&row.note));
    }
}
