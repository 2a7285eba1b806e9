//! Links, pictures, cells, headings and items of a document.

use crate::import::document::{Block, Counts, Document, Inline};

/// Counts the elements of a document.
pub(crate) fn counts(document: &Document) -> Counts {
    let mut counts = Counts::default();
    blocks(&document.blocks, &mut counts);
    document.footnotes.iter().for_each(|footnote| blocks(&footnote.blocks, &mut counts));
    counts
}

fn blocks(blocks: &[Block], counts: &mut Counts) {
    blocks.iter().for_each(|one| block(one, counts));
}

fn block(block: &Block, counts: &mut Counts) {
    match block {
        Block::Heading { content, .. } => {
            counts.headings += 1;
            inlines(content, counts);
        }
        Block::Paragraph(content) => inlines(content, counts),
        Block::List { items, .. } => {
            for item in items {
                counts.items += 1;
                blocks(item, counts);
            }
        }
        Block::Quote(inner) => blocks(inner, counts),
        Block::Table(table) => {
            for cell in table.rows.iter().flatten() {
                counts.cells += 1;
                inlines(cell, counts);
            }
        }
        Block::Definitions(entries) => {
            for (term, explanations) in entries {
                inlines(term, counts);
                explanations.iter().for_each(|explanation| blocks(explanation, counts));
            }
        }
        Block::Code { .. } | Block::Rule => {}
    }
}

fn inlines(content: &[Inline], counts: &mut Counts) {
    for inline in content {
        match inline {
            Inline::Strong(content) | Inline::Emphasis(content) | Inline::Strikethrough(content) | Inline::Tag(_, content) => {
                inlines(content, counts);
            }
            Inline::Link { content, .. } => {
                counts.links += 1;
                inlines(content, counts);
            }
            Inline::Picture { .. } => counts.pictures += 1,
            Inline::Text(_) | Inline::Code(_) | Inline::Break | Inline::Footnote(_) => {}
        }
    }
}
