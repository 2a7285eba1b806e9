//! Applies every safe fix to a text, round after round until none is left, so that a second run changes nothing.
//!
//! There are three kinds. A fix of marks and blanks is applied if it changes no link, heading, code, calculator or markup: every element
//! begins and ends at the same word as before. A fix of
//! markup without effect changes the markup; it is applied if the text then has fewer findings, and no other that only a person can correct.
//! A fix of words ([`repair`]) is applied on demand, if links, anchors, code and calculators stay.

mod filler;
mod renumber;
mod repair;
mod selection;

pub(crate) use selection::{Selection, collect_anchors, is_fixable};

use super::fix_site::{FixKind, FixSite};
use super::{Collector, Rules};
use crate::diag::{Code, Finding};
use crate::model::facts::{Kind, Plain};
use crate::model::yaml::Located;
use crate::model::{Body, text_file};
use crate::text::edit::{Edit, apply, sorted};
use crate::text::invisible::is_shapeless;
use crate::text::markdown::{Document, Event, TagEnd};
use crate::text::pieces::Pieces;
use crate::text::radical;
use crate::text::{Source, Span};

/// Rounds after which a text is left as it is; one is nearly always enough.
const ROUNDS: usize = 10;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FileKind {
    Article,
    Page,
    Intro,
}

struct ParsedText {
    /// Of an article.
    title: Option<Located<String>>,
    body: Body,
    plain: Plain,
    allowed: Vec<Code>,
    findings: Vec<Finding>,
}

/// What a fix changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Change {
    Markup,
    Marks,
    Words,
}

/// What becomes of a text.
#[derive(Debug)]
pub(crate) struct Fixes {
    pub(crate) edits: Vec<Edit>,
    /// Marks of headings that would be fixed with titles.
    pub(crate) left: usize,
}

/// The edits that fix a text.
pub(crate) fn fix(rules: &Rules<'_>, source: &Source, kind: FileKind, selection: &Selection) -> Fixes {
    let (mut text, mut pieces) = (source.clone(), Pieces::new(&source.text));
    let mut read = self::read(rules, &text, kind);
    for _ in 0..ROUNDS {
        let next = [Change::Markup, Change::Marks, Change::Words].into_iter().find_map(|change| {
            let edits = edits(rules, &text, &read, change, selection);
            let attempt = Attempt { rules, before: (&text, &read), kind, change, titles: selection.titles };
            attempt.apply_harmless(&edits)
        });
        let Some((next, edits)) = next else { break };
        pieces.apply(&edits);
        (text, read) = next;
    }
    let left = if selection.titles || !selection.has(Code(553)) { 0 } else { marks_in_headings(rules, &text, &read) };
    Fixes { edits: pieces.edits(&source.text), left }
}

fn marks_in_headings(rules: &Rules<'_>, source: &Source, read: &ParsedText) -> usize {
    let sites = sites(rules, source, read);
    let is_left = |site: &&FixSite| site.kind == FixKind::Width && repair::is_in_heading(read, site.span);
    if read.allowed.contains(&Code(553)) { 0 } else { sites.iter().filter(is_left).count() }
}

/// The places of marks, blanks and characters that are fixed.
fn sites(rules: &Rules<'_>, source: &Source, read: &ParsedText) -> Vec<FixSite> {
    let mut found = Collector::new(&source.path);
    rules.text(read.body.start, &source.text, &read.plain, None, &mut found);
    found.fix_sites
}

fn read(rules: &Rules<'_>, source: &Source, kind: FileKind) -> ParsedText {
    let (registers, day) = (rules.registers, rules.as_of);
    let (mut allowed, mut title) = (Vec::new(), None);
    let (body, plain, findings) = match kind {
        FileKind::Article => {
            let (article, plain, findings) = text_file::article_at(source, registers, day, rules.utc_offset);
            allowed.extend(article.front.allow.iter().map(|a| a.code));
            title = Some(article.front.title);
            (article.body, plain, findings)
        }
        FileKind::Page => {
            let (page, plain, findings) = text_file::page(source.clone(), registers, day, rules.utc_offset);
            (page.body, plain, findings)
        }
        FileKind::Intro => {
            let (intro, plain, findings) = text_file::intro(source.clone(), registers, day, |_| true);
            (intro.body, plain, findings)
        }
    };
    ParsedText { title, body, plain, allowed, findings }
}

/// The edits of one round. No edit has a code that is not selected or that the article allows.
fn edits(rules: &Rules<'_>, source: &Source, read: &ParsedText, change: Change, selection: &Selection) -> Vec<Edit> {
    let is_on = |code: Code, span: Span| span.start >= read.body.start && !read.allowed.contains(&code) && selection.has(code);
    let edits = match change {
        Change::Markup => {
            let safe = |f: &Finding| Some((f.fault.code(), f.span?, f.fix.as_ref().filter(|fix| fix.is_safe)?.text.to_string()));
            let safe = read.findings.iter().filter_map(safe).filter(|(code, span, _)| is_on(*code, *span));
            safe.map(|(_, span, with)| Edit { span: whole_line(&source.text, span, &with), with }).collect()
        }
        Change::Marks => {
            let edit = |site: &FixSite| Some(Edit { span: site.span, with: site.text?.to_owned() });
            let sites = sites(rules, source, read);
            sites.iter().filter(|site| is_on(site.kind.code(), site.span)).filter_map(edit).collect()
        }
        Change::Words => repair::edits(rules, source, read, selection),
    };
    sorted(&source.text, edits)
}

/// The span of a deletion, with the end of its line if nothing else is on it.
fn whole_line(text: &str, span: Span, with: &str) -> Span {
    if !with.is_empty() {
        return span;
    }
    let begin = text.get(..span.start as usize).map_or(0, |t| t.rfind('\n').map_or(0, |i| i + 1));
    let end = text.get(span.end as usize..).and_then(|t| t.find('\n')).map_or(text.len(), |i| span.end as usize + i + 1);
    let is_blank = |piece: Option<&str>| piece.is_some_and(|p| p.trim().is_empty());
    let is_alone = is_blank(text.get(begin..span.start as usize)) && is_blank(text.get(span.end as usize..end));
    if is_alone { Span::new(begin..end) } else { span }
}

/// A change of a text that is tried.
struct Attempt<'t> {
    rules: &'t Rules<'t>,
    before: (&'t Source, &'t ParsedText),
    kind: FileKind,
    change: Change,
    titles: bool,
}

impl Attempt<'_> {
    /// The text after those edits that do no harm, with them; nothing if there are none.
    fn apply_harmless(&self, edits: &[Edit]) -> Option<((Source, ParsedText), Vec<Edit>)> {
        let attempt = |edits: &[Edit]| if edits.is_empty() { None } else { self.apply(edits) };
        attempt(edits).or_else(|| {
            let (left, right) = edits.split_at(edits.len() / 2);
            let is_harmless = |edits: &[Edit]| attempt(edits).is_some();
            attempt(&[harmless(left, &is_harmless), harmless(right, &is_harmless)].concat())
        })
    }

    /// The text after the edits, if they do no harm. Edits that keep anchors are added.
    fn apply(&self, edits: &[Edit]) -> Option<((Source, ParsedText), Vec<Edit>)> {
        let (source, before) = self.before;
        let text = |edits: &[Edit]| {
            let text = Source::new(source.path.clone(), apply(&source.text, edits));
            let read = read(self.rules, &text, self.kind);
            (text, read)
        };
        let mut edits = edits.to_vec();
        let (mut after, mut read) = text(&edits);
        if self.change == Change::Words {
            let all = sorted(&source.text, repair::with_anchors(source, before, &read, &edits));
            if all.len() > edits.len() {
                (after, read) = text(&all);
                edits = all;
            }
        }
        // A citation may have been hidden by a blank or an invisible character.
        let keeps_citations = before.body.facts.citations.len() <= read.body.facts.citations.len();
        let is_harmless = match self.change {
            Change::Markup => is_better(&before.findings, &read.findings),
            Change::Marks => keeps_citations && shape(&source.text, before, self.titles) == shape(&after.text, &read, self.titles),
            Change::Words => keeps_citations && repair::keeps_structure((&source.text, before), (&after.text, &read)),
        };
        is_harmless.then_some(((after, read), edits))
    }
}

/// The edits without those that do harm. A part of them without harm is tried once, however many they are.
fn harmless(edits: &[Edit], is_harmless: &impl Fn(&[Edit]) -> bool) -> Vec<Edit> {
    if is_harmless(edits) {
        return edits.to_vec();
    }
    if edits.len() < 2 {
        return Vec::new();
    }
    let (left, right) = edits.split_at(edits.len() / 2);
    [harmless(left, is_harmless), harmless(right, is_harmless)].concat()
}

/// True if there are fewer findings of some code than before, and more only of codes that the next round fixes.
fn is_better(before: &[Finding], after: &[Finding]) -> bool {
    let count = |findings: &[Finding], code: Code| findings.iter().filter(|f| f.fault.code() == code).count();
    let mut codes: Vec<Code> = before.iter().chain(after).map(|f| f.fault.code()).collect();
    codes.sort();
    codes.dedup();
    let is_fixable =
        |code: Code| after.iter().filter(|f| f.fault.code() == code).all(|f| f.fix.as_ref().is_some_and(|fix| fix.is_safe));
    codes.iter().any(|code| count(after, *code) < count(before, *code))
        && codes.iter().all(|code| count(after, *code) <= count(before, *code) || is_fixable(*code))
}

/// The parts that no fix of words may change: front matter, links, headings, code, calculators, the elements of the markup, and the words
/// without the marks and blanks that are fixed.
#[derive(PartialEq)]
struct Shape<'t> {
    front: &'t str,
    links: Vec<(&'t str, bool, bool)>,
    headings: Vec<(&'t str, String)>,
    code: Vec<&'t str>,
    calculators: Vec<&'t str>,
    elements: Vec<(TagEnd, usize)>,
    words: String,
}

/// With `titles`, marks of headings may change.
fn shape<'t>(text: &'t str, read: &'t ParsedText, titles: bool) -> Shape<'t> {
    let body = read.body.markdown(text);
    let facts = &read.body.facts;
    let code = read.plain.pieces().filter(|(_, kind)| *kind == Kind::Code);
    let of_body = |span: Span| span.of(body);
    let heading_char = |c: char| match titles {
        false => (!is_unseen(c)).then_some(c),
        true => is_seen(&c).then(|| narrow(c)),
    };
    Shape {
        front: text.get(..read.body.start as usize).unwrap_or(""),
        links: facts.links.iter().map(|l| (&*l.dest, l.image, l.refused)).collect(),
        headings: facts.headings.iter().map(|h| (h.id, h.text.chars().filter_map(heading_char).collect())).collect(),
        code: code.filter_map(|(range, _)| read.plain.text().get(range)).collect(),
        calculators: facts.fences.iter().map(|f| of_body(f.content)).collect(),
        elements: elements(body),
        words: read.plain.text().chars().filter(is_seen).map(narrow).collect(),
    }
}

/// The starts and ends of all elements, each with the number of characters before it.
fn elements(body: &str) -> Vec<(TagEnd, usize)> {
    let (mut elements, mut seen) = (Vec::new(), 0);
    Document::new(body).read(|event, _| match event {
        Event::Start(tag) => elements.push((tag.to_end(), seen)),
        Event::End(tag) => elements.push((tag, seen)),
        Event::Text(text) | Event::Code(text) => seen += text.chars().filter(is_seen).count(),
        _ => {}
    });
    elements
}

fn is_seen(c: &char) -> bool {
    !c.is_whitespace() && !is_unseen(*c)
}

/// True for characters that a fix removes, besides blanks.
fn is_unseen(c: char) -> bool {
    is_shapeless(c) || c.is_control() || matches!(c, '\u{e0000}'..='\u{e007f}' | '\u{fffe}' | '\u{ffff}')
}

/// The half-width form of a mark that is fixed, and the character that looks like a radical.
fn narrow(c: char) -> char {
    match c {
        '，' => ',',
        '？' => '?',
        '：' => ':',
        '；' => ';',
        '！' => '!',
        other => radical::character(other).and_then(|character| character.chars().next()).unwrap_or(other),
    }
}

#[cfg(test)]
mod tests;
