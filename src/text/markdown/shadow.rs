//! A copy of a Markdown text, of the same length, for the one kind of text on which the parser panics ([`lone_backslashes`]).
//!
//! The substitute is a control character that the text does not have, so that every string of the parser can be turned back.

#[derive(Debug)]
pub(super) struct Shadow {
    text: String,
    /// The character that stands for a backslash.
    substitute: char,
}

impl Shadow {
    /// The shadow of `text`; nothing if the parser can read the text itself.
    pub(super) fn of(text: &str) -> Option<Shadow> {
        let backslashes = lone_backslashes(text);
        if backslashes.is_empty() {
            return None;
        }
        let substitute = ('\u{1}'..='\u{8}').find(|c| !text.contains(*c)).unwrap_or('\u{1}');
        let mut shadow = text.to_owned();
        for at in backslashes {
            shadow.replace_range(at..at + 1, substitute.encode_utf8(&mut [0; 4]));
        }
        Some(Shadow { text: shadow, substitute })
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The string with its substitutes undone; nothing if it has none.
    pub(super) fn undo(&self, string: &str) -> Option<String> {
        string.contains(self.substitute).then(|| string.replace(self.substitute, "\\"))
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
