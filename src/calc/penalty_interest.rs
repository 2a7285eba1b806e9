//! Penalty interest on an overdue loan (逾期罚息).
//!
//! Per row: r = annual rate × (1 + surcharge), or the penalty rate as given; penalty = principal × r ÷ basis × days; compound = unpaid contract
//! interest × r ÷ basis × days where the contract has it. Days = paid − due, on a year of 360 (银发〔2005〕129号) unless switched. r is used exactly
//! and shown with four decimals of a percent; every line is rounded half up to fen and totals are sums of the lines. The penalty rate replaces
//! the contract rate on overdue principal. A daily rate is × basis a year. Law: 银发〔2003〕251号 art. 3, civil-code art. 676; the note on 24 % rests on 法发〔2017〕22号 art. 2.
//!
//! Readings: a row not yet overdue counts 0 days; `days` is that of the row due first; the 24 % line is computed on a year of 365, on the same
//! principal (not on interest) and days, rounded per row, and fees count against it; interest of the term is no part of that test.

use super::prelude::*;
use super::words::penalty_interest::WORDS;

pub(super) static SPEC: Spec = Spec {
    kind: "penalty-interest",
    answer: &["total"],
    usual: Usual::Amounts(&["principal"]),
    inputs: INPUTS,
    results: &[
        WORDS.result("days", Unit::Days),
        WORDS.result("penalty", Unit::Yuan),
        WORDS.result("compound", Unit::Yuan),
        WORDS.result("total", Unit::Yuan),
        WORDS.result("penalty_rate", Unit::Percent),
    ],
    basis: &[
        WORDS.basis(PBOC_251, "3", Proof::Reprint),
        WORDS.basis(CIVIL_CODE, "676", Proof::Official),
        WORDS.basis(PBOC_129, "-", Proof::Memory),
        WORDS.basis(FIN_TRIAL_2017, "2", Proof::Memory),
    ],
    example: "principal=10000 interest=150 annual_rate=14.4% due=2026-02-20 paid=2026-04-06 compound=true",
    next: &[WORDS.next("above_24", "fee-reduction-request"), WORDS.next("surcharge", "penalty-interest-check")],
    table: Some(TableSpec { from: "due", vary: "paid", results: &["penalty", "compound", "total"], without: &["rows"] }),
    ..Spec::new(run, &WORDS)
};

const INPUTS: &[Input] = &WORDS.inputs([
    money("principal").need(Need::Unless(&["rows"])),
    rate("annual_rate", 1000).need(Need::Unless(&["daily_rate", "penalty_rate"])),
    day("due").need(Need::Unless(&["rows"])),
    day("paid").today(),
    fine_rate("daily_rate", DAILY_MAX).need(Need::Never).excludes(&["annual_rate"]),
    fee("interest").more(),
    flag("compound").more(),
    fee("fees").more(),
    rate("surcharge", 1000).default("50%").more(),
    rate("penalty_rate", 1000).need(Need::Never).excludes(&["surcharge"]).more(),
    YEAR_BASIS.default("360").more(),
    rows("rows", ROW).excludes(&["principal", "interest", "due"]).more(),
]);

/// 3 % a day, which is more than 1000 % a year.
const DAILY_MAX: Ppm = 30_000;

const ROW: &[Input] = &WORDS.fields("rows", [day("due"), money("principal"), fee("interest")]);

fn run(v: &Record, w: &mut Work) -> Checked {
    let paid = v.day(w.spec, "paid")?;
    let single = [v.clone()];
    let many = v.has("rows");
    let rows = if many { v.rows("rows") } else { &single };
    let exact = exact_rate(v);
    let (mut penalty, mut compound, mut owed, mut line_24) = (0, 0, 0, 0);
    let mut oldest = None;
    for (n, row) in rows.iter().enumerate() {
        let due = row.day(w.spec, "due")?;
        let overdue = days(due, paid).max(0);
        oldest = oldest.min(Some(due)).or(Some(due));
        let args = [(n + 1).to_string()];
        let mut line = |key: &str, row_key: &str, base: Fen| {
            let amount = round_div(base * exact * i128::from(overdue), i128::from(v.year_basis()) * WHOLE * WHOLE);
            let line = ComputationLine::interval(due, paid, overdue, shown_rate(exact), amount).of(base, v.year_basis());
            w.line(if many { row_key } else { key }, &args, line);
            amount
        };
        penalty += line("penalty", "row_penalty", row.money("principal"));
        if v.flag("compound") && row.money("interest") > 0 {
            compound += line("compound", "row_compound", row.money("interest"));
        }
        owed += row.money("principal") + row.money("interest");
        line_24 += interest(row.money("principal"), 240_000, overdue, 365);
    }
    let overdue = oldest.map_or(0, |due| days(due, paid)).max(0);
    let fees = v.money("fees");
    w.result("days", Value::Count(overdue));
    w.money("penalty", penalty);
    w.money("compound", compound);
    w.money("total", owed + penalty + compound + fees);
    w.result("penalty_rate", Value::Percent(shown_rate(exact), 4));
    if overdue == 0 {
        w.note("not_overdue", &[]);
    }
    let charged = penalty + compound + fees;
    if charged > line_24 {
        let key = if overdue == 0 { "fees_early" } else { "above_24" };
        w.note(key, &[yuan(charged), yuan(line_24), yuan(charged - line_24)]);
    }
    if !v.has("penalty_rate") && !(300_000..=500_000).contains(&v.percent("surcharge")) {
        w.warn("surcharge", &[]);
    }
    Ok(())
}

/// The penalty rate in units of 10^-12, exact.
fn exact_rate(v: &Record) -> i128 {
    if v.has("penalty_rate") {
        v.percent("penalty_rate") * WHOLE
    } else {
        let daily = v.percent("daily_rate") * i128::from(v.year_basis());
        (v.percent("annual_rate") + daily) * (WHOLE + v.percent("surcharge"))
    }
}

fn shown_rate(exact: i128) -> Ppm {
    round_div(exact, WHOLE)
}
