//! The worked values of the calculators, the settled readings, and the messages of wrong inputs.

use jiff::civil::date;

use super::*;

mod bounds;
mod guarantee;
mod messages;
mod pages;
mod wording;

/// The published one-year LPR up to the day it was checked.
fn lpr() -> RateTable {
    let rows = [
        (date(2019, 8, 20), "4.25"),
        (date(2019, 9, 20), "4.20"),
        (date(2019, 11, 20), "4.15"),
        (date(2020, 2, 20), "4.05"),
        (date(2020, 4, 20), "3.85"),
        (date(2021, 12, 20), "3.80"),
        (date(2022, 1, 20), "3.70"),
        (date(2022, 8, 22), "3.65"),
        (date(2023, 6, 20), "3.55"),
        (date(2023, 8, 21), "3.45"),
        (date(2024, 7, 22), "3.35"),
        (date(2024, 10, 21), "3.10"),
        (date(2025, 5, 20), "3.00"),
    ];
    RateTable::new(rows, date(2026, 2, 24)).unwrap()
}

/// The first benchmark rates, and those of the day on which the older rules ended.
fn benchmark() -> tables::Benchmark {
    let rows = [
        (date(2011, 7, 7), ["6.10", "6.56", "6.65", "6.90", "7.05"]),
        (date(2012, 6, 8), ["5.85", "6.31", "6.40", "6.65", "6.80"]),
        (date(2012, 7, 6), ["5.60", "6.00", "6.15", "6.40", "6.55"]),
        (date(2014, 11, 22), ["5.60", "5.60", "6.00", "6.00", "6.15"]),
    ];
    tables::Benchmark::new(rows).unwrap()
}

fn tables() -> Tables {
    Tables { rates: Some(lpr()), benchmark: Some(benchmark()), deadlines: Some(vec![answer()]), ..Tables::default() }
}

/// The time for an answer to a complaint.
fn answer() -> tables::Deadline {
    tables::Deadline {
        id: "answer".into(),
        title: "提交答辩状".into(),
        who: "被告".into(),
        from: "收到起诉状副本的日子".into(),
        length: tables::Length::Days(15),
        law: "civil-procedure".into(),
        article: "130,128".into(),
        roll: true,
        post: true,
        fixed: false,
        excuse: true,
        valid_from: None,
        valid_to: None,
        v: "V2".into(),
        note: String::new(),
        institution: false,
    }
}

/// `name=value` words split at blanks, computed in Chinese as of 2026-11-23.
fn run_on(kind: &str, words: &str, as_of: Date, lang: Lang) -> Result<Computation, Vec<InputError>> {
    let words: Vec<_> = words.split_whitespace().map(|w| w.split_once('=').unwrap()).map(|(n, v)| (n.into(), v.into())).collect();
    let tables = tables();
    compute(find(kind).unwrap(), &parse_words(&words), &CalcContext { tables: &tables, as_of, lang, defaults: &[] })
}

fn run(kind: &str, words: &str) -> Computation {
    run_on(kind, words, date(2026, 11, 23), Lang::Zh).unwrap_or_else(|e| panic!("{}", e[0].text(Lang::Zh)))
}

/// Results as `name value`, joined by commas.
fn results(kind: &str, words: &str) -> String {
    let outcome = run(kind, words);
    let pairs: Vec<_> = outcome.results.iter().map(|r| format!("{} {}", r.spec.name, json(r.value))).collect();
    pairs.join(", ")
}

fn json(value: Value) -> String {
    value.json().as_str().map_or_else(|| value.json().to_string(), str::to_owned)
}

/// Lines as `days rate amount`.
fn lines(kind: &str, words: &str) -> Vec<String> {
    let show = |l: &ComputationLine| {
        let parts = [l.days.map(|d| d.to_string()), l.rate_text(), l.amount_text()];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
    };
    run(kind, words).lines.iter().map(show).collect()
}

fn errors(kind: &str, words: &str) -> Vec<String> {
    let faults = run_on(kind, words, date(2026, 11, 23), Lang::Zh).expect_err("should be refused");
    faults.iter().map(|e| e.text(Lang::Zh)).collect()
}

#[test]
fn penalty_interest() {
    let words = "principal=10000 interest=150 annual_rate=14.4% due=2026-02-20 paid=2026-04-06 compound=true";
    assert_eq!(results("penalty-interest", words), "days 45, penalty 270.00, compound 4.05, total 10424.05, penalty_rate 21.6000");
    assert_eq!(lines("penalty-interest", words), ["45 21.6000 270.00", "45 21.6000 4.05"]);
    let paid_early = "principal=1万 annual_rate=14.4% due=2026-02-20 paid=2026-02-20";
    assert_eq!(
        results("penalty-interest", paid_early),
        "days 0, penalty 0.00, compound 0.00, total 10000.00, penalty_rate 21.6000"
    );
    assert_eq!(run("penalty-interest", paid_early).notes, ["未逾期，不产生罚息"]);
    let rows = "rows=2026-03-20:1000:10,2026-02-20:2,000:20 penalty_rate=24% paid=2026-04-06 compound=true";
    assert_eq!(results("penalty-interest", rows), "days 45, penalty 71.33, compound 0.71, total 3102.04, penalty_rate 24.0000");
    assert_eq!(run("penalty-interest", rows).lines[2].label, "第2笔罚息");
    assert_eq!(
        run("penalty-interest", "principal=1 annual_rate=1% surcharge=51% due=2026-01-01 paid=2026-01-02").warnings.len(),
        1
    );
}

#[test]
fn penalty_above_24_percent_is_noted_with_its_excess() {
    let outcome = run("penalty-interest", "principal=10000 annual_rate=24% due=2025-01-01 paid=2026-01-01");
    // 36 % on 360 days for 365 days: 3650.00; 24 % on 365: 2400.00.
    assert_eq!(
        outcome.notes,
        [
            "罚息、复利和费用合计3,650.00元，按同一本金和天数，年利率24%对应2,400.00元，超出1,250.00元，超出部分可以请求法院调减；借款期内的利息因为不知道天数，没有计入比较"
        ]
    );
}

#[test]
fn credit_card() {
    let words = "postings=2026-03-10:5000,2026-03-20:3000 payments=2026-04-25:800 due=2026-04-25 until=2026-05-05";
    assert_eq!(
        results("credit-card", words),
        "statement 8000.00, interest 208.60, late_fee 0.00, annual_rate 18.2500, total 7408.60"
    );
    assert_eq!(lines("credit-card", words), ["46 0.0500 115.00", "36 0.0500 54.00", "11 0.0500 39.60"]);
    let unpaid = format!("{words} method=unpaid");
    assert_eq!(lines("credit-card", &unpaid), ["46 0.0500 96.60", "36 0.0500 54.00", "11 0.0500 39.60"]);
    let less = words.replace(":800", ":300");
    assert!(results("credit-card", &less).contains("late_fee 25.00"));
    assert!(results("credit-card", &format!("{less} late_floor=30")).contains("late_fee 30.00"));
    let none = "postings=2026-03-10:5000 due=2026-04-25 until=2026-05-05";
    assert_eq!(lines("credit-card", none), ["57 0.0500 142.50"]);
    let full = "postings=2026-03-10:5000 payments=2026-04-01:2000,2026-04-25:3000 due=2026-04-25 until=2026-05-05";
    assert_eq!(results("credit-card", full), "statement 5000.00, interest 0.00, late_fee 0.00, annual_rate 18.2500, total 0.00");
}

#[test]
fn credit_card_payments_and_postings() {
    // Paid on the day of the last posting: that posting has no day of its own.
    let same_day = "postings=2026-03-10:5000,2026-03-20:3000 payments=2026-03-20:800 due=2026-04-25 until=2026-05-05";
    assert_eq!(lines("credit-card", same_day), ["10 0.0500 25.00", "47 0.0500 169.20"]);
    let before = same_day.replace("03-20:800", "03-19:800");
    assert_eq!(
        errors("credit-card", &before),
        ["还款（payments）第1行还款日（date）：不能早于最后一笔记账日 2026-03-20，在那以前的还款已经算在账单里"]
    );
    // All cleared after the due day: nothing runs on.
    let cleared = "postings=2026-03-10:5000 payments=2026-04-30:5000 due=2026-04-25 until=2026-05-05";
    assert_eq!(lines("credit-card", cleared), ["51 0.0500 127.50"]);
    assert!(results("credit-card", cleared).ends_with("late_fee 25.00, annual_rate 18.2500, total 152.50"));
}

#[test]
fn credit_card_cycles() {
    let words = "postings=2026-03-10:5000,2026-03-20:3000 due=2026-04-25 statement_day=5 until=2026-06-05";
    assert_eq!(lines("credit-card", words), ["57 0.0500 142.50", "47 0.0500 70.50", "31 0.0500 127.30"]);
    assert!(results("credit-card", words).contains("interest 340.30, late_fee 81.27"));
    let paid = words.replace("06-05", "07-05") + " payments=2026-06-01:3000";
    assert_eq!(
        results("credit-card", &paid),
        "statement 8000.00, interest 412.79, late_fee 108.34, annual_rate 18.2500, total 5521.13, cycles 3"
    );
}

#[test]
fn private_loan() {
    let words = "principal=100000 annual_rate=24% contract=2019-03-01 filed=2023-06-25 end=2023-12-31";
    assert_eq!(results("private-loan", words), "principal 100000.00, interest 83149.59, cap 14.20, total 183149.59");
    assert_eq!(lines("private-loan", words), ["538 24.0000 35,375.34", "1228 14.2000 47,774.25"]);
    assert_eq!(run("private-loan", words).data_as_of, Some(date(2026, 2, 24)));
    let old = words.replace("2023-06-25", "2020-08-19");
    assert_eq!(lines("private-loan", &old), ["1766 24.0000 116,120.55"]);
    assert_eq!(run("private-loan", &old).data_as_of, None);
    let new = "principal=100000 withheld=5000 annual_rate=0 contract=2020-08-20 end=2020-08-20";
    assert_eq!(results("private-loan", new), "principal 95000.00, interest 0.00, cap 15.40, total 95000.00");
    let early = "principal=100 annual_rate=36.0001% contract=2015-08-31 filed=2020-08-20 end=2020-08-21";
    assert_eq!(lines("private-loan", early), ["1 24.0000 0.07", "1815 24.0000 119.34", "1 15.4000 0.04"]);
    assert_eq!(run("private-loan", early).notes.len(), 7);
}

#[test]
fn four_times_lpr_on_publication_days() {
    let cap = |day: &str| {
        let outcome = run("private-loan", &format!("principal=1 annual_rate=1% contract={day} end={day}"));
        json(outcome.result("cap").unwrap())
    };
    for (day, want) in [
        ("2020-08-20", "15.40"),
        ("2021-12-19", "15.40"),
        ("2021-12-20", "15.20"),
        ("2022-01-20", "14.80"),
        ("2022-08-21", "14.80"),
        ("2022-08-22", "14.60"),
        ("2023-06-20", "14.20"),
        ("2023-08-21", "13.80"),
        ("2024-07-22", "13.40"),
        ("2024-10-21", "12.40"),
        ("2025-05-19", "12.40"),
        ("2025-05-20", "12.00"),
    ] {
        assert_eq!(cap(day), want, "{day}");
    }
}

#[test]
fn rates_beyond_the_table_are_said_to_be() {
    let fresh = run("private-loan", "principal=1 annual_rate=1% contract=2026-03-19 end=2026-12-31");
    assert!(fresh.warnings.is_empty());
    let stale = run("private-loan", "principal=1 annual_rate=1% contract=2026-03-20 end=2026-12-31");
    assert_eq!(
        stale.warnings,
        ["利率数据核对至2026-02-24，此后公布的没有核对；2026-03-20当日按最后一次公布的3.00%计算，可能已经变化"]
    );
}

#[test]
fn all_in_cost() {
    let of = |words: &str| results("all-in-cost", words);
    assert_eq!(of("received=12000 payment=1090 periods=12"), "apr 16.22, ear 17.48, total_paid 13080.00, total_cost 1080.00");
    assert!(of("received=10000 payment=958.33 periods=12").starts_with("apr 26.62, ear 30.12"));
    assert!(of("received=10000 payment=945.60 periods=12").starts_with("apr 24.00"));
    assert!(of("principal=10000 monthly_fee_rate=1.25% periods=12").starts_with("apr 26.62, ear 30.12"));
    assert!(
        of("principal=10500 upfront_fee=500 payment=900 extra_per_period=58.33 periods=12").starts_with("apr 26.62, ear 30.12")
    );
    assert_eq!(of("received=1200 payment=100 periods=12"), "apr 0.00, ear 0.00, total_paid 1200.00, total_cost 0.00");
    // 10 % for exactly 365 days.
    assert_eq!(
        of("received=10000 start=2025-01-01 rows=2026-01-01:11000"),
        "xirr 10.00, simple 10.00, total_paid 11000.00, total_cost 1000.00"
    );
    assert_eq!(
        of("received=10000 start=2025-01-01 rows=2025-01-01:10000"),
        "xirr 0.00, simple 0.00, total_paid 10000.00, total_cost 0.00"
    );
}

#[test]
fn all_in_cost_by_dates_has_a_simple_rate() {
    let of = |words: &str| results("all-in-cost", words);
    assert_eq!(of("received=1000 start=2026-01-01 rows=2026-01-08:1300"), "simple 1564.29, total_paid 1300.00, total_cost 300.00");
    let uneven = "received=9000 start=2026-03-01 rows=2026-04-01:3300,2026-05-15:3300,2026-07-01:3300";
    assert!(of(uneven).starts_with("xirr 58.89, simple 48.03"));
    assert!(of("principal=10000 upfront_fee=300 payment=945.60 periods=12").starts_with("apr 29.99"));
}

#[test]
fn bill() {
    let of = |words: &str| results("bill", words);
    assert_eq!(
        of("mode=instalment amount=12000 periods=12 fee_rate=0.6%"),
        "apr 13.03, nominal 7.20, ear 13.84, payment 1072.00, total_fee 864.00"
    );
    assert!(of("mode=instalment amount=12000 periods=12 fee_rate=0 upfront=720").starts_with("apr 11.58"));
    assert_eq!(
        of("mode=minimum statement=10000 pay=1000"),
        "months 119, interest 1499.96, first_minimum 1150.00, pay_months 11, pay_interest 916.22, saved 583.74, \
         annual_rate 18.2500, plan_payment 166.66"
    );
    assert!(run("bill", "mode=minimum statement=50000 pay=750").notes.iter().any(|note| note.contains("不够付利息")));
}

#[test]
fn delayed_performance() {
    let whole = "debt=50000 due=2026-03-31 paid=2026-09-30";
    assert_eq!(results("delayed-performance", whole), "days 183, doubled 1601.25, general 0.00, total 51601.25");
    let parts = "debt=50000 due=2026-03-31 payments=2026-09-30:30000,2026-06-30:20000";
    assert_eq!(lines("delayed-performance", parts), ["91 0.0175 318.50", "183 0.0175 960.75"]);
    let sums = "days 183, doubled 1279.25, general 0.00, total 51279.25";
    assert_eq!(results("delayed-performance", parts), format!("{sums}, paid_total 50000.00, left 1279.25"));
    let rest = "debt=50000 due=2026-03-31 payments=2026-06-30:20000 paid=2026-09-30";
    assert_eq!(results("delayed-performance", rest), format!("{sums}, paid_total 20000.00, left 31279.25"));
    // Ten days of April, five of them twice; 31 March is not a counted day; general interest runs on.
    let suspended = format!("{whole} suspended=2026-03-30:2026-04-05,2026-04-01:2026-04-10 general_rate=3.65%");
    assert_eq!(results("delayed-performance", &suspended), "days 173, doubled 1513.75, general 915.00, total 52428.75");
    assert!(results("delayed-performance", "debt=1 due=2026-03-31 paid=2026-03-31").starts_with("days 0, doubled 0.00"));
}

#[test]
fn amortisation() {
    let words = "principal=100000 annual_rate=12% months=12";
    let settle = format!("{words} settle_after=6 extra_days=10");
    assert_eq!(
        results("amortisation", &settle),
        "payment 8884.88, last_payment 8884.85, total_interest 6618.53, balance 51492.09, settlement 51663.73, interest_saved 1645.52, net_saving 1645.52"
    );
    let linear = format!("{words} method=linear");
    assert_eq!(results("amortisation", &linear), "payment 9333.33, last_payment 8416.70, total_interest 6500.00");
    assert_eq!(
        results("amortisation", "principal=100 annual_rate=0 months=3"),
        "payment 33.33, last_payment 33.34, total_interest 0.00"
    );
    assert_eq!(
        results("amortisation", "principal=2 annual_rate=0 months=360"),
        "payment 0.01, last_payment 0.00, total_interest 0.00"
    );
    let outcome = run("amortisation", words);
    let first = &outcome.to_json()["lines"][0];
    let parts = ["label", "amount", "principal", "interest", "left"].map(|name| first[name].as_str().unwrap_or_default());
    assert_eq!(parts, ["第1期", "8884.88", "7884.88", "1000.00", "92115.12"]);
}

#[test]
fn card_plan() {
    let words = "balance=48632.57 months=60 first_due=2026-08-31";
    assert_eq!(results("card-plan", words), "payment 810.54, last_payment 810.71, final_due 2031-07-31");
    assert!(results("card-plan", &format!("{words} monthly_income=6500")).ends_with("ratio 12.47"));
    assert_eq!(run("card-plan", words).lines[6].to, Some(date(2027, 2, 28)));
    assert_eq!(
        errors("card-plan", &words.replace("=60", "=61")),
        ["期数（月）（months）：超出允许范围（个性化分期最长不得超过5年）；应为1至60的整数"]
    );
}

#[test]
fn credit_record() {
    assert_eq!(results("credit-record", "ended=2023-08-15"), "until 2028-08-15, state kept");
    assert_eq!(results("credit-record", "status=settled ended=2024-02-29"), "until 2029-02-28, state kept");
    assert_eq!(results("credit-record", "status=unsettled"), "state not_started");
    let notes = run("credit-record", "status=unsettled").notes;
    assert_eq!(notes, ["按2026-11-23当日的情况", "期限未起算：欠款还清之后才开始计算五年"]);
}

#[test]
fn court_fee() {
    let fee = |words: &str| results("court-fee", words);
    assert_eq!(fee("amount=80000"), "fee 1800.00");
    assert_eq!(fee("amount=80000 halved=true"), "fee 900.00");
    assert_eq!(fee("amount=80000 proceeding=payment_order"), "fee 600.00");
    assert_eq!(fee("amount=80000 proceeding=execution"), "fee 1100.00");
    assert_eq!(fee("amount=80000 proceeding=preservation"), "fee 820.00");
    assert_eq!(fee("amount=10000"), "fee 50.00");
    assert_eq!(fee("amount=100000000"), "fee 541800.00");
    assert_eq!(fee("amount=100000000 proceeding=preservation"), "fee 5000.00");
    assert_eq!(fee("amount=30000 proceeding=appeal"), "fee 550.00");
    assert_eq!(fee("amount=30000 proceeding=appeal halved=true"), "fee 275.00");
    assert_eq!(fee("amount=80000 proceeding=counterclaim"), "fee 900.00");
    assert_eq!(fee("proceeding=jurisdiction"), "fee_min 50.00, fee_max 100.00");
    assert_eq!(fee("amount=100000000 proceeding=execution"), "fee 167400.00");
}
