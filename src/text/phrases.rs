//! Phrases that texts contain, by the hash of their first two characters.

use std::collections::BTreeMap;

use super::index_term::mixed;

/// Phrases of at least two characters, each with a value. At most places of a text one bit tells that none begins there.
#[derive(Debug)]
pub struct Phrases {
    /// A bit for each value of the high bits of a hash: nearly all of a text begins no phrase.
    begins: Vec<u64>,
    rows: BTreeMap<u32, Vec<(String, u32)>>,
}

/// High bits of a hash that [`Phrases::begins`] distinguishes.
const BITS: u32 = 16;

impl Phrases {
    pub fn new(phrases: impl IntoIterator<Item = (String, u32)>) -> Phrases {
        let mut made = Phrases { begins: vec![0; 1 << (BITS - 6)], rows: BTreeMap::new() };
        for (phrase, value) in phrases {
            let mut chars = phrase.chars();
            let (Some(first), Some(second)) = (chars.next(), chars.next()) else { continue };
            let hash = mixed(first.into(), second.into());
            let at = hash >> (32 - BITS);
            made.begins.get_mut(at as usize / 64).into_iter().for_each(|bits| *bits |= 1 << (at % 64));
            made.rows.entry(hash).or_default().push((phrase, value));
        }
        made
    }

    /// Calls `found` with the value of every phrase at every place of a text. A Latin word or a number is found whole only.
    pub fn find(&self, text: &str, mut found: impl FnMut(u32)) {
        let (mut last, mut start) = ('\0', 0);
        for (at, c) in text.char_indices() {
            let hash = mixed(last.into(), c.into());
            let bit = hash >> (32 - BITS);
            if self.begins.get(bit as usize / 64).is_some_and(|bits| bits >> (bit % 64) & 1 == 1) {
                for (phrase, value) in self.rows.get(&hash).into_iter().flatten() {
                    let is_there = text.get(start..).is_some_and(|rest| rest.starts_with(phrase.as_str()));
                    if is_there && is_whole(text, start, start + phrase.len()) {
                        found(*value);
                    }
                }
            }
            (last, start) = (c, at);
        }
    }
}

fn is_whole(text: &str, start: usize, end: usize) -> bool {
    let bytes = text.as_bytes();
    let is_alike = |a: Option<&u8>, b: Option<&u8>| match (a, b) {
        (Some(a), Some(b)) => (a.is_ascii_alphabetic() && b.is_ascii_alphabetic()) || (a.is_ascii_digit() && b.is_ascii_digit()),
        _ => false,
    };
    let before = start.checked_sub(1).and_then(|at| bytes.get(at));
    !is_alike(before, bytes.get(start)) && !is_alike(bytes.get(end - 1), bytes.get(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(text: &str) -> Vec<u32> {
        let phrases = Phrases::new([("甲乙".to_owned(), 1), ("甲乙丙".to_owned(), 2), ("ab".to_owned(), 3), ("丁".to_owned(), 4)]);
        let mut all = Vec::new();
        phrases.find(text, |value| all.push(value));
        all
    }

    #[test]
    fn every_phrase_is_found_at_every_place() {
        assert_eq!(values("甲乙丙甲乙"), [1, 2, 1]);
        assert_eq!(values("甲 乙丁"), [0; 0]);
        assert_eq!(values("甲"), [0; 0]);
    }

    #[test]
    fn latin_words_are_found_whole() {
        assert_eq!(values("甲ab丙"), [3]);
        assert_eq!(values("abc cab"), [0; 0]);
    }
}
