//! `build`: checks everything and writes the site if no finding fails it. Only what has changed since the last build is rendered.

use std::path::{Path, PathBuf};

use clap::ArgMatches;

use super::run::{Aim, Run};
use super::setting::Setting;
use super::{End, Trouble, output, pick};
use crate::diag::print::Summary;
use crate::emit::{self, Since};
use crate::pipeline::{self, Notes};

/// Checks everything and writes the site.
pub(super) fn build(setting: &Setting, args: &ArgMatches) -> Result<End, Trouble> {
    let since = args.get_one::<PathBuf>("since").map(|file| earlier(setting, file)).transpose()?;
    Run::new(setting, args, Aim::Build)?.build(since)
}

/// The manifest of an earlier build.
fn earlier(setting: &Setting, file: &Path) -> Result<Since, Trouble> {
    let told = |why: &str| Trouble(format!("--since {why}"));
    let read = Since::read(&setting.folder.join(file)).map_err(|e| told(&e.to_string()))?;
    let what = pick(setting.lang, "不是 sitegen 写的 manifest.json", "is no manifest.json that sitegen wrote");
    read.ok_or_else(|| told(&format!("{}: {what}", file.display())))
}

impl Run<'_> {
    fn build(&self, since: Option<Since>) -> Result<End, Trouble> {
        let (sources, findings) = pipeline::read(&self.folders.root, &self.folders.settings, &self.bars)?;
        // An output folder that cannot be written to is reported once there is something to write.
        let output = output::open(self.setting, &self.folders);
        let notes = output.as_ref().ok().map(|output| output as &dyn Notes);
        let (mut site, findings) = self.site(sources, findings, notes)?;
        let (report, accepted) = self.report(&site, &findings, true)?;
        drop(findings);
        if report.failed() {
            return self.end(&site, &report, accepted, Summary::default());
        }
        // Whatever was in the way may be gone by now.
        let output = output.or_else(|_| output::open(self.setting, &self.folders))?;
        let base = site.linked.addresses.base().path.clone();
        let output = output.based(base).since(since).keeping_notes(site.noted().clone());
        let take = |artifact, key| Ok(output.stage(artifact)?.made_from(key));
        let rendered = site.render_new(Some(&|key| output.kept(key)), take, &self.bars)?;
        site.rendered();
        let report = report.and(site.report(&rendered.findings.into(), self.setting.strict));
        let listing = report.listing();
        self.print(&listing, &site.lookup())?;
        let mut summary = Summary { pages: rendered.pages, ..Summary::default() };
        if !report.failed() {
            let (copies, listed) = (site.linked.copies.clone(), site.listed());
            // A commit needs room of its own, and nothing of the site any more.
            drop(site);
            let mut staged = rendered.taken;
            for (from, to) in copies {
                staged.push(output.stage_copy(to, &self.folders.root.join(from))?);
            }
            let done = output.commit(staged, &listed).map_err(|e| output::trouble(self.setting, &e))?;
            let emit::Summary { written, unchanged, removed } = done;
            summary = Summary { written, unchanged, removed, ..summary };
        }
        self.finish(&listing, accepted, summary)
    }
}
