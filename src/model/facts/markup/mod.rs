//! Markup that has no effect, or another effect than its author meant: what readers would see as marks, or as a block of another
//! kind. The parser says what took effect and what is code; the lines say what was meant.
//!
//! ```text
//! events ─► Markup ─┬─ start of a line ─► line, list, fence, table
//!                   ├─ within a line ───► inline, foreign, leftover, stars, vanish
//!                   └─ blocks ──────────► block, table ─► Flaw ─► Finding
//! ```

mod block;
mod fence;
mod foreign;
mod inline;
mod leftover;
mod line;
mod list;
mod masks;
mod stars;
mod table;
#[cfg(test)]
mod tests;
mod vanish;

use std::ops::Range;

use crate::text::markdown::{Code, Event, LinkType, Tag, TagEnd, is_block, is_escaped};

pub(super) use block::comment;
use fence::Fences;
use foreign::Wide;
use line::{Line, LineStart};
use stars::Runs;
use table::Tables;

use super::flaw::Flaw;
use super::gather::MAX_FINDINGS;

/// A block of code that is being read.
struct OpenCode {
    range: Range<usize>,
    /// The end of its text so far.
    end: usize,
    is_fenced: bool,
}

/// Reads the events of a body, in order, and collects the flaws of its blocks and lines.
pub(super) struct Markup<'b> {
    body: &'b str,
    flaws: Vec<Flaw>,
    /// Where the next words stand.
    start: LineStart,
    code: Option<OpenCode>,
    /// Inside a link that is written as its own address.
    is_address: bool,
    /// The end of the last flaw that was reported or passed over as a whole.
    end: usize,
    runs: Runs,
    wide: Wide,
    fences: Fences,
    tables: Tables,
    has_tabs: bool,
    /// The body follows a front matter.
    has_front: bool,
    /// A line that was to close a block of code.
    failed_end: Option<Range<usize>>,
    /// Containers of other programs that are open.
    containers: usize,
}

impl<'b> Markup<'b> {
    pub(super) fn new(body: &'b str, has_front: bool) -> Markup<'b> {
        Markup {
            body,
            flaws: Vec::new(),
            start: LineStart::Within,
            code: None,
            is_address: false,
            end: 0,
            runs: Runs::new(body),
            wide: Wide::of(body),
            fences: Fences::default(),
            tables: Tables::default(),
            has_front,
            failed_end: None,
            has_tabs: memchr::memchr(b'\t', body.as_bytes()).is_some(),
            containers: 0,
        }
    }

    /// All flaws in order of their places.
    pub(super) fn finish(mut self) -> Vec<Flaw> {
        self.flaws.sort_by_key(|flaw| flaw.range.start);
        self.flaws
    }

    pub(super) fn event(&mut self, event: &Event<'_>, range: &Range<usize>) {
        if self.flaws.len() >= MAX_FINDINGS {
            return;
        }
        match event {
            Event::Start(tag) => self.open(tag, range),
            Event::End(tag) => self.close(*tag),
            Event::Text(text) => match &mut self.code {
                Some(code) => code.end = range.end,
                None if text.len() == range.len() => self.text(text, range),
                None => self.entity(range),
            },
            Event::SoftBreak => self.start = LineStart::SoftBreak,
            Event::HardBreak => self.start = LineStart::HardBreak,
            Event::Code(_) => {
                if self.start != LineStart::Within {
                    self.flaws.extend(fence::code(self.body, range));
                }
                self.start = LineStart::Within;
            }
            _ => self.start = LineStart::Within,
        }
    }

    fn open(&mut self, tag: &Tag<'_>, range: &Range<usize>) {
        if is_block(&tag.to_end()) {
            self.end_block();
        }
        self.start = match tag {
            Tag::Paragraph if self.start == LineStart::Item => LineStart::Item,
            Tag::Paragraph | Tag::BlockQuote(_) | Tag::FootnoteDefinition(_) => LineStart::Block,
            Tag::DefinitionListTitle | Tag::DefinitionListDefinition => LineStart::Block,
            Tag::Item => LineStart::Item,
            _ => LineStart::Within,
        };
        match tag {
            Tag::Heading { .. } => self.flaws.extend(block::heading(self.body, range, self.has_front)),
            Tag::CodeBlock(kind) => {
                let is_fenced = !matches!(kind, Code::Indented);
                if !is_fenced {
                    self.flaws.extend(block::indented(self.body, range));
                }
                self.code = Some(OpenCode { range: range.clone(), end: range.start, is_fenced });
            }
            Tag::Table(alignments) => self.tables.begin(self.body, range, alignments.len()),
            Tag::TableRow => self.tables.row(self.body, range, &mut self.flaws),
            Tag::Emphasis | Tag::Strong if range.start >= self.end => {
                let flaw = vanish::vanished(self.body, range).or_else(|| stars::reversed(self.body, range));
                let flaw = flaw.or_else(|| stars::doubled(self.body, range));
                if let Some(flaw) = flaw.or_else(|| leftover::comment(self.body, range.start)) {
                    self.end = flaw.range.end;
                    self.flaws.push(flaw);
                }
            }
            Tag::Image { .. } => self.flaws.extend(inline::width(self.body, range)),
            Tag::Strikethrough => {
                if let Some(flaw) = vanish::struck(self.body, range) {
                    self.end = flaw.range.end;
                    self.flaws.push(flaw);
                }
            }
            Tag::Link { link_type: LinkType::Autolink | LinkType::Email, .. } => self.is_address = true,
            _ => {}
        }
    }

    fn close(&mut self, tag: TagEnd) {
        if is_block(&tag) {
            self.end_block();
            self.start = LineStart::Within;
        }
        match tag {
            TagEnd::Link => self.is_address = false,
            TagEnd::CodeBlock => {
                if let Some(OpenCode { range, end, is_fenced: true }) = self.code.take() {
                    self.failed_end = self.failed_end.take().or_else(|| block::failed_end(self.body, &range));
                    self.flaws.extend(block::unclosed(self.body, &range, end, self.failed_end.clone()));
                    self.flaws.extend(block::calculator(self.body, &range));
                }
            }
            _ => {}
        }
    }

    fn end_block(&mut self) {
        self.runs.finish(self.body, &mut self.flaws);
        self.fences.end_block();
    }

    fn text(&mut self, text: &str, range: &Range<usize>) {
        let start = std::mem::replace(&mut self.start, LineStart::Within);
        let is_escaped = is_escaped(self.body, range.start);
        if start != LineStart::Within && !is_escaped {
            self.line(&Line::new(self.body, range.start, start));
        }
        if !self.is_address {
            self.inline(text, range.start, is_escaped);
        }
    }

    /// Reads a text that the source has in another form. `&gt;` at the start of a line is no mark of a quotation.
    fn entity(&mut self, range: &Range<usize>) {
        let start = std::mem::replace(&mut self.start, LineStart::Within);
        if start != LineStart::Within && self.body.get(range.clone()) == Some("&gt;") {
            self.flaws.extend(line::heading(&Line::new(self.body, range.start, start)));
        }
    }

    /// Judges a line by the characters that it begins with.
    fn line(&mut self, line: &Line<'_>) {
        if self.has_tabs
            && line.range.start >= self.end
            && let Some(flaw) = table::tabs(line)
        {
            self.end = flaw.range.end;
            self.flaws.push(flaw);
            return;
        }
        let may_be_mark = |c: &char| line::may_be_mark(*c) || line::has_letter(line.text);
        let Some(first) = line.text.chars().next().filter(may_be_mark) else { return };
        let is_new = line.range.start >= self.end;
        let flaw = match first {
            _ if !is_new => None,
            ':' | '：' | '!' | '?' => {
                line::container(line, &mut self.containers).or_else(|| line::definition(line)).or_else(|| self.tables.lines(line))
            }
            '$' => inline::formula_block(line),
            '|' | '｜' => self.tables.lines(line),
            '@' | '{' => line::contents(line),
            '－' | '＊' | '＿' | '＝' => line::rule(line).or_else(|| list::item(line)).or_else(|| self.tables.lines(line)),
            '【' | '［' => line::contents(line).or_else(|| list::item(line)),
            '[' if line.start != LineStart::Item => line::contents(line).or_else(|| list::bare_task(line)),
            _ => line::heading(line).or_else(|| list::item(line)).or_else(|| self.tables.lines(line)),
        };
        if let Some(flaw) = flaw {
            self.end = self.end.max(flaw.range.end);
            self.flaws.push(flaw);
        } else if is_new {
            self.fences.line(line, &mut self.flaws);
        }
    }
}
