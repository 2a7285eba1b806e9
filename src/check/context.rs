//! The context of a word: the characters beside it, its clause, its sentence, its paragraph. It decides nothing.

use std::ops::Range;

use super::Violation;
use crate::diag::catalogue::RuleFault;
use crate::model::facts::Kind;

/// Bytes looked at on either side of a word: no sentence is longer, and a hostile line costs no more.
const REACH: usize = 600;

#[derive(Debug, Clone, Copy)]
pub(super) struct Context<'t> {
    pub(super) text: &'t str,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) kind: Kind,
    /// False in front matter.
    pub(super) is_body: bool,
}

impl<'t> Context<'t> {
    /// The word of prose at some bytes, which are character boundaries.
    pub(super) fn new(text: &'t str, start: usize, end: usize) -> Context<'t> {
        Context { text, start, end, kind: Kind::Prose, is_body: true }
    }

    pub(super) fn range(&self) -> Range<usize> {
        self.start..self.end
    }

    pub(super) fn violation(&self, fault: impl FnOnce(String) -> RuleFault) -> Violation {
        Violation::at(self.range(), fault(self.word().to_owned()))
    }

    pub(super) fn word(&self) -> &'t str {
        self.text.get(self.start..self.end).unwrap_or("")
    }

    /// The text before it, up to [`REACH`] bytes.
    pub(super) fn before(&self) -> &'t str {
        let from = self.text.ceil_char_boundary(self.start.saturating_sub(REACH));
        self.text.get(from..self.start).unwrap_or("")
    }

    /// The text after it, up to [`REACH`] bytes.
    pub(super) fn after(&self) -> &'t str {
        let to = self.text.floor_char_boundary((self.end + REACH).min(self.text.len()));
        self.text.get(self.end..to).unwrap_or("")
    }

    pub(super) fn previous(&self) -> Option<char> {
        self.before().chars().next_back()
    }

    pub(super) fn next(&self) -> Option<char> {
        self.after().chars().next()
    }

    pub(super) fn sentence_before(&self) -> &'t str {
        self.before().rsplit(ends_sentence).next().unwrap_or_default()
    }

    pub(super) fn sentence_after(&self) -> &'t str {
        self.after().split(ends_sentence).next().unwrap_or_default()
    }

    pub(super) fn clause_before(&self) -> &'t str {
        self.sentence_before().rsplit(ends_clause).next().unwrap_or_default()
    }

    pub(super) fn clause_after(&self) -> &'t str {
        self.sentence_after().split(ends_clause).next().unwrap_or_default()
    }

    /// True if its sentence has one of these words besides it.
    pub(super) fn sentence_has(&self, words: &[&str]) -> bool {
        let (before, after) = (self.sentence_before(), self.sentence_after());
        words.iter().any(|w| before.contains(w) || after.contains(w))
    }

    /// True if its sentence has one of these words before it.
    pub(super) fn sentence_before_has(&self, words: &[&str]) -> bool {
        let before = self.sentence_before();
        words.iter().any(|w| before.contains(w))
    }

    /// True if it is a part of this phrase.
    pub(super) fn is_within(&self, phrase: &str) -> bool {
        phrase.match_indices(self.word()).any(|(i, word)| {
            let (before, after) = (phrase.get(..i).unwrap_or(""), phrase.get(i + word.len()..).unwrap_or(""));
            self.before().ends_with(before) && self.after().starts_with(after)
        })
    }

    /// The last `count` characters of its clause before it.
    pub(super) fn lead(&self, count: usize) -> &'t str {
        last(self.clause_before(), count)
    }

    pub(super) fn paragraph(&self) -> (usize, &'t str) {
        let before = self.before().rsplit('\n').next().map_or(0, str::len);
        let after = self.after().split('\n').next().map_or(0, str::len);
        (self.start - before, self.text.get(self.start - before..self.end + after).unwrap_or_default())
    }

    pub(super) fn opens(&self) -> bool {
        self.previous().is_none_or(|c| c == '\n')
    }
}

/// The last `count` characters of a text.
pub(super) fn last(text: &str, count: usize) -> &str {
    let start = text.char_indices().rev().nth(count.saturating_sub(1)).map_or(0, |(i, _)| i);
    text.get(start..).unwrap_or("")
}

/// The first `count` characters of a text.
pub(super) fn first(text: &str, count: usize) -> &str {
    text.char_indices().nth(count).map_or(text, |(i, _)| text.get(..i).unwrap_or(text))
}

fn ends_sentence(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '!' | '?' | '；' | '\n')
}

fn ends_clause(c: char) -> bool {
    matches!(c, '，' | '：' | '、' | ',' | ':' | '（' | '）' | '(' | ')')
}

/// True for punctuation and the ends of a text.
pub(super) fn is_mark(c: Option<char>) -> bool {
    c.is_none_or(|c| !c.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn context<'t>(text: &'t str, word: &str) -> Context<'t> {
        let start = text.find(word).unwrap();
        Context::new(text, start, start + word.len())
    }

    #[test]
    fn a_word_knows_its_clause_its_sentence_and_its_paragraph() {
        let text = "前段。\n第一句。信用卡逾期以后，银行收取滞纳金，不合规定；第三句。\n后段";
        let word = context(text, "滞纳金");
        assert_eq!(word.sentence_before(), "信用卡逾期以后，银行收取");
        assert_eq!(word.sentence_after(), "，不合规定");
        assert_eq!((word.clause_before(), word.clause_after()), ("银行收取", ""));
        assert_eq!(word.lead(2), "收取");
        assert_eq!(word.paragraph().1, "第一句。信用卡逾期以后，银行收取滞纳金，不合规定；第三句。");
        assert!(word.sentence_has(&["信用卡"]) && !word.sentence_has(&["第三"]));
        assert!(context(text, "第一").opens() && !word.opens());
    }

    #[test]
    fn the_ends_of_a_text_are_no_trouble() {
        let word = context("费", "费");
        assert_eq!((word.previous(), word.next(), word.sentence_before(), word.paragraph()), (None, None, "", (0, "费")));
        assert_eq!((last("甲乙丙", 2), first("甲乙丙", 2), last("", 2), first("甲", 9)), ("乙丙", "甲乙", "", "甲"));
    }
}
