//! Home page, indexes, the pages of their entries, long lists and the search page.

use std::sync::Arc;

use serde::Serialize;

use super::{ArchiveYear, Body, CountedLink, Day, Link, UpdateEntry};

/// The home page; variable `home`.
#[derive(Debug, Clone, Hash, Serialize)]
pub(crate) struct HomePage {
    /// The first situations of readers with the topics that answer them, from the register of topics.
    pub(crate) situations: Vec<Situation>,
    pub(crate) newest: Vec<Card>,
    /// Articles by the day of their last change, the latest first.
    pub(crate) updated: Vec<UpdateEntry>,
    /// Topics with the most articles, in the order of the register.
    pub(crate) topics: Vec<CountedLink>,
    /// All other topics with articles.
    pub(crate) other_topics: Vec<CountedLink>,
    /// Lenders with the most articles, in the order of the register.
    pub(crate) lenders: Vec<CountedLink>,
    /// Number of all lenders of the register.
    pub(crate) lender_count: usize,
    pub(crate) calculators: Vec<Link>,
    pub(crate) all_topics: Link,
    pub(crate) all_lenders: Link,
    pub(crate) all_calculators: Link,
    /// The page of all recent changes; absent if no article changed.
    pub(crate) all_updates: Option<Link>,
    pub(crate) count: usize,
    /// Number of articles with a valid review of a lawyer whose licence is in the register.
    pub(crate) reviewed: usize,
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
    /// What readers should know first: 人工智能生成, 未经律师审核.
    pub(crate) marks: Vec<&'static str>,
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
    /// Other names and pinyin, for the filter of the index.
    pub(crate) names: String,
    /// Number of articles of this topic, without its sub-topics.
    pub(crate) count: usize,
    /// Articles to read first.
    pub(crate) articles: Vec<Link>,
    pub(crate) children: Vec<TopicEntry>,
}

/// Index of topics; variable `topics`.
#[derive(Debug, Clone, Hash, Serialize)]
pub(crate) struct TopicIndex {
    pub(crate) situations: Vec<Link>,
    pub(crate) roots: Vec<TopicEntry>,
    /// All topics by the initial of `pinyin` in the register. Topics without `pinyin` come last, as 其他. Empty if no topic has
    /// `pinyin`.
    pub(crate) initials: Vec<TopicInitial>,
}

/// Topics with one initial.
#[derive(Debug, Clone, Hash, Serialize)]
pub(crate) struct TopicInitial {
    pub(crate) title: String,
    /// Fragment identifier, such as `initial-z`.
    pub(crate) id: String,
    pub(crate) topics: Vec<CountedLink>,
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
    /// Other names and pinyin, for the filter of the index.
    pub(crate) names: String,
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

/// A topic's page; variable `topic`.
#[derive(Debug, Clone, Hash, Serialize)]
pub(crate) struct TopicPage<'a> {
    pub(crate) title: Arc<str>,
    pub(crate) desc: String,
    pub(crate) intro: Option<Body<'a>>,
    pub(crate) children: Vec<TopicEntry>,
    pub(crate) pinned: Vec<Card>,
    /// Questions that articles of the topic answer; each links to the article.
    pub(crate) questions: Vec<Link>,
    /// Lenders with the most articles about the topic, in the order of their number.
    pub(crate) lenders: Vec<CountedLink>,
    /// All other lenders with articles about the topic.
    pub(crate) other_lenders: Vec<CountedLink>,
    /// Articles by the day of their last change, the latest first.
    pub(crate) updated: Vec<UpdateEntry>,
    /// Newest articles, without the pinned ones.
    pub(crate) cards: Vec<Card>,
    pub(crate) count: usize,
    /// Archive pages by year, newest first; empty if this page lists all articles.
    pub(crate) archive: Vec<ArchiveYear>,
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
    /// Topics with articles, none of which is about this lender.
    pub(crate) other_topics: Vec<Link>,
    /// If the lender has no articles: pinned articles for lenders of its kind, or else the newest ones.
    pub(crate) general: Vec<Card>,
    /// Kind as text: 消费金融公司.
    pub(crate) kind: &'static str,
    pub(crate) cards: Vec<Card>,
    pub(crate) count: usize,
    pub(crate) archive: Vec<ArchiveYear>,
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
    /// Fragment identifier, such as `topic-overdue`.
    pub(crate) id: String,
    pub(crate) count: usize,
    /// The newest articles.
    pub(crate) articles: Vec<Link>,
    /// URL of the page of all articles; absent if all are named here.
    pub(crate) page: Option<Arc<str>>,
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
    pub(crate) archive: Vec<ArchiveYear>,
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

/// A calculator's own page; variable `calculator`.
#[derive(Debug, Clone, Hash, Serialize)]
pub(crate) struct CalculatorPage {
    pub(crate) title: &'static str,
    pub(crate) summary: &'static str,
    pub(crate) explanation: &'static str,
    /// The calculator with its worked example; a template gets the finished HTML as `widget`. Absent if the site lacks the
    /// published rates that it needs.
    #[serde(skip)]
    pub(crate) widget: Option<WidgetView>,
    pub(crate) inputs: Vec<InputEntry>,
    /// Articles that use the calculator, and articles on the same subject.
    pub(crate) articles: Vec<Card>,
}

/// A row of a calculator's method statement.
#[derive(Debug, Clone, Hash, Serialize)]
pub(crate) struct InputEntry {
    /// Name in the block of an article and on the command line.
    pub(crate) name: &'static str,
    pub(crate) label: &'static str,
    pub(crate) allowed: String,
    /// Default as text; may be empty.
    pub(crate) default: &'static str,
}

/// A calculator on a page, computed.
#[derive(Debug, Clone, Hash)]
pub struct WidgetView {
    /// Byte range of its block within [`Body::markdown`](super::Body::markdown).
    pub(crate) span: std::ops::Range<u32>,
    /// The content of `widget.html`.
    pub(crate) page: crate::calc::page::CalculatorView,
}

/// The search page; variable `search`. It lists the choices of its filters, the pages that a query may name, and links for
/// browsers without scripts.
#[derive(Debug, Clone, Hash, Serialize)]
pub(crate) struct SearchPage {
    /// True if the index has a head of the newest articles, which the page loads beforehand.
    pub(crate) has_head: bool,
    /// Topics in the order of the register.
    pub(crate) topics: Vec<SearchPlace>,
    /// Lenders that have articles, by kind.
    pub(crate) lenders: Vec<SearchPlaceGroup>,
    /// Lenders without articles, which a query may name.
    pub(crate) other_lenders: Vec<SearchPlace>,
    pub(crate) calculators: Vec<SearchPlace>,
    pub(crate) all_topics: Link,
    pub(crate) all_lenders: Link,
    pub(crate) all_calculators: Link,
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
}

/// Lenders of one kind.
#[derive(Debug, Clone, Hash, Serialize)]
pub(crate) struct SearchPlaceGroup {
    /// Kind as text: 消费金融公司.
    pub(crate) title: &'static str,
    /// Lenders in the order of the register.
    pub(crate) places: Vec<SearchPlace>,
}
