//! The all-in annual cost of a loan (综合年化成本).
//!
//! Monthly: i solves Σ payment ÷ (1+i)^k = received, by bisection on [0, 5] to 10^-12 in the fixed point of `fixed.rs`; apr = 12·i, ear =
//! (1+i)^12 − 1, both half up to 0.01 %. With dated rows: the daily rate j on ACT solves Σ amount ÷ (1+j)^days = received to 10^-14 on
//! [0, 6 %]; xirr = (1+j)^365 − 1, which is the same root as that of ACT/365, left out above 500 %; simple = cost ÷ Σ (balance × days) × 365, where
//! each row takes off its share of what was received. 等本等息: payment = principal ÷ periods + principal × monthly fee rate, rounded once. `apr`, or
//! with rows `simple`, stands beside the lines of the register that apply on the day of the loan.
//!
//! Readings: `principal` may stand beside `received` (with a monthly fee rate it makes the payment; else it is not used and a note says so);
//! `extra_per_period` is added to every payment, with rows to every row; xirr compounds and is not compared with a line; a rate above 500 % a month
//! is an error, not a number; with all rows on the day of the loan and a cost there is no rate at all.

use super::cost::{LoanTerm, annual_rates, basis_points, compare, level_fee_payment};
use super::fixed::{DAILY_UNIT, compound, daily_rate, monthly_rate};
use super::prelude::*;
use super::words::all_in_cost::WORDS;

pub(super) static SPEC: Spec = Spec {
    kind: "all-in-cost",
    answer: &["apr", "simple"],
    usual: Usual::Shares("received"),
    inputs: INPUTS,
    results: &[
        WORDS.result("apr", Unit::Percent),
        WORDS.result("ear", Unit::Percent),
        WORDS.result("xirr", Unit::Percent),
        WORDS.result("simple", Unit::Percent),
        WORDS.result("total_paid", Unit::Yuan),
        WORDS.result("total_cost", Unit::Yuan),
    ],
    basis: &[
        WORDS.basis(ASSISTED_LOAN, "-", Proof::Reprint).only_when(ASSISTED_LOAN.id),
        WORDS.basis(FIN_TRIAL_2017, "2", Proof::Memory).only_when(FIN_TRIAL_2017.id),
        WORDS.basis(MICROLOAN_COST, "2", Proof::Reprint).only_when(MICROLOAN_COST.id),
        WORDS.basis(PRIVATE_LOAN, "25", Proof::Official).only_when(PRIVATE_LOAN.id),
        WORDS.basis(LOAN_COST_DISCLOSURE, "-", Proof::Reprint),
    ],
    next: &[WORDS.next("above", "fee-reduction-request"), WORDS.next("not_compared", "")],
    example: "received=10000 payment=958.33 periods=12 from=2026-03-01 lender_kind=consumer_finance",
    tables: &[TableKind::Rates, TableKind::CostLines],
    ..Spec::new(run, &WORDS)
};

const INPUTS: &[Input] = &WORDS.inputs([
    money("received").need(Need::Unless(&["principal"])),
    money("payment").need(Need::Unless(&["monthly_fee_rate", "rows"])),
    count("periods", 1, 360).need(Need::Unless(&["rows"])),
    day("from").need(Need::Never).excludes(&["rows"]),
    choice("lender_kind", &WORDS.choices("lender_kind", ["bank", "consumer_finance", "auto_finance", "micro_loan", "private"]))
        .need(Need::Never),
    flag("assisted").more(),
    fee("extra_per_period").more(),
    money("principal").need(Need::With(&["monthly_fee_rate", "upfront_fee"])).more(),
    fee("upfront_fee").excludes(&["received"]).more(),
    rate("monthly_fee_rate", 100).need(Need::Never).excludes(&["payment"]).more(),
    rows("rows", &WORDS.fields("rows", [day("date"), money("amount")]))
        .excludes(&["payment", "periods", "monthly_fee_rate"])
        .more(),
    day("start").need(Need::With(&["rows"])).more(),
]);

/// 500 %: above it a rate that compounds says nothing.
const XIRR_MAX: Ppm = 5_000_000;

fn run(v: &Record, w: &mut Work) -> Checked {
    let received = received(v, w)?;
    if v.has("rows") {
        by_dates(v, w, received)?
    } else {
        monthly(v, w, received)?
    }
    w.money("total_paid", w.sum());
    w.money("total_cost", w.sum() - received);
    Ok(())
}

fn received(v: &Record, w: &mut Work) -> Checked<Fen> {
    if v.has("received") {
        if v.has("principal") && !v.has("monthly_fee_rate") {
            w.note("received_used", &[yuan(v.money("received"))]);
        }
        return Ok(v.money("received"));
    }
    let net = v.money("principal") - v.money("upfront_fee");
    if net > 0 { Ok(net) } else { Err(w.fault("upfront_fee", "net", &[yuan(v.money("principal"))])) }
}

fn monthly(v: &Record, w: &mut Work, received: Fen) -> Checked {
    let n = v.integer("periods");
    let periods = i128::from(n);
    let by_fee = v.has("monthly_fee_rate");
    let payment =
        if by_fee { level_fee_payment(v.money("principal"), v.percent("monthly_fee_rate"), n) } else { v.money("payment") };
    let extra = v.money("extra_per_period");
    w.line("payment", &[yuan(payment), n.to_string()], ComputationLine::amount(payment * periods));
    if extra > 0 {
        w.line("extra", &[yuan(extra), n.to_string()], ComputationLine::amount(extra * periods));
    }
    let at = if by_fee { "monthly_fee_rate" } else { "payment" };
    enough(w, at, received)?;
    let root = if w.sum() == received { Some(0) } else { monthly_rate(received, payment + extra, n) };
    let i = root.ok_or_else(|| w.fault(at, "too_high", &[]))?;
    let (apr, ear) = annual_rates(i);
    if by_fee {
        w.note("fee_payment", &[yuan(payment)]);
    }
    w.result("apr", Value::Percent(apr, 2));
    w.result("ear", Value::Percent(ear, 2));
    let loan = v.date("from").map(|day| LoanTerm { day, days: days(day, add_months(day, n)) });
    beside_lines(v, w, loan, apr)
}

fn by_dates(v: &Record, w: &mut Work, received: Fen) -> Checked {
    let start = v.day(w.spec, "start")?;
    let is_early = |row: &Record| row.date("date").is_some_and(|date| date < start);
    let early = v.rows("rows").iter().enumerate().filter(|(_, row)| is_early(row));
    let errors: Vec<_> = early.map(|(n, _)| w.row_fault("rows", n, "date", "before_start", &[start.to_string()])).collect();
    if !errors.is_empty() {
        return Err(errors);
    }
    let mut flows = Vec::new();
    for (n, date, row) in v.dated_rows("rows") {
        let (elapsed, amount) = (days(start, date), row.money("amount") + v.money("extra_per_period"));
        flows.push((elapsed, amount));
        let line = ComputationLine { from: Some(start), to: Some(date), days: Some(elapsed), ..ComputationLine::amount(amount) };
        w.line("row", &[(n + 1).to_string()], line);
    }
    enough(w, "rows", received)?;
    let root = if w.sum() == received { Some(0) } else { daily_rate(received, &flows) };
    let xirr = root.map(|j| basis_points(compound(j, DAILY_UNIT, 365), DAILY_UNIT));
    match xirr.filter(|rate| *rate <= XIRR_MAX) {
        Some(rate) => {
            w.result("xirr", Value::Percent(rate, 2));
            w.note("xirr_line", &[]);
        }
        None => w.note("too_short", &[]),
    }
    let Some(simple) = simple_rate(received, w.sum(), &flows) else {
        if !v.has("lender_kind") {
            w.note("not_compared", &[]);
        }
        return Ok(());
    };
    w.result("simple", Value::Percent(simple, 2));
    let term = flows.last().map_or(0, |(elapsed, _)| *elapsed);
    beside_lines(v, w, Some(LoanTerm { day: start, days: term }), simple)
}

/// Cost ÷ Σ (balance × days) × 365 in multiples of 0.01 %. The balance begins at `received`; each row takes off its share of it.
fn simple_rate(received: Fen, total: Fen, flows: &[(i64, Fen)]) -> Option<Ppm> {
    let (mut left, mut day, mut sum) = (total, 0, 0);
    for (elapsed, amount) in flows {
        sum += left * i128::from(elapsed - day);
        left -= amount;
        day = *elapsed;
    }
    let cost = total - received;
    if sum > 0 { Some(basis_points(cost * 365 * total, received * sum)) } else { (cost == 0).then_some(0) }
}

fn enough(w: &Work, at: &str, received: Fen) -> Checked {
    if w.sum() < received { Err(w.fault(at, "paid_less", &[yuan(w.sum()), yuan(received)])) } else { Ok(()) }
}

/// The lines of the register that apply, if both the day of the loan and the kind of lender are known.
fn beside_lines(v: &Record, w: &mut Work, loan: Option<LoanTerm>, rate: Ppm) -> Checked {
    let keys = ["above", "not_above", "beside", "not_compared"];
    compare(w, (v.choice("lender_kind"), v.flag("assisted"), loan), rate, keys)
}
