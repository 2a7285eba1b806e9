//! `work`: which articles are assigned to whom, and how many are done; `work assign` assigns them, `work next` shows a person's next
//! one. Nobody ticks anything off: whether a task is done follows from its article.

use std::collections::BTreeMap;
use std::sync::Arc;

use clap::ArgMatches;
use jiff::civil::Date;

use super::progress::ProgressBars;
use super::setting::{Folders, Setting};
use super::table::{self, Row, row};
use super::{CliError, Outcome, output, print, work_list};
use crate::diag::{Lang, LocatedFinding, Report};
use crate::link::PageId;
use crate::load::{self, Overlay};
use crate::model::work::{self, Need, Task};
use crate::pipeline::{self, Context, Site, Standing, WorkState};
use crate::store::Store;
use crate::text::localized;

/// Findings that `work next` prints one by one.
const SHOWN: usize = 20;
/// Other articles with the same text that it names.
const COPIES: usize = 10;

pub(super) fn work(setting: &Setting, args: &ArgMatches) -> Result<Outcome, CliError> {
    match args.subcommand() {
        Some(("assign", args)) => work_list::assign(setting, args),
        Some(("next", args)) => next(setting, args),
        _ => list(setting, args),
    }
}

/// The text of the table of tasks; empty if there is none yet.
pub(super) fn text(setting: &Setting, folders: &Folders) -> Result<String, CliError> {
    let disk = folders.root.join(work::FILE);
    if !load::is_plain_file(&disk) {
        return Ok(String::new());
    }
    let text = load::read_text(&disk, &Arc::from(work::FILE), load::LEDGER_LIMIT)?;
    let unreadable = |_| setting.error(work::FILE, "不是 UTF-8 编码的文字", "is not UTF-8 text");
    Ok(text.map_err(unreadable)?.text.to_string())
}

pub(super) fn tasks(setting: &Setting, text: &str) -> Result<Vec<Task>, CliError> {
    work::read(text).map_err(|(line, (zh, en))| setting.error(format!("{}:{line}", work::FILE), zh, en))
}

/// The whole site with its findings, as `check` sees it.
fn checked(setting: &Setting, folders: &Folders) -> Result<(Site, Report), CliError> {
    let bars = ProgressBars::new(setting);
    let (sources, loaded) = pipeline::load(&folders.root, &folders.settings, &Overlay::default(), &bars)?;
    let store = output::last_store(setting, folders);
    let store = store.as_ref().map_or(&() as &dyn Store, |store| store);
    let (site, mut findings) =
        pipeline::site(sources, &Context { options: &setting.options, progress: &bars, store, stale: None })?;
    findings.extend(loaded);
    bars.finish();
    let report = site.report(&findings, false);
    Ok((site, report))
}

/// What a person has to do.
#[derive(Debug, Default)]
struct Share {
    given: usize,
    done: usize,
    late: usize,
    missing: usize,
}

fn list(setting: &Setting, args: &ArgMatches) -> Result<Outcome, CliError> {
    let folders = setting.folders()?;
    let tasks = tasks(setting, &text(setting, &folders)?)?;
    if tasks.is_empty() && !setting.json {
        let en = "nothing is assigned yet; sitegen work assign does it\n";
        return print(setting.text("还没有分配文章；用 sitegen work assign 分配\n", en));
    }
    let (site, report) = checked(setting, &folders)?;
    let today = site.linked.as_of;
    let standings = site.standings(&tasks, &report);
    if setting.json || args.get_flag("csv") {
        let rows: Vec<Row> = standings.iter().map(task_row).collect();
        let names: Vec<&str> = rows.first().into_iter().flatten().map(|(name, _)| *name).collect();
        return print(&if setting.json { table::json(&rows) } else { table::csv(&names, &rows) });
    }
    let mut shares: BTreeMap<&str, Share> = BTreeMap::new();
    for standing in &standings {
        let share = shares.entry(&standing.task.who).or_default();
        share.given += 1;
        share.done += usize::from(standing.state.is_done());
        share.late += usize::from(is_late(standing, today));
        share.missing += usize::from(standing.state == WorkState::Missing);
    }
    let head = match setting.lang {
        Lang::Zh => ["谁", "分到", "完成", "还有", "过期", "找不到"],
        Lang::En => ["who", "given", "done", "left", "late", "missing"],
    };
    let share = |(who, share): (&&str, &Share)| {
        let counts = [share.given, share.done, share.given - share.done, share.late, share.missing];
        std::iter::once((*who).to_owned()).chain(counts.map(|count| count.to_string())).collect()
    };
    let rows: Vec<Vec<String>> = std::iter::once(head.map(str::to_owned).to_vec()).chain(shares.iter().map(share)).collect();
    print(&table::aligned(&rows, false))
}

fn is_late(standing: &Standing<'_>, today: Date) -> bool {
    !standing.state.is_done() && standing.task.due.is_some_and(|due| due < today)
}

fn task_row(standing: &Standing<'_>) -> Row {
    let task = standing.task;
    row!({
        "slug": task.slug, "who": task.who, "given": task.given.to_string(), "due": task.due.map(|due| due.to_string()),
        "codes": task.needs.iter().map(|need| need.word()).collect::<Vec<_>>(), "state": standing.state.word(),
        "done": standing.state.is_done(), "findings": standing.findings, "needs_review": standing.needs_review,
    })
}

fn next(setting: &Setting, args: &ArgMatches) -> Result<Outcome, CliError> {
    let folders = setting.folders()?;
    let tasks = tasks(setting, &text(setting, &folders)?)?;
    let (site, report) = checked(setting, &folders)?;
    let who =
        work_list::person(setting, &site.linked.library.registers, "by", args.get_one::<String>("by").map_or("", String::as_str))?;
    let mine: Vec<Task> = tasks.into_iter().filter(|task| task.who == who).collect();
    let standings = site.standings(&mine, &report);
    let open = standings.iter().filter(|standing| !standing.state.is_done());
    let Some(standing) = open.clone().find(|standing| standing.state == WorkState::Open) else {
        let left = open.count();
        let texts = [
            format!("{who} 没有要做的文章；分到 {} 篇，找不到 {left} 篇\n", mine.len()),
            format!("{who} has nothing to do; {} articles given, {left} missing\n", mine.len()),
        ];
        return print(&localized(setting.lang, texts));
    };
    let listing = report.listing();
    let findings = site.findings_of(standing, &listing);
    if setting.json {
        let row = |(is_asked, located): &(bool, LocatedFinding)| {
            let start = located.location.start;
            row!({
                "code": located.finding.fault.code().to_string(), "severity": located.severity.word(), "line": start.line,
                "column": start.column, "message": located.finding.fault.message(setting.lang), "asked": is_asked,
            })
        };
        let mut rows = vec![task_row(standing)];
        rows.extend(findings.iter().map(row));
        return print(&table::json_lines(&rows));
    }
    print(&page(setting.lang, &site, standing, &findings))
}

/// An article to be worked on: where it is, what is to be done, its findings, its copies.
fn page(lang: Lang, site: &Site, standing: &Standing<'_>, findings: &[(bool, LocatedFinding)]) -> String {
    let Some(id) = standing.article else { return String::new() };
    let linked = &site.linked;
    let article = linked.library.article(id);
    let url = linked.addresses.url(&linked.library, PageId::Article(id));
    let mut out = format!("{}  {}\n{}\n{url}\n", standing.task.slug, article.front.title.value, article.path());
    if let Some(due) = standing.task.due {
        let days = linked.as_of.until(due).map_or(0, |span| span.get_days());
        let texts = match days {
            0.. => [format!("期限 {due}，还有 {days} 天"), format!("due {due}, in {days} days")],
            _ => [format!("期限 {due}，过了 {} 天", -days), format!("due {due}, {} days ago", -days)],
        };
        out += &(localized(lang, texts) + "\n");
    }
    out += &format!("\n{}\n", goal(lang, standing));
    for (is_asked, located) in findings.iter().take(SHOWN) {
        let start = located.location.start;
        let mark = if *is_asked { "*" } else { " " };
        let (code, message) = (located.finding.fault.code(), located.finding.fault.message(lang));
        out += &format!("{mark} {}:{} {}[{code}] {message}\n", start.line, start.column, located.severity.text(lang));
    }
    if let Some(more) = findings.len().checked_sub(SHOWN).filter(|more| *more > 0) {
        let file = article.path();
        let texts =
            [format!("  另有 {more} 处：sitegen check {file} --all\n"), format!("  {more} more: sitegen check {file} --all\n")];
        out += &localized(lang, texts);
    }
    let copies = site.sisters_of(id);
    if !copies.is_empty() {
        let slugs: Vec<&str> =
            copies.iter().take(COPIES).map(|copy| linked.library.article(*copy).front.slug.value.as_str()).collect();
        let (count, slugs) = (copies.len(), slugs.join(localized(lang, ["、", ", "])));
        let texts =
            [format!("\n雷同的文章 {count} 篇：{slugs}\n"), format!("\n{count} articles with nearly the same text: {slugs}\n")];
        out += &localized(lang, texts);
    }
    out
}

/// What is left to be done.
fn goal(lang: Lang, standing: &Standing<'_>) -> String {
    let codes: Vec<String> = standing.task.needs.iter().filter(|need| **need != Need::Review).map(|need| need.word()).collect();
    let what = match codes.as_slice() {
        [] => localized(lang, ["法律、事实、用语", "law, fact, wording"]).to_owned(),
        codes => codes.join(localized(lang, ["、", ", "])),
    };
    let findings = standing.findings;
    let texts = [format!("要改正（{what}）：{findings} 处"), format!("to be mended ({what}): {findings}")];
    let review = if standing.needs_review {
        localized(lang, ["；还要律师审核：sitegen review", "; and a lawyer's review: sitegen review"])
    } else {
        ""
    };
    localized(lang, texts) + review
}
