//! Facts that a text takes from the register of lenders, put where readers see, list, search and compare it. The text that is
//! judged keeps its references: only those can be mended there.

use std::borrow::Cow;
use std::sync::Arc;

use super::Registers;
use super::facts::{Facts, Plain};
use super::registers::LenderId;

/// What a text takes: each reference as it is written, and what is read in its place.
#[derive(Debug, Default)]
pub(super) struct Taken(Vec<(String, String)>);

impl Taken {
    /// Of a text about a lender. What is not registered stays as it is written.
    pub(super) fn of(facts: &Facts, own: Option<LenderId>, registers: &Registers) -> Taken {
        let lenders = &registers.lenders;
        let taken = facts.references.iter().filter_map(|reference| {
            let id = if &*reference.lender == "lender" { own } else { lenders.find(&reference.lender) };
            let value = lenders.fact(id?, &reference.key)?;
            Some((format!("{{{}.{}}}", reference.lender, reference.key), value.to_owned()))
        });
        Taken(taken.collect())
    }

    /// A part of the text as it is read; nothing where that is as it is written.
    pub(super) fn read(&self, text: &str) -> Option<String> {
        let mut read: Option<String> = None;
        for (written, value) in &self.0 {
            let known = read.as_deref().unwrap_or(text);
            if known.contains(written) {
                read = Some(known.replace(written, value));
            }
        }
        read
    }

    /// What a text's facts hold of its words, as it is read.
    pub(super) fn in_facts(&self, facts: Facts) -> Facts {
        if self.0.is_empty() {
            return facts;
        }
        let excerpt = self.read(&facts.excerpt).map_or_else(|| Arc::clone(&facts.excerpt), Arc::from);
        let headings = facts.headings.reworded(|text| self.read(text));
        Facts { excerpt, headings, ..facts }
    }
}

/// The plain text of an article as it is read.
pub fn as_read<'p>(plain: &'p Plain, facts: &Facts, own: Option<LenderId>, registers: &Registers) -> Cow<'p, Plain> {
    let taken = Taken::of(facts, own, registers);
    if taken.0.is_empty() { Cow::Borrowed(plain) } else { Cow::Owned(plain.reworded(|text| taken.read(text))) }
}
