//! A text as search reads it: the characters that count, and the parts of the text.
//!
//! `static/theme/search-index.js` reads queries in the same way; `tests/search_node.rs` compares the two.

use unicode_normalization::UnicodeNormalization;

use super::han::{DROPPABLE, is_han, is_usual, run_of_usual};
use super::{numbers, radical};

/// True for characters beyond ASCII that divide a text: punctuation, symbols, private use.
fn is_divider(c: char) -> bool {
    matches!(c,
        '\u{7f}'..='\u{a9}' | '\u{ab}'..='\u{b4}' | '\u{b6}'..='\u{b9}' | '\u{bb}'..='\u{bf}' | '×' | '÷' | '\u{2c2}'..='\u{2df}'
        | '\u{2000}'..='\u{2bff}' | '\u{2e00}'..='\u{2e7f}' | '\u{2ff0}'..='\u{3004}' | '\u{3008}'..='\u{3020}' | '\u{3030}'
        | '\u{3036}' | '\u{3037}' | '\u{303d}'..='\u{303f}' | '\u{30fb}' | '\u{e000}'..='\u{f8ff}' | '\u{fe10}'..='\u{fe6f}'
        | '\u{ff00}'..='\u{ffff}' | '\u{1f000}'..='\u{1faff}' | '\u{f0000}'..='\u{10ffff}')
}

/// True for characters without a width, or that only change the one before. They are ignored.
fn is_unseen(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
        | '\u{e0100}'..='\u{e01ef}')
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CharClass {
    Counts,
    Parts,
    Unseen,
}

/// The class of a character after NFKC and in lower case.
pub(crate) fn char_class(c: char) -> CharClass {
    match c {
        '0'..='9' | 'a'..='z' | 'A'..='Z' | '\u{4e00}'..='\u{9fff}' => CharClass::Counts,
        '\0'..='\u{7f}' | '\u{2010}'..='\u{205f}' | '\u{3000}'..='\u{3004}' | '\u{3008}'..='\u{3020}' => CharClass::Parts,
        _ if is_unseen(c) => CharClass::Unseen,
        _ if is_divider(c) => CharClass::Parts,
        _ => CharClass::Counts,
    }
}

/// A text as search compares it: NFKC, lower case, parts of letters and digits with a blank between two of them. `%` counts
/// after a digit, `.` between two. A blank between a Chinese character and one of another script does not part (`LPR 下调`
/// is `lpr下调`).
pub fn normalised(text: &str) -> String {
    let mut out = Normalizer { text: String::with_capacity(text.len()), last: None, gap: Gap::None };
    let mut rest = text;
    loop {
        let (line, after) = rest.split_at(memchr::memchr(b'\n', rest.as_bytes()).unwrap_or(rest.len()));
        if !out.simple_line(line) {
            out.line(line.nfkc().flat_map(char::to_lowercase));
        }
        let Some(next) = after.strip_prefix('\n') else { break };
        out.gap = Gap::Part;
        rest = next;
    }
    out.text
}

/// A [`normalised`] text with its numbers in one writing, as the search index and queries have it.
pub fn folded(text: &str) -> String {
    numbers::fold(&normalised(text))
}

/// The letters and digits of a text that stay when a machine mends it: NFKC, lower case, without marks, blanks, characters that nobody
/// sees, and those that word filters drop.
pub(crate) fn lasting(text: &str) -> impl Iterator<Item = char> {
    let whole = |c: char| radical::character(c).and_then(|character| character.chars().next()).unwrap_or(c);
    let characters = text.chars().map(whole).nfkc().flat_map(char::to_lowercase);
    characters.filter(|c| c.is_alphanumeric() && !DROPPABLE.has(*c))
}

/// The NFKC form of a character that has no other effect on its neighbours: nearly all that is written in Chinese.
fn simple(c: char) -> Option<char> {
    match c {
        '\0'..='\u{7f}' | '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '\u{3001}'..='\u{3035}' => Some(c),
        '·' | '—' | '–' | '‘' | '’' | '“' | '”' => Some(c),
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0),
        '\u{3000}' => Some(' '),
        _ => None,
    }
}

/// What separates a character from the last one that counts.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Gap {
    None,
    Blank,
    Part,
}

struct Normalizer {
    text: String,
    last: Option<char>,
    gap: Gap,
}

impl Normalizer {
    /// Appends a line of [`simple`] characters, runs of Chinese at once; false for any other line. The terms of 2,000 characters take
    /// 95 µs instead of 405 with NFKC for every line (`cargo bench --bench stages`, "load and model: articles").
    fn simple_line(&mut self, line: &str) -> bool {
        let (length, last, gap) = (self.text.len(), self.last, self.gap);
        let mut rest = line;
        while !rest.is_empty() {
            let (run, after) = rest.split_at(run_of_usual(rest));
            let mut chars = run.chars();
            if let Some(first) = chars.next() {
                self.counts(first);
                self.text.push_str(chars.as_str());
                self.last = chars.next_back().or(self.last);
            }
            let (others, after) = after.split_at(after.find(is_usual).unwrap_or(after.len()));
            if others.chars().any(|c| simple(c).is_none()) {
                self.text.truncate(length);
                (self.last, self.gap) = (last, gap);
                return false;
            }
            self.line(others.chars().filter_map(simple).map(|c| c.to_ascii_lowercase()));
            rest = after;
        }
        true
    }

    fn line(&mut self, chars: impl Iterator<Item = char>) {
        let mut chars = chars.filter(|c| char_class(*c) != CharClass::Unseen).peekable();
        while let Some(c) = chars.next() {
            if char_class(c) == CharClass::Counts || self.is_in_number(c, chars.peek().copied()) {
                self.counts(c);
            } else if c != ' ' {
                self.gap = Gap::Part;
            } else if self.gap == Gap::None {
                self.gap = Gap::Blank;
            }
        }
    }

    fn is_in_number(&self, c: char, next: Option<char>) -> bool {
        let follows_digit = self.gap == Gap::None && self.last.is_some_and(|l| l.is_ascii_digit());
        follows_digit && (c == '%' || c == '.' && next.is_some_and(|n| n.is_ascii_digit()))
    }

    fn counts(&mut self, c: char) {
        let joined = |last: char| self.gap == Gap::Blank && is_han(last) != is_han(c);
        if self.gap != Gap::None && self.last.is_some_and(|l| !joined(l)) {
            self.text.push(' ');
        }
        self.gap = Gap::None;
        self.last = Some(c);
        self.text.push(c);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn words_as_search_compares_them() {
        for (text, is) in [
            ("逾期３０天，怎么办？", "逾期30天 怎么办"),
            ("LPR 下调 5 个基点", "lpr下调5个基点"),
            ("信用卡 停息", "信用卡 停息"),
            ("Apple Pay", "apple pay"),
            ("年化24%、36％；3.45%。", "年化24% 36% 3.45%"),
            ("1. 概述 .5 %", "1 概述 5"),
            ("第一行\n第二行", "第一行 第二行"),
            ("①甲ｶﾞÉ", "1甲ガé"),
            ("𠮷野家😀Ⅳ", "𠮷野家 iv"),
            ("零\u{200b}宽 e\u{301}", "零宽é"),
            ("逾期 甲。\n乙 É丙，ａ Ⅳ", "逾期 甲 乙é丙 a iv"),
            ("——", ""),
        ] {
            assert_eq!(normalised(text), is, "{text}");
        }
    }

    #[test]
    fn what_parts_a_text_is_what_the_table_says() {
        for c in '\u{80}'..=char::MAX {
            let parts = is_divider(c) && !is_unseen(c);
            assert_eq!(char_class(c) == CharClass::Parts, parts, "{c:?}");
        }
    }

    #[test]
    fn the_short_way_is_the_long_way() {
        for c in ('\0'..=char::MAX).filter(|c| simple(*c).is_some()) {
            let long: String = c.nfkc().flat_map(char::to_lowercase).collect();
            assert_eq!(simple(c).map(|c| c.to_ascii_lowercase().to_string()), Some(long));
        }
    }

    proptest! {
        #[test]
        fn runs_of_chinese_are_characters_in_a_row(text in "[逾期甲ab12 .%，。\u{3000}３％]{0,40}") {
            let mut out = Normalizer { text: String::new(), last: None, gap: Gap::None };
            out.line(text.chars().filter_map(simple).map(|c| c.to_ascii_lowercase()));
            prop_assert_eq!(normalised(&text), out.text);
        }
    }
}
