//! Addresses: the path and URL of every page and file, and the output of each source file.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;

use super::canonical;
use super::destination::address_of_file;
use super::lists::ListId;
use super::outputs::{self, Output, Outputs};
use super::redirects::{self, Redirect, RedirectId};
use super::series::{self, SeriesIndex};
use super::state::{Publish, State};
use crate::analyze::Library;
use crate::calc::{self, Spec};
use crate::diag::catalogue::FrontFault;
use crate::diag::{Finding, Role};
use crate::model::front::Front;
use crate::model::registers::{LawId, LenderId, PersonId, TermId, TopicId, laws::ArticleNumber};
use crate::model::settings::BaseUrl;
use crate::model::{ArticleId, File, Id, IndexVec, PlainId, Registers};
use crate::text::url;

/// A page of the site. [`Addresses::output`] has the path of each.
#[derive(Debug, Clone, Copy)]
pub enum PageId {
    Home,
    NotFound,
    Topics,
    Lenders,
    Laws,
    Calculators,
    Search,
    Calculator(&'static Spec),
    Plain(PlainId),
    Article(ArticleId),
    Topic(TopicId),
    Lender(LenderId),
    LenderTopic(LenderId, TopicId),
    Law(LawId),
    Glossary,
    People,
    Person(PersonId),
    Updates,
    Archive(ListId, u32),
    Redirect(RedirectId),
}

impl PageId {
    /// The place of a page among all: by kind, a list before its archive pages.
    pub(super) fn rank(self) -> (u8, usize, usize, u32) {
        match self {
            PageId::Home => (0, 0, 0, 0),
            PageId::NotFound => (1, 0, 0, 0),
            PageId::Topics => (2, 0, 0, 0),
            PageId::Lenders => (3, 0, 0, 0),
            PageId::Calculators => (4, 0, 0, 0),
            PageId::Laws => (5, 0, 0, 0),
            PageId::Search => (6, 0, 0, 0),
            PageId::Calculator(spec) => (7, calc::SPECS.iter().take_while(|s| !std::ptr::eq(**s, spec)).count(), 0, 0),
            PageId::Plain(id) => (8, id.position(), 0, 0),
            PageId::Topic(id) => (9, id.position(), 0, 0),
            PageId::Lender(id) => (10, id.position(), 0, 0),
            PageId::Law(id) => (11, id.position(), 0, 0),
            PageId::Archive(list, n) => {
                let (kind, position, second, _) = list.page().rank();
                (kind, position, second, n)
            }
            PageId::Article(id) => (12, id.position(), 0, 0),
            PageId::Redirect(id) => (13, id.position(), 0, 0),
            PageId::Glossary => (14, 0, 0, 0),
            PageId::People => (15, 0, 0, 0),
            PageId::Person(id) => (16, id.position(), 0, 0),
            PageId::LenderTopic(lender, topic) => (17, lender.position(), topic.position(), 0),
            PageId::Updates => (18, 0, 0, 0),
        }
    }
}

/// The address of everything that does not depend on links.
#[derive(Debug)]
pub struct Addresses {
    base: BaseUrl,
    permalink: String,
    pub(super) as_of: Date,
    publish: Publish,
    states: IndexVec<ArticleId, State>,
    /// The original of each article that repeats one.
    originals: BTreeMap<ArticleId, ArticleId>,
    pub(super) slugs: BTreeMap<String, ArticleId>,
    /// The output of each source file, by its path in composed form. An introduction is a part of the page of its topic or lender.
    pub(super) sources: BTreeMap<Arc<str>, Output>,
    /// Outputs of sources and registers, and of every file, whether it is used or not.
    pub(super) outputs: Outputs,
    /// Old addresses, in their order.
    pub redirects: IndexVec<RedirectId, Redirect>,
    /// Series of articles.
    pub(crate) series: SeriesIndex,
}

pub(crate) fn laws_index(library: &Library) -> Option<PageId> {
    (!library.registers.laws.rows.is_empty()).then_some(PageId::Laws)
}

/// The indexes that a site need not have: laws, terms, people, changed articles.
pub(crate) fn optional_indexes(library: &Library) -> impl Iterator<Item = PageId> {
    let Registers { glossary, people, .. } = &library.registers;
    let glossary = (!glossary.rows.is_empty()).then_some(PageId::Glossary);
    let people = people.as_ref().filter(|people| !people.rows.is_empty()).map(|_| PageId::People);
    laws_index(library).into_iter().chain(glossary).chain(people).chain(updates_page(library))
}

/// The page of the articles that changed last, if any did.
pub(crate) fn updates_page(library: &Library) -> Option<PageId> {
    let is_public = |front: &Front| !front.draft && front.withdrawn.is_none();
    let mut fronts = library.articles().map(|(_, article)| &article.front);
    fronts.any(|front| is_public(front) && front.changed_on().is_some()).then_some(PageId::Updates)
}

/// The pages that a site has once.
fn fixed(library: &Library) -> impl Iterator<Item = PageId> {
    let all = [PageId::Home, PageId::NotFound, PageId::Topics, PageId::Lenders, PageId::Calculators];
    let some = optional_indexes(library).chain(search_page(library));
    all.into_iter().chain(some).chain(calc::available(&library.registers.tables).map(PageId::Calculator))
}

pub(crate) fn search_page(library: &Library) -> Option<PageId> {
    library.settings.search.then_some(PageId::Search)
}

/// A path in composed form (NFC).
fn composed(path: &Arc<str>) -> Arc<str> {
    match url::nfc(path) {
        Cow::Borrowed(_) => Arc::clone(path),
        Cow::Owned(path) => path.into(),
    }
}

/// The path of the file at an address below the base path: that of a folder is its index page.
pub(super) fn file_at(address: &str) -> String {
    if address.is_empty() || address.ends_with('/') { format!("{address}index.html") } else { address.to_owned() }
}

/// The path of a file of `static/` or beside a text. A picture beside a text gets a path with a fingerprint, so that it may
/// be cached for a year; a file of `static/` keeps the path it was given.
pub(crate) fn output_of_file(file: &File) -> String {
    let Some(beside) = file.path.strip_prefix("content/") else {
        return file.path.strip_prefix("static/").unwrap_or(&file.path).to_owned();
    };
    let name = beside.rsplit('/').next().unwrap_or(beside);
    match (&file.picture, name.rsplit_once('.')) {
        (Some(picture), Some((stem, ending))) => format!("assets/images/{stem}.{}.{ending}", picture.fingerprint),
        _ => beside.to_owned(),
    }
}

fn article_output(permalink: &str, slug: &str) -> String {
    let path = permalink.replacen("{slug}", slug, 1);
    file_at(path.trim_start_matches('/'))
}

/// The address of an article as the ledger names it.
pub(crate) fn address_of_article(permalink: &str, slug: &str) -> String {
    address_of_file(&article_output(permalink, slug))
}

impl Addresses {
    pub(crate) fn assign(library: &Library, as_of: Date, publish: Publish) -> (Addresses, Vec<Finding>) {
        let mut addresses = Addresses {
            base: library.settings.base.clone(),
            permalink: library.settings.article_permalink.clone(),
            as_of,
            publish,
            states: library.articles().map(|(_, article)| State::of(&article.front, as_of, publish)).collect(),
            originals: BTreeMap::new(),
            slugs: BTreeMap::new(),
            sources: BTreeMap::new(),
            outputs: Outputs::default(),
            redirects: IndexVec::default(),
            series: SeriesIndex::default(),
        };
        let mut findings = addresses.claim_slugs(library);
        let (originals, found) = canonical::collect(library, &addresses);
        addresses.originals = originals;
        findings.extend(found);
        findings.extend(addresses.claim_own(library));
        findings.extend(addresses.claim_sources(library));
        findings.extend(addresses.outputs.files_that_are_folders(library));
        let (redirects, found) = redirects::collect(library, &addresses);
        findings.extend(found);
        let (series, found) = series::gather(library, &addresses);
        findings.extend(found);
        (Addresses { redirects, series, ..addresses }, findings)
    }

    fn claim_slugs(&mut self, library: &Library) -> Vec<Finding> {
        let mut findings = Vec::new();
        for (id, article) in library.articles() {
            let slug = &article.front.slug;
            let first = *self.slugs.entry(slug.value.to_lowercase()).or_insert(id);
            if first != id {
                let (first, fault) = (library.article(first), FrontFault::SlugTaken { slug: slug.value.clone() });
                let finding = Finding::at(article.path(), slug.span, fault);
                findings.push(finding.with(first.path(), Some(first.front.slug.span), Role::First));
            }
        }
        findings
    }

    /// Claims the paths of everything that has no source file.
    fn claim_own(&mut self, library: &Library) -> Vec<Finding> {
        let pages = fixed(library).chain(ListId::of_registers(&library.registers).map(ListId::page));
        let pages = pages.map(|page| (self.output(library, page), Output::Page(page)));
        let own: Vec<_> = outputs::formats(library).into_iter().chain(pages).collect();
        own.into_iter().filter_map(|(path, output)| self.outputs.claim(library, path, output)).collect()
    }

    fn claim_sources(&mut self, library: &Library) -> Vec<Finding> {
        let mut findings = Vec::new();
        for (id, article) in library.articles() {
            let page = self.add_source(article.path(), Output::Page(PageId::Article(id)));
            let is_first = self.slugs.get(&article.front.slug.value.to_lowercase()) == Some(&id);
            if is_first && self.has_page(id) {
                findings.extend(self.outputs.claim(library, self.article_output(&article.front.slug.value), page));
            }
        }
        for (id, page) in library.pages.enumerated() {
            let output = self.add_source(&page.source.path, Output::Page(PageId::Plain(id)));
            findings.extend(self.outputs.claim(library, self.output(library, PageId::Plain(id)), output));
        }
        let Registers { topics, lenders, .. } = &library.registers;
        let of_topics = library.topic_intros.iter().map(|intro| (intro, topics.find(&intro.slug).map(PageId::Topic)));
        let of_lenders = library.lender_intros.iter().map(|intro| (intro, lenders.find(&intro.slug).map(PageId::Lender)));
        for (intro, page) in of_topics.chain(of_lenders) {
            self.sources.extend(page.map(|page| (composed(&intro.source.path), Output::Page(page))));
        }
        let mut pictures = BTreeSet::new();
        for (id, file) in library.files.enumerated() {
            let copy = self.add_source(&file.path, Output::Copy(id));
            let output = output_of_file(file);
            // The same name with the same fingerprint is the same picture, in whatever folder.
            if file.picture.is_none() || file.path.starts_with("static/") || pictures.insert(output.clone()) {
                findings.extend(self.outputs.claim(library, output, copy));
            }
        }
        findings
    }

    fn add_source(&mut self, path: &Arc<str>, output: Output) -> Output {
        self.sources.insert(composed(path), output);
        output
    }

    pub(crate) fn state(&self, article: ArticleId) -> State {
        self.states[article]
    }

    pub(crate) fn has_page(&self, article: ArticleId) -> bool {
        self.state(article).has_page(self.publish)
    }

    /// The articles without a page in this build, each with the reason.
    pub(crate) fn unpublished(&self) -> impl Iterator<Item = (ArticleId, State)> {
        self.states.enumerated().map(|(id, state)| (id, *state)).filter(|(_, state)| !state.has_page(self.publish))
    }

    /// True if lists name an article.
    pub(crate) fn is_listed(&self, article: ArticleId) -> bool {
        self.state(article).is_listed(self.publish) && self.original(article).is_none()
    }

    /// The article that this one repeats.
    pub(crate) fn original(&self, article: ArticleId) -> Option<ArticleId> {
        self.originals.get(&article).copied()
    }

    /// Why lists do not name an article, in Chinese and English.
    pub(crate) fn unlisted_reason(&self, article: ArticleId) -> [&'static str; 2] {
        if self.originals.contains_key(&article) {
            ["以另一篇为准（canonical）", "names another article as the original (`canonical`)"]
        } else {
            self.state(article).reason()
        }
    }

    pub(crate) fn article_by_slug(&self, slug: &str) -> Option<ArticleId> {
        self.slugs.get(slug).or_else(|| self.slugs.get(&*url::nfc(&slug.to_lowercase()))).copied()
    }

    /// Slugs of articles, lower case, in alphabetical order from the first at or after `from`.
    pub(crate) fn slugs_from(&self, from: &str) -> impl Iterator<Item = &str> {
        self.slugs.range(from.to_owned()..).map(|(s, _)| s.as_str())
    }

    fn article_output(&self, slug: &str) -> String {
        article_output(&self.permalink, slug)
    }

    pub(crate) fn output(&self, library: &Library, page: PageId) -> String {
        let registers = &library.registers;
        let folder = |kind: &str, slug: &str| format!("{kind}/{slug}/index.html");
        match page {
            PageId::Home => "index.html".to_owned(),
            PageId::NotFound => "404.html".to_owned(),
            PageId::Topics => "topics/index.html".to_owned(),
            PageId::Lenders => "lenders/index.html".to_owned(),
            PageId::Laws => "laws/index.html".to_owned(),
            PageId::Calculators => "calculators/index.html".to_owned(),
            PageId::Search => "search/index.html".to_owned(),
            PageId::Glossary => "glossary/index.html".to_owned(),
            PageId::People => "people/index.html".to_owned(),
            PageId::Updates => "updates/index.html".to_owned(),
            PageId::Person(id) => folder("people", registers.people.as_ref().map_or("", |people| &people[id].id)),
            PageId::Calculator(spec) => folder("calculators", spec.kind),
            PageId::Article(id) => self.article_output(&library.article(id).front.slug.value),
            PageId::Plain(id) => format!("{}/index.html", library.pages[id].slug.value),
            PageId::Topic(id) => folder("topics", &registers.topics[id].slug),
            PageId::Lender(id) => folder("lenders", &registers.lenders[id].slug),
            PageId::LenderTopic(lender, topic) => {
                let (lender, topic) = (&registers.lenders[lender].slug, &registers.topics[topic].slug);
                format!("lenders/{lender}/{topic}/index.html")
            }
            PageId::Law(id) => folder("laws", &registers.laws[id].id),
            PageId::Archive(list, n) => {
                let own = self.output(library, list.page());
                format!("{}/page/{n}/index.html", own.trim_end_matches("/index.html"))
            }
            PageId::Redirect(id) => self.redirects[id].output.clone(),
        }
    }

    /// The path of an article as Markdown, if the site has such files and the article has a text: that of its page with another
    /// ending.
    pub(crate) fn markdown_output(&self, library: &Library, article: ArticleId) -> Option<String> {
        let has_text = || self.has_page(article) && self.state(article) != State::Withdrawn;
        let page = (library.settings.markdown_twins && has_text()).then(|| self.output(library, PageId::Article(article)))?;
        Some(format!("{}.md", page.strip_suffix(".html").unwrap_or(&page)))
    }

    /// The URL path of a page, with the base path.
    pub fn url(&self, library: &Library, page: PageId) -> String {
        self.url_of_output(&self.output(library, page))
    }

    pub(crate) fn url_of_output(&self, output: &str) -> String {
        let is_index = output == "index.html" || output.ends_with("/index.html");
        let path = if is_index { output.trim_end_matches("index.html") } else { output };
        format!("{}{}", self.base.path, url::encode(path))
    }

    pub(crate) fn law_article_url(&self, library: &Library, law: LawId, number: ArticleNumber) -> String {
        let page = self.url(library, PageId::Law(law));
        if number == ArticleNumber::WHOLE { page } else { format!("{page}#{number}") }
    }

    /// The URL of a term on the page of all terms.
    pub(crate) fn term_url(&self, library: &Library, term: TermId) -> String {
        let anchor = url::encode(&library.registers.glossary[term].anchor);
        format!("{}#{anchor}", self.url(library, PageId::Glossary))
    }

    /// A URL path with the origin.
    pub(crate) fn absolute(&self, path: &str) -> String {
        format!("{}{path}", self.base.origin)
    }

    pub fn base(&self) -> &BaseUrl {
        &self.base
    }
}
