//! What must hold of the calculators for any input: no panic and no overflow, totals that are sums, fees that never fall, days that add up.

use std::sync::LazyLock;

use jiff::civil::{Date, date};
use proptest::prelude::*;
use sitegen::calc::number::{parse_money, parse_percent, percent, plain_yuan};
use sitegen::calc::spec::{Input, InputKind};
use sitegen::calc::tables::Benchmark;
use sitegen::calc::{self, CalcContext, Computation, ComputationLine, Lang, RateTable, RawInput, SPECS, Tables, Value};
use sitegen::model::Registers;
use sitegen::text::Source;

use crate::support::property::config;

fn rates() -> RateTable {
    let rows = [(date(2019, 8, 20), "4.25"), (date(2020, 8, 20), "3.85"), (date(2023, 6, 20), "3.55"), (date(2025, 5, 20), "3.00")];
    RateTable::new(rows, date(2026, 2, 24)).unwrap()
}

fn benchmark() -> Benchmark {
    let rows = [
        (date(2011, 7, 7), ["6.10", "6.56", "6.65", "6.90", "7.05"]),
        (date(2012, 6, 8), ["5.85", "6.31", "6.40", "6.65", "6.80"]),
        (date(2015, 3, 1), ["5.35", "5.35", "5.75", "5.75", "5.90"]),
    ];
    Benchmark::new(rows).unwrap()
}

/// A Saturday or Sunday on which people work.
fn is_make_up_day(day: Date) -> bool {
    TABLES.rest_days.years.get(&day.year()).is_some_and(|year| year.work.contains(&day))
}

/// The tables of all calculators, with the days off and the deadlines of the sample.
static TABLES: LazyLock<Tables> = LazyLock::new(|| {
    let source = |name: &str| {
        let path = format!("content/{name}.yaml");
        let text = std::fs::read_to_string(format!("{}/{path}", env!("CARGO_MANIFEST_DIR"))).unwrap();
        Source::new(path.as_str(), text)
    };
    let registers = Registers::read(&["holidays", "deadlines"].map(source)).0;
    Tables { rates: Some(rates()), benchmark: Some(benchmark()), ..registers.tables }
});

fn compute(kind: &str, words: &[(&str, String)]) -> Option<Computation> {
    let words: Vec<_> = words.iter().map(|(n, v)| ((*n).to_owned(), v.clone())).collect();
    run(kind, &calc::parse_words(&words))
}

fn run(kind: &str, raw: &RawInput) -> Option<Computation> {
    let ctx = CalcContext { tables: &TABLES, as_of: date(2026, 11, 23), lang: Lang::Zh, defaults: &[] };
    match calc::compute(calc::find(kind).unwrap(), raw, &ctx) {
        Ok(outcome) => {
            outcome.to_json();
            calc::page::page(&outcome, raw, &ctx, "calc-1", calc::page::Frame::Article);
            Some(outcome)
        }
        Err(faults) => {
            assert!(!faults.is_empty(), "refused without a reason");
            assert!(faults.iter().all(|f| !f.text(Lang::Zh).is_empty() && !f.text(Lang::En).is_empty()));
            None
        }
    }
}

fn money(outcome: &Computation, name: &str) -> i128 {
    match outcome.result(name) {
        Some(Value::Money(fen)) => fen,
        other => panic!("{name}: {other:?}"),
    }
}

fn sum(outcome: &Computation) -> i128 {
    outcome.lines.iter().filter_map(|l| l.amount).sum()
}

fn any_date() -> impl Strategy<Value = Date> {
    (1991i16..=2100, 1i8..=12, 1i8..=28).prop_map(|(y, m, d)| date(y, m, d))
}

fn amount() -> impl Strategy<Value = i128> {
    prop_oneof![1i128..=1_000_000, 1i128..=10_000_000_000, Just(1), Just(10_000_000_000)]
}

/// A value for an input that is mostly well-formed and within bounds, ends of bounds included, and sometimes nonsense.
fn value(input: &'static Input) -> BoxedStrategy<RawInput> {
    let good = match input.kind {
        InputKind::Money { min, max } => prop_oneof![Just(min), Just(max), min..=max].prop_map(plain_yuan).boxed(),
        InputKind::Percent { min, max } => prop_oneof![Just(min), Just(max), min..=max].prop_map(|p| percent(p, 4)).boxed(),
        InputKind::Integer { min, max } => prop_oneof![Just(min), Just(max), min..=max].prop_map(|n| n.to_string()).boxed(),
        InputKind::Date => {
            prop_oneof![Just(date(1991, 1, 1)), Just(date(2100, 12, 31)), any_date()].prop_map(|d| d.to_string()).boxed()
        }
        InputKind::Flag => prop_oneof![Just("true"), Just("false")].prop_map(str::to_owned).boxed(),
        InputKind::Choice(of) => proptest::sample::select(of).prop_map(|(v, _)| v.to_owned()).boxed(),
        InputKind::Rule => proptest::sample::select(vec!["answer", "evidence", "retrial"]).prop_map(str::to_owned).boxed(),
        InputKind::Rows(fields) => return proptest::collection::vec(map(fields), 0..5).prop_map(RawInput::List).boxed(),
    };
    prop_oneof![30 => good.prop_map(RawInput::Text), 1 => ".{0,12}".prop_map(RawInput::Text), 1 => Just(RawInput::List(vec![]))]
        .boxed()
}

fn map(inputs: &'static [Input]) -> BoxedStrategy<RawInput> {
    let keep = |i: &'static Input| {
        let weight = if matches!(i.need, calc::spec::Need::Always) { 0.97 } else { 0.4 };
        (proptest::bool::weighted(weight), value(i)).prop_map(|(keep, v)| keep.then(|| (i.name.to_owned(), v)))
    };
    inputs.iter().map(keep).collect::<Vec<_>>().prop_map(|pairs| RawInput::Map(pairs.into_iter().flatten().collect())).boxed()
}

proptest! {
    #![proptest_config(config(400))]

    #[test]
    fn no_input_panics(raws in SPECS.map(|s| map(s.inputs)).to_vec()) {
        for (spec, raw) in SPECS.iter().zip(&raws) {
            run(spec.kind, raw);
        }
    }

    #[test]
    fn any_text_is_a_number_or_not(text in "\\PC{0,20}") {
        let _ = (parse_money(&text), parse_percent(&text), calc::date::parse(&text));
    }

    #[test]
    fn what_is_shown_reads_back(fen in 1i128..10_000_000_000, ppm in 0i128..10_000_000) {
        prop_assert_eq!(parse_money(&plain_yuan(fen)), Ok(fen));
        prop_assert_eq!(parse_percent(&percent(ppm, 4)), Ok(ppm));
    }

    #[test]
    fn a_court_fee_never_falls_and_never_jumps(amount in amount(), proceeding in 0usize..7, halved: bool) {
        let proceedings = ["first_instance", "appeal", "retrial", "counterclaim", "payment_order", "execution", "preservation"];
        let halved = halved && proceeding < 3;
        let proceeding = proceedings[proceeding];
        let fee = |fen: i128| {
            let words = [("amount", plain_yuan(fen)), ("proceeding", proceeding.to_owned()), ("halved", halved.to_string())];
            let outcome = compute("court-fee", &words).unwrap();
            assert_eq!(sum(&outcome), money(&outcome, "fee"));
            money(&outcome, "fee")
        };
        let ends = [1_000, 10_000, 100_000, 200_000, 500_000, 1_000_000, 2_000_000, 5_000_000, 10_000_000, 20_000_000].map(|y| y * 100);
        for fen in ends.into_iter().chain([amount.min(9_999_999_999)]) {
            let step = fee(fen + 1) - fee(fen);
            prop_assert!((0..=1).contains(&step), "{proceeding} {fen}: {step}");
        }
    }

    #[test]
    fn penalty_interest_grows_day_by_day(principal in amount(), rate in 0i128..360_000, days in 0i64..10_000, from in 0i64..20_000) {
        let due = calc::date::add_days(calc::date::FIRST, from);
        let total = |days: i64| {
            let words = [
                ("principal", plain_yuan(principal)),
                ("annual_rate", percent(rate, 4)),
                ("due", due.to_string()),
                ("paid", calc::date::add_days(due, days).to_string()),
            ];
            compute("penalty-interest", &words).unwrap()
        };
        let (one, two, twice) = (total(days), total(days + 1), total(2 * days));
        prop_assert!(money(&two, "penalty") >= money(&one, "penalty"));
        // Twice the days is twice the interest, but for the rounding of each.
        prop_assert!((money(&twice, "penalty") - 2 * money(&one, "penalty")).abs() <= 1);
        prop_assert_eq!(money(&one, "total"), principal + sum(&one));
    }

    #[test]
    fn card_interest_is_less_on_the_unpaid_part(first in amount(), second in amount(), paid in amount(), day in 10i64..60) {
        let paid = paid.min(first + second);
        let on = |n: i64| calc::date::add_days(date(2026, 3, 10), n);
        let words = |method: &str| [
            ("postings", format!("{}:{},{}:{}", on(0), plain_yuan(first), on(10), plain_yuan(second))),
            ("payments", format!("{}:{}", on(day), plain_yuan(paid))),
            ("due", on(46).to_string()),
            ("until", on(60).to_string()),
            ("method", method.to_owned()),
        ];
        let full = compute("credit-card", &words("full")).unwrap();
        let unpaid = compute("credit-card", &words("unpaid")).unwrap();
        prop_assert_eq!(sum(&full), money(&full, "interest"));
        // Two lines more at the most may be rounded up.
        prop_assert!(money(&unpaid, "interest") <= money(&full, "interest") + 2);
        if day <= 46 && paid >= first + second {
            prop_assert_eq!(money(&full, "interest"), 0);
        }
    }

    #[test]
    fn private_loan_segments_cover_the_term(contract in any_date(), a in 0i64..4000, b in 0i64..4000, rate in 0i128..500_000) {
        let start = calc::date::add_days(contract, a);
        let end = calc::date::add_days(start, b);
        prop_assume!(end <= date(2100, 12, 31));
        let words = [
            ("principal", "100000".to_owned()),
            ("annual_rate", percent(rate, 4)),
            ("contract", contract.to_string()),
            ("filed", end.to_string()),
            ("start", start.to_string()),
            ("end", end.to_string()),
        ];
        let outcome = compute("private-loan", &words).unwrap();
        prop_assert_eq!(outcome.lines.iter().filter_map(|l| l.days).sum::<i64>(), b);
        let joined = outcome.lines.iter().zip(outcome.lines.iter().skip(1)).all(|(l, r)| l.to == r.from);
        prop_assert!(joined && outcome.lines.first().and_then(|l| l.from) == Some(start));
        prop_assert!(outcome.lines.iter().all(|l: &ComputationLine| l.rate <= Some(240_000)));
        prop_assert_eq!(money(&outcome, "total"), money(&outcome, "principal") + sum(&outcome));
    }

    #[test]
    fn delayed_performance_counts_no_suspended_day(debt in amount(), days in 0i64..5000, from in -50i64..5000, length in 0i64..500) {
        let due = date(2015, 1, 31);
        let on = |n: i64| calc::date::add_days(due, n).to_string();
        let words = [
            ("debt", plain_yuan(debt)),
            ("due", due.to_string()),
            ("paid", on(days)),
            ("suspended", format!("{}:{}", on(from), on(from + length))),
        ];
        let outcome = compute("delayed-performance", &words).unwrap();
        let counted = (1..=days).filter(|n| !(from..=from + length).contains(n)).count();
        prop_assert_eq!(outcome.result("days"), Some(Value::Count(counted as i64)));
    }

    #[test]
    fn what_is_paid_of_a_private_loan_is_set_off_once(
        from in 0i64..4000, rate in 0i128..500_000, payments in proptest::collection::vec((1i64..2000, 1i128..4_000_000), 1..6),
        principal_first: bool, offset: bool,
    ) {
        let contract = calc::date::add_days(date(2014, 1, 1), from);
        let on = |n: i64| calc::date::add_days(contract, n).to_string();
        let rows: Vec<_> = payments.iter().map(|(n, fen)| format!("{}:{}", on(*n), plain_yuan(*fen))).collect();
        let words = [
            ("principal", "100000".to_owned()),
            ("annual_rate", percent(rate, 4)),
            ("contract", contract.to_string()),
            ("filed", on(2000)),
            ("end", on(2000)),
            ("payments", rows.join(",")),
            ("order", if principal_first { "principal_first" } else { "interest_first" }.to_owned()),
            ("paid_zone", if offset { "offset" } else { "keep" }.to_owned()),
        ];
        let outcome = compute("private-loan", &words).unwrap();
        let of = |name: &str| money(&outcome, name);
        prop_assert_eq!(of("paid"), payments.iter().map(|(_, fen)| fen).sum::<i128>());
        prop_assert_eq!(of("paid"), of("paid_interest") + of("paid_principal") + of("overpaid"));
        prop_assert_eq!(of("left_principal"), of("principal") - of("paid_principal"));
        prop_assert!(of("left_principal") >= 0 && of("left_interest") >= 0);
        prop_assert!(of("left_interest") >= of("interest") - of("paid_interest"));
        prop_assert_eq!(outcome.lines.iter().filter_map(|l| l.days).sum::<i64>(), 2000);
    }

    #[test]
    fn what_is_paid_of_a_judgment_is_taken_off_once(
        from in 0i64..4000, rate in 0i128..300_000, payments in proptest::collection::vec((-10i64..1000, 1i128..3_000_000), 1..6),
        principal_first: bool,
    ) {
        let due = calc::date::add_days(date(2011, 7, 6), from);
        let on = |n: i64| calc::date::add_days(due, n).to_string();
        let rows: Vec<_> = payments.iter().map(|(n, fen)| format!("{}:{}", on(*n), plain_yuan(*fen))).collect();
        let words = [
            ("debt", "200000".to_owned()),
            ("due", due.to_string()),
            ("paid", on(1000)),
            ("general_rate", percent(rate, 4)),
            ("general_owed", "1000".to_owned()),
            ("payments", rows.join(",")),
            ("order", if principal_first { "principal_first" } else { "interest_first" }.to_owned()),
        ];
        let outcome = compute("delayed-performance", &words).unwrap();
        let of = |name: &str| money(&outcome, name);
        let paid: i128 = payments.iter().map(|(_, fen)| fen).sum();
        prop_assert_eq!(of("left"), of("total") - paid);
        prop_assert_eq!(sum(&outcome), of("doubled") + of("general"));
        prop_assert_eq!(of("total"), 20_100_000 + sum(&outcome));
    }

    #[test]
    fn a_schedule_clears_the_loan(principal in amount(), rate in 0i128..=1_000_000, months in 1i64..=360, linear: bool, settle in 1i64..=360) {
        let words = [
            ("principal", plain_yuan(principal)),
            ("annual_rate", percent(rate, 4)),
            ("months", months.to_string()),
            ("method", if linear { "linear" } else { "annuity" }.to_owned()),
            ("settle_after", settle.min(months).to_string()),
        ];
        let outcome = compute("amortisation", &words).unwrap();
        prop_assert_eq!(outcome.lines.len() as i64, months);
        prop_assert_eq!(sum(&outcome), principal + money(&outcome, "total_interest"));
        prop_assert!(outcome.lines.iter().all(|l| l.amount >= Some(0)));
        prop_assert!((0..=principal).contains(&money(&outcome, "balance")));
    }

    #[test]
    fn the_cost_found_is_the_cost_put_in(principal in 100_000i128..100_000_000, rate in 1i128..1_000_000, months in 2i64..=36) {
        let words = [("principal", plain_yuan(principal)), ("annual_rate", percent(rate, 4)), ("months", months.to_string())];
        let payment = money(&compute("amortisation", &words).unwrap(), "payment");
        prop_assume!(payment * i128::from(months) >= principal);
        let words = [("received", plain_yuan(principal)), ("payment", plain_yuan(payment)), ("periods", months.to_string())];
        let Some(Value::Percent(apr, 2)) = compute("all-in-cost", &words).unwrap().result("apr") else { panic!("no apr") };
        // The payment is rounded to fen: half a fen of 1,000 yuan over n months moves the rate by less than 0.03 %.
        prop_assert!((apr - rate).abs() <= 50 + 200_000_000 / principal * 12, "{apr} {rate}");
    }

    #[test]
    fn a_plan_adds_up_to_the_balance(balance in amount(), months in 1i64..=60, first in any_date()) {
        let words = [("balance", plain_yuan(balance)), ("months", months.to_string()), ("first_due", first.to_string())];
        prop_assert_eq!(compute("card-plan", &words).is_some(), balance >= i128::from(months));
        prop_assume!(balance >= i128::from(months));
        let outcome = compute("card-plan", &words).unwrap();
        prop_assert_eq!(sum(&outcome), balance);
        prop_assert!(money(&outcome, "last_payment") >= money(&outcome, "payment"));
    }

    #[test]
    fn limitation_never_ends_on_a_weekend(due in any_date(), gap in 0i64..2000) {
        prop_assume!(due < date(2090, 1, 1));
        let words = [("due", due.to_string()), ("events", format!("{}:demand", calc::date::add_days(due, gap)))];
        let outcome = compute("limitation", &words).unwrap();
        let (Some(Value::Date(expires)), Some(Value::Date(raw))) = (outcome.result("expires"), outcome.result("raw_expires")) else {
            panic!("no dates");
        };
        prop_assert!(expires.weekday().to_monday_one_offset() <= 5 || is_make_up_day(expires));
        prop_assert!((0..=9).contains(&calc::date::days(raw, expires)));
    }
}
