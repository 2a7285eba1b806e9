//! One JSON object a line, the summary last: what scripts read. Values are exact; what a terminal would act upon is written
//! as an escape.

use std::io::{self, Write};

use serde::Serialize;

use super::super::visible::is_hidden;
use super::super::{Lang, Placed};
use super::{Summary, help};

#[derive(Serialize)]
struct Line<'a> {
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
    related: Vec<RelatedPlace<'a>>,
}

#[derive(Serialize)]
struct RelatedPlace<'a> {
    file: &'a str,
    line: u32,
    message: &'static str,
}

#[derive(Serialize)]
struct LastLine<'a> {
    summary: &'a Summary,
}

/// Prints one object a finding.
pub(super) fn print(placed: impl Iterator<Item = Placed>, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    for placed in placed {
        let (finding, place) = (&placed.finding, &placed.place);
        let related = finding.related.iter().zip(&placed.related);
        put(
            out,
            &Line {
                code: finding.fault.code().to_string(),
                severity: placed.severity.word(),
                file: &finding.path,
                line: place.start.line,
                column: place.start.column,
                end_line: place.end.line,
                end_column: place.end.column,
                message: finding.fault.message(lang),
                help: help(&placed, lang),
                related: related
                    .map(|(r, at)| RelatedPlace { file: &r.path, line: at.start.line, message: r.role.text(lang) })
                    .collect(),
            },
        )?;
    }
    Ok(())
}

/// Prints the summary as scripts read it.
///
/// # Errors
/// Those of `out`.
pub fn summary(summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
    put(out, &LastLine { summary })
}

/// Writes a value on a line of its own.
fn put(out: &mut dyn Write, value: &impl Serialize) -> io::Result<()> {
    let mut text = serde_json::to_string(value)?;
    // Outside its strings JSON is ASCII, so every such character stands in a string and may be escaped.
    if text.chars().any(is_hidden) {
        text = text.chars().map(escaped).collect();
    }
    writeln!(out, "{text}")
}

/// The character, or its escape where it is hidden.
fn escaped(c: char) -> String {
    if !is_hidden(c) {
        return c.to_string();
    }
    c.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04x}")).collect()
}
