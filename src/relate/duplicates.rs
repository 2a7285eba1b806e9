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
use crate::analyze::Sketch;
use crate::diag::{Code, Finding};
use crate::link::{Linked, State};
use crate::model::{Article, ArticleId, Id, IndexVec};

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
        let by_age: IndexVec<Age, ArticleId> = by_age(linked, sketches.ids()).into();
        let texts: Texts<'_> = by_age.iter().map(|id| &*sketches[*id].sentences).collect();
        let sharing = Sharing::of_templates(&texts);
        let lender = |age: Age| linked.library.article(by_age[age]).front.lender;
        let mut groups = Vec::new();
        for members in clusters(&texts, &sharing, |_, _, _| true) {
            let group = |kind, members: &[Age]| group(linked, &by_age, (&texts, &sharing), kind, members);
            let same = same_texts(&texts, &sharing, &members, lender);
            if same.first().is_none_or(|same| same.len() < members.len()) {
                groups.push(group(DuplicateKind::Template, &members));
            }
            groups.extend(same.iter().map(|same| group(DuplicateKind::Text, same)));
        }
        let slug = |group: &DuplicateGroup| linked.library.article(group.best).front.slug.value.as_str();
        groups.sort_by(|a, b| (Reverse(a.others.len()), slug(a), a.kind).cmp(&(Reverse(b.others.len()), slug(b), b.kind)));
        let same = (0..).zip(&groups).filter(|(_, group)| group.kind == DuplicateKind::Text);
        let mut places: Vec<(ArticleId, u32)> =
            same.flat_map(|(place, group)| group.articles().map(move |article| (article, place))).collect();
        places.sort_unstable();
        Duplicates { groups, by_age: by_age.as_slice().to_vec(), places, common: sharing.common }
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

/// The articles that readers see or will see, the oldest first, without those that name another article as the original.
/// Unpublished articles count as newer than published ones.
fn by_age(linked: &Linked, articles: impl Iterator<Item = ArticleId>) -> Vec<ArticleId> {
    let addresses = &linked.addresses;
    let is_compared =
        |id: &ArticleId| !matches!(addresses.state(*id), State::Withdrawn | State::Expired) && addresses.original(*id).is_none();
    let mut articles: Vec<ArticleId> = articles.filter(is_compared).collect();
    articles.sort_by_cached_key(|id| {
        let front = &linked.library.article(*id).front;
        (!addresses.is_listed(*id), front.date.value, front.slug.value.as_str())
    });
    articles
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

fn group(
    linked: &Linked,
    by_age: &IndexVec<Age, ArticleId>,
    (texts, sharing): (&Texts<'_>, &Sharing),
    kind: DuplicateKind,
    members: &[Age],
) -> DuplicateGroup {
    let value = |age: &Age| {
        let (id, Article { front, body, .. }) = (by_age[*age], linked.library.article(by_age[*age]));
        let changed = front.updated.as_ref().map_or(front.date.value, |updated| updated.value);
        let length = body.facts.reading.han + body.facts.reading.words;
        (linked.addresses.is_listed(id), front.reviewed_by.is_some(), changed, length, Reverse(front.slug.value.as_str()))
    };
    let best = members.iter().copied().max_by_key(value).unwrap_or(Age::new(0));
    let others = members.iter().copied().filter(|age| *age != best);
    let shares: usize = others.clone().map(|other| sharing.common(texts, best, other).share() as usize).sum();
    let share = (shares / (members.len() - 1).max(1)) as u32;
    let others: Vec<ArticleId> = others.map(|age| by_age[age]).collect();
    let listed = others.iter().filter(|id| linked.addresses.is_listed(**id)).count();
    DuplicateGroup { kind, best: by_age[best], others, listed, share }
}

#[cfg(test)]
mod tests;
