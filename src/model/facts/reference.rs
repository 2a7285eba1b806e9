//! Facts that prose takes from the register of lenders: `{lender.hotline}` for the article's own lender, `{zhaolian-cf.entity}` for
//! another by its slug.
//!
//! It finds the syntax of a reference; the link stage decides whether the fact exists.

use super::Reference;
use crate::text::Span;

/// The most bytes of a reference.
const LONGEST: usize = 160;

/// Appends the references in prose at byte `offset` of the body. One after a backslash is text.
pub(super) fn gather(prose: &str, offset: usize, escaped: bool, found: &mut Vec<Reference>) {
    let mut at = 0;
    while let Some(start) = prose.as_bytes().get(at..).and_then(|p| memchr::memchr(b'{', p)).map(|i| at + i) {
        at = start + 1;
        let limit = prose.floor_char_boundary((at + LONGEST).min(prose.len()));
        let Some(inside) = prose.get(at..limit).and_then(|p| p.split_once('}')).map(|(inside, _)| inside) else { continue };
        let Some((lender, key)) = inside.split_once('.') else { continue };
        let slug = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        let word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
        let written = !lender.is_empty() && lender.chars().all(slug) && !key.is_empty() && key.chars().all(word);
        if written && !(escaped && start == 0) {
            let end = at + inside.len() + 1;
            let span = Span::new(offset + start..offset + end);
            found.push(Reference { span, lender: lender.into(), key: key.into() });
            at = end;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn references(prose: &str) -> Vec<(String, u32)> {
        let mut found = Vec::new();
        gather(prose, 10, false, &mut found);
        found.iter().map(|r| (format!("{}/{}", r.lender, r.key), r.span.start)).collect()
    }

    #[test]
    fn a_reference_has_a_lender_and_a_key() {
        assert_eq!(references("请打{lender.hotline}。"), [("lender/hotline".to_owned(), 16)]);
        assert_eq!(references("{zhaolian-cf.罚息利率}"), [("zhaolian-cf/罚息利率".to_owned(), 10)]);
        for text in
            ["{}", "{lender}", "{lender.}", "{.x}", "{Lender.x}", "{lender.a b}", "{lender.hotline", "{{a.b", "｛lender.x｝"]
        {
            assert_eq!(references(text), [], "{text}");
        }
    }
}
