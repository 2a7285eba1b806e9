//! Which articles are nearest to one article: candidates by what it shares with few others, then an exact score for the best
//! of them.

use std::cmp::Reverse;
use std::sync::Arc;

use super::index::Index;
use super::terms::{Term, shuffled};
use super::weights::weight;

/// Candidates that are scored.
const SCORED: usize = 96;
/// Nearest articles that are kept besides as many as are shown, because some may not be.
const SPARE: usize = 10;

/// Terms and relations that an article and its neighbour must share. Fewer are a word or two that come up in any text: then a
/// shorter list is the truer one.
pub(super) const SHARED: u32 = 4;
/// What they share must weigh as much as so many words, each used once, that only two articles have …
const WORDS: u32 = 3;
/// … or this part of all the words of an article that says little.
const PART: u32 = 12;

/// A near article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Near {
    /// Its seat.
    pub(super) seat: u32,
    /// How near it is; more is nearer.
    pub(super) score: u32,
}

/// Room to work in, used again for article after article.
#[derive(Debug)]
pub struct Scratch {
    /// By seat, in how many lists it was met.
    met: Vec<u16>,
    /// The seats met.
    seats: Vec<u32>,
    /// Of these, those that may be near, with in how many lists each was met.
    candidates: Vec<(u16, u32)>,
    /// The best of them that are near enough.
    near: Vec<Near>,
    /// The article's own terms and weights, found by hash.
    own: Vec<(Term, u16)>,
}

/// Slots for an article's own terms: a power of two, several times as many as terms.
const SLOTS: usize = 1024;

impl Index {
    /// Room to work in.
    pub fn scratch(&self) -> Scratch {
        Scratch {
            met: vec![0; self.articles.len()],
            seats: Vec::new(),
            candidates: Vec::new(),
            near: Vec::new(),
            own: vec![(0, 0); SLOTS],
        }
    }

    /// The articles nearest to the one at a seat that `may` stand beside it, nearest first, for a list of `count`.
    pub fn nearest(&self, seat: u32, count: usize, may: impl Fn(u32) -> bool, scratch: &mut Scratch) -> Arc<[Near]> {
        let Scratch { met, seats, candidates, near, own } = scratch;
        self.meet(seat, |other| {
            let Some(met) = met.get_mut(other as usize) else { return };
            if *met == 0 {
                seats.push(other);
            }
            *met = met.saturating_add(1);
        });
        candidates.clear();
        for other in seats.drain(..) {
            let met = met.get_mut(other as usize).map(std::mem::take).unwrap_or(0);
            if other != seat && may(other) {
                candidates.push((met, other));
            }
        }
        let order = |c: &(u16, u32)| (Reverse(c.0), c.1);
        if candidates.len() > SCORED {
            candidates.select_nth_unstable_by_key(SCORED, order);
            candidates.truncate(SCORED);
        }
        self.spread_out(seat, own);
        let least = self.least(seat);
        near.clear();
        near.extend(candidates.iter().filter_map(|(_, other)| {
            let (score, shared) = self.score(*other, own);
            (score >= least && shared >= SHARED).then_some(Near { seat: *other, score })
        }));
        near.sort_unstable_by_key(|n| (Reverse(n.score), n.seat));
        near.truncate(count + SPARE);
        Arc::from(near.as_slice())
    }

    /// The least score of a neighbour of the article at a seat.
    pub(super) fn least(&self, seat: u32) -> u32 {
        let all: u32 = self.weighted(seat).map(|(_, weight)| u32::from(weight)).sum();
        (WORDS * u32::from(weight(2, self.articles.len(), 1))).min(all / PART).max(1)
    }

    /// An article's terms with what they weigh.
    pub(super) fn weighted(&self, seat: u32) -> impl Iterator<Item = (Term, u16)> + '_ {
        let (terms, weights) = self.row(seat);
        terms.iter().copied().zip(weights.iter().copied())
    }

    fn spread_out(&self, seat: u32, own: &mut [(Term, u16)]) {
        own.fill((0, 0));
        for (term, weight) in self.weighted(seat).take(SLOTS / 2) {
            let mut at = slot(term);
            while let Some(taken) = own.get_mut(at) {
                if taken.0 == 0 {
                    *taken = (term, weight);
                    break;
                }
                at = (at + 1) % SLOTS;
            }
        }
    }

    /// What two articles share: of each common term the smaller of its two weights; and how many these are.
    fn score(&self, other: u32, own: &[(Term, u16)]) -> (u32, u32) {
        let (mut score, mut shared) = (0, 0);
        for (term, weight) in self.weighted(other) {
            let mut at = slot(term);
            while let Some((mine, my_weight)) = own.get(at).filter(|(t, _)| *t != 0) {
                if *mine == term {
                    score += u32::from(weight.min(*my_weight));
                    shared += 1;
                    break;
                }
                at = (at + 1) % SLOTS;
            }
        }
        (score, shared)
    }
}

fn slot(term: Term) -> usize {
    (shuffled(term) >> 20) as usize % SLOTS
}
