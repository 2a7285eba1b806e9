//! Footnotes in the order of their first reference, as a page shows them.

use std::collections::BTreeMap;

use super::super::super::document::{Block, Footnote, Inline};

/// The notes in the order in which the blocks, and then the notes as they were written, first refer to them. Notes without a
/// reference, and second notes with one label, follow.
pub(super) fn by_reference(blocks: &[Block], notes: Vec<Footnote>) -> Vec<Footnote> {
    let mut order: BTreeMap<&str, usize> = BTreeMap::new();
    let all = blocks.iter().chain(notes.iter().flat_map(|note| &note.blocks));
    all.for_each(|block| in_block(block, &mut order));
    let mut placed: Vec<(usize, usize)> = Vec::with_capacity(notes.len());
    for (n, note) in notes.iter().enumerate() {
        placed.push((order.remove(note.label.as_str()).unwrap_or(usize::MAX), n));
    }
    let mut placed: Vec<((usize, usize), Footnote)> = placed.into_iter().zip(notes).collect();
    placed.sort_by_key(|(place, _)| *place);
    placed.into_iter().map(|(_, note)| note).collect()
}

fn in_block<'b>(block: &'b Block, order: &mut BTreeMap<&'b str, usize>) {
    match block {
        Block::Heading { content, .. } | Block::Paragraph(content) => in_inlines(content, order),
        Block::List { items, .. } => items.iter().flatten().for_each(|block| in_block(block, order)),
        Block::Quote(blocks) => blocks.iter().for_each(|block| in_block(block, order)),
        Block::Table(table) => table.rows.iter().flatten().for_each(|cell| in_inlines(cell, order)),
        Block::Definitions(entries) => {
            for (term, explanations) in entries {
                in_inlines(term, order);
                explanations.iter().flatten().for_each(|block| in_block(block, order));
            }
        }
        Block::Code { .. } | Block::Rule => {}
    }
}

fn in_inlines<'b>(content: &'b [Inline], order: &mut BTreeMap<&'b str, usize>) {
    for inline in content {
        match inline {
            Inline::Footnote(label) => {
                let next = order.len();
                order.entry(label).or_insert(next);
            }
            Inline::Strong(content) | Inline::Emphasis(content) | Inline::Strikethrough(content) => in_inlines(content, order),
            Inline::Tag(_, content) | Inline::Link { content, .. } => in_inlines(content, order),
            _ => {}
        }
    }
}
