//! Disk → the next state of the preview. A pure function of the files, the options and the state before, which only decides how
//! soon it comes.

use std::collections::{BTreeSet, HashSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use super::hosting::Rules;
use super::shown::{Good, Listed, Shown, Trouble};
use crate::diag::{Counts, Finding, Findings, Group, Severity};
use crate::load::Sources;
use crate::model::settings::{self, BaseUrl};
use crate::pipeline::{self, Before, Notes, Options, Past, Press, Progress, Site, Touched};

/// Articles up to which all of them are related anew while a person waits.
const SMALL: usize = 2_000;

/// What a preview is of.
#[derive(Debug, Clone)]
pub struct Subject {
    /// The site's folder.
    pub root: PathBuf,
    /// Its settings file.
    pub settings: PathBuf,
    /// What to build; the base URL keeps its path and gets the preview's own origin.
    pub options: Options,
    /// Warnings fail, too.
    pub strict: bool,
    /// Where the preview is asked for: `http://127.0.0.1:8000`.
    pub origin: String,
    /// What a build has noted: the first look takes less time with it.
    pub notes: Option<Arc<dyn Notes>>,
}

/// Makes one state after the other.
pub struct Reloader {
    subject: Subject,
    last: Option<Last>,
    number: u64,
    files: u64,
    good: Option<Arc<Good>>,
    /// What changed while the files could not be read.
    missed: Option<Touched>,
}

struct Last {
    sources: Sources,
    site: Arc<Site>,
    told: Findings,
}

/// What came of a reload, to be told.
pub struct Outcome {
    /// Findings that were not there before.
    pub news: Listed,
    /// All findings.
    pub counts: Counts,
    /// Pages of the site; none where it has errors.
    pub pages: usize,
    /// What is near to what is still to be looked at anew.
    pub is_rough: bool,
}

impl Reloader {
    /// Of a site that was not read yet.
    pub fn new(subject: Subject) -> Reloader {
        Reloader { subject, last: None, number: 0, files: 0, good: None, missed: None }
    }

    /// The site's folder.
    pub fn root(&self) -> &Path {
        &self.subject.root
    }

    /// Reads what was touched and makes the next state.
    /// In a hurry, what is near to what is left as it was where that takes long, and [`Outcome::is_rough`] says so.
    pub fn reload(&mut self, touched: Touched, in_a_hurry: bool, progress: &dyn Progress) -> (Shown, Outcome) {
        let touched = match self.missed.take() {
            Some(missed) => missed.and(touched),
            None => touched,
        };
        self.number += 1;
        self.files += u64::from(is_copied(&touched));
        match self.load(&touched, in_a_hurry, progress) {
            Ok(loaded) => self.judge(loaded),
            Err(error) => {
                self.missed = Some(touched);
                let base = self.last.as_ref().map_or("/", |l| &l.site.linked.addresses.base().path).to_owned();
                let shown = self.shown(Some(Trouble::Disk(error.to_string())), base);
                (shown, Outcome { news: Listed::default(), counts: Counts { errors: 1, warnings: 0 }, pages: 0, is_rough: false })
            }
        }
    }

    fn load(&self, touched: &Touched, in_a_hurry: bool, progress: &dyn Progress) -> std::io::Result<(Sources, Site, Findings)> {
        let before = self.last.as_ref().map(|last| (&last.sources, touched));
        let (sources, read) = pipeline::read_held(&self.subject.root, &self.subject.settings, before, progress)?;
        let options = self.options(&sources);
        let before = self.last.as_ref().map(|last| {
            let is_large = last.site.linked.library.articles.len() > SMALL;
            Before { sources: &last.sources, site: &last.site, in_a_hurry: in_a_hurry && is_large }
        });
        let notes = self.subject.notes.as_deref().filter(|_| before.is_none());
        let (site, mut findings) = pipeline::site_again(sources.clone(), &options, Past { before, notes }, progress)?;
        findings.extend(read);
        Ok((sources, site, findings))
    }

    /// The options with the preview's own origin before the base path: absolute addresses lead to the preview.
    fn options(&self, sources: &Sources) -> Options {
        let written = || settings::read(sources.settings.as_ref()).0.base;
        let path = self.subject.options.base_url.clone().unwrap_or_else(written).path;
        Options { base_url: Some(BaseUrl { origin: self.subject.origin.clone(), path }), ..self.subject.options.clone() }
    }

    fn judge(&mut self, (sources, site, mut findings): (Sources, Site, Findings)) -> (Shown, Outcome) {
        let strict = self.subject.strict;
        let mut report = site.report(&findings, strict);
        let mut press = None;
        if !report.failed() {
            let (made, found) = press_of(&site);
            press = made;
            report = report.and(site.report(&found.clone().into(), strict));
            findings.extend(found);
        }
        let counts = report.counts();
        let is_rough = site.is_rough;
        let site = Arc::new(site);
        let told = self.last.take().map(|last| last.told).unwrap_or_default();
        let news = new(&findings, &told);
        let news = Listed::of(&site, &site.report(&news, strict), Severity::Warning);
        let base = site.linked.addresses.base().path.clone();
        let worst = if counts.errors > 0 { Severity::Error } else { Severity::Warning };
        let listed = Listed::of(&site, &report, worst);
        let (mut pages, mut trouble) = (0, None);
        match press.filter(|_| !report.failed()) {
            Some(press) => {
                pages = site.linked.pages().len();
                let rules = site.draw(&press, "_headers").ok().flatten();
                let rules = rules.map_or_else(Rules::default, |file| Rules::read(&String::from_utf8_lossy(&file.bytes)));
                self.good = Some(Arc::new(Good { site: Arc::clone(&site), press, rules, listed, counts, search: OnceLock::new() }));
            }
            None => trouble = Some(Trouble::Findings(listed)),
        }
        self.last = Some(Last { sources, site, told: findings });
        (self.shown(trouble, base), Outcome { news, counts, pages, is_rough })
    }

    fn shown(&self, trouble: Option<Trouble>, base: String) -> Shown {
        Shown { number: self.number, files: self.files, good: self.good.clone(), trouble, base }
    }
}

/// The compiled templates with what they were found to be wrong in: a page of each kind is drawn to see.
fn press_of(site: &Site) -> (Option<Press>, Vec<Finding>) {
    match Press::new(site) {
        Ok(press) => {
            let found = site.trial(&press);
            (Some(press), found)
        }
        Err(found) => (None, found),
    }
}

/// Findings that were not told yet. What was taken over from the site before is the same group, and looked at no closer.
fn new(findings: &Findings, told: &Findings) -> Findings {
    let known: HashSet<*const Finding> = told.groups().iter().map(|group| group.as_ptr()).collect();
    let fresh: Vec<&Group> = findings.groups().iter().filter(|group| !known.contains(&group.as_ptr())).collect();
    let still: HashSet<*const Finding> = findings.groups().iter().map(|group| group.as_ptr()).collect();
    let gone = told.groups().iter().filter(|group| !still.contains(&group.as_ptr()));
    let gone: BTreeSet<&Finding> = gone.flat_map(|group| group.iter()).collect();
    let new = |finding: &&Finding| !gone.contains(finding);
    fresh.into_iter().flat_map(|group| group.iter()).filter(new).cloned().collect::<Vec<_>>().into()
}

/// True where a file may have changed that is no text: pages that show it read the same as before.
fn is_copied(touched: &Touched) -> bool {
    match touched {
        Touched::These(paths) => paths.iter().any(|p| !p.ends_with(".md") && !p.ends_with(".yaml") && !p.starts_with("templates/")),
        Touched::Any => true,
    }
}
