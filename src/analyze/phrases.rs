//! The phrases of `search.yaml` that an article contains, so that one which no article contains is reported.

use std::collections::BTreeSet;
use std::sync::Arc;

use aho_corasick::AhoCorasick;

use super::Analysis;
use crate::diag::Finding;
use crate::diag::catalogue::FrontFault;
use crate::model::yaml::Located;
use crate::model::{Article, Registers};
use crate::text::Source;

/// Finds phrases; made once for all articles.
#[derive(Debug)]
pub(super) struct PhraseFinder(AhoCorasick);

impl PhraseFinder {
    /// `None` without search words.
    pub(super) fn new(registers: &Registers) -> Option<PhraseFinder> {
        let all: Vec<&str> = phrases(registers).map(|phrase| phrase.value.as_str()).collect();
        let automaton = AhoCorasick::builder().ascii_case_insensitive(true).build(&all).ok();
        automaton.filter(|_| !all.is_empty()).map(PhraseFinder)
    }

    /// The phrases in an article with the plain text `text`, by their numbers in the order of the register.
    pub(super) fn find(&self, article: &Article, text: &str) -> Box<[u32]> {
        let front = &article.front;
        let summary = front.summary.iter().map(|summary| summary.value.as_str());
        let faq = front.faq.iter().flat_map(|question| [question.q.as_str(), question.a.as_str()]);
        let texts = [front.title.value.as_str(), text].into_iter().chain(summary).chain(faq);
        let found: BTreeSet<u32> =
            texts.flat_map(|text| self.0.find_overlapping_iter(text)).map(|hit| hit.pattern().as_u32()).collect();
        found.into_iter().collect()
    }
}

fn phrases(registers: &Registers) -> impl Iterator<Item = &Located<String>> {
    registers.search.rows.iter().flat_map(|row| &row.find)
}

/// A finding for each phrase that no article contains.
pub(crate) fn absent(registers: &Registers, sources: &[Source], articles: &[Arc<Analysis>]) -> Vec<Finding> {
    let Some(source) = sources.iter().find(|source| source.path.ends_with("/search.yaml")) else { return Vec::new() };
    let present: BTreeSet<u32> = articles.iter().flat_map(|analysis| analysis.phrases.iter().copied()).collect();
    let absent = phrases(registers).zip(0..).filter(|(_, number)| !present.contains(number));
    absent
        .map(|(phrase, _)| Finding::at(&source.path, phrase.span, FrontFault::SearchAbsent { word: phrase.value.clone() }))
        .collect()
}
