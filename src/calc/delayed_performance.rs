//! Doubled interest for delayed performance of a judgment (迟延履行期间加倍部分债务利息).
//!
//! Doubled part = debt × 0.000175 × days; days = paid − due − suspended days: the first day counted is the day after `due`, the day of payment
//! counts. With part payments each portion runs to its own day, debt first (delayed-2014 art. 4). General interest, where a rate is given:
//! portion × rate ÷ 365 × (paid − due). Lines are rounded half up to fen; total = debt + doubled + general. Law: civil-procedure art. 264,
//! delayed-2014 arts. 1–4, 7.
//!
//! Readings: suspended ranges count both ends, overlapping ones once, and do not stop general interest, because art. 3 speaks of the doubled part;
//! what is not covered by `payments` runs to `paid`, which is then required; what is paid above the debt bears nothing; a last day for
//! performance before 2014-07-31 is refused (older rule); `days` is that of the last portion.

use super::prelude::*;

/// 0.0175 % a day.
const DOUBLED: Ppm = 175;
/// The last day for performance whose days all lie under the rule of 2014-08-01.
const FIRST_DUE: Date = date(2014, 7, 31);

pub(super) static SPEC: Spec = Spec {
    kind: "delayed-performance",
    title: text("迟延履行利息计算器", "Interest for delayed performance"),
    summary: text(
        "判决确定的付款期限过后才付款，按日万分之一点七五算出加倍部分的债务利息。",
        "The doubled interest, 0.0175 % a day, owed when a judgment debt is paid after the day the judgment set.",
    ),
    explanation: text(
        "判决书、调解书确定了付款期限，过期不付的，除了判决本身确定的利息以外，还要加倍支付迟延履行期间的债务利息。\
         加倍部分按判决确定的金钱债务（不含一般债务利息）每日万分之一点七五计算，从付款期限届满的次日算到付清当天。分次付款的，先抵判决确定的债务，再抵加倍部分。",
        "Whoever does not pay within the time a judgment sets owes, besides the interest in the judgment itself, a doubled part of 0.0175 % a day on the \
         money awarded (general interest excepted), from the day after the time ran out to the day of payment. Part payments settle the debt first.",
    ),
    formula: text(
        "加倍部分 = 债务 × 0.0175% × 天数。天数 = 付款日 − 履行期限最后一日 − 中止执行的天数。分次付款的，每笔算到各自的付款日。\
         一般债务利息 = 债务 × 年利率 ÷ 365 × 天数（不扣中止天数）。每一行四舍五入到分。",
        "Doubled part = debt × 0.0175 % × days; days = day paid − last day for performance − suspended days; part payments run to their own days. General \
         interest = debt × rate ÷ 365 × days, suspended days included. Each line is rounded half up to 0.01.",
    ),
    inputs: INPUTS,
    results: &[
        result("days", "迟延天数", "Days of delay", Unit::Days),
        result("doubled", "加倍部分债务利息", "Doubled interest", Unit::Yuan),
        result("general", "一般债务利息", "General interest", Unit::Yuan),
        result("total", "合计", "Sum due", Unit::Yuan),
    ],
    basis: &[
        basis(
            CIVIL_PROCEDURE,
            "264",
            Proof::Official,
            "未按期履行金钱债务的，加倍支付迟延履行期间的债务利息",
            "Doubled interest during delay",
        ),
        basis(DELAYED_2014, "1", Proof::Official, "加倍部分按日万分之一点七五", "0.0175 % a day"),
        basis(DELAYED_2014, "2", Proof::Official, "自履行期间届满之次日起算", "From the day after the time ran out"),
        basis(
            DELAYED_2014,
            "3",
            Proof::Official,
            "算至履行完毕之日，非因被执行人申请的中止期间扣除",
            "To the day of payment, certain suspensions left out",
        ),
        basis(DELAYED_2014, "4", Proof::Official, "先清偿债务，后清偿加倍部分", "Debt first, doubled interest last"),
        basis(DELAYED_2014, "7", Proof::Official, "2014年8月1日以前的适用原规定", "Older rule before 2014-08-01"),
    ],
    assumptions: &[
        text("债务是判决确定的金钱债务，不含一般债务利息", "The debt is what the judgment awards, general interest excepted"),
        text("中止执行不是因被执行人申请", "Suspensions were not at the debtor's request"),
    ],
    limits: &[
        text(
            "一般债务利息只算履行期限届满以后的部分，按年365天；中止期间照算",
            "General interest is counted only after the time ran out, on 365 days, suspensions included",
        ),
        text(
            "2014年8月1日以前的迟延适用原规定，本计算器不算",
            "Delay before 2014-08-01 is under an older rule and is not computed",
        ),
        text(
            "分次付款少于债务的，须填写付款日，余额算到那一天",
            "Where payments do not cover the debt, the rest runs to the day paid",
        ),
    ],
    texts: &[
        keyed("doubled", "加倍部分，本金{0}元", "Doubled part on {0}"),
        keyed("general", "一般债务利息，本金{0}元", "General interest on {0}"),
        keyed("in_time", "在履行期限内付清，没有加倍部分", "Paid in time: no doubled part"),
        keyed("suspended", "已扣除中止执行{0}天", "{0} suspended days are left out"),
        keyed("overpaid", "超过债务的{0}元不再计息，用于抵付利息", "The {0} paid above the debt bear nothing and settle interest"),
        keyed(
            "order",
            "分次付款先抵债务、后抵加倍部分（法释〔2014〕8号第四条）",
            "Part payments settle the debt first, the doubled part last (art. 4)",
        ),
        keyed(
            "older_rule",
            "2014年8月1日以前的迟延适用原规定（按同期贷款基准利率），本计算器不能计算",
            "delay before 2014-08-01 is under an older rule (benchmark rates), which this calculator does not compute",
        ),
        keyed("range", "起始日不能晚于终止日", "the first day may not be after the last"),
        keyed(
            "rest",
            "各笔付款合计{0}元，少于债务，请填写余额的付款日",
            "payments of {0} do not cover the debt: give the day on which the rest is paid",
        ),
    ],
    example: "debt=50000 due=2026-03-31 payments=2026-06-30:20000,2026-09-30:30000",
    needs_rates: false,
    needs_today: false,
    table: Some(TableSpec {
        from: "due",
        vary: "paid",
        results: &["doubled", "general", "total"],
        without: &["payments", "suspended"],
    }),
    run,
};

const INPUTS: &[Input] = &[
    money("debt", "判决确定的债务", "Judgment debt")
        .help("判决确定的全部金钱债务，不含一般债务利息。", "All money awarded, general interest excepted."),
    day("due", "履行期限最后一日", "Last day for performance"),
    day("paid", "付清日", "Paid on")
        .need(Need::Unless(&["payments"]))
        .help("一次付清的日期；分次付款没有付清的，填余额的付款日。", "The day of payment; with part payments, that of the rest."),
    rows("payments", "分次付款", "Part payments", &[day("date", "付款日", "Paid on"), money("amount", "金额", "Amount")]),
    rows("suspended", "中止执行期间", "Suspensions", &[day("from", "起", "From"), day("to", "止", "To")])
        .help("非因被执行人申请的中止、再审中止等，首尾两天都算。", "Not at the debtor's request; both ends count."),
    rate("general_rate", "一般债务利息年利率", "General interest a year", 1000)
        .need(Need::Never)
        .help("判决另外确定了利息的才填。", "Only where the judgment awards it."),
];

fn run(v: &Record, w: &mut Work) -> Result<(), Vec<InputError>> {
    let due = v.day(w.spec, "due")?;
    let portions = check(v, w, due)?;
    let ranges = merged(v.rows("suspended"));
    let (mut doubled, mut general, mut counted, mut suspended) = (0, 0, 0, 0);
    for (date, amount) in &portions {
        let elapsed = days(due, *date).max(0);
        suspended = overlap(&ranges, due, *date);
        counted = elapsed - suspended;
        let fen = interest(*amount, DOUBLED, counted, 1);
        doubled += fen;
        w.interval(w.say("doubled", &[yuan(*amount)]), due, *date, counted, DOUBLED, fen);
        if v.percent("general_rate") > 0 {
            let fen = interest(*amount, v.percent("general_rate"), elapsed, 365);
            general += fen;
            w.interval(w.say("general", &[yuan(*amount)]), due, *date, elapsed, v.percent("general_rate"), fen);
        }
    }
    w.result("days", Value::Count(counted));
    w.money("doubled", doubled);
    w.money("general", general);
    w.money("total", v.money("debt") + doubled + general);
    if portions.last().is_some_and(|(date, _)| *date <= due) {
        w.note("in_time", &[]);
    }
    if suspended > 0 {
        w.note("suspended", &[suspended.to_string()]);
    }
    let paid: Fen = v.rows("payments").iter().map(|row| row.money("amount")).sum();
    if paid > v.money("debt") {
        w.note("overpaid", &[yuan(paid - v.money("debt"))]);
    }
    if v.has("payments") {
        w.note("order", &[]);
    }
    Ok(())
}

/// The portions of the debt with the day to which each runs, by date; or the faults of the inputs.
fn check(v: &Record, w: &Work, due: Date) -> Result<Vec<(Date, Fen)>, Vec<InputError>> {
    let mut errors = Vec::new();
    if due < FIRST_DUE {
        errors.append(&mut w.fault("due", "older_rule", &[]));
    }
    for (n, row) in v.rows("suspended").iter().enumerate() {
        if row.date("from") > row.date("to") {
            errors.push(w.row_fault("suspended", n, "from", "range", &[]));
        }
    }
    let mut payments: Vec<(Date, Fen)> =
        v.rows("payments").iter().filter_map(|row| row.date("date").map(|date| (date, row.money("amount")))).collect();
    payments.sort_by_key(|(date, _)| *date);
    let mut left = v.money("debt");
    let mut portions = Vec::new();
    for (date, amount) in payments {
        let portion = amount.min(left);
        left -= portion;
        if portion > 0 {
            portions.push((date, portion));
        }
    }
    match v.date("paid") {
        Some(paid) if left > 0 => portions.push((paid, left)),
        None if left > 0 => errors.append(&mut w.fault("paid", "rest", &[yuan(v.money("debt") - left)])),
        _ => {}
    }
    portions.sort_by_key(|(date, _)| *date);
    if errors.is_empty() { Ok(portions) } else { Err(errors) }
}

/// Ranges in order, overlapping ones joined.
fn merged(rows: &[Record]) -> Vec<(Date, Date)> {
    let mut ranges: Vec<(Date, Date)> = rows.iter().filter_map(|r| r.date("from").zip(r.date("to"))).collect();
    ranges.sort();
    let mut merged: Vec<(Date, Date)> = Vec::new();
    for (from, to) in ranges {
        match merged.last_mut() {
            Some((_, end)) if from <= *end => *end = to.max(*end),
            _ => merged.push((from, to)),
        }
    }
    merged
}

/// Days of the ranges, both ends counted, that lie after `due` and not after `paid`.
fn overlap(ranges: &[(Date, Date)], due: Date, paid: Date) -> i64 {
    let first = add_days(due, 1);
    ranges.iter().map(|(from, to)| (days(first.max(*from), paid.min(*to)) + 1).max(0)).sum()
}
