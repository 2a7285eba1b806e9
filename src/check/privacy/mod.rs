//! Nothing that identifies a person is published: identity numbers, bank cards, mobile numbers, case numbers beside names.
//!
//! Numbers are looked for in whole files and in the text that readers see, with full-width digits, blanks, marks and invisible
//! characters inside. A finding never repeats a number: it has the kind and the place only.

mod card;
mod case;
mod digits;
mod labels;
mod mobile;
mod number;

pub(super) use case::PATTERNS;
pub(super) use number::numbers;

use std::ops::Range;
use std::sync::Arc;

use super::Collector;
use crate::diag::Finding;
use crate::diag::catalogue::RuleFault;
use crate::model::Settings;
use crate::model::front::Allow;
use digits::{digits, runs};

/// The firm's own numbers, which may be anywhere.
#[derive(Debug, Default)]
pub struct OwnNumbers(Vec<String>);

impl OwnNumbers {
    pub(crate) fn of(settings: &Settings) -> OwnNumbers {
        let texts = settings.editorial.own_numbers.iter().chain(&settings.publisher.phone);
        let mut own = Vec::new();
        texts.for_each(|text| runs(text, &mut |run| own.push(digits(text, run).iter().collect())));
        OwnNumbers(own)
    }

    fn has(&self, digits: &[char]) -> bool {
        let digits: String = digits.iter().collect();
        self.0.iter().any(|own| own.contains(&digits))
    }
}

/// Judges the name of a file, except for findings that its text allows. The path is reported masked, since readers of a report must
/// not learn the number from it.
pub(super) fn path(path: &Arc<str>, allow: &[Allow], own: &OwnNumbers, found: &mut Collector) {
    // The path is masked, so the file that allows a finding must be considered here.
    let is_allowed = |finding: &Finding| allow.iter().any(|a| a.code == finding.fault.code());
    path_findings(path, own).into_iter().filter(|f| !is_allowed(f)).for_each(|finding| found.push(finding));
}

pub(super) fn path_findings(path: &Arc<str>, own: &OwnNumbers) -> Vec<Finding> {
    let faults = faults(path, own);
    let shown: Arc<str> = masked(path, &faults).into();
    faults.into_iter().map(|(_, fault)| Finding::about(&shown, fault)).collect()
}

/// A text with its private numbers masked; nothing if it has none.
pub fn redacted(text: &str, own: &OwnNumbers) -> Option<String> {
    let faults = faults(text, own);
    (!faults.is_empty()).then(|| masked(text, &faults))
}

fn faults(text: &str, own: &OwnNumbers) -> Vec<(Range<usize>, RuleFault)> {
    let mut faults = Vec::new();
    numbers(text, own, &mut |range, fault| faults.push((range, fault)));
    faults
}

fn masked(text: &str, faults: &[(Range<usize>, RuleFault)]) -> String {
    let mut shown = text.to_owned();
    for (range, _) in faults.iter().rev() {
        let stars = "*".repeat(text.get(range.clone()).map_or(0, |t| t.chars().count()));
        shown.replace_range(range.clone(), &stars);
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_file_is_reported_masked() {
        let found = path_findings(&"content/articles/借条_13812345678.png".into(), &OwnNumbers::default());
        assert_eq!(found.iter().map(|f| &*f.path).collect::<Vec<_>>(), ["content/articles/借条_***********.png"]);
        assert_eq!(path_findings(&"content/articles/2026-11-25-a.png".into(), &OwnNumbers::default()), []);
    }
}
