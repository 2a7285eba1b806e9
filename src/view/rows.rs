//! Pages of topics, lenders and laws.

use std::sync::Arc;

use serde::Serialize;

use super::{Body, Card, Day, Link, TopicEntry};

/// A topic's page; variable `topic`.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct TopicPage<'a> {
    pub title: Arc<str>,
    /// One sentence; may be empty.
    pub desc: String,
    /// Introduction from `content/topics/<slug>.md`.
    pub intro: Option<Body<'a>>,
    pub children: Vec<TopicEntry>,
    /// Articles that the register pins.
    pub pinned: Vec<Card>,
    /// Newest articles, without the pinned ones.
    pub cards: Vec<Card>,
    pub count: usize,
    /// Archive pages, oldest first; empty if this page lists all articles.
    pub archive: Vec<Link>,
    pub feed: Arc<str>,
}

/// A lender's page; variable `lender`.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct LenderPage<'a> {
    pub name: Arc<str>,
    /// Rows of the fact table.
    pub facts: Vec<FactRow>,
    /// Introduction from `content/lenders/<slug>.md`.
    pub intro: Option<Body<'a>>,
    /// The lender behind this brand, if the register has one.
    pub parent: Option<Link>,
    /// Brands of this lender.
    pub children: Vec<Link>,
    /// Articles by topic, the newest few of each.
    pub by_topic: Vec<TopicGroup>,
    pub cards: Vec<Card>,
    pub count: usize,
    /// Archive pages, oldest first.
    pub archive: Vec<Link>,
}

/// A fact of a register, with its proof.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct FactRow {
    /// Label of the fact: 法律主体.
    pub label: String,
    pub value: String,
    /// Source, or the proof mark as text; may be empty.
    pub source: String,
    pub checked_on: Option<Day>,
}

/// Articles of a lender about one topic.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct TopicGroup {
    pub topic: Link,
    pub count: usize,
    pub articles: Vec<Link>,
}

/// A law's page; variable `law`.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct LawPage {
    pub title: Arc<str>,
    /// Rows of the record: 文号, 公布, 施行, 状态, 核对 ….
    pub facts: Vec<FactRow>,
    pub status: &'static str,
    pub in_force: bool,
    pub successor: Option<Link>,
    /// Renumbered articles, by date of the change.
    pub renumbered: Vec<Moved>,
    pub predecessors: Vec<Link>,
    /// Note of the register; may be empty.
    pub note: String,
    /// Articles of the law that the register lists or the library cites, by number.
    pub articles: Vec<LawArticle>,
    /// Newest articles that cite the law.
    pub cards: Vec<Card>,
    pub count: usize,
    /// Archive pages, oldest first.
    pub archive: Vec<Link>,
}

/// An article that has another number since a day.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct Moved {
    /// Date of the change.
    pub on: Day,
    /// Label before the change: 第二百六十条.
    pub from: String,
    /// Label after the change.
    pub to: String,
}

/// One article of a law and who cites it.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct LawArticle {
    /// Fragment identifier: `676`, `253-1`; `general` for citations of the law as a whole.
    pub id: String,
    /// 第六百七十六条; 整部引用 for the law as a whole.
    pub label: String,
    /// Subject from the register; may be empty.
    pub gloss: String,
    /// The newest few articles that cite it.
    pub cited_by: Vec<Link>,
    /// Number of articles that cite it.
    pub count: usize,
}
