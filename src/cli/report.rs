//! `report --weeks`: how the findings that the baseline accepts became fewer, from its git history, and when the last one would be gone.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use clap::ArgMatches;
use jiff::civil::{Date, Weekday};
use serde_json::json;

use super::baseline::{FILE, FOLDER, Place, typed};
use super::progress::ProgressBars;
use super::setting::Setting;
use super::{CliError, Outcome, print, table};
use crate::diag::baseline::Baseline;
use crate::diag::burndown::{Burndown, Tally, Trend};
use crate::diag::{Code, Lang, explanation};
use crate::emit;
use crate::link::Linked;
use crate::load::git;
use crate::pipeline::{self, AsOf};

pub(super) fn report(setting: &Setting, args: &ArgMatches) -> Result<Outcome, CliError> {
    let folders = setting.folders()?;
    let typed = typed(setting, &folders, args, "baseline", [FOLDER, FILE]);
    let place = Place::new(setting, &typed);
    if !place.exists() {
        return Err(place.missing(setting));
    }
    let bars = ProgressBars::new(setting);
    let linked = pipeline::subset::front_matter(&folders.root, &folders.settings, &setting.options, &bars)?;
    bars.finish();
    let Some(burndown) = burndown(&linked, &setting.folder.join(&typed), &place.read(setting)?)? else { return Ok(Outcome::Fine) };
    let text = if setting.json { object(&burndown) } else { text(&burndown, setting.lang) };
    match args.get_one::<PathBuf>("save") {
        Some(path) => {
            emit::write_report(&setting.folder.join(path), text.as_bytes())?;
            Ok(Outcome::Fine)
        }
        None => print(&text),
    }
}

/// The progress of a clean-up from the versions of its baseline in git. `now` is the baseline as it stands.
///
/// # Errors
/// If git cannot be run, or the baseline lies in no working tree.
pub(super) fn burndown(linked: &Linked, path: &Path, now: &Baseline) -> Result<Option<Burndown>, CliError> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    // A folder was a file of the same name once.
    let file = format!("{name}.tsv");
    let paths = [name, file.as_str()];
    let day = |seconds: i64| AsOf::Moment(seconds).day(linked.library.settings.utc_offset);
    let commits: Vec<(Date, git::Commit)> = git::commits(folder, &paths)?
        .into_iter()
        .map(|commit| (day(commit.time), commit))
        .filter(|(day, _)| *day <= linked.as_of)
        .collect();
    let last = commits.len().saturating_sub(1);
    let mut weeks: BTreeSet<Date> = BTreeSet::new();
    let mut versions = Vec::new();
    for (n, (day, commit)) in commits.iter().enumerate() {
        // The newest of each week comes first; the oldest of all is where the clean-up began.
        if weeks.insert(monday(*day)) || n == last {
            versions.push((*day, git::contents(folder, commit, &paths)?));
        }
    }
    let names: BTreeSet<String> = versions.iter().flat_map(|(_, names)| names.iter().cloned()).collect();
    let counts = |bytes: &[u8]| {
        std::str::from_utf8(bytes)
            .ok()
            .and_then(|text| Baseline::parse(text).ok())
            .map(|baseline| baseline.by_code())
            .unwrap_or_default()
    };
    let counts = git::read(folder, &names.into_iter().collect::<Vec<_>>(), counts)?;
    let mut tallies: Vec<Tally> = versions
        .iter()
        .rev()
        .map(|(day, names)| Tally { day: *day, counts: sum(names.iter().filter_map(|name| counts.get(name))) })
        .collect();
    tallies.push(Tally { day: linked.as_of, counts: now.by_code() });
    Ok(Burndown::of(tallies))
}

fn monday(day: Date) -> Date {
    day.saturating_sub(jiff::Span::new().days(i32::from(day.weekday().since(Weekday::Monday))))
}

fn sum<'c>(parts: impl Iterator<Item = &'c BTreeMap<Code, usize>>) -> BTreeMap<Code, usize> {
    let mut sums: BTreeMap<Code, usize> = BTreeMap::new();
    for (code, count) in parts.flatten() {
        *sums.entry(*code).or_default() += count;
    }
    sums
}

fn text(burndown: &Burndown, lang: Lang) -> String {
    let heads = match lang {
        Lang::Zh => [vec!["一周开始", "还有", "减少"], vec!["编号", "开始", "现在", "每周减少", "清完", "说明"]],
        Lang::En => [vec!["week of", "left", "fewer"], vec!["code", "first", "now", "a week", "gone in", "meaning"]],
    };
    let [weeks, codes] = heads.map(|head| vec![head.into_iter().map(str::to_owned).collect::<Vec<_>>()]);
    let mut weeks = weeks;
    let mut before: Option<usize> = None;
    for week in &burndown.weeks {
        let fewer = before.map_or_else(String::new, |before| match before.checked_sub(week.count) {
            Some(fewer) => fewer.to_string(),
            None => format!("-{}", week.count - before),
        });
        weeks.push(vec![week.monday.to_string(), week.count.to_string(), fewer]);
        before = Some(week.count);
    }
    let row = |trend: &Trend| {
        let meaning = trend.code.and_then(explanation).map(|known| known.title(lang)).unwrap_or_default();
        let code = trend.code.map_or_else(String::new, |code| code.to_string());
        let month = trend.month(lang).unwrap_or_else(|| "–".to_owned());
        vec![code, trend.first.to_string(), trend.last.to_string(), trend.rate(), month, meaning]
    };
    let codes: Vec<Vec<String>> = codes.into_iter().chain(burndown.codes.iter().map(row)).collect();
    let tables = format!("{}\n{}", table::aligned(&weeks, false), table::aligned(&codes, true));
    format!("{}\n\n{tables}", burndown.sentence(lang))
}

fn object(burndown: &Burndown) -> String {
    let trend = |trend: &Trend| {
        json!({
            "code": trend.code.map(|code| code.to_string()), "first": trend.first, "last": trend.last, "per_week": trend.rate(),
            "end": trend.end.map(|end| end.to_string()),
        })
    };
    let weeks: Vec<_> = burndown.weeks.iter().map(|week| json!({"week": week.monday.to_string(), "count": week.count})).collect();
    let codes: Vec<_> = burndown.codes.iter().map(trend).collect();
    let since = burndown.since.to_string();
    format!("{}\n", json!({"since": since, "weeks": weeks, "total": trend(&burndown.total), "codes": codes}))
}
