//! Facts of the register of lenders in the words that readers see, list, search and compare. The text that rules judge keeps its
//! references, because only those can be fixed there.

use std::borrow::Cow;
use std::sync::Arc;

use super::Registers;
use super::facts::{Facts, Plain};
use super::registers::LenderId;

/// The references of a text as they are written, each with the value that replaces it.
#[derive(Debug, Default)]
pub(super) struct FactSubstitution(Vec<(String, String)>);

impl FactSubstitution {
    /// The substitution for a text about a lender. A reference to what is not registered stays.
    pub(super) fn of(facts: &Facts, own: Option<LenderId>, registers: &Registers) -> FactSubstitution {
        let lenders = &registers.lenders;
        let values = facts.references.iter().filter_map(|reference| {
            let id = if &*reference.lender == "lender" { own } else { lenders.find(&reference.lender) };
            let value = lenders.fact(id?, &reference.key)?;
            Some((format!("{{{}.{}}}", reference.lender, reference.key), value.to_owned()))
        });
        FactSubstitution(values.collect())
    }

    /// A part of the text with its facts; nothing if it has none.
    fn apply(&self, text: &str) -> Option<String> {
        let mut applied: Option<String> = None;
        for (reference, value) in &self.0 {
            let text = applied.as_deref().unwrap_or(text);
            if text.contains(reference) {
                applied = Some(text.replace(reference, value));
            }
        }
        applied
    }

    pub(super) fn in_facts(&self, facts: Facts) -> Facts {
        if self.0.is_empty() {
            return facts;
        }
        let excerpt = self.apply(&facts.excerpt).map_or_else(|| Arc::clone(&facts.excerpt), Arc::from);
        let headings = facts.headings.reworded(|text| self.apply(text));
        Facts { excerpt, headings, ..facts }
    }
}

/// The plain text of an article with its facts.
pub(crate) fn substitute_facts<'p>(
    plain: &'p Plain,
    facts: &Facts,
    own: Option<LenderId>,
    registers: &Registers,
) -> Cow<'p, Plain> {
    let substitution = FactSubstitution::of(facts, own, registers);
    if substitution.0.is_empty() { Cow::Borrowed(plain) } else { Cow::Owned(plain.reworded(|text| substitution.apply(text))) }
}
