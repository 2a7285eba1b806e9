//! Imports of the dump of a Z-Blog: first, again with nothing changed, and again with one record of a hundred edited at the source.

use std::fs::{self, File};
use std::io;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::measure::{self, Cost};
use crate::{child, dump, seconds};

pub(crate) const HEAD: &str = "| records | dump | import | wall | CPU | peak memory | equal at once | at step 2, 3 | held | written |\n| ---: | ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |";
/// Of so many records one is edited before the third import.
const EDITED: u32 = 100;

/// What an import said.
struct Told {
    records: u64,
    written: u64,
    held: u64,
    /// Records whose words were equal only at the second or third step.
    simplified: u64,
}

/// Imports the dump below `from` into a copy of its site below `out`, and prints a row for each import.
pub(crate) fn run(program: &Path, from: &Path, out: &Path, records: u32) -> io::Result<()> {
    let site = out.join("site");
    fs::create_dir_all(site.join("content"))?;
    for file in ["sitegen.yaml", "content/topics.yaml", "content/lenders.yaml", "content/people.yaml"] {
        fs::copy(from.join("site").join(file), site.join(file))?;
    }
    let size = fs::metadata(from.join("backup.sql"))?.len() >> 20;
    for (name, more) in [("first", None), ("nothing changed", None), ("one of 100 edited", Some("edited.sql"))] {
        let errors = out.join("errors");
        let mut command = Command::new(program);
        command.args(["import", "--quiet", "--format", "json", "--as-of", child::AS_OF, "--map"]).arg(from.join("import.yaml"));
        command.arg("-r").arg(&site).args(more.map(|file| from.join(file)));
        let (cost, _) = measure::run_with(&mut command, Stdio::from(File::create(&errors)?))?;
        row(&format!("{records} | {size} MiB | {name}"), cost, &told(&errors)?);
    }
    Ok(())
}

/// Writes the dump and its edited version.
pub(crate) fn library(folder: &Path, records: u32) -> io::Result<()> {
    dump::write(folder, records)?;
    dump::edited(folder, records, EDITED)
}

fn row(name: &str, cost: Cost, told: &Told) {
    let converted = told.written + told.held;
    let equal = match (converted.saturating_sub(told.held + told.simplified) * 10_000).checked_div(converted) {
        Some(share) => format!("{}.{:02} %", share / 100, share % 100),
        None => String::new(),
    };
    println!(
        "| {name} | {} | {} | {} MiB | {equal} | {} | {} | {} of {} |",
        seconds(cost.wall_ms),
        seconds(cost.cpu_ms),
        cost.peak_kib / 1024,
        told.simplified,
        told.held,
        told.written,
        told.records
    );
}

/// Reads the findings and the summary of an import.
fn told(file: &Path) -> io::Result<Told> {
    let text = fs::read_to_string(file)?;
    let simplified = text.lines().filter(|line| line.contains("\"SG618\"")).count() as u64;
    let last: Value = serde_json::from_str(text.lines().last().unwrap_or_default())?;
    let number = |name: &str| last["summary"][name].as_u64().unwrap_or_default();
    Ok(Told { records: number("records"), written: number("written"), held: number("held"), simplified })
}
