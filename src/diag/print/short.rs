//! `path:line:col: severity[SG204]: message`: what editors and `grep` read. It never spans two lines.

use std::io::{self, Write};

use super::super::visible::one_line;
use super::super::{Lang, Placed};
use super::message;

/// Prints one line a finding.
pub(super) fn print(placed: impl Iterator<Item = Placed>, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    for placed in placed {
        let (path, at) = (one_line(&placed.finding.path), placed.place.start);
        let (severity, code) = (placed.severity.word(), placed.finding.fault.code());
        writeln!(out, "{path}:{}:{}: {severity}[{code}]: {}", at.line, at.column, message(&placed, lang))?;
    }
    Ok(())
}
