//! The terms of a text: overlapping pairs of Chinese characters, and whole words and numbers of other scripts.
//!
//! Pairs need no dictionary, so the name of a lender that came up last week is as good a word as an old one. What any text may
//! have, whatever its subject, is no term: short numbers, years, numbers of sections, fragments of two letters, words that only
//! hold a sentence together. A term is a number; its word is found by reading the text again. No term is ever 0.

use std::ops::Range;

use crate::text::han::{HanSet, is_han, is_letter};

/// A pair, a word or a relation; the highest two bits say which.
pub(crate) type Term = u32;

const PAIR: u32 = 1 << 30;
const WORD: u32 = 2 << 30;
const RELATION: u32 = 3 << 30;
const LOW_BITS: u32 = PAIR - 1;

/// Characters that only hold a sentence together: a pair with one of them tells nothing about the subject.
static PARTICLES: HanSet = HanSet::of(&[
    '的', '了', '是', '在', '和', '与', '就', '也', '都', '而', '及', '或', '被', '把', '这', '那', '吗', '呢', '吧', '们', '你',
    '我', '他', '她', '它', '着', '之', '其', '但', '若', '如', '则', '即', '且', '并', '于',
]);

/// Characters of numbers: a pair of them tells as little as a short number, and so does an ordinal with its unit (第十二届).
static NUMERALS: HanSet =
    HanSet::of(&['第', '零', '一', '二', '两', '三', '四', '五', '六', '七', '八', '九', '十', '百', '千', '万']);

/// English words that only hold a sentence together.
const FUNCTION_WORDS: &[&str] = &[
    "about", "after", "all", "also", "and", "any", "are", "because", "been", "before", "but", "can", "could", "did", "does",
    "each", "for", "from", "had", "has", "have", "how", "if", "in", "into", "is", "it", "its", "may", "more", "most", "must", "no",
    "not", "of", "on", "one", "only", "or", "other", "our", "over", "same", "should", "so", "some", "such", "than", "that", "the",
    "their", "them", "then", "there", "these", "they", "this", "to", "under", "use", "used", "was", "were", "what", "when",
    "where", "which", "while", "who", "will", "with", "within", "without", "would", "you", "your",
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Relation {
    Lender,
    Topic,
    Law,
}

pub(crate) fn relation(kind: Relation, name: &str) -> Term {
    let seed = match kind {
        Relation::Lender => 1,
        Relation::Topic => 2,
        Relation::Law => 3,
    };
    RELATION | fold(name.bytes().fold(seed, |all, byte| hash(all, u64::from(byte))))
}

pub(crate) fn is_relation(term: Term) -> bool {
    term >= RELATION
}

/// A number that orders terms as if by chance, the same on every machine.
pub(crate) fn scramble(term: Term) -> u32 {
    term.wrapping_mul(0x9e37_79b1)
}

pub(crate) fn hash(before: u64, next: u64) -> u64 {
    (before ^ next).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(29)
}

/// The high bits of a hash, which depend on all numbers in it.
fn fold(hash: u64) -> u32 {
    (hash.wrapping_mul(0xff51_afd7_ed55_8ccd) >> 34) as u32 & LOW_BITS
}

/// Calls `found` for each term of a text in order, with its bytes.
pub(crate) fn tokenize(text: &str, found: impl FnMut(Term, Range<usize>)) {
    scan(text, found, |_, _| ());
}

/// Calls `found` as [`tokenize()`] does, and `each` for each character, after the terms before it; its second argument is true for
/// Chinese characters.
pub(crate) fn scan(text: &str, mut found: impl FnMut(Term, Range<usize>), mut each: impl FnMut(char, bool)) {
    let mut before: Option<(usize, char)> = None;
    let mut word: Option<Word> = None;
    // True within 第 and its number.
    let mut is_ordinal = false;
    for (at, c) in text.char_indices() {
        let han = is_han(c);
        if let Some(w) = &mut word {
            let is_letter = !han && is_letter(c);
            if is_letter {
                w.add(c);
            }
            if is_letter || w.continues(text, at, c) {
                each(c, han);
                continue;
            }
        }
        if let Some((term, range)) = word.take().and_then(|w| w.term(text, at)) {
            found(term, range);
        }
        each(c, han);
        if han && !PARTICLES.has(c) {
            let tells = |first: char| !NUMERALS.has(first) || !(is_ordinal || NUMERALS.has(c));
            if let Some((start, first)) = before.filter(|(_, first)| tells(*first)) {
                found(pair(first, c), start..at + c.len_utf8());
            }
            is_ordinal = c == '第' || is_ordinal && NUMERALS.has(c);
            before = Some((at, c));
        } else {
            (before, is_ordinal) = (None, false);
            if !han && is_letter(c) {
                word = Some(Word::new(at, c));
            }
        }
    }
    if let Some((term, range)) = word.and_then(|w| w.term(text, text.len())) {
        found(term, range);
    }
}

fn pair(a: char, b: char) -> Term {
    let (a, b) = (u32::from(a), u32::from(b));
    let near = |c: u32| (0x3400..0xa000).contains(&c);
    if near(a) && near(b) { PAIR | (a - 0x3400) << 15 | (b - 0x3400) } else { WORD | fold(hash(u64::from(a), u64::from(b))) }
}

/// The part of a word or number that has been read. Case and width make no difference.
struct Word {
    start: usize,
    length: usize,
    digits: usize,
    lower_case: usize,
    points: usize,
    hash: u64,
}

impl Word {
    fn new(at: usize, c: char) -> Word {
        let mut word = Word { start: at, length: 0, digits: 0, lower_case: 0, points: 0, hash: 0 };
        word.add(c);
        word
    }

    fn add(&mut self, c: char) {
        let normal = normalize(c);
        self.length += 1;
        self.digits += usize::from(normal.is_ascii_digit());
        self.lower_case += usize::from(c.is_lowercase());
        self.hash = hash(self.hash, u64::from(normal));
    }

    /// True for a point or comma within a number, which is part of it.
    fn continues(&mut self, text: &str, at: usize, c: char) -> bool {
        let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        let around = || (text.get(..at).and_then(|t| t.chars().next_back()), text.get(at + 1..).and_then(|t| t.chars().next()));
        let within = matches!(c, '.' | ',') && {
            let (left, right) = around();
            digit(left) && digit(right)
        };
        self.points += usize::from(within && c == '.');
        within
    }

    /// The term of the word, if it tells something about a subject.
    fn term(self, text: &str, end: usize) -> Option<(Term, Range<usize>)> {
        let range = self.start..end;
        let written = text.get(range.clone())?;
        let is_telling = if self.digits == self.length {
            let is_share = text.get(end..).is_some_and(|after| after.starts_with(['%', '％', '‰']));
            self.points < 2 && (is_share || (self.length > 2 && !is_year(written)))
        } else {
            let is_fragment = self.length < 2 || (self.length == 2 && self.lower_case > 0);
            !is_fragment && !FUNCTION_WORDS.iter().any(|word| word.eq_ignore_ascii_case(written))
        };
        is_telling.then_some((WORD | fold(self.hash), range))
    }
}

/// True if a number may be a year of our time.
fn is_year(written: &str) -> bool {
    let mut digits = written.chars().map(normalize);
    let century = (digits.next(), digits.next());
    matches!(century, (Some('1'), Some('9')) | (Some('2'), Some('0')))
        && digits.filter(char::is_ascii_digit).count() == 2
        && written.chars().count() == 4
}

/// A character without its case and width.
pub(crate) fn normalize(c: char) -> char {
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
        tokenize(text, |_, range| found.push(&text[range]));
        found
    }

    fn term(text: &str) -> Term {
        let mut found = Vec::new();
        tokenize(text, |term, _| found.push(term));
        assert_eq!(found.len(), 1, "{text}");
        found[0]
    }

    #[test]
    fn chinese_is_read_in_pairs_and_the_rest_in_words() {
        assert_eq!(read("逾期利息，LPR 的 4 倍是 15.4%"), ["逾期", "期利", "利息", "LPR", "15.4"]);
        assert_eq!(read("本金1,775.00元（约 3 期）"), ["本金", "1,775.00"]);
        assert_eq!(read("4S店的 AI 客服"), ["4S", "AI", "客服"]);
        assert_eq!(read("他的贷款"), ["贷款"]);
        assert_eq!(read("，。"), [""; 0]);
    }

    #[test]
    fn what_any_text_may_hold_is_no_term() {
        assert_eq!(read("3 12 ７ 2024 １９９８年"), [""; 0]);
        assert_eq!(read("3.2 3.2.1 2026.11.05 5.10.0"), [""; 0]);
        assert_eq!(read("ls of to xy v2"), [""; 0]);
        assert_eq!(read("The notes are from one AND WITH the other"), ["notes"]);
        assert_eq!(read("第六百七十六条第十二届"), ["条第"]);
        assert_eq!(read("第三方六个月"), ["方六", "六个", "个月"]);
    }

    #[test]
    fn numbers_that_say_something_are_terms() {
        assert_eq!(read("24%、36％、4.2‰"), ["24", "36", "4.2"]);
        assert_eq!(read("12378 1,900 3.45 15.4 500 2,024"), ["12378", "1,900", "3.45", "15.4", "500", "2,024"]);
        assert_eq!(read("1899 2100 20240"), ["1899", "2100", "20240"]);
    }

    #[test]
    fn a_term_is_the_same_number_on_every_machine() {
        assert_eq!(hash(0, 1), 0x9e37_79b9_7f4a_7c15_u64.rotate_left(29));
        assert_eq!(pair('一', '丁'), PAIR | 0x1a00 << 15 | 0x1a01);
        assert_eq!(pair('一', '𠮷') & RELATION, WORD);
    }

    #[test]
    fn case_and_width_make_no_difference() {
        assert_eq!(term("LPR"), term("lpr"));
        assert_eq!(term("ＬＰＲ２４"), term("lpr24"));
        assert_ne!(term("逾期"), term("期逾"));
        assert_ne!(term("逾期"), term("𠮷期"));
    }
}
