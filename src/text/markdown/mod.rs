//! Markdown parsing. Only here are parser options set and events read.
//!
//! Chinese emphasis beside full-width punctuation (`**重点：**内容`) works because a `shadow` of the same length is parsed; events have
//! the characters of the original.

mod alert;
pub(crate) mod html;
mod shadow;

use std::ops::Range;

pub(crate) use alert::{AlertKind, alert};
pub use pulldown_cmark::{Alignment, BlockQuoteKind, CodeBlockKind as Code, Event, HeadingLevel, LinkType, Tag, TagEnd};
use pulldown_cmark::{CowStr, Options, Parser};

use crate::text::han::is_han;
use shadow::Shadow;

/// Open elements beyond which a document is cut off.
pub(crate) const MAX_DEPTH: usize = 64;

/// CommonMark with tables, strikethrough, task lists, footnotes, definition lists, alerts and heading ids.
const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_DEFINITION_LIST)
    .union(Options::ENABLE_GFM)
    .union(Options::ENABLE_HEADING_ATTRIBUTES);

/// A Markdown text, ready to be parsed.
#[derive(Debug)]
pub struct Document<'a> {
    text: &'a str,
    shadow: Option<Shadow>,
}

impl<'a> Document<'a> {
    /// Prepares a text. It is copied only if Chinese emphasis needs a shadow.
    pub fn new(text: &'a str) -> Document<'a> {
        Document { text, shadow: Shadow::of(text) }
    }

    /// Calls `each` with the parser's events and their byte ranges in the text; neighbouring texts that are one piece of the source
    /// are one event. A document nested deeper than [`MAX_DEPTH`] ends before that place, properly closed, and the place is given.
    #[expect(clippy::disallowed_methods, reason = "Markdown is parsed here")]
    pub fn read<'s>(&'s self, mut each: impl FnMut(Event<'s>, Range<usize>)) -> Option<Range<usize>> {
        let parsed = self.shadow.as_ref().map_or(self.text, Shadow::text);
        let mut open: Vec<(TagEnd, Range<usize>)> = Vec::with_capacity(8);
        // A piece of the source that may go on: the parser cuts at every character that might be markup.
        let mut piece = 0..0;
        for (event, range) in Parser::new_ext(parsed, OPTIONS).into_offset_iter() {
            let is_piece = !range.is_empty()
                && matches!(&event, Event::Text(CowStr::Borrowed(text)) if position_in(text, parsed) == Some(range.clone()));
            if is_piece && piece.end == range.start && !piece.is_empty() {
                piece.end = range.end;
                continue;
            }
            if !piece.is_empty() {
                each(self.text_of(piece.clone()), piece);
            }
            piece = if is_piece { range.clone() } else { 0..0 };
            match &event {
                Event::Text(_) if is_piece => continue,
                Event::Start(_) if open.len() >= MAX_DEPTH => {
                    open.into_iter().rev().for_each(|(end, range)| each(Event::End(end), range));
                    return Some(range);
                }
                Event::Start(tag) => open.push((tag.to_end(), range.clone())),
                Event::End(_) => drop(open.pop()),
                _ => {}
            }
            each(self.restored_event(event), range);
        }
        if !piece.is_empty() {
            each(self.text_of(piece.clone()), piece);
        }
        None
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

/// The range of `piece` in `whole`, if it is a slice of it.
fn position_in(piece: &str, whole: &str) -> Option<Range<usize>> {
    let start = (piece.as_ptr() as usize).checked_sub(whole.as_ptr() as usize)?;
    let end = start.checked_add(piece.len())?;
    (end <= whole.len()).then_some(start..end)
}

/// True if a line break after `before` is no space in print: between Han characters or full-width marks.
/// `after` is the source from the line break on.
pub(crate) fn break_vanishes(before: Option<char>, after: &str) -> bool {
    let markup = |c: char| c.is_ascii_whitespace() || matches!(c, '>' | '*' | '_' | '~' | '[' | '`');
    before.is_some_and(is_wide) && after.chars().take(64).find(|c| !markup(*c)).is_some_and(is_wide)
}

/// True for characters of Chinese text that need no blank beside them: Han characters and full-width marks.
pub(crate) fn is_wide(c: char) -> bool {
    is_han(c)
        || matches!(c, '\u{3001}'..='\u{30ff}' | '\u{ff01}'..='\u{ff60}' | '\u{ffe0}'..='\u{ffe6}' | '—' | '‘'..='”' | '…' | '·')
}

/// True for elements that divide the text around them: all but those within a line.
pub(crate) fn is_block(tag: &TagEnd) -> bool {
    use TagEnd::{Emphasis, Image, Link, Strikethrough, Strong, Subscript, Superscript};
    !matches!(tag, Emphasis | Strong | Strikethrough | Subscript | Superscript | Link | Image)
}

#[cfg(test)]
mod tests;
