//! Findings for people: the source with carets under the place, the remedy, other places, and a last line that sums up. The
//! only file that names annotate-snippets; it gives it nothing but excerpts, which are short and hide nothing.

#![expect(clippy::disallowed_methods, reason = "excerpts are drawn here")]

use std::io::{self, Write};

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Patch, Renderer, Snippet};

use super::super::visible::one_line;
use super::super::{Excerpt, Lang, Place, Placed, Report, Severity};
use super::{did_you_mean, message};

/// Wider than any excerpt: excerpts are cut already, and by characters of two columns too.
const WIDTH: usize = 1000;

/// Prints each finding with an empty line below it.
pub(super) fn print(placed: impl Iterator<Item = Placed>, lang: Lang, color: bool, out: &mut dyn Write) -> io::Result<()> {
    let renderer = if color { Renderer::styled().hyperlink(false) } else { Renderer::plain() }.term_width(WIDTH);
    for placed in placed {
        let rendered = renderer.render(&groups(&placed, lang));
        for line in rendered.lines().filter(|line| !is_colons(line)) {
            writeln!(out, "{line}")?;
        }
        writeln!(out)?;
    }
    Ok(())
}

/// The last line: `2 errors, 1 warning`, and why the run failed where only warnings made it fail.
pub(super) fn tally(report: &Report, lang: Lang) -> String {
    let counts = report.counts();
    let only_warnings = report.failed() && counts.errors == 0;
    match lang {
        Lang::Zh => {
            let why = if only_warnings { "（--strict：有警告也算失败）" } else { "" };
            format!("{} 个错误，{} 个警告{why}", counts.errors, counts.warnings)
        }
        Lang::En => {
            let count = |n: usize, one: &str| format!("{n} {one}{}", if n == 1 { "" } else { "s" });
            let why = if only_warnings { " (with --strict, warnings fail)" } else { "" };
            format!("{}, {}{why}", count(counts.errors, "error"), count(counts.warnings, "warning"))
        }
    }
}

/// The finding with its source and remedy, its other places, and the replacement where there is a nearest right word.
fn groups(placed: &Placed, lang: Lang) -> Vec<Group<'_>> {
    let finding = &placed.finding;
    let level = match placed.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level.with_name(placed.severity.text(lang)).primary_title(message(placed, lang));
    let group = Group::with_title(title.id(finding.fault.code().to_string()));
    let remedy = one_line(&finding.fault.help(lang)).into_owned();
    let mut groups = vec![at(group, &finding.path, &placed.place).element(help(lang).message(remedy))];
    for (related, place) in finding.related.iter().zip(&placed.related) {
        let note = Level::NOTE.with_name(if lang == Lang::Zh { "说明" } else { "note" });
        groups.push(at(Group::with_title(note.secondary_title(related.role.text(lang))), &related.path, place));
    }
    groups.extend(replacement(placed, lang));
    groups
}

/// Adds a place to a group: its path, and its source where there is one.
fn at<'a>(group: Group<'a>, path: &str, place: &'a Place) -> Group<'a> {
    let origin = Origin::path(one_line(path).into_owned());
    match &place.excerpt {
        Some(excerpt) => {
            let (line, column) = (place.start.line as usize, place.start.column as usize);
            group.element(origin.line(line).char_column(column)).element(marked(excerpt))
        }
        None => group.element(origin),
    }
}

fn marked(excerpt: &Excerpt) -> Snippet<'_, annotate_snippets::Annotation<'_>> {
    let mark = AnnotationKind::Primary.span(excerpt.mark.clone());
    Snippet::source(&excerpt.text).line_start(excerpt.line as usize).fold(false).annotation(mark)
}

/// The line as it would read with the nearest right word.
fn replacement(placed: &Placed, lang: Lang) -> Option<Group<'_>> {
    let question = one_line(&did_you_mean(placed, lang)?).into_owned();
    let group = Group::with_title(help(lang).secondary_title(question));
    let excerpt = placed.place.excerpt.as_ref().filter(|e| e.is_replaceable());
    Some(match (excerpt, &placed.finding.nearest) {
        (Some(excerpt), Some(nearest)) => {
            let patch = Patch::new(excerpt.mark.clone(), one_line(nearest).into_owned());
            group.element(Snippet::source(&excerpt.text).line_start(excerpt.line as usize).patch(patch))
        }
        _ => group,
    })
}

/// True for the line ` ::: ` that the renderer sets before a source without a path of its own. Ours have none: the path is
/// given apart, since the column that the renderer counts in an excerpt is not that of the uncut line.
fn is_colons(line: &str) -> bool {
    let text = |piece: &'_ str| match piece.strip_prefix('[').and_then(|p| p.split_once('m')) {
        Some((_, text)) => text.trim().to_owned(),
        None => piece.trim().to_owned(),
    };
    line.split('\u{1b}').map(text).collect::<String>() == ":::"
}

fn help(lang: Lang) -> Level<'static> {
    Level::HELP.with_name(if lang == Lang::Zh { "帮助" } else { "help" })
}
