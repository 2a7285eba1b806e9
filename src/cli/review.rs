//! `review`: what lawyers have to review again, by lawyer; and, with `--by`, the record of a review in an article's front
//! matter. Of a file it changes three values and no other byte.

use clap::ArgMatches;
use jiff::civil::Date;

use super::file::File;
use super::progress::Bars;
use super::setting::{Folders, Setting};
use super::table::{self, Row, row};
use super::{End, Trouble, pick, print};
use crate::check::law;
use crate::diag::Lang;
use crate::link::Linked;
use crate::model::front::{PersonRef, edit};
use crate::model::registers::TopicId;
use crate::model::{Article, IndexVec, Registers, yaml};
use crate::pipeline;
use crate::text::Source;

/// Reviews that end within so many days are due.
const DUE_DAYS: i32 = 30;

/// Lists reviews, or records one.
pub(super) fn review(setting: &Setting, args: &ArgMatches) -> Result<End, Trouble> {
    let folders = setting.folders()?;
    let bars = Bars::new(setting);
    let linked = pipeline::subset::front_matter(&folders.root, &folders.settings, &setting.options, &bars)?;
    bars.finish();
    match args.get_one::<String>("article") {
        Some(name) => record(setting, args, &folders, &linked, name),
        None => list(setting, args, &linked),
    }
}

/// How a review stands on the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Standing {
    Overdue,
    Due,
    Missing,
}

impl Standing {
    const ALL: [Standing; 3] = [Standing::Overdue, Standing::Due, Standing::Missing];

    fn word(self) -> &'static str {
        match self {
            Standing::Overdue => "overdue",
            Standing::Due => "due",
            Standing::Missing => "missing",
        }
    }

    fn text(self, lang: Lang, count: usize) -> String {
        match (self, lang) {
            (Standing::Overdue, Lang::Zh) => format!("过期 {count} 篇"),
            (Standing::Due, Lang::Zh) => format!("{DUE_DAYS} 天内到期 {count} 篇"),
            (Standing::Missing, Lang::Zh) => format!("没有审核 {count} 篇"),
            (Standing::Overdue, Lang::En) => format!("{count} overdue"),
            (Standing::Due, Lang::En) => format!("{count} due within {DUE_DAYS} days"),
            (Standing::Missing, Lang::En) => format!("{count} not reviewed"),
        }
    }
}

/// An article whose review is wanted.
struct Wanted<'a> {
    lawyer: String,
    standing: Standing,
    by: Option<Date>,
    days: Option<i32>,
    article: &'a Article,
}

/// Everything wanted: by lawyer, the longest overdue first; what no lawyer has reviewed comes last.
fn wanted(linked: &Linked) -> Vec<Wanted<'_>> {
    let library = &linked.library;
    let legal = law::legal_topics(&library.registers, &library.settings);
    let listed = library.articles().filter(|(id, _)| linked.addresses.is_listed(*id));
    let mut all: Vec<Wanted<'_>> = listed.filter_map(|(_, article)| want(linked, article, &legal)).collect();
    all.sort_by(|a, b| {
        let key = |w: &Wanted<'_>| (w.lawyer.is_empty(), w.lawyer.clone(), w.standing, w.days);
        key(a).cmp(&key(b)).then_with(|| a.article.path().cmp(b.article.path()))
    });
    all
}

/// What is wanted of an article, if anything. Topics about law want a review.
fn want<'a>(linked: &Linked, article: &'a Article, legal: &IndexVec<TopicId, bool>) -> Option<Wanted<'a>> {
    let front = &article.front;
    let lawyer = name(&linked.library.registers, front.reviewed_by.as_ref());
    let by = front.review_by.as_ref().map(|d| d.value);
    let days = by.and_then(|by| linked.as_of.until(by).ok()).map(|span| span.get_days());
    let missing = front.reviewed_by.is_none() || front.reviewed_on.is_none();
    let standing = match days {
        Some(days) if days < 0 => Standing::Overdue,
        Some(days) if days <= DUE_DAYS => Standing::Due,
        _ if missing && front.topics.iter().any(|t| legal[*t]) => Standing::Missing,
        _ => return None,
    };
    Some(Wanted { lawyer, standing, by, days, article })
}

fn name(registers: &Registers, person: Option<&PersonRef>) -> String {
    match person {
        Some(PersonRef::Named(name)) => name.clone(),
        Some(PersonRef::Registered(id)) => registers.people.as_ref().map(|p| p[*id].name.clone()).unwrap_or_default(),
        None => String::new(),
    }
}

fn list(setting: &Setting, args: &ArgMatches, linked: &Linked) -> Result<End, Trouble> {
    let all = wanted(linked);
    if setting.json {
        return print(&table::json(&rows(&all)));
    }
    if args.get_flag("csv") {
        let zh = ["审核律师", "状态", "有效期至", "剩余天数", "审核日期", "slug", "标题", "文件"];
        let en = ["lawyer", "standing", "review_by", "days_left", "reviewed_on", "slug", "title", "file"];
        return print(&table::csv(if setting.lang == Lang::Zh { &zh } else { &en }, &rows(&all)));
    }
    if all.is_empty() && !setting.quiet {
        return print(pick(setting.lang, "没有过期或快到期的审核。\n", "No review is overdue or due soon.\n"));
    }
    print(&all.chunk_by(|a, b| a.lawyer == b.lawyer).map(|group| grouped(setting.lang, group)).collect::<Vec<_>>().join("\n"))
}

fn rows(all: &[Wanted<'_>]) -> Vec<Row> {
    let row = |w: &Wanted<'_>| {
        let front = &w.article.front;
        row!({
            "lawyer": w.lawyer, "standing": w.standing.word(), "review_by": w.by.map(|d| d.to_string()), "days_left": w.days,
            "reviewed_on": front.reviewed_on.as_ref().map(|d| d.value.to_string()), "slug": front.slug.value,
            "title": front.title.value, "file": &**w.article.path(),
        })
    };
    all.iter().map(row).collect()
}

/// A lawyer's part of the table.
fn grouped(lang: Lang, group: &[Wanted<'_>]) -> String {
    let lawyer = group.first().map_or("", |w| w.lawyer.as_str());
    let lawyer = if lawyer.is_empty() { pick(lang, "没有写审核律师", "no lawyer named") } else { lawyer };
    let count = |s: Standing| group.iter().filter(|w| w.standing == s).count();
    let counts: Vec<String> = Standing::ALL.iter().filter(|s| count(**s) > 0).map(|s| s.text(lang, count(*s))).collect();
    let mut out = format!("{lawyer}{}{}\n", pick(lang, "：", ": "), counts.join(pick(lang, "，", ", ")));
    for w in group {
        let by = w.by.map_or_else(|| "----------".to_owned(), |d| d.to_string());
        let days = w.days.map_or_else(String::new, |d| d.to_string());
        let front = &w.article.front;
        out.push_str(&format!("  {by}  {days:>5}  {}  {}\n", front.slug.value, front.title.value));
    }
    out
}

fn record(setting: &Setting, args: &ArgMatches, folders: &Folders, linked: &Linked, name: &str) -> Result<End, Trouble> {
    let lang = setting.lang;
    let article = article(lang, linked, name)?;
    let text = |flag: &str| args.get_one::<String>(flag).map_or("", String::as_str);
    let by = person(lang, &linked.library.registers, text("by"))?;
    let until = date(lang, "until", text("until"))?;
    let on = if args.contains_id("on") { date(lang, "on", text("on"))? } else { linked.as_of };
    if on > linked.as_of {
        let what = pick(lang, "这一天还没到", "this day has not come yet");
        return Err(Trouble(format!("--on {on}: {what}")));
    }
    if until < on {
        let what = pick(lang, "早于审核日期", "lies before the day of the review");
        return Err(Trouble(format!("--until {until}: {what} {on}")));
    }
    let path = article.path();
    let file = File::read(setting, folders, path)?;
    let (on, until) = (on.to_string(), until.to_string());
    let same = |p: &PersonRef| name_of(&linked.library.registers, p) == by;
    let mut values = vec![("reviewed_by", by.as_str()), ("reviewed_on", on.as_str()), ("review_by", until.as_str())];
    // The same person under another of their names stays as it is written.
    if article.front.reviewed_by.as_ref().is_some_and(same) {
        values.remove(0);
    }
    let source = Source::new(path.clone(), file.text());
    let edits = edit::set(&source, &values).map_err(|(zh, en)| Trouble(format!("{path}: {}", pick(lang, zh, en))))?;
    if edits.is_empty() {
        return print(&format!("{path}{}\n", pick(lang, "：已经是这样，没有改动", ": is so already, nothing was changed")));
    }
    file.replace(&edits)?;
    print(&format!("{path}\n"))
}

/// An article by slug, by file name, or by path below the site's folder.
fn article<'a>(lang: Lang, linked: &'a Linked, name: &str) -> Result<&'a Article, Trouble> {
    let library = &linked.library;
    let stem = name.rsplit('/').next().unwrap_or(name);
    let stem = stem.strip_suffix(".md").unwrap_or(stem);
    let found = linked.addresses.article_by_slug(name).or_else(|| library.article_by_path(name));
    found.map(|id| library.article(id)).ok_or_else(|| {
        let near = crate::diag::nearest(stem, library.articles().map(|(_, a)| a.front.slug.value.as_str()));
        unknown(lang, name, pick(lang, "没有这篇文章", "there is no such article"), near)
    })
}

/// A person's id; where there is no register, the name as it was given.
fn person(lang: Lang, registers: &Registers, name: &str) -> Result<String, Trouble> {
    let name = name.trim();
    let Some(people) = &registers.people else {
        let fits = !name.is_empty() && !name.contains('\n') && yaml::invisible(name).is_none() && name.chars().count() <= 60;
        let what = pick(lang, "应为一行 1 到 60 个看得见的字", "has 1 to 60 visible characters on one line");
        return if fits { Ok(name.to_owned()) } else { Err(Trouble(format!("--by {name}: {what}"))) };
    };
    people.find(name).map(|id| people[id].id.clone()).ok_or_else(|| {
        let what = pick(lang, "不在 people.yaml 里", "is not in people.yaml");
        unknown(lang, &format!("--by {name}"), what, people.nearest(name))
    })
}

/// A person's id, or the name where there is no register.
fn name_of(registers: &Registers, person: &PersonRef) -> String {
    match person {
        PersonRef::Named(name) => name.clone(),
        PersonRef::Registered(id) => registers.people.as_ref().map(|p| p[*id].id.clone()).unwrap_or_default(),
    }
}

fn date(lang: Lang, flag: &str, text: &str) -> Result<Date, Trouble> {
    yaml::parse_date(text).map_err(|(zh, en)| Trouble(format!("--{flag} {text}: {}", pick(lang, zh, en))))
}

fn unknown(lang: Lang, given: &str, what: &str, near: Option<String>) -> Trouble {
    let near = near.map(|n| format!("{} {n}?", pick(lang, "；是否想写", "; did you mean"))).unwrap_or_default();
    Trouble(format!("{given}: {what}{near}"))
}
