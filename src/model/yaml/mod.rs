//! YAML as a tree of values with their places.
//!
//! Types that serde derives stop at the first error and lose the place of a value that parses but is wrong. So a document becomes
//! a [`Node`] tree first; [`Reader`] reads typed values from it and reports everything that is wrong. This is the only module
//! that names serde_yaml. Anchors and aliases are refused: only an attacker writes them here.

mod colon;
mod comment;
mod date;
mod fold;
mod reader;
mod scalar;
mod start;
mod values;

pub(crate) use fold::flowing;
pub(crate) use reader::{Fields, Located, Reader, scalar};
pub(crate) use scalar::{invisible, is_typed, parse_date, quoted};

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_yaml::{DuplicateKeyPolicy, MergeKeyPolicy, Spanned};

use crate::text::Span;

const MAX_DEPTH: usize = 16;
/// Scalars, lists and mappings of a document.
const MAX_NODES: usize = 500_000;

/// A value and its place, in bytes of the parsed text. Block lists and mappings have the place of their first entry.
#[derive(Debug, Clone)]
pub(crate) struct Node {
    pub(crate) span: Span,
    pub(crate) value: Value,
}

/// Nodes are equal if their values are, at any place.
impl PartialEq for Node {
    fn eq(&self, other: &Node) -> bool {
        self.value == other.value
    }
}

impl Node {
    /// Turns null into a mapping without entries, so that missing keys can be reported.
    pub(crate) fn or_empty(self) -> Node {
        match self.value {
            Value::Null => Node { value: Value::Map(Vec::new()), ..self },
            _ => self,
        }
    }
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value {
    /// `~`, `null`, or nothing at all.
    Null,
    /// A text without its quotes and escapes; plain if neither quotes nor block style mark it as text.
    Scalar {
        text: String,
        plain: bool,
    },
    List(Vec<Node>),
    /// In the order written, with duplicate keys.
    Map(Vec<(Node, Node)>),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SyntaxError {
    pub(crate) span: Span,
    pub(crate) detail: String,
    /// In Chinese for the errors that editors make, else the parser's words.
    pub(crate) detail_zh: String,
}

/// Parses one YAML document. The error is at the first place that is not YAML or exceeds a limit.
pub(crate) fn parse(text: &str) -> Result<Node, SyntaxError> {
    match read(text) {
        Err(error) => Err(syntax_error(text, &error)),
        Ok(node) => match node.value {
            Value::Scalar { .. } => colon::of_text(text).map_or(Ok(node), Err),
            _ => start::of_valid(text).map_or(Ok(node), Err),
        },
    }
}

#[expect(clippy::disallowed_methods, reason = "YAML is parsed here")]
fn read(text: &str) -> Result<Node, serde_yaml::Error> {
    let options = serde_yaml::options! {
        budget: serde_yaml::budget! { max_depth: MAX_DEPTH, max_nodes: MAX_NODES, max_anchors: 0, max_aliases: 0, flow_nesting_limit: MAX_DEPTH },
        duplicate_keys: DuplicateKeyPolicy::LastWins,
        merge_keys: MergeKeyPolicy::AsOrdinary,
        strict_booleans: true,
        no_schema: false,
        with_snippet: false,
    };
    let raw: Spanned<Raw> = serde_yaml::from_str_with_options(text, options)?;
    Ok(node(text, raw))
}

/// The place of a parser's error.
fn place(text: &str, error: &serde_yaml::Error) -> usize {
    error.location().map_or(0, |l| byte_of_char(text, l.span().offset()))
}

fn syntax_error(text: &str, error: &serde_yaml::Error) -> SyntaxError {
    let start = place(text, error);
    // The parser reports the line after the one whose colon it did not recognise.
    let end_of_line = text.get(start..).and_then(|t| t.find('\n')).map_or(text.len(), |n| start + n);
    let colon = text.get(..end_of_line).and_then(colon::wide);
    let next_error = |mended: &str| read(mended).err().map(|error| place(mended, &error));
    let of_start = || start::blank(text, start).or_else(|| start::mark(text, start, next_error));
    if let Some(error) = colon.or_else(|| colon::before(text, start, next_error)).or_else(of_start) {
        return error;
    }
    let end = text.get(start..).and_then(|t| t.chars().next()).map_or(start, |c| start + c.len_utf8());
    let full = error.to_string();
    let detail = full.split(" at line ").next().unwrap_or(&full).trim().to_owned();
    let detail_zh = in_chinese(&detail).to_owned();
    SyntaxError { span: Span::new(start..end), detail, detail_zh }
}

fn in_chinese(detail: &str) -> &'static str {
    const WORDS: &[(&str, &str)] = &[
        ("unclosed bracket", "方括号或花括号没有闭合"),
        ("unclosed quote", "引号没有闭合"),
        ("mapping values are not allowed", "这里多了一个冒号；值里有冒号时要给整个值加引号"),
        ("unexpected character", "这个字符不能放在值的开头；请给整个值加引号"),
        ("multiple YAML documents", "出现了第二个「---」"),
        ("budget", "嵌套太深、内容太多，或用了锚点（&、*）"),
        ("alias", "不接受锚点和引用（&、*）"),
        ("anchor", "不接受锚点和引用（&、*）"),
        ("tab", "缩进用了制表符；请改成空格"),
        ("simple key", "这一行缺少「键: 」，或冒号后面没有空格"),
        ("did not find expected", "这里的缩进或符号不对"),
        ("indent", "缩进不对"),
        ("escape", "双引号里的反斜杠写法不对"),
        ("trailing content", "引号后面还有字；整个值用引号括起来"),
        ("flow", "列表里多了一个逗号"),
        ("not allowed in this context", "值不能以这个符号开头；整个值用引号括起来"),
    ];
    WORDS.iter().find(|(en, _)| detail.contains(en)).map_or("这里读不出来；整个值用引号括起来", |(_, zh)| *zh)
}

fn byte_of_char(text: &str, offset: u64) -> usize {
    let offset = usize::try_from(offset).unwrap_or(usize::MAX);
    text.char_indices().nth(offset).map_or(text.len(), |(i, _)| i)
}

/// A value as serde gives it. A scalar that is not text to serde is read from the source.
enum Raw {
    Null,
    Scalar(Option<String>),
    List(Vec<Spanned<Raw>>),
    Map(Vec<(Spanned<Raw>, Spanned<Raw>)>),
}

fn node(text: &str, raw: Spanned<Raw>) -> Node {
    let span = raw.referenced.span();
    let start = span.byte_offset().and_then(|b| usize::try_from(b).ok()).unwrap_or(0);
    let length = span.byte_len().and_then(|b| usize::try_from(b).ok()).unwrap_or(0);
    let written = text.get(start..start + length).unwrap_or("");
    let value = match raw.value {
        Raw::Null => Value::Null,
        Raw::Scalar(Some(text)) => {
            Value::Scalar { plain: text == written && !text.contains('\n'), text: fold::joined(text, written) }
        }
        Raw::Scalar(None) => Value::Scalar { text: written.to_owned(), plain: true },
        Raw::List(items) => Value::List(items.into_iter().map(|n| node(text, n)).collect()),
        Raw::Map(rows) => Value::Map(rows.into_iter().map(|(k, v)| (node(text, k), node(text, v))).collect()),
    };
    Node { span: Span::new(start..start + length), value }
}

impl<'de> Deserialize<'de> for Raw {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Raw, D::Error> {
        deserializer.deserialize_any(RawVisitor)
    }
}

struct RawVisitor;

macro_rules! visit_as {
    ($raw:expr; $($visit:ident$(: $type:ty)?),*) => { $(
        fn $visit<E>(self $(, _: $type)?) -> Result<Raw, E> {
            Ok($raw)
        }
    )* };
}

impl<'de> Visitor<'de> for RawVisitor {
    type Value = Raw;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a YAML value")
    }

    visit_as! { Raw::Null; visit_unit, visit_none }

    visit_as! {
        Raw::Scalar(None);
        visit_bool: bool, visit_i64: i64, visit_i128: i128, visit_u64: u64, visit_u128: u128, visit_f64: f64
    }

    fn visit_str<E>(self, text: &str) -> Result<Raw, E> {
        Ok(Raw::Scalar(Some(text.to_owned())))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Raw, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = access.next_element()? {
            items.push(item);
        }
        Ok(Raw::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Raw, A::Error> {
        let mut rows = Vec::new();
        while let Some(row) = access.next_entry()? {
            rows.push(row);
        }
        Ok(Raw::Map(rows))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scalars(text: &str) -> Vec<(String, bool)> {
        let Value::Map(rows) = parse(text).unwrap().value else { panic!("a mapping") };
        rows.into_iter()
            .map(|(_, v)| match v.value {
                Value::Scalar { text, plain } => (text, plain),
                other => (format!("{other:?}"), false),
            })
            .collect()
    }

    #[test]
    fn scalars_keep_what_was_written() {
        let got = scalars("a: 007\nb: yes\nc: 'x'\nd: ~\ne: 1e3\nf: 2025-02-03\ng: |\n  多\n");
        let want =
            [("007", true), ("yes", true), ("x", false), ("Null", false), ("1e3", true), ("2025-02-03", true), ("多\n", false)];
        assert_eq!(got, want.map(|(t, p)| (t.to_owned(), p)));
    }

    #[test]
    fn duplicate_keys_are_kept_with_their_places() {
        let Value::Map(rows) = parse("标题: 甲\n标题: 乙\n").unwrap().value else { panic!("a mapping") };
        let text = "标题: 甲\n标题: 乙\n";
        assert_eq!(rows.iter().map(|(k, v)| (k.span.start, v.span.of(text))).collect::<Vec<_>>(), [(0, "甲"), (12, "乙")]);
    }

    #[test]
    fn errors_stand_at_their_place() {
        let at = |text| parse(text).map_err(|e| (e.span.start, e.detail_zh)).unwrap_err();
        assert_eq!(at("标题: \"甲\n日期: 1\n"), (8, "引号没有闭合".to_owned()));
        assert_eq!(at("题: [1,\n"), (5, "方括号或花括号没有闭合".to_owned()));
        assert_eq!(at("a: b: c\n").0, 4);
    }

    #[test]
    fn a_full_width_colon_is_named_where_it_stands() {
        let at = |text| parse(text).map_err(|e| (e.span.start, e.span.end)).unwrap_err();
        assert_eq!(at("title：甲\ndate: 2026-03-09\n"), (5, 8));
        assert_eq!(at("title：甲\ndate：2026-03-09\n"), (5, 8));
        assert_eq!(at("title: 甲\ntopics：[乙]\n"), (17, 20));
        assert_eq!(at("rows:\n  - slug：a\n    title: 甲\n"), (14, 17));
        assert!(parse("title: 甲：乙\n").is_ok());
    }

    #[test]
    fn anchors_bombs_and_deep_nesting_are_refused_at_once() {
        assert!(parse("a: &x [1]\nb: *x\n").is_err());
        assert!(parse("a: &x 1\n").is_err());
        assert!(parse(&"[".repeat(100_000)).is_err());
        assert!(parse(&"- ".repeat(3_000)).is_err());
    }
}
