//! The period of a guarantee (保证期间): whether the creditor did in it what keeps the guarantor liable.
//!
//! It begins on the day the main debt is due and lasts as agreed; six months where nothing was agreed, or what was agreed ends no later than the
//! debt is due (civil-code 692). It is moved over rest days (203), and neither suspended nor interrupted. A general guarantee is preserved by a
//! suit or arbitration against the debtor that was not withdrawn (693, guarantee-interp 31(1)), a joint one by a demand to or a suit against the
//! guarantor (31(2)); then three years of limitation run (694).
//!
//! Readings: a guarantee without a date is taken as one since 2021. `unclear` is six months (guarantee-interp 32), and two years for a guarantee
//! before 2021 (civil-code-time 27), also where the debt fell due since 2021: that is the cautious answer. An act before `due` counts
//! (acceleration); a withdrawal undoes every suit before it. An act that lies ahead counts and is said to.

use super::prelude::*;
use super::words::guarantee_period::WORDS;

/// The day the Civil Code came into force.
const CODE: Date = date(2021, 1, 1);

pub(super) static SPEC: Spec = Spec {
    kind: "guarantee-period",
    answer: &["expires"],
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
        WORDS.basis(GUARANTEE_INTERP, "31", Proof::Official),
        WORDS.basis(GUARANTEE_INTERP, "32", Proof::Official),
        WORDS.basis(GUARANTEE_INTERP, "34", Proof::Official),
        WORDS.basis(CIVIL_CODE_TIME, "27", Proof::Official),
        WORDS.basis(SECURITY_LAW, "19", Proof::Memory),
    ],
    example: "due=2026-03-31 guarantee=joint acts=2026-06-15:demand_guarantor",
    next: &[WORDS.next("status=open", ""), WORDS.next("status=released", ""), WORDS.next("status=preserved", "")],
    tables: &[TableKind::RestDays],
    needs_today: true,
    ..Spec::new(run, &WORDS)
};

const ACTS: [&str; 4] = ["suit_debtor", "withdrawn_debtor", "demand_guarantor", "suit_guarantor"];

const INPUTS: &[Input] = &WORDS.inputs([
    day("due"),
    choice("guarantee", &WORDS.choices("guarantee", ["unknown", "general", "joint"])).default("unknown"),
    rows("acts", &WORDS.fields("acts", [day("date"), choice("kind", &WORDS.choices("acts kind", ACTS))])),
    choice("period", &WORDS.choices("period", ["none", "unclear", "agreed"])).default("none").more(),
    day("agreed_until").need(Need::Never).excludes(&["months"]).more(),
    count("months", 1, 120).need(Need::Never).more(),
    day("contract").need(Need::Never).more(),
]);

/// The acts of a creditor, judged by what the guarantee needs.
#[derive(Default)]
struct Acts {
    /// The first act that counts and still stands.
    counting: Option<Date>,
    /// Whether one was directed at the wrong person.
    wrong: bool,
    ahead: bool,
}

fn run(v: &Record, w: &mut Work) -> Checked {
    let due = v.day(w.spec, "due")?;
    check(v, w)?;
    let is_old = v.date("contract").is_some_and(|day| day < CODE);
    let joint = match v.choice("guarantee") {
        "joint" => true,
        "general" => false,
        _ => is_old,
    };
    let raw = raw_end(v, due, is_old, w);
    w.line("period", &[], ComputationLine { from: Some(due), to: Some(raw), ..ComputationLine::default() });
    let expires = w.move_last_day(raw);
    let acts = acts(v, joint, expires, w);
    w.result("raw_expires", Value::Date(raw));
    w.result("expires", Value::Date(expires));
    let kind = if joint { "joint" } else { "general" };
    w.result("kind_used", Value::Word(kind, w.spec.text(kind)));
    status(joint, expires, &acts, w);
    if v.choice("guarantee") == "unknown" {
        w.note(if joint { "unknown_old" } else { "unknown_new" }, &[]);
    }
    if acts.wrong {
        w.note(if joint { "not_debtor" } else { "not_guarantor" }, &[]);
    }
    if acts.ahead {
        w.note("ahead", &[w.ctx.as_of.to_string()]);
    }
    Ok(())
}

/// The rules between the inputs of the period.
fn check(v: &Record, w: &Work) -> Checked {
    let agreed = v.choice("period") == "agreed";
    let (until, months) = (v.has("agreed_until"), v.has("months"));
    let none = String::new;
    w.check([
        (agreed && !until && !months, "agreed_until", "needs_end", none()),
        (!agreed && until, "agreed_until", "only_agreed", none()),
        (!agreed && months, "months", "only_agreed", none()),
    ])
}

/// The last day before rest days.
fn raw_end(v: &Record, due: Date, is_old: bool, w: &mut Work) -> Date {
    let agreed = v.date("agreed_until").unwrap_or_else(|| add_months(due, v.integer("months")));
    match v.choice("period") {
        "agreed" if agreed > due => agreed,
        "agreed" => {
            w.note("as_none", &[]);
            add_months(due, 6)
        }
        "unclear" if is_old => {
            if due >= CODE {
                w.note("disputed", &[]);
            }
            add_months(due, 24)
        }
        _ => add_months(due, 6),
    }
}

fn acts(v: &Record, joint: bool, expires: Date, w: &mut Work) -> Acts {
    let mut acts = Acts::default();
    for (_, date, row) in v.dated_rows("acts") {
        let kind = row.choice("kind");
        acts.ahead |= date > w.ctx.as_of;
        let right = if joint { matches!(kind, "demand_guarantor" | "suit_guarantor") } else { kind == "suit_debtor" };
        let key = if kind == "withdrawn_debtor" {
            if joint { "no_effect" } else { "undone" }
        } else if !right {
            acts.wrong = true;
            "no_effect"
        } else if date > expires {
            "late"
        } else {
            acts.counting = acts.counting.or(Some(date));
            "counts"
        };
        if key == "undone" {
            acts.counting = None;
        }
        w.line(key, &[w.say(kind, &[])], ComputationLine { from: Some(date), ..ComputationLine::default() });
    }
    acts
}

fn status(joint: bool, expires: Date, acts: &Acts, w: &mut Work) {
    let status = match acts.counting {
        Some(_) => "preserved",
        None if w.ctx.as_of > expires => "released",
        None => "open",
    };
    w.result("status", Value::Word(status, w.spec.text(status)));
    match (acts.counting, joint) {
        (Some(first), true) => {
            let raw = add_months(first, 36);
            w.line("limitation", &[], ComputationLine { from: Some(first), to: Some(raw), ..ComputationLine::default() });
            let moved = w.move_last_day(raw);
            w.result("limitation_from", Value::Date(first));
            w.result("limitation_expires", Value::Date(moved));
        }
        (Some(_), false) => w.note("from_claim", &[]),
        (None, _) if status == "released" => {
            w.note("released_note", &[]);
            w.note("signing", &[]);
        }
        (None, _) => w.note("open_note", &[]),
    }
}
