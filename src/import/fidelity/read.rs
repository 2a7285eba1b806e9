//! A Markdown text as a document, as the site's parser reads it. What the site does not show is no part of it.

mod html;

use std::ops::Range;

use super::super::document::{Block, Document, Footnote, Inline, InlineTag, Table};
use super::order;
use crate::text::markdown::html::{HtmlPart, is_silent, tag};
use crate::text::markdown::{self, Code, Event, LinkType, Tag, alert, break_vanishes};

/// Titles that the site gives to alerts without a title of their own.
const TITLES: [&str; 6] = ["说明", "提示", "重要", "注意", "警告", "展开阅读"];

/// Most open raw tags; the site drops further ones.
const MAX_RAW: usize = 16;

/// True for a title that its author wrote.
pub(super) fn is_own_title(title: &str) -> bool {
    !title.is_empty() && !TITLES.contains(&title)
}

/// The document of a text. What is nested too deep for the parser follows as text.
pub(super) fn document(text: &str) -> Document {
    let mut reader =
        Reader { text, root: Element::default(), open: Vec::new(), notes: Vec::new(), last: None, silent: None, raw: 0 };
    let too_deep = markdown::Document::new(text).read(|event, range| reader.event(event, range));
    let Reader { mut root, notes, .. } = reader;
    root.end_paragraph();
    if let Some(lost) = too_deep.and_then(|range| text.get(range.start..)) {
        root.blocks.extend(lost.lines().map(|line| Block::Paragraph(vec![Inline::Text(line.to_owned())])));
    }
    let (footnotes, _) = order::by_reference(&root.blocks, notes);
    Document { blocks: root.blocks, footnotes }
}

/// An element whose end was not read.
#[derive(Default)]
struct Element {
    kind: Kind,
    blocks: Vec<Block>,
    inlines: Vec<Inline>,
    items: Vec<Vec<Block>>,
    rows: Vec<Vec<Vec<Inline>>>,
    entries: Vec<(Vec<Inline>, Vec<Vec<Block>>)>,
    verbatim: String,
}

#[derive(Default)]
enum Kind {
    #[default]
    Root,
    Paragraph,
    Heading(u8),
    List(Option<u32>),
    Item,
    Quote,
    Code(Option<String>),
    Html,
    Table,
    Row,
    Cell,
    Definitions,
    Term,
    Explanation,
    Note(String),
    Strong,
    Emphasis,
    Strikethrough,
    Link(String),
    Picture(String),
    Raw(InlineTag),
}

impl Element {
    fn new(kind: Kind) -> Element {
        Element { kind, ..Element::default() }
    }

    /// Text that stands in an item or explanation without a paragraph becomes one.
    fn end_paragraph(&mut self) {
        let content = std::mem::take(&mut self.inlines);
        if !content.is_empty() {
            self.blocks.push(Block::Paragraph(content));
        }
    }
}

struct Reader<'t> {
    text: &'t str,
    root: Element,
    open: Vec<Element>,
    notes: Vec<Footnote>,
    /// The last character of the running text.
    last: Option<char>,
    /// Number of open elements around an element whose content is no text.
    silent: Option<usize>,
    /// Raw tags that are open.
    raw: usize,
}

impl Reader<'_> {
    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, &range),
            Event::End(_) => self.end(),
            Event::Text(text) => self.words(&text),
            Event::Code(text) => self.inline(Inline::Code(text.into_string())),
            Event::Html(html) => self.top().verbatim.push_str(&html),
            Event::InlineHtml(html) => self.raw(tag(&html)),
            Event::SoftBreak if break_vanishes(self.last, self.text.get(range.start..).unwrap_or("")) => {}
            Event::SoftBreak => self.words(" "),
            Event::HardBreak => self.inline(Inline::Break),
            Event::FootnoteReference(label) => self.inline(Inline::Footnote(label.to_lowercase())),
            Event::Rule => self.block(Block::Rule),
            Event::TaskListMarker(_) | Event::InlineMath(_) | Event::DisplayMath(_) => {}
        }
    }

    fn top(&mut self) -> &mut Element {
        self.open.last_mut().unwrap_or(&mut self.root)
    }

    fn words(&mut self, text: &str) {
        if matches!(self.top().kind, Kind::Code(_)) {
            self.top().verbatim.push_str(text);
            return;
        }
        self.last = text.chars().next_back().or(self.last);
        self.inline(Inline::Text(text.to_owned()));
    }

    fn inline(&mut self, inline: Inline) {
        if self.silent.is_none() {
            self.top().inlines.push(inline);
        }
    }

    fn block(&mut self, block: Block) {
        self.top().end_paragraph();
        self.top().blocks.push(block);
    }

    fn start(&mut self, tag: Tag<'_>, range: &Range<usize>) {
        let kind = match tag {
            Tag::Paragraph => Kind::Paragraph,
            Tag::Heading { level, .. } => Kind::Heading((level as u8).clamp(2, 6)),
            Tag::List(start) => Kind::List(start.map(|start| u32::try_from(start).unwrap_or(1))),
            Tag::Item => Kind::Item,
            Tag::BlockQuote(_) => Kind::Quote,
            Tag::CodeBlock(Code::Fenced(info)) => Kind::Code(info.split_whitespace().next().map(str::to_owned)),
            Tag::CodeBlock(Code::Indented) => Kind::Code(None),
            Tag::HtmlBlock => Kind::Html,
            Tag::Table(_) => Kind::Table,
            Tag::TableHead | Tag::TableRow => Kind::Row,
            Tag::TableCell => Kind::Cell,
            Tag::DefinitionList => Kind::Definitions,
            Tag::DefinitionListTitle => Kind::Term,
            Tag::DefinitionListDefinition => Kind::Explanation,
            Tag::FootnoteDefinition(label) => Kind::Note(label.to_lowercase()),
            Tag::Strong => Kind::Strong,
            Tag::Emphasis => Kind::Emphasis,
            Tag::Strikethrough => Kind::Strikethrough,
            Tag::Link { link_type: LinkType::Email, dest_url, .. } => Kind::Link(format!("mailto:{dest_url}")),
            Tag::Link { dest_url, .. } => Kind::Link(dest_url.into_string()),
            Tag::Image { dest_url, .. } => Kind::Picture(dest_url.into_string()),
            _ => Kind::Paragraph,
        };
        let is_block = !matches!(kind, Kind::Strong | Kind::Emphasis | Kind::Strikethrough | Kind::Link(_) | Kind::Picture(_));
        if is_block {
            self.top().end_paragraph();
            self.last = None;
        }
        let is_quote = matches!(kind, Kind::Quote);
        self.open.push(Element::new(kind));
        let title = alert(self.text, range.start).filter(|_| is_quote).map_or("", |head| head.title);
        if is_own_title(title) {
            self.block(Block::Paragraph(vec![Inline::Strong(vec![Inline::Text(title.to_owned())])]));
        }
    }

    fn end(&mut self) {
        while matches!(self.top().kind, Kind::Raw(_)) {
            self.end_raw();
        }
        let Some(element) = self.open.pop() else { return };
        if self.silent.is_some_and(|depth| self.open.len() < depth) {
            self.silent = None;
        }
        self.close(element);
    }

    fn close(&mut self, mut element: Element) {
        if matches!(element.kind, Kind::Item | Kind::Quote | Kind::Explanation | Kind::Note(_)) {
            element.end_paragraph();
        }
        let Element { kind, blocks, inlines, items, rows, entries, verbatim } = element;
        match kind {
            Kind::Root => {}
            Kind::Paragraph => self.block(Block::Paragraph(inlines)),
            Kind::Heading(level) => self.block(Block::Heading { level, content: inlines }),
            Kind::List(start) => self.block(Block::List { start, items }),
            Kind::Item => self.top().items.push(blocks),
            Kind::Quote => self.block(Block::Quote(blocks)),
            Kind::Code(language) => self.block(Block::Code { language, text: verbatim }),
            Kind::Html => html::paragraphs(&verbatim).into_iter().for_each(|paragraph| self.block(paragraph)),
            Kind::Table => self.block(Block::Table(Table { rows })),
            Kind::Row => {
                let cells = rows.into_iter().flatten().collect();
                self.top().rows.push(cells);
            }
            Kind::Cell => self.top().rows.push(vec![inlines]),
            Kind::Definitions => self.block(Block::Definitions(entries)),
            Kind::Term => self.top().entries.push((inlines, Vec::new())),
            Kind::Explanation => {
                if let Some((_, explanations)) = self.top().entries.last_mut() {
                    explanations.push(blocks);
                }
            }
            Kind::Note(label) => self.notes.push(Footnote { label, blocks }),
            Kind::Strong => self.inline(Inline::Strong(inlines)),
            Kind::Emphasis => self.inline(Inline::Emphasis(inlines)),
            Kind::Strikethrough => self.inline(Inline::Strikethrough(inlines)),
            Kind::Link(target) => self.inline(Inline::Link { target, content: inlines }),
            Kind::Picture(source) => {
                let mut description = String::new();
                super::words::inlines(&inlines, &mut description);
                self.inline(Inline::Picture { source, description });
            }
            Kind::Raw(tag) => self.inline(Inline::Tag(tag, inlines)),
        }
    }

    fn end_raw(&mut self) {
        self.raw = self.raw.saturating_sub(1);
        if let Some(element) = self.open.pop() {
            self.close(element);
        }
    }

    /// An allowed tag opens or closes an element; an end tag only inside the element that has its start tag.
    fn raw(&mut self, part: HtmlPart<'_>) {
        match part {
            HtmlPart::Refused { name, closing } if is_silent(name) => {
                self.silent = if closing { None } else { self.silent.or(Some(self.open.len())) };
            }
            HtmlPart::Break => self.inline(Inline::Break),
            HtmlPart::Open(_) if self.raw >= MAX_RAW => {}
            HtmlPart::Open(name) => {
                self.raw += 1;
                self.open.push(Element::new(Kind::Raw(inline_tag(name))));
            }
            HtmlPart::Close(name) => {
                let raw = self.open.iter().rev().take_while(|element| matches!(element.kind, Kind::Raw(_)));
                let mut kinds = raw.map(|element| matches!(element.kind, Kind::Raw(tag) if tag == inline_tag(name)));
                if let Some(outer) = kinds.position(|is_it| is_it) {
                    (0..=outer).for_each(|_| self.end_raw());
                }
            }
            HtmlPart::Text(_) | HtmlPart::Refused { .. } => {}
        }
    }
}

fn inline_tag(name: &str) -> InlineTag {
    match name {
        "sub" => InlineTag::Sub,
        "sup" => InlineTag::Sup,
        "mark" => InlineTag::Mark,
        "kbd" => InlineTag::Keyboard,
        _ => InlineTag::Underline,
    }
}
