//! Equal payments, equal principal and early settlement (等额本息、等额本金与提前结清).
//!
//! i = annual ÷ 12. Annuity: payment = P·i·(1+i)^n ÷ ((1+i)^n − 1), rounded once; interest of a month = round(balance × i); the last payment clears
//! the balance; at 0 % the payment is P ÷ n half up. Linear: principal part = round(P ÷ n), the last is the rest. Settling after k months:
//! balance + balance × annual ÷ 360 × extra days + fee; interest saved = the interest left on the schedule − that of the extra days, not under 0;
//! net saving = the same − the fee, which may be negative. Law: civil-code art. 677 (interest by the time the money was used).
//!
//! Readings: a month never repays more than is owed, so that a tiny loan over many months ends early with payments of 0.00; the rounding of one
//! payment over a long, dear loan may make the last one differ visibly; extra days and fee need `settle_after`.

use super::fixed::level_payment;
use super::prelude::*;
use super::words::amortisation::WORDS;

pub(super) static SPEC: Spec = Spec {
    kind: "amortisation",
    answer: &["settlement", "payment"],
    usual: Usual::Amounts(&["principal"]),
    inputs: INPUTS,
    results: &[
        WORDS.result("payment", Unit::Yuan),
        WORDS.result("last_payment", Unit::Yuan),
        WORDS.result("total_interest", Unit::Yuan),
        WORDS.result("balance", Unit::Yuan),
        WORDS.result("settlement", Unit::Yuan),
        WORDS.result("interest_saved", Unit::Yuan),
        WORDS.result("net_saving", Unit::Yuan),
    ],
    basis: &[WORDS.basis(CIVIL_CODE, "677", Proof::Official)],
    headings: &[WORDS.heading("label"), WORDS.heading("amount")],
    next: &[WORDS.next("settled", "early-settlement-interest"), WORDS.next("no_saving", "early-settlement-interest")],
    example: "principal=100000 annual_rate=12% months=12 method=annuity settle_after=6 extra_days=10",
    ..Spec::new(run, &WORDS)
};

const INPUTS: &[Input] = &WORDS.inputs([
    money("principal"),
    rate("annual_rate", 100),
    count("months", 1, 360),
    choice("method", &WORDS.choices("method", ["annuity", "linear"])).default("annuity"),
    count("settle_after", 1, 360).need(Need::Never),
    count("extra_days", 0, 366).default("0").more(),
    fee("settle_fee").more(),
]);

struct Month {
    principal: Fen,
    interest: Fen,
    left: Fen,
}

fn run(v: &Record, w: &mut Work) -> Checked {
    let (total, settles) = (v.integer("months"), v.has("settle_after"));
    w.check([
        (v.integer("settle_after") > total, "settle_after", "beyond", total.to_string()),
        (!settles && v.integer("extra_days") > 0, "extra_days", "needs_settle", String::new()),
        (!settles && v.money("settle_fee") > 0, "settle_fee", "needs_settle", String::new()),
    ])?;
    let months = schedule(v);
    for (n, m) in months.iter().enumerate() {
        let line = ComputationLine::amount(m.principal + m.interest);
        w.line("month", &[(n + 1).to_string()], ComputationLine { parts: Some([m.principal, m.interest, m.left]), ..line });
    }
    let payment = |m: Option<&Month>| m.map_or(0, |m| m.principal + m.interest);
    w.money("payment", payment(months.first()));
    w.money("last_payment", payment(months.last()));
    w.money("total_interest", months.iter().map(|m| m.interest).sum());
    if settles {
        settle(v, w, &months);
    }
    Ok(())
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
    let saved = interest_left - extra;
    w.money("interest_saved", saved.max(0));
    w.money("net_saving", saved - fee);
    w.note("settled", &[yuan(balance), v.integer("extra_days").to_string(), yuan(extra), yuan(fee)]);
    if v.integer("extra_days") > 31 {
        w.note("beyond_period", &[]);
    }
    if saved < fee {
        w.note("no_saving", &[yuan(fee - saved)]);
    }
}
