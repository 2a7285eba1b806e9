//! Digests → Index: how much each term weighs in this library, and which articles share two telling terms.
//!
//! A list of articles that share something may be as long as the library. So lists are not kept by term but by pairs of an
//! article's own weightiest terms, which few others share, and an article looks only at its neighbours in a list: what one
//! article costs does not depend on how many there are.

use std::sync::Arc;

use super::again::Patch;
use super::digest::{Digest, Spread};
use super::keys::{self, keys};
use super::relations::Relations;
use super::rows::Rows;
use super::terms::Term;
use super::weights::Scale;
use crate::link::Linked;
use crate::model::{ArticleId, Id};

/// Articles looked at on either side in each list.
pub(super) const REACH: usize = 20;

/// Marks the first article of a list.
const FIRST: u32 = 1 << 31;
/// Bits of a key that say in which part of the work it is listed.
const PART_BITS: u32 = 4;
/// Stands for the place of a key that no other article has: the last number of the first part.
pub(super) const NOWHERE: u32 = u32::MAX >> PART_BITS;
/// Bits of a sort key for an article's place, which leaves the others for which of its keys it is.
const SLOT_BITS: u32 = 8;

/// What articles are compared by. Articles go by their seat here: their rank by slug.
#[derive(Debug)]
pub struct Index {
    /// By seat, the article.
    pub(super) articles: Arc<[ArticleId]>,
    /// By article, its seat, if it has a page.
    pub(super) seats: Arc<[Option<u32>]>,
    /// What they have to do with, where the index is kept.
    pub(super) relations: Relations,
    /// What was made of all of them at once.
    pub(super) base: Arc<Base>,
    /// What of that has changed since.
    pub(super) patch: Patch,
}

/// Terms and keys of all articles.
#[derive(Debug)]
pub(super) struct Base {
    /// By seat, the terms that others have too, ascending.
    pub(super) terms: Rows<Term>,
    /// Beside the terms, what each adds to a score.
    pub(super) weights: Vec<u16>,
    /// By seat, the keys, where the index is kept.
    pub(super) keys: Rows<u32>,
    /// Lists of seats, ascending, one after another, each article once for each of its keys.
    pub(super) lists: Vec<u32>,
    /// By seat, where it stands in [`Base::lists`], for each of its keys; at no place there for a key of its own.
    pub(super) places: Rows<u32>,
}

impl Index {
    /// Makes the index of all articles that have a page. Where it `is_kept`, it can later be made again from where it stands.
    pub fn new(linked: &Linked, digests: Vec<Arc<Digest>>, spread: &Spread, is_kept: bool) -> Index {
        let (articles, seats) = seated(linked, digests.len());
        let relations = Relations::new(linked, &articles);
        let scale = Scale { spread, relations: &relations, count: articles.len() };
        let (terms, weights) = weighed(digests, &articles, scale);
        let keys = all_keys(&terms, &weights, scale);
        let kept = if is_kept { keys.clone() } else { Rows::default() };
        let (lists, places) = listed(keys);
        let base = Arc::new(Base { terms, weights, keys: kept, lists, places });
        let relations = if is_kept { relations } else { Relations::default() };
        Index { articles: articles.into(), seats: seats.into(), relations, base, patch: Patch::default() }
    }

    /// An article's seat, if it has a page.
    pub(super) fn seat(&self, article: ArticleId) -> Option<u32> {
        self.seats.get(article.position()).copied().flatten()
    }

    /// The terms of the article at a seat, ascending, and beside them what each adds to a score.
    pub(super) fn row(&self, seat: u32) -> (&[Term], &[u16]) {
        self.patch.row(seat).unwrap_or_else(|| self.base.row(seat))
    }

    /// Calls `found` for each article that one shares a key with and that is within reach, as often as it does.
    pub(super) fn meet(&self, seat: u32, mut found: impl FnMut(u32)) {
        if self.patch.is_empty() {
            let places = self.base.places.get(seat as usize).iter();
            places.for_each(|place| self.base.around(*place).for_each(&mut found));
        } else {
            self.patch.meet(&self.base, seat, found);
        }
    }
}

/// The articles that have a page, by slug, and by article its seat among them.
fn seated(linked: &Linked, count: usize) -> (Vec<ArticleId>, Vec<Option<u32>>) {
    let mut articles: Vec<ArticleId> = (0..count).map(ArticleId::new).filter(|i| linked.addresses.has_page(*i)).collect();
    let slug = |i: &ArticleId| linked.library.articles[*i].front.slug.value.as_str();
    articles.sort_unstable_by(|a, b| slug(a).cmp(slug(b)).then(a.cmp(b)));
    let mut seats = vec![None; count];
    for (seat, article) in (0..).zip(&articles) {
        if let Some(place) = seats.get_mut(article.position()) {
            *place = Some(seat);
        }
    }
    (articles, seats)
}

/// The terms of every article in order with what they weigh.
fn weighed(mut digests: Vec<Arc<Digest>>, articles: &[ArticleId], scale: Scale<'_>) -> (Rows<Term>, Vec<u16>) {
    let total = digests.iter().map(|d| d.terms().len()).sum::<usize>() + scale.relations.rows.items().len();
    let (mut terms, mut weights) = (Rows::with_capacity(articles.len(), total), Vec::with_capacity(total));
    let none = Arc::new(Digest::default());
    for (seat, article) in articles.iter().enumerate() {
        // What was weighed is let go: it may be the last to hold it.
        let digest =
            digests.get_mut(article.position()).map_or_else(|| Arc::clone(&none), |d| std::mem::replace(d, Arc::clone(&none)));
        terms.push(scale.row(&digest, scale.relations.rows.get(seat)).map(|(term, weight)| {
            weights.push(weight);
            term
        }));
    }
    (terms, weights)
}

/// Every article's keys.
fn all_keys(terms: &Rows<Term>, weights: &[u16], scale: Scale<'_>) -> Rows<u32> {
    let mut all = Rows::with_capacity(terms.len(), terms.len() * keys::MANY);
    for seat in 0..terms.len() {
        all.push(keys(terms.get(seat), weights.get(terms.range(seat)).unwrap_or(&[]), scale));
    }
    all
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

impl Base {
    fn row(&self, seat: u32) -> (&[Term], &[u16]) {
        (self.terms.get(seat as usize), self.weights.get(self.terms.range(seat as usize)).unwrap_or(&[]))
    }

    /// The seats within reach on either side of a place in its list.
    pub(super) fn around(&self, place: u32) -> impl Iterator<Item = u32> + '_ {
        let at = place as usize;
        let before = self.lists.get(..=at).unwrap_or(&[]).iter().rev();
        // The list's first article ends the way back, and does belong to it.
        let back = before.clone().zip(before.skip(1)).take_while(|(near, _)| **near & FIRST == 0).map(|(_, far)| *far & !FIRST);
        let after = self.lists.get(at + 1..).unwrap_or(&[]).iter();
        let on = after.take_while(|seat| **seat & FIRST == 0).copied();
        back.take(REACH).chain(on.take(REACH))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn an_article_is_found_by_each_of_its_keys_among_all_that_have_it() {
        // Keys of every part, some of them as small as places are, some that one article has alone, and the last of all.
        let key = |seat: u32, slot: u32| match slot {
            0 => u32::MAX,
            1 => NOWHERE,
            2 => seat,
            3 => seat % 7,
            _ => (1 + seat % (slot + 2)).wrapping_mul(0x9e37_79b1),
        };
        let rows: Vec<Vec<u32>> = (0..20).map(|seat| (0..12).map(|slot| key(seat, slot)).collect()).collect();
        let mut having: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for (seat, row) in (0..).zip(&rows) {
            row.iter().for_each(|key| having.entry(*key).or_default().push(seat));
        }
        let (lists, places) = listed(rows.iter().cloned().collect());
        let base = Base { terms: Rows::default(), weights: Vec::new(), keys: Rows::default(), lists, places };
        for (seat, row) in (0u32..).zip(&rows) {
            for (key, place) in row.iter().zip(base.places.get(seat as usize)) {
                let mut met: Vec<u32> = base.around(*place).collect();
                met.push(seat);
                met.sort_unstable();
                assert_eq!(met, having[key], "{seat} by {key}");
            }
        }
    }
}
