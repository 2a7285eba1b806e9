//! Texts of several lines. YAML makes a blank of a line break, also between Chinese characters, where it must not be printed.

use crate::text::markdown::break_vanishes;

/// The text of a scalar without the blanks that its line breaks became between Chinese characters. `source` is the scalar as
/// written. A text whose lines cannot be found in it, for escapes or comments, stays as it is.
pub(super) fn joined(text: String, source: &str) -> String {
    if source.starts_with('|') || memchr::memchr(b'\n', source.as_bytes()).is_none() {
        return text;
    }
    let quote = source.chars().next().filter(|c| matches!(c, '"' | '\''));
    let source = quote.and_then(|quote| source.strip_prefix(quote)?.strip_suffix(quote)).unwrap_or(source);
    let content = if source.starts_with('>') { source.split_once('\n').map_or("", |(_, content)| content) } else { source };
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_str();
    for line in content.split('\n').map(str::trim).filter(|line| !line.is_empty()) {
        let line = if quote == Some('\'') { line.replace("''", "'") } else { line.to_owned() };
        let (gap, words) = rest.split_at(rest.len() - rest.trim_start().len());
        let Some(after) = words.strip_prefix(line.as_str()) else { return text };
        if gap != " " || !break_vanishes(out.chars().next_back(), &line) {
            out.push_str(gap);
        }
        out.push_str(&line);
        rest = after;
    }
    out.push_str(rest);
    out
}

/// The lines of a text as one: with nothing between Chinese characters, with a blank between words.
pub(crate) fn flowing(text: String) -> String {
    if !text.contains('\n') {
        return text;
    }
    let mut joined = String::with_capacity(text.len());
    for line in text.split('\n').map(str::trim).filter(|l| !l.is_empty()) {
        if !joined.is_empty() && !break_vanishes(joined.chars().next_back(), line) {
            joined.push(' ');
        }
        joined.push_str(line);
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::super::{Value, parse};

    fn text(yaml: &str) -> String {
        let Value::Map(rows) = parse(yaml).unwrap().value else { panic!("a mapping") };
        match rows.into_iter().next().map(|(_, node)| node.value) {
            Some(Value::Scalar { text, .. }) => text,
            other => panic!("a text, not {other:?}"),
        }
    }

    #[test]
    fn lines_of_chinese_text_are_joined_without_a_blank() {
        for (yaml, expected) in [
            ("a: >\n  甲乙\n  丙。\n  丁\n", "甲乙丙。丁\n"),
            ("a: >-\n  甲乙\n  丙\nb: x\n", "甲乙丙"),
            ("a: 甲乙\n  丙\n  丁。\nb: x\n", "甲乙丙丁。"),
            ("a: \"甲乙\n  丙\"\n", "甲乙丙"),
            ("a: '甲''乙\n  丙'\n", "甲'乙丙"),
            ("a: 甲\r\n  乙\r\nb: x\r\n", "甲乙"),
            ("a: 规定。\n  LPR 降\n  了\n", "规定。LPR 降了"),
            ("a: >\n  甲 乙\n  丙 丁\n", "甲 乙丙 丁\n"),
            ("a: 用 LPR\n  计算\n  x y\n", "用 LPR 计算 x y"),
            ("a: >\n  甲\n\n  乙\n", "甲\n乙\n"),
            ("a: 甲 乙\n", "甲 乙"),
            ("a: |\n  甲\n  乙\n", "甲\n乙\n"),
            ("a:\n  甲\n  乙\n", "甲乙"),
            ("a: \"甲\\u4e59\n  丙\"\n", "甲乙 丙"),
        ] {
            assert_eq!(text(yaml), expected, "{yaml}");
        }
    }
}
