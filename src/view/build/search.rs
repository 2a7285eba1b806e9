//! The documents of the search index.

use super::excerpt;
use crate::link::{Linked, ListId, PageId};
use crate::model::{Article, ArticleId, IndexVec};
use crate::text::{Postings, han};
use crate::view::{Documents, Facet, FacetKind, SearchEntry, SearchWords};

/// Characters of an excerpt among the results.
const EXCERPT: usize = 50;

#[derive(Debug)]
pub(crate) struct SearchDocuments<'a> {
    linked: &'a Linked,
    order: Vec<ArticleId>,
    facets: Vec<Facet>,
    before: String,
    after: String,
}

/// Every article by date of first publication, then slug.
pub(crate) fn documents(linked: &Linked) -> SearchDocuments<'_> {
    let library = &linked.library;
    let mut order: Vec<ArticleId> = library.articles.ids().collect();
    order.sort_unstable_by_key(|id| {
        let front = &library.article(*id).front;
        (front.date.value, front.slug.value.as_str(), *id)
    });
    let (before, after) = library.settings.article_permalink.split_once("{slug}").unwrap_or_default();
    let before = format!("{}{}", linked.addresses.base().path, before.trim_start_matches('/'));
    SearchDocuments { facets: facets(linked, &order), linked, order, before, after: after.to_owned() }
}

fn facets(linked: &Linked, order: &[ArticleId]) -> Vec<Facet> {
    let mut numbers: IndexVec<ArticleId, u32> = vec![0; order.len()].into();
    for (number, article) in (0..).zip(order) {
        numbers[*article] = number;
    }
    let facet = |kind, list: ListId, slug: &str, name: &str| {
        let documents: Vec<u32> = linked.lists.articles(list).iter().map(|id| numbers[*id]).collect();
        (!documents.is_empty()).then(|| Facet { kind, slug: slug.to_owned(), name: name.to_owned(), documents })
    };
    let registers = &linked.library.registers;
    let lenders = registers.lenders.iter().filter_map(|(id, l)| facet(FacetKind::Lender, ListId::Lender(id), &l.slug, &l.name));
    let topics = registers.topics.iter().filter_map(|(id, t)| facet(FacetKind::Topic, ListId::Topic(id), &t.slug, &t.title));
    lenders.chain(topics).collect()
}

impl<'a> SearchDocuments<'a> {
    fn listed(&self, document: u32) -> Option<(ArticleId, &'a Article)> {
        let article = *self.order.get(document as usize)?;
        self.linked.addresses.is_listed(article).then(|| (article, self.linked.library.article(article)))
    }
}

impl Documents for SearchDocuments<'_> {
    fn count(&self) -> u32 {
        u32::try_from(self.order.len()).unwrap_or(u32::MAX)
    }

    fn slug(&self, document: u32) -> &str {
        self.order.get(document as usize).map_or("", |id| &self.linked.library.article(*id).front.slug.value)
    }

    fn words(&self, document: u32) -> Option<SearchWords<'_>> {
        let (_, article) = self.listed(document)?;
        let headings = article.body.facts.headings.iter().map(|h| h.text).collect();
        Some(SearchWords { title: &article.front.title.value, headings })
    }

    fn postings(&self, document: u32) -> Option<&Postings> {
        self.listed(document).map(|(id, _)| &self.linked.library.articles[id].postings)
    }

    fn entry(&self, document: u32) -> Option<SearchEntry<'_>> {
        let (i, article) = self.listed(document)?;
        let registers = &self.linked.library.registers;
        Some(SearchEntry {
            title: &article.front.title.value,
            url: self.linked.addresses.url(&self.linked.library, PageId::Article(i)),
            date: article.front.date.value.to_string(),
            lender: article.front.lender.map_or("", |l| &registers.lenders[l].slug),
            topic: article.front.topics.first().map_or("", |t| &registers.topics[*t].slug),
            excerpt: opening(&excerpt(article)),
        })
    }

    fn facets(&self) -> &[Facet] {
        &self.facets
    }

    fn address(&self) -> (&str, &str) {
        (&self.before, &self.after)
    }
}

/// The first sentences of a text if they are short enough, else its first characters with an ellipsis.
fn opening(text: &str) -> String {
    let whole = han::whole_sentences(text, EXCERPT);
    let is_long = whole.chars().nth(EXCERPT).is_some();
    if is_long { whole.chars().take(EXCERPT - 1).chain(['…']).collect() } else { whole.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_excerpt_is_short() {
        assert_eq!(opening("先看合同。再算利息。"), "先看合同。再算利息。");
        assert_eq!(opening(&format!("先看合同。{}。", "长".repeat(60))), "先看合同。");
        assert_eq!(opening(&"长".repeat(60)), format!("{}…", "长".repeat(49)));
    }
}
