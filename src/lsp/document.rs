//! An open document as the editor has it, and positions in it.

use super::params::{Change, Position, Range};
use crate::text::{Lines, Source, Span};

const BYTE_ORDER_MARK: char = '\u{feff}';

#[derive(Debug)]
pub(super) struct Document {
    /// The URI as the editor writes it.
    pub(super) uri: String,
    pub(super) version: Option<i64>,
    text: String,
}

impl Document {
    pub(super) fn new(uri: String, version: Option<i64>, text: String) -> Document {
        Document { uri, version, text }
    }

    pub(super) fn apply(&mut self, version: Option<i64>, changes: Vec<Change>) {
        self.version = version;
        for Change { range, text } in changes {
            let Some(Range { start, end }) = range else {
                self.text = text;
                continue;
            };
            let lines = Lines::new(&self.text);
            let [start, end] = [start, end].map(|at| lines.offset(at.line, at.character));
            self.text.replace_range(start.min(end)..start.max(end), &text);
        }
    }

    /// The text as a file of this path would be read.
    pub(super) fn source(&self, path: &str) -> Source {
        Source::new(path, self.text.as_str())
    }

    /// The range of a span of the source.
    pub(super) fn range(&self, source: &Source, span: Option<Span>) -> Range {
        let lines = Lines::new(&source.text);
        let shift = u32::from(self.text.starts_with(BYTE_ORDER_MARK));
        let position = |offset: u32| {
            let at = lines.position(offset);
            let shift = if at.line == 1 { shift } else { 0 };
            Position { line: at.line.saturating_sub(1), character: at.utf16_column.saturating_sub(1) + shift }
        };
        match span {
            Some(span) => Range { start: position(span.start), end: position(span.end) },
            None => Range { start: position(0), end: position(source.text.chars().next().map_or(0, |c| c.len_utf8() as u32)) },
        }
    }

    /// The byte offset in the source of a position.
    pub(super) fn offset(&self, source: &Source, at: Position) -> u32 {
        let shift = u32::from(at.line == 0 && self.text.starts_with(BYTE_ORDER_MARK));
        Span::new(0..Lines::new(&source.text).offset(at.line, at.character.saturating_sub(shift))).end
    }
}
