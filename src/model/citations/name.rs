//! The name of a law before the articles that a text cites of it, where no 《》 marks it: a registered title, a defined name, or 该法.

use super::cursor::CONNECTORS;
use super::{Draft, Reader};
use crate::model::registers::LawId;
use crate::model::registers::edition::{Bracket, edition};
use crate::model::registers::titles::{self, Backward};
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
/// Words that take up the law named last.
const ANAPHORS: &[&str] = &["该法", "同法", "该条例", "该办法", "该解释", "该司法解释"];
/// Names of parts of laws before their articles.
const PARTS: &[&str] = &["总则编", "物权编", "合同编", "人格权编", "婚姻家庭编", "继承编", "侵权责任编", "总则", "分则", "附则"];

/// The most titles of a paragraph that 该法 looks back on.
const NAMED: usize = 50;

/// A name before a position.
pub(super) struct Name {
    pub(super) start: usize,
    pub(super) title: String,
    pub(super) law: Option<LawId>,
}

/// The year right before a title: 2015年的《…》.
pub(super) fn year_before(before: &str) -> Option<i16> {
    let words = ["公布的", "发布的", "施行的", "修正的", "修订的", "出台的", "版的", "版", "的"];
    let date = words.iter().find_map(|w| before.strip_suffix(w)).unwrap_or(before);
    han::year_at_end(date.strip_suffix('年')?)
}

/// True if a title may start behind a text.
fn opens(before: &str) -> bool {
    let before = before.trim_end_matches(' ');
    match before.chars().next_back() {
        None => true,
        Some('》') => false,
        Some(c) if is_han(c) => OPENERS.iter().any(|w| before.ends_with(w)) || year_before(before).is_some(),
        Some(_) => true,
    }
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
            before = without_connector(before)?;
        }
        None
    }

    /// The law whose name a text ends with, which begins at `offset`.
    fn name_at(&self, before: &str, offset: usize) -> Option<Name> {
        let (inner, is_quoted) = before.strip_suffix(['”', '」', '’']).map_or((before, false), |inner| (inner, true));
        let (inner, edition) = match bracket_at(inner) {
            Some((Bracket::Ordinal, _)) | None => (inner, None),
            Some((Bracket::Other, _)) => return None,
            Some((Bracket::Edition, open)) => {
                let content = inner.get(open..)?.trim_start_matches(['（', '(']).trim_end_matches(['）', ')']);
                (inner.get(..open)?.trim_end(), Some(content))
            }
            Some((_, open)) => (inner.get(..open)?.trim_end(), None),
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
        let written = inner.get(start..)?;
        let law = match (edition, year_before(lead)) {
            (Some(edition), _) => Some(self.titles.find_edition(written, edition)?),
            (None, Some(year)) => law.map(|law| self.titles.of_year(law, written, year)),
            (None, None) => law,
        };
        Some(Name { start: offset + lead.len(), title, law })
    }

    /// The citation in 《》 that ends at a position, as before a bracket that defines a name.
    fn titled_at(&self, end: usize) -> Option<&Draft> {
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

    /// The law of a kind that a paragraph names last, if no other law may be meant.
    fn antecedent(&self, lead: &str, offset: usize, kind: &str) -> Option<(String, Option<LawId>)> {
        let is_kind = |title: &str| {
            let bare = edition(title).0.trim_end_matches(['》', '）', ')']);
            bare.ends_with(kind) || (kind == "法" && ["典", "通则", "总则"].iter().any(|end| bare.ends_with(end)))
        };
        let named = self
            .drafts
            .get(self.first_of_line..)?
            .iter()
            .rev()
            .take(NAMED)
            .find(|d| d.law.is_some() || titles::is_like_law(&d.title));
        let from = named.map_or(0, |d| d.range.end.saturating_sub(offset));
        // A law that is named without 《》 and without an article stands between.
        let ends = lead.match_indices(['法', '典', '例']).map(|(i, word)| i + word.len()).filter(|end| *end > from);
        for end in ends.rev() {
            let before = lead.get(..end)?;
            if let Some((start, title, law)) = self.longest_name(before) {
                // 劳动合同法 is not 合同法, but a law.
                let is_whole = start >= from && opens(titles::lead(before.get(..start)?, &title));
                return (is_whole && is_kind(&title)).then_some((title, law));
            }
            if may_be_law(before, lead.get(end..)?) {
                return None;
            }
        }
        named.filter(|d| is_kind(&d.title)).map(|d| (d.title.clone(), d.law))
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
