//! The parts of every page: output path, head, content.

use std::sync::Arc;

use serde::Serialize;

use super::{
    ArchivePage, ArticlePage, CalculatorIndex, CalculatorPage, GlossaryPage, HomePage, LawIndex, LawPage, LenderIndex, LenderPage,
    LenderTopicPage, PeopleIndex, PersonPage, RedirectPage, SearchPage, TextPage, TopicIndex, TopicPage, UpdatesPage,
};

/// One output page before it is rendered.
#[derive(Debug, Clone, Hash)]
pub(crate) struct Page<'a> {
    /// Path below the output folder, with `/`, such as `topics/overdue/index.html`.
    pub(crate) output: String,
    /// Path of the source file, such as `content/articles/a.md`, if there is one; named in findings.
    pub(crate) source: Option<Arc<str>>,
    pub(crate) head: Head,
    pub(crate) content: Content<'a>,
}

impl Page<'_> {
    /// Adds an article's Markdown, which is not kept with the rest of the library. A withdrawn article has none.
    pub(crate) fn with_text<'t>(self, markdown: &'t str) -> Page<'t>
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
#[derive(Debug, Clone, Default, Hash, Serialize)]
pub(crate) struct Head {
    /// Title of the page, without the name of the site.
    pub(crate) title: String,
    /// Kind of thing that the title names, if that distinguishes two titles: 机构. Shown in `<title>` only.
    pub(crate) section: Option<&'static str>,
    pub(crate) description: String,
    /// Absolute canonical URL.
    pub(crate) url: String,
    /// Absolute URL that search engines should list in place of this one: of the article that this one repeats, else the page's own.
    pub(crate) canonical: String,
    /// Canonical URL as a path, for `aria-current`.
    pub(crate) path: String,
    /// False for pages that must not be indexed (archive pages, withdrawn articles, the not-found page).
    pub(crate) indexed: bool,
    /// 当前位置: breadcrumb from the home page to this page, which is the last one. Empty on the home page.
    pub(crate) crumbs: Vec<Link>,
    /// The previous page of a long list, with older articles. For `<link rel="prev">`.
    pub(crate) previous: Option<String>,
    /// The list to which this page of a long list belongs. For `<link rel="up">`.
    pub(crate) up: Option<String>,
    /// Feed of this page; absent if it has none of its own.
    pub(crate) feed: Option<Link>,
    /// The page as a Markdown file, if the site has them.
    pub(crate) markdown: Option<String>,
    /// Picture for shared links, if the page has one of its own.
    pub(crate) image: Option<SharedImage>,
    /// Hidden label of machine-written text as JSON.
    pub(crate) aigc: Option<String>,
    pub(crate) published: Option<Day>,
    pub(crate) modified: Option<Day>,
    /// Scripts and data for the calculators of the page.
    pub(crate) calculators: Option<CalculatorNeeds>,
    /// Kind of page, such as `article`, for styles.
    pub(crate) kind: &'static str,
}

/// Width and height in pixels of a picture that is drawn for shared links, as chats and social networks show it.
pub(crate) const CARD_SIZE: (u32, u32) = (1_200, 630);

/// A picture for shared links.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct SharedImage {
    /// Absolute URL.
    pub(crate) url: String,
    /// Width in pixels; 0 if it is unknown.
    pub(crate) width: u32,
    /// Height in pixels; 0 if it is unknown.
    pub(crate) height: u32,
}

/// A text with its address.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct Link {
    pub(crate) title: Arc<str>,
    pub(crate) url: Arc<str>,
}

impl Link {
    pub(crate) fn new(title: impl Into<Arc<str>>, url: impl Into<Arc<str>>) -> Link {
        Link { title: title.into(), url: url.into() }
    }
}

/// A civil date, ready to print.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub(crate) struct Day {
    /// `2026-03-12`.
    pub(crate) iso: String,
    /// `2026年3月12日`.
    pub(crate) text: String,
    /// `2026-03-12T00:00:00+08:00`.
    pub(crate) stamp: String,
}

/// The content of a page, serialised as the content alone.
#[derive(Debug, Clone, Hash, Serialize)]
#[serde(untagged)]
pub(crate) enum Content<'a> {
    Home(HomePage),
    Article(Box<ArticlePage<'a>>),
    Topics(TopicIndex),
    Topic(TopicPage<'a>),
    Lenders(LenderIndex),
    Lender(LenderPage<'a>),
    LenderTopic(LenderTopicPage),
    Laws(LawIndex),
    Law(LawPage),
    Glossary(GlossaryPage),
    Updates(UpdatesPage),
    People(PeopleIndex),
    Person(PersonPage),
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
pub(crate) struct CalculatorNeeds {
    /// The kinds of its calculators.
    pub(crate) kinds: Vec<&'static str>,
    /// Names of theme scripts in `site.assets`, in order.
    pub(crate) scripts: Vec<String>,
    /// Names of the data blocks that the page must include.
    pub(crate) tables: Vec<&'static str>,
}
