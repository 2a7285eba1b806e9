//! The opening words of a body: the plain text of its first paragraph, or of its first two if the first is short.

use crate::text::han::{ends_sentence, whole_sentences};

/// A first paragraph with fewer characters is followed by the next.
const SHORT: usize = 40;
/// Characters from which the excerpt is chosen.
const SOURCE: usize = 400;
/// The most characters of an excerpt, unless its first sentence is longer.
const EXCERPT: usize = 120;

/// Collects the opening words while a body is read. A first sentence that repeats the title says nothing and is left out.
#[derive(Debug, Default)]
pub(super) struct Opening {
    /// The letters of the title.
    title: String,
    text: String,
    in_paragraph: bool,
    /// True of a paragraph that begins the excerpt.
    is_first: bool,
    done: bool,
}

impl Opening {
    pub(super) fn below(title: &str) -> Opening {
        Opening { title: letters(title).collect(), ..Opening::default() }
    }

    /// A block that is no top-level paragraph begins: what follows is no unbroken continuation.
    pub(super) fn interrupt(&mut self) {
        self.done |= !self.text.trim().is_empty();
    }

    pub(super) fn begin(&mut self) {
        self.in_paragraph = !self.done;
        self.is_first = self.text.is_empty();
        if self.in_paragraph && !self.text.is_empty() {
            self.text.push(' ');
        }
    }

    pub(super) fn end(&mut self) {
        self.in_paragraph = false;
        self.text.truncate(self.text.trim_end().len());
        if let Some(end) = self.end_of_title().filter(|_| self.is_first) {
            self.text = self.text.get(end..).unwrap_or("").trim_start().to_owned();
        }
        self.done |= self.text.chars().count() >= SHORT;
    }

    /// The end of a first sentence, or of a whole text, that has the letters of the title.
    fn end_of_title(&self) -> Option<usize> {
        let mut title = self.title.chars();
        let mut is_whole = false;
        for (at, c) in self.text.char_indices().filter(|_| !self.title.is_empty()) {
            if is_whole && (c.is_alphanumeric() || OPENING.contains(&c)) {
                let before = self.text.get(..at).unwrap_or("").trim_end();
                let ended = before.trim_end_matches(['”', '’', '」', '』', '）', ')', '】']).chars().next_back();
                // A paragraph that only begins with the words of the title goes on with them.
                return ended.filter(|c| ends_sentence(*c) || *c == '.').map(|_| at);
            }
            if c.is_alphanumeric() {
                if title.next() != Some(c) {
                    return None;
                }
                is_whole = title.as_str().is_empty();
            }
        }
        is_whole.then_some(self.text.len())
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

/// Marks that belong to the sentence behind them.
const OPENING: [char; 7] = ['“', '‘', '（', '《', '「', '『', '【'];

fn letters(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| c.is_alphanumeric())
}

/// A text without the end of a sentence in its first characters is cut after its last comma.
fn bounded(text: &str) -> &str {
    let Some((end, _)) = text.char_indices().nth(SOURCE) else { return text };
    let head = text.get(..end).unwrap_or(text);
    let comma = head.char_indices().rfind(|(_, c)| matches!(c, '，' | '、' | '：' | ',' | ' '));
    comma.and_then(|(i, c)| head.get(..i + c.len_utf8())).unwrap_or(head)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn excerpt(title: &str, paragraphs: &[&str]) -> String {
        let mut opening = Opening::below(title);
        for paragraph in paragraphs {
            opening.begin();
            opening.push(paragraph);
            opening.end();
        }
        opening.excerpt().to_owned()
    }

    #[test]
    fn a_first_sentence_that_repeats_the_title_is_left_out() {
        let title = "青禾贷逾期，怎么办";
        assert_eq!(excerpt(title, &["青禾贷逾期,怎么办？", "先看合同。"]), "先看合同。");
        assert_eq!(excerpt(title, &["“青禾贷逾期，怎么办？”先看合同。"]), "先看合同。");
        assert_eq!(excerpt(title, &["青禾贷逾期怎么办", "“合同”先看。"]), "“合同”先看。");
        assert_eq!(excerpt(title, &["青禾贷逾期怎么办呢？先看合同。"]), "青禾贷逾期怎么办呢？先看合同。");
        assert_eq!(excerpt(title, &["青禾贷逾期，怎么办 要看合同。"]), "青禾贷逾期，怎么办 要看合同。");
        assert_eq!(excerpt(title, &["青禾贷逾期。", "怎么办。"]), "青禾贷逾期。 怎么办。");
        assert_eq!(excerpt(title, &["青禾贷逾期，怎么办？"]), "");
        assert_eq!(excerpt("", &["先看合同。"]), "先看合同。");
    }
}
