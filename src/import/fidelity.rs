//! The fidelity check: the words of a body are compared with the words of the page that the site renders from its Markdown.
//!
//! Two texts are equal if they have the same characters in the same order, apart from blanks and characters without a width. So
//! the check finds what is missing, doubled, moved or added. A text that differs is written again with less markup, and held if
//! it still differs.

mod difference;
mod order;
mod page;
mod plain;
mod read;
mod words;

pub(crate) use words::{counts, has_words, words};

use super::document::{Block, Counts, Document};
use super::write;
use difference::difference;
use page::Page;
use words::{normal, visible};

/// The Markdown of a body whose words all stand on its page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Conversion {
    pub(crate) markdown: String,
    pub(crate) step: Step,
    /// What differed at the first step, unless `step` is the first.
    pub(crate) difference: Option<Difference>,
    /// How many of its texts have fewer marks within the line than the document.
    pub(crate) lost_marks: usize,
    /// What the document has.
    pub(crate) expected: Counts,
    /// What the page has.
    pub(crate) counts: Counts,
}

/// How much markup a conversion keeps. Most bodies need only the first step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Step {
    /// All blocks and all marks. A body in Markdown is as its source has it.
    Complete,
    /// The blocks that differed have no marks within the line. A body in Markdown is written anew.
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
    let wanted = visible(words);
    let expected = counts(document);
    let conversion = |(markdown, lost_marks), step, page: &Page, difference| Conversion {
        markdown,
        step,
        difference,
        lost_marks,
        expected,
        counts: page.counts,
    };
    let written = write::counted(document);
    let page = Page::of(&written.0);
    if page.shows(&wanted) {
        return Ok(conversion(written, Step::Complete, &page, None));
    }
    let first = difference(&normal(&wanted), &normal(&page.words));
    for (step, simpler) in [(Step::PlainBlocks, plain_blocks as fn(&Document) -> Document), (Step::PlainText, plain::paragraphs)] {
        let written = write::counted(&simpler(document));
        let page = Page::of(&written.0);
        if page.shows(&wanted) {
            return Ok(conversion(written, step, &page, Some(first)));
        }
    }
    Err(first)
}

/// Compares the page of a Markdown body with `words`, the words of its source. An equal body stays as it is, byte by byte; one that
/// differs is read as a document and written anew.
pub(crate) fn convert_markdown(markdown: &str, words: &str) -> Result<Conversion, Difference> {
    let wanted = visible(words);
    let page = Page::of(markdown);
    if page.shows(&wanted) {
        let expected = counts(&read::document(markdown));
        return Ok(Conversion {
            markdown: markdown.to_owned(),
            step: Step::Complete,
            difference: None,
            lost_marks: 0,
            expected,
            counts: page.counts,
        });
    }
    let first = difference(&normal(&wanted), &normal(&page.words));
    let conversion = convert(&read::document(markdown), words).map_err(|_| first.clone())?;
    Ok(Conversion { step: conversion.step.max(Step::PlainBlocks), difference: Some(first), ..conversion })
}

/// The words of a Markdown text of another program: what its readers see, with the bodies of footnotes at the end, and without
/// alternative texts.
pub(crate) fn markdown_words(markdown: &str) -> String {
    words(&read::document(markdown))
}

/// The document with the blocks that differ on their own page, or all if none does, without marks.
fn plain_blocks(document: &Document) -> Document {
    let differs = |block: &Block| {
        let alone = Document { blocks: vec![block.clone()], footnotes: Vec::new() };
        !Page::of(&write::markdown(&alone)).shows(&visible(&words(&alone)))
    };
    let mut plain = document.clone();
    let mut changed = false;
    let blocks = plain.blocks.iter_mut().chain(plain.footnotes.iter_mut().flat_map(|note| &mut note.blocks));
    for block in blocks.filter(|block| differs(block)) {
        *block = plain::block(block);
        changed = true;
    }
    if changed { plain } else { plain::blocks(document) }
}

#[cfg(test)]
mod tests;
