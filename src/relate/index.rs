//! Sketches → Index: the weight of each term in this library, and which documents share two telling terms.
//!
//! A list of documents that share a term may be as long as the library. So lists are not made by term but by pairs of the
//! heaviest terms of a document, which few others share, and a document looks only at its neighbors in a list: the cost of a
//! document does not depend on their number.

use std::collections::BTreeMap;

use super::keys::{self, keys};
use super::ragged::RaggedArray;
use super::relations;
use super::weights::{Weighting, weight};
use super::{pack, unpack};
use crate::analyze::terms::Term;
use crate::analyze::{DocumentFrequency, Sketch};
use crate::link::Linked;
use crate::model::{ArticleId, IndexVec};

/// Documents looked at on either side in each list.
pub(super) const REACH: usize = 20;

/// Marks the first document of a list.
const FIRST: u32 = 1 << 31;
/// High bits of a key by which keys are listed one part after another.
const PART_BITS: u32 = 4;
/// The place of a key that no other document has. It is beyond all lists, and the last number of the first part.
const NOWHERE: u32 = u32::MAX >> PART_BITS;
/// Low bits of a list entry that number the keys of a document.
const SLOT_BITS: u32 = 8;

crate::model::id::ids! {
    /// A document of the index: an article that has a page. Documents are in the order of their slugs.
    pub(crate) DocId;
}

/// A word that tells something, without its own number and uses, which are far away in memory.
#[derive(Debug, Clone, Copy)]
pub(super) struct TellingWord {
    /// The low bits of the term, by which most terms that a document lacks are rejected.
    pub(super) tag: u16,
    /// The place among [`Index::words`].
    place: u8,
    rarity: u8,
}

#[derive(Debug)]
pub(super) struct Index<'a> {
    pub(super) articles: IndexVec<DocId, ArticleId>,
    /// The document of each article, if it has a page.
    pub(super) docs: IndexVec<ArticleId, Option<DocId>>,
    /// The terms and their uses, borrowed from the sketches: nothing is copied that sketches have.
    words: IndexVec<DocId, (&'a [Term], &'a [u8])>,
    /// The words that tell something: often half of all.
    telling: RaggedArray<DocId, TellingWord>,
    /// The relations that tell something, ascending, each with its weight.
    relations: RaggedArray<DocId, (Term, u32)>,
    postings: Postings,
}

impl<'a> Index<'a> {
    /// `boilerplate` are templates of sentences, ascending. Words that an article uses in such a sentence alone tell nothing.
    pub(super) fn new(
        linked: &Linked,
        sketches: &IndexVec<ArticleId, &'a Sketch>,
        frequency: &DocumentFrequency,
        boilerplate: &[u32],
    ) -> Index<'a> {
        let (articles, docs) = documents(linked, sketches);
        let words: IndexVec<DocId, _> = articles.iter().map(|id| (&*sketches[*id].terms, &*sketches[*id].uses)).collect();
        let related: RaggedArray<DocId, (Term, u8)> = articles.iter().map(|id| relations::terms(linked, *id)).collect();
        let mut having: BTreeMap<Term, u32> = BTreeMap::new();
        related.items().iter().for_each(|(term, _)| *having.entry(*term).or_default() += 1);
        let weighting = Weighting { words: frequency, relations: &having, documents: articles.len() };
        let mut telling = RaggedArray::with_capacity(words.len(), words.iter().map(|(terms, _)| terms.len()).sum());
        for article in &articles {
            let Sketch { terms, homes, sentences, .. } = sketches[*article];
            let is_boilerplate: Vec<bool> = sentences.iter().map(|s| boilerplate.binary_search(&s.template).is_ok()).collect();
            let tells = |home: &u8| !is_boilerplate.get(usize::from(*home)).copied().unwrap_or(false);
            let own = (0..).zip(terms).zip(homes).filter(|(_, home)| tells(home)).map(|(term, _)| term);
            let word = |(place, term): (u8, &Term)| TellingWord { tag: *term as u16, place, rarity: weighting.rarity(*term) };
            telling.push(own.map(word).filter(|word| word.rarity > 0));
        }
        let weighed = |(_, row): (DocId, &[(Term, u8)])| {
            let row = row.iter().map(|(term, uses)| (*term, weight(weighting.rarity(*term), *uses)));
            row.filter(|(_, weight)| *weight > 0).collect::<Vec<_>>()
        };
        let relations = related.enumerated().map(weighed).collect();
        let mut index = Index { articles, docs, words, telling, relations, postings: Postings::default() };
        let mut all = RaggedArray::with_capacity(index.articles.len(), index.articles.len() * keys::USUAL);
        index.articles.ids().for_each(|doc| all.push(keys(index.terms(doc).collect(), |word| weighting.is_rare(word))));
        index.postings = Postings::new(all);
        index
    }

    /// The telling terms of a document, ascending, each with its weight. Relations have the highest numbers.
    pub(super) fn terms(&self, doc: DocId) -> impl Iterator<Item = (Term, u32)> {
        self.terms_tagged(doc, |_| true)
    }

    /// Of the terms of a document, relations and those words whose tag `may` be of interest.
    #[expect(clippy::indexing_slicing, reason = "places are among the words of the document")]
    pub(super) fn terms_tagged(&self, doc: DocId, may: impl Fn(u16) -> bool) -> impl Iterator<Item = (Term, u32)> {
        let (terms, uses) = self.words[doc];
        let word = |TellingWord { place, rarity, .. }: &TellingWord| {
            (terms[usize::from(*place)], weight(*rarity, uses[usize::from(*place)]))
        };
        self.telling[doc].iter().filter(move |word| may(word.tag)).map(word).chain(self.relations[doc].iter().copied())
    }

    /// Calls `found` for each document within reach that has a key of this one, once for each key.
    pub(super) fn candidates(&self, doc: DocId, mut found: impl FnMut(DocId)) {
        self.postings.places[doc].iter().for_each(|place| self.postings.around(*place).for_each(&mut found));
    }
}

/// The articles that have a page, by slug, and the document of each article.
fn documents(
    linked: &Linked,
    sketches: &IndexVec<ArticleId, &Sketch>,
) -> (IndexVec<DocId, ArticleId>, IndexVec<ArticleId, Option<DocId>>) {
    let mut articles: Vec<ArticleId> = sketches.ids().filter(|id| linked.addresses.has_page(*id)).collect();
    articles.sort_by_key(|id| linked.library.article(*id).front.slug.value.as_str());
    let articles: IndexVec<DocId, ArticleId> = articles.into();
    let mut docs: IndexVec<ArticleId, Option<DocId>> = vec![None; sketches.len()].into();
    articles.enumerated().for_each(|(doc, article)| docs[*article] = Some(doc));
    (articles, docs)
}

#[derive(Debug, Default)]
struct Postings {
    /// Lists of documents, ascending, one after another: a document once for each of its keys. The first of a list is marked.
    lists: Vec<u32>,
    /// For each key of a document, the place of the document in the lists.
    places: RaggedArray<DocId, u32>,
}

impl Postings {
    /// Lists the keys of all documents.
    ///
    /// The keys are listed by their highest bits, one part after another, and a place is written over its key: it is a small
    /// number, which looks like a key of the first part, and that part is done by then. At 100,000 articles the entries of all
    /// parts and separate places would take 120 MB more (10 million keys of 8 and 4 bytes).
    #[expect(clippy::indexing_slicing, reason = "a slot was counted in the row of its document")]
    fn new(mut keys: RaggedArray<DocId, u32>) -> Postings {
        let mut lists = Vec::with_capacity(keys.items().len());
        let mut entries: Vec<u64> = Vec::with_capacity(keys.items().len() / (1 << (PART_BITS - 1)));
        for part in 0..1 << PART_BITS {
            entries.clear();
            for (doc, row) in keys.enumerated() {
                let of_part = (0..).zip(row).filter(|(_, key)| **key >> (u32::BITS - PART_BITS) == part);
                entries.extend(of_part.map(|(slot, key)| pack(*key, doc.0 << SLOT_BITS | slot)));
            }
            entries.sort_unstable();
            for list in entries.chunk_by(|a, b| unpack(*a).0 == unpack(*b).0) {
                for (n, entry) in list.iter().enumerate() {
                    let (doc, slot) = (unpack(*entry).1 >> SLOT_BITS, unpack(*entry).1 & ((1 << SLOT_BITS) - 1));
                    let is_shared = list.len() > 1;
                    keys[DocId(doc)][slot as usize] = if is_shared { lists.len() as u32 } else { NOWHERE };
                    lists.extend(is_shared.then_some(doc | if n == 0 { FIRST } else { 0 }));
                }
            }
        }
        Postings { lists, places: keys }
    }

    /// The documents within reach on either side of a place.
    fn around(&self, place: u32) -> impl Iterator<Item = DocId> {
        let (before, after) = self.lists.split_at_checked(place as usize + 1).unwrap_or_default();
        // The first document of a list belongs to it, and the way back ends there.
        let back = before.iter().rev();
        let back = back.clone().zip(back.skip(1)).take_while(|(near, _)| **near & FIRST == 0).map(|(_, far)| *far & !FIRST);
        let on = after.iter().copied().take_while(|doc| doc & FIRST == 0);
        back.take(REACH).chain(on.take(REACH)).map(DocId)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_finds_by_each_of_its_keys_all_that_have_it() {
        // Keys of every part, some of them as small as places are, some that one document has alone, and the last of all.
        let key = |doc: u32, slot: u32| match slot {
            0 => u32::MAX,
            1 => NOWHERE,
            2 => doc,
            3 => doc % 7,
            _ => (1 + doc % (slot + 2)).wrapping_mul(0x9e37_79b1),
        };
        let rows: RaggedArray<DocId, u32> = (0..20).map(|doc| (0..12).map(move |slot| key(doc, slot))).collect();
        let mut having: BTreeMap<u32, Vec<DocId>> = BTreeMap::new();
        for (doc, row) in rows.enumerated() {
            row.iter().for_each(|key| having.entry(*key).or_default().push(doc));
        }
        let postings = Postings::new(rows.clone());
        for (doc, row) in rows.enumerated() {
            for (key, place) in row.iter().zip(&postings.places[doc]) {
                let mut met: Vec<DocId> = postings.around(*place).collect();
                met.push(doc);
                met.sort_unstable();
                assert_eq!(met, having[key], "{doc:?} by {key}");
            }
        }
    }
}
