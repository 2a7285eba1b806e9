//! Theme files → fingerprinted assets with integrity values. Of a file's content only comments of scripts are left out.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Write;

use sha2::{Digest, Sha256, Sha384};

use super::Artifact;
use crate::view::Asset;

/// The files of `static/theme/`, given by name and content, as `assets/<name>.<hash>.<ext>`; and what templates call them:
/// `site.css` is `site.assets.site_css`. `base` is the path of the home page.
pub fn assets<'a>(files: impl IntoIterator<Item = (&'a str, &'a [u8])>, base: &str) -> (BTreeMap<String, Asset>, Vec<Artifact>) {
    let mut names = BTreeMap::new();
    let mut artifacts = Vec::new();
    for (name, bytes) in files {
        let bytes = if name.ends_with(".js") { uncommented(bytes) } else { bytes.into() };
        let path = format!("assets/{}", fingerprinted(name, &bytes));
        let integrity = format!("sha384-{}", base64(&Sha384::digest(&bytes)));
        names.insert(name.replace(['.', '-'], "_"), Asset { url: format!("{base}{path}"), integrity });
        artifacts.push(Artifact { path, bytes: bytes.into_owned() });
    }
    (names, artifacts)
}

/// A script without the lines that are comments and nothing else: what follows `// `. One in which a text goes over lines (in
/// which such a line may belong to a text) stays as it is.
fn uncommented(bytes: &[u8]) -> Cow<'_, [u8]> {
    let lines = || bytes.split_inclusive(|b| *b == b'\n');
    let goes_on = |line: &[u8]| line.iter().filter(|b| **b == b'`').count() % 2 == 1 || line.trim_ascii_end().ends_with(b"\\");
    if lines().any(goes_on) {
        return bytes.into();
    }
    lines().filter(|line| !line.trim_ascii_start().starts_with(b"// ")).flatten().copied().collect()
}

/// `site.css` → `site.0123456789abcdef.css`.
fn fingerprinted(name: &str, bytes: &[u8]) -> String {
    let mut hash = String::with_capacity(16);
    for byte in Sha256::digest(bytes).iter().take(8) {
        write!(hash, "{byte:02x}").unwrap_or_default();
    }
    match name.rsplit_once('.') {
        Some((stem, extension)) => format!("{stem}.{hash}.{extension}"),
        None => format!("{name}.{hash}"),
    }
}

/// Base 64 (RFC 4648) of a text whose length is a multiple of three, as digests of 48 bytes are.
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let digit = |n: u32| DIGITS.get((n & 63) as usize).map_or('=', |d| char::from(*d));
    let three = |chunk: &[u8]| chunk.iter().fold(0_u32, |n, byte| n << 8 | u32::from(*byte));
    bytes.chunks(3).map(three).flat_map(|n| [digit(n >> 18), digit(n >> 12), digit(n >> 6), digit(n)]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_comment_are_left_out_of_scripts() {
        for (script, published) in [
            ("// What it is.\nlet a = 1; // b\n  // c\n//# sourceMappingURL=a\n", "let a = 1; // b\n//# sourceMappingURL=a\n"),
            ("let a = `\n// b\n`;\n", "let a = `\n// b\n`;\n"),
            ("let a = 'b\\\n// c';\n", "let a = 'b\\\n// c';\n"),
        ] {
            assert_eq!(assets([("a.js", script.as_bytes())], "/").1[0].bytes, published.as_bytes());
        }
        assert_eq!(assets([("a.css", b"// b\n".as_slice())], "/").1[0].bytes, b"// b\n");
    }

    #[test]
    fn named_by_content() {
        let (names, files) = assets([("site.css", b"a{}".as_slice()), ("icon-dark.svg", b"<svg/>")], "/docs/");
        let css = &names["site_css"];
        // Both digests as `openssl dgst` gives them.
        assert_eq!(css.url, "/docs/assets/site.5f546eb4606b5c2b.css");
        assert_eq!(css.integrity, "sha384-m4Zcd9m9Kerya2aMKZ9CuL1yv7QLjdpmEo79GaQCk1uO2U4trsxWuyqSJsOzpOru");
        assert!(names["icon_dark_svg"].url.starts_with("/docs/assets/icon-dark."));
        assert_eq!(files[0], Artifact { path: "assets/site.5f546eb4606b5c2b.css".into(), bytes: b"a{}".to_vec() });
    }
}
