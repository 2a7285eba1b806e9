//! Printers: a report for people, for editors, for scripts and for GitHub, and the long form of a code. They write to any output
//! they are given; they never choose it, and never end the program.

pub(crate) mod explain;
mod github;
pub(crate) mod html;
mod human;
mod json;
mod selection;
#[cfg(test)]
mod tests;

use std::io::{self, Write};

use serde::{Deserialize, Serialize};

pub(crate) use human::total;
pub(crate) use json::{failure, summary};
pub(crate) use selection::{Choice, Selection, columns};

use super::visible::one_line;
use super::{Counts, Lang, Listing, LocatedFinding};
use crate::text::localized;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    /// With the source and a remedy, and a last line that sums up.
    Human { color: bool },
    /// `path:line:col: severity[SG204]: message`, one a line.
    Short,
    /// One JSON object a line, the summary last.
    Json,
    /// Workflow commands of GitHub Actions, one a line.
    Github,
}

/// The result of a run, the last line of the JSON format. Files are counted, not folders.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(crate) struct Summary {
    pub(crate) errors: usize,
    pub(crate) warnings: usize,
    pub(crate) pages: usize,
    /// Files written because they are new or differ.
    pub written: usize,
    /// Files left as they were.
    pub unchanged: usize,
    /// Files removed because nothing produces them any more.
    pub removed: usize,
    /// Findings that the baseline accepts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) accepted: Option<usize>,
    /// Findings that the baseline would accept but that are gone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) gone: Option<usize>,
    /// Wall time in milliseconds.
    pub(crate) elapsed_ms: u64,
}

impl From<Counts> for Summary {
    fn from(counts: Counts) -> Summary {
        Summary { errors: counts.errors, warnings: counts.warnings, ..Summary::default() }
    }
}

/// Prints findings in the order in which they are given.
pub(crate) fn findings(
    mut findings: impl Iterator<Item = LocatedFinding>,
    format: Format,
    lang: Lang,
    out: &mut dyn Write,
) -> io::Result<()> {
    let renderer = human::renderer(matches!(format, Format::Human { color: true }));
    findings.try_for_each(|located| finding(&located, format, lang, &renderer, out))
}

/// Prints the findings of a choice, says which ones it leaves out, and counts all by code if there are many.
pub(crate) fn choice(
    findings: impl Iterator<Item = LocatedFinding>,
    choice: &Choice<'_>,
    format: Format,
    lang: Lang,
    out: &mut dyn Write,
) -> io::Result<()> {
    let renderer = human::renderer(matches!(format, Format::Human { color: true }));
    let mut omissions = choice.omissions();
    for located in findings {
        finding(&located, format, lang, &renderer, out)?;
        if let Some(more) = omissions.after(&located, lang).filter(|_| matches!(format, Format::Human { .. })) {
            writeln!(out, "{more}\n")?;
        }
    }
    match format {
        Format::Human { .. } => choice.table(lang).map_or(Ok(()), |table| writeln!(out, "{table}")),
        Format::Github if choice.is_partial() => choice.table(lang).map_or(Ok(()), |table| write!(out, "{table}")),
        Format::Github | Format::Short | Format::Json => Ok(()),
    }
}

fn finding(
    located: &LocatedFinding,
    format: Format,
    lang: Lang,
    renderer: &human::Renderer,
    out: &mut dyn Write,
) -> io::Result<()> {
    match format {
        Format::Human { .. } => human::print(located, lang, renderer, out),
        Format::Short => short(located, lang, out),
        Format::Json => json::print(located, lang, out),
        Format::Github => github::print(located, lang, out),
    }
}

/// Prints the end of a run: the number of findings and why it failed for people, the summary for scripts.
pub(crate) fn end(listing: &Listing<'_>, summary: &Summary, format: Format, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    match format {
        Format::Human { .. } => writeln!(out, "{}", human::total(listing, lang)),
        Format::Json => json::summary(summary, out),
        Format::Short | Format::Github => Ok(()),
    }
}

/// Prints `path:line:col: severity[SG204]: message`, which editors and `grep` read, on one line.
fn short(located: &LocatedFinding, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let (severity, code) = (located.severity.word(), located.finding.fault.code());
    writeln!(out, "{}: {severity}[{code}]: {}", place(located), message(located, lang))
}

fn place(located: &LocatedFinding) -> String {
    let start = located.location.start;
    format!("{}:{}:{}", one_line(&located.finding.path), start.line, start.column)
}

/// The message of a finding on one line, safe for a terminal.
fn message(located: &LocatedFinding, lang: Lang) -> String {
    one_line(&located.finding.fault.message(lang)).into_owned()
}

/// The question whether the nearest correct word was meant.
fn did_you_mean(located: &LocatedFinding, lang: Lang) -> Option<String> {
    let nearest = located.finding.nearest()?;
    Some(localized(lang, [format!("是否想写「{nearest}」？"), format!("did you mean `{nearest}`?")]))
}

/// The remedy with the nearest correct word before it, for formats that have one text for both.
fn help(located: &LocatedFinding, lang: Lang) -> String {
    let help = located.finding.fault.help(lang);
    match did_you_mean(located, lang) {
        Some(question) => question + localized(lang, ["", " "]) + &help,
        None => help,
    }
}
