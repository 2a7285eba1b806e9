//! The period in which a creditor must turn to a guarantor, or to the debtor (保证期间).
//!
//! The period ends on the agreed day, else six months after `due` (civil-code 692), moved from a rest day (203); nothing suspends, interrupts or
//! extends it. A guarantee before 2021-01-01 of unclear length has 24 months (civil-code-time 27). A general guarantee is preserved by a suit against
//! the debtor that is not withdrawn, a joint one by a claim on the guarantor (693; guarantee-interp 31), on or before the moved day; from the first
//! such claim three years of limitation run (694).
//!
//! Readings: a guarantee without a date is one after 2020; an act before `due` counts (acceleration); acts go by date, on one day in their order,
//! and a withdrawal undoes every suit before it; an act after the day of the status counts and is said to lie ahead.

use super::prelude::*;
use super::words::guarantee_period::WORDS;

/// The day the Civil Code came into force.
const CODE: Date = date(2021, 1, 1);
/// The last due day from which two years had gone by on that day, so that civil-code-time 27 does not speak of it.
const TWO_YEARS_BEFORE_CODE: Date = date(2019, 1, 1);

pub(super) static SPEC: Spec = Spec {
    kind: "guarantee-period",
    answer: &["expires", "status"],
    usual: Usual::Years("due", &["acts"]),
    inputs: INPUTS,
    results: &[
        WORDS.result("raw_expires", Unit::None),
        WORDS.result("expires", Unit::None),
        WORDS.result("kind_used", Unit::None),
        WORDS.result("status", Unit::None),
        WORDS.result("limitation_from", Unit::None),
        WORDS.result("limitation_expires", Unit::None),
    ],
    basis: &[
        WORDS.basis(CIVIL_CODE, "686", Proof::Official),
        WORDS.basis(CIVIL_CODE, "687", Proof::Official),
        WORDS.basis(CIVIL_CODE, "692", Proof::Official),
        WORDS.basis(CIVIL_CODE, "693", Proof::Official),
        WORDS.basis(CIVIL_CODE, "694", Proof::Official),
        WORDS.basis(CIVIL_CODE, "695", Proof::Official),
        WORDS.basis(CIVIL_CODE, "203", Proof::Official),
        WORDS.basis(GUARANTEE_INTERP, "28", Proof::Official),
        WORDS.basis(GUARANTEE_INTERP, "29", Proof::Official),
        WORDS.basis(GUARANTEE_INTERP, "31", Proof::Official),
        WORDS.basis(GUARANTEE_INTERP, "32", Proof::Official),
        WORDS.basis(GUARANTEE_INTERP, "34", Proof::Official),
        WORDS.basis(CIVIL_CODE_TIME, "27", Proof::Official).only_when("unclear_old"),
        WORDS.basis(SECURITY_LAW, "19", Proof::Memory).only_when("unknown_old"),
    ],
    example: "due=2026-03-31 guarantee=joint acts=2026-06-15:demand_guarantor",
    tables: &[TableKind::RestDays],
    next: &[
        WORDS.next("status=released", "guarantee-period"),
        WORDS.next("status=open", "guarantee-period"),
        WORDS.next("status=preserved", "limitation-three-years"),
    ],
    needs_today: true,
    ..Spec::new(run, &WORDS)
};

const INPUTS: &[Input] = &WORDS.inputs([
    day("due"),
    choice("guarantee", &WORDS.choices("guarantee", ["general", "joint", "unknown"])).default("unknown"),
    choice("period", &WORDS.choices("period", ["none", "unclear", "agreed"])).default("none"),
    count("months", 1, 120).need(Need::Never),
    rows(
        "acts",
        &WORDS.fields(
            "acts",
            [
                day("date"),
                choice(
                    "kind",
                    &WORDS.choices("acts kind", ["suit_debtor", "withdrawn_debtor", "demand_guarantor", "suit_guarantor"]),
                ),
            ],
        ),
    ),
    day("agreed_until").need(Need::Never).excludes(&["months"]).more(),
    day("contract").need(Need::Never).more(),
]);

/// The kind of guarantee with its period.
struct Guarantee {
    is_joint: bool,
    expires: Date,
}

impl Guarantee {
    /// Whether an act of that kind, done in time, preserves the guarantee.
    fn is_right(&self, kind: &str) -> bool {
        if self.is_joint { matches!(kind, "demand_guarantor" | "suit_guarantor") } else { kind == "suit_debtor" }
    }
}

fn run(v: &Record, w: &mut Work) -> Checked {
    let (due, as_of) = (v.day(w.spec, "due")?, w.ctx.as_of);
    let is_agreed = v.choice("period") == "agreed";
    let is_without = is_agreed && !v.has("months") && !v.has("agreed_until");
    w.check([
        (is_without, "months", "needs_length", String::new()),
        (!is_agreed && v.has("months"), "months", "not_agreed", String::new()),
        (is_without, "agreed_until", "needs_length", String::new()),
        (!is_agreed && v.has("agreed_until"), "agreed_until", "not_agreed", String::new()),
    ])?;
    let contract = v.date("contract");
    let is_joint = joint(v.choice("guarantee"), contract, w);
    let raw = end(v, due, w);
    if contract.is_none() && (v.choice("guarantee") == "unknown" || v.choice("period") == "unclear") {
        w.note("ask_contract", &[]);
    }
    w.line("period", &[], ComputationLine { from: Some(due), to: Some(raw), ..ComputationLine::default() });
    let guarantee = Guarantee { is_joint, expires: w.move_last_day(raw) };
    if contract.is_some_and(|contract| contract > due) {
        w.note("late_contract", &[]);
    }
    let preserved = acts(v, &guarantee, w);
    w.result("raw_expires", Value::Date(raw));
    w.result("expires", Value::Date(guarantee.expires));
    word("kind_used", if is_joint { "joint" } else { "general" }, w);
    let status = match preserved {
        Some(_) => "preserved",
        None if as_of <= guarantee.expires => "open",
        None => "released",
    };
    word("status", status, w);
    match preserved {
        Some(claim) if is_joint => limitation(claim, w),
        Some(_) => w.note("from_duty", &[]),
        None if status == "open" => w.note("still_open", &[guarantee.expires.to_string()]),
        None => {
            w.note("no_act", &[]);
            w.note("signature", &[]);
        }
    }
    if v.dated_rows("acts").iter().any(|(_, date, _)| *date > as_of) {
        w.note("ahead", &[as_of.to_string()]);
    }
    Ok(())
}

/// Whether the guarantee is joint; without a clear word, by the law of its day.
fn joint(guarantee: &str, contract: Option<Date>, w: &mut Work) -> bool {
    if guarantee != "unknown" {
        return guarantee == "joint";
    }
    let is_old = contract.is_some_and(|contract| contract < CODE);
    w.note(if is_old { "unknown_old" } else { "unknown_new" }, &[]);
    is_old
}

/// The last day of the period before rest days.
fn end(v: &Record, due: Date, w: &mut Work) -> Date {
    let is_old = v.date("contract").is_some_and(|contract| contract < CODE);
    match v.choice("period") {
        "agreed" => {
            let agreed = v.date("agreed_until").unwrap_or_else(|| add_months(due, v.integer("months")));
            if agreed > due {
                return agreed;
            }
            w.note("as_none", &[]);
        }
        "unclear" if is_old => {
            let note = match due {
                due if due >= CODE => "unclear_disputed",
                due if due > TWO_YEARS_BEFORE_CODE => "unclear_old",
                _ => "unclear_older",
            };
            w.note(note, &[]);
            return add_months(due, 24);
        }
        "unclear" => w.note("unclear_new", &[]),
        _ => {}
    }
    add_months(due, 6)
}

/// Writes a line for each act. The day of the first that preserves the guarantee and is not undone.
fn acts(v: &Record, of: &Guarantee, w: &mut Work) -> Option<Date> {
    let mut preserved = None;
    let mut is_wrong = false;
    for (_, date, row) in v.dated_rows("acts") {
        let kind = row.choice("kind");
        let key = if kind == "withdrawn_debtor" {
            if !of.is_joint && preserved.take().is_some() { "undone" } else { "without_effect" }
        } else if !of.is_right(kind) {
            is_wrong = true;
            "wrong"
        } else if date > of.expires {
            "late"
        } else {
            preserved = preserved.or(Some(date));
            "in_time"
        };
        w.line(key, &[w.say(kind, &[])], ComputationLine { from: Some(date), ..ComputationLine::default() });
    }
    if is_wrong {
        w.note(if of.is_joint { "wrong_joint" } else { "wrong_general" }, &[]);
    }
    preserved
}

/// Three years from the claim on a joint guarantor (civil-code 694).
fn limitation(claim: Date, w: &mut Work) {
    let raw = add_months(claim, 36);
    w.line("limitation", &[], ComputationLine { from: Some(claim), to: Some(raw), ..ComputationLine::default() });
    let expires = w.move_last_day(raw);
    w.result("limitation_from", Value::Date(claim));
    w.result("limitation_expires", Value::Date(expires));
    w.note(if w.ctx.as_of > expires { "limitation_over" } else { "limitation_runs" }, &[expires.to_string()]);
}

fn word(result: &'static str, word: &'static str, w: &mut Work) {
    w.result(result, Value::Word(word, w.spec.text(word)));
}
