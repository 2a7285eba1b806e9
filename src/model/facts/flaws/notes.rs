//! Footnotes of a body: references without a definition, and definitions without text, without a reference, or of a label that has one.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use memchr::memmem;

use crate::diag::catalogue::{LinkFault, ReferenceFault};
use crate::model::facts::gather::Gatherer;
use crate::text::markdown::is_escaped;

/// A definition that readers do not see as the author meant it.
pub(super) struct NoteFault {
    /// The mark of the definition, `[^1]:`.
    pub(super) range: Range<usize>,
    pub(super) fault: ReferenceFault,
    /// The first definition of the same label.
    pub(super) first: Option<Range<usize>>,
}

#[derive(Default)]
pub(super) struct Notes {
    /// Labels with the places of their marks, in order.
    defined: Vec<(String, Range<usize>, bool)>,
    referred: HashSet<String>,
}

impl Notes {
    pub(super) fn refer(&mut self, label: &str) {
        self.referred.insert(label.to_lowercase());
    }

    /// Adds the definition in a range of the body.
    pub(super) fn define(&mut self, body: &str, label: &str, range: Range<usize>) {
        let source = body.get(range.clone()).unwrap_or("");
        let mark = source.find("]:").map_or(source.len(), |i| i + 2);
        let has_text =
            source.get(mark..).is_some_and(|text| !text.trim_matches(|c: char| c.is_whitespace() || c == '>').is_empty());
        self.defined.push((label.to_owned(), range.start..range.start + mark, has_text));
    }

    pub(super) fn faults(&self) -> impl Iterator<Item = NoteFault> + '_ {
        let mut first: HashMap<String, &Range<usize>> = HashMap::new();
        self.defined.iter().filter_map(move |(name, range, has_text)| {
            let (key, label) = (name.to_lowercase(), name.clone());
            let fault = |fault, first| Some(NoteFault { range: range.clone(), fault, first });
            if let Some(first) = first.get(&key) {
                return fault(ReferenceFault::DuplicateFootnote { label }, Some((*first).clone()));
            }
            let is_referred = self.referred.contains(&key);
            first.insert(key, range);
            if !has_text {
                fault(ReferenceFault::EmptyFootnote { label }, None)
            } else if is_referred {
                None
            } else {
                fault(ReferenceFault::UnusedFootnote { label }, None)
            }
        })
    }
}

impl Gatherer<'_> {
    /// Reports footnote references that the parser left as text because they have no definition.
    pub(in super::super) fn undefined_notes(&mut self, text: &str, offset: usize) {
        let mut at = 0;
        while let Some(start) = text.get(at..).and_then(|t| memmem::find(t.as_bytes(), b"[^")).map(|i| at + i) {
            at = start + 2;
            let label: String = text.get(at..).unwrap_or("").chars().take(80).take_while(|c| *c != ']').collect();
            let closed = text.get(at + label.len()..).is_some_and(|t| t.starts_with(']'));
            if closed && !is_escaped(self.body, offset + start) && !label.is_empty() && !label.contains(['[', ' ', '\t', '^']) {
                let end = at + label.len() + 1;
                self.report(offset + start..offset + end, LinkFault::UndefinedFootnote { label });
                at = end;
            }
        }
    }
}
