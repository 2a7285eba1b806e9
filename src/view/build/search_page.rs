//! The search page: what there is to choose from and to name. The index itself is made elsewhere.

use super::{Views, words};
use crate::link::{ListId, PageId};
use crate::model::registers::lenders::Kind;
use crate::view::{Content, Head, Link, Page, Place, PlaceGroup, SearchPage};

impl<'a> Views<'a> {
    pub(super) fn search(&self) -> Page<'a> {
        let index = |title: &str, page: PageId| Link {
            title: title.into(),
            url: self.linked.addresses.url(&self.linked.library, page).into(),
        };
        let content = SearchPage {
            topics: self.topic_places(),
            lenders: Kind::WORDS.iter().filter_map(|(_, kind)| self.lender_places(*kind)).collect(),
            calculators: self.calculator_links().into_iter().map(calculator_place).collect(),
            all_topics: index(words::TOPICS, PageId::Topics),
            all_lenders: index(words::LENDERS, PageId::Lenders),
        };
        let head = Head {
            indexed: false,
            ..self.head(PageId::Search, words::SEARCH, words::SEARCH_DESC.to_owned(), "search", Vec::new())
        };
        self.make(PageId::Search, head, Content::Search(content), None)
    }

    fn topic_places(&self) -> Vec<Place> {
        let topics = self.linked.library.registers.topics.iter();
        topics.filter_map(|(id, topic)| self.place(ListId::Topic(id), topic.aliases.clone())).collect()
    }

    fn lender_places(&self, kind: Kind) -> Option<PlaceGroup> {
        let lenders = self.linked.library.registers.lenders.iter().filter(|(_, lender)| lender.kind == kind);
        let places: Vec<Place> = lenders
            .filter_map(|(id, lender)| {
                let names = lender.aliases.iter().chain(&lender.former_names).chain(&lender.entity);
                self.place(ListId::Lender(id), names.cloned().collect())
            })
            .collect();
        (!places.is_empty()).then(|| PlaceGroup { title: words::kind(kind), places })
    }

    fn place(&self, list: ListId, also: Vec<String>) -> Option<Place> {
        let Link { title, url } = self.list_link(list)?;
        Some(Place { title, url, count: self.linked.lists.articles(list).len(), also })
    }
}

/// A calculator is also asked for by what it computes.
fn calculator_place(Link { title, url }: Link) -> Place {
    let also = title.strip_suffix(words::CALCULATORS).map(str::to_owned).into_iter().collect();
    Place { title, url, count: 0, also }
}
