//! `build` and `check`: the same findings; `build` writes the site where there are none that fail it, and does only the work
//! that the last build has not done already.

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::ArgMatches;

use super::progress::Bars;
use super::setting::{Folders, Setting};
use super::{End, Trouble, pick};
use crate::diag::print::{self, Format, Summary};
use crate::diag::{Finding, Report};
use crate::emit::{self, Last, Output, Place, Since, Staged};
use crate::load::{self, Sources};
use crate::pipeline::{self, Rendered, Site};
use crate::text::Checksum;

/// Checks everything and writes the site.
pub(super) fn build(setting: &Setting, args: &ArgMatches) -> Result<End, Trouble> {
    let since = args.get_one::<PathBuf>("since").map(|file| earlier(setting, file)).transpose()?;
    Run::new(setting)?.build(since)
}

/// Checks everything.
pub(super) fn check(setting: &Setting) -> Result<End, Trouble> {
    Run::new(setting)?.check()
}

/// The manifest of an earlier build.
fn earlier(setting: &Setting, file: &Path) -> Result<Since, Trouble> {
    let told = |why: &str| Trouble(format!("--since {why}"));
    let read = Since::read(&setting.folder.join(file)).map_err(|e| told(&e.to_string()))?;
    let what = pick(setting.lang, "不是 sitegen 写的 manifest.json", "is no manifest.json that sitegen wrote");
    read.ok_or_else(|| told(&format!("{}: {what}", file.display())))
}

/// A run of one of the two.
struct Run<'a> {
    setting: &'a Setting,
    folders: Folders,
    bars: Bars,
    started: Instant,
    /// This program: another one may make something else of the same sources.
    program: Option<Checksum>,
}

/// What became of the attempt to leave everything as it is.
enum Again {
    /// There is nothing else to do.
    Done(Report, Summary),
    /// Something has changed.
    Not(Option<Since>),
}

impl<'a> Run<'a> {
    fn new(setting: &'a Setting) -> Result<Run<'a>, Trouble> {
        let started = Instant::now();
        let program = setting.program.as_deref().and_then(|path| load::read_bytes(path).ok());
        let program = program.map(|bytes| Checksum::of(&bytes));
        Ok(Run { setting, folders: setting.folders()?, bars: Bars::new(setting), started, program })
    }

    fn check(&self) -> Result<End, Trouble> {
        let (sources, mut findings) = pipeline::read(&self.folders.root, &self.folders.settings, &self.bars)?;
        let (site, found) = pipeline::link(sources, &self.setting.options, &self.bars)?;
        findings.extend(found);
        if site.fails(&findings, self.setting.strict) {
            return self.finish(&site.report(findings, self.setting.strict), Summary::default(), false);
        }
        let rendered = site.render(|_| Ok(()), &self.bars)?;
        let report = self.report(&site, findings, &rendered);
        self.finish(&report, Summary { pages: rendered.pages, ..Summary::default() }, false)
    }

    fn build(&self, since: Option<Since>) -> Result<End, Trouble> {
        let (sources, mut findings) = pipeline::read(&self.folders.root, &self.folders.settings, &self.bars)?;
        let frame = pipeline::frame(&sources, &findings, &self.setting.options);
        let since = match self.again(frame, &sources, since)? {
            Again::Done(report, summary) => return self.finish(&report, summary, true),
            Again::Not(since) => since,
        };
        let (site, found) = pipeline::link(sources, &self.setting.options, &self.bars)?;
        findings.extend(found);
        if site.fails(&findings, self.setting.strict) {
            return self.finish(&site.report(findings, self.setting.strict), Summary::default(), true);
        }
        let base = &site.linked.addresses.base().path;
        let output = self.open(base)?.since(since);
        let take = |artifact, key| Ok(output.stage(artifact)?.made_from(key));
        let rendered = site.render_new(Some(&|path, key| output.kept(path, key)), take, &self.bars)?;
        let report = self.report(&site, findings, &rendered);
        let mut summary = Summary { pages: rendered.pages, ..Summary::default() };
        if !report.failed() {
            let copies = site.linked.copies.clone();
            let last = Last { key: site.key(frame), base: base.clone(), copies, pages: rendered.pages, report: report.clone() };
            summary = self.commit(output, rendered.taken, last)?;
        }
        self.finish(&report, summary, true)
    }

    /// Where nothing has changed since the last build, proves that its files still stand, and leaves it at that.
    fn again(&self, frame: Checksum, sources: &Sources, since: Option<Since>) -> Result<Again, Trouble> {
        let last = self.program.and_then(|program| self.at("/", |place| emit::last(place, program)));
        let Some(last) = last else { return Ok(Again::Not(since)) };
        let report = last.report.clone().with_strict(self.setting.strict);
        if report.failed() || pipeline::key(frame, sources, &self.bars)? != last.key {
            return Ok(Again::Not(since));
        }
        let output = self.open(&last.base)?;
        let copied: BTreeSet<&str> = last.copies.iter().map(|(_, to)| to.as_str()).collect();
        let made = output.paths().map(|all| all.into_iter().filter(|path| !copied.contains(path)).collect::<Vec<_>>());
        match made.and_then(|made| pipeline::all(&made, |path| output.standing(path))) {
            Some(standing) => Ok(Again::Done(report, self.commit(output.since(since), standing, last)?)),
            None => Ok(Again::Not(since)),
        }
    }

    /// Does something with the output folder, whose home page has this path.
    fn at<T>(&self, base: &str, then: impl FnOnce(&Place<'_>) -> T) -> T {
        let Folders { root, settings, output } = &self.folders;
        let sources = ["content", "templates", "static"].map(|f| root.join(f));
        let mut sources: Vec<&Path> = sources.iter().map(PathBuf::as_path).collect();
        sources.push(settings);
        then(&Place { output, root, sources: &sources, home: self.setting.home.as_deref(), base })
    }

    fn open(&self, base: &str) -> Result<Output, Trouble> {
        let output = self.at(base, Output::open).map_err(|e| trouble(self.setting, &e))?;
        Ok(output.remembering(self.program))
    }

    fn commit(&self, output: Output, mut staged: Vec<Staged>, last: Last) -> Result<Summary, Trouble> {
        for (from, to) in &last.copies {
            staged.push(output.stage_copy(to.clone(), &self.folders.root.join(from))?);
        }
        let pages = last.pages;
        let done = output.last(Some(last)).commit(staged).map_err(|e| trouble(self.setting, &e))?;
        let emit::Summary { written, unchanged, removed } = done;
        Ok(Summary { pages, written, unchanged, removed, ..Summary::default() })
    }

    fn report<T>(&self, site: &Site, mut findings: Vec<Finding>, rendered: &Rendered<T>) -> Report {
        findings.extend(rendered.findings.iter().cloned());
        site.report(findings, self.setting.strict)
    }

    /// Prints the report and what was done, and decides how the command ends.
    fn finish(&self, report: &Report, summary: Summary, write: bool) -> Result<End, Trouble> {
        let (setting, counts) = (self.setting, report.counts());
        self.bars.finish();
        let elapsed_ms = u64::try_from(self.started.elapsed().as_millis()).unwrap_or(u64::MAX);
        let summary = Summary { errors: counts.errors, warnings: counts.warnings, elapsed_ms, ..summary };
        let mut out = io::BufWriter::new(io::stderr().lock());
        let silent = setting.quiet && report.findings().is_empty() && setting.format != Format::Json;
        if !silent {
            print::print(report, &summary, setting.format, setting.lang, &mut out)?;
        }
        if matches!(setting.format, Format::Human { .. }) && !setting.quiet {
            writeln!(out, "{}", told_in_words(setting, report, &summary, write))?;
        }
        out.flush()?;
        Ok(if report.failed() { End::Findings } else { End::Fine })
    }
}

/// Why an output folder was not written, in words.
pub(super) fn trouble(setting: &Setting, error: &emit::Error) -> Trouble {
    match error {
        emit::Error::Refused(refusal) => Trouble(format!("{}\n  {}", refusal.message(setting.lang), refusal.help(setting.lang))),
        emit::Error::Io(error) => Trouble(error.to_string()),
    }
}

fn told_in_words(setting: &Setting, report: &Report, s: &Summary, write: bool) -> String {
    let (whole, part) = (s.elapsed_ms / 1_000, s.elapsed_ms % 1_000 / 100);
    if !write {
        return match setting.lang {
            crate::diag::Lang::Zh => format!("检查完毕，没有写任何文件，用时 {whole}.{part} 秒"),
            crate::diag::Lang::En => format!("checked without writing anything, in {whole}.{part} s"),
        };
    }
    if report.failed() {
        return pick(
            setting.lang,
            "没有写任何文件，上次生成的网站保持不变。",
            "Nothing was written; the last good site stays as it was.",
        )
        .to_owned();
    }
    match setting.lang {
        crate::diag::Lang::Zh => format!(
            "共 {} 页：写入 {} 个文件，{} 个不变，删除 {} 个，用时 {whole}.{part} 秒",
            s.pages, s.written, s.unchanged, s.removed
        ),
        crate::diag::Lang::En => {
            format!(
                "{} pages: {} files written, {} unchanged, {} removed, in {whole}.{part} s",
                s.pages, s.written, s.unchanged, s.removed
            )
        }
    }
}
