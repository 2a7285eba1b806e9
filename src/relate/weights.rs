//! How much a term weighs in a library: more the fewer articles have it, nothing where half of them do.

use super::digest::{Digest, Spread};
use super::index::REACH;
use super::relations::Relations;
use super::terms::{Term, is_relation};

/// Articles below which a term may be in most of them and still say something.
const SMALL: usize = 8;

/// What terms are weighed with.
#[derive(Clone, Copy)]
pub(super) struct Scale<'a> {
    /// How many articles use each word.
    pub(super) spread: &'a Spread,
    /// How many have each relation.
    pub(super) relations: &'a Relations,
    /// How many there are.
    pub(super) count: usize,
}

impl Scale<'_> {
    /// An article's terms, ascending, with what each adds to a score; those that add nothing are left out.
    pub(super) fn row(self, digest: &Digest, related: &[(Term, u8)]) -> impl Iterator<Item = (Term, u16)> {
        // Relations have the highest numbers, so the row stays ascending.
        let all = digest.used().chain(related.iter().copied());
        all.map(move |(term, uses)| (term, self.weight(term, uses))).filter(|(_, weight)| *weight > 0)
    }

    fn weight(self, term: Term, uses: u8) -> u16 {
        let spread = if is_relation(term) { self.relations.of(term) } else { self.spread.of(term) };
        weight(spread, self.count, uses)
    }

    /// True for words that all who have them see each other by.
    pub(super) fn is_rare(self, word: Term) -> bool {
        is_rare(self.spread.of(word))
    }
}

/// What a term adds to a score: the square of how many halvings of the library it takes to come to those that have it, times
/// how much it is used. It depends on powers of two only, so that one more article hardly ever changes it.
pub(super) fn weight(spread: u32, count: usize, uses: u8) -> u16 {
    let rarity = rarity(spread, count);
    u16::try_from(rarity * rarity * u32::from(uses)).unwrap_or(u16::MAX)
}

fn rarity(spread: u32, count: usize) -> u32 {
    let is_common = spread as usize * 2 > count && count >= SMALL;
    if spread < 2 || is_common { 0 } else { count.max(1).ilog2().saturating_sub(spread.ilog2()).max(1) }
}

fn is_rare(spread: u32) -> bool {
    spread as usize <= REACH
}

/// True where it makes no difference whether so many articles have a term or so many.
pub(super) fn are_alike(spread: u32, other: u32, count: usize) -> bool {
    rarity(spread, count) == rarity(other, count) && is_rare(spread) == is_rare(other)
}
