//! Raw HTML in Markdown: its division into tags and text, and the tags that are allowed.

use std::ops::Range;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum HtmlPart<'a> {
    /// Text between tags, as written.
    Text(&'a str),
    /// `<br>` or `<br/>` without attributes.
    Break,
    /// An allowed tag, by its name in lower case.
    Open(&'static str),
    Close(&'static str),
    /// Anything else: a tag by its name as written, with `closing` set on an end tag; a comment, a declaration or an instruction, with an empty name.
    Refused {
        name: &'a str,
        closing: bool,
    },
}

/// True for elements whose content is no text.
pub(crate) fn is_silent(name: &str) -> bool {
    ["script", "style", "template", "noscript"].iter().any(|s| name.eq_ignore_ascii_case(s))
}

pub(crate) fn parts(html: &str) -> impl Iterator<Item = (HtmlPart<'_>, Range<usize>)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = html.get(at..).filter(|r| !r.is_empty())?;
        let (part, length) = first(rest);
        let range = at..at + length;
        at = range.end;
        Some((part, range))
    })
}

fn first(html: &str) -> (HtmlPart<'_>, usize) {
    if let Some(length) = tag_length(html) {
        return (html.get(..length).map_or(HtmlPart::Refused { name: "", closing: false }, tag), length);
    }
    let skip = usize::from(html.starts_with('<'));
    let length = html.get(skip..).and_then(|h| h.find('<')).map_or(html.len(), |i| i + skip);
    (HtmlPart::Text(html.get(..length).unwrap_or("")), length)
}

/// The length of the tag, comment or declaration that `html` starts with; up to the end of the text if it is not closed.
fn tag_length(html: &str) -> Option<usize> {
    let until = |end: &str| Some(html.find(end).map_or(html.len(), |i| i + end.len()));
    let after = html.strip_prefix('<')?;
    if after.starts_with("!--") {
        return until("-->");
    }
    if after.starts_with("![CDATA[") {
        return until("]]>");
    }
    if after.starts_with(['!', '?']) {
        return until(">");
    }
    if !after.strip_prefix('/').unwrap_or(after).starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let mut quote = None;
    for (i, b) in html.bytes().enumerate() {
        match (quote, b) {
            (None, b'>') => return Some(i + 1),
            (None, b'"' | b'\'') => quote = Some(b),
            (Some(q), _) if q == b => quote = None,
            _ => {}
        }
    }
    // An unmatched quote must not hide the rest of the text.
    until(">")
}

pub(crate) fn tag(html: &str) -> HtmlPart<'_> {
    let inner = html.strip_prefix('<').unwrap_or(html);
    let inner = inner.strip_suffix('>').unwrap_or(inner);
    let (closing, inner) = inner.strip_prefix('/').map_or((false, inner), |i| (true, i));
    let end = inner.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(inner.len());
    let (name, rest) = inner.split_at_checked(end).unwrap_or((inner, ""));
    let refused = HtmlPart::Refused { name, closing };
    if !html.ends_with('>') {
        return refused;
    }
    if name.eq_ignore_ascii_case("br") {
        return if !closing && matches!(rest.trim(), "" | "/") { HtmlPart::Break } else { refused };
    }
    match ["sub", "sup", "u", "mark", "kbd"].into_iter().find(|allowed| name.eq_ignore_ascii_case(allowed)) {
        Some(name) if rest.trim().is_empty() && closing => HtmlPart::Close(name),
        Some(name) if rest.trim().is_empty() => HtmlPart::Open(name),
        _ => refused,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(html: &str) -> Vec<HtmlPart<'_>> {
        parts(html).map(|(part, _)| part).collect()
    }

    #[test]
    fn only_bare_tags_pass() {
        assert_eq!(
            read("<br><BR /><u>重点</U >"),
            [HtmlPart::Break, HtmlPart::Break, HtmlPart::Open("u"), HtmlPart::Text("重点"), HtmlPart::Close("u")]
        );
        for html in ["<u class=a>", "<br class>", "</br>", "<u/>", "<sup onclick='x'>", "<uu>", "<u"] {
            assert!(matches!(read(html).as_slice(), [HtmlPart::Refused { .. }]), "{html}");
        }
    }

    #[test]
    fn a_sign_in_a_quote_or_comment_ends_no_tag() {
        assert_eq!(read("<a title='>'>x"), [HtmlPart::Refused { name: "a", closing: false }, HtmlPart::Text("x")]);
        assert_eq!(read("<!-- <b> -->x"), [HtmlPart::Refused { name: "", closing: false }, HtmlPart::Text("x")]);
        assert_eq!(
            read("<a b='>x</a>"),
            [HtmlPart::Refused { name: "a", closing: false }, HtmlPart::Text("x"), HtmlPart::Refused { name: "a", closing: true }]
        );
        assert_eq!(read("1 < 2 <3"), [HtmlPart::Text("1 "), HtmlPart::Text("< 2 "), HtmlPart::Text("<3")]);
    }
}
