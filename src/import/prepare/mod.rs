//! The rules that leave dirt and furniture out of a body: HTML or text → [`Prepared`].
//!
//! ```text
//! HTML ─► Page ─► Cleaning ─► Builder ─► blocks ─► furniture ─► levels ─► Prepared
//!                     └──────────────────► words ─────────────────┘
//! ```
//!
//! `words` walks over the tree a second time, so that a sentence that the builder loses is missed.

mod blocks;
mod clean;
mod element;
mod flow;
mod footnotes;
mod furniture;
mod heading;
mod leave_out;
pub(crate) mod page;
mod paragraph;
mod picture;
mod run;
mod table;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
mod text;
mod words;

pub(crate) use leave_out::LeaveOut;

use clean::Cleaning;
use flow::{Builder, Place, Traced};
use furniture::Cut;
use page::{Element, Node, Page};
use words::Cuts;

use super::document::{Block, Counts, Document, Footnote, Prepared};
use super::fidelity::counts;
use super::record::Body;

/// Why a body cannot be prepared. Its record is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// Elements are nested in more than [`page::MOST_LEVELS`] levels.
    TooDeep,
    /// The body or its tree is too large.
    TooLarge,
}

/// Applies the rules to a body. `title` is the title of the record, which a heading of the body may repeat. The text of a Markdown body
/// becomes paragraphs as if it had no markup.
pub(crate) fn prepare(body: &Body, title: &str, rules: &LeaveOut) -> Result<Prepared, Refusal> {
    match body {
        Body::Html(html) => of_html(html, false, title, rules),
        Body::HtmlByLines(html) => of_html(html, true, title, rules),
        Body::Text(text) | Body::Markdown(text) => Ok(text::prepare(text, title, rules)),
        Body::Blocks { document, words } => Ok(text::of_blocks(document.clone(), words, title, rules)),
    }
}

fn of_html(html: &str, by_lines: bool, title: &str, rules: &LeaveOut) -> Result<Prepared, Refusal> {
    let page = Page::parse_fragment(html)?;
    let Some(root) = page.root() else { return Ok(Prepared::default()) };
    let cleaning = Cleaning::of(&page, rules);
    let mut builder = Builder::new(&cleaning, by_lines);
    let blocks = builder.blocks(container(root, &cleaning), Place::default());
    let cuts = furniture::furniture(&blocks, title, rules);
    let pieces = cut_pieces(&blocks, &cuts, &builder);
    let words = words::words(root, &cleaning, &pieces);
    let (blocks, removed): (Vec<_>, Vec<_>) = blocks.into_iter().zip(&cuts).partition(|(_, cut)| cut.is_none());
    let removed = Document { blocks: removed.into_iter().map(|(traced, _)| traced.block).collect(), footnotes: Vec::new() };
    let blocks = blocks.into_iter().map(|(traced, _)| traced).collect();
    let mut footnotes = std::mem::take(&mut builder.notes);
    footnotes.sort_by_key(|(number, _)| *number);
    let document = Document {
        blocks: finished(blocks),
        footnotes: footnotes.into_iter().map(|(number, blocks)| Footnote { label: number.to_string(), blocks }).collect(),
    };
    // Pictures are counted in the source: each becomes one of the document.
    let (removed, carried) = (counts(&removed), counts(&document));
    let counts = Counts { pictures: words.counts.pictures.saturating_sub(removed.pictures), ..carried };
    let lost = lost(&words.counts, &removed, &carried);
    let not_carried = cleaning.not_carried.iter().chain(&builder.not_carried).cloned().chain(lost).collect();
    Ok(Prepared { document, words: words.words, removals: words.removals, not_carried, counts })
}

/// The elements of the source whose words are carried and which the document does not have, by kind: a heading in a cell, a list in
/// a table that only arranges the page.
fn lost(source: &Counts, removed: &Counts, carried: &Counts) -> impl Iterator<Item = String> {
    let rows = [
        ("lost-link", source.links, removed.links, carried.links),
        ("lost-cell", source.cells, removed.cells, carried.cells),
        ("lost-heading", source.headings, removed.headings, carried.headings),
        ("lost-item", source.items, removed.items, carried.items),
    ];
    let lost = |(kind, source, removed, carried): (&str, u32, u32, u32)| {
        let count = source.saturating_sub(removed).saturating_sub(carried);
        std::iter::repeat_n(kind.to_owned(), count as usize)
    };
    rows.into_iter().flat_map(lost)
}

/// The element that has the whole body inside. Some editors indent it by a quote.
fn container<'a>(root: Element<'a>, cleaning: &Cleaning) -> Element<'a> {
    let mut container = root;
    let mut inner = root;
    loop {
        let is_blank = |node: &Node<'_>| matches!(node, Node::Text(_, text) if text.trim().is_empty());
        let mut children = inner.children().filter(|node| !is_blank(node));
        let (Some(Node::Element(only)), None) = (children.next(), children.next()) else { return container };
        match only.name() {
            _ if cleaning.excludes(only) => return container,
            "blockquote" if only.children().filter(|node| !is_blank(node)).count() > furniture::REACH => container = only,
            "div" | "section" | "article" | "blockquote" => {}
            _ => return container,
        }
        inner = only;
    }
}

/// The pieces of the source that belong to blocks that are left out.
fn cut_pieces<'a>(blocks: &[Traced], cuts: &'a [Option<Cut>], builder: &Builder<'_>) -> Cuts<'a> {
    let mut pieces = Cuts::new();
    let mut start = 0;
    for (traced, cut) in blocks.iter().zip(cuts) {
        for piece in builder.pieces.get(start..traced.end).unwrap_or_default() {
            if let Some(cut) = cut {
                pieces.entry(piece.node).or_default().push((piece.range.clone(), cut));
            }
        }
        start = traced.end;
    }
    pieces
}

/// The blocks with the levels of their headings, and without rules at the rims or twice.
fn finished(mut blocks: Vec<Traced>) -> Vec<Block> {
    heading::level(&mut blocks);
    let mut out: Vec<Block> = Vec::with_capacity(blocks.len());
    for traced in blocks {
        let repeats = traced.block == Block::Rule && out.last().is_none_or(|last| *last == Block::Rule);
        if !repeats {
            out.push(traced.block);
        }
    }
    if out.last() == Some(&Block::Rule) {
        out.pop();
    }
    out
}
