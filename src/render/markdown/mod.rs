//! Markdown → HTML, with every address and identifier already decided in [`Body`].
//!
//! The HTML of any input is well-formed and balanced. Text of the article becomes part of the attributes `href`, `src`, `alt`,
//! `title`, `id` and `start` only. This module resolves no link, makes no identifier and reports nothing.

mod block;
mod footnotes;
mod inline;

use std::borrow::Cow;
use std::ops::Range;

use footnotes::Footnotes;

use super::highlight::Highlighter;
use crate::text::markdown::{Alignment, Code, Document, Event, HeadingLevel, Tag, break_vanishes, html};
use crate::text::numeral::with_its_number;
use crate::view::{Body, Target};

/// Appends the HTML of a body. `widgets` is the HTML of its calculators in the order of [`Body::widgets`].
pub fn to_html(body: &Body<'_>, highlighter: &Highlighter, widgets: &[String], out: &mut String) {
    let document = Document::new(body.markdown);
    out.reserve(body.markdown.len() + body.markdown.len() / 2);
    let mut writer = HtmlWriter {
        body,
        highlighter,
        widgets,
        out,
        frames: Vec::with_capacity(8),
        raw: Vec::new(),
        heading: 0,
        target: 0,
        links: 0,
        citation: None,
        last: None,
        image: None,
        figure: None,
        images: 0,
        verbatim: None,
        silent: None,
        tables: 0,
        titled: None,
        columns: Vec::new(),
        column: 0,
        rows: 0,
        long: Vec::new(),
        in_head: false,
        notes: Footnotes::default(),
    };
    document.read(|event, range| writer.event(event, range));
    std::mem::take(&mut writer.notes).write(out);
}

struct OpenElement {
    closing: Closing,
    /// Number of raw tags open before it.
    raw: usize,
}

enum Closing {
    Text(&'static str),
    /// The level, and the length of the output at the start of the content.
    Heading(usize, usize),
    /// Length of the output at the start of the paragraph's content.
    Paragraph(usize),
    Link,
    Image,
    /// Length of the output at the start of the cell.
    Cell(usize),
    /// Length of the output at the start of the table.
    Table(usize),
    Code(String),
    /// Number of the calculator that replaces the block.
    Widget(usize),
    Html,
    /// Label of a footnote, and the output before it.
    Note(String, String),
}

/// An image while its alternative text is read.
struct Image {
    target: Option<Target>,
    title: String,
    alt: String,
}

/// A picture that becomes a figure if its paragraph has nothing else.
struct Figure {
    /// The place of its title attribute in the output.
    title: Range<usize>,
    /// The place of the picture in the output.
    range: Range<usize>,
    caption: String,
}

struct HtmlWriter<'b, 'a, 'o> {
    body: &'b Body<'a>,
    highlighter: &'b Highlighter,
    widgets: &'b [String],
    out: &'o mut String,
    frames: Vec<OpenElement>,
    /// Raw tags that are open, innermost last.
    raw: Vec<&'static str>,
    heading: usize,
    target: usize,
    links: usize,
    citation: Option<inline::OpenCitation>,
    /// The last character of the running text.
    last: Option<char>,
    image: Option<Image>,
    /// The last picture with a caption.
    figure: Option<Figure>,
    /// Images written so far.
    images: usize,
    /// Code or raw HTML being read.
    verbatim: Option<String>,
    /// Depth of the open element with hidden content.
    silent: Option<usize>,
    tables: usize,
    /// Number of the last table with a title.
    titled: Option<usize>,
    columns: Vec<Alignment>,
    column: usize,
    /// Rows of the open table so far.
    rows: usize,
    /// Columns of the open table that have a long cell.
    long: Vec<bool>,
    in_head: bool,
    notes: Footnotes,
}

impl HtmlWriter<'_, '_, '_> {
    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        if !matches!(event, Event::Text(_) | Event::SoftBreak) {
            self.pause_citation();
        }
        match event {
            Event::Start(tag) => {
                let raw = self.raw.len();
                let closing = self.start(tag, range);
                self.frames.push(OpenElement { closing, raw });
            }
            Event::End(_) => self.end(),
            Event::Text(text) => self.text(&text, range),
            Event::Html(html) => self.verbatim.iter_mut().for_each(|verbatim| verbatim.push_str(&html)),
            Event::InlineHtml(html) => self.raw(html::tag(&html)),
            Event::SoftBreak if break_vanishes(self.before(), self.body.markdown.get(range.start..).unwrap_or("")) => {}
            Event::SoftBreak => self.blank("\n"),
            Event::HardBreak => self.blank("<br>\n"),
            Event::Code(code) => self.code(&code),
            Event::FootnoteReference(label) => self.reference(&label),
            Event::Rule => {
                self.fresh();
                self.out.push_str("<hr>\n");
            }
            Event::TaskListMarker(done) => self.task(done),
            Event::InlineMath(_) | Event::DisplayMath(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) -> Closing {
        if self.image.is_some() {
            return Closing::Text("");
        }
        match tag {
            Tag::Emphasis => self.open("<em>", "</em>"),
            Tag::Strong => self.open("<strong>", "</strong>"),
            Tag::Strikethrough => self.open("<del>", "</del>"),
            Tag::Link { title, .. } => self.link(&range, &title),
            Tag::Image { title, .. } => self.image(&range, &title),
            Tag::TableHead => {
                (self.column, self.in_head) = (0, true);
                self.open("<thead>\n<tr>", "</tr>\n</thead>\n<tbody>\n")
            }
            Tag::TableRow => {
                (self.column, self.in_head) = (0, false);
                self.rows += 1;
                self.open("<tr>", "</tr>\n")
            }
            Tag::TableCell => self.cell(),
            block => self.block(block, &range),
        }
    }

    fn block(&mut self, tag: Tag<'_>, range: &Range<usize>) -> Closing {
        self.fresh();
        self.last = None;
        match tag {
            Tag::Paragraph if self.body.captions.iter().any(|start| *start as usize == range.start) => {
                let number = self.tables + 1;
                self.titled = Some(number);
                self.out.push_str(&format!("<p class=\"table-title\" id=\"table-{number}-heading\">"));
                Closing::Text("</p>\n")
            }
            Tag::Paragraph => {
                self.out.push_str("<p>");
                Closing::Paragraph(self.out.len())
            }
            Tag::Heading { level, .. } => self.heading(level),
            Tag::BlockQuote(None) => self.open("<blockquote>\n", "</blockquote>\n"),
            Tag::BlockQuote(Some(_)) => self.alert(range),
            Tag::CodeBlock(kind) => {
                self.verbatim = Some(String::new());
                let widget = self.body.widgets.iter().position(|w| w.span.start as usize == range.start);
                let info = if let Code::Fenced(info) = kind { info.into_string() } else { String::new() };
                widget.map_or(Closing::Code(info), Closing::Widget)
            }
            Tag::HtmlBlock => {
                self.verbatim = Some(String::new());
                Closing::Html
            }
            Tag::List(None) => self.open("<ul>\n", "</ul>\n"),
            Tag::List(Some(1)) => self.open("<ol>\n", "</ol>\n"),
            Tag::List(Some(start)) => {
                self.out.push_str(&format!("<ol start=\"{start}\">\n"));
                Closing::Text("</ol>\n")
            }
            Tag::Item => self.open("<li>", "</li>\n"),
            Tag::DefinitionList => self.open("<dl>\n", "</dl>\n"),
            Tag::DefinitionListTitle => self.open("<dt>", "</dt>\n"),
            Tag::DefinitionListDefinition => self.open("<dd>", "</dd>\n"),
            Tag::FootnoteDefinition(label) => Closing::Note(label.into_string(), std::mem::take(self.out)),
            Tag::Table(columns) => self.table(columns),
            _ => Closing::Text(""),
        }
    }

    fn end(&mut self) {
        let Some(OpenElement { closing, raw }) = self.frames.pop() else { return };
        self.close_raw(raw);
        if self.silent.is_some_and(|depth| self.frames.len() < depth) {
            self.silent = None;
        }
        match closing {
            Closing::Text(text) => self.out.push_str(text),
            Closing::Paragraph(start) => self.end_paragraph(start),
            Closing::Heading(level, start) => self.end_heading(level, start),
            Closing::Link => {
                self.links -= 1;
                self.out.push_str("</a>");
            }
            Closing::Image => self.end_image(),
            Closing::Cell(start) => self.end_cell(start),
            Closing::Table(start) => self.end_table(start),
            Closing::Code(info) => self.end_code(&info),
            Closing::Widget(n) => {
                self.verbatim = None;
                self.out.push_str(self.widgets.get(n).map_or("", String::as_str));
            }
            Closing::Html => self.end_html(),
            Closing::Note(label, before) => {
                let note = std::mem::replace(self.out, before);
                self.notes.define(&label, note);
            }
        }
    }

    /// The last character of the running text, or of the description of an open image.
    fn before(&self) -> Option<char> {
        self.image.as_ref().map_or(self.last, |image| image.alt.chars().next_back())
    }

    fn open(&mut self, opening: &str, closing: &'static str) -> Closing {
        self.out.push_str(opening);
        Closing::Text(closing)
    }

    /// Ends the line unless it ends with a tag.
    fn fresh(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with(['\n', '>']) {
            self.out.push('\n');
        }
    }

    /// Starts a heading; level 1 becomes level 2, because the title of the page is its only `<h1>`.
    fn heading(&mut self, level: HeadingLevel) -> Closing {
        let level = (level as usize).max(2);
        self.out.push_str(&format!("<h{level}"));
        if let Some(id) = self.body.heading_ids.get(self.heading) {
            self.attribute(" id=\"", id);
        }
        self.heading += 1;
        self.out.push('>');
        Closing::Heading(level, self.out.len())
    }

    fn end_heading(&mut self, level: usize, start: usize) {
        if let Some(Cow::Owned(tied)) = self.out.get(start..).map(with_its_number) {
            self.out.truncate(start);
            self.out.push_str(&tied);
        }
        self.out.push_str(&format!("</h{level}>\n"));
    }
}

#[cfg(test)]
mod tests;
