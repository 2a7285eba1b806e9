//! `build` and `check`: the same findings; `build` writes the site where there are none that fail it, and does only the work
//! that the last build has not done already.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::ArgMatches;

use super::baseline::{self, Accepted, Plan};
use super::progress::Bars;
use super::setting::{Folders, Setting};
use super::{End, Trouble, pick};
use crate::diag::print::{self, Format, Summary};
use crate::diag::{Finding, Findings, Report};
use crate::emit::{self, Last, Output, Place, Since, Staged};
use crate::load::{self, Sources};
use crate::pipeline::{self, Lookup, Rendered, Site};
use crate::render;
use crate::text::Checksum;

/// Checks everything and writes the site.
pub(super) fn build(setting: &Setting, args: &ArgMatches) -> Result<End, Trouble> {
    let since = args.get_one::<PathBuf>("since").map(|file| earlier(setting, file)).transpose()?;
    Run::new(setting, args, true)?.build(since)
}

/// Checks everything, or the files that are named.
pub(super) fn check(setting: &Setting, args: &ArgMatches) -> Result<End, Trouble> {
    let files: Vec<&PathBuf> = args.get_many("file").into_iter().flatten().collect();
    let run = Run::new(setting, args, false)?;
    if files.is_empty() { run.check() } else { run.check_some(&files) }
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
    page: ReportPage,
    baseline: Option<Plan>,
    bars: Bars,
    started: Instant,
    write: bool,
}

/// What became of the attempt to leave everything as it is.
enum Again {
    /// There is nothing else to do.
    Done(Report, Accepted, Summary),
    /// Something has changed.
    Not(Option<Since>),
}

impl<'a> Run<'a> {
    fn new(setting: &'a Setting, args: &ArgMatches, write: bool) -> Result<Run<'a>, Trouble> {
        let started = Instant::now();
        let folders = setting.folders()?;
        let page = ReportPage::of(setting, args, &folders)?;
        let baseline = Plan::of(setting, args)?;
        Ok(Run { setting, folders, page, baseline, bars: Bars::new(setting), started, write })
    }

    /// Checks the files that are named.
    fn check_some(&self, files: &[&PathBuf]) -> Result<End, Trouble> {
        let Folders { root, settings, .. } = &self.folders;
        let wanted = self.setting.site_paths(&self.folders, files)?;
        let (site, findings) = pipeline::part::link(root, settings, &wanted, &self.setting.options, &self.bars)?;
        let (new, accepted) = judged(self.baseline.as_ref(), &site, findings, false)?;
        self.end(&site, &site.report(&new, self.setting.strict), accepted, Summary::default())
    }

    fn check(&self) -> Result<End, Trouble> {
        let (sources, findings) = pipeline::read(&self.folders.root, &self.folders.settings, &self.bars)?;
        let (site, findings) = self.link(sources, findings)?;
        let (new, accepted) = judged(self.baseline.as_ref(), &site, findings.clone(), false)?;
        if site.counts(&new).fail(self.setting.strict) {
            return self.end(&site, &site.report(&new, self.setting.strict), accepted, Summary::default());
        }
        let rendered = site.render(|_| Ok(()), &self.bars)?;
        let summary = Summary { pages: rendered.pages, ..Summary::default() };
        let (report, accepted) = self.report(&site, findings, &rendered)?;
        self.end(&site, &report, accepted, summary)
    }

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
        let (site, findings) = self.link(sources, findings)?;
        let (new, accepted) = judged(self.baseline.as_ref(), &site, findings.clone(), false)?;
        if site.counts(&new).fail(self.setting.strict) {
            return self.end(&site, &site.report(&new, self.setting.strict), accepted, Summary::default());
        }
        let base = site.linked.addresses.base().path.clone();
        let output = self.open(&base)?.since(since);
        let take = |artifact, key| Ok(output.stage(artifact)?.made_from(key));
        let rendered = site.render_new(Some(&|path, key| output.kept(path, key)), take, &self.bars)?;
        let (report, accepted) = self.report(&site, findings, &rendered)?;
        self.tell(&report, &site.lookup())?;
        let pages = rendered.pages;
        let mut summary = Summary { pages, ..Summary::default() };
        if !report.failed() {
            let (key, copies, report) = (site.key(frame), site.linked.copies.clone(), report.clone());
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
        let last = self.program().and_then(|program| self.at("/", |place| emit::last(place, program)));
        let Some(last) = last.filter(|_| since.is_none()) else { return Ok(Again::Not(since)) };
        let report = last.report.clone().with_strict(self.setting.strict);
        if report.failed() || pipeline::key(frame, sources, &self.bars)? != last.key {
            return Ok(Again::Not(since));
        }
        let output = self.open(&last.base)?;
        let copied: BTreeSet<&str> = last.copies.iter().map(|(_, to)| to.as_str()).collect();
        let made = output.paths().map(|all| all.into_iter().filter(|path| !copied.contains(path)).collect::<Vec<_>>());
        let Some(standing) = made.and_then(|made| pipeline::all(&made, |path| output.standing(path))) else {
            return Ok(Again::Not(since));
        };
        let accepted = Accepted { accepted: last.accepted, gone: last.gone };
        Ok(Again::Done(report, accepted, self.commit(output, standing, last, &BTreeMap::new())?))
    }

    /// Understands and links what was read.
    fn link(&self, sources: Sources, read: Vec<Finding>) -> Result<(Site, Findings), Trouble> {
        let (site, mut findings) = pipeline::link(sources, &self.setting.options, &self.bars)?;
        findings.extend(read);
        Ok((site, findings))
    }

    /// Checksum of this program: another one may make something else of the same sources.
    fn program(&self) -> Option<Checksum> {
        let bytes = load::read_bytes(self.setting.program.as_deref()?).ok()?;
        Some(Checksum::of(&bytes))
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
        Ok(output.remembering(self.program()))
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
        let done = output.last(Some(last)).commit(staged, listed).map_err(|e| trouble(self.setting, &e))?;
        let emit::Summary { written, unchanged, removed } = done;
        Ok(Summary { pages, written, unchanged, removed, ..Summary::default() })
    }

    /// The report on everything that was found, pages drawn or not.
    fn report<T>(&self, site: &Site, mut findings: Findings, rendered: &Rendered<T>) -> Result<(Report, Accepted), Trouble> {
        findings.extend(rendered.findings.iter().cloned());
        let (new, accepted) = judged(self.baseline.as_ref(), site, findings, true)?;
        Ok((site.report(&new, self.setting.strict), accepted))
    }

    /// Writes the report's page where one is wanted, and finishes.
    fn end(&self, site: &Site, report: &Report, accepted: Accepted, summary: Summary) -> Result<End, Trouble> {
        self.page.write(self.setting, site, report, accepted)?;
        self.tell(report, &site.lookup())?;
        self.finish(report, accepted, summary)
    }

    /// Prints what was found.
    fn tell(&self, report: &Report, lookup: &Lookup<'_>) -> Result<(), Trouble> {
        let setting = self.setting;
        self.bars.finish();
        let mut out = io::BufWriter::new(io::stderr().lock());
        print::findings(report.placed(&|path| lookup.text(path)), setting.format, setting.lang, &mut out)?;
        Ok(out.flush()?)
    }

    /// Prints what sums up the report and what was done, and decides how the command ends.
    fn finish(&self, report: &Report, accepted: Accepted, summary: Summary) -> Result<End, Trouble> {
        let (setting, counts) = (self.setting, report.counts());
        let elapsed_ms = u64::try_from(self.started.elapsed().as_millis()).unwrap_or(u64::MAX);
        let (errors, warnings) = (counts.errors, counts.warnings);
        let Accepted { accepted: old, gone } = accepted;
        let summary = Summary { errors, warnings, accepted: old, gone, elapsed_ms, ..summary };
        let mut out = io::BufWriter::new(io::stderr().lock());
        if !setting.quiet || !report.is_empty() || setting.format == Format::Json {
            print::end(report, &summary, setting.format, setting.lang, &mut out)?;
        }
        if matches!(setting.format, Format::Human { .. }) && !setting.quiet {
            if let Some(line) = baseline::told(setting, accepted) {
                writeln!(out, "{line}")?;
            }
            writeln!(out, "{}", told_in_words(setting, report, &summary, self.write))?;
        }
        out.flush()?;
        Ok(if report.failed() { End::Findings } else { End::Fine })
    }
}

/// The findings beyond the baseline, where there is one.
fn judged(baseline: Option<&Plan>, site: &Site, findings: Findings, whole: bool) -> Result<(Findings, Accepted), Trouble> {
    match baseline {
        Some(plan) => plan.judge(site, &findings, whole),
        None => Ok((findings, Accepted::default())),
    }
}

/// Where `--report` wants a page.
struct ReportPage(Option<PathBuf>);

impl ReportPage {
    fn of(setting: &Setting, args: &ArgMatches, folders: &Folders) -> Result<ReportPage, Trouble> {
        let Some(typed) = args.try_get_one::<PathBuf>("report").ok().flatten() else { return Ok(ReportPage(None)) };
        let path = setting.folder.join(typed);
        if load::is_below(&path, &folders.output) {
            let zh = "报告不能放在输出文件夹里，否则会随网站一起发布";
            let en = "a report in the output folder would be published with the site";
            return Err(Trouble(format!("{}: {}", typed.display(), pick(setting.lang, zh, en))));
        }
        Ok(ReportPage(Some(path)))
    }

    fn write(&self, setting: &Setting, site: &Site, report: &Report, accepted: Accepted) -> Result<(), Trouble> {
        let Some(path) = &self.0 else { return Ok(()) };
        let view = site.report_page(report, setting.lang, accepted.accepted);
        let page = render::report::report(&view).map_err(|f| Trouble(f.fault.message(setting.lang)))?;
        Ok(emit::write_report(path, page.as_bytes())?)
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
