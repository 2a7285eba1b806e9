//! Typed values out of a [`Node`] tree. Whatever is wrong becomes a finding and the value is left out; reading goes on.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::scalar::{looks_like, spaced};
use super::{Node, Value};
use crate::diag::catalogue::{FrontFault, SiteFault};
use crate::diag::{Fault, Finding, Role, nearest};
use crate::text::{Source, Span};

/// A value and where it stands in its file.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Located<T> {
    /// The value.
    pub value: T,
    /// Where.
    pub span: Span,
}

/// A mapping's values by key.
#[derive(Debug)]
pub struct Fields<'n> {
    rows: BTreeMap<&'n str, &'n Node>,
    /// Where the mapping stands: the place for keys that are missing.
    pub at: Span,
}

impl<'n> Fields<'n> {
    /// The node of a key; nothing where the key is absent.
    pub fn get(&self, key: &str) -> Option<&'n Node> {
        self.rows.get(key).copied()
    }

    /// True where the key is there and not null.
    pub fn has(&self, key: &str) -> bool {
        self.get(key).is_some_and(|n| !matches!(n.value, Value::Null))
    }
}

/// Takes values out of the nodes of one file and collects findings.
#[derive(Debug)]
pub struct Reader<'a> {
    path: &'a Arc<str>,
    base: u32,
    pub(super) settings: bool,
    nulls_are_absent: bool,
    /// What was found so far.
    pub findings: Vec<Finding>,
}

pub(super) const TEXT: (&str, &str) = ("文字", "text");
pub(super) const LIST: (&str, &str) = ("列表", "a list");
const MAPPING: (&str, &str) = ("一行一项的「键: 值」", "`key: value` lines");

impl<'a> Reader<'a> {
    /// A reader for an article's front matter, whose first byte is `base` bytes into the file. A null value is a finding.
    pub fn front_matter(source: &'a Source, base: u32) -> Reader<'a> {
        Reader { path: &source.path, base, settings: false, nulls_are_absent: false, findings: Vec::new() }
    }

    /// A reader for a register, where null means absent.
    pub fn register(source: &'a Source) -> Reader<'a> {
        Reader { path: &source.path, base: 0, settings: false, nulls_are_absent: true, findings: Vec::new() }
    }

    /// A reader for the settings, whose findings have codes of their own.
    pub fn settings(source: &'a Source) -> Reader<'a> {
        Reader { path: &source.path, base: 0, settings: true, nulls_are_absent: false, findings: Vec::new() }
    }

    /// Parses a text that stands at the reader's base.
    pub fn parse(&mut self, text: &str) -> Option<Node> {
        match super::parse(text) {
            Ok(node) => Some(node),
            Err(e) => {
                let fault: Fault = if self.settings {
                    SiteFault::SettingsSyntax { detail_zh: e.detail_zh, detail: e.detail }.into()
                } else {
                    FrontFault::Syntax { detail_zh: e.detail_zh, detail: e.detail }.into()
                };
                self.report(e.span, fault);
                None
            }
        }
    }

    /// The place of a node in its file.
    pub fn place(&self, node: &Node) -> Span {
        node.span.shifted(self.base)
    }

    /// Reports a fault at a place of the parsed text.
    pub fn report(&mut self, span: Span, fault: impl Into<Fault>) {
        self.findings.push(Finding::at(self.path, span.shifted(self.base), fault));
    }

    /// Reports a fault at a place of the file, with no nearest word.
    pub fn fault_at(&mut self, at: Span, fault: impl Into<Fault>) {
        self.report_at(at, fault, None);
    }

    /// Reports a fault at a place of the file.
    pub fn report_at(&mut self, at: Span, fault: impl Into<Fault>, near: Option<String>) {
        self.findings.push(Finding::at(self.path, at, fault).near(near));
    }

    /// A mapping's fields. Duplicate and unknown keys are reported; `name` names the mapping where it is none.
    pub fn fields<'n>(&mut self, node: &'n Node, name: &str, known: &[&str]) -> Option<Fields<'n>> {
        let Value::Map(rows) = &node.value else {
            self.wrong_type(name, node, MAPPING);
            return None;
        };
        let mut fields: BTreeMap<&str, &Node> = BTreeMap::new();
        let mut first: BTreeMap<&str, Span> = BTreeMap::new();
        for (key, value) in rows {
            let Value::Scalar { text, .. } = &key.value else {
                self.wrong_type(name, key, ("键名", "a key"));
                continue;
            };
            if let Some(earlier) = first.get(text.as_str()) {
                let earlier = earlier.shifted(self.base);
                let fault =
                    self.fault(SiteFault::SettingsDuplicate { key: text.clone() }, FrontFault::Duplicate { key: text.clone() });
                let finding = Finding::at(self.path, self.place(key), fault).with(self.path, Some(earlier), Role::First);
                self.findings.push(finding);
            } else if known.contains(&text.as_str()) {
                fields.insert(text, value);
            } else {
                let allowed = known.join(", ");
                let fault = self.fault(
                    SiteFault::SettingsUnknownKey { key: text.clone(), allowed: allowed.clone() },
                    FrontFault::UnknownKey { key: text.clone(), allowed },
                );
                let near = nearest(text.trim_end_matches('：'), known.iter().copied());
                self.report_at(self.place(key), fault, near);
            }
            first.entry(text).or_insert(key.span);
        }
        Some(Fields { rows: fields, at: self.place(node) })
    }

    /// Any mapping, whatever its keys, duplicates reported: `(key, place of the key, value)` in the order written.
    pub fn rows<'n>(&mut self, node: &'n Node, name: &str) -> Vec<(&'n str, Span, &'n Node)> {
        let Value::Map(rows) = &node.value else {
            self.wrong_type(name, node, MAPPING);
            return Vec::new();
        };
        let keys: Vec<&str> = rows.iter().filter_map(|(k, _)| scalar(k)).collect();
        let Some(_) = self.fields(node, name, &keys) else { return Vec::new() };
        let mut seen = std::collections::BTreeSet::new();
        let located = rows.iter().filter_map(|(k, v)| scalar(k).map(|text| (text, k.span.shifted(self.base), v)));
        located.filter(|(text, ..)| seen.insert(*text)).collect()
    }

    /// A node that is there and not null; a null one is reported unless nulls mean absent.
    pub fn present<'n>(&mut self, fields: &Fields<'n>, key: &str) -> Option<&'n Node> {
        let node = fields.get(key)?;
        if !matches!(node.value, Value::Null) {
            return Some(node);
        }
        if !self.nulls_are_absent {
            self.empty(key, node);
        }
        None
    }

    /// Reports a key that must be there, unless it is (a null one is reported by [`Reader::present`] already).
    pub fn require(&mut self, fields: &Fields<'_>, key: &str) {
        let missing = fields.get(key).is_none_or(|n| self.nulls_are_absent && matches!(n.value, Value::Null));
        if missing {
            let fault = self.fault(SiteFault::SettingsMissing { key: key.to_owned() }, FrontFault::Missing { key: key.to_owned() });
            self.report_at(fields.at, fault, None);
        }
    }

    /// Reports that a node has the wrong type; `expected` in Chinese and English.
    pub fn wrong_type(&mut self, key: &str, node: &Node, expected: (&str, &str)) {
        let typed = match &node.value {
            Value::Scalar { text, plain: true } => looks_like(text),
            _ => None,
        };
        let (zh, en) = match &node.value {
            Value::Null => ("空值", "nothing"),
            Value::Scalar { .. } => TEXT,
            Value::List(_) => LIST,
            Value::Map(_) => MAPPING,
        };
        let (found_zh, found) = typed.unwrap_or((zh.to_owned(), en.to_owned()));
        let expected_zh = spaced(expected.0);
        let fault = FrontFault::WrongType {
            key: key.into(),
            expected_zh: expected_zh.as_str().into(),
            expected: expected.1.into(),
            found_zh: found_zh.as_str().into(),
            found: found.as_str().into(),
        };
        self.value_fault(
            node,
            key,
            (&format!("应为{expected_zh}，这里却是{found_zh}"), &format!("it must be {}, but this is {found}", expected.1)),
            fault,
        );
    }

    /// Reports an invisible character where it stands, unless escapes hide where that is.
    pub(super) fn invisible(&mut self, node: &Node, text: &str, (at, length): (usize, usize), key: &str) {
        let span = node.span.range();
        let opening = span.len().saturating_sub(text.len()) / 2;
        let found = span.start + opening + at;
        let span = if span.len() <= text.len() + 2 { Span::new(found..found + length) } else { node.span };
        let fault = FrontFault::ControlCharacter { key: key.to_owned() };
        self.value_fault_at(span, key, ("含有看不见的字符", "it holds an invisible character"), fault);
    }

    pub(super) fn empty(&mut self, key: &str, node: &Node) {
        self.value_fault(node, key, ("是空的", "it is empty"), FrontFault::Empty { key: key.to_owned() });
    }

    /// Reports a wrong value: as it is, or in the settings as a fault of theirs in the given words.
    pub fn value_fault(&mut self, node: &Node, key: &str, words: (&str, &str), front: FrontFault) {
        self.value_fault_at(node.span, key, words, front);
    }

    fn value_fault_at(&mut self, span: Span, key: &str, words: (&str, &str), front: FrontFault) {
        let fault = if self.settings { self.settings_value(key, words.0, words.1) } else { front.into() };
        self.report(span, fault);
    }

    pub(super) fn settings_value(&self, key: &str, zh: &str, en: &str) -> Fault {
        SiteFault::SettingsValue { key: key.to_owned(), problem_zh: zh.to_owned(), problem_en: en.to_owned() }.into()
    }

    fn fault(&self, settings: SiteFault, front: FrontFault) -> Fault {
        if self.settings { settings.into() } else { front.into() }
    }
}

impl Node {
    pub(super) fn span_text_hint(&self) -> String {
        match &self.value {
            Value::List(_) => "[…]".to_owned(),
            Value::Map(_) => "{…}".to_owned(),
            _ => String::new(),
        }
    }
}

/// The text of a scalar node.
pub(super) fn scalar(node: &Node) -> Option<&str> {
    match &node.value {
        Value::Scalar { text, .. } => Some(text),
        _ => None,
    }
}
