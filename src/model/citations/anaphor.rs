//! The law that a paragraph named before: 该法, 该《规定》, and an article without a name in the same sentence.

use super::Reader;
use super::name::{Name, opens};
use crate::model::registers::LawId;
use crate::model::registers::edition::edition;
use crate::model::registers::titles;
use crate::text::han::is_han;

/// Words that take up the law named last.
const ANAPHORS: &[&str] = &[
    "该法", "同法", "该条例", "该办法", "该解释", "该司法解释", "该规定", "该纪要", "该通知", "该意见", "该决定", "该细则",
    "该规则",
];
/// Words before 《规定》 with which it is the law named last.
const TAKES_UP: &[&str] = &["该", "上述", "前述", "同一"];
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

impl Reader<'_> {
    /// The law that 该法 at the end of a text takes up; an inner `None` if it is not certain.
    pub(super) fn anaphor(&self, before: &str, offset: usize) -> Option<Option<Name>> {
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
