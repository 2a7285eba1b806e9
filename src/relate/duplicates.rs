//! Near-duplicates: groups of articles that have the same text but for a few sentences, or the same text with other names.
//!
//! [`Sharing`] finds the sentences that articles share, and boilerplate, which does not count. [`clusters`] unites the articles
//! that share most of their text after names are replaced by their kind. Of each such group, those with the same names are a
//! group of their own.

use std::cmp::Reverse;

use serde::{Deserialize, Serialize};

use super::clusters::clusters;
use super::findings::findings;
use super::sharing::{Age, Common, Sharing, Texts};
use crate::analyze::{Sentence, Sketch};
use crate::diag::{Code, Finding};
use crate::link::{Linked, State};
use crate::model::registers::LenderId;
use crate::model::{Article, ArticleId, Id, IndexVec};
use jiff::civil::Date;

/// Percent of what two articles share that may differ by names if their texts are the same.
const EXCHANGED: u32 = 5;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) enum DuplicateKind {
    /// The same text.
    Text,
    /// The same text with other names.
    Template,
}

impl DuplicateKind {
    /// The code of the finding about a group.
    pub(crate) fn code(self) -> Code {
        match self {
            DuplicateKind::Text => Code(580),
            DuplicateKind::Template => Code(584),
        }
    }

    pub(crate) fn word(self) -> &'static str {
        match self {
            DuplicateKind::Text => "text",
            DuplicateKind::Template => "template",
        }
    }
}

/// An article that is compared with others: one that readers see or will see, and that names no other one as its original.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Compared<'a> {
    pub(crate) id: ArticleId,
    pub(crate) sentences: &'a [Sentence],
    pub(crate) slug: &'a str,
    pub(crate) lender: Option<LenderId>,
    pub(crate) date: Date,
    /// The day of the last change, or of the publication.
    pub(crate) changed: Date,
    /// Chinese characters and words of its text.
    pub(crate) length: usize,
    pub(crate) is_listed: bool,
    pub(crate) is_reviewed: bool,
}

/// Articles that are nearly the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct DuplicateGroup {
    pub(crate) kind: DuplicateKind,
    /// The article to keep: published, reviewed, last changed, longest.
    pub(crate) best: ArticleId,
    /// The other articles, the oldest first.
    pub(crate) others: Vec<ArticleId>,
    /// How many of the others are in lists.
    listed: usize,
    /// How much of their text the others share with the best one, in percent, on average.
    pub(crate) share: u32,
}

/// The groups of near-duplicates, and what was found on the way.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Duplicates {
    /// By size, the largest first, then by the slug of the best article.
    pub(crate) groups: Vec<DuplicateGroup>,
    /// The articles compared, the oldest first.
    by_age: Vec<ArticleId>,
    /// For each article of a group of the same text, the place of the group; by article.
    places: Vec<(ArticleId, u32)>,
    /// Templates of boilerplate that one article of a hundred has, ascending.
    pub(super) common: Vec<u32>,
}

impl Duplicates {
    pub(crate) fn find(linked: &Linked, sketches: &IndexVec<ArticleId, &Sketch>) -> Duplicates {
        let addresses = &linked.addresses;
        let is_compared = |id: &ArticleId| {
            !matches!(addresses.state(*id), State::Withdrawn | State::Expired) && addresses.original(*id).is_none()
        };
        let compared = |id: ArticleId| {
            let Article { front, body, .. } = linked.library.article(id);
            Compared {
                id,
                sentences: &sketches[id].sentences,
                slug: &front.slug.value,
                lender: front.lender,
                date: front.date.value,
                changed: front.updated.as_ref().map_or(front.date.value, |updated| updated.value),
                length: body.facts.reading.han + body.facts.reading.words,
                is_listed: addresses.is_listed(id),
                is_reviewed: front.reviewed_by.is_some(),
            }
        };
        Duplicates::among(sketches.ids().filter(is_compared).map(compared).collect())
    }

    /// The groups of these articles, which come in the order of the library.
    pub(crate) fn among(mut articles: Vec<Compared<'_>>) -> Duplicates {
        // Unpublished articles count as newer than published ones.
        articles.sort_by_key(|article| (!article.is_listed, article.date, article.slug));
        let by_age: IndexVec<Age, Compared<'_>> = articles.into();
        let texts: Texts<'_> = by_age.iter().map(|article| article.sentences).collect();
        let sharing = Sharing::of_templates(&texts);
        let mut groups: Vec<(Age, DuplicateGroup)> = Vec::new();
        for members in clusters(&texts, &sharing, |_, _, _| true) {
            let group = |kind, members: &[Age]| group(&by_age, (&texts, &sharing), kind, members);
            let same = same_texts(&texts, &sharing, &members, |age| by_age[age].lender);
            if same.first().is_none_or(|same| same.len() < members.len()) {
                groups.push(group(DuplicateKind::Template, &members));
            }
            groups.extend(same.iter().map(|same| group(DuplicateKind::Text, same)));
        }
        let order = |(best, group): &(Age, DuplicateGroup)| (Reverse(group.others.len()), by_age[*best].slug, group.kind);
        groups.sort_by(|a, b| order(a).cmp(&order(b)));
        let groups: Vec<DuplicateGroup> = groups.into_iter().map(|(_, group)| group).collect();
        let same = (0..).zip(&groups).filter(|(_, group)| group.kind == DuplicateKind::Text);
        let mut places: Vec<(ArticleId, u32)> =
            same.flat_map(|(place, group)| group.articles().map(move |article| (article, place))).collect();
        places.sort_unstable();
        Duplicates { groups, by_age: by_age.iter().map(|article| article.id).collect(), places, common: sharing.common }
    }

    /// The best article with the same text as an article, itself perhaps, and the number of the others that are listed; `None` if no article has.
    pub(crate) fn of(&self, article: ArticleId) -> Option<(ArticleId, usize)> {
        let place = self.places.binary_search_by_key(&article, |(article, _)| *article).ok()?;
        let group = self.groups.get(self.places.get(place)?.1 as usize)?;
        Some((group.best, group.listed))
    }

    /// The findings about texts, titles and summaries that repeat those of other articles.
    pub(crate) fn findings(&self, linked: &Linked) -> Vec<Finding> {
        findings(linked, &self.groups, &self.by_age)
    }
}

impl DuplicateGroup {
    /// The best article, then the others.
    pub(crate) fn articles(&self) -> impl Iterator<Item = ArticleId> {
        std::iter::once(self.best).chain(self.others.iter().copied())
    }
}

/// Of texts that are the same but for names, groups of those with the same names.
fn same_texts<L: PartialEq>(
    texts: &Texts<'_>,
    sharing: &Sharing,
    members: &[Age],
    lender: impl Fn(Age) -> Option<L>,
) -> Vec<Vec<Age>> {
    let own: Texts<'_> = members.iter().map(|age| texts[*age]).collect();
    let lenders: IndexVec<Age, Option<L>> = members.iter().map(|age| lender(*age)).collect();
    let is_same = |a: Age, b: Age, common: &Common| {
        let is_of_others = lenders[a].is_some() && lenders[b].is_some() && lenders[a] != lenders[b];
        !is_of_others && common.exchanged * 100 <= common.shared * EXCHANGED
    };
    let groups = clusters(&own, &Sharing::with_names(&own, &sharing.boilerplate), is_same);
    let member = |age: &Age| members.get(age.position()).copied();
    groups.iter().map(|group| group.iter().filter_map(member).collect()).collect()
}

/// A group with the age of its best article.
fn group(
    by_age: &IndexVec<Age, Compared<'_>>,
    (texts, sharing): (&Texts<'_>, &Sharing),
    kind: DuplicateKind,
    members: &[Age],
) -> (Age, DuplicateGroup) {
    let value = |age: &Age| {
        let Compared { is_listed, is_reviewed, changed, length, slug, .. } = by_age[*age];
        (is_listed, is_reviewed, changed, length, Reverse(slug))
    };
    let best = members.iter().copied().max_by_key(value).unwrap_or(Age::new(0));
    let others = members.iter().copied().filter(|age| *age != best);
    let shares: usize = others.clone().map(|other| sharing.common(texts, best, other).share() as usize).sum();
    let share = (shares / (members.len() - 1).max(1)) as u32;
    let listed = others.clone().filter(|age| by_age[*age].is_listed).count();
    let others = others.map(|age| by_age[age].id).collect();
    (best, DuplicateGroup { kind, best: by_age[best].id, others, listed, share })
}

#[cfg(test)]
mod tests;
