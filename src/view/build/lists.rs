//! Long lists: the newest articles on the page of the list, all on numbered archive pages. Pages are numbered from the oldest and
//! name neither newer pages nor the total, so a full page never changes.

use super::Views;
use crate::link::{Linked, ListId, PageId};
use crate::model::ArticleId;
use crate::view::{ArchivePage, Card, Content, Head, Link, Page};

impl<'a> Views<'a> {
    /// The newest articles of a list, without those that its page shows elsewhere.
    pub(super) fn newest(&self, list: ListId, shown: &[ArticleId]) -> Vec<Card> {
        let size = self.linked.library.settings.page_size;
        let newest = self.linked.lists.articles(list).iter().rev().take(size);
        newest.filter(|i| !shown.contains(i)).map(|i| self.card(*i)).collect()
    }

    /// The address of a list's newest archive page.
    pub(super) fn newest_archive(&self, list: ListId) -> Option<String> {
        let pages = self.linked.archive_pages(list);
        (pages > 0).then(|| self.archive_link(list, pages).url.to_string())
    }

    /// Links to a list's archive pages, oldest first.
    pub(super) fn archive_links(&self, list: ListId) -> Vec<Link> {
        (1..=self.linked.archive_pages(list)).map(|n| self.archive_link(list, n)).collect()
    }

    fn archive_link(&self, list: ListId, n: u32) -> Link {
        self.link(&format!("第{n}页"), PageId::Archive(list, n))
    }

    pub(super) fn list_link(&self, list: ListId) -> Link {
        match list {
            ListId::Topic(id) => self.topics[id].clone(),
            ListId::Lender(id) => self.lenders[id].clone(),
            ListId::Law(id) => self.laws[id].clone(),
            ListId::Person(id) => {
                let people = self.linked.library.registers.people.as_ref();
                self.link(people.map_or("", |people| &people[id].name), list.page())
            }
        }
    }

    pub(super) fn archive(&self, list: ListId, n: u32) -> Page<'a> {
        let of = self.list_link(list);
        let size = self.linked.library.settings.page_size;
        let start = (n as usize).saturating_sub(1) * size;
        let articles = self.linked.lists.articles(list).iter().skip(start).take(size);
        let mut cards: Vec<Card> = articles.map(|i| self.card(*i)).collect();
        cards.reverse();
        let id = PageId::Archive(list, n);
        let title = format!("{}：全部文章第{n}页", of.title);
        let description = format!("{}的文章，从最早一篇数起的第{n}页。", of.title);
        let older = (n > 1).then(|| self.archive_link(list, n - 1));
        let mut above = self.above(list);
        above.push(of.clone());
        let head = Head {
            indexed: false,
            previous: older.as_ref().map(|older| older.url.to_string()),
            up: Some(of.url.to_string()),
            ..self.head(id, &title, description, "archive", above)
        };
        self.make(id, head, Content::Archive(ArchivePage { of, number: n as usize, cards, older }), None)
    }

    pub(super) fn above(&self, list: ListId) -> Vec<Link> {
        match list {
            ListId::Topic(id) => self.topics_above(id),
            ListId::Lender(_) => vec![self.link(super::words::LENDERS, PageId::Lenders)],
            ListId::Law(_) => vec![self.link(super::words::LAWS, PageId::Laws)],
            ListId::Person(_) => vec![self.link(super::words::PEOPLE, PageId::People)],
        }
    }
}

pub(super) fn last_change(linked: &Linked, articles: &[ArticleId]) -> Option<jiff::civil::Date> {
    articles.iter().map(|id| super::changed(linked.library.article(*id))).max()
}
