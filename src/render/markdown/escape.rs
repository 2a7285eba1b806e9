//! Text in HTML. Control characters, which have no place in it, are left out; so a line ends in `\n` alone.

use crate::text::scan;

/// Adds text as the content of an element.
pub(in crate::render) fn escape(text: &str, out: &mut String) {
    with(text, out, |b| match b {
        b'&' => "&amp;",
        b'<' => "&lt;",
        b'>' => "&gt;",
        b'\t' => "\t",
        b'\n' => "\n",
        b'"' => "\"",
        _ => "",
    });
}

/// Adds text as the value of an attribute in double quotes.
pub(super) fn attribute(text: &str, out: &mut String) {
    with(text, out, |b| match b {
        b'&' => "&amp;",
        b'<' => "&lt;",
        b'>' => "&gt;",
        b'"' => "&quot;",
        b'\t' | b'\n' => " ",
        _ => "",
    });
}

/// Copies text in runs between the bytes that something else may stand for: marks of HTML and control characters.
fn with(text: &str, out: &mut String, replacement: impl Fn(u8) -> &'static str) {
    let is_one = |b: u8| (b < 0x20) | (b == 0x7f) | (b == b'&') | (b == b'<') | (b == b'>') | (b == b'"');
    let mut rest = text;
    while let Some(at) = scan::position(rest.as_bytes(), is_one) {
        out.push_str(rest.get(..at).unwrap_or(""));
        out.push_str(rest.as_bytes().get(at).map_or("", |b| replacement(*b)));
        rest = rest.get(at + 1..).unwrap_or("");
    }
    out.push_str(rest);
}
