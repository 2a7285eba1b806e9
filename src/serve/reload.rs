//! Disk → the next state of the preview: a pure function of the files and the options. The store of derived values decides only
//! how soon it comes.

use std::collections::{BTreeSet, HashSet};
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use super::state::{Listed, LoadFailure, PreviewState, ServableSite};
use crate::diag::{Counts, Finding, Findings, Group, Severity};
use crate::load::Sources;
use crate::model::settings::{self, BaseUrl};
use crate::pipeline::{self, ChangeSet, Context, Load, Options, Press, Progress, Site};
use crate::store::{Disk, Memory, Store, Warm};
use crate::view::build;

/// The most articles that are compared while a person waits. In a larger library the related lists follow the text.
pub(crate) const MAX_COMPARED_AT_ONCE: usize = 20_000;

#[derive(Debug)]
pub struct PreviewConfig {
    pub root: PathBuf,
    pub settings: PathBuf,
    /// What to build; the base URL keeps its path and gets the preview's own origin.
    pub options: Options,
    /// True if warnings fail the site, too.
    pub strict: bool,
    /// Scheme, host and port of the preview: `http://127.0.0.1:8000`.
    pub origin: String,
    /// Values of the last build: the first load takes less time with them.
    pub warm: Option<Disk>,
    pub max_compared_at_once: usize,
}

/// Makes the states of a preview.
pub struct Reloader {
    config: PreviewConfig,
    store: Memory,
    last: Option<Last>,
    number: u64,
    files: u64,
    good: Option<Arc<ServableSite>>,
    /// Changes from a time when the files could not be read.
    pending: Option<ChangeSet>,
}

struct Last {
    load: Load,
    site: Arc<Site>,
    findings: Findings,
}

pub struct ReloadSummary {
    /// Findings that the previous state does not have.
    pub(crate) news: Listed,
    pub(crate) counts: Counts,
    /// The number of pages; none if the site has errors.
    pub(crate) pages: usize,
    /// True if the related lists are those of an earlier state.
    pub is_related_stale: bool,
}

impl Reloader {
    pub fn new(config: PreviewConfig) -> Reloader {
        Reloader { config, store: Memory::default(), last: None, number: 0, files: 0, good: None, pending: None }
    }

    /// Reads the changed files and makes the next state. With `allow_stale_related`, a large library keeps the related lists of the
    /// previous state.
    pub fn reload(
        &mut self,
        changes: ChangeSet,
        allow_stale_related: bool,
        progress: &dyn Progress,
    ) -> (PreviewState, ReloadSummary) {
        let changes = match self.pending.take() {
            Some(pending) => pending.union(changes),
            None => changes,
        };
        self.number += 1;
        self.files += u64::from(has_copied_file(&changes));
        match self.load(&changes, allow_stale_related, progress) {
            Ok(loaded) => self.judge(loaded),
            Err(error) => {
                self.pending = Some(changes);
                let base = self.last.as_ref().map_or("/", |l| &l.site.linked.addresses.base().path).to_owned();
                let shown = self.preview_state(Some(LoadFailure::Disk(error.to_string())), base);
                let counts = Counts { errors: 1, warnings: 0 };
                (shown, ReloadSummary { news: Listed::default(), counts, pages: 0, is_related_stale: false })
            }
        }
    }

    fn load(
        &mut self,
        changes: &ChangeSet,
        allow_stale_related: bool,
        progress: &dyn Progress,
    ) -> std::io::Result<(Load, Site, Findings)> {
        let previous = self.last.as_ref().map(|last| (&last.load, changes));
        let load = pipeline::hold(&self.config.root, &self.config.settings, previous, progress)?;
        let options = self.options(&load.sources);
        let last = self.last.as_ref().map(|last| &*last.site);
        let stale =
            last.filter(|site| allow_stale_related && site.linked.library.articles.len() > self.config.max_compared_at_once);
        let warm = self.config.warm.take();
        let warm = warm.as_ref().map(|disk| Warm { memory: &self.store, disk });
        let store = warm.as_ref().map_or(&self.store as &dyn Store, |warm| warm);
        let context = Context { options: &options, progress, store, stale };
        let (site, mut findings) = pipeline::site(load.sources.clone(), &context)?;
        self.store.sweep();
        findings.extend(load.findings.iter().cloned());
        Ok((load, site, findings))
    }

    /// The options with the preview's own origin before the base path: absolute addresses lead to the preview.
    fn options(&self, sources: &Sources) -> Options {
        let written = || settings::read(sources.settings.as_ref()).0.base;
        let path = self.config.options.base_url.clone().unwrap_or_else(written).path;
        Options { base_url: Some(BaseUrl { origin: self.config.origin.clone(), path }), ..self.config.options.clone() }
    }

    fn judge(&mut self, (load, site, mut findings): (Load, Site, Findings)) -> (PreviewState, ReloadSummary) {
        let strict = self.config.strict;
        let mut report = site.report(&findings, strict);
        let mut press = None;
        if !report.failed() {
            let (compiled, found) = compile(&site);
            press = compiled;
            report = report.and(site.report(&found.clone().into(), strict));
            findings.extend(found);
        }
        let counts = report.counts();
        let is_related_stale = site.is_related_stale;
        let site = Arc::new(site);
        let before = self.last.take().map(|last| last.findings).unwrap_or_default();
        let news = new(&findings, &before);
        let news = Listed::of(&site, &site.report(&news, strict), Severity::Warning);
        let base = site.linked.addresses.base().path.clone();
        let worst = if counts.errors > 0 { Severity::Error } else { Severity::Warning };
        let listed = Listed::of(&site, &report, worst);
        let (mut pages, mut failure) = (0, None);
        match press.filter(|_| !report.failed()) {
            Some(press) => {
                pages = site.linked.outputs.pages().len();
                let rules = build::header_rules(&site.linked);
                self.good =
                    Some(Arc::new(ServableSite { site: Arc::clone(&site), press, rules, listed, counts, search: OnceLock::new() }));
            }
            None => failure = Some(LoadFailure::Findings(listed)),
        }
        self.last = Some(Last { load, site, findings });
        (self.preview_state(failure, base), ReloadSummary { news, counts, pages, is_related_stale })
    }

    fn preview_state(&self, failure: Option<LoadFailure>, base: String) -> PreviewState {
        PreviewState { number: self.number, files: self.files, good: self.good.clone(), failure, base }
    }
}

/// The compiled templates, and what is wrong with them: a page of each kind is rendered to see.
fn compile(site: &Site) -> (Option<Press>, Vec<Finding>) {
    match Press::new(site) {
        Ok(press) => {
            let found = site.trial(&press);
            (Some(press), found)
        }
        Err(found) => (None, found),
    }
}

/// Findings that are not in the state before. A group that both states share is not looked at.
fn new(findings: &Findings, before: &Findings) -> Findings {
    let pointers = |findings: &Findings| -> HashSet<*const Finding> { findings.groups().iter().map(|g| g.as_ptr()).collect() };
    let (old, now) = (pointers(before), pointers(findings));
    let added: Vec<&Group> = findings.groups().iter().filter(|group| !old.contains(&group.as_ptr())).collect();
    let removed = before.groups().iter().filter(|group| !now.contains(&group.as_ptr()));
    let removed: BTreeSet<&Finding> = removed.flat_map(|group| group.iter()).collect();
    let is_new = |finding: &&Finding| !removed.contains(finding);
    added.into_iter().flat_map(|group| group.iter()).filter(is_new).cloned().collect::<Vec<_>>().into()
}

/// True if a file may have changed that is copied: pages that show it have the same text as before.
fn has_copied_file(changes: &ChangeSet) -> bool {
    match changes {
        ChangeSet::Paths(paths) => {
            paths.iter().any(|p| !p.ends_with(".md") && !p.ends_with(".yaml") && !p.starts_with("templates/"))
        }
        ChangeSet::Any => true,
    }
}
