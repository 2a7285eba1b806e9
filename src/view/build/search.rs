//! The documents of the search index: every article, and the other pages that a query may want.

mod names;
mod others;

use super::excerpt;
use crate::link::{Linked, ListId, PageId};
use crate::model::{Article, ArticleId, IndexVec};
use crate::text::{Postings, han, short_id};
use crate::view::{DocumentKind, Documents, Facet, FacetKind, Numbers, SearchEntry, SearchNames, SegmentName};

use others::Other;

/// Articles in a block of the older segment, which does not change while the newer one fills.
const BLOCK: u32 = 256;
/// Characters to quote from.
const QUOTED: usize = 240;
/// Characters of an answer among them.
const ANSWER: usize = 80;

#[derive(Debug)]
pub(crate) struct SearchDocuments<'a> {
    linked: &'a Linked,
    /// Articles by number.
    order: Vec<ArticleId>,
    /// Number of the first document that is no article.
    end: u32,
    others: Vec<Other>,
    segments: Vec<Numbers>,
    facets: Vec<Facet>,
    names: SearchNames,
    before: String,
    after: String,
}

/// Every article by date of first publication, then slug; then the other pages.
pub(crate) fn documents(linked: &Linked) -> SearchDocuments<'_> {
    let library = &linked.library;
    let mut order: Vec<ArticleId> = library.articles.ids().collect();
    order.sort_unstable_by_key(|id| {
        let front = &library.article(*id).front;
        (front.date.value, front.slug.value.as_str(), *id)
    });
    let (before, after) = library.settings.article_permalink.split_once("{slug}").unwrap_or_default();
    let before = format!("{}{}", linked.addresses.base().path, before.trim_start_matches('/'));
    let names = names::names(linked);
    let others = others::others(linked, &names.concepts);
    let count = u32::try_from(order.len()).unwrap_or(u32::MAX);
    let main = count / BLOCK * BLOCK;
    // The newest articles have room, so that the numbers of other documents stay.
    let end = main + BLOCK;
    let slug = |id: &ArticleId| library.article(*id).front.slug.value.as_str();
    let (older, newer) = order.split_at_checked(main as usize).unwrap_or_default();
    let segments = vec![
        Numbers { segment: SegmentName::Main, range: 0..main, id: short_id(older.iter().map(slug)) },
        Numbers {
            segment: SegmentName::New,
            range: main..end + others.len() as u32,
            id: short_id(newer.iter().map(slug).chain(others.iter().map(|other| other.url.as_str()))),
        },
    ];
    SearchDocuments { facets: facets(linked, &order), linked, order, end, others, segments, names, before, after: after.to_owned() }
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

    fn other(&self, document: u32) -> Option<&Other> {
        self.others.get(document.checked_sub(self.end)? as usize)
    }
}

impl Documents for SearchDocuments<'_> {
    fn segments(&self) -> &[Numbers] {
        &self.segments
    }

    fn name(&self, document: u32) -> &str {
        let article = self.order.get(document as usize);
        let slug = article.map(|id| self.linked.library.article(*id).front.slug.value.as_str());
        slug.or_else(|| self.other(document).map(|other| other.url.as_str())).unwrap_or("")
    }

    fn postings(&self, document: u32) -> Option<&Postings> {
        let article = self.listed(document).map(|(id, _)| &self.linked.library.articles[id].postings);
        article.or_else(|| self.other(document).map(|other| &other.postings))
    }

    fn kind(&self, document: u32) -> DocumentKind {
        self.other(document).map_or(DocumentKind::Article, |other| other.kind)
    }

    fn entry(&self, document: u32) -> Option<SearchEntry<'_>> {
        let Some((i, article)) = self.listed(document) else { return self.other(document).map(Other::entry) };
        let registers = &self.linked.library.registers;
        Some(SearchEntry {
            title: &article.front.title.value,
            url: self.linked.addresses.url(&self.linked.library, PageId::Article(i)),
            date: article.front.date.value.to_string(),
            lender: article.front.lender.map_or("", |l| &registers.lenders[l].slug),
            topic: article.front.topics.first().map_or("", |t| &registers.topics[*t].slug),
            text: quotable(article),
            ..SearchEntry::default()
        })
    }

    fn facets(&self) -> &[Facet] {
        &self.facets
    }

    fn address(&self) -> (&str, &str) {
        (&self.before, &self.after)
    }

    fn names(&self) -> &SearchNames {
        &self.names
    }
}

/// Summary, questions with their answers, and headings, as much as results quote from.
fn quotable(article: &Article) -> String {
    let summary = excerpt(article);
    let faq = article.front.faq.iter().flat_map(|question| [question.q.as_str(), opening(&question.a, ANSWER)]);
    let headings = article.body.facts.headings.iter().map(|heading| heading.text);
    let (mut text, mut room) = (String::new(), QUOTED);
    for part in [opening(&summary, QUOTED / 2)].into_iter().chain(faq).chain(headings) {
        let count = part.chars().count();
        if count == 0 || count > room {
            continue;
        }
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(part);
        room -= count;
    }
    text
}

/// The first sentences of a text if they are short enough, else its first characters.
fn opening(text: &str, limit: usize) -> &str {
    let whole = han::whole_sentences(text, limit);
    whole.char_indices().nth(limit).and_then(|(end, _)| whole.get(..end)).unwrap_or(whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_opening_is_short() {
        assert_eq!(opening("先看合同。再算利息。", 50), "先看合同。再算利息。");
        assert_eq!(opening(&format!("先看合同。{}。", "长".repeat(60)), 50), "先看合同。");
        assert_eq!(opening(&"长".repeat(60), 50), "长".repeat(50));
    }
}
