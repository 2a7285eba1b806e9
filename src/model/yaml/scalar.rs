//! Scalars: what they look like, what may not stand in them, and dates.

use jiff::civil::Date;

use super::{Node, Value};

/// What a scalar looks like to a YAML reader that knows types.
pub(super) fn looks_like(text: &str) -> Option<(&'static str, &'static str)> {
    let lower = text.to_ascii_lowercase();
    let word = matches!(lower.as_str(), "y" | "n" | "yes" | "no" | "on" | "off" | "true" | "false");
    let unsigned = text.trim_start_matches(['+', '-']);
    let number = unsigned.starts_with(|c: char| c.is_ascii_digit())
        && unsigned.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'_' | b'e' | b'E'));
    match (word, number) {
        (true, _) => Some(("是非词", "a yes/no word")),
        (_, true) => Some(("数字", "a number")),
        _ => None,
    }
}

/// The text of a scalar node.
pub(super) fn scalar(node: &Node) -> Option<&str> {
    match &node.value {
        Value::Scalar { text, .. } => Some(text),
        _ => None,
    }
}

/// Control characters and characters that change the direction of text: invisible, and harmful in titles and addresses.
pub(super) fn is_invisible(c: char) -> bool {
    (c.is_control() && c != '\n')
        || matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// Reads `YYYY-MM-DD`.
///
/// # Errors
/// Says in a few words what is wrong.
pub(crate) fn parse_date(text: &str) -> Result<Date, String> {
    let shape =
        text.len() == 10 && text.bytes().enumerate().all(|(i, b)| if i == 4 || i == 7 { b == b'-' } else { b.is_ascii_digit() });
    if !shape {
        return Err("it is not written YYYY-MM-DD".to_owned());
    }
    let date: Date = text.parse().map_err(|_| "the calendar has no such day".to_owned())?;
    if (1900..=2199).contains(&date.year()) { Ok(date) } else { Err("the year is out of range".to_owned()) }
}
