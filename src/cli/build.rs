//! `build` and `check`: the same findings; `build` writes the site where there are none that fail it.

use std::io::{self, Write};
use std::path::PathBuf;
use std::time::Instant;

use clap::ArgMatches;

use super::baseline::{self, Accepted, Plan};
use super::progress::Bars;
use super::setting::{Folders, Setting};
use super::{End, Trouble, pick};
use crate::diag::print::{self, Format, Summary};
use crate::diag::{Finding, Report};
use crate::emit::{self, Output, Place};
use crate::load;
use crate::pipeline::{self, Rendered, Site};
use crate::render;

/// Checks everything and writes the site.
pub(super) fn build(setting: &Setting, args: &ArgMatches) -> Result<End, Trouble> {
    run(setting, args, true)
}

/// Checks everything, or the files that are named.
pub(super) fn check(setting: &Setting, args: &ArgMatches) -> Result<End, Trouble> {
    let files: Vec<&PathBuf> = args.get_many("file").into_iter().flatten().collect();
    if files.is_empty() { run(setting, args, false) } else { some(setting, args, &files) }
}

/// Checks the files that are named.
fn some(setting: &Setting, args: &ArgMatches, files: &[&PathBuf]) -> Result<End, Trouble> {
    let started = Instant::now();
    let folders = setting.folders()?;
    let page = ReportPage::of(setting, args, &folders)?;
    let baseline = Plan::of(setting, args)?;
    let bars = Bars::new(setting);
    let wanted = setting.site_paths(&folders, files)?;
    let (site, findings) = pipeline::part::link(&folders.root, &folders.settings, &wanted, &setting.options, &bars)?;
    let (findings, accepted) = judged(baseline.as_ref(), &site, findings, false)?;
    let report = site.report(findings, setting.strict);
    page.write(setting, &site, &report, accepted)?;
    finish(setting, &report, Summary::from(report.counts()), &Ending { started, accepted, write: false, bars: &bars })
}

fn run(setting: &Setting, args: &ArgMatches, write: bool) -> Result<End, Trouble> {
    let started = Instant::now();
    let folders = setting.folders()?;
    let page = ReportPage::of(setting, args, &folders)?;
    let baseline = Plan::of(setting, args)?;
    let bars = Bars::new(setting);
    let (sources, mut findings) = pipeline::read(&folders.root, &folders.settings, &bars)?;
    let (site, found) = pipeline::link(sources, &setting.options, &bars)?;
    findings.extend(found);
    let (new, accepted) = judged(baseline.as_ref(), &site, findings.clone(), false)?;
    if site.fails(&new, setting.strict) {
        let ending = Ending { started, accepted, write, bars: &bars };
        let report = site.report(new, setting.strict);
        page.write(setting, &site, &report, accepted)?;
        return finish(setting, &report, Summary::from(report.counts()), &ending);
    }
    let mut summary = Summary::default();
    let (report, accepted) = if write {
        let opened = open(setting, &folders, &site)?;
        let rendered = site.render(|artifact| opened.stage(artifact), &bars)?;
        let (report, accepted) = told(&site, baseline.as_ref(), findings, &rendered.findings, setting)?;
        if !report.failed() {
            let done = commit(setting, &folders, &site, opened, rendered, &mut summary)?;
            (summary.written, summary.unchanged, summary.removed) = (done.written, done.unchanged, done.removed);
        }
        (report, accepted)
    } else {
        let rendered = site.render(|_| Ok(()), &bars)?;
        summary.pages = rendered.pages;
        told(&site, baseline.as_ref(), findings, &rendered.findings, setting)?
    };
    page.write(setting, &site, &report, accepted)?;
    let counts = report.counts();
    (summary.errors, summary.warnings) = (counts.errors, counts.warnings);
    finish(setting, &report, summary, &Ending { started, accepted, write, bars: &bars })
}

/// The findings beyond the baseline, where there is one.
fn judged(baseline: Option<&Plan>, site: &Site, findings: Vec<Finding>, whole: bool) -> Result<(Vec<Finding>, Accepted), Trouble> {
    match baseline {
        Some(plan) => plan.judge(site, findings, whole),
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

/// The report on everything that was found, pages drawn or not.
fn told(
    site: &Site,
    baseline: Option<&Plan>,
    mut findings: Vec<Finding>,
    rendered: &[Finding],
    setting: &Setting,
) -> Result<(Report, Accepted), Trouble> {
    findings.extend(rendered.iter().cloned());
    let (new, accepted) = judged(baseline, site, findings, true)?;
    Ok((site.report(new, setting.strict), accepted))
}

fn open(setting: &Setting, folders: &Folders, site: &Site) -> Result<Output, Trouble> {
    let sources = ["content", "templates", "static"].map(|f| folders.root.join(f));
    let mut sources: Vec<&std::path::Path> = sources.iter().map(std::path::PathBuf::as_path).collect();
    sources.push(&folders.settings);
    let place = Place {
        output: &folders.output,
        root: &folders.root,
        sources: &sources,
        home: setting.home.as_deref(),
        base: &site.linked.addresses.base().path,
    };
    Output::open(&place).map_err(|e| trouble(setting, &e))
}

fn commit(
    setting: &Setting,
    folders: &Folders,
    site: &Site,
    output: Output,
    rendered: Rendered<emit::Staged>,
    summary: &mut Summary,
) -> Result<emit::Summary, Trouble> {
    summary.pages = rendered.pages;
    let mut staged = rendered.taken;
    for (from, to) in &site.linked.copies {
        staged.push(output.stage_copy(to.clone(), &folders.root.join(from))?);
    }
    output.commit(staged, &site.listed()).map_err(|e| trouble(setting, &e))
}

/// Why an output folder was not written, in words.
pub(super) fn trouble(setting: &Setting, error: &emit::Error) -> Trouble {
    match error {
        emit::Error::Refused(refusal) => Trouble(format!("{}\n  {}", refusal.message(setting.lang), refusal.help(setting.lang))),
        emit::Error::Io(error) => Trouble(error.to_string()),
    }
}

/// What the end of a run tells besides its report.
struct Ending<'a> {
    started: Instant,
    accepted: Accepted,
    write: bool,
    bars: &'a Bars,
}

/// Prints the report and what was done, and decides how the command ends.
fn finish(setting: &Setting, report: &Report, summary: Summary, ending: &Ending<'_>) -> Result<End, Trouble> {
    ending.bars.finish();
    let elapsed_ms = u64::try_from(ending.started.elapsed().as_millis()).unwrap_or(u64::MAX);
    let Accepted { accepted, gone } = ending.accepted;
    let summary = Summary { accepted, gone, elapsed_ms, ..summary };
    let mut out = io::BufWriter::new(io::stderr().lock());
    let silent = setting.quiet && report.findings().is_empty() && setting.format != Format::Json;
    if !silent {
        print::print(report, &summary, setting.format, setting.lang, &mut out)?;
    }
    if matches!(setting.format, Format::Human { .. }) && !setting.quiet {
        if let Some(line) = baseline::told(setting, ending.accepted) {
            writeln!(out, "{line}")?;
        }
        writeln!(out, "{}", told_in_words(setting, report, &summary, ending.write))?;
    }
    out.flush()?;
    Ok(if report.failed() { End::Findings } else { End::Fine })
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
