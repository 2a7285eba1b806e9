//! Colons that YAML does not take for the end of a key: full-width ones, and those with no blank after them. The parser's error
//! is often at a later line and helps nobody.

use super::SyntaxError;
use crate::text::Span;

/// Longest value that a message repeats, in characters.
const MAX_VALUE: usize = 60;

/// The start of a line that looks like a key.
#[derive(Debug, Clone, Copy)]
pub(super) struct KeyLine<'t> {
    /// Bytes before the key: blanks and the hyphens of a list.
    indent: usize,
    pub(super) key: &'t str,
    colon: char,
    /// The text behind the colon.
    pub(super) value: &'t str,
}

impl<'t> KeyLine<'t> {
    pub(super) fn read(line: &'t str) -> Option<KeyLine<'t>> {
        let body = line.trim_start_matches([' ', '-']);
        let (key, rest) = body.split_at_checked(body.find([':', '：'])?)?;
        let mut chars = rest.chars();
        let colon = chars.next()?;
        let name = key.trim_matches(['"', '\'']);
        let is_name = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-');
        is_name.then_some(KeyLine { indent: line.len() - body.len(), key, colon, value: chars.as_str() })
    }

    fn is_wide(self) -> bool {
        self.colon == '：' && self.key.bytes().all(|b| b.is_ascii_lowercase() || b == b'_')
    }

    fn is_tight(self) -> bool {
        self.colon == ':' && !self.value.starts_with("//") && self.value.chars().next().is_some_and(|c| !c.is_whitespace())
    }

    /// The error at the colon of a line that starts at byte `start`.
    fn error(self, start: usize) -> SyntaxError {
        let at = start + self.indent + self.key.len();
        let span = Span::new(at..at + self.colon.len_utf8());
        let value = self.value.trim();
        let cut = value.char_indices().nth(MAX_VALUE).map_or(value.len(), |(cut, _)| cut);
        let (value, more) = (value.get(..cut).unwrap_or(value), if cut < value.len() { "…" } else { "" });
        let line = format!("{}: {value}{more}", self.key);
        let (zh, en) = match self.is_wide() {
            true => ("这个冒号是全角的，改成半角冒号再加一个空格", "the colon after this key is full-width; type `:` and a blank"),
            false => ("冒号后面少了一个空格", "there is no blank after the colon"),
        };
        SyntaxError { span, detail: format!("{en}: `{line}`"), detail_zh: format!("{zh}：「{line}」") }
    }
}

/// The error of a text up to the end of its line: `slug:a` or `slug：a` where a mapping is wanted.
pub(super) fn tight(text: &str, known: &[&str]) -> Option<SyntaxError> {
    let line = KeyLine::read(text.lines().next()?).filter(|line| line.indent == 0 && (line.is_tight() || line.is_wide()))?;
    known.contains(&line.key).then(|| line.error(0))
}

/// The error of a document that came to one text: its first line has no colon that ends a key.
pub(super) fn of_text(text: &str) -> Option<SyntaxError> {
    let is_content = |line: &str| !line.trim().is_empty() && !line.starts_with('#');
    let (start, line) = lines(text).find(|(_, line)| is_content(line))?;
    let first = KeyLine::read(line).filter(|line| line.is_tight()).map(|line| line.error(start));
    wide(text).or(first)
}

/// The first full-width colon that follows a key at the start of a line.
pub(super) fn wide(text: &str) -> Option<SyntaxError> {
    lines(text).find_map(|(start, line)| Some(KeyLine::read(line).filter(|line| line.is_wide())?.error(start)))
}

/// The error at the first of some lines in a row, the last of which is that of `error`, if blanks after their colons would
/// remove it. `parse` gives the place of the first error of a text.
pub(super) fn before(text: &str, error: usize, parse: impl Fn(&str) -> Option<usize>) -> Option<SyntaxError> {
    let end = text.get(error..).and_then(|t| t.find('\n')).map_or(text.len(), |n| error + n);
    let above: Vec<(usize, &str)> = lines(text.get(..end)?).filter(|(_, line)| !line.trim().is_empty()).collect();
    let mut run: Vec<(usize, KeyLine<'_>)> = Vec::new();
    let mut indent = None;
    for (position, (start, line)) in above.iter().rev().enumerate() {
        match KeyLine::read(line).filter(|key| *indent.get_or_insert(key.indent) == key.indent) {
            Some(key) if key.is_tight() => run.push((*start, key)),
            // The error may be at the line below.
            Some(_) if position == 0 => {}
            _ => break,
        }
    }
    let (start, first) = run.last()?;
    let mut corrected = String::with_capacity(text.len() + run.len());
    let mut end_of_last = 0;
    for (start, line) in run.iter().rev() {
        let colon = start + line.indent + line.key.len() + 1;
        corrected.push_str(text.get(end_of_last..colon)?);
        corrected.push(' ');
        end_of_last = colon;
    }
    corrected.push_str(text.get(end_of_last..)?);
    parse(&corrected).is_none_or(|at| at > error + run.len()).then(|| first.error(*start))
}

/// The lines of a text with the byte at which each starts.
pub(super) fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut start = 0;
    text.split_inclusive('\n').map(move |line| {
        let at = start;
        start += line.len();
        (at, line.trim_end_matches(['\n', '\r']))
    })
}

#[cfg(test)]
mod tests {
    use super::super::parse;
    use crate::model::yaml::Value;

    /// The place of the error and its line in Chinese.
    fn error(text: &str) -> (usize, String) {
        let error = parse(text).unwrap_err();
        (error.span.start as usize, error.detail_zh)
    }

    fn tight(text: &str, piece: &str, line: &str) {
        let (at, detail) = error(text);
        let start = text.find(piece).unwrap() + piece.find(':').unwrap();
        assert_eq!((at, detail), (start, format!("冒号后面少了一个空格：「{line}」")), "{text}");
        // The remedy works.
        let mended = text.replacen(piece, line, 1);
        assert!(matches!(parse(&mended).map(|node| node.value), Ok(Value::Map(_))), "{mended}");
    }

    #[test]
    fn a_colon_without_a_blank_is_named_at_its_line() {
        tight("title:网贷逾期\ndate: 2026-03-12\n", "title:网贷逾期", "title: 网贷逾期");
        tight("title: 甲\ndate:2026-03-12\ntopics: [乙]\n", "date:2026-03-12", "date: 2026-03-12");
        tight("title: 甲\ntopics:[乙]\n", "topics:[乙]", "topics: [乙]");
        tight("title:\"甲\"\r\ndate: 2026-03-12\r\n", "title:\"甲\"", "title: \"甲\"");
        tight("title:甲\n", "title:甲", "title: 甲");
        tight("title:甲\n\ndate: 2026-03-12\n", "title:甲", "title: 甲");
        tight("rows:\n  - slug:a\n    title: 甲\n", "slug:a", "slug: a");
        tight("withdrawn:\n  on:2026-03-12\n  reason: 甲\n", "on:2026-03-12", "on: 2026-03-12");
        tight("articles:\n  \"676\":逾期\n  \"677\": 甲\n", "\"676\":逾期", "\"676\": 逾期");
        tight("checks:\n  SG551:off\n  SG552: off\n", "SG551:off", "SG551: off");
    }

    #[test]
    fn the_first_of_several_is_named() {
        let (at, detail) = error("title:甲\ndate:2026-03-12\ntopics: [乙]\n");
        assert_eq!((at, detail.as_str()), (5, "冒号后面少了一个空格：「title: 甲」"));
        let (at, detail) = error("title:甲\ndate:2026-03-12\ntopics:[乙]\n");
        assert_eq!((at, detail.as_str()), (5, "冒号后面少了一个空格：「title: 甲」"));
    }

    #[test]
    fn other_errors_stay_what_they_are() {
        assert_eq!(error("summary: |\n  08:30开庭\ntitle: 甲: 乙\n").1, "这里多了一个冒号；值里有冒号时要给整个值加引号");
        assert_eq!(error("a: b: c\n").0, 4);
        assert!(parse("title: a:b\n").is_ok() && parse("- https://a.cn\n- 08:30\n").is_ok());
    }
}
