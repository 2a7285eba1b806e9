//! `build`: checks everything and writes the site if no finding fails it. Only what has changed since the last build is rendered.

#![expect(clippy::disallowed_methods, reason = "it prints")]

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::ArgMatches;

use super::run::{Mode, Run, not_printed};
use super::setting::Setting;
use super::unpublished::Unpublished;
use super::{CliError, Outcome, output};
use crate::diag::print::{Format, Summary};
use crate::emit::{self, Output, Since, Staged};
use crate::load::Overlay;
use crate::pipeline::{self, OutputFiles, OutputInput, PARTS, Sink};
use crate::render::Artifact;
use crate::store::{self, Disk, Input, Kind, Store};
use crate::text::{encoding, localized};

pub(super) fn build(setting: &Setting, args: &ArgMatches) -> Result<Outcome, CliError> {
    let since = args.get_one::<PathBuf>("since").map(|file| earlier(setting, file)).transpose()?;
    build_site(setting, args, since)
}

/// Builds with the flags of `build`.
pub(super) fn build_site(setting: &Setting, args: &ArgMatches, since: Option<Since>) -> Result<Outcome, CliError> {
    Run::new(setting, args, Mode::Build)?.build(since)
}

fn earlier(setting: &Setting, file: &Path) -> Result<Since, CliError> {
    let manifest = Since::read(&setting.folder.join(file)).map_err(|e| CliError(format!("--since {e}")))?;
    let (zh, en) = ("不是 sitegen 写的 manifest.json", "is no manifest.json that sitegen wrote");
    manifest.ok_or_else(|| setting.error(format!("--since {}", file.display()), zh, en))
}

impl Run<'_> {
    fn build(&self, since: Option<Since>) -> Result<Outcome, CliError> {
        let (sources, findings) = pipeline::load(&self.folders.root, &self.folders.settings, &Overlay::default(), &self.bars)?;
        // An output folder that cannot be written to is an error only if there is something to write.
        let output = output::open(self.setting, &self.folders);
        let store = output.as_ref().ok().map(output::store);
        let (site, mut findings) = self.site(sources, findings, store.as_ref().map_or(&() as &dyn Store, |store| store))?;
        let last = || output.as_ref().map_or_else(|_| BTreeSet::new(), Output::published);
        findings.extend(site.vanished(|| since.as_ref().map_or_else(last, Since::published)));
        findings.extend(self.compared(&site)?);
        let (report, accepted) = self.report(&site, &findings, true)?;
        drop(findings);
        if report.failed() {
            return self.end(&site, &report, accepted, Summary::default());
        }
        // The obstacle may be gone by now.
        let output = output.or_else(|_| output::open(self.setting, &self.folders))?;
        let output = output.based(site.linked.addresses.base().path.clone()).since(since);
        let store = store.unwrap_or_else(|| output::store(&output));
        let rendered = site.render(&Files::new(&output, &store, self.setting.verbose), &self.bars)?;
        self.explain(&rendered.outputs)?;
        let report = report.and(site.report(&rendered.findings.into(), self.setting.strict));
        let listing = report.listing();
        self.print(&listing, &site.lookup())?;
        let mut summary = Summary { pages: rendered.pages, ..Summary::default() };
        let unpublished = Unpublished::of(&site.linked, |_| true);
        if !report.failed() {
            let copies: Vec<(String, String)> = site.linked.copies().map(|(from, to)| (from.to_owned(), to.to_owned())).collect();
            let listed = site.listed();
            // A commit needs memory, but not the site.
            drop(site);
            let mut staged: Vec<Staged> = rendered.outputs.into_iter().map(|file| file.staged).collect();
            for (from, to) in copies {
                staged.push(output.stage_copy(to, &self.folders.root.join(from))?);
            }
            let done = output.commit(staged, &listed).map_err(|e| output::error(self.setting, &e))?;
            store.commit();
            let emit::Summary { written, unchanged, removed } = done;
            summary = Summary { written, unchanged, removed, ..summary };
        }
        self.finish(&listing, accepted, summary, &unpublished)
    }

    /// With `--verbose`, prints why each file that the last build had made was rendered again.
    fn explain(&self, files: &[Built]) -> Result<(), CliError> {
        let lang = self.setting.lang;
        if !self.setting.verbose || !matches!(self.setting.format, Format::Human { .. } | Format::Short) {
            return Ok(());
        }
        self.bars.finish();
        let mut out = io::BufWriter::new(io::stderr().lock());
        for file in files.iter().filter(|file| file.changed_parts != 0 && encoding::plain(&file.staged.path).is_none()) {
            let parts = (0..).zip(PARTS).filter(|(bit, _)| file.changed_parts >> bit & 1 == 1);
            let parts: Vec<&str> = parts.map(|(_, (zh, en))| localized(lang, [zh, en])).collect();
            let changed = parts.join(localized(lang, ["、", ", "]));
            writeln!(out, "{} {}: {changed}", localized(lang, ["重新生成", "rendered again:"]), file.staged.path)
                .map_err(not_printed)?;
        }
        out.flush().map_err(not_printed)
    }
}

/// A file that is staged, or in place already.
struct Built {
    staged: Staged,
    /// If it was rendered again: a bit for each part of its input that differs from the last build's.
    changed_parts: u8,
}

/// Stages rendered files, and keeps files that are in place.
struct Files<'a> {
    output: &'a Output,
    store: &'a Disk,
    /// The parts of the inputs of the last build by output path, if they are wanted.
    previous: Option<BTreeMap<String, [u64; 4]>>,
}

impl Files<'_> {
    fn new<'a>(output: &'a Output, store: &'a Disk, is_verbose: bool) -> Files<'a> {
        let decode = OutputInput::CODEC.map(|codec| codec.decode);
        let records = || store.values(Kind::Output).filter_map(|bytes| decode?(bytes));
        let by_path = |OutputFiles { files, parts }| files.into_iter().map(move |(path, _)| (path, parts));
        Files { output, store, previous: is_verbose.then(|| records().flat_map(by_path).collect()) }
    }

    fn changed_parts(&self, path: &str, input: &OutputInput) -> u8 {
        let Some(previous) = self.previous.as_ref().and_then(|previous| previous.get(path)) else { return 0 };
        let pairs = previous.iter().zip(input.parts());
        pairs.enumerate().filter(|(_, (old, new))| **old != *new).map(|(bit, _)| 1 << bit).sum()
    }
}

impl Sink for Files<'_> {
    type Output = Built;

    fn reuse(&self, input: &OutputInput) -> Option<Vec<Built>> {
        let record = store::get::<OutputInput>(self.store, input.key())?;
        let verify = |(path, sha256): &(String, _)| Some(Built { staged: self.output.verify(path, *sha256)?, changed_parts: 0 });
        record.files.iter().map(verify).collect()
    }

    fn take(&self, files: Vec<Artifact>, input: Option<&OutputInput>) -> io::Result<Vec<Built>> {
        let staged: Vec<Staged> = files.into_iter().map(|file| self.output.stage(file)).collect::<io::Result<_>>()?;
        if let Some(input) = input {
            let files = staged.iter().map(|file| (file.path.clone(), file.sha256)).collect();
            store::put::<OutputInput>(self.store, input.key(), &Arc::new(OutputFiles { files, parts: input.parts() }));
        }
        let built = |staged: Staged| {
            let changed_parts = input.map_or(0, |input| self.changed_parts(&staged.path, input));
            Built { staged, changed_parts }
        };
        Ok(staged.into_iter().map(built).collect())
    }
}
