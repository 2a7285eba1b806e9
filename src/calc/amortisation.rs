//! Equal payments, equal principal and early settlement (等额本息、等额本金与提前结清).
//!
//! i = annual ÷ 12. Annuity: payment = P·i·(1+i)^n ÷ ((1+i)^n − 1), rounded once; interest of a month = round(balance × i); the last payment clears
//! the balance; at 0 % the payment is P ÷ n half up. Linear: principal part = round(P ÷ n), the last is the rest. Settling after k months:
//! balance + balance × annual ÷ 360 × extra days + fee; interest saved = the interest left on the schedule − that of the extra days. Law:
//! civil-code art. 677 (interest by the time the money was used).
//!
//! Readings: a month never repays more than is owed, so that a tiny loan over many months ends early with payments of 0.00; the rounding of one
//! payment over a long, dear loan may make the last one differ visibly; extra days and fee need `settle_after`.

use super::fixed::level_payment;
use super::prelude::*;

pub(super) static SPEC: Spec = Spec {
    kind: "amortisation",
    title: text("等额本息、等额本金与提前结清计算器", "Repayment schedule and early settlement"),
    summary: text(
        "按等额本息或等额本金排出每月还款计划，算出总利息，以及提前结清要还多少、省下多少利息。",
        "The monthly schedule of a loan by equal payments or equal principal, its interest, and what early settlement costs and saves.",
    ),
    explanation: text(
        "等额本息每月还款额相同，前期利息多、本金少；等额本金每月归还的本金相同，利息逐月减少，总利息较少。\
         提前结清时，利息按实际借款的时间计算（除非另有约定），要还的是剩余本金、到结清日的利息和合同约定的手续费。",
        "With equal payments each month costs the same and early ones are mostly interest; with equal principal the interest falls month by month and is \
         less in all. On early settlement interest is owed for the time the money was used unless agreed otherwise: the balance, interest to that day \
         and any agreed fee.",
    ),
    formula: text(
        "月利率 = 年利率 ÷ 12。等额本息：每月还款 = 本金 × 月利率 × (1+月利率)^期数 ÷ ((1+月利率)^期数 − 1)，四舍五入到分，末期结清余额。\
         等额本金：每月本金 = 本金 ÷ 期数。每月利息 = 剩余本金 × 月利率。提前结清 = 剩余本金 + 剩余本金 × 年利率 ÷ 360 × 多计天数 + 手续费。",
        "Monthly rate i = annual ÷ 12. Equal payments: P·i·(1+i)^n ÷ ((1+i)^n − 1), half up to 0.01, the last clears the balance. Equal principal: P ÷ n a \
         month. Interest of a month = balance × i. Settlement = balance + balance × annual ÷ 360 × extra days + fee.",
    ),
    inputs: INPUTS,
    results: &[
        result("payment", "首期还款", "First payment", Unit::Yuan),
        result("last_payment", "末期还款", "Last payment", Unit::Yuan),
        result("total_interest", "利息合计", "Total interest", Unit::Yuan),
        result("balance", "提前结清时剩余本金", "Balance at settlement", Unit::Yuan),
        result("settlement", "提前结清应还", "Settlement", Unit::Yuan),
        result("interest_saved", "节省利息", "Interest saved", Unit::Yuan),
    ],
    basis: &[basis(
        CIVIL_CODE,
        "677",
        Proof::Official,
        "提前还款的，按实际借款的期间计算利息",
        "On early repayment interest is for the time used",
    )],
    assumptions: &[
        text("每月还款一次，利率不变，按期还款", "Monthly payments in time at an unchanged rate"),
        text("提前结清的手续费以合同为准", "The settlement fee is a term of the contract"),
    ],
    limits: &[
        text(
            "利率很高、期限很长时，每月还款四舍五入会使末期与其他各期有差额",
            "At high rates over many years the rounding of the payment shows in the last one",
        ),
        text("节省的利息不扣除手续费", "Interest saved does not count the fee"),
    ],
    texts: &[
        keyed("month", "第{0}期：本金{1}元，利息{2}元，剩余{3}元", "Month {0}: principal {1}, interest {2}, left {3}"),
        keyed("beyond", "不能超过总期数 {0}", "may not exceed the {0} months of the loan"),
        keyed("needs_settle", "只在填写提前结清的期数时使用", "needs settle_after"),
        keyed(
            "settled",
            "提前结清：剩余本金{0}元，多计{1}天利息{2}元，手续费{3}元",
            "Settlement: balance {0}, interest of {1} extra days {2}, fee {3}",
        ),
    ],
    example: "principal=100000 annual_rate=12% months=12 method=annuity settle_after=6 extra_days=10",
    needs_rates: false,
    needs_today: false,
    table: None,
    run,
};

const INPUTS: &[Input] = &[
    money("principal", "贷款本金", "Principal"),
    rate("annual_rate", "年利率", "Rate a year", 100),
    count("months", "期数（月）", "Months", 1, 360),
    choice("method", "还款方式", "Method", METHODS).default("annuity"),
    count("settle_after", "提前结清：已还期数", "Settle after (months)", 1, 360).need(Need::Never),
    count("extra_days", "提前结清：多计天数", "Extra days", 0, 366)
        .default("0")
        .help("上一还款日到结清日的天数。", "Days from the last payment to the settlement."),
    fee("settle_fee", "提前结清手续费", "Settlement fee"),
];

const METHODS: &[(&str, Phrase)] =
    &[keyed("annuity", "等额本息", "Equal payments"), keyed("linear", "等额本金", "Equal principal")];

struct Month {
    principal: Fen,
    interest: Fen,
    left: Fen,
}

fn run(v: &Record, w: &mut Work) -> Result<(), Vec<InputError>> {
    check(v, w)?;
    let months = schedule(v);
    for (n, m) in months.iter().enumerate() {
        let label = w.say("month", &[(n + 1).to_string(), yuan(m.principal), yuan(m.interest), yuan(m.left)]);
        w.line(ComputationLine { label, amount: Some(m.principal + m.interest), ..ComputationLine::default() });
    }
    let payment = |m: Option<&Month>| m.map_or(0, |m| m.principal + m.interest);
    w.money("payment", payment(months.first()));
    w.money("last_payment", payment(months.last()));
    w.money("total_interest", months.iter().map(|m| m.interest).sum());
    if v.has("settle_after") {
        settle(v, w, &months);
    }
    Ok(())
}

fn check(v: &Record, w: &Work) -> Result<(), Vec<InputError>> {
    let mut errors = Vec::new();
    if v.integer("settle_after") > v.integer("months") {
        errors.append(&mut w.fault("settle_after", "beyond", &[v.integer("months").to_string()]));
    }
    if !v.has("settle_after") && v.integer("extra_days") > 0 {
        errors.append(&mut w.fault("extra_days", "needs_settle", &[]));
    }
    if !v.has("settle_after") && v.money("settle_fee") > 0 {
        errors.append(&mut w.fault("settle_fee", "needs_settle", &[]));
    }
    if errors.is_empty() { Ok(()) } else { Err(errors) }
}

fn schedule(v: &Record) -> Vec<Month> {
    let (principal, annual, n) = (v.money("principal"), v.percent("annual_rate"), v.integer("months"));
    let linear = v.choice("method") == "linear";
    let level = if linear { round_div(principal, n.into()) } else { level_payment(principal, annual, 12 * WHOLE, n) };
    let mut left = principal;
    (1..=n)
        .map(|k| {
            let interest = monthly_interest(left, annual);
            let part = if linear { level } else { level - interest };
            let part = if k == n { left } else { part.clamp(0, left) };
            left -= part;
            Month { principal: part, interest, left }
        })
        .collect()
}

fn monthly_interest(balance: Fen, annual: Ppm) -> Fen {
    round_div(balance * annual, 12 * WHOLE)
}

fn settle(v: &Record, w: &mut Work, months: &[Month]) {
    let after = usize::try_from(v.integer("settle_after")).unwrap_or(usize::MAX);
    let balance = after.checked_sub(1).and_then(|n| months.get(n)).map_or(0, |m| m.left);
    let extra = interest(balance, v.percent("annual_rate"), v.integer("extra_days"), 360);
    let fee = v.money("settle_fee");
    let interest_left: Fen = months.iter().skip(after).map(|m| m.interest).sum();
    w.money("balance", balance);
    w.money("settlement", balance + extra + fee);
    w.money("interest_saved", interest_left - extra);
    w.note("settled", &[yuan(balance), v.integer("extra_days").to_string(), yuan(extra), yuan(fee)]);
}
