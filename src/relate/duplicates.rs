//! Near-duplicates: articles that have the same sentences but for a few. No article is compared with all others: pairs come
//! from sentences that few articles have, and are then compared sentence by sentence. Boilerplate, which much of the library
//! has, does not count.

use super::findings::findings;
use super::{pack, unpack};
use crate::analyze::{MAX_SENTENCES, Sketch};
use crate::diag::Finding;
use crate::link::{Linked, State};
use crate::model::{ArticleId, IndexVec};

/// Percent of the sentences that near-duplicates have in common at least.
const SAME: u32 = 75;
/// Sentences that an article must have to be compared.
const ENOUGH: usize = 3;
/// A sentence that more articles have is boilerplate, unless they are fewer than one in [`BOILERPLATE_SHARE`].
const BOILERPLATE: usize = 20;
const BOILERPLATE_SHARE: usize = 100;
/// Rarest sentences of an article by which others are found.
const RAREST: u8 = 8;
/// Of those, how many two articles must share to be compared, if they have so many.
const SHARED: u8 = 2;
/// How many older articles one is paired with in each list, besides the oldest.
const BEFORE: usize = 3;

crate::model::id::ids! {
    /// An article among those that are compared, by age: the oldest is 0.
    pub(crate) Age;
}

/// An article that is nearly the same as an older one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Duplicate {
    pub(super) newer: ArticleId,
    pub(super) older: ArticleId,
    /// Sentences in common, in percent of all.
    pub(super) percent: u32,
}

/// The articles whose texts, titles and summaries are compared, and the near-duplicates among them.
#[derive(Debug)]
pub(crate) struct Duplicates {
    /// The articles compared, the oldest first.
    by_age: IndexVec<Age, ArticleId>,
    /// The newer articles of all pairs, the oldest first, each once.
    pub(super) pairs: Vec<Duplicate>,
}

impl Duplicates {
    pub(crate) fn find(linked: &Linked, sketches: &IndexVec<ArticleId, &Sketch>) -> Duplicates {
        let by_age: IndexVec<Age, ArticleId> = by_age(linked, sketches.ids()).into();
        let texts = by_age.iter().map(|id| &*sketches[*id].sentences).collect();
        let duplicate = |(newer, older, percent)| Duplicate { newer: by_age[newer], older: by_age[older], percent };
        let pairs = near_duplicates(&texts).into_iter().map(duplicate).collect();
        Duplicates { by_age, pairs }
    }

    /// The findings about texts, titles and summaries that repeat older ones.
    pub(crate) fn findings(&self, linked: &Linked) -> Vec<Finding> {
        findings(linked, &self.pairs, self.by_age.as_slice())
    }
}

/// The articles that readers see or will see, the oldest first. Unpublished articles count as newer than published ones.
fn by_age(linked: &Linked, articles: impl Iterator<Item = ArticleId>) -> Vec<ArticleId> {
    let addresses = &linked.addresses;
    let is_compared = |id: &ArticleId| !matches!(addresses.state(*id), State::Withdrawn | State::Expired);
    let mut articles: Vec<ArticleId> = articles.filter(is_compared).collect();
    articles.sort_by_cached_key(|id| {
        let front = &linked.library.article(*id).front;
        (!addresses.is_listed(*id), front.date.value, front.slug.value.as_str())
    });
    articles
}

/// The sentences of each text, ascending.
type Texts<'a> = IndexVec<Age, &'a [u32]>;

/// The texts that are nearly the same as an older one: the newer, the older that it is most like, and the percentage.
fn near_duplicates(texts: &Texts<'_>) -> Vec<(Age, Age, u32)> {
    let mut entries: Vec<u64> = Vec::with_capacity(texts.iter().map(|text| text.len()).sum());
    for (age, sentences) in texts.enumerated() {
        entries.extend(sentences.iter().map(|sentence| pack(*sentence, age.0)));
    }
    entries.sort_unstable();
    let (many, half) = (BOILERPLATE.max(texts.len() / BOILERPLATE_SHARE), texts.len() / 2);
    let is_boilerplate = |having: usize| having > many || (having > half && texts.len() >= BOILERPLATE);
    let lists = entries.chunk_by(|a, b| unpack(*a).0 == unpack(*b).0).filter(|list| list.len() > 1);
    let (boilerplate, mut lists): (Vec<&[u64]>, Vec<&[u64]>) = lists.partition(|list| is_boilerplate(list.len()));
    let boilerplate: Vec<u32> = boilerplate.iter().flat_map(|list| list.iter().take(1)).map(|entry| unpack(*entry).0).collect();
    lists.sort_by_key(|list| list.len());
    let mut found: Vec<(Age, Age, u32)> = Vec::new();
    for (newer, older) in candidates(&lists, texts.len()) {
        let percent = similarity(&own_sentences(texts[newer], &boilerplate), &own_sentences(texts[older], &boilerplate));
        match found.last_mut().filter(|(last, ..)| *last == newer) {
            Some(best) if percent > best.2 => *best = (newer, older, percent),
            None if percent >= SAME => found.push((newer, older, percent)),
            _ => {}
        }
    }
    found
}

/// Pairs worth comparing, each once: the newer and the older, ascending. `lists` are the articles that have a sentence in
/// common, the shortest lists first.
fn candidates(lists: &[&[u64]], count: usize) -> Vec<(Age, Age)> {
    // How many of its rarest sentences are taken of each article.
    let mut taken: IndexVec<Age, u8> = vec![0; count].into();
    let mut pairs: Vec<u64> = Vec::new();
    let mut list: Vec<u32> = Vec::new();
    for entries in lists {
        list.clear();
        for age in entries.iter().map(|entry| unpack(*entry).1) {
            if taken[Age(age)] < RAREST {
                taken[Age(age)] += 1;
                list.push(age);
            }
        }
        for (place, newer) in list.iter().enumerate() {
            let before = list.iter().take(place).rev().take(BEFORE);
            let oldest = list.iter().take(place.saturating_sub(BEFORE).min(1));
            pairs.extend(before.chain(oldest).map(|older| pack(*newer, *older)));
        }
    }
    pairs.sort_unstable();
    let mut candidates = Vec::new();
    for same in pairs.chunk_by(|a, b| a == b) {
        let [pair, ..] = same else { continue };
        let (newer, older) = (Age(unpack(*pair).0), Age(unpack(*pair).1));
        if same.len() >= usize::from(SHARED) || taken[newer] <= SHARED {
            candidates.push((newer, older));
        }
    }
    candidates
}

/// The sentences of a text without boilerplate, ascending, and the largest hash up to which all are known: a sample has only the
/// smallest hashes of an article.
fn own_sentences(text: &[u32], boilerplate: &[u32]) -> (Vec<u32>, u32) {
    let own = text.iter().copied().filter(|sentence| boilerplate.binary_search(sentence).is_err());
    let own: Vec<u32> = own.collect();
    let bound = own.last().copied().filter(|_| text.len() == MAX_SENTENCES).unwrap_or(u32::MAX);
    (own, bound)
}

/// Sentences in common in percent of all of two texts, as far as both are known.
fn similarity((a, bound_a): &(Vec<u32>, u32), (b, bound_b): &(Vec<u32>, u32)) -> u32 {
    let count = |own: &[u32]| own.partition_point(|sentence| sentence <= bound_a.min(bound_b));
    let (count_a, count_b) = (count(a), count(b));
    if count_a < ENOUGH || count_b < ENOUGH {
        return 0;
    }
    let common = a.iter().take(count_a).filter(|sentence| b.binary_search(sentence).is_ok()).count();
    (common * 200 / (count_a + count_b)) as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Id;

    fn text(sentences: impl IntoIterator<Item = u32>) -> Vec<u32> {
        let mut sentences: Vec<u32> = sentences.into_iter().collect();
        sentences.sort_unstable();
        sentences.truncate(MAX_SENTENCES);
        sentences
    }

    fn duplicates_of(texts: &[Vec<u32>]) -> Vec<(usize, usize, u32)> {
        let found = near_duplicates(&texts.iter().map(Vec::as_slice).collect()).into_iter();
        found.map(|(newer, older, percent)| (newer.position(), older.position(), percent)).collect()
    }

    #[test]
    fn three_quarters_of_the_sentences_make_a_duplicate() {
        assert_eq!(duplicates_of(&[text(0..20), text(1..21)]), [(1, 0, 95)]);
        assert_eq!(duplicates_of(&[text(0..20), text(5..25)]), [(1, 0, 75)]);
        assert_eq!(duplicates_of(&[text(0..20), text(6..26)]), []);
        assert_eq!(duplicates_of(&[text(0..20), text(0..14)]), [(1, 0, 82)]);
        assert_eq!(duplicates_of(&[text(0..2), text(0..2)]), []);
    }

    #[test]
    fn of_a_group_each_newer_one_names_the_older_one_it_is_most_like() {
        assert_eq!(duplicates_of(&[text(0..20), text(1..21), text(2..22)]), [(1, 0, 95), (2, 1, 95)]);
        assert_eq!(duplicates_of(&[text(0..20), text(0..20), text(0..20)]), [(1, 0, 100), (2, 0, 100)]);
    }

    #[test]
    fn what_half_of_the_library_says_is_no_part_of_it() {
        let own = |n: u32| 1_000 * n..1_000 * n + 10;
        let library: Vec<Vec<u32>> = (1..=30).map(|n| text(own(n).chain(0..40))).collect();
        assert_eq!(duplicates_of(&library), []);
        let mut copied = library;
        copied.push(text(own(7).skip(1).chain(0..40)));
        assert_eq!(duplicates_of(&copied), [(30, 6, 94)]);
    }

    #[test]
    fn of_long_articles_a_sample_is_compared() {
        let spread = |numbers: std::ops::Range<u32>| text(numbers.map(|n| n.wrapping_mul(0x9e37_79b1)));
        let found = duplicates_of(&[spread(0..1_000), spread(60..1_060), spread(900..1_900)]);
        let [(1, 0, percent)] = found.as_slice() else { panic!("{found:?}") };
        assert!((88..=99).contains(percent), "{percent}");
    }
}
