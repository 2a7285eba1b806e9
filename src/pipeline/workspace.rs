//! The site of an editor: its unsaved texts take precedence over the files, and of all other articles only the front matter is held.
//!
//! The findings of an open text are those of [`super::subset::check`]. Values that did not change come from a store in memory.

use std::collections::BTreeSet;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use memchr::memmem;
use rayon::prelude::*;

use super::subset::{Wanted, link_targets, linked_articles};
use super::{ChangeSet, Context, MAX_CHUNK, Options, Progress, Site, load, relocate, subset};
use crate::analyze::{Analyzer, TermCounter};
use crate::diag::Finding;
use crate::link::resolve;
use crate::load::{self as disk, Extent, Overlay, Sources, Texts};
use crate::model::{ArticleId, Parts, Registers};
use crate::store::Memory;
use crate::text::Source;

/// Makes the states of a site whose texts are being written.
pub(crate) struct Workspace {
    root: PathBuf,
    settings: PathBuf,
    options: Options,
    store: Memory,
    held: Option<Held>,
}

/// What was read from disk.
struct Held {
    sources: Sources,
    findings: Vec<Finding>,
    /// The front matter of each article.
    heads: Overlay,
    /// The open texts that are no articles on disk: `sources` contains them.
    others: Overlay,
}

/// A site at one moment.
pub(crate) struct Snapshot {
    pub(crate) site: Site,
    /// The registers as they were read, for an analyzer of its own.
    pub(crate) registers: Registers,
    /// The findings of the open texts, and the errors of settings and registers.
    pub(crate) findings: Vec<Finding>,
    /// The open texts of this moment.
    pub(crate) open: Overlay,
}

impl Workspace {
    pub(crate) fn new(root: PathBuf, settings: PathBuf, options: Options) -> Workspace {
        Workspace { root, settings, options, store: Memory::default(), held: None }
    }

    pub(crate) fn set_options(&mut self, options: Options) {
        self.options = options;
    }

    /// Analyzes and links the site with the open texts. `changes` are the files that changed on disk since the last snapshot.
    ///
    /// # Errors
    /// If a file or folder cannot be read.
    pub(crate) fn snapshot(&mut self, open: &Overlay, changes: &ChangeSet, progress: &dyn Progress) -> io::Result<Snapshot> {
        let held = match self.held.take().filter(|held| held.is_current(open)) {
            Some(held) => held.refreshed(changes)?,
            None => None,
        };
        let held = match held {
            Some(held) => held,
            None => self.read(open, progress)?,
        };
        let (site, findings) = self.site(&held, open, progress)?;
        self.store.sweep();
        let registers = Registers::read(&held.sources.registers).0;
        self.held = Some(held);
        Ok(Snapshot { site, registers, findings, open: open.clone() })
    }

    fn read(&self, open: &Overlay, progress: &dyn Progress) -> io::Result<Held> {
        let is_open = |path: &str| open.get(path).is_some();
        let (mut sources, mut findings) = load::load_with_pictures(&self.root, &self.settings, open, is_open, progress)?;
        let heads = Texts { root: self.root.clone(), extent: Extent::FrontMatterExcept(BTreeSet::new()), ..Texts::default() };
        let on_disk = |path: &&Arc<str>| !is_open(path) || disk::is_plain_file(&self.root.join(&***path));
        let read = sources.articles.par_iter().with_max_len(MAX_CHUNK).filter(on_disk).map(|path| heads.read(path));
        let read = disk::partition(read.collect::<io::Result<_>>()?, &mut sources.unreadable, &mut findings);
        let heads: Overlay = read.into_iter().collect();
        sources.articles.retain(|path| is_open(path) || heads.get(path).is_some());
        let others = open.texts().filter(|text| heads.get(&text.path).is_none()).cloned().collect();
        Ok(Held { sources, findings, heads, others })
    }

    fn site(&self, held: &Held, open: &Overlay, progress: &dyn Progress) -> io::Result<(Site, Vec<Finding>)> {
        let context = Context { options: &self.options, progress, store: &self.store, stale: None };
        let is_wanted = |path: &str| open.get(path).is_some();
        let wanted = Wanted { root: &self.root, is_wanted: &is_wanted, read: &held.findings };
        let mut whole: BTreeSet<Arc<str>> = BTreeSet::new();
        for source in open.texts().filter(|text| held.sources.articles.binary_search(&text.path).is_ok()) {
            whole.insert(Arc::clone(&source.path));
            whole.extend(link_targets(crate::model::inclusion::expand(source.clone(), &held.sources.texts.parts)));
        }
        loop {
            let mut sources = held.sources.clone();
            let heads = held.heads.texts().filter(|head| !whole.contains(&head.path));
            sources.texts.overlay = heads.chain(open.texts()).cloned().collect();
            sources.texts.extent = Extent::FrontMatterExcept(whole.clone());
            let (site, findings) = super::site(sources, &context)?;
            let targets = linked_articles(&site, is_wanted);
            if targets.is_subset(&whole) {
                let found = subset::reported(&wanted, &site, &findings)?;
                return Ok((site, found));
            }
            whole.extend(targets);
        }
    }
}

impl Held {
    /// True if the open texts differ from those that were read only in articles.
    fn is_current(&self, open: &Overlay) -> bool {
        open.texts().filter(|text| self.heads.get(&text.path).is_none()).eq(self.others.texts())
    }

    /// The same with the changed articles read again; `None` if anything else may have changed.
    fn refreshed(mut self, changes: &ChangeSet) -> io::Result<Option<Held>> {
        let ChangeSet::Paths(paths) = changes else { return Ok(None) };
        let heads =
            Texts { root: self.sources.texts.root.clone(), extent: Extent::FrontMatterExcept(BTreeSet::new()), ..Texts::default() };
        for path in paths {
            let Some(known) = self.heads.get(path).map(|head| Arc::clone(&head.path)) else { return Ok(None) };
            if !disk::is_plain_file(&heads.root.join(path)) {
                return Ok(None);
            }
            match heads.read(&known)? {
                Ok(head) => self.heads.insert(head),
                Err(_) => return Ok(None),
            }
        }
        Ok(Some(self))
    }
}

impl Site {
    /// The texts of the articles in which one of some words stands. Open texts take precedence.
    ///
    /// # Errors
    /// If an article cannot be read.
    pub(crate) fn articles_with(&self, words: &[String], open: &Overlay) -> io::Result<Vec<Source>> {
        let finders: Vec<memmem::Finder<'_>> = words.iter().filter(|word| !word.is_empty()).map(memmem::Finder::new).collect();
        let read = |path: &Arc<str>| match open.get(path) {
            Some(source) => Ok(Some(source.clone())),
            None => disk::read_text(&self.texts.root.join(&**path), path, disk::TEXT_LIMIT).map(Result::ok),
        };
        let has_word = |source: &Source| finders.iter().any(|finder| finder.find(source.text.as_bytes()).is_some());
        let paths: Vec<&Arc<str>> = self.linked.library.articles().map(|(_, article)| article.path()).collect();
        let texts: io::Result<Vec<Option<Source>>> =
            paths.par_iter().with_max_len(MAX_CHUNK).map(|path| Ok(read(path)?.filter(has_word))).collect();
        Ok(texts?.into_iter().flatten().collect())
    }

    /// The texts that articles include.
    pub(crate) fn parts(&self) -> &Parts {
        &self.texts.parts
    }

    /// The findings of an article that its text and the addresses of the others decide. The text takes the place of the one that the site has,
    /// and its links are resolved by the addresses that the site has. The second value tells whether the site has to be linked again, because
    /// front matter or headings changed.
    ///
    /// # Errors
    /// If a file cannot be read.
    pub(crate) fn write(&mut self, id: ArticleId, source: Source, analyzer: &Analyzer<'_>) -> io::Result<(Vec<Finding>, bool)> {
        let mut expanded = crate::model::inclusion::expand(source, &self.texts.parts);
        let extraction = analyzer.article(&expanded, true, &mut TermCounter::default());
        let library = &mut self.linked.library;
        let analysis = Arc::new(extraction.analysis);
        let is_alike = super::analyze::interface(std::slice::from_ref(&analysis))
            == super::analyze::interface(std::slice::from_ref(&library.articles[id]));
        library.articles[id] = analysis;
        self.read_targets(id, analyzer)?;
        let text = expanded.source.text.clone();
        let read = || Ok::<_, io::Error>(text);
        let (_, links) = resolve::article(&self.linked.library, &self.linked.addresses, id, read)?;
        let body = &self.linked.library.article(id).body;
        let found = extraction.findings.iter().cloned().chain(links).collect();
        let mut found = relocate::relocate_some(found, body);
        found.append(&mut expanded.findings);
        Ok((found, !is_alike))
    }

    /// Reads the articles that an article links to as a whole: their headings decide whether an anchor exists.
    fn read_targets(&mut self, id: ArticleId, analyzer: &Analyzer<'_>) -> io::Result<()> {
        let body = &self.linked.library.article(id).body;
        let paths = body.facts.links.iter().filter_map(|link| resolve::source_of(body.path_of(link.span), &link.dest));
        let targets = paths.filter(|path| !self.texts.is_whole(path)).filter_map(|path| self.linked.library.article_by_path(&path));
        for target in targets.collect::<BTreeSet<ArticleId>>() {
            let path = Arc::clone(self.linked.library.article(target).path());
            if let Ok(source) = disk::read_text(&self.texts.root.join(&*path), &path, disk::TEXT_LIMIT)? {
                // Its front matter stood there before.
                self.texts.overlay.insert(source.clone());
                let expanded = crate::model::inclusion::expand(source, &self.texts.parts);
                let extraction = analyzer.article(&expanded, true, &mut TermCounter::default());
                self.linked.library.articles[target] = Arc::new(extraction.analysis);
            }
            if let Extent::FrontMatterExcept(whole) = &mut self.texts.extent {
                whole.insert(path);
            }
        }
        Ok(())
    }
}
