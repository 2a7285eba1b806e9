//! Pages of topics, lenders and laws.

use std::sync::Arc;

use serde::Serialize;

use super::{Body, Card, Day, Link, TopicEntry};

/// A topic's page; variable `topic`.
#[derive(Debug, Clone, Hash, Serialize)]
pub(crate) struct TopicPage<'a> {
    pub(crate) title: Arc<str>,
    pub(crate) desc: String,
    pub(crate) intro: Option<Body<'a>>,
    pub(crate) children: Vec<TopicEntry>,
    pub(crate) pinned: Vec<Card>,
    /// Newest articles, without the pinned ones.
    pub(crate) cards: Vec<Card>,
    pub(crate) count: usize,
    /// Archive pages, oldest first; empty if this page lists all articles.
    pub(crate) archive: Vec<Link>,
    pub(crate) feed: Arc<str>,
}

/// A lender's page; variable `lender`.
#[derive(Debug, Clone, Hash, Serialize)]
pub(crate) struct LenderPage<'a> {
    pub(crate) name: Arc<str>,
    pub(crate) facts: Vec<FactRow>,
    pub(crate) intro: Option<Body<'a>>,
    /// The lender behind this brand, if the register has one.
    pub(crate) parent: Option<Link>,
    /// Brands of this lender.
    pub(crate) children: Vec<Link>,
    /// Articles by topic, the newest few of each.
    pub(crate) by_topic: Vec<TopicGroup>,
    pub(crate) cards: Vec<Card>,
    pub(crate) count: usize,
    pub(crate) archive: Vec<Link>,
}

/// A fact of a register, with its proof.
#[derive(Debug, Clone, Hash, Serialize)]
pub(crate) struct FactRow {
    /// Label of the fact: 法律主体.
    pub(crate) label: String,
    pub(crate) value: String,
    /// Source, or the proof mark as text; may be empty.
    pub(crate) source: String,
    pub(crate) checked_on: Option<Day>,
}

/// Articles of a lender about one topic.
#[derive(Debug, Clone, Hash, Serialize)]
pub(crate) struct TopicGroup {
    pub(crate) topic: Link,
    pub(crate) count: usize,
    pub(crate) articles: Vec<Link>,
}

/// A law's page; variable `law`.
#[derive(Debug, Clone, Hash, Serialize)]
pub(crate) struct LawPage {
    pub(crate) title: Arc<str>,
    /// Rows of the record: 文号, 公布, 施行, 状态, 核对 ….
    pub(crate) facts: Vec<FactRow>,
    pub(crate) status: &'static str,
    pub(crate) in_force: bool,
    pub(crate) successor: Option<Link>,
    /// Renumbered articles, by date of the change.
    pub(crate) renumbered: Vec<Moved>,
    pub(crate) predecessors: Vec<Link>,
    /// Note of the register; may be empty.
    pub(crate) note: String,
    /// Articles of the law that the register lists or the library cites, by number.
    pub(crate) articles: Vec<LawArticle>,
    pub(crate) cards: Vec<Card>,
    pub(crate) count: usize,
    pub(crate) archive: Vec<Link>,
}

/// An article that has another number since a day.
#[derive(Debug, Clone, Hash, Serialize)]
pub(crate) struct Moved {
    pub(crate) on: Day,
    /// Label before the change: 第二百六十条.
    pub(crate) from: String,
    pub(crate) to: String,
}

/// One article of a law and who cites it.
#[derive(Debug, Clone, Hash, Serialize)]
pub(crate) struct LawArticle {
    /// Fragment identifier: `676`, `253-1`; `general` for citations of the law as a whole.
    pub(crate) id: String,
    /// 第六百七十六条; 整部引用 for the law as a whole.
    pub(crate) label: String,
    /// Subject from the register; may be empty.
    pub(crate) gloss: String,
    /// The newest few articles that cite it.
    pub(crate) cited_by: Vec<Link>,
    pub(crate) count: usize,
}
