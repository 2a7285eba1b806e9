//! Neighbors → the lists that are shown: no text twice, no article in too many lists, and as few as possible in none. Every
//! rule is local, so that one more article changes few lists.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::index::DocId;
use super::neighbors::Neighbor;
use super::ragged::RaggedArray;
use crate::model::IndexVec;
use crate::model::registers::TopicId;

/// Lists that an article may be in.
pub(super) const HUB: usize = 100;
/// Neighbors that an article in no list asks for a place, one after another.
const ROUNDS: usize = 8;
/// Lists that an article must be in before it may lose its place in one of them to an orphan.
const SPARE: u32 = 3;

#[derive(Debug)]
pub(super) struct ListConstraints<'a> {
    pub(super) neighbors: &'a IndexVec<DocId, Box<[Neighbor]>>,
    /// How many articles each list may have.
    pub(super) capacity: &'a IndexVec<DocId, usize>,
    /// The duplicate cluster of each document: a list may have only one of a cluster.
    pub(super) clusters: &'a IndexVec<DocId, DocId>,
    pub(super) pinned: &'a RaggedArray<DocId, DocId>,
    /// True for documents that lists may show.
    pub(super) listed: &'a IndexVec<DocId, bool>,
    /// True for documents that come last in every list.
    pub(super) last: &'a IndexVec<DocId, bool>,
    pub(super) general: &'a GeneralArticles,
}

/// Which articles are about a topic in general, and which ones of a lender should lead to one.
#[derive(Debug)]
pub(super) struct GeneralArticles {
    /// The main topic of a listed article without a lender.
    pub(super) topics: IndexVec<DocId, Option<TopicId>>,
    /// The main topic of the only article of a lender about it.
    pub(super) wanted: IndexVec<DocId, Option<TopicId>>,
}

impl GeneralArticles {
    /// True if `other` is an article about the topic in general that the list of a document should have.
    pub(super) fn is_wanted(&self, doc: DocId, other: DocId) -> bool {
        self.wanted[doc].is_some() && self.wanted[doc] == self.topics[other]
    }
}

type Lists = IndexVec<DocId, Vec<Neighbor>>;

pub(super) fn lists(constraints: &ListConstraints<'_>) -> Lists {
    let mut lists: Lists = constraints.neighbors.ids().map(|doc| constraints.nearest(doc, &[])).collect();
    relieve_hubs(constraints, &mut lists);
    lists.ids().for_each(|doc| constraints.add_general(doc, &mut lists[doc]));
    let mut inbound = inbound(constraints, &lists);
    let mut adopted = vec![false; lists.len()].into();
    for round in 0..ROUNDS {
        adopt_orphans(constraints, &mut lists, &mut inbound, &mut adopted, round);
    }
    for doc in lists.ids() {
        lists[doc].sort_unstable_by_key(|neighbor| (constraints.last[neighbor.doc], Reverse(neighbor.score), neighbor.doc));
    }
    lists
}

impl ListConstraints<'_> {
    /// True if `other` may be added to the list of a document.
    fn fits(&self, doc: DocId, list: &[Neighbor], other: DocId) -> bool {
        let cluster = self.clusters[other];
        let mut shown = list.iter().map(|neighbor| neighbor.doc).chain(self.pinned[doc].iter().copied()).chain([doc]);
        shown.all(|shown| self.clusters[shown] != cluster)
    }

    /// Adds the nearest article about the topic in general to a list that should have one, in place of its last one if it is full.
    fn add_general(&self, doc: DocId, list: &mut Vec<Neighbor>) {
        let is_wanted = |other: DocId| self.general.is_wanted(doc, other);
        let mut shown = list.iter().map(|neighbor| neighbor.doc).chain(self.pinned[doc].iter().copied());
        if self.general.wanted[doc].is_none() || self.capacity[doc] == 0 || shown.any(is_wanted) {
            return;
        }
        let places = list.len().min(self.capacity[doc] - 1);
        let nearest = self.neighbors[doc].iter().find(|neighbor| is_wanted(neighbor.doc));
        if let Some(nearest) = nearest.filter(|n| self.fits(doc, list.get(..places).unwrap_or_default(), n.doc)) {
            list.truncate(places);
            // The last place may go to an orphan.
            list.insert(0, *nearest);
        }
    }

    /// The nearest neighbors that fit together, up to the capacity, without some hubs.
    fn nearest(&self, doc: DocId, without: &[DocId]) -> Vec<Neighbor> {
        let neighbors = &self.neighbors[doc];
        let mut list: Vec<Neighbor> = Vec::with_capacity(self.capacity[doc].min(neighbors.len()));
        let is_last = |neighbor: &&Neighbor| self.last[neighbor.doc];
        let in_order = neighbors.iter().filter(|neighbor| !is_last(neighbor)).chain(neighbors.iter().filter(is_last));
        for neighbor in in_order.filter(|neighbor| !without.contains(&neighbor.doc)) {
            if list.len() < self.capacity[doc] && self.fits(doc, &list, neighbor.doc) {
                list.push(*neighbor);
            }
        }
        list
    }
}

fn inbound(constraints: &ListConstraints<'_>, lists: &Lists) -> IndexVec<DocId, u32> {
    let mut inbound: IndexVec<DocId, u32> = vec![0; lists.len()].into();
    let pinned = constraints.pinned.items().iter().copied();
    lists.iter().flatten().map(|neighbor| neighbor.doc).chain(pinned).for_each(|doc| inbound[doc] += 1);
    inbound
}

/// Takes each document that is in too many lists out of those in which it is farthest. The next neighbors take its places.
fn relieve_hubs(constraints: &ListConstraints<'_>, lists: &mut Lists) {
    let inbound = inbound(constraints, lists);
    let mut entries: Vec<(DocId, Reverse<u32>, DocId)> = Vec::new();
    for (doc, list) in lists.enumerated() {
        let hubs = list.iter().filter(|neighbor| inbound[neighbor.doc] as usize > HUB);
        entries.extend(hubs.map(|hub| (hub.doc, Reverse(hub.score), doc)));
    }
    entries.sort_unstable();
    let surplus = entries.chunk_by(|a, b| a.0 == b.0).flat_map(|list| list.iter().skip(HUB));
    let mut hubs_of: BTreeMap<DocId, Vec<DocId>> = BTreeMap::new();
    surplus.for_each(|(hub, _, doc)| hubs_of.entry(*doc).or_default().push(*hub));
    hubs_of.iter().for_each(|(doc, hubs)| lists[*doc] = constraints.nearest(*doc, hubs));
}

/// Each listed document that is in no list asks its neighbor number `round` to adopt it. A list adopts one at most, the nearest that
/// asks, in place of its last one if that is in enough other lists.
fn adopt_orphans(
    constraints: &ListConstraints<'_>,
    lists: &mut Lists,
    inbound: &mut IndexVec<DocId, u32>,
    adopted: &mut IndexVec<DocId, bool>,
    round: usize,
) {
    let mut requests: Vec<(DocId, Reverse<u32>, DocId)> = Vec::new();
    for orphan in lists.ids().filter(|doc| inbound[*doc] == 0 && constraints.listed[*doc] && !constraints.last[*doc]) {
        let host = constraints.neighbors[orphan].get(round);
        requests.extend(host.map(|host| (host.doc, Reverse(host.score), orphan)));
    }
    requests.sort_unstable();
    for (host, Reverse(score), orphan) in requests {
        let (list, capacity) = (&mut lists[host], constraints.capacity[host]);
        if adopted[host] || capacity == 0 {
            continue;
        }
        let (last, rest) = match list.split_last() {
            Some((last, rest)) if list.len() >= capacity => (Some(last.doc), rest),
            _ => (None, list.as_slice()),
        };
        if last.is_some_and(|last| inbound[last] < SPARE) || !constraints.fits(host, rest, orphan) {
            continue;
        }
        list.truncate(rest.len());
        list.push(Neighbor { doc: orphan, score });
        adopted[host] = true;
        inbound[orphan] += 1;
        last.into_iter().for_each(|last| inbound[last] -= 1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Id;

    /// The lists made of rows of `(document, score)` with one capacity. `listed` says whether lists may adopt orphans.
    fn lists_of(rows: Vec<Vec<(usize, u32)>>, capacity: usize, listed: bool) -> Vec<Vec<usize>> {
        let none = vec![None; rows.len()];
        lists_with(rows, capacity, listed, &GeneralArticles { topics: none.clone().into(), wanted: none.into() })
    }

    fn lists_with(rows: Vec<Vec<(usize, u32)>>, capacity: usize, listed: bool, general: &GeneralArticles) -> Vec<Vec<usize>> {
        let count = rows.len();
        let row = |row: Vec<(usize, u32)>| row.into_iter().map(|(doc, score)| Neighbor { doc: DocId::new(doc), score }).collect();
        let constraints = ListConstraints {
            neighbors: &rows.into_iter().map(row).collect(),
            capacity: &vec![capacity; count].into(),
            clusters: &(0..count).map(DocId::new).collect(),
            pinned: &(0..count).map(|_| None).collect(),
            listed: &vec![listed; count].into(),
            last: &vec![false; count].into(),
            general,
        };
        lists(&constraints).into_iter().map(|list| list.into_iter().map(|neighbor| neighbor.doc.position()).collect()).collect()
    }

    #[test]
    fn an_article_in_no_list_takes_the_last_place_of_its_nearest() {
        // Four that know only each other, and a fifth that knows them.
        let near = |me: usize| (0..4).filter(move |n| *n != me).map(|n| (n, 9 - n as u32)).collect::<Vec<_>>();
        let mut rows: Vec<Vec<(usize, u32)>> = (0..4).map(near).collect();
        rows.push(vec![(1, 4), (0, 3)]);
        assert_eq!(lists_of(rows, 3, true), [vec![1, 2, 3], vec![0, 2, 4], vec![0, 1, 3], vec![0, 1, 2], vec![1, 0]]);
    }

    #[test]
    fn the_only_article_of_a_lender_about_a_topic_leads_to_a_general_one() {
        let rows = || vec![vec![(1, 9), (2, 8), (3, 7), (4, 6)], vec![(0, 9), (2, 8), (3, 7)], Vec::new(), Vec::new(), Vec::new()];
        let (a, b) = (Some(TopicId::new(0)), Some(TopicId::new(1)));
        let topics = || vec![None, None, b, a, a].into();
        let general = GeneralArticles { topics: topics(), wanted: vec![a, b, None, None, None].into() };
        assert_eq!(lists_with(rows(), 2, false, &general)[..2], [[1, 3], [0, 2]]);
        assert_eq!(lists_of(rows(), 2, false)[..2], [[1, 2], [0, 2]]);
    }

    #[test]
    fn no_article_stands_in_more_lists_than_a_hub_may() {
        let count = HUB + 20;
        let mut rows: Vec<Vec<(usize, u32)>> = vec![vec![(1, 1)]];
        rows.extend((1..count).map(|n| vec![(0, 1_000 - n as u32), (n % (count - 1) + 1, 1)]));
        let lists = lists_of(rows, 1, false);
        assert_eq!(lists.iter().filter(|list| **list == [0]).count(), HUB);
        assert_eq!(lists[count - 1], [1]);
        assert_eq!(lists[1], [0]);
    }
}
