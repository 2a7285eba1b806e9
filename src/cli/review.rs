//! `review`: the articles that lawyers have to review again, by lawyer; or, with `--by`, the record of a review in the front matter of
//! articles. It changes three values of a file and no other byte.

use std::collections::BTreeMap;

use clap::ArgMatches;
use jiff::civil::Date;

use super::file::File;
use super::progress::ProgressBars;
use super::setting::{Folders, Setting};
use super::table::{self, Row, row};
use super::{CliError, Outcome, print};
use crate::check::{freshness, law};
use crate::diag::Lang;
use crate::link::Linked;
use crate::model::front::{PersonRef, edit};
use crate::model::registers::TopicId;
use crate::model::{Article, IndexVec, Registers, yaml};
use crate::pipeline;
use crate::text::edit::Edit;
use crate::text::{Source, localized, nearest};

/// Reviews that end within so many days are due.
pub(super) const DUE_DAYS: i32 = 30;

pub(super) fn review(setting: &Setting, args: &ArgMatches) -> Result<Outcome, CliError> {
    let folders = setting.folders()?;
    let bars = ProgressBars::new(setting);
    let linked = pipeline::subset::front_matter(&folders.root, &folders.settings, &setting.options, &bars)?;
    bars.finish();
    let names: Vec<&str> = args.get_many::<String>("article").into_iter().flatten().map(String::as_str).collect();
    if names.is_empty() { list(setting, args, &linked) } else { record(setting, args, &folders, &linked, &names) }
}

/// The reason why a review is wanted on the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum ReviewStatus {
    Overdue,
    Due,
    Missing,
}

impl ReviewStatus {
    const ALL: [ReviewStatus; 3] = [ReviewStatus::Overdue, ReviewStatus::Due, ReviewStatus::Missing];

    fn word(self) -> &'static str {
        match self {
            ReviewStatus::Overdue => "overdue",
            ReviewStatus::Due => "due",
            ReviewStatus::Missing => "missing",
        }
    }

    fn text(self, lang: Lang, count: usize) -> String {
        let texts = match self {
            ReviewStatus::Overdue => [format!("过期 {count} 篇"), format!("{count} overdue")],
            ReviewStatus::Due => [format!("{DUE_DAYS} 天内到期 {count} 篇"), format!("{count} due within {DUE_DAYS} days")],
            ReviewStatus::Missing => [format!("没有审核 {count} 篇"), format!("{count} not reviewed")],
        };
        localized(lang, texts)
    }
}

struct Task<'a> {
    lawyer: String,
    status: ReviewStatus,
    days: Option<i32>,
    article: &'a Article,
}

/// The reviews to be done: by lawyer, the longest overdue first; articles that no lawyer has reviewed come last.
fn tasks(linked: &Linked) -> Vec<Task<'_>> {
    let library = &linked.library;
    let legal = law::legal_topics(&library.registers, &library.settings);
    let listed = library.articles().filter(|(id, _)| linked.addresses.is_listed(*id));
    let mut all: Vec<Task<'_>> = listed.filter_map(|(_, article)| task(linked, article, &legal)).collect();
    all.sort_by(|a, b| {
        let key = |w: &Task<'_>| (w.lawyer.is_empty(), w.lawyer.clone(), w.status, w.days);
        key(a).cmp(&key(b)).then_with(|| a.article.path().cmp(b.article.path()))
    });
    all
}

/// Topics about law want a review even if there is none yet.
fn task<'a>(linked: &Linked, article: &'a Article, legal: &IndexVec<TopicId, bool>) -> Option<Task<'a>> {
    let front = &article.front;
    let lawyer = name(&linked.library.registers, front.reviewed_by.as_ref());
    let days = days_left(linked, article);
    let missing = !freshness::is_reviewed(front, &linked.library.registers);
    let status = match days {
        Some(days) if days < 0 => ReviewStatus::Overdue,
        Some(days) if days <= DUE_DAYS => ReviewStatus::Due,
        _ if missing && front.topics.iter().any(|t| legal[*t]) => ReviewStatus::Missing,
        _ => return None,
    };
    Some(Task { lawyer, status, days, article })
}

pub(super) fn days_left(linked: &Linked, article: &Article) -> Option<i32> {
    let by = article.front.review_by.as_ref()?.value;
    Some(linked.as_of.until(by).ok()?.get_days())
}

/// The name of a reviewer; empty if there is none.
pub(super) fn name(registers: &Registers, person: Option<&PersonRef>) -> String {
    match person {
        Some(PersonRef::Named(name)) => name.clone(),
        Some(PersonRef::Registered(id)) => registers.people.as_ref().map(|p| p[*id].name.clone()).unwrap_or_default(),
        None => String::new(),
    }
}

fn list(setting: &Setting, args: &ArgMatches, linked: &Linked) -> Result<Outcome, CliError> {
    let all = tasks(linked);
    if setting.json {
        return print(&table::json(&rows(&all)));
    }
    if args.get_flag("csv") {
        let zh = ["审核律师", "状态", "有效期至", "剩余天数", "审核日期", "slug", "标题", "文件"];
        let en = ["lawyer", "standing", "review_by", "days_left", "reviewed_on", "slug", "title", "file"];
        return print(&table::csv(if setting.lang == Lang::Zh { &zh } else { &en }, &rows(&all)));
    }
    if all.is_empty() && !setting.quiet {
        return print(setting.text("没有过期或快到期的审核。\n", "No review is overdue or due soon.\n"));
    }
    print(&all.chunk_by(|a, b| a.lawyer == b.lawyer).map(|group| grouped(setting.lang, group)).collect::<Vec<_>>().join("\n"))
}

fn rows(all: &[Task<'_>]) -> Vec<Row> {
    let row = |w: &Task<'_>| {
        let front = &w.article.front;
        row!({
            "lawyer": w.lawyer, "standing": w.status.word(), "review_by": front.review_by.as_ref().map(|d| d.value.to_string()), "days_left": w.days,
            "reviewed_on": front.reviewed_on.as_ref().map(|d| d.value.to_string()), "slug": front.slug.value,
            "title": front.title.value, "file": &**w.article.path(),
        })
    };
    all.iter().map(row).collect()
}

fn grouped(lang: Lang, group: &[Task<'_>]) -> String {
    let lawyer = group.first().map_or("", |task| task.lawyer.as_str());
    let lawyer = if lawyer.is_empty() { localized(lang, ["没有写审核律师", "no lawyer named"]) } else { lawyer };
    let count = |s: ReviewStatus| group.iter().filter(|task| task.status == s).count();
    let counts: Vec<String> = ReviewStatus::ALL.iter().filter(|s| count(**s) > 0).map(|s| s.text(lang, count(*s))).collect();
    let mut out = format!("{lawyer}{}{}\n", localized(lang, ["：", ": "]), counts.join(localized(lang, ["，", ", "])));
    for w in group {
        let front = &w.article.front;
        let by = front.review_by.as_ref().map_or_else(|| "----------".to_owned(), |d| d.value.to_string());
        let days = w.days.map_or_else(String::new, |d| d.to_string());
        out.push_str(&format!("  {by}  {days:>5}  {}  {}\n", front.slug.value, front.title.value));
    }
    out
}

/// Records the review of some articles, once all of them can be.
fn record(setting: &Setting, args: &ArgMatches, folders: &Folders, linked: &Linked, names: &[&str]) -> Result<Outcome, CliError> {
    let articles: Vec<&Article> = names.iter().map(|name| article(setting, linked, name)).collect::<Result<_, _>>()?;
    let text = |flag: &str| args.get_one::<String>(flag).map_or("", String::as_str);
    let by = person(setting, &linked.library.registers, text("by"))?;
    let until = date(setting, "until", text("until"))?;
    let on = if args.contains_id("on") { date(setting, "on", text("on"))? } else { linked.as_of };
    if on > linked.as_of {
        return Err(setting.error(format!("--on {on}"), "这一天还没到", "this day has not come yet"));
    }
    if until < on {
        let (zh, en) = (format!("早于审核日期 {on}"), format!("lies before the day of the review {on}"));
        return Err(setting.error(format!("--until {until}"), &zh, &en));
    }
    let (on, until) = (on.to_string(), until.to_string());
    let mut files: BTreeMap<&str, (File, Vec<Edit>)> = BTreeMap::new();
    for article in &articles {
        let path = article.path();
        let file = File::read(setting, folders, path)?;
        let edits = edits(&linked.library.registers, article, &file, [&by, &on, &until]);
        let edits = edits.map_err(|(zh, en)| setting.error(path, zh, en))?;
        files.insert(path, (file, edits));
    }
    let mut lines = String::new();
    for (path, (file, edits)) in files {
        if edits.is_empty() {
            lines += &format!("{path}{}\n", setting.text("：已经是这样，没有改动", ": is so already, nothing was changed"));
        } else {
            file.replace(&edits)?;
            lines += &format!("{path}\n");
        }
    }
    print(&lines)
}

/// The edits that record the review of an article: by whom, on which day, until when.
fn edits(registers: &Registers, article: &Article, file: &File, [by, on, until]: [&str; 3]) -> Result<Vec<Edit>, edit::Unfit> {
    let is_same = |person: &PersonRef| match person {
        PersonRef::Named(name) => name == by,
        PersonRef::Registered(id) => registers.people.as_ref().is_some_and(|people| people[*id].id == by),
    };
    let mut values = vec![("reviewed_by", by), ("reviewed_on", on), ("review_by", until)];
    // The same person under another of their names stays as it is written.
    if article.front.reviewed_by.as_ref().is_some_and(is_same) {
        values.remove(0);
    }
    edit::set(&Source::new(article.path().clone(), file.text()), &values)
}

/// An article by slug, by file name, or by path below the site's folder.
pub(super) fn article<'a>(setting: &Setting, linked: &'a Linked, name: &str) -> Result<&'a Article, CliError> {
    let library = &linked.library;
    let id = linked.addresses.article_by_slug(name).or_else(|| library.article_by_path(name));
    id.map(|id| library.article(id)).ok_or_else(|| {
        let stem = name.rsplit('/').next().unwrap_or(name);
        let slugs = library.articles().map(|(_, a)| a.front.slug.value.as_str());
        let near = nearest(stem.strip_suffix(".md").unwrap_or(stem), slugs);
        setting.error(name, "没有这篇文章", "there is no such article").did_you_mean(setting.lang, near)
    })
}

/// A person's id; if there is no register, the name as it was given.
fn person(setting: &Setting, registers: &Registers, name: &str) -> Result<String, CliError> {
    let name = name.trim();
    let error = |zh, en| setting.error(format!("--by {name}"), zh, en);
    let Some(people) = &registers.people else {
        let fits = !name.is_empty() && !name.contains('\n') && yaml::invisible(name).is_none() && name.chars().count() <= 60;
        let error = || error("应为一行 1 到 60 个看得见的字", "has 1 to 60 visible characters on one line");
        return fits.then(|| name.to_owned()).ok_or_else(error);
    };
    let unknown = || error("不在 people.yaml 里", "is not in people.yaml").did_you_mean(setting.lang, people.nearest(name));
    let person = &people[people.find(name).ok_or_else(unknown)?];
    if !person.is_lawyer() {
        let zh = "不是律师，不能审核；确实是律师的，先在 people.yaml 里补上 licence（执业证号）或写有“律师”的 role";
        let en = "is no lawyer and cannot review; if they are one, add a `licence`, or a `role` with 律师, in people.yaml first";
        return Err(error(zh, en));
    }
    Ok(person.id.clone())
}

fn date(setting: &Setting, flag: &str, text: &str) -> Result<Date, CliError> {
    yaml::parse_date(text).map_err(|(zh, en)| setting.error(format!("--{flag} {text}"), zh, en))
}
