//! `check`: the same findings as those of `build`, of everything or of the files that are named, once or after each save. It
//! writes nothing but the report's page.

use std::collections::BTreeSet;
use std::path::PathBuf;

use clap::ArgMatches;

use super::run::{Aim, Run};
use super::setting::{Folders, Setting};
use super::watch::watch;
use super::{End, Trouble, output};
use crate::diag::print::Summary;
use crate::load::Sources;
use crate::pipeline::{self, Before, Notes, Past, Site, Touched};
use crate::text::Checksum;

/// Checks everything, or the files that are named.
pub(super) fn check(setting: &Setting, args: &ArgMatches) -> Result<End, Trouble> {
    let files: Vec<&PathBuf> = args.get_many("file").into_iter().flatten().collect();
    if args.get_flag("watch") {
        let mut last = None;
        return watch(setting, |touched| {
            let run = Run::new(setting, args, Aim::Watch)?;
            if files.is_empty() { run.check_again(&mut last, touched) } else { run.check_some(&files) }
        });
    }
    let run = Run::new(setting, args, Aim::Check)?;
    if files.is_empty() { run.check() } else { run.check_some(&files) }
}

/// A library as the last check found it.
struct Last {
    sources: Sources,
    site: Site,
    /// What its pages and files were made from.
    drawn: BTreeSet<Checksum>,
}

impl Run<'_> {
    /// Checks the files that are named.
    fn check_some(&self, files: &[&PathBuf]) -> Result<End, Trouble> {
        let Folders { root, settings, .. } = &self.folders;
        let wanted = self.setting.site_paths(&self.folders, files)?;
        let (site, findings) = pipeline::part::site(root, settings, &wanted, &self.setting.options, &self.bars)?;
        let (report, accepted) = self.report(&site, &findings, false)?;
        self.end(&site, &report, accepted, Summary::default())
    }

    /// Checks everything. Pages are drawn to see whether the templates can.
    fn check(&self) -> Result<End, Trouble> {
        let (sources, findings) = pipeline::read(&self.folders.root, &self.folders.settings, &self.bars)?;
        let notes = output::notes(self.setting, &self.folders);
        let (site, findings) = self.site(sources, findings, notes.as_ref().map(|notes| notes as &dyn Notes))?;
        let (report, accepted) = self.report(&site, &findings, true)?;
        if report.failed() {
            return self.end(&site, &report, accepted, Summary::default());
        }
        let rendered = site.render(|_| Ok(()), &self.bars)?;
        let report = report.and(site.report(&rendered.findings.into(), self.setting.strict));
        self.end(&site, &report, accepted, Summary { pages: rendered.pages, ..Summary::default() })
    }

    /// The same with the work left out that was done before the last files were touched. Where reading fails, the next time
    /// begins at the beginning.
    fn check_again(&self, last: &mut Option<Last>, touched: &Touched) -> Result<End, Trouble> {
        let Folders { root, settings, .. } = &self.folders;
        let before = last.take();
        let known = before.as_ref().map(|last| (&last.sources, touched));
        let (sources, read) = pipeline::read_held(root, settings, known, &self.bars)?;
        let known = before.as_ref().map(|last| Before { sources: &last.sources, site: &last.site, in_a_hurry: false });
        let notes = known.is_none().then(|| output::notes(self.setting, &self.folders)).flatten();
        let past = Past { before: known, notes: notes.as_ref().map(|notes| notes as &dyn Notes) };
        let (site, mut findings) = pipeline::site_again(sources.clone(), &self.setting.options, past, &self.bars)?;
        findings.extend(read);
        let (mut report, accepted) = self.report(&site, &findings, true)?;
        let mut drawn = before.map(|last| last.drawn).unwrap_or_default();
        let mut summary = Summary::default();
        if !report.failed() {
            let known = |key| drawn.contains(&key).then(|| vec![Some(key)]);
            let rendered = site.render_new(Some(&known), |_, key| Ok(key), &self.bars)?;
            report = report.and(site.report(&rendered.findings.into(), self.setting.strict));
            summary.pages = rendered.pages;
            drawn = rendered.taken.into_iter().flatten().collect();
        }
        let end = self.end(&site, &report, accepted, summary);
        *last = Some(Last { sources, site, drawn });
        end
    }
}
