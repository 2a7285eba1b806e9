//! Documents with less markup, for texts whose page differs.

use super::super::document::{Block, Document, Inline, Table};
use super::words;

/// The document without marks within lines. Blocks, links, pictures, breaks and references stay.
pub(super) fn blocks(document: &Document) -> Document {
    let mut plain = document.clone();
    plain.blocks.iter_mut().for_each(|inside| *inside = block(inside));
    plain.footnotes.iter_mut().flat_map(|note| &mut note.blocks).for_each(|inside| *inside = block(inside));
    plain
}

/// The block without marks within lines.
pub(super) fn block(marked: &Block) -> Block {
    let all = |blocks: &[Block]| blocks.iter().map(block).collect::<Vec<Block>>();
    match marked {
        Block::Heading { level, content } => Block::Heading { level: *level, content: inlines(content) },
        Block::Paragraph(content) => Block::Paragraph(inlines(content)),
        Block::List { start, items } => Block::List { start: *start, items: items.iter().map(|item| all(item)).collect() },
        Block::Quote(inside) => Block::Quote(all(inside)),
        Block::Table(table) => {
            let row = |row: &Vec<Vec<Inline>>| row.iter().map(|cell| inlines(cell)).collect();
            Block::Table(Table { rows: table.rows.iter().map(row).collect() })
        }
        Block::Definitions(entries) => {
            let entry = |(term, inside): &(Vec<Inline>, Vec<Vec<Block>>)| {
                (inlines(term), inside.iter().map(|explanation| all(explanation)).collect())
            };
            Block::Definitions(entries.iter().map(entry).collect())
        }
        Block::Code { .. } | Block::Rule => marked.clone(),
    }
}

fn inlines(content: &[Inline]) -> Vec<Inline> {
    let mut out = Vec::with_capacity(content.len());
    for inline in content {
        match inline {
            Inline::Strong(content) | Inline::Emphasis(content) | Inline::Strikethrough(content) | Inline::Tag(_, content) => {
                out.extend(inlines(content));
            }
            Inline::Code(text) => out.push(Inline::Text(text.clone())),
            Inline::Link { target, content } => out.push(Inline::Link { target: target.clone(), content: inlines(content) }),
            other => out.push(other.clone()),
        }
    }
    out
}

/// The document as paragraphs of text. Footnotes follow the text, pictures stay in their place.
pub(super) fn paragraphs(document: &Document) -> Document {
    let mut out = Vec::new();
    let notes = document.footnotes.iter().flat_map(|note| &note.blocks);
    document.blocks.iter().chain(notes).for_each(|block| push_paragraphs(block, &mut out));
    Document { blocks: out, footnotes: Vec::new() }
}

fn push_paragraphs(block: &Block, out: &mut Vec<Block>) {
    match block {
        Block::Heading { content, .. } | Block::Paragraph(content) => paragraph(content, out),
        Block::List { items, .. } => items.iter().flatten().for_each(|inside| push_paragraphs(inside, out)),
        Block::Quote(inside) => inside.iter().for_each(|inside| push_paragraphs(inside, out)),
        Block::Code { text, .. } => text.lines().for_each(|line| paragraph(&[Inline::Text(line.to_owned())], out)),
        Block::Table(table) => table.rows.iter().flatten().for_each(|cell| paragraph(cell, out)),
        Block::Rule => {}
        Block::Definitions(entries) => {
            for (term, explanations) in entries {
                paragraph(term, out);
                explanations.iter().flatten().for_each(|inside| push_paragraphs(inside, out));
            }
        }
    }
}

fn paragraph(content: &[Inline], out: &mut Vec<Block>) {
    let mut pieces = Vec::new();
    push_text(content, &mut pieces);
    out.push(Block::Paragraph(pieces));
}

fn push_text(content: &[Inline], out: &mut Vec<Inline>) {
    for inline in content {
        match inline {
            Inline::Picture { .. } | Inline::Break => out.push(inline.clone()),
            Inline::Strong(content) | Inline::Emphasis(content) | Inline::Strikethrough(content) => push_text(content, out),
            Inline::Tag(_, content) | Inline::Link { content, .. } => push_text(content, out),
            Inline::Text(_) | Inline::Code(_) | Inline::Footnote(_) => {
                let mut text = String::new();
                words::inlines(std::slice::from_ref(inline), &mut text);
                out.push(Inline::Text(text));
            }
        }
    }
}
