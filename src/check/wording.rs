//! Words that a law firm may not win clients with, and trades it may only warn of. Ground: Rules on Lawyers' Promotion (Trial)
//! art. 10; Advertising Law art. 9.
//!
//! A list of words alone has thousands of false hits. A word counts only if nothing in its sentence refuses it, warns against it
//! or quotes it.

use memchr::memmem;

use super::Violation;
use super::context::{Context, first};
use super::words::Pattern;
use crate::diag::catalogue::RuleFault;
use crate::model::Registers;
use crate::model::facts::Kind;

pub(super) const PATTERNS: &[Pattern] = &[
    Pattern {
        words: &[
            "胜诉率", "包赢", "包您赢", "包你赢", "必胜", "必赢", "稳赢", "包胜诉", "包减免", "包停息", "包停催", "包下款",
            "成功率",
        ],
        rule: boast,
    },
    Pattern { words: &["保证", "承诺", "确保", "百分百", "百分之百", "100%", "100％"], rule: promise },
    Pattern { words: &["一定", "肯定"], rule: certainty },
    Pattern {
        words: &[
            "内部渠道", "内部人脉", "内部名额", "内部员工", "无效退款", "无效全额退款", "不成功退款", "不成功全额退款",
            "不成功全退", "不成功不收费", "免费代理",
        ],
        rule: solicitation,
    },
    Pattern { words: &["国家级", "最高级", "最佳", "最好的", "最强的", "最专业的"], rule: superlative },
    Pattern {
        words: &["征信修复", "征信洗白", "洗白", "代理退息", "反催收联盟", "逃废债", "转移财产"], rule: grey
    },
    Pattern { words: &["反催收"], rule: grey_offer },
];

/// Words by which a sentence refuses, forbids or warns.
const REFUSES: &[&str] = &[
    "不得", "不能", "不可", "不会", "不应", "不要", "不存在", "不是", "不准", "不允许", "没有", "无法", "禁止", "严禁", "切勿",
    "勿", "谨防", "警惕", "当心", "小心", "避免", "防止", "拒绝", "违法", "违规", "非法", "骗", "诈", "陷阱", "套路", "轻信",
    "声称", "宣称", "号称", "自称", "谎称", "所谓", "打着", "以免", "虚假", "误导", "投诉", "举报", "打击", "处罚", "查处",
];

/// True if a word is refused, or is somebody else's.
fn is_refused(context: &Context<'_>) -> bool {
    context.kind == Kind::Quote || context.sentence_has(REFUSES) || is_quoted(context)
}

/// True between quotation marks.
fn is_quoted(context: &Context<'_>) -> bool {
    let open = |text: &str| text.rfind(['“', '「', '"']).and_then(|i| text.get(i..)).is_some_and(|t| !t.contains(['”', '」']));
    open(context.sentence_before()) && context.sentence_after().contains(['”', '」', '"'])
}

fn boast(context: &Context<'_>) -> Option<Violation> {
    // 必胜客, 必胜课, 必胜信念; 未必胜诉
    let other = context.word() == "必胜"
        && (context.next().is_some_and(|c| "客课信之法宅".contains(c)) || matches!(context.previous(), Some('战' | '未' | '不')))
        || context.word() == "成功率" && !is_rate_of_firm(context)
        || matches!(context.word(), "必赢" | "稳赢") && matches!(context.previous(), Some('未' | '不'));
    let is_fine = other || is_refused(context);
    (!is_fine).then(|| context.violation(|word| RuleFault::Promise { word }))
}

/// 协商成功率98%: what a firm counts of its own cases.
fn is_rate_of_firm(context: &Context<'_>) -> bool {
    const CASES: &[&str] = &["协商", "减免", "停催", "停息", "分期", "办理", "办案", "案件", "谈判", "胜诉"];
    const VERBS: &[&str] = &["高达", "达到", "达", "超过", "超", "为", "是", "在", "约", "：", "有"];
    let after = context.after();
    let figure = VERBS.iter().find_map(|w| after.strip_prefix(w)).unwrap_or(after);
    let digits = figure.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let is_figure = digits.len() < figure.len() && digits.starts_with(['%', '％']) || figure.starts_with("百分之");
    is_figure && CASES.iter().any(|w| context.lead(6).contains(w))
}

/// 一定胜诉, 肯定能减免. 给予一定减免 is an amount, 不一定 no promise.
fn certainty(context: &Context<'_>) -> Option<Violation> {
    const VERBS: &[&str] = &["能够", "能", "可以", "会", "帮您", "帮你", "让您", "让你"];
    const WHOLE: &[&str] = &["胜诉", "赢官司", "停催", "撤诉", "打赢"];
    let clause = context.clause_after();
    let mut lead = 0;
    while let Some(word) = VERBS.iter().find(|w| clause.get(lead..).is_some_and(|t| t.starts_with(**w))) {
        lead += word.len();
    }
    let after = clause.get(lead..)?;
    let result = RESULTS.iter().filter(|_| lead > 0).chain(WHOLE).find(|r| after.starts_with(**r))?;
    let sentence = context.sentence_after();
    let asked = sentence.contains('吗') || context.after().get(sentence.len()..)?.starts_with(['？', '?']);
    let is_fine = matches!(context.previous(), Some('不' | '未' | '否')) || asked || is_refused(context);
    if is_fine || context.sentence_before_has(OTHERS) || after.contains('的') {
        return None;
    }
    let end = context.end + lead + result.len();
    let word = context.text.get(context.start..end)?.to_owned();
    Some(Violation::at(context.start..end, RuleFault::Promise { word }))
}

/// Results that nobody can promise.
const RESULTS: &[&str] = &[
    "胜诉", "减免", "停息", "不被起诉", "不上征信", "不起诉", "协商成功", "停催", "消除逾期", "免除利息", "全额减免", "赢官司",
    "下款", "全免", "免息", "撤诉", "洗白", "拿到分期", "办下分期", "谈成分期", "谈下分期", "分期成功",
];
/// What a firm would do for a client, before the result.
const FOR_CLIENTS: &[&str] = &[
    "能", "可以", "一定", "帮您", "帮你", "为您", "为你", "替您", "替你", "给您", "给你", "让您", "让你", "帮助您", "帮客户", "把",
    "将",
];
/// Characters with which 保证 is a term of law: 保证人, 保证金, 保证期间, 保证责任; 连带保证, 一般保证.
const GUARANTEE: (&str, &str) = ("人金期责合书担范债方", "带般供");
/// Others who may promise, and words that make it no promise.
const OTHERS: &[&str] = &[
    "银行", "机构", "平台", "对方", "债权人", "贷款人", "出借人", "催收", "中介", "公司", "客服", "当事人", "如果", "若", "是否",
    "凡", "谁", "任何", "要求", "请", "书面", "担保",
];

/// 保证, 承诺, 确保 or 百分百 with a result close behind it.
fn promise(context: &Context<'_>) -> Option<Violation> {
    let is_one_of = |c: Option<char>, set: &str| c.is_some_and(|c| set.contains(c));
    if context.word() == "保证" && (is_one_of(context.next(), GUARANTEE.0) || is_one_of(context.previous(), GUARANTEE.1)) {
        return None;
    }
    let clause = context.clause_after();
    let mut lead = 0;
    while let Some(word) = FOR_CLIENTS.iter().find(|w| clause.get(lead..).is_some_and(|t| t.starts_with(**w))) {
        lead += word.len();
    }
    let after = first(clause.get(lead..)?, 6);
    let result = RESULTS.iter().filter_map(|r| Some((memmem::find(after.as_bytes(), r.as_bytes())?, r.len()))).min()?;
    if is_refused(context) || context.sentence_before_has(OTHERS) || after.contains(['的', '才']) {
        return None;
    }
    let end = context.end + lead + result.0 + result.1;
    let word = context.text.get(context.start..end)?.to_owned();
    Some(Violation::at(context.start..end, RuleFault::Promise { word }))
}

/// Words beside which an offer is somebody else's, or is warned of.
const NO_OFFER: &[&str] =
    &["法律援助", "援助中心", "公益", "风险", "不可信", "别信", "靠不住", "吗", "泄露", "离职", "处分", "管理"];

fn solicitation(context: &Context<'_>) -> Option<Violation> {
    // Employees are there; only a firm that has some to offer solicits.
    let is_staff = context.word() == "内部员工" && !OWN.iter().chain(&["有", "认识"]).any(|w| context.lead(8).contains(w));
    let is_fine = is_refused(context) || is_staff || context.next() == Some('权') || context.sentence_has(NO_OFFER);
    (!is_fine).then(|| context.violation(|word| RuleFault::Solicitation { word }))
}

const OWN: &[&str] = &["本所", "我所", "本律所", "我们", "本团队", "我们的", "本站"];
const FIRM: &[&str] = &["本所", "我所", "本律所", "我们律所", "本团队"];
const OFFERS: &[&str] = &["律师", "律所", "律师事务所", "团队", "服务", "法律服务", "法律团队", "债务律师", "维权"];
/// Things that may be the best without boasting.
const NEUTRAL: &[&str] =
    &["时间", "时机", "方案", "答案", "证据", "贫困", "开发区", "实践", "方式", "办法", "建议", "做法", "结果"];

/// A superlative beside what the firm offers, or in a sentence about the firm.
fn superlative(context: &Context<'_>) -> Option<Violation> {
    let after = context.after().strip_prefix('的').unwrap_or(context.after());
    let near = first(after, 6);
    let own = FIRM.iter().any(|o| context.sentence_before().contains(o));
    let offered = OFFERS.iter().any(|o| near.starts_with(o) || own && near.contains(o));
    // 最好的 is a common word: it boasts only of an offer of the firm.
    let is_common = context.word().ends_with('的');
    let boasts = if is_common { own && offered } else { own || offered };
    let is_fine = !boasts || NEUTRAL.iter().any(|w| after.starts_with(w)) || is_refused(context);
    (!is_fine).then(|| context.violation(|word| RuleFault::Superlative { word }))
}

/// Words beside which a trade is described as the law describes it.
const LEGAL: &[&str] = &[
    "撤销", "无效", "追究", "拒不执行", "隐匿", "隐藏", "恶意", "逃避", "规避", "债务人", "被执行人", "犯罪", "责任", "保全",
    "冻结", "查封", "调查", "申请", "败诉", "构成", "危害", "风险", "后果", "不可信", "别信", "能信", "可信", "真的", "吗", "辨别",
    "识别",
];

fn grey(context: &Context<'_>) -> Option<Violation> {
    let asked = context.kind == Kind::Heading && context.after().starts_with(['？', '?']);
    // Statutes say 转移财产的，处……; 洗白 is of a credit record.
    let other = match context.word() {
        "转移财产" => context.next() == Some('的'),
        "洗白" => context.before().ends_with("征信") || !context.sentence_has(&["征信", "信用", "黑户", "逾期记录"]),
        _ => false,
    };
    let is_legal = context.sentence_has(LEGAL) && !FOR_YOU.iter().any(|w| context.before().ends_with(w));
    let is_fine = other || asked || is_refused(context) || is_legal;
    (!is_fine).then(|| context.violation(|word| RuleFault::GreyTrade { word }))
}

/// 专业反催收，找我们: an offer of the trade.
fn grey_offer(context: &Context<'_>) -> Option<Violation> {
    const OFFER: &[&str] = &["找我们", "联系我们", "咨询我们", "加微信", "私信", "本团队", "本所", "专业反催收"];
    let has_offer = context.sentence_has(OFFER) || context.before().ends_with("专业");
    let is_fine = !has_offer || context.after().starts_with("联盟") || is_refused(context);
    (!is_fine).then(|| context.violation(|word| RuleFault::GreyTrade { word }))
}

/// Words with which a firm does something for its client.
const FOR_YOU: &[&str] = &["教您", "教你", "帮您", "帮你", "协助您", "替您", "替你", "为您", "指导您"];

/// A word of the site's own list, unless the list allows the phrase around it.
pub(super) fn house(registers: &Registers, row: usize, context: &Context<'_>) -> Option<Violation> {
    let row = registers.wording.rows.get(row)?;
    let is_fine = row.unless.iter().any(|phrase| context.is_within(phrase));
    let reason = row.reason.trim_end_matches('。').to_owned();
    (!is_fine).then(|| context.violation(|_| RuleFault::HouseWord { word: row.word.clone(), reason }))
}
