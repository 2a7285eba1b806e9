//! The search page: its filters and the pages that a query may name.

use super::{Views, words};
use crate::link::{ListId, PageId};
use crate::model::registers::lenders::{Kind, Lender};
use crate::view::{Content, Head, Link, Page, SearchPage, SearchPlace, SearchPlaceGroup};

impl<'a> Views<'a> {
    pub(super) fn search(&self) -> Page<'a> {
        let content = SearchPage {
            topics: self.topic_places(),
            lenders: Kind::WORDS.iter().filter_map(|(_, kind)| self.lender_group(*kind)).collect(),
            other_lenders: self.lender_places(|_| true).filter(|place| place.count == 0).collect(),
            calculators: self.calculator_links().into_iter().map(calculator_place).collect(),
            all_topics: self.link(words::TOPICS, PageId::Topics),
            all_lenders: self.link(words::LENDERS, PageId::Lenders),
        };
        let head = Head {
            indexed: false,
            ..self.head(PageId::Search, words::SEARCH, words::SEARCH_DESC.to_owned(), "search", Vec::new())
        };
        self.make(PageId::Search, head, Content::Search(content), None)
    }

    fn topic_places(&self) -> Vec<SearchPlace> {
        let topics = self.linked.library.registers.topics.iter();
        topics.map(|(id, topic)| self.place(ListId::Topic(id), topic.aliases.clone())).collect()
    }

    fn lender_places(&self, is_wanted: impl Fn(&Lender) -> bool) -> impl Iterator<Item = SearchPlace> {
        let lenders = self.linked.library.registers.lenders.iter().filter(move |(_, lender)| is_wanted(lender));
        lenders.map(|(id, lender)| {
            let names = lender.aliases.iter().chain(&lender.former_names).chain(&lender.entity);
            self.place(ListId::Lender(id), names.cloned().collect())
        })
    }

    fn lender_group(&self, kind: Kind) -> Option<SearchPlaceGroup> {
        let places: Vec<SearchPlace> = self.lender_places(|lender| lender.kind == kind).filter(|place| place.count > 0).collect();
        (!places.is_empty()).then(|| SearchPlaceGroup { title: words::kind(kind), places })
    }

    fn place(&self, list: ListId, also: Vec<String>) -> SearchPlace {
        let Link { title, url } = self.list_link(list);
        let slug = slug(&url);
        SearchPlace { title, url, slug, count: self.linked.lists.articles(list).len(), also }
    }
}

/// The last part of an address that ends with a slash.
fn slug(url: &str) -> String {
    url.trim_end_matches('/').rsplit('/').next().unwrap_or_default().to_owned()
}

/// A calculator is also found by what it computes.
fn calculator_place(Link { title, url }: Link) -> SearchPlace {
    let also = title.strip_suffix(words::CALCULATORS).map(str::to_owned).into_iter().collect();
    let slug = slug(&url);
    SearchPlace { title, url, slug, count: 0, also }
}
