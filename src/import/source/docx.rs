//! Word files, one article a file. The folder of a file is its category.

mod blocks;
mod flow;
mod inline;
mod numbering;
mod package;
mod styles;
mod words;

use std::collections::BTreeMap;
use std::io;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use super::files::{self, SourceFiles};
use super::shared::{joined_words, stem};
use super::xml::XmlFault;
use super::{Data, Kind, Options, Overview, Piece as SourcePiece, Reading, Refusal, Source, day};
use crate::import::document::{Document, Footnote};
use crate::import::record::{Author, Body, Day, Note, Origin, Record, RecordKind, RecordStatus};
use blocks::Builder;
use flow::{Part, Piece};
use numbering::{Counter, Numbering};
use package::{Package, PackageFault, Relationships};
use styles::{Role, Styles};
use words::Changes;

/// The largest file in bytes.
const MAX_FILE: u64 = 128 << 20;
/// Columns of a table.
const MAX_COLUMNS: usize = 64;
/// The most characters of a paragraph that may be the title without a style that says so.
const MAX_TITLE: usize = 60;

struct DocxSource {
    files: SourceFiles,
    overview: Overview,
    options: Options,
}

pub(super) fn open(from: &[PathBuf], options: &Options) -> Result<Box<dyn Source>, Refusal> {
    let files = files::list(from, &is_word)?;
    let overview = Overview { pieces: Some(files.files.len() as u64), notes: files.notes.clone(), ..Overview::default() };
    Ok(Box::new(DocxSource { files, overview, options: options.clone() }))
}

/// True for the name of a Word file. Files of older versions are listed so that they are told. `~$` begins the lock of an open file.
fn is_word(name: &str) -> bool {
    let last = name.rsplit('/').next().unwrap_or(name).to_lowercase();
    [".docx", ".docm", ".doc", ".wps"].iter().any(|end| last.ends_with(end)) && !last.starts_with("~$") && !last.starts_with('.')
}

impl Source for DocxSource {
    fn kind(&self) -> Kind {
        Kind::Docx
    }

    fn overview(&self) -> &Overview {
        &self.overview
    }

    fn pieces(&self, each: &mut dyn FnMut(SourcePiece) -> ControlFlow<()>) -> io::Result<Vec<(Origin, Note)>> {
        // The error of `try_for_each` only ends the loop.
        let _ = self.files.files.iter().try_for_each(|file| each(file.piece()));
        Ok(Vec::new())
    }

    fn record(&self, piece: SourcePiece) -> io::Result<Reading> {
        let Data::File(path) = &piece.data else { return Ok(Reading::Skipped("no file".to_owned())) };
        let fault = |rule| Reading::Fault(Note { rule, text: piece.origin.file.clone() });
        Ok(match bytes(path)? {
            None => fault("file-size"),
            Some(bytes) => match record(&bytes, &piece.origin, &self.options) {
                Ok(record) => Reading::Record(Box::new(record)),
                Err(PackageFault(rule)) => fault(rule),
            },
        })
    }

    fn picture(&self, record: &Origin, source: &str) -> io::Result<Option<Vec<u8>>> {
        let Some(file) = self.files.files.iter().find(|file| file.name == record.file) else { return Ok(None) };
        Ok(bytes(&file.path)?.and_then(|bytes| package::picture(&bytes, source)))
    }
}

fn bytes(path: &Path) -> io::Result<Option<Vec<u8>>> {
    files::read(path, MAX_FILE)
}

/// Reads a Word file.
fn record(bytes: &[u8], origin: &Origin, options: &Options) -> Result<Record, PackageFault> {
    let package = Package::read(bytes)?;
    let properties = &package.properties;
    let styles = Styles::read(&package.styles);
    let part = flow::read(&package.document.text, &styles).map_err(broken)?;
    let title = title(&part.flow, &styles);
    let text = text(&package, &styles, &part, title.as_ref().map(|(index, _)| *index))?;
    let date = |text: &str| day::of_text(text, options.utc_offset);
    let (created, modified) = (date(&properties.created), date(&properties.modified));
    let published = created.or(modified).map(|date| Day { date, year_is_certain: true });
    let creator = joined_words(&properties.creator);
    let of_properties = || Some(joined_words(&properties.title)).filter(|title| !title.is_empty() && !title.contains("Microsoft"));
    let name = stem(&origin.file).to_owned();
    let category = origin.file.split('/').map(str::to_owned).collect::<Vec<_>>();
    Ok(Record {
        key: format!("docx:{}", origin.file),
        id: None,
        origin: origin.clone(),
        kind: RecordKind::Article,
        status: RecordStatus::Live,
        title: title.map(|(_, title)| title).or_else(of_properties).unwrap_or_else(|| name.clone()),
        body: text.body,
        updated: modified.filter(|date| published.is_some_and(|day| *date > day.date)),
        published: published.ok_or_else(|| "文件属性里没有日期".to_owned()),
        summary: None,
        category: category.get(..category.len().saturating_sub(1)).unwrap_or_default().to_vec(),
        tags: Vec::new(),
        author: (!creator.is_empty()).then_some(Author { login: None, name: Some(creator) }),
        address: None,
        other_addresses: Vec::new(),
        name: Some(name),
        expires: None,
        views: None,
        not_carried: text.not_carried,
        removals: Vec::new(),
        notes: text.notes,
    })
}

/// What becomes of the text of a file.
struct Text {
    body: Body,
    not_carried: Vec<String>,
    notes: Vec<Note>,
}

/// The blocks of a document and of the notes that it refers to, and their words.
fn text(package: &Package, styles: &Styles, part: &Part, title: Option<usize>) -> Result<Text, PackageFault> {
    let numbering = Numbering::read(&package.numbering);
    let (notes, of_notes) = notes(package, styles)?;
    let mut builder = Builder {
        styles,
        counter: Counter::new(&numbering),
        relationships: &package.document.relationships,
        known_notes: notes.keys().cloned().collect(),
        notes: BTreeMap::new(),
        note_order: Vec::new(),
        changes: Changes { omitted: title.into_iter().collect(), ..Changes::default() },
        not_carried: part.not_carried.iter().cloned().chain(of_notes).collect(),
        contents: Vec::new(),
    };
    let blocks = builder.blocks(&part.flow);
    let (mut words, _) = words::words(&package.document.text, &builder.changes).map_err(broken)?;
    // A note refers to no other one, and its paragraphs have numbers of their own.
    builder.known_notes.clear();
    builder.changes = Changes::default();
    let mut footnotes = Vec::new();
    for id in std::mem::take(&mut builder.note_order) {
        let Some(((flow, note, relationships), label)) = notes.get(&id).zip(builder.notes.get(&id).cloned()) else { continue };
        builder.relationships = relationships;
        footnotes.push(Footnote { label, blocks: builder.blocks(flow) });
        words.push_str(note);
    }
    let contents = (!builder.contents.is_empty()).then(|| Note { rule: "table-of-contents", text: builder.contents.join("\n") });
    let body = Body::Blocks { document: Document { blocks, footnotes }, words };
    Ok(Text { body, not_carried: builder.not_carried, notes: contents.into_iter().collect() })
}

/// Footnotes and endnotes by their ids, with their words and the relationships of their part.
type Notes<'p> = BTreeMap<String, (Vec<Piece>, String, &'p Relationships)>;

/// The notes of a file, and what they have and is not carried.
fn notes<'p>(package: &'p Package, styles: &Styles) -> Result<(Notes<'p>, Vec<String>), PackageFault> {
    let (mut notes, mut not_carried) = (Notes::new(), Vec::new());
    for text in [&package.footnotes, &package.endnotes] {
        if text.text.is_empty() {
            continue;
        }
        let part = flow::read(&text.text, styles).map_err(broken)?;
        let (_, words) = words::words(&text.text, &Changes::default()).map_err(broken)?;
        not_carried.extend(part.not_carried);
        notes.extend(part.notes.into_iter().zip(words).map(|((id, flow), words)| (id, (flow, words, &text.relationships))));
    }
    Ok((notes, not_carried))
}

fn broken(_: XmlFault) -> PackageFault {
    PackageFault("word-broken")
}

/// The title and the number of its paragraph: the first one of style Title; else the first paragraph with text, if it is the only heading
/// of its level and none is higher, or if it is short, and bold or centred.
fn title(flow: &[Piece], styles: &Styles) -> Option<(usize, String)> {
    let paragraphs =
        || flow.iter().filter_map(|piece| if let Piece::Paragraph(paragraph) = piece { Some(paragraph) } else { None });
    let role = |paragraph: &flow::Paragraph| match (paragraph.outline, styles.role(&paragraph.style)) {
        (Some(level @ 0..=8), Role::Text) => Role::Heading(level + 1),
        (_, role) => role,
    };
    let found = |paragraph: &flow::Paragraph| (paragraph.index, joined_words(&paragraph.text()));
    if let Some(paragraph) = paragraphs().find(|paragraph| role(paragraph) == Role::Title && !paragraph.text().is_empty()) {
        return Some(found(paragraph));
    }
    let first = paragraphs().find(|paragraph| !paragraph.runs.is_empty() && !paragraph.text().is_empty())?;
    let text = first.text();
    if let Role::Heading(level) = role(first) {
        let levels = paragraphs().map(|paragraph| role(paragraph));
        let same = levels.filter(|role| matches!(role, Role::Heading(other) if *other <= level)).count();
        return (same == 1).then(|| found(first));
    }
    let has_text = |run: &&flow::Run| matches!(&run.content, flow::Content::Text(text) if !text.trim().is_empty());
    let is_bold = first.runs.iter().filter(has_text).all(|run| run.marks.is_bold);
    let is_short = text.chars().count() <= MAX_TITLE && !text.ends_with(['。', '，', '；', '：']);
    let is_numbered = first.numbering.is_some() || text.starts_with(['一', '（', '1']) && text.contains(['、', '）', '.']);
    (is_short && !is_numbered && (is_bold || first.is_centred)).then(|| found(first))
}

#[cfg(test)]
mod tests;
