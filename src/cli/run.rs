//! The parts that `build` and `check` share: setting up a run, linking its site, and reporting its findings. It writes only the
//! report page and the summary of a job of GitHub Actions.

#![expect(clippy::disallowed_methods, reason = "it prints and measures time")]

use std::io::{self, Write};
use std::path::PathBuf;
use std::time::Instant;

use clap::ArgMatches;

use super::baseline::{self, Accepted, Plan};
use super::explain::nearest_code;
use super::progress::ProgressBars;
use super::setting::{Folders, Setting};
use super::unpublished::Unpublished;
use super::{CliError, Outcome, output, ratchet};
use crate::diag::print::{self, Choice, Format, Selection, Summary};
use crate::diag::{Finding, Findings, Lang, Listing, Report};
use crate::load::{self, Sources};
use crate::pipeline::{self, Context, Lookup, Site};
use crate::store::Store;
use crate::text::localized;
use crate::{emit, render};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    /// Write the site if no finding fails it.
    Build,
    Check,
    /// Print findings after each save.
    Watch,
}

pub(super) struct Run<'a> {
    pub(super) setting: &'a Setting,
    pub(super) folders: Folders,
    pub(super) bars: ProgressBars,
    pub(super) baseline: Option<Plan>,
    /// The revision of which files may differ only without grave findings.
    base: Option<String>,
    page: Option<PathBuf>,
    selection: Selection,
    /// The files and folders that are checked; all if there are none.
    pub(super) wanted: Vec<String>,
    started: Instant,
    mode: Mode,
    /// True if many addresses may leave search engines.
    accepts_index_loss: bool,
}

impl<'a> Run<'a> {
    pub(super) fn new(setting: &'a Setting, args: &ArgMatches, mode: Mode) -> Result<Run<'a>, CliError> {
        let started = Instant::now();
        let folders = setting.folders()?;
        let page = report_page(setting, args, &folders)?;
        let baseline = Plan::of(setting, args)?;
        let selection = selection(setting, args)?;
        let accepts_index_loss = args.try_get_one::<bool>("accept-index-loss").ok().flatten().copied().unwrap_or(false);
        Ok(Run {
            setting,
            folders,
            bars: ProgressBars::new(setting),
            baseline,
            base: ratchet::base(args),
            page,
            selection,
            wanted: Vec::new(),
            started,
            mode,
            accepts_index_loss,
        })
    }

    pub(super) fn site(&self, sources: Sources, loaded: Vec<Finding>, store: &dyn Store) -> Result<(Site, Findings), CliError> {
        let context = Context { options: &self.setting.options, progress: &self.bars, store, stale: None };
        let (site, mut findings) = pipeline::site(sources, &context)?;
        findings.extend(loaded);
        Ok((site, findings))
    }

    /// The findings of a comparison with the pages of the last build: many addresses would leave search engines, unless that is accepted;
    /// a text lost its label.
    pub(super) fn compared(&self, site: &Site) -> Result<Vec<Finding>, CliError> {
        if !site.needs_last_build() {
            return Ok(Vec::new());
        }
        let last = output::last(self.setting, &self.folders);
        let loss = if self.accepts_index_loss { None } else { site.index_loss(|| last.listed()) };
        let mut findings = site.labels_removed(|path| last.text(path))?;
        findings.extend(loss);
        Ok(findings)
    }

    /// Decides the status of the findings. `is_whole` is true if the whole site was checked.
    pub(super) fn report(&self, site: &Site, findings: &Findings, is_whole: bool) -> Result<(Report, Accepted), CliError> {
        let report = site.report(findings, self.setting.strict);
        let (report, accepted) = match &self.baseline {
            Some(plan) => plan.apply(site, report, is_whole, !self.wanted.is_empty())?,
            None => (report, Accepted::default()),
        };
        let Some(base) = &self.base else { return Ok((report, accepted)) };
        let (report, touched) = ratchet::tighten(self.setting, &self.folders, site, base, report)?;
        Ok((report, Accepted { touched, ..accepted }))
    }

    fn is_wanted(&self, path: &str) -> bool {
        self.wanted.is_empty() || pipeline::subset::is_below(path, &self.wanted)
    }

    /// Prints the report on a site, and writes its page if one is wanted.
    pub(super) fn end(&self, site: &Site, report: &Report, accepted: Accepted, summary: Summary) -> Result<Outcome, CliError> {
        let listing = report.listing();
        if let Some(path) = &self.page {
            let progress = self.baseline.as_ref().and_then(|plan| plan.progress(self.setting, site));
            let view = site.report_page(&listing, self.setting.lang, accepted.count, progress.as_ref());
            let page = render::report::report(&view).map_err(|f| CliError(f.fault.message(self.setting.lang)))?;
            emit::write_report(path, page.as_bytes())?;
        }
        self.print(&listing, &site.lookup())?;
        self.finish(&listing, accepted, summary, &Unpublished::of(&site.linked, |path| self.is_wanted(path)))
    }

    pub(super) fn print(&self, listing: &Listing<'_>, lookup: &Lookup<'_>) -> Result<(), CliError> {
        let setting = self.setting;
        self.bars.finish();
        let mut out = io::BufWriter::new(io::stderr().lock());
        let choice = Choice::new(listing, &self.selection, setting.format);
        let located = lookup.located_some(listing, &choice.findings);
        print::choice(located, &choice, setting.format, setting.lang, &mut out).map_err(not_printed)?;
        out.flush().map_err(not_printed)?;
        match &setting.step_summary {
            Some(path) if setting.format == Format::Github => {
                Ok(emit::append(path, step_summary(listing, &choice, setting.lang).as_bytes())?)
            }
            _ => Ok(()),
        }
    }

    /// Prints the totals and the result, and decides the exit status.
    pub(super) fn finish(
        &self,
        listing: &Listing<'_>,
        accepted: Accepted,
        summary: Summary,
        unpublished: &Unpublished,
    ) -> Result<Outcome, CliError> {
        let (setting, counts) = (self.setting, listing.counts());
        let elapsed_ms = u64::try_from(self.started.elapsed().as_millis()).unwrap_or(u64::MAX);
        let (errors, warnings) = (counts.errors, counts.warnings);
        let Accepted { count, gone, .. } = accepted;
        let summary = Summary { errors, warnings, accepted: count, gone, elapsed_ms, ..summary };
        let mut out = io::BufWriter::new(io::stderr().lock());
        if !setting.quiet || !listing.is_empty() || setting.format == Format::Json {
            print::end(listing, &summary, setting.format, setting.lang, &mut out).map_err(not_printed)?;
        }
        let is_for_people = matches!(setting.format, Format::Human { .. });
        if (is_for_people || (self.mode == Mode::Watch && setting.format == Format::Short)) && !setting.quiet {
            let left_out = if self.mode == Mode::Watch { Vec::new() } else { unpublished.lines(setting.lang, setting.verbose) };
            for line in left_out
                .into_iter()
                .chain(baseline::sentence(setting.lang, accepted))
                .chain(ratchet::sentence(setting.lang, accepted.touched))
            {
                writeln!(out, "{line}").map_err(not_printed)?;
            }
            writeln!(out, "{}", result_sentence(setting.lang, listing, &summary, self.mode)).map_err(not_printed)?;
        }
        out.flush().map_err(not_printed)?;
        Ok(if listing.failed() { Outcome::Findings } else { Outcome::Fine })
    }
}

/// Findings that could not be printed.
pub(super) fn not_printed(error: io::Error) -> CliError {
    CliError(format!("stderr: {error}"))
}

/// The findings that the flags ask for.
fn selection(setting: &Setting, args: &ArgMatches) -> Result<Selection, CliError> {
    let words = args.get_many::<String>("code").into_iter().flatten().map(String::as_str);
    Selection::new(words, args.get_flag("all")).map_err(|word| {
        let zh = "没有这样开头的编号（sitegen explain 列出全部）；写 SG551，或者只写开头，如 SG2";
        let en = "no code starts like this (sitegen explain lists them); write SG551, or only a start, such as SG2";
        setting.error(format!("--code {word}"), zh, en).did_you_mean(setting.lang, nearest_code(word))
    })
}

/// What GitHub shows on the page of a run.
fn step_summary(listing: &Listing<'_>, choice: &Choice<'_>, lang: Lang) -> String {
    format!("### sitegen: {}\n\n{}\n", print::total(listing, lang), choice.markdown(lang))
}

/// The file of `--report`.
fn report_page(setting: &Setting, args: &ArgMatches, folders: &Folders) -> Result<Option<PathBuf>, CliError> {
    let Some(typed) = args.try_get_one::<PathBuf>("report").ok().flatten() else { return Ok(None) };
    let path = setting.folder.join(typed);
    if load::is_below(&path, &folders.output) {
        let zh = "报告不能放在输出文件夹里，否则会随网站一起发布";
        return Err(setting.error(typed.display(), zh, "a report in the output folder would be published with the site"));
    }
    Ok(Some(path))
}

fn result_sentence(lang: Lang, listing: &Listing<'_>, s: &Summary, mode: Mode) -> String {
    let (whole, tenths) = (s.elapsed_ms / 1_000, s.elapsed_ms % 1_000 / 100);
    let Summary { pages, written, unchanged, removed, .. } = s;
    let texts = match mode {
        Mode::Watch if listing.is_empty() => ["没有发现问题。".to_owned(), "No findings.".to_owned()],
        Mode::Check | Mode::Watch => [
            format!("检查完毕，没有写任何文件，用时 {whole}.{tenths} 秒"),
            format!("checked without writing anything, in {whole}.{tenths} s"),
        ],
        Mode::Build if listing.failed() => [
            "没有写任何文件，上次生成的网站保持不变。".to_owned(),
            "Nothing was written; the last good site stays as it was.".to_owned(),
        ],
        Mode::Build => [
            format!("共 {pages} 页：写入 {written} 个文件，{unchanged} 个不变，删除 {removed} 个，用时 {whole}.{tenths} 秒"),
            format!("{pages} pages: {written} files written, {unchanged} unchanged, {removed} removed, in {whole}.{tenths} s"),
        ],
    };
    localized(lang, texts)
}
