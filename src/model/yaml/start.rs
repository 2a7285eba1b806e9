//! What stands at the start of a line or a value and means something else to YAML: invisible blanks, and marks such as `[`, `>`, `*`
//! or a quotation mark. The parser's words help nobody.

use super::SyntaxError;
use super::colon::{KeyLine, lines};
use super::scalar::quoted;
use crate::text::Span;

/// Longest value that a message repeats, in characters.
const MAX_VALUE: usize = 60;
/// Marks at the start of a value that YAML does not read as text.
const MARKS: &[char] = &['"', '\'', '[', '{', ']', '}', '>', '|', '*', '&', '!', '?', '-', ',', '@', '%', '`'];

fn is_wide_blank(c: char) -> bool {
    matches!(c, '\u{a0}' | '\u{3000}' | '\u{2002}'..='\u{200a}' | '\u{202f}' | '\u{205f}')
}

/// The error at the first line up to byte `error` that is indented with blanks which YAML does not know.
pub(super) fn blank(text: &str, error: usize) -> Option<SyntaxError> {
    lines(text).take_while(|(start, _)| *start <= error).find_map(|(start, line)| blank_of(start, line))
}

fn blank_of(start: usize, line: &str) -> Option<SyntaxError> {
    let indent = line.len() - line.trim_start_matches(|c: char| c == ' ' || is_wide_blank(c)).len();
    let (at, c) = line.get(..indent)?.char_indices().find(|(_, c)| is_wide_blank(*c))?;
    let (zh, en) = match c {
        '\u{3000}' => ("全角空格", "full-width blank"),
        '\u{a0}' => ("不换行空格", "no-break space"),
        _ => ("特殊宽度的空格", "blank of a special width"),
    };
    Some(SyntaxError {
        span: Span::new(start + at..start + at + c.len_utf8()),
        detail: format!("the line is indented with an invisible {en}; use ordinary blanks"),
        detail_zh: format!("行首的缩进里有看不见的{zh}，改成半角空格"),
    })
}

/// The error of a text that is YAML, though a line at its margin begins with a blank that is none to YAML, or a value with a `!` that
/// vanishes.
pub(super) fn of_valid(text: &str) -> Option<SyntaxError> {
    let has = |piece: &str| memchr::memmem::find(text.as_bytes(), piece.as_bytes()).is_some();
    if has("\n\u{3000}") || has("\n\u{a0}") {
        let is_indented = |line: &str| {
            let words = line.trim_start_matches(|c: char| c == ' ' || is_wide_blank(c));
            line.starts_with(is_wide_blank) && (words.starts_with("- ") || KeyLine::read(words).is_some())
        };
        if let Some(error) = lines(text).filter(|(_, line)| is_indented(line)).find_map(|(start, line)| blank_of(start, line)) {
            return Some(error);
        }
    }
    if !has(": !") {
        return None;
    }
    let line = lines(text).find(|(_, line)| KeyLine::read(line).is_some_and(|key| key.value.starts_with(" !")))?;
    Some(wrong_start(line.0, line.1, KeyLine::read(line.1)?))
}

/// The error of the value at the line of `error`, or of the one above, if quotation marks around the whole value would remove it. `parse`
/// gives the place of the first error of a text.
pub(super) fn mark(text: &str, error: usize, parse: impl Fn(&str) -> Option<usize>) -> Option<SyntaxError> {
    let near: Vec<(usize, &str)> =
        lines(text).take_while(|(start, _)| *start <= error).filter(|(_, l)| !l.trim().is_empty()).collect();
    near.into_iter().rev().take(2).find_map(|(start, line)| {
        let key = KeyLine::read(line)?;
        let value = key.value.trim();
        // A list without its end is no text.
        let is_list = value.starts_with(['[', '{']) && (value.ends_with([']', '}']) || !value.contains([']', '}']));
        // Nor is a quotation mark without its other half.
        let is_half = ['"', '\''].iter().any(|quote| value.strip_prefix(*quote).is_some_and(|rest| !rest.contains(*quote)));
        if !value.starts_with(MARKS) || is_list || is_half || value.len() < 2 {
            return None;
        }
        let at = start + line.len() - key.value.trim_start().len();
        let rest = text.get(at + value.len()..)?;
        let mended = format!("{}{}{rest}", text.get(..at)?, in_quotes(value));
        let helps = parse(&mended).is_none_or(|next| next > start + line.len() + 4);
        helps.then(|| wrong_start(start, line, key))
    })
}

fn wrong_start(start: usize, line: &str, key: KeyLine<'_>) -> SyntaxError {
    let value = key.value.trim();
    let first = value.chars().next().unwrap_or('!');
    let at = start + line.len() - key.value.trim_start().len();
    let cut = value.char_indices().nth(MAX_VALUE).map_or(value.len(), |(cut, _)| cut);
    let (value, more) = (value.get(..cut).unwrap_or(value), if cut < value.len() { "…" } else { "" });
    let right = format!("{}: {}{more}", key.key, in_quotes(value));
    SyntaxError {
        span: Span::new(at..at + first.len_utf8()),
        detail: format!(
            "the value starts with {first}, which has a meaning of its own; put the whole value into quotes: `{right}`"
        ),
        detail_zh: format!("值以 {first} 开头，这个符号另有含义；整个值用引号括起来：「{right}」"),
    }
}

/// A value in the quotation marks that it does not have.
fn in_quotes(value: &str) -> String {
    if value.contains(['"', '\\']) && !value.contains('\'') { format!("'{value}'") } else { quoted(value) }
}

#[cfg(test)]
mod tests {
    use super::super::parse;
    use crate::model::yaml::Value;

    fn error(text: &str) -> (usize, String) {
        let error = parse(text).unwrap_err();
        (error.span.start as usize, error.detail_zh)
    }

    #[test]
    fn a_value_with_a_mark_at_its_start_is_put_in_quotes() {
        for value in [
            "\"还款\"之后怎么办",
            "- 网贷",
            "? 网贷",
            ",网贷",
            "! 网贷",
            "[转载] 网贷怎么办",
            "> 网贷",
            "*重点*网贷",
            "@网贷",
            "%网贷",
            "`网贷`",
            "{网贷} 怎么办",
            "&amp; 网贷",
            "'还款'之后",
            "!网贷",
        ] {
            let right = format!("title: {}", super::in_quotes(value));
            let text = format!("title: {value}\ndate: 2026-03-09\n");
            let (at, detail) = error(&text);
            assert_eq!(at, 7, "{value}");
            assert!(detail.ends_with(&format!("：「{right}」")), "{value}: {detail}");
            let mended = parse(&format!("{right}\n")).unwrap().value;
            assert!(
                matches!(&mended, Value::Map(rows) if rows[0].1.value == Value::Scalar { text: value.to_owned(), plain: false })
            );
        }
        assert!(parse("title: '[转载] 网贷'\nlist: [甲]\nmap: {a: 1}\nsummary: >\n  甲\nfaq:\n  - 甲！\n").is_ok());
        assert_eq!(error("topics: [overdue\n").1, "方括号或花括号没有闭合");
        assert_eq!(error("topics: [a,,b]\n").1, "列表里多了一个逗号");
    }

    #[test]
    fn an_indent_of_invisible_blanks_is_named() {
        assert_eq!(error("topics:\n\u{a0} - 甲\n"), (8, "行首的缩进里有看不见的不换行空格，改成半角空格".to_owned()));
        assert_eq!(error("faq:\n　　- q: 甲\n　　  a: 乙\n"), (5, "行首的缩进里有看不见的全角空格，改成半角空格".to_owned()));
        assert!(parse("summary: |\n  　　甲\n").is_ok());
    }
}
