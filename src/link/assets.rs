//! Theme files → assets: fingerprinted paths and integrity values. Scripts lose their comment lines, style sheets comments and spaces.

use std::borrow::Cow;

use sha2::{Digest, Sha256};

use crate::model::IndexVec;
use crate::model::files::ROOT_ICONS;
use crate::text::Checksum;

crate::model::id::ids! {
    pub(crate) AssetId;
}

#[derive(Debug)]
pub(crate) struct Asset {
    /// Its name in `static/theme/`.
    pub(crate) name: String,
    /// `assets/<name>.<fingerprint>.<ending>`; the name alone for an icon of the root.
    pub(crate) output: String,
    /// The value of the attribute `integrity`.
    pub(crate) integrity: String,
    pub(crate) bytes: Vec<u8>,
}

impl Asset {
    /// False for an icon, which programs look for at a fixed path.
    pub(crate) fn is_fingerprinted(&self) -> bool {
        !ROOT_ICONS.contains(&self.name.as_str())
    }
}

/// A script that is published at the start of another: together they are smaller, and come in one request.
const JOINED: (&str, &str) = ("search-fold.js", "search-index.js");

/// The assets made of the theme's files, by name and contents.
pub(super) fn assets<'a>(files: impl Iterator<Item = (&'a str, &'a [u8])>) -> IndexVec<AssetId, Asset> {
    let (joined, files): (Vec<_>, Vec<_>) = files.partition(|(name, _)| *name == JOINED.0);
    let before: Vec<u8> = joined.iter().flat_map(|(_, bytes)| *bytes).copied().collect();
    let made = |(name, bytes): (&str, &[u8])| {
        if name == JOINED.1 { asset(name, &[before.as_slice(), bytes].concat()) } else { asset(name, bytes) }
    };
    files.into_iter().map(made).collect()
}

fn asset(name: &str, bytes: &[u8]) -> Asset {
    let bytes = match name.rsplit_once('.') {
        Some((_, "js")) => uncommented(bytes),
        Some((_, "css")) => compact(bytes).into(),
        _ => bytes.into(),
    };
    Asset {
        name: name.to_owned(),
        output: if ROOT_ICONS.contains(&name) { name.to_owned() } else { format!("assets/{}", fingerprinted(name, &bytes)) },
        integrity: format!("sha256-{}", base64(&Sha256::digest(&bytes))),
        bytes: bytes.into_owned(),
    }
}

/// A script without indentation and without its lines that are only a comment (`// …`). A script with a text of several lines stays
/// as it is: such a line may belong to that text.
fn uncommented(bytes: &[u8]) -> Cow<'_, [u8]> {
    let lines = || bytes.split_inclusive(|b| *b == b'\n');
    let goes_on = |line: &[u8]| line.iter().filter(|b| **b == b'`').count() % 2 == 1 || line.trim_ascii_end().ends_with(b"\\");
    if lines().any(goes_on) {
        return bytes.into();
    }
    lines().map(<[u8]>::trim_ascii_start).filter(|line| !line.starts_with(b"// ")).flatten().copied().collect()
}

/// A style sheet without comments, and without spaces beside braces, semicolons and commas. Texts in quotes stay as they are.
fn compact(mut css: &[u8]) -> Vec<u8> {
    let is_sign = |byte: u8| matches!(byte, b'{' | b'}' | b';' | b',');
    let is_word = |byte: Option<&u8>| byte.is_some_and(|byte| !is_sign(*byte) && !byte.is_ascii_whitespace());
    let (mut out, mut is_spaced) = (Vec::with_capacity(css.len()), false);
    while let Some((&first, after)) = css.split_first() {
        let length = match first {
            b'/' if after.starts_with(b"*") => {
                css =
                    after.windows(2).skip(1).position(|pair| pair == b"*/").and_then(|at| after.get(at + 3..)).unwrap_or_default();
                // Without a comment between them, two words would be one.
                let divides = !is_spaced && is_word(out.last()) && is_word(css.first());
                out.extend_from_slice(if divides { b"/**/" } else { b"" });
                continue;
            }
            b'"' | b'\'' => quoted(css),
            _ => 1,
        };
        let token;
        (token, css) = css.split_at(length);
        if first.is_ascii_whitespace() {
            is_spaced = true;
            continue;
        }
        // An empty value of a variable is a space.
        if is_spaced && out.last().is_some_and(|last| !is_sign(*last) && (!is_sign(first) || *last == b':')) {
            out.push(b' ');
        }
        is_spaced = false;
        out.extend_from_slice(token);
    }
    out
}

/// Bytes of the quoted text that a style sheet begins with; all of it if the text does not end.
fn quoted(css: &[u8]) -> usize {
    let mut bytes = css.iter().enumerate().skip(1);
    while let Some((at, byte)) = bytes.next() {
        match byte {
            b'\\' => drop(bytes.next()),
            _ if Some(byte) == css.first() => return at + 1,
            _ => {}
        }
    }
    css.len()
}

/// `site.css` → `site.0123456789abcdef.css`.
fn fingerprinted(name: &str, bytes: &[u8]) -> String {
    let hash: String = Checksum::of(bytes).to_string().chars().take(16).collect();
    match name.rsplit_once('.') {
        Some((stem, extension)) => format!("{stem}.{hash}.{extension}"),
        None => format!("{name}.{hash}"),
    }
}

/// Base 64 (RFC 4648).
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let digit = |n: u32| DIGITS.get((n & 63) as usize).map_or('=', |d| char::from(*d));
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let bits = (0..3).fold(0_u32, |n, at| n << 8 | u32::from(chunk.get(at).copied().unwrap_or(0)));
        // A chunk of n bytes has n + 1 digits.
        let digits = [18, 12, 6, 0].into_iter().enumerate();
        out.extend(digits.map(|(at, shift)| if at <= chunk.len() { digit(bits >> shift) } else { '=' }));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn indentation_and_lines_of_comment_are_left_out_of_scripts() {
        for (script, published) in [
            ("// What it is.\n  let a = 1; // b\n  // c\n//# sourceMappingURL=a\n", "let a = 1; // b\n//# sourceMappingURL=a\n"),
            ("let a = `\n// b\n`;\n", "let a = `\n// b\n`;\n"),
            ("let a = 'b\\\n// c';\n", "let a = 'b\\\n// c';\n"),
        ] {
            assert_eq!(asset("a.js", script.as_bytes()).bytes, published.as_bytes());
        }
    }

    #[test]
    fn style_sheets_lose_comments_and_spaces() {
        for (css, published) in [
            ("/* a */\n.a, .b > c {\n  color: red;\n  margin: 0 auto;\n}\n", ".a,.b > c{color: red;margin: 0 auto;}"),
            (".a::after { content: \"/* ; */  x\\\" }\"; }", ".a::after{content: \"/* ; */  x\\\" }\";}"),
            (".a/* b */.c { }\n\n@media (min-width: 1em) { d { e: f } }", ".a/**/.c{}@media (min-width: 1em){d{e: f}}"),
            ("a /* b */ c { --d: ; }", "a c{--d: ;}"),
            ("a { b: 'c", "a{b: 'c"),
            ("a { } /* b", "a{}"),
        ] {
            assert_eq!(String::from_utf8_lossy(&asset("a.css", css.as_bytes()).bytes), published, "{css}");
        }
    }

    #[test]
    fn a_script_may_begin_with_another() {
        let files = [("search-fold.js", b"a".as_slice()), ("search-index.js", b"b"), ("search.js", b"c")];
        let made = assets(files.into_iter());
        let texts: Vec<_> = made.iter().map(|asset| (asset.name.as_str(), asset.bytes.as_slice())).collect();
        assert_eq!(texts, [("search-index.js", b"ab".as_slice()), ("search.js", b"c")]);
    }

    #[test]
    fn base_64_fills_up_to_four_digits() {
        // RFC 4648, section 10.
        for (text, digits) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")] {
            assert_eq!(base64(text.as_bytes()), digits);
        }
    }

    #[test]
    fn named_by_content() {
        let css = asset("site.css", b"a{}");
        // Both digests as `openssl dgst` gives them.
        assert_eq!(css.output, "assets/site.5f546eb4606b5c2b.css");
        assert_eq!(css.integrity, "sha256-X1RutGBrXCt9KkSaXMK7tHftWiRscFHOhxsS8tv8hBk=");
        assert_eq!((css.name.as_str(), css.bytes.as_slice()), ("site.css", b"a{}".as_slice()));
        assert!(asset("icon-dark.svg", b"<svg/>").output.starts_with("assets/icon-dark."));
    }
}
