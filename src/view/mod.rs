//! What a template may see, and nothing else: plain values, complete and ready to print.
//!
//! Every page is a [`Page`]: where it goes, which template draws it, its [`Head`], and its [`Content`]. A template gets
//! `site` ([`Site`]), `page` ([`Head`]) and one variable named after its content (`article`, `topic`, `lender`, …).
//! URLs are final: they carry the base path and may be printed as they are. Dates are [`Day`]s, never relative.
//! This module never decides a URL, never parses and never touches a file; `build/` beside it fills the types from `Linked`.

pub mod build;

use std::sync::Arc;

use serde::Serialize;

pub use crate::calc::page::Method;
pub use crate::text::{Target, TargetKind};

/// One output page before it is rendered.
#[derive(Debug, Clone)]
pub struct Page<'a> {
    /// Path below the output folder, with `/`, such as `topics/overdue/index.html`.
    pub output: String,
    /// Path of the source file it is made from, such as `content/articles/a.md`, where there is one: named in findings.
    pub source: Option<Arc<str>>,
    /// What `<head>` and the frame around the content need.
    pub head: Head,
    /// The content, which also names the template.
    pub content: Content<'a>,
}

/// The site as a whole; the global variable `site`.
#[derive(Debug, Clone, Serialize)]
pub struct Site {
    /// Name of the site.
    pub title: String,
    /// One sentence about the site; empty where the settings have none.
    pub description: String,
    /// BCP 47 tag, such as `zh-CN`.
    pub language: String,
    /// Absolute URL of the home page, with a final `/`.
    pub url: String,
    /// Path of the home page: `/`, or `/docs/` where the base URL has a path.
    pub base: String,
    /// Who publishes.
    pub publisher: Publisher,
    /// ICP filing number, shown in the footer.
    pub icp: Option<String>,
    /// Public-security filing number, shown in the footer.
    pub police: Option<String>,
    /// Legal notice below every article.
    pub disclaimer: String,
    /// Copyright notice below every article, as the settings word it.
    pub copyright: String,
    /// Main navigation.
    pub nav: Vec<Link>,
    /// Links of the footer (about, contact, privacy …): the site's pages, by file name.
    pub footer: Vec<Link>,
    /// Feed of the whole site.
    pub feed: String,
    /// How each kind of calculator works.
    #[serde(skip)]
    pub methods: Vec<Method>,
    /// Published rates as the data block of pages with calculators that need them: JSON without `<`.
    #[serde(skip)]
    pub rates: Option<String>,
    /// Fingerprinted theme files, by the name they have in `static/theme/` with `.` and `-` as `_`: `assets.site_css`.
    pub assets: std::collections::BTreeMap<String, Asset>,
}

/// The publisher's particulars; absent ones are not shown.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Publisher {
    /// Name of the firm.
    pub name: String,
    /// Licence number of the firm.
    pub licence: Option<String>,
    /// Postal address.
    pub address: Option<String>,
    /// Telephone, as written in the settings.
    pub phone: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
}

/// A fingerprinted file of the theme.
#[derive(Debug, Clone, Serialize)]
pub struct Asset {
    /// Final URL.
    pub url: String,
    /// `sha384-…` for the integrity attribute.
    pub integrity: String,
}

/// What the frame of a page needs; the variable `page`.
#[derive(Debug, Clone, Serialize)]
pub struct Head {
    /// Title of the page itself, without the site's name.
    pub title: String,
    /// Text of `<meta name="description">`.
    pub description: String,
    /// Absolute canonical URL.
    pub url: String,
    /// The same as a path, for `aria-current`.
    pub path: String,
    /// False for pages that must not be indexed (archive pages, withdrawn articles, the not-found page).
    pub indexed: bool,
    /// 当前位置: from the home page to this page; the last one is the page itself. Empty on the home page.
    pub crumbs: Vec<Link>,
    /// Feed of this page where it has one of its own.
    pub feed: Option<Link>,
    /// First published, for articles.
    pub published: Option<Day>,
    /// Last changed.
    pub modified: Option<Day>,
    /// Scripts and data that the page's calculators need.
    pub calculators: Option<CalculatorNeeds>,
    /// Which kind of page it is, such as `article`: a hook for styles.
    pub kind: &'static str,
}

/// A text and where it leads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Link {
    /// Text.
    pub title: Arc<str>,
    /// Final URL.
    pub url: Arc<str>,
}

/// A civil date, ready to print.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Day {
    /// `2026-03-12`.
    pub iso: String,
    /// `2026年3月12日`.
    pub text: String,
    /// `2026-03-12T00:00:00+08:00`.
    pub stamp: String,
}

/// What a page shows.
#[derive(Debug, Clone)]
pub enum Content<'a> {
    /// `home.html`
    Home(Home),
    /// `article.html`
    Article(Box<Article<'a>>),
    /// `topics.html`: all topics.
    Topics(Topics),
    /// `topic.html`: one topic and its newest articles.
    Topic(Topic<'a>),
    /// `lenders.html`: all lenders.
    Lenders(Lenders),
    /// `lender.html`: one lender, its articles by topic and its newest.
    Lender(Lender<'a>),
    /// `laws.html`: all laws.
    Laws(Laws),
    /// `law.html`: one law and who cites which article of it.
    Law(Law),
    /// `calculators.html`: all calculators.
    Calculators(Calculators),
    /// `calculator.html`: one calculator with a worked example.
    Calculator(Box<CalculatorPage>),
    /// `archive.html`: one numbered page of a long list.
    Archive(Archive),
    /// `page.html`: about, contact …
    Plain(Plain<'a>),
    /// `404.html`
    NotFound,
    /// `redirect.html`: an old address.
    Redirect(Redirect),
}

/// The home page; variable `home`.
#[derive(Debug, Clone, Serialize)]
pub struct Home {
    /// Newest articles.
    pub newest: Vec<Card>,
    /// Root topics with their children.
    pub topics: Vec<TopicEntry>,
    /// Lenders that have articles, by kind.
    pub lenders: Vec<LenderGroup>,
    /// The calculators.
    pub calculators: Vec<Link>,
    /// Number of published articles.
    pub count: usize,
}

/// An article in a list.
#[derive(Debug, Clone, Serialize)]
pub struct Card {
    /// Title.
    pub title: Arc<str>,
    /// Final URL.
    pub url: Arc<str>,
    /// First published; absent for links to other sites.
    pub date: Option<Day>,
    /// Excerpt; empty for links to other sites.
    pub excerpt: Arc<str>,
    /// Its lender.
    pub lender: Option<Link>,
    /// Its main topic.
    pub topic: Option<Link>,
    /// True where an editor chose it (pinned related links).
    pub pinned: bool,
    /// True for a page of another site.
    pub external: bool,
}

/// A topic in an index.
#[derive(Debug, Clone, Serialize)]
pub struct TopicEntry {
    /// Title.
    pub title: Arc<str>,
    /// Final URL.
    pub url: Arc<str>,
    /// One sentence; may be empty.
    pub desc: String,
    /// Articles of this topic (its sub-topics not counted).
    pub count: usize,
    /// Sub-topics.
    pub children: Vec<TopicEntry>,
}

/// Index of topics; variable `topics`.
#[derive(Debug, Clone, Serialize)]
pub struct Topics {
    /// Root topics with their children.
    pub roots: Vec<TopicEntry>,
}

/// A topic's page; variable `topic`.
#[derive(Debug, Clone, Serialize)]
pub struct Topic<'a> {
    /// Title.
    pub title: Arc<str>,
    /// One sentence; may be empty.
    pub desc: String,
    /// The editor's introduction (`content/topics/<slug>.md`).
    pub intro: Option<Body<'a>>,
    /// Sub-topics.
    pub children: Vec<TopicEntry>,
    /// Newest articles.
    pub cards: Vec<Card>,
    /// Number of articles.
    pub count: usize,
    /// Archive pages, oldest first; empty while all articles stand on this page.
    pub archive: Vec<Link>,
    /// Feed of this topic.
    pub feed: Arc<str>,
}

/// A lender in an index.
#[derive(Debug, Clone, Serialize)]
pub struct LenderEntry {
    /// Name.
    pub title: Arc<str>,
    /// Final URL.
    pub url: Arc<str>,
    /// Legal entity, where the register states it.
    pub entity: Option<String>,
    /// Number of articles.
    pub count: usize,
}

/// Lenders of one kind.
#[derive(Debug, Clone, Serialize)]
pub struct LenderGroup {
    /// Kind in words: 消费金融公司.
    pub title: String,
    /// Fragment identifier, such as `consumer-finance`.
    pub id: String,
    /// Its lenders in the order of the register.
    pub lenders: Vec<LenderEntry>,
}

/// Index of lenders; variable `lenders`.
#[derive(Debug, Clone, Serialize)]
pub struct Lenders {
    /// By kind.
    pub groups: Vec<LenderGroup>,
}

/// A lender's page; variable `lender`.
#[derive(Debug, Clone, Serialize)]
pub struct Lender<'a> {
    /// Name.
    pub name: Arc<str>,
    /// Rows of the fact table: label, value, source, date of the check.
    pub facts: Vec<Fact>,
    /// The editor's introduction (`content/lenders/<slug>.md`).
    pub intro: Option<Body<'a>>,
    /// The lender that stands behind it, where the register says so.
    pub parent: Option<Link>,
    /// Brands behind which it stands.
    pub children: Vec<Link>,
    /// Its articles by topic: the newest few of each.
    pub by_topic: Vec<TopicGroup>,
    /// Newest articles.
    pub cards: Vec<Card>,
    /// Number of articles.
    pub count: usize,
    /// Archive pages, oldest first.
    pub archive: Vec<Link>,
}

/// A fact of a register, with its proof.
#[derive(Debug, Clone, Serialize)]
pub struct Fact {
    /// What it is: 法律主体.
    pub label: String,
    /// Its value.
    pub value: String,
    /// Where it was read, or the proof mark in words; may be empty.
    pub source: String,
    /// When it was checked.
    pub checked_on: Option<Day>,
}

/// Articles of a lender about one topic.
#[derive(Debug, Clone, Serialize)]
pub struct TopicGroup {
    /// The topic.
    pub topic: Link,
    /// How many there are.
    pub count: usize,
    /// The newest few.
    pub articles: Vec<Link>,
}

/// A law in an index.
#[derive(Debug, Clone, Serialize)]
pub struct LawEntry {
    /// Title.
    pub title: Arc<str>,
    /// Final URL.
    pub url: Arc<str>,
    /// Document number; may be empty.
    pub no: String,
    /// State in words: 现行有效.
    pub status: &'static str,
    /// True while it is in force.
    pub in_force: bool,
    /// Number of articles of the library that cite it.
    pub count: usize,
}

/// Index of laws; variable `laws`.
#[derive(Debug, Clone, Serialize)]
pub struct Laws {
    /// In force, in the order of the register.
    pub in_force: Vec<LawEntry>,
    /// Repealed, superseded or ended.
    pub past: Vec<LawEntry>,
}

/// A law's page; variable `law`.
#[derive(Debug, Clone, Serialize)]
pub struct Law {
    /// Full title.
    pub title: Arc<str>,
    /// Rows of the record: 文号, 公布, 施行, 状态, 核对 ….
    pub facts: Vec<Fact>,
    /// State in words.
    pub status: &'static str,
    /// True while it is in force.
    pub in_force: bool,
    /// The law that took its place.
    pub successor: Option<Link>,
    /// Laws whose place it took.
    pub predecessors: Vec<Link>,
    /// Note of the register; may be empty.
    pub note: String,
    /// Its articles that the register lists or the library cites, by number.
    pub articles: Vec<LawArticle>,
    /// Newest articles of the library that cite it.
    pub cards: Vec<Card>,
    /// Number of articles of the library that cite it.
    pub count: usize,
    /// Archive pages, oldest first.
    pub archive: Vec<Link>,
}

/// One article of a law and who cites it.
#[derive(Debug, Clone, Serialize)]
pub struct LawArticle {
    /// Fragment identifier: `676`, `253-1`; `general` for citations of the law as a whole.
    pub id: String,
    /// 第六百七十六条; 整部引用 for the law as a whole.
    pub label: String,
    /// What it is about, from the register; may be empty.
    pub gloss: String,
    /// The newest few articles of the library that cite it.
    pub cited_by: Vec<Link>,
    /// How many cite it.
    pub count: usize,
}

/// Index of calculators; variable `calculators`.
#[derive(Debug, Clone, Serialize)]
pub struct Calculators {
    /// All of them.
    pub entries: Vec<CalculatorEntry>,
}

/// A calculator in an index.
#[derive(Debug, Clone, Serialize)]
pub struct CalculatorEntry {
    /// Title.
    pub title: &'static str,
    /// Final URL.
    pub url: Arc<str>,
    /// One sentence.
    pub summary: &'static str,
}

/// A calculator's own page; variable `calculator`.
#[derive(Debug, Clone, Serialize)]
pub struct CalculatorPage {
    /// Title.
    pub title: &'static str,
    /// One sentence.
    pub summary: &'static str,
    /// What a lay reader should know.
    pub explanation: &'static str,
    /// The calculator with its worked example; a template gets the finished HTML as `widget`. Absent where it needs published
    /// rates and the site has none.
    #[serde(skip)]
    pub widget: Option<Widget>,
    /// What the calculator takes: name, label, what is allowed, default.
    pub inputs: Vec<InputEntry>,
    /// Articles that use it, and articles about the same.
    pub articles: Vec<Card>,
}

/// A row of a calculator's method statement.
#[derive(Debug, Clone, Serialize)]
pub struct InputEntry {
    /// Name in an article's block and on the command line.
    pub name: &'static str,
    /// Label.
    pub label: &'static str,
    /// What it may be.
    pub allowed: String,
    /// What is taken where it is not given, in words; may be empty.
    pub default: &'static str,
}

/// A calculator on a page, computed.
#[derive(Debug, Clone)]
pub struct Widget {
    /// Byte range of its block within [`Body::markdown`].
    pub span: std::ops::Range<u32>,
    /// Everything that is shown; `widget.html` draws it.
    pub page: crate::calc::page::Page,
}

/// A numbered page of a long list; variable `archive`.
#[derive(Debug, Clone, Serialize)]
pub struct Archive {
    /// The list's own page.
    pub of: Link,
    /// Counted from the oldest; 1-based.
    pub number: usize,
    /// Articles, newest first.
    pub cards: Vec<Card>,
    /// The page before it (older articles).
    pub older: Option<Link>,
}

/// A page such as about; variable `plain`.
#[derive(Debug, Clone, Serialize)]
pub struct Plain<'a> {
    /// Title.
    pub title: Arc<str>,
    /// Date of the page where it has one.
    pub updated: Option<Day>,
    /// Contents list.
    pub toc: Vec<TocEntry>,
    /// The body.
    pub body: Body<'a>,
}

/// An old address; variable `redirect`.
#[derive(Debug, Clone, Serialize)]
pub struct Redirect {
    /// Where it leads.
    pub to: Link,
    /// The same, absolute: the canonical address.
    pub absolute: String,
}

/// An article's page; variable `article`.
#[derive(Debug, Clone, Serialize)]
pub struct Article<'a> {
    /// Title.
    pub title: Arc<str>,
    /// First published.
    pub date: Day,
    /// Last changed.
    pub updated: Option<Day>,
    /// Its lender.
    pub lender: Option<Link>,
    /// Its topics, the main one first.
    pub topics: Vec<Link>,
    /// Who wrote it.
    pub author: Option<Person>,
    /// The lawyer who checked it.
    pub reviewed_by: Option<Person>,
    /// When it was checked.
    pub reviewed_on: Option<Day>,
    /// Until when the check holds.
    pub review_by: Option<Day>,
    /// Summary box; the front matter's `summary`, absent where the excerpt was taken from the body.
    pub summary: Option<String>,
    /// Reading time in whole minutes, at least 1.
    pub minutes: u32,
    /// Contents list; empty where the article has fewer than three headings.
    pub toc: Vec<TocEntry>,
    /// The body; empty for withdrawn articles.
    pub body: Body<'a>,
    /// 依据: laws cited, in the order of the register.
    pub laws: Vec<CitedLaw>,
    /// Questions and answers.
    pub faq: Vec<Question>,
    /// The next older article of the main topic.
    pub previous: Option<Link>,
    /// The next newer article of the main topic.
    pub next: Option<Link>,
    /// Related articles, pinned ones first.
    pub related: Vec<Card>,
    /// The newest articles that link to this one.
    pub mentioned_in: Vec<Link>,
    /// Absolute URL of the article.
    pub permalink: Arc<str>,
    /// `none`, `assisted` or `generated`.
    pub ai: &'static str,
    /// Set on withdrawn articles: the body gives way to a notice.
    pub withdrawn: Option<Withdrawn>,
    /// True in previews of drafts.
    pub draft: bool,
    /// True in previews of articles dated later than the build.
    pub future: bool,
}

/// Author or reviewing lawyer.
#[derive(Debug, Clone, Serialize)]
pub struct Person {
    /// Name.
    pub name: String,
    /// Role in words; may be empty.
    pub role: String,
    /// Licence number; may be empty.
    pub licence: String,
}

/// A heading in the contents list.
#[derive(Debug, Clone, Serialize)]
pub struct TocEntry {
    /// Level from 2 to 6.
    pub level: u8,
    /// Fragment identifier.
    pub id: Arc<str>,
    /// Text without markup.
    pub text: Arc<str>,
}

/// A law cited by an article.
#[derive(Debug, Clone, Serialize)]
pub struct CitedLaw {
    /// The law.
    pub law: Link,
    /// False where it is repealed or superseded.
    pub in_force: bool,
    /// The articles cited, by number.
    pub articles: Vec<Link>,
}

/// A question and its answer.
#[derive(Debug, Clone, Serialize)]
pub struct Question {
    /// Question.
    pub q: String,
    /// Answer, plain text.
    pub a: String,
}

/// Why and when an article was withdrawn.
#[derive(Debug, Clone, Serialize)]
pub struct Withdrawn {
    /// Day of the withdrawal.
    pub on: Day,
    /// Reason shown to the reader.
    pub reason: String,
}

/// Markdown that is still to be rendered, with every decision about it already made. Serialised as nothing: a template
/// gets the finished HTML as `body` (or `intro`).
#[derive(Debug, Clone, Default, Serialize)]
pub struct Body<'a> {
    /// Markdown.
    #[serde(skip)]
    pub markdown: &'a str,
    /// Identifier of each heading, in order of appearance.
    #[serde(skip)]
    pub heading_ids: Vec<Arc<str>>,
    /// What replaces the address of a link or image, and which pieces of prose become links; by position, ascending.
    #[serde(skip)]
    pub targets: &'a [Target],
    /// Calculators, by position.
    #[serde(skip)]
    pub widgets: Vec<Widget>,
}
/// What a page with calculators loads.
#[derive(Debug, Clone, Default, Serialize)]
pub struct CalculatorNeeds {
    /// Names of the theme's scripts in [`Site::assets`], in order.
    pub scripts: Vec<String>,
    /// True where the page must carry the published rates.
    pub rates: bool,
}

/// An Atom feed.
#[derive(Debug, Clone)]
pub struct Feed {
    /// Path below the output folder, such as `topics/overdue/feed.xml`.
    pub output: String,
    /// Title of the feed.
    pub title: String,
    /// Absolute URL of the feed itself.
    pub url: String,
    /// Absolute URL of the page whose feed it is.
    pub home: String,
    /// Who writes it where an entry names nobody: the publisher.
    pub author: String,
    /// BCP 47 tag.
    pub language: String,
    /// Stamp of the newest change, such as `2026-03-12T00:00:00+08:00`.
    pub updated: String,
    /// Newest first.
    pub entries: Vec<FeedEntry>,
}

/// An article in a feed.
#[derive(Debug, Clone)]
pub struct FeedEntry {
    /// Title.
    pub title: Arc<str>,
    /// Absolute URL, which is also its identifier.
    pub url: Arc<str>,
    /// First published.
    pub published: Day,
    /// Last changed; the day of publication where nothing changed since.
    pub updated: Day,
    /// Excerpt.
    pub excerpt: Arc<str>,
}

/// A page in the sitemap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UrlEntry {
    /// Absolute URL.
    pub url: Arc<str>,
    /// When its content last changed: `2026-03-12`.
    pub lastmod: Option<String>,
    /// Which shard it belongs to once one file is not enough: year and month of first publication (`2024-03`) for
    /// articles, nothing for other pages.
    pub group: Option<String>,
}

/// An old address for the hosting file `_redirects`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RedirectRule {
    /// Old path, with the base path, percent-encoded.
    pub from: Arc<str>,
    /// Where it leads.
    pub to: Arc<str>,
}
