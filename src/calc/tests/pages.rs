//! What a calculator declares of itself, and what a page shows of it.

use super::*;

#[test]
fn every_description_is_whole() {
    for spec in SPECS {
        let tables = tables();
        for lang in [Lang::Zh, Lang::En] {
            let ctx = CalcContext { tables: &tables, as_of: date(2026, 11, 23), lang, defaults: &[] };
            let outcome = compute(spec, &example(spec), &ctx).unwrap_or_else(|e| panic!("{}: {}", spec.kind, e[0].text(lang)));
            assert!(!outcome.lines.is_empty(), "{}", spec.kind);
            let view = page::page(&outcome, &example(spec), &ctx, "c", page::Frame::Page);
            let days = spec.table.is_some() && spec.kind != "delayed-performance";
            assert_eq!(view.example.tables.len(), usize::from(days) + 1, "{}", spec.kind);
            assert!(data::page_data(spec, &ctx).is_object());
            assert!(data::schema(spec, lang).is_object());
        }
        let names = spec.inputs.iter().flat_map(|i| i.excludes).chain(spec.table.iter().flat_map(|t| t.without));
        assert!(names.copied().all(|n| spec.input(n).is_some()), "{}", spec.kind);
        assert!(spec.answer.iter().all(|name| spec.results.iter().any(|r| r.name == *name)), "{}: {:?}", spec.kind, spec.answer);
    }
}

#[test]
fn json_has_the_agreed_shape() {
    let outcome = run("penalty-interest", "principal=10000 annual_rate=14.4% due=2026-02-20 paid=2026-04-06");
    assert_eq!(
        outcome.to_json(),
        serde_json::json!({
            "kind": "penalty-interest",
            "inputs": { "principal": "10000.00", "interest": "0.00", "annual_rate": "14.4000", "surcharge": "50.0000", "due": "2026-02-20",
                        "paid": "2026-04-06", "year_basis": 360, "compound": false, "fees": "0.00" },
            "lines": [{ "label": "罚息", "from": "2026-02-20", "to": "2026-04-06", "days": 45, "rate": "21.6000", "amount": "270.00" }],
            "results": { "days": 45, "penalty": "270.00", "compound": "0.00", "total": "10270.00", "penalty_rate": "21.6000" },
            "notes": ["仅供估算，不构成法律意见"],
            "basis": [{ "law": "pboc-251", "article": "3", "v": "V2", "status": null },
                      { "law": "civil-code", "article": "676", "v": "V", "status": null },
                      { "law": "pboc-129", "article": "-", "v": "M", "status": null },
                      { "law": "fin-trial-2017", "article": "2", "v": "M", "status": null }],
            "data_as_of": null,
        })
    );
}

#[test]
fn the_small_table_follows_the_days() {
    let ctx = CalcContext { tables: &Tables::default(), as_of: date(2026, 11, 23), lang: Lang::Zh, defaults: &[] };
    let spec = find("penalty-interest").unwrap();
    let outcome = compute(spec, &example(spec), &ctx).unwrap();
    let tables = page::page(&outcome, &example(spec), &ctx, "c", page::Frame::Page).example.tables;
    assert_eq!(tables[0].rows[0], ["30", "180.00", "2.70", "10,332.70"]);
    assert_eq!(tables[1].rows[2][..3], ["50,000.00", "1,350.00", "4.05"]);
}

#[test]
fn a_source_is_shown_with_its_state_and_its_proof() {
    let state = |status: &str, v: &str| tables::LawState { title: "甲法".into(), status: status.into(), v: v.into() };
    let laws = [("pboc-251", state("amended", "V2, issue date M")), ("pboc-129", state("in_force", "M"))];
    let tables = Tables { laws: laws.map(|(id, state)| (id.into(), state)).into(), ..Tables::default() };
    let ctx = CalcContext { tables: &tables, as_of: date(2026, 11, 23), lang: Lang::Zh, defaults: &[] };
    let spec = find("penalty-interest").unwrap();
    let outcome = compute(spec, &example(spec), &ctx).unwrap();
    let marks = |law: &str| outcome.basis.iter().find(|source| source.law == law).unwrap().marks(Lang::Zh);
    assert_eq!(["pboc-251", "pboc-129", "civil-code"].map(marks), ["（原，已废止）（据转载）", "（未逐字核对）", ""]);
}

#[test]
fn rates_that_were_checked_less_well_are_said_to_be() {
    let tables = Tables { rates: Some(lpr().fully_checked(Some(date(2025, 12, 22)))), ..Tables::default() };
    let ctx = CalcContext { tables: &tables, as_of: date(2026, 11, 23), lang: Lang::Zh, defaults: &[] };
    let spec = find("private-loan").unwrap();
    let outcome = compute(spec, &example(spec), &ctx).unwrap();
    let note = "利率数据逐日核对至2025-12-22，此后至2026-02-24为较弱的核对";
    assert_eq!(outcome.notes.iter().filter(|text| *text == note).count(), 1);
}

#[test]
fn the_law_of_a_deadline_is_that_of_its_row() {
    let outcome = run("deadline", "rule=answer received=2026-09-15");
    assert_eq!(outcome.basis[0].written(Lang::Zh), "民事诉讼法第130、128条（据转载）");
    assert_eq!(
        run_on("deadline", "rule=answer received=2026-09-15", date(2026, 11, 23), Lang::En).unwrap().sources()[0],
        "Civil Procedure Law art. 130, 128 (from a reprint)"
    );
    let ctx = CalcContext { tables: &Tables::default(), as_of: date(2026, 11, 23), lang: Lang::Zh, defaults: &[] };
    let spec = find("deadline").unwrap();
    let faults = compute(spec, &example(spec), &ctx).unwrap_err();
    assert!(faults[0].text(Lang::Zh).ends_with("需要程序期限的登记表（deadlines.yaml），本站没有提供"));
    assert!(available(&Tables::default()).all(|spec| spec.kind != "deadline"));
    assert_eq!(available(&tables()).count(), SPECS.len());
}

#[test]
fn a_form_offers_the_deadlines_of_the_site() {
    let (tables, spec) = (tables(), find("deadline").unwrap());
    let ctx = CalcContext { tables: &tables, as_of: date(2026, 11, 23), lang: Lang::Zh, defaults: &[] };
    let view = page::page(&compute(spec, &example(spec), &ctx).unwrap(), &example(spec), &ctx, "c", page::Frame::Page);
    let options: Vec<(&str, &str)> = view.fields[0].options.iter().map(|o| (o.value.as_str(), o.label.as_str())).collect();
    assert_eq!(options, [("answer", "提交答辩状（被告）")]);
}

/// The example of a calculator with these words in place of its own, as its page shows it.
fn example_page(kind: &str, words: &str) -> page::CalculatorView {
    let tables = tables();
    let ctx = CalcContext { tables: &tables, as_of: date(2026, 11, 23), lang: Lang::Zh, defaults: &[] };
    let words: Vec<_> = words.split(' ').filter_map(|w| w.split_once('=')).map(|(n, v)| (n.to_owned(), v.to_owned())).collect();
    let spec = find(kind).unwrap();
    let raw = if words.is_empty() { example(spec) } else { parse_words(&words) };
    page::page(&compute(spec, &raw, &ctx).unwrap(), &raw, &ctx, "c", page::Frame::Page)
}

fn usual(kind: &str, words: &str) -> Vec<String> {
    let tables = example_page(kind, words).example.tables;
    let table = tables.last().expect("a table of usual values");
    std::iter::once(&table.labels).chain(&table.rows).map(|row| row.join(" ")).collect()
}

#[test]
fn a_page_without_script_has_results_for_what_is_usual() {
    // Less received makes the same payments dearer.
    let cost = usual("all-in-cost", "received=12000 payment=1090 periods=12");
    assert_eq!(
        cost[..3],
        [
            "实际到手金额（元） 单利年化（%） 复利年化（%） 还款合计（元） 总成本（元）",
            "12,000.00 16.22 17.48 13,080.00 1,080.00",
            "11,760.00 20.11 22.07 13,080.00 1,320.00"
        ]
    );
    // Almost all repaid still bears interest on the whole; all of it bears none.
    let card = usual("credit-card", "statement=8000 posted=2026-03-10 due=2026-04-25 until=2026-05-05");
    assert_eq!(card[0], "还款 本期账单金额（元） 利息（元） 违约金（元） 合计应还（元）");
    assert_eq!(card[1], "0.00 8,000.00 228.00 40.00 8,268.00");
    assert_eq!(card[5], "7,920.00 8,000.00 184.44 0.00 264.44");
    assert_eq!(card[6], "8,000.00 8,000.00 0.00 0.00 0.00");
    let limitation = usual("limitation", "due=2023-05-20 events=2025-03-10:demand");
    assert_eq!(
        limitation,
        [
            "还款期限届满日 届满日 状态",
            "2021-05-20 2024-05-20 已届满",
            "2022-05-20 2025-05-20 已届满",
            "2023-05-20 2026-05-20 已届满",
            "2024-05-20 2027-05-20 未届满",
            "2025-05-20 2028-05-22 未届满"
        ]
    );
    // A day ahead is refused, and has no row.
    assert_eq!(usual("credit-record", "ended=2025-08-15").len(), 5);
    assert_eq!(
        usual("bill", "mode=minimum statement=10000")[0],
        "账单欠款（元） 只还最低还款额的利息合计（元） 第一个月最低还款额（元） 分60期的每期还款（元）"
    );
    assert_eq!(usual("deadline", ""), ["要做什么 最后一日", "提交答辩状（被告） 2026-09-30"]);
}

#[test]
fn an_example_has_the_sources_of_its_result() {
    let basis = example_page("limitation", "due=2025-05-20").example.basis;
    assert!(basis.contains(&"民法典第188条".to_owned()) && !basis.iter().any(|source| source.starts_with("民法通则")), "{basis:?}");
    assert!(example_page("limitation", "due=2015-01-09").example.basis.contains(&"民法通则第135条（未逐字核对）".to_owned()));
}

#[test]
fn a_reader_is_not_told_what_a_program_writes() {
    let rule = |valid_from, valid_to, id: &str, title: &str| tables::Deadline {
        id: id.into(),
        title: title.into(),
        valid_from,
        valid_to,
        ..answer()
    };
    let last = date(2026, 2, 28);
    let rules = vec![rule(None, Some(last), "a-old", "甲（旧）"), rule(Some(date(2026, 3, 1)), None, "a", "甲")];
    let tables = Tables { deadlines: Some(rules), ..Tables::default() };
    let ctx = CalcContext { tables: &tables, as_of: last, lang: Lang::Zh, defaults: &[] };
    let spec = find("deadline").unwrap();
    let fault = |rule: &str| {
        let words = [("rule".to_owned(), rule.to_owned()), ("received".to_owned(), last.to_string())];
        let faults = compute(spec, &parse_words(&words), &ctx).unwrap_err();
        [faults[0].text(Lang::Zh), faults[0].reader_text(spec, Lang::Zh)]
    };
    assert_eq!(
        fault("a"),
        [
            "要做什么（rule）：这一行不适用于填写的日子，请改选“甲（旧）”（a-old）",
            "要做什么：这一行不适用于填写的日子，请改选“甲（旧）”"
        ]
    );
    assert_eq!(
        fault("b"),
        ["要做什么（rule）：没有这个期限，请从列表中选一项（a-old / a）", "要做什么：没有这个期限，请从列表中选一项"]
    );
}

#[test]
fn the_first_fields_of_a_form_are_at_most_five() {
    for spec in SPECS {
        let first = spec.inputs.iter().filter(|input| !input.more).count();
        assert!(first <= 5, "{}: {first}", spec.kind);
    }
}
