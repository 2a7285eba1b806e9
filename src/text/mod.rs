//! Leaf: texts and positions in them. Source files, byte spans, lines and columns, languages, Chinese characters, Markdown parsing.
//!
//! It knows nothing of the site, and it is the only module that sets Markdown parser options ([`markdown`]).

pub(crate) mod bits;
mod checksum;
pub(crate) mod edit;
pub(crate) mod encoding;
pub(crate) mod han;
pub mod index_term;
pub(crate) mod invisible;
mod lang;
pub mod markdown;
pub(crate) mod media;
pub mod normal;
pub mod numbers;
pub(crate) mod numeral;
mod phrases;
pub(crate) mod pieces;
mod postings;
pub(crate) mod radical;
pub(crate) mod scan;
pub mod traditional;
pub mod url;

pub use checksum::Checksum;
pub(crate) use checksum::short_id;
pub use lang::Lang;
pub(crate) use lang::{localized, nearest};
pub use phrases::Phrases;
pub use postings::{Field, Postings, TermList};
pub(crate) use postings::{Impact, MAX_IMPACT, RANGE, RANGES};

use std::hash::{Hash, Hasher};
use std::ops::Range;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// A UTF-8 text with its path and the fingerprint of its bytes, which is computed once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Path relative to the site's folder, with `/`, such as `content/articles/a.md`.
    pub path: Arc<str>,
    /// The text, without a byte-order mark. Its lines end with `\n` or `\r\n`.
    pub text: Arc<str>,
    pub(crate) fingerprint: Checksum,
}

impl Source {
    /// A source whose lone carriage returns, which end a line to Markdown and YAML, become line feeds. Offsets stay.
    pub fn new(path: impl Into<Arc<str>>, text: impl Into<Arc<str>>) -> Source {
        let (path, mut text) = (path.into(), text.into());
        if has_lone_return(&text) {
            let parts: Vec<String> = text.split("\r\n").map(|part| part.replace('\r', "\n")).collect();
            text = parts.join("\r\n").into();
        }
        Source { fingerprint: Checksum::of(text.as_bytes()), path, text }
    }
}

fn has_lone_return(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr_iter(b'\r', bytes).any(|at| bytes.get(at + 1) != Some(&b'\n'))
}

/// The fingerprint stands for the text.
impl Hash for Source {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (&self.path, &self.fingerprint).hash(state);
    }
}

/// A byte range of a [`Source`]'s text. Files are bounded far below 4 GiB, so 32 bits do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct Span {
    pub start: u32,
    pub end: u32,
}

impl Span {
    /// A span from byte offsets; offsets beyond 4 GiB are cut, which the size bound on files keeps from happening.
    pub(crate) fn new(range: Range<usize>) -> Span {
        let cut = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Span { start: cut(range.start), end: cut(range.end) }
    }

    /// The same span, `by` bytes further on.
    pub(crate) fn shifted(self, by: u32) -> Span {
        Span { start: self.start.saturating_add(by), end: self.end.saturating_add(by) }
    }

    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The text the span covers; empty if it does not lie on character boundaries of `text`.
    pub fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or("")
    }
}

/// A position in a text, all counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// In lines that end with `\n`.
    pub line: u32,
    /// In characters, as people count.
    pub column: u32,
    /// In UTF-16 code units, as the language server protocol and JavaScript count.
    pub(crate) utf16_column: u32,
}

impl Position {
    pub(crate) const START: Position = Position { line: 1, column: 1, utf16_column: 1 };

    /// The position behind a text that starts here and has no line end.
    pub(crate) fn after(self, text: &str) -> Position {
        let ends = text.chars().fold((self.column, self.utf16_column), |(column, utf16_column), c| {
            (column.saturating_add(1), utf16_column.saturating_add(if c.len_utf16() == 1 { 1 } else { 2 }))
        });
        Position { line: self.line, column: ends.0, utf16_column: ends.1 }
    }
}

/// The line starts of one text, to turn many byte offsets into [`Position`]s.
#[derive(Debug)]
pub(crate) struct Lines<'a> {
    text: &'a str,
    starts: Vec<u32>,
}

impl<'a> Lines<'a> {
    pub(crate) fn new(text: &'a str) -> Lines<'a> {
        let mut starts = vec![0];
        starts.extend(memchr::memchr_iter(b'\n', text.as_bytes()).map(|i| Span::new(i + 1..i + 1).start));
        Lines { text, starts }
    }

    /// The position of a byte offset; an offset inside a character counts as that character, one past the end as the end.
    pub(crate) fn position(&self, offset: u32) -> Position {
        let line = self.starts.partition_point(|s| *s <= offset).max(1);
        let start = self.starts.get(line - 1).copied().unwrap_or(0) as usize;
        let mut end = (offset as usize).clamp(start, self.text.len());
        while !self.text.is_char_boundary(end) {
            end -= 1;
        }
        let before = self.text.get(start..end).unwrap_or("");
        let line = u32::try_from(line).unwrap_or(u32::MAX);
        Position { line, ..Position::START }.after(before.trim_end_matches('\r'))
    }

    /// The byte offset of a line and a column in UTF-16 code units, both counted from 0. A column behind the end of its line is that end, one
    /// inside a character its start, and a line behind the last one the end of the text.
    pub(crate) fn offset(&self, line: u32, utf16_column: u32) -> usize {
        let Some(start) = self.starts.get(line as usize).map(|start| *start as usize) else { return self.text.len() };
        let end = self.starts.get(line as usize + 1).map_or(self.text.len(), |next| *next as usize - 1);
        let line = self.text.get(start..end).unwrap_or("").trim_end_matches('\r');
        let (mut at, mut units) = (0, 0_usize);
        for c in line.chars() {
            units += c.len_utf16();
            if units > utf16_column as usize {
                break;
            }
            at += c.len_utf8();
        }
        start + at
    }
}

/// The destination of a link, an image or a citation in prose.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Target {
    /// Byte range within the body: of the whole link or image, or of the piece of prose.
    pub span: Range<u32>,
    /// Final URL; empty if the link was refused and only its text is shown.
    pub url: Arc<str>,
    pub kind: TargetKind,
    /// Width and height in pixels of an image whose file states them.
    pub size: Option<(u32, u32)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TargetKind {
    Link,
    /// A Markdown link to another site, or an image on one.
    External,
    Image,
    /// A law cited in prose: `span` is plain text that becomes a link.
    Citation,
    /// A term of the glossary at its first use: `span` is plain text that becomes a link.
    Term,
    /// A fact of a register: it replaces the plain text of `span` and takes the place of the URL.
    Fact,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lone_carriage_return_ends_a_line() {
        let text = |text: &str| Source::new("a.md", text).text.to_string();
        assert_eq!(text("---\r题: 甲\r---\r\r## 乙\r丙\r"), "---\n题: 甲\n---\n\n## 乙\n丙\n");
        assert_eq!(text("甲\r\r\n乙\r\n丙\0\r"), "甲\n\r\n乙\r\n丙\0\n");
        assert_eq!(text("甲\r\n乙\n"), "甲\r\n乙\n");
    }

    #[test]
    fn offsets_are_found_by_lines_and_utf_16_columns() {
        let lines = Lines::new("标题\r\nab中d\n😀甲");
        let at = |(line, column)| lines.offset(line, column);
        assert_eq!([(0, 0), (0, 1), (0, 2), (0, 9), (1, 3), (1, 4)].map(at), [0, 3, 6, 6, 13, 14]);
        assert_eq!([(2, 0), (2, 1), (2, 2), (2, 3), (3, 0)].map(at), [15, 15, 19, 22, 22]);
    }

    #[test]
    fn positions_count_characters_from_one() {
        let lines = Lines::new("标题\r\nab中d\n😀甲");
        let at = |offset| {
            let Position { line, column, utf16_column } = lines.position(offset);
            (line, column, utf16_column)
        };
        assert_eq!([0, 3, 8, 13, 12].map(at), [(1, 1, 1), (1, 2, 2), (2, 1, 1), (2, 4, 4), (2, 3, 3)]);
        assert_eq!([15, 19, 999].map(at), [(3, 1, 1), (3, 2, 3), (3, 3, 4)]);
    }
}
