//! Resolves the links of a text: relative paths with anchors, `lender:`, `topic:` and `law:` links, the site's own
//! absolute addresses, files, pinned related links, and laws cited in prose. A pure function of the text and the addresses.

mod anchors;
pub(crate) mod help;
pub(crate) mod pinned;
mod registers;
mod remedy;

use std::collections::BTreeMap;
use std::convert::Infallible;

use anchors::Anchors;
use jiff::civil::Date;

use super::addresses::{Addresses, PageId, file_at, output_of_file};
use super::outputs::Output;
use super::pictures;
use super::place::{definitions, place};
use crate::analyze::Library;
use crate::diag::catalogue::{AddressFault, FrontFault, LinkFault, PictureFault};
use crate::diag::{Fault, Finding, nearest};
use crate::model::address::{self, Flaw};
use crate::model::facts::{Facts, Link};
use crate::model::registers::{LawId, LenderId, laws::ArticleNumber};
use crate::model::settings::BaseUrl;
use crate::model::{ArticleId, Body, FileId, files};
use crate::text::{Target, TargetKind, url};

/// Slugs on either side in alphabetical order that are compared with a wrong one.
const NEIGHBOURS: usize = 200;
/// Headings of a text that are compared with a wrong anchor.
const HEADINGS: usize = 1_000;
/// An article that expires within so many days is named where it is linked.
const EXPIRY_DAYS: u32 = 30;
/// Broken links of a text after which no nearest word is looked for.
const LISTED: usize = 200;

#[derive(Debug, Default, PartialEq, Eq)]
pub struct Resolved {
    /// The target of each link, image and citation, by position.
    pub(crate) targets: Vec<Target>,
    /// Laws and articles cited or linked, sorted, each once.
    pub(crate) laws: Vec<(LawId, ArticleNumber)>,
    /// Articles linked from the body, sorted, each once.
    pub articles: Vec<ArticleId>,
    /// Files used, sorted, each once.
    pub(crate) files: Vec<FileId>,
    /// Pinned related links in order; those that cannot be shown are left out.
    pub pinned: Vec<Pinned>,
    /// The picture of shared links.
    pub(crate) image: Option<FileId>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pinned {
    Article(ArticleId),
    External { title: Box<str>, url: Box<str> },
}

/// Resolves the links of an article. `read` gives the text of its file, which is needed to find the wrong part of a wrong link.
///
/// # Errors
/// Those of `read`.
pub(crate) fn article<R: AsRef<str>, E>(
    library: &Library,
    addresses: &Addresses,
    id: ArticleId,
    read: impl FnOnce() -> Result<R, E>,
) -> Result<(Resolved, Vec<Finding>), E> {
    let article = library.article(id);
    let mut resolver = Resolver::new(library, addresses, &article.body);
    resolver.published = addresses.has_page(id);
    resolver.expires = article.front.expires.as_ref().map(|expires| expires.value);
    resolver.lender = article.front.lender;
    let (mut resolved, mut findings) = resolver.resolve(read)?;
    resolved.articles.retain(|a| *a != id);
    resolved.pinned = pinned::pinned(addresses, article, id, &mut findings);
    if let Some(image) = &article.front.image {
        match pictures::shared(library, addresses, article.path(), image) {
            Ok(file) => {
                resolved.image = Some(file);
                resolved.files.push(file);
                sorted(&mut resolved.files);
            }
            Err(finding) => findings.push(*finding),
        }
    }
    Ok((resolved, findings))
}

/// Resolves the links of a page or an introduction. `text` is that of its file.
pub(crate) fn page(library: &Library, addresses: &Addresses, body: &Body, text: &str) -> (Resolved, Vec<Finding>) {
    let Ok(resolved) = Resolver::new(library, addresses, body).resolve(|| Ok::<&str, Infallible>(text));
    resolved
}

/// The source file that a relative address in another leads to; `None` if it leads out of the content.
pub(crate) fn source_of(file: &str, address: &str) -> Option<String> {
    let path = address.split('#').next().filter(|p| !p.is_empty() && !p.starts_with('/') && scheme(p).is_none())?;
    url::join(file, &url::decode(path)?).filter(|p| p.starts_with("content/"))
}

struct Resolver<'a> {
    library: &'a Library,
    addresses: &'a Addresses,
    body: &'a Body,
    /// True if readers see the text: a draft may link to a draft.
    published: bool,
    /// The day from which the text is not published, and links in it are no matter.
    expires: Option<Date>,
    /// The lender that the facts of the text are about.
    lender: Option<LenderId>,
    /// Headings by the path of their text, once a link leads to one.
    headings: BTreeMap<&'a str, Anchors<'a>>,
    resolved: Resolved,
    refused: Vec<(&'a Link, LinkRefusal)>,
    findings: Vec<Finding>,
}

/// The fault of a link that cannot be followed, and the nearest right destination.
type LinkRefusal = Box<(Fault, Option<String>)>;

fn refuse<T>(fault: LinkFault, near: Option<String>) -> Result<T, LinkRefusal> {
    Err(Box::new((fault.into(), near)))
}

impl<'a> Resolver<'a> {
    fn new(library: &'a Library, addresses: &'a Addresses, body: &'a Body) -> Resolver<'a> {
        let (expires, headings, resolved, refused, findings) = Default::default();
        Resolver { library, addresses, body, published: true, expires, lender: None, headings, resolved, refused, findings }
    }

    fn resolve<R: AsRef<str>, E>(mut self, read: impl FnOnce() -> Result<R, E>) -> Result<(Resolved, Vec<Finding>), E> {
        let facts = &self.body.facts;
        facts.links.iter().for_each(|link| self.link(link));
        facts.citations.iter().for_each(|citation| self.citation(citation));
        facts.references.iter().for_each(|reference| self.reference(reference));
        facts.terms.iter().for_each(|used| self.term(used));
        let Resolver { mut resolved, mut findings, refused, body, .. } = self;
        if !refused.is_empty() {
            let text = read()?;
            findings.extend(wrong_links(body, body.markdown(text.as_ref()), refused));
        }
        resolved.targets.sort_by_key(|t| (t.span.start, t.span.end));
        resolved.targets.shrink_to_fit();
        sorted(&mut resolved.articles);
        sorted(&mut resolved.files);
        sorted(&mut resolved.laws);
        Ok((resolved, findings))
    }

    fn link(&mut self, link: &'a Link) {
        let (first_file, first_article) = (self.resolved.files.len(), self.resolved.articles.len());
        let (url, kind) = self.destination(link).unwrap_or_else(|refused| {
            self.refused.push((link, refused));
            (String::new(), TargetKind::Link)
        });
        if let Some(article) = self.resolved.articles.get(first_article) {
            self.findings.extend(self.expiry(link, *article));
        }
        let shown = self.resolved.files.get(first_file).filter(|_| link.image);
        let format = shown.and_then(|id| files::hidden_format(&self.library.files[*id].path));
        if let Some(format) = format {
            self.findings.push(self.about(link, PictureFault::PictureFormat { format }));
        }
        let size = shown.and_then(|id| self.library.files[*id].picture.as_ref()?.size);
        self.resolved.targets.push(Target { span: link.span.start..link.span.end, url: url.into(), kind, size });
    }

    /// The finding of a link that readers will follow in vain within thirty days.
    fn expiry(&self, link: &Link, target: ArticleId) -> Option<Finding> {
        let article = self.library.article(target);
        let day = article.front.expires.as_ref()?.value;
        let days = u32::try_from(self.addresses.as_of.until(day).ok()?.get_days()).ok()?;
        let is_gone = self.expires.is_some_and(|own| own <= day);
        if days > EXPIRY_DAYS || is_gone || !self.published || *article.path() == self.body.path {
            return None;
        }
        let target = article.path().rsplit('/').next().unwrap_or("").to_owned();
        let fault = FrontFault::TargetExpires { target, day: day.to_string(), days };
        Some(Finding::at(&self.body.path, link.span.shifted(self.body.start), fault))
    }

    /// The URL of a link; empty if the link was refused when the text was read.
    fn destination(&mut self, link: &Link) -> Result<(String, TargetKind), LinkRefusal> {
        let dest = link.dest.trim();
        let kind = if link.image { TargetKind::Image } else { TargetKind::Link };
        let scheme = scheme(dest).map(|(scheme, rest)| (scheme.to_ascii_lowercase(), rest));
        let url = match scheme.as_ref().map(|(scheme, rest)| (scheme.as_str(), *rest)) {
            _ if link.refused => String::new(),
            None => self.local(dest, link)?,
            Some(("lender", name)) => self.lender(name)?,
            Some(("topic", name)) => self.topic(name)?,
            Some(("law", name)) => self.law(name)?,
            Some(("calculator", name)) => self.calculator(name)?,
            Some(("mailto" | "tel", _)) if !link.image => url::encode(dest).replace("%25", "%"),
            Some(("http" | "https", _)) => match self.own_path(dest) {
                Some(path) => self.site_path(&path, link)?,
                None => {
                    if let Some(private) = address::flaw(dest).filter(Flaw::is_private) {
                        self.findings.push(self.about(link, private.fault));
                        return Ok((String::new(), kind));
                    }
                    if link.image {
                        self.findings.push(self.about(link, AddressFault::RemotePicture { url: dest.to_owned() }));
                    }
                    return Ok((web_address(dest), TargetKind::External));
                }
            },
            Some(_) => String::new(),
        };
        Ok((url, kind))
    }

    fn about(&self, link: &Link, fault: impl Into<Fault>) -> Finding {
        Finding::at(&self.body.path, link.span.shifted(self.body.start), fault)
    }

    /// The path of an absolute address of this site, below its published base URL or that of this build.
    fn own_path(&self, dest: &str) -> Option<String> {
        [self.addresses.base(), &self.library.settings.home].into_iter().find_map(|base| path_below(base, dest))
    }

    fn local(&mut self, dest: &str, link: &Link) -> Result<String, LinkRefusal> {
        if let Some(anchor) = dest.strip_prefix('#') {
            return self.anchor(&self.body.facts, anchor, &self.body.path);
        }
        if dest.starts_with('/') {
            return self.site_path(dest, link);
        }
        let (path, anchor) = dest.split_once('#').map_or((dest, None), |(p, a)| (p, Some(a)));
        let Some(decoded) = url::decode(path) else { return refuse(LinkFault::NoSuchFile { target: path.to_owned() }, None) };
        let joined = url::join(self.body.path_of(link.span), &decoded).filter(|p| p.starts_with("content/"));
        let Some(source) = joined else { return refuse(LinkFault::Outside { target: path.to_owned() }, None) };
        let Some(target) = self.addresses.sources.get(&*url::nfc(&source)).copied() else {
            return Err(self.no_source(self.body.path_of(link.span), &decoded, &source));
        };
        self.follow(target, &decoded, anchor)
    }

    fn follow(&mut self, target: Output, written: &str, anchor: Option<&str>) -> Result<String, LinkRefusal> {
        let library = self.library;
        let (page, facts, path) = match target {
            Output::Page(page @ PageId::Article(id)) => {
                let article = library.article(id);
                if self.published && !self.addresses.has_page(id) {
                    let [why_zh, why_en] = self.addresses.state(id).reason().map(str::to_owned);
                    return refuse(LinkFault::TargetUnpublished { target: written.to_owned(), why_zh, why_en }, None);
                }
                self.resolved.articles.push(id);
                (page, Some(&article.body.facts), article.path())
            }
            Output::Page(page @ PageId::Plain(id)) => (page, Some(&library.pages[id].body.facts), &library.pages[id].source.path),
            Output::Copy(id) => {
                self.resolved.files.push(id);
                return Ok(self.addresses.url_of_output(&output_of_file(&library.files[id])));
            }
            // An introduction: its headings are on the page of its topic or lender, and nothing looks for them there.
            Output::Page(page) => (page, None, &self.body.path),
            _ => return Ok(String::new()),
        };
        let url = self.addresses.url(library, page);
        match (anchor, facts) {
            (Some(anchor), Some(facts)) => Ok(url + &self.anchor(facts, anchor, path)?),
            (Some(anchor), None) => Err(self.no_anchor(written.to_owned(), anchor.to_owned(), None)),
            (None, _) => Ok(url),
        }
    }

    /// A nearest word, while it is worth its search: a report lists no more findings of one file.
    fn suggest(&self, nearest: impl FnOnce() -> Option<String>) -> Option<String> {
        if self.refused.len() + self.findings.len() < LISTED { nearest() } else { None }
    }

    /// The fragment for a heading. Some texts have thousands of headings and as many links to them.
    fn anchor(&mut self, facts: &'a Facts, anchor: &str, file: &'a str) -> Result<String, LinkRefusal> {
        let anchor = registers::decoded(anchor);
        let anchors = self.headings.entry(file).or_insert_with(|| Anchors::of(facts));
        let id = anchors.id(&anchor);
        self.fragment(id, facts, anchor, file)
    }

    fn fragment(&self, id: Option<&str>, facts: &Facts, anchor: String, file: &str) -> Result<String, LinkRefusal> {
        if let Some(id) = id {
            return Ok(format!("#{}", url::encode(id)));
        }
        let target = file.rsplit('/').next().unwrap_or(file).to_owned();
        Err(self.no_anchor(target, anchor, Some(facts)))
    }

    fn site_path(&mut self, path: &str, link: &Link) -> Result<String, LinkRefusal> {
        let cut = path.find(['?', '#']).unwrap_or(path.len());
        let (bare, rest) = (path.get(..cut).unwrap_or(path), path.get(cut..).unwrap_or(""));
        let fault = || LinkFault::NoSuchPage { path: bare.to_owned() };
        let Some(decoded) = url::decode(bare) else { return refuse(fault(), None) };
        let output = file_at(decoded.trim_start_matches('/'));
        let anchor = rest.strip_prefix('#');
        match self.addresses.outputs.get(&output) {
            Some(target @ (Output::Page(PageId::Article(_) | PageId::Plain(_)) | Output::Copy(_))) => {
                self.follow(target, bare, anchor)
            }
            Some(_) => {
                let anchor = anchor.map(|_| url::encode(rest)).unwrap_or_default();
                Ok(format!("{}{anchor}", self.addresses.url_of_output(&output)))
            }
            None if link.image => refuse(LinkFault::NoSuchFile { target: bare.to_owned() }, None),
            None => refuse(fault(), None),
        }
    }
}

/// Findings about links that cannot be followed, at the wrong part of each.
fn wrong_links(body: &Body, markdown: &str, refused: Vec<(&Link, LinkRefusal)>) -> Vec<Finding> {
    let definitions = definitions(markdown);
    let finding = |(link, refused): (&Link, LinkRefusal)| {
        let (fault, near) = *refused;
        let (span, is_part) = place(markdown, &definitions, link, &fault);
        Finding::at(&body.path, span.shifted(body.start), fault).with_suggestion(near.filter(|_| is_part))
    };
    refused.into_iter().map(finding).collect()
}

/// Sorts a list, drops repetitions and gives back spare capacity: a large library has very many of them.
fn sorted<T: Ord>(list: &mut Vec<T>) {
    list.sort_unstable();
    list.dedup();
    list.shrink_to_fit();
}

/// The path of an absolute address below a base URL, whichever of http and https it has.
fn path_below(base: &BaseUrl, dest: &str) -> Option<String> {
    let (_, own) = base.origin.split_once("://")?;
    let (_, address) = dest.split_once("://")?;
    let (host, path) = address.split_at_checked(address.find(['/', '?', '#']).unwrap_or(address.len()))?;
    let path = if path.is_empty() { "/" } else { path };
    path.strip_prefix(base.path.as_str()).filter(|_| host.eq_ignore_ascii_case(own)).map(|p| format!("/{p}"))
}

fn scheme(dest: &str) -> Option<(&str, &str)> {
    let cut = dest.find([':', '/', '?', '#'])?;
    let (scheme, rest) = (dest.get(..cut)?, dest.get(cut..)?);
    rest.strip_prefix(':').map(|rest| (scheme, rest))
}

/// An address of the web with its characters encoded if they must be. Encoded characters stay.
fn web_address(dest: &str) -> String {
    url::encode(dest).replace("%25", "%").replace("%23", "#").replace("%3F", "?").replace("%5B", "[").replace("%5D", "]")
}

/// The slug nearest to a name: among all of a small library, else among its neighbours in alphabetical order.
pub(super) fn near_slug(addresses: &Addresses, name: &str) -> Option<String> {
    let before = addresses.slugs.range(..name.to_owned()).rev().map(|(slug, _)| slug.as_str());
    nearest(name, addresses.slugs_from(name).take(NEIGHBOURS).chain(before.take(NEIGHBOURS)))
}
