//! What `build` and `check` share: a run that is set up, linked, judged and told. It writes nothing but the report's page.

#![expect(clippy::disallowed_methods, reason = "it prints and measures time")]

use std::io::{self, Write};
use std::path::PathBuf;
use std::time::Instant;

use clap::ArgMatches;

use super::baseline::{self, Accepted, Plan};
use super::progress::Bars;
use super::setting::{Folders, Setting};
use super::{End, Trouble, pick};
use crate::diag::print::{self, Format, Summary};
use crate::diag::{Finding, Findings, Lang, Report};
use crate::load::{self, Sources};
use crate::pipeline::{self, Context, Lookup, Site};
use crate::store::Store;
use crate::{emit, render};

/// What a run is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Aim {
    /// The site is written where nothing fails it.
    Build,
    /// Findings are told.
    Check,
    /// Findings are told, and told anew after each save.
    Watch,
}

/// A run of one of the two commands.
pub(super) struct Run<'a> {
    pub(super) setting: &'a Setting,
    pub(super) folders: Folders,
    pub(super) bars: Bars,
    pub(super) baseline: Option<Plan>,
    page: ReportPage,
    started: Instant,
    aim: Aim,
}

impl<'a> Run<'a> {
    pub(super) fn new(setting: &'a Setting, args: &ArgMatches, aim: Aim) -> Result<Run<'a>, Trouble> {
        let started = Instant::now();
        let folders = setting.folders()?;
        let page = ReportPage::of(setting, args, &folders)?;
        let baseline = Plan::of(setting, args)?;
        Ok(Run { setting, folders, bars: Bars::new(setting), baseline, page, started, aim })
    }

    /// Analyzes, links and relates what was loaded.
    pub(super) fn site(&self, sources: Sources, found: Vec<Finding>, store: &dyn Store) -> Result<(Site, Findings), Trouble> {
        let context = Context { options: &self.setting.options, progress: &self.bars, store, stale: None };
        let (site, mut findings) = pipeline::site(sources, &context)?;
        findings.extend(found);
        Ok((site, findings))
    }

    /// True where findings fail the run.
    pub(super) fn fails(&self, site: &Site, findings: &Findings) -> bool {
        site.counts(findings).fail(self.setting.strict)
    }

    /// The findings beyond the baseline, where there is one. `whole` says whether all of the site was looked at.
    pub(super) fn judged(&self, site: &Site, findings: Findings, whole: bool) -> Result<(Findings, Accepted), Trouble> {
        match &self.baseline {
            // Behind what fails a run there may be more that is not seen.
            Some(plan) => plan.judge(site, &findings, |new| whole && !self.fails(site, new)),
            None => Ok((findings, Accepted::default())),
        }
    }

    /// Reports on a site, on the report's page, too, where one is wanted.
    pub(super) fn end(&self, site: &Site, new: &Findings, accepted: Accepted, summary: Summary) -> Result<End, Trouble> {
        let report = site.report(new, self.setting.strict);
        self.page.write(self.setting, site, &report, accepted)?;
        self.tell(&report, &site.lookup())?;
        self.finish(&report, accepted, summary)
    }

    /// Prints what was found.
    pub(super) fn tell(&self, report: &Report, lookup: &Lookup<'_>) -> Result<(), Trouble> {
        let setting = self.setting;
        self.bars.finish();
        let mut out = io::BufWriter::new(io::stderr().lock());
        print::findings(lookup.placed(report), setting.format, setting.lang, &mut out)?;
        Ok(out.flush()?)
    }

    /// Prints what sums up the report and what was done, and decides how the command ends.
    pub(super) fn finish(&self, report: &Report, accepted: Accepted, summary: Summary) -> Result<End, Trouble> {
        let (setting, counts) = (self.setting, report.counts());
        let elapsed_ms = u64::try_from(self.started.elapsed().as_millis()).unwrap_or(u64::MAX);
        let (errors, warnings) = (counts.errors, counts.warnings);
        let Accepted { accepted: old, gone } = accepted;
        let summary = Summary { errors, warnings, accepted: old, gone, elapsed_ms, ..summary };
        let mut out = io::BufWriter::new(io::stderr().lock());
        if !setting.quiet || !report.is_empty() || setting.format == Format::Json {
            print::end(report, &summary, setting.format, setting.lang, &mut out)?;
        }
        let is_for_people = matches!(setting.format, Format::Human { .. });
        if (is_for_people || (self.aim == Aim::Watch && setting.format == Format::Short)) && !setting.quiet {
            if let Some(line) = baseline::told(setting, accepted) {
                writeln!(out, "{line}")?;
            }
            writeln!(out, "{}", told_in_words(setting.lang, report, &summary, self.aim))?;
        }
        out.flush()?;
        Ok(if report.failed() { End::Findings } else { End::Fine })
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

/// What was done, in a sentence.
fn told_in_words(lang: Lang, report: &Report, s: &Summary, aim: Aim) -> String {
    let (whole, part) = (s.elapsed_ms / 1_000, s.elapsed_ms % 1_000 / 100);
    let counts = (s.pages, s.written, s.unchanged, s.removed);
    match (aim, lang) {
        (Aim::Watch, _) if report.is_empty() => pick(lang, "没有发现问题。", "No findings.").to_owned(),
        (Aim::Check | Aim::Watch, Lang::Zh) => format!("检查完毕，没有写任何文件，用时 {whole}.{part} 秒"),
        (Aim::Check | Aim::Watch, Lang::En) => format!("checked without writing anything, in {whole}.{part} s"),
        (Aim::Build, Lang::Zh) if report.failed() => "没有写任何文件，上次生成的网站保持不变。".to_owned(),
        (Aim::Build, Lang::En) if report.failed() => "Nothing was written; the last good site stays as it was.".to_owned(),
        (Aim::Build, Lang::Zh) => {
            let (pages, written, unchanged, removed) = counts;
            format!("共 {pages} 页：写入 {written} 个文件，{unchanged} 个不变，删除 {removed} 个，用时 {whole}.{part} 秒")
        }
        (Aim::Build, Lang::En) => {
            let (pages, written, unchanged, removed) = counts;
            format!("{pages} pages: {written} files written, {unchanged} unchanged, {removed} removed, in {whole}.{part} s")
        }
    }
}
