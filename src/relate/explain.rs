//! Why an article is in a related list or not: the same comparison as for the lists, but with names instead of numbers.

use super::index::{DocId, Index};
use super::lists::HUB;
use super::neighbors::SHARED_MIN;
use super::relations::relations;
use super::{Recommender, Related};
use crate::analyze::terms::{Relation, Term, relation, tokenize};
use crate::link::State;
use crate::model::ArticleId;

const WORDS: usize = 6;
/// Bytes of the longest word named: some articles share whole sentences.
const WORD: usize = 30;

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Signals {
    /// Relations by name: the slug of a lender or topic, the id of a law with the number of its article.
    pub(crate) relations: Vec<(Relation, String)>,
    /// Words that both use much and few others do, the heaviest first.
    pub(crate) words: Vec<String>,
    /// The nearer the two are, the higher.
    pub(crate) score: u32,
}

/// Whether an article is in a related list, and the reason if it is not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ListMembership {
    Itself,
    Pinned,
    Listed,
    /// Readers cannot be led to it.
    Unpublished(State),
    /// Nearly the same as the article or as this one, which is in the list.
    Duplicate(ArticleId),
    /// Pinned links take all places, or the settings leave none.
    NoCapacity,
    /// The two share no term that tells anything.
    NothingShared,
    /// The number of terms that the two share, and the least number of neighbors.
    TooFewTerms(usize, usize),
    /// The score of the two, and the least score of neighbors.
    ScoreTooLow(u32, u32),
    /// The score of the two, and that of the farthest article in the list.
    TooFar(u32, u32),
    /// In as many lists as an article may be.
    InTooManyLists,
    /// Its place went to this article, which would be in no list otherwise.
    ReplacedBy(ArticleId),
}

impl Recommender<'_> {
    /// What two articles share. `texts` are those of the first article: title, body and so on.
    pub(crate) fn signals(&self, article: ArticleId, other: ArticleId, texts: &[&str]) -> Signals {
        let (Some(a), Some(b)) = (self.index.docs[article], self.index.docs[other]) else { return Signals::default() };
        let shared = self.index.shared(a, b);
        let named =
            relations(self.linked, article).into_iter().filter(|(kind, name, _)| weight(&shared, relation(*kind, name)).is_some());
        let relations = named.map(|(kind, name, _)| (kind, name)).collect();
        Signals { relations, words: words(&shared, texts), score: score(&shared) }
    }

    /// Whether `other` is in the list of an article.
    pub(crate) fn membership(&self, related: &Related, article: ArticleId, other: ArticleId) -> ListMembership {
        let (state, list) = (self.linked.addresses.state(other), related.of(article));
        let is_pinned = self.pinned(article).any(|pinned| pinned == other);
        let (a, b) = match (self.index.docs[article], self.index.docs[other].filter(|doc| self.listed[*doc])) {
            _ if article == other => return ListMembership::Itself,
            _ if is_pinned => return ListMembership::Pinned,
            _ if list.contains(&other) => return ListMembership::Listed,
            (Some(a), Some(b)) => (a, b),
            _ => return ListMembership::Unpublished(state),
        };
        let cluster = |id: ArticleId| self.index.docs[id].map(|doc| self.clusters[doc]);
        let mut shown = std::iter::once(article).chain(self.pinned(article)).chain(list.iter().copied());
        if let Some(duplicate) = shown.find(|id| cluster(*id) == Some(self.clusters[b])) {
            return ListMembership::Duplicate(duplicate);
        }
        if self.capacity(article) == 0 {
            return ListMembership::NoCapacity;
        }
        let shared = self.index.shared(a, b);
        let (near, least) = (score(&shared), self.index.least_score(a));
        let last = list.last().and_then(|last| Some((*last, score(&self.index.shared(a, self.index.docs[*last]?)))));
        match last {
            _ if near == 0 => ListMembership::NothingShared,
            _ if shared.len() < SHARED_MIN => ListMembership::TooFewTerms(shared.len(), SHARED_MIN),
            _ if near < least => ListMembership::ScoreTooLow(near, least),
            Some((last, farthest)) if near > farthest => {
                let inbound = self.index.articles.iter().filter(|id| related.of(**id).contains(&other)).count();
                if inbound >= HUB { ListMembership::InTooManyLists } else { ListMembership::ReplacedBy(last) }
            }
            last => ListMembership::TooFar(near, last.map_or(0, |(_, farthest)| farthest)),
        }
    }
}

impl Index<'_> {
    /// The terms that two documents share, ascending, each with its part of their score.
    fn shared(&self, a: DocId, b: DocId) -> Vec<(Term, u32)> {
        let theirs: Vec<(Term, u32)> = self.terms(b).collect();
        self.terms(a).filter_map(|(term, mine)| Some((term, mine.min(weight(&theirs, term)?)))).collect()
    }
}

/// The weight of a term among some terms, which are ascending.
fn weight(terms: &[(Term, u32)], term: Term) -> Option<u32> {
    let place = terms.binary_search_by_key(&term, |(term, _)| *term).ok()?;
    terms.get(place).map(|(_, weight)| *weight)
}

fn score(shared: &[(Term, u32)]) -> u32 {
    shared.iter().map(|(_, weight)| weight).sum()
}

/// The heaviest words made of shared terms: runs of the text in which each term begins before the last one ends, or there.
fn words(shared: &[(Term, u32)], texts: &[&str]) -> Vec<String> {
    let mut found: Vec<(u32, &str)> = Vec::new();
    for text in texts {
        let mut runs: Vec<(u32, std::ops::Range<usize>)> = Vec::new();
        let mut is_open = false;
        tokenize(text, |term, range| {
            let weight = weight(shared, term);
            match (weight, runs.last_mut().filter(|_| is_open)) {
                (Some(weight), Some((sum, run))) if range.start < run.end && range.end - run.start <= WORD => {
                    *sum += weight;
                    run.end = range.end;
                }
                (Some(weight), _) => runs.push((weight, range)),
                (None, _) => {}
            }
            is_open = weight.is_some();
        });
        found.extend(runs.into_iter().filter_map(|(weight, run)| Some((weight, text.get(run)?))));
    }
    found.sort_unstable_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(b.1)));
    let mut words: Vec<String> = Vec::new();
    for (_, word) in found {
        let is_known = words.iter().any(|known| known.to_lowercase().contains(&word.to_lowercase()));
        words.extend((words.len() < WORDS && !is_known).then(|| word.to_owned()));
    }
    words
}
