//! A body's headings, kept close: a long library has millions of them.

use serde::{Deserialize, Serialize};

use crate::text::Span;

/// A heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Heading<'a> {
    /// Level as shown, from 2 to 6.
    pub level: u8,
    /// Identifier, unique in the body.
    pub id: &'a str,
    /// Text without markup.
    pub text: &'a str,
    /// The heading's source.
    pub span: Span,
}

/// The headings of a body, in order: all their words in one text.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Headings {
    words: Box<str>,
    rows: Box<[Row]>,
}

/// Where a heading's words stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct Row {
    level: u8,
    id: Span,
    text: Span,
    span: Span,
}

impl Headings {
    /// Keeps headings.
    pub(super) fn new<'a>(headings: impl Iterator<Item = Heading<'a>>) -> Headings {
        let mut words = String::new();
        let mut keep = |text: &str| {
            let start = words.len();
            words.push_str(text);
            Span::new(start..words.len())
        };
        let rows = headings
            .map(|h| {
                let id = keep(h.id);
                let text = if h.text == h.id { id } else { keep(h.text) };
                Row { level: h.level, id, text, span: h.span }
            })
            .collect();
        Headings { words: words.into(), rows }
    }

    /// The same headings with texts put in other words; their identifiers stay, so that links do.
    pub fn reworded(&self, words: impl Fn(&str) -> Option<String>) -> Headings {
        let texts: Vec<Option<String>> = self.iter().map(|h| words(h.text)).collect();
        if texts.iter().all(Option::is_none) {
            return self.clone();
        }
        Headings::new(self.iter().zip(&texts).map(|(h, text)| Heading { text: text.as_deref().unwrap_or(h.text), ..h }))
    }

    /// Every heading, in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = Heading<'_>> + Clone {
        self.rows.iter().map(|r| Heading { level: r.level, id: r.id.of(&self.words), text: r.text.of(&self.words), span: r.span })
    }
}
