//! One JSON object a line, the summary last, for scripts. Values are exact; characters that a terminal would act upon are escaped.

use std::io::{self, Write};

use serde::Serialize;

use super::{Summary, help};
use crate::diag::visible::is_hidden;
use crate::diag::{Lang, LocatedFinding, Location};

#[derive(Serialize)]
struct FindingLine<'a> {
    code: String,
    severity: &'static str,
    file: &'a str,
    line: u32,
    column: u32,
    end_line: u32,
    end_column: u32,
    message: String,
    help: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related: Vec<RelatedLine<'a>>,
}

#[derive(Serialize)]
struct RelatedLine<'a> {
    file: &'a str,
    line: u32,
    message: &'static str,
}

#[derive(Serialize)]
struct SummaryLine<'a> {
    summary: &'a Summary,
}

#[derive(Serialize)]
struct FailureLine<'a> {
    error: &'a str,
}

pub(super) fn print(located: &LocatedFinding, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let (finding, Location { start, end, .. }) = (&located.finding, &located.location);
    let related = finding.related.iter().zip(&located.related);
    let line = FindingLine {
        code: finding.fault.code().to_string(),
        severity: located.severity.word(),
        file: &finding.path,
        line: start.line,
        column: start.column,
        end_line: end.line,
        end_column: end.column,
        message: finding.fault.message(lang),
        help: help(located, lang),
        related: related.map(|(r, at)| RelatedLine { file: &r.path, line: at.start.line, message: r.role.text(lang) }).collect(),
    };
    put(out, &line)
}

pub(crate) fn summary(summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
    put(out, &SummaryLine { summary })
}

/// Prints why the program could not run.
pub(crate) fn failure(error: &str, out: &mut dyn Write) -> io::Result<()> {
    put(out, &FailureLine { error })
}

fn put(out: &mut dyn Write, value: &impl Serialize) -> io::Result<()> {
    let mut text = serde_json::to_string(value)?;
    // Outside its strings JSON is ASCII, so every such character is in a string and may be escaped.
    if text.chars().any(is_hidden) {
        text = text.chars().map(escaped).collect();
    }
    writeln!(out, "{text}")
}

/// The character, or its escape if it is hidden.
fn escaped(c: char) -> String {
    if !is_hidden(c) {
        return c.to_string();
    }
    c.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04x}")).collect()
}
