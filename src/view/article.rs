//! Articles, plain pages, redirects, and the Markdown bodies they carry.

use std::sync::Arc;

use serde::Serialize;

use super::{Card, Day, FactRow, Link, Target, WidgetView};

/// An article's page; variable `article`.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct ArticlePage<'a> {
    pub title: Arc<str>,
    /// Date of first publication.
    pub date: Day,
    pub updated: Option<Day>,
    pub lender: Option<Link>,
    /// Facts of the lender from the register, if the settings enable them.
    pub lender_facts: Vec<FactRow>,
    /// Topics, the main one first.
    pub topics: Vec<Link>,
    pub author: Option<PersonEntry>,
    pub reviewed_by: Option<PersonEntry>,
    pub reviewed_on: Option<Day>,
    /// Last day on which the review is valid.
    pub review_by: Option<Day>,
    /// True if the review has expired. The page says so until the article is reviewed again.
    pub overdue: bool,
    /// Changes of the cited laws since the article was last changed or reviewed.
    pub changes: Vec<LawChange>,
    /// The `summary` of the front matter; absent if the excerpt is taken from the body.
    pub summary: Option<String>,
    /// Reading time in whole minutes, at least 1.
    pub minutes: u32,
    /// Table of contents; empty if the article has fewer than three headings.
    pub toc: Vec<TocEntry>,
    /// The body; empty for withdrawn articles.
    pub body: Body<'a>,
    /// 依据: cited laws in the order of the register.
    pub laws: Vec<CitedLaw>,
    pub faq: Vec<FaqEntry>,
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
    /// Present if the article is withdrawn; a notice replaces the body.
    pub withdrawn: Option<WithdrawalNotice>,
    pub draft: bool,
    /// True if the article is dated later than the build, shown with `--future` or in a preview.
    pub future: bool,
}

/// Author or reviewing lawyer.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct PersonEntry {
    pub name: String,
    /// Role as text; may be empty.
    pub role: String,
    /// Licence number; may be empty.
    pub licence: String,
}

/// A heading in the contents list.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct TocEntry {
    /// Level from 2 to 6.
    pub level: u8,
    pub id: Arc<str>,
    /// Text without markup.
    pub text: Arc<str>,
}

/// A law cited by an article.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct CitedLaw {
    pub law: Link,
    /// False if the law is repealed or superseded.
    pub in_force: bool,
    /// Cited articles by number.
    pub articles: Vec<Link>,
}

/// A change of a law that an article cites and has not been reviewed since.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct LawChange {
    pub law: Link,
    /// The first day of the change.
    pub on: Day,
    /// The change as text that follows the date: 起已经废止.
    pub what: String,
    /// The law, or the article of a law, that applies now.
    pub now: Option<Link>,
}

/// A question and its answer.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct FaqEntry {
    pub q: String,
    /// Answer, plain text.
    pub a: String,
}

/// Why and when an article was withdrawn.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct WithdrawalNotice {
    pub on: Day,
    pub reason: String,
}

/// A page such as about; variable `plain`.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct TextPage<'a> {
    pub title: Arc<str>,
    pub updated: Option<Day>,
    pub toc: Vec<TocEntry>,
    pub body: Body<'a>,
}

/// An old address; variable `redirect`.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct RedirectPage {
    pub to: Link,
    /// Absolute URL of the target: the canonical address.
    pub absolute: String,
}

/// Markdown that is still to be rendered, with every decision about it already made. Serialised as nothing: a template
/// gets the finished HTML as `body` (or `intro`).
#[derive(Debug, Clone, Default, Hash, Serialize)]
pub struct Body<'a> {
    #[serde(skip)]
    pub markdown: &'a str,
    /// Identifier of each heading, in order of appearance.
    #[serde(skip)]
    pub heading_ids: Vec<&'a str>,
    /// Targets of links, images and linked prose, by ascending position.
    #[serde(skip)]
    pub targets: &'a [Target],
    /// Calculators, by position.
    #[serde(skip)]
    pub widgets: Vec<WidgetView>,
}
