//! The report page: the findings of a check for people without a terminal. It is no page of the site.

use serde::Serialize;

#[derive(Debug, Clone, Hash, Serialize)]
pub(crate) struct ReportPage {
    pub(crate) site: String,
    /// The day of the check, `2026-03-09`.
    pub(crate) as_of: String,
    /// True for Chinese, false for English.
    pub(crate) zh: bool,
    pub(crate) errors: usize,
    pub(crate) warnings: usize,
    pub(crate) articles: usize,
    /// Findings that the baseline accepts, if there is one.
    pub(crate) accepted: Option<usize>,
    /// How the baseline became smaller, if git knows.
    pub(crate) progress: Option<ReportProgress>,
    /// Findings by kind: errors first, then the most frequent.
    pub(crate) kinds: Vec<ReportKind>,
    /// Findings by lawyer, else author; most findings first, files without a person last.
    pub(crate) people: Vec<ReportPerson>,
    /// Findings by file, in the order of paths.
    pub(crate) files: Vec<ReportFile>,
    /// Findings that are counted but not shown one by one.
    pub(crate) more: usize,
}

/// How the findings that a baseline accepts became fewer.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub(crate) struct ReportProgress {
    pub(crate) sentence: String,
    /// A point `x,y` for each week, within 700 by 200; empty for a single week.
    pub(crate) points: String,
    /// The days of the first and the last week.
    pub(crate) first: String,
    pub(crate) last: String,
    /// The most findings of a week: the height of the drawing.
    pub(crate) most: usize,
    /// By code, those with most findings left first.
    pub(crate) codes: Vec<ReportTrend>,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub(crate) struct ReportTrend {
    pub(crate) code: String,
    pub(crate) title: String,
    pub(crate) first: usize,
    pub(crate) last: usize,
    /// Findings that a week removes.
    pub(crate) rate: String,
    /// The month in which the last one would be gone; empty if it is unknown.
    pub(crate) end: String,
}

#[derive(Debug, Clone, Hash, Serialize)]
pub(crate) struct ReportKind {
    pub(crate) code: String,
    /// `error` or `warning`.
    pub(crate) severity: &'static str,
    pub(crate) severity_text: &'static str,
    pub(crate) title: String,
    pub(crate) remedy: String,
    pub(crate) count: usize,
    pub(crate) files: usize,
}

#[derive(Debug, Clone, Default, Hash, Serialize)]
pub(crate) struct ReportPerson {
    pub(crate) name: String,
    /// `reviewed_by`, `author` or empty: the key of the front matter.
    pub(crate) part: &'static str,
    pub(crate) files: usize,
    pub(crate) errors: usize,
    pub(crate) warnings: usize,
}

#[derive(Debug, Clone, Hash, Serialize)]
pub(crate) struct ReportFile {
    pub(crate) path: String,
    /// Title of the article; empty for other files.
    pub(crate) title: String,
    /// Name of the lawyer, else of the author; may be empty.
    pub(crate) person: String,
    pub(crate) findings: Vec<ReportFinding>,
}

#[derive(Debug, Clone, Hash, Serialize)]
pub(crate) struct ReportFinding {
    pub(crate) line: u32,
    /// Column in characters; line and column count from 1.
    pub(crate) column: u32,
    pub(crate) code: String,
    pub(crate) severity: &'static str,
    pub(crate) severity_text: &'static str,
    pub(crate) message: String,
    pub(crate) help: String,
}
