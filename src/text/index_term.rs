//! Terms of the search index, each hashed to [`TERM_BITS`] bits: bigrams of Chinese characters, whole words of other scripts, whole
//! numbers with and without their unit, and concepts.
//!
//! `static/theme/search-index.js` hashes the terms of queries in the same way; `tests/search_node.rs` compares the two.

/// Several terms share a number in a large library, but hardly ever in one document.
pub(crate) const TERM_BITS: u32 = 21;
/// Characters that belong to the number before them.
const UNITS: &str = "条款项倍年月周天日元期次亿";
/// The first values of hashes, by the kind of term.
const NUMBER: u32 = 1;
const WORD: u32 = 2;
const CONCEPT: u32 = 3;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Gap,
    Number,
    Letter,
    /// A character of a script that has no spaces between words.
    Ideograph,
}

fn class(c: char) -> Class {
    match c {
        '\u{2e80}'.. => Class::Ideograph,
        ' ' => Class::Gap,
        '0'..='9' | '.' | '%' => Class::Number,
        'a'..='z' | '\u{aa}'..='\u{2af}' | '\u{370}'..='\u{58f}' | '\u{1e00}'..='\u{1fff}' => Class::Letter,
        _ => Class::Ideograph,
    }
}

/// A well-mixed hash of two numbers; its high bits are the best.
pub(crate) fn mixed(a: u32, b: u32) -> u32 {
    let mut hash = a.wrapping_mul(0x9e37_79b1).wrapping_add(b);
    hash = (hash ^ (hash >> 15)).wrapping_mul(0x85eb_ca6b);
    hash = (hash ^ (hash >> 13)).wrapping_mul(0xc2b2_ae35);
    hash ^ (hash >> 16)
}

fn term(hash: u32) -> u32 {
    hash >> (32 - TERM_BITS)
}

/// Calls `found` with every term of a [`normalised`](super::normal::normalised) text, in order.
pub fn terms(normalised: &str, mut found: impl FnMut(u32)) {
    let (mut last, mut before, mut run) = (' ', Class::Gap, 0);
    for c in normalised.chars().chain([' ']) {
        let class = class(c);
        if class != before && matches!(before, Class::Number | Class::Letter) {
            found(term(run));
            if before == Class::Number && UNITS.contains(c) {
                found(term(mixed(run, c.into())));
            }
        }
        run = match class {
            Class::Ideograph => {
                if before == Class::Ideograph {
                    found(term(mixed(last.into(), c.into())));
                }
                0
            }
            Class::Number => mixed(if before == class { run } else { NUMBER }, c.into()),
            Class::Letter => mixed(if before == class { run } else { WORD }, c.into()),
            Class::Gap => 0,
        };
        (last, before) = (c, class);
    }
}

/// The term of a concept by its key, such as `lender:icbc`.
pub fn concept(key: &str) -> u32 {
    term(key.chars().fold(CONCEPT, |hash, c| mixed(hash, c.into())))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str) -> Vec<u32> {
        let mut found = Vec::new();
        terms(text, |term| found.push(term));
        found
    }

    #[test]
    fn chinese_is_read_in_bigrams_and_the_rest_whole() {
        let pair = |a: char, b: char| term(mixed(a.into(), b.into()));
        assert_eq!(all("甲乙丙 甲"), [pair('甲', '乙'), pair('乙', '丙')]);
        assert_eq!(all("lpr下调"), [all("lpr")[0], pair('下', '调')]);
        assert_eq!((all("lpr").len(), all("24%").len(), all("3.45").len(), all("甲").len()), (1, 1, 1, 0));
        assert_ne!(all("lpr"), all("lp"));
        assert_ne!(all("24%"), all("24"));
    }

    #[test]
    fn a_number_is_a_term_without_its_unit_too() {
        let found = all("第676条规定");
        assert_eq!(found.len(), 4);
        assert_eq!(found[..2], all("676条")[..]);
        assert_eq!(found[0], all("676")[0]);
        assert_eq!(all("676甲").len(), 1);
    }

    #[test]
    fn concepts_have_terms_of_their_own() {
        assert_ne!(concept("lender:a"), concept("topic:a"));
        assert!(concept("lender:a") < 1 << TERM_BITS);
    }
}
