//! `build` and `check`: the same findings; `build` writes the site where there are none that fail it.

use std::io::{self, Write};
use std::time::Instant;

use super::progress::Bars;
use super::setting::{Folders, Setting};
use super::{End, Trouble, pick};
use crate::diag::Report;
use crate::diag::print::{self, Format, Summary};
use crate::emit::{self, Output, Place};
use crate::pipeline::{self, Rendered, Site};

/// Checks everything and writes the site.
pub(super) fn build(setting: &Setting) -> Result<End, Trouble> {
    run(setting, true)
}

/// Checks everything.
pub(super) fn check(setting: &Setting) -> Result<End, Trouble> {
    run(setting, false)
}

fn run(setting: &Setting, write: bool) -> Result<End, Trouble> {
    let started = Instant::now();
    let folders = setting.folders()?;
    let bars = Bars::new(setting);
    let (sources, mut findings) = pipeline::read(&folders.root, &folders.settings, &bars)?;
    let (site, found) = pipeline::link(sources, &setting.options, &bars)?;
    findings.extend(found);
    if site.fails(&findings, setting.strict) {
        let report = site.report(findings, setting.strict);
        return finish(setting, &report, Summary::from(report.counts()), started, write, &bars);
    }
    let mut summary = Summary::default();
    let report = if write {
        let opened = open(setting, &folders, &site)?;
        let rendered = site.render(|artifact| opened.stage(artifact), &bars)?;
        let report = told(&site, findings, &rendered, setting);
        if !report.failed() {
            let done = commit(setting, &folders, &site, opened, rendered, &mut summary)?;
            (summary.written, summary.unchanged, summary.removed) = (done.written, done.unchanged, done.removed);
        }
        report
    } else {
        let rendered = site.render(|_| Ok(()), &bars)?;
        summary.pages = rendered.pages;
        told(&site, findings, &rendered, setting)
    };
    let counts = report.counts();
    (summary.errors, summary.warnings) = (counts.errors, counts.warnings);
    finish(setting, &report, summary, started, write, &bars)
}

fn told<T>(site: &Site, mut findings: Vec<crate::diag::Finding>, rendered: &Rendered<T>, setting: &Setting) -> Report {
    findings.extend(rendered.findings.iter().cloned());
    site.report(findings, setting.strict)
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

/// Prints the report and what was done, and decides how the command ends.
fn finish(
    setting: &Setting,
    report: &Report,
    summary: Summary,
    started: Instant,
    write: bool,
    bars: &Bars,
) -> Result<End, Trouble> {
    bars.finish();
    let elapsed = started.elapsed();
    let summary = Summary { elapsed_ms: u64::try_from(elapsed.as_millis()).unwrap_or(u64::MAX), ..summary };
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
