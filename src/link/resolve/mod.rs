//! One text's links against the addresses: relative paths with anchors, `lender:`, `topic:` and `law:` links, the site's own
//! absolute addresses, files, pinned related links, and laws cited in prose. A pure function of the text and the addresses.

pub mod help;
pub mod pinned;
mod registers;

use std::collections::BTreeMap;

use super::addresses::{Addresses, PageId, Target as Destination};
use super::place::place;
use crate::analyze::Library;
use crate::diag::catalogue::LinkFault;
use crate::diag::{Finding, nearest};
use crate::model::facts::{Facts, Link};
use crate::model::registers::{LawId, LenderId, laws::ArticleNumber};
use crate::model::settings::BaseUrl;
use crate::model::{ArticleId, Body};
use crate::text::url;
use crate::text::{Target, TargetKind};

/// How many neighbours in alphabetical order are looked at for "did you mean".
const NEIGHBOURS: usize = 200;
/// How many headings of a text are looked at for the same.
const HEADINGS: usize = 1_000;
/// Broken links of a text beyond which no nearest word is looked for.
const LISTED: usize = 200;

/// What a text's links lead to.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Resolved {
    /// Where each link, image and citation leads, by position.
    pub targets: Vec<Target>,
    /// Laws and articles cited or linked, sorted, each once.
    pub laws: Vec<(LawId, ArticleNumber)>,
    /// Articles linked from the body, sorted, each once.
    pub articles: Vec<ArticleId>,
    /// Files used, by index, sorted, each once.
    pub files: Vec<u32>,
    /// Pinned related links in order; those that cannot be shown are left out.
    pub pinned: Vec<Pinned>,
}

impl Resolved {
    /// Gives back the room for more: a large library has very many of these.
    fn shrink(&mut self) {
        let Resolved { targets, laws, articles, files, pinned } = self;
        targets.shrink_to_fit();
        laws.shrink_to_fit();
        articles.shrink_to_fit();
        files.shrink_to_fit();
        pinned.shrink_to_fit();
    }
}

/// A pinned related link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pinned {
    /// An article.
    Article(ArticleId),
    /// A page elsewhere.
    External {
        /// Text.
        title: Box<str>,
        /// Whole address.
        url: Box<str>,
    },
}

/// Resolves the links of an article. `None` if a link is wrong and the Markdown, which is needed to find the wrong part, was not
/// given.
pub fn article(
    library: &Library,
    addresses: &Addresses,
    id: ArticleId,
    markdown: Option<&str>,
) -> Option<(Resolved, Vec<Finding>)> {
    let article = library.article(id);
    let published = addresses.has_page(id);
    let (mut resolved, mut findings) = all(library, addresses, &article.body, markdown, published, article.front.lender)?;
    resolved.articles.retain(|a| *a != id);
    resolved.pinned = pinned::pinned(addresses, article, id, &mut findings);
    resolved.shrink();
    Some((resolved, findings))
}

/// Resolves the links of any text. `published` says whether readers will see it: a draft may link to a draft.
pub fn text(
    library: &Library,
    addresses: &Addresses,
    body: &Body,
    markdown: Option<&str>,
    published: bool,
) -> Option<(Resolved, Vec<Finding>)> {
    all(library, addresses, body, markdown, published, None)
}

fn all(
    library: &Library,
    addresses: &Addresses,
    body: &Body,
    markdown: Option<&str>,
    published: bool,
    lender: Option<LenderId>,
) -> Option<(Resolved, Vec<Finding>)> {
    let mut resolver = Resolver {
        library,
        addresses,
        body,
        markdown: markdown.unwrap_or(""),
        published,
        definitions: None,
        ids: None,
        resolved: Resolved::default(),
        findings: Vec::new(),
    };
    for link in &body.facts.links {
        resolver.link(link);
        if markdown.is_none() && !resolver.findings.is_empty() {
            return None;
        }
    }
    for citation in &body.facts.citations {
        resolver.citation(citation);
    }
    for reference in &body.facts.references {
        resolver.reference(reference, lender);
    }
    let Resolver { mut resolved, findings, .. } = resolver;
    resolved.targets.sort_by_key(|t| (t.span.start, t.span.end));
    resolved.articles.sort_unstable();
    resolved.articles.dedup();
    resolved.files.sort_unstable();
    resolved.files.dedup();
    resolved.laws.sort_unstable();
    resolved.laws.dedup();
    Some((resolved, findings))
}

/// The file that a relative address in a file leads to, as findings name it; nothing where it leads nowhere in the content.
pub fn source_of(file: &str, address: &str) -> Option<String> {
    let path = address.split('#').next().filter(|p| !p.is_empty() && !p.starts_with('/') && scheme(p).is_none())?;
    url::join(file, &url::decode(path)?).filter(|p| p.starts_with("content/"))
}

struct Resolver<'a> {
    library: &'a Library,
    addresses: &'a Addresses,
    body: &'a Body,
    /// The Markdown of the body; empty if no link of it is wrong.
    markdown: &'a str,
    published: bool,
    /// Reference definitions of the body by address, once a broken reference was found.
    definitions: Option<BTreeMap<&'a str, usize>>,
    /// Ids of the text's headings by id and by text, once a link leads to one.
    ids: Option<BTreeMap<&'a str, &'a str>>,
    resolved: Resolved,
    findings: Vec<Finding>,
}

/// A link that cannot be followed: what is wrong, and the nearest right destination.
type Refused = Box<(LinkFault, Option<String>)>;

fn refuse<T>(fault: LinkFault, near: Option<String>) -> Result<T, Refused> {
    Err(Box::new((fault, near)))
}

impl<'a> Resolver<'a> {
    fn link(&mut self, link: &Link) {
        let files = self.resolved.files.len();
        let (url, kind) = match self.destination(link) {
            Ok(Some((url, kind))) => (url, kind),
            Ok(None) => (String::new(), if link.image { TargetKind::Image } else { TargetKind::Link }),
            Err(refused) => {
                let (fault, near) = *refused;
                let (span, is_part) = place(self.markdown, &mut self.definitions, link, &fault);
                let near = near.filter(|_| is_part);
                self.findings.push(Finding::at(&self.body.path, span.shifted(self.body.start), fault).near(near));
                (String::new(), TargetKind::Link)
            }
        };
        let shown = self.resolved.files.get(files).filter(|_| link.image).and_then(|i| self.library.files.get(*i as usize));
        let size = shown.and_then(|file| file.picture.as_ref()?.size);
        self.resolved.targets.push(Target { span: link.span.start..link.span.end, url: url.into(), kind, size });
    }

    /// Where a link leads; nothing where it was refused when the text was read.
    fn destination(&mut self, link: &Link) -> Result<Option<(String, TargetKind)>, Refused> {
        let dest = link.dest.trim();
        let kind = if link.image { TargetKind::Image } else { TargetKind::Link };
        if link.refused {
            return Ok(None);
        }
        let found = match scheme(dest) {
            None => self.local(dest, link)?,
            Some(("lender", name)) => self.lender(name)?,
            Some(("topic", name)) => self.topic(name)?,
            Some(("law", name)) => self.law(name)?,
            Some(("calculator", name)) => self.calculator(name)?,
            Some(("mailto" | "tel", _)) if !link.image => url::encode(dest).replace("%25", "%"),
            Some(("http" | "https", _)) => match self.own_path(dest) {
                Some(path) => self.site_path(&path, link)?,
                None => return Ok(Some((web_address(dest), TargetKind::External))),
            },
            Some(_) => return Ok(None),
        };
        Ok(Some((found, kind)))
    }

    /// The path below the base of an absolute address of this site: where it stands, or where this build will.
    fn own_path(&self, dest: &str) -> Option<String> {
        [self.addresses.base(), &self.library.settings.home].into_iter().find_map(|base| path_below(base, dest))
    }

    fn local(&mut self, dest: &str, link: &Link) -> Result<String, Refused> {
        if let Some(anchor) = dest.strip_prefix('#') {
            let id = self.own_anchor(anchor)?;
            return Ok(format!("#{}", url::encode(&id)));
        }
        if dest.starts_with('/') {
            return self.site_path(dest, link);
        }
        let (path, anchor) = dest.split_once('#').map_or((dest, None), |(p, a)| (p, Some(a)));
        let Some(decoded) = url::decode(path) else { return refuse(LinkFault::NoSuchFile { target: path.to_owned() }, None) };
        let joined = url::join(&self.body.path, &decoded).filter(|p| p.starts_with("content/"));
        let Some(source) = joined else { return refuse(LinkFault::Outside { target: path.to_owned() }, None) };
        let Some(target) = self.addresses.sources.get(source.as_str()).copied() else { return self.no_source(&decoded, &source) };
        self.follow(target, &decoded, anchor)
    }

    fn no_source(&self, written: &str, source: &str) -> Result<String, Refused> {
        if !written.ends_with(".md") {
            return refuse(LinkFault::NoSuchFile { target: written.to_owned() }, None);
        }
        let name = source.rsplit('/').next().unwrap_or(source).trim_end_matches(".md");
        let near = self.suggests().then(|| near_slug(self.addresses, name)).flatten().map(|s| format!("{s}.md"));
        refuse(LinkFault::NoSuchArticle { target: written.to_owned() }, near)
    }

    fn follow(&mut self, target: Destination, written: &str, anchor: Option<&str>) -> Result<String, Refused> {
        let library = self.library;
        let (page, facts, path) = match target {
            Destination::Article(id) => {
                let article = library.article(id);
                if self.published && !self.addresses.has_page(id) {
                    let (zh, en) = self.addresses.state(id).reason();
                    let fault =
                        LinkFault::TargetUnpublished { target: written.to_owned(), why_zh: zh.to_owned(), why_en: en.to_owned() };
                    return refuse(fault, None);
                }
                self.resolved.articles.push(id);
                (PageId::Article(id), Some(&article.body.facts), article.path())
            }
            Destination::Plain(i) => {
                let Some(page) = library.pages.get(i as usize) else { return Ok(String::new()) };
                (PageId::Plain(i), Some(&page.body.facts), &page.source.path)
            }
            Destination::Topic(id) => (PageId::Topic(id), None, &self.body.path),
            Destination::Lender(id) => (PageId::Lender(id), None, &self.body.path),
            Destination::File(i) => {
                self.resolved.files.push(i);
                let output = library.files.get(i as usize).map(super::addresses::output_of_file).unwrap_or_default();
                return Ok(self.addresses.url_of_output(&output));
            }
        };
        let url = self.addresses.url(library, page);
        match (anchor, facts) {
            (Some(anchor), Some(facts)) => {
                let id = self.anchor(facts, anchor, path)?;
                Ok(format!("{url}#{}", url::encode(&id)))
            }
            (Some(anchor), None) => refuse(LinkFault::NoSuchAnchor { target: written.to_owned(), anchor: anchor.to_owned() }, None),
            (None, _) => Ok(url),
        }
    }

    /// True while a nearest word is worth its search: a report lists no more findings of one file.
    fn suggests(&self) -> bool {
        self.findings.len() < LISTED
    }

    /// The id of a heading of this text. Some texts have thousands of headings and as many links to them.
    fn own_anchor(&mut self, anchor: &str) -> Result<String, Refused> {
        let facts = &self.body.facts;
        let ids = self.ids.get_or_insert_with(|| {
            let mut ids = BTreeMap::new();
            for heading in facts.headings.iter() {
                ids.entry(heading.text).or_insert(heading.id);
            }
            // An id goes before another heading's text.
            ids.extend(facts.headings.iter().map(|h| (h.id, h.id)));
            ids
        });
        let decoded = url::decode(anchor).unwrap_or_else(|| anchor.to_owned());
        match ids.get(decoded.as_str()) {
            Some(id) => Ok((*id).to_owned()),
            None if self.findings.len() < LISTED => self.anchor(facts, anchor, &self.body.path),
            None => refuse(LinkFault::NoSuchAnchor { target: name_of(&self.body.path), anchor: decoded }, None),
        }
    }

    /// The id of a heading by its id or its text.
    fn anchor(&self, facts: &Facts, anchor: &str, file: &str) -> Result<String, Refused> {
        let decoded = url::decode(anchor).unwrap_or_else(|| anchor.to_owned());
        let by_id = facts.headings.iter().find(|h| h.id == decoded);
        let found = by_id.or_else(|| facts.headings.iter().find(|h| h.text == decoded));
        if let Some(heading) = found {
            return Ok(heading.id.to_owned());
        }
        let near = self.suggests().then(|| nearest(&decoded, facts.headings.iter().take(HEADINGS).map(|h| h.id))).flatten();
        refuse(LinkFault::NoSuchAnchor { target: name_of(file), anchor: decoded }, near)
    }

    /// A path of the site itself, written from its root.
    fn site_path(&mut self, path: &str, link: &Link) -> Result<String, Refused> {
        let cut = path.find(['?', '#']).unwrap_or(path.len());
        let (bare, rest) = (path.get(..cut).unwrap_or(path), path.get(cut..).unwrap_or(""));
        let fault = || LinkFault::NoSuchPage { path: bare.to_owned() };
        let Some(decoded) = url::decode(bare) else { return refuse(fault(), None) };
        let inner = decoded.trim_start_matches('/');
        let output = if inner.is_empty() || inner.ends_with('/') { format!("{inner}index.html") } else { inner.to_owned() };
        if !self.addresses.exists(&output) {
            let missing = if link.image { LinkFault::NoSuchFile { target: bare.to_owned() } } else { fault() };
            return refuse(missing, None);
        }
        let source = self
            .addresses
            .paths
            .claimant(&output)
            .cloned()
            .flatten()
            .and_then(|(file, _)| self.addresses.sources.get(&file).copied());
        match (source, rest.strip_prefix('#')) {
            (Some(target), anchor) => self.follow(target, bare, anchor),
            (None, _) => Ok(format!(
                "{}{}",
                self.addresses.url_of_output(&output),
                if rest.starts_with('#') { url::encode(rest) } else { String::new() }
            )),
        }
    }
}

/// The name of a file without its folders.
fn name_of(file: &str) -> String {
    file.rsplit('/').next().unwrap_or(file).to_owned()
}

/// The path of an absolute address below a base URL, whichever of http and https it has.
fn path_below(base: &BaseUrl, dest: &str) -> Option<String> {
    let rest = |d: &str| {
        let (_, path) = d.split_once("://")?;
        let cut = path.find(['/', '?', '#']).unwrap_or(path.len());
        Some((path.get(..cut)?.to_ascii_lowercase(), path.get(cut..)?.to_owned()))
    };
    let (own, _) = rest(&base.origin)?;
    let (host, path) = rest(dest)?;
    if host != own {
        return None;
    }
    let path = if path.is_empty() { "/".to_owned() } else { path };
    path.strip_prefix(base.path.as_str()).map(|p| format!("/{p}"))
}

/// The scheme of an address and what follows it.
fn scheme(dest: &str) -> Option<(&str, &str)> {
    let cut = dest.find([':', '/', '?', '#'])?;
    let (scheme, rest) = (dest.get(..cut)?, dest.get(cut..)?);
    rest.strip_prefix(':').map(|rest| (scheme, rest))
}

/// An address of the web with everything encoded that must be; what is encoded already stays.
fn web_address(dest: &str) -> String {
    url::encode(dest).replace("%25", "%").replace("%23", "#").replace("%3F", "?").replace("%5B", "[").replace("%5D", "]")
}

/// The slug nearest to a name: among all of a small library, else among its neighbours in alphabetical order.
fn near_slug(addresses: &Addresses, name: &str) -> Option<String> {
    let after = addresses.slugs_from(name).take(NEIGHBOURS);
    nearest(name, after.chain(addresses.slugs_before(name).rev().take(NEIGHBOURS)))
}
