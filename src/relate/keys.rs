//! The keys of a document: numbers by which documents that share something telling find each other.

use std::cmp::Reverse;

use crate::analyze::terms::{Term, hash, is_relation, scramble};

/// Relations of a document that make keys, the heaviest.
const RELATIONS: usize = 3;
/// Terms that make keys with each relation.
const WITH_RELATION: usize = 16;
/// Terms that make keys with each other.
const WITH_TERM: usize = 9;
/// Terms that are keys by themselves, besides all rare ones.
const ALONE: usize = 6;
/// Few documents have more keys.
pub(super) const USUAL: usize = 100;

/// The keys of a document, given its terms with their weights.
pub(super) fn keys(mut terms: Vec<(Term, u32)>, is_rare: impl Fn(Term) -> bool) -> Vec<u32> {
    terms.sort_unstable_by_key(|(term, weight)| (Reverse(*weight), scramble(*term)));
    let (mut relations, words): (Vec<Term>, Vec<Term>) = terms.iter().map(|(term, _)| *term).partition(|term| is_relation(*term));
    relations.truncate(RELATIONS);
    let alone = words.iter().enumerate().filter(|(rank, word)| *rank < ALONE || is_rare(**word)).map(|(_, word)| word);
    let mut keys = Vec::with_capacity(USUAL);
    keys.extend(relations.iter().chain(alone).map(|term| pair(*term, *term)));
    for (n, a) in relations.iter().enumerate() {
        keys.extend(relations.iter().skip(n + 1).chain(words.iter().take(WITH_RELATION)).map(|b| pair(*a, *b)));
    }
    for (n, a) in words.iter().take(WITH_TERM).enumerate() {
        keys.extend(words.iter().take(WITH_TERM).skip(n + 1).map(|b| pair(*a, *b)));
    }
    keys
}

/// One number for two terms in either order.
fn pair(a: Term, b: Term) -> u32 {
    (hash(hash(0, u64::from(a.min(b))), u64::from(a.max(b))) >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analyze::terms::{Relation, relation};

    #[test]
    fn keys_are_the_heaviest_terms_and_their_pairs() {
        let words = |count: Term| (1..=count).map(|word| (word, 100 - word));
        // Six of eight words alone and each two of them, or all of them alone if they are rare.
        assert_eq!(keys(words(8).collect(), |_| false).len(), 6 + 28);
        assert_eq!(keys(words(8).collect(), |_| true).len(), 8 + 28);
        // Of twenty words nine make pairs; sixteen make pairs with a relation.
        assert_eq!(keys(words(20).collect(), |_| false).len(), 6 + 36);
        let with_relations = |count: usize| {
            let names = ["a", "b", "c", "d"].into_iter().take(count).map(|name| (relation(Relation::Topic, name), 200));
            keys(words(20).chain(names).collect(), |_| false).len()
        };
        assert_eq!([1, 2, 4].map(with_relations), [42 + 17, 42 + 2 + 1 + 32, 42 + 3 + 3 + 48]);
    }

    #[test]
    fn two_terms_make_one_key_in_either_order() {
        assert_eq!(pair(3, 7), pair(7, 3));
        assert_ne!(pair(3, 7), pair(3, 8));
    }
}
