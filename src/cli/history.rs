//! `history`: what stood at an address, and when; the bytes of a version; the removal of stored bytes.

#![expect(clippy::disallowed_methods, reason = "a removal from the history has its moment")]

use std::path::PathBuf;

use clap::ArgMatches;
use jiff::Timestamp;

use super::deploy::{error, read_settings, state};
use super::setting::Setting;
use super::table::{print_rows, row};
use super::{CliError, Outcome, print};
use crate::deploy::{self, Entry};
use crate::emit;
use crate::model::settings::UtcOffset;
use crate::model::yaml;
use crate::text::{Checksum, localized};

pub(super) fn history(setting: &Setting, args: &ArgMatches) -> Result<Outcome, CliError> {
    let folders = setting.folders()?;
    let offset = read_settings(&folders)?.utc_offset;
    let state = state(setting, args, &folders)?;
    if let Some(text) = args.get_one::<String>("erase") {
        let wrong = || setting.error(format!("--erase {text}"), "应为 64 位十六进制的校验和", "must be a checksum of 64 digits");
        let sha256: Checksum = text.parse().map_err(|()| wrong())?;
        let reason = args.get_one::<String>("reason").map_or("", |reason| reason.trim());
        let is_known = deploy::erase(&state, sha256, reason, Timestamp::now()).map_err(|failure| error(setting, failure))?;
        if !is_known {
            return Err(setting.error(text, "没有一次上线放过这个文件", "no deployment put this file online"));
        }
        return print(&format!("{}\n", localized(setting.lang, ["已删除，并记下了原因", "removed, and the reason is recorded"])));
    }
    let address = args.get_one::<String>("url").map_or("", String::as_str);
    let entries = deploy::entries(&state, address).map_err(|failure| error(setting, failure))?;
    if entries.is_empty() {
        let zh = "没有上线过的记录；deploy.keep_history 打开以后上线的网页才有记录";
        let en = "nothing is recorded; pages are recorded from the first deployment with deploy.keep_history on";
        return Err(setting.error(address, zh, en));
    }
    match args.get_one::<String>("at") {
        Some(day) => restore(setting, args, &state, &entries, day, offset),
        None => list(setting, &entries, offset),
    }
}

fn list(setting: &Setting, entries: &[Entry], offset: UtcOffset) -> Result<Outcome, CliError> {
    let moment = |moment: Timestamp| {
        let local = offset.local(moment).map(|local| local.strftime("%Y-%m-%dT%H:%M:%S").to_string());
        format!("{}{offset}", local.unwrap_or_default())
    };
    let rows = entries.iter().map(|entry| {
        let state = match (&entry.erased, entry.is_certain) {
            (Some(reason), _) => format!("erased: {reason}"),
            (None, true) => "certain".to_owned(),
            (None, false) => "unfinished deployment".to_owned(),
        };
        row!({
            "from": moment(entry.from), "to": entry.to.map(moment), "sha256": entry.sha256.to_string(), "url": entry.url,
            "state": state,
        })
    });
    print_rows(setting, &rows.collect::<Vec<_>>())
}

/// Restores the version that stood at the end of a day.
fn restore(
    setting: &Setting,
    args: &ArgMatches,
    state: &deploy::Place,
    entries: &[Entry],
    day: &str,
    offset: UtcOffset,
) -> Result<Outcome, CliError> {
    let date = yaml::parse_date(day).map_err(|(zh, en)| setting.error(format!("--at {day}"), zh, en))?;
    let end = date.tomorrow().ok().and_then(|next| offset.start_of(next)).unwrap_or(Timestamp::MAX);
    let stood = |entry: &&Entry| entry.from < end && entry.to.is_none_or(|to| to >= end);
    let Some(entry) = entries.iter().rev().find(stood) else {
        return Err(setting.error(day, "那一天结束时这里没有网页", "nothing stood here at the end of that day"));
    };
    let bytes = deploy::restore(state, entry).map_err(|failure| error(setting, failure))?;
    let Some(bytes) = bytes else {
        let why = entry.erased.clone().unwrap_or_default();
        return Err(setting.error(entry.sha256, &format!("存档里没有：{why}"), &format!("is not in the history: {why}")));
    };
    match args.get_one::<PathBuf>("save") {
        Some(file) => {
            emit::write_report(&setting.folder.join(file), &bytes)?;
            print(&format!("{}  {}\n", entry.sha256, file.display()))
        }
        None => print(&String::from_utf8_lossy(&bytes)),
    }
}
