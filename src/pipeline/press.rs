//! What the pages and files of a site are made with: the compiled templates and what every page says of the site.

use std::io;
use std::sync::Arc;

use super::Site;
use crate::diag::Finding;
use crate::link::{Linked, Output, PageId};
use crate::model::Article;
use crate::render::{Artifact, Renderer, feed, hosting, overview, sitemap};
use crate::text::Span;
use crate::view::build::{self, Views};
use crate::view::{Hosting, Page};

/// Compiled templates, ready to render with.
pub(crate) struct Press {
    renderer: Renderer,
    site: crate::view::SiteView,
}

/// Why a page was not rendered.
#[derive(Debug)]
pub(crate) enum RenderError {
    Fault(Box<Finding>),
    /// The page's text cannot be read.
    Unread(io::Error),
}

impl Press {
    /// Compiles the templates.
    ///
    /// # Errors
    /// What is wrong with the templates.
    pub(crate) fn new(site: &Site) -> Result<Press, Vec<Finding>> {
        let seen = build::site(&site.linked);
        Ok(Press { renderer: Renderer::new(site.named_templates(), &seen)?, site: seen })
    }

    pub(super) fn site(&self) -> &crate::view::SiteView {
        &self.site
    }

    /// The files of an output; none of a page, a copy, the search index or a derived file, which are made elsewhere.
    pub(super) fn files(&self, linked: &Linked, output: Output) -> Vec<Artifact> {
        match output {
            Output::Page(_) | Output::Copy(_) | Output::SearchIndex => Vec::new(),
            Output::Picture(_) | Output::Card(_) | Output::Markdown(_) => Vec::new(),
            Output::Feed(topic) => vec![feed::feed(&build::feed(linked, topic))],
            Output::Sitemap => sitemap::sitemap(&build::url_entries(linked), &self.site),
            Output::Overview => vec![overview::overview(&build::overview(linked))],
            Output::Robots => vec![hosting::robots(&self.site)],
            Output::Headers => vec![hosting::headers(&build::header_rules(linked))],
            Output::Redirects => vec![hosting::redirects(&build::redirect_rules(linked))],
            Output::Asset(id) => {
                let asset = &linked.assets[id];
                vec![Artifact { path: asset.output.clone(), bytes: asset.bytes.clone() }]
            }
        }
    }
}

impl Site {
    fn named_templates(&self) -> Vec<(String, String)> {
        let name = |path: &str| path.strip_prefix("templates/").unwrap_or(path).to_owned();
        self.templates.iter().map(|t| (name(&t.path), t.text.to_string())).collect()
    }

    pub(super) fn views(&self) -> Views<'_> {
        Views::new(&self.linked, &self.related, &self.duplicates)
    }

    /// Draws a page of each kind: what is found is wrong with the templates.
    pub(crate) fn trial(&self, press: &Press) -> Vec<Finding> {
        let (mut kinds, views) = (Vec::new(), self.views());
        let mut is_new = |page: &PageId| {
            let kind = std::mem::discriminant(page);
            let new = !kinds.contains(&kind);
            if new {
                kinds.push(kind);
            }
            new
        };
        let pages: Vec<PageId> = self.linked.outputs.pages().into_iter().filter(|p| is_new(p)).collect();
        let drawn = pages.into_iter().map(|page| self.page(press, &views, page));
        let faults = drawn.filter_map(|page| match page {
            Err(RenderError::Fault(finding)) => Some(*finding),
            _ => None,
        });
        one_of_each(faults.collect())
    }

    fn page(&self, press: &Press, views: &Views<'_>, page: PageId) -> Result<Artifact, RenderError> {
        self.drawn(press, views.page(page), self.article(page))
    }

    pub(super) fn drawn(&self, press: &Press, page: Page<'_>, article: Option<&Article>) -> Result<Artifact, RenderError> {
        let source = article.map(|article| self.texts.read_unchanged(article.path(), article.fingerprint));
        let source = source.transpose().map_err(RenderError::Unread)?;
        let body = article.zip(source.as_ref()).map_or("", |(article, source)| article.body.markdown(&source.text));
        press.renderer.page(&page.with_text(body)).map_err(RenderError::Fault)
    }

    pub(super) fn article(&self, page: PageId) -> Option<&Article> {
        let PageId::Article(id) = page else { return None };
        Some(self.linked.library.article(id))
    }

    /// Draws the page or file at a path; `None` if there is none, or if it is a copy or of the search index
    /// ([`Site::render_search_index`]).
    ///
    /// # Errors
    /// When a template is at fault or the page's text cannot be read.
    pub(crate) fn draw(&self, press: &Press, path: &str) -> Result<Option<Artifact>, RenderError> {
        match self.linked.outputs.of_file(path) {
            Some(Output::Page(page)) => self.page(press, &self.views(), page).map(Some),
            Some(output @ (Output::Card(_) | Output::Markdown(_))) => self.derived(press, path, output),
            Some(output) => Ok(press.files(&self.linked, output).into_iter().find(|file| file.path == path)),
            None => Ok(None),
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

/// What a host has to be told to serve a site.
pub(crate) fn hosting(linked: &Linked) -> Hosting {
    build::hosting(linked)
}
