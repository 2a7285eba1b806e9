//! A body's headings in few bytes: a long library has millions of them.

use serde::{Deserialize, Serialize};

use crate::text::Span;
use crate::text::bits::{read_varint, varint};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Heading<'a> {
    /// Level as shown, from 2 to 6.
    pub level: u8,
    /// Identifier, unique in the body.
    pub id: &'a str,
    pub text: &'a str,
    pub span: Span,
}

/// The headings of a body in order: their words in one text, and everything else in a few bytes each.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Headings {
    /// Text after text, each with its identifier after it if that is no part of it.
    words: Box<str>,
    /// Of each: level, length of the text, offset of the identifier and its length, distance of its source from that of the
    /// heading before, and the length of the source; all in bytes.
    rows: Box<[u8]>,
}

impl Headings {
    pub(super) fn new<'a>(headings: impl Iterator<Item = Heading<'a>>) -> Headings {
        let (mut words, mut rows, mut last) = (String::new(), Vec::new(), 0);
        for Heading { level, id, text, span } in headings {
            words.push_str(text);
            // An identifier is mostly its text without a number.
            let at = text.find(id).unwrap_or_else(|| {
                words.push_str(id);
                text.len()
            });
            let at = Span::new(at..at + id.len());
            let length = Span::new(0..text.len()).end;
            rows.push(level);
            let numbers = [length, at.start, at.end - at.start, span.start.wrapping_sub(last), span.end.wrapping_sub(span.start)];
            numbers.into_iter().for_each(|number| varint(number, &mut rows));
            last = span.start;
        }
        Headings { words: words.into(), rows: rows.into() }
    }

    /// The headings with their texts replaced. Identifiers stay, so that links do.
    pub(crate) fn reworded(&self, words: impl Fn(&str) -> Option<String>) -> Headings {
        let texts: Vec<Option<String>> = self.iter().map(|h| words(h.text)).collect();
        if texts.iter().all(Option::is_none) {
            return self.clone();
        }
        Headings::new(self.iter().zip(&texts).map(|(h, text)| Heading { text: text.as_deref().unwrap_or(h.text), ..h }))
    }

    pub fn iter(&self) -> impl Iterator<Item = Heading<'_>> + Clone {
        let (mut words, mut rows, mut last) = (&*self.words, &*self.rows, 0_u32);
        std::iter::from_fn(move || {
            let (level, mut rest) = rows.split_first()?;
            let mut number = || {
                let (number, after) = read_varint(rest)?;
                rest = after;
                Some(number)
            };
            let (length, id, id_length, further, source) = (number()?, number()?, number()?, number()?, number()?);
            let spanned = |start: u32, length: u32| Span { start, end: start.saturating_add(length) };
            let (text, id) = (spanned(0, length), spanned(id, id_length));
            let span = spanned(last.wrapping_add(further), source);
            let heading = Heading { level: *level, id: id.of(words), text: text.of(words), span };
            words = words.get(text.end.max(id.end) as usize..).unwrap_or("");
            (rows, last) = (rest, span.start);
            Some(heading)
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn headings_are_kept_as_they_were(
            headings in prop::collection::vec((2u8..=6, "[甲乙a-]{1,4}", "[甲乙a ]{0,6}", any::<u32>(), 0u32..1_000), 0..8),
        ) {
            let headings: Vec<Heading<'_>> = headings
                .iter()
                .map(|(level, id, text, start, length)| {
                    let span = Span { start: *start, end: start.saturating_add(*length) };
                    Heading { level: *level, id, text, span }
                })
                .collect();
            let kept = Headings::new(headings.iter().copied());
            prop_assert_eq!(kept.iter().collect::<Vec<_>>(), headings);
        }
    }
}
