//! The documents of the search index: every article, and the other pages that a query may want.

mod layout;
mod names;
mod others;

use std::collections::BTreeSet;

use super::excerpt;
use super::standing::Standings;
use crate::analyze::SearchRecord;
use crate::link::{Linked, ListId, PageId};
use crate::model::concepts::concepts;
use crate::model::{Article, ArticleId, IndexVec};
use crate::text::{Postings, han, short_id};
use crate::view::{DocumentKind, Documents, Facet, FacetKind, Numbers, SearchEntry, SearchNames, SegmentName};

use layout::{Layout, has_blocks, layout};
use others::Other;

/// Characters to quote from, of which a summary and an answer have at most so many.
const QUOTED: usize = 320;
const SUMMARY: usize = 120;
const ANSWER: usize = 80;

/// The best article with the same text as an article, and the number of the others; none if no article has.
pub(crate) type BestOf<'a> = &'a (dyn Fn(ArticleId) -> Option<(ArticleId, usize)> + Sync);

/// The documents of the index without the words of articles: what all passes have in common.
pub(crate) struct Catalog<'a> {
    linked: &'a Linked,
    best_of: BestOf<'a>,
    /// Articles by number.
    articles: Vec<Option<ArticleId>>,
    /// The articles of the newest segment.
    newest: BTreeSet<ArticleId>,
    /// Number of the first document that is no article.
    end: u32,
    others: Vec<Other>,
    segments: Vec<Numbers>,
    facets: Vec<Facet>,
    names: SearchNames,
    standings: Standings,
    before: String,
    after: String,
}

/// The documents with the search records that a pass over the index reads.
pub(crate) struct SearchDocuments<'a> {
    catalog: &'a Catalog<'a>,
    records: IndexVec<ArticleId, SearchRecord>,
}

/// Every article, numbered by date of first publication; then the other pages.
pub(crate) fn catalog<'a>(linked: &'a Linked, best_of: BestOf<'a>) -> Catalog<'a> {
    let library = &linked.library;
    let order = by_publication(linked);
    let slug = |id: &ArticleId| library.article(*id).front.slug.value.as_str();
    let Layout { places, main, room, id } = layout(&order.iter().map(slug).collect::<Vec<_>>());
    let articles: Vec<Option<ArticleId>> = places.into_iter().map(|place| order.get(place?).copied()).collect();
    let (before, after) = library.settings.article_permalink.split_once("{slug}").unwrap_or_default();
    let before = format!("{}{}", linked.addresses.base().path, before.trim_start_matches('/'));
    let concepts = concepts(&library.registers);
    let names = names::names(linked, &concepts);
    let others = others::others(linked, &concepts);
    let end = main + room;
    let newest: BTreeSet<ArticleId> = articles.iter().skip(main as usize).flatten().copied().collect();
    let newest_slugs = articles.iter().skip(main as usize).flatten().map(slug);
    let older = id.to_string();
    let segments = vec![
        Numbers { segment: SegmentName::Main, range: 0..main, id },
        Numbers {
            segment: SegmentName::New,
            range: main..end + others.len() as u32,
            id: short_id([older.as_str()].into_iter().chain(newest_slugs).chain(others.iter().map(|other| other.url.as_str()))),
        },
    ];
    let facets = facets(linked, &articles, best_of);
    Catalog {
        linked,
        best_of,
        articles,
        newest,
        end,
        others,
        segments,
        facets,
        names,
        standings: Standings::new(linked),
        before,
        after: after.to_owned(),
    }
}

/// True if the index has a segment of older articles, and so a head of the newest.
pub(super) fn has_head(linked: &Linked) -> bool {
    let slug = |id: &ArticleId| linked.library.article(*id).front.slug.value.as_str();
    has_blocks(&by_publication(linked).iter().map(slug).collect::<Vec<_>>())
}

fn by_publication(linked: &Linked) -> Vec<ArticleId> {
    let mut order: Vec<ArticleId> = linked.library.articles.ids().collect();
    order.sort_unstable_by_key(|id| {
        let front = &linked.library.article(*id).front;
        (front.date.value, front.slug.value.as_str(), *id)
    });
    order
}

fn facets(linked: &Linked, articles: &[Option<ArticleId>], best_of: BestOf<'_>) -> Vec<Facet> {
    let mut numbers: IndexVec<ArticleId, u32> = vec![0; linked.library.articles.len()].into();
    for (number, article) in (0..).zip(articles) {
        article.iter().for_each(|article| numbers[*article] = number);
    }
    let facet = |kind, list: ListId, slug: &str, name: &str| {
        let is_document = |id: &&ArticleId| best_of(**id).is_none_or(|(best, _)| best == **id);
        let mut documents: Vec<u32> = linked.lists.articles(list).iter().filter(is_document).map(|id| numbers[*id]).collect();
        documents.sort_unstable();
        (!documents.is_empty()).then(|| Facet { kind, slug: slug.to_owned(), name: name.to_owned(), documents })
    };
    let registers = &linked.library.registers;
    let lenders = registers.lenders.iter().filter_map(|(id, l)| facet(FacetKind::Lender, ListId::Lender(id), &l.slug, &l.name));
    let topics = registers.topics.iter().filter_map(|(id, t)| facet(FacetKind::Topic, ListId::Topic(id), &t.slug, &t.title));
    let mut last: Vec<u32> = linked.unindexed.iter().map(|(id, _)| numbers[id]).collect();
    last.sort_unstable();
    let last =
        (!last.is_empty()).then(|| Facet { kind: FacetKind::Last, slug: "all".to_owned(), name: String::new(), documents: last });
    lenders.chain(topics).chain(last).collect()
}

impl<'a> Catalog<'a> {
    /// The documents with the records of all articles, in the order of the library.
    pub(crate) fn documents(&'a self, records: Vec<SearchRecord>) -> SearchDocuments<'a> {
        SearchDocuments { catalog: self, records: records.into() }
    }

    pub(crate) fn is_newest(&self, article: ArticleId) -> bool {
        self.newest.contains(&article)
    }

    fn article(&self, document: u32) -> Option<ArticleId> {
        *self.articles.get(document as usize)?
    }

    /// The article of a document that readers may find. Of articles with the same text only the best is one.
    fn listed(&self, document: u32) -> Option<(ArticleId, &'a Article)> {
        let article = self.article(document)?;
        let is_document =
            self.linked.addresses.is_listed(article) && (self.best_of)(article).is_none_or(|(best, _)| best == article);
        is_document.then(|| (article, self.linked.library.article(article)))
    }

    fn other(&self, document: u32) -> Option<&Other> {
        self.others.get(document.checked_sub(self.end)? as usize)
    }
}

impl Documents for SearchDocuments<'_> {
    fn segments(&self) -> &[Numbers] {
        &self.catalog.segments
    }

    fn name(&self, document: u32) -> &str {
        let slug = self.catalog.article(document).map(|id| self.catalog.linked.library.article(id).front.slug.value.as_str());
        slug.or_else(|| self.catalog.other(document).map(|other| other.url.as_str())).unwrap_or("")
    }

    fn postings(&self, document: u32) -> Option<&Postings> {
        let article = self.catalog.listed(document).map(|(id, _)| &self.records[id].postings);
        article.or_else(|| self.catalog.other(document).map(|other| &other.postings))
    }

    fn size(&self, document: u32) -> Option<usize> {
        let article = self.catalog.listed(document).map(|(id, _)| self.records[id].size as usize);
        article.or_else(|| self.catalog.other(document).map(|other| other.postings.size()))
    }

    fn kind(&self, document: u32) -> DocumentKind {
        self.catalog.other(document).map_or(DocumentKind::Article, |other| other.kind)
    }

    fn entry(&self, document: u32) -> Option<SearchEntry<'_>> {
        let Some((i, article)) = self.catalog.listed(document) else { return self.catalog.other(document).map(Other::entry) };
        let registers = &self.catalog.linked.library.registers;
        Some(SearchEntry {
            title: &article.front.title.value,
            url: self.catalog.linked.addresses.url(&self.catalog.linked.library, PageId::Article(i)),
            date: article.front.date.value.to_string(),
            lender: article.front.lender.map_or("", |l| &registers.lenders[l].slug),
            topic: article.front.topics.first().map_or("", |t| &registers.topics[*t].slug),
            alike: (self.catalog.best_of)(i).map_or(0, |(_, others)| u32::try_from(others).unwrap_or(u32::MAX)),
            marks: self.catalog.standings.marks(self.catalog.linked, i),
            text: quotable(article, &self.records[i].openings),
        })
    }

    fn facets(&self) -> &[Facet] {
        &self.catalog.facets
    }

    fn address(&self) -> (&str, &str) {
        (&self.catalog.before, &self.catalog.after)
    }

    fn names(&self) -> &SearchNames {
        &self.catalog.names
    }
}

/// Summary, questions with their answers, beginnings of sections, and headings, as much as results quote from.
fn quotable(article: &Article, openings: &str) -> String {
    let summary = excerpt(article);
    let faq = article.front.faq.iter().flat_map(|question| [question.q.as_str(), han::opening(&question.a, ANSWER)]);
    let headings = article.body.facts.headings.iter().map(|heading| heading.text);
    let (mut text, mut room) = (String::new(), QUOTED);
    for part in [han::opening(&summary, SUMMARY)].into_iter().chain(faq).chain(openings.lines()).chain(headings) {
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
