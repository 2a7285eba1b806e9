//! A personal instalment plan for a credit card debt (信用卡个性化分期).
//!
//! payment = balance ÷ months rounded down to fen, the remainder in the last; due days by month arithmetic from the first (civil-code art. 202);
//! ratio = payment ÷ monthly income in percent, half up to 0.01. Law: card-measures art. 70: at most five years, for cards only, by agreement.
//!
//! Reading: interest and fees of the plan are left out, because a plan under art. 70 commonly stops them and the bank decides.

use super::prelude::*;

pub(super) static SPEC: Spec = Spec {
    kind: "card-plan",
    title: text("信用卡个性化分期计算器", "Card instalment plan"),
    summary: text(
        "与银行协商个性化分期（最长五年）时，每期要还多少、最后一期在什么时候。",
        "What each instalment of a plan agreed with the bank (at most five years) comes to, and when the last is due.",
    ),
    explanation: text(
        "信用卡欠款确实超出还款能力、但仍有还款意愿的，可以与银行协商个性化分期还款协议，最长不超过五年（60期）。\
         是否同意、分多少期由银行决定；只适用于信用卡，不适用于网贷。协议期间违约的，银行可以恢复原来的债务。",
        "Whoever truly cannot pay a card debt but is willing to may agree on a plan of at most five years (60 months) with the bank. It is at the bank's \
         discretion, for cards only, and a breach of the plan revives the debt.",
    ),
    formula: text(
        "每期还款 = 欠款 ÷ 期数（舍去分以下），余数并入最后一期。占收入比例 = 每期还款 ÷ 月收入。",
        "Instalment = balance ÷ months rounded down to 0.01, the remainder in the last. Ratio = instalment ÷ monthly income.",
    ),
    inputs: INPUTS,
    results: &[
        result("payment", "每期还款", "Instalment", Unit::Yuan),
        result("last_payment", "末期还款", "Last instalment", Unit::Yuan),
        result("final_due", "末期还款日", "Last due day", Unit::None),
        result("ratio", "占月收入比例", "Share of income", Unit::Percent),
    ],
    basis: &[basis(CARD_MEASURES, "70", Proof::Reprint, "个性化分期还款协议最长不得超过5年", "A plan of at most five years")],
    assumptions: &[text("协议期间停止计收利息和费用", "No interest or fees while the plan runs")],
    limits: &[
        text("银行可能另收分期费用，以协议为准", "The bank may charge for the plan"),
        text("只适用于信用卡", "For credit cards only"),
    ],
    texts: &[
        keyed("instalment", "第{0}期", "Instalment {0}"),
        keyed(
            "discretion",
            "是否同意个性化分期、期数多少由银行决定，本结果不代表银行会同意",
            "Whether to agree, and on how many months, is for the bank to decide",
        ),
        keyed("cards_only", "个性化分期只适用于信用卡欠款", "Such a plan is for credit card debt only"),
        keyed("breach", "不按协议还款的，银行可以恢复原债务并继续催收", "If the plan is broken the original debt revives"),
    ],
    example: "balance=48632.57 months=60 first_due=2026-08-31 monthly_income=6500",
    needs_rates: false,
    needs_today: false,
    table: None,
    run,
};

const INPUTS: &[Input] = &[
    money("balance", "欠款余额", "Balance").help("与银行确认的全部欠款。", "All that is owed, as confirmed by the bank."),
    count("months", "期数（月）", "Months", 1, 60).range_note("个性化分期最长不得超过5年", "a plan is of at most five years"),
    day("first_due", "首期还款日", "First due day"),
    money("monthly_income", "月收入", "Monthly income")
        .need(Need::Never)
        .help("填写后算出每期还款占收入的比例。", "Gives the share of income."),
];

fn run(v: &Record, w: &mut Work) -> Result<(), Vec<InputError>> {
    let first = v.day(w.spec, "first_due")?;
    let (balance, months) = (v.money("balance"), v.integer("months"));
    let payment = balance / i128::from(months.max(1));
    let last = balance - payment * i128::from(months - 1);
    for n in 1..=months {
        let label = w.say("instalment", &[n.to_string()]);
        let amount = if n == months { last } else { payment };
        w.line(ComputationLine { label, to: Some(add_months(first, n - 1)), amount: Some(amount), ..ComputationLine::default() });
    }
    w.money("payment", payment);
    w.money("last_payment", last);
    w.result("final_due", Value::Date(add_months(first, months - 1)));
    if v.has("monthly_income") {
        w.result("ratio", Value::Percent(round_div(payment * 10_000, v.money("monthly_income")) * 100, 2));
    }
    for note in ["discretion", "cards_only", "breach"] {
        w.note(note, &[]);
    }
    Ok(())
}
