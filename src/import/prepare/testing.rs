//! A document as text, for tests.

use super::blocks::plain;
use super::{LeaveOut, prepare};
use crate::import::document::{Block, Document, Inline, InlineTag, Prepared};
use crate::import::fidelity::{self, Step, counts};
use crate::import::record::Body;
use crate::text::url::nfc;

/// The prepared form of HTML, whose words must be those of the document.
pub(super) fn html(html: &str) -> Prepared {
    checked(&Body::Html(html.to_owned()), "标题", &LeaveOut::default())
}

/// The prepared form of a body, whose words must be those of the document.
pub(super) fn checked(body: &Body, title: &str, rules: &LeaveOut) -> Prepared {
    let prepared = prepare(body, title, rules).unwrap();
    assert_eq!(letters(&prepared.words), letters(&words(&prepared.document)), "words of {body:?}");
    assert_eq!(prepared.counts, counts(&prepared.document), "pictures of {body:?}");
    let conversion = fidelity::convert(&prepared.document, &prepared.words).unwrap();
    assert_eq!((conversion.step, conversion.counts), (Step::Complete, conversion.expected), "{body:?}\n{}", conversion.markdown);
    prepared
}

/// A text as the fidelity check compares it.
pub(super) fn letters(text: &str) -> String {
    let is_left_out = |c: char| c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' | '\u{ad}');
    nfc(text).chars().filter(|c| !is_left_out(*c)).collect()
}

/// The words of a document, with the notes at the end.
pub(super) fn words(document: &Document) -> String {
    let notes = document.footnotes.iter().flat_map(|footnote| &footnote.blocks);
    document.blocks.iter().chain(notes).map(plain).collect::<Vec<_>>().join(" ")
}

/// A document in a short form, a block a line.
pub(super) fn show(document: &Document) -> String {
    let mut out = Vec::new();
    blocks(&document.blocks, "", &mut out);
    for footnote in &document.footnotes {
        let mut note = Vec::new();
        blocks(&footnote.blocks, "", &mut note);
        out.push(format!("[^{}]: {}", footnote.label, note.join(" / ")));
    }
    out.join("\n")
}

fn blocks(content: &[Block], indent: &str, out: &mut Vec<String>) {
    for block in content {
        match block {
            Block::Heading { level, content } => out.push(format!("{indent}{} {}", "#".repeat((*level).into()), inlines(content))),
            Block::Paragraph(content) => out.push(format!("{indent}{}", inlines(content))),
            Block::List { start, items } => {
                for (n, item) in items.iter().enumerate() {
                    let mark = start.map_or("- ".to_owned(), |start| format!("{}. ", start as usize + n));
                    let first = out.len();
                    blocks(item, &format!("{indent}  "), out);
                    if let Some(line) = out.get_mut(first) {
                        *line = format!("{indent}{mark}{}", line.trim_start());
                    }
                }
            }
            Block::Quote(inner) => blocks(inner, &format!("{indent}> "), out),
            Block::Code { language, text } => out.push(format!("{indent}```{} {text:?}", language.as_deref().unwrap_or_default())),
            Block::Table(table) => {
                let rows = table.rows.iter().map(|row| row.iter().map(|cell| inlines(cell)).collect::<Vec<_>>().join(" | "));
                out.extend(rows.map(|row| format!("{indent}| {row} |")));
            }
            Block::Rule => out.push(format!("{indent}---")),
            Block::Definitions(entries) => {
                for (term, explanations) in entries {
                    out.push(format!("{indent}{}", inlines(term)));
                    explanations.iter().for_each(|explanation| blocks(explanation, &format!("{indent}: "), out));
                }
            }
        }
    }
}

fn inlines(content: &[Inline]) -> String {
    let mut out = String::new();
    for inline in content {
        match inline {
            Inline::Text(text) => out.push_str(text),
            Inline::Strong(content) => out.push_str(&format!("**{}**", inlines(content))),
            Inline::Emphasis(content) => out.push_str(&format!("_{}_", inlines(content))),
            Inline::Strikethrough(content) => out.push_str(&format!("~~{}~~", inlines(content))),
            Inline::Tag(tag, content) => {
                let name = match tag {
                    InlineTag::Sub => "sub",
                    InlineTag::Sup => "sup",
                    InlineTag::Underline => "u",
                    InlineTag::Mark => "mark",
                    InlineTag::Keyboard => "kbd",
                };
                out.push_str(&format!("<{name}>{}</{name}>", inlines(content)));
            }
            Inline::Code(code) => out.push_str(&format!("`{code}`")),
            Inline::Link { target, content } => out.push_str(&format!("[{}]({target})", inlines(content))),
            Inline::Picture { source, description } => out.push_str(&format!("![{description}]({source})")),
            Inline::Break => out.push_str("<br>"),
            Inline::Footnote(label) => out.push_str(&format!("[^{label}]")),
        }
    }
    out
}
