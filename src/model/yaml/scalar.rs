//! The text of a scalar: its type to a YAML reader that knows types, its quoted form, a civil date, and invisible characters.

use jiff::civil::Date;

use crate::text::invisible::is_shapeless;

/// The type of a plain scalar to a YAML reader that knows types, in Chinese and English; `None` for text.
pub(super) fn looks_like(text: &str) -> Option<(String, String)> {
    let lower = text.to_ascii_lowercase();
    let word = matches!(lower.as_str(), "y" | "n" | "yes" | "no" | "on" | "off" | "true" | "false");
    let unsigned = text.trim_start_matches(['+', '-']);
    let number = unsigned.starts_with(|c: char| c.is_ascii_digit())
        && unsigned.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'_' | b'e' | b'E'));
    match (word, number) {
        (true, _) => Some((format!(" {text}"), format!("`{text}`"))),
        (_, true) => Some((format!("数字 {text}"), format!("the number {text}"))),
        _ => None,
    }
}

/// True if a YAML reader that knows types would not take a plain scalar for text.
pub(crate) fn is_typed(text: &str) -> bool {
    looks_like(text).is_some()
}

/// The scalar in double quotes, which hold any character.
pub(crate) fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// Words that follow Chinese ones: Latin letters and digits get a blank before them.
pub(super) fn spaced(words: &str) -> String {
    let latin = words.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '+');
    format!("{}{words}", if latin { " " } else { "" })
}

/// The place and length, in bytes, of the first control character or character that changes the direction of text. They are
/// invisible, and harmful in titles and addresses.
pub(crate) fn invisible(text: &str) -> Option<(usize, usize)> {
    // Emoji are joined by these two.
    let is_joiner = |c| matches!(c, '\u{200c}' | '\u{200d}');
    let is_invisible =
        |c: char| (c.is_control() && c != '\n') || matches!(c, '\u{2028}' | '\u{2029}') || (is_shapeless(c) && !is_joiner(c));
    text.char_indices().find(|(_, c)| is_invisible(*c)).map(|(i, c)| (i, c.len_utf8()))
}

/// Reads `YYYY-MM-DD`. The error is in Chinese and English.
pub(crate) fn parse_date(text: &str) -> Result<Date, (&'static str, &'static str)> {
    let shape =
        text.len() == 10 && text.bytes().enumerate().all(|(i, b)| if i == 4 || i == 7 { b == b'-' } else { b.is_ascii_digit() });
    if !shape {
        return Err(("不是「年-月-日」的写法", "it is not written YYYY-MM-DD"));
    }
    let date: Date = text.parse().map_err(|_| ("日历上没有这一天", "the calendar has no such day"))?;
    if (1900..=2199).contains(&date.year()) { Ok(date) } else { Err(("年份太早或太晚", "the year is out of range")) }
}

#[cfg(test)]
mod tests {
    use super::super::{Value, parse};
    use super::{invisible, quoted};

    #[test]
    fn invisible_characters_are_those_without_a_shape() {
        for c in
            ['\0', '\r', '\u{85}', '\u{ad}', '\u{200b}', '\u{2028}', '\u{202e}', '\u{2060}', '\u{2067}', '\u{3164}', '\u{feff}']
        {
            assert_eq!(invisible(&format!("甲{c}乙")), Some((3, c.len_utf8())), "{c:?}");
        }
        assert_eq!(invisible("甲\n乙 👨\u{200d}👩\u{fe0f}"), None);
    }

    #[test]
    fn a_quoted_text_is_read_as_it_was() {
        for text in ["甲 #乙", "甲\"丙\" #'乙", "a\\b: c"] {
            let value = parse(&quoted(text)).unwrap().value;
            assert!(matches!(&value, Value::Scalar { text: read, plain: false } if read == text), "{text}: {value:?}");
        }
    }
}
