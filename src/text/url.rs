//! Percent-encoding and Unicode form of paths.

use std::borrow::Cow;
use std::fmt::Write;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// Encodes a path for an address: everything but letters, digits and `-._~/!$&'()*+,;=:@` as UTF-8 bytes in `%XX`.
pub fn encode(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/!$&()*+,;=:@".contains(&byte) {
            out.push(char::from(byte));
        } else {
            // Writing to a String cannot fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// Decodes `%XX`; nothing if a sequence is invalid or the result is not UTF-8.
pub(crate) fn decode(text: &str) -> Option<String> {
    if !text.contains('%') {
        return Some(text.to_owned());
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digit = |b: Option<u8>| b.and_then(|b| char::from(b).to_digit(16));
            let (high, low) = (digit(rest.next())?, digit(rest.next())?);
            bytes.push(u8::try_from(high * 16 + low).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

/// The composed form of a text (NFC). Some systems decompose the names of files, and what people type is composed.
pub(crate) fn nfc(text: &str) -> Cow<'_, str> {
    if text.is_ascii() || is_nfc_quick(text.chars()) == IsNormalized::Yes {
        text.into()
    } else {
        text.nfc().collect::<String>().into()
    }
}

/// Joins a relative path to the folder of a file and resolves `.` and `..`; nothing if it leaves the top.
pub(crate) fn join(file: &str, relative: &str) -> Option<String> {
    let mut parts: Vec<&str> = file.split('/').collect();
    parts.pop();
    for part in relative.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// The relative path from the folder of a file to another file. Blanks and brackets are encoded, so that Markdown can have it.
pub(crate) fn relative(file: &str, target: &str) -> String {
    let (from, to): (Vec<&str>, Vec<&str>) = (file.split('/').collect(), target.split('/').collect());
    let most = from.len().min(to.len()).saturating_sub(1);
    let shared = from.iter().zip(&to).take(most).take_while(|(a, b)| a == b).count();
    let up = from.len().saturating_sub(shared + 1);
    let parts: Vec<&str> = std::iter::repeat_n("..", up).chain(to.into_iter().skip(shared)).collect();
    parts.join("/").replace(' ', "%20").replace('(', "%28").replace(')', "%29")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_survive_encoding() {
        assert_eq!(encode("topics/逾期 a\"/"), "topics/%E9%80%BE%E6%9C%9F%20a%22/");
        assert_eq!(decode(&encode("逾期/a'b%")).as_deref(), Some("逾期/a'b%"));
        assert_eq!(decode("%zz"), None);
        assert_eq!(decode("%ff"), None);
    }

    #[test]
    fn a_relative_path_leads_back() {
        for (file, target, relative) in [
            ("content/articles/a.md", "content/articles/b.md", "b.md"),
            ("content/articles/2026/a.md", "content/articles/b (1).md", "../b%20%281%29.md"),
            ("content/articles/a.md", "content/pages/甲/b.md", "../pages/甲/b.md"),
            ("a.md", "b.md", "b.md"),
        ] {
            assert_eq!(super::relative(file, target), relative);
        }
    }

    #[test]
    fn relative_paths_stay_below_the_top() {
        assert_eq!(join("content/articles/a.md", "../pages/about.md").as_deref(), Some("content/pages/about.md"));
        assert_eq!(join("content/articles/a.md", "./b.md").as_deref(), Some("content/articles/b.md"));
        assert_eq!(join("content/articles/a.md", "../../../etc/passwd"), None);
    }
}
