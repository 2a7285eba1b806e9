//! The open texts and the newest snapshot of their site.

use std::collections::BTreeMap;
use std::io;
use std::sync::Arc;

use jiff::civil::Date;
use self_cell::self_cell;

use crate::analyze::{Analyzer, Purpose};
use crate::check::{self, OwnNumbers};
use crate::diag::{Code, Finding, Findings, Lang, Policy, Report, Severity};
use crate::load::Overlay;
use crate::model::{ArticleId, Registers, Settings};
use crate::pipeline::Site;
use crate::pipeline::workspace::Snapshot;
use crate::text::{Source, Span};

use super::complete::Scene;
use super::references::{FileReferences, references};
use super::rename::{FileEdits, Refusal, Renaming, name};
use super::thing::thing;

/// What an analyzer reads.
struct Environment {
    registers: Registers,
    settings: Settings,
    as_of: Date,
}

self_cell!(
    /// The rules with the registers that they read: it takes milliseconds to make them, and a key has less time.
    struct Rules {
        owner: Environment,
        #[covariant]
        dependent: Analyzer,
    }
);

/// A snapshot with the rules that belong to it.
struct Base {
    site: Site,
    rules: Rules,
    findings: Vec<Finding>,
    /// The open texts of the snapshot.
    open: Overlay,
    own_numbers: OwnNumbers,
}

/// A finding with its severity, without what identifies a person.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Judged {
    pub(crate) finding: Finding,
    pub(crate) severity: Severity,
}

struct OpenText {
    source: Source,
    findings: Vec<Finding>,
    /// The findings of the snapshot that the text alone does not give.
    others: Vec<Finding>,
}

/// The open texts of one site.
#[derive(Default)]
pub(crate) struct Desk {
    base: Option<Base>,
    open: BTreeMap<Arc<str>, OpenText>,
    is_stale: bool,
}

impl Desk {
    /// The open texts, for the next snapshot.
    pub(crate) fn overlay(&self) -> Overlay {
        self.open.values().map(|open| open.source.clone()).collect()
    }

    /// True if the newest snapshot does not have everything that the open texts say.
    pub(crate) fn is_stale(&self) -> bool {
        self.is_stale
    }

    /// The site as it is known, if it is.
    pub(crate) fn site(&self) -> Option<&Site> {
        self.base.as_ref().map(|base| &base.site)
    }

    pub(crate) fn text(&self, path: &str) -> Option<&Source> {
        self.open.get(path).map(|open| &open.source)
    }

    /// Opens a text, or replaces an open one, and judges it.
    ///
    /// # Errors
    /// If a file that it links to cannot be read.
    pub(crate) fn write(&mut self, source: Source) -> io::Result<()> {
        let path = Arc::clone(&source.path);
        let is_new = !self.open.contains_key(&path);
        let open =
            self.open.entry(path).or_insert_with(|| OpenText { source: source.clone(), findings: Vec::new(), others: Vec::new() });
        open.source = source;
        let is_judged = match &mut self.base {
            Some(base) => base.judge(open)?,
            None => false,
        };
        // A text that was just opened has findings that only a snapshot knows.
        self.is_stale |= is_new || !is_judged;
        Ok(())
    }

    /// Closes a text; its file counts again.
    pub(crate) fn close(&mut self, path: &str) {
        self.is_stale |= self.open.remove(path).is_some();
    }

    /// Takes a snapshot, and judges the open texts by it.
    ///
    /// # Errors
    /// If a file that they link to cannot be read.
    pub(crate) fn install(&mut self, snapshot: Snapshot) -> io::Result<()> {
        let Snapshot { site, registers, findings, open } = snapshot;
        let (settings, as_of) = (site.linked.library.settings.clone(), site.linked.as_of);
        let own_numbers = OwnNumbers::of(&settings);
        let rules = Rules::new(Environment { registers, settings, as_of }, |environment| {
            Analyzer::new(&environment.registers, &environment.settings, environment.as_of, Purpose::Findings)
        });
        let mut base = Base { site, rules, findings, open, own_numbers };
        self.is_stale = self.overlay().paths().ne(base.open.paths());
        for text in self.open.values_mut() {
            let is_current = base.settle(text)?;
            self.is_stale |= !is_current;
        }
        self.base = Some(base);
        Ok(())
    }

    /// The findings of a file, in the order of the text; of a file that is not open those that every judgement depends on.
    pub(crate) fn findings(&self, path: &str) -> Vec<Judged> {
        let Some(base) = &self.base else { return Vec::new() };
        let of_open = self.open.get(path).map(|open| open.findings.clone());
        let found = of_open.unwrap_or_else(|| base.findings.iter().filter(|f| &*f.path == path).cloned().collect());
        base.reported(path, found)
    }

    /// What answers about a place in an open text are made of; `None` before the first snapshot.
    pub(crate) fn scene(&self, path: &str, lang: Lang) -> Option<Scene<'_>> {
        let (base, open) = (self.base.as_ref()?, self.open.get(path)?);
        let environment = base.rules.borrow_owner();
        Some(Scene {
            library: &base.site.linked.library,
            addresses: &base.site.linked.addresses,
            registers: &environment.registers,
            parts: base.site.parts(),
            as_of: environment.as_of,
            source: &open.source,
            codes: open.findings.iter().map(|finding| finding.fault.code().0).collect(),
            lang,
        })
    }

    /// Every place in articles that names what stands at an offset of an open text, by file; `None` where nothing is named.
    ///
    /// # Errors
    /// If an article cannot be read.
    pub(crate) fn references(&self, path: &str, offset: usize, lang: Lang) -> io::Result<Option<Vec<FileReferences>>> {
        let (Some(scene), Some(base)) = (self.scene(path, lang), &self.base) else { return Ok(None) };
        let Some((thing, _)) = thing(&scene, offset) else { return Ok(None) };
        references(&scene, &base.site, base.rules.borrow_dependent(), &self.overlay(), &thing).map(Some)
    }

    /// The name that a rename at an offset changes, and its place; `None` where nothing is named.
    pub(crate) fn renamed(&self, path: &str, offset: usize, lang: Lang) -> Option<Result<(String, Span), Refusal>> {
        let scene = self.scene(path, lang)?;
        let (thing, span) = thing(&scene, offset)?;
        Some(name(&scene, &thing).map(|name| (name, span)))
    }

    /// The edits that give what stands at an offset another name.
    ///
    /// # Errors
    /// If an article cannot be read; the inner ones say why the name is refused.
    pub(crate) fn rename(
        &self,
        path: &str,
        offset: usize,
        new: &str,
        lang: Lang,
    ) -> io::Result<Option<Result<Vec<FileEdits>, Refusal>>> {
        let (Some(scene), Some(base)) = (self.scene(path, lang), &self.base) else { return Ok(None) };
        let Some((thing, _)) = thing(&scene, offset) else { return Ok(None) };
        let open = self.overlay();
        let renaming = Renaming { scene: &scene, site: &base.site, analyzer: base.rules.borrow_dependent(), open: &open };
        renaming.edits(&thing, new).map(Some)
    }

    /// The files that are not open and have findings on which every judgement depends.
    pub(crate) fn faulty(&self) -> Vec<Arc<str>> {
        let found = self.base.iter().flat_map(|base| &base.findings).map(|finding| &finding.path);
        let mut paths: Vec<Arc<str>> = found.filter(|path| !self.open.contains_key(*path)).cloned().collect();
        paths.sort_unstable();
        paths.dedup();
        paths
    }
}

impl Base {
    fn article(&self, path: &str) -> Option<ArticleId> {
        self.site.linked.library.article_by_path(path)
    }

    /// The findings of a text by its own words and the known addresses, and whether the snapshot has all else that it says.
    fn own(&mut self, id: ArticleId, source: Source) -> io::Result<(Vec<Finding>, bool)> {
        let path = Arc::clone(&source.path);
        let (mut found, needs_links) = self.site.write(id, source, self.rules.borrow_dependent())?;
        found.retain(|finding| finding.path == path);
        Ok((found, !needs_links))
    }

    /// Judges a text that may have changed. True if all of its findings are as they would be after a snapshot.
    fn judge(&mut self, open: &mut OpenText) -> io::Result<bool> {
        let Some(id) = self.article(&open.source.path) else { return Ok(false) };
        let (mut found, is_current) = self.own(id, open.source.clone())?;
        found.extend(open.others.iter().cloned());
        open.findings = found;
        Ok(is_current)
    }

    /// Judges an open text by a new snapshot.
    fn settle(&mut self, open: &mut OpenText) -> io::Result<bool> {
        let path = &open.source.path;
        let mut all: Vec<Finding> = self.findings.iter().filter(|finding| finding.path == *path).cloned().collect();
        let (Some(id), Some(known)) = (self.article(path), self.open.get(path).cloned()) else {
            open.findings = all;
            let known = self.open.get(&open.source.path);
            return Ok(known.is_some_and(|known| known.fingerprint == open.source.fingerprint));
        };
        let is_same = known.fingerprint == open.source.fingerprint;
        let (own, _) = self.own(id, known)?;
        for finding in &own {
            if let Some(at) = all.iter().position(|other| other == finding) {
                all.swap_remove(at);
            }
        }
        open.others = all;
        if is_same {
            open.findings = own.into_iter().chain(open.others.iter().cloned()).collect();
            return Ok(true);
        }
        self.judge(open)
    }

    fn reported(&self, path: &str, found: Vec<Finding>) -> Vec<Judged> {
        let library = &self.site.linked.library;
        let allowed: Vec<Code> = self
            .article(path)
            .map(|id| library.article(id).front.allow.iter().map(|allow| allow.code).collect())
            .unwrap_or_default();
        let policy = Policy { severities: &library.settings.checks, allowed: [(path, allowed)].into(), strict: false };
        let report = Report::new(Findings::from(found).groups(), &policy);
        let judged = |(finding, severity): (&Finding, Severity)| {
            let finding = finding.clone().redacted(&|text| check::redacted(text, &self.own_numbers));
            Judged { finding, severity }
        };
        report.listing().findings().map(judged).collect()
    }
}
