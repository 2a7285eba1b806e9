//! One article or page of a source, decoded but not converted.

use jiff::civil::Date;

/// One article or page as its source has it. Texts are Unicode; entities of HTML are decoded in `title`, not in `body`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Record {
    /// Name of the record in its source, the same in every import: `zblog:177626`, `docx:催收应对/phone.docx`.
    pub(crate) key: String,
    /// Number of the record in its source, if it has one.
    pub(crate) id: Option<u64>,
    /// Where the record stands, for findings.
    pub(crate) origin: Origin,
    pub(crate) kind: RecordKind,
    pub(crate) status: RecordStatus,
    pub(crate) title: String,
    pub(crate) body: Body,
    /// Day of the first publication, in the time zone of the settings. `Err` has the reason why the source does not tell it.
    pub(crate) published: Result<Day, String>,
    /// Day of the last change, if it is later than `published`.
    pub(crate) updated: Option<Date>,
    /// A summary that a person wrote, as text.
    pub(crate) summary: Option<String>,
    /// Path of the category, from the root: `["逾期", "网贷"]`. Empty if there is none.
    pub(crate) category: Vec<String>,
    pub(crate) tags: Vec<String>,
    pub(crate) author: Option<Author>,
    /// The address at the source, `None` if it has none.
    pub(crate) address: Option<Address>,
    /// Further addresses that showed the same text: `/?p=12`, `…_2.html`.
    pub(crate) other_addresses: Vec<Address>,
    /// Name for the file if the address gives none: stem of the source file, or slug of the source.
    pub(crate) name: Option<String>,
    pub(crate) expires: Option<Date>,
    pub(crate) views: Option<u64>,
    /// What a source has and this program does not carry, by name, counted in the report: `log_Meta.key`, `comment`.
    pub(crate) not_carried: Vec<String>,
    /// Words around the body that the source left out, verbatim.
    pub(crate) removals: Vec<super::document::Removal>,
    /// Faults of this record that do not hold it, in plain words.
    pub(crate) notes: Vec<Note>,
}

/// A day, and whether its year was concluded from neighbours or from the day of the import.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Day {
    pub(crate) date: Date,
    pub(crate) year_is_certain: bool,
}

/// A place in a source: file below the folder of the source, with `/`, and line from 1 if the file has lines.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Origin {
    pub(crate) file: String,
    pub(crate) line: Option<u32>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RecordKind {
    Article,
    Page,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum RecordStatus {
    Live,
    Draft,
    /// The record cannot be carried, for this reason: a byte that cannot be decoded, a body that is cut off.
    Broken(String),
    /// The source says that the record is deleted, for this reason. It becomes a row `gone` of the ledger.
    Deleted(String),
}

/// A body in the form of its source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Body {
    /// HTML of the container element, without it. `selector` names the container inside a complete page.
    Html(String),
    /// HTML in which a blank line is a paragraph and a newline a break (WordPress before 5.0).
    HtmlByLines(String),
    /// Markdown of another program.
    Markdown(String),
    /// Text with a paragraph a line.
    Text(String),
    /// Blocks that a source with its own form of documents was read into (Word), with the words in reading order.
    Blocks { document: super::document::Document, words: String },
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Author {
    pub(crate) login: Option<String>,
    pub(crate) name: Option<String>,
}

/// An address below the root of the source's host, percent-decoded.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Address {
    /// `/hf/101.html`
    Path(String),
    /// `/?id=12`
    Query(String),
}

/// A fault with the name of the rule that found it and the text to show. It never contains personal data.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Note {
    pub(crate) rule: &'static str,
    pub(crate) text: String,
}
