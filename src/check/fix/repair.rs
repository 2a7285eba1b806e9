//! Fixes that change words, each where exactly one remedy exists. They are applied only on demand.

use std::ops::Range;

use super::super::{Collector, Rules, quality, structure};
use super::{ParsedText, Selection, filler, renumber, shape};
use crate::diag::Code;
use crate::model::facts::Kind;
use crate::text::edit::Edit;
use crate::text::han::is_han;
use crate::text::{Source, Span};

/// The edits of one round.
pub(super) fn edits(rules: &Rules<'_>, source: &Source, read: &ParsedText, selection: &Selection) -> Vec<Edit> {
    let has = |code: u16| selection.has(Code(code)) && !read.allowed.contains(&Code(code));
    let mut edits = Vec::new();
    if has(550) {
        edits.extend(lost(rules, source, read, selection.titles));
    }
    if has(551) {
        edits.extend(fillers(source, read));
    }
    if has(553) && selection.titles {
        edits.extend(title_marks(source, read));
    }
    if (has(560) || has(561)) && is_misnumbered(source, read) {
        edits.extend(renumber::edits(&read.body, &read.plain, &source.text));
    }
    if has(564) {
        edits.extend(repeated_title(source, read, selection));
    }
    edits
}

/// True if numbers of headings are wrong, and none of them shows that a heading is written as a plain line.
fn is_misnumbered(source: &Source, read: &ParsedText) -> bool {
    let mut found = Collector::new(&source.path);
    structure::headings(&read.body, &read.plain, &mut found);
    let has = |code: u16| found.findings.iter().any(|f| f.fault.code() == Code(code));
    (has(560) || has(561)) && !has(565)
}

/// Puts back what a word filter took. Titles and headings are left unless they are wanted.
fn lost(rules: &Rules<'_>, source: &Source, read: &ParsedText, titles: bool) -> Vec<Edit> {
    let mut found = Collector::new(&source.path);
    rules.text(read.body.start, &source.text, &read.plain, None, &mut found);
    let title = title_span(source, read);
    let is_wanted = |span: Span| {
        let in_front = span.start < read.body.start;
        let is_title = title.is_some_and(|title| title.start <= span.start && span.end <= title.end);
        if in_front { titles && is_title } else { titles || !is_in_heading(read, span) }
    };
    let lost = found.findings.iter().filter(|f| f.fault.code() == Code(550));
    let edit = |f: &crate::diag::Finding| {
        let (span, fix) = (f.span?, f.fix.as_ref()?);
        let is_certain = quality::has_one_remedy(span.of(&source.text));
        (is_certain && is_wanted(span)).then(|| Edit { span, with: fix.text.to_string() })
    };
    lost.filter_map(edit).collect()
}

pub(super) fn is_in_heading(read: &ParsedText, span: Span) -> bool {
    let headings = read.body.facts.headings.iter().map(|h| h.span.shifted(read.body.start));
    headings.into_iter().any(|heading| heading.start <= span.start && span.start < heading.end)
}

/// The title as the file has it, if it is there letter by letter.
fn title_span(source: &Source, read: &ParsedText) -> Option<Span> {
    let title = read.title.as_ref()?;
    let written = title.span.of(&source.text);
    let at = title.span.start as usize + written.find(&title.value)?;
    Some(Span::new(at..at + title.value.len()))
}

/// Half-width marks behind Han characters of the title.
fn title_marks(source: &Source, read: &ParsedText) -> Vec<Edit> {
    let Some(span) = title_span(source, read) else { return Vec::new() };
    let mut before = None;
    let mut edits = Vec::new();
    for (at, c) in span.of(&source.text).char_indices() {
        let last = before.replace(c);
        if let Some(wide) = quality::wide(c).filter(|_| last.is_some_and(is_han)) {
            let start = span.start as usize + at;
            let blank = usize::from(
                source.text.get(start + 1..).is_some_and(|rest| rest.starts_with(' ')) && start + 1 < span.end as usize,
            );
            edits.push(Edit { span: Span::new(start..start + 1 + blank), with: wide.to_owned() });
        }
    }
    edits
}

/// Deletes sentences of a template that say nothing.
fn fillers(source: &Source, read: &ParsedText) -> Vec<Edit> {
    let title = read.title.as_ref().map_or("", |title| &title.value);
    let ranges = filler::ranges(&read.plain, title);
    ranges.into_iter().filter_map(|range| deletion(source, read, range)).collect()
}

/// Deletes the first line if it repeats the title. A heading to which a link leads stays.
fn repeated_title(source: &Source, read: &ParsedText, selection: &Selection) -> Option<Edit> {
    let title = &read.title.as_ref()?.value;
    let bare = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let line = read.plain.text().split('\n').next().filter(|line| !line.is_empty() && bare(line) == bare(title))?;
    let heading = read.body.facts.headings.iter().next().filter(|_| read.plain.kind(0) == Kind::Heading);
    let is_linked = heading.is_some_and(|heading| selection.anchors.contains(heading.id));
    if is_linked || !matches!(read.plain.kind(0), Kind::Heading | Kind::Prose) {
        return None;
    }
    deletion(source, read, 0..line.len())
}

/// The edit that deletes some words of the plain text, if the file has them letter by letter; with their line if nothing else is on it.
fn deletion(source: &Source, read: &ParsedText, range: Range<usize>) -> Option<Edit> {
    let words = read.plain.text().get(range.clone())?.trim_end_matches('\n');
    let file = &*source.text;
    let span = read.plain.place(range.start..range.start + words.len());
    if words.is_empty() || span.of(file) != words || span.start < read.body.start {
        return None;
    }
    let begin = file.get(..span.start as usize)?.rfind('\n').map_or(0, |at| at + 1);
    let end = file.get(span.end as usize..)?.find('\n').map_or(file.len(), |at| span.end as usize + at + 1);
    let (before, after) = (file.get(begin..span.start as usize)?, file.get(span.end as usize..end)?);
    let is_mark = |text: &str| text.chars().all(|c| matches!(c, '#' | '*' | ' ' | '\t' | '\r' | '\n'));
    if !is_mark(before) || !is_mark(after) {
        let has_words = [before, after].iter().any(|text| text.contains(char::is_alphanumeric));
        return has_words.then(|| Edit { span, with: String::new() });
    }
    let is_alone = |line: Option<&str>| line.is_none_or(|line| line.trim().is_empty());
    let line_before = file.get(read.body.start as usize..begin)?.lines().next_back();
    let mut lines_after = file.get(end..)?.split_inclusive('\n');
    let next = lines_after.next();
    if !is_alone(line_before) || !is_alone(next) {
        return None;
    }
    let end = end + next.map_or(0, str::len);
    Some(Edit { span: Span::new(begin..end), with: String::new() })
}

/// True if links, anchors, code and calculators are the same in both texts, and no fault of markup is new. The first heading may be gone.
pub(super) fn keeps_structure(before: (&str, &ParsedText), after: (&str, &ParsedText)) -> bool {
    let [old, new] = [before, after].map(|(text, read)| shape(text, read, true));
    let gone = old.headings.len().saturating_sub(new.headings.len());
    let ids = |headings: &[(&str, String)]| headings.iter().map(|(id, _)| (*id).to_owned()).collect::<Vec<_>>();
    let keeps_anchors = gone <= 1 && ids(old.headings.get(gone..).unwrap_or_default()) == ids(&new.headings);
    let count = |read: &ParsedText, code: Code| read.findings.iter().filter(|f| f.fault.code() == code).count();
    let is_no_worse = after.1.findings.iter().map(|f| f.fault.code()).all(|code| count(after.1, code) <= count(before.1, code));
    keeps_anchors && is_no_worse && old.links == new.links && old.code == new.code && old.calculators == new.calculators
}

/// The edits with those that keep the anchors of headings: `{#id}` behind a heading whose identifier would be another one. `after` is the
/// text after the edits.
pub(super) fn with_anchors(source: &Source, before: &ParsedText, after: &ParsedText, edits: &[Edit]) -> Vec<Edit> {
    let (old, new): (Vec<_>, Vec<_>) = (before.body.facts.headings.iter().collect(), after.body.facts.headings.iter().collect());
    let mut all = edits.to_vec();
    // Headings are deleted at the start only.
    for (old, new) in old.iter().rev().zip(new.iter().rev()).filter(|(old, new)| old.id != new.id) {
        let span = old.span.shifted(before.body.start);
        let line = span.of(&source.text).trim_end();
        if line.starts_with('#') && !line.ends_with(['#', '}']) && !new.id.is_empty() {
            let end = span.start as usize + line.len();
            all.push(Edit { span: Span::new(end..end), with: format!(" {{#{}}}", old.id) });
        }
    }
    all
}
