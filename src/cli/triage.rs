//! `triage`: which articles somebody has to decide about, as a table that people fill in, and the filled table applied.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::ArgMatches;

use super::progress::ProgressBars;
use super::setting::{Folders, Setting};
use super::table::{self as tables, Row, row};
use super::{CliError, Outcome, decide, output, print, print_error, work};
use crate::diag::Lang;
use crate::emit;
use crate::import::triage::views::{self, Views};
use crate::import::triage::{Case, coverage, table};
use crate::load::{self, Overlay};
use crate::pipeline::triage::triage_site;
use crate::pipeline::{self, Context, Survey};
use crate::store::Store;
use crate::text::localized;

/// Groups and single articles that are printed of each; the table has all.
const SHOWN: usize = 40;
/// Rows of the table of views without an article that are named.
const NAMED: usize = 5;

pub(super) fn triage(setting: &Setting, args: &ArgMatches) -> Result<Outcome, CliError> {
    if let Some(path) = args.get_one::<PathBuf>("apply") {
        return decide::apply_table(setting, args, &setting.folder.join(path), args.get_flag("dry-run"));
    }
    let folders = setting.folders()?;
    let save = args.get_one::<PathBuf>("save").map(|path| setting.folder.join(path));
    // A table that cannot be read has people's decisions, too.
    let last = save.as_deref().filter(|path| load::is_file(path)).map(|path| last(setting, path)).transpose()?;
    let survey = survey(setting, &folders)?;
    let views =
        args.get_one::<PathBuf>("views").map(|path| read_views(setting, &setting.folder.join(path), &survey)).transpose()?;
    let tasks = work::tasks(setting, &work::text(setting, &folders)?)?;
    let who: BTreeMap<&str, &str> = tasks.iter().map(|task| (task.slug.as_str(), task.who.as_str())).collect();
    let of_article = views.as_ref().map(|views| &views.of_article);
    let cases = triage_site(&survey, setting.options.publish, of_article, &who);
    if let Some(views) = views.as_ref().filter(|views| !views.others.is_empty() && !setting.quiet) {
        print_error(&without_article(setting, views));
    }
    let text = || table::write(table::SITE, &cases, last.as_deref());
    let head = head(setting.lang, &survey, &cases, views.as_ref());
    match save {
        Some(path) => {
            emit::write_report(&path, text().as_bytes())?;
            print(&head)
        }
        None if setting.json => print(&tables::json(&cases.iter().map(case_row).collect::<Vec<_>>())),
        None if args.get_flag("csv") => {
            if !setting.quiet {
                print_error(head.trim_end());
            }
            print(&text())
        }
        None => print(&format!("{head}{}", list(setting.lang, &cases))),
    }
}

/// The library with its findings, as `check` sees them.
pub(super) fn survey(setting: &Setting, folders: &Folders) -> Result<Survey, CliError> {
    let bars = ProgressBars::new(setting);
    let (sources, loaded) = pipeline::load(&folders.root, &folders.settings, &Overlay::default(), &bars)?;
    let store = output::last_store(setting, folders);
    let store = store.as_ref().map_or(&() as &dyn Store, |store| store);
    let survey = pipeline::survey(sources, loaded, &Context { options: &setting.options, progress: &bars, store, stale: None })?;
    bars.finish();
    Ok(survey)
}

/// The text of the table that people filled in so far.
fn last(setting: &Setting, path: &Path) -> Result<String, CliError> {
    let text = decide::read_table(setting, path)?;
    match table::read(&text) {
        Ok(_) => Ok(text),
        Err((_, zh, en)) => {
            let zh = format!("这个文件不是以前保存的表，没有覆盖：{zh}");
            let en = format!("is no table that was saved before and stays as it is: {en}");
            Err(setting.error(path.display(), &zh, &en))
        }
    }
}

fn read_views(setting: &Setting, path: &Path, survey: &Survey) -> Result<Views, CliError> {
    let text = decide::read_table(setting, path)?;
    views::join(&text, &survey.linked).map_err(|(_, zh, en)| setting.error(path.display(), zh, en))
}

fn without_article(setting: &Setting, views: &Views) -> String {
    let shown = if setting.verbose { usize::MAX } else { NAMED };
    let names: Vec<&str> = views.others.iter().take(shown).map(|(address, _)| address.as_str()).collect();
    let (count, sum) = (views.others.len(), views.others.iter().map(|(_, count)| count).fold(0, |a: u64, b| a.saturating_add(*b)));
    let names = names.join(localized(setting.lang, ["、", ", "]));
    let texts = [
        format!("浏览量的表里有 {count} 行（{sum} 次）不是本站的文章：{names}"),
        format!("{count} rows of the table of views ({sum} views) are about no article of this site: {names}"),
    ];
    localized(setting.lang, texts)
}

/// How many decisions cover how much.
fn head(lang: Lang, survey: &Survey, cases: &[Case], views: Option<&Views>) -> String {
    let articles = survey.linked.library.articles.len();
    let sum = views.map(|views| views.of_article.values().fold(0, |a: u64, b| a.saturating_add(*b)));
    let all = sum.unwrap_or_else(|| u64::try_from(articles).unwrap_or(u64::MAX));
    let of = match (lang, sum) {
        (Lang::Zh, Some(sum)) => format!("{sum} 次浏览"),
        (Lang::En, Some(sum)) => format!("{sum} views"),
        (Lang::Zh, None) => format!("{articles} 篇文章"),
        (Lang::En, None) => format!("{articles} articles"),
    };
    let mut out = String::new();
    for step in coverage(cases, all) {
        let (groups, copies, singles, percent) = (step.groups, step.copies, step.singles, step.percent);
        let texts = [
            format!("{groups} 组（{copies} 篇）+ {singles} 篇单独的 = {} 个决定，占 {of} 的 {percent} %\n", groups + singles),
            format!(
                "{groups} groups ({copies} articles) + {singles} single ones = {} decisions: {percent} % of {of}\n",
                groups + singles
            ),
        ];
        out += &localized(lang, texts);
    }
    out
}

/// The groups and the first single articles, as a table for people.
fn list(lang: Lang, cases: &[Case]) -> String {
    let head = match lang {
        Lang::Zh => ["组", "篇", "机构", "浏览", "风险", "套话%", "网址", "原因"],
        Lang::En => ["group", "copies", "lenders", "views", "risk", "filler%", "address", "reasons"],
    };
    let mut rows: Vec<Vec<String>> = vec![head.map(str::to_owned).to_vec()];
    let blocks = || cases.chunk_by(|a, b| a.group.is_some() && a.group == b.group);
    let (groups, singles): (Vec<&[Case]>, Vec<&[Case]>) =
        blocks().partition(|block| block.first().is_some_and(|case| case.group.is_some()));
    let number = |n: Option<u64>| n.map_or_else(String::new, |n| n.to_string());
    for block in groups.iter().take(SHOWN).chain(singles.iter().take(SHOWN)) {
        let Some(case) = block.first() else { continue };
        let views = block.iter().filter_map(|case| case.views).reduce(u64::saturating_add);
        let risk: u64 = block.iter().map(|case| u64::from(case.weight.risk.unwrap_or(0))).sum();
        let (copies, lenders) = case.weight.head.map_or((1, 0), |head| head);
        let lenders = if lenders == 0 { String::new() } else { lenders.to_string() };
        let reasons: Vec<&str> = case.reasons.iter().map(|reason| reason.word()).collect();
        rows.push(vec![
            case.group.map_or_else(String::new, |group| group.to_string()),
            copies.to_string(),
            lenders,
            number(views),
            risk.to_string(),
            number(case.weight.filler.map(u64::from)),
            case.address.clone(),
            format!("{} {}", reasons.join(" "), case.title),
        ]);
    }
    let more = groups.len().saturating_sub(SHOWN) + singles.len().saturating_sub(SHOWN);
    let mut out = if rows.len() > 1 { format!("\n{}", tables::aligned(&rows, true)) } else { String::new() };
    if more > 0 {
        let texts = [
            format!("另有 {more} 项；全部写进表里：sitegen triage --save triage.csv\n"),
            format!("{more} more; the table has all: sitegen triage --save triage.csv\n"),
        ];
        out += &localized(lang, texts);
    }
    if cases.is_empty() {
        out += localized(lang, ["没有要决定的文章\n", "no article needs a decision\n"]);
    }
    out
}

fn case_row(case: &Case) -> Row {
    let (copies, lenders) = case.weight.head.map_or((None, None), |(copies, lenders)| (Some(copies), Some(lenders)));
    let reasons: Vec<&str> = case.reasons.iter().map(|reason| reason.word()).collect();
    let proposal = case.proposal.as_ref();
    row!({
        "address": case.address, "title": case.title, "file": case.file, "date": case.date.map(|date| date.to_string()),
        "letters": case.letters, "views": case.views, "risk": case.weight.risk, "reasons": reasons, "group": case.group, "copies": copies,
        "lenders": lenders, "filler": case.weight.filler, "who": case.weight.who,
        "proposal": proposal.map(|proposal| proposal.choice.word()), "review": proposal.map(|proposal| proposal.review),
        "target": proposal.and_then(|proposal| proposal.target.clone()),
    })
}
