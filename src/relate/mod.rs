//! Related articles and near-duplicates: `Linked` and the sketches of all articles → [`Related`].
//!
//! 1. [`Duplicates::find`] finds groups of near-duplicates by their sentences.
//! 2. [`Recommender::new`] weighs the terms by their document frequency, and indexes the articles by pairs of telling terms.
//! 3. [`Recommender::top_k`] finds the neighbors of one article. It can run for many articles at a time.
//! 4. [`Recommender::join`] makes the lists that are shown.
//!
//! Scores are whole numbers and ties go by slug, so every machine makes the same lists. Nothing here compares every article with
//! every other one, and nothing reads or writes files.

mod clusters;
mod duplicates;
mod explain;
mod findings;
mod forest;
mod index;
mod keys;
mod lists;
mod neighbors;
mod ragged;
mod relations;
mod repetition;
mod sharing;
mod weights;

pub(crate) use duplicates::{Compared, DuplicateGroup, DuplicateKind, Duplicates};
pub(crate) use explain::{ListMembership, Signals};
pub(crate) use index::DocId;
pub(crate) use neighbors::{Neighbor, Scratch};
pub(crate) use repetition::repetition;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use forest::Forest;
use index::Index;
use lists::{GeneralArticles, ListConstraints, lists};
use ragged::RaggedArray;

use crate::analyze::{DocumentFrequency, Sketch};
use crate::link::{Linked, Pinned};
use crate::model::registers::{LenderId, TopicId};
use crate::model::{ArticleId, IndexVec};

/// The articles to show beside each article, after its pinned ones.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Related {
    lists: RaggedArray<ArticleId, ArticleId>,
}

impl Related {
    /// The articles nearest to an article, nearest first.
    pub fn of(&self, article: ArticleId) -> &[ArticleId] {
        &self.lists[article]
    }
}

#[derive(Debug)]
pub(crate) struct Recommender<'a> {
    linked: &'a Linked,
    index: Index<'a>,
    /// The first document with nearly the same text or the same title; the document itself if there is no other.
    clusters: IndexVec<DocId, DocId>,
    /// True for documents that lists may show.
    listed: IndexVec<DocId, bool>,
    /// True for documents that come last: search engines may not list them.
    last: IndexVec<DocId, bool>,
    general: GeneralArticles,
}

impl<'a> Recommender<'a> {
    /// Weighs and indexes the terms of the sketches. `frequency` counts the terms of the same articles, and `duplicates` are
    /// among them.
    pub(crate) fn new(
        linked: &'a Linked,
        sketches: &IndexVec<ArticleId, &'a Sketch>,
        frequency: &DocumentFrequency,
        duplicates: &Duplicates,
    ) -> Recommender<'a> {
        let index = Index::new(linked, sketches, frequency, &duplicates.common);
        let clusters = equivalent(linked, &index, duplicates);
        let listed = index.articles.iter().map(|id| linked.addresses.is_listed(*id)).collect();
        let last = index.articles.iter().map(|id| !linked.is_indexed(*id)).collect();
        let general = general(linked, &index, &listed);
        Recommender { linked, index, clusters, listed, last, general }
    }

    /// The number of documents: articles that have a page.
    pub(crate) fn len(&self) -> usize {
        self.index.articles.len()
    }

    /// The buffers that a thread needs for [`Recommender::top_k`].
    pub(crate) fn scratch(&self) -> Scratch {
        self.index.scratch()
    }

    /// The neighbors of a document that its list may show, nearest first.
    pub(crate) fn top_k(&self, doc: DocId, scratch: &mut Scratch) -> Box<[Neighbor]> {
        let may = |other: DocId| self.listed[other] && self.clusters[other] != self.clusters[doc];
        let preferred = |other: DocId| self.general.is_wanted(doc, other);
        self.index.top_k(doc, self.linked.library.settings.related_count, may, preferred, scratch)
    }

    /// Makes the lists that are shown from the neighbors of each document.
    pub(crate) fn join(&self, neighbors: &IndexVec<DocId, Box<[Neighbor]>>) -> Related {
        let articles = &self.index.articles;
        let pinned = |id: &ArticleId| self.pinned(*id).filter_map(|pin| self.index.docs[pin]).collect::<Vec<DocId>>();
        let lists = lists(&ListConstraints {
            neighbors,
            capacity: &articles.iter().map(|id| self.capacity(*id)).collect(),
            clusters: &self.clusters,
            pinned: &articles.iter().map(pinned).collect(),
            listed: &self.listed,
            last: &self.last,
            general: &self.general,
        });
        let list = |doc: DocId| lists[doc].iter().map(|neighbor| articles[neighbor.doc]);
        Related { lists: self.index.docs.iter().map(|doc| doc.iter().copied().flat_map(list)).collect() }
    }

    /// How many articles the list of an article may have in addition to its pinned links.
    fn capacity(&self, article: ArticleId) -> usize {
        self.linked.library.settings.related_count.saturating_sub(self.linked.resolved.articles[article].pinned.len())
    }

    fn pinned(&self, article: ArticleId) -> impl Iterator<Item = ArticleId> {
        let pins = self.linked.resolved.articles[article].pinned.iter();
        pins.filter_map(|pin| if let Pinned::Article(pinned) = pin { Some(*pinned) } else { None })
    }
}

/// For each document the first one of which a list shows no other: with nearly the same text, or the same title.
fn equivalent(linked: &Linked, index: &Index<'_>, duplicates: &Duplicates) -> IndexVec<DocId, DocId> {
    let mut forest = Forest::new(index.articles.len());
    for group in &duplicates.groups {
        let mut docs = group.articles().filter_map(|article| index.docs[article]);
        let Some(first) = docs.next() else { continue };
        docs.for_each(|doc| forest.unite(first, doc));
    }
    let title = |article: &ArticleId| findings::letters(&linked.library.article(*article).front.title.value);
    let mut titles: Vec<(u64, DocId)> = index.articles.enumerated().map(|(doc, article)| (title(article), doc)).collect();
    titles.sort_unstable();
    let pairs = titles.iter().zip(titles.iter().skip(1)).filter(|(a, b)| a.0 == b.0);
    pairs.for_each(|(a, b)| forest.unite(a.1, b.1));
    forest.roots()
}

/// The articles about topics in general, and the articles that are the only ones of their lender about a topic.
fn general(linked: &Linked, index: &Index<'_>, listed: &IndexVec<DocId, bool>) -> GeneralArticles {
    let front = |doc: DocId| &linked.library.article(index.articles[doc]).front;
    let main = |doc: DocId| front(doc).topics.first().copied();
    let subject = |doc: DocId| Some((front(doc).lender?, main(doc)?));
    let mut counts: BTreeMap<(LenderId, TopicId), u32> = BTreeMap::new();
    listed.ids().filter(|doc| listed[*doc]).filter_map(subject).for_each(|subject| *counts.entry(subject).or_default() += 1);
    let is_alone = |subject: &(LenderId, TopicId)| counts.get(subject).is_none_or(|count| *count < 2);
    GeneralArticles {
        topics: listed.ids().map(|doc| main(doc).filter(|_| listed[doc] && front(doc).lender.is_none())).collect(),
        wanted: listed.ids().map(|doc| subject(doc).filter(is_alone).map(|(_, topic)| topic)).collect(),
    }
}

/// Two numbers in one, which sorts faster than a pair.
fn pack(high: u32, low: u32) -> u64 {
    u64::from(high) << 32 | u64::from(low)
}

fn unpack(packed: u64) -> (u32, u32) {
    ((packed >> 32) as u32, packed as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_numbers_are_packed_in_their_order() {
        assert_eq!(pack(6, 3), 0x0000_0006_0000_0003);
        assert_eq!(unpack(pack(u32::MAX, 7)), (u32::MAX, 7));
    }
}
