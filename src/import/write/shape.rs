//! The shape of inline content: its characters without blanks, and a sign for each mark.
//!
//! Content and Markdown have the same shape if the parser reads the Markdown as the content.

use super::super::document::Inline;
use super::inline::{Notes, tag_name};
use crate::text::markdown::html::{HtmlPart, tag};
use crate::text::markdown::{Document, Event, Tag, TagEnd};

/// Signs of opening and closing marks: control characters, which no text has.
const STRONG: (char, char) = ('\u{1}', '\u{2}');
const EMPHASIS: (char, char) = ('\u{3}', '\u{4}');
const STRIKETHROUGH: (char, char) = ('\u{5}', '\u{6}');
const LINK: (char, char) = ('\u{e}', '\u{f}');
const PICTURE: (char, char) = ('\u{10}', '\u{11}');
const CODE: char = '\u{12}';
const BREAK: char = '\u{13}';
/// What stands around the Markdown, so that its ends begin no block.
const END: char = 'x';

#[derive(Default)]
struct Shape(String);

impl Shape {
    fn text(&mut self, text: &str) {
        self.0.extend(text.chars().filter(|c| !c.is_whitespace() && !c.is_control()));
    }

    /// Signs of strong text and emphasis that stand side by side are in one order, because it does not matter which is outside.
    fn sign(&mut self, sign: char) {
        let opens = sign == STRONG.0 || sign == EMPHASIS.0;
        let (strong, emphasis) = if opens { (STRONG.0, EMPHASIS.0) } else { (STRONG.1, EMPHASIS.1) };
        if sign == strong && self.0.ends_with(emphasis) {
            self.0.pop();
            self.0.push(sign);
            self.0.push(emphasis);
        } else {
            self.0.push(sign);
        }
    }
}

pub(super) fn of_inlines(content: &[Inline], notes: &Notes<'_>) -> String {
    let mut shape = Shape::default();
    shape.text(END.encode_utf8(&mut [0; 4]));
    inlines(content, notes, &mut shape);
    shape.text(END.encode_utf8(&mut [0; 4]));
    shape.0
}

fn inlines(content: &[Inline], notes: &Notes<'_>, shape: &mut Shape) {
    for inline in content {
        match inline {
            Inline::Strong(content) => around(STRONG, content, notes, shape),
            Inline::Emphasis(content) => around(EMPHASIS, content, notes, shape),
            Inline::Strikethrough(content) => around(STRIKETHROUGH, content, notes, shape),
            Inline::Link { content, .. } => around(LINK, content, notes, shape),
            Inline::Picture { description, .. } => {
                shape.0.push(PICTURE.0);
                shape.text(description);
                shape.0.push(PICTURE.1);
            }
            Inline::Tag(tag, content) => {
                shape.0.push_str(&format!("<{}>", tag_name(*tag)));
                inlines(content, notes, shape);
                shape.0.push_str(&format!("</{}>", tag_name(*tag)));
            }
            Inline::Text(text) => shape.text(text),
            Inline::Code(text) => {
                shape.0.push(CODE);
                shape.text(text);
                shape.0.push(CODE);
            }
            Inline::Break => shape.0.push(BREAK),
            Inline::Footnote(label) => {
                if let Some(number) = notes.get(label.as_str()) {
                    shape.text(&format!("[^{number}]"));
                }
            }
        }
    }
}

fn around((open, close): (char, char), content: &[Inline], notes: &Notes<'_>, shape: &mut Shape) {
    shape.sign(open);
    inlines(content, notes, shape);
    shape.sign(close);
}

/// The shape of the Markdown of one paragraph, as the site's parser reads it. References to footnotes are text, because the
/// footnotes are not there.
pub(super) fn of_markdown(markdown: &str) -> String {
    let text = format!("{END} {markdown} {END}");
    let mut shape = Shape::default();
    Document::new(&text).read(|event, _| match event {
        Event::Start(tag) => start(&tag, &mut shape),
        Event::End(tag) => end(tag, &mut shape),
        Event::Text(text) => shape.text(&text),
        Event::Code(text) => {
            shape.0.push(CODE);
            shape.text(&text);
            shape.0.push(CODE);
        }
        Event::InlineHtml(html) => match tag(&html) {
            HtmlPart::Break => shape.0.push(BREAK),
            _ => shape.text(&html),
        },
        Event::HardBreak => shape.0.push(BREAK),
        Event::FootnoteReference(label) => shape.text(&format!("[^{label}]")),
        _ => {}
    });
    shape.0
}

fn start(tag: &Tag<'_>, shape: &mut Shape) {
    match tag {
        Tag::Strong => shape.sign(STRONG.0),
        Tag::Emphasis => shape.sign(EMPHASIS.0),
        Tag::Strikethrough => shape.sign(STRIKETHROUGH.0),
        Tag::Link { .. } => shape.sign(LINK.0),
        Tag::Image { .. } => shape.sign(PICTURE.0),
        _ => {}
    }
}

fn end(tag: TagEnd, shape: &mut Shape) {
    match tag {
        TagEnd::Strong => shape.sign(STRONG.1),
        TagEnd::Emphasis => shape.sign(EMPHASIS.1),
        TagEnd::Strikethrough => shape.sign(STRIKETHROUGH.1),
        TagEnd::Link => shape.sign(LINK.1),
        TagEnd::Image => shape.sign(PICTURE.1),
        _ => {}
    }
}
