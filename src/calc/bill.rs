//! What instalments or minimum payments of a credit card bill truly cost (信用卡分期与最低还款的真实成本).
//!
//! Instalments: payment = round(amount ÷ periods + amount × fee rate), or round(amount ÷ periods) + fee, or as given, all equal; received = amount −
//! what is taken at once; apr and ear as in `all_in_cost.rs`; nominal = total fee ÷ amount ÷ periods × 12, which an advertisement gives. Minimum
//! payments: a month is 30 days; its interest = round(balance × daily rate × 30); its minimum = the larger of the floor and the ratio of the
//! balance plus the interest, and no more than is owed; the balance falls by payment − interest, for at most 600 months. A fixed sum a month in the
//! same way. Law: card-disputes art. 2, 银发〔2020〕327号, card-measures art. 70 (plan of at most 60 months, no right to it).
//!
//! Readings: an input of the other mode is refused; the rates compared for the multiple are those shown; a fixed sum that pays the interest but
//! lasts longer than 600 months has no results and a note of its own.

use super::cost::{LoanTerm, annual_rates, basis_points, compare, level_fee_payment};
use super::fixed::monthly_rate;
use super::prelude::*;
use super::words::bill::WORDS;

pub(super) static SPEC: Spec = Spec {
    kind: "bill",
    answer: &["apr", "months", "first_minimum"],
    usual: Usual::Amounts(&["amount", "statement"]),
    inputs: INPUTS,
    results: &[
        WORDS.result("apr", Unit::Percent),
        WORDS.result("nominal", Unit::Percent),
        WORDS.result("ear", Unit::Percent),
        WORDS.result("payment", Unit::Yuan),
        WORDS.result("total_fee", Unit::Yuan),
        WORDS.result("months", Unit::None),
        WORDS.result("interest", Unit::Yuan),
        WORDS.result("first_minimum", Unit::Yuan),
        WORDS.result("pay_months", Unit::None),
        WORDS.result("pay_interest", Unit::Yuan),
        WORDS.result("saved", Unit::Yuan),
        WORDS.result("annual_rate", Unit::Percent),
        WORDS.result("plan_payment", Unit::Yuan),
    ],
    basis: &[
        WORDS.basis(CARD_DISPUTES, "2", Proof::Official),
        WORDS.basis(CARD_2020, "-", Proof::Reprint),
        WORDS.basis(CARD_MEASURES, "70", Proof::Reprint),
    ],
    next: &[
        WORDS.next("above", "fee-reduction-request"),
        WORDS.next("times", "all-in-cost-24"),
        WORDS.next("plan", "instalment-plan-60"),
        WORDS.next("below_interest", "instalment-plan-60"),
    ],
    example: "mode=instalment amount=12000 periods=12 fee_rate=0.6% from=2026-03-01",
    tables: &[TableKind::Rates, TableKind::CostLines],
    curves: &[WORDS.label("heading", "", "curve_minimum"), WORDS.label("heading", "", "curve_pay")],
    ..Spec::new(run, &WORDS)
};

const INPUTS: &[Input] = &WORDS.inputs([
    choice("mode", &WORDS.choices("mode", ["instalment", "minimum"])),
    money("amount").need(Need::Never),
    count("periods", 1, 60).need(Need::Never),
    rate("fee_rate", 100).need(Need::Never),
    money("statement").need(Need::Never),
    money("pay").need(Need::Never).more(),
    Input { default: None, ..fee("fee") }.excludes(&["fee_rate"]).more(),
    money("payment").need(Need::Never).excludes(&["fee_rate", "fee"]).more(),
    fee("upfront").more(),
    day("from").need(Need::Never).more(),
    choice("lender_kind", &WORDS.choices("lender_kind", ["bank", "consumer_finance", "auto_finance", "micro_loan", "private"]))
        .default("bank")
        .more(),
    fine_rate("daily_rate", 1000).default("0.05%").more(),
    rate("minimum_ratio", 100).default("10%").more(),
    fee("minimum_floor").more(),
]);

/// The inputs of one mode that have no default.
const OF_INSTALMENT: [&str; 6] = ["amount", "periods", "fee_rate", "fee", "payment", "from"];
const OF_MINIMUM: [&str; 2] = ["statement", "pay"];
/// The days of a month.
const MONTH: i64 = 30;
/// The most months that are computed.
const MONTHS_MAX: usize = 600;
/// The longest plan of card-measures art. 70, in months.
const PLAN: i128 = 60;
/// About so many points make a curve.
const POINTS: usize = 60;

fn run(v: &Record, w: &mut Work) -> Checked {
    let minimum = v.choice("mode") == "minimum";
    let mut errors = Vec::new();
    let (needed, others): (&[&str], &[&str]) =
        if minimum { (&["statement"], &OF_INSTALMENT) } else { (&["amount", "periods"], &OF_MINIMUM) };
    for name in needed.iter().filter(|name| !v.has(name)) {
        errors.append(&mut w.fault(name, "needed", &[]));
    }
    for name in others.iter().filter(|name| v.has(name)) {
        errors.append(&mut w.fault(name, if minimum { "only_instalment" } else { "only_minimum" }, &[]));
    }
    if !minimum && !["fee_rate", "fee", "payment"].iter().any(|name| v.has(name)) {
        errors.append(&mut w.fault("fee_rate", "one_of", &[]));
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    if minimum {
        minimum_payments(v, w);
    } else {
        instalments(v, w)?;
    }
    w.note(if minimum { "by_contract" } else { "instalment_terms" }, &[]);
    w.note("too_high", &[]);
    Ok(())
}

fn instalments(v: &Record, w: &mut Work) -> Checked {
    let (amount, upfront, n) = (v.money("amount"), v.money("upfront"), v.integer("periods"));
    let periods = i128::from(n);
    let received = amount - upfront;
    w.check([(received <= 0, "upfront", "net", yuan(amount))])?;
    let (at, payment) = if v.has("fee_rate") {
        ("fee_rate", level_fee_payment(amount, v.percent("fee_rate"), n))
    } else if v.has("fee") {
        ("fee", round_div(amount, periods) + v.money("fee"))
    } else {
        ("payment", v.money("payment"))
    };
    let total_fee = payment * periods - received;
    w.check([(total_fee < 0, at, "paid_less", yuan(-total_fee))])?;
    let root = if total_fee == 0 { Some(0) } else { monthly_rate(received, payment, n) };
    let i = root.ok_or_else(|| w.fault(at, "out_of_range", &[]))?;
    w.line("instalment", &[yuan(payment), n.to_string()], ComputationLine::amount(payment * periods));
    if upfront > 0 {
        w.line("upfront", &[], ComputationLine::amount(upfront));
    }
    w.line("amount", &[], ComputationLine::amount(-amount));
    let (apr, ear) = annual_rates(i);
    let nominal = basis_points(total_fee * 12, amount * periods);
    w.money("payment", payment);
    w.money("total_fee", total_fee);
    w.result("nominal", Value::Percent(nominal, 2));
    w.result("apr", Value::Percent(apr, 2));
    w.result("ear", Value::Percent(ear, 2));
    if apr > nominal && nominal > 0 {
        // As a percent, the hundredfold of the multiple has the two decimals wanted.
        w.note("times", &[percent(round_div(apr * 10_000, nominal), 2)]);
    }
    let loan = v.date("from").map(|day| LoanTerm { day, days: days(day, add_months(day, n)) });
    compare(w, (v.choice("lender_kind"), false, loan), apr, ["above", "not_above", "beside", "not_compared"])
}

struct Month {
    paid: Fen,
    interest: Fen,
    left: Fen,
}

/// The months until nothing is left, or the first 600. `payment` makes the payment of a month from its balance and interest.
fn months(statement: Fen, daily: Ppm, payment: impl Fn(Fen, Fen) -> Fen) -> Vec<Month> {
    let mut months: Vec<Month> = Vec::new();
    let mut left = statement;
    while left > 0 && months.len() < MONTHS_MAX {
        let interest = interest(left, daily, MONTH, 1);
        let paid = payment(left, interest).min(left + interest);
        left -= paid - interest;
        months.push(Month { paid, interest, left });
    }
    months
}

fn minimum_payments(v: &Record, w: &mut Work) {
    let (statement, daily, floor) = (v.money("statement"), v.percent("daily_rate"), v.money("minimum_floor"));
    let of_balance = |left: Fen| round_div(left * v.percent("minimum_ratio"), WHOLE).max(1);
    let by_minimum = months(statement, daily, |left, interest| floor.max(of_balance(left) + interest));
    let total = |months: &[Month]| -> Option<(i64, Fen)> {
        let ends = months.last().is_some_and(|month| month.left == 0);
        ends.then(|| (i64::try_from(months.len()).unwrap_or(i64::MAX), months.iter().map(|month| month.interest).sum()))
    };
    for (n, month) in by_minimum.iter().enumerate() {
        let parts = Some([month.paid - month.interest, month.interest, month.left]);
        w.line("month", &[(n + 1).to_string()], ComputationLine { parts, ..ComputationLine::amount(month.paid) });
    }
    let whole = total(&by_minimum);
    if let Some((count, interest)) = whole {
        w.result("months", Value::Count(count));
        w.money("interest", interest);
    } else {
        w.note("endless", &[]);
    }
    w.money("first_minimum", by_minimum.first().map_or(0, |month| month.paid));
    w.result("annual_rate", Value::Percent(daily * 365, 4));
    w.money("plan_payment", statement / PLAN);
    let mut curves = vec![by_minimum];
    if v.has("pay") {
        curves.extend(fixed_payments(v, w, whole, &total));
    }
    let longest = curves.iter().map(Vec::len).max().unwrap_or(0);
    for of in &curves {
        draw(w, of, statement, longest);
    }
    w.note("plan", &[yuan(statement / PLAN)]);
}

/// The months of the fixed sum, with its results; none if it does not pay the first interest.
fn fixed_payments(
    v: &Record,
    w: &mut Work,
    minimum: Option<(i64, Fen)>,
    total: &impl Fn(&[Month]) -> Option<(i64, Fen)>,
) -> Option<Vec<Month>> {
    let (statement, daily, pay) = (v.money("statement"), v.percent("daily_rate"), v.money("pay"));
    let first = interest(statement, daily, MONTH, 1);
    if pay <= first {
        w.note("below_interest", &[yuan(pay), yuan(first)]);
        return None;
    }
    let months = months(statement, daily, |_, _| pay);
    if let Some((count, interest)) = total(&months) {
        w.result("pay_months", Value::Count(count));
        w.money("pay_interest", interest);
        if let Some((_, of_minimum)) = minimum {
            w.money("saved", of_minimum - interest);
        }
    } else {
        w.note("pay_endless", &[yuan(pay)]);
    }
    Some(months)
}

/// The balance month by month.
fn draw(w: &mut Work, months: &[Month], statement: Fen, longest: usize) {
    let step = months.len().div_ceil(POINTS).max(1);
    let is_point = |n: usize| n.is_multiple_of(step) || n == months.len();
    let balances = (1..).zip(months).filter(|(n, _)| is_point(*n)).map(|(n, month)| (n, month.left));
    let points: Vec<(i64, Fen)> =
        [(0, statement)].into_iter().chain(balances.map(|(n, left)| (i64::try_from(n).unwrap_or(i64::MAX), left))).collect();
    w.curve(&points, i64::try_from(longest).unwrap_or(i64::MAX), statement);
}
