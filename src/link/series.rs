//! Series of articles: their parts in order, and what is wrong with their numbers. Decided by the front matter of all articles.

use std::collections::BTreeMap;

use super::addresses::Addresses;
use crate::analyze::Library;
use crate::diag::catalogue::FrontFault;
use crate::diag::{Finding, Role, nearest};
use crate::model::front::SeriesPart;
use crate::model::yaml::Located;
use crate::model::{Article, ArticleId};

/// The series of a site by name: the listed articles of each, in order.
#[derive(Debug, Default)]
pub(crate) struct SeriesIndex {
    parts: BTreeMap<String, Vec<ArticleId>>,
    /// The place of each listed article in its series, from 0.
    places: BTreeMap<ArticleId, usize>,
}

impl SeriesIndex {
    /// The series that an article belongs to: its name, its parts, and the place of the article among them, from 0. `None` if the
    /// article is not listed.
    pub(crate) fn of(&self, article: &Article, id: ArticleId) -> Option<(&str, &[ArticleId], usize)> {
        let (name, parts) = self.parts.get_key_value(&article.front.series.as_ref()?.value.name)?;
        Some((name, parts, *self.places.get(&id)?))
    }
}

/// Names of series that a single one is compared with.
const COMPARED: usize = 200;

type Part<'l> = (ArticleId, &'l Article, &'l Located<SeriesPart>);

/// Gathers the series. Numbers are judged over all articles, so that a draft is no gap.
pub(super) fn gather(library: &Library, addresses: &Addresses) -> (SeriesIndex, Vec<Finding>) {
    let mut all: BTreeMap<&str, Vec<Part<'_>>> = BTreeMap::new();
    for (id, article) in library.articles() {
        if let Some(part) = &article.front.series {
            all.entry(&part.value.name).or_default().push((id, article, part));
        }
    }
    // A name is compared with those of more articles, and of as many whose first one has an earlier path.
    let names: Vec<(&str, usize, &str)> = all
        .iter()
        .map(|(name, parts)| (*name, parts.len(), parts.first().map_or("", |(_, article, _)| &**article.path())))
        .collect();
    let (mut index, mut findings) = (SeriesIndex::default(), Vec::new());
    for (name, mut parts) in all {
        let is_numbered = parts.iter().all(|(.., part)| part.value.number.is_some());
        parts.sort_by_key(|(_, article, part)| {
            let number = part.value.number.filter(|_| is_numbered);
            (number, article.front.date.value, article.front.slug.value.as_str())
        });
        if let [(_, article, part)] = parts.as_slice() {
            let is_better = |count: usize, path: &str| count > 1 || path < &**article.path();
            let others = names.iter().filter(|(other, count, path)| *other != name && is_better(*count, path));
            let near = nearest(name, others.map(|(other, ..)| *other).take(COMPARED))
                .map(|near| part.value.number.map_or(near.clone(), |n| format!("{near}/{n}")));
            let fault = FrontFault::SeriesAlone { name: name.to_owned() };
            findings.push(Finding::at(article.path(), part.span, fault).with_suggestion(near));
        } else {
            judge(name, &parts, &mut findings);
        }
        let listed: Vec<ArticleId> = parts.iter().map(|(id, ..)| *id).filter(|id| addresses.is_listed(*id)).collect();
        index.places.extend(listed.iter().copied().zip(0..));
        index.parts.insert(name.to_owned(), listed);
    }
    (index, findings)
}

/// Reports parts without a number among numbered ones, numbers used twice, and gaps.
fn judge(name: &str, parts: &[Part<'_>], findings: &mut Vec<Finding>) {
    if parts.iter().all(|(.., part)| part.value.number.is_none()) {
        return;
    }
    let mut numbers: BTreeMap<u32, &Part<'_>> = BTreeMap::new();
    for part @ (_, article, located) in parts {
        let Some(number) = located.value.number else {
            let fault = FrontFault::SeriesUnnumbered { name: name.to_owned() };
            findings.push(Finding::at(article.path(), located.span, fault));
            continue;
        };
        if let Some((_, first, place)) = numbers.get(&number) {
            let fault = FrontFault::SeriesTwice { name: name.to_owned(), number };
            findings.push(Finding::at(article.path(), located.span, fault).with(first.path(), Some(place.span), Role::First));
        } else {
            numbers.insert(number, part);
        }
    }
    let mut next = 1;
    for (number, (_, article, located)) in numbers {
        if number != next {
            let fault = FrontFault::SeriesGap { name: name.to_owned(), missing: next, number };
            findings.push(Finding::at(article.path(), located.span, fault));
        }
        next = number + 1;
    }
}
