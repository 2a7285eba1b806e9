//! `build`: checks everything and writes the site where nothing fails it. Does only the work that the last build has not done
//! already.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use clap::ArgMatches;

use super::baseline::{Accepted, Plan};
use super::run::{Aim, Run};
use super::setting::Setting;
use super::{End, Trouble, output, pick};
use crate::diag::Report;
use crate::diag::print::Summary;
use crate::emit::{self, Last, Output, Since, Staged};
use crate::load::Sources;
use crate::pipeline::{self, Lookup, Notes};
use crate::text::Checksum;

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

/// What became of the attempt to leave everything as it is.
enum Again {
    /// There is nothing else to do.
    Done(Report, Accepted, Summary),
    /// Something has changed.
    Not(Option<Since>),
}

impl Run<'_> {
    fn build(&self, since: Option<Since>) -> Result<End, Trouble> {
        let (sources, findings) = pipeline::read(&self.folders.root, &self.folders.settings, &self.bars)?;
        let frame = pipeline::frame(&sources, &findings, &self.setting.options);
        let frame = Checksum::of_value(&(frame, self.baseline.as_ref().map(Plan::sum)));
        let since = match self.again(frame, &sources, since)? {
            Again::Done(report, accepted, summary) => {
                self.tell(&report, &Lookup::of(&sources))?;
                return self.finish(&report, accepted, summary);
            }
            Again::Not(since) => since,
        };
        // An output folder that cannot be written to is told of once there is something to write.
        let output = output::open(self.setting, &self.folders);
        let notes = output.as_ref().ok().map(|output| output as &dyn Notes);
        let (mut site, findings) = self.site(sources, findings, notes)?;
        let (mut new, accepted) = self.judged(&site, findings, true)?;
        if self.fails(&site, &new) {
            return self.end(&site, &new, accepted, Summary::default());
        }
        let base = site.linked.addresses.base().path.clone();
        // Whatever was in the way may be gone by now.
        let output = output.or_else(|_| output::open(self.setting, &self.folders))?;
        let output = output.based(base.clone()).since(since).keeping_notes(site.noted().clone());
        let take = |artifact, key| Ok(output.stage(artifact)?.made_from(key));
        let rendered = site.render_new(Some(&|key| output.kept(key)), take, &self.bars)?;
        site.rendered();
        new.extend(rendered.findings);
        let report = site.report(&new, self.setting.strict);
        self.tell(&report, &site.lookup())?;
        let pages = rendered.pages;
        let mut summary = Summary { pages, ..Summary::default() };
        if !report.failed() {
            let copies = site.linked.copies().map(|(from, to)| (from.to_owned(), to.to_owned())).collect();
            let (key, report) = (site.key(frame), report.clone());
            let Accepted { accepted, gone } = accepted;
            let listed = site.listed();
            // A commit needs room of its own, and nothing of the site any more.
            drop(site);
            summary = self.commit(output, rendered.taken, Last { key, base, copies, pages, report, accepted, gone }, &listed)?;
        }
        self.finish(&report, accepted, summary)
    }

    /// Where nothing has changed since the last build, proves that its files still stand, and leaves it at that. Changes against
    /// another build than the last are not known without the site.
    fn again(&self, frame: Checksum, sources: &Sources, since: Option<Since>) -> Result<Again, Trouble> {
        let last = output::last(self.setting, &self.folders);
        let Some(last) = last.filter(|_| since.is_none()) else { return Ok(Again::Not(since)) };
        let report = last.report.clone().with_strict(self.setting.strict);
        if report.failed() || pipeline::key(frame, sources, &self.bars)? != last.key {
            return Ok(Again::Not(since));
        }
        let output = output::open(self.setting, &self.folders)?.based(last.base.clone());
        let copied: BTreeSet<&str> = last.copies.iter().map(|(_, to)| to.as_str()).collect();
        let made = output.files().map(|all| all.into_iter().filter(|(path, _)| !copied.contains(path)).collect::<Vec<_>>());
        let as_made = |(path, key): &(&str, Option<Checksum>)| Some(output.standing(path)?.made_from(*key));
        let Some(standing) = made.and_then(|made| pipeline::all(&made, as_made)) else {
            return Ok(Again::Not(since));
        };
        let accepted = Accepted { accepted: last.accepted, gone: last.gone };
        Ok(Again::Done(report, accepted, self.commit(output, standing, last, &BTreeMap::new())?))
    }

    fn commit(
        &self,
        output: Output,
        mut staged: Vec<Staged>,
        last: Last,
        listed: &BTreeMap<String, String>,
    ) -> Result<Summary, Trouble> {
        for (from, to) in &last.copies {
            staged.push(output.stage_copy(to.clone(), &self.folders.root.join(from))?);
        }
        let pages = last.pages;
        let done = output.last(Some(last)).commit(staged, listed).map_err(|e| output::trouble(self.setting, &e))?;
        let emit::Summary { written, unchanged, removed } = done;
        Ok(Summary { pages, written, unchanged, removed, ..Summary::default() })
    }
}
