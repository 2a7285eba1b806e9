//! The name of a law before the articles that a text cites of it, where no 《》 marks it: a registered title, a defined name, or 该法.

use super::cursor::CONNECTORS;
use super::lead::{date_before, foreign, is_past};
use super::{Draft, Reader};
use crate::model::registers::LawId;
use crate::model::registers::edition::{Bracket, version_in};
use crate::model::registers::titles::{self, Backward};
use crate::model::registers::versions::VersionQuery;
use crate::text::han::is_han;

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
/// Names of parts of laws before their articles.
const PARTS: &[&str] = &["总则编", "物权编", "合同编", "人格权编", "婚姻家庭编", "继承编", "侵权责任编", "总则", "分则", "附则"];

/// A name before a position.
pub(super) struct Name {
    pub(super) start: usize,
    pub(super) title: String,
    pub(super) law: Option<LawId>,
}

/// True if a title may start behind a text.
pub(super) fn opens(before: &str) -> bool {
    let before = before.trim_end_matches(' ');
    match before.chars().next_back() {
        None => true,
        Some('》') => false,
        Some(c) if is_han(c) => OPENERS.iter().any(|w| before.ends_with(w)) || date_before(before).is_some(),
        Some(_) => true,
    }
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
        if !opens(lead) || foreign(lead).is_some() {
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
    pub(super) fn longest_name(&self, before: &str) -> Option<(usize, String, Option<LawId>)> {
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
