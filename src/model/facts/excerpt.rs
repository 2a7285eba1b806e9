//! The opening words of a body: the plain text of its first paragraph, or of its first two if the first is short.

use crate::text::han::whole_sentences;

/// A first paragraph with fewer characters is followed by the next.
const SHORT: usize = 40;
/// Characters from which the excerpt is chosen.
const SOURCE: usize = 400;
/// The most characters of an excerpt, unless its first sentence is longer.
const EXCERPT: usize = 120;

/// Collects the opening words while a body is read.
#[derive(Debug, Default)]
pub(super) struct Opening {
    text: String,
    in_paragraph: bool,
    done: bool,
}

impl Opening {
    /// A block that is no top-level paragraph begins: what follows is no unbroken continuation.
    pub(super) fn interrupt(&mut self) {
        self.done |= !self.text.trim().is_empty();
    }

    pub(super) fn begin(&mut self) {
        self.in_paragraph = !self.done;
        if self.in_paragraph && !self.text.is_empty() {
            self.text.push(' ');
        }
    }

    pub(super) fn end(&mut self) {
        self.in_paragraph = false;
        self.text.truncate(self.text.trim_end().len());
        self.done |= self.text.chars().count() >= SHORT;
    }

    pub(super) fn push(&mut self, text: &str) {
        if self.in_paragraph {
            self.text.push_str(if self.text.is_empty() { text.trim_start() } else { text });
        }
    }

    pub(super) fn excerpt(&self) -> &str {
        whole_sentences(bounded(whole_sentences(self.text.trim(), SOURCE)), EXCERPT)
    }
}

/// A text without the end of a sentence in its first characters is cut after its last comma.
fn bounded(text: &str) -> &str {
    let Some((end, _)) = text.char_indices().nth(SOURCE) else { return text };
    let head = text.get(..end).unwrap_or(text);
    let comma = head.char_indices().rfind(|(_, c)| matches!(c, '，' | '、' | '：' | ',' | ' '));
    comma.and_then(|(i, c)| head.get(..i + c.len_utf8())).unwrap_or(head)
}
