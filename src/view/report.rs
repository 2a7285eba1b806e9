//! The report page: the findings of a check for people who never open a terminal. It is no page of the site.

use serde::Serialize;

/// The page; variable `report`.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct ReportPage {
    pub site: String,
    /// The day that was checked for, `2026-03-09`.
    pub as_of: String,
    /// True for Chinese, false for English.
    pub zh: bool,
    pub errors: usize,
    pub warnings: usize,
    pub articles: usize,
    /// Findings that the baseline accepts, if there is one.
    pub accepted: Option<usize>,
    /// Findings by kind: errors first, then the most frequent.
    pub kinds: Vec<ReportKind>,
    /// Findings by lawyer, else author; most findings first, files without a person last.
    pub people: Vec<ReportPerson>,
    /// Findings by file, in the order of paths.
    pub files: Vec<ReportFile>,
    /// Findings that are counted but not shown one by one.
    pub more: usize,
}

#[derive(Debug, Clone, Hash, Serialize)]
pub struct ReportKind {
    pub code: String,
    /// `error` or `warning`.
    pub severity: &'static str,
    pub severity_text: &'static str,
    pub title: String,
    pub remedy: String,
    pub count: usize,
    pub files: usize,
}

#[derive(Debug, Clone, Hash, Serialize)]
pub struct ReportPerson {
    /// Name; empty for files without a person.
    pub name: String,
    /// `reviewed_by`, `author` or empty: the key of the front matter.
    pub part: &'static str,
    pub files: usize,
    pub errors: usize,
    pub warnings: usize,
}

#[derive(Debug, Clone, Hash, Serialize)]
pub struct ReportFile {
    pub path: String,
    /// Title of the article; empty for other files.
    pub title: String,
    /// Name of the lawyer, else of the author; may be empty.
    pub person: String,
    /// Its findings in order.
    pub findings: Vec<ReportFinding>,
}

#[derive(Debug, Clone, Hash, Serialize)]
pub struct ReportFinding {
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
    pub code: String,
    pub severity: &'static str,
    pub severity_text: &'static str,
    pub message: String,
    pub help: String,
}
