//! Sources: one file for each program that articles come from.
//!
//! ```text
//! open ─► Source ── pieces, one after the other ─► Piece ── record, in parallel ─► Reading
//! ```
//!
//! A source is opened once; that reads its small tables and settings. Its pieces are then read as often as needed, always in the
//! same order: once to know the key, title, address, day and hash of each record ([`Entry`]), and once more to convert them.
//! No source holds its bodies in memory.

mod address;
mod archive;
mod categories;
mod database;
mod day;
mod dedecms;
mod detect;
mod discuz;
mod docx;
mod empirecms;
mod entry;
mod fields;
mod files;
mod html;
mod joined;
mod markdown;
mod serialize;
mod shared;
mod table;
#[cfg(test)]
mod testing;
mod text;
mod typecho;
mod wechat;
mod wording;
mod wordpress;
mod xml;
mod zblog;

use std::fmt;
use std::io;
use std::ops::ControlFlow;
use std::path::PathBuf;

use jiff::civil::Date;

pub(crate) use address::split_host;
pub(crate) use entry::Entry;

use super::record::{Address, Note, Origin, Record};
use super::sql::Fault;
use crate::model::settings::UtcOffset;

/// The program that a source comes from: the values of `as:` and `--as`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Kind {
    Zblog,
    Wordpress,
    Typecho,
    Dedecms,
    Empirecms,
    Discuz,
    Markdown,
    Docx,
    Wechat,
    Html,
    Text,
    Table,
    /// A table of old addresses without texts, which only fills the ledger.
    Addresses,
}

impl Kind {
    pub(crate) const ALL: [Kind; 13] = [
        Kind::Zblog,
        Kind::Wordpress,
        Kind::Typecho,
        Kind::Dedecms,
        Kind::Empirecms,
        Kind::Discuz,
        Kind::Markdown,
        Kind::Docx,
        Kind::Wechat,
        Kind::Html,
        Kind::Text,
        Kind::Table,
        Kind::Addresses,
    ];

    /// The name in `as:`, in keys of records and in names of files.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Kind::Zblog => "zblog",
            Kind::Wordpress => "wordpress",
            Kind::Typecho => "typecho",
            Kind::Dedecms => "dedecms",
            Kind::Empirecms => "empirecms",
            Kind::Discuz => "discuz",
            Kind::Markdown => "markdown",
            Kind::Docx => "docx",
            Kind::Wechat => "wechat",
            Kind::Html => "html",
            Kind::Text => "text",
            Kind::Table => "table",
            Kind::Addresses => "addresses",
        }
    }

    pub(crate) fn from_name(name: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// What the mapping and the command line tell a source.
#[derive(Clone, Debug)]
pub(crate) struct Options {
    /// `utc_offset` of the settings.
    pub(crate) utc_offset: UtcOffset,
    /// `--as-of`
    pub(crate) day: Date,
    /// Day on which the pages were saved.
    pub(crate) retrieved: Option<Date>,
    /// Own hosts besides those that the source tells.
    pub(crate) hosts: Vec<String>,
    /// Pattern of an article's address, such as `/hf/{id}.html`. It applies if the source has no rule.
    pub(crate) address: Option<String>,
    /// The same of a page.
    pub(crate) page_address: Option<String>,
    pub(crate) select: Selection,
    /// Patterns of the saved pages that are articles, such as `hf/*.html`. Empty: those that have a body.
    pub(crate) articles: Vec<String>,
}

/// Where the parts of an article stand in a saved page; in a table, `css` is the name of a column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Selection {
    /// `select: auto`: the main text is guessed, and each record is a draft.
    pub(crate) automatic: bool,
    pub(crate) title: Option<Selector>,
    pub(crate) date: Option<Selector>,
    pub(crate) author: Option<Selector>,
    pub(crate) category: Option<Selector>,
    pub(crate) body: Option<Selector>,
    /// The link to the next part of the same article.
    pub(crate) next: Option<Selector>,
    /// Further columns of a table by the name of the field: `address`, `summary`, `updated`, `tags`.
    pub(crate) columns: Vec<(String, String)>,
}

/// A CSS selector, and the words between which the value stands in the text of the element.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Selector {
    pub(crate) css: String,
    pub(crate) after: Option<String>,
    pub(crate) before: Option<String>,
}

/// What a source tells besides its records.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Overview {
    /// Own hosts that the source tells, without scheme and port.
    pub(crate) hosts: Vec<String>,
    /// Number of pieces, if it is known: the total of the progress display.
    pub(crate) pieces: Option<u64>,
    /// Addresses that lists of the old site have.
    pub(crate) listings: Vec<Listing>,
    /// What the source has and no record carries, with its number: `comment`, `upload`.
    pub(crate) not_carried: Vec<(String, u64)>,
    /// Faults of the source as a whole.
    pub(crate) notes: Vec<(Origin, Note)>,
}

/// The address of a list at the old site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Listing {
    pub(crate) address: Address,
    pub(crate) of: ListingOf,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum ListingOf {
    Home,
    /// Path of the category from the root.
    Category(Vec<String>),
    Tag(String),
    Author(super::record::Author),
    Feed,
}

/// A piece of a source from which one record is made. It is read but not decoded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    pub(crate) origin: Origin,
    pub(crate) data: Data,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Data {
    /// Values of a row in the order that its source defines, and why they cannot be trusted. `None` is `NULL`.
    Row(Vec<Option<Vec<u8>>>, Option<Fault>),
    /// A file, which `record` reads.
    File(PathBuf),
    /// Bytes of a part of a file.
    Part(Vec<u8>),
}

/// What a piece is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Reading {
    Record(Box<Record>),
    /// No article and no page. The text names what it is: `tweet`, `attachment`, `list page`.
    Skipped(String),
    /// A piece of which not even the key can be read.
    Fault(Note),
}

/// An opened source.
pub(crate) trait Source: Sync {
    fn kind(&self) -> Kind;

    fn overview(&self) -> &Overview;

    /// Hands on each piece, in the order of the source, until `each` breaks. Faults of the source that belong to no piece are
    /// returned; the error is one of the machine and names the path.
    fn pieces(&self, each: &mut dyn FnMut(Piece) -> ControlFlow<()>) -> io::Result<Vec<(Origin, Note)>>;

    /// The record of a piece: a pure function of the piece and of what was read when the source was opened. It may be called in
    /// parallel. Only a piece that is a file touches the disk.
    fn record(&self, piece: Piece) -> io::Result<Reading>;

    /// The bytes of a picture that lies in or beside the file of a record: in a Word file, in the folder of a page bundle.
    /// `source` is as in [`super::document::Inline::Picture`]. `None` if there is no such file here; the pictures of `files:`
    /// are then searched.
    fn picture(&self, _record: &Origin, _source: &str) -> io::Result<Option<Vec<u8>>> {
        Ok(None)
    }
}

/// Why a source was not opened.
#[derive(Debug)]
pub(crate) enum Refusal {
    Machine(io::Error),
    /// These kinds fit.
    Ambiguous(Vec<Kind>),
    /// No kind fits.
    Unknown,
    /// The source is of this kind and cannot be read, for this reason.
    Unreadable(Kind, String),
}

impl From<io::Error> for Refusal {
    fn from(error: io::Error) -> Refusal {
        Refusal::Machine(error)
    }
}

/// Opens files and folders as one source. Without a kind, it is concluded from the files.
pub(crate) fn open(from: &[PathBuf], kind: Option<Kind>, options: &Options) -> Result<Box<dyn Source>, Refusal> {
    let kind = match kind {
        Some(kind) => kind,
        None => detect::kind(from)?,
    };
    // Each kind has a function `open(from, options)` in the file of its name.
    match kind {
        Kind::Zblog => zblog::open(from, options),
        Kind::Typecho => typecho::open(from, options),
        Kind::Dedecms => dedecms::open(from, options),
        Kind::Empirecms => empirecms::open(from, options),
        Kind::Discuz => discuz::open(from, options),
        Kind::Docx => docx::open(from, options),
        Kind::Html => html::open(from, options),
        Kind::Table | Kind::Addresses => table::open(from, kind, options),
        Kind::Text => text::open(from, options),
        Kind::Wechat => wechat::open(from, options),
        Kind::Markdown => markdown::open(from, options),
        Kind::Wordpress => wordpress::open(from, options),
    }
}
