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
    /// Root topics with their children.
    pub topics: Vec<TopicEntry>,
    /// Lenders that have articles, by kind.
    pub lenders: Vec<LenderGroup>,
    pub calculators: Vec<Link>,
    pub count: usize,
}

/// A situation of a reader.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct Situation {
    /// In the reader's words: 收到法院传票.
    pub title: String,
    /// The topic that answers it.
    pub topic: Link,
    /// The articles to read first: those that are pinned there, else its newest.
    pub articles: Vec<Link>,
}

/// An article in a list.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct Card {
    pub title: Arc<str>,
    pub url: Arc<str>,
    /// First published; absent for links to other sites.
    pub date: Option<Day>,
    /// Excerpt; empty for links to other sites.
    pub excerpt: Arc<str>,
    pub lender: Option<Link>,
    pub topic: Option<Link>,
    /// True if an editor chose it (pinned related links).
    pub pinned: bool,
    /// True for a page of another site.
    pub external: bool,
}

/// A topic in an index.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct TopicEntry {
    pub title: Arc<str>,
    pub url: Arc<str>,
    /// One sentence; may be empty.
    pub desc: String,
    /// Articles of this topic (its sub-topics not counted).
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
    /// Legal entity, if the register states it.
    pub entity: Option<String>,
    /// Kind in words: 消费金融公司.
    pub kind: &'static str,
    pub count: usize,
}

/// Lenders of one kind, or with one initial.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct LenderGroup {
    /// Kind in words: 消费金融公司; or the initial: Z.
    pub title: String,
    /// Fragment identifier, such as `consumer-finance` or `initial-z`.
    pub id: String,
    /// Its lenders: of a kind in the order of the register, with an initial by pinyin.
    pub lenders: Vec<LenderEntry>,
}

/// Index of lenders; variable `lenders`.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct LenderIndex {
    /// By the initial of the pinyin in the register; those without one come last, as 其他. Empty if none has one.
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
    /// State in words: 现行有效.
    pub status: &'static str,
    pub in_force: bool,
    pub count: usize,
}

/// Index of laws; variable `laws`.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct LawIndex {
    /// In force, in the order of the register.
    pub in_force: Vec<LawEntry>,
    /// Repealed, superseded or ended.
    pub past: Vec<LawEntry>,
}

/// A numbered page of a long list; variable `archive`.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct ArchivePage {
    pub of: Link,
    /// Counted from the oldest; 1-based.
    pub number: usize,
    /// Articles, newest first.
    pub cards: Vec<Card>,
    /// The page before it (older articles).
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
