//! The parts of every page: output path, head, content.

use std::sync::Arc;

use serde::Serialize;

use super::{
    ArchivePage, ArticlePage, CalculatorIndex, CalculatorPage, HomePage, LawIndex, LawPage, LenderIndex, LenderPage, RedirectPage,
    SearchPage, TextPage, TopicIndex, TopicPage,
};

/// One output page before it is rendered.
#[derive(Debug, Clone, Hash)]
pub struct Page<'a> {
    /// Path below the output folder, with `/`, such as `topics/overdue/index.html`.
    pub output: String,
    /// Path of the source file, such as `content/articles/a.md`, if there is one; named in findings.
    pub source: Option<Arc<str>>,
    pub head: Head,
    pub content: Content<'a>,
}

impl Page<'_> {
    /// The same page with an article's Markdown, which is not kept with the rest of the library. One without a body stays so.
    pub fn with_text<'t>(self, markdown: &'t str) -> Page<'t>
    where
        Self: 't,
    {
        let mut page: Page<'t> = self;
        if let Content::Article(article) = &mut page.content
            && article.withdrawn.is_none()
        {
            article.body.markdown = markdown;
        }
        page
    }
}

/// Data for the frame of a page; the variable `page`.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct Head {
    /// Title of the page, without the name of the site.
    pub title: String,
    /// Kind of thing that the title names, if that distinguishes two titles: 机构. Shown in `<title>` only.
    pub section: Option<&'static str>,
    /// Text of `<meta name="description">`.
    pub description: String,
    /// Absolute canonical URL.
    pub url: String,
    /// Canonical URL as a path, for `aria-current`.
    pub path: String,
    /// False for pages that must not be indexed (archive pages, withdrawn articles, the not-found page).
    pub indexed: bool,
    /// 当前位置: breadcrumb from the home page to this page, which is the last one. Empty on the home page.
    pub crumbs: Vec<Link>,
    /// The previous page of a long list, with older articles. For `<link rel="prev">`.
    pub previous: Option<String>,
    /// The list to which this page of a long list belongs. For `<link rel="up">`.
    pub up: Option<String>,
    /// Feed of this page; absent if it has none of its own.
    pub feed: Option<Link>,
    /// Date of first publication, for articles.
    pub published: Option<Day>,
    pub modified: Option<Day>,
    /// Scripts and data for the calculators of the page.
    pub calculators: Option<CalculatorNeeds>,
    /// Kind of page, such as `article`, for styles.
    pub kind: &'static str,
}

/// A text with its address.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct Link {
    pub title: Arc<str>,
    pub url: Arc<str>,
}

impl Link {
    pub(crate) fn new(title: impl Into<Arc<str>>, url: impl Into<Arc<str>>) -> Link {
        Link { title: title.into(), url: url.into() }
    }
}

/// A civil date, ready to print.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct Day {
    /// `2026-03-12`.
    pub iso: String,
    /// `2026年3月12日`.
    pub text: String,
    /// `2026-03-12T00:00:00+08:00`.
    pub stamp: String,
}

/// The content of a page.
#[derive(Debug, Clone, Hash)]
pub enum Content<'a> {
    Home(HomePage),
    Article(Box<ArticlePage<'a>>),
    Topics(TopicIndex),
    Topic(TopicPage<'a>),
    Lenders(LenderIndex),
    Lender(LenderPage<'a>),
    Laws(LawIndex),
    Law(LawPage),
    Calculators(CalculatorIndex),
    Calculator(Box<CalculatorPage>),
    Archive(ArchivePage),
    Search(SearchPage),
    Plain(TextPage<'a>),
    NotFound,
    Redirect(RedirectPage),
}

/// Scripts and data of a page with calculators.
#[derive(Debug, Clone, Default, Hash, Serialize)]
pub struct CalculatorNeeds {
    /// Names of theme scripts in `site.assets`, in order.
    pub scripts: Vec<String>,
    /// True if the page must include the published rates.
    pub rates: bool,
}
