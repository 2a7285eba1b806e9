//! Home page, indexes, long lists and the search page.

use std::sync::Arc;

use serde::Serialize;

use super::{Day, Link};

/// The home page; variable `home`.
#[derive(Debug, Clone, Hash, Serialize)]
pub(crate) struct HomePage {
    /// Situations of readers with the topics that answer them, from the register of topics.
    pub(crate) situations: Vec<Situation>,
    pub(crate) newest: Vec<Card>,
    /// Root topics with their sub-topics.
    pub(crate) topics: Vec<TopicEntry>,
    /// Lenders that have articles, by kind.
    pub(crate) lenders: Vec<LenderGroup>,
    pub(crate) calculators: Vec<Link>,
    pub(crate) count: usize,
}

/// A situation of a reader.
#[derive(Debug, Clone, Hash, Serialize)]
pub(crate) struct Situation {
    /// The situation in the reader's words: 收到法院传票.
    pub(crate) title: String,
    pub(crate) topic: Link,
    /// Articles to read first: the pinned ones of the topic, or its newest.
    pub(crate) articles: Vec<Link>,
}

/// An article in a list.
#[derive(Debug, Clone, Default, Hash, Serialize)]
pub(crate) struct Card {
    pub(crate) title: Arc<str>,
    pub(crate) url: Arc<str>,
    /// Date of first publication; absent for links to other sites.
    pub(crate) date: Option<Day>,
    /// Excerpt; empty for links to other sites.
    pub(crate) excerpt: Arc<str>,
    pub(crate) lender: Option<Link>,
    pub(crate) topic: Option<Link>,
    /// True if an editor chose the article (pinned related links).
    pub(crate) pinned: bool,
    /// True if the page is on another site.
    pub(crate) external: bool,
}

/// A topic in an index.
#[derive(Debug, Clone, Hash, Serialize)]
pub(crate) struct TopicEntry {
    pub(crate) title: Arc<str>,
    pub(crate) url: Arc<str>,
    pub(crate) desc: String,
    /// Number of articles of this topic, without its sub-topics.
    pub(crate) count: usize,
    pub(crate) children: Vec<TopicEntry>,
}

/// Index of topics; variable `topics`.
#[derive(Debug, Clone, Hash, Serialize)]
pub(crate) struct TopicIndex {
    pub(crate) roots: Vec<TopicEntry>,
}

/// A lender in an index.
#[derive(Debug, Clone, Hash, Serialize)]
pub(crate) struct LenderEntry {
    pub(crate) title: Arc<str>,
    pub(crate) url: Arc<str>,
    /// Legal entity, if the register has it.
    pub(crate) entity: Option<String>,
    /// Kind as text: 消费金融公司.
    pub(crate) kind: &'static str,
    pub(crate) count: usize,
}

/// Lenders of one kind, or with one initial.
#[derive(Debug, Clone, Hash, Serialize)]
pub(crate) struct LenderGroup {
    /// Kind as text (消费金融公司) or initial (Z).
    pub(crate) title: String,
    /// Fragment identifier, such as `consumer-finance` or `initial-z`.
    pub(crate) id: String,
    /// Lenders of the group: of a kind in the order of the register, with an initial by pinyin.
    pub(crate) lenders: Vec<LenderEntry>,
}

/// Index of lenders; variable `lenders`.
#[derive(Debug, Clone, Hash, Serialize)]
pub(crate) struct LenderIndex {
    /// Groups by the initial of `pinyin` in the register. Lenders without `pinyin` come last, as 其他. Empty if no lender has
    /// `pinyin`.
    pub(crate) initials: Vec<LenderGroup>,
    pub(crate) groups: Vec<LenderGroup>,
}

/// A law in an index.
#[derive(Debug, Clone, Hash, Serialize)]
pub(crate) struct LawEntry {
    pub(crate) title: Arc<str>,
    pub(crate) url: Arc<str>,
    /// Document number; may be empty.
    pub(crate) no: String,
    /// Status as text: 现行有效.
    pub(crate) status: &'static str,
    pub(crate) in_force: bool,
    pub(crate) count: usize,
}

/// Index of laws; variable `laws`.
#[derive(Debug, Clone, Hash, Serialize)]
pub(crate) struct LawIndex {
    /// Laws in force, in the order of the register.
    pub(crate) in_force: Vec<LawEntry>,
    /// Laws that are repealed, superseded or ended.
    pub(crate) past: Vec<LawEntry>,
}

/// A numbered page of a long list; variable `archive`.
#[derive(Debug, Clone, Hash, Serialize)]
pub(crate) struct ArchivePage {
    pub(crate) of: Link,
    /// Number of the page, counted from the oldest, from 1.
    pub(crate) number: usize,
    /// Articles, newest first.
    pub(crate) cards: Vec<Card>,
    /// The previous page, with older articles.
    pub(crate) older: Option<Link>,
}

/// Index of calculators; variable `calculators`.
#[derive(Debug, Clone, Hash, Serialize)]
pub(crate) struct CalculatorIndex {
    pub(crate) entries: Vec<CalculatorEntry>,
}

/// A calculator in an index.
#[derive(Debug, Clone, Hash, Serialize)]
pub(crate) struct CalculatorEntry {
    pub(crate) title: &'static str,
    pub(crate) url: Arc<str>,
    pub(crate) summary: &'static str,
}

/// The search page; variable `search`. It lists the choices of its filters, the pages that a query may name, and links for
/// browsers without scripts.
#[derive(Debug, Clone, Hash, Serialize)]
pub(crate) struct SearchPage {
    /// Topics in the order of the register.
    pub(crate) topics: Vec<SearchPlace>,
    /// Lenders that have articles, by kind.
    pub(crate) lenders: Vec<SearchPlaceGroup>,
    /// Lenders without articles, which a query may name.
    pub(crate) other_lenders: Vec<SearchPlace>,
    pub(crate) calculators: Vec<SearchPlace>,
    pub(crate) all_topics: Link,
    pub(crate) all_lenders: Link,
}

/// A page that a query may name.
#[derive(Debug, Clone, Hash, Serialize)]
pub(crate) struct SearchPlace {
    pub(crate) title: Arc<str>,
    pub(crate) url: Arc<str>,
    /// Last part of the URL, which is the name in the search index.
    pub(crate) slug: String,
    /// Number of articles; 0 for calculators.
    pub(crate) count: usize,
    /// Other names.
    pub(crate) also: Vec<String>,
}

/// Lenders of one kind.
#[derive(Debug, Clone, Hash, Serialize)]
pub(crate) struct SearchPlaceGroup {
    /// Kind as text: 消费金融公司.
    pub(crate) title: &'static str,
    /// Lenders in the order of the register.
    pub(crate) places: Vec<SearchPlace>,
}
