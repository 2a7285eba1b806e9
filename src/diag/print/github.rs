//! Workflow commands of GitHub Actions, which become annotations of a pull request. Values are escaped, so that no text of
//! an article can give a command of its own.

use std::io::{self, Write};

use super::{help, message};
use crate::diag::visible::one_line;
use crate::diag::{Lang, LocatedFinding, Location, Severity};

/// Prints one command: the message, and the remedy as its second line.
pub(super) fn print(located: &LocatedFinding, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let Location { start, end, .. } = &located.location;
    writeln!(
        out,
        "::{} file={},line={},col={},endLine={},endColumn={},title={}::{}",
        command(located.severity),
        property(&one_line(&located.finding.path)),
        start.line,
        start.column,
        end.line,
        end.column,
        located.finding.fault.code(),
        data(&format!("{}\n{}", message(located, lang), one_line(&help(located, lang)))),
    )
}

fn command(severity: Severity) -> &'static str {
    match severity {
        Severity::Old => "notice",
        Severity::Warning | Severity::Error => severity.word(),
    }
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
