//! The name of a law before the articles that a text cites of it, where no 《》 marks it: a registered title, a defined name, or 该法.

use super::cursor::CONNECTORS;
use super::{Draft, Reader};
use crate::model::registers::LawId;
use crate::model::registers::edition::{Bracket, edition, version_in};
use crate::model::registers::titles::{self, Backward};
use crate::model::registers::versions::VersionQuery;
use crate::text::han::{self, is_han};

/// Words that may stand right before a title. No longer title ends with one of them and a registered title: 劳动合同法 is no
/// 合同法, 社会保险法 no 保险法, 高等教育法 no 教育法.
const OPENERS: &[&str] = &[
    "依据", "根据", "依照", "按照", "遵照", "参照", "比照", "对照", "按", "依", "照", "违反", "违背", "触犯", "符合", "适用",
    "准用", "引用", "援引", "援用", "套用", "运用", "使用", "参见", "参考", "参阅", "详见", "见", "看", "查", "和", "与", "及",
    "或", "是", "在", "由", "对", "以", "为", "将", "把", "从", "如", "即", "则", "了", "的", "新", "原", "旧", "现行", "当时",
    "我国", "中国", "结合", "基于", "属于", "涉及", "关于", "鉴于", "由于", "对于", "至于", "写进", "写入", "但", "而", "且", "又",
    "也", "还", "并", "故", "因此", "所以", "因为", "认为", "主张", "称", "说", "指", "指出", "认定", "其中", "例如", "比如",
    "譬如", "诸如", "包括", "除", "没有", "只有", "还有", "另有", "就", "凭", "靠", "拿", "到", "名为", "上述", "前述", "依旧法",
    "修改", "修正", "删去", "满足", "超出", "因", "向", "这是", "不是", "以及",
];
/// Words by which a sentence speaks of the law of another place.
const FOREIGN: &[&str] = &[
    "德国", "法国", "日本", "瑞士", "美国", "英国", "意大利", "俄罗斯", "韩国", "台湾", "香港", "澳门", "民国", "清朝", "域外",
    "外国法",
];
/// Words behind the name of a place by which a whole sentence speaks of its law.
const ITS_LAW: &[&str] = &["，", ",", "法", "的法律", "的规定", "立法", "判例", "民法", "现行"];
/// Words after which a sentence speaks of the law of this country again.
const HOME: &[&str] = &["我国", "中国", "大陆", "内地", "中华人民共和国"];
/// Words that take up the law named last.
const ANAPHORS: &[&str] = &[
    "该法", "同法", "该条例", "该办法", "该解释", "该司法解释", "该规定", "该纪要", "该通知", "该意见", "该决定", "该细则",
    "该规则",
];
/// Words before 《规定》 with which it is the law named last.
const TAKES_UP: &[&str] = &["该", "上述", "前述", "同一"];
/// Words before a title by which another version is meant than the one in force.
const PAST: &[&str] = &[
    "原", "旧", "原来的", "原有的", "旧的", "老的", "修正前", "修正前的", "修正之前的", "修正以前的", "修订前", "修订前的",
    "修订之前的", "修订以前的", "修改前", "修改前的", "修改之前的", "修改以前的", "废止前的", "已废止的", "已经废止的", "被废止的",
    "已失效的", "已经失效的", "失效的", "当时的", "以前的", "之前的", "此前的", "过去的", "从前的",
];
/// Names of parts of laws before their articles.
const PARTS: &[&str] = &["总则编", "物权编", "合同编", "人格权编", "婚姻家庭编", "继承编", "侵权责任编", "总则", "分则", "附则"];

/// Ends of the titles of laws that 该法 may take up.
const LAWS: &[&str] = &["法", "典", "通则", "总则"];
/// Texts that have articles of their own, or name the law in another way.
const OWNERS: &[&str] = &[
    "合同", "协议", "章程", "条款", "约定", "规约", "公约", "判决", "裁定", "办法", "解释", "条例", "纪要", "通知", "意见", "细则",
    "规则", "计划", "方案", "须知", "保单", "本法", "该", "草案",
];
/// Words behind an article of law.
const RULES: &[&str] = &["规定", "明确", "确立", "要求", "允许", "禁止", "赋予", "限定"];

/// The most titles of a paragraph that 该法 looks back on.
const NAMED: usize = 50;

/// What a text names without 《》.
enum Between {
    Nothing,
    Law(String, Option<LawId>),
    /// Something that may be another law.
    Doubt,
}

/// A name before a position.
pub(super) struct Name {
    pub(super) start: usize,
    pub(super) title: String,
    pub(super) law: Option<LawId>,
}

/// The year, and the month, right before a title: 2015年的《…》, 2015年9月1日起施行的《…》.
pub(super) fn date_before(before: &str) -> Option<(i16, Option<i16>)> {
    const WORDS: [&str; 12] =
        ["公布的", "发布的", "颁布的", "施行的", "实施的", "修正的", "修订的", "修改的", "出台的", "制定的", "版的", "的"];
    let before = unmarked(before);
    let date = WORDS.iter().find_map(|w| before.strip_suffix(w)).unwrap_or(before).trim_end_matches('版');
    let date = date.trim_end_matches("开始").trim_end_matches(['起', ' ']);
    let (date, _) = counted(date, &['日', '号']).unwrap_or((date, 0));
    let (date, month) = counted(date, &['月']).map_or((date, None), |(date, month)| (date, Some(month)));
    let date = date.trim_end_matches(' ');
    let date = date.strip_suffix('年').or_else(|| before.ends_with(['版']).then_some(date))?;
    let short = || {
        let digits = date.len() - date.trim_end_matches(|c: char| c.is_ascii_digit()).len();
        // 15年的《…》
        date.get(date.len() - digits..)
            .filter(|_| digits == 2)?
            .parse()
            .ok()
            .map(|year: i16| year + if year < 50 { 2000 } else { 1900 })
    };
    Some((han::year_at_end(date).or_else(short)?, month))
}

/// A text without the number and the unit at its end, and the number.
fn counted<'t>(text: &'t str, units: &[char]) -> Option<(&'t str, i16)> {
    let inner = text.trim_end_matches(' ').strip_suffix(units)?.trim_end_matches(' ');
    let rest = inner.trim_end_matches(|c: char| c.is_ascii_digit());
    Some((rest, inner.get(rest.len()..)?.parse().ok()?))
}

/// A text without blanks and quotation marks at its end.
fn unmarked(before: &str) -> &str {
    before.trim_end_matches([' ', '“', '「', '‘', '*', '_'])
}

/// True if the words before a title say that it is of a time before: 原《…》, 修正前的《…》.
pub(super) fn is_past(before: &str) -> bool {
    PAST.iter().any(|w| unmarked(before).ends_with(w)) && !before.ends_with("还原")
}

/// True if a title may start behind a text.
fn opens(before: &str) -> bool {
    let before = before.trim_end_matches(' ');
    match before.chars().next_back() {
        None => true,
        Some('》') => false,
        Some(c) if is_han(c) => OPENERS.iter().any(|w| before.ends_with(w)) || date_before(before).is_some(),
        Some(_) => true,
    }
}

/// The place whose law the clause before a title names, or its sentence in so many words.
pub(super) fn foreign(before: &str) -> Option<&'static str> {
    let sentence = before.rsplit(['。', '；', '！', '？']).next().unwrap_or("");
    let clause = sentence.rsplit(['，', ',', '：']).next().map_or(0, |clause| sentence.len() - clause.len());
    let (at, place) = FOREIGN.iter().filter_map(|w| Some((sentence.rfind(w)?, *w))).max()?;
    let behind = sentence.get(at + place.len()..)?;
    let is_meant = at >= clause || ITS_LAW.iter().any(|w| behind.starts_with(w));
    (is_meant && !HOME.iter().any(|w| behind.contains(w))).then_some(place)
}

/// True if the sentence before a title names the law of another place.
fn is_foreign(before: &str) -> bool {
    let sentence = before.rsplit(['。', '；', '！', '？']).next().unwrap_or("");
    FOREIGN.iter().any(|w| sentence.contains(w))
}

/// A text without the connector or the part of a law at its end.
fn without_connector(before: &str) -> Option<&str> {
    CONNECTORS.iter().chain(PARTS).find_map(|w| before.strip_suffix(w)).map(str::trim_end)
}

impl Reader<'_> {
    /// The law that is named right before a position, by its title, a defined name, or 该法.
    pub(super) fn name_before(&self, at: usize) -> Option<Name> {
        let whole = self.before(at);
        let (offset, mut before) = (at - whole.len(), whole.trim_end());
        for _ in 0..4 {
            if let Some(name) = self.name_at(before, offset) {
                return Some(name);
            }
            // 民诉法原第二百五十三条: a number of another version.
            before = without_connector(before).filter(|_| !before.ends_with('原'))?;
        }
        None
    }

    /// The law whose name a text ends with, which begins at `offset`.
    fn name_at(&self, before: &str, offset: usize) -> Option<Name> {
        let (inner, is_quoted) = before.strip_suffix(['”', '」', '’']).map_or((before, false), |inner| (inner, true));
        let (inner, behind) = match bracket_at(inner) {
            Some((Bracket::Ordinal, _)) | None => (inner, (None, false)),
            Some((Bracket::Other, _)) => return None,
            Some((_, open)) => {
                let content = inner.get(open..)?.trim_start_matches(['（', '(']).trim_end_matches(['）', ')']);
                (inner.get(..open)?.trim_end(), version_in(content))
            }
        };
        if inner.ends_with('》') {
            let draft = self.titled_at(offset + inner.len())?;
            return Some(Name { start: draft.range.start, title: draft.title.clone(), law: draft.law });
        }
        if let Some(name) = self.anaphor(inner, offset) {
            return name;
        }
        let (start, title, law) = self.longest_name(inner)?;
        let lead = titles::lead(inner.get(..start)?, inner.get(start..)?);
        let lead = if is_quoted { lead.strip_suffix(['“', '「', '‘'])? } else { lead };
        if !opens(lead) || is_foreign(lead) {
            return None;
        }
        let query = VersionQuery { edition: behind.0, date: date_before(lead), is_past: behind.1 || is_past(lead) };
        let is_version = query.edition.is_some() || query.date.is_some() || query.is_past;
        let law = match law {
            Some(law) if is_version => {
                let exact = query.edition.and_then(|_| self.titles.find_version(inner.get(start..)?, &query));
                Some(exact.or_else(|| self.titles.version(law, &query))?)
            }
            law => law,
        };
        Some(Name { start: offset + lead.len(), title, law })
    }

    /// The citation in 《》 that ends at a position, as before a bracket that defines a name.
    pub(super) fn titled_at(&self, end: usize) -> Option<&Draft> {
        self.drafts.get(self.first_of_line..)?.last().filter(|d| d.range.end == end)
    }

    /// The longest registered title or defined name at the end of a text: its start, title and law.
    fn longest_name(&self, before: &str) -> Option<(usize, String, Option<LawId>)> {
        let defined = self.definitions.iter().rev().filter_map(|d| {
            let mut name = d.name.chars().rev();
            let mut start = before.len();
            for (c, at) in Backward::new(before) {
                match name.next() {
                    Some(expected) if expected.to_lowercase().eq([c]) => start = at,
                    Some(_) => return None,
                    None => return Some((start, d)),
                }
            }
            name.next().is_none().then_some((start, d))
        });
        let defined = defined.min_by_key(|(start, _)| *start);
        match (defined, self.titles.ending(before)) {
            (Some((start, d)), other) if other.is_none_or(|(at, _)| start <= at) => Some((start, d.title.clone(), d.law)),
            (_, Some((start, law))) => Some((start, before.get(start..)?.to_owned(), law)),
            _ => None,
        }
    }

    /// The law that 该法 at the end of a text takes up; an inner `None` if it is not certain.
    fn anaphor(&self, before: &str, offset: usize) -> Option<Option<Name>> {
        let word = ANAPHORS.iter().find(|w| before.ends_with(**w))?;
        let lead = before.strip_suffix(word)?;
        if !opens(lead) {
            // 合同法 ends with 同法.
            return None;
        }
        let kind = word.trim_start_matches(['该', '同']).trim_start_matches("司法");
        let kind = if kind.is_empty() { "法" } else { kind };
        let name = self.antecedent(lead, offset, kind).map(|(title, law)| Name { start: offset + lead.len(), title, law });
        Some(name.filter(|name| name.law.is_some()))
    }

    /// The law that 该《规定》 takes up.
    pub(super) fn taken_up(&self, start: usize, title: &str) -> Option<(String, Option<LawId>)> {
        let kind = ANAPHORS.iter().map(|w| w.trim_start_matches(['该', '同'])).find(|kind| *kind == title)?;
        let whole = self.before(start);
        let lead = TAKES_UP.iter().find_map(|w| whole.strip_suffix(w))?;
        self.antecedent(lead, start - whole.len(), kind.trim_start_matches("司法")).filter(|(_, law)| law.is_some())
    }

    /// The law of a kind that a paragraph names last, if no other law may be meant.
    fn antecedent(&self, lead: &str, offset: usize, kind: &str) -> Option<(String, Option<LawId>)> {
        let is_kind = |title: &str| {
            let bare = edition(title).0.trim_end_matches(['》', '）', ')']);
            match kind {
                "法" => !bare.ends_with("办法") && LAWS.iter().any(|end| bare.ends_with(end)),
                kind => bare.ends_with(kind),
            }
        };
        let named = self
            .drafts
            .get(self.first_of_line..)?
            .iter()
            .rev()
            .take(NAMED)
            .find(|d| d.law.is_some() || titles::is_like_law(&d.title));
        let from = named.map_or(0, |d| d.range.end.saturating_sub(offset));
        match self.named_between(lead, from, kind) {
            Between::Nothing => named.filter(|d| is_kind(&d.title)).map(|d| (d.title.clone(), d.law)),
            Between::Law(title, law) => is_kind(&title).then_some((title, law)),
            Between::Doubt => None,
        }
    }

    /// What a text names behind byte `from` without 《》 and without an article.
    fn named_between(&self, lead: &str, from: usize, kind: &str) -> Between {
        // 规定 and 解释 are verbs behind an article, and nouns elsewhere.
        let is_noun =
            |i: usize| !lead.get(..i).is_some_and(|t| t.ends_with(|c: char| "条款项所的有另也还作未都均已并".contains(c)));
        if !["法", "条例"].contains(&kind) && lead.match_indices(kind).any(|(i, _)| i >= from && is_noun(i)) {
            return Between::Doubt;
        }
        let ends = lead.match_indices(['法', '典', '例']).map(|(i, word)| i + word.len()).filter(|end| *end > from);
        for end in ends.rev() {
            let Some((before, after)) = lead.split_at_checked(end) else { return Between::Doubt };
            if let Some((start, title, law)) = self.longest_name(before) {
                // 劳动合同法 is not 合同法, but a law.
                let is_whole = start >= from && opens(titles::lead(before.get(..start).unwrap_or(""), &title));
                return if is_whole { Between::Law(title, law) } else { Between::Doubt };
            }
            if may_be_law(before, after) {
                return Between::Doubt;
            }
        }
        Between::Nothing
    }

    /// The law whose article stands in the same sentence, before an article without a name: 《民法典》第535条规定代位权，第538条规定撤销权.
    pub(super) fn continued(&self, at: usize) -> Option<Name> {
        let draft = self.drafts.get(self.first_of_line..)?.last().filter(|d| d.law.is_some() && !d.articles.is_empty())?;
        let whole = self.before(at);
        let from = draft.range.end.checked_sub(at - whole.len())?;
        let between = whole.get(from..)?;
        let opens = between.trim_end_matches(['而', '但', '则', ' ']).ends_with(['，', ',']);
        let ends = between.contains(['。', '；', '！', '？', '!', '?', ';', '《', '》', '“', '：']);
        if !opens || ends || OWNERS.iter().any(|w| between.contains(w)) {
            return None;
        }
        let mut cursor = self.cursor(at);
        let is_cited = !cursor.articles().is_empty()
            && RULES
                .iter()
                .any(|w| self.text.get(cursor.at..).is_some_and(|t| t.trim_start_matches(['则', '也', '还', '又']).starts_with(w)));
        match self.named_between(whole, from, "法") {
            Between::Nothing if is_cited => Some(Name { start: at, title: draft.title.clone(), law: draft.law }),
            _ => None,
        }
    }
}

/// Characters with which 法 and 例 are common words: 办法, 司法, 依法; 法院, 法律; 比例.
fn may_be_law(before: &str, after: &str) -> bool {
    let inner = before.get(..before.len().saturating_sub('法'.len_utf8())).and_then(|t| t.chars().next_back());
    let is_word = inner
        .is_none_or(|c| !is_han(c) || "方司合非违依无执立守用看说做想算写民商刑文本该其此各的在有新旧比案惯举实范先".contains(c));
    let goes_on = after.starts_with(|c: char| "院律规定人官庭理条则典学治制警医子语宝".contains(c));
    !is_word && !goes_on
}

/// The bracket that a text ends with, and where it opens.
fn bracket_at(text: &str) -> Option<(Bracket, usize)> {
    let inner = text.strip_suffix(['）', ')'])?;
    let mut depth = 1;
    let open = inner.char_indices().rev().take(60).find(|(_, c)| {
        depth += i32::from(matches!(c, '）' | ')')) - i32::from(matches!(c, '（' | '('));
        depth == 0
    });
    let (open, mark) = open?;
    Some((Bracket::of(inner.get(open + mark.len_utf8()..)?), open))
}
