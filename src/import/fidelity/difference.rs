//! The first sentence in which two texts differ.

use super::Difference;

/// The most characters before and after the difference.
const MOST: usize = 60;

/// The sentences of both texts around the first character that differs.
pub(super) fn difference(source: &str, page: &str) -> Difference {
    let equal: usize = source.chars().zip(page.chars()).take_while(|(a, b)| a == b).map(|(c, _)| c.len_utf8()).sum();
    let common = source.get(..equal).unwrap_or("");
    let start = common.char_indices().rev().take(MOST).take_while(|(_, c)| !ends_sentence(*c)).last().map_or(equal, |(at, _)| at);
    Difference { source: sentence(source, start, equal), page: sentence(page, start, equal) }
}

/// The text from `start` on to the end of the sentence that stands at `at`.
fn sentence(text: &str, start: usize, at: usize) -> String {
    let rest = text.get(at..).unwrap_or("");
    let mut length = 0;
    for c in rest.chars().take(MOST) {
        length += c.len_utf8();
        if ends_sentence(c) {
            break;
        }
    }
    text.get(start..at + length).unwrap_or("").to_owned()
}

fn ends_sentence(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '；' | '!' | '?' | ';')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sentence_with_the_first_difference_is_shown() {
        let shown = |source, page| {
            let Difference { source, page } = difference(source, page);
            (source, page)
        };
        assert_eq!(shown("甲。乙丙丁。戊。", "甲。乙丁。戊。"), ("乙丙丁。".to_owned(), "乙丁。".to_owned()));
        assert_eq!(shown("甲。乙。", "甲。"), ("乙。".to_owned(), String::new()));
        assert_eq!(shown("甲", "甲乙"), ("甲".to_owned(), "甲乙".to_owned()));
        let long = "长".repeat(500);
        assert_eq!(difference(&format!("{long}甲{long}"), &format!("{long}乙{long}")).source.chars().count(), 120);
    }
}
