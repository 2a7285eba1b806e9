//! Home page, indexes and long lists.

use std::sync::Arc;

use serde::Serialize;

use super::{Day, Link};

/// The home page; variable `home`.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct HomePage {
    /// Situations of readers with the topics that answer them, from the register of topics.
    pub situations: Vec<Situation>,
    pub newest: Vec<Card>,
    /// Root topics with their sub-topics.
    pub topics: Vec<TopicEntry>,
    /// Lenders that have articles, by kind.
    pub lenders: Vec<LenderGroup>,
    pub calculators: Vec<Link>,
    pub count: usize,
}

/// A situation of a reader.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct Situation {
    /// The situation in the reader's words: 收到法院传票.
    pub title: String,
    /// The topic that answers it.
    pub topic: Link,
    /// Articles to read first: the pinned ones of the topic, or its newest.
    pub articles: Vec<Link>,
}

/// An article in a list.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct Card {
    pub title: Arc<str>,
    pub url: Arc<str>,
    /// Date of first publication; absent for links to other sites.
    pub date: Option<Day>,
    /// Excerpt; empty for links to other sites.
    pub excerpt: Arc<str>,
    pub lender: Option<Link>,
    pub topic: Option<Link>,
    /// True if an editor chose the article (pinned related links).
    pub pinned: bool,
    /// True if the page is on another site.
    pub external: bool,
}

/// A topic in an index.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct TopicEntry {
    pub title: Arc<str>,
    pub url: Arc<str>,
    /// One sentence; may be empty.
    pub desc: String,
    /// Number of articles of this topic, without its sub-topics.
    pub count: usize,
    pub children: Vec<TopicEntry>,
}

/// Index of topics; variable `topics`.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct TopicIndex {
    pub roots: Vec<TopicEntry>,
}

/// A lender in an index.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct LenderEntry {
    pub title: Arc<str>,
    pub url: Arc<str>,
    /// Legal entity, if the register has it.
    pub entity: Option<String>,
    /// Kind as text: 消费金融公司.
    pub kind: &'static str,
    pub count: usize,
}

/// Lenders of one kind, or with one initial.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct LenderGroup {
    /// Kind as text (消费金融公司) or initial (Z).
    pub title: String,
    /// Fragment identifier, such as `consumer-finance` or `initial-z`.
    pub id: String,
    /// Lenders of the group: of a kind in the order of the register, with an initial by pinyin.
    pub lenders: Vec<LenderEntry>,
}

/// Index of lenders; variable `lenders`.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct LenderIndex {
    /// Groups by the initial of `pinyin` in the register. Lenders without `pinyin` come last, as 其他. Empty if no lender has
    /// `pinyin`.
    pub initials: Vec<LenderGroup>,
    pub groups: Vec<LenderGroup>,
}

/// A law in an index.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct LawEntry {
    pub title: Arc<str>,
    pub url: Arc<str>,
    /// Document number; may be empty.
    pub no: String,
    /// Status as text: 现行有效.
    pub status: &'static str,
    pub in_force: bool,
    pub count: usize,
}

/// Index of laws; variable `laws`.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct LawIndex {
    /// Laws in force, in the order of the register.
    pub in_force: Vec<LawEntry>,
    /// Laws that are repealed, superseded or ended.
    pub past: Vec<LawEntry>,
}

/// A numbered page of a long list; variable `archive`.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct ArchivePage {
    pub of: Link,
    /// Number of the page, counted from the oldest, from 1.
    pub number: usize,
    /// Articles, newest first.
    pub cards: Vec<Card>,
    /// The previous page, with older articles.
    pub older: Option<Link>,
}

/// Index of calculators; variable `calculators`.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct CalculatorIndex {
    pub entries: Vec<CalculatorEntry>,
}

/// A calculator in an index.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct CalculatorEntry {
    pub title: &'static str,
    pub url: Arc<str>,
    pub summary: &'static str,
}
