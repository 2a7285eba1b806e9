//! Limitation of action, and the period for applying for execution (诉讼时效与申请执行期间).
//!
//! The period starts on `due` and ends on the same day three years later, month-end rule as elsewhere (civil-code 188, 189, 201, 202). It is then
//! lengthened by suspension (194) and moved over rest days (203). An event on or before the day so found counts: a demand, deduction, notice of
//! assignment, payment or promise restarts three years from its date; a proceeding without a title restarts them from its end (195); one with a
//! title leaves limitation behind, and two years for applying for execution run from the last day for performance (civil-procedure 250).
//! After the expiry a payment or promise waives the defence (192), and nothing else has an effect. `status` is that of the day.
//!
//! Old law (gpcl 135, limitation-2018 arts. 2, 3): a period of two years that had run out before 2017-10-01, rest days passed over, is over;
//! otherwise three years apply.
//!
//! Readings: an event before the start of the period in force does nothing; a waiver after the day of the status does not yet make the status
//! `waived`; proceedings of one day come last; after open proceedings, a waiver or an application for execution nothing changes the result.
//! Suspension of the two years of execution goes on where it stopped (exec-interp 19): the last day moves by the days of the range from the last
//! six months on. The limit of twenty years is said of limitation only.

use super::prelude::*;
use super::words::limitation::WORDS;

const THREE_YEARS: Date = date(2017, 10, 1);

pub(super) static SPEC: Spec = Spec {
    kind: "limitation",
    answer: &["expires", "status"],
    usual: Usual::Years("due", &["events", "suspended"]),
    inputs: INPUTS,
    results: &[
        WORDS.result("expires", Unit::None),
        WORDS.result("raw_expires", Unit::None),
        WORDS.result("longest", Unit::None),
        WORDS.result("status", Unit::None),
    ],
    basis: &[
        WORDS.basis(CIVIL_CODE, "188", Proof::Official),
        WORDS.basis(CIVIL_CODE, "189", Proof::Official),
        WORDS.basis(CIVIL_CODE, "192", Proof::Official),
        WORDS.basis(CIVIL_CODE, "193", Proof::Official),
        WORDS.basis(CIVIL_CODE, "194", Proof::Official),
        WORDS.basis(CIVIL_CODE, "195", Proof::Official),
        WORDS.basis(CIVIL_CODE, "202", Proof::Official),
        WORDS.basis(CIVIL_CODE, "203", Proof::Official),
        WORDS.basis(LIMITATION_INTERP, "8", Proof::Official),
        WORDS.basis(LIMITATION_INTERP, "10", Proof::Official),
        WORDS.basis(LIMITATION_INTERP, "14", Proof::Official),
        WORDS.basis(LIMITATION_INTERP, "17", Proof::Official),
        WORDS.basis(LIMITATION_INTERP, "19", Proof::Official),
        WORDS.basis(CARD_DISPUTES, "3", Proof::Official).only_when("card_address"),
        WORDS.basis(CIVIL_PROCEDURE, "250", Proof::Official),
        WORDS.basis(EXEC_INTERP, "19", Proof::Official),
        WORDS.basis(EXEC_INTERP, "20", Proof::Official),
        WORDS.basis(CPL_INTERP, "481", Proof::Official),
        WORDS.basis(CPL_INTERP, "517", Proof::Official),
        WORDS.basis(GPCL, "135", Proof::Memory).only_when(OLD_YEARS),
        WORDS.basis(GENERAL_RULES_2018, "3", Proof::Official).only_when(OLD_YEARS),
    ],
    example: "due=2023-05-20 events=2025-03-10:demand",
    next: &[
        WORDS.next("status=running", "limitation-three-years"),
        WORDS.next("status=expired", "limitation-three-years"),
        WORDS.next("status=in_proceedings", "sued-first-30-days"),
        WORDS.next("status=judgment", ""),
    ],
    tables: &[TableKind::RestDays],
    needs_today: true,
    ..Spec::new(run, &WORDS)
};

const KINDS: [&str; 11] = [
    "demand", "deduction", "notice", "payment", "promise", "suit", "arbitration", "payment_order", "mediation", "report",
    "execution",
];
const PROCEEDINGS: [&str; 5] = ["suit", "arbitration", "payment_order", "mediation", "report"];
const EXECUTION: &str = "execution";
/// The mark of a result in which a period of two years was used.
const OLD_YEARS: &str = "two";

const INPUTS: &[Input] = &WORDS.inputs([
    day("due"),
    rows(
        "events",
        &WORDS.fields(
            "events",
            [
                day("date"),
                choice("kind", &WORDS.choices("events kind", KINDS)),
                day("ended").need(Need::Never),
                choice("outcome", &WORDS.choices("events outcome", ["title", "none"])).need(Need::Never),
                day("perform_by").need(Need::Never),
            ],
        ),
    ),
    choice("debt", &WORDS.choices("debt", ["loan", "card"])).default("loan"),
    rows("suspended", &WORDS.fields("suspended", [day("from"), day("to")])).more(),
]);

/// One thing that happened.
struct Event {
    row: usize,
    date: Date,
    kind: &'static str,
    ended: Option<Date>,
    outcome: &'static str,
    perform_by: Date,
}

/// The period in force.
struct Period {
    start: Date,
    /// Its last day before rest days, suspension included.
    raw: Date,
    /// Whether it is that for applying for execution.
    title: bool,
    /// Whether it has the two years of the old law.
    old: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Halt {
    Open,
    Waived,
    Execution,
}

fn run(v: &Record, w: &mut Work) -> Checked {
    let due = v.day(w.spec, "due")?;
    let events = events(v, w)?;
    let suspended = ranges(v, w)?;
    let mut period = Period::of_debt(due, &suspended, w);
    w.line(if period.old { "start_old" } else { "start" }, &[], span(due, Some(period.raw)));
    let mut halt = None;
    for event in &events {
        if halt.is_some() {
            w.line("no_effect", &[w.say(event.kind, &[])], span(event.date, None));
        } else {
            halt = happen(event, &mut period, &suspended, w)?;
        }
    }
    results(&period, halt, due, w);
    notes(v, &events, w);
    Ok(())
}

fn span(from: Date, to: Option<Date>) -> ComputationLine {
    ComputationLine { from: Some(from), to, ..ComputationLine::default() }
}

/// The events in order of date, proceedings last on their day.
fn events(v: &Record, w: &Work) -> Checked<Vec<Event>> {
    let mut events = Vec::new();
    let mut errors = Vec::new();
    for (row, record) in v.rows("events").iter().enumerate() {
        let Some(date) = record.date("date") else { continue };
        let (kind, outcome) = (record.choice("kind"), record.choice("outcome"));
        let (ended, perform_by) = (record.date("ended"), record.date("perform_by"));
        let mut fault = |field: &str, key: &str| errors.push(w.row_fault("events", row, field, key, &[]));
        if !PROCEEDINGS.contains(&kind) && kind != EXECUTION && (ended.is_some() || !outcome.is_empty() || perform_by.is_some()) {
            fault("kind", "not_proceedings");
        } else if ended.is_some() && outcome.is_empty() {
            fault("outcome", "needs_outcome");
        } else if ended.is_none() && !outcome.is_empty() {
            fault("ended", "needs_ended");
        } else if ended.is_some_and(|ended| ended < date) {
            fault("ended", "ended_early");
        } else if perform_by.is_some() && outcome != "title" {
            fault("perform_by", "no_title");
        } else if ended.zip(perform_by).is_some_and(|(ended, by)| by < ended) {
            fault("perform_by", "perform_early");
        }
        events.push(Event { row, date, kind, ended, outcome, perform_by: perform_by.or(ended).unwrap_or(date) });
    }
    events.sort_by_key(|event| (event.date, PROCEEDINGS.contains(&event.kind) || event.kind == EXECUTION));
    if errors.is_empty() { Ok(events) } else { Err(errors) }
}

/// The ranges of suspension in order of their first day.
fn ranges(v: &Record, w: &Work) -> Checked<Vec<(Date, Date)>> {
    let rows = v.rows("suspended");
    let mut ranges: Vec<_> = rows.iter().filter_map(|row| Some((row.date("from")?, row.date("to")?))).collect();
    let wrong = ranges.iter().enumerate().filter(|(_, (from, to))| to < from);
    let errors: Vec<_> = wrong.map(|(row, _)| w.row_fault("suspended", row, "to", "range_order", &[])).collect();
    ranges.sort_by_key(|(from, _)| *from);
    if errors.is_empty() { Ok(ranges) } else { Err(errors) }
}

impl Period {
    /// The period of a debt: the old two years where they had run out before three applied, else three.
    fn of_debt(start: Date, suspended: &[(Date, Date)], w: &mut Work) -> Period {
        let end = |months: i64| {
            suspended.iter().fold(add_months(start, months), |raw, (from, to)| {
                if *to > add_months(raw, -6) && *from <= raw { raw.max(add_months(*to, 6)) } else { raw }
            })
        };
        let two = end(24);
        let old = working_day(two, w) < THREE_YEARS;
        if old {
            w.mark(OLD_YEARS);
        }
        Period { start, raw: if old { two } else { end(36) }, title: false, old }
    }

    /// The two years for applying for execution.
    fn of_title(start: Date, suspended: &[(Date, Date)]) -> Period {
        let raw = suspended.iter().fold(add_months(start, 24), |raw, (from, to)| {
            let first = add_days(add_months(raw, -6), 1).max(*from);
            if *to >= first && *from <= raw { add_days(raw, days(first, *to) + 1) } else { raw }
        });
        Period { start, raw, title: true, old: false }
    }

    fn restart(&mut self, start: Date, suspended: &[(Date, Date)], w: &mut Work) {
        *self = if self.title { Period::of_title(start, suspended) } else { Period::of_debt(start, suspended, w) };
    }
}

/// A last day moved over rest days, without a word of it.
fn working_day(raw: Date, w: &Work) -> Date {
    w.ctx.tables.rest_days.next_working_day(raw).day
}

/// What an event does to the period in force.
fn happen(event: &Event, period: &mut Period, suspended: &[(Date, Date)], w: &mut Work) -> Checked<Option<Halt>> {
    let label = [w.say(event.kind, &[])];
    let consents = matches!(event.kind, "payment" | "promise");
    let counts = match (period.title, event.kind) {
        (true, kind) => consents || kind == "demand",
        (false, kind) => kind != EXECUTION,
    };
    if event.kind == EXECUTION && !period.title {
        return Err(vec![w.row_fault("events", event.row, "kind", "needs_title", &[])]);
    }
    if event.date < period.start {
        w.line("early", &label, span(event.date, None));
    } else if event.date > working_day(period.raw, w) {
        let waives = consents && !period.title;
        w.line(if waives { "waiver" } else { "late" }, &label, span(event.date, None));
        return Ok((waives && event.date <= w.ctx.as_of).then_some(Halt::Waived));
    } else if event.kind == EXECUTION {
        w.line("applied", &[], span(event.date, None));
        return Ok(Some(Halt::Execution));
    } else if !counts || (period.title && PROCEEDINGS.contains(&event.kind)) {
        w.line("no_effect", &label, span(event.date, None));
    } else if !PROCEEDINGS.contains(&event.kind) {
        period.restart(event.date, suspended, w);
        w.line("restart", &label, span(event.date, Some(period.raw)));
    } else {
        return Ok(proceeding(event, period, suspended, w));
    }
    Ok(None)
}

/// A proceeding before the expiry: open, ended without a title, or with one.
fn proceeding(event: &Event, period: &mut Period, suspended: &[(Date, Date)], w: &mut Work) -> Option<Halt> {
    let label = [w.say(event.kind, &[])];
    let Some(ended) = event.ended else {
        w.line("open", &label, span(event.date, None));
        return Some(Halt::Open);
    };
    w.line("brought", &label, span(event.date, Some(ended)));
    if event.outcome == "title" {
        *period = Period::of_title(event.perform_by, suspended);
        w.line("title", &[], span(event.perform_by, Some(period.raw)));
    } else {
        period.restart(ended, suspended, w);
        w.line(if period.old { "ended_old" } else { "ended" }, &[], span(ended, Some(period.raw)));
        if matches!(event.kind, "suit" | "arbitration") {
            w.note_once("withdrawn", &[]);
        }
    }
    None
}

fn results(period: &Period, halt: Option<Halt>, due: Date, w: &mut Work) {
    let longest = add_months(due, 240);
    w.result("longest", Value::Date(longest));
    let mut past = false;
    if !matches!(halt, Some(Halt::Open | Halt::Execution)) {
        let expires = w.move_last_day(period.raw);
        past = w.ctx.as_of > expires;
        w.result("expires", Value::Date(expires));
        w.result("raw_expires", Value::Date(period.raw));
        if period.old {
            w.note("two_years", &[]);
        }
        if !period.title && expires > longest {
            w.note("twenty_years", &[]);
        }
    }
    let status = match (halt, period.title, past) {
        (Some(Halt::Open), ..) => "in_proceedings",
        (Some(Halt::Waived), ..) => "waived",
        (Some(Halt::Execution), ..) => "execution",
        (None, true, _) => "judgment",
        (None, false, true) => "expired",
        (None, false, false) => "running",
    };
    w.result("status", Value::Word(status, w.spec.text(status)));
    w.note(
        match status {
            "in_proceedings" => "proceedings_note",
            "waived" => "consented",
            "execution" => "execution_note",
            "judgment" => "judgment_note",
            "expired" => "signing_expired",
            _ => "signing",
        },
        &[],
    );
    if status == "judgment" && past {
        w.note("two_years_past", &[]);
    }
    if matches!(status, "running" | "expired" | "waived") {
        w.note("still_owed", &[]);
    }
}

fn notes(v: &Record, events: &[Event], w: &mut Work) {
    if v.choice("debt") == "card" {
        w.note("card_address", &[]);
    }
    let as_of = w.ctx.as_of;
    if events.iter().any(|event| event.date > as_of) {
        w.note("ahead", &[as_of.to_string()]);
    }
}
