//! Where everything stands: the output path and URL of every page and file, and what each source file became.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;

use super::lists::ListId;
use super::paths::Paths;
use super::state::{Publish, State};
use crate::analyze::Library;
use crate::calc::{self, Spec};
use crate::diag::catalogue::FrontFault;
use crate::diag::{Finding, Role};
use crate::model::registers::{LawId, LenderId, TopicId, laws::ArticleNumber};
use crate::model::settings::BaseUrl;
use crate::model::{ArticleId, File, IndexVec};
use crate::text::url;

/// A page of the site.
#[derive(Debug, Clone, Copy)]
pub enum PageId {
    /// `/`
    Home,
    /// `/404.html`
    NotFound,
    /// `/topics/`
    Topics,
    /// `/lenders/`
    Lenders,
    /// `/laws/`
    Laws,
    /// `/calculators/`
    Calculators,
    /// `/search/`
    Search,
    /// `/calculators/<kind>/`
    Calculator(&'static Spec),
    /// `/<page>/`
    Plain(u32),
    /// An article's page.
    Article(ArticleId),
    /// `/topics/<slug>/`
    Topic(TopicId),
    /// `/lenders/<slug>/`
    Lender(LenderId),
    /// `/laws/<id>/`
    Law(LawId),
    /// `…/page/<n>/`
    Archive(ListId, u32),
    /// An old address.
    Redirect(u32),
}

/// What a source file became.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Target {
    /// An article.
    Article(ArticleId),
    /// A page, by index.
    Plain(u32),
    /// The introduction of a topic.
    Topic(TopicId),
    /// The introduction of a lender.
    Lender(LenderId),
    /// A file, by index.
    File(u32),
}

/// The address of everything.
#[derive(Debug)]
pub struct Addresses {
    base: BaseUrl,
    permalink: String,
    publish: Publish,
    states: IndexVec<ArticleId, State>,
    slugs: BTreeMap<String, ArticleId>,
    pub(super) sources: BTreeMap<Arc<str>, Target>,
    pub(super) paths: Paths,
}

/// The index of laws, where there are any.
pub fn laws_index(library: &Library) -> Option<PageId> {
    (!library.registers.laws.rows.is_empty()).then_some(PageId::Laws)
}

/// The pages that every site has once.
pub(super) fn fixed(library: &Library) -> Vec<PageId> {
    let all = [PageId::Home, PageId::NotFound, PageId::Topics, PageId::Lenders, PageId::Calculators];
    all.into_iter().chain(laws_index(library)).chain(search_page(library)).collect()
}

/// The search page, where readers can search.
pub fn search_page(library: &Library) -> Option<PageId> {
    library.settings.search.then_some(PageId::Search)
}

/// Where a file of `static/` or beside a text goes. A picture beside a text goes where files carry a fingerprint, so that it
/// may be kept for a year; what is in `static/` keeps the address it was given.
pub(super) fn output_of_file(file: &File) -> String {
    let Some(beside) = file.path.strip_prefix("content/") else {
        return file.path.strip_prefix("static/").unwrap_or(&file.path).to_owned();
    };
    let name = beside.rsplit('/').next().unwrap_or(beside);
    match (&file.picture, name.rsplit_once('.')) {
        (Some(picture), Some((stem, ending))) => format!("assets/images/{stem}.{}.{ending}", picture.fingerprint),
        _ => beside.to_owned(),
    }
}

fn calculator_output(spec: &Spec) -> String {
    format!("calculators/{}/index.html", spec.kind)
}

impl Addresses {
    /// Gives everything its place.
    pub fn assign(library: &Library, as_of: Date, publish: Publish) -> (Addresses, Vec<Finding>) {
        let mut addresses = Addresses {
            base: library.settings.base.clone(),
            permalink: library.settings.article_permalink.clone(),
            publish,
            states: library.articles().map(|(_, article)| State::of(&article.front, as_of, publish)).collect(),
            slugs: BTreeMap::new(),
            sources: BTreeMap::new(),
            paths: Paths::default(),
        };
        let mut findings = addresses.claim_slugs(library);
        findings.extend(addresses.claim_own(library));
        findings.extend(addresses.claim_registers(library));
        findings.extend(addresses.claim_sources(library));
        findings.extend(addresses.paths.files_that_are_folders());
        (addresses, findings)
    }

    fn claim_slugs(&mut self, library: &Library) -> Vec<Finding> {
        let mut findings = Vec::new();
        for (id, article) in library.articles() {
            let slug = &article.front.slug;
            let key = slug.value.to_lowercase();
            match self.slugs.get(&key) {
                Some(first) => {
                    let first = library.article(*first);
                    let fault = FrontFault::SlugTaken { slug: slug.value.clone() };
                    findings.push(Finding::at(article.path(), slug.span, fault).with(
                        first.path(),
                        Some(first.front.slug.span),
                        Role::First,
                    ));
                }
                None => {
                    self.slugs.insert(key, id);
                }
            }
        }
        findings
    }

    /// Paths of what the program makes by itself.
    fn claim_own(&mut self, library: &Library) -> Vec<Finding> {
        let own = ["feed.xml", "sitemap.xml", "robots.txt", "llms.txt", "_headers", "_redirects"].into_iter().map(str::to_owned);
        let pages: Vec<String> = fixed(library).into_iter().map(|p| self.fixed_output(p).to_owned()).collect();
        let calculators = calc::SPECS.iter().map(|s| calculator_output(s));
        own.chain(pages).chain(calculators).filter_map(|path| self.paths.claim(path, None)).collect()
    }

    fn claim_registers(&mut self, library: &Library) -> Vec<Finding> {
        let registers = &library.registers;
        let topics = registers
            .topics
            .rows
            .iter()
            .flat_map(|t| [format!("topics/{}/index.html", t.slug), format!("topics/{}/feed.xml", t.slug)]);
        let lenders = registers.lenders.rows.iter().map(|l| format!("lenders/{}/index.html", l.slug));
        let laws = registers.laws.rows.iter().map(|l| format!("laws/{}/index.html", l.id));
        let paths: Vec<String> = topics.chain(lenders).chain(laws).collect();
        paths.into_iter().filter_map(|path| self.paths.claim(path, None)).collect()
    }

    fn claim_sources(&mut self, library: &Library) -> Vec<Finding> {
        let mut findings = Vec::new();
        for (id, article) in library.articles() {
            self.sources.insert(Arc::clone(article.path()), Target::Article(id));
            let first = self.slugs.get(&article.front.slug.value.to_lowercase()) == Some(&id);
            if first && self.has_page(id) {
                let claimant = Some((Arc::clone(article.path()), Some(article.front.slug.span)));
                findings.extend(self.paths.claim(self.article_output(&article.front.slug.value), claimant));
            }
        }
        for (i, page) in (0u32..).zip(&library.pages) {
            self.sources.insert(Arc::clone(&page.source.path), Target::Plain(i));
            let claimant = Some((Arc::clone(&page.source.path), Some(page.slug.span)));
            findings.extend(self.paths.claim(format!("{}/index.html", page.slug.value), claimant));
        }
        for intro in &library.topic_intros {
            let target = library.registers.topics.find(&intro.slug).map(Target::Topic);
            self.sources.extend(target.map(|t| (Arc::clone(&intro.source.path), t)));
        }
        for intro in &library.lender_intros {
            let target = library.registers.lenders.find(&intro.slug).map(Target::Lender);
            self.sources.extend(target.map(|t| (Arc::clone(&intro.source.path), t)));
        }
        let mut pictures = BTreeSet::new();
        for (i, file) in (0u32..).zip(&library.files) {
            self.sources.insert(Arc::clone(&file.path), Target::File(i));
            let output = output_of_file(file);
            // The same name with the same fingerprint is the same picture, wherever it lies.
            if file.picture.is_none() || file.path.starts_with("static/") || pictures.insert(output.clone()) {
                findings.extend(self.paths.claim(output, Some((Arc::clone(&file.path), None))));
            }
        }
        findings
    }

    /// An article's state.
    pub fn state(&self, article: ArticleId) -> State {
        self.states[article]
    }

    /// True where an article has a page in this build.
    pub fn has_page(&self, article: ArticleId) -> bool {
        self.state(article).has_page(self.publish)
    }

    /// True where an article stands in lists.
    pub fn is_listed(&self, article: ArticleId) -> bool {
        self.state(article).is_listed(self.publish)
    }

    /// An article by its slug.
    pub fn article_by_slug(&self, slug: &str) -> Option<ArticleId> {
        self.slugs.get(slug).or_else(|| self.slugs.get(&slug.to_lowercase())).copied()
    }

    /// Slugs of articles, lower case, in alphabetical order from the first at or after `from`.
    pub fn slugs_from(&self, from: &str) -> impl DoubleEndedIterator<Item = &str> {
        self.slugs.range(from.to_owned()..).map(|(s, _)| s.as_str())
    }

    /// Slugs of articles before `to`.
    pub fn slugs_before(&self, to: &str) -> impl DoubleEndedIterator<Item = &str> {
        self.slugs.range(..to.to_owned()).map(|(s, _)| s.as_str())
    }

    /// True where an output path is a page, file or feed of this build.
    pub fn exists(&self, output: &str) -> bool {
        self.paths.has(output)
    }

    fn fixed_output(&self, page: PageId) -> &'static str {
        match page {
            PageId::NotFound => "404.html",
            PageId::Topics => "topics/index.html",
            PageId::Lenders => "lenders/index.html",
            PageId::Laws => "laws/index.html",
            PageId::Calculators => "calculators/index.html",
            PageId::Search => "search/index.html",
            _ => "index.html",
        }
    }

    fn article_output(&self, slug: &str) -> String {
        let path = self.permalink.replacen("{slug}", slug, 1);
        let path = path.trim_start_matches('/');
        if path.ends_with('/') { format!("{path}index.html") } else { path.to_owned() }
    }

    /// The output path of a page.
    pub fn output(&self, library: &Library, page: PageId) -> String {
        let registers = &library.registers;
        let folder = |kind: &str, slug: &str| format!("{kind}/{slug}/index.html");
        match page {
            PageId::Article(i) => self.article_output(&library.article(i).front.slug.value),
            PageId::Plain(i) => format!("{}/index.html", library.pages.get(i as usize).map_or("-", |p| &p.slug.value)),
            PageId::Topic(id) => folder("topics", &registers.topics[id].slug),
            PageId::Lender(id) => folder("lenders", &registers.lenders[id].slug),
            PageId::Law(id) => folder("laws", &registers.laws[id].id),
            PageId::Archive(list, n) => {
                let own = self.output(library, list.page());
                format!("{}/page/{n}/index.html", own.trim_end_matches("/index.html"))
            }
            PageId::Calculator(spec) => calculator_output(spec),
            PageId::Redirect(_) => String::new(),
            fixed => self.fixed_output(fixed).to_owned(),
        }
    }

    /// The URL path of a page, with the base path.
    pub fn url(&self, library: &Library, page: PageId) -> String {
        self.url_of_output(&self.output(library, page))
    }

    /// The URL path of an output path.
    pub fn url_of_output(&self, output: &str) -> String {
        let shown = if output == "index.html" {
            ""
        } else {
            output.strip_suffix("/index.html").map_or(output, |f| output.get(..=f.len()).unwrap_or(output))
        };
        format!("{}{}", self.base.path, url::encode(shown))
    }

    /// The URL of an article of a law on the law's page.
    pub fn law_article_url(&self, library: &Library, law: LawId, number: ArticleNumber) -> String {
        let page = self.url(library, PageId::Law(law));
        if number == ArticleNumber::WHOLE { page } else { format!("{page}#{number}") }
    }

    /// A URL path made absolute.
    pub fn absolute(&self, path: &str) -> String {
        format!("{}{path}", self.base.origin)
    }

    /// The base URL.
    pub fn base(&self) -> &BaseUrl {
        &self.base
    }
}
