//! The plain text of a body while the article is analyzed: the words of the reader without markup, and the source range of each
//! piece.
//!
//! It is made together with the facts, read by the rules and the comparison, and dropped: a library does not keep it.

use std::ops::Range;

use crate::text::Span;

/// A body's plain text. Blocks (paragraphs, headings, items, cells, code) each end with a line feed; a line break within a
/// block is a blank, or nothing between Chinese characters. Alternative texts of images are at the end, each a block.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Plain {
    text: String,
    pieces: Vec<Piece>,
}

/// The part of a body that a piece belongs to; if several apply, the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Alternative,
    /// The caption of a picture: its title.
    Caption,
    /// Code: a block (a calculator's input, too) or within a line.
    Code,
    Heading,
    Link,
    /// A block quotation that is no alert.
    Quote,
    /// Everything else: paragraphs, items, cells, notes.
    Prose,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Piece {
    text: Span,
    source: Span,
    kind: Kind,
}

impl Plain {
    pub(super) fn with_capacity(bytes: usize) -> Plain {
        Plain { text: String::with_capacity(bytes), pieces: Vec::with_capacity(bytes / 64) }
    }

    /// The text of front matter, which begins its file, as prose.
    pub(crate) fn of_front(text: &str) -> Plain {
        let mut plain = Plain::with_capacity(text.len());
        plain.push(text, Span::new(0..text.len()), Kind::Prose);
        plain
    }

    /// Begins or ends a block.
    pub(super) fn part(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
    }

    /// Appends a piece from `source` in the file.
    pub(super) fn push(&mut self, text: &str, source: Span, kind: Kind) {
        if !text.is_empty() {
            let start = self.text.len();
            self.text.push_str(text);
            self.pieces.push(Piece { text: Span::new(start..self.text.len()), source, kind });
        }
    }

    pub(super) fn followed_by(mut self, last: &Plain) -> Plain {
        self.part();
        let by = Span::new(self.text.len()..self.text.len()).start;
        self.text.push_str(&last.text);
        self.pieces.extend(last.pieces.iter().map(|p| Piece { text: p.text.shifted(by), ..*p }));
        self
    }

    /// The text with its pieces replaced, except code.
    pub(crate) fn reworded(&self, words: impl Fn(&str) -> Option<String>) -> Plain {
        let mut plain = Plain { text: String::with_capacity(self.text.len()), pieces: Vec::with_capacity(self.pieces.len()) };
        let mut at = 0;
        for piece in &self.pieces {
            let (range, written) = (piece.text.range(), piece.text.of(&self.text));
            plain.text.push_str(self.text.get(at..range.start).unwrap_or(""));
            let other = if piece.kind == Kind::Code { None } else { words(written) };
            plain.push(other.as_deref().unwrap_or(written), piece.source, piece.kind);
            at = range.end;
        }
        plain.text.push_str(self.text.get(at..).unwrap_or(""));
        plain
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    /// The pieces in order, each with its range in [`Plain::text`]. Between two of them there is a line feed or nothing.
    pub fn pieces(&self) -> impl Iterator<Item = (Range<usize>, Kind)> + '_ {
        self.pieces.iter().map(|p| (p.text.range(), p.kind))
    }

    pub fn kind(&self, at: usize) -> Kind {
        self.piece(at).map_or(Kind::Prose, |p| p.kind)
    }

    /// The kinds of the pieces in a byte range.
    pub(crate) fn kinds(&self, range: Range<usize>) -> impl Iterator<Item = Kind> + '_ {
        let first = self.pieces.partition_point(|p| p.text.end as usize <= range.start);
        let pieces = self.pieces.iter().skip(first).take_while(move |p| (p.text.start as usize) < range.end);
        pieces.map(|p| p.kind)
    }

    /// The place of a byte range of the text in the file: exact for words that the file has letter by letter, all of an entity and
    /// the like.
    pub fn place(&self, range: Range<usize>) -> Span {
        let Some(first) = self.piece(range.start) else { return Span::default() };
        let last = self.piece(range.end.saturating_sub(1).max(range.start)).unwrap_or(first);
        Span { start: first.source_of(range.start).start, end: last.source_of(range.end).end.max(first.source.start) }
    }

    /// The offset in the text at which the pieces from byte `at` of the file on begin.
    pub(crate) fn before(&self, at: u32) -> usize {
        let in_order = self.pieces.partition_point(|p| !matches!(p.kind, Kind::Alternative | Kind::Caption));
        let first = self.pieces.get(..in_order).map_or(0, |pieces| pieces.partition_point(|p| p.source.start < at));
        self.pieces.get(first).map_or(self.text.len(), |p| p.text.start as usize)
    }

    /// The piece that contains a byte, or the one before it.
    fn piece(&self, at: usize) -> Option<&Piece> {
        let after = self.pieces.partition_point(|p| p.text.start as usize <= at);
        self.pieces.get(after.saturating_sub(1))
    }
}

impl Piece {
    /// The offset in the file for an offset in the plain text; both ends of the piece if they do not correspond.
    fn source_of(&self, at: usize) -> Span {
        let length = |s: Span| s.end.saturating_sub(s.start);
        if length(self.text) != length(self.source) {
            return self.source;
        }
        let at = Span::new(at..at).start.saturating_sub(self.text.start).min(length(self.source));
        Span { start: self.source.start.saturating_add(at), end: self.source.start.saturating_add(at) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::facts::gather;

    fn plain(body: &str) -> Plain {
        gather(body, 100, &"a.md".into(), &mut Vec::new()).1
    }

    /// The text of the file behind a word of the plain text.
    fn placed<'b>(body: &'b str, word: &str) -> &'b str {
        let plain = plain(body);
        let start = plain.text().find(word).expect("the word is there");
        let place = plain.place(start..start + word.len()).range();
        &body[place.start - 100..place.end - 100]
    }

    #[test]
    fn blocks_are_parted_and_markup_is_gone() {
        let body = "# 一、*标题*\n\n先看\n**合同：**再签。\n> 引文\n\n- 甲[乙](a.md)\n- 丙\n\n| 表 | 头 |\n| - | - |\n| 1 | 2 |\n";
        assert_eq!(plain(body).text(), "一、标题\n先看合同：再签。\n引文\n甲乙\n丙\n表\n头\n1\n2\n");
    }

    #[test]
    fn alternative_texts_stand_at_the_end() {
        assert_eq!(plain("先看![图示&lt;一&gt;](a.png)再![二](b.png)签。\n\n`x` 完\n").text(), "先看再签。\nx 完\n图示<一>\n二\n");
    }

    #[test]
    fn every_piece_knows_what_it_is_part_of() {
        let body = "## 题`码`\n\n文[链](a.md)\n\n> 引\n\n> [!NOTE]\n> 注\n\n```\n块\n```\n![图](a.png)\n";
        let plain = plain(body);
        let kinds: Vec<(&str, Kind)> = plain.pieces().map(|(r, k)| (plain.text()[r].trim_end(), k)).collect();
        let expected = [
            ("题", Kind::Heading),
            ("码", Kind::Code),
            ("文", Kind::Prose),
            ("链", Kind::Link),
            ("引", Kind::Quote),
            ("注", Kind::Prose),
            ("块", Kind::Code),
            ("图", Kind::Alternative),
        ];
        assert_eq!(kinds, expected);
        assert_eq!(plain.kind(plain.text().find('链').unwrap()), Kind::Link);
    }

    #[test]
    fn words_are_found_in_the_file() {
        let body = "**重点：**先`核对`A&amp;B，再\n签[字](a.md)。\n";
        assert_eq!(placed(body, "点"), "点");
        assert_eq!(placed(body, "：先"), "：**先");
        assert_eq!(placed(body, "核对"), "核对");
        assert_eq!(placed(body, "&"), "&amp;");
        assert_eq!(placed(body, "再签"), "再\n签");
        assert_eq!(placed(body, "字。"), "字](a.md)。");
    }

    #[test]
    fn an_empty_body_has_no_place() {
        assert_eq!(plain("").place(0..5), Span::default());
        assert_eq!(plain("---\n").text(), "");
    }
}
