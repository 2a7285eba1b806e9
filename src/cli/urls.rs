//! `urls`: the ledger of addresses, as a table, as CSV, or as JSON with `--format json`.

use std::sync::Arc;

use clap::ArgMatches;

use super::setting::Setting;
use super::table::{self, Row, print_rows, row};
use super::{CliError, Outcome, print};
use crate::load::{self, LEDGER, LEDGER_LIMIT};
use crate::model::ledger::{self, AddressState};
use crate::text::Source;

pub(super) fn urls(setting: &Setting, args: &ArgMatches) -> Result<Outcome, CliError> {
    let wanted = args.get_one::<String>("state").and_then(|word| AddressState::parse(word));
    let rows = rows(&ledger(setting)?.text, wanted);
    if args.get_flag("csv") && !setting.json {
        return print(&table::csv(&["address", "state", "target", "reason"], &rows));
    }
    print_rows(setting, &rows)
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
    let rows = ledger::rows(text).filter_map(|(_, row)| row.ok()).filter(|row| wanted.is_none_or(|state| row.state == state));
    rows.map(|r| row!({"address": r.address, "state": r.state.word(), "target": r.target, "reason": r.reason})).collect()
}
