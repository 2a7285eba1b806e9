//! `calc`: computes with one of the calculators; without a kind, lists them; with `--help` after a kind, prints its inputs.

use clap::ArgMatches;

use super::setting::Setting;
use super::{CliError, Outcome, print};
use crate::calc::{self, CalcContext, Computation, Lang, Spec};
use crate::model::{Registers, Settings, settings};
use crate::text::{Source, localized};
use crate::{diag, load};

pub(super) fn calc(setting: &Setting, args: &ArgMatches) -> Result<Outcome, CliError> {
    let lang = lang(setting);
    let Some(kind) = args.get_one::<String>("kind") else { return print(&kinds(setting)) };
    let Some(spec) = calc::find(kind) else { return Err(unknown(setting, kind)) };
    if args.get_flag("help") {
        return print(&calc::help(spec, lang));
    }
    let words = args.get_many::<String>("inputs").into_iter().flatten().map(|w| word(setting, w)).collect::<Result<Vec<_>, _>>()?;
    let (tables, site) = site(setting)?;
    let as_of = setting.options.as_of.day(site.utc_offset);
    let context = CalcContext { tables: &tables, as_of, lang, defaults: &[] };
    let outcome = calc::compute(spec, &calc::parse_words(&words), &context);
    let outcome = outcome.map_err(|errors| CliError(errors.iter().map(|e| e.text(lang)).collect::<Vec<_>>().join("\n  ")))?;
    if setting.json || args.get_flag("json") {
        return print(&format!("{}\n", outcome.to_json()));
    }
    print(&table(setting, spec, &outcome))
}

fn lang(setting: &Setting) -> Lang {
    match setting.lang {
        diag::Lang::Zh => Lang::Zh,
        diag::Lang::En => Lang::En,
    }
}

/// The list of calculators; its first column is what a script may cut out.
fn kinds(setting: &Setting) -> String {
    let lang = lang(setting);
    if setting.json {
        let rows: Vec<serde_json::Value> = calc::SPECS
            .iter()
            .map(|s| serde_json::json!({"kind": s.kind, "title": s.title.get(lang), "summary": s.summary.get(lang)}))
            .collect();
        return format!("{}\n", serde_json::Value::from(rows));
    }
    calc::SPECS.iter().map(|s| format!("{:<22}{}\n", s.kind, s.title.get(lang))).collect()
}

fn unknown(setting: &Setting, kind: &str) -> CliError {
    let (zh, en) = ("没有这个计算器；运行 sitegen calc 查看全部", "there is no such calculator; sitegen calc lists them");
    setting.error(kind, zh, en).did_you_mean(setting.lang, calc::nearest(kind).map(|s| s.kind))
}

fn word(setting: &Setting, word: &str) -> Result<(String, String), CliError> {
    let parted = word.split_once('=').map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned()));
    let (zh, en) = ("输入项写成 名称=值，例如 principal=10000", "inputs are written name=value, as in principal=10000");
    parted.ok_or_else(|| setting.error(word, zh, en))
}

/// The tables and settings of the site of the current folder, if there is one.
fn site(setting: &Setting) -> Result<(calc::Tables, Settings), CliError> {
    let Ok(folders) = setting.folders() else { return Ok((calc::Tables::default(), settings::read(None).0)) };
    let read = |file: &std::path::Path| -> Result<Option<Source>, CliError> {
        if !load::is_file(file) {
            return Ok(None);
        }
        let place = load::Place::of(&folders.root, file);
        Ok(load::read_text(&place.disk, &place.path, load::REGISTER_LIMIT)?.ok())
    };
    let settings = settings::read(read(&folders.settings)?.as_ref()).0;
    let files =
        ["rates", "holidays", "deadlines", "cost-lines", "laws"].map(|name| folders.root.join(format!("content/{name}.yaml")));
    let sources = files.iter().map(|file| read(file)).collect::<Result<Vec<_>, _>>()?;
    let (registers, _) = Registers::read(&sources.into_iter().flatten().collect::<Vec<_>>());
    Ok((registers.tables, settings))
}

fn table(setting: &Setting, spec: &Spec, outcome: &Computation) -> String {
    let lang = lang(setting);
    let mut out = format!("{}\n\n", spec.title.get(lang));
    for line in &outcome.lines {
        let dates: Vec<String> = line.from.iter().chain(&line.to).map(ToString::to_string).collect();
        let dates = (!dates.is_empty()).then(|| dates.join(" – "));
        let days = line.days.map(|d| format!("{d}{}", setting.text(" 天", " days")));
        let rate = line.rate_text().map(|r| format!("{r}%"));
        let cells = [Some(line.label.to_string()), dates, days, rate, line.amount_text().map(|a| a.to_string())];
        out += &format!("  {}\n", cells.into_iter().flatten().collect::<Vec<String>>().join("  "));
    }
    out += if outcome.lines.is_empty() { "" } else { "\n" };
    for answer in &outcome.results {
        let (label, value, unit) = (answer.spec.label.get(lang), answer.value.text(lang), answer.spec.unit.text().get(lang));
        let space = if unit.is_empty() || unit == "%" { "" } else { " " };
        out += &format!("{label}{}{value}{space}{unit}\n", setting.text("：", ": "));
    }
    out += "\n";
    out.extend(outcome.warnings.iter().map(|text| format!("! {text}\n")));
    out.extend(outcome.notes.iter().map(|text| format!("- {text}\n")));
    out.extend(outcome.sources().iter().map(|source| format!("§ {source}\n")));
    if let Some(day) = outcome.data_as_of {
        out += &localized(setting.lang, [format!("利率数据核对至 {day}\n"), format!("rates checked until {day}\n")]);
    }
    out + calc::NOTICE.get(lang) + "\n"
}
