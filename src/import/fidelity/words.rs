//! The words and the counts of a document.

use std::borrow::Cow;

use super::super::document::{Block, Counts, Document, Inline};
use super::super::write::has_address;
use crate::text::url::nfc;

/// The words of a document in reading order, a line for each block, with the bodies of footnotes at the end and without
/// alternative texts.
pub(crate) fn words(document: &Document) -> String {
    let mut out = String::new();
    blocks(&document.blocks, &mut out);
    document.footnotes.iter().for_each(|note| blocks(&note.blocks, &mut out));
    out
}

fn blocks(all: &[Block], out: &mut String) {
    for block in all {
        match block {
            Block::Heading { content, .. } | Block::Paragraph(content) => inlines(content, out),
            Block::List { items, .. } => items.iter().for_each(|item| blocks(item, out)),
            Block::Quote(inside) => blocks(inside, out),
            Block::Code { text, .. } => out.push_str(text),
            Block::Table(table) => {
                for cell in table.rows.iter().flatten() {
                    inlines(cell, out);
                    out.push('\n');
                }
            }
            Block::Rule => {}
            Block::Definitions(entries) => {
                for (term, explanations) in entries {
                    inlines(term, out);
                    out.push('\n');
                    explanations.iter().for_each(|inside| blocks(inside, out));
                }
            }
        }
        if !out.is_empty() && !out.ends_with('\n') {
            out.push('\n');
        }
    }
}

/// Appends the words of inline content.
pub(super) fn inlines(content: &[Inline], out: &mut String) {
    for inline in content {
        match inline {
            Inline::Text(text) | Inline::Code(text) => out.push_str(text),
            Inline::Strong(content) | Inline::Emphasis(content) | Inline::Strikethrough(content) => inlines(content, out),
            Inline::Tag(_, content) | Inline::Link { content, .. } => inlines(content, out),
            Inline::Break => out.push('\n'),
            Inline::Picture { .. } | Inline::Footnote(_) => {}
        }
    }
}

/// A text as it is compared: NFC, without blanks, characters without a width, and control characters, which no page can show.
pub(super) fn normal(text: &str) -> String {
    let visible = visible(text);
    match nfc(&visible) {
        Cow::Borrowed(_) => visible,
        Cow::Owned(composed) => composed,
    }
}

/// The characters that are compared, before they are composed.
pub(super) fn visible(text: &str) -> String {
    text.chars().filter(|c| !is_ignored(*c)).collect()
}

/// True if two texts of visible characters are equal when they are composed. Nearly all are equal as they are.
pub(super) fn are_equal(a: &str, b: &str) -> bool {
    a == b || nfc(a) == nfc(b)
}

fn is_ignored(c: char) -> bool {
    c.is_whitespace() || c.is_control() || matches!(c, '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
}

/// Links, pictures, cells, headings and items of a document, without those that have nothing to see.
pub(crate) fn counts(document: &Document) -> Counts {
    let mut counts = Counts::default();
    count_blocks(&document.blocks, &mut counts);
    document.footnotes.iter().for_each(|note| count_blocks(&note.blocks, &mut counts));
    counts
}

fn count_blocks(all: &[Block], counts: &mut Counts) {
    for block in all {
        match block {
            Block::Heading { content, .. } => {
                counts.headings += u32::from(has_words(content, true));
                count_inlines(content, false, counts);
            }
            Block::Paragraph(content) => count_inlines(content, false, counts),
            Block::List { items, .. } => {
                let full = items.iter().filter(|item| item.iter().any(is_block_shown)).count();
                counts.items += u32::try_from(full).unwrap_or(u32::MAX);
                items.iter().for_each(|item| count_blocks(item, counts));
            }
            Block::Quote(inside) => count_blocks(inside, counts),
            Block::Table(table) if is_block_shown(block) => {
                let columns = table.rows.iter().map(Vec::len).max().unwrap_or(0);
                counts.cells += u32::try_from(columns * table.rows.len()).unwrap_or(u32::MAX);
                table.rows.iter().flatten().for_each(|cell| count_inlines(cell, false, counts));
            }
            Block::Definitions(entries) => {
                for (term, explanations) in entries {
                    count_inlines(term, false, counts);
                    explanations.iter().for_each(|inside| count_blocks(inside, counts));
                }
            }
            Block::Table(_) | Block::Code { .. } | Block::Rule => {}
        }
    }
}

fn count_inlines(content: &[Inline], in_link: bool, counts: &mut Counts) {
    for inline in content {
        match inline {
            Inline::Link { target, content } => {
                let is_link = !in_link && has_address(target) && has_words(content, true);
                counts.links += u32::from(is_link);
                count_inlines(content, in_link || is_link, counts);
            }
            Inline::Picture { source, .. } => counts.pictures += u32::from(has_address(source)),
            Inline::Strong(content) | Inline::Emphasis(content) | Inline::Strikethrough(content) | Inline::Tag(_, content) => {
                count_inlines(content, in_link, counts);
            }
            _ => {}
        }
    }
}

fn is_text_shown(text: &str) -> bool {
    text.chars().any(|c| !c.is_whitespace() && !c.is_control())
}

/// True if inline content has anything to see.
fn is_shown(content: &[Inline]) -> bool {
    content.iter().any(|inline| match inline {
        Inline::Text(text) | Inline::Code(text) => is_text_shown(text),
        Inline::Picture { source, .. } => has_address(source),
        Inline::Footnote(_) => true,
        Inline::Strong(content) | Inline::Emphasis(content) | Inline::Strikethrough(content) => is_shown(content),
        Inline::Tag(_, content) | Inline::Link { content, .. } => is_shown(content),
        Inline::Break => false,
    })
}

/// True if inline content has words, or if `described` a picture with a description. A heading or a link without any is none.
pub(crate) fn has_words(content: &[Inline], described: bool) -> bool {
    content.iter().any(|inline| match inline {
        Inline::Text(_) | Inline::Code(_) => is_shown(std::slice::from_ref(inline)),
        Inline::Picture { source, description } => {
            described && has_address(source) && has_words(&[Inline::Text(description.clone())], false)
        }
        Inline::Strong(content) | Inline::Emphasis(content) | Inline::Strikethrough(content) => has_words(content, described),
        Inline::Tag(_, content) | Inline::Link { content, .. } => has_words(content, described),
        Inline::Break | Inline::Footnote(_) => false,
    })
}

fn is_block_shown(block: &Block) -> bool {
    match block {
        Block::Heading { content, .. } | Block::Paragraph(content) => is_shown(content),
        Block::List { items, .. } => items.iter().flatten().any(is_block_shown),
        Block::Quote(inside) => inside.iter().any(is_block_shown),
        Block::Code { text, .. } => is_text_shown(text),
        Block::Table(table) => table.rows.iter().flatten().any(|cell| is_shown(cell)),
        Block::Rule => true,
        Block::Definitions(entries) => {
            entries.iter().any(|(term, inside)| is_shown(term) || inside.iter().flatten().any(is_block_shown))
        }
    }
}
