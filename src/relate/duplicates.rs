//! Articles that are nearly the same text: the same sentences but for a few. No article is compared with all others: pairs
//! come from sentences that few articles have, and are then compared sentence by sentence. Sentences that much of the library
//! shares are no part of the comparison.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::digest::{Digest, SENTENCES};
use super::few::Few;
use crate::model::{ArticleId, Id};

/// Articles are nearly the same from so many percent of their sentences on.
const SAME: u32 = 75;
/// Sentences an article must have to be compared.
const ENOUGH: usize = 3;
/// A sentence that more articles have is boilerplate, unless these are fewer than one in [`BOILERPLATE_SHARE`].
const BOILERPLATE: usize = 20;
const BOILERPLATE_SHARE: usize = 100;
/// Rarest sentences of an article by which others are found.
const RAREST: usize = 8;
/// Of those, how many two articles must share to be compared, where they have so many.
const SHARED: usize = 2;
/// How many articles before it one is paired with in each list, besides the first.
const BEFORE: usize = 3;
/// Articles that may be looked at again; where there are more, all are.
const FEW: usize = 2_000;

/// An article that is nearly the same as an older one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Duplicate {
    /// The newer article.
    pub article: ArticleId,
    /// The older one that it is most like.
    pub of: ArticleId,
    /// Sentences they have in common, in percent of all.
    pub percent: u32,
}

/// What was found out about articles that are nearly the same. Articles go by their age here: the oldest is 0.
#[derive(Debug, Clone)]
pub struct Duplicates {
    /// By age, the article.
    by_age: Arc<[ArticleId]>,
    boilerplate: Arc<Few>,
    /// By age, the rarest of the sentences that others have too.
    rarest: Vec<Rarest>,
    /// By age, the older one that it is most like, and how much in percent.
    most_like: Vec<Option<(u32, u32)>>,
}

/// The rarest sentences of an article, the rarest first; zeros after them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Rarest {
    count: u8,
    sentences: [u32; RAREST],
}

impl Rarest {
    /// Adds a sentence; false where there are enough.
    fn add(&mut self, sentence: u32) -> bool {
        let Some(place) = self.sentences.get_mut(usize::from(self.count)) else { return false };
        *place = sentence;
        self.count += 1;
        true
    }

    fn get(&self) -> &[u32] {
        self.sentences.get(..usize::from(self.count)).unwrap_or(&[])
    }

    fn has(&self, sentence: u32) -> bool {
        self.get().contains(&sentence)
    }
}

/// The texts that are compared: by article, its digest, and the articles, the oldest first.
#[derive(Clone, Copy)]
struct Texts<'a> {
    digests: &'a [Arc<Digest>],
    by_age: &'a [ArticleId],
}

impl<'a> Texts<'a> {
    fn sentences(self, age: u32) -> &'a [u32] {
        let article = self.by_age.get(age as usize);
        article.and_then(|i| self.digests.get(i.position())).map_or(&[], |digest| digest.sentences())
    }

    fn all(self) -> impl Iterator<Item = &'a [u32]> {
        (0..).take(self.by_age.len()).map(move |age| self.sentences(age))
    }

    /// True for a sentence that so many articles have.
    fn is_boilerplate(self, having: usize) -> bool {
        let (many, half) = (BOILERPLATE.max(self.by_age.len() / BOILERPLATE_SHARE), self.by_age.len() / 2);
        having > many || (having > half && self.by_age.len() >= BOILERPLATE)
    }
}

impl Duplicates {
    /// Finds the articles that are nearly the same as older ones. `by_age` are the articles to compare, the oldest first.
    pub fn new(digests: &[Arc<Digest>], by_age: Arc<[ArticleId]>) -> Duplicates {
        let texts = Texts { digests, by_age: &by_age };
        let mut entries: Vec<u64> = Vec::with_capacity(texts.all().map(<[u32]>::len).sum());
        for (age, sentences) in (0u64..).zip(texts.all()) {
            entries.extend(sentences.iter().map(|s| u64::from(*s) << 32 | age));
        }
        entries.sort_unstable();
        let mut shared: Vec<&[u64]> = entries.chunk_by(|a, b| a >> 32 == b >> 32).filter(|list| list.len() > 1).collect();
        let boilerplate = shared.iter().filter(|list| texts.is_boilerplate(list.len())).map(|list| sentence(list)).collect();
        shared.retain(|list| !texts.is_boilerplate(list.len()));
        shared.sort_by_key(|list| list.len());
        let boilerplate = Few::new(boilerplate);
        let mut most_like = vec![None; by_age.len()];
        let (pairs, rarest) = pairs(&shared, by_age.len());
        for (newer, older) in pairs {
            let best = most_like.get_mut(newer as usize);
            best.into_iter().for_each(|best| compare(texts, &boilerplate, newer, older, best));
        }
        Duplicates { boilerplate: Arc::new(boilerplate), rarest, most_like, by_age }
    }

    /// The articles that are nearly the same as older ones, the oldest first.
    pub fn list(&self) -> Vec<Duplicate> {
        let told = |(article, best): (&ArticleId, &Option<(u32, u32)>)| {
            let (percent, older) = (*best)?;
            Some(Duplicate { article: *article, of: *self.by_age.get(older as usize)?, percent })
        };
        self.by_age.iter().zip(&self.most_like).filter_map(told).collect()
    }

    /// The articles that were compared, the oldest first.
    pub fn by_age(&self) -> &[ArticleId] {
        &self.by_age
    }
}

fn sentence(list: &[u64]) -> u32 {
    list.first().map_or(0, |e| (e >> 32) as u32)
}

/// Compares an article with an older one, and takes note where it is the one that it is most like.
fn compare(texts: Texts<'_>, boilerplate: &Few, newer: u32, older: u32, best: &mut Option<(u32, u32)>) {
    let side = |age: u32| Side::new(texts.sentences(age), boilerplate);
    let percent = sameness(&side(newer), &side(older));
    if percent >= SAME && best.is_none_or(|(most, _)| percent > most) {
        *best = Some((percent, older));
    }
}

/// Pairs worth comparing, newer and older by age, ascending, each once; and by age, the rarest sentences. `shared` are lists of
/// articles by age that have a sentence in common, the shortest lists first.
fn pairs(shared: &[&[u64]], count: usize) -> (Vec<(u32, u32)>, Vec<Rarest>) {
    let mut rarest = vec![Rarest::default(); count];
    let mut met: Vec<u64> = Vec::new();
    let mut list: Vec<u32> = Vec::new();
    for entries in shared {
        list.clear();
        let takes = |age: &u32| rarest.get_mut(*age as usize).is_some_and(|rarest| rarest.add(sentence(entries)));
        list.extend(entries.iter().map(|e| *e as u32).filter(takes));
        for (n, newer) in list.iter().enumerate() {
            met.extend(older(&list, n).map(|older| u64::from(*newer) << 32 | u64::from(older)));
        }
    }
    met.sort_unstable();
    let enough = |pair: &&[u64]| {
        let newer = pair.first().map_or(0, |p| (p >> 32) as usize);
        pair.len() >= SHARED || rarest.get(newer).is_some_and(|r| usize::from(r.count) <= SHARED)
    };
    let pairs = met.chunk_by(|a, b| a == b).filter(enough).filter_map(|p| p.first()).map(|p| ((p >> 32) as u32, *p as u32));
    (pairs.collect(), rarest)
}

/// The older ones that the article at a place in a list is paired with.
fn older(list: &[u32], place: usize) -> impl Iterator<Item = u32> + '_ {
    let before = list.iter().take(place).rev().take(BEFORE);
    before.chain(list.iter().take(place.saturating_sub(BEFORE).min(1))).copied()
}

/// An article's own sentences, ascending, and whether it has more than were kept.
struct Side {
    sentences: Vec<u32>,
    cut: bool,
}

impl Side {
    fn new(all: &[u32], boilerplate: &Few) -> Side {
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

impl Duplicates {
    /// The same after some articles have changed, which are given ascending. Nothing where more than a few articles would have
    /// to be looked at again.
    pub fn again(&self, before: &[Arc<Digest>], digests: &[Arc<Digest>], changed: &[ArticleId]) -> Option<Duplicates> {
        let (old, new) = (Texts { digests: before, by_age: &self.by_age }, Texts { digests, by_age: &self.by_age });
        let differs = |age: &u32| old.sentences(*age) != new.sentences(*age);
        let ages = (0..).zip(self.by_age.iter()).filter(|(_, article)| changed.binary_search(article).is_ok());
        let changed: BTreeSet<u32> = ages.map(|(age, _)| age).filter(differs).collect();
        if changed.is_empty() {
            return Some(self.clone());
        }
        let moved = |age: &u32| {
            let (had, has): (BTreeSet<u32>, BTreeSet<u32>) =
                (old.sentences(*age).iter().copied().collect(), new.sentences(*age).iter().copied().collect());
            had.symmetric_difference(&has).copied().collect::<Vec<u32>>()
        };
        let moved = having(new, changed.iter().flat_map(moved));
        if moved.iter().any(|(sentence, ages)| new.is_boilerplate(ages.len()) != self.boilerplate.has(*sentence)) {
            return None;
        }
        // How rare a sentence is that moved decides what all who have it are found by.
        let ranked = moved.iter().filter(|(sentence, _)| !self.boilerplate.has(**sentence)).flat_map(|(_, ages)| ages);
        let ranked: BTreeSet<u32> = ranked.chain(&changed).copied().collect();
        if ranked.len() > FEW {
            return None;
        }
        let own = |age: &u32| new.sentences(*age).iter().copied().filter(|s| !self.boilerplate.has(*s));
        let lists = having(new, ranked.iter().flat_map(own));
        let mut after = self.clone();
        let mut touched: BTreeSet<u32> = BTreeSet::new();
        for age in &ranked {
            let mut shared: Vec<(usize, u32)> =
                own(age).filter_map(|s| Some((lists.get(&s)?.len(), s))).filter(|(having, _)| *having > 1).collect();
            shared.sort_unstable();
            let mut rarest = Rarest::default();
            shared.into_iter().take(RAREST).for_each(|(_, sentence)| _ = rarest.add(sentence));
            let Some(place) = after.rarest.get_mut(*age as usize) else { continue };
            let had = std::mem::replace(place, rarest);
            let both = had.get().iter().chain(rarest.get());
            touched.extend(both.filter(|s| changed.contains(age) || had.has(**s) != rarest.has(**s)));
        }
        // Whoever is found by others than before is ranked, and compared anyhow.
        let finds = |age: &u32, s: u32| self.rarest.get(*age as usize).is_some_and(|rarest| rarest.has(s));
        let found = |s: u32| {
            let having = lists.get(&s).map_or(&[][..], Vec::as_slice);
            having.iter().copied().filter(|age| finds(age, s)).collect::<Vec<u32>>()
        };
        let compared: BTreeSet<u32> = touched.into_iter().flat_map(found).chain(ranked).collect();
        if compared.len() > FEW {
            return None;
        }
        after.compare_again(new, &compared);
        Some(after)
    }

    /// Finds anew, for some articles by age, the older one that each is most like.
    fn compare_again(&mut self, texts: Texts<'_>, ages: &BTreeSet<u32>) {
        let rarest = |age: u32| self.rarest.get(age as usize).copied().unwrap_or_default();
        let mut lists = having(texts, ages.iter().flat_map(|age| rarest(*age).get().to_vec()));
        lists.iter_mut().for_each(|(sentence, ages)| ages.retain(|age| rarest(*age).has(*sentence)));
        let found = ages.iter().map(|newer| {
            let rarest = rarest(*newer);
            let mut met: BTreeMap<u32, usize> = BTreeMap::new();
            for list in rarest.get().iter().filter_map(|sentence| lists.get(sentence)) {
                let place = list.partition_point(|age| age < newer);
                older(list, place).for_each(|older| *met.entry(older).or_default() += 1);
            }
            let mut best = None;
            let enough = |times: usize| times >= SHARED || usize::from(rarest.count) <= SHARED;
            for (older, _) in met.into_iter().filter(|(_, times)| enough(*times)) {
                compare(texts, &self.boilerplate, *newer, older, &mut best);
            }
            (*newer, best)
        });
        let found: Vec<(u32, Option<(u32, u32)>)> = found.collect();
        for (newer, best) in found {
            self.most_like.get_mut(newer as usize).into_iter().for_each(|place| *place = best);
        }
    }
}

/// For each of some sentences the articles that have it, by age.
fn having(texts: Texts<'_>, sentences: impl Iterator<Item = u32>) -> BTreeMap<u32, Vec<u32>> {
    let sentences: BTreeSet<u32> = sentences.collect();
    Few::new(sentences.into_iter().collect()).rows_with(texts.all()).into_iter().collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn digest(sentences: impl IntoIterator<Item = u32>) -> Arc<Digest> {
        let mut sentences: Vec<u32> = sentences.into_iter().collect();
        sentences.sort_unstable();
        sentences.truncate(SENTENCES);
        Arc::new(Digest::new(&[], &sentences))
    }

    fn found(digests: &[Arc<Digest>]) -> Vec<(u32, u32, u32)> {
        let by_age = (0..digests.len()).map(ArticleId::new).collect();
        let list = Duplicates::new(digests, by_age).list();
        list.iter().map(|d| (d.article.position() as u32, d.of.position() as u32, d.percent)).collect()
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
        let library: Vec<Arc<Digest>> = (1..=30).map(|n| digest(own(n).chain(0..40))).collect();
        assert_eq!(found(&library), []);
        let mut copied = library;
        copied.push(digest(own(7).skip(1).chain(0..40)));
        assert_eq!(found(&copied), [(30, 6, 94)]);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(800))]

        /// Whatever changes, in however many articles at a time: those that were looked at again are as if all were. Articles say a
        /// run of what there is to say of a few subjects, so that there are long lists, many near-duplicates, and sentences that are
        /// about to be boilerplate.
        #[test]
        fn what_has_changed_comes_to_the_same_as_everything(
            subjects in 2u32..7,
            texts in prop::collection::vec((0u32..60, 0u32..4, 10u32..14, prop::collection::vec(0u32..210, 0..3)), 40..80),
            edits in prop::collection::vec((any::<prop::sample::Index>(), prop::collection::vec(0u32..210, 0..3), 0usize..4), 1..3),
            copies in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>()), 0..3),
        ) {
            let said = |(subject, first, count, more): (u32, u32, u32, Vec<u32>)| {
                (0..count).map(|n| subject % subjects * 30 + first + n).chain(more).collect()
            };
            let mut texts: Vec<Vec<u32>> = texts.into_iter().map(said).collect();
            for (to, from) in &copies {
                let copied = texts[from.index(texts.len())].clone();
                *to.get_mut(&mut texts) = copied;
            }
            let by_age: Arc<[ArticleId]> = (0..texts.len()).map(ArticleId::new).rev().collect();
            let made = |texts: &[Vec<u32>]| texts.iter().map(|text| digest(text.iter().copied().collect::<BTreeSet<u32>>())).collect();
            let before: Vec<Arc<Digest>> = made(&texts);
            for (edited, added, dropped) in edits {
                let text = edited.get_mut(&mut texts);
                text.truncate(text.len().saturating_sub(dropped));
                text.extend(added);
            }
            let after: Vec<Arc<Digest>> = made(&texts);
            let changed = (0..).zip(before.iter().zip(&after)).filter(|(_, (a, b))| a != b).map(|(n, _)| ArticleId::new(n));
            let changed: Vec<ArticleId> = changed.collect();
            let known = Duplicates::new(&before, Arc::clone(&by_age));
            let anew = Duplicates::new(&after, by_age);
            if let Some(again) = known.again(&before, &after, &changed) {
                prop_assert_eq!(again.list(), anew.list());
                prop_assert_eq!(&again.rarest, &anew.rarest);
            }
        }
    }

    #[test]
    fn of_long_articles_a_sample_is_compared() {
        let spread = |numbers: std::ops::Range<u32>| digest(numbers.map(|n| n.wrapping_mul(0x9e37_79b1)));
        let told = found(&[spread(0..1_000), spread(60..1_060), spread(900..1_900)]);
        let [(1, 0, percent)] = told.as_slice() else { panic!("{told:?}") };
        assert!((88..=99).contains(percent), "{percent}");
    }
}
