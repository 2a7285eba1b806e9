//! Pages that were saved as text, one a file: `当前位置`, title, author with date and category, paragraphs, `本文链接`.

mod page;

use std::io;
use std::ops::ControlFlow;
use std::path::PathBuf;

use super::address::split_host;
use super::day::{Saved, Years};
use super::files::{self, SourceFiles};
use super::shared::{decoded, mark_decoding, number, stem};
use super::{Data, Kind, Options, Overview, Piece, Reading, Refusal, Source};
use crate::import::document::Removal;
use crate::import::record::{Address, Author, Body, Note, Origin, Record, RecordKind, RecordStatus};
use page::Page;

/// The largest file in bytes.
const MAX_FILE: u64 = 16 << 20;
/// Files that are read to know the own host.
const SAMPLE: usize = 20;

struct TextSource {
    files: SourceFiles,
    overview: Overview,
    options: Options,
    /// Days of the other records. Empty if the day of saving makes the years certain.
    years: Years,
}

pub(super) fn open(from: &[PathBuf], options: &Options) -> Result<Box<dyn Source>, Refusal> {
    let files = files::list(from, &|name| name.to_ascii_lowercase().ends_with(".txt"))?;
    let overview = Overview { pieces: Some(files.files.len() as u64), notes: files.notes.clone(), ..Overview::default() };
    let mut source = TextSource { files, overview, options: options.clone(), years: Years::default() };
    let sample = if options.retrieved.is_none() { source.files.files.len() } else { SAMPLE };
    let mut days = Vec::new();
    for file in source.files.files.iter().take(sample) {
        let Some(bytes) = files::read(&file.path, MAX_FILE)? else { continue };
        let page = Page::of(&decoded(&bytes).text, Saved::of(options), options.utc_offset);
        let host = page.link.as_deref().and_then(split_host).map(|(host, _)| host);
        days.extend(page.address().as_ref().and_then(number).zip(page.shown.map(|shown| shown.day)));
        let hosts = &mut source.overview.hosts;
        hosts.extend(host.filter(|host| !hosts.contains(host) && hosts.len() < SAMPLE).into_iter().collect::<Vec<_>>());
    }
    source.years = Years::of(days.into_iter());
    Ok(Box::new(source))
}

impl Source for TextSource {
    fn kind(&self) -> Kind {
        Kind::Text
    }

    fn overview(&self) -> &Overview {
        &self.overview
    }

    fn pieces(&self, each: &mut dyn FnMut(Piece) -> ControlFlow<()>) -> io::Result<Vec<(Origin, Note)>> {
        // The error of `try_for_each` only ends the loop.
        let _ = self.files.files.iter().try_for_each(|file| each(file.piece()));
        Ok(Vec::new())
    }

    fn record(&self, piece: Piece) -> io::Result<Reading> {
        let Data::File(path) = &piece.data else { return Ok(Reading::Skipped("no file".to_owned())) };
        let Some(bytes) = files::read(path, MAX_FILE)? else {
            return Ok(Reading::Fault(Note { rule: "file-size", text: piece.origin.file }));
        };
        let text = decoded(&bytes);
        let page = Page::of(&text.text, Saved::of(&self.options), self.options.utc_offset);
        if page.title.is_empty() {
            return Ok(Reading::Skipped("empty file".to_owned()));
        }
        let mut record = record(page, piece.origin, &self.years);
        mark_decoding(&text, &mut record);
        Ok(Reading::Record(Box::new(record)))
    }
}

fn record(page: Page, origin: Origin, years: &Years) -> Record {
    let address = page.address();
    let id = address.as_ref().and_then(number);
    let mut notes = Vec::new();
    let published = match &page.shown {
        Some(shown) => {
            notes.extend(shown.note.clone());
            notes.extend(id.and_then(|id| years.note(id, shown.day)));
            Ok(shown.day)
        }
        None => Err("正文前没有日期".to_owned()),
    };
    Record {
        key: format!("text:{}", address.as_ref().map_or(origin.file.as_str(), Address::text)),
        id,
        name: Some(stem(&origin.file).to_owned()),
        origin,
        kind: RecordKind::Article,
        status: RecordStatus::Live,
        title: page.title,
        body: Body::Text(page.body),
        published,
        updated: None,
        summary: None,
        category: page.category,
        tags: Vec::new(),
        author: page.author.map(|name| Author { login: None, name: Some(name) }),
        address,
        other_addresses: Vec::new(),
        expires: None,
        views: page.views,
        not_carried: Vec::new(),
        removals: page.head.into_iter().map(|text| Removal { rule: "page-head", text }).collect(),
        notes,
    }
}

#[cfg(test)]
mod tests;
