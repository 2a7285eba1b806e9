//! Escaping of text for HTML and XML. Control characters, which have no place in either, are left out.

use std::convert::Infallible;
use std::io::{self, Write};

use crate::text::scan;

/// Text for elements and attributes of either quote, in HTML and XML.
pub(super) fn xml(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    append(text, &mut out, first);
    out
}

/// [`xml`] for a writer: the template engine calls it for every value that it prints.
pub(super) fn write(text: &str, out: &mut dyn Write) -> io::Result<()> {
    copy(text, first, |run| out.write_all(run.as_bytes()))
}

/// Appends text as the content of an HTML element. A line ends in `\n` alone.
pub(super) fn element(text: &str, out: &mut String) {
    append(text, out, |text| special(text, content));
}

/// Appends text as the value of an HTML attribute in double quotes.
pub(super) fn attribute(text: &str, out: &mut String) {
    let value = |byte| match byte {
        b'"' => "&quot;",
        b'\t' | b'\n' => " ",
        byte => content(byte),
    };
    append(text, out, |text| special(text, value));
}

/// A byte to be replaced: where it is, how many bytes are replaced with it, and by what.
type Replacement = (usize, usize, &'static str);

fn append(text: &str, out: &mut String, next: impl Fn(&str) -> Option<Replacement>) {
    let Ok(()) = copy(text, next, |run| {
        out.push_str(run);
        Ok::<(), Infallible>(())
    });
}

/// Copies text in runs between the replacements.
fn copy<E>(text: &str, next: impl Fn(&str) -> Option<Replacement>, mut out: impl FnMut(&str) -> Result<(), E>) -> Result<(), E> {
    let mut rest = text;
    while let Some((at, length, replacement)) = next(rest) {
        out(rest.get(..at).unwrap_or(""))?;
        out(replacement)?;
        rest = rest.get(at + length..).unwrap_or("");
    }
    out(rest)
}

fn first(text: &str) -> Option<Replacement> {
    text.bytes().enumerate().find_map(|(at, byte)| match byte {
        b'&' | b'<' | b'>' => Some((at, 1, content(byte))),
        b'"' => Some((at, 1, "&quot;")),
        b'\'' => Some((at, 1, "&#39;")),
        0..=8 | 11 | 12 | 14..=31 => Some((at, 1, "")),
        // U+FFFE and U+FFFF are the only characters above U+001F that no XML document may hold.
        0xef if text.get(at..).is_some_and(|t| t.starts_with(['\u{fffe}', '\u{ffff}'])) => Some((at, 3, "")),
        _ => None,
    })
}

fn special(text: &str, replacement: impl Fn(u8) -> &'static str) -> Option<Replacement> {
    let is_special = |b: u8| (b < 0x20) | (b == 0x7f) | (b == b'&') | (b == b'<') | (b == b'>') | (b == b'"');
    let at = scan::position(text.as_bytes(), is_special)?;
    Some((at, 1, replacement(*text.as_bytes().get(at)?)))
}

fn content(byte: u8) -> &'static str {
    match byte {
        b'&' => "&amp;",
        b'<' => "&lt;",
        b'>' => "&gt;",
        b'\t' => "\t",
        b'\n' => "\n",
        b'"' => "\"",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_quotes_and_what_xml_cannot_hold() {
        let out = xml("“息费”<b a='1' b=\"2\">&\u{8}\u{ffff}\t完");
        assert_eq!(out, "“息费”&lt;b a=&#39;1&#39; b=&quot;2&quot;&gt;&amp;\t完");
        let mut bytes = Vec::new();
        write("“息费”<b a='1' b=\"2\">&\u{8}\u{ffff}\t完", &mut bytes).unwrap();
        assert_eq!(bytes, out.as_bytes());
    }
}
