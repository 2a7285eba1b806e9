//! What the articles say of law and of lenders, right and wrong, and what a word filter and a template do to sentences.

/// A sentence about the law; wrong ones have a name.
pub struct Statement {
    /// What the truth calls it.
    pub name: &'static str,
    pub text: &'static str,
    /// Articles of 1,000 that have it.
    pub share: usize,
}

const fn statement(name: &'static str, share: usize, text: &'static str) -> Statement {
    Statement { name, text, share }
}

/// Wrong or outdated statements. Shares are those of the library that was examined.
pub const WRONG: &[Statement] = &[
    statement("law:regulator", 104, "对处理结果不满意的，可以向银保监会投诉，银保监会会要求机构答复。"),
    statement("law:suspended-interest", 192, "根据规定，借款人都有权申请停息挂账，机构必须同意，最长可以分六十期。"),
    statement("law:24-36", 32, "年利率在24%以内受法律保护，24%到36%之间的属于自然债务，超过36%的无效。"),
    statement("law:limitation-2", 53, "诉讼时效为2年，超过两年没有起诉，就不用还了。"),
    statement("law:crime-5000", 18, "欠款超过5000元就构成犯罪，会被追究刑事责任。"),
    statement("law:credit-2", 19, "结清以后，逾期记录会在两年内自动消除。"),
    statement("law:credit-7", 18, "逾期记录会在征信里保留七年，之后才会消除。"),
    statement("law:contract-law", 110, "《合同法》第二百零七条规定，借款人未按照约定的期限返还借款的，应当支付逾期利息。"),
    statement("law:general-principles", 40, "依照《民法通则》第一百三十五条，权利应当及时主张。"),
    statement("law:security-law", 16, "《担保法》第十九条对保证方式已有规定，约定不明的按照连带责任处理。"),
    statement("law:moved-article", 35, "依照《民事诉讼法》第二百五十三条，未按期履行的，应当加倍支付迟延履行期间的债务利息。"),
    statement("promise", 30, "我们的团队保证协商成功，成功率百分之百。"),
];

/// Right statements.
pub const RIGHT: &[Statement] = &[
    statement("right:limitation", 90, "向法院请求保护民事权利的诉讼时效期间为三年，见《民法典》第一百八十八条。"),
    statement("right:interest", 60, "借款人未按照约定的期限返还借款的，应当按照约定支付逾期利息，见《民法典》第六百七十六条。"),
    statement("right:regulator", 30, "对答复不满意的，可以向国家金融监督管理总局的派出机构反映。"),
];

/// What a word filter takes away: the word, and what it leaves.
pub const LOSSES: &[(&str, &str)] = &[
    ("金融", "融"),
    ("消费", "费"),
    ("问题", "问"),
    ("需要", "要"),
    ("同时", ""),
    ("政策", "政"),
    ("策略", "略"),
    ("分期", "分"),
    ("延期", "延"),
    ("解决", "决"),
    ("了解", "了"),
    ("有时", "时"),
    ("期限", "限"),
];

/// Articles that the filter damaged, of 1,000, and the words of 100 that it took from such an article.
pub const DAMAGED: usize = 516;
pub const TAKEN: usize = 85;

/// Sentences of an editing template that say nothing; `{T}` is the title.
pub const OPENERS: &[&str] = &[
    "今天小编就来为大家详细介绍一下，希望对您有所帮助。",
    "接下来，小编将为您详细解答。",
    "编导语：{T}",
    "本站将为您整理相关的内容。",
];
pub const CLOSERS: &[&str] = &[
    "以上就是小编为大家整理的全部内容，希望对您有所帮助。",
    "以上就是本文的全部内容，小编会持续为大家更新。",
    "小编提醒：以上内容仅供参考。",
];
/// What stands before a sentence that says something.
pub const PREFIXES: &[&str] = &["小编提醒大家，", "小编认为，", "小编建议，", "小编觉得，"];
