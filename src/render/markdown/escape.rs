//! Text in HTML. Control characters, which have no place in it, are left out; so a line ends in `\n` alone.

/// Adds text as the content of an element.
pub(in crate::render) fn escape(text: &str, out: &mut String) {
    with(text, out, |b| match b {
        b'&' => Some("&amp;"),
        b'<' => Some("&lt;"),
        b'>' => Some("&gt;"),
        b'\t' | b'\n' => None,
        0..0x20 | 0x7f => Some(""),
        _ => None,
    });
}

/// Adds text as the value of an attribute in double quotes.
pub(super) fn attribute(text: &str, out: &mut String) {
    with(text, out, |b| match b {
        b'&' => Some("&amp;"),
        b'<' => Some("&lt;"),
        b'>' => Some("&gt;"),
        b'"' => Some("&quot;"),
        b'\t' | b'\n' => Some(" "),
        0..0x20 | 0x7f => Some(""),
        _ => None,
    });
}

/// Copies text in runs between the bytes that something else stands for. All of them are ASCII.
fn with(text: &str, out: &mut String, replacement: impl Fn(u8) -> Option<&'static str>) {
    let mut copied = 0;
    for (i, b) in text.bytes().enumerate() {
        if let Some(other) = replacement(b) {
            out.push_str(text.get(copied..i).unwrap_or(""));
            out.push_str(other);
            copied = i + 1;
        }
    }
    out.push_str(text.get(copied..).unwrap_or(""));
}
