//! The phrases of `search.yaml` that an article contains, so that one which no article contains is reported.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::Analysis;
use crate::diag::Finding;
use crate::diag::catalogue::FrontFault;
use crate::model::Registers;
use crate::model::yaml::Located;
use crate::text::normal::folded;
use crate::text::{Phrases, Source};

fn phrases(registers: &Registers) -> impl Iterator<Item = &Located<String>> {
    registers.search.rows.iter().flat_map(|row| &row.find)
}

/// The phrases, each with its number in the order of the register.
pub(super) fn numbered(registers: &Registers) -> Phrases {
    Phrases::new(phrases(registers).zip(0..).map(|(phrase, number)| (folded(&phrase.value), number)))
}

/// A finding for each phrase that no article contains.
pub(crate) fn absent(registers: &Registers, sources: &[Source], articles: &[Arc<Analysis>]) -> Vec<Finding> {
    let Some(source) = sources.iter().find(|source| source.path.ends_with("/search.yaml")) else { return Vec::new() };
    let present: BTreeSet<u32> = articles.iter().flat_map(|analysis| analysis.phrases.iter().copied()).collect();
    let absent = phrases(registers).zip(0..).filter(|(_, number)| !present.contains(number));
    absent.map(|(phrase, _)| Finding::at(&source.path, phrase.span, FrontFault::SearchAbsent { word: phrase.value.clone() })).collect()
}
