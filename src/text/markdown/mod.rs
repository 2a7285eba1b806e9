//! Markdown parsing. Only here are parser options set and events read.
//!
//! The parser reads CommonMark. A second look at its events corrects the emphasis of Chinese text (`**重点：**内容`) and takes the
//! identifier `{#id}` from a heading.

mod alert;
mod breaks;
mod emphasis;
mod flanking;
mod heading;
pub(crate) mod html;
mod shadow;

use std::ops::Range;

pub(crate) use alert::{AlertKind, alert};
pub use pulldown_cmark::{Alignment, BlockQuoteKind, CodeBlockKind as Code, Event, HeadingLevel, LinkType, Tag, TagEnd};
use pulldown_cmark::{CowStr, Options, Parser};

pub(crate) use breaks::{OBJECT, break_vanishes, is_wide};
use emphasis::Placed;
use shadow::Shadow;

/// Open elements beyond which a document is cut off.
pub(crate) const MAX_DEPTH: usize = 64;

/// CommonMark with tables, strikethrough, task lists, footnotes, definition lists and alerts.
const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_DEFINITION_LIST)
    .union(Options::ENABLE_GFM);

/// The definition of an address: `[label]: address`. It is no part of the page.
#[derive(Debug)]
pub(crate) struct Definition {
    pub(crate) label: String,
    pub(crate) address: String,
    pub(crate) range: Range<usize>,
}

/// A Markdown text, ready to be parsed.
#[derive(Debug)]
pub struct Document<'a> {
    text: &'a str,
    shadow: Option<Shadow>,
    /// Starts of the delimiters that may need the help of [`emphasis`].
    helped: Vec<usize>,
}

impl<'a> Document<'a> {
    pub fn new(text: &'a str) -> Document<'a> {
        Document { text, shadow: Shadow::of(text), helped: emphasis::runs_to_help(text) }
    }

    /// Calls `each` with the parser's events and their byte ranges in the text; neighbouring texts that are one piece of the source
    /// are one event. A document nested deeper than [`MAX_DEPTH`] ends before that place, properly closed, and the place is given.
    pub fn read<'s>(&'s self, each: impl FnMut(Event<'s>, Range<usize>)) -> Option<Range<usize>> {
        self.read_with(&mut Vec::new(), each)
    }

    /// Reads it like [`Document::read`] and appends the definitions of addresses, in order. Only the first of each label counts.
    #[expect(clippy::disallowed_methods, reason = "Markdown is parsed here")]
    pub(crate) fn read_with<'s>(
        &'s self,
        definitions: &mut Vec<Definition>,
        each: impl FnMut(Event<'s>, Range<usize>),
    ) -> Option<Range<usize>> {
        let parsed = self.parsed();
        let mut out = Pieces { document: self, parsed, open: Vec::with_capacity(8), piece: 0..0, each };
        let mut line = Line { text: parsed, helped: &self.helped, events: Vec::new(), is_heading: false, begins: true };
        let parser = Parser::new_ext(parsed, OPTIONS);
        let defined = parser.reference_definitions().iter();
        definitions.extend(defined.map(|(label, defined)| Definition {
            label: label.to_owned(),
            address: defined.dest.to_string(),
            range: defined.span.clone(),
        }));
        definitions.sort_by_key(|definition| definition.range.start);
        for (event, range) in parser.into_offset_iter() {
            if line.takes(&event, &range, out.open.last()) {
                line.events.push((event, range));
                continue;
            }
            for (event, range) in line.settled().into_iter().chain([(event, range)]) {
                if let Err(too_deep) = out.push(event, range) {
                    return Some(too_deep);
                }
            }
        }
        out.end_piece();
        None
    }

    fn parsed(&self) -> &str {
        self.shadow.as_ref().map_or(self.text, Shadow::text)
    }

    fn text_of(&self, piece: Range<usize>) -> Event<'_> {
        Event::Text(CowStr::Borrowed(self.text.get(piece).unwrap_or("")))
    }

    /// The source of the string if it is a slice of the parsed text; else the string with its substitutes undone.
    fn restored<'s>(&'s self, string: CowStr<'s>) -> CowStr<'s> {
        let Some(shadow) = &self.shadow else { return string };
        if let CowStr::Borrowed(piece) = string
            && let Some(range) = position_in(piece, shadow.text())
            && let Some(original) = self.text.get(range)
        {
            return CowStr::Borrowed(original);
        }
        shadow.undo(&string).map_or(string, CowStr::from)
    }

    fn restored_tag<'s>(&'s self, tag: Tag<'s>) -> Tag<'s> {
        let restored = |s| self.restored(s);
        match tag {
            Tag::Heading { level, id, classes, attrs } => {
                let attrs = attrs.into_iter().map(|(key, value)| (restored(key), value.map(restored))).collect();
                let classes = classes.into_iter().map(restored).collect();
                Tag::Heading { level, id: id.map(restored), classes, attrs }
            }
            Tag::CodeBlock(Code::Fenced(info)) => Tag::CodeBlock(Code::Fenced(restored(info))),
            Tag::FootnoteDefinition(label) => Tag::FootnoteDefinition(restored(label)),
            Tag::Link { link_type, dest_url: url, title, id } => {
                Tag::Link { link_type, dest_url: restored(url), title: restored(title), id: restored(id) }
            }
            Tag::Image { link_type, dest_url: url, title, id } => {
                Tag::Image { link_type, dest_url: restored(url), title: restored(title), id: restored(id) }
            }
            other => other,
        }
    }

    fn restored_event<'s>(&'s self, event: Event<'s>) -> Event<'s> {
        if self.shadow.is_none() {
            return event;
        }
        match event {
            Event::Start(tag) => Event::Start(self.restored_tag(tag)),
            Event::Text(s) => Event::Text(self.restored(s)),
            Event::Code(s) => Event::Code(self.restored(s)),
            Event::Html(s) => Event::Html(self.restored(s)),
            Event::InlineHtml(s) => Event::InlineHtml(self.restored(s)),
            Event::FootnoteReference(s) => Event::FootnoteReference(self.restored(s)),
            other => other,
        }
    }
}

/// The inline events of one block, kept back while they may need a correction.
struct Line<'s> {
    text: &'s str,
    /// Starts of the delimiters that may need help, from the block on.
    helped: &'s [usize],
    /// Empty if the block needs no correction.
    events: Vec<Placed<'s>>,
    is_heading: bool,
    /// True before the first inline event of a block.
    begins: bool,
}

impl<'s> Line<'s> {
    /// True if an event must wait for the end of its block.
    fn takes(&mut self, event: &Event<'s>, range: &Range<usize>, block: Option<&(TagEnd, Range<usize>)>) -> bool {
        if let Event::Start(Tag::Heading { .. }) = event {
            self.is_heading = self.text.get(range.clone()).is_some_and(|t| memchr::memchr(b'{', t.as_bytes()).is_some());
            self.begins = true;
            return self.is_heading;
        }
        if !is_inline(event) {
            self.begins = true;
            return false;
        }
        if std::mem::take(&mut self.begins) && self.events.is_empty() {
            self.helped = self.helped.get(self.helped.partition_point(|at| *at < range.start)..).unwrap_or_default();
            let Some((tag, block)) = block else { return false };
            return *tag != TagEnd::CodeBlock && self.helped.first().is_some_and(|at| *at < block.end);
        }
        !self.events.is_empty()
    }

    /// The corrected events.
    fn settled(&mut self) -> Vec<Placed<'s>> {
        let mut events = std::mem::take(&mut self.events);
        if !events.is_empty() {
            emphasis::correct(&mut events, self.text);
            if std::mem::take(&mut self.is_heading) {
                heading::take_id(&mut events, self.text);
            }
        }
        events
    }
}

/// The last step: texts are joined, substitutes undone, and the depth is limited.
struct Pieces<'s, F> {
    document: &'s Document<'s>,
    parsed: &'s str,
    open: Vec<(TagEnd, Range<usize>)>,
    /// A piece of the source that may go on: the parser cuts at every character that might be markup.
    piece: Range<usize>,
    each: F,
}

impl<'s, F: FnMut(Event<'s>, Range<usize>)> Pieces<'s, F> {
    /// Passes on one event; the place of an element that is too deep is the error, after which nothing may follow.
    fn push(&mut self, event: Event<'s>, range: Range<usize>) -> Result<(), Range<usize>> {
        let is_piece = !range.is_empty()
            && matches!(&event, Event::Text(CowStr::Borrowed(text)) if position_in(text, self.parsed) == Some(range.clone()));
        if is_piece && self.piece.end == range.start && !self.piece.is_empty() {
            self.piece.end = range.end;
            return Ok(());
        }
        self.end_piece();
        if is_piece {
            self.piece = range;
            return Ok(());
        }
        match &event {
            Event::Start(_) if self.open.len() >= MAX_DEPTH => {
                std::mem::take(&mut self.open).into_iter().rev().for_each(|(end, range)| (self.each)(Event::End(end), range));
                return Err(range);
            }
            Event::Start(tag) => self.open.push((tag.to_end(), range.clone())),
            Event::End(_) => drop(self.open.pop()),
            _ => {}
        }
        (self.each)(self.document.restored_event(event), range);
        Ok(())
    }

    fn end_piece(&mut self) {
        if !self.piece.is_empty() {
            let piece = std::mem::take(&mut self.piece);
            (self.each)(self.document.text_of(piece.clone()), piece);
        }
    }
}

/// True for what stands within a line. Text may also be the content of a code block.
fn is_inline(event: &Event<'_>) -> bool {
    match event {
        Event::Start(tag) => !is_block(&tag.to_end()),
        Event::End(tag) => !is_block(tag),
        Event::Html(_) | Event::Rule => false,
        _ => true,
    }
}

/// The range of `piece` in `whole`, if it is a slice of it.
fn position_in(piece: &str, whole: &str) -> Option<Range<usize>> {
    let start = (piece.as_ptr() as usize).checked_sub(whole.as_ptr() as usize)?;
    let end = start.checked_add(piece.len())?;
    (end <= whole.len()).then_some(start..end)
}

/// True for elements that divide the text around them: all but those within a line.
pub(crate) fn is_block(tag: &TagEnd) -> bool {
    use TagEnd::{Emphasis, Image, Link, Strikethrough, Strong, Subscript, Superscript};
    !matches!(tag, Emphasis | Strong | Strikethrough | Subscript | Superscript | Link | Image)
}

/// The most backslashes that are counted, an even number. It bounds the cost of a text of nothing but backslashes.
const BACKSLASHES: usize = 100;

/// True if an odd number of backslashes is before the byte.
pub(crate) fn is_escaped(text: &str, at: usize) -> bool {
    let before = text.as_bytes().get(..at).unwrap_or_default();
    before.iter().rev().take(BACKSLASHES).take_while(|b| **b == b'\\').count() % 2 == 1
}

#[cfg(test)]
mod tests;
