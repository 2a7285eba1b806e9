//! What articles contain of the names of concepts and of the phrases of `search.yaml`. A phrase that no article contains is reported.

use std::collections::BTreeSet;

use crate::diag::Finding;
use crate::diag::catalogue::FrontFault;
use crate::model::Registers;
use crate::model::yaml::Located;
use crate::text::Source;
use crate::text::normal::folded;

/// Above the terms of concepts: the numbers of phrases in the order of the register.
pub(super) const NUMBERED: u32 = 1 << 31;

fn phrases(registers: &Registers) -> impl Iterator<Item = &Located<String>> {
    registers.search.rows.iter().flat_map(|row| &row.find)
}

/// The phrases, each with its number.
pub(super) fn numbered(registers: &Registers) -> impl Iterator<Item = (String, u32)> {
    phrases(registers).zip(NUMBERED..).map(|(phrase, number)| (folded(&phrase.value), number))
}

/// A finding for each phrase that no article contains. `present` has the numbers of those that one contains.
pub(crate) fn absent(registers: &Registers, sources: &[Source], present: &BTreeSet<u32>) -> Vec<Finding> {
    let Some(source) = sources.iter().find(|source| source.path.ends_with("/search.yaml")) else { return Vec::new() };
    let absent = phrases(registers).zip(NUMBERED..).filter(|(_, number)| !present.contains(number));
    absent
        .map(|(phrase, _)| Finding::at(&source.path, phrase.span, FrontFault::SearchAbsent { word: phrase.value.clone() }))
        .collect()
}
