//! Completions: what may stand at a place, with what people want to see of each.

mod candidates;
mod fence;
mod front;

use candidates::Candidate;
use jiff::civil::Date;

use super::cursor::{At, Cursor, cursor, values};
use crate::analyze::Library;
use crate::diag::Lang;
use crate::link::Addresses;
use crate::model::Parts;
use crate::model::registers::Registers;
use crate::text::{Source, Span, localized};

/// The most completions of one answer.
pub(crate) const MAX_COMPLETIONS: usize = 100;

/// One thing that may be put in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Completion {
    /// The name that is shown.
    pub(crate) label: String,
    /// What is put in place of the span.
    pub(crate) text: String,
    pub(crate) span: Span,
    /// The words by which an editor filters it, the one that was typed first.
    pub(crate) filter: String,
    /// What is shown beside the name.
    pub(crate) detail: String,
    /// A longer explanation.
    pub(crate) about: String,
    pub(crate) kind: CompletionKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CompletionKind {
    Key,
    Value,
    Row,
    File,
    Heading,
    Law,
}

/// What an answer is made of.
pub(crate) struct Scene<'s> {
    pub(crate) library: &'s Library,
    pub(crate) addresses: &'s Addresses,
    pub(crate) registers: &'s Registers,
    pub(crate) parts: &'s Parts,
    pub(crate) as_of: Date,
    pub(crate) source: &'s Source,
    /// The codes of the findings of the text.
    pub(crate) codes: Vec<u16>,
    pub(crate) lang: Lang,
}

/// The completions at an offset, the best first, and whether there are more.
pub(crate) fn completions(scene: &Scene<'_>, offset: usize) -> (Vec<Completion>, bool) {
    let Some(cursor) = cursor(&scene.source.text, offset) else { return (Vec::new(), false) };
    let candidates = scene.candidates(&cursor);
    let is_more = candidates.len() > MAX_COMPLETIONS;
    let completion = |candidate: Candidate| candidate.completion(&cursor);
    (candidates.into_iter().take(MAX_COMPLETIONS).map(completion).collect(), is_more)
}

impl Scene<'_> {
    /// What fits at a place, the best first.
    fn candidates(&self, cursor: &Cursor<'_>) -> Vec<Candidate> {
        let all = match cursor.at {
            At::Key => front::keys(self),
            At::Value(key) => front::values(self, key),
            At::Link => self.articles(cursor.typed, true),
            At::Anchor(file) => self.anchors(file),
            At::Row(register) => self.rows(register),
            At::LawArticle(law) => self.law_articles(law),
            At::Title => self.titles(),
            At::Number(title) => self.numbers(title),
            At::BlockKey(block, kind) => fence::keys(self, block, kind, &given(&self.source.text, cursor)),
            At::BlockValue(block, kind, key) => fence::values(self, block, kind, key),
            At::Fact => self.facts(cursor.typed),
            At::Alert => alerts(self.lang),
        };
        candidates::fitting(all, cursor.typed)
    }
}

/// The keys that the block around a place has.
fn given<'t>(text: &'t str, cursor: &Cursor<'_>) -> Vec<&'t str> {
    let at = cursor.span.start as usize;
    let start = text.get(..at).and_then(|before| before.rfind("```")).unwrap_or(0);
    let end = text.get(at..).and_then(|after| after.find("```")).map_or(text.len(), |end| at + end);
    text.get(start..end).map(|body| values(body).map(|(key, _)| key).collect()).unwrap_or_default()
}

fn alerts(lang: Lang) -> Vec<Candidate> {
    let kinds = [
        ("NOTE", ["说明", "a note"]),
        ("TIP", ["建议", "a tip"]),
        ("IMPORTANT", ["重要", "something important"]),
        ("WARNING", ["注意", "a warning"]),
        ("CAUTION", ["警告：可能有损失", "a caution"]),
    ];
    let alert = |(kind, texts): (&str, [&'static str; 2])| {
        Candidate::new(CompletionKind::Value, kind, format!("{kind}] ")).detail(localized(lang, texts))
    };
    kinds.into_iter().map(alert).collect()
}
