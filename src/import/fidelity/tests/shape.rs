//! The blocks of a document as text: what is compared besides the words. Marks within lines have a test of their own.

use super::*;

pub(super) fn shape(document: &Document) -> String {
    let mut out = blocks(&document.blocks);
    for note in &document.footnotes {
        let note = blocks(&note.blocks);
        if !note.is_empty() {
            out.push_str(&format!("note({note})"));
        }
    }
    out
}

fn blocks(all: &[Block]) -> String {
    all.iter().map(block).collect()
}

fn block(block: &Block) -> String {
    let named = |name: &str, inside: String| if inside.is_empty() { inside } else { format!("{name}({inside})") };
    match block {
        Block::Heading { content, .. } if !words::has_words(content, true) => named("p", inlines(content)),
        Block::Heading { level, content } => named(&format!("h{}", (*level).clamp(2, 6)), inlines(content)),
        Block::Paragraph(content) => named("p", inlines(content)),
        Block::List { start, items } => {
            let name = if start.is_some() { "ol" } else { "ul" };
            named(name, items.iter().map(|item| named("li", blocks(item))).collect())
        }
        Block::Quote(inside) => named("quote", blocks(inside)),
        Block::Code { text, .. } => named("code", normal(text)),
        Block::Table(table) => {
            let rows = table.rows.iter().map(|row| named("tr", row.iter().map(|cell| format!("[{}]", inlines(cell))).collect()));
            let rows: String = rows.collect();
            if counts(&Document { blocks: vec![block.clone()], footnotes: Vec::new() }).cells > 0 {
                named("table", rows)
            } else {
                String::new()
            }
        }
        Block::Rule => "hr".to_owned(),
        // Terms side by side are one list, and a term without an explanation is a paragraph.
        Block::Definitions(entries) => entries.iter().map(entry).collect(),
    }
}

fn entry((term, explanations): &(Vec<Inline>, Vec<Vec<Block>>)) -> String {
    let (term, explanations): (String, Vec<String>) =
        (inlines(term), explanations.iter().map(|inside| blocks(inside)).filter(|text| !text.is_empty()).collect());
    match (term.is_empty(), explanations.is_empty()) {
        (true, _) => explanations.concat(),
        (false, true) => format!("p({term})"),
        (false, false) => format!("dt({term})dd({})", explanations.join(")dd(")),
    }
}

fn inlines(content: &[Inline]) -> String {
    let mut out = String::new();
    push(content, &mut out);
    normal(&out)
}

/// Characters, pictures and links; a reference is one character, because its label is the writer's.
fn push(content: &[Inline], out: &mut String) {
    for inline in content {
        match inline {
            Inline::Text(text) | Inline::Code(text) => out.push_str(text),
            Inline::Picture { source, .. } if write::has_address(source) => out.push('🖼'),
            Inline::Strong(content) | Inline::Emphasis(content) | Inline::Strikethrough(content) => push(content, out),
            Inline::Tag(_, content) | Inline::Link { content, .. } => push(content, out),
            Inline::Picture { .. } | Inline::Break | Inline::Footnote(_) => {}
        }
    }
}
