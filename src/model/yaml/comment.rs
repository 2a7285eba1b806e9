//! Comments behind a value, which cut a text that was meant to go on: `title: 甲 #乙`.

use crate::text::Span;

/// The comment behind each plain value that has one: the value's end, the place of the comment, and the comment. In order.
#[derive(Debug, Default)]
pub(super) struct Comments(Vec<(u32, Span, String)>);

impl Comments {
    pub(super) fn of(yaml: &str) -> Comments {
        let bytes = yaml.as_bytes();
        let mut comments = Vec::new();
        let mut end_of_last = 0;
        for at in memchr::memchr_iter(b'#', bytes) {
            let Some(before) = yaml.get(end_of_last..at).filter(|before| before.ends_with([' ', '\t'])) else { continue };
            let words = before.trim_end_matches([' ', '\t']);
            // Set apart by two blanks and a third behind the sign, it can only be a comment.
            let is_apart = before.len() > words.len() + 1 && bytes.get(at + 1) == Some(&b' ');
            if !words.is_empty() && !words.ends_with('\n') && !is_apart {
                let end = at + memchr::memchr2(b'\n', b'\r', bytes.get(at..).unwrap_or_default()).unwrap_or(bytes.len() - at);
                let comment = yaml.get(at..end).unwrap_or("").trim_end().to_owned();
                comments.push((Span::new(0..end_of_last + words.len()).end, Span::new(at..end), comment));
                end_of_last = end;
            }
        }
        Comments(comments)
    }

    /// The comment behind a value that ends here.
    pub(super) fn behind(&self, end: u32) -> Option<(Span, &str)> {
        let at = self.0.binary_search_by_key(&end, |(end, ..)| *end).ok()?;
        self.0.get(at).map(|(_, place, comment)| (*place, comment.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comment_stands_behind_words_and_a_blank() {
        let comments = |yaml: &str| -> Vec<(String, String)> {
            let text = |span: Span| span.of(yaml).to_owned();
            let comments = Comments::of(yaml).0;
            assert!(comments.iter().all(|(_, place, comment)| place.of(yaml) == comment));
            comments.into_iter().map(|(end, _, comment)| (text(Span { start: 0, end }), comment)).collect()
        };
        let one = |before: &str, comment: &str| vec![(before.to_owned(), comment.to_owned())];
        assert_eq!(comments("a: 甲 #乙\nb: x\n"), one("a: 甲", "#乙"));
        assert_eq!(comments("a: 甲\t# 乙 # 丙\r\nb: x"), one("a: 甲", "# 乙 # 丙"));
        assert_eq!(comments("a: 甲  #乙"), one("a: 甲", "#乙"));
        assert_eq!(comments("a: 甲  # 乙\n"), []);
        assert_eq!(comments("# 甲\n  # 乙\na: 甲#乙\nb: C#\n"), []);
    }
}
