//! Typed values: texts, dates, numbers, words of a closed set, lists. What is wrong becomes a finding.

use jiff::civil::Date;

use super::reader::{Fields, LIST, Located, Reader, TEXT, scalar};
use super::scalar::{invisible, looks_like, parse_date};
use super::{Node, Value};
use crate::diag::catalogue::FrontFault;
use crate::diag::nearest;

impl Reader<'_> {
    /// A text of at most `limit` characters on one line or several.
    pub fn text(&mut self, fields: &Fields<'_>, key: &str, limit: usize) -> Option<Located<String>> {
        let node = self.present(fields, key)?;
        self.text_of(node, key, limit)
    }

    /// The text of a node.
    pub fn text_of(&mut self, node: &Node, key: &str, limit: usize) -> Option<Located<String>> {
        match &node.value {
            Value::Scalar { text, plain: true } if looks_like(text).is_some() => {
                self.wrong_type(key, node, ("加引号的文字", "text in quotes"));
                None
            }
            _ => self.word_of(node, key, limit),
        }
    }

    /// The text of a node that may look like a number, such as a slug.
    pub fn word_of(&mut self, node: &Node, key: &str, limit: usize) -> Option<Located<String>> {
        let Value::Scalar { text, .. } = &node.value else {
            if matches!(node.value, Value::Null) {
                self.empty(key, node)
            } else {
                self.wrong_type(key, node, TEXT)
            }
            return None;
        };
        let trimmed = text.trim();
        if trimmed.is_empty() {
            self.empty(key, node);
            return None;
        }
        if let Some(place) = invisible(text) {
            self.invisible(node, text, place, key);
            return None;
        }
        let length = trimmed.chars().count();
        if length > limit {
            let fault = FrontFault::TooLong { key: key.to_owned(), length, limit };
            self.value_fault(node, key, ("太长", "it is too long"), fault);
            return None;
        }
        Some(Located { value: trimmed.to_owned(), span: self.place(node) })
    }

    /// A text that may look like a number, by key, without its place.
    pub fn word(&mut self, fields: &Fields<'_>, key: &str, limit: usize) -> Option<String> {
        let node = self.present(fields, key)?;
        self.word_of(node, key, limit).map(|t| t.value)
    }

    /// A civil date.
    pub fn date(&mut self, fields: &Fields<'_>, key: &str) -> Option<Located<Date>> {
        let node = self.present(fields, key)?;
        self.date_of(node, key)
    }

    /// The date of a node.
    pub fn date_of(&mut self, node: &Node, key: &str) -> Option<Located<Date>> {
        let text = scalar(node).unwrap_or("");
        match parse_date(text) {
            Ok(value) => Some(Located { value, span: self.place(node) }),
            Err((why_zh, why)) => {
                let value = if text.is_empty() { node.span_text_hint() } else { text.to_owned() };
                let fault = FrontFault::BadDate { key: key.into(), value: value.into(), why_zh: why_zh.into(), why: why.into() };
                self.value_fault(node, key, ("应为 2026-03-09 这样的日期", "a date such as 2026-03-09 is wanted"), fault);
                None
            }
        }
    }

    /// Reports a later date that lies before an earlier one; each with its key.
    pub fn in_order(&mut self, earlier: (&str, &Option<Located<Date>>), later: (&str, &Option<Located<Date>>)) {
        let (Some(e), Some(l)) = (earlier.1, later.1) else { return };
        if l.value < e.value {
            let fault = FrontFault::DateOrder {
                key: later.0.into(),
                value: l.value.to_string().into(),
                earlier: earlier.0.into(),
                limit: e.value.to_string().into(),
            };
            self.fault_at(l.span, fault);
        }
    }

    /// `true` or `false`.
    pub fn flag(&mut self, fields: &Fields<'_>, key: &str) -> Option<Located<bool>> {
        let node = self.present(fields, key)?;
        let value = match &node.value {
            Value::Scalar { text, plain: true } => match text.to_ascii_lowercase().as_str() {
                "true" => Some(true),
                "false" => Some(false),
                _ => None,
            },
            _ => None,
        };
        if value.is_none() {
            self.wrong_type(key, node, ("true 或 false", "true or false"));
        }
        value.map(|value| Located { value, span: self.place(node) })
    }

    /// A whole number within bounds.
    pub fn number(&mut self, fields: &Fields<'_>, key: &str, bounds: std::ops::RangeInclusive<u32>) -> Option<u32> {
        let node = self.present(fields, key)?;
        let value = scalar(node).and_then(|t| t.parse::<u32>().ok()).filter(|n| bounds.contains(n));
        if value.is_none() {
            let (zh, en) = (
                format!("{} 到 {} 之间的整数", bounds.start(), bounds.end()),
                format!("a whole number from {} to {}", bounds.start(), bounds.end()),
            );
            self.wrong_type(key, node, (&zh, &en));
        }
        value
    }

    /// One of a few words.
    pub fn choice<T: Copy>(&mut self, fields: &Fields<'_>, key: &str, words: &[(&str, T)]) -> Option<T> {
        let node = self.present(fields, key)?;
        self.choice_of(node, key, words)
    }

    /// The word of a node.
    pub fn choice_of<T: Copy>(&mut self, node: &Node, key: &str, words: &[(&str, T)]) -> Option<T> {
        let Some(text) = scalar(node) else {
            self.wrong_type(key, node, TEXT);
            return None;
        };
        let found = words.iter().find(|(word, _)| *word == text).map(|(_, value)| *value);
        if found.is_none() {
            let allowed = words.iter().map(|(w, _)| *w).collect::<Vec<_>>().join(", ");
            let fault = FrontFault::UnknownValue { key: key.to_owned(), value: text.to_owned(), allowed: allowed.clone() };
            let near = nearest(text, words.iter().map(|(w, _)| *w));
            let fault = if self.settings {
                self.settings_value(key, &format!("可以是 {allowed}"), &format!("it may be {allowed}"))
            } else {
                fault.into()
            };
            self.report_at(self.place(node), fault, near);
        }
        found
    }

    /// The nodes of a list of at most `limit` entries; where `one` says so, a single value counts as a list of one.
    pub fn list<'n>(&mut self, fields: &Fields<'n>, key: &str, limit: usize, one: bool) -> Vec<&'n Node> {
        let Some(node) = self.present(fields, key) else { return Vec::new() };
        let items: Vec<&Node> = match &node.value {
            Value::List(items) => items.iter().collect(),
            Value::Scalar { .. } if one => vec![node],
            _ => {
                self.wrong_type(key, node, LIST);
                return Vec::new();
            }
        };
        if items.len() > limit {
            let fault = FrontFault::TooMany { key: key.to_owned(), count: items.len(), limit };
            self.value_fault(node, key, ("项数太多", "it has too many entries"), fault);
        }
        items.into_iter().take(limit).collect()
    }

    /// A list of texts.
    pub fn texts(&mut self, fields: &Fields<'_>, key: &str, limit: usize, length: usize) -> Vec<Located<String>> {
        let nodes = self.list(fields, key, limit, true);
        nodes.into_iter().filter_map(|n| self.word_of(n, key, length)).collect()
    }
}
