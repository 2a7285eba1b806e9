//! `calc`: computes with one of the calculators; without a kind, lists them; with `--help` after a kind, tells its inputs.

use clap::ArgMatches;

use super::setting::Setting;
use super::{CliError, Outcome, print};
use crate::calc::{self, CalcContext, Computation, Lang, Spec};
use crate::diag;
use crate::load;
use crate::model::{Registers, Settings, settings};

/// Computes, or tells how.
pub(super) fn calc(setting: &Setting, args: &ArgMatches) -> Result<Outcome, CliError> {
    let lang = lang(setting);
    let Some(kind) = args.get_one::<String>("kind") else { return print(&kinds(setting)) };
    let Some(spec) = calc::find(kind) else { return Err(unknown(setting, kind)) };
    if args.get_flag("help") {
        return print(&calc::help(spec, lang));
    }
    let words = args.get_many::<String>("inputs").into_iter().flatten().map(|w| word(setting, w)).collect::<Result<Vec<_>, _>>()?;
    let (rates, site) = site(setting)?;
    let as_of = setting.options.as_of.day(site.utc_offset);
    let context = CalcContext { rates: rates.as_ref(), as_of, lang, defaults: &[] };
    let outcome = calc::compute(spec, &calc::parse_words(&words), &context).map_err(|errors| {
        let lines: Vec<String> = errors.iter().map(|e| e.text(lang)).collect();
        CliError(lines.join("\n  "))
    })?;
    if setting.json || args.get_flag("json") {
        return print(&format!("{}\n", outcome.to_json()));
    }
    print(&table(spec, &outcome, lang))
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

/// The rates and settings of the site around, where there is one.
fn site(setting: &Setting) -> Result<(Option<calc::RateTable>, Settings), CliError> {
    let Ok(folders) = setting.folders() else { return Ok((None, settings::read(None).0)) };
    let read = |file: &std::path::Path| -> Result<Option<crate::text::Source>, CliError> {
        if !load::is_file(file) {
            return Ok(None);
        }
        let place = load::Place::of(&folders.root, file);
        Ok(load::read_text(&place.disk, &place.path, load::REGISTER_LIMIT)?.ok())
    };
    let settings = settings::read(read(&folders.settings)?.as_ref()).0;
    let (registers, _) = Registers::read(read(&folders.root.join("content/rates.yaml"))?.as_slice());
    Ok((registers.rates.and_then(|rates| rates.lpr), settings))
}

/// The outcome for people.
fn table(spec: &Spec, outcome: &Computation, lang: Lang) -> String {
    let zh = lang == Lang::Zh;
    let mut out = format!("{}\n\n", spec.title.get(lang));
    for line in &outcome.lines {
        let dates = match (line.from, line.to) {
            (Some(from), Some(to)) => format!("  {from} – {to}"),
            (None, Some(day)) | (Some(day), None) => format!("  {day}"),
            (None, None) => String::new(),
        };
        let days = line.days.map(|d| format!("  {d}{}", if zh { " 天" } else { " days" })).unwrap_or_default();
        let rate = line.rate_text().map(|r| format!("  {r}%")).unwrap_or_default();
        let amount = line.amount_text().map(|a| format!("  {a}")).unwrap_or_default();
        out.push_str(&format!("  {}{dates}{days}{rate}{amount}\n", line.label));
    }
    out.push_str(if outcome.lines.is_empty() { "" } else { "\n" });
    for answer in &outcome.results {
        let colon = if zh { "：" } else { ": " };
        let unit = answer.spec.unit.text().get(lang);
        let value = answer.value.text(lang);
        out.push_str(&format!(
            "{}{colon}{value}{}{unit}\n",
            answer.spec.label.get(lang),
            if unit.is_empty() || unit == "%" { "" } else { " " }
        ));
    }
    out.push('\n');
    let warning = |text: &String| format!("! {text}\n");
    let note = |text: &String| format!("- {text}\n");
    out.extend(outcome.warnings.iter().map(warning));
    out.extend(outcome.notes.iter().map(note));
    for basis in spec.basis {
        let article = if basis.article == "-" {
            String::new()
        } else if zh {
            format!("第{}条", basis.article)
        } else {
            format!(" art. {}", basis.article)
        };
        out.push_str(&format!("§ {}{article}\n", basis.law.title.get(lang)));
    }
    let as_of =
        outcome.data_as_of.map(|day| if zh { format!("利率数据核对至 {day}\n") } else { format!("rates checked until {day}\n") });
    out.push_str(&as_of.unwrap_or_default());
    out.push_str(calc::NOTICE.get(lang));
    out.push('\n');
    out
}
