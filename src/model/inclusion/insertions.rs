//! Where the pieces of an expanded text come from.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::diag::Finding;
use crate::text::Span;

/// What was inserted into an article, in order. Empty for nearly every article.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Insertions(pub(super) Box<[Insertion]>);

/// An included text in place of a block.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Insertion {
    /// Its place in the expanded text.
    pub(crate) span: Span,
    /// The block in the article's file.
    pub(crate) block: Span,
    /// The path of the included text.
    pub(crate) path: Arc<str>,
    /// The parts of the included text, by their place in the expanded text.
    pub(crate) pieces: Box<[Piece]>,
    /// The place of the title of a table in the expanded text.
    pub(crate) caption: Option<u32>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Piece {
    pub(crate) span: Span,
    pub(crate) origin: Origin,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Origin {
    /// A range of the included text.
    Part(Span),
    /// A value in the block of the article.
    Article(Span),
}

impl Origin {
    fn span(self) -> Span {
        match self {
            Origin::Part(span) | Origin::Article(span) => span,
        }
    }
}

/// A place of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) path: Arc<str>,
    pub(crate) span: Span,
    /// True if the file has these very bytes, so that a fix may replace them.
    pub(crate) is_verbatim: bool,
}

impl Insertions {
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Insertion> {
        self.0.iter()
    }

    /// The insertion that contains a byte of the expanded text, and by how many bytes the text grew before it.
    fn at(&self, offset: u32) -> (Option<&Insertion>, i64) {
        let after = self.0.partition_point(|i| i.span.start <= offset);
        let before = self.0.get(..after).unwrap_or(&[]);
        match before.split_last() {
            Some((last, earlier)) if offset < last.span.end => (Some(last), growth(earlier)),
            _ => (None, growth(before)),
        }
    }

    /// The path of the text that a byte of the expanded text comes from, if it is not the article.
    pub(crate) fn path_at(&self, offset: u32) -> Option<&Arc<str>> {
        let insertion = self.at(offset).0?;
        let is_own = insertion.piece(offset).is_some_and(|piece| matches!(piece.origin, Origin::Article(_)));
        (!is_own).then_some(&insertion.path)
    }

    /// The place in the files of a span of the expanded text of the article at a path.
    pub(crate) fn locate(&self, article: &Arc<str>, span: Span) -> Place {
        let own = |span: Span, is_verbatim: bool| Place { path: Arc::clone(article), span, is_verbatim };
        let shifted = |offset: u32, by: i64| u32::try_from(i64::from(offset) - by).unwrap_or(0);
        let (insertion, by) = self.at(span.start);
        let Some(insertion) = insertion else {
            let start = shifted(span.start, by);
            let end = match self.at(span.end.saturating_sub(1).max(span.start)) {
                (Some(last), _) => last.block.end,
                (None, by) => shifted(span.end, by),
            };
            return own(Span { start, end: end.max(start) }, self.at(span.end).1 == by);
        };
        let end = span.end.min(insertion.span.end);
        let first = insertion.piece(span.start).or_else(|| insertion.pieces.first());
        let Some(first) = first else { return own(insertion.block, false) };
        let last = insertion.piece(end.saturating_sub(1).max(span.start)).unwrap_or(first);
        let is_same = std::mem::discriminant(&first.origin) == std::mem::discriminant(&last.origin);
        let (from, to) = (first.source(span.start).start, if is_same { last.source(end).end } else { first.origin.span().end });
        let located = Span { start: from, end: to.max(from) };
        let is_verbatim = first == last && first.is_verbatim() && span.end <= first.span.end && span.start >= first.span.start;
        match first.origin {
            Origin::Article(_) => own(located, is_verbatim),
            Origin::Part(_) => Place { path: Arc::clone(&insertion.path), span: located, is_verbatim },
        }
    }

    /// A finding in the expanded text as one in the files. A fix stays only if it replaces bytes of one file.
    pub(crate) fn relocate(&self, finding: &Finding) -> Finding {
        let mut moved = finding.clone();
        if let Some(span) = finding.span {
            let place = self.locate(&finding.path, span);
            (moved.path, moved.span) = (place.path, Some(place.span));
            moved.fix = moved.fix.filter(|_| place.is_verbatim);
        }
        moved
    }
}

fn growth(insertions: &[Insertion]) -> i64 {
    let length = |span: Span| i64::from(span.end) - i64::from(span.start);
    insertions.iter().map(|i| length(i.span) - length(i.block)).sum()
}

impl Insertion {
    /// The piece that contains a byte, or the one before it.
    fn piece(&self, offset: u32) -> Option<&Piece> {
        let after = self.pieces.partition_point(|p| p.span.start <= offset);
        after.checked_sub(1).and_then(|i| self.pieces.get(i))
    }
}

impl Piece {
    fn is_verbatim(&self) -> bool {
        let origin = self.origin.span();
        origin.end - origin.start == self.span.end - self.span.start
    }

    /// The offset in the file for an offset in the expanded text; both ends of the piece if they do not correspond.
    fn source(&self, offset: u32) -> Span {
        let origin = self.origin.span();
        if !self.is_verbatim() {
            return origin;
        }
        let at = origin.start + offset.saturating_sub(self.span.start).min(origin.end - origin.start);
        Span { start: at, end: at }
    }
}
