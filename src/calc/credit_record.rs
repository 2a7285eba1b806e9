//! How long a bad record is kept in a credit report (征信不良信息保存期).
//!
//! until = the day the bad event ended + 5 years, same day or the month's last (civil-code art. 202). While the debt is unsettled the period has not
//! begun. Law: credit-reg art. 16.
//!
//! Reading: `ended` is required when settled, and not used while unsettled.

use super::prelude::*;

pub(super) static SPEC: Spec = Spec {
    kind: "credit-record",
    title: text("征信不良信息保存期计算器", "How long a bad credit record is kept"),
    summary: text(
        "不良信息自不良行为终止之日起保存五年，算出到哪一天为止。",
        "A bad record is kept for five years from the day the bad event ended: until when.",
    ),
    explanation: text(
        "征信机构对个人不良信息的保存期限，自不良行为或者事件终止之日起为五年，超过五年的应当删除。\
         “终止”一般指欠款（含利息、罚息）全部还清之日；一直没有还清的，五年的期限还没有开始计算。任何人都不能花钱“修复”真实的不良记录。",
        "A credit bureau keeps a bad record for five years from the day the bad event ended, that is, when the debt with its interest was paid off. While it \
         is unpaid the five years have not begun. Nobody can have a true record removed for money.",
    ),
    formula: text(
        "保存至 = 不良行为终止之日的五年后同一日（无同一日的为当月最后一日）。",
        "Until = the same day five years after the event ended (the month's last day where there is none).",
    ),
    inputs: INPUTS,
    results: &[result("until", "保存至", "Kept until", Unit::None)],
    basis: &[
        basis(CREDIT_REG, "16", Proof::Official, "不良信息保存期限为五年", "Bad records are kept for five years"),
        basis(CIVIL_CODE, "202", Proof::Official, "到期月的对应日，没有的为月末日", "The same day of the month, or its last"),
    ],
    assumptions: &[text("终止之日以征信报告记载的结清日期为准", "The event ended on the day the report shows")],
    limits: &[
        text("征信报告的更新有时间差", "Reports are updated with a delay"),
        text("记录有错误的，可以提出异议，不适用本计算", "An erroneous record is a matter of objection"),
    ],
    texts: &[
        keyed("kept", "不良信息保存期", "Record kept"),
        keyed(
            "not_begun",
            "期限未起算：欠款还清之后才开始计算五年",
            "The period has not begun: the five years start once the debt is paid off",
        ),
        keyed("needs_ended", "已结清的，请填写结清日期", "settled: give the day on which the debt was paid off"),
    ],
    example: "status=settled ended=2023-08-15",
    needs_rates: false,
    needs_today: false,
    table: None,
    run,
};

const INPUTS: &[Input] = &[
    choice("status", "欠款状态", "Status", STATUSES).default("settled"),
    day("ended", "不良行为终止日（还清日）", "Ended on").need(Need::Never).help("已结清的必填。", "Required when settled."),
];

const STATUSES: &[(&str, Phrase)] = &[("settled", text("已结清", "Settled")), ("unsettled", text("未结清", "Unsettled"))];

fn run(v: &Record, w: &mut Work) -> Result<(), Vec<InputError>> {
    if v.choice("status") == "unsettled" {
        w.result("until", Value::Absent);
        w.note("not_begun", &[]);
        return Ok(());
    }
    let Some(ended) = v.date("ended") else { return Err(w.fault("ended", "needs_ended", &[])) };
    let until = add_months(ended, 60);
    let label = w.say("kept", &[]);
    w.line(ComputationLine {
        label,
        from: Some(ended),
        to: Some(until),
        days: Some(days(ended, until)),
        ..ComputationLine::default()
    });
    w.result("until", Value::Date(until));
    Ok(())
}
