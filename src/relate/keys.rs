//! An article's terms → its keys: numbers by which those that share something telling find each other.

use std::cmp::Reverse;

use super::terms::{Term, is_relation, mix, shuffled};
use super::weights::Scale;

/// Relations of an article that make keys, the weightiest.
const RELATIONS: usize = 3;
/// Terms that make keys with each relation.
const WITH_RELATION: usize = 16;
/// Terms that make keys with each other.
const WITH_TERM: usize = 9;
/// Terms that are keys by themselves, besides all that so few articles have that each of these is within reach of the others.
const ALONE: usize = 6;
/// Keys that few articles have more of.
pub(super) const MANY: usize = 100;

/// The keys of an article whose terms weigh so much.
pub(super) fn keys(terms: &[Term], weights: &[u16], scale: Scale<'_>) -> Vec<u32> {
    let mut heaviest: Vec<(Term, u16)> = terms.iter().copied().zip(weights.iter().copied()).collect();
    heaviest.sort_unstable_by_key(|(term, weight)| (Reverse(*weight), shuffled(*term)));
    let relations: Vec<Term> = heaviest.iter().map(|(t, _)| *t).filter(|t| is_relation(*t)).take(RELATIONS).collect();
    let words: Vec<Term> = heaviest.iter().map(|(t, _)| *t).filter(|t| !is_relation(*t)).collect();
    let (first, rest) = words.split_at(words.len().min(ALONE));
    let alone = relations.iter().chain(first).chain(rest.iter().filter(|t| scale.is_rare(**t)));
    let mut keys = Vec::with_capacity(MANY);
    keys.extend(alone.map(|t| pair(*t, *t)));
    for (n, a) in relations.iter().enumerate() {
        keys.extend(relations.iter().skip(n + 1).chain(words.iter().take(WITH_RELATION)).map(|b| pair(*a, *b)));
    }
    for (n, a) in words.iter().take(WITH_TERM).enumerate() {
        keys.extend(words.iter().take(WITH_TERM).skip(n + 1).map(|b| pair(*a, *b)));
    }
    keys
}

/// One number for two terms, in whatever order.
fn pair(a: Term, b: Term) -> u32 {
    (mix(mix(0, u64::from(a.min(b))), u64::from(a.max(b))) >> 32) as u32
}
