//! Why an article stands beside another, and why one does not: the same comparison as for the lists, told instead of counted.

use super::coverage::HUB;
use super::index::Index;
use super::nearest::SHARED;
use super::relations::relations;
use super::terms::{Relation, Term, relation, terms};
use super::{Related, Relating};
use crate::link::State;
use crate::model::ArticleId;

/// Words that are named, the weightiest.
const WORDS: usize = 6;

/// Bytes of the text that a word has at most: some articles share whole sentences.
const WORD: usize = 30;

/// What brought an article into a list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Signals {
    /// What both have to do with, by the name it goes by: slug of a lender or topic, id of a law with the article's number.
    pub relations: Vec<(Relation, String)>,
    /// Words that both use much and few others do, the weightiest first.
    pub words: Vec<String>,
    /// How near the two are: more is nearer.
    pub score: u32,
}

/// How an article stands to another's related list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It is the article itself.
    Itself,
    /// It stands there, because it is pinned.
    Pinned,
    /// It stands there, because it is near.
    Listed,
    /// Readers cannot be led to it.
    Unpublished(State),
    /// It is nearly the same as the article, or as this one that stands there.
    TooAlike(ArticleId),
    /// Pinned links take all places, or the settings leave none.
    NoRoom,
    /// The two have nothing in common that says something.
    NothingShared,
    /// So many words and the like they share, and so many a neighbour must at least share.
    TooFew(usize, u32),
    /// So near it is, and so near a neighbour must at least be.
    TooFaint(u32, u32),
    /// So near it is, and so near is the farthest that stands there.
    Farther(u32, u32),
    /// It stands in as many lists as an article may.
    InManyLists,
    /// This one, which would stand in no list at all, was given its place.
    GaveWayTo(ArticleId),
}

impl Relating<'_> {
    /// What two articles share. `texts` are the words of the first: title, body and whatever else it says.
    pub fn signals(&self, article: ArticleId, other: ArticleId, texts: &[&str]) -> Signals {
        let (Some(a), Some(b)) = (self.index.seat(article), self.index.seat(other)) else { return Signals::default() };
        let shared = self.index.shared(a, b);
        let is_shared = |term: Term| shared.binary_search_by_key(&term, |(t, _)| *t).is_ok();
        let related = relations(self.linked, article).into_iter().filter(|(kind, name, _)| is_shared(relation(*kind, name)));
        Signals {
            relations: related.map(|(kind, name, _)| (kind, name)).collect(),
            words: words(&shared, texts),
            score: score(&shared),
        }
    }

    /// How `other` stands to the list of `article`.
    pub fn standing(&self, related: &Related, article: ArticleId, other: ArticleId) -> Standing {
        let state = self.linked.addresses.state(other);
        let list = related.of(article);
        if article == other {
            return Standing::Itself;
        }
        if self.pinned(article).any(|p| p == other) {
            return Standing::Pinned;
        }
        if list.contains(&other) {
            return Standing::Listed;
        }
        let (true, Some(a), Some(b)) = (self.linked.addresses.is_listed(other), self.index.seat(article), self.index.seat(other))
        else {
            return Standing::Unpublished(state);
        };
        let alike = |i: &ArticleId| self.index.seat(*i).and_then(|s| self.kin.get(s as usize)) == self.kin.get(b as usize);
        if let Some(with) = std::iter::once(article).chain(self.pinned(article)).chain(list.iter().copied()).find(alike) {
            return Standing::TooAlike(with);
        }
        if self.room(article) == 0 {
            return Standing::NoRoom;
        }
        let shared = self.index.shared(a, b);
        let near = score(&shared);
        let to = |i: ArticleId| self.index.seat(i).map_or(0, |s| score(&self.index.shared(a, s)));
        match list.last().map(|last| (*last, to(*last))) {
            _ if near == 0 => Standing::NothingShared,
            _ if shared.len() < SHARED as usize => Standing::TooFew(shared.len(), SHARED),
            _ if near < self.index.least(a) => Standing::TooFaint(near, self.index.least(a)),
            Some((last, farthest)) if near > farthest => {
                let lists = (0..self.count()).filter_map(|s| self.index.articles.get(s as usize));
                let inbound = lists.filter(|i| related.of(**i).contains(&other)).count();
                if inbound >= HUB { Standing::InManyLists } else { Standing::GaveWayTo(last) }
            }
            last => Standing::Farther(near, last.map_or(0, |(_, farthest)| farthest)),
        }
    }
}

impl Index {
    /// The terms that two share with what each adds to their score, ascending by term.
    fn shared(&self, a: u32, b: u32) -> Vec<(Term, u16)> {
        let theirs: Vec<(Term, u16)> = self.weighted(b).collect();
        let both = |(term, weight): (Term, u16)| {
            let other = theirs.binary_search_by_key(&term, |(t, _)| *t).ok().and_then(|i| theirs.get(i))?;
            Some((term, weight.min(other.1)))
        };
        self.weighted(a).filter_map(both).collect()
    }
}

fn score(shared: &[(Term, u16)]) -> u32 {
    shared.iter().map(|(_, weight)| u32::from(*weight)).sum()
}

/// The weightiest words made of shared terms: runs of the text in which each term goes on where the last one ends or before.
fn words(shared: &[(Term, u16)], texts: &[&str]) -> Vec<String> {
    let mut found: Vec<(u32, &str)> = Vec::new();
    for text in texts {
        let mut run: Option<(u32, std::ops::Range<usize>)> = None;
        terms(text, |term, range| {
            let Some((_, weight)) = shared.binary_search_by_key(&term, |(t, _)| *t).ok().and_then(|i| shared.get(i)) else {
                found.extend(run.take().and_then(|(weight, range)| Some((weight, text.get(range)?))));
                return;
            };
            run = match run.take() {
                Some((sum, before)) if range.start < before.end && range.end - before.start <= WORD => {
                    Some((sum + u32::from(*weight), before.start..range.end))
                }
                before => {
                    found.extend(before.and_then(|(weight, range)| Some((weight, text.get(range)?))));
                    Some((u32::from(*weight), range))
                }
            };
        });
        found.extend(run.and_then(|(weight, range)| Some((weight, text.get(range)?))));
    }
    found.sort_unstable_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(b.1)));
    let mut words: Vec<String> = Vec::new();
    for (_, word) in found {
        let is_said = |said: &String| said.to_lowercase().contains(&word.to_lowercase());
        if words.len() < WORDS && !words.iter().any(is_said) {
            words.push(word.to_owned());
        }
    }
    words
}
