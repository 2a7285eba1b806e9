//! Footnotes in the order of their first reference, as a page shows them.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::super::document::{Block, Footnote, Inline};

/// The notes in the order in which the blocks, and then the notes themselves, first refer to them, and the number of those that
/// have a reference. Notes without one, and second notes with one label, follow.
pub(super) fn by_reference(blocks: &[Block], notes: Vec<Footnote>) -> (Vec<Footnote>, usize) {
    let mut waiting: BTreeMap<String, Footnote> = BTreeMap::new();
    let mut others = Vec::new();
    for note in notes {
        match waiting.entry(note.label.clone()) {
            Entry::Vacant(place) => drop(place.insert(note)),
            Entry::Occupied(_) => others.push(note),
        }
    }
    let mut ordered: Vec<Footnote> = Vec::new();
    let mut referred = Vec::new();
    blocks.iter().for_each(|block| in_block(block, &mut referred));
    let mut next = 0;
    loop {
        ordered.extend(referred.drain(..).filter_map(|label| waiting.remove(&label)));
        let Some(note) = ordered.get(next) else { break };
        note.blocks.iter().for_each(|block| in_block(block, &mut referred));
        next += 1;
    }
    let numbered = ordered.len();
    ordered.extend(waiting.into_values().chain(others));
    (ordered, numbered)
}

fn in_block(block: &Block, order: &mut Vec<String>) {
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

fn in_inlines(content: &[Inline], order: &mut Vec<String>) {
    for inline in content {
        match inline {
            Inline::Footnote(label) => order.push(label.clone()),
            Inline::Strong(content) | Inline::Emphasis(content) | Inline::Strikethrough(content) => in_inlines(content, order),
            Inline::Tag(_, content) | Inline::Link { content, .. } => in_inlines(content, order),
            _ => {}
        }
    }
}
