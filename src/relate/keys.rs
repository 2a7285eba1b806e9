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
