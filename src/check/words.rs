//! Every pattern of every family in one automaton, which finds all of them in one pass over a text.

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

use super::context::Context;
use super::{Violation, facts, freshness, law, privacy, quality, wording};
use crate::model::Registers;
use crate::model::registers::LenderId;

/// Bytes of the longest name that a register may hold.
const LONGEST_NAME: usize = 80 * 4;

pub(super) struct Pattern {
    pub(super) words: &'static [&'static str],
    pub(super) rule: Rule,
}

pub(super) type Rule = fn(&Context<'_>) -> Option<Violation>;

#[derive(Debug, Clone, Copy)]
pub(super) enum Word {
    Fixed(Rule),
    /// A row of the site's own list.
    House(usize),
    Lender(LenderId),
    /// A label of the number of the article's own lender.
    Hotline,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Hit {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) word: Word,
}

#[derive(Debug)]
pub(super) struct Words {
    /// `None` if it could not be built; its bounded size prevents that.
    automaton: Option<AhoCorasick>,
    words: Vec<Word>,
}

impl Words {
    /// Every pattern of the families, of the site's own word list, and every name of a lender.
    pub(super) fn new(registers: &Registers) -> Words {
        let families =
            [law::PATTERNS, freshness::PATTERNS, facts::PATTERNS, privacy::PATTERNS, wording::PATTERNS, quality::PATTERNS];
        let mut patterns: Vec<&str> = Vec::new();
        let mut words = Vec::new();
        for pattern in families.into_iter().flatten() {
            patterns.extend(pattern.words);
            words.extend(pattern.words.iter().map(|_| Word::Fixed(pattern.rule)));
        }
        patterns.extend(facts::HOTLINES);
        words.extend(facts::HOTLINES.iter().map(|_| Word::Hotline));
        for (row, house) in registers.wording.rows.iter().enumerate() {
            patterns.push(&house.word);
            words.push(Word::House(row));
        }
        for (id, lender) in registers.lenders.iter() {
            for name in facts::names(lender) {
                patterns.push(name);
                words.push(Word::Lender(id));
            }
        }
        let automaton = AhoCorasick::builder().match_kind(MatchKind::Standard).kind(Some(AhoCorasickKind::DFA)).build(patterns);
        Words { automaton: automaton.ok(), words }
    }

    /// The hits in a text, by their ends. One may lie in another.
    pub(super) fn hits(&self, text: &str) -> Vec<Hit> {
        let Some(automaton) = &self.automaton else { return Vec::new() };
        let found = automaton.find_overlapping_iter(text);
        found.filter_map(|m| Some(Hit { start: m.start(), end: m.end(), word: *self.words.get(m.pattern().as_usize())? })).collect()
    }
}

/// True for a word that is only a part of a lender's name.
pub(super) fn is_within_name(hit: &Hit, hits: &[Hit]) -> bool {
    let first = hits.partition_point(|h| h.end < hit.end);
    let near = hits.iter().skip(first).take_while(|h| h.end <= hit.end + LONGEST_NAME);
    near.into_iter().any(|h| matches!(h.word, Word::Lender(_)) && h.start <= hit.start && h.end - h.start > hit.end - hit.start)
}
