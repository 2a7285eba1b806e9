//! Long lists: the newest articles on the page of the list, all on numbered archive pages. Pages are numbered from the oldest and
//! name older pages only, never the total, so a full page never changes.

use std::ops::RangeInclusive;

use jiff::civil::Date;

use super::{Views, changed, indexing, words};
use crate::link::{Linked, ListId, PageId};
use crate::model::ArticleId;
use crate::view::{ArchivePage, ArchiveYear, Card, Content, Head, Link, Page, UpdatesPage};

/// Pages of the newest year that an archive page names one by one. The others of each year share a link.
const NEAR: u32 = 12;
/// Most links to archive pages on the page of a list. If it has more pages, a link stands for several of them.
const LINKS: u32 = 1000;

impl<'a> Views<'a> {
    /// The newest articles of a list, without those that its page shows elsewhere. Where archive pages show all of them, no two have the
    /// same title.
    pub(super) fn newest(&self, list: ListId, shown: &[ArticleId]) -> Vec<Card> {
        let size = self.linked.library.settings.page_size;
        let newest = self.linked.lists.articles(list).iter().rev().copied();
        let newest: Vec<ArticleId> = match self.linked.archive_pages(list) {
            0 => newest.collect(),
            _ => self.distinct(newest).take(size).collect(),
        };
        newest.into_iter().filter(|i| !shown.contains(i)).map(|i| self.card(i)).collect()
    }

    /// The address of a list's newest archive page.
    pub(super) fn newest_archive(&self, list: ListId) -> Option<String> {
        let pages = self.linked.archive_pages(list);
        (pages > 0).then(|| self.linked.addresses.url(&self.linked.library, PageId::Archive(list, pages)))
    }

    /// All archive pages of a list by year, newest first.
    pub(super) fn archive_years(&self, list: ListId) -> Vec<ArchiveYear> {
        let pages = self.linked.archive_pages(list);
        let step = pages.div_ceil(LINKS).max(1);
        let runs = |(year, pages): (i16, RangeInclusive<u32>)| {
            let (first, last) = pages.into_inner();
            let ends = (first..=last).rev().step_by(step as usize);
            self.archive_year(list, year, ends.map(|end| first.max((end + 1).saturating_sub(step))..=end).collect())
        };
        self.years(list, pages).into_iter().map(runs).collect()
    }

    /// The archive pages before one by year, newest first, in few links.
    fn years_before(&self, list: ListId, page: u32) -> Vec<ArchiveYear> {
        let runs = |(place, (year, pages)): (usize, (i16, RangeInclusive<u32>))| {
            let (first, last) = pages.into_inner();
            let near = if place == 0 { first.max((last + 1).saturating_sub(NEAR)) } else { last + 1 };
            let far = (first < near).then(|| first..=near - 1);
            self.archive_year(list, year, (near..=last).rev().map(|n| n..=n).chain(far).collect())
        };
        self.years(list, page.saturating_sub(1)).into_iter().enumerate().map(runs).collect()
    }

    /// The years of the first `pages` pages of a list, newest first. A page belongs to the year of its newest article.
    fn years(&self, list: ListId, pages: u32) -> Vec<(i16, RangeInclusive<u32>)> {
        let articles = self.linked.lists.articles(list);
        let (mut years, mut last) = (Vec::new(), pages);
        while let Some((_, newest)) = self.dates(list, &(last..=last)) {
            let before = articles.partition_point(|i| self.listed_on(list, *i).year() < newest.year());
            let first = (before / self.linked.library.settings.page_size) as u32 + 1;
            years.push((newest.year(), first..=last));
            last = first - 1;
        }
        years
    }

    fn archive_year(&self, list: ListId, year: i16, runs: Vec<RangeInclusive<u32>>) -> ArchiveYear {
        let (last, first) = (runs.first().map_or(0, |run| *run.end()), runs.last().map_or(0, |run| *run.start()));
        let pages = if first == last { format!("第{last}页") } else { format!("第{first}–{last}页") };
        let link = |run: RangeInclusive<u32>| {
            let span = self.dates(list, &run).map(|dates| words::span(dates, Some(year))).unwrap_or_default();
            self.link(&span, PageId::Archive(list, *run.end()))
        };
        ArchiveYear { title: format!("{year}年"), pages, links: runs.into_iter().map(link).collect() }
    }

    /// The dates of the oldest and the newest article of archive pages; nothing for pages that do not exist.
    fn dates(&self, list: ListId, pages: &RangeInclusive<u32>) -> Option<(Date, Date)> {
        let articles = self.linked.lists.articles(list);
        let size = self.linked.library.settings.page_size;
        let oldest = articles.get((*pages.start() as usize).checked_sub(1)? * size)?;
        let newest = articles.get((*pages.end() as usize * size).min(articles.len()).checked_sub(1)?)?;
        Some((self.listed_on(list, *oldest), self.listed_on(list, *newest)))
    }

    /// The day by which an article has its place in a list.
    fn listed_on(&self, list: ListId, article: ArticleId) -> Date {
        let article = self.linked.library.article(article);
        if list == ListId::Updates { changed(article) } else { article.front.date.value }
    }

    pub(super) fn updates_page(&self) -> Page<'a> {
        let list = ListId::Updates;
        let newest = self.linked.lists.articles(list).iter().rev().take(self.linked.library.settings.page_size);
        let content = UpdatesPage { entries: newest.map(|i| self.update(*i)).collect(), archive: self.archive_years(list) };
        let indexed = indexing::is_indexed(self.linked, list);
        let head = self.list_head(list, words::UPDATES, words::UPDATES_DESC.to_owned(), None);
        self.make(PageId::Updates, Head { indexed, section: None, ..head }, Content::Updates(content), None)
    }

    pub(super) fn list_link(&self, list: ListId) -> Link {
        match list {
            ListId::Topic(id) => self.topics[id].clone(),
            ListId::Lender(id) => self.lenders[id].clone(),
            ListId::LenderTopic(lender, topic) => {
                self.link(&format!("{}：{}", self.lenders[lender].title, self.topics[topic].title), list.page())
            }
            ListId::Law(id) => self.laws[id].clone(),
            ListId::Person(id) => {
                let people = self.linked.library.registers.people.as_ref();
                self.link(people.map_or("", |people| &people[id].name), list.page())
            }
            ListId::Updates => self.link(words::UPDATES, list.page()),
        }
    }

    pub(super) fn archive(&self, list: ListId, n: u32) -> Page<'a> {
        let of = self.list_link(list);
        let size = self.linked.library.settings.page_size;
        let start = (n as usize).saturating_sub(1) * size;
        let oldest = self.linked.lists.articles(list).iter().skip(start).take(size);
        let articles: Vec<ArticleId> = oldest.copied().collect();
        let newest = articles.iter().rev();
        let (cards, updates): (Vec<Card>, _) = match list {
            ListId::Updates => (Vec::new(), newest.map(|i| self.update(*i)).collect()),
            _ => (newest.map(|i| self.card(*i)).collect(), Vec::new()),
        };
        let id = PageId::Archive(list, n);
        let span = self.dates(list, &(n..=n)).map(|dates| words::span(dates, None)).unwrap_or_default();
        let title = format!("{}：{span}的文章（第{n}页）", of.title);
        let done = if list == ListId::Updates { "修改" } else { "发布" };
        let description = format!("{}{span}{done}的文章，从最早一篇数起的第{n}页。", of.title);
        let mut above = self.above(list);
        above.push(of.clone());
        let older = PageId::Archive(list, n.saturating_sub(1));
        let head = Head {
            indexed: false,
            previous: (n > 1).then(|| self.linked.addresses.url(&self.linked.library, older)),
            up: Some(of.url.to_string()),
            ..self.head(id, &title, description, "archive", above)
        };
        let years = self.years_before(list, n);
        self.make(id, head, Content::Archive(ArchivePage { of, number: n as usize, span, cards, updates, years }), None)
    }

    pub(super) fn above(&self, list: ListId) -> Vec<Link> {
        match list {
            ListId::Topic(id) => self.topics_above(id),
            ListId::Lender(_) => vec![self.link(words::LENDERS, PageId::Lenders)],
            ListId::LenderTopic(lender, _) => vec![self.link(words::LENDERS, PageId::Lenders), self.lenders[lender].clone()],
            ListId::Law(_) => vec![self.link(words::LAWS, PageId::Laws)],
            ListId::Person(_) => vec![self.link(words::PEOPLE, PageId::People)],
            ListId::Updates => Vec::new(),
        }
    }
}

pub(super) fn last_change(linked: &Linked, articles: &[ArticleId]) -> Option<Date> {
    articles.iter().map(|id| changed(linked.library.article(*id))).max()
}
