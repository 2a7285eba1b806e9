//! A copy of a Markdown text, of the same length, for the one kind of text on which the parser panics ([`lone_backslashes`]), and
//! for the heads of alerts that it does not know ([`alert::substitutes`]).
//!
//! The substitute of a backslash is a control character that the text does not have, so that every string of the parser can be
//! turned back. No string of the parser has the head of an alert.

use super::alert;

#[derive(Debug)]
pub(super) struct Shadow {
    text: String,
    /// The character that stands for a backslash, if one does.
    substitute: Option<char>,
}

impl Shadow {
    /// The shadow of `text`; nothing if the parser can read the text itself.
    pub(super) fn of(text: &str) -> Option<Shadow> {
        let (backslashes, alerts) = (lone_backslashes(text), alert::substitutes(text));
        if backslashes.is_empty() && alerts.is_empty() {
            return None;
        }
        let mut shadow = text.to_owned();
        alerts.iter().for_each(|head| shadow.replace_range(head.range.clone(), &head.text));
        let free = ('\u{1}'..='\u{8}').find(|c| !text.contains(*c)).unwrap_or('\u{1}');
        let substitute = (!backslashes.is_empty()).then_some(free);
        for at in backslashes {
            shadow.replace_range(at..at + 1, free.encode_utf8(&mut [0; 4]));
        }
        Some(Shadow { text: shadow, substitute })
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The string with its substitutes undone; nothing if it has none.
    pub(super) fn undo(&self, string: &str) -> Option<String> {
        self.substitute.filter(|substitute| string.contains(*substitute)).map(|substitute| string.replace(substitute, "\\"))
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
