//! Prose against the register: lenders' hotlines, names, rates and kinds; brands taken for lenders; things before their time.

use super::context::{Context, first};
use super::words::{Hit, Pattern, Word};
use super::{Collector, Reading, Rules, Violation};
use crate::diag::catalogue::RuleFault;
use crate::model::Article;
use crate::model::facts::Kind;
use crate::model::registers::lenders::{Fact, Kind as LenderKind, Lender};
use crate::model::registers::{LenderId, Lenders};
use crate::text::han::year_at_end;

pub(super) const PATTERNS: &[Pattern] = &[
    Pattern { words: &["支付宝", "微信支付", "微信"], rule: brand },
    Pattern { words: &["网贷", "花呗", "借呗", "民法典"], rule: before_its_time },
    Pattern { words: &["LPR四倍", "LPR的四倍", "LPR4倍", "四倍LPR", "4倍LPR", "四倍的LPR"], rule: cap_before_its_time },
    Pattern {
        words: &["00年", "01年", "02年", "03年", "04年", "05年", "06年", "07年", "08年", "09年"], rule: two_digit_year
    },
    Pattern {
        words: &[
            "10年", "11年", "12年", "13年", "14年", "15年", "16年", "17年", "18年", "19年", "20年", "21年", "22年", "23年", "24年",
            "25年", "26年", "27年", "28年", "29年", "90年", "91年", "92年", "93年", "94年", "95年", "96年", "97年", "98年", "99年",
        ],
        rule: short_year,
    },
];

pub(super) fn names(lender: &Lender) -> impl Iterator<Item = &str> {
    let own = [Some(lender.name.as_str()), lender.entity.as_deref()].into_iter().flatten();
    own.chain(lender.aliases.iter().map(String::as_str)).chain(lender.former_names.iter().map(String::as_str))
}

pub(crate) fn labels(key: &str) -> &[&str] {
    match key {
        "hotline" => &["客服热线", "客服电话", "服务热线", "官方电话", "热线电话", "热线", "客服", "电话"],
        "penalty_rate" => &["罚息利率", "罚息年利率"],
        "annual_rate" => &["年利率", "年化利率"],
        "licence" => &["许可证", "许可证号", "金融许可证"],
        _ => &[],
    }
}

pub(crate) fn label(key: &str) -> &str {
    labels(key).first().copied().unwrap_or(key)
}

/// Words with which a sentence about the article's own lender gives its number, without naming it.
pub(super) const HOTLINES: &[&str] = &["客服热线", "客服电话", "官方热线", "官方电话", "服务热线"];
/// What may stand before them.
const OWN: &[&str] =
    &["其", "该", "公司", "平台", "机构", "官方", "它的", "的", "可以", "也", "请", "先", "拨打", "打", "致电", "联系"];

/// Judges the number of the article's own lender in a sentence that names nobody.
fn own_hotline(lenders: &Lenders, own: LenderId, context: &Context<'_>) -> Option<Violation> {
    let mut lead = context.sentence_before();
    while let Some(next) = OWN.iter().find_map(|w| lead.strip_suffix(w)) {
        lead = next;
    }
    let fact = lenders[own].facts.iter().find(|fact| fact.key == "hotline")?;
    let label = Context { end: context.start, ..*context };
    if lead.trim_end_matches(['，', ' ']).is_empty() { differs(lenders, own, fact, &label) } else { None }
}

/// Judges what a text says of each lender that is the only one in its sentence.
pub(super) fn prose(rules: &Rules<'_>, reading: &Reading<'_>, hits: &[Hit], own: Option<LenderId>, found: &mut Collector) {
    let lenders = &rules.registers.lenders;
    for hit in hits.iter().filter(|hit| matches!(hit.word, Word::Hotline)) {
        let context = reading.context(hit);
        let is_first = !hits.iter().any(|h| matches!(h.word, Word::Hotline) && h.start < hit.start && h.end > hit.start);
        let judged = own.filter(|_| is_first && context.is_body && !matches!(context.kind, Kind::Code | Kind::Quote));
        let violation = judged.and_then(|own| own_hotline(lenders, own, &context));
        violation.into_iter().for_each(|violation| found.violation(reading, violation));
    }
    let named = hits.iter().filter_map(|h| if let Word::Lender(id) = h.word { Some((h, id)) } else { None });
    for (hit, id) in named {
        let lender = &lenders[id];
        let context = reading.context(hit);
        if matches!(context.kind, Kind::Code | Kind::Quote) || super::words::is_within_name(hit, hits) {
            continue;
        }
        let name = company(lender, &context).or_else(|| kind(lender, &context));
        let facts = lender.facts.iter().filter_map(|fact| differs(lenders, id, fact, &context));
        name.into_iter().chain(facts).for_each(|violation| found.violation(reading, violation));
    }
}

fn fact_fault(lender: &Lender, fact: &str, written: &str, known: &str) -> RuleFault {
    RuleFault::FactDiffers { lender: lender.name.as_str().into(), fact: fact.into(), written: written.into(), known: known.into() }
}

/// Ends of companies' names, the longer ones first.
const COMPANIES: &[&str] = &["股份有限公司", "有限责任公司", "股份公司", "有限公司"];

/// A company's full name made of the lender's name, which is not that of the register and never was.
fn company(lender: &Lender, context: &Context<'_>) -> Option<Violation> {
    let entity = lender.entity.as_deref()?;
    let suffix = COMPANIES.iter().find(|c| context.after().starts_with(**c))?;
    let written = format!("{}{suffix}", context.word());
    let known = names(lender).any(|name| name.ends_with(&written));
    if known || context.word() == entity {
        return None;
    }
    let range = context.start..context.end + suffix.len();
    // The register's name may begin with a place that the text has, too.
    let place = entity.split(context.word()).next().filter(|p| context.before().ends_with(p)).unwrap_or_default();
    let start = range.start - place.len();
    let written = format!("{place}{written}");
    Some(Violation::with_suggestion(start..range.end, fact_fault(lender, "全称", &written, entity), entity.to_owned()))
}

const KINDS: &[(&str, LenderKind)] = &[
    ("消费金融公司", LenderKind::ConsumerFinance),
    ("小额贷款公司", LenderKind::MicroLoan),
    ("小贷公司", LenderKind::MicroLoan),
    ("汽车金融公司", LenderKind::AutoFinance),
    ("商业银行", LenderKind::Bank),
];

/// `X是一家小额贷款公司` of a lender that the register has as something else.
fn kind(lender: &Lender, context: &Context<'_>) -> Option<Violation> {
    let after = context.clause_after();
    let verb = ["是", "属于", "为"].into_iter().find(|v| after.starts_with(v))?;
    let rest = after.strip_prefix(verb)?;
    let lead = ["一家", "持牌的", "持牌", "的"].into_iter().fold(rest, |t, w| t.strip_prefix(w).unwrap_or(t));
    let (word, kind) = KINDS.iter().find(|(word, _)| lead.starts_with(word))?;
    let known = KINDS.iter().find(|(_, k)| *k == lender.kind)?.0;
    if *kind == lender.kind || !lead.get(word.len()..)?.is_empty() {
        return None;
    }
    let start = context.end + after.len() - lead.len();
    Some(Violation::at(start..start + word.len(), fact_fault(lender, "机构类别", word, known)))
}

/// A figure in a text: digits with the marks that may be between them.
fn figure(text: &str) -> Option<&str> {
    let start = text.find(|c: char| c.is_ascii_digit())?;
    let rest = text.get(start..)?;
    let end = rest.find(|c: char| !(c.is_ascii_digit() || matches!(c, '-' | '.' | '%' | '％'))).unwrap_or(rest.len());
    Some(rest.get(..end)?.trim_end_matches(['.', '-']))
}

/// A number to call in three groups: 400 812 3465.
fn spaced_number(text: &str) -> Option<&str> {
    let end = text.find(|c: char| !(c.is_ascii_digit() || c == ' ')).unwrap_or(text.len());
    let number = text.get(..end)?.trim_end();
    let groups: Vec<usize> = number.split(' ').map(str::len).collect();
    (groups.len() == 3 && groups.iter().all(|length| (3..=4).contains(length))).then_some(number)
}

/// A figure after a fact's label in a sentence about the lender alone, which is not the register's.
fn differs(lenders: &Lenders, id: LenderId, fact: &Fact, context: &Context<'_>) -> Option<Violation> {
    let known = figure(&fact.value)?;
    let rest = context.sentence_after();
    let other =
        lenders.iter().any(|(other, lender)| other != id && names(lender).any(|n| n.chars().count() > 2 && rest.contains(n)));
    let (at, label) = labels(&fact.key).iter().copied().chain([fact.key.as_str()]).find_map(|l| Some((rest.find(l)?, l)))?;
    let after = rest.get(at + label.len()..)?;
    let near = first(after, 12);
    let written = figure(near)?;
    let start = after.find(written)?;
    let spaced = || spaced_number(after.get(start..)?).filter(|number| !number.contains(['%', '％']));
    let written = if fact.key == "hotline" { spaced().unwrap_or(written) } else { written };
    // A number of three digits and more is a number to call, one with a percent sign a rate.
    let rate = |t: &str| t.contains(['%', '％']);
    let alike = rate(written) == rate(known) && (rate(known) || written.len() + 1 >= known.len().min(5));
    let plain = |t: &str| t.chars().filter(char::is_ascii_digit).collect::<String>();
    let written = if written.contains(' ') { written } else { figure(after.get(start..)?)? };
    if other || !alike || plain(written) == plain(known) || first(near, 4).contains(['不', '非']) {
        return None;
    }
    let start = context.end + at + label.len() + start;
    let fault = fact_fault(&lenders[id], self::label(&fact.key), written, &fact.value);
    Some(Violation::with_suggestion(start..start + written.len(), fault, fact.value.clone()))
}

/// A lender that the title names is the one that `lender` names.
pub(super) fn title(rules: &Rules<'_>, article: &Article, found: &mut Collector) {
    let lenders = &rules.registers.lenders;
    let title = article.front.title.value.as_str();
    let named = rules.words.hits(title).into_iter().filter_map(|hit| match hit.word {
        Word::Lender(id) => Some((id, title.get(hit.start..hit.end)?)),
        _ => None,
    });
    let mut named: Vec<(LenderId, &str)> = named.filter(|(_, name)| name.chars().count() > 1).collect();
    named.sort();
    // A name within a longer one does not name anybody.
    let whole = |name: &str| !named.iter().any(|(_, other)| other.len() > name.len() && other.contains(name));
    let own = |id: LenderId| article.front.lender == Some(id) || article.front.lender.is_some_and(|l| is_kin(lenders, l, id));
    let whole: Vec<_> = named.iter().filter(|(_, name)| whole(name)).collect();
    if whole.iter().any(|(id, _)| own(*id)) {
        return;
    }
    let Some((_, name)) = whole.first() else { return };
    let is = article.front.lender.map(|l| lenders[l].name.clone());
    let fault = RuleFault::TitleLender {
        named: (*name).to_owned(),
        lender_zh: is.as_ref().map_or_else(|| "没有写".to_owned(), |n| format!("写的是「{n}」")),
        lender_en: is.map_or_else(|| "is absent".to_owned(), |n| format!("is {n}")),
    };
    found.add(article.front.title.span, fault);
}

/// True if one lender is behind the other, or the same company behind both.
fn is_kin(lenders: &Lenders, a: LenderId, b: LenderId) -> bool {
    let parent = |id: LenderId| lenders[id].parent;
    let entity = |id: LenderId| lenders[id].entity.as_deref();
    parent(a) == Some(b) || parent(b) == Some(a) || (entity(a).is_some() && entity(a) == entity(b))
}

fn brand(context: &Context<'_>) -> Option<Violation> {
    /// Words before a verb that change nothing.
    const MAY: &[&str] = &["会", "可能会", "可能", "可以", "将", "将会", "也会", "就会", "有权"];
    const LENDS: &[&str] = &[
        "放款", "发放贷款", "作为贷款人", "作为放款人", "作为出借人", "是贷款人", "是放款人", "是出借人", "是债权人", "起诉了",
        "起诉借款人", "公司放款",
    ];
    let after = context.after();
    let before = context.lead(8);
    let verb = MAY.iter().filter_map(|w| after.strip_prefix(w)).min_by_key(|t| t.len()).unwrap_or(after);
    let lends = LENDS.iter().find(|l| verb.starts_with(**l));
    let owed = ["放款人是", "贷款人是", "债权人是", "出借人是"].iter().any(|o| before.ends_with(o));
    if (lends.is_none() && !owed) || context.kind == Kind::Quote || context.sentence_has(&["不是", "不等于", "并非", "误以为"])
    {
        return None;
    }
    let lender = if context.word() == "支付宝" {
        "重庆蚂蚁消费金融有限公司（花呗、借呗）"
    } else {
        "深圳前海微众银行股份有限公司（微粒贷）"
    };
    Some(context.violation(|brand| RuleFault::BrandAsLender { brand, lender: lender.to_owned() }))
}

/// A thing in a clause with a year before it existed, close behind the year.
fn before_its_time(context: &Context<'_>) -> Option<Violation> {
    let (since, near) = match context.word() {
        "网贷" => (2007, 8),
        "花呗" => (2014, 8),
        "借呗" => (2015, 8),
        _ => (2020, 3),
    };
    too_early(context, since, near, &format!("{since}年"))
}

fn cap_before_its_time(context: &Context<'_>) -> Option<Violation> {
    too_early(context, 2020, 8, "2020年8月20日")
}

/// Words after a year that make it a beginning or an end, not the time of the words that follow.
const SPAN: &[&str] =
    &["至", "到", "起", "以来", "以后", "之后", "后", "之前", "以前", "前", "没有", "尚", "还没", "不", "与", "和"];

/// A time behind which a clause about it begins: 2012年，花呗……
const TIMES: &[&str] = &["", "的时候", "那时", "那时候", "时", "底", "初", "前后", "上半年", "下半年"];
/// Words by which a thing was not there yet.
const ABSENT: &[&str] = &["还没", "尚未", "没有", "不存在", "还不", "未", "诞生", "出现", "上线", "问世", "成立"];

/// The year of the clause before a word, and what stands between. A clause may be the year alone.
fn year_of<'t>(context: &Context<'t>) -> Option<(i16, &'t str)> {
    let clause = context.clause_before().trim_end_matches('《');
    let opening = || {
        let lead = context.sentence_before().strip_suffix(['，', ','])?;
        let lead = lead.rsplit(['，', ',', '：', '、']).next()?;
        let (date, behind) = lead.rsplit_once('年')?;
        let is_time = TIMES.contains(&behind) && date.trim_start_matches(['在', '早', ' ']).len() == 4;
        (is_time && !ABSENT.iter().any(|w| context.clause_after().contains(w))).then_some(())?;
        Some((year_at_end(date)?, ""))
    };
    let close =
        clause.rmatch_indices('年').find_map(|(i, mark)| Some((year_at_end(clause.get(..i)?)?, clause.get(i + mark.len()..)?)));
    if clause.is_empty() { opening() } else { close }
}

fn too_early(context: &Context<'_>, since: i16, near: usize, day: &str) -> Option<Violation> {
    let (year, rest) = year_of(context)?;
    let close = rest.chars().count() <= near && !SPAN.iter().any(|w| rest.contains(w));
    if year >= since || !close || context.kind == Kind::Quote {
        return None;
    }
    Some(context.violation(|thing| RuleFault::BeforeItsTime { thing, since: day.to_owned(), year: year.unsigned_abs().into() }))
}

/// Words behind a time at which something happened.
const HAPPENS: &[&str] = &[
    "借", "签", "办的", "办了", "放款", "逾期", "申请", "起诉", "开始", "买的", "下款", "还清", "被起诉", "入职", "毕业", "注册",
    "贷的", "贷了", "底", "初", "春节", "上半年", "下半年",
];
/// Words before a number of years.
const LASTS: &[&str] = &[
    "满", "近", "超", "约", "长达", "共", "用", "每", "了", "已", "过", "达", "足", "经", "期", "刑", "拘役", "最长", "最短",
    "至少", "不少于", "多", "第", "至", "到", "前", "后", "按", "要", "需", "还", "分", "贷款", "借款", "或",
];

/// `22年3月`, `22年借的`: a year that may also be a number of years, in a date or before what happened in it.
fn short_year(context: &Context<'_>) -> Option<Violation> {
    let after = context.after();
    let digits = after.trim_start_matches(' ').trim_start_matches(|c: char| c.is_ascii_digit());
    let month = after.trim_start_matches(' ').get(..after.trim_start_matches(' ').len() - digits.len())?;
    let is_month =
        month.parse::<u32>().is_ok_and(|month| (1..=12).contains(&month)) && digits.trim_start_matches(' ').starts_with('月');
    let lead = context.lead(6);
    let happens = HAPPENS.iter().any(|w| after.starts_with(w)) && !after.starts_with("借款期");
    let lasts = LASTS
        .iter()
        .any(|w| if is_month { *w != "到" && *w != "至" && *w != "后" && lead.ends_with(w) } else { lead.ends_with(w) });
    let is_term = ["刑", "拘役", "期限", "期间", "共计", "合计"].iter().any(|w| lead.contains(w));
    if (!is_month && !happens) || lasts || is_term { None } else { two_digit_year(context) }
}

/// `04年`: a year that lacks its century.
fn two_digit_year(context: &Context<'_>) -> Option<Violation> {
    let is_part =
        context.previous().is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '０'..='９') || ".-/:—第〇零".contains(c));
    let is_fine = is_part || context.kind == Kind::Quote;
    (!is_fine).then(|| context.violation(|written| RuleFault::TwoDigitYear { written }))
}
