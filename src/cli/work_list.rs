//! `work assign`: the articles of a list are dealt out to people, as rows of `work.tsv`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

use clap::ArgMatches;

use super::explain::nearest_code;
use super::progress::ProgressBars;
use super::setting::Setting;
use super::work::{tasks, text};
use super::{CliError, Outcome, print, review};
use crate::import::decisions;
use crate::import::triage::Choice;
use crate::import::triage::table::{self, Record};
use crate::link::Linked;
use crate::model::work::{self, Need, Task};
use crate::model::{ArticleId, Registers, yaml};
use crate::text::localized;
use crate::{emit, load, pipeline};

pub(super) fn assign(setting: &Setting, args: &ArgMatches) -> Result<Outcome, CliError> {
    let folders = setting.folders()?;
    let bars = ProgressBars::new(setting);
    let linked = pipeline::subset::front_matter(&folders.root, &folders.settings, &setting.options, &bars)?;
    bars.finish();
    let words =
        |name: &str| args.get_many::<String>(name).into_iter().flatten().map(|word| word.trim()).filter(|word| !word.is_empty());
    let people: Vec<String> =
        words("to").map(|name| person(setting, &linked.library.registers, "to", name)).collect::<Result<_, _>>()?;
    if people.is_empty() {
        return Err(setting.error("--to", "没有写分给谁", "names nobody"));
    }
    let need = |word: &str| {
        let (zh, en) = ("没有这个编号；写 SG502 或 review", "there is no such code; write SG502 or `review`");
        Need::parse(word)
            .ok_or_else(|| setting.error(format!("--code {word}"), zh, en).did_you_mean(setting.lang, nearest_code(word)))
    };
    let needs: Vec<Need> = words("code").map(need).collect::<Result<_, _>>()?;
    let due = args
        .get_one::<String>("due")
        .map(|due| yaml::parse_date(due).map_err(|(zh, en)| setting.error(format!("--due {due}"), zh, en)));
    let due = due.transpose()?;
    let (groups, without) = groups(setting, &linked, args)?;
    let before = text(setting, &folders)?;
    let known: BTreeSet<String> = tasks(setting, &before)?.into_iter().map(|task| task.slug).collect();
    let slug = |id: &ArticleId| linked.library.article(*id).front.slug.value.clone();
    let groups: Vec<Vec<String>> = groups.iter().map(|group| group.iter().map(slug).collect()).collect();
    let given: usize = groups.iter().map(Vec::len).sum();
    let fresh: Vec<Vec<String>> =
        groups.into_iter().map(|group| group.into_iter().filter(|slug| !known.contains(slug)).collect::<Vec<_>>()).collect();
    let sizes: Vec<usize> = fresh.iter().map(Vec::len).collect();
    let dealt = work::deal(&sizes, people.len());
    let task = |slug: String, who: &str| Task { slug, who: who.to_owned(), given: linked.as_of, due, needs: needs.clone() };
    let share = |(group, person): (Vec<String>, usize)| {
        let who = people.get(person).map_or("", String::as_str).to_owned();
        group.into_iter().map(move |slug| (slug, who.clone()))
    };
    let new: Vec<Task> = fresh.into_iter().zip(dealt).flat_map(share).map(|(slug, who)| task(slug, &who)).collect();
    if !new.is_empty() {
        emit::write_report(&folders.root.join(work::FILE), work::with(&before, &new).as_bytes())?;
    }
    print(&summary(setting, &people, &new, given - new.len(), without))
}

fn summary(setting: &Setting, people: &[String], new: &[Task], known: usize, without: usize) -> String {
    let count = |who: &str| new.iter().filter(|task| task.who == who).count();
    let shares: BTreeMap<&str, usize> = people.iter().map(|who| (who.as_str(), count(who))).collect();
    let mut out = String::new();
    for (who, count) in shares {
        out += &localized(setting.lang, [format!("{who}：{count} 篇\n"), format!("{who}: {count} articles\n")]);
    }
    if known > 0 {
        let texts = [format!("已经分配过的 {known} 篇不动\n"), format!("{known} were assigned before and stay so\n")];
        out += &localized(setting.lang, texts);
    }
    if without > 0 {
        let texts = [
            format!("{without} 行不用分配：已经决定不保留，或者没有这篇文章\n"),
            format!("{without} rows are no work: the article does not stay, or there is none\n"),
        ];
        out += &localized(setting.lang, texts);
    }
    out
}

/// The articles of the list in its order, those of a group together; and the number of rows that are no work.
fn groups(setting: &Setting, linked: &Linked, args: &ArgMatches) -> Result<(Vec<Vec<ArticleId>>, usize), CliError> {
    let typed = args.get_one::<PathBuf>("from").cloned().unwrap_or_default();
    let name = typed.display().to_string();
    let source = load::read_text(&setting.folder.join(&typed), &Arc::from(""), load::LEDGER_LIMIT)?;
    let source = source.map_err(|_| setting.error(&name, "不是 UTF-8 编码的文字", "is not UTF-8 text"))?;
    let mut seen: BTreeSet<ArticleId> = BTreeSet::new();
    if !is_table(&source.text) {
        let mut articles = Vec::new();
        for word in source.text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
            review::article(setting, linked, word)?;
            let id = linked.addresses.article_by_slug(word).or_else(|| linked.library.article_by_path(word));
            articles.extend(id.filter(|id| seen.insert(*id)).map(|id| vec![id]));
        }
        return Ok((articles, 0));
    }
    let records = table::read(&source.text).map_err(|(_, zh, en)| setting.error(&name, zh, en))?;
    let mut groups: Vec<Vec<ArticleId>> = Vec::new();
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    let mut without = 0_usize;
    let is_merge = |record: &&Record| decisions::is_merge(record.get("decision"));
    let merged: BTreeSet<&str> = records.iter().filter(is_merge).map(|record| record.get("group")).collect();
    // Of a group that is merged only the article stays that the others lead to.
    let is_merged = |record: &Record| {
        let stays = is_merge(&record) && record.get("target2").is_empty();
        !stays && (is_merge(&record) || record.get("decision").is_empty()) && merged.contains(record.get("group"))
    };
    for record in &records {
        let decided = |_: &ArticleId| is_decided(record) || is_merged(record);
        let Some(id) = linked.article_at(record.get("address")).filter(|id| !decided(id)) else {
            without += 1;
            continue;
        };
        if !seen.insert(id) {
            continue;
        }
        match places.get(record.get("group")).and_then(|place| groups.get_mut(*place)) {
            Some(group) => group.push(id),
            None => {
                if !record.get("group").is_empty() {
                    places.insert(record.get("group"), groups.len());
                }
                groups.push(vec![id]);
            }
        }
    }
    Ok((groups, without))
}

/// True for a table of decisions; anything else is a list of slugs.
fn is_table(text: &str) -> bool {
    let head = text.trim_start_matches('\u{feff}').lines().next().unwrap_or("");
    head.split(',').any(|cell| cell.trim().trim_matches('"').eq_ignore_ascii_case("address"))
}

/// True if the article does not stay as it is, so that nobody has to work on it.
fn is_decided(record: &Record) -> bool {
    decisions::choice(record.get("decision")).is_some_and(|choice| choice != Choice::Keep)
}

/// The id of a person; if there is no register, the name as it was given.
pub(super) fn person(setting: &Setting, registers: &Registers, flag: &str, name: &str) -> Result<String, CliError> {
    let error = |zh, en| setting.error(format!("--{flag} {name}"), zh, en);
    let Some(people) = &registers.people else {
        let fits = !name.is_empty() && !name.chars().any(|c| c.is_control() || c.is_whitespace());
        return fits.then(|| name.to_owned()).ok_or_else(|| error("应为一个没有空格的名称", "is a name without blanks"));
    };
    let unknown = || error("不在 people.yaml 里", "is not in people.yaml").did_you_mean(setting.lang, people.nearest(name));
    Ok(people[people.find(name).ok_or_else(unknown)?].id.clone())
}
