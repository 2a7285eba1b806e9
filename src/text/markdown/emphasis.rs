//! Emphasis that Chinese text needs beyond CommonMark.
//!
//! CommonMark takes `**` between a full-width mark and a letter for a delimiter on one side only, so that `**重点：**内容` stays
//! literal. Here such a run may both open and close, as in the CJK-friendly amendments to CommonMark. The delimiters of one
//! paragraph are paired a second time with that help, and part by part the better of the two readings is taken: fewer literal
//! delimiters, then fewer bold words within bold words. What CommonMark reads without such a fault never changes.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TagEnd};

use super::flanking::{Run, is_helped, next_run};
use super::is_escaped;

/// An event with its place in the text.
pub(super) type Placed<'s> = (Event<'s>, Range<usize>);

/// The starts of the runs that may need help, in order.
pub(super) fn runs_to_help(text: &str) -> Vec<usize> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(run) = next_run(text, at) {
        at = run.end();
        if is_helped(&run) {
            found.push(run.start);
        }
    }
    found
}

/// Replaces the emphasis of one paragraph where CommonMark's reading has a fault and the help removes it.
pub(super) fn correct<'s>(events: &mut Vec<Placed<'s>>, text: &'s str) {
    let mut scopes = scopes_of(events, text);
    let lines = Lines::of(events);
    let mut changed = false;
    for scope in &mut scopes {
        if Faults::of(scope.chars.len(), &scope.pairs) == Faults::default() {
            continue;
        }
        let runs = scope.runs(text, &lines);
        let helped: Vec<bool> = (0..runs.len()).map(|n| is_helped_among(&runs, n)).collect();
        if helped.contains(&true) {
            let pairs = better_parts(scope, &pair(&runs, &helped));
            changed |= pairs != scope.pairs;
            scope.pairs = pairs;
        }
    }
    if changed {
        *events = written(std::mem::take(events), &scopes, text);
    }
}

/// Two groups of delimiters that belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Pair {
    /// Start of the opening group.
    open: usize,
    /// Start of the closing group.
    close: usize,
    /// Length of each group.
    length: usize,
    struck: bool,
}

impl Pair {
    fn of(tag: &Tag<'_>, range: &Range<usize>, text: &str) -> Option<Pair> {
        let struck = *tag == Tag::Strikethrough;
        let length = match tag {
            Tag::Emphasis => 1,
            Tag::Strong => 2,
            Tag::Strikethrough => 1 + usize::from(text.get(range.clone()).is_some_and(|t| t.starts_with("~~"))),
            _ => return None,
        };
        Some(Pair { open: range.start, close: range.end.saturating_sub(length), length, struck })
    }

    fn range(&self) -> Range<usize> {
        self.open..self.close + self.length
    }

    /// The places of its delimiters.
    fn places(&self) -> impl Iterator<Item = usize> + use<> {
        (self.open..self.open + self.length).chain(self.close..self.close + self.length)
    }

    fn tag(&self) -> Tag<'static> {
        match (self.struck, self.length) {
            (true, _) => Tag::Strikethrough,
            (false, 1) => Tag::Emphasis,
            (false, _) => Tag::Strong,
        }
    }

    /// The number of open pairs of its kind.
    fn depth<'d>(&self, depths: &'d mut [usize; 3]) -> Option<&'d mut usize> {
        depths.get_mut(if self.struck { 0 } else { self.length })
    }
}

/// The delimiters that can pair with each other: those of a paragraph, or of the text of one link.
#[derive(Debug, Default)]
struct Scope {
    /// Place of every delimiter, in order.
    chars: Vec<usize>,
    pairs: Vec<Pair>,
}

impl Scope {
    fn runs<'t>(&self, text: &'t str, lines: &Lines) -> Vec<Run<'t>> {
        let mut runs: Vec<Run<'t>> = Vec::new();
        for at in &self.chars {
            match runs.last_mut() {
                Some(run) if run.end() == *at && run.delimiter() == text.as_bytes().get(*at).copied() => run.length += 1,
                _ => runs.push(Run {
                    text,
                    start: *at,
                    length: 1,
                    begins_line: lines.starts.binary_search(at).is_ok(),
                    ends_line: false,
                }),
            }
        }
        runs.iter_mut().for_each(|run| run.ends_line = run.end() == lines.end);
        runs
    }
}

/// Where the lines of a paragraph start, and where the last one ends.
struct Lines {
    starts: Vec<usize>,
    end: usize,
}

impl Lines {
    fn of(events: &[Placed<'_>]) -> Lines {
        let mut starts = Vec::new();
        let mut starts_line = true;
        for (event, range) in events {
            if starts_line {
                starts.push(range.start);
            }
            starts_line = matches!(event, Event::SoftBreak | Event::HardBreak | Event::Start(Tag::Heading { .. }));
        }
        Lines { starts, end: events.iter().map(|(_, range)| range.end).max().unwrap_or(0) }
    }
}

/// The delimiters and pairs of CommonMark's reading.
fn scopes_of(events: &[Placed<'_>], text: &str) -> Vec<Scope> {
    let mut scopes = vec![Scope::default()];
    let mut open = vec![0];
    for (event, range) in events {
        let inner = open.last().copied().unwrap_or(0);
        match event {
            Event::Start(Tag::Link { .. } | Tag::Image { .. }) => {
                open.push(scopes.len());
                scopes.push(Scope::default());
            }
            Event::End(TagEnd::Link | TagEnd::Image) => drop(open.pop()),
            Event::Start(tag) => {
                let Some((scope, pair)) = scopes.get_mut(inner).zip(Pair::of(tag, range, text)) else { continue };
                scope.chars.extend(pair.places());
                scope.pairs.push(pair);
            }
            Event::Text(_) if is_literal_delimiter(range, text) => {
                scopes.get_mut(inner).into_iter().for_each(|scope| scope.chars.push(range.start));
            }
            _ => {}
        }
    }
    scopes.iter_mut().for_each(|scope| scope.chars.sort_unstable());
    scopes
}

/// True for a delimiter without a partner. The parser makes a text of one byte of it.
fn is_literal_delimiter(range: &Range<usize>, text: &str) -> bool {
    let is_delimiter = matches!(text.as_bytes().get(range.start), Some(b'*' | b'_' | b'~'));
    range.len() == 1 && is_delimiter && !is_escaped(text, range.start)
}

/// The faults of a reading, the worse kind first.
#[derive(Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Faults {
    /// Delimiters without a partner.
    literal: usize,
    /// Pairs within a pair of the same kind.
    nested: usize,
}

impl Faults {
    fn of(chars: usize, pairs: &[Pair]) -> Faults {
        let literal = chars.saturating_sub(pairs.iter().map(|p| 2 * p.length).sum());
        let mut nested = 0;
        let mut open: Vec<&Pair> = Vec::new();
        let mut depths = [0_usize; 3];
        for pair in pairs {
            while let Some(closed) = open.pop_if(|outer| outer.close <= pair.open) {
                if let Some(depth) = closed.depth(&mut depths) {
                    *depth = depth.saturating_sub(1);
                }
            }
            if let Some(depth) = pair.depth(&mut depths) {
                nested += usize::from(*depth > 0);
                *depth += 1;
            }
            open.push(pair);
        }
        Faults { literal, nested }
    }
}

/// True if a run is helped. Stars that belong to the Latin words beside them are not: `a.*或b.*`, `*.txt和*.md`.
fn is_helped_among(runs: &[Run<'_>], n: usize) -> bool {
    let at = |n: Option<usize>| n.and_then(|n| runs.get(n));
    let Some(run) = runs.get(n).filter(|run| is_helped(run)) else { return false };
    let continues = run.follows_path() && at(n.checked_sub(1)).is_some_and(Run::follows_word);
    let continued = run.precedes_path() && at(n.checked_add(1)).is_some_and(Run::precedes_word);
    !continues && !continued
}

/// Pairs the runs by CommonMark's rules; a run with help stands between letters. The parser does it, on a line that has the runs
/// and the characters beside them only.
#[expect(clippy::disallowed_methods, reason = "Markdown is parsed here")]
fn pair(runs: &[Run<'_>], helped: &[bool]) -> Vec<Pair> {
    let mut line = String::from("a");
    let mut places = vec![0; 1];
    for (run, helped) in runs.iter().zip(helped) {
        let (before, after) = if *helped { ('a', 'a') } else { (run.before_as_plain(), run.after_as_plain()) };
        if before == '~' {
            line.push('\\');
        }
        line.push(before);
        places.resize(line.len(), 0);
        line.push_str(run.source());
        places.extend(run.start..run.end());
        line.push(after);
        places.resize(line.len(), 0);
    }
    let place = |at: usize| places.get(at).copied().unwrap_or(0);
    let mut pairs = Vec::new();
    for (event, range) in Parser::new_ext(&line, Options::ENABLE_STRIKETHROUGH).into_offset_iter() {
        if let Event::Start(tag) = event
            && let Some(pair) = Pair::of(&tag, &range, &line)
        {
            pairs.push(Pair { open: place(pair.open), close: place(pair.close), ..pair });
        }
    }
    pairs
}

/// The pairs of the better reading in every part of a scope that no pair of either reading crosses.
fn better_parts(scope: &Scope, helped: &[Pair]) -> Vec<Pair> {
    let mut chosen = Vec::with_capacity(helped.len());
    let (mut chars, mut plain, mut helped) = (&*scope.chars, &*scope.pairs, helped);
    while let Some(first) = chars.first() {
        let end = end_of_part(*first, plain, helped);
        let (part, plain_part, helped_part);
        (part, chars) = chars.split_at(chars.partition_point(|at| *at < end));
        (plain_part, plain) = plain.split_at(plain.partition_point(|p| p.open < end));
        (helped_part, helped) = helped.split_at(helped.partition_point(|p| p.open < end));
        let is_better = Faults::of(part.len(), helped_part) < Faults::of(part.len(), plain_part);
        chosen.extend_from_slice(if is_better { helped_part } else { plain_part });
    }
    chosen
}

/// The end of the part that starts with the delimiter at `start`.
fn end_of_part(start: usize, plain: &[Pair], helped: &[Pair]) -> usize {
    let mut end = start + 1;
    let (mut plain, mut helped) = (plain.iter().peekable(), helped.iter().peekable());
    while let Some(pair) = plain.next_if(|p| p.open < end).or_else(|| helped.next_if(|p| p.open < end)) {
        end = end.max(pair.range().end);
    }
    end
}

/// The events with the pairs of `scopes` in place of their own.
fn written<'s>(events: Vec<Placed<'s>>, scopes: &[Scope], text: &'s str) -> Vec<Placed<'s>> {
    let mut marks: Vec<(usize, Placed<'s>)> = Vec::new();
    for scope in scopes {
        let mut paired: Vec<usize> = scope.pairs.iter().flat_map(Pair::places).collect();
        paired.sort_unstable();
        for pair in &scope.pairs {
            marks.push((pair.open, (Event::Start(pair.tag()), pair.range())));
            marks.push((pair.close, (Event::End(pair.tag().to_end()), pair.range())));
        }
        for at in scope.chars.iter().filter(|at| paired.binary_search(at).is_err()) {
            let range = *at..*at + 1;
            marks.push((*at, (Event::Text(CowStr::Borrowed(text.get(range.clone()).unwrap_or(""))), range)));
        }
    }
    marks.sort_by_key(|(at, _)| *at);
    let mut marks = marks.into_iter().peekable();
    let mut out = Vec::with_capacity(events.len());
    for (event, range) in events {
        let is_mark = match &event {
            Event::Start(tag) => Pair::of(tag, &range, text).is_some(),
            Event::End(tag) => matches!(tag, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough),
            Event::Text(_) => is_literal_delimiter(&range, text),
            _ => false,
        };
        if is_mark {
            continue;
        }
        let at = if matches!(event, Event::End(_)) { range.end } else { range.start };
        while let Some((_, mark)) = marks.next_if(|(mark, _)| *mark < at) {
            out.push(mark);
        }
        out.push((event, range));
    }
    out.extend(marks.map(|(_, mark)| mark));
    out
}

#[cfg(test)]
mod tests;
