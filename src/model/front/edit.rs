//! Edits of front matter: they change the values of a few keys and no other byte. Comments, the order of keys, quotes and line
//! ends stay. Front matter that cannot be edited like this is refused.

use crate::model::text_file;
use crate::model::yaml::{self, Node, Value};
use crate::text::edit::{Edit, apply, sorted};
use crate::text::{Source, Span};

/// Why front matter is not edited, in Chinese and English.
pub(crate) type Unfit = (&'static str, &'static str);

const UNREADABLE: Unfit =
    ("信息栏读不懂，请先用 sitegen check 改正", "the front matter cannot be read; mend it first with sitegen check");
const UNUSUAL: Unfit = (
    "信息栏的写法特殊，不能自动改，请手工修改",
    "the front matter is written in an unusual way and cannot be edited by machine; edit it by hand",
);

/// The edits that give top-level keys these one-line values. An absent key gets a line after the one given before it, or else
/// before the one given after it, or else at the end of the front matter. A key that has its value already is left alone.
pub(crate) fn set(source: &Source, values: &[(&str, &str)]) -> Result<Vec<Edit>, Unfit> {
    let (span, rows) = rows(&source.text)?;
    let base = span.start;
    let mut edits = Vec::new();
    let mut missing: Vec<(u32, String)> = Vec::new();
    let at_end = || Span::new(span.end as usize..span.end as usize).start;
    let place = |i: usize| {
        let row = |key: &str| rows.iter().find(|(k, _)| is_key(k, key));
        let before = values.iter().take(i).rev().find_map(|(key, _)| row(key));
        let after = || values.iter().skip(i).find_map(|(key, _)| row(key));
        let line_start = |row: &(Node, Node)| row.0.span.start + base;
        let line_end = |row: &(Node, Node)| {
            let from = (row.1.span.end.max(row.0.span.end) + base) as usize;
            let end = source.text.get(from..).and_then(|t| t.find('\n')).map_or(source.text.len(), |n| from + n + 1);
            Span::new(end..end).start
        };
        before.map(line_end).or_else(|| after().map(line_start)).unwrap_or_else(at_end)
    };
    let end = if lines_end_with_return(&source.text) { "\r\n" } else { "\n" };
    for (i, (key, value)) in values.iter().enumerate() {
        match rows.iter().find(|(k, _)| is_key(k, key)) {
            Some((_, Node { value: Value::Scalar { text, .. }, .. })) if text == value => {}
            Some((name, node)) => edits.push(replaced(&source.text, base, name, node, value)?),
            None => missing.push((place(i), format!("{key}: {}{end}", scalar(value)))),
        }
    }
    for group in missing.chunk_by(|a, b| a.0 == b.0) {
        let Some((at, _)) = group.first() else { continue };
        edits.push(Edit { span: Span { start: *at, end: *at }, with: group.iter().map(|(_, line)| line.as_str()).collect() });
    }
    let edits = sorted(&source.text, edits);
    if is_what_was_asked(&rows, &apply(&source.text, &edits), values) { Ok(edits) } else { Err(UNUSUAL) }
}

/// The edits that give a top-level key a value in YAML, on one line. The old value must be on one line, too.
pub(crate) fn set_yaml(source: &Source, key: &str, yaml: &str) -> Result<Vec<Edit>, Unfit> {
    let (span, rows) = rows(&source.text)?;
    let end = if lines_end_with_return(&source.text) { "\r\n" } else { "\n" };
    let edit = match rows.iter().find(|(k, _)| is_key(k, key)) {
        Some((_, Node { value: Value::Scalar { .. }, span: old })) => Edit { span: old.shifted(span.start), with: yaml.to_owned() },
        Some(_) => return Err(UNUSUAL),
        None => Edit { span: Span { start: span.end, end: span.end }, with: format!("{key}: {yaml}{end}") },
    };
    verified(source, &rows, key, edit, &yaml::parse(yaml).map_err(|_| UNUSUAL)?)
}

/// The edits that give an item of a list another text, or take it away. A key with no item left goes, too.
pub(crate) fn replace_item(source: &Source, key: &str, old: &str, new: Option<&str>) -> Result<Vec<Edit>, Unfit> {
    let (span, rows) = rows(&source.text)?;
    let Some((name, node)) = rows.iter().find(|(k, _)| is_key(k, key)) else { return Ok(Vec::new()) };
    let single = std::slice::from_ref(node);
    let nodes = if let Value::List(nodes) = &node.value { nodes.as_slice() } else { single };
    let is_old = |node: &Node| yaml::scalar(node).is_some_and(|text| text.trim_end_matches(".md") == old);
    let Some(place) = nodes.iter().position(is_old) else { return Ok(Vec::new()) };
    let at = |n: usize| nodes.get(n).map_or(Span::default(), |node| node.span.shifted(span.start));
    let edit = match new {
        Some(new) => Edit { span: at(place), with: scalar(new) },
        None if nodes.len() == 1 => {
            let (start, end) = (name.span.shifted(span.start).start, node.span.shifted(span.start).end);
            Edit { span: lines(&source.text, start, end), with: String::new() }
        }
        None => {
            let is_flow = source.text.get(node.span.shifted(span.start).range()).is_some_and(|list| list.starts_with('['));
            let range = match (is_flow, place) {
                (false, _) => lines(&source.text, at(place).start, at(place).end),
                (true, 0) => Span { start: at(0).start, end: at(1).start },
                (true, _) => Span { start: at(place - 1).end, end: at(place).end },
            };
            Edit { span: range, with: String::new() }
        }
    };
    let after = apply(&source.text, std::slice::from_ref(&edit));
    let (_, changed) = self::rows(&after)?;
    let texts = |node: &Node| match &node.value {
        Value::List(nodes) => nodes.iter().map(|node| yaml::scalar(node).map(str::to_owned)).collect(),
        _ => vec![yaml::scalar(node).map(str::to_owned)],
    };
    let mut wanted = texts(node);
    match (wanted.get_mut(place), new) {
        (Some(item), Some(new)) => *item = Some(new.to_owned()),
        _ => drop(wanted.remove(place)),
    }
    let now = changed.iter().find(|(k, _)| is_key(k, key)).map(|(_, node)| texts(node)).unwrap_or_default();
    if now == wanted && others(&rows, key).eq(others(&changed, key)) { Ok(vec![edit]) } else { Err(UNUSUAL) }
}

/// The edits that add a text to a list, in the list's own style. An absent key gets a line at the end.
pub(crate) fn append_item(source: &Source, key: &str, item: &str) -> Result<Vec<Edit>, Unfit> {
    let (span, rows) = rows(&source.text)?;
    let end = if lines_end_with_return(&source.text) { "\r\n" } else { "\n" };
    let Some((name, node)) = rows.iter().find(|(k, _)| is_key(k, key)) else {
        return set_yaml(source, key, &format!("[{}]", scalar(item)));
    };
    let (base, written) = (span.start, node.span.shifted(span.start));
    let edit = match &node.value {
        Value::List(nodes) if written.of(&source.text).starts_with('[') => {
            let comma = if nodes.is_empty() { "" } else { ", " };
            let at = nodes.last().map_or(written.start + 1, |last| last.span.shifted(base).end);
            Edit { span: Span { start: at, end: at }, with: format!("{comma}{}", scalar(item)) }
        }
        Value::List(nodes) => {
            let last = nodes.last().ok_or(UNUSUAL)?.span.shifted(base);
            let line = lines(&source.text, last.start, last.end);
            let indent: String = line.of(&source.text).chars().take_while(|c| *c == ' ').collect();
            Edit { span: Span { start: line.end, end: line.end }, with: format!("{indent}- {}{end}", scalar(item)) }
        }
        Value::Scalar { .. } => Edit { span: written, with: format!("[{}, {}]", written.of(&source.text), scalar(item)) },
        Value::Null => return set(source, &[(key, item)]),
        Value::Map(_) => return Err(UNUSUAL),
    };
    let after = apply(&source.text, std::slice::from_ref(&edit));
    let (_, changed) = self::rows(&after)?;
    let added = changed.iter().find(|(k, _)| k == name || is_key(k, key)).map(|(_, node)| match &node.value {
        Value::List(nodes) => nodes.last().and_then(yaml::scalar) == Some(item),
        _ => false,
    });
    if added == Some(true) && others(&rows, key).eq(others(&changed, key)) { Ok(vec![edit]) } else { Err(UNUSUAL) }
}

/// The whole lines of a place.
fn lines(text: &str, start: u32, end: u32) -> Span {
    let start = text.get(..start as usize).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
    let end = end as usize;
    let end = text.get(end..).and_then(|after| after.find('\n')).map_or(text.len(), |at| end + at + 1);
    Span::new(start..end)
}

/// The values of all other keys, without their places.
fn others<'r>(rows: &'r [(Node, Node)], key: &'r str) -> impl Iterator<Item = &'r (Node, Node)> {
    rows.iter().filter(move |(k, _)| !is_key(k, key))
}

/// An edit, if the new text has the value and the old values of all other keys.
fn verified(source: &Source, old: &[(Node, Node)], key: &str, edit: Edit, value: &Node) -> Result<Vec<Edit>, Unfit> {
    let after = apply(&source.text, std::slice::from_ref(&edit));
    let (_, new) = rows(&after)?;
    let is_set = new.iter().any(|(k, node)| is_key(k, key) && node == value);
    if is_set && others(old, key).eq(others(&new, key)) { Ok(vec![edit]) } else { Err(UNUSUAL) }
}

/// The place of the YAML, and its keys with their values.
fn rows(text: &str) -> Result<(Span, Vec<(Node, Node)>), Unfit> {
    let span = text_file::front_matter(text).ok_or(UNREADABLE)?;
    let node = yaml::parse(span.of(text)).map_err(|_| UNREADABLE)?.or_empty();
    match node.value {
        Value::Map(rows) => Ok((span, rows)),
        _ => Err(UNREADABLE),
    }
}

fn is_key(node: &Node, key: &str) -> bool {
    yaml::scalar(node) == Some(key)
}

/// The edit of a value, within its quotes if it has some.
fn replaced(text: &str, base: u32, key: &Node, node: &Node, value: &str) -> Result<Edit, Unfit> {
    let written = node.span.shifted(base);
    match &node.value {
        Value::Scalar { .. } => {
            let old = written.of(text);
            let quote = old.chars().next().filter(|c| matches!(c, '"' | '\''));
            let with = match quote {
                Some(quote) if !value.contains(['"', '\'', '\\']) => format!("{quote}{value}{quote}"),
                _ => scalar(value),
            };
            if old.is_empty() || old.contains('\n') { Err(UNUSUAL) } else { Ok(Edit { span: written, with }) }
        }
        // Nothing follows the colon, or a word for null.
        Value::Null => {
            let from = key.span.shifted(base).end as usize;
            let line = text.get(from..).and_then(|t| t.lines().next()).unwrap_or("");
            let Some(rest) = line.strip_prefix(':') else { return Err(UNUSUAL) };
            let word = rest.split('#').next().unwrap_or("").trim();
            let start = from + 1 + if word.is_empty() { 0 } else { rest.find(word).unwrap_or(0) };
            let blank = if word.is_empty() { " " } else { "" };
            Ok(Edit { span: Span::new(start..start + word.len()), with: format!("{blank}{}", scalar(value)) })
        }
        Value::List(_) | Value::Map(_) => Err(UNUSUAL),
    }
}

/// A value as YAML: bare if nothing could be mistaken, else in double quotes.
fn scalar(value: &str) -> String {
    let bare = value.starts_with(char::is_alphanumeric)
        && value.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '（' | '）' | '·'))
        && (yaml::parse_date(value).is_ok() || value.contains(char::is_alphabetic))
        && !yaml::is_typed(value);
    if bare { value.to_owned() } else { yaml::quoted(value) }
}

/// True if the new text has the new values, and the old ones of all other keys.
fn is_what_was_asked(old: &[(Node, Node)], new: &str, values: &[(&str, &str)]) -> bool {
    let Ok((_, new)) = rows(new) else { return false };
    let is_set = |key: &Node| values.iter().any(|(k, _)| is_key(key, k));
    let set = values.iter().all(|(k, v)| {
        let mut of_key = new.iter().filter(|(key, _)| is_key(key, k));
        matches!((of_key.next(), of_key.next()), (Some((_, Node { value: Value::Scalar { text, .. }, .. })), None) if text == v)
    });
    let others = |rows: &[(Node, Node)]| rows.iter().filter(|(k, _)| !is_set(k)).cloned().collect::<Vec<_>>();
    set && others(old) == others(&new)
}

/// True if the lines of a text end as on Windows.
fn lines_end_with_return(text: &str) -> bool {
    text.find('\n').and_then(|i| text.get(..i)).is_some_and(|l| l.ends_with('\r'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const VALUES: [(&str, &str); 3] = [("reviewed_by", "chen"), ("reviewed_on", "2026-03-10"), ("review_by", "2027-03-09")];

    fn source(text: &str) -> Source {
        Source::new("a.md", text)
    }

    fn after(text: &str) -> Result<String, Unfit> {
        set(&source(text), &VALUES).map(|edits| apply(text, &edits))
    }

    #[test]
    fn an_item_is_added_in_the_style_of_its_list() {
        let after = |list: &str| {
            let text = format!("---\ntitle: 甲\n{list}---\n正文\n");
            let edits = append_item(&source(&text), "aliases", "/old/").unwrap();
            apply(&text, &edits).replace("---\ntitle: 甲\n", "").replace("---\n正文\n", "")
        };
        assert_eq!(after(""), "aliases: [\"/old/\"]\n");
        assert_eq!(after("aliases: []\n"), "aliases: [\"/old/\"]\n");
        assert_eq!(after("aliases: [/a/, /b/] # 旧\n"), "aliases: [/a/, /b/, \"/old/\"] # 旧\n");
        assert_eq!(after("aliases:\n  - /a/\nslug: x\n"), "aliases:\n  - /a/\n  - \"/old/\"\nslug: x\n");
        assert_eq!(after("aliases: /a/\n"), "aliases: [/a/, \"/old/\"]\n");
    }

    #[test]
    fn keys_that_are_absent_come_last() {
        assert_eq!(
            after("---\ntitle: 甲\ntopics: [乙]\n---\n正文\n").unwrap(),
            "---\ntitle: 甲\ntopics: [乙]\nreviewed_by: chen\nreviewed_on: 2026-03-10\nreview_by: 2027-03-09\n---\n正文\n"
        );
    }

    #[test]
    fn values_change_where_they_stand() {
        let before = "---\r\nreview_by: 2026-01-01 # 一年\r\ntitle: \"甲\" # 题\r\nreviewed_by: 'li'\r\n# 注\r\ndate: 2025-01-01\r\n---\r\n文";
        let wanted = "---\r\nreview_by: 2027-03-09 # 一年\r\ntitle: \"甲\" # 题\r\nreviewed_by: 'chen'\r\nreviewed_on: 2026-03-10\r\n# 注\r\ndate: 2025-01-01\r\n---\r\n文";
        assert_eq!(after(before).unwrap(), wanted);
        assert_eq!(set(&source(wanted), &VALUES).unwrap(), []);
    }

    #[test]
    fn an_item_changes_or_goes() {
        let after = |front: &str, new| {
            let text = format!("---\ntitle: 甲\n{front}date: 2026-01-01\n---\n文\n");
            let edits = replace_item(&source(&text), "related", "b", new).unwrap();
            apply(&text, &edits)
                .strip_prefix("---\ntitle: 甲\n")
                .unwrap()
                .strip_suffix("date: 2026-01-01\n---\n文\n")
                .unwrap()
                .to_owned()
        };
        assert_eq!(
            after("related: [a, b.md, {title: 丙, url: \"https://c/\"}]\n", Some("1")),
            "related: [a, \"1\", {title: 丙, url: \"https://c/\"}]\n"
        );
        assert_eq!(after("related:\n  - a # 注\n  - b\n  - c\n", None), "related:\n  - a # 注\n  - c\n");
        assert_eq!(after("related: [b, c]\n", None), "related: [c]\n");
        assert_eq!(after("related: [a, b]\n", None), "related: [a]\n");
        assert_eq!(after("related: [b]\n", None), "");
        assert_eq!(after("related:\n- b\n", None), "");
        assert_eq!(after("related: b\n", Some("c")), "related: c\n");
        assert_eq!(after("related: [bb]\n", None), "related: [bb]\n");
    }

    #[test]
    fn a_key_without_a_value_gets_one() {
        let before = "---\nreviewed_by: # 待定\nreviewed_on: ~\nreview_by:\ntitle: 甲\n---\n";
        let wanted = "---\nreviewed_by: chen # 待定\nreviewed_on: 2026-03-10\nreview_by: 2027-03-09\ntitle: 甲\n---\n";
        assert_eq!(after(before).unwrap(), wanted);
    }

    #[test]
    fn a_line_is_put_beside_its_like() {
        let before = "---\nreview_by: 2026-01-01\nfaq:\n  - q: 问\n    a: 答\n---\n";
        let wanted = "---\nreviewed_by: chen\nreviewed_on: 2026-03-10\nreview_by: 2027-03-09\nfaq:\n  - q: 问\n    a: 答\n---\n";
        assert_eq!(after(before).unwrap(), wanted);
    }

    #[test]
    fn values_that_could_be_mistaken_are_quoted() {
        let set = |value: &str| {
            let text = "---\na: 1\n---\n";
            set(&source(text), &[("reviewed_by", value)]).map(|e| apply(text, &e)).unwrap()
        };
        assert_eq!(set("陈明远律师（示例）"), "---\na: 1\nreviewed_by: 陈明远律师（示例）\n---\n");
        for odd in ["007", "yes", "a: b", "# 甲", "~", "a\"b\\c", "- 甲", "1e3"] {
            assert!(set(odd).contains("reviewed_by: \""), "{}", set(odd));
        }
    }

    #[test]
    fn what_cannot_be_edited_in_place_is_refused() {
        assert_eq!(after("正文"), Err(UNREADABLE));
        assert_eq!(after("---\ntitle: [甲\n---\n"), Err(UNREADABLE));
        assert_eq!(after("---\n{title: 甲}\n---\n"), Err(UNUSUAL));
        assert_eq!(after("---\nreview_by: [2026-01-01]\n---\n"), Err(UNUSUAL));
        assert_eq!(after("---\nreviewed_by: li\nreviewed_by: wang\n---\n"), Err(UNUSUAL));
        assert_eq!(after("---\nreviewed_by: >\n  li\n---\n"), Err(UNUSUAL));
    }

    #[test]
    fn a_value_in_yaml_is_set_on_one_line() {
        let set = |text: &str, key: &str, yaml: &str| {
            let text = format!("---\r\n{text}---\r\n文");
            set_yaml(&source(&text), key, yaml).map(|e| apply(&text, &e))
        };
        assert_eq!(set("a: 1\r\n", "draft", "true").unwrap(), "---\r\na: 1\r\ndraft: true\r\n---\r\n文");
        assert_eq!(set("draft: false # 待定\r\n", "draft", "true").unwrap(), "---\r\ndraft: true # 待定\r\n---\r\n文");
        let withdrawn = "{on: 2026-04-10, reason: \"旧: 已改\"}";
        assert_eq!(set("a: 1\r\n", "withdrawn", withdrawn).unwrap(), format!("---\r\na: 1\r\nwithdrawn: {withdrawn}\r\n---\r\n文"));
        assert_eq!(set("withdrawn: {on: 2026-01-01, reason: x}\r\n", "withdrawn", withdrawn), Err(UNUSUAL));
    }

    proptest! {
        /// Whatever the lines are, the result says what was asked, setting again changes nothing, and every line that was
        /// there is there still, in order.
        #[test]
        fn other_lines_stay(
            lines in proptest::collection::vec(
                prop_oneof![
                    Just("title: 甲"), Just("date: 2026-01-01  # 日"), Just("# 注"), Just(""), Just("topics: [a, b]"), Just("faq:\n  - {q: 问, a: 答}"),
                    Just("summary: >\n  多行\n  文字"), Just("author: 'x'"), Just("reviewed_by: \"li\" # 审"), Just("review_by: 2025-01-01"), Just("reviewed_on:"),
                ], 0..8),
            crlf in any::<bool>(),
        ) {
            let mut text = format!("---\n{}\n---\n正文\n", lines.join("\n"));
            if crlf {
                text = text.replace('\n', "\r\n");
            }
            let Ok(done) = after(&text) else { return Ok(()) };
            prop_assert_eq!(set(&source(&done), &VALUES).unwrap(), []);
            let ours = |l: &&str| !VALUES.iter().any(|(k, _)| l.starts_with(k));
            let kept = |t: &str| t.split_inclusive('\n').filter(ours).map(str::to_owned).collect::<Vec<_>>();
            prop_assert_eq!(kept(&text), kept(&done));
        }
    }
}
