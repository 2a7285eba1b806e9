//! `urls`: the ledger of addresses, as a table, as CSV, or as JSON with `--format json`.

use std::sync::Arc;

use clap::ArgMatches;

use super::setting::Setting;
use super::table::{self, Row, print_rows, row};
use super::{CliError, Outcome, deploy, print};
use crate::deploy::read_online;
use crate::emit;
use crate::link::ledger::addresses;
use crate::load::{self, LEDGER, LEDGER_LIMIT};
use crate::model::ledger::{self as model, AddressState, Ledger};
use crate::text::{Source, localized};

pub(super) fn urls(setting: &Setting, args: &ArgMatches) -> Result<Outcome, CliError> {
    if args.get_flag("update") {
        return update(setting, args);
    }
    let wanted = args.get_one::<String>("state").and_then(|word| AddressState::parse(word));
    let rows = rows(&ledger(setting)?.text, wanted);
    if args.get_flag("csv") && !setting.json {
        return print(&table::csv(&["address", "state", "target", "reason"], &rows));
    }
    print_rows(setting, &rows)
}

/// Adds a row for each page that is online and has none: from now on, a build without the page fails.
fn update(setting: &Setting, args: &ArgMatches) -> Result<Outcome, CliError> {
    let folders = setting.folders()?;
    let state = deploy::state(setting, args, &folders)?;
    let online = read_online(&state).map_err(|failure| deploy::error(setting, failure))?;
    let Some(online) = online else {
        return Err(CliError(setting.text("还没有上线过", "nothing was deployed yet").to_owned()));
    };
    let source = ledger(setting)?;
    let wrong = |_| {
        setting.error(LEDGER, "有读不懂的行，先用 sitegen check 改正", "has lines that are no rows; mend them with sitegen check")
    };
    let mut ledger = Ledger::read(&source).map_err(wrong)?;
    let mut added = 0_usize;
    for address in addresses(online.files.keys().map(String::as_str)) {
        if ledger.get(&address).is_none() {
            ledger.set(model::Row::new(address, AddressState::Lives, String::new(), ""));
            added += 1;
        }
    }
    if added > 0 {
        emit::write_report(&folders.root.join(LEDGER), ledger.write().as_bytes())?;
    }
    let texts = [format!("urls.tsv 增加了 {added} 行\n"), format!("{added} rows added to urls.tsv\n")];
    print(&localized(setting.lang, texts))
}

fn ledger(setting: &Setting) -> Result<Source, CliError> {
    let disk = setting.folders()?.root.join(LEDGER);
    let path: Arc<str> = LEDGER.into();
    if !load::is_plain_file(&disk) {
        return Ok(Source::new(path, ""));
    }
    let unreadable =
        |unreadable: load::Unreadable| CliError(format!("{LEDGER}: {}", unreadable.finding.fault.message(setting.lang)));
    load::read_text(&disk, &path, LEDGER_LIMIT)?.map_err(unreadable)
}

/// The rows of a state, or all of them. Lines that are no rows are left out: `check` reports them.
fn rows(text: &str, wanted: Option<AddressState>) -> Vec<Row> {
    let rows = model::rows(text).filter_map(|(_, row)| row.ok()).filter(|row| wanted.is_none_or(|state| row.state == state));
    rows.map(|r| row!({"address": r.address, "state": r.state.word(), "target": r.target, "reason": r.reason})).collect()
}
