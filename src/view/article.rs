//! Articles, plain pages, redirects, and Markdown bodies.

use std::sync::Arc;

use serde::Serialize;

use super::{Card, Day, FactRow, Link, Target, WidgetView};

/// An article's page; variable `article`.
#[derive(Debug, Clone, Hash, Serialize)]
pub(crate) struct ArticlePage<'a> {
    pub(crate) title: Arc<str>,
    pub(crate) date: Day,
    pub(crate) updated: Option<Day>,
    /// What changed, newest first.
    pub(crate) history: Vec<HistoryEntry>,
    pub(crate) lender: Option<Link>,
    /// The page of the lender's articles about the main topic; absent if the lender's page names all of them.
    pub(crate) lender_topic: Option<Link>,
    /// Facts of the lender from the register, if the settings enable them.
    pub(crate) lender_facts: Vec<FactRow>,
    /// Topics, the main one first.
    pub(crate) topics: Vec<Link>,
    pub(crate) author: Option<PersonEntry>,
    pub(crate) reviewed_by: Option<PersonEntry>,
    pub(crate) reviewed_on: Option<Day>,
    /// Last day on which the review is valid.
    pub(crate) review_by: Option<Day>,
    /// True if the review has expired.
    pub(crate) overdue: bool,
    /// Changes of the cited laws since the article was last changed or reviewed.
    pub(crate) changes: Vec<LawChange>,
    /// The `summary` of the front matter; absent if the excerpt is taken from the body.
    pub(crate) summary: Option<String>,
    /// Reading time in whole minutes, at least 1.
    pub(crate) minutes: u32,
    /// Table of contents; empty if the article has fewer than three headings.
    pub(crate) toc: Vec<TocEntry>,
    /// The body; empty for withdrawn articles.
    pub(crate) body: Body<'a>,
    /// 依据: cited laws in the order of the register.
    pub(crate) laws: Vec<CitedLaw>,
    /// Terms of the glossary in the order of their first use.
    pub(crate) terms: Vec<TermEntry>,
    pub(crate) faq: Vec<FaqEntry>,
    /// The series that the article is a part of.
    pub(crate) series: Option<SeriesEntry>,
    /// The article that this one repeats.
    pub(crate) original: Option<Link>,
    /// The next older article of the main topic.
    pub(crate) previous: Option<Link>,
    /// The next newer article of the main topic.
    pub(crate) next: Option<Link>,
    /// Related articles, pinned ones first.
    pub(crate) related: Vec<Card>,
    /// The newest articles that link to this one.
    pub(crate) mentioned_in: Vec<Link>,
    pub(crate) permalink: Arc<str>,
    /// `none`, `assisted` or `generated`.
    pub(crate) ai: &'static str,
    /// True if a lawyer whose licence is in the register reviewed the article, and the review is valid.
    pub(crate) reviewed: bool,
    /// Present if readers are told that no lawyer has reviewed the article.
    pub(crate) unreviewed: Option<UnreviewedNotice>,
    /// Present if the article is withdrawn; a notice replaces the body.
    pub(crate) withdrawn: Option<WithdrawalNotice>,
    pub(crate) draft: bool,
    /// True if the article is dated later than the build, shown with `--future` or in a preview.
    pub(crate) future: bool,
}

/// What changed on a day.
#[derive(Debug, Clone, Hash, Serialize)]
pub(crate) struct HistoryEntry {
    pub(crate) on: Day,
    pub(crate) what: String,
}

/// Author or reviewing lawyer.
#[derive(Debug, Clone, Hash, Serialize)]
pub(crate) struct PersonEntry {
    pub(crate) name: String,
    /// Role as text; may be empty.
    pub(crate) role: String,
    /// Licence number; may be empty.
    pub(crate) licence: String,
    /// The person's page; absent without a register of people.
    pub(crate) url: Option<Arc<str>>,
}

/// A term of the glossary that an article uses.
#[derive(Debug, Clone, Hash, Serialize)]
pub(crate) struct TermEntry {
    pub(crate) term: Arc<str>,
    pub(crate) explanation: Arc<str>,
    /// Its place on the page of all terms.
    pub(crate) url: Arc<str>,
}

/// A series from the point of view of one of its parts.
#[derive(Debug, Clone, Hash, Serialize)]
pub(crate) struct SeriesEntry {
    pub(crate) name: String,
    /// Number of this part, from 1.
    pub(crate) number: usize,
    /// Number of published parts.
    pub(crate) count: usize,
    /// The parts in order; of a very long series those near this one.
    pub(crate) parts: Vec<SeriesLink>,
    pub(crate) next: Option<Link>,
}

/// A part of a series.
#[derive(Debug, Clone, Hash, Serialize)]
pub(crate) struct SeriesLink {
    /// Number of the part, from 1.
    pub(crate) number: usize,
    pub(crate) article: Link,
    /// True for the article that is shown.
    pub(crate) current: bool,
}

/// A heading in the contents list.
#[derive(Debug, Clone, Hash, Serialize)]
pub(crate) struct TocEntry {
    /// Level from 2 to 6.
    pub(crate) level: u8,
    pub(crate) id: Arc<str>,
    pub(crate) text: Arc<str>,
}

/// A law cited by an article.
#[derive(Debug, Clone, Hash, Serialize)]
pub(crate) struct CitedLaw {
    pub(crate) law: Link,
    /// False if the law is repealed or superseded.
    pub(crate) in_force: bool,
    pub(crate) articles: Vec<Link>,
}

/// A change of a law that an article cites and has not been reviewed since.
#[derive(Debug, Clone, Hash, Serialize)]
pub(crate) struct LawChange {
    pub(crate) law: Link,
    pub(crate) on: Day,
    /// The change as text that follows the date: 起已经废止.
    pub(crate) what: String,
    /// The law, or its article, that applies now.
    pub(crate) now: Option<Link>,
}

/// A question and its answer.
#[derive(Debug, Clone, Hash, Serialize)]
pub(crate) struct FaqEntry {
    pub(crate) q: String,
    pub(crate) a: String,
}

/// The notice of an article that no lawyer has reviewed.
#[derive(Debug, Clone, Hash, Serialize)]
pub(crate) struct UnreviewedNotice {
    /// The nearest article with a valid review of a lawyer.
    pub(crate) nearest: Option<Link>,
}

/// Why and when an article was withdrawn.
#[derive(Debug, Clone, Hash, Serialize)]
pub(crate) struct WithdrawalNotice {
    pub(crate) on: Day,
    pub(crate) reason: String,
}

/// A page such as about; variable `plain`.
#[derive(Debug, Clone, Hash, Serialize)]
pub(crate) struct TextPage<'a> {
    pub(crate) title: Arc<str>,
    pub(crate) updated: Option<Day>,
    pub(crate) toc: Vec<TocEntry>,
    pub(crate) body: Body<'a>,
}

/// An old address; variable `redirect`.
#[derive(Debug, Clone, Hash, Serialize)]
pub(crate) struct RedirectPage {
    pub(crate) to: Link,
    /// Absolute URL of the target: the canonical address.
    pub(crate) absolute: String,
}

/// Markdown with its links, identifiers and calculators already decided. Serialised as nothing, because a template gets the
/// finished HTML as `body` or `intro`.
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
    /// Where paragraphs start that are the titles of tables.
    #[serde(skip)]
    pub captions: Vec<u32>,
    /// Where citations start that are no longer right, ascending, with what readers are told behind them.
    #[serde(skip)]
    pub notes: Vec<(u32, &'a str)>,
    /// Pictures with copies in smaller widths, by position.
    #[serde(skip)]
    pub pictures: Vec<PictureSources>,
}

/// The copies of a picture.
#[derive(Debug, Clone, Hash)]
pub struct PictureSources {
    /// Where the picture stands in the Markdown.
    pub start: u32,
    /// The value of the attribute `srcset`.
    pub sources: String,
}
