//! Findings for people: the source with carets under the place, the remedy, other places, and a last line with totals. The only
//! file that names annotate-snippets; it gives it nothing but excerpts, which are short and hide nothing.

#![expect(clippy::disallowed_methods, reason = "excerpts are drawn here")]

use std::io::{self, Write};

pub(super) use annotate_snippets::Renderer;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Patch, Snippet};

use super::{did_you_mean, message};
use crate::diag::visible::one_line;
use crate::diag::{Excerpt, Lang, Listing, LocatedFinding, Location, Severity};
use crate::text::localized;

/// Wider than any excerpt: excerpts are cut already, and by characters of two columns too.
const WIDTH: usize = 1000;

pub(super) fn renderer(color: bool) -> Renderer {
    if color { Renderer::styled().hyperlink(false) } else { Renderer::plain() }.term_width(WIDTH)
}

/// Prints a finding with an empty line below it.
pub(super) fn print(located: &LocatedFinding, lang: Lang, renderer: &Renderer, out: &mut dyn Write) -> io::Result<()> {
    for line in renderer.render(&groups(located, lang)).lines().filter(|line| !is_colons(line)) {
        writeln!(out, "{line}")?;
    }
    writeln!(out)
}

/// The last line: `2 errors, 1 warning`, and why the run failed if only warnings made it fail.
pub(crate) fn total(listing: &Listing<'_>, lang: Lang) -> String {
    let counts = listing.counts();
    let only_warnings = listing.failed() && counts.errors == 0;
    let why = localized(lang, ["（--strict：有警告也算失败）", " (with --strict, warnings fail)"]);
    let why = if only_warnings { why } else { "" };
    let plural = |n: usize| if n == 1 { "" } else { "s" };
    let (errors, warnings) = (counts.errors, counts.warnings);
    localized(
        lang,
        [
            format!("{errors} 个错误，{warnings} 个警告{why}"),
            format!("{errors} error{}, {warnings} warning{}{why}", plural(errors), plural(warnings)),
        ],
    )
}

/// The finding with its source and remedy, its other place, and the replacement if there is a nearest correct word.
fn groups(located: &LocatedFinding, lang: Lang) -> Vec<Group<'_>> {
    let finding = &located.finding;
    let level = match located.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Old => Level::NOTE,
    };
    let title = level.with_name(located.severity.text(lang)).primary_title(message(located, lang));
    let group = Group::with_title(title.id(finding.fault.code().to_string()));
    let remedy = one_line(&finding.fault.help(lang)).into_owned();
    let mut groups = vec![at(group, &finding.path, &located.location).element(help(lang).message(remedy))];
    for (related, location) in finding.related.iter().zip(&located.related) {
        let note = Level::NOTE.with_name(localized(lang, ["说明", "note"]));
        groups.push(at(Group::with_title(note.secondary_title(related.role.text(lang))), &related.path, location));
    }
    groups.extend(replacement(located, lang));
    groups
}

/// Adds a location to a group: its path, and its source if it is known.
fn at<'a>(group: Group<'a>, path: &str, location: &'a Location) -> Group<'a> {
    let origin = Origin::path(one_line(path).into_owned());
    match &location.excerpt {
        Some(excerpt) => {
            let (line, column) = (location.start.line as usize, location.start.column as usize);
            group.element(origin.line(line).char_column(column)).element(marked(excerpt))
        }
        None => group.element(origin),
    }
}

fn marked(excerpt: &Excerpt) -> Snippet<'_, annotate_snippets::Annotation<'_>> {
    let mark = AnnotationKind::Primary.span(excerpt.mark.clone());
    Snippet::source(&excerpt.text).line_start(excerpt.line as usize).fold(false).annotation(mark)
}

/// The line with the nearest correct word.
fn replacement(located: &LocatedFinding, lang: Lang) -> Option<Group<'_>> {
    let question = one_line(&did_you_mean(located, lang)?).into_owned();
    let group = Group::with_title(help(lang).secondary_title(question));
    let excerpt = located.location.excerpt.as_ref().filter(|e| e.is_replaceable());
    Some(match (excerpt, located.finding.nearest()) {
        (Some(excerpt), Some(nearest)) => {
            let patch = Patch::new(excerpt.mark.clone(), one_line(nearest).into_owned());
            group.element(Snippet::source(&excerpt.text).line_start(excerpt.line as usize).patch(patch))
        }
        _ => group,
    })
}

/// True for the line ` ::: ` that the renderer prints before a source without a path of its own. Ours have none: the path is
/// given separately, since the column that the renderer counts in an excerpt is not that of the uncut line.
fn is_colons(line: &str) -> bool {
    let text = |piece: &'_ str| match piece.strip_prefix('[').and_then(|p| p.split_once('m')) {
        Some((_, text)) => text.trim().to_owned(),
        None => piece.trim().to_owned(),
    };
    line.split('\u{1b}').map(text).collect::<String>() == ":::"
}

fn help(lang: Lang) -> Level<'static> {
    Level::HELP.with_name(localized(lang, ["帮助", "help"]))
}
