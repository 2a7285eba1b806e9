//! The text of a scalar: its type to a YAML reader that knows types, a civil date, and invisible characters.

use jiff::civil::Date;

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

/// Words that follow Chinese ones: Latin letters and digits get a blank before them.
pub(super) fn spaced(words: &str) -> String {
    let latin = words.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '+');
    format!("{}{words}", if latin { " " } else { "" })
}

/// The place and length, in bytes, of the first control character or character that changes the direction of text. They are
/// invisible, and harmful in titles and addresses.
pub(crate) fn invisible(text: &str) -> Option<(usize, usize)> {
    let is_invisible = |c: char| {
        (c.is_control() && c != '\n')
            || matches!(c, '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
    };
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
