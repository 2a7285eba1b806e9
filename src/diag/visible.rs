//! Characters that a terminal acts upon or does not show, and a visible replacement for each. Only text for people passes through
//! here, never text for scripts.

use std::borrow::Cow;

use crate::text::invisible::is_shapeless;

/// The character to print: the same, its control picture (`␛`), or `�` for one that is invisible or changes the direction of
/// text.
pub(super) fn visible(c: char) -> char {
    match c {
        '\0'..='\x1f' => char::from_u32(0x2400 + u32::from(c)).unwrap_or('\u{fffd}'),
        '\x7f' => '␡',
        _ if is_hidden(c) => '\u{fffd}',
        _ => c,
    }
}

/// True for characters above ASCII that are invisible, break a line or turn the direction of the text around them.
pub(super) fn is_hidden(c: char) -> bool {
    let is_more = matches!(c, '\u{80}'..='\u{9f}' | '\u{2028}' | '\u{2029}' | '\u{e0000}'..='\u{e007f}');
    is_more || is_shapeless(c)
}

/// A text as one line in which nothing is hidden: line ends and tabs become spaces.
pub(super) fn one_line(text: &str) -> Cow<'_, str> {
    if text.chars().all(|c| visible(c) == c) {
        return Cow::Borrowed(text);
    }
    let text = text.replace("\r\n", "\n");
    Cow::Owned(text.chars().map(|c| if matches!(c, '\n' | '\r' | '\t') { ' ' } else { visible(c) }).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_terminal_would_act_upon_becomes_visible() {
        assert_eq!(one_line("标题\u{1b}[31m红\u{9b}色\u{202e}反\r\n下\t行"), "标题␛[31m红�色�反 下 行");
        assert!(matches!(one_line("普通的“中文”，emoji 😀"), Cow::Borrowed(_)));
    }
}
