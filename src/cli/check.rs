//! `check`: the findings of `build`, for all files or some, once or after each save. It writes only the report page.

use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use clap::ArgMatches;

use super::run::{Mode, Run};
use super::setting::{Folders, Setting};
use super::watch::watch;
use super::{CliError, Outcome, output};
use crate::diag::print::Summary;
use crate::load::Overlay;
use crate::pipeline::{self, ChangeSet, Context, Load, OutputFiles, OutputInput, Sink};
use crate::render::Artifact;
use crate::store::{self, Input, Memory, Store, Warm};

pub(super) fn check(setting: &Setting, args: &ArgMatches) -> Result<Outcome, CliError> {
    let files: Vec<&PathBuf> = args.get_many("file").into_iter().flatten().collect();
    if args.get_flag("watch") {
        let mut session = Session::default();
        return watch(setting, |changes| {
            let run = Run::new(setting, args, Mode::Watch)?;
            if files.is_empty() { run.recheck(&mut session, changes) } else { run.check_some(&files) }
        });
    }
    let run = Run::new(setting, args, Mode::Check)?;
    if files.is_empty() { run.check() } else { run.check_some(&files) }
}

#[derive(Default)]
struct Session {
    load: Option<Load>,
    store: Memory,
}

impl Run<'_> {
    fn check_some(mut self, files: &[&PathBuf]) -> Result<Outcome, CliError> {
        self.wanted = self.setting.site_paths(&self.folders, files)?;
        let Folders { root, settings, .. } = &self.folders;
        let (site, findings) = pipeline::subset::check(root, settings, &self.wanted, &self.setting.options, &self.bars)?;
        let (report, accepted) = self.report(&site, &findings, false)?;
        self.end(&site, &report, accepted, Summary::default())
    }

    /// Checks everything. Pages are rendered to find errors of the templates.
    fn check(&self) -> Result<Outcome, CliError> {
        let (sources, findings) = pipeline::load(&self.folders.root, &self.folders.settings, &Overlay::default(), &self.bars)?;
        let store = output::last_store(self.setting, &self.folders);
        let (site, mut findings) = self.site(sources, findings, store.as_ref().map_or(&() as &dyn Store, |store| store))?;
        findings.extend(site.vanished(|| output::last_published(self.setting, &self.folders)));
        findings.extend(self.compared(&site)?);
        let (report, accepted) = self.report(&site, &findings, true)?;
        if report.failed() {
            return self.end(&site, &report, accepted, Summary::default());
        }
        let rendered = site.render(&(), &self.bars)?;
        let report = report.and(site.report(&rendered.findings.into(), self.setting.strict));
        self.end(&site, &report, accepted, Summary { pages: rendered.pages, ..Summary::default() })
    }

    /// Checks everything after a save. Values that did not change come from the store.
    fn recheck(&self, session: &mut Session, changes: &ChangeSet) -> Result<Outcome, CliError> {
        let Folders { root, settings, .. } = &self.folders;
        let Session { load: previous, store: memory } = session;
        let last = previous.take();
        let load = pipeline::hold(root, settings, last.as_ref().map(|last| (last, changes)), &self.bars)?;
        let disk = last.is_none().then(|| output::last_store(self.setting, &self.folders)).flatten();
        let warm = disk.as_ref().map(|disk| Warm { memory, disk });
        let store = warm.as_ref().map_or(&*memory as &dyn Store, |warm| warm);
        let context = Context { options: &self.setting.options, progress: &self.bars, store, stale: None };
        let (site, mut findings) = pipeline::site(load.sources.clone(), &context)?;
        findings.extend(load.findings.iter().cloned());
        findings.extend(site.vanished(|| output::last_published(self.setting, &self.folders)));
        findings.extend(self.compared(&site)?);
        let (mut report, accepted) = self.report(&site, &findings, true)?;
        let mut summary = Summary::default();
        if !report.failed() {
            let rendered = site.render(&Once(memory), &self.bars)?;
            report = report.and(site.report(&rendered.findings.into(), self.setting.strict));
            summary.pages = rendered.pages;
        }
        memory.sweep();
        *previous = Some(load);
        self.end(&site, &report, accepted, summary)
    }
}

struct Once<'a>(&'a Memory);

impl Sink for Once<'_> {
    type Output = ();

    fn reuse(&self, input: &OutputInput) -> Option<Vec<()>> {
        store::get::<OutputInput>(self.0, input.key()).map(|_| Vec::new())
    }

    fn take(&self, _: Vec<Artifact>, input: Option<&OutputInput>) -> io::Result<Vec<()>> {
        if let Some(input) = input {
            let files = OutputFiles { files: Vec::new(), parts: input.parts() };
            store::put::<OutputInput>(self.0, input.key(), &Arc::new(files));
        }
        Ok(Vec::new())
    }

    fn keeps(&self) -> bool {
        false
    }
}
