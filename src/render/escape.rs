//! Escaping of text for HTML and XML, elements and attributes of either quote alike. Never changes anything else, but for
//! characters that XML cannot hold, which are left out.

use std::io::Write;

/// Appends text, escaped.
pub(super) fn push(out: &mut String, text: &str) {
    let mut rest = text;
    while let Some((at, length, entity)) = first(rest) {
        out.push_str(rest.get(..at).unwrap_or(""));
        out.push_str(entity);
        rest = rest.get(at + length..).unwrap_or("");
    }
    out.push_str(rest);
}

/// Writes text, escaped: what the template engine calls for every value it prints.
pub(super) fn write(text: &str, out: &mut dyn Write) -> std::io::Result<()> {
    let mut rest = text;
    while let Some((at, length, entity)) = first(rest) {
        out.write_all(rest.get(..at).unwrap_or("").as_bytes())?;
        out.write_all(entity.as_bytes())?;
        rest = rest.get(at + length..).unwrap_or("");
    }
    out.write_all(rest.as_bytes())
}

/// Where the first character to be replaced stands, its length in bytes, and what replaces it.
fn first(text: &str) -> Option<(usize, usize, &'static str)> {
    text.bytes().enumerate().find_map(|(at, byte)| match byte {
        b'&' => Some((at, 1, "&amp;")),
        b'<' => Some((at, 1, "&lt;")),
        b'>' => Some((at, 1, "&gt;")),
        b'"' => Some((at, 1, "&quot;")),
        b'\'' => Some((at, 1, "&#39;")),
        0..=8 | 11 | 12 | 14..=31 => Some((at, 1, "")),
        // U+FFFE and U+FFFF are the only characters above U+001F that no XML document may hold.
        0xef if text.get(at..).is_some_and(|t| t.starts_with(['\u{fffe}', '\u{ffff}'])) => Some((at, 3, "")),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_quotes_and_what_xml_cannot_hold() {
        let mut out = String::new();
        push(&mut out, "“息费”<b a='1' b=\"2\">&\u{8}\u{ffff}\t完");
        assert_eq!(out, "“息费”&lt;b a=&#39;1&#39; b=&quot;2&quot;&gt;&amp;\t完");
        let mut bytes = Vec::new();
        write("“息费”<b a='1' b=\"2\">&\u{8}\u{ffff}\t完", &mut bytes).unwrap();
        assert_eq!(bytes, out.as_bytes());
    }
}
