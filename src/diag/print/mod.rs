//! Printers: a report for people, for editors, for scripts and for GitHub, and the long form of a code. They write to
//! whatever they are given; they never choose it, and never end the program.

pub mod explain;
mod github;
pub mod html;
mod human;
mod json;
mod short;
#[cfg(test)]
mod tests;

use std::io::{self, Write};

use serde::{Deserialize, Serialize};

pub use json::summary;

use super::visible::one_line;
use super::{Counts, Lang, Placed, Report};

/// How findings are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// With the source and a remedy, and a last line that sums up.
    Human {
        /// With terminal colours.
        color: bool,
    },
    /// `path:line:col: severity[SG204]: message`, one a line.
    Short,
    /// One JSON object a line, the summary last.
    Json,
    /// Workflow commands of GitHub Actions, one a line.
    Github,
}

/// What a run did, as the last line of the JSON format tells it. Files are counted, not folders.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Summary {
    /// Errors found.
    pub errors: usize,
    /// Warnings found.
    pub warnings: usize,
    /// Pages of the site.
    pub pages: usize,
    /// Files written because they are new or differ.
    pub written: usize,
    /// Files left as they were.
    pub unchanged: usize,
    /// Files removed because nothing produces them any more.
    pub removed: usize,
    /// Findings that a baseline accepts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accepted: Option<usize>,
    /// Findings that a baseline would accept but that are gone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gone: Option<usize>,
    /// Wall time in milliseconds.
    pub elapsed_ms: u64,
}

impl From<Counts> for Summary {
    fn from(counts: Counts) -> Summary {
        Summary { errors: counts.errors, warnings: counts.warnings, ..Summary::default() }
    }
}

/// Prints findings as they come.
///
/// # Errors
/// Those of `out`.
pub fn findings(placed: impl Iterator<Item = Placed>, format: Format, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    match format {
        Format::Human { color } => human::print(placed, lang, color, out),
        Format::Short => short::print(placed, lang, out),
        Format::Json => json::print(placed, lang, out),
        Format::Github => github::print(placed, lang, out),
    }
}

/// Prints what sums up a run: people are told how many findings there are and why it failed, scripts the summary.
///
/// # Errors
/// Those of `out`.
pub fn end(report: &Report, summary: &Summary, format: Format, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    match format {
        Format::Human { .. } => writeln!(out, "{}", human::tally(report, lang)),
        Format::Json => json::summary(summary, out),
        Format::Short | Format::Github => Ok(()),
    }
}

/// The message of a finding on one line, safe for a terminal.
fn message(placed: &Placed, lang: Lang) -> String {
    one_line(&placed.finding.fault.message(lang)).into_owned()
}

/// The question whether the nearest right word was meant.
fn did_you_mean(placed: &Placed, lang: Lang) -> Option<String> {
    let nearest = placed.finding.nearest.as_ref()?;
    Some(match lang {
        Lang::Zh => format!("是否想写「{nearest}」？"),
        Lang::En => format!("did you mean `{nearest}`?"),
    })
}

/// The remedy with the nearest right word before it, for formats that have one text for both.
fn help(placed: &Placed, lang: Lang) -> String {
    let help = placed.finding.fault.help(lang);
    match (did_you_mean(placed, lang), lang) {
        (Some(question), Lang::Zh) => question + &help,
        (Some(question), Lang::En) => question + " " + &help,
        (None, _) => help,
    }
}
