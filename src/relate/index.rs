//! Digests → Index: how much each term weighs in this library, and which articles share two telling terms.
//!
//! A list of articles that share something may be as long as the library. So lists are not kept by term but by pairs of an
//! article's own weightiest terms, which few others share, and an article looks only at its neighbours in a list: what one
//! article costs does not depend on how many there are.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::digest::{Digest, Spread};
use super::rows::Rows;
use super::terms::{Relation, Term, is_relation, mix, relation, shuffled};
use crate::link::Linked;

/// Relations of an article that make keys, the weightiest.
const RELATIONS: usize = 3;
/// Terms that make keys with each relation.
const WITH_RELATION: usize = 16;
/// Terms that make keys with each other.
const WITH_TERM: usize = 9;
/// Terms that are keys by themselves, besides all that so few articles have that each of these is within reach of the others.
const ALONE: usize = 6;
/// Keys that few articles have more of.
const KEYS: usize = 100;
/// Articles looked at on either side in each list.
pub(super) const REACH: usize = 20;
/// Articles below which a term may be in most of them and still say something.
const SMALL: usize = 8;

/// Marks the first article of a list.
const FIRST: u32 = 1 << 31;
/// Bits of a key that say in which part of the work it is listed.
const PART_BITS: u32 = 3;
/// Stands for the place of a key that no other article has: the last number of the first part.
const NOWHERE: u32 = u32::MAX >> PART_BITS;
/// Bits of a sort key for an article's place, which leaves the others for which of its keys it is.
const SLOT_BITS: u32 = 8;

/// What articles are compared by. Articles go by their seat here: their rank by slug.
#[derive(Debug)]
pub struct Index {
    /// By seat, the article.
    pub(super) articles: Vec<u32>,
    /// By article, its seat, if it has a page.
    seats: Vec<Option<u32>>,
    /// By seat, the terms that others have too, ascending.
    pub(super) terms: Rows<Term>,
    /// Beside the terms, what each adds to a score.
    pub(super) weights: Vec<u16>,
    /// Lists of seats, ascending, one after another, each article once in each of its lists.
    pub(super) lists: Vec<u32>,
    /// By seat, where it stands in [`Index::lists`], for each of its keys; at no place there for a key of its own.
    pub(super) places: Rows<u32>,
}

impl Index {
    /// Makes the index of all articles that have a page.
    pub fn new(linked: &Linked, digests: Vec<Digest>, spread: &Spread) -> Index {
        let mut articles: Vec<u32> = (0..).take(digests.len()).filter(|i| linked.addresses.has_page(*i)).collect();
        let slug = |i: &u32| linked.library.articles.get(*i as usize).map_or("", |a| a.front.slug.value.as_str());
        articles.sort_unstable_by(|a, b| slug(a).cmp(slug(b)).then(a.cmp(b)));
        let mut seats = vec![None; digests.len()];
        for (seat, article) in (0..).zip(&articles) {
            if let Some(place) = seats.get_mut(*article as usize) {
                *place = Some(seat);
            }
        }
        let (terms, weights) = weighed(linked, digests, &articles, spread);
        let keys = all_keys(&terms, &weights, |term| spread.of(term) as usize <= REACH);
        let (lists, places) = listed(keys);
        Index { articles, seats, terms, weights, lists, places }
    }

    /// An article's seat, if it has a page.
    pub(super) fn seat(&self, article: u32) -> Option<u32> {
        self.seats.get(article as usize).copied().flatten()
    }
}

/// What an article has to do with: each relation's kind, the name it goes by, and how strongly it is meant.
pub(super) fn relations(linked: &Linked, article: u32) -> Vec<(Relation, String, u8)> {
    let Some(front) = linked.library.articles.get(article as usize).map(|a| &a.front) else { return Vec::new() };
    let registers = &linked.library.registers;
    let lender = front.lender.and_then(|l| registers.lenders.get(l)).map(|l| (Relation::Lender, l.slug.clone(), 4));
    let topics = front.topics.iter().filter_map(|t| registers.topics.get(*t));
    let topics = (0u8..).zip(topics).map(|(n, t)| (Relation::Topic, t.slug.clone(), if n == 0 { 3 } else { 2 }));
    let laws = linked.resolved.articles.get(article as usize).map_or(&[][..], |r| &r.laws);
    let cited = laws.iter().filter_map(|(law, number)| Some((registers.laws.get(*law)?, number)));
    let laws = cited.map(|(law, number)| (Relation::Law, format!("{}#{number}", law.id), 2));
    lender.into_iter().chain(topics).chain(laws).collect()
}

/// The terms of an article's relations, ascending, each once.
fn related_terms(linked: &Linked, article: u32) -> Vec<(Term, u8)> {
    let mut terms: Vec<(Term, u8)> =
        relations(linked, article).iter().map(|(kind, name, uses)| (relation(*kind, name), *uses)).collect();
    terms.sort_unstable();
    terms.dedup_by_key(|(term, _)| *term);
    terms
}

/// The terms of every article in order with what they weigh; terms that only one has, or half of the library, are left out.
fn weighed(linked: &Linked, mut digests: Vec<Digest>, articles: &[u32], spread: &Spread) -> (Rows<Term>, Vec<u16>) {
    let related: Rows<(Term, u8)> = articles.iter().map(|i| related_terms(linked, *i)).collect();
    let mut common: BTreeMap<Term, u32> = BTreeMap::new();
    related.items().iter().for_each(|(term, _)| *common.entry(*term).or_default() += 1);
    let of = |term: Term, uses: u8| {
        let spread = if is_relation(term) { common.get(&term).copied().unwrap_or(0) } else { spread.of(term) };
        weight(spread, articles.len(), uses)
    };
    let total = digests.iter().map(|d| d.terms.len()).sum::<usize>() + related.items().len();
    let (mut terms, mut weights) = (Rows::with_capacity(articles.len(), total), Vec::with_capacity(total));
    for (seat, article) in articles.iter().enumerate() {
        let digest = digests.get_mut(*article as usize).map(std::mem::take).unwrap_or_default();
        let own = digest.terms.iter().copied().zip(digest.uses.iter().copied());
        // Relations have the highest numbers, so the row stays ascending.
        let all = own.chain(related.get(seat).iter().copied());
        terms.push(all.filter_map(|(term, uses)| {
            let weight = of(term, uses);
            (weight > 0).then(|| {
                weights.push(weight);
                term
            })
        }));
    }
    (terms, weights)
}

/// What a term adds to a score: the square of how many halvings of the library it takes to come to those that have it, times
/// how much it is used. It depends on powers of two only, so that one more article hardly ever changes it.
pub(super) fn weight(spread: u32, count: usize, uses: u8) -> u16 {
    if spread < 2 {
        return 0;
    }
    let halvings = count.max(1).ilog2().saturating_sub(spread.ilog2());
    let common = spread as usize * 2 > count && count >= SMALL;
    let rarity = if common { 0 } else { halvings.max(1) };
    u16::try_from(rarity * rarity * u32::from(uses)).unwrap_or(u16::MAX)
}

/// Every article's keys: hashes of what it may be found by.
fn all_keys(terms: &Rows<Term>, weights: &[u16], is_rare: impl Fn(Term) -> bool) -> Rows<u32> {
    let mut keys = Rows::with_capacity(terms.len(), terms.len() * KEYS);
    let mut heaviest = Vec::new();
    for seat in 0..terms.len() {
        heaviest.clear();
        heaviest.extend(terms.get(seat).iter().copied().zip(weights.get(terms.range(seat)).unwrap_or(&[]).iter().copied()));
        heaviest.sort_unstable_by_key(|(term, weight)| (Reverse(*weight), shuffled(*term)));
        let relations: Vec<Term> = heaviest.iter().map(|(t, _)| *t).filter(|t| is_relation(*t)).take(RELATIONS).collect();
        let words: Vec<Term> = heaviest.iter().map(|(t, _)| *t).filter(|t| !is_relation(*t)).collect();
        let (first, rest) = words.split_at(words.len().min(ALONE));
        let alone = relations.iter().chain(first).chain(rest.iter().filter(|t| is_rare(**t)));
        keys.push(alone.map(|t| pair(*t, *t)).chain(pairs_of(&relations, &words)));
    }
    keys
}

fn pair(a: Term, b: Term) -> u32 {
    (mix(mix(0, u64::from(a.min(b))), u64::from(a.max(b))) >> 32) as u32
}

/// Keys that stand for two things at a time.
fn pairs_of(relations: &[Term], words: &[Term]) -> Vec<u32> {
    let mut keys = Vec::with_capacity(RELATIONS * WITH_RELATION + WITH_TERM * WITH_TERM / 2);
    for (n, a) in relations.iter().enumerate() {
        keys.extend(relations.iter().skip(n + 1).chain(words.iter().take(WITH_RELATION)).map(|b| pair(*a, *b)));
    }
    for (n, a) in words.iter().take(WITH_TERM).enumerate() {
        keys.extend(words.iter().take(WITH_TERM).skip(n + 1).map(|b| pair(*a, *b)));
    }
    keys
}

/// The articles of every key that at least two have, and where each article stands among them.
///
/// The keys are looked at by their highest bits, a part at a time, so that few are held twice, and each gives its room to its
/// place: that is a small number, which looks like a key of the first part, whose turn is over by then.
fn listed(mut keys: Rows<u32>) -> (Vec<u32>, Rows<u32>) {
    let mut lists = Vec::with_capacity(keys.items().len());
    let mut entries: Vec<u64> = Vec::with_capacity(keys.items().len() / (1 << (PART_BITS - 1)));
    for part in 0..1 << PART_BITS {
        entries.clear();
        for (seat, row) in (0u64..).zip(keys.iter()) {
            let of_part = (0u64..).zip(row).filter(|(_, key)| **key >> (u32::BITS - PART_BITS) == part);
            entries.extend(of_part.map(|(slot, key)| u64::from(*key) << 32 | seat << SLOT_BITS | slot));
        }
        entries.sort_unstable();
        for list in entries.chunk_by(|a, b| a >> 32 == b >> 32) {
            for (n, entry) in list.iter().enumerate() {
                let (seat, slot) = ((entry & 0xffff_ffff) >> SLOT_BITS, entry & ((1 << SLOT_BITS) - 1));
                let is_shared = list.len() > 1;
                if let Some(place) = keys.get_mut(seat as usize).get_mut(slot as usize) {
                    *place = if is_shared { u32::try_from(lists.len()).unwrap_or(NOWHERE) } else { NOWHERE };
                }
                if is_shared {
                    lists.push(seat as u32 | if n == 0 { FIRST } else { 0 });
                }
            }
        }
    }
    (lists, keys)
}

impl Index {
    /// The seats within so many places on either side of a place in its list.
    pub(super) fn around(&self, place: u32, reach: usize) -> impl Iterator<Item = u32> + '_ {
        let at = place as usize;
        let before = self.lists.get(..=at).unwrap_or(&[]).iter().rev();
        // The list's first article ends the way back, and does belong to it.
        let back = before.clone().zip(before.skip(1)).take_while(|(near, _)| **near & FIRST == 0).map(|(_, far)| *far & !FIRST);
        let after = self.lists.get(at + 1..).unwrap_or(&[]).iter();
        let on = after.take_while(|seat| **seat & FIRST == 0).copied();
        back.take(reach).chain(on.take(reach))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_is_found_by_each_of_its_keys_among_all_that_have_it() {
        // Keys of every part, some of them as small as places are, some that one article has alone, and the last of all.
        let key = |seat: u32, slot: u32| match slot {
            0 => u32::MAX,
            1 => NOWHERE,
            2 => seat,
            3 => seat % 7,
            _ => (seat % (slot + 2)).wrapping_mul(0x9e37_79b1),
        };
        let rows: Vec<Vec<u32>> = (0..90).map(|seat| (0..12).map(|slot| key(seat, slot)).collect()).collect();
        let mut having: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for (seat, row) in (0..).zip(&rows) {
            row.iter().for_each(|key| having.entry(*key).or_default().push(seat));
        }
        let (lists, places) = listed(rows.iter().cloned().collect());
        let empty = Rows::with_capacity(0, 0);
        let index =
            Index { articles: Vec::new(), seats: Vec::new(), terms: empty, weights: Vec::new(), lists, places: places.clone() };
        for (seat, row) in (0u32..).zip(&rows) {
            for (key, place) in row.iter().zip(places.get(seat as usize)) {
                let mut met: Vec<u32> = index.around(*place, rows.len() * 12).collect();
                met.push(seat);
                met.sort_unstable();
                assert_eq!(met, having[key], "{seat} by {key}");
            }
        }
    }
}
