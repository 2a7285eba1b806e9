//! What a site's pages and files are drawn with: the compiled templates, the theme's files, what every page says of the site.
//! Knows no order in which pages are drawn.

use std::io;
use std::sync::Arc;

use super::Site;
use crate::diag::Finding;
use crate::link::{Linked, PageId};
use crate::model::Article;
use crate::render::{Artifact, Renderer, assets, feed, hosting, overview, sitemap};
use crate::text::Span;
use crate::view::Page;
use crate::view::build::{self, Views};

/// A site's templates and theme, ready to draw with.
pub struct Press {
    renderer: Renderer,
    site: crate::view::SiteView,
    assets: Vec<Artifact>,
}

/// Why a page was not drawn.
#[derive(Debug)]
pub enum Undrawn {
    /// A template is at fault.
    Fault(Box<Finding>),
    /// The page's text cannot be read.
    Unread(io::Error),
}

/// Files besides pages, by what they are made from at one go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Feeds,
    Sitemap,
    Overview,
    Hosting,
}

const KINDS: [Kind; 4] = [Kind::Feeds, Kind::Sitemap, Kind::Overview, Kind::Hosting];

impl Kind {
    /// The kind that a file of this path would be.
    fn of(output: &str) -> Option<Kind> {
        let name = output.rsplit('/').next().unwrap_or(output);
        match name {
            "feed.xml" => Some(Kind::Feeds),
            "llms.txt" => Some(Kind::Overview),
            "robots.txt" | "_headers" | "_redirects" => Some(Kind::Hosting),
            _ if name.starts_with("sitemap") && name.ends_with(".xml") => Some(Kind::Sitemap),
            _ => None,
        }
    }
}

impl Press {
    /// Compiles the templates and names the theme's files.
    ///
    /// # Errors
    /// What is wrong with the templates.
    pub fn new(site: &Site) -> Result<Press, Vec<Finding>> {
        let used = |name: &str| site.linked.library.settings.search || !name.starts_with("search");
        let theme = site.theme.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).filter(|(name, _)| used(name));
        let (fingerprinted, assets) = assets::assets(theme, &site.linked.addresses.base().path);
        let seen = build::site(&site.linked, fingerprinted);
        Ok(Press { renderer: Renderer::new(site.named_templates(), &seen)?, site: seen, assets })
    }

    /// What every page says of the site.
    pub(super) fn site(&self) -> &crate::view::SiteView {
        &self.site
    }

    /// Every file besides pages.
    pub(super) fn files(&self, linked: &Linked) -> Vec<Artifact> {
        let made = KINDS.into_iter().flat_map(|kind| self.make(kind, linked));
        self.assets.iter().cloned().chain(made).collect()
    }

    /// The file besides pages at an output path.
    fn file(&self, linked: &Linked, output: &str) -> Option<Artifact> {
        let is_it = |a: &Artifact| a.path == output;
        let asset = || self.assets.iter().find(|a| is_it(a)).cloned();
        let made = || self.make(Kind::of(output)?, linked).into_iter().find(is_it);
        asset().or_else(made)
    }

    fn make(&self, kind: Kind, linked: &Linked) -> Vec<Artifact> {
        match kind {
            Kind::Feeds => build::feeds(linked).iter().map(feed::feed).collect(),
            Kind::Sitemap => sitemap::sitemap(&build::url_entries(linked), &self.site),
            Kind::Overview => vec![overview::overview(&build::overview(linked))],
            Kind::Hosting => {
                let rules = build::redirect_rules(linked);
                vec![hosting::robots(&self.site), hosting::headers(&self.site), hosting::redirects(&rules)]
            }
        }
    }
}

impl Site {
    /// Templates by the name that templates use.
    fn named_templates(&self) -> Vec<(String, String)> {
        let name = |path: &str| path.strip_prefix("templates/").unwrap_or(path).to_owned();
        self.templates.iter().map(|t| (name(&t.path), t.text.to_string())).collect()
    }

    /// Draws a page of each kind: what is found is wrong with the templates.
    pub fn trial(&self, press: &Press) -> Vec<Finding> {
        let (mut kinds, views) = (Vec::new(), Views::new(&self.linked, &self.related));
        let mut is_new = |page: &PageId| {
            let kind = std::mem::discriminant(page);
            let new = !kinds.contains(&kind);
            if new {
                kinds.push(kind);
            }
            new
        };
        let pages: Vec<PageId> = self.linked.pages().into_iter().filter(|p| is_new(p)).collect();
        let drawn = pages.into_iter().map(|page| self.page(press, &views, page));
        let faults = drawn.filter_map(|page| match page {
            Err(Undrawn::Fault(finding)) => Some(*finding),
            _ => None,
        });
        one_of_each(faults.collect())
    }

    /// Draws a page.
    fn page(&self, press: &Press, views: &Views<'_>, page: PageId) -> Result<Artifact, Undrawn> {
        self.drawn(press, views.page(page), self.article(page))
    }

    /// Draws a page, with the text of the article that it is of.
    pub(super) fn drawn(&self, press: &Press, page: Page<'_>, article: Option<&Article>) -> Result<Artifact, Undrawn> {
        let source = article.map(|article| self.texts.read_unchanged(article.path(), article.fingerprint));
        let source = source.transpose().map_err(Undrawn::Unread)?;
        let body = article.zip(source.as_ref()).map_or("", |(article, source)| article.body.markdown(&source.text));
        press.renderer.page(&page.with_text(body)).map_err(Undrawn::Fault)
    }

    /// The article that a page is of.
    pub(super) fn article(&self, page: PageId) -> Option<&Article> {
        let PageId::Article(id) = page else { return None };
        Some(self.linked.library.article(id))
    }

    /// Draws the one page or file at an output path; nothing where there is none. Files that are copied as they are stand in
    /// [`Linked::copies`], those of the search index come from [`Site::render_search_index`].
    ///
    /// # Errors
    /// When a template is at fault or the page's text cannot be read.
    pub fn draw(&self, press: &Press, output: &str) -> Result<Option<Artifact>, Undrawn> {
        match self.linked.page_at(output) {
            Some(page) => self.page(press, &Views::new(&self.linked, &self.related), page).map(Some),
            None => Ok(press.file(&self.linked, output)),
        }
    }
}

/// A template that fails fails on many pages; the first page is named, the rest add nothing.
pub(super) fn one_of_each(findings: Vec<Finding>) -> Vec<Finding> {
    let mut seen: Vec<(Arc<str>, Option<Span>)> = Vec::new();
    findings
        .into_iter()
        .filter(|f| {
            let key = (Arc::clone(&f.path), f.span);
            let new = !seen.contains(&key);
            if new {
                seen.push(key);
            }
            new
        })
        .collect()
}
