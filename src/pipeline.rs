//! The whole program on one screen, and the only place that works on many things at a time.
//!
//! ```text
//! read ─► understand ─► link ─► relate ─► render ─► whoever takes the artifacts (emit, a check, a test)
//! ```
//!
//! Results keep the order of their inputs, so the number of threads changes nothing but the time. Findings of every step are
//! collected; pages are rendered only where nothing before was an error.

mod again;
pub mod fix;
pub mod part;
mod press;
mod progress;
mod render;
mod report;
mod run;
mod same;
mod why;

pub use again::{Before, Touched, read_held};
pub use press::{Press, Undrawn};
pub use progress::{Progress, Step};
pub use render::{Known, Rendered};
pub use report::Lookup;
pub use run::{AsOf, Options};
pub use same::{frame, key};
pub use why::{ask_related, linked};

use again::{Found, Standing, Words};

use std::io;
use std::path::Path;
use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::*;

use crate::check::{self, Rules, law};
use crate::diag::{Finding, Findings, Group};
use crate::link::{Addresses, Linked, Resolved, ResolvedTexts, resolve};
use crate::load::{self, Place, Sources, Texts, theme};
use crate::model::facts::Plain;
use crate::model::text_file::{self, Text};
use crate::model::{Article, Library, RegisterSources, Registers, as_read, files, settings};
use crate::relate::{self, Digest, Duplicate, Related, Relating, Spread};
use crate::text::{Slots, Source};
use crate::view::build;

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
    read_looking(root, settings, |_| true, progress)
}

/// The same, with a look at pictures of some paths only.
fn read_looking(
    root: &Path,
    settings: &Path,
    looks: impl Fn(&str) -> bool + Sync,
    progress: &dyn Progress,
) -> io::Result<(Sources, Vec<Finding>)> {
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
    let look = |place: &Place| if looks(&place.path) { load::look_at(place) } else { Ok(files::plain(&place.path)) };
    let looked = tree.files.par_iter().map(look).collect::<io::Result<_>>()?;
    Ok((Sources { files: keep(looked, &mut findings), ..sources }, findings))
}

/// What becomes of each of many things, as long as something becomes of all.
pub fn all<T: Sync, U: Send>(things: &[T], becomes: impl Fn(&T) -> Option<U> + Sync + Send) -> Option<Vec<U>> {
    things.par_iter().map(becomes).collect()
}

/// What a site's texts say.
struct Understood<'b> {
    library: Library,
    /// Of each article, what it is compared by.
    digests: Vec<Arc<Digest>>,
    /// How common their terms are.
    spread: Spread,
    /// Of each article, what has changed since in the laws it cites.
    changes: Vec<Box<[law::Change]>>,
    as_of: Date,
    /// By article, what was found in it.
    found: Vec<Group>,
    /// What of the site before stands.
    standing: Option<Standing<'b>>,
    /// What is left of the sources once the library has taken its texts.
    rest: Rest,
}

/// Understands every text. Whatever looks at the words of an article does so here: its text is not kept.
fn understand<'b>(
    sources: Sources,
    options: &Options,
    before: Option<Before<'b>>,
    progress: &dyn Progress,
) -> io::Result<(Understood<'b>, Findings)> {
    progress.begin(Step::Understand, sources.articles.len());
    let mut all = Findings::default();
    let (mut settings, mut findings) = settings::read(sources.settings.as_ref());
    if let Some(base) = &options.base_url {
        settings.base = base.clone();
    }
    let as_of = options.as_of.day(settings.utc_offset);
    let standing = before.map(|before| Standing::new(before, &sources, as_of, &settings, options));
    let (registers, said) = Registers::read(&sources.registers);
    findings.extend(said);
    let rules = Rules::new(&registers, &settings, as_of);
    let for_pages = sources.texts.are_whole();
    let spread = standing.map_or_else(|| if for_pages { Spread::default() } else { Spread::none() }, |s| s.spread());
    let understood = |path: &Arc<str>| match sources.texts.read(path)? {
        load::Text::Bad(_, finding) => Ok(Err(*finding)),
        load::Text::Good(source) => Ok(Ok(standing.and_then(|s| s.article(&source)).unwrap_or_else(|| {
            let (article, plain, mut found) = text_file::article(&source, &registers, as_of);
            if sources.texts.is_whole(path) {
                found.extend(rules.article(&article, &source.text, &plain));
            }
            if !for_pages {
                return (Arc::new(article), Words::default(), found.into());
            }
            let changes = law::changes(&registers, &article, text_file::body(&source.text, article.body), as_of);
            let plain = as_read(&plain, &article.facts, article.front.lender, &registers);
            let digest = relate::digest(&article, &plain, &spread);
            let slots = if settings.search { article.slots(&plain) } else { Slots::default() };
            (Arc::new(article), Words { digest: Arc::new(digest), slots: Arc::new(slots), changes }, Group::from(found))
        }))),
    };
    let read: io::Result<Vec<_>> = sources.articles.par_iter().inspect(|_| progress.tick()).map(understood).collect();
    let (mut articles, mut found) = (Vec::new(), Vec::new());
    let (mut digests, mut slots, mut changes) = (Vec::new(), Vec::new(), Vec::new());
    for article in read? {
        match article {
            Ok((article, words, said)) => {
                all.push(&said);
                articles.push(article);
                digests.push(words.digest);
                slots.push(words.slots);
                changes.push(words.changes);
                found.push(said);
            }
            Err(finding) => findings.push(finding),
        }
    }
    if let Some(standing) = standing {
        standing.forget(&articles, &registers, &spread);
    }
    let topic = |slug: &str| registers.topics.rows.iter().any(|t| t.slug == slug);
    let lender = |slug: &str| registers.lenders.rows.iter().any(|l| l.slug == slug);
    let page = |source| judged(&rules, text_file::page(source, &registers, as_of));
    let topic_intro = |source| judged(&rules, text_file::intro(source, &registers, as_of, topic));
    let lender_intro = |source| judged(&rules, text_file::intro(source, &registers, as_of, lender));
    let pages = keep(sources.pages.into_iter().map(page).collect(), &mut findings);
    let topic_intros = keep(sources.topic_intros.into_iter().map(topic_intro).collect(), &mut findings);
    let lender_intros = keep(sources.lender_intros.into_iter().map(lender_intro).collect(), &mut findings);
    let others: Vec<Source> = (&sources.registers).into_iter().cloned().chain(sources.settings).chain(sources.broken).collect();
    findings.extend(check::registers(&registers, &settings, others.iter(), &sources.files, as_of));
    let library = Library { articles, pages, topic_intros, lender_intros, files: sources.files, settings, registers };
    let Sources { articles, texts, templates, theme, .. } = sources;
    let rest = Rest { articles, slots, texts, templates, theme, others };
    all.extend(findings);
    Ok((Understood { library, digests, spread, changes, as_of, found, standing, rest }, all))
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
pub fn link(sources: Sources, options: &Options, progress: &dyn Progress) -> io::Result<(Site, Findings)> {
    link_again(sources, options, None, progress)
}

/// Understands, links and relates what was read. What of the site before was made of the same things is taken over: the
/// outcome is the same, and sooner there.
///
/// # Errors
/// When an article cannot be read; the path is in the message.
pub fn link_again(
    sources: Sources,
    options: &Options,
    before: Option<Before<'_>>,
    progress: &dyn Progress,
) -> io::Result<(Site, Findings)> {
    let (mut understood, mut findings) = understand(sources, options, before, progress)?;
    let (digests, spread) = (std::mem::take(&mut understood.digests), std::mem::take(&mut understood.spread));
    let (standing, changes) = (understood.standing, std::mem::take(&mut understood.changes));
    let (linked, rest, found) = connect(understood, options, &mut findings, progress)?;
    let hurried = standing.and_then(|s| s.related(&linked));
    let is_rough = hurried.is_some();
    // Only what is kept in memory is ever made again.
    let kept = if matches!(rest.texts, Texts::Held(_)) { digests.clone() } else { Vec::new() };
    let anew = || {
        progress.begin(Step::Relate, digests.len());
        let digests: Vec<Digest> = digests.into_iter().map(Arc::unwrap_or_clone).collect();
        let by_age = relate::by_age(&linked);
        let duplicates = relate::duplicates(&digests, &by_age);
        let twice = Group::from(relate::twice(&linked, &by_age, &duplicates));
        // Where only some bodies were read, no page is shown either.
        let related =
            if rest.texts.are_whole() { relate(&linked, digests, &spread, &duplicates, progress).1 } else { Related::default() };
        (related, twice)
    };
    let (related, twice) = hurried.unwrap_or_else(anew);
    findings.push(&twice);
    findings.extend(build::twins(&linked));
    Ok((Site { linked, related, is_rough, found: Found { twice, ..found }, digests: kept, spread, changes, rest }, findings))
}

/// Resolves every link of a library.
fn connect(
    understood: Understood<'_>,
    options: &Options,
    findings: &mut Findings,
    progress: &dyn Progress,
) -> io::Result<(Linked, Rest, Found)> {
    let Understood { library, as_of, found, standing, rest, .. } = understood;
    progress.begin(Step::Link, library.articles.len());
    let standing = standing.and_then(|s| s.links(&library));
    let (addresses, addresses_found) = standing.as_ref().map_or_else(
        || {
            let (addresses, found) = Addresses::assign(&library, as_of, options.publish);
            (Arc::new(addresses), Group::from(found))
        },
        again::Links::addresses,
    );
    let count = u32::try_from(library.articles.len()).unwrap_or(u32::MAX);
    let resolve = |i: u32| {
        if let Some(resolved) = standing.as_ref().and_then(|s| s.resolved(i)) {
            return Ok(resolved);
        }
        let body = || library.articles.get(i as usize).map(|a| rest.body(a)).transpose();
        let (resolved, said) = match resolve::article(&library, &addresses, i, None) {
            Some(resolved) => resolved,
            None => resolve::article(&library, &addresses, i, body()?.as_deref()).unwrap_or_default(),
        };
        Ok((Arc::new(resolved), Group::from(said)))
    };
    let articles: io::Result<Vec<_>> = (0..count).into_par_iter().inspect(|_| progress.tick()).map(resolve).collect();
    let (articles, resolved_found): (Vec<_>, Vec<_>) = articles?.into_iter().unzip();
    findings.push(&addresses_found);
    resolved_found.iter().for_each(|said| findings.push(said));
    let found = Found { understood: found, addresses: addresses_found, resolved: resolved_found, twice: Group::default() };
    let lists = standing.as_ref().and_then(|s| s.lists(&library, &articles));
    let mut said = Vec::new();
    let resolved = ResolvedTexts {
        articles,
        pages: resolve_all(&library, &addresses, &library.pages, &mut said),
        topic_intros: resolve_all(&library, &addresses, &library.topic_intros, &mut said),
        lender_intros: resolve_all(&library, &addresses, &library.lender_intros, &mut said),
    };
    let (linked, joined) = Linked::join(library, as_of, addresses, resolved, lists);
    findings.extend(said.into_iter().chain(joined));
    Ok((linked, rest, found))
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
    /// True where that is still what it was before the last edit.
    pub is_rough: bool,
    found: Found,
    /// Of each article, what it is compared by, while texts are kept.
    digests: Vec<Arc<Digest>>,
    /// How common their terms are.
    spread: Spread,
    /// By article, what has changed since in the laws it cites.
    changes: Vec<Box<[law::Change]>>,
    rest: Rest,
}

/// What of the sources is no part of the library.
#[derive(Debug)]
struct Rest {
    /// Paths of the articles, also of those that could not be understood.
    articles: Vec<Arc<str>>,
    /// What is searched in each article of the library.
    slots: Vec<Arc<Slots>>,
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

impl Site {
    fn templates(&self) -> Vec<(String, String)> {
        let name = |path: &str| path.strip_prefix("templates/").unwrap_or(path).to_owned();
        self.rest.templates.iter().map(|t| (name(&t.path), t.text.to_string())).collect()
    }
}
