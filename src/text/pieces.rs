//! A text under repeated edits, as pieces of its first version and new words. So the edits from the first version to the last one are known
//! exactly.

use std::ops::Range;

use super::Span;
use super::edit::Edit;

#[derive(Debug, Clone)]
enum Piece {
    /// Bytes of the first version.
    Old(Range<usize>),
    New(String),
}

#[derive(Debug, Clone)]
pub(crate) struct Pieces {
    pieces: Vec<Piece>,
    /// Bytes of the first version.
    length: usize,
}

impl Pieces {
    pub(crate) fn new(text: &str) -> Pieces {
        Pieces { pieces: vec![Piece::Old(0..text.len())], length: text.len() }
    }

    /// Applies edits of the current version, which are sorted.
    pub(crate) fn apply(&mut self, edits: &[Edit]) {
        let mut source = std::mem::take(&mut self.pieces).into_iter();
        let (mut current, mut at) = (None, 0);
        for edit in edits {
            let (start, end) = (edit.span.start as usize, edit.span.end as usize);
            self.pieces.extend(take(&mut current, &mut source, start.saturating_sub(at)));
            take(&mut current, &mut source, end.saturating_sub(start));
            self.pieces.push(Piece::New(edit.with.clone()));
            at = end;
        }
        self.pieces.extend(current.into_iter().chain(source));
    }

    /// The edits of the first version that give the current one; those in one line of `text`, the first version, are one.
    pub(crate) fn edits(self, text: &str) -> Vec<Edit> {
        let mut edits: Vec<Edit> = Vec::new();
        let (mut at, mut with) = (0, String::new());
        for piece in self.pieces.into_iter().chain([Piece::Old(self.length..self.length)]) {
            match piece {
                Piece::New(words) => with += &words,
                Piece::Old(range) => {
                    if at < range.start || !with.is_empty() {
                        push(&mut edits, Edit { span: Span::new(at..range.start), with: std::mem::take(&mut with) }, text);
                    }
                    at = range.end;
                }
            }
        }
        edits.retain(|edit| edit.span.of(text) != edit.with);
        edits
    }
}

/// The next `length` bytes of the pieces.
fn take(current: &mut Option<Piece>, source: &mut impl Iterator<Item = Piece>, mut length: usize) -> Vec<Piece> {
    let mut taken = Vec::new();
    while length > 0 {
        let Some(piece) = current.take().or_else(|| source.next()) else { break };
        let (first, second) = split(piece, length);
        length = length.saturating_sub(size(&first));
        taken.push(first);
        *current = second.filter(|piece| size(piece) > 0);
    }
    taken
}

fn size(piece: &Piece) -> usize {
    match piece {
        Piece::Old(range) => range.len(),
        Piece::New(words) => words.len(),
    }
}

fn split(piece: Piece, at: usize) -> (Piece, Option<Piece>) {
    if size(&piece) <= at {
        return (piece, None);
    }
    match piece {
        Piece::Old(range) => (Piece::Old(range.start..range.start + at), Some(Piece::Old(range.start + at..range.end))),
        Piece::New(mut words) => {
            let rest = words.get(at..).unwrap_or("").to_owned();
            words.truncate(at);
            (Piece::New(words), Some(Piece::New(rest)))
        }
    }
}

/// Adds an edit, to the last one if that ends in the same line.
fn push(edits: &mut Vec<Edit>, edit: Edit, text: &str) {
    let words = |range: Range<u32>| text.get(range.start as usize..range.end as usize).unwrap_or("");
    if let Some(last) = edits.last_mut() {
        let between = words(last.span.end..edit.span.start);
        let ends_line = last.span.start < last.span.end && words(last.span.start..last.span.end).ends_with('\n');
        if !between.contains('\n') && !ends_line {
            last.with += between;
            last.with += &edit.with;
            last.span.end = edit.span.end;
            return;
        }
    }
    edits.push(edit);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::edit::{apply, sorted};

    proptest! {
        #[test]
        fn the_edits_of_all_rounds_are_one(
            text in "[甲乙a\n]{0,20}",
            rounds in prop::collection::vec(prop::collection::vec((0usize..60, 0usize..9, "[丙b\n]{0,3}"), 0..4), 0..4),
        ) {
            let (mut pieces, mut current) = (Pieces::new(&text), text.clone());
            for round in rounds {
                let edit = |(start, length, with): (usize, usize, String)| Edit { span: Span::new(start..start + length), with };
                let edits = sorted(&current, round.into_iter().map(edit).collect());
                pieces.apply(&edits);
                current = apply(&current, &edits);
            }
            let edits = pieces.edits(&text);
            prop_assert_eq!(sorted(&text, edits.clone()), edits.clone());
            prop_assert_eq!(apply(&text, &edits), current);
        }
    }

    #[test]
    fn edits_in_one_line_are_one() {
        let text = "甲\n己\n乙丙丁\n戊\n";
        let mut pieces = Pieces::new(text);
        let edit = |range, with: &str| Edit { span: Span::new(range), with: with.to_owned() };
        pieces.apply(&[edit(0..4, ""), edit(8..11, "一"), edit(14..17, "三")]);
        assert_eq!(pieces.edits(text), [edit(0..4, ""), edit(8..17, "一丙三")]);
    }
}
