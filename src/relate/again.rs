//! An index that is made again after a few articles have changed: what it was made of before stays as it is, and a patch lies
//! over it. What comes out equals an index made of everything; where that would take too long, nothing comes out.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use super::digest::{Digest, Spread};
use super::few::Few;
use super::index::{Base, Index, NOWHERE, REACH};
use super::keys::keys;
use super::terms::Term;
use super::weights::{Scale, are_alike};
use crate::link::Linked;
use crate::model::{ArticleId, Id};

/// Of so many articles, one may be looked at again; where there are more, all are.
const SHARE: usize = 10;
/// So many may always be.
const FEW: usize = 1_000;

/// What of an index has changed since it was made.
#[derive(Debug, Clone, Default)]
pub(super) struct Patch {
    /// By seat, what there is in place of the old.
    rows: HashMap<u32, Arc<Row>>,
    /// By key, all seats that have it now, ascending, for the keys that somebody has got or lost.
    lists: HashMap<u32, Arc<[u32]>>,
}

/// What an article is compared by.
#[derive(Debug, PartialEq, Eq)]
struct Row {
    terms: Vec<Term>,
    weights: Vec<u16>,
    /// With the place in the lists of before.
    keys: Vec<(u32, u32)>,
}

impl Patch {
    pub(super) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    pub(super) fn row(&self, seat: u32) -> Option<(&[Term], &[u16])> {
        self.rows.get(&seat).map(|row| (row.terms.as_slice(), row.weights.as_slice()))
    }

    /// The keys of the article at a seat, each with its place in the lists of before.
    fn keys(&self, base: &Base, seat: u32) -> Vec<(u32, u32)> {
        let of_base = || {
            let places = base.places.get(seat as usize).iter().copied();
            base.keys.get(seat as usize).iter().copied().zip(places).collect()
        };
        self.rows.get(&seat).map_or_else(of_base, |row| row.keys.clone())
    }

    /// As [`Index::meet`].
    pub(super) fn meet(&self, base: &Base, seat: u32, mut found: impl FnMut(u32)) {
        let keys = self.keys(base, seat);
        for (slot, (key, place)) in keys.iter().enumerate() {
            let Some(list) = self.lists.get(key) else {
                base.around(*place).for_each(&mut found);
                continue;
            };
            // One that has a key twice stands twice in its list.
            let nth = keys.iter().take(slot).filter(|(other, _)| other == key).count();
            let at = list.partition_point(|s| *s < seat) + nth;
            let near = list.get(at.saturating_sub(REACH)..list.len().min(at + REACH + 1)).unwrap_or(&[]);
            let own = at.min(REACH);
            near.iter().enumerate().filter(|(n, _)| *n != own).for_each(|(_, other)| found(*other));
        }
    }
}

/// How a library differs from the one that an index was made of; the articles and their seats are the same.
#[derive(Debug, Clone, Copy)]
pub struct Changed<'a> {
    /// By article, its digest now.
    pub digests: &'a [Arc<Digest>],
    /// The articles, ascending, whose texts or links may differ.
    pub articles: &'a [ArticleId],
    /// How common terms were.
    pub before: &'a Spread,
    /// How common they are.
    pub spread: &'a Spread,
}

impl Changed<'_> {
    fn digest(&self, index: &Index, seat: u32) -> Option<&Digest> {
        let article = index.articles.get(seat as usize)?;
        self.digests.get(article.position()).map(AsRef::as_ref)
    }
}

impl Index {
    /// The index after a change, and the seats, ascending, of the articles that are compared otherwise. Nothing where these are
    /// too many, or the index was not kept.
    pub(super) fn again(&self, linked: &Linked, changed: Changed<'_>) -> Option<(Index, Vec<u32>)> {
        if self.base.keys.len() != self.articles.len() {
            return None;
        }
        let mut seats: Vec<u32> = changed.articles.iter().filter_map(|i| self.seat(*i)).collect();
        seats.sort_unstable();
        let (relations, touched) = self.relations.again(linked, &self.articles, &seats);
        let count = self.articles.len();
        let differs = |term: &Term| !are_alike(self.relations.of(*term), relations.of(*term), count);
        let touched: BTreeSet<Term> = touched.into_iter().filter(differs).collect();
        let unlike = changed.spread.unlike(changed.before, |new, old| are_alike(new, old, count));
        let is_weighed_anew = |seat: u32| {
            let words = unlike.as_ref().is_some_and(|unlike| {
                changed.digest(self, seat).is_some_and(|digest| digest.terms().iter().any(|term| unlike.has(*term)))
            });
            words || (!touched.is_empty() && relations.rows.get(seat as usize).iter().any(|(term, _)| touched.contains(term)))
        };
        let mut chosen = vec![false; count];
        seats.iter().filter_map(|seat| chosen.get_mut(*seat as usize).map(|c| *c = true)).count();
        if unlike.is_some() || !touched.is_empty() {
            for (seat, is_chosen) in (0u32..).zip(&mut chosen) {
                *is_chosen = *is_chosen || is_weighed_anew(seat);
            }
        }
        let chosen = marked(&chosen);
        if self.patch.rows.len() + chosen.len() > limit(count) {
            return None;
        }
        let scale = Scale { spread: changed.spread, relations: &relations, count };
        let rows = chosen.into_iter().filter_map(|seat| {
            let digest = changed.digest(self, seat)?;
            let (terms, weights): (Vec<Term>, Vec<u16>) = scale.row(digest, relations.rows.get(seat as usize)).unzip();
            let keys = keys(&terms, &weights, scale);
            let is_same =
                self.row(seat) == (&terms, &weights) && self.patch.keys(&self.base, seat).iter().map(|(key, _)| key).eq(&keys);
            (!is_same).then_some((seat, Fresh { terms, weights, keys }))
        });
        let rows: Vec<(u32, Fresh)> = rows.collect();
        let seats = rows.iter().map(|(seat, _)| *seat).collect();
        let (articles, by_article, base) = (Arc::clone(&self.articles), Arc::clone(&self.seats), Arc::clone(&self.base));
        let patch = self.patch.with(&self.base, rows);
        Some((Index { articles, seats: by_article, relations, base, patch }, seats))
    }

    /// The seats, ascending, whose nearest may be others after a change that led from the index `before` to this one, where the
    /// articles at some seats are compared otherwise. Nothing where these are too many.
    pub(super) fn affected(&self, before: &Index, seats: &[u32]) -> Option<Vec<u32>> {
        let mut affected = vec![false; self.articles.len()];
        let mut mark = |seat: u32| affected.get_mut(seat as usize).into_iter().for_each(|a| *a = true);
        for seat in seats {
            mark(*seat);
            // Who meets one is met by it.
            before.meet(*seat, &mut mark);
            self.meet(*seat, &mut mark);
        }
        let affected = marked(&affected);
        (affected.len() <= limit(self.articles.len())).then_some(affected)
    }
}

/// How many articles may be looked at again.
fn limit(count: usize) -> usize {
    (count / SHARE).max(FEW)
}

fn marked(marks: &[bool]) -> Vec<u32> {
    (0..).zip(marks).filter(|(_, is_marked)| **is_marked).map(|(seat, _)| seat).collect()
}

/// What an article is compared by now.
struct Fresh {
    terms: Vec<Term>,
    weights: Vec<u16>,
    keys: Vec<u32>,
}

impl Patch {
    /// The patch with rows in place of the old ones, by seat.
    fn with(&self, base: &Base, rows: Vec<(u32, Fresh)>) -> Patch {
        let mut moved: BTreeMap<u32, Vec<(u32, i32)>> = BTreeMap::new();
        for (seat, row) in &rows {
            let mut by: BTreeMap<u32, i32> = BTreeMap::new();
            row.keys.iter().for_each(|key| *by.entry(*key).or_default() += 1);
            self.keys(base, *seat).iter().for_each(|(key, _)| *by.entry(*key).or_default() -= 1);
            by.into_iter().filter(|(_, by)| *by != 0).for_each(|(key, by)| moved.entry(key).or_default().push((*seat, by)));
        }
        let mut patch = self.clone();
        let unknown: Vec<u32> = moved.keys().copied().filter(|key| !self.lists.contains_key(key)).collect();
        let known = Few::new(unknown).rows_with(base.keys.iter());
        patch.lists.extend(known.into_iter().map(|(key, seats)| (key, seats.into())));
        for (key, moves) in moved {
            let mut list = patch.lists.get(&key).map_or_else(Vec::new, |list| list.to_vec());
            for (seat, by) in moves {
                let at = list.partition_point(|s| *s < seat);
                if by < 0 {
                    list.drain(at..list.len().min(at + by.unsigned_abs() as usize));
                } else {
                    list.splice(at..at, std::iter::repeat_n(seat, by.unsigned_abs() as usize));
                }
            }
            patch.lists.insert(key, list.into());
        }
        for (seat, Fresh { terms, weights, keys }) in rows {
            let keys = placed(base, seat, keys);
            patch.rows.insert(seat, Arc::new(Row { terms, weights, keys }));
        }
        patch
    }
}

/// Keys of the article at a seat with their places in the lists of before. One that it did not have then has none, and is
/// found in the patch.
fn placed(base: &Base, seat: u32, keys: Vec<u32>) -> Vec<(u32, u32)> {
    let (had, places) = (base.keys.get(seat as usize), base.places.get(seat as usize));
    let place = |(slot, key): (usize, &u32)| {
        let nth = keys.iter().take(slot).filter(|other| *other == key).count();
        let mut same = had.iter().zip(places).filter(|(other, _)| *other == key);
        same.nth(nth).map_or(NOWHERE, |(_, place)| *place)
    };
    let places: Vec<u32> = keys.iter().enumerate().map(place).collect();
    keys.into_iter().zip(places).collect()
}
