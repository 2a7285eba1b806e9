//! The neighbors of a document: candidates by the keys that it shares with few others, then an exact score for the best of them.

use std::cmp::Reverse;

use super::index::{DocId, Index};
use super::weights::{rarity, weight};
use crate::analyze::terms::{Term, scramble};
use crate::model::IndexVec;

const SCORED: usize = 96;
/// Neighbors found in addition to as many as are shown, because some may not be.
const SPARE: usize = 10;

/// Terms that a document and its neighbor must share. Fewer are a word or two that come up in any text: then a shorter list is
/// better.
pub(super) const SHARED_MIN: usize = 4;
/// What they share must weigh as much as so many words, each used once, that only two documents have …
const WORDS: u32 = 3;
/// … or this part of all terms of a document that says little.
const PART: u32 = 12;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Neighbor {
    pub(super) doc: DocId,
    pub(super) score: u32,
}

/// Buffers that are used for one document after another.
#[derive(Debug)]
pub(crate) struct Scratch {
    /// For each document, how often it was met.
    met: IndexVec<DocId, u16>,
    candidates: Vec<(u16, DocId)>,
    own: OwnTerms,
}

impl Index<'_> {
    pub(super) fn scratch(&self) -> Scratch {
        Scratch { met: vec![0; self.articles.len()].into(), candidates: Vec::new(), own: OwnTerms::new() }
    }

    /// The neighbors of a document that `may` be in its list, nearest first, for a list of `count`. The nearest of the `preferred` ones
    /// is among them even if it is far.
    pub(super) fn top_k(
        &self,
        doc: DocId,
        count: usize,
        may: impl Fn(DocId) -> bool,
        preferred: impl Fn(DocId) -> bool,
        scratch: &mut Scratch,
    ) -> Box<[Neighbor]> {
        let Scratch { met, candidates, own } = scratch;
        candidates.clear();
        self.candidates(doc, |other| {
            if met[other] == 0 {
                candidates.push((0, other));
            }
            met[other] += 1;
        });
        candidates.retain_mut(|(times, other)| {
            *times = std::mem::take(&mut met[*other]);
            *other != doc && may(*other)
        });
        if candidates.len() > SCORED {
            candidates.select_nth_unstable_by_key(SCORED, |(times, other)| (Reverse(*times), *other));
            candidates.truncate(SCORED);
        }
        own.fill(self.terms(doc));
        let least = self.least_score(doc);
        let near_enough = |(_, other): &(u16, DocId)| {
            let (score, shared) = self.score(*other, own);
            (score >= least && shared >= SHARED_MIN).then_some(Neighbor { doc: *other, score })
        };
        let mut neighbors: Vec<Neighbor> = candidates.iter().filter_map(near_enough).collect();
        neighbors.sort_unstable_by_key(|neighbor| (Reverse(neighbor.score), neighbor.doc));
        let nearest = neighbors.iter().copied().enumerate().find(|(_, neighbor)| preferred(neighbor.doc));
        neighbors.truncate(count + SPARE);
        neighbors.extend(nearest.filter(|(place, _)| *place >= count + SPARE).map(|(_, neighbor)| neighbor));
        neighbors.into()
    }

    pub(super) fn least_score(&self, doc: DocId) -> u32 {
        let all: u32 = self.terms(doc).map(|(_, weight)| weight).sum();
        (WORDS * weight(rarity(2, self.articles.len()), 1)).min(all / PART).max(1)
    }

    /// The score of a document against another one's own terms, and the number of terms that they share. Of a shared term, the
    /// smaller of the two weights counts.
    fn score(&self, doc: DocId, own: &OwnTerms) -> (u32, usize) {
        let shared = self.terms_tagged(doc, |tag| own.has_tag(tag));
        shared.fold((0, 0), |(score, shared), (term, weight)| match own.weight(term) {
            Some(mine) => (score + weight.min(mine), shared + 1),
            None => (score, shared),
        })
    }
}

/// The terms of one document with their weights, found by hash. Scoring the 96 candidates of a document took 50 µs with it, 70 µs
/// with a `HashMap` of the same hash and 85 µs by merging sorted rows, which is part of what `cargo bench --bench quality --
/// related` prints as relating. Tags save most accesses to the words of other documents: a clean build of 10,000 articles took 5.3
/// instead of 6.0 s of processor time with them.
#[derive(Debug)]
struct OwnTerms {
    slots: Vec<(Term, u32)>,
    tags: Vec<u64>,
}

impl OwnTerms {
    /// A power of two, several times as many as terms.
    const SLOTS: usize = 1024;
    const TAG_WORDS: usize = (1 << u16::BITS) / u64::BITS as usize;

    fn new() -> OwnTerms {
        OwnTerms { slots: vec![(0, 0); OwnTerms::SLOTS], tags: vec![0; OwnTerms::TAG_WORDS] }
    }

    fn probe(term: Term) -> impl Iterator<Item = usize> {
        let first = (scramble(term) >> 20) as usize;
        (first..).map(|slot| slot % OwnTerms::SLOTS)
    }

    fn fill(&mut self, terms: impl Iterator<Item = (Term, u32)>) {
        self.slots.fill((0, 0));
        self.tags.fill(0);
        for (term, weight) in terms.take(OwnTerms::SLOTS / 2) {
            if let Some(word) = self.tags.get_mut(usize::from(term as u16 / 64)) {
                *word |= 1 << (term % 64);
            }
            for slot in OwnTerms::probe(term) {
                if let Some(free) = self.slots.get_mut(slot).filter(|(taken, _)| *taken == 0) {
                    *free = (term, weight);
                    break;
                }
            }
        }
    }

    /// True for the tag of each term, and by chance for one of 700 others.
    fn has_tag(&self, tag: u16) -> bool {
        self.tags.get(usize::from(tag / 64)).is_some_and(|word| word >> (tag % 64) & 1 == 1)
    }

    fn weight(&self, term: Term) -> Option<u32> {
        let met = OwnTerms::probe(term).map_while(|slot| self.slots.get(slot).filter(|(taken, _)| *taken != 0));
        met.into_iter().find(|(own, _)| *own == term).map(|(_, weight)| *weight)
    }
}
