//! Notes, lines and errors at the bounds of what they depend on.

use super::*;

fn notes(kind: &str, words: &str) -> Vec<String> {
    run(kind, words).notes
}

#[test]
fn the_lines_of_a_schedule_add_up_to_its_payments() {
    assert_eq!(lines("amortisation", "principal=100000 annual_rate=12% months=3"), ["34,002.21", "34,002.21", "34,002.22"]);
}

#[test]
fn a_late_fee_is_explained_by_the_minimum() {
    let of = |paid: &str| {
        let words = format!("postings=2026-03-10:5000 payments=2026-04-25:{paid} due=2026-04-25 until=2026-05-05");
        let mut notes = notes("credit-card", &words);
        assert!(notes.pop().is_some_and(|note| note.starts_with("总额过高的，可以请求法院适当减少")));
        notes
    };
    assert_eq!(of("499"), ["最低还款额500.00元，到期还款日前已还499.00元，违约金0.05元"]);
    assert_eq!(of("500"), [""; 0]);
    assert_eq!(of("5000"), ["到期还款日前已全部还清，不计利息"]);
}

#[test]
fn delayed_performance_says_how_payments_are_set_off() {
    let of = |words: &str| notes("delayed-performance", &format!("debt=100 due=2026-03-31 {words}"));
    let order = "付款先抵判决确定的金钱债务，最后抵加倍部分（法释〔2014〕8号第四条）；金钱债务中先抵一般债务利息、再抵本金（民法典第五百六十一条）";
    assert_eq!(of("paid=2026-04-30"), [""; 0]);
    assert_eq!(of("paid=2026-03-31"), ["在履行期限内付清，没有加倍部分"]);
    assert_eq!(of("paid=2026-04-30 suspended=2026-04-02:2026-04-03"), ["已扣除应扣除的中止期间2天"]);
    assert_eq!(of("payments=2026-04-30:100"), [order]);
}

#[test]
fn a_payment_after_the_debt_is_settled_is_no_portion() {
    let of = |payments: &str| lines("delayed-performance", &format!("debt=50000 due=2026-03-31 payments={payments}"));
    assert_eq!(of("2026-06-30:50000,2026-09-30:796.25"), ["91 0.0175 796.25", ""]);
    assert_eq!(
        errors("delayed-performance", "debt=100 due=2026-03-31 payments=2026-04-30:60"),
        ["付清日或计算到的日子（paid）：付款以后还有债务40.00元没有还清，请填写余额的付款日或者计算到的日子"]
    );
    assert_eq!(
        errors("delayed-performance", "debt=50000 due=2026-03-31 payments=2026-06-30:50000,2026-09-30:796.26"),
        [
            "分次付款（payments）第2行金额（amount）：到2026-09-30，各项合计只欠796.25元，这笔付款超过了；请核对金额，多付的部分不要填入"
        ]
    );
}

#[test]
fn suspensions_that_meet_are_one() {
    let of = |suspended: &str| {
        lines("delayed-performance", &format!("debt=100000 due=2026-03-31 paid=2026-04-30 suspended={suspended}"))
    };
    // Of 30 days, the second to the fifth do not count.
    assert_eq!(of("2026-04-02:2026-04-03,2026-04-03:2026-04-05"), ["26 0.0175 455.00"]);
    assert_eq!(of("2026-04-02:2026-04-03,2026-04-04:2026-04-05"), ["26 0.0175 455.00"]);
}

#[test]
fn rules_before_2015_are_disputed_up_to_the_day_they_ended() {
    let of = |contract: &str| {
        let words = format!("principal=100 annual_rate=12% contract={contract} filed=2020-08-20 end=2020-08-20");
        notes("private-loan", &words)
    };
    let [disputed, on_request] = ["2015年9月1日", "合同在2020年8月20日以前"].map(str::to_owned);
    let starts = |contract: &str, wanted: &[&String]| {
        let notes = of(contract);
        assert!(
            notes.len() == wanted.len() && notes.iter().zip(wanted).all(|(note, start)| note.starts_with(start.as_str())),
            "{notes:?}"
        );
    };
    starts("2015-08-31", &[&disputed, &on_request]);
    starts("2015-09-01", &[&on_request]);
    let days = |contract: &str, end: &str| -> Vec<Option<i64>> {
        let words = format!("principal=100 annual_rate=12% contract={contract} filed=2020-08-20 end={end}");
        run("private-loan", &words).lines.iter().map(|line| line.days).collect()
    };
    assert_eq!(days("2015-08-31", "2015-09-02"), [Some(1), Some(1)]);
    assert_eq!(days("2015-09-01", "2020-08-20"), [Some(1815)]);
    assert_eq!(days("2020-08-19", "2020-08-21"), [Some(1), Some(1)]);
}

#[test]
fn a_private_loan_is_filed_on_the_day_of_its_contract_at_the_earliest() {
    let of = |filed: &str| {
        let words = format!("principal=100 annual_rate=12% contract=2021-01-02 filed={filed} end=2021-02-01");
        run_on("private-loan", &words, date(2026, 11, 23), Lang::Zh).err().map(|faults| faults[0].text(Lang::Zh))
    };
    assert_eq!(of("2021-01-02"), None);
    assert_eq!(of("2021-01-01").as_deref(), Some("起诉（受理）日（filed）：不能早于合同成立日 2021-01-02"));
    let at = |words: &str| errors("private-loan", &format!("principal=100 annual_rate=12% contract=2020-08-20 {words}")).len();
    assert_eq!(at("start=2020-08-19 end=2021-01-01"), 1);
    assert_eq!(at("start=2020-09-01 end=2020-08-31"), 1);
    assert_eq!(at("withheld=100 end=2021-01-01"), 1);
}

#[test]
fn the_ceilings_of_a_private_loan_are_noted_when_they_are_passed() {
    let of = |rate: &str, filed: &str| {
        let words = format!("principal=100 annual_rate={rate} contract=2019-01-01 filed={filed} end=2020-01-01");
        notes("private-loan", &words).iter().map(|note| note.chars().take(6).collect()).collect::<Vec<String>>()
    };
    let old = "2020-08-19";
    assert_eq!(of("0", old), ["没有约定利息", "逾期以后可能"]);
    assert_eq!(of("24%", old), [""; 0]);
    assert_eq!(of("24.0001%", old), ["2019-0", "2020年8"]);
    assert_eq!(of("36%", old), ["2019-0", "2020年8"]);
    assert_eq!(of("36.0001%", old), ["2019-0", "2020年8", "当时超过年利"]);
}

#[test]
fn an_input_without_a_value_is_said_to_be_empty() {
    assert!(errors("court-fee", "amount=")[0].starts_with("标的金额（amount）：不能为空；"));
}

#[test]
fn a_default_has_the_type_of_its_input() {
    let schema = data::schema(find("penalty-interest").unwrap(), Lang::En);
    let default = |input: &str| schema["properties"][input]["default"].clone();
    assert_eq!(["compound", "year_basis", "surcharge"].map(default), [serde_json::json!(false), 360.into(), "50%".into()]);
}

#[test]
fn the_nearest_calculator_is_found() {
    assert_eq!(nearest("court-fees").map(|spec| spec.kind), Some("court-fee"));
    assert_eq!(nearest("weather").map(|spec| spec.kind), None);
}

#[test]
fn a_form_is_empty_and_its_example_apart() {
    let ctx = CalcContext { tables: &Tables::default(), as_of: date(2026, 11, 23), lang: Lang::En, defaults: &[] };
    let words = [("debt", "1"), ("due", "2026-01-01"), ("paid", "2026-01-03"), ("payments", "2026-01-02:0.5")];
    let raw = parse_words(&words.map(|(n, v)| (n.into(), v.into())));
    let outcome = compute(find("delayed-performance").unwrap(), &raw, &ctx).unwrap();
    let view = page::page(&outcome, &raw, &ctx, "c", page::Frame::Page);
    let all = || view.fields.iter().chain(&view.more);
    let payments = all().find(|field| field.name == "payments").unwrap();
    assert_eq!(payments.row.iter().map(|f| f.name.as_str()).collect::<Vec<_>>(), ["payments.1.date", "payments.1.amount"]);
    let hint = |name: &str| all().find(|field| field.name == name).unwrap().placeholder.clone();
    assert_eq!(["debt", "due", "general_rate"].map(hint), ["", "like 2026-04-06", ""]);
    assert_eq!(
        view.example.values,
        r#"{"debt":"1","due":"2026-01-01","paid":"2026-01-03","payments":[{"amount":"0.50","date":"2026-01-02"}]}"#
    );
    let given: Vec<_> = view.example.inputs.iter().map(|i| i.text.as_str()).collect();
    assert!(given.contains(&"1.00CNY") && given.iter().any(|text| text.contains("2026-01-02")), "{given:?}");
}

#[test]
fn an_example_names_a_deadline_by_its_title() {
    let tables = super::tables();
    let ctx = CalcContext { tables: &tables, as_of: date(2026, 11, 23), lang: Lang::Zh, defaults: &[] };
    let raw = parse_words(&[("rule", "answer"), ("received", "2026-09-15")].map(|(n, v)| (n.into(), v.into())));
    let outcome = compute(find("deadline").unwrap(), &raw, &ctx).unwrap();
    let view = page::page(&outcome, &raw, &ctx, "c", page::Frame::Page);
    let given: Vec<_> = view.example.inputs.iter().map(|i| i.text.as_str()).collect();
    assert_eq!(given, ["提交答辩状", "2026-09-15"]);
}

#[test]
fn a_choice_starts_with_what_is_taken_for_none() {
    let ctx = CalcContext { tables: &Tables::default(), as_of: date(2026, 11, 23), lang: Lang::Zh, defaults: &[] };
    let spec = find("court-fee").unwrap();
    let outcome = compute(spec, &example(spec), &ctx).unwrap();
    let view = page::page(&outcome, &example(spec), &ctx, "c", page::Frame::Page);
    let proceeding = view.fields.iter().chain(&view.more).find(|field| field.name == "proceeding").unwrap();
    assert!(proceeding.placeholder.starts_with("不改就按"), "{}", proceeding.placeholder);
    assert!(proceeding.options.iter().all(|option| !option.value.is_empty()));
}

#[test]
fn steps_are_sentences_with_the_figures() {
    let (day, fen) = (|d| Some(date(2026, 2, d)), 27_000);
    let line = ComputationLine { label: "罚息".into(), from: day(1), to: day(3), ..ComputationLine::default() };
    let rated = ComputationLine { days: Some(2), rate: Some(216_000), amount: Some(fen), ..line.clone() };
    let outcome = |lines| Computation { lines, ..run("court-fee", "amount=1") };
    let steps = |lines| steps(&outcome(lines));
    assert_eq!(steps(vec![line]), ["罚息：2026-02-01至2026-02-03"]);
    assert_eq!(steps(vec![rated.clone()]), ["罚息：2026-02-01至2026-02-03，2天，21.6%，270.00元"]);
    assert_eq!(
        steps(vec![rated.clone().of(1_000_000, 360)]),
        ["罚息：2026-02-01至2026-02-03，2天，10,000.00元 × 21.6% ÷ 360 × 2 = 270.00元"]
    );
    assert_eq!(
        steps(vec![rated.clone().of(1_000_000, 1)]),
        ["罚息：2026-02-01至2026-02-03，2天，10,000.00元 × 21.6% × 2 = 270.00元"]
    );
    assert!(steps(vec![rated; 13]).is_empty());
}

#[test]
fn readers_see_no_internal_word() {
    for spec in SPECS {
        let inputs = || spec.inputs.iter().chain(spec.inputs.iter().flat_map(|i| i.fields()));
        let choices = inputs().flat_map(|i| match i.kind {
            spec::InputKind::Choice(of) => of.iter().map(|(_, words)| *words).collect::<Vec<_>>(),
            _ => vec![],
        });
        let of_inputs = inputs().flat_map(|i| [Some(i.label), Some(i.help), i.range_note]).flatten();
        let of_results = spec.results.iter().map(|r| r.label).chain(spec.next.iter().map(|n| n.text));
        let texts = spec.texts.iter().map(|(_, text)| *text).chain([spec.title, spec.summary, spec.explanation, spec.formula]);
        let lists = spec.assumptions.iter().chain(spec.limits).copied();
        for text in choices.chain(of_inputs).chain(of_results).chain(texts).chain(lists) {
            let words = text.zh.split(|c: char| !c.is_ascii_lowercase() && c != '_').filter(|word| word.len() > 2);
            assert_eq!(words.collect::<Vec<_>>(), Vec::<&str>::new(), "{}: {}", spec.kind, text.zh);
        }
    }
}

#[test]
fn the_help_of_a_calculator_is_complete() {
    let whole = "credit-record  How long a bad credit record is kept\n\
        A bad record is kept for five years from the day the bad event ended: until when, and whether it must be gone by now.\n\n\
        Inputs\n  status  Status\n      default settled; give one of settled / unsettled\n  ended  Ended on\n      \
        give a date from 1991-01-01 to 2100-12-31, like 2026-04-06\n      The day on which the debt with interest was paid off, as \
        the report states it. Required when settled.\n\nResults\n  until  Kept until\n  state  State\n\nLegal basis\n  \
        Regulation on the credit reporting industry 16  Bad records are kept for five years from the end of the event, then deleted; \
        a statement may be added\n  Regulation on the credit reporting industry 25  Objection, answered within 20 days\n  \
        Regulation on the credit reporting industry 26  Complaint, answered within 30 days; or suit\n  \
        Civil Code 202  The same day of the month, or its last\n\nExample\n  \
        sitegen calc credit-record status=settled ended=2023-08-15\n";
    assert_eq!(help(find("credit-record").unwrap(), Lang::En), whole);
    let rows = "  postings  Postings\n      give 1 to 400 rows of date:amount; rows are separated by commas, like \
        postings=2026-03-10:5000,2026-03-20:3000\n      Every posting of the statement by its posting date, in place of \
        statement and first posting.\n";
    let help = help(find("credit-card").unwrap(), Lang::En);
    assert!(help.contains(rows), "{help}");
}

#[test]
fn a_loan_is_settled_within_its_term() {
    let of = |words: &str| -> Vec<String> {
        let faults =
            run_on("amortisation", &format!("principal=1000 annual_rate=12% months=6 {words}"), date(2026, 11, 23), Lang::En);
        faults.err().unwrap_or_default().iter().map(|fault| fault.input.clone()).collect()
    };
    assert_eq!(of("settle_after=6 extra_days=1 settle_fee=1"), [""; 0]);
    assert_eq!(of("settle_after=7"), ["settle_after"]);
    assert_eq!(of("extra_days=1 settle_fee=1"), ["extra_days", "settle_fee"]);
}

#[test]
fn the_days_of_a_statement_are_in_order() {
    let of = |posted: &str, paid: &str, until: &str| -> Vec<String> {
        let words = format!("postings={posted}:5000 payments={paid}:800 due=2026-04-25 until={until}");
        let faults = run_on("credit-card", &words, date(2026, 11, 23), Lang::En);
        faults.err().unwrap_or_default().iter().map(|fault| fault.input.clone()).collect()
    };
    assert_eq!(of("2026-04-25", "2026-04-25", "2026-04-26"), [""; 0]);
    assert_eq!(of("2026-04-26", "2026-04-26", "2026-04-26"), ["postings"]);
    assert_eq!(of("2026-04-25", "2026-04-27", "2026-04-26"), ["payments"]);
    assert_eq!(of("2026-04-25", "2026-04-24", "2026-04-26"), ["payments"]);
    assert_eq!(of("2026-04-25", "2026-04-25", "2026-04-25"), ["until"]);
}

#[test]
fn delayed_performance_is_computed_from_the_first_benchmark_rate() {
    let of = |due: &str| lines("delayed-performance", &format!("debt=1000 due={due} paid=2014-08-10"));
    assert_eq!(of("2014-07-31"), ["10 0.0175 1.75"]);
    assert_eq!(of("2014-07-30"), ["1 11.2000 0.31", "10 0.0175 1.75"]);
    assert_eq!(of("2011-07-06").len(), 4);
    assert_eq!(errors("delayed-performance", "debt=1000 due=2011-07-05 paid=2014-08-10").len(), 1);
}

#[test]
fn lines_have_their_days() {
    assert_eq!(lines("credit-record", "ended=2023-08-15"), ["1827"]);
    let line = |n: usize| {
        let outcome = run("limitation", "due=2024-05-20 events=2025-01-06:demand");
        (outcome.lines[n].from, outcome.lines[n].to)
    };
    assert_eq!(line(0), (Some(date(2024, 5, 20)), Some(date(2027, 5, 20))));
    assert_eq!(line(1), (Some(date(2025, 1, 6)), Some(date(2028, 1, 6))));
}

#[test]
fn what_is_paid_in_addition_counts_with_every_row() {
    let words = "received=10000 start=2025-01-01 rows=2026-01-01:10000 extra_per_period=1000";
    assert_eq!(results("all-in-cost", words), "xirr 10.00, simple 10.00, total_paid 11000.00, total_cost 1000.00");
}

#[test]
fn rows_are_as_many_as_they_may_be() {
    let of = |count: usize| {
        let rows = vec!["2026-01-01:1"; count].join(",");
        run_on(
            "delayed-performance",
            &format!("debt=1000 due=2025-12-31 payments={rows} paid=2026-01-01"),
            date(2026, 11, 23),
            Lang::En,
        )
        .is_ok()
    };
    assert_eq!([399, 400, 401, 500].map(of), [true, true, false, false]);
}

#[test]
fn a_flag_may_be_written_in_chinese() {
    let fees = ["true", "是", "false", "否"].map(|halved| results("court-fee", &format!("amount=80000 halved={halved}")));
    assert_eq!(fees, ["fee 900.00", "fee 900.00", "fee 1800.00", "fee 1800.00"]);
}

#[test]
fn an_error_of_a_row_names_the_field() {
    assert_eq!(
        errors("credit-card", "postings=2026-04-26:5000 due=2026-04-25 until=2026-05-05"),
        ["本期消费（postings）第1行记账日（date）：记账日不能晚于到期还款日 2026-04-25"]
    );
}

#[test]
fn a_script_knows_each_input() {
    let ctx = CalcContext { tables: &Tables::default(), as_of: date(2026, 11, 23), lang: Lang::En, defaults: &[] };
    let inputs = data::page_data(find("credit-record").unwrap(), &ctx)["inputs"].clone();
    let expected = serde_json::json!([
        { "n": "status", "l": "Status", "k": "choice", "o": ["settled", "unsettled"], "a": "choose one of the list", "need": 0,
          "d": "settled" },
        { "n": "ended", "l": "Ended on", "k": "date", "a": "give a date from 1991-01-01 to 2100-12-31, like 2026-04-06", "need": 0 },
    ]);
    assert_eq!(inputs, expected);
}
