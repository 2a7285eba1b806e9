//! What tests of sources share.

use std::ops::ControlFlow;
use std::path::PathBuf;

use jiff::civil::date;

use super::{Data, Options, Piece, Reading, Selection, Source};
use crate::import::record::{Address, Origin, Record};
use crate::model::settings::UtcOffset;

/// Options as a mapping without keys gives them.
pub(super) fn options() -> Options {
    Options {
        utc_offset: UtcOffset::BEIJING,
        day: date(2026, 4, 10),
        retrieved: None,
        hosts: Vec::new(),
        address: None,
        page_address: None,
        select: Selection::default(),
        articles: Vec::new(),
    }
}

/// Options with the day on which the given pages were saved.
pub(super) fn retrieved() -> Options {
    Options { retrieved: Some(date(2026, 4, 10)), ..options() }
}

/// The path of given material.
pub(super) fn given(path: &str) -> Vec<PathBuf> {
    vec![PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/import/given").join(path)]
}

/// What all pieces of a source are, in order.
pub(super) fn readings(source: &dyn Source) -> Vec<Reading> {
    let mut readings = Vec::new();
    let notes = source.pieces(&mut |piece| {
        readings.push(source.record(piece).unwrap());
        ControlFlow::Continue(())
    });
    assert_eq!(notes.unwrap(), []);
    readings
}

/// The records of a source, in order.
pub(super) fn records(source: &dyn Source) -> Vec<Record> {
    let records = readings(source).into_iter().filter_map(|reading| match reading {
        Reading::Record(record) => Some(*record),
        Reading::Skipped(_) => None,
        Reading::Fault(note) => panic!("{note:?}"),
    });
    records.collect()
}

/// A piece of a file that is not on the disk.
pub(super) fn part(file: &str, text: &str) -> Piece {
    Piece { origin: Origin { file: file.to_owned(), line: Some(1) }, data: Data::Part(text.as_bytes().to_vec()) }
}

/// What must come out of given material, as the import shows it: key, title, day, change, old address, status.
pub(super) fn expected(kind: &str) -> Vec<serde_json::Value> {
    let path = given(kind).remove(0).join("expected.json");
    let json: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    json["records"].as_array().unwrap().clone()
}

/// Compares records with the expected values that do not depend on the registers: title, days, address. Records are found by title.
pub(super) fn compare(kind: &str, records: &[Record]) {
    for want in expected(kind) {
        let title = want["title"].as_str().unwrap();
        let record = records.iter().find(|record| record.title == title).unwrap_or_else(|| panic!("{title} is missing"));
        let text = |date: jiff::civil::Date| serde_json::Value::from(date.to_string());
        // The expected values of pages and deleted articles have no days.
        if want["date"].is_string() {
            assert_eq!(record.published.as_ref().map(|day| text(day.date)).as_ref(), Ok(&want["date"]), "{title}");
            assert_eq!(record.updated.map(text).unwrap_or_default(), want["updated"], "{title}");
        }
        let address = record.address.as_ref().map(|address| serde_json::Value::from(address.text()));
        assert_eq!(address.unwrap_or_default(), want["address"], "{title}");
    }
    assert_eq!(records.len(), expected(kind).len());
}

/// The path of material that is meant to break a reader.
pub(super) fn nasty(path: &str) -> Vec<PathBuf> {
    vec![PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/import/nasty").join(path)]
}

/// What all pieces of a source are, one a line: the fields of a record in the order of the type, those that are absent as `-`.
pub(super) fn shown(source: &dyn Source) -> Vec<String> {
    let lines = readings(source).into_iter().map(|reading| match reading {
        Reading::Record(record) => record_line(&record),
        Reading::Skipped(name) => format!("skipped {name}"),
        Reading::Fault(note) => format!("fault {}: {}", note.rule, note.text),
    });
    lines.collect()
}

fn record_line(record: &Record) -> String {
    let or_dash = |text: Option<String>| text.unwrap_or_else(|| "-".to_owned());
    let author = record.author.as_ref().map(|author| {
        let part = |part: &Option<String>| part.clone().unwrap_or_default();
        format!("{}/{}", part(&author.login), part(&author.name))
    });
    let addresses: Vec<&str> = record.address.iter().chain(&record.other_addresses).map(Address::text).collect();
    let fields = [
        record.key.clone(),
        format!("{:?} {:?}", record.kind, record.status),
        record.title.clone(),
        record.published.as_ref().map_or_else(|reason| reason.clone(), |day| day.date.to_string()),
        or_dash(record.updated.map(|day| day.to_string())),
        or_dash(record.summary.clone()),
        record.category.join(">"),
        record.tags.join(","),
        or_dash(author),
        addresses.join(" "),
        or_dash(record.views.map(|views| views.to_string())),
        format!("{:?}", record.body),
        record.not_carried.join(","),
    ];
    fields.join(" | ")
}
