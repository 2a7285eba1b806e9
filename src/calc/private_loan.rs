//! Private loans: the ceiling on interest and interest by segment (民间借贷利率上限与分段利息).
//!
//! Interest = Σ principal × min(rate, ceiling) ÷ basis × days over segments cut at 2015-09-01 and 2020-08-20; days = end − start; basis 365 unless
//! switched; each segment rounded half up to fen. Principal is what was received (art. 26). Ceilings (private-loan arts. 25–31; private-loan-2015
//! arts. 26, 33):
//! - suit accepted before 2020-08-20: 24 % for the whole time (24–36 % not claimable, not refundable once paid; above 36 % void);
//! - contract from 2020-08-20: 4 × one-year LPR on the contract date for the whole term;
//! - contract before, suit from 2020-08-20: 24 % until 2020-08-19, then 4 × LPR on the day of the suit;
//! - days before 2015-09-01: disputed; 24 % in a line of their own, with a note.
//!
//! Readings: a contract before 2020-08-20 needs `filed` even where the end lies before that day; a publication day uses its new rate; with no
//! days at all the segment of the start is shown; `filed` and `start` may not be before the contract.

use super::prelude::*;

/// The day the provisions of 2015 came into force.
const RULE_2015: Date = date(2015, 9, 1);
/// The day four times LPR replaced 24 % and 36 %.
const RULE_2020: Date = date(2020, 8, 20);
const OLD_CAP: Ppm = 240_000;
const OLD_VOID: Ppm = 360_000;

pub(super) static SPEC: Spec = Spec {
    kind: "private-loan",
    title: text("民间借贷利率上限与利息计算器", "Private loans: ceiling and interest"),
    summary: text(
        "个人之间或与非持牌主体的借款，按合同和起诉的时间确定受保护的利率上限，分段算出利息。",
        "The ceiling on the interest of a private loan by the dates of contract and suit, and the interest by segment.",
    ),
    explanation: text(
        "民间借贷的利息受法律上限约束。2020年8月20日以后订立的合同，上限是合同成立时一年期贷款市场报价利率（LPR）的四倍；\
         在那之前订立、之后起诉的，2020年8月19日以前的利息适用原来的24%，其后适用起诉时一年期LPR的四倍。\
         出借时预先扣掉的利息（砍头息）不算本金，以实际收到的金额为本金。银行、消费金融公司、小额贷款公司等持牌机构的贷款不适用这一上限。",
        "Interest on private loans has a legal ceiling: four times the one-year LPR at the contract date for contracts from 2020-08-20; for older contracts \
         sued upon since, 24 % until 2020-08-19 and four times the LPR on the day of the suit from then on. Interest withheld beforehand is not \
         principal. Loans of licensed lenders are outside this rule.",
    ),
    formula: text(
        "利息 = 各段 本金 × 约定利率与上限中较低者 ÷ 年基准天数 × 天数 之和。天数 = 止 − 起。本金 = 约定本金 − 预先扣除的利息。每段四舍五入到分。",
        "Interest = sum over segments of principal × the lower of agreed rate and ceiling ÷ days in a year × days (end − start). Principal = agreed \
         principal − interest withheld. Each segment is rounded half up to 0.01.",
    ),
    inputs: INPUTS,
    results: &[
        result("principal", "认定本金", "Principal", Unit::Yuan),
        result("interest", "受保护的利息", "Interest within the ceiling", Unit::Yuan),
        result("cap", "利率上限（末段）", "Ceiling (last segment)", Unit::Percent),
        result("total", "本息合计", "Principal and interest", Unit::Yuan),
    ],
    basis: &[
        basis(PRIVATE_LOAN, "24", Proof::Official, "没有约定利息的，不支持利息", "No interest unless agreed"),
        basis(
            PRIVATE_LOAN,
            "25",
            Proof::Official,
            "上限为合同成立时一年期LPR的四倍",
            "Four times the one-year LPR at the contract date",
        ),
        basis(PRIVATE_LOAN, "26", Proof::Official, "预先扣除利息的，以实际出借金额为本金", "Interest withheld is not principal"),
        basis(PRIVATE_LOAN, "31", Proof::Official, "新旧规定分段适用", "Old and new rule by segment"),
        basis(PRIVATE_LOAN_2015, "26", Proof::Official, "24%与36%两线", "The lines of 24 % and 36 %"),
        basis(
            PRIVATE_LOAN_SCOPE,
            "1",
            Proof::Official,
            "小额贷款公司等七类地方金融组织不适用",
            "Seven kinds of local financial bodies are outside",
        ),
        basis(CIVIL_CODE, "680", Proof::Official, "禁止高利放贷", "Usury is forbidden"),
    ],
    assumptions: &[
        text("期间内没有还款，不计复利", "Nothing is paid in between; no compound interest"),
        text("起诉日指法院受理之日", "The day of the suit is the day the court accepted it"),
    ],
    limits: &[
        text("2015年9月1日以前的利息按当时的规则有争议，这里按24%估算", "Interest before 2015-09-01 is disputed; 24 % is used"),
        text(
            "逾期利息、违约金和其他费用合计同样受上限约束，需要另行判断",
            "Default interest and fees together are under the same ceiling; judge them apart",
        ),
        text("2020年8月20日以前订立的合同必须填写起诉日", "A contract before 2020-08-20 needs the day of the suit"),
    ],
    texts: &[
        keyed("before_2015", "2015年9月1日以前（有争议，按24%）", "Before 2015-09-01 (disputed, 24 %)"),
        keyed("old", "原规定，上限24%", "Old rule, ceiling 24 %"),
        keyed("new", "一年期LPR {0}%的四倍，上限{1}%", "Four times LPR {0} %, ceiling {1} %"),
        keyed(
            "disputed",
            "2015年9月1日以前的利息应适用当时的规定，实践中有争议，这里按年利率24%估算",
            "Interest before 2015-09-01 is under an older, disputed rule; 24 % a year is used here",
        ),
        keyed(
            "none_agreed",
            "没有约定利息的借款，视为没有利息（第二十四条）；逾期利息另行主张",
            "No interest agreed: none is due (art. 24); default interest is a separate claim",
        ),
        keyed(
            "above",
            "约定年利率{0}%高于上限{1}%，超过的部分不受法律保护",
            "The agreed {0} % a year is above the ceiling of {1} %; the part above it is not protected",
        ),
        keyed(
            "between",
            "24%至36%之间的利息，债权人不能起诉要求支付，已经自愿支付的不能要求返还",
            "Interest from 24 % to 36 % cannot be claimed, nor reclaimed once paid",
        ),
        keyed(
            "void",
            "超过年利率36%的利息约定无效，已经支付的可以要求返还",
            "What is agreed above 36 % a year is void and can be reclaimed",
        ),
        keyed(
            "licensed",
            "持牌金融机构的贷款不适用民间借贷利率上限，请改用“综合年化成本”计算器（all-in-cost）",
            "Loans of licensed lenders are outside the ceiling on private loans; use the calculator all-in-cost",
        ),
        keyed(
            "needs_filed",
            "合同成立在2020-08-20以前，请填写起诉（受理）日，上限按它确定",
            "the contract is from before 2020-08-20: give the day of the suit, which decides the ceiling",
        ),
        keyed("before_contract", "不能早于合同成立日 {0}", "may not be before the contract of {0}"),
        keyed("before_start", "不能早于起息日 {0}", "may not be before the start, {0}"),
        keyed("withheld", "应小于本金 {0}元", "must be less than the principal, {0}"),
        keyed("before_rates", "利率表从 {0} 起，没有更早的数据", "the table of rates begins on {0}"),
    ],
    example: "principal=100000 annual_rate=24% contract=2019-03-01 filed=2023-06-25 end=2023-12-31",
    needs_rates: true,
    needs_today: false,
    table: None,
    run,
};

const INPUTS: &[Input] = &[
    money("principal", "约定本金", "Agreed principal"),
    fee("withheld", "预先扣除的利息", "Interest withheld").help("砍头息：出借时先扣掉的金额。", "What was taken out beforehand."),
    rate("annual_rate", "约定年利率", "Agreed rate a year", 1000).help("没有约定利息填 0%。", "0 % where none was agreed."),
    day("contract", "合同成立日", "Contract date"),
    day("filed", "起诉（受理）日", "Day of the suit").need(Need::Never).help(
        "法院受理的日期；合同在2020-08-20以前的必填。",
        "When the court accepted the suit; required for a contract from before 2020-08-20.",
    ),
    day("start", "起息日", "Start").need(Need::Never).help("不填为合同成立日。", "The contract date unless given."),
    day("end", "计算截止日", "End"),
    year_basis("365"),
    flag("licensed_lender", "出借人是持牌金融机构", "The lender is licensed")
        .help("银行、消费金融公司、小额贷款公司等。", "A bank, consumer finance or micro-loan company and the like."),
];

struct InterestSegment {
    from: Date,
    to: Date,
    cap: Ppm,
    /// Under the lines of 24 % and 36 %.
    old: bool,
    label: String,
}

fn run(v: &Record, w: &mut Work) -> Result<(), Vec<InputError>> {
    if v.flag("licensed_lender") {
        return Err(w.fault("licensed_lender", "licensed", &[]));
    }
    let (contract, end) = (v.day(w.spec, "contract")?, v.day(w.spec, "end")?);
    let start = v.date("start").unwrap_or(contract);
    check(v, w, contract, start, end)?;
    let agreed = v.percent("annual_rate");
    let principal = v.money("principal") - v.money("withheld");
    let segments = segments(v, w, contract, start, end)?;
    for s in &segments {
        let days = days(s.from, s.to);
        let rate = agreed.min(s.cap);
        w.interval(s.label.clone(), s.from, s.to, days, rate, interest(principal, rate, days, v.year_basis()));
    }
    w.money("principal", principal);
    w.money("interest", w.sum());
    w.result("cap", Value::Percent(segments.last().map_or(0, |s| s.cap), 2));
    w.money("total", principal + w.sum());
    notes(w, agreed, &segments);
    Ok(())
}

fn check(v: &Record, w: &Work, contract: Date, start: Date, end: Date) -> Result<(), Vec<InputError>> {
    let mut errors = Vec::new();
    let mut fault = |wrong: bool, input: &str, key: &'static str, arg: String| {
        if wrong {
            errors.append(&mut w.fault(input, key, &[arg]));
        }
    };
    fault(v.money("withheld") >= v.money("principal"), "withheld", "withheld", yuan(v.money("principal")));
    fault(contract < RULE_2020 && v.date("filed").is_none(), "filed", "needs_filed", String::new());
    fault(v.date("filed").is_some_and(|filed| filed < contract), "filed", "before_contract", contract.to_string());
    fault(start < contract, "start", "before_contract", contract.to_string());
    fault(end < start, "end", "before_start", start.to_string());
    if errors.is_empty() { Ok(()) } else { Err(errors) }
}

/// The segments of the term with their ceilings; one of no days when the term has none.
fn segments(v: &Record, w: &mut Work, contract: Date, start: Date, end: Date) -> Result<Vec<InterestSegment>, Vec<InputError>> {
    let filed = v.date("filed").unwrap_or(contract);
    let old_rule = filed < RULE_2020;
    let (input, decisive) = if contract >= RULE_2020 { ("contract", contract) } else { ("filed", filed) };
    let mut froms = vec![start];
    froms.extend([RULE_2015, RULE_2020].into_iter().filter(|day| start < *day && *day < end && (*day == RULE_2015 || !old_rule)));
    let tos = froms.iter().skip(1).copied().chain([end]);
    let mut segments = Vec::new();
    for (from, to) in froms.iter().copied().zip(tos) {
        let (cap, old, label) = if from < RULE_2015 {
            (OLD_CAP, true, w.say("before_2015", &[]))
        } else if from < RULE_2020 || old_rule {
            (OLD_CAP, true, w.say("old", &[]))
        } else {
            let lpr = w.lpr(input, decisive)?.rate;
            (4 * lpr, false, w.say("new", &[percent(lpr, 2), percent(4 * lpr, 2)]))
        };
        segments.push(InterestSegment { from, to, cap, old, label });
    }
    Ok(segments)
}

fn notes(w: &mut Work, agreed: Ppm, segments: &[InterestSegment]) {
    if agreed == 0 {
        w.note("none_agreed", &[]);
    }
    if segments.iter().any(|s| s.from < RULE_2015) {
        w.note("disputed", &[]);
    }
    if let Some(cap) = segments.iter().map(|s| s.cap).filter(|cap| agreed > *cap).min() {
        w.note("above", &[percent(agreed, 2), percent(cap, 2)]);
    }
    if segments.iter().any(|s| s.old) && agreed > OLD_CAP {
        w.note("between", &[]);
        if agreed > OLD_VOID {
            w.note("void", &[]);
        }
    }
}
