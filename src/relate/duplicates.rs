//! Articles that are nearly the same text: the same sentences but for a few. No article is compared with all others: pairs
//! come from sentences that few articles have, and are then compared sentence by sentence. Sentences that much of the library
//! shares are no part of the comparison.

use super::digest::{Digest, SENTENCES};

/// Articles are nearly the same from so many percent of their sentences on.
const SAME: u32 = 75;
/// Sentences an article must have to be compared.
const ENOUGH: usize = 3;
/// A sentence that more articles have is boilerplate, unless these are fewer than one in [`BOILERPLATE_SHARE`].
const BOILERPLATE: usize = 20;
const BOILERPLATE_SHARE: usize = 100;
/// Rarest sentences of an article by which others are found.
const RAREST: u8 = 8;
/// Of those, how many two articles must share to be compared, where they have so many.
const SHARED: usize = 2;
/// How many articles before it one is paired with in each list, besides the first.
const BEFORE: usize = 3;

/// An article that is nearly the same as an older one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Duplicate {
    /// The newer article.
    pub article: u32,
    /// The older one that it is most like.
    pub of: u32,
    /// Sentences they have in common, in percent of all.
    pub percent: u32,
}

/// Finds the articles that are nearly the same as older ones. `by_age` are the articles to compare, the oldest first.
pub fn duplicates(digests: &[Digest], by_age: &[u32]) -> Vec<Duplicate> {
    let sentences = |article: u32| digests.get(article as usize).map_or(&[][..], |d| &d.sentences);
    let total = by_age.iter().map(|a| sentences(*a).len()).sum();
    let mut entries: Vec<u64> = Vec::with_capacity(total);
    for (age, article) in (0u64..).zip(by_age) {
        entries.extend(sentences(*article).iter().map(|s| u64::from(*s) << 32 | age));
    }
    entries.sort_unstable();
    let mut shared: Vec<&[u64]> = entries.chunk_by(|a, b| a >> 32 == b >> 32).filter(|list| list.len() > 1).collect();
    let is_boilerplate = |list: &[u64]| {
        let (many, half) = (BOILERPLATE.max(by_age.len() / BOILERPLATE_SHARE), by_age.len() / 2);
        list.len() > many || (list.len() > half && by_age.len() >= BOILERPLATE)
    };
    let sentence = |list: &[u64]| list.first().map_or(0, |e| (e >> 32) as u32);
    let boilerplate: Vec<u32> = shared.iter().filter(|l| is_boilerplate(l)).map(|l| sentence(l)).collect();
    shared.retain(|list| !is_boilerplate(list));
    shared.sort_by_key(|list| list.len());

    let article = |age: u32| by_age.get(age as usize).copied().unwrap_or(0);
    let boilerplate = Boilerplate::new(boilerplate);
    let side = |age: u32| Side::new(sentences(article(age)), &boilerplate);
    let mut found: Vec<Option<(u32, u32)>> = vec![None; by_age.len()];
    for (newer, older) in pairs(&shared, by_age.len()) {
        let percent = sameness(&side(newer), &side(older));
        if let Some(best) = found.get_mut(newer as usize).filter(|b| percent >= SAME && b.is_none_or(|(p, _)| percent > p)) {
            *best = Some((percent, older));
        }
    }
    let told = |(age, best): (u32, Option<(u32, u32)>)| {
        let (percent, older) = best?;
        Some(Duplicate { article: article(age), of: article(older), percent })
    };
    (0..).zip(found).filter_map(told).collect()
}

/// Pairs worth comparing, newer and older by age, ascending, each once. `shared` are lists of articles by age that have a
/// sentence in common, the shortest lists first.
fn pairs(shared: &[&[u64]], count: usize) -> Vec<(u32, u32)> {
    let mut taken = vec![0u8; count];
    let mut met: Vec<u64> = Vec::new();
    let mut list: Vec<u32> = Vec::new();
    for entries in shared {
        list.clear();
        for age in entries.iter().map(|e| *e as u32) {
            if let Some(taken) = taken.get_mut(age as usize).filter(|t| **t < RAREST) {
                *taken += 1;
                list.push(age);
            }
        }
        for (n, newer) in list.iter().enumerate() {
            let before = list.iter().take(n).rev().take(BEFORE);
            let first = list.iter().take(n.saturating_sub(BEFORE).min(1));
            met.extend(before.chain(first).map(|older| u64::from(*newer) << 32 | u64::from(*older)));
        }
    }
    met.sort_unstable();
    let enough = |pair: &&[u64]| {
        let newer = pair.first().map_or(0, |p| (p >> 32) as usize);
        pair.len() >= SHARED || taken.get(newer).is_some_and(|t| usize::from(*t) <= SHARED)
    };
    met.chunk_by(|a, b| a == b).filter(enough).filter_map(|p| p.first()).map(|p| ((p >> 32) as u32, *p as u32)).collect()
}

/// Sentences that much of the library shares.
struct Boilerplate {
    /// Ascending.
    sentences: Vec<u32>,
    /// True for the highest bits that one of them has: that tells most others apart without a search.
    highest: Vec<bool>,
}

impl Boilerplate {
    fn new(sentences: Vec<u32>) -> Boilerplate {
        let mut highest = vec![false; 1 << 16];
        for sentence in &sentences {
            highest.get_mut((sentence >> 16) as usize).into_iter().for_each(|seen| *seen = true);
        }
        Boilerplate { sentences, highest }
    }

    fn has(&self, sentence: u32) -> bool {
        self.highest.get((sentence >> 16) as usize) == Some(&true) && self.sentences.binary_search(&sentence).is_ok()
    }
}

/// An article's own sentences, ascending, and whether it has more than were kept.
struct Side {
    sentences: Vec<u32>,
    cut: bool,
}

impl Side {
    fn new(all: &[u32], boilerplate: &Boilerplate) -> Side {
        let sentences = all.iter().copied().filter(|s| !boilerplate.has(*s)).collect();
        Side { sentences, cut: all.len() == SENTENCES }
    }
}

/// Sentences in common in percent of all of two articles. Of an article that has more than were kept, the smallest are known:
/// then only sentences as small as those are counted on either side.
fn sameness(a: &Side, b: &Side) -> u32 {
    let last = |side: &Side| side.sentences.last().copied().filter(|_| side.cut).unwrap_or(u32::MAX);
    let bound = last(a).min(last(b));
    let within = |side: &Side| side.sentences.partition_point(|s| *s <= bound);
    let (count_a, count_b) = (within(a), within(b));
    if count_a < ENOUGH || count_b < ENOUGH {
        return 0;
    }
    let (mut common, mut rest) = (0usize, b.sentences.as_slice());
    for sentence in a.sentences.iter().take(count_a) {
        rest = rest.get(rest.partition_point(|s| s < sentence)..).unwrap_or(&[]);
        common += usize::from(rest.first() == Some(sentence));
    }
    u32::try_from(common * 200 / (count_a + count_b)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn digest(sentences: impl IntoIterator<Item = u32>) -> Digest {
        let mut sentences: Vec<u32> = sentences.into_iter().collect();
        sentences.sort_unstable();
        sentences.truncate(SENTENCES);
        Digest { sentences: sentences.into(), ..Digest::default() }
    }

    fn found(digests: &[Digest]) -> Vec<(u32, u32, u32)> {
        let by_age: Vec<u32> = (0..).take(digests.len()).collect();
        duplicates(digests, &by_age).iter().map(|d| (d.article, d.of, d.percent)).collect()
    }

    #[test]
    fn three_quarters_of_the_sentences_make_a_duplicate() {
        assert_eq!(found(&[digest(0..20), digest(1..21)]), [(1, 0, 95)]);
        assert_eq!(found(&[digest(0..20), digest(5..25)]), [(1, 0, 75)]);
        assert_eq!(found(&[digest(0..20), digest(6..26)]), []);
        assert_eq!(found(&[digest(0..20), digest(0..14)]), [(1, 0, 82)]);
        assert_eq!(found(&[digest(0..2), digest(0..2)]), []);
    }

    #[test]
    fn of_a_group_each_newer_one_names_the_older_one_it_is_most_like() {
        assert_eq!(found(&[digest(0..20), digest(1..21), digest(2..22)]), [(1, 0, 95), (2, 1, 95)]);
        assert_eq!(found(&[digest(0..20), digest(0..20), digest(0..20)]), [(1, 0, 100), (2, 0, 100)]);
    }

    #[test]
    fn what_half_of_the_library_says_is_no_part_of_it() {
        let own = |n: u32| 1_000 * n..1_000 * n + 10;
        let library: Vec<Digest> = (1..=30).map(|n| digest(own(n).chain(0..40))).collect();
        assert_eq!(found(&library), []);
        let mut copied = library;
        copied.push(digest(own(7).skip(1).chain(0..40)));
        assert_eq!(found(&copied), [(30, 6, 94)]);
    }

    #[test]
    fn of_long_articles_a_sample_is_compared() {
        let spread = |numbers: std::ops::Range<u32>| digest(numbers.map(|n| n.wrapping_mul(0x9e37_79b1)));
        let told = found(&[spread(0..1_000), spread(60..1_060), spread(900..1_900)]);
        let [(1, 0, percent)] = told.as_slice() else { panic!("{told:?}") };
        assert!((88..=99).contains(percent), "{percent}");
    }
}
