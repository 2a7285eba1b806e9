//! Slugs: names that become part of an address and of a file's name.

use unicode_normalization::UnicodeNormalization;

use crate::diag::catalogue::FrontFault;
use crate::text::invisible::is_shapeless;

/// The longest slug in bytes: longer paths are refused by some hosts.
pub(crate) const MAX_BYTES: usize = 120;

/// Why a text cannot be a slug, in Chinese and English.
pub(crate) type Why = (&'static str, &'static str);

/// Normalizes a slug (NFC) and checks it.
pub(crate) fn check(text: &str) -> Result<String, Why> {
    let slug: String = text.nfc().collect();
    let faults = [
        (slug.is_empty(), ("是空的", "it is empty")),
        (slug.len() > MAX_BYTES, ("超过 120 个字节", "it has more than 120 bytes")),
        (
            slug.starts_with(['.', '-']) || slug.ends_with(['.', '-']),
            ("不能以点或连字符开头或结尾", "it starts or ends with a dot or hyphen"),
        ),
        (slug.contains(".."), ("不能含有 ..", "it holds ..")),
        (
            !slug.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.')),
            (
                "含有文字、数字、连字符、下划线和点以外的字符",
                "it holds something other than letters, digits, hyphen, underscore and dot",
            ),
        ),
        (slug.chars().any(char::is_uppercase), ("含有大写字母", "it holds an upper-case letter")),
        (is_reserved(&slug), ("是系统保留的名称", "it is a name that some systems reserve")),
    ];
    faults.into_iter().find(|(applies, _)| *applies).map_or(Ok(slug), |(_, why)| Err(why))
}

/// True for device names of Windows, which cannot be file names there with any extension.
fn is_reserved(slug: &str) -> bool {
    let stem = slug.split('.').next().unwrap_or(slug);
    let numbered = |p: &str| stem.strip_prefix(p).is_some_and(|d| d.len() == 1 && d.bytes().all(|b| b.is_ascii_digit()));
    matches!(stem, "con" | "prn" | "aux" | "nul") || numbered("com") || numbered("lpt")
}

pub(crate) fn fault(text: &str, (zh, en): Why) -> FrontFault {
    let unseen = text.chars().find(|c| is_shapeless(*c) || c.is_control()).map(|c| format!("U+{:04X}", u32::from(c)));
    let (why_zh, why_en) = match unseen {
        Some(c) => (format!("含有看不见的字符 {c}"), format!("it holds the invisible character {c}")),
        None => (zh.to_owned(), en.to_owned()),
    };
    FrontFault::BadSlug { value: text.to_owned(), why_zh, why_en }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_safe_names() {
        for good in ["a", "card-overdue", "177626", "信用卡-逾期", "v1.2", "a_b"] {
            assert_eq!(check(good).as_deref(), Ok(good));
        }
        for bad in
            ["", "../../x", ".hidden", "a/b", "A", "con", "com1", "aux.html", "a b", "a..b", "-a", "a.", "a\u{202e}b", "a\u{0}"]
        {
            assert!(check(bad).is_err(), "{bad:?}");
        }
        assert!(check(&"长".repeat(41)).is_err());
    }

    #[test]
    fn an_invisible_character_is_named() {
        for (text, name) in [("a\u{200b}b", "U+200B"), ("a b", "以外的字符")] {
            let why = check(text).unwrap_err();
            let message = crate::diag::Fault::from(fault(text, why)).message(crate::diag::Lang::Zh);
            assert!(message.contains(name), "{message}");
        }
    }

    #[test]
    fn slugs_have_one_unicode_form() {
        assert_eq!(check("e\u{301}").as_deref(), Ok("\u{e9}"));
    }
}
