//! Credit card interest and late fee of one statement (信用卡逾期利息与违约金).
//!
//! Interest = amount × daily rate × days, each line rounded half up to fen. Method full (全额计息): every posting bears interest from its date to
//! the first payment after it, then the whole remainder from payment to payment, and to the next statement day, which is counted. Method unpaid
//! (未还部分计息): what is paid by the due day settles the oldest postings and bears none. Paid in full by the due day: no interest. Late fee = ratio ×
//! what is missing of the minimum on the due day, at least the floor, once, bearing no interest. The annual rate shown is the daily one × 365.
//! Law: 银发〔2016〕111号 (late fee in place of 滞纳金, no interest on fees), 银发〔2020〕327号 (rates by contract, annual rate to be shown).
//!
//! Readings: payments of one day are one payment; money paid before a posting settles that posting from its date; a posting must not be after
//! `due`, a payment not after `until`; the late fee is a result and no line, so that the lines add up to the interest.

use super::prelude::*;

pub(super) static SPEC: Spec = Spec {
    kind: "credit-card",
    title: text("信用卡逾期利息与违约金计算器", "Credit card interest and late fee"),
    summary: text(
        "一期账单没有按时还清，按全额计息或未还部分计息，算出到下一账单日为止的利息和违约金。",
        "Interest and late fee of one statement that was not paid in full by its due day, up to the next statement day.",
    ),
    explanation: text(
        "信用卡账单在到期还款日前全部还清的，不收利息。没有还清的，多数银行按“全额计息”：每一笔消费都从记账日起计息，已经还上的部分在还款之前也照样计息；\
         少数银行按“未还部分计息”，到期还款日前已还的部分不计息。还款没有达到最低还款额的，另收一次违约金，违约金不再计息。\
         日利率0.05%相当于年利率18.25%。",
        "A statement paid in full by its due day bears no interest. Otherwise most banks charge interest on every posting from its posting date, even on \
         what was paid; a few charge it on the unpaid part only. If less than the minimum was paid, a late fee is charged once and bears no interest. \
         0.05 % a day is 18.25 % a year.",
    ),
    formula: text(
        "利息 = 计息金额 × 日利率 × 天数。每笔消费自记账日计至首次还款日，其后按剩余全额逐段计息，末段含下一账单日当天。\
         违约金 = 违约金比例 ×（最低还款额 − 到期还款日前已还金额），低于下限的按下限。年化利率 = 日利率 × 365。每一行四舍五入到分。",
        "Interest = amount × daily rate × days: each posting from its date to the first payment, then the remainder from payment to payment, the last day \
         included. Late fee = ratio × (minimum − paid by the due day), at least the floor. Annual rate = daily rate × 365. Lines are rounded half up.",
    ),
    inputs: INPUTS,
    results: &[
        result("statement", "本期账单金额", "Statement", Unit::Yuan),
        result("interest", "利息", "Interest", Unit::Yuan),
        result("late_fee", "违约金", "Late fee", Unit::Yuan),
        result("annual_rate", "年化利率", "Rate a year", Unit::Percent),
        result("total", "合计应还", "Sum due", Unit::Yuan),
    ],
    basis: &[
        basis(
            CARD_2016,
            "-",
            Proof::Reprint,
            "取消滞纳金，由违约金替代，费用不得计收利息",
            "Late fee in place of 滞纳金; no interest on fees",
        ),
        basis(
            CARD_2020,
            "-",
            Proof::Reprint,
            "透支利率由发卡机构与持卡人约定，应明显展示年化利率",
            "Rates by contract; the annual rate must be shown",
        ),
    ],
    assumptions: &[
        text("最低还款比例、违约金比例和下限以领用合约为准", "Minimum, late fee ratio and floor are terms of the card contract"),
        text("只算这一期账单，没有新的消费", "One statement, no new postings"),
    ],
    limits: &[
        text("取现、分期和循环利息的复利不在计算之内", "Cash advances, instalments and interest on interest are not covered"),
        text(
            "同一天的多笔还款合并计算；晚于计算截止日的还款不能填写",
            "Payments of one day are added up; none may be after the last day",
        ),
        text("违约金只列在结果里，不列入利息明细", "The late fee stands among the results, not among the lines of interest"),
    ],
    texts: &[
        keyed("posting", "第{0}笔消费{1}元", "Posting {0}: {1}"),
        keyed("rest", "剩余欠款{0}元", "Remainder {0}"),
        keyed("in_full", "到期还款日前已全部还清，不计利息", "Paid in full by the due day: no interest"),
        keyed("minimum", "最低还款额{0}元，到期还款日前已还{1}元", "Minimum {0}; paid by the due day {1}"),
        keyed("posting_after_due", "记账日不能晚于到期还款日 {0}", "may not be after the due day {0}"),
        keyed("payment_after_until", "还款日不能晚于计算截止日 {0}", "may not be after the last day {0}"),
        keyed("until_before_due", "不能早于到期还款日 {0}", "may not be before the due day {0}"),
    ],
    example: "postings=2026-03-10:5000,2026-03-20:3000 payments=2026-04-25:800 due=2026-04-25 until=2026-05-05",
    needs_rates: false,
    needs_today: false,
    table: None,
    run,
};

const INPUTS: &[Input] = &[
    rows("postings", "本期消费", "Postings", &[day("date", "记账日", "Posted on"), money("amount", "金额", "Amount")])
        .need(Need::Always)
        .help("账单上的每一笔消费，按记账日填写。", "Every posting of the statement by its posting date."),
    rows("payments", "还款", "Payments", &[day("date", "还款日", "Paid on"), money("amount", "金额", "Amount")])
        .help("账单日以后的每一笔还款；没有还款可不填。", "Every payment after the statement; none if nothing was paid."),
    day("due", "到期还款日", "Due on"),
    day("until", "计算截止日（下一账单日）", "Last day (next statement)").help("当天计入。", "This day is counted."),
    fine_rate("daily_rate", "日利率", "Rate a day", 1000)
        .default("0.05%")
        .help("多为每日0.05%（万分之五），以合约为准。", "Mostly 0.05 % a day; the contract decides."),
    choice("method", "计息方式", "Method", METHODS).default("full"),
    rate("minimum_ratio", "最低还款比例", "Minimum payment ratio", 100).default("10%"),
    rate("late_ratio", "违约金比例", "Late fee ratio", 100).default("5%"),
    fee("late_floor", "违约金下限", "Late fee floor"),
];

const METHODS: &[(&str, Phrase)] =
    &[keyed("full", "全额计息", "On the full amount"), keyed("unpaid", "未还部分计息", "On the unpaid part")];

struct Movement {
    date: Date,
    amount: Fen,
}

fn run(v: &Record, w: &mut Work) -> Result<(), Vec<InputError>> {
    let (due, until) = (v.day(w.spec, "due")?, v.day(w.spec, "until")?);
    let (postings, payments) = (entries(v.rows("postings")), entries(v.rows("payments")));
    check(w, &postings, &payments, due, until)?;
    let statement: Fen = postings.iter().map(|(_, p)| p.amount).sum();
    let paid: Fen = payments.iter().map(|(_, p)| p.amount).sum();
    let by_due: Fen = payments.iter().filter(|(_, p)| p.date <= due).map(|(_, p)| p.amount).sum();
    if by_due < statement {
        let free_until = if v.choice("method") == "unpaid" { Some(due) } else { None };
        charge(w, &postings, &payments, free_until, until, v.percent("daily_rate"));
    } else {
        w.note("in_full", &[]);
    }
    let minimum = round_div(statement * v.percent("minimum_ratio"), WHOLE);
    let missing = (minimum - by_due).max(0);
    let late_fee = if missing > 0 { round_div(missing * v.percent("late_ratio"), WHOLE).max(v.money("late_floor")) } else { 0 };
    if late_fee > 0 {
        w.note("minimum", &[yuan(minimum), yuan(by_due)]);
    }
    let total = (statement - paid).max(0) + w.sum() + late_fee;
    w.money("statement", statement);
    w.money("interest", w.sum());
    w.money("late_fee", late_fee);
    w.result("annual_rate", Value::Percent(v.percent("daily_rate") * 365, 4));
    w.money("total", total);
    Ok(())
}

/// The lines of interest. With `free_until`, what is paid up to that day has settled the oldest postings beforehand.
fn charge(
    w: &mut Work,
    postings: &[(usize, Movement)],
    payments: &[(usize, Movement)],
    free_until: Option<Date>,
    until: Date,
    rate: Ppm,
) {
    let counts = |day: Date| free_until.is_none_or(|free| day > free);
    let paid_by = |day: Date| payments.iter().filter(|(_, p)| p.date <= day && counts(p.date)).map(|(_, p)| p.amount).sum::<Fen>();
    let mut free: Fen = payments.iter().filter(|(_, p)| !counts(p.date)).map(|(_, p)| p.amount).sum();
    let mut posted = 0;
    let mut bearing = Vec::new();
    for (n, posting) in postings {
        let amount = (posting.amount - free).max(0);
        free = (free - posting.amount).max(0);
        let credit = (paid_by(posting.date) - posted).max(0);
        posted += amount;
        bearing.push((posting.date, amount));
        let first = payments.iter().map(|(_, p)| p.date).find(|day| *day > posting.date);
        let label = |w: &Work| w.say("posting", &[(n + 1).to_string(), yuan(posting.amount)]);
        line(w, label, (amount - credit).max(0), posting.date, first, until, rate);
    }
    let mut dates: Vec<Date> = payments.iter().map(|(_, p)| p.date).collect();
    dates.dedup();
    for (n, from) in dates.iter().enumerate() {
        let posted: Fen = bearing.iter().filter(|(day, _)| day < from).map(|(_, amount)| amount).sum();
        let rest = (posted - paid_by(*from)).max(0);
        line(w, |w| w.say("rest", &[yuan(rest)]), rest, *from, dates.get(n + 1).copied(), until, rate);
    }
}

/// One line, to the day `to` or, where there is none, up to and including `until`. Nothing for an empty amount or interval.
fn line(w: &mut Work, label: impl Fn(&Work) -> String, amount: Fen, from: Date, to: Option<Date>, until: Date, rate: Ppm) {
    let days = to.map_or_else(|| days(from, until) + 1, |to| days(from, to));
    if amount > 0 && days > 0 {
        let label = label(w);
        w.interval(label, from, to.unwrap_or(until), days, rate, interest(amount, rate, days, 1));
    }
}

/// Rows with their place in the list, by date.
fn entries(rows: &[Record]) -> Vec<(usize, Movement)> {
    let entry = |(n, row): (usize, &Record)| row.date("date").map(|date| (n, Movement { date, amount: row.money("amount") }));
    let mut entries: Vec<_> = rows.iter().enumerate().filter_map(entry).collect();
    entries.sort_by_key(|(_, e)| e.date);
    entries
}

fn check(
    w: &Work,
    postings: &[(usize, Movement)],
    payments: &[(usize, Movement)],
    due: Date,
    until: Date,
) -> Result<(), Vec<InputError>> {
    let mut errors = Vec::new();
    for (n, _) in postings.iter().filter(|(_, p)| p.date > due) {
        errors.push(w.row_fault("postings", *n, "date", "posting_after_due", &[due.to_string()]));
    }
    for (n, _) in payments.iter().filter(|(_, p)| p.date > until) {
        errors.push(w.row_fault("payments", *n, "date", "payment_after_until", &[until.to_string()]));
    }
    if until < due {
        errors.append(&mut w.fault("until", "until_before_due", &[due.to_string()]));
    }
    if errors.is_empty() { Ok(()) } else { Err(errors) }
}
