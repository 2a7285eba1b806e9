//! What is said of wrong inputs, and of defaults that were not the author's.

use super::*;

#[test]
fn errors_name_the_input_and_say_what_is_allowed() {
    assert_eq!(
        errors("penalty-interest", "principal=1.005 annual_rate=abc due=2026-02-30 paied=2026-01-01"),
        [
            "逾期本金（principal）：小数位数过多；应为0.01至100,000,000.00元，最多两位小数，如 12345、12,345.67、1.2万",
            "合同年利率（annual_rate）：不是有效的数字；应为0%至1000%，最多四位小数，如 14.4%",
            "到期日（due）：不是有效的日期；应为1991-01-01至2100-12-31的日期，如 2026-04-06",
            "还款日（paid）：未填写；应为1991-01-01至2100-12-31的日期，如 2026-04-06",
            "paied：没有这一项；是否想写 paid",
        ]
    );
    assert_eq!(
        errors("delayed-performance", "debt=1 due=2026-01-01 payments=2026-02-01:1,2026-02-30:x,7"),
        [
            "分次付款（payments）第2行付款日（date）：不是有效的日期；应为1991-01-01至2100-12-31的日期，如 2026-04-06",
            "分次付款（payments）第2行金额（amount）：不是有效的数字；应为0.01至100,000,000.00元，最多两位小数，如 12345、12,345.67、1.2万",
            "分次付款（payments）第3行付款日（date）：不是有效的日期；应为1991-01-01至2100-12-31的日期，如 2026-04-06",
            "分次付款（payments）第3行金额（amount）：未填写；应为0.01至100,000,000.00元，最多两位小数，如 12345、12,345.67、1.2万",
        ]
    );
    assert_eq!(errors("court-fee", "amount= halved=maybe").len(), 2);
    assert_eq!(
        errors("court-fee", "amount=0"),
        ["标的金额（amount）：超出允许范围；应为0.01至100,000,000.00元，最多两位小数，如 12345、12,345.67、1.2万"]
    );
}

#[test]
fn inputs_that_exclude_each_other_are_refused_together() {
    let row = "rows=2026-01-01:1:0 principal=1 annual_rate=1% paid=2026-02-01";
    assert_eq!(errors("penalty-interest", row), ["逾期各笔（rows）：与 principal 不能同时填写，请只留一项"]);
    assert_eq!(errors("penalty-interest", "principal=1 due=2026-01-01 paid=2026-01-02 surcharge=40% penalty_rate=20%").len(), 1);
    assert_eq!(errors("all-in-cost", "received=1 upfront_fee=1 payment=1 periods=1").len(), 2);
    assert_eq!(errors("all-in-cost", "payment=1 periods=1")[0].split('：').next(), Some("实际到手金额（received）"));
    assert_eq!(
        errors("all-in-cost", "received=100 payment=1 periods=3"),
        ["每期还款（payment）：还款合计3.00元少于到手金额100.00元，请核对"]
    );
    assert_eq!(errors("all-in-cost", "received=1 payment=100 periods=1").len(), 1);
    assert_eq!(errors("private-loan", "principal=1 annual_rate=1% contract=2019-01-01 end=2019-02-01").len(), 1);
    assert!(
        errors("private-loan", "principal=1 annual_rate=1% contract=2021-01-01 end=2021-02-01 licensed_lender=true")[0]
            .contains("综合年化成本")
    );
    assert_eq!(errors("delayed-performance", "debt=1 due=2011-07-05 paid=2015-01-01").len(), 1);
    assert_eq!(errors("credit-record", "status=settled"), ["还清的那一天（ended）：已经还清的，请填写结清日期"]);
}

#[test]
fn errors_exist_in_english() {
    let faults =
        run_on("delayed-performance", "debt=1 due=2026-01-01 payments=2026-02-30:1", date(2026, 1, 1), Lang::En).unwrap_err();
    assert_eq!(
        faults[0].text(Lang::En),
        "Part payments (payments) row 1 Paid on (date): not a date of the calendar; give a date from 1991-01-01 to 2100-12-31, like 2026-04-06"
    );
}

#[test]
fn defaults_of_the_lender_are_taken_and_said() {
    let defaults = [
        CallerDefault { input: "penalty_rate".into(), value: "24%".into(), reason: "马上消费金融登记信息".into() },
        CallerDefault { input: "year_basis".into(), value: "365".into(), reason: "马上消费金融登记信息".into() },
    ];
    let ctx = CalcContext { tables: &Tables::default(), as_of: date(2026, 1, 1), lang: Lang::Zh, defaults: &defaults };
    let of = |words: &[(&str, &str)]| {
        let words: Vec<_> = words.iter().map(|(n, v)| (n.to_string(), v.to_string())).collect();
        compute(find("penalty-interest").unwrap(), &parse_words(&words), &ctx).unwrap()
    };
    let outcome = of(&[("principal", "3650"), ("due", "2026-01-01"), ("paid", "2026-01-11")]);
    assert_eq!(json(outcome.result("penalty").unwrap()), "24.00");
    assert_eq!(outcome.notes, ["罚息年利率（24%）取自马上消费金融登记信息", "年基准天数（365天）取自马上消费金融登记信息"]);
    // A surcharge of the author's own excludes the lender's penalty rate.
    let own =
        of(&[("principal", "3650"), ("annual_rate", "10%"), ("surcharge", "50%"), ("due", "2026-01-01"), ("paid", "2026-01-11")]);
    assert_eq!(json(own.result("penalty_rate").unwrap()), "15.0000");
}
