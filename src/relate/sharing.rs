//! Which articles have each sentence, and which sentences are boilerplate: those that articles share which otherwise differ.

use super::ragged::RaggedArray;
use super::{pack, unpack};
use crate::analyze::terms::hash;
use crate::analyze::{MAX_SENTENCES, Sentence};
use crate::model::IndexVec;

/// Percent of the text that near-duplicates have in common at least.
pub(super) const SAME: u32 = 66;
/// A sentence that no more articles have is no boilerplate.
const BOILERPLATE: usize = 20;
/// One of so many texts has a sentence at least if its words tell nothing.
const COMMON: usize = 100;
/// Pairs of articles that are compared to decide whether a sentence is boilerplate.
const PAIRS: usize = 9;
/// Percent of a text that rarer sentences make up at least if the articles that share a sentence otherwise differ …
const OTHER: u32 = 34;
/// … or so many if both have all the other sentences, as with a page that is appended to every article.
const OTHER_THAN_PAGE: u32 = 20;
/// Percent of the frequent sentences that both have in that case.
const PAGE: u32 = 95;

crate::model::id::ids! {
    /// An article among those that are compared, by age: the oldest is 0.
    pub(super) Age;
    /// A sentence that several texts have.
    pub(super) Number;
}

/// The sentences of each text, ascending.
pub(super) type Texts<'a> = IndexVec<Age, &'a [Sentence]>;

impl Number {
    /// A sentence of one text alone.
    const OWN: Number = Number(u32::MAX);
    const BOILERPLATE: Number = Number(u32::MAX - 1);

    pub(super) fn is_shared(self) -> bool {
        self < Number::BOILERPLATE
    }
}

/// The sentences that texts share.
#[derive(Debug)]
pub(super) struct Sharing {
    /// The number of each sentence of each text.
    numbers: RaggedArray<Age, Number>,
    /// How many texts have each sentence.
    pub(super) frequency: IndexVec<Number, u32>,
    /// The templates of boilerplate, ascending.
    pub(super) boilerplate: Vec<u32>,
    /// Of these, the templates that one text of a hundred has.
    pub(super) common: Vec<u32>,
}

impl Sharing {
    /// Numbers the sentences of some texts by their templates with names. `boilerplate` are templates, ascending.
    pub(super) fn with_names(texts: &Texts<'_>, boilerplate: &[u32]) -> Sharing {
        let key = |sentence: &Sentence| (hash(u64::from(sentence.template), u64::from(sentence.named)) >> 32) as u32;
        let (mut sharing, _) = Sharing::with_lists(texts, key);
        sharing.mark(texts, boilerplate);
        sharing
    }

    /// Numbers the sentences of some texts by their templates, and finds boilerplate.
    pub(super) fn of_templates(texts: &Texts<'_>) -> Sharing {
        let (mut sharing, entries) = Sharing::with_lists(texts, |sentence| sentence.template);
        let lists = entries.chunk_by(|a, b| unpack(*a).0 == unpack(*b).0);
        let is_boilerplate = |list: &&[u64]| {
            let member = |n: usize| list.get(n % list.len()).map(|entry| Age(unpack(*entry).1));
            let pair = |n: usize| {
                let first = n * list.len() / PAIRS;
                Some((member(first)?, member(first + list.len().div_ceil(2))?))
            };
            let pairs = (0..PAIRS).filter_map(pair);
            pairs.filter(|(a, b)| sharing.otherwise_differ(texts, *a, *b, list.len() as u32)).count() * 2 > PAIRS
        };
        let boilerplate = lists.filter(is_boilerplate).filter_map(|list| Some((unpack(*list.first()?).0, list.len())));
        let boilerplate: Vec<(u32, usize)> = boilerplate.collect();
        drop(entries);
        let common =
            boilerplate.iter().filter(|(_, having)| having * COMMON > texts.len()).map(|(template, _)| *template).collect();
        let boilerplate: Vec<u32> = boilerplate.into_iter().map(|(template, _)| template).collect();
        sharing.mark(texts, &boilerplate);
        Sharing { boilerplate, common, ..sharing }
    }

    fn mark(&mut self, texts: &Texts<'_>, boilerplate: &[u32]) {
        for (age, text) in texts.enumerated().filter(|_| !boilerplate.is_empty()) {
            let slots = self.numbers[age].iter_mut().zip(*text);
            let slots = slots.filter(|(_, sentence)| boilerplate.binary_search(&sentence.template).is_ok());
            slots.for_each(|(number, _)| *number = Number::BOILERPLATE);
        }
    }

    /// Numbers sentences. The second value has a key and a text for each sentence that may be boilerplate, ascending.
    fn with_lists(texts: &Texts<'_>, key: impl Fn(&Sentence) -> u32) -> (Sharing, Vec<u64>) {
        let sentences = texts.iter().map(|text| text.len()).sum();
        let mut entries: Vec<u64> = Vec::with_capacity(sentences);
        for (age, text) in texts.enumerated() {
            entries.extend(text.iter().map(|sentence| pack(key(sentence), age.0)));
        }
        entries.sort_unstable();
        let lists = entries.chunk_by(|a, b| unpack(*a).0 == unpack(*b).0).filter(|list| list.len() > 1);
        let (keys, frequency): (Vec<u32>, Vec<u32>) =
            lists.filter_map(|list| Some((unpack(*list.first()?).0, list.len() as u32))).unzip();
        retain_longer(&mut entries, BOILERPLATE);
        let keys = KeyIndex::new(keys);
        let number = |sentence: &Sentence| keys.position(key(sentence)).map_or(Number::OWN, Number);
        // The capacity is known: an array that grows is copied, and needs twice the memory.
        let mut numbers: RaggedArray<Age, Number> = RaggedArray::with_capacity(texts.len(), sentences);
        texts.iter().for_each(|text| numbers.push(text.iter().map(number)));
        (Sharing { numbers, frequency: frequency.into(), boilerplate: Vec::new(), common: Vec::new() }, entries)
    }

    pub(super) fn frequency(&self, number: Number) -> u32 {
        if number.is_shared() { self.frequency[number] } else { 1 }
    }

    /// Whether two texts that share a sentence of `frequency` have little in common besides sentences that as many texts have.
    fn otherwise_differ(&self, texts: &Texts<'_>, a: Age, b: Age, frequency: u32) -> bool {
        let is_rarer = |number: Number| u64::from(self.frequency(number)) * 4 < u64::from(frequency) * 3;
        let [rare, frequent] = [true, false].map(|rarer| {
            let of = |age: Age| self.text(texts, age).filter(move |(_, number)| is_rarer(*number) == rarer);
            Common::of(of(a), of(b), texts.bound(a, b))
        });
        let other = (rare.a * 100 / (rare.a + frequent.a).max(1)).min(rare.b * 100 / (rare.b + frequent.b).max(1));
        let least = if frequent.share() >= PAGE { OTHER_THAN_PAGE } else { OTHER };
        rare.share() < SAME && other >= least
    }

    /// The sentences of a text with their numbers.
    fn text<'t>(&'t self, texts: &Texts<'t>, age: Age) -> impl Iterator<Item = (&'t Sentence, Number)> + Clone {
        texts[age].iter().zip(self.numbers[age].iter().copied())
    }

    /// The sentences of a text without boilerplate.
    pub(super) fn own<'t>(&'t self, texts: &Texts<'t>, age: Age) -> impl Iterator<Item = (&'t Sentence, Number)> + Clone {
        self.text(texts, age).filter(|(_, number)| *number != Number::BOILERPLATE)
    }

    /// What two texts have in common, without boilerplate.
    pub(super) fn common(&self, texts: &Texts<'_>, a: Age, b: Age) -> Common {
        Common::of(self.own(texts, a), self.own(texts, b), texts.bound(a, b))
    }

    /// What two texts have in common, with boilerplate.
    pub(super) fn common_of_all(&self, texts: &Texts<'_>, a: Age, b: Age) -> Common {
        Common::of(self.text(texts, a), self.text(texts, b), texts.bound(a, b))
    }
}

/// Keeps the entries whose key has more texts than `least`, without a second vector.
fn retain_longer(entries: &mut Vec<u64>, least: usize) {
    let (mut kept, mut at) = (0, 0);
    while let Some(key) = entries.get(at).map(|entry| unpack(*entry).0) {
        let rest = entries.get(at..).unwrap_or_default();
        let end = at + rest.iter().take_while(|entry| unpack(**entry).0 == key).count();
        if end - at > least {
            entries.copy_within(at..end, kept);
            kept += end - at;
        }
        at = end;
    }
    entries.truncate(kept);
    entries.shrink_to_fit();
}

/// Keys that are found by their high bits: they are hashes, so that few have the same.
struct KeyIndex {
    /// Ascending.
    keys: Vec<u32>,
    /// For each value of the high bits, the first key that has it or a higher one; then the number of keys.
    starts: Vec<u32>,
}

impl KeyIndex {
    const BITS: u32 = 16;

    fn new(keys: Vec<u32>) -> KeyIndex {
        let mut starts = Vec::with_capacity((1 << KeyIndex::BITS) + 1);
        for (place, key) in (0..).zip(&keys) {
            let high = (key >> (u32::BITS - KeyIndex::BITS)) as usize;
            starts.resize(starts.len().max(high + 1), place);
        }
        starts.resize((1 << KeyIndex::BITS) + 1, keys.len() as u32);
        KeyIndex { keys, starts }
    }

    fn position(&self, key: u32) -> Option<u32> {
        let high = (key >> (u32::BITS - KeyIndex::BITS)) as usize;
        let (start, end) = (*self.starts.get(high)?, *self.starts.get(high + 1)?);
        let place = self.keys.get(start as usize..end as usize)?.binary_search(&key).ok()?;
        Some(start + place as u32)
    }
}

impl Texts<'_> {
    /// The largest template up to which all sentences of two texts are known: a sample has only the smallest.
    fn bound(&self, a: Age, b: Age) -> u32 {
        let bound = |age: Age| self[age].last().filter(|_| self[age].len() == MAX_SENTENCES).map_or(u32::MAX, |last| last.template);
        bound(a).min(bound(b))
    }
}

/// Letters of two texts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Common {
    /// All letters of each text.
    pub(super) a: u32,
    pub(super) b: u32,
    /// Letters of sentences that both have, whatever names are in them.
    pub(super) shared: u32,
    /// Of these, letters of sentences with other names.
    pub(super) exchanged: u32,
    /// The number of sentences of the shorter text.
    pub(super) sentences: usize,
}

impl Common {
    fn of<'t>(
        a: impl Iterator<Item = (&'t Sentence, Number)> + Clone,
        b: impl Iterator<Item = (&'t Sentence, Number)> + Clone,
        bound: u32,
    ) -> Common {
        let known = |(sentence, _): &(&Sentence, Number)| sentence.template <= bound;
        let (mut common, mut count_b) = (Common::default(), 0);
        let mut rest = b.take_while(known).map(|(sentence, _)| sentence).peekable();
        let mut take = |common: &mut Common, sentence: &Sentence| {
            common.b += u32::from(sentence.letters);
            count_b += 1;
        };
        for (sentence, _) in a.take_while(known) {
            common.a += u32::from(sentence.letters);
            common.sentences += 1;
            while let Some(other) = rest.next_if(|other| other.template < sentence.template) {
                take(&mut common, other);
            }
            if let Some(other) = rest.next_if(|other| other.template == sentence.template) {
                take(&mut common, other);
                let letters = u32::from(sentence.letters.min(other.letters));
                common.shared += letters;
                common.exchanged += if sentence.named == other.named { 0 } else { letters };
            }
        }
        rest.for_each(|other| take(&mut common, other));
        Common { sentences: common.sentences.min(count_b), ..common }
    }

    /// Percent of both texts that they share.
    pub(super) fn share(&self) -> u32 {
        self.shared * 200 / (self.a + self.b).max(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Id;

    #[test]
    fn keys_are_found_by_their_high_bits() {
        let all = [3, 4, 0x0001_0000, 0x0001_0001, 0x7fff_0000, u32::MAX];
        let index = KeyIndex::new(all.to_vec());
        assert_eq!(all.map(|key| index.position(key)), [0, 1, 2, 3, 4, 5].map(Some));
        assert_eq!([0, 5, 0x0002_0000, u32::MAX - 1].map(|key| index.position(key)), [None; 4]);
        assert_eq!(KeyIndex::new(Vec::new()).position(7), None);
    }

    #[test]
    fn texts_differ_if_both_have_enough_of_their_own() {
        let text = |sentences: Vec<u32>| -> Vec<Sentence> {
            sentences.into_iter().map(|template| Sentence { template, named: 0, letters: 30 }).collect()
        };
        let differ = |own_of_a: u32, own_of_b: u32| {
            let library = [text((0..10).chain(100..100 + own_of_a).collect()), text((0..10).chain(200..200 + own_of_b).collect())];
            let texts: Texts<'_> = library.iter().map(Vec::as_slice).collect();
            let (sharing, _) = Sharing::with_lists(&texts, |sentence| sentence.template);
            sharing.otherwise_differ(&texts, Age::new(0), Age::new(1), 2)
        };
        // Three of thirteen are more than a fifth, two of twelve are less.
        assert_eq!([(20, 20), (20, 3), (20, 2), (2, 20), (3, 20)].map(|(a, b)| differ(a, b)), [true, true, false, false, true]);
    }
}
