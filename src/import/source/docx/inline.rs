//! Runs of a paragraph → inlines: equal neighbours are joined, and marks are nested in a fixed order.

use super::flow::{Content, Run, Target};
use crate::import::document::{Inline, InlineTag};
use crate::text::invisible::{is_blank, is_shapeless};

/// A run with its link and notes resolved.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Resolved {
    inline: Inline,
    link: Option<String>,
    run: Run,
}

/// The inlines of runs. `link` finds the address of a link, `picture` that of a picture, `note` the label of a note; what they do not find is left out.
pub(super) fn inlines(
    runs: &[Run],
    link: &dyn Fn(&Target) -> Option<String>,
    picture: &mut dyn FnMut(&str) -> Option<String>,
    note: &mut dyn FnMut(&str) -> Option<String>,
) -> Vec<Inline> {
    let mut resolved: Vec<Resolved> = Vec::with_capacity(runs.len());
    for run in runs {
        let inline = match &run.content {
            Content::Text(text) => Inline::Text(text.replace(['\n', '\r', '\t'], " ")),
            Content::Break => Inline::Break,
            Content::Picture { relationship, description } => match picture(relationship) {
                Some(source) => Inline::Picture { source, description: description.clone() },
                None => continue,
            },
            Content::Note(id) => match note(id) {
                Some(label) => Inline::Footnote(label),
                None => continue,
            },
        };
        let link = run.link.as_ref().and_then(link);
        match (resolved.last_mut(), &inline) {
            (Some(last), Inline::Text(more)) if last.link == link && last.run.marks == run.marks => {
                if let Inline::Text(text) = &mut last.inline {
                    text.push_str(more);
                    continue;
                }
            }
            _ => {}
        }
        resolved.push(Resolved { inline, link, run: run.clone() });
    }
    trim(&mut resolved);
    nested(&resolved, 0)
}

/// True for what surrounds the text of a paragraph and is no part of it.
fn is_rim(c: char) -> bool {
    c.is_whitespace() || is_blank(c) || is_shapeless(c)
}

/// Takes blanks and breaks from both ends, and runs without text.
fn trim(runs: &mut Vec<Resolved>) {
    let is_empty = |run: &mut Resolved, is_start: bool| match &mut run.inline {
        Inline::Text(text) => {
            let trimmed = if is_start { text.trim_start_matches(is_rim) } else { text.trim_end_matches(is_rim) };
            if trimmed.len() < text.len() {
                *text = trimmed.to_owned();
            }
            text.is_empty()
        }
        Inline::Break => true,
        _ => false,
    };
    let first = runs.iter_mut().position(|run| !is_empty(run, true)).unwrap_or(runs.len());
    runs.drain(..first);
    let end = runs.iter_mut().rposition(|run| !is_empty(run, false)).map_or(0, |last| last + 1);
    runs.truncate(end);
    runs.retain(|run| !matches!(&run.inline, Inline::Text(text) if text.is_empty()));
}

/// The mark of a run at a level of nesting, from the outermost.
fn mark(run: &Resolved, level: usize) -> Option<String> {
    let marks = run.run.marks;
    let is_set = match level {
        0 => return run.link.clone(),
        1 => marks.is_bold,
        2 => marks.is_italic,
        3 => marks.is_struck,
        4 => marks.is_raised,
        _ => marks.is_lowered,
    };
    is_set.then(String::new)
}

/// Groups runs with the same mark at a level. There are six levels.
fn nested(runs: &[Resolved], level: usize) -> Vec<Inline> {
    if level > 5 {
        return runs.iter().map(|run| run.inline.clone()).collect();
    }
    let mut out = Vec::new();
    for group in runs.chunk_by(|a, b| mark(a, level) == mark(b, level)) {
        let content = nested(group, level + 1);
        let is_blank = group
            .iter()
            .all(|run| matches!(&run.inline, Inline::Text(text) if text.trim().is_empty()) || run.inline == Inline::Break);
        match group.first().and_then(|run| mark(run, level)) {
            Some(target) if !is_blank => out.push(match level {
                0 => Inline::Link { target, content },
                1 => Inline::Strong(content),
                2 => Inline::Emphasis(content),
                3 => Inline::Strikethrough(content),
                4 => Inline::Tag(InlineTag::Sup, content),
                _ => Inline::Tag(InlineTag::Sub, content),
            }),
            _ => out.extend(content),
        }
    }
    out
}
