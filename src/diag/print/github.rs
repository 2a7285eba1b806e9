//! Workflow commands of GitHub Actions, which become annotations of a pull request. Values are escaped, so that no text of
//! an article can give a command of its own.

use std::io::{self, Write};

use super::super::visible::one_line;
use super::super::{Lang, Placed};
use super::{help, message};

/// Prints one command a finding: the message, and the remedy as its second line.
pub(super) fn print(placed: impl Iterator<Item = Placed>, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    for placed in placed {
        let (place, code) = (&placed.place, placed.finding.fault.code());
        let text = format!("{}\n{}", message(&placed, lang), one_line(&help(&placed, lang)));
        writeln!(
            out,
            "::{} file={},line={},col={},endLine={},endColumn={},title={code}::{}",
            placed.severity.word(),
            property(&one_line(&placed.finding.path)),
            place.start.line,
            place.start.column,
            place.end.line,
            place.end.column,
            data(&text),
        )?;
    }
    Ok(())
}

/// Escapes the text of a command.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Escapes a property of a command.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
