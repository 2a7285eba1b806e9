//! A copy of a Markdown text, of the same length, for the one kind of text on which the parser panics ([`lone_backslashes`]), for
//! the heads of alerts that it does not know ([`alert::substitutes`]), and for colons that it takes for definitions
//! ([`glued_colons`]).
//!
//! The substitute of a backslash or a colon is a control character that the text does not have, so that every string of the parser
//! can be turned back. No string of the parser has the head of an alert.

use super::alert;

/// The most bytes before a colon that are looked at: blanks and the marks of quotations.
const MAX_INDENT: usize = 32;

#[derive(Debug)]
pub(super) struct Shadow {
    text: String,
    /// The characters that stand for others.
    substitutes: Vec<(char, &'static str)>,
}

impl Shadow {
    /// The shadow of `text`; nothing if the parser can read the text itself.
    pub(super) fn of(text: &str) -> Option<Shadow> {
        let (backslashes, alerts, colons) = (lone_backslashes(text), alert::substitutes(text), glued_colons(text));
        if backslashes.is_empty() && alerts.is_empty() && colons.is_empty() {
            return None;
        }
        let mut shadow = text.to_owned();
        alerts.iter().for_each(|head| shadow.replace_range(head.range.clone(), &head.text));
        let mut free = ('\u{1}'..='\u{8}').filter(|c| !text.contains(*c));
        let mut substitutes = Vec::new();
        for (places, original) in [(backslashes, "\\"), (colons, ":")] {
            let Some(substitute) = free.next().filter(|_| !places.is_empty()) else { continue };
            for at in places {
                shadow.replace_range(at..at + 1, substitute.encode_utf8(&mut [0; 4]));
            }
            substitutes.push((substitute, original));
        }
        Some(Shadow { text: shadow, substitutes })
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The string with its substitutes undone; nothing if it has none.
    pub(super) fn undo(&self, string: &str) -> Option<String> {
        let has_any = self.substitutes.iter().any(|(substitute, _)| string.contains(*substitute));
        let undone = |string: String, (substitute, original): &(char, &str)| string.replace(*substitute, original);
        has_any.then(|| self.substitutes.iter().fold(string.to_owned(), undone))
    }
}

/// Backslashes that are all the text of a task's first line. pulldown-cmark 0.13.6 panics if such a line is the text of
/// an underlined heading (`- [ ] \` above `---`).
fn lone_backslashes(text: &str) -> Vec<usize> {
    let mut found = Vec::new();
    if memchr::memchr(b'\\', text.as_bytes()).is_none() {
        return found;
    }
    let mut start = 0;
    for line in text.split_inclusive(['\n', '\r']) {
        if let Some(before) = line.trim_end_matches(['\n', '\r']).strip_suffix('\\') {
            let marker = before.trim_end_matches([' ', '\t', '\u{b}', '\u{c}']);
            if marker.len() < before.len() && marker.ends_with(']') {
                found.push(start + before.len());
            }
        }
        start += line.len();
    }
    found
}

/// Colons at the start of a line without a blank behind them: `:warning:`, `:15日前还款`. The parser takes them for definitions of
/// the paragraph above.
fn glued_colons(text: &str) -> Vec<usize> {
    let bytes = text.as_bytes();
    let is_glued = |at: &usize| {
        let line = bytes.get(at.saturating_sub(MAX_INDENT)..*at).unwrap_or_default();
        let begins = line.iter().rev().find(|b| !matches!(b, b' ' | b'\t' | b'>')).is_some_and(|b| matches!(b, b'\n' | b'\r'));
        begins && !matches!(bytes.get(at + 1), Some(b' ' | b'\t'))
    };
    memchr::memchr_iter(b':', bytes).filter(is_glued).collect()
}
