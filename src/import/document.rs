//! A body as blocks and inlines: the form between the sources and the Markdown writer.
//!
//! The forms are those of the site's Markdown: what it cannot say has no form here and is left out by a rule of `prepare`.

/// The body of one record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Document {
    pub(crate) blocks: Vec<Block>,
    /// Footnotes in the order of their first reference.
    pub(crate) footnotes: Vec<Footnote>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Footnote {
    pub(crate) label: String,
    pub(crate) blocks: Vec<Block>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Block {
    /// `level` is 2 to 6.
    Heading {
        level: u8,
        content: Vec<Inline>,
    },
    Paragraph(Vec<Inline>),
    /// `start` is the number of the first item of a numbered list.
    List {
        start: Option<u32>,
        items: Vec<Vec<Block>>,
    },
    Quote(Vec<Block>),
    Code {
        language: Option<String>,
        text: String,
    },
    Table(Table),
    Rule,
    /// Terms with their explanations.
    Definitions(Vec<(Vec<Inline>, Vec<Vec<Block>>)>),
}

/// A table whose first row is the header. All rows have the same number of cells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Table {
    pub(crate) rows: Vec<Vec<Vec<Inline>>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Inline {
    /// Text without line breaks.
    Text(String),
    Strong(Vec<Inline>),
    Emphasis(Vec<Inline>),
    Strikethrough(Vec<Inline>),
    /// `sub`, `sup`, `u`, `mark` or `kbd`.
    Tag(InlineTag, Vec<Inline>),
    Code(String),
    /// `target` is the address as the source has it until the links are resolved.
    Link {
        target: String,
        content: Vec<Inline>,
    },
    /// `source` is the address as the source has it until the pictures are found, and then the name of the file.
    Picture {
        source: String,
        description: String,
    },
    /// A break inside a paragraph or a cell.
    Break,
    /// A reference to the footnote with this label.
    Footnote(String),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum InlineTag {
    Sub,
    Sup,
    Underline,
    Mark,
    Keyboard,
}

/// A body after the rules of the import.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Prepared {
    pub(crate) document: Document,
    /// The words of the source body in reading order, taken from the source and not from `document`, without the removals.
    /// The fidelity check compares them with the words of the rendered page.
    pub(crate) words: String,
    /// What a rule left out, in reading order.
    pub(crate) removals: Vec<Removal>,
    /// Elements that were counted and not carried: `colour`, `video`.
    pub(crate) not_carried: Vec<String>,
    /// Links, pictures, table cells, headings and list items of the source, to be compared with the result.
    pub(crate) counts: Counts,
}

/// A piece of a body that a rule left out, verbatim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Removal {
    /// Id of the rule, which the report counts: `furniture-copyright`, `script`.
    pub(crate) rule: &'static str,
    pub(crate) text: String,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) links: u32,
    pub(crate) pictures: u32,
    pub(crate) cells: u32,
    pub(crate) headings: u32,
    pub(crate) items: u32,
}
