//! One tag of a generator.

use super::site::Program;

/// The longest tag in bytes.
const MAX_TAG: usize = 1_024;
/// Bytes in which the end of a pair of tags is searched.
pub(super) const MAX_INNER: usize = 1 << 16;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TagKind {
    /// `{% name arguments %}`
    Liquid,
    /// `{{< name arguments >}}`, `{{% name arguments %}}`
    Shortcode,
    /// `{{ value }}`
    Output,
    /// `{{</* … */>}}`: the text of a shortcode.
    Escaped,
    /// A line `::: name title`, or one that closes it.
    Container,
    /// `[[toc]]`
    Contents,
    /// `@[code](file)`
    Inclusion,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Tag<'t> {
    pub(super) kind: TagKind,
    pub(super) name: &'t str,
    pub(super) arguments: &'t str,
    /// Bytes of the tag.
    pub(super) length: usize,
}

/// An argument: `value`, `"value"`, `key="value"`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Word {
    pub(super) key: Option<String>,
    pub(super) value: String,
    pub(super) is_quoted: bool,
}

/// The tag that a text begins with. `is_line` is true at the beginning of a line.
pub(super) fn tag_at(text: &str, program: Program, is_line: bool) -> Option<Tag<'_>> {
    match program {
        Program::Plain => None,
        Program::Hexo => liquid(text),
        Program::Jekyll => liquid(text).or_else(|| output(text)),
        Program::Hugo => shortcode(text),
        Program::Press => (if is_line { container(text).or_else(|| line(text)) } else { None }).or_else(|| output(text)),
    }
}

/// What stands between two marks, and the length of all.
fn between<'t>(text: &'t str, open: &str, close: &str) -> Option<(&'t str, usize)> {
    let inner = text.strip_prefix(open)?;
    let inner = inner.get(..inner.floor_char_boundary(MAX_TAG)).unwrap_or(inner);
    let end = inner.find(close)?;
    Some((inner.get(..end)?, open.len() + end + close.len()))
}

fn named(kind: TagKind, inner: &str, length: usize) -> Option<Tag<'_>> {
    let inner = inner.trim().trim_matches('-').trim();
    // A shortcode may close itself.
    let inner = inner.strip_suffix('/').map_or(inner, str::trim_end);
    let end =
        inner.char_indices().skip(1).find(|(_, c)| c.is_whitespace() || matches!(c, '"' | '\'')).map_or(inner.len(), |(n, _)| n);
    let (name, arguments) = inner.split_at_checked(end)?;
    let (name, arguments) = match name {
        // `{{< / name >}}`
        "/" => return None,
        _ => (name, arguments.trim()),
    };
    (!name.is_empty()).then_some(Tag { kind, name, arguments, length })
}

fn liquid(text: &str) -> Option<Tag<'_>> {
    let (inner, length) = between(text, "{%", "%}")?;
    named(TagKind::Liquid, inner, length)
}

fn shortcode(text: &str) -> Option<Tag<'_>> {
    for (open, close) in [("{{<", ">}}"), ("{{%", "%}}")] {
        let Some((inner, length)) = between(text, open, close) else { continue };
        if let Some(shown) = inner.trim().strip_prefix("/*").and_then(|inner| inner.strip_suffix("*/")) {
            return Some(Tag { kind: TagKind::Escaped, name: open, arguments: shown, length });
        }
        return named(TagKind::Shortcode, inner, length);
    }
    None
}

fn output(text: &str) -> Option<Tag<'_>> {
    let (inner, length) = between(text, "{{", "}}")?;
    Some(Tag { kind: TagKind::Output, name: "", arguments: inner.trim(), length })
}

fn container(text: &str) -> Option<Tag<'_>> {
    let colons = text.bytes().take_while(|b| *b == b':').count();
    let line = text.lines().next().filter(|_| colons >= 3)?;
    let length = line.len() + usize::from(text.as_bytes().get(line.len()) == Some(&b'\n'));
    let inner = line.get(colons..)?.trim();
    let (name, title) = inner.split_once(char::is_whitespace).unwrap_or((inner, ""));
    let arguments = if name.is_empty() { text.get(..length)? } else { title.trim() };
    Some(Tag { kind: TagKind::Container, name, arguments, length })
}

fn line(text: &str) -> Option<Tag<'_>> {
    if let Some(contents) = text.get(..7).filter(|start| start.eq_ignore_ascii_case("[[toc]]")) {
        return Some(Tag { kind: TagKind::Contents, name: "toc", arguments: contents, length: 7 });
    }
    let (name, length) = between(text, "@[", "]")?;
    let (file, more) = between(text.get(length..)?, "(", ")")?;
    Some(Tag { kind: TagKind::Inclusion, name, arguments: file, length: length + more })
}

impl Tag<'_> {
    /// The arguments in their order.
    pub(super) fn words(&self) -> Vec<Word> {
        let mut words = Vec::new();
        let mut rest = self.arguments.trim_start();
        while !rest.is_empty() {
            let mut word = Word::default();
            let key = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_' && c != '-').filter(|end| *end > 0);
            if let Some((name, value)) = key.and_then(|end| rest.split_at_checked(end)).filter(|(_, value)| value.starts_with('='))
            {
                word.key = Some(name.to_owned());
                rest = value.get(1..).unwrap_or("");
            }
            let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\'' | '`'));
            let end = match quote {
                Some(quote) => rest.get(1..).and_then(|inner| inner.find(quote)).map(|end| end + 1),
                None => None,
            };
            if let Some(end) = end {
                word.value = rest.get(1..end).unwrap_or("").to_owned();
                word.is_quoted = true;
                rest = rest.get(end + 1..).unwrap_or("");
            } else {
                let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
                word.value = rest.get(..end).unwrap_or("").to_owned();
                rest = rest.get(end..).unwrap_or("");
            }
            words.push(word);
            rest = rest.trim_start();
        }
        words
    }

    /// The value of a named argument.
    pub(super) fn value(&self, key: &str) -> Option<String> {
        self.words().into_iter().find(|word| word.key.as_deref() == Some(key)).map(|word| word.value)
    }

    /// True if a closing tag of this name is the end of a tag that needs none here.
    pub(super) fn is_paired(&self, name: &str) -> bool {
        matches!(name, "raw" | "verbatim" | "comment" | "highlight" | "codeblock" | "code")
    }

    /// What stands between this tag and the one that closes it, and the length of both.
    pub(super) fn inner<'a>(&self, after: &'a str) -> Option<(&'a str, usize)> {
        let text = after.get(..after.floor_char_boundary(MAX_INNER)).unwrap_or(after);
        let closes = |name: &str| match self.kind {
            TagKind::Shortcode => name.strip_prefix('/').map(str::trim) == Some(self.name),
            _ => name.strip_prefix("end") == Some(self.name),
        };
        let marks: &[&str] = if self.kind == TagKind::Shortcode { &["{{<", "{{%"] } else { &["{%"] };
        marks.iter().find_map(|mark| {
            text.match_indices(mark).find_map(|(at, _)| {
                let tail = text.get(at..)?;
                let tag = if self.kind == TagKind::Shortcode { shortcode(tail) } else { liquid(tail) }?;
                closes(tag.name).then(|| (text.get(..at).unwrap_or(""), at + tag.length))
            })
        })
    }
}
