//! Typed values by the declaration of their key: texts, dates, numbers, words of an enumeration, lists, mappings.

use jiff::civil::Date;

use super::reader::{Fields, LIST, Located, Reader, TEXT, scalar, settings_value};
use super::scalar::{invisible, looks_like, parse_date};
use super::{Node, Value, date, flowing};
use crate::diag::catalogue::FrontFault;
use crate::diag::{Fault, nearest};
use crate::model::keys::{Choice, Key, Kind};
use crate::model::slug;
use crate::text::Span;

/// A file's name is shorter, so a slug is refused for its characters rather than for this length.
const SLUG_CHARS: usize = 1_000;

/// The keys of names and sentences. Behind an address, a code or a reference, a comment is a comment.
const PROSE: [&str; 12] =
    ["title", "name", "entity", "desc", "description", "summary", "q", "a", "situation", "reason", "disclaimer", "copyright"];

impl<'r> Fields<'r> {
    pub(crate) fn text(&mut self, name: &str) -> Option<Located<String>> {
        let (key, node) = self.present(name)?;
        if PROSE.contains(&key.name) {
            self.reader.report_cut(node, name);
        }
        self.reader.text(node, name, &key.kind)
    }

    /// A text without its place, on one line.
    pub(crate) fn string(&mut self, name: &str) -> Option<String> {
        self.text(name).map(|text| flowing(text.value))
    }

    /// A text as `parse` reads it; one that it cannot read is reported as `fault`.
    pub(crate) fn parsed<T, F: Into<Fault>>(
        &mut self,
        name: &str,
        parse: impl Fn(&str) -> Option<T>,
        fault: impl Fn(String) -> F,
    ) -> Option<T> {
        let Located { value, span } = self.text(name)?;
        let parsed = parse(&value);
        if parsed.is_none() {
            self.reader.report(span, fault(value));
        }
        parsed
    }

    /// A text without its place, or else the default of its key, which may be empty.
    pub(crate) fn string_or_default(&mut self, name: &str) -> String {
        self.string(name).unwrap_or_else(|| self.default(name).to_owned())
    }

    pub(crate) fn texts(&mut self, name: &str) -> Vec<Located<String>> {
        let nodes = self.nodes(name);
        nodes.into_iter().filter_map(|(node, kind)| self.reader.text(node, name, kind)).collect()
    }

    pub(crate) fn strings(&mut self, name: &str) -> Vec<String> {
        self.texts(name).into_iter().map(|text| text.value).collect()
    }

    /// A civil date. One that is earlier than the date it must follow is reported and kept.
    pub(crate) fn date(&mut self, name: &str) -> Option<Located<Date>> {
        let (key, node) = self.present(name)?;
        let date = self.reader.date(node, name)?;
        if let Kind::DateFrom(earlier) = key.kind {
            let limit = self.find(earlier).1.and_then(scalar).and_then(|text| self.reader.day(text).ok());
            if let Some(limit) = limit.filter(|limit| date.value < *limit) {
                let (value, limit) = (date.value.to_string().into(), limit.to_string().into());
                let fault = FrontFault::DateOrder { key: name.into(), value, earlier: earlier.into(), limit };
                self.reader.report(date.span, fault);
            }
        }
        Some(date)
    }

    pub(crate) fn dates(&mut self, name: &str) -> Vec<Date> {
        let nodes = self.nodes(name);
        nodes.into_iter().filter_map(|(node, _)| self.reader.date(node, name)).map(|date| date.value).collect()
    }

    /// `true` or `false`; without a value the default of the key, or else `false`.
    pub(crate) fn flag(&mut self, name: &str) -> bool {
        let default = self.default(name) == "true";
        let Some((_, node)) = self.present(name) else { return default };
        let value = match &node.value {
            Value::Scalar { text, plain: true } => text.to_ascii_lowercase().parse().ok(),
            _ => None,
        };
        if value.is_none() {
            self.reader.wrong_type(name, node, ("true 或 false", "true or false"));
        }
        value.unwrap_or(default)
    }

    pub(crate) fn number(&mut self, name: &str) -> Option<u32> {
        let (key, node) = self.present(name)?;
        self.reader.number(node, name, &key.kind)
    }

    pub(crate) fn numbers(&mut self, name: &str) -> Vec<u32> {
        let nodes = self.nodes(name);
        nodes.into_iter().filter_map(|(node, kind)| self.reader.number(node, name, kind)).collect()
    }

    /// A whole number, or else the default of its key.
    pub(crate) fn count(&mut self, name: &str) -> usize {
        self.number(name).map(|n| n as usize).or_else(|| self.default(name).parse().ok()).unwrap_or(0)
    }

    pub(crate) fn choice<T: Choice>(&mut self, name: &str) -> Option<T> {
        let (_, node) = self.present(name)?;
        self.reader.choice(node, name)
    }

    pub(crate) fn map(&mut self, name: &str) -> Option<Fields<'_>> {
        let (key, node) = self.present(name)?;
        self.reader.fields(node, name, key.kind.keys(), None)
    }

    /// The values of a nested mapping without required keys; every key is absent if the mapping is.
    pub(crate) fn section(&mut self, name: &str) -> Fields<'_> {
        let (keys, at) = (self.find(name).0.kind.keys(), self.at);
        let values = self.present(name).and_then(|(_, node)| self.reader.values(node, name, keys));
        Fields { reader: self.reader, keys, values: values.unwrap_or_else(|| vec![None; keys.len()]), at }
    }

    /// The mappings of a list, each as it is read; those that come to nothing are left out.
    pub(crate) fn maps<T>(&mut self, name: &str, read: impl Fn(&mut Fields<'_>) -> Option<T>) -> Vec<T> {
        let nodes = self.nodes(name);
        nodes.into_iter().filter_map(|(node, kind)| read(&mut self.reader.fields(node, name, kind.keys(), None)?)).collect()
    }

    /// The entries of a mapping of any keys in the order written: key, its place, value, kind of the value. Each key comes once.
    pub(crate) fn entries(&mut self, name: &str) -> Vec<(&'r str, Span, &'r Node, &'static Kind)> {
        let Some((Key { kind: Kind::Entries(_, of), .. }, node)) = self.present(name) else { return Vec::new() };
        let rows = self.reader.rows(node, name, None).unwrap_or_default();
        rows.into_iter().map(|(key, span, value)| (key, span, value, *of)).collect()
    }

    /// The nodes of a list and their kind. One with too many entries is reported and cut.
    pub(crate) fn nodes(&mut self, name: &str) -> Vec<(&'r Node, &'static Kind)> {
        let Some((key, node)) = self.present(name) else { return Vec::new() };
        let Some((max, kind, or_one)) = key.kind.list() else { return Vec::new() };
        let items: Vec<&Node> = match &node.value {
            Value::List(items) => items.iter().collect(),
            Value::Scalar { .. } if or_one => vec![node],
            _ => {
                self.reader.wrong_type(name, node, LIST);
                return Vec::new();
            }
        };
        if items.len() > max {
            let fault = FrontFault::TooMany { key: name.to_owned(), count: items.len(), limit: max };
            self.reader.value_fault(self.reader.place(node), name, ("项数太多", "it has too many entries"), fault);
        }
        items.into_iter().take(max).map(|item| (item, kind)).collect()
    }
}

impl Reader {
    /// A text or slug within the limits of its kind; `key` names it in findings.
    pub(crate) fn text(&mut self, node: &Node, key: &str, kind: &Kind) -> Option<Located<String>> {
        match (kind, &node.value) {
            (Kind::Text(_), Value::Scalar { text, plain: true }) if looks_like(text).is_some() => {
                self.wrong_type(key, node, ("加引号的文字", "text in quotes"));
                None
            }
            (Kind::Slug, _) => {
                let written = self.word(node, key, SLUG_CHARS)?;
                slug::check(&written.value)
                    .map_err(|(zh, en)| self.report(written.span, slug::fault(&written.value, (zh, en))))
                    .map(|value| Located { value, span: written.span })
                    .ok()
            }
            _ => self.word(node, key, kind.max_chars().unwrap_or(SLUG_CHARS)),
        }
    }

    /// A whole number within the bounds of its kind.
    fn number(&mut self, node: &Node, key: &str, kind: &Kind) -> Option<u32> {
        let Kind::Number(min, max) = *kind else { return None };
        let value = scalar(node).and_then(|text| text.parse().ok()).filter(|n| (min..=max).contains(n));
        if value.is_none() {
            let (zh, en) = (format!("{min} 到 {max} 之间的整数"), format!("a whole number from {min} to {max}"));
            self.wrong_type(key, node, (&zh, &en));
        }
        value
    }

    fn word(&mut self, node: &Node, key: &str, max: usize) -> Option<Located<String>> {
        let Some(text) = scalar(node) else {
            match node.value {
                Value::Null => self.empty(key, node),
                _ => self.wrong_type(key, node, TEXT),
            }
            return None;
        };
        let trimmed = text.trim();
        let length = trimmed.chars().count();
        if trimmed.is_empty() {
            self.empty(key, node);
        } else if let Some(place) = invisible(text) {
            self.report_invisible(node, text, place, key);
        } else if length > max {
            let fault = FrontFault::TooLong { key: key.to_owned(), length, limit: max };
            self.value_fault(self.place(node), key, ("太长", "it is too long"), fault);
        } else {
            return Some(Located { value: trimmed.to_owned(), span: self.place(node) });
        }
        None
    }

    /// Reports an invisible character at its place, unless escapes hide that place.
    fn report_invisible(&mut self, node: &Node, text: &str, (at, length): (usize, usize), key: &str) {
        let place = self.place(node);
        let span = place.range();
        let opening = span.len().saturating_sub(text.len()) / 2;
        let found = span.start + opening + at;
        let place = if span.len() <= text.len() + 2 { Span::new(found..found + length) } else { place };
        let fault = FrontFault::ControlCharacter { key: key.to_owned() };
        self.value_fault(place, key, ("含有看不见的字符", "it holds an invisible character"), fault);
    }

    /// The day of a text. The error is in Chinese and English.
    fn day(&self, text: &str) -> Result<Date, (&'static str, &'static str)> {
        let of_time = || date::day_of_time(text, self.utc_offset?.minutes);
        parse_date(text).or_else(|why| of_time().ok_or(why))
    }

    pub(crate) fn date(&mut self, node: &Node, key: &str) -> Option<Located<Date>> {
        let text = scalar(node).unwrap_or("");
        let span = self.place(node);
        let value = match self.day(text) {
            Ok(value) => value,
            Err((why_zh, why)) => {
                let value = match &node.value {
                    Value::List(_) => "[…]",
                    Value::Map(_) => "{…}",
                    _ => text,
                };
                let fault = if self.settings {
                    settings_value(key, "应为 2026-03-09 这样的日期", "a date such as 2026-03-09 is wanted")
                } else {
                    FrontFault::BadDate { key: key.into(), value: value.into(), why_zh: why_zh.into(), why: why.into() }.into()
                };
                let day = date::other_form(text).or_else(|| date::day_of_time(text, 0));
                self.report_near(span, fault, day.map(|day| day.to_string()));
                return None;
            }
        };
        if parse_date(text).is_err() {
            let day = value.to_string();
            let fault = FrontFault::DateTime { key: key.to_owned(), value: text.to_owned(), day: day.clone() };
            self.report_near(span, fault, Some(day));
        }
        Some(Located { value, span })
    }

    /// A word of an enumeration; `key` names it in findings.
    pub(crate) fn choice<T: Choice>(&mut self, node: &Node, key: &str) -> Option<T> {
        let Some(text) = scalar(node) else {
            self.wrong_type(key, node, TEXT);
            return None;
        };
        let found = T::WORDS.iter().find(|(word, _)| *word == text).map(|(_, value)| *value);
        if found.is_none() {
            let allowed = T::words().join(", ");
            let near = nearest(text, T::words());
            let fault = if self.settings {
                settings_value(key, &format!("可以是 {allowed}"), &format!("it may be {allowed}"))
            } else {
                FrontFault::UnknownValue { key: key.to_owned(), value: text.to_owned(), allowed }.into()
            };
            self.report_near(self.place(node), fault, near);
        }
        found
    }
}
