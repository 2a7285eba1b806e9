//! The weight of a term in a library: the fewer documents have it, the more; none if half of them do.

use std::collections::BTreeMap;

use super::index::REACH;
use crate::analyze::DocumentFrequency;
use crate::analyze::terms::{Term, is_relation};

/// Documents below which a term may be in most of them and still tell something.
const SMALL: usize = 8;

#[derive(Clone, Copy)]
pub(super) struct Weighting<'a> {
    /// How many articles use each word.
    pub(super) words: &'a DocumentFrequency,
    pub(super) relations: &'a BTreeMap<Term, u32>,
    pub(super) documents: usize,
}

impl Weighting<'_> {
    pub(super) fn rarity(&self, term: Term) -> u8 {
        let relation = || self.relations.get(&term).copied().unwrap_or(0);
        rarity(if is_relation(term) { relation() } else { self.words.of(term) }, self.documents)
    }

    /// True for a word so rare that each document that has it is within reach of all others.
    pub(super) fn is_rare(&self, word: Term) -> bool {
        self.words.of(word) as usize <= REACH
    }
}

/// The number of times that a library has to be halved to come to the documents that have a term; 0 if the term tells nothing.
/// Only powers of two count, so that one more document hardly ever changes it.
pub(super) fn rarity(having: u32, documents: usize) -> u8 {
    let is_common = having as usize * 2 > documents && documents >= SMALL;
    if having < 2 || is_common { 0 } else { documents.max(1).ilog2().saturating_sub(having.ilog2()).max(1) as u8 }
}

/// What a term adds to a score: the square of its rarity times its uses, of which only the number of binary digits is known.
pub(super) fn weight(rarity: u8, uses: u8) -> u32 {
    u32::from(rarity) * u32::from(rarity) * u32::from(uses)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_term_is_the_rarer_the_fewer_documents_have_it() {
        let of_64 = [1, 2, 3, 4, 8, 16, 32, 33, 64].map(|having| rarity(having, 64));
        assert_eq!(of_64, [0, 5, 5, 4, 3, 2, 1, 0, 0]);
        // In a small library most documents may have a term that tells something.
        assert_eq!([(2, 2), (6, 7), (4, 8), (5, 8)].map(|(having, documents)| rarity(having, documents)), [1, 1, 1, 0]);
    }

    #[test]
    fn a_weight_is_the_square_of_the_rarity_times_the_uses() {
        assert_eq!([weight(5, 2), weight(1, 7), weight(0, 7)], [50, 7, 0]);
    }
}
