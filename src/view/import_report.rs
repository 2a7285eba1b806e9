//! The report on an import: what happened to every record, and what people have to decide. It is no page of the site.

use serde::Serialize;

#[derive(Debug, Clone, Default, Hash, Serialize)]
pub(crate) struct ImportReport {
    pub(crate) site: String,
    /// The day of the import, `2026-04-10`.
    pub(crate) as_of: String,
    /// True for Chinese, false for English.
    pub(crate) zh: bool,
    pub(crate) dry_run: bool,
    /// Records of the source.
    pub(crate) records: usize,
    /// Records that were converted this time.
    pub(crate) converted: usize,
    /// Of these, those whose words were equal with all markup.
    pub(crate) equal: usize,
    /// Those that lost marks within the line.
    pub(crate) step2: usize,
    /// Those that lost all markup.
    pub(crate) step3: usize,
    pub(crate) held: usize,
    pub(crate) pictures: usize,
    /// Records with a reason, by reason.
    pub(crate) sums: Vec<ReasonSum>,
    /// Texts that differed until markup was left out.
    pub(crate) simplified: Vec<DifferenceRow>,
    pub(crate) held_records: Vec<DifferenceRow>,
    pub(crate) not_carried: Vec<NotCarriedRow>,
    pub(crate) rules: Vec<RuleRow>,
    pub(crate) missing: Vec<MissingRow>,
    pub(crate) more_missing: usize,
    pub(crate) reasons: Vec<ReasonSection>,
}

/// How many articles have a reason.
#[derive(Debug, Clone, Hash, Serialize)]
pub(crate) struct ReasonSum {
    pub(crate) word: &'static str,
    pub(crate) sentence: String,
    pub(crate) count: usize,
}

/// A record whose words differed, with the first sentence that does.
#[derive(Debug, Clone, Hash, Serialize)]
pub(crate) struct DifferenceRow {
    pub(crate) address: String,
    pub(crate) title: String,
    /// What was left out, or why it is held.
    pub(crate) what: String,
    /// The sentence at the source; empty if no words differ.
    pub(crate) source: String,
    /// The sentence on the page.
    pub(crate) page: String,
}

/// A kind of element that is not carried.
#[derive(Debug, Clone, Hash, Serialize)]
pub(crate) struct NotCarriedRow {
    pub(crate) name: String,
    /// The kind in the language of the report.
    pub(crate) title: String,
    pub(crate) count: usize,
    /// Titles of some records.
    pub(crate) examples: Vec<String>,
}

/// What a rule left out.
#[derive(Debug, Clone, Hash, Serialize)]
pub(crate) struct RuleRow {
    pub(crate) rule: &'static str,
    /// The rule in the language of the report.
    pub(crate) name: &'static str,
    pub(crate) count: usize,
    pub(crate) distinct: usize,
    pub(crate) texts: Vec<RemovedText>,
    /// Distinct texts that are not shown.
    pub(crate) more: usize,
}

#[derive(Debug, Clone, Hash, Serialize)]
pub(crate) struct RemovedText {
    pub(crate) text: String,
    pub(crate) count: usize,
}

#[derive(Debug, Clone, Hash, Serialize)]
pub(crate) struct MissingRow {
    pub(crate) title: String,
    pub(crate) picture: String,
}

/// The articles whose gravest reason is this one.
#[derive(Debug, Clone, Hash, Serialize)]
pub(crate) struct ReasonSection {
    pub(crate) word: &'static str,
    pub(crate) name: String,
    pub(crate) remedy: String,
    pub(crate) count: usize,
    pub(crate) rows: Vec<CaseRow>,
    pub(crate) more: usize,
}

#[derive(Debug, Clone, Hash, Serialize)]
pub(crate) struct CaseRow {
    pub(crate) address: String,
    pub(crate) title: String,
    pub(crate) date: String,
    pub(crate) letters: usize,
    pub(crate) views: String,
    pub(crate) reasons: String,
    pub(crate) group: String,
    pub(crate) proposal: String,
}
