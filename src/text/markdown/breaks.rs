//! Line breaks that are no blank in print: between Chinese characters and marks.

use crate::text::han::{is_han, is_letter};

/// Characters of markup that are skipped to find the next visible character.
const MARKUP: usize = 64;
/// An object between characters, such as an image.
pub(crate) const OBJECT: char = '\u{fffc}';

/// True if a line break after `before` is no space in print: between Han characters and marks of either width, and beside a
/// full-width mark. `after` is the source from the line break on.
pub(crate) fn break_vanishes(before: Option<char>, after: &str) -> bool {
    use Class::{Ambiguous, Full, Han, Mark, Space};
    let Some((before, after)) = before.zip(first_visible(after)) else { return false };
    match (class(before), class(after)) {
        (Space, _) | (_, Space) => false,
        (Full, _) | (_, Full) => true,
        (Han, Han | Ambiguous | Mark) | (Ambiguous | Mark, Han) | (Ambiguous, Ambiguous) => true,
        _ => false,
    }
}

/// True for characters of Chinese text that need no blank beside them: Han characters and full-width marks.
pub(crate) fn is_wide(c: char) -> bool {
    matches!(class(c), Class::Han | Class::Full | Class::Ambiguous)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Space,
    /// Han characters and kana, full-width letters and digits.
    Han,
    /// Full-width marks, enclosed characters and units.
    Full,
    /// Quotation marks, dashes and dots that Latin text has, too.
    Ambiguous,
    /// Every other mark or symbol.
    Mark,
    /// Letters and digits of scripts with blanks between words.
    Word,
}

fn class(c: char) -> Class {
    match c {
        '\u{4e00}'..='\u{9fff}' => Class::Han,
        '\u{3005}'..='\u{3007}' | '\u{3041}'..='\u{30fa}' | '\u{30fc}'..='\u{312f}' => Class::Han,
        '\u{ff10}'..='\u{ff19}' | '\u{ff21}'..='\u{ff3a}' | '\u{ff41}'..='\u{ff5a}' => Class::Han,
        '\u{3001}'..='\u{3020}' | '\u{3030}' | '\u{303d}' | '\u{30fb}' | '\u{ff01}'..='\u{ff60}' | '\u{ffe0}'..='\u{ffe6}' => {
            Class::Full
        }
        '※' | '\u{2460}'..='\u{24ff}' | '\u{2776}'..='\u{2793}' | '\u{3200}'..='\u{33ff}' | '\u{fe10}'..='\u{fe4f}' => {
            Class::Full
        }
        '—' | '–' | '‘'..='”' | '…' | '·' => Class::Ambiguous,
        _ if is_han(c) => Class::Han,
        _ if is_letter(c) => Class::Word,
        _ if c.is_whitespace() || c.is_control() => Class::Space,
        _ => Class::Mark,
    }
}

/// The first character that a reader sees of a source that starts with a line break; [`OBJECT`] for an image.
fn first_visible(after: &str) -> Option<char> {
    let mut rest = after.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '>');
    for _ in 0..MARKUP {
        let first = rest.chars().next()?;
        let next = rest.get(first.len_utf8()..)?;
        rest = match first {
            '!' if next.starts_with('[') => return Some(OBJECT),
            '*' | '_' | '~' | '[' | '`' => next,
            '<' => tag(next).unwrap_or(next),
            '\\' if next.starts_with(|c: char| c.is_ascii_punctuation()) => return next.chars().next(),
            _ => return Some(first),
        };
    }
    None
}

/// The text after a tag of which `text` is the part behind `<`.
fn tag(text: &str) -> Option<&str> {
    let name = text.strip_prefix('/').unwrap_or(text);
    let end = name.find(|c: char| !c.is_ascii_alphanumeric())?;
    let inside = name.get(end..)?;
    let end = inside.bytes().take(MARKUP).position(|b| b == b'>')?;
    let is_tag = name.starts_with(|c: char| c.is_ascii_alphabetic()) && !inside.starts_with([':', '@', '.', '+', '-']);
    inside.get(end + 1..).filter(|_| is_tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn breaks_between_han_and_marks_of_either_width_vanish() {
        let joined = "文㐀〇か３。，）“①㎡㈠※😀℃(%.#";
        for mark in joined.chars() {
            assert!(break_vanishes(Some('文'), &format!("\n{mark}")), "文⏎{mark}");
            assert!(break_vanishes(Some(mark), "\n文"), "{mark}⏎文");
        }
        for word in ['L', '5', 'é', '강'] {
            assert!(!break_vanishes(Some('文'), &format!("\n{word}")), "文⏎{word}");
            assert!(!break_vanishes(Some(word), "\n文"), "{word}⏎文");
        }
    }

    #[test]
    fn breaks_beside_a_full_width_mark_vanish() {
        for mark in "。，、：（）《》「」！？％①㎡※".chars() {
            for other in "L5文(。😀—“".chars() {
                assert!(break_vanishes(Some(mark), &format!("\n{other}")), "{mark}⏎{other}");
                assert!(break_vanishes(Some(other), &format!("\n{mark}")), "{other}⏎{mark}");
            }
        }
    }

    #[test]
    fn breaks_of_latin_text_stay() {
        for (before, after) in
            [('d', "w"), ('.', "W"), ('”', "w"), ('d', "“w"), ('d', "(w"), (')', "w"), ('—', "w"), ('😀', "w"), ('5', "5")]
        {
            assert!(!break_vanishes(Some(before), &format!("\n{after}")), "{before}⏎{after}");
        }
        assert!(!break_vanishes(None, "\n文") && !break_vanishes(Some('文'), "\n"));
    }

    #[test]
    fn markup_is_not_seen() {
        for after in [
            "**文", "~~文", "[文](/a)", "[^1]", "`文`", "<u>文", "</u>文", "<mark ><u>文", "![LPR](/a)", "{lender.hotline}", "\\*",
            "> 文", "  文", "&lt;", "<br>文",
        ] {
            assert!(break_vanishes(Some('文'), &format!("\n{after}")), "{after}");
        }
        for after in ["**LPR", "[LPR](/a)", "`x`", "<u>LPR", "> LPR", "<https://a.b>"] {
            assert!(!break_vanishes(Some('文'), &format!("\n{after}")), "{after}");
        }
        assert!(!break_vanishes(Some('文'), &format!("\n{}文", "*".repeat(100))));
    }
}
