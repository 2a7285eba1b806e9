//! The whole program on one screen, and the only place that works on many things at a time.
//!
//! ```text
//! read ─► understand ─► link ─► relate ─► render ─► whoever takes the artifacts (emit, a check, a test)
//! ```
//!
//! Results keep the order of their inputs, so the number of threads changes nothing but the time. Findings of every step are
//! collected; pages are rendered only where nothing before was an error.

pub mod fix;
pub mod part;
mod progress;
mod report;
mod run;
mod same;
mod why;

pub use progress::{Progress, Step};
pub use run::{AsOf, Options};
pub use same::{frame, key};
pub use why::{ask_related, linked};

use std::collections::BTreeMap;
use std::io;
use std::path::Path;
use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::*;

use crate::check::{self, Rules};
use crate::diag::Finding;
use crate::link::{Addresses, Linked, PageId, Resolved, ResolvedTexts, resolve};
use crate::load::{self, Place, Sources, Texts, theme};
use crate::model::facts::Plain;
use crate::model::text_file::{self, Text};
use crate::model::{Article, Library, RegisterSources, Registers, settings};
use crate::relate::{self, Digest, Duplicate, Related, Relating, Spread};
use crate::render::{Artifact, Renderer, assets, feed, hosting, overview, search, sitemap};
use crate::text::{Checksum, Slots, Source};
use crate::view::build::{self, Views};

/// Sets how many threads work; by default as many as there are processors. To be called once, before any work.
///
/// # Errors
/// When the threads cannot be started.
pub fn threads(count: usize) -> Result<(), impl std::error::Error> {
    rayon::ThreadPoolBuilder::new().num_threads(count).build_global()
}

/// Reads every text of a site but those of its articles, which are read as they are understood.
///
/// # Errors
/// When a file or folder cannot be read.
pub fn read(root: &Path, settings: &Path, progress: &dyn Progress) -> io::Result<(Sources, Vec<Finding>)> {
    let (tree, mut findings) = load::survey(root)?;
    progress.begin(Step::Read, tree.pages.len() + tree.topic_intros.len() + tree.lender_intros.len());
    let mut broken = Vec::new();
    let mut texts = |places: &[Place], limit: u64| -> io::Result<Vec<Source>> {
        let all: Vec<load::Text> = places
            .par_iter()
            .inspect(|_| progress.tick())
            .map(|p| load::read_text(&p.disk, &p.path, limit))
            .collect::<io::Result<_>>()?;
        Ok(load::good(all, &mut broken, &mut findings))
    };
    let settings = [Place::of(root, settings)];
    let own_theme = tree.theme.iter().map(|p| load::read_bytes(&p.disk).map(|b| (p.name().to_owned(), b)));
    let sources = Sources {
        settings: texts(&settings, load::REGISTER_LIMIT)?.pop(),
        registers: RegisterSources::sorted(texts(&tree.registers, load::REGISTER_LIMIT)?),
        articles: tree.articles.iter().map(|p| Arc::clone(&p.path)).collect(),
        texts: Texts::OnDisk(root.to_path_buf()),
        pages: texts(&tree.pages, load::TEXT_LIMIT)?,
        topic_intros: texts(&tree.topic_intros, load::TEXT_LIMIT)?,
        lender_intros: texts(&tree.lender_intros, load::TEXT_LIMIT)?,
        templates: theme::templates(texts(&tree.templates, load::TEXT_LIMIT)?),
        theme: theme::files(own_theme.collect::<io::Result<_>>()?),
        files: Vec::new(),
        broken,
    };
    let looked = tree.files.par_iter().map(load::look_at).collect::<io::Result<_>>()?;
    Ok((Sources { files: keep(looked, &mut findings), ..sources }, findings))
}

/// What becomes of each of many things, as long as something becomes of all.
pub fn all<T: Sync, U: Send>(things: &[T], becomes: impl Fn(&T) -> Option<U> + Sync + Send) -> Option<Vec<U>> {
    things.par_iter().map(becomes).collect()
}

/// What a site's texts say.
struct Understood {
    library: Library,
    /// Of each article, what it is compared by.
    digests: Vec<Digest>,
    /// How common their terms are.
    spread: Spread,
    as_of: Date,
    /// What is left of the sources once the library has taken its texts.
    rest: Rest,
}

/// Understands every text. Whatever looks at the words of an article does so here: its text is not kept.
fn understand(sources: Sources, options: &Options, progress: &dyn Progress) -> io::Result<(Understood, Vec<Finding>)> {
    progress.begin(Step::Understand, sources.articles.len());
    let (mut settings, mut findings) = settings::read(sources.settings.as_ref());
    if let Some(base) = &options.base_url {
        settings.base = base.clone();
    }
    let as_of = options.as_of.day(settings.utc_offset);
    let (registers, found) = Registers::read(&sources.registers);
    findings.extend(found);
    let rules = Rules::new(&registers, &settings, as_of);
    let spread = Spread::default();
    let understood = |path: &Arc<str>| match sources.texts.read(path)? {
        load::Text::Bad(_, finding) => Ok((None, vec![*finding])),
        load::Text::Good(source) => {
            let (article, plain, mut found) = text_file::article(&source, &registers, as_of);
            if sources.texts.is_whole(path) {
                found.extend(rules.article(&article, &source.text, &plain));
            }
            let digest = relate::digest(&article, &plain, &spread);
            let slots = if settings.search { Slots::of([&article.front.title.value, plain.text()]) } else { Slots::default() };
            Ok((Some((article, (digest, slots))), found))
        }
    };
    let articles: io::Result<Vec<_>> = sources.articles.par_iter().inspect(|_| progress.tick()).map(understood).collect();
    let topic = |slug: &str| registers.topics.rows.iter().any(|t| t.slug == slug);
    let lender = |slug: &str| registers.lenders.rows.iter().any(|l| l.slug == slug);
    let page = |source| judged(&rules, text_file::page(source, &registers, as_of));
    let topic_intro = |source| judged(&rules, text_file::intro(source, &registers, as_of, topic));
    let lender_intro = |source| judged(&rules, text_file::intro(source, &registers, as_of, lender));
    let pages = keep(sources.pages.into_iter().map(page).collect(), &mut findings);
    let topic_intros = keep(sources.topic_intros.into_iter().map(topic_intro).collect(), &mut findings);
    let lender_intros = keep(sources.lender_intros.into_iter().map(lender_intro).collect(), &mut findings);
    let others: Vec<Source> = sources.registers.into_iter().chain(sources.settings).chain(sources.broken).collect();
    findings.extend(check::registers(&registers, &settings, others.iter(), &sources.files, as_of));
    let (articles, words): (_, Vec<_>) = keep(articles?, &mut findings).into_iter().flatten().unzip();
    let (digests, slots) = words.into_iter().unzip();
    let library = Library { articles, pages, topic_intros, lender_intros, files: sources.files, settings, registers };
    let Sources { articles, texts, templates, theme, .. } = sources;
    let rest = Rest { articles, slots, texts, templates, theme, others };
    Ok((Understood { library, digests, spread, as_of, rest }, findings))
}

/// A page or an introduction with what the rules make of its words.
fn judged<T: Text>(rules: &Rules<'_>, (text, plain, mut findings): (T, Plain, Vec<Finding>)) -> (T, Vec<Finding>) {
    findings.extend(rules.page(&text, &plain));
    (text, findings)
}

/// Understands, links and relates what was read.
///
/// # Errors
/// When an article cannot be read; the path is in the message.
pub fn link(sources: Sources, options: &Options, progress: &dyn Progress) -> io::Result<(Site, Vec<Finding>)> {
    let (Understood { library, digests, spread, as_of, rest }, mut findings) = understand(sources, options, progress)?;
    let (linked, found) = connect(library, as_of, &rest, options, progress)?;
    findings.extend(found);
    let by_age = relate::by_age(&linked);
    let duplicates = relate::duplicates(&digests, &by_age);
    findings.extend(relate::twice(&linked, &by_age, &duplicates));
    // Where only some bodies were read, no page is shown either.
    let related = match rest.texts {
        Texts::Heads(..) => Related::default(),
        _ => relate(&linked, digests, &spread, &duplicates, progress).1,
    };
    Ok((Site { linked, related, rest }, findings))
}

/// Resolves every link of a library.
fn connect(
    library: Library,
    as_of: Date,
    rest: &Rest,
    options: &Options,
    progress: &dyn Progress,
) -> io::Result<(Linked, Vec<Finding>)> {
    progress.begin(Step::Link, library.articles.len());
    let (addresses, mut findings) = Addresses::assign(&library, as_of, options.publish);
    let count = u32::try_from(library.articles.len()).unwrap_or(u32::MAX);
    let resolve = |i: u32| {
        let body = || library.articles.get(i as usize).map(|a| rest.body(a)).transpose();
        Ok(match resolve::article(&library, &addresses, i, None) {
            Some(resolved) => resolved,
            None => resolve::article(&library, &addresses, i, body()?.as_deref()).unwrap_or_default(),
        })
    };
    let articles: io::Result<Vec<_>> = (0..count).into_par_iter().inspect(|_| progress.tick()).map(resolve).collect();
    let resolved = ResolvedTexts {
        articles: keep(articles?, &mut findings),
        pages: resolve_all(&library, &addresses, &library.pages, &mut findings),
        topic_intros: resolve_all(&library, &addresses, &library.topic_intros, &mut findings),
        lender_intros: resolve_all(&library, &addresses, &library.lender_intros, &mut findings),
    };
    let (linked, found) = Linked::join(library, as_of, addresses, resolved);
    findings.extend(found);
    Ok((linked, findings))
}

/// Finds what is near to what.
fn relate<'a>(
    linked: &'a Linked,
    digests: Vec<Digest>,
    spread: &Spread,
    duplicates: &[Duplicate],
    progress: &dyn Progress,
) -> (Relating<'a>, Related) {
    let relating = Relating::new(linked, digests, spread, duplicates);
    let seats = 0..relating.count();
    progress.begin(Step::Relate, seats.len());
    let nearest = |scratch: &mut _, seat| relating.nearest(seat, scratch);
    let near = seats.into_par_iter().inspect(|_| progress.tick()).map_init(|| relating.scratch(), nearest).collect();
    let related = relating.join(near);
    (relating, related)
}

fn resolve_all(library: &Library, addresses: &Addresses, texts: &[impl Text], findings: &mut Vec<Finding>) -> Vec<Resolved> {
    keep(texts.iter().filter_map(|t| resolve::text(library, addresses, t, Some(t.markdown()), true)).collect(), findings)
}

/// Keeps the values and moves the findings.
fn keep<T>(results: Vec<(T, Vec<Finding>)>, findings: &mut Vec<Finding>) -> Vec<T> {
    results
        .into_iter()
        .map(|(value, found)| {
            findings.extend(found);
            value
        })
        .collect()
}

/// A site that has been read, understood, linked and related.
#[derive(Debug)]
pub struct Site {
    /// The linked library.
    pub linked: Linked,
    /// What is near to what.
    pub related: Related,
    rest: Rest,
}

/// What of the sources is no part of the library.
#[derive(Debug)]
struct Rest {
    /// Paths of the articles, also of those that could not be understood.
    articles: Vec<Arc<str>>,
    /// What is searched in each article of the library.
    slots: Vec<Slots>,
    /// Their texts.
    texts: Texts,
    /// Templates by path.
    templates: Vec<Source>,
    /// Theme files by name.
    theme: Vec<(String, Vec<u8>)>,
    /// Settings, registers and texts that could not be understood: findings may stand in them.
    others: Vec<Source>,
}

impl Rest {
    /// The Markdown of an article.
    fn body(&self, article: &Article) -> io::Result<String> {
        let source = self.texts.again(&article.path, article.sum)?;
        Ok(text_file::body(&source.text, article.body).to_owned())
    }
}

/// What is known of a page by its output path and the checksum of all that its rendering reads.
pub type Known<'k, T> = dyn Fn(&str, Checksum) -> Option<T> + Sync + 'k;

/// What rendering a site came to.
#[derive(Debug)]
pub struct Rendered<T> {
    /// What the taker made of each artifact.
    pub taken: Vec<T>,
    /// Pages among them.
    pub pages: usize,
    /// What was found.
    pub findings: Vec<Finding>,
}

impl Site {
    /// Renders every page and file, handing each to `take` as soon as it is made, from several threads. Files that are copied
    /// as they are stand in [`Linked::copies`].
    ///
    /// # Errors
    /// The first error of `take`.
    pub fn render<T: Send>(
        &self,
        take: impl Fn(Artifact) -> io::Result<T> + Sync,
        progress: &dyn Progress,
    ) -> io::Result<Rendered<T>> {
        self.render_new(None, |artifact, _| take(artifact), progress)
    }

    /// The same, but a page that is `known` is not rendered. It is asked for by its output path and the checksum of all that
    /// its rendering reads, which is then also handed to `take`.
    ///
    /// # Errors
    /// The first error of `take`.
    pub fn render_new<T: Send>(
        &self,
        known: Option<&Known<'_, T>>,
        take: impl Fn(Artifact, Option<Checksum>) -> io::Result<T> + Sync,
        progress: &dyn Progress,
    ) -> io::Result<Rendered<T>> {
        let used = |name: &str| self.linked.library.settings.search || !name.starts_with("search");
        let theme = self.rest.theme.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).filter(|(name, _)| used(name));
        let (fingerprinted, mut artifacts) = assets::assets(theme, &self.linked.addresses.base().path);
        let site = build::site(&self.linked, fingerprinted);
        let renderer = match Renderer::new(self.templates(), &site) {
            Ok(renderer) => renderer,
            Err(findings) => return Ok(Rendered { taken: Vec::new(), pages: 0, findings }),
        };
        let (views, pages) = (Views::new(&self.linked, &self.related), self.linked.pages());
        progress.begin(Step::Render, pages.len());
        let frame = Checksum::of_value(&(&self.rest.templates, &site));
        let draw = |id: &PageId| {
            let (page, article) = (views.page(*id), self.article(*id));
            let key = known.map(|_| Checksum::of_value(&(frame, &page, article.map(|a| a.sum))));
            if let Some(taken) = known.zip(key).and_then(|(known, key)| known(&page.output, key)) {
                return Ok(Ok(taken));
            }
            let body = article.map(|a| self.rest.body(a)).transpose()?.unwrap_or_default();
            let drawn = renderer.page(&page.with_text(&body));
            drawn.map_or_else(|finding| Ok(Err(finding)), |artifact| take(artifact, key).map(Ok))
        };
        let drawn: io::Result<Vec<Result<T, Box<Finding>>>> = pages.par_iter().inspect(|_| progress.tick()).map(draw).collect();
        artifacts.extend(build::feeds(&self.linked).iter().map(feed::feed));
        artifacts.extend(sitemap::sitemap(&build::url_entries(&self.linked), &site));
        artifacts.push(overview::overview(&build::overview(&self.linked)));
        let rules = build::redirect_rules(&self.linked);
        artifacts.extend([hosting::robots(&site), hosting::headers(&site), hosting::redirects(&rules)]);
        let mut rendered =
            Rendered { taken: Vec::with_capacity(pages.len() + artifacts.len()), pages: pages.len(), findings: Vec::new() };
        for page in drawn? {
            match page {
                Ok(taken) => rendered.taken.push(taken),
                Err(finding) => rendered.findings.push(*finding),
            }
        }
        rendered.findings = one_of_each(rendered.findings);
        rendered.findings.extend(build::twins(&self.linked));
        for artifact in artifacts {
            rendered.taken.push(take(artifact, None)?);
        }
        if self.linked.library.settings.search {
            rendered.taken.extend(self.search_index(take)?);
        }
        Ok(rendered)
    }

    /// The article that a page is of.
    fn article(&self, page: PageId) -> Option<&Article> {
        if let PageId::Article(i) = page { self.linked.library.articles.get(i as usize) } else { None }
    }

    /// The pages that search engines may list: absolute URLs by path below the output folder.
    pub fn listed(&self) -> BTreeMap<String, String> {
        build::url_entries(&self.linked).into_iter().map(|entry| (entry.output, entry.url.to_string())).collect()
    }

    /// Makes the search index, handing each file to `take`.
    fn search_index<T: Send>(&self, take: impl Fn(Artifact, Option<Checksum>) -> io::Result<T> + Sync) -> io::Result<Vec<T>> {
        let documents = build::documents(&self.linked, &self.rest.slots);
        let index = search::Index::new(&documents, search::LOT);
        let files = |part| index.files(part).into_iter().map(|file| take(file, None)).collect();
        let taken: io::Result<Vec<Vec<T>>> = index.parts().into_par_iter().map(files).collect();
        Ok(taken?.into_iter().flatten().collect())
    }

    fn templates(&self) -> Vec<(String, String)> {
        let name = |path: &str| path.strip_prefix("templates/").unwrap_or(path).to_owned();
        self.rest.templates.iter().map(|t| (name(&t.path), t.text.to_string())).collect()
    }
}

/// A template that fails fails on many pages; the first page is named, the rest add nothing.
fn one_of_each(findings: Vec<Finding>) -> Vec<Finding> {
    let mut seen: Vec<(Arc<str>, Option<crate::text::Span>)> = Vec::new();
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
