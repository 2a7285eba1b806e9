//! Errors of the template engine as findings.

use std::sync::Arc;

use tera::{Error, ErrorKind, ReportError};

use crate::diag::Finding;
use crate::diag::catalogue::{ProgramFault, TemplateFault};
use crate::text::Span;

/// The finding of a syntax error; nothing for errors that involve several templates.
pub(super) fn of_syntax(error: &Error) -> Option<Finding> {
    match error.kind() {
        ErrorKind::SyntaxError(report) => Some(at(report, TemplateFault::TemplateSyntax { detail: report.message().to_owned() })),
        _ => None,
    }
}

/// The findings of templates that parse one by one but do not fit together.
pub(super) fn of_set(error: &Error, templates: &[(String, String)]) -> Vec<Finding> {
    let detail = error.to_string();
    let about = |name: &str, detail: String| Finding::about(&path(name), TemplateFault::TemplateSyntax { detail });
    match error.kind() {
        ErrorKind::SyntaxError(_) => of_syntax(error).into_iter().collect(),
        ErrorKind::MissingParent { current, parent } => vec![about(current, format!("Unknown template `{parent}`"))],
        ErrorKind::CircularExtend { tpl, inheritance_chain: chain } => {
            vec![about(tpl, format!("`extends` runs in a circle: {}", chain.join(" → ")))]
        }
        ErrorKind::CircularInclude { tpl, include_chain: chain } => {
            vec![about(tpl, format!("`include` runs in a circle: {}", chain.join(" → ")))]
        }
        _ => {
            let found = detail.split("\n\n").filter_map(|report| parse(report, templates)).collect::<Vec<_>>();
            if !found.is_empty() {
                return found;
            }
            let named = templates.iter().find(|(name, _)| detail.contains(&format!("`{name}`")));
            vec![about(named.map_or("", |(name, _)| name), detail)]
        }
    }
}

/// The finding of a template that fails on a page. The error may name another template than the requested `template`.
pub(super) fn of_page(error: &Error, template: &str) -> Finding {
    match error.kind() {
        ErrorKind::RenderingError(report) | ErrorKind::SyntaxError(report) => {
            at(report, TemplateFault::TemplateRender { detail: report.message().to_owned() })
        }
        _ => Finding::about(&path(template), TemplateFault::TemplateRender { detail: error.to_string() }),
    }
}

pub(super) fn internal(error: &Error) -> Finding {
    Finding::about(&path(""), ProgramFault::Internal { detail: error.to_string() })
}

fn at(report: &ReportError, fault: TemplateFault) -> Finding {
    Finding::at(&path(report.filename()), Span::new(report.span().range.clone()), fault)
}

fn path(name: &str) -> Arc<str> {
    Arc::from(format!("templates/{name}"))
}

/// Reads one of the reports that the engine gives as text only: unknown filters, tests, components and blocks.
///
/// ```text
/// error: Unknown filter `x`
///  --> article.html:3:4
///   |
/// 3 | {{ a | x }}
///   |        ^
/// ```
fn parse(report: &str, templates: &[(String, String)]) -> Option<Finding> {
    let mut lines = report.lines();
    let detail = lines.next()?.strip_prefix("error: ")?.to_owned();
    let mut place = lines.next()?.trim_start().strip_prefix("--> ")?.rsplitn(3, ':');
    let column: usize = place.next()?.parse().ok()?;
    let line: usize = place.next()?.parse().ok()?;
    let name = place.next()?;
    let (_, text) = templates.iter().find(|(n, _)| n == name)?;
    let width = report.chars().rev().take_while(|c| *c == '^').count();
    let start = offset(text, line, column);
    let length = text.get(start..).map_or(0, |rest| rest.chars().take(width).map(char::len_utf8).sum());
    Some(Finding::at(&path(name), Span::new(start..start + length), TemplateFault::TemplateSyntax { detail }))
}

/// The byte offset of a line and column, both counted from 1, the column in characters.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let before: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let rest = text.get(before..).unwrap_or("");
    before + rest.chars().take(column.saturating_sub(1)).map(char::len_utf8).sum::<usize>()
}
