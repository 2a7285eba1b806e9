//! Reads mappings out of a [`Node`] tree by their declared keys. Whatever is wrong becomes a finding and the value is left out;
//! reading goes on.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::comment::Comments;
use super::scalar::{looks_like, quoted, spaced};
use super::{Node, SyntaxError, Value, colon};
use crate::diag::catalogue::{FrontFault, SiteFault};
use crate::diag::{Fault, Finding, Role, nearest};
use crate::model::front::{foreign, shape};
use crate::model::keys::{Key, Need, declared};
use crate::model::settings::UtcOffset;
use crate::text::{Source, Span};

/// A value and its place in its file.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Located<T> {
    pub value: T,
    pub(crate) span: Span,
}

impl<T> Located<T> {
    pub(crate) fn map<U>(self, change: impl FnOnce(T) -> U) -> Located<U> {
        Located { value: change(self.value), span: self.span }
    }
}

/// Reads the nodes of one file and collects findings.
#[derive(Debug, Default)]
pub(crate) struct Reader {
    path: Arc<str>,
    /// Bytes of the file before the parsed text.
    base: u32,
    /// Settings have findings of their own.
    pub(super) settings: bool,
    /// Null means absent; otherwise it is a finding.
    nulls_are_absent: bool,
    comments: Comments,
    /// Keys that were proposed in place of unknown ones of the last mapping: they are not missing as well.
    proposed: Vec<String>,
    /// The offset from UTC at which a date with a time is a day, in front matter. Elsewhere a time is an error.
    pub(super) utc_offset: Option<UtcOffset>,
    pub(crate) findings: Vec<Finding>,
}

pub(super) const TEXT: (&str, &str) = ("文字", "text");
/// The text that is wanted where a list is.
const ONE_TEXT: (&str, &str) = ("一段文字（只写一个，不加方括号）", "one text without brackets");
pub(super) const LIST: (&str, &str) = ("列表", "a list");
pub(super) const MAPPING: (&str, &str) = ("一行一项的「键: 值」", "`key: value` lines");

impl Reader {
    fn new(source: &Source) -> Reader {
        Reader { path: Arc::clone(&source.path), ..Reader::default() }
    }

    /// A reader for the front matter of an article or a page, whose YAML starts `base` bytes into the file.
    pub(crate) fn front_matter(source: &Source, base: u32, utc_offset: UtcOffset) -> Reader {
        Reader { base, utc_offset: Some(utc_offset), ..Reader::new(source) }
    }

    pub(crate) fn register(source: &Source) -> Reader {
        Reader { nulls_are_absent: true, ..Reader::new(source) }
    }

    pub(crate) fn settings(source: &Source) -> Reader {
        Reader { settings: true, ..Reader::new(source) }
    }

    fn is_front_matter(&self) -> bool {
        self.utc_offset.is_some()
    }

    /// Parses a text that starts at the reader's base.
    pub(crate) fn parse(&mut self, text: &str) -> Option<Node> {
        self.comments = Comments::of(text);
        super::parse(text).map_err(|e| self.syntax(e.span.shifted(self.base), e)).ok()
    }

    /// Parses the YAML of a text. If it is not valid, a line that was meant to close it is the likely cause.
    pub(crate) fn front_matter_node(&mut self, text: &str, yaml: Span) -> Option<Node> {
        self.comments = Comments::of(yaml.of(text));
        let error = match super::parse(yaml.of(text)) {
            Ok(node) => return Some(node),
            Err(error) => error,
        };
        let end = error.span.shifted(self.base);
        match shape::closing(text.get(..yaml.end as usize).unwrap_or(""), yaml.start as usize)
            .filter(|(at, ..)| at.start <= end.start)
        {
            Some((at, fault, right)) => self.report_near(at, fault, right.map(str::to_owned)),
            None => self.syntax(end, error),
        }
        None
    }

    fn syntax(&mut self, at: Span, SyntaxError { detail, detail_zh, .. }: SyntaxError) {
        let settings = SiteFault::SettingsSyntax { detail_zh: detail_zh.clone(), detail: detail.clone() };
        let fault = self.fault(settings, FrontFault::Syntax { detail_zh, detail });
        self.report(at, fault);
    }

    /// Reports a key whose colon has no blank after it, so that YAML takes both for a text, which starts at `start`.
    fn tight_key(&mut self, text: &str, start: u32, known: &[&str]) -> bool {
        let error = colon::tight(text, known);
        let is_one = error.is_some();
        error.into_iter().for_each(|error| self.syntax(error.span.shifted(start), error));
        is_one
    }

    pub(crate) fn place(&self, node: &Node) -> Span {
        node.span.shifted(self.base)
    }

    pub(crate) fn report(&mut self, at: Span, fault: impl Into<Fault>) {
        self.report_near(at, fault, None);
    }

    /// Reports a text that ends where a comment begins: `#` after a blank may be a part of it.
    pub(super) fn report_cut(&mut self, node: &Node, key: &str) {
        let Value::Scalar { text, plain: true } = &node.value else { return };
        let Some((place, comment)) = self.comments.behind(node.span.end) else { return };
        let line = format!("{key}: {}", quoted(&format!("{text} {comment}")));
        let fault =
            FrontFault::CutByComment { key: key.into(), value: text.as_str().into(), comment: comment.into(), line: line.into() };
        self.report(place.shifted(self.base), fault);
    }

    /// Reports a fault at a place of the file, with the nearest right word.
    pub(crate) fn report_near(&mut self, at: Span, fault: impl Into<Fault>, near: Option<String>) {
        self.findings.push(Finding::at(&self.path, at, fault).with_suggestion(near));
    }

    /// The values of a mapping. Duplicate, unknown and missing keys are reported; `name` names the mapping in findings, and
    /// missing keys are reported at `at`, or else at the node.
    pub(crate) fn fields<'r>(
        &'r mut self,
        node: &'r Node,
        name: &str,
        keys: &'static [Key],
        at: Option<Span>,
    ) -> Option<Fields<'r>> {
        let values = self.values(node, name, keys)?;
        let at = at.unwrap_or_else(|| self.place(node));
        let mut fields = Fields { reader: self, keys, values, at };
        fields.report_missing();
        Some(fields)
    }

    /// A node for each key. Duplicate and unknown keys are reported.
    pub(super) fn values<'n>(&mut self, node: &'n Node, name: &str, keys: &'static [Key]) -> Option<Vec<Option<&'n Node>>> {
        let known: Vec<&str> = keys.iter().map(|key| key.name).collect();
        self.proposed.clear();
        let rows = self.rows(node, name, Some(&known))?;
        let value = |key: &Key| rows.iter().find(|(name, ..)| *name == key.name).map(|(.., value)| *value);
        Some(keys.iter().map(value).collect())
    }

    /// The keys of a mapping with their places and values in the order written, each once. Duplicate keys are reported, and
    /// those that are not among the known ones.
    pub(crate) fn rows<'n>(
        &mut self,
        node: &'n Node,
        name: &str,
        known: Option<&[&str]>,
    ) -> Option<Vec<(&'n str, Span, &'n Node)>> {
        let Value::Map(written) = &node.value else {
            let text = scalar(node).unwrap_or("");
            if !self.tight_key(text, self.place(node).start, known.unwrap_or_default()) {
                self.wrong_type(name, node, MAPPING);
            }
            return None;
        };
        let mut rows = Vec::with_capacity(written.len());
        let mut first: BTreeMap<&str, Span> = BTreeMap::new();
        for (key, value) in written {
            let (Some(text), at) = (scalar(key), self.place(key)) else {
                self.wrong_type(name, key, ("键名", "a key"));
                continue;
            };
            if let Some(earlier) = first.get(text) {
                let key = text.to_owned();
                let fault = self.fault(SiteFault::SettingsDuplicate { key: key.clone() }, FrontFault::Duplicate { key });
                self.findings.push(Finding::at(&self.path, at, fault).with(&self.path, Some(*earlier), Role::First));
                continue;
            }
            first.insert(text, at);
            match known.filter(|known| !known.contains(&text)) {
                Some(known) if self.tight_key(text, at.start, known) => {}
                Some(known) => {
                    let is_there = |name: &str| written.iter().any(|(key, _)| scalar(key) == Some(name));
                    self.unknown(text, at, known, is_there);
                }
                None => rows.push((text, at, value)),
            }
        }
        Some(rows)
    }

    /// Reports an unknown key; `is_there` says which keys its mapping has.
    fn unknown(&mut self, key: &str, at: Span, known: &[&str], is_there: impl Fn(&str) -> bool) {
        let advice = if self.is_front_matter() { foreign::advice(key, |ours| known.contains(&ours), is_there) } else { None };
        let near = match &advice {
            Some(advice) => advice.ours.map(str::to_owned),
            None => nearest(key.trim_end_matches('：'), known.iter().copied()),
        };
        if self.is_front_matter() {
            self.proposed.extend(near.clone());
        }
        let [note_zh, note] = advice.map(|advice| advice.note).unwrap_or_default();
        let (key, allowed) = (key.to_owned(), known.join(", "));
        let settings = SiteFault::SettingsUnknownKey { key: key.clone(), allowed: allowed.clone() };
        let (note_zh, note) = (note_zh.into(), note.into());
        let fault = self.fault(settings, FrontFault::UnknownKey { key: key.into(), allowed: allowed.into(), note_zh, note });
        self.report_near(at, fault, near);
    }

    /// Reports that a node has the wrong type; `expected` in Chinese and English.
    pub(crate) fn wrong_type(&mut self, key: &str, node: &Node, expected: (&str, &str)) {
        let typed = match &node.value {
            Value::Scalar { text, plain: true } => looks_like(text),
            _ => None,
        };
        let is_several = expected == TEXT && matches!(node.value, Value::List(_));
        let expected = if is_several { ONE_TEXT } else { expected };
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
        let zh = format!("应为{expected_zh}，这里却是{found_zh}");
        let en = format!("it must be {}, but this is {found}", expected.1);
        self.value_fault(self.place(node), key, (&zh, &en), fault);
    }

    pub(super) fn empty(&mut self, key: &str, node: &Node) {
        self.value_fault(self.place(node), key, ("是空的", "it is empty"), FrontFault::Empty { key: key.to_owned() });
    }

    /// Reports a wrong value: as it is, or in the settings as a fault of theirs in the given words.
    pub(super) fn value_fault(&mut self, at: Span, key: &str, words: (&str, &str), front: FrontFault) {
        let fault = if self.settings { settings_value(key, words.0, words.1) } else { front.into() };
        self.report(at, fault);
    }

    fn fault(&self, settings: SiteFault, front: FrontFault) -> Fault {
        if self.settings { settings.into() } else { front.into() }
    }
}

pub(super) fn settings_value(key: &str, zh: &str, en: &str) -> Fault {
    SiteFault::SettingsValue { key: key.to_owned(), problem_zh: zh.to_owned(), problem_en: en.to_owned() }.into()
}

/// The values of one mapping, read by the names of its keys. Each name has a declaration, which gives the kind and the limits.
#[derive(Debug)]
pub(crate) struct Fields<'r> {
    pub(crate) reader: &'r mut Reader,
    pub(super) keys: &'static [Key],
    /// A node for each key; nothing if the key is absent.
    pub(super) values: Vec<Option<&'r Node>>,
    /// The place for keys that are missing.
    pub(crate) at: Span,
}

impl<'r> Fields<'r> {
    /// The values of a mapping without entries, from which every key has its default.
    pub(crate) fn empty(reader: &'r mut Reader, keys: &'static [Key], at: Span) -> Fields<'r> {
        Fields { reader, keys, values: vec![None; keys.len()], at }
    }

    pub(super) fn find(&self, name: &str) -> (&'static Key, Option<&'r Node>) {
        let (position, key) = declared(self.keys, name);
        (key, self.values.get(position).copied().flatten())
    }

    pub(crate) fn default(&self, name: &str) -> &'static str {
        self.find(name).0.default
    }

    /// The node of a key, even without a value.
    pub(crate) fn node(&self, name: &str) -> Option<&'r Node> {
        self.find(name).1
    }

    /// A node that is there and not null, with the declaration of its key. A null is reported unless it means absent.
    pub(crate) fn present(&mut self, name: &str) -> Option<(&'static Key, &'r Node)> {
        let (key, node) = self.find(name);
        let node = node?;
        if !is_null(node) {
            return Some((key, node));
        }
        if !self.reader.nulls_are_absent {
            self.reader.empty(name, node);
        }
        None
    }

    /// Reports the keys that are missing. One that is null is reported when it is read.
    fn report_missing(&mut self) {
        for key in self.keys {
            let required = match key.need {
                Need::Optional => false,
                Need::Required => true,
                Need::Unless(other) => self.find(other).1.is_none_or(is_null),
            };
            let missing = self.find(key.name).1.is_none_or(|node| self.reader.nulls_are_absent && is_null(node));
            if required && missing {
                self.require(key.name);
            }
        }
    }

    /// Reports that a key is missing, unless another one was probably meant for it.
    pub(crate) fn require(&mut self, name: &str) {
        if !self.reader.proposed.iter().any(|proposed| proposed == name) {
            let key = name.to_owned();
            let fault = self.reader.fault(SiteFault::SettingsMissing { key: key.clone() }, FrontFault::Missing { key });
            self.reader.report(self.at, fault);
        }
    }
}

fn is_null(node: &Node) -> bool {
    matches!(node.value, Value::Null)
}

pub(crate) fn scalar(node: &Node) -> Option<&str> {
    match &node.value {
        Value::Scalar { text, .. } => Some(text),
        _ => None,
    }
}
