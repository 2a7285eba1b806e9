//! How many articles use each term. Each shard of neighboring articles has its own counts, and the library has their sum: a
//! shard whose articles are unchanged is added without a look at its texts.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use serde::{Deserialize, Serialize};

use super::terms::{Term, scramble};
use crate::model::IndexVec;
use crate::text::bits::{BitReader, BitWriter, parameter};

/// Counters of a library: several times as many as a large library has common terms.
const COUNTERS: u32 = 1 << 20;

crate::model::id::ids! {
    /// The counter of a term. Terms share counters, so that a rare term may seem a little less rare.
    pub(crate) Counter;
}

impl Counter {
    pub(super) fn of(term: Term) -> Counter {
        Counter(scramble(term) >> (u32::BITS - COUNTERS.ilog2()))
    }
}

/// The home of a term that is used outside of sentences, or in several of them.
pub(super) const SEVERAL: u32 = u32::MAX;

/// How an article uses a term.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct TermUses {
    pub(super) times: u32,
    /// The number of the only sentence that uses the term, or [`SEVERAL`].
    pub(super) home: u32,
}

/// Counts the terms of one article after another, and those of all articles of a shard.
#[derive(Debug, Default)]
pub struct TermCounter {
    /// The uses of each term in the present article.
    uses: HashMap<Term, TermUses, BuildHasherDefault<TermHasher>>,
    /// The number of articles of the present shard for each counter that is not zero.
    shard: HashMap<u32, u32, BuildHasherDefault<TermHasher>>,
}

impl TermCounter {
    /// Counts uses of a term in the sentence `home`.
    pub(super) fn add(&mut self, term: Term, times: u32, home: u32) {
        let uses = self.uses.entry(term).or_insert(TermUses { times: 0, home });
        uses.times += times;
        if uses.home != home {
            uses.home = SEVERAL;
        }
    }

    /// The terms of the article, in any order, and how it uses each. The counter is ready for the next article.
    pub(super) fn finish_article(&mut self, is_draft: bool) -> Vec<(Term, TermUses)> {
        let terms: Vec<(Term, TermUses)> = self.uses.drain().collect();
        // What readers see must not depend on drafts.
        if !is_draft {
            for (term, _) in &terms {
                *self.shard.entry(Counter::of(*term).0).or_default() += 1;
            }
        }
        terms
    }

    pub(crate) fn finish_shard(&mut self) -> TermCounts {
        let mut counts: Vec<(u32, u32)> = self.shard.drain().collect();
        counts.sort_unstable();
        let counters = counts.len() as u32;
        let (mut codes, gap_bits, mut next) = (BitWriter::default(), parameter(counters, COUNTERS), 0);
        for (counter, count) in counts {
            codes.rice(counter - next, gap_bits);
            codes.rice(count - 1, 0);
            next = counter + 1;
        }
        TermCounts { counters, codes: codes.finish().into() }
    }
}

/// The hash of a term: its product with an odd number, with the high bits, which depend on all of it, moved to where the table
/// looks first. Counting the 1,500 terms of an article takes 12 µs with it and 28 µs with the hasher of std, which is part of
/// what `cargo bench --bench quality -- related` prints as the time for sketches.
#[derive(Default)]
struct TermHasher(u64);

impl Hasher for TermHasher {
    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.write_u32(u32::from(*byte)));
    }

    fn write_u32(&mut self, term: u32) {
        self.0 = (self.0 ^ u64::from(term)).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(26);
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

/// How many articles of a shard use each term: pairs of a gap between counters and a count less one, in Rice codes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct TermCounts {
    /// The number of counters that are not zero.
    counters: u32,
    codes: Box<[u8]>,
}

impl TermCounts {
    /// The counters that are not zero, ascending, each with its count.
    fn iter(&self) -> impl Iterator<Item = (Counter, u32)> {
        let (gap_bits, mut codes, mut next) = (parameter(self.counters, COUNTERS), BitReader::new(&self.codes), 0);
        (0..self.counters).map_while(move |_| {
            let (gap, more) = (codes.rice(gap_bits)?, codes.rice(0)?);
            let counter = next + gap;
            next = counter + 1;
            Some((Counter(counter), more + 1))
        })
    }
}

/// How many articles of a library use each term.
#[derive(Debug, Clone)]
pub(crate) struct DocumentFrequency(IndexVec<Counter, u32>);

impl DocumentFrequency {
    pub(crate) fn of(&self, term: Term) -> u32 {
        self.0[Counter::of(term)]
    }
}

impl<'a> FromIterator<&'a TermCounts> for DocumentFrequency {
    fn from_iter<A: IntoIterator<Item = &'a TermCounts>>(shards: A) -> DocumentFrequency {
        let mut sum: IndexVec<Counter, u32> = vec![0; COUNTERS as usize].into();
        for (counter, count) in shards.into_iter().flat_map(TermCounts::iter) {
            sum[counter] += count;
        }
        DocumentFrequency(sum)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_are_counted_article_by_article() {
        let mut counter = TermCounter::default();
        for _ in 0..2 {
            [(7, 1, 0), (9, 4, 1), (7, 2, 3)].into_iter().for_each(|(term, times, home)| counter.add(term, times, home));
            let mut terms = counter.finish_article(false);
            terms.sort_unstable();
            assert_eq!(terms, [(7, TermUses { times: 3, home: SEVERAL }), (9, TermUses { times: 4, home: 1 })]);
        }
        assert_eq!(counter.finish_article(false), []);
    }

    #[test]
    fn a_library_has_the_sum_of_its_shards() {
        let mut counter = TermCounter::default();
        let mut shard = |articles: &[(bool, &[Term])]| {
            for (is_draft, terms) in articles {
                terms.iter().for_each(|term| counter.add(*term, 3, 0));
                counter.finish_article(*is_draft);
            }
            counter.finish_shard()
        };
        let many: Vec<Term> = (100..5_000).collect();
        let shards =
            [shard(&[(false, &[1, 2, 3]), (false, &[2]), (true, &[3])]), shard(&[]), shard(&[(false, &many), (false, &[2, 100])])];
        let sum: DocumentFrequency = shards.iter().collect();
        assert_eq!([1, 2, 3, 4, 100, 4_999].map(|term| sum.of(term)), [1, 3, 1, 0, 2, 1]);
        let [first, empty, last] = shards;
        assert_eq!(empty, TermCounts::default());
        let mut counts: Vec<u32> = first.iter().map(|(_, count)| count).collect();
        counts.sort_unstable();
        assert_eq!(counts, [1, 1, 2]);
        assert!(last.codes.len() < 2 * many.len(), "{} bytes", last.codes.len());
    }
}
