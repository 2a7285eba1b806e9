//! What a text is compared by: overlapping pairs of Chinese characters, and whole words and numbers of other scripts.
//!
//! Pairs need no dictionary, so a lender's name that came up last week is as good a word as an old one. A term is a number;
//! what it stands for is found again by reading the text again. No term is ever 0.

use std::ops::Range;

use crate::text::han::is_han;

/// A term, or a relation such as a lender. The highest two bits say which.
pub(super) type Term = u32;

const PAIR: u32 = 1 << 30;
const WORD: u32 = 2 << 30;
const RELATION: u32 = 3 << 30;
const REST: u32 = PAIR - 1;

/// True for characters that only hold a sentence together: a pair with one of them says nothing about the subject.
fn is_particle(c: char) -> bool {
    matches!(
        c,
        '的' | '了'
            | '是'
            | '在'
            | '和'
            | '与'
            | '就'
            | '也'
            | '都'
            | '而'
            | '及'
            | '或'
            | '被'
            | '把'
            | '这'
            | '那'
            | '吗'
            | '呢'
            | '吧'
            | '们'
            | '你'
            | '我'
            | '他'
            | '她'
            | '它'
            | '着'
            | '之'
            | '其'
            | '但'
            | '若'
            | '如'
            | '则'
            | '即'
            | '且'
            | '并'
            | '于'
    )
}

/// What an article has to do with, besides its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    /// Its lender.
    Lender,
    /// A topic.
    Topic,
    /// A law or an article of one that it cites.
    Law,
}

/// The term of a relation to what goes by a name.
pub(super) fn relation(kind: Relation, name: &str) -> Term {
    let seed = match kind {
        Relation::Lender => 1,
        Relation::Topic => 2,
        Relation::Law => 3,
    };
    RELATION | fold(name.bytes().fold(seed, |hash, byte| mix(hash, u64::from(byte))))
}

/// True for the terms of relations.
pub(super) fn is_relation(term: Term) -> bool {
    term >= RELATION
}

/// A number that orders terms as if by chance, the same everywhere.
pub(super) fn shuffled(term: Term) -> u32 {
    term.wrapping_mul(0x9e37_79b1)
}

/// Takes one more number into a hash.
pub(super) fn mix(hash: u64, next: u64) -> u64 {
    (hash ^ next).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(29)
}

/// The high bits of a hash, which depend on all that went in.
fn fold(hash: u64) -> u32 {
    (hash.wrapping_mul(0xff51_afd7_ed55_8ccd) >> 34) as u32 & REST
}

/// Calls `found` for each term of a text in order, with the bytes it stands on.
pub(super) fn terms(text: &str, mut found: impl FnMut(Term, Range<usize>)) {
    let mut before: Option<(usize, char)> = None;
    let mut word: Option<Word> = None;
    for (at, c) in text.char_indices() {
        let han = is_han(c);
        if let Some(w) = &mut word {
            if !han && c.is_alphanumeric() {
                w.add(at, c);
                continue;
            }
            if w.goes_on(text, at, c) {
                continue;
            }
        }
        if let Some((term, range)) = word.take().and_then(|w| w.term(at)) {
            found(term, range);
        }
        if han && !is_particle(c) {
            if let Some((start, first)) = before {
                found(pair(first, c), start..at + c.len_utf8());
            }
            before = Some((at, c));
        } else {
            before = None;
            if !han && c.is_alphanumeric() {
                word = Some(Word::new(at, c));
            }
        }
    }
    if let Some((term, range)) = word.and_then(|w| w.term(text.len())) {
        found(term, range);
    }
}

fn pair(a: char, b: char) -> Term {
    let (a, b) = (u32::from(a), u32::from(b));
    let near = |c: u32| (0x3400..0xa000).contains(&c);
    if near(a) && near(b) { PAIR | (a - 0x3400) << 15 | (b - 0x3400) } else { WORD | fold(mix(u64::from(a), u64::from(b))) }
}

/// A word or number being read. Upper and lower case, full and half width are the same.
struct Word {
    start: usize,
    length: usize,
    hash: u64,
}

impl Word {
    fn new(at: usize, c: char) -> Word {
        let mut word = Word { start: at, length: 0, hash: 0 };
        word.add(at, c);
        word
    }

    fn add(&mut self, _at: usize, c: char) {
        self.length += 1;
        self.hash = mix(self.hash, u64::from(plain(c)));
    }

    /// A point or comma within a number is part of it.
    fn goes_on(&self, text: &str, at: usize, c: char) -> bool {
        let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        let around = || (text.get(..at).and_then(|t| t.chars().next_back()), text.get(at + 1..).and_then(|t| t.chars().next()));
        matches!(c, '.' | ',') && {
            let (left, right) = around();
            digit(left) && digit(right)
        }
    }

    /// The word's term; a single letter or digit is none.
    fn term(self, end: usize) -> Option<(Term, Range<usize>)> {
        (self.length > 1).then(|| (WORD | fold(self.hash), self.start..end))
    }
}

/// A character without its case and width.
pub(super) fn plain(c: char) -> char {
    match c {
        '\u{ff10}'..='\u{ff19}' | '\u{ff21}'..='\u{ff3a}' | '\u{ff41}'..='\u{ff5a}' => {
            char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c).to_ascii_lowercase()
        }
        c => c.to_ascii_lowercase(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<&str> {
        let mut found = Vec::new();
        terms(text, |_, range| found.push(&text[range]));
        found
    }

    fn term(text: &str) -> Term {
        let mut found = Vec::new();
        terms(text, |term, _| found.push(term));
        assert_eq!(found.len(), 1, "{text}");
        found[0]
    }

    #[test]
    fn chinese_is_read_in_pairs_and_the_rest_in_words() {
        assert_eq!(read("逾期利息，LPR 的 4 倍是 15.4%"), ["逾期", "期利", "利息", "LPR", "15.4"]);
        assert_eq!(read("本金1,775.00元（约 3 期）"), ["本金", "1,775.00"]);
        assert_eq!(read("他的贷款"), ["贷款"]);
        assert_eq!(read("，。"), [""; 0]);
    }

    #[test]
    fn case_and_width_make_no_difference() {
        assert_eq!(term("LPR"), term("lpr"));
        assert_eq!(term("ＬＰＲ２４"), term("lpr24"));
        assert_ne!(term("逾期"), term("期逾"));
        assert_ne!(term("逾期"), term("𠮷期"));
    }
}
