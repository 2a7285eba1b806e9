//! Long lists of articles: archive pages, the lists of a lender by topic, articles that changed.

use std::sync::Arc;

use serde::Serialize;

use super::{Card, Day, Link};

/// A numbered page of a long list; variable `archive`.
#[derive(Debug, Clone, Hash, Serialize)]
pub(crate) struct ArchivePage {
    pub(crate) of: Link,
    /// Number of the page, counted from the oldest, from 1.
    pub(crate) number: usize,
    /// Dates of its articles: 2021年3月2日至5月9日.
    pub(crate) span: String,
    /// Articles, newest first; empty if it lists changes.
    pub(crate) cards: Vec<Card>,
    /// Articles of a page of 最近更新, the latest change first.
    pub(crate) updates: Vec<UpdateEntry>,
    /// The pages with older articles, newest first.
    pub(crate) years: Vec<ArchiveYear>,
}

/// Archive pages whose newest articles are of one year.
#[derive(Debug, Clone, Hash, Serialize)]
pub(crate) struct ArchiveYear {
    /// 2021年.
    pub(crate) title: String,
    /// Numbers of the pages: 第3–7页.
    pub(crate) pages: String,
    /// Links to the pages, newest first. Each title is a span of dates: 3月2日至5月9日. A link may stand for several pages; it leads to the
    /// newest of them.
    pub(crate) links: Vec<Link>,
}

/// The articles of a lender about a topic; variable `listing`.
#[derive(Debug, Clone, Hash, Serialize)]
pub(crate) struct LenderTopicPage {
    pub(crate) lender: Link,
    pub(crate) topic: Link,
    /// Newest articles.
    pub(crate) cards: Vec<Card>,
    pub(crate) count: usize,
    /// Archive pages by year, newest first; empty if this page lists all articles.
    pub(crate) archive: Vec<ArchiveYear>,
    /// Other topics of the lender. Without counts, which would make one more article change the pages of all of them.
    pub(crate) topics: Vec<Link>,
}

/// Articles that changed last; variable `updates`.
#[derive(Debug, Clone, Hash, Serialize)]
pub(crate) struct UpdatesPage {
    /// The latest changes.
    pub(crate) entries: Vec<UpdateEntry>,
    /// Archive pages by year, newest first; empty if this page lists all of them.
    pub(crate) archive: Vec<ArchiveYear>,
}

/// A list with the number of its articles.
#[derive(Debug, Clone, Hash, Serialize)]
pub(crate) struct CountedLink {
    pub(crate) title: Arc<str>,
    pub(crate) url: Arc<str>,
    pub(crate) count: usize,
}

/// An article that changed since it was published.
#[derive(Debug, Clone, Hash, Serialize)]
pub(crate) struct UpdateEntry {
    pub(crate) article: Link,
    pub(crate) on: Day,
    /// What changed, in one sentence; may be empty.
    pub(crate) what: String,
}
