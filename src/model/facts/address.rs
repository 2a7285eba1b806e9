//! Which addresses a link or an image may have, by their scheme, read as leniently as a browser reads it.
//!
//! It checks the scheme only: `model::address` judges the rest of an outside address, and the link stage decides whether a target
//! of this site exists.

use crate::diag::nearest;
use crate::text::invisible::is_shapeless;

/// Schemes an address may have.
pub(super) const SCHEMES: [&str; 8] = ["lender", "topic", "law", "calculator", "https", "http", "mailto", "tel"];
/// Schemes that run code, reach into the reader's device or bring another document.
const DANGEROUS: &str = "javascript vbscript livescript mocha data file blob filesystem about view-source jar intent \
    chrome resource ms-appx res ws wss";

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum AddressVerdict {
    Fine,
    /// Dangerous, or without a scheme of its own (`//host`).
    Unsafe,
    /// An unknown scheme, and the known one nearest to it.
    Unknown(String, Option<String>),
}

/// Judges an address. Entities and escapes have been decoded by the parser.
pub(super) fn judge(address: &str) -> AddressVerdict {
    // Browsers drop tabs and line ends anywhere and controls at the ends; characters without a shape only serve to deceive.
    let unseen = |c: char| c.is_control() || c.is_whitespace() || is_shapeless(c);
    let mut scheme = String::new();
    let mut slashes = 0;
    for c in address.chars().filter(|c| !unseen(*c)) {
        match c {
            ':' if !scheme.is_empty() => return verdict(&scheme),
            '/' | '\\' if scheme.is_empty() => {
                slashes += 1;
                if slashes == 2 {
                    return AddressVerdict::Unsafe;
                }
            }
            _ if slashes > 0 => return AddressVerdict::Fine,
            'a'..='z' | 'A'..='Z' => scheme.push(c.to_ascii_lowercase()),
            '0'..='9' | '+' | '-' | '.' if !scheme.is_empty() => scheme.push(c),
            _ => return AddressVerdict::Fine,
        }
    }
    AddressVerdict::Fine
}

fn verdict(scheme: &str) -> AddressVerdict {
    if SCHEMES.contains(&scheme) {
        AddressVerdict::Fine
    } else if DANGEROUS.split(' ').any(|dangerous| dangerous == scheme) {
        AddressVerdict::Unsafe
    } else {
        AddressVerdict::Unknown(scheme.to_owned(), nearest(scheme, SCHEMES))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_addresses_may_stand() {
        for address in [
            "", "#还款", "?q=1", "a.md", "../b.md#锚", "/hf/1.html", "https://example.com", "HTTP://example.com",
            "mailto:a@example.com", "tel:12368", "lender:bank", "law:civil-code#676", "第1条:说明.md", "1:2.md", "a/b:c.md",
            "图.png", "javascript", "/\u{200b}a",
        ] {
            assert_eq!(judge(address), AddressVerdict::Fine, "{address}");
        }
    }

    #[test]
    fn dangerous_addresses_are_seen_through_disguise() {
        for address in [
            "javascript:alert(1)", "JaVaScRiPt:x", " javascript:x", "\u{1}javascript:x", "java\tscript:x", "java\nscript:x",
            "java\0script:x", "java\u{200b}script:x", "vbscript:x", "data:text/html,x", "file:///etc/passwd", "blob:x",
            "about:blank", "//evil.example", "/\\evil.example", "\\\\evil.example", "/\t/evil.example", " //evil.example",
            "view-source:x",
        ] {
            assert_eq!(judge(address), AddressVerdict::Unsafe, "{address:?}");
        }
    }

    #[test]
    fn an_unknown_scheme_is_told_its_nearest() {
        assert_eq!(judge("lendr:bank"), AddressVerdict::Unknown("lendr".into(), Some("lender".into())));
        assert_eq!(judge("htps://example.com"), AddressVerdict::Unknown("htps".into(), Some("https".into())));
        assert_eq!(judge("weixin://x"), AddressVerdict::Unknown("weixin".into(), None));
    }
}
