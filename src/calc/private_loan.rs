//! Private loans: the ceiling on interest, interest by segment, and payments (民间借贷利率上限、分段利息与还款冲抵).
//!
//! Interest = Σ principal × min(rate, ceiling) ÷ basis × days; days = end − start; each line rounded half up to fen. Principal is what was
//! received (private-loan art. 26). [`segments`] cuts the term by ceiling and rate, [`ledger`] at each payment.
//!
//! Readings: a contract before 2020-08-20 needs `filed` even where the end lies before that day; a publication day uses its new rate; with no
//! days at all the segment of the start is shown; a payment is set off after the interest of the days up to it; a line goes on where the
//! principal is settled. "当时" in art. 28(2)(1) is the first overdue day. A rate of 0 % that is given for the overdue time holds.

use super::benchmark::{BENCHMARK_TERM, benchmark_term};
use super::prelude::*;
use super::words::private_loan::WORDS;
use ledger::{Ledger, Rules};
use segments::{LPR_OF_THAT_TIME, Loan, SIX_PERCENT, Segment};

mod ledger;
mod segments;

/// The day the provisions of 2015 came into force.
const RULE_2015: Date = date(2015, 9, 1);
/// The day four times LPR replaced 24 % and 36 %.
const RULE_2020: Date = date(2020, 8, 20);
const OLD_CAP: Ppm = 240_000;
const OLD_VOID: Ppm = 360_000;

pub(super) static SPEC: Spec = Spec {
    kind: "private-loan",
    answer: &["left", "total"],
    usual: Usual::Amounts(&["principal"]),
    inputs: INPUTS,
    results: &[
        WORDS.result("principal", Unit::Yuan),
        WORDS.result("interest", Unit::Yuan),
        WORDS.result("cap", Unit::Percent),
        WORDS.result("total", Unit::Yuan),
        WORDS.result("fees_allowed", Unit::Yuan),
        WORDS.result("paid", Unit::Yuan),
        WORDS.result("paid_interest", Unit::Yuan),
        WORDS.result("paid_principal", Unit::Yuan),
        WORDS.result("overpaid", Unit::Yuan),
        WORDS.result("left_principal", Unit::Yuan),
        WORDS.result("left_interest", Unit::Yuan),
        WORDS.result("left", Unit::Yuan),
    ],
    basis: &[
        WORDS.basis(PRIVATE_LOAN, "24", Proof::Official),
        WORDS.basis(PRIVATE_LOAN, "25", Proof::Official),
        WORDS.basis(PRIVATE_LOAN, "26", Proof::Official),
        WORDS.basis(PRIVATE_LOAN, "28", Proof::Official),
        WORDS.basis(PRIVATE_LOAN, "29", Proof::Official),
        WORDS.basis(PRIVATE_LOAN, "31", Proof::Official),
        WORDS.basis(PRIVATE_LOAN_2015, "26", Proof::Official).only_when("old_rule"),
        WORDS.basis(PRIVATE_LOAN_2015, "29", Proof::Official).only_when("statutory_2015"),
        WORDS.basis(PRIVATE_LOAN_2015, "31", Proof::Official).only_when("between"),
        WORDS.basis(LOAN_1991, "6", Proof::Memory).only_when("disputed_four_times"),
        WORDS.basis(PRIVATE_LOAN_SCOPE, "1", Proof::Official),
        WORDS.basis(CIVIL_CODE, "561", Proof::Official),
        WORDS.basis(CIVIL_CODE, "680", Proof::Official),
    ],
    example: "principal=100000 annual_rate=24% contract=2019-03-01 filed=2023-06-25 end=2023-12-31",
    next: &[
        WORDS.next("ask_repay_by", ""),
        WORDS.next("above", "private-loan-cap"),
        WORDS.next("overpaid", ""),
        WORDS.next("readings", "").or_else("paid_zone"),
        WORDS.next("fees", "fee-reduction-request"),
    ],
    tables: &[TableKind::Rates, TableKind::Benchmark],
    ..Spec::new(run, &WORDS)
};

const INPUTS: &[Input] = &WORDS.inputs([
    money("principal"),
    rate("annual_rate", 1000).need(Need::Unless(&["monthly_rate"])).excludes(&["monthly_rate"]),
    rate("monthly_rate", 100).need(Need::Never),
    day("contract"),
    rows("payments", &WORDS.fields("payments", [day("date"), money("amount")])),
    day("filed").need(Need::Never).more(),
    day("end").today().more(),
    day("repay_by").need(Need::Never).more(),
    rate("overdue_rate", 1000).need(Need::Never).more(),
    fee("withheld").more(),
    fee("fees").more(),
    day("start").need(Need::Never).more(),
    choice("order", &WORDS.choices("order", ["interest_first", "principal_first"])).default("interest_first").more(),
    choice("paid_zone", &WORDS.choices("paid_zone", ["keep", "offset"])).default("keep").more(),
    choice("before_2015", &WORDS.choices("before_2015", ["line24", "four_times"])).default("line24").more(),
    BENCHMARK_TERM,
    YEAR_BASIS.default("365").more(),
    flag("licensed_lender").see("all-in-cost").more(),
]);

fn run(v: &Record, w: &mut Work) -> Checked {
    if v.flag("licensed_lender") {
        return Err(w.fault("licensed_lender", "licensed", &[]));
    }
    let loan = Loan::read(v, w)?;
    check(&loan, v, w)?;
    let segments = segments::segments(&loan, v, w)?;
    let principal = v.money("principal") - v.money("withheld");
    let account = |keep: bool| {
        let zone_until = match keep {
            true if loan.is_old() => Date::MAX,
            true => RULE_2020,
            false => Date::MIN,
        };
        let rules = Rules { basis: v.year_basis(), principal_first: v.choice("order") == "principal_first", zone_until };
        ledger::settle(principal, &segments, v, rules)
    };
    let keep = v.choice("paid_zone") == "keep";
    let (ledger, other) = (account(keep), account(!keep));
    for entry in &ledger.entries {
        entry.write(&segments, w);
    }
    results(principal, &segments, &ledger, v, w);
    notes(&loan, &segments, v, w);
    if v.money("fees") > 0 {
        w.note("fees", &[yuan(v.money("fees")), yuan(ledger.fees_allowed(v.money("fees")))]);
    }
    if ledger.account.overpaid > 0 {
        w.note("overpaid", &[yuan(ledger.account.overpaid)]);
    }
    if ledger.sums() != other.sums() {
        let (kept, offset) = if keep { (&ledger, &other) } else { (&other, &ledger) };
        let left = |ledger: &Ledger| ledger.account.principal + ledger.account.claimable;
        let used = w.say(if keep { "reading_keep" } else { "reading_offset" }, &[]);
        w.note("readings", &[yuan(left(kept)), yuan(left(offset)), yuan((left(kept) - left(offset)).abs()), used]);
    }
    Ok(())
}

fn check(loan: &Loan, v: &Record, w: &Work) -> Checked {
    let (contract, start) = (loan.contract.to_string(), loan.start.to_string());
    let mut errors = Vec::new();
    let rules = w.check([
        (v.money("withheld") >= v.money("principal"), "withheld", "withheld", yuan(v.money("principal"))),
        (loan.contract < RULE_2020 && loan.filed.is_none(), "filed", "needs_filed", String::new()),
        (loan.filed.is_some_and(|filed| filed < loan.contract), "filed", "before_contract", contract.clone()),
        (loan.start < loan.contract, "start", "before_contract", contract),
        (loan.repay_by.is_some_and(|day| day < loan.start), "repay_by", "before_start", start.clone()),
        (loan.overdue_rate.is_some() && loan.repay_by.is_none(), "overdue_rate", "needs_repay_by", String::new()),
        (loan.end < loan.start, "end", "before_start", start.clone()),
    ]);
    errors.extend(rules.err().into_iter().flatten());
    for (n, row) in v.rows("payments").iter().enumerate() {
        let date = row.date("date");
        if date.is_some_and(|date| date <= loan.start) {
            errors.push(w.row_fault("payments", n, "date", "not_after_start", std::slice::from_ref(&start)));
        } else if date.is_some_and(|date| date > loan.end) {
            errors.push(w.row_fault("payments", n, "date", "after_end", &[loan.end.to_string()]));
        }
    }
    if errors.is_empty() { Ok(()) } else { Err(errors) }
}

fn results(principal: Fen, segments: &[Segment], ledger: &Ledger, v: &Record, w: &mut Work) {
    let fees = ledger.fees_allowed(v.money("fees"));
    w.money("principal", principal);
    w.money("interest", w.sum());
    w.result("cap", Value::Percent(segments.last().map_or(0, |s| s.cap), 2));
    w.money("total", principal + w.sum() + fees);
    if v.money("fees") > 0 {
        w.money("fees_allowed", fees);
    }
    if v.has("payments") {
        let account = &ledger.account;
        w.money("paid", v.rows("payments").iter().map(|row| row.money("amount")).sum());
        w.money("paid_interest", account.paid_interest);
        w.money("paid_principal", principal - account.principal);
        w.money("overpaid", account.overpaid);
        w.money("left_principal", account.principal);
        w.money("left_interest", account.claimable);
        w.money("left", account.principal + account.claimable + fees);
    }
}

fn notes(loan: &Loan, segments: &[Segment], v: &Record, w: &mut Work) {
    if loan.agreed == 0 && loan.repay_by.is_none() {
        w.note("none_agreed", &[]);
        w.note("ask_repay_by", &[]);
    }
    let by = |statute: &str| segments.iter().find(|s| s.statute == Some(statute));
    if by(SIX_PERCENT).is_some() {
        w.note("statutory_2015", &[w.say(if loan.is_old() { "all_overdue" } else { "overdue_until_2020" }, &[])]);
    }
    if let Some(s) = by(LPR_OF_THAT_TIME) {
        w.note("statutory", &[percent(s.rate, 2)]);
    }
    if segments.iter().any(|s| s.from < RULE_2015) {
        w.note(if v.choice("before_2015") == "four_times" { "disputed_four_times" } else { "disputed" }, &[]);
    }
    if segments.iter().any(|s| s.from < RULE_2020) && !loan.is_old() {
        w.note("on_request", &[]);
    }
    for s in segments.iter().filter(|s| s.rate > s.cap) {
        let span = w.say("span", &[s.from.to_string(), s.to.to_string()]);
        w.note("above", &[span, days(s.from, s.to).to_string(), percent(s.rate, 2), percent(s.cap, 2)]);
    }
    let old = || segments.iter().filter(|s| s.old);
    if old().next().is_some() {
        w.mark("old_rule");
    }
    if old().any(|s| s.rate > OLD_CAP) {
        w.note("between", &[]);
    }
    if old().any(|s| s.rate > OLD_VOID) {
        w.note("void", &[]);
    }
}
