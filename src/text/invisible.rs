//! Characters that readers cannot see: characters without a shape, control characters, and blanks of any width.

use super::radical::is_radical;

/// Bytes that are looked at together.
const BLOCK: usize = 32;

/// True for a character without a shape, which only joins, divides or turns the text around it.
pub(crate) fn is_shapeless(c: char) -> bool {
    is_directional(c)
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{115f}' | '\u{1160}' | '\u{180b}'..='\u{180e}' | '\u{200b}'..='\u{200d}'
            | '\u{2060}'..='\u{2065}' | '\u{206a}'..='\u{206f}' | '\u{3164}' | '\u{feff}' | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}')
}

/// True for a character that changes the direction of the text around it.
pub(crate) fn is_directional(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// True for a blank of any width within a line.
pub(crate) fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}')
}

/// True for a character of which flags of regions are made.
pub(crate) fn is_tag(c: char) -> bool {
    matches!(c, '\u{e0000}'..='\u{e007f}')
}

/// True for a character that stands for another one which was lost: a radical from a PDF file, the sign of a wrong encoding or of an
/// object, a character of one font, a blank of Braille.
pub(crate) fn is_substitute(c: char) -> bool {
    is_radical(c) || matches!(c, '\u{2800}' | '\u{e000}'..='\u{f8ff}' | '\u{fffc}' | '\u{fffd}')
}

/// True for a character that readers cannot see, except for ordinary blanks, tabs and line ends.
fn is_invisible(c: char) -> bool {
    match c {
        ' ' | '\n' | '\t' | '\r' => false,
        ..='\u{7e}' => c.is_control(),
        '\u{fffe}' | '\u{ffff}' => true,
        c => {
            c.is_control()
                || is_substitute(c)
                || is_shapeless(c)
                || is_blank(c)
                || is_tag(c)
                || matches!(c, '\u{2028}' | '\u{2029}')
        }
    }
}

/// Calls `see` for each character that readers cannot see, or that stands for another one, except for ordinary blanks, tabs and line
/// ends. Blocks of a text without
/// one are skipped whole.
pub(crate) fn visit(text: &str, see: &mut dyn FnMut(usize, char)) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let end = (at + BLOCK).min(bytes.len());
        if bytes.get(at..end + 2).is_none_or(has_candidate) {
            let (from, to) = (text.ceil_char_boundary(at), text.ceil_char_boundary(end));
            let block = text.get(from..to).unwrap_or("");
            block.char_indices().filter(|(_, c)| is_invisible(*c)).for_each(|(i, c)| see(from + i, c));
        }
        at = end;
    }
}

/// True if a block may have an invisible character. There is no branch, so that the compiler can vectorise it.
fn has_candidate(block: &[u8]) -> bool {
    let tail = |n: usize| block.get(n..).unwrap_or_default();
    let threes = block.iter().zip(tail(1)).zip(tail(2));
    threes.fold(false, |any, ((a, b), c)| any | is_candidate(*a, *b, *c))
}

/// True if three bytes may begin with an invisible character.
fn is_candidate(a: u8, b: u8, c: u8) -> bool {
    let control = ((a < 0x20) & (a != b'\n') & (a != b'\t')) | (a == 0x7f);
    let latin = (a == 0xc2) & ((b <= 0xa0) | (b == 0xad));
    let other = (a == 0xcd) | (a == 0xd8) | (a == 0xe1) | (a == 0xf3);
    let general = (a == 0xe2) & (((b == 0x80) & ((c <= 0x8f) | (c.wrapping_sub(0xa8) <= 7))) | ((b == 0x81) & (c >= 0x9f)));
    let substitute = ((a == 0xe2) & ((b >= 0xba) | ((b == 0xa0) & (c == 0x80)))) | (a == 0xee) | ((a == 0xef) & (b <= 0xa3));
    let wide = (a == 0xe3) & (((b == 0x80) & (c == 0x80)) | ((b == 0x85) & (c == 0xa4)));
    let last = (a == 0xef) & (((b == 0xbb) & (c == 0xbf)) | ((b == 0xbe) & (c == 0xa0)) | ((b == 0xbf) & (c >= 0xb9)));
    control | latin | other | general | substitute | wide | last
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn every_invisible_character_is_seen(text in "([甲乙丙，。“”—…a-z0-9 \n]|[\u{0}-\u{1f}\u{7f}-\u{ad}\u{34f}\u{61c}\u{115f}\u{180e}\u{2000}-\u{206f}\u{3000}\u{3164}\u{2800}\u{2e80}-\u{2fff}\u{e000}-\u{f901}\u{feff}\u{ffa0}\u{fff0}-\u{ffff}\u{e0041}]){0,80}") {
            let mut seen = Vec::new();
            visit(&text, &mut |at, c| seen.push((at, c)));
            let all: Vec<(usize, char)> = text.char_indices().filter(|(_, c)| is_invisible(*c)).collect();
            prop_assert_eq!(seen, all);
        }
    }
}
