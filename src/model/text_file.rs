//! One Markdown file: an article, a page or an introduction. Front matter and body are divided here.

use std::ops::Range;
use std::sync::Arc;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Registers;
use super::braces;
use super::citations::citations;
use super::facts::{self, Facts, Plain};
use super::front::keys::{ARTICLE, PAGE};
use super::front::{self, Front, PageFront, shape};
use super::inclusion::Insertions;
use super::keys::Key;
use super::settings::UtcOffset;
use super::substitution::FactSubstitution;
use super::widgets::{self, Surroundings, Widget};
use super::yaml::{Fields, Located, Node, Reader};
use crate::diag::Finding;
use crate::diag::catalogue::FrontFault;
use crate::text::{Checksum, Source, Span};

/// A Markdown body: its place and what was read from it. Its text is not part of it.
#[derive(Debug, Serialize, Deserialize)]
pub struct Body {
    pub(crate) path: Arc<str>,
    /// Offset of the body in the file, in bytes.
    pub start: u32,
    pub facts: Facts,
    /// Where the parts of the text come from that the file only refers to.
    pub(crate) insertions: Insertions,
    pub widgets: Box<[Widget]>,
}

impl Body {
    /// The Markdown, cut from the text of the file.
    pub fn markdown<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.start as usize..).unwrap_or("")
    }

    /// The path of the file that has the text at a span of the body: the article's own, or that of a text that it includes.
    pub(crate) fn path_of(&self, span: Span) -> &Arc<str> {
        self.insertions.path_at(span.shifted(self.start).start).unwrap_or(&self.path)
    }
}

/// An article. Its text is not kept: the texts of a large library would fill the memory.
#[derive(Debug, Serialize, Deserialize)]
pub struct Article {
    pub(crate) fingerprint: Checksum,
    pub front: Front,
    pub body: Body,
}

impl Article {
    pub fn path(&self) -> &Arc<str> {
        &self.body.path
    }
}

#[derive(Debug)]
pub(crate) struct PlainPage {
    pub(crate) source: Source,
    pub(crate) title: String,
    /// Summary for `<meta>`; the excerpt if the page has none.
    pub(crate) summary: Option<String>,
    pub(crate) date: Option<Date>,
    pub(crate) updated: Option<Date>,
    pub(crate) slug: Located<String>,
    pub(crate) body: Body,
}

#[derive(Debug)]
pub(crate) struct Intro {
    pub(crate) source: Source,
    pub(crate) slug: String,
    pub(crate) body: Body,
}

/// The reason why a text is not divided.
enum Unsplit {
    Absent,
    Open,
}

/// The place of the front matter's YAML, which a line of three hyphens closes, and the offset of the body.
fn split(text: &str) -> Result<(Range<usize>, usize), Unsplit> {
    let mut at = match text.find('\n') {
        Some(end) if text.get(..end).is_some_and(|l| l.trim_end() == "---") => end + 1,
        None if text.trim_end() == "---" => return Err(Unsplit::Open),
        _ => return Err(Unsplit::Absent),
    };
    let start = at;
    while let Some(rest) = text.get(at..).filter(|r| !r.is_empty()) {
        let length = rest.find('\n').map_or(rest.len(), |n| n + 1);
        if rest.get(..length).is_some_and(|l| l.trim_end() == "---") {
            return Ok((start..at, at + length));
        }
        at += length;
    }
    Err(Unsplit::Open)
}

/// The place of the YAML of a text's front matter.
pub(crate) fn front_matter(text: &str) -> Option<Span> {
    split(text).ok().map(|(yaml, _)| Span::new(yaml))
}

/// The offset of the body of a text.
pub(crate) fn body_start(text: &str) -> usize {
    split(text).map_or(0, |(_, body)| body)
}

/// The first line of a text, the place of findings about the whole front matter.
fn first_line(text: &str) -> Span {
    let end = text.find('\n').unwrap_or(text.len());
    Span::new(0..text.get(..end).map_or(0, |l| l.trim_end().len()))
}

/// The file's name without folder and extension.
fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.strip_suffix(".md").unwrap_or(name)
}

/// Reads front matter, and gives it with the offset of the body. If it cannot be parsed, no key has a value; with `silent` that
/// is the only finding then.
fn read_front<T>(
    source: &Source,
    keys: &'static [Key],
    silent: bool,
    utc_offset: UtcOffset,
    read: impl Fn(&mut Fields<'_>, &str) -> T,
) -> (T, usize, Vec<Finding>) {
    let (at, stem, parts) = (first_line(&source.text), stem(&source.path), split(&source.text));
    let (yaml, body) = parts.as_ref().map_or((Span::default(), 0), |(yaml, body)| (Span::new(yaml.clone()), *body));
    let mut reader = Reader::front_matter(source, yaml.start, utc_offset);
    let shape = match parts {
        Ok(_) => None,
        Err(Unsplit::Open) => {
            let start = source.text.find('\n').map_or(0, |end| end + 1);
            Some(shape::closing(&source.text, start).unwrap_or_else(|| (at, shape::endless(), None)))
        }
        Err(Unsplit::Absent) => Some(shape::opening(&source.text).unwrap_or_else(|| (at, shape::none(), None))),
    };
    let node = match shape {
        None => reader.front_matter_node(&source.text, yaml).map(Node::or_empty),
        Some((at, fault, right)) => {
            reader.report_near(at, fault, right.map(str::to_owned));
            None
        }
    };
    let front = node.as_ref().and_then(|node| Some(read(&mut reader.fields(node, "front matter", keys, Some(at))?, stem)));
    let front = front.unwrap_or_else(|| {
        let mut unheard = Reader::default();
        read(&mut Fields::empty(if silent { &mut unheard } else { &mut reader }, keys, at), stem)
    });
    (front, body, reader.findings)
}

/// Reads an article; its plain text is for callers that need the words. The day decides what calculators state of the present.
/// A date with a time is a day of Beijing.
pub fn article(source: &Source, registers: &Registers, as_of: Date) -> (Article, Plain, Vec<Finding>) {
    article_at(source, registers, as_of, UtcOffset::BEIJING)
}

/// Reads an article whose dates with a time are days at an offset from UTC.
pub(crate) fn article_at(
    source: &Source,
    registers: &Registers,
    as_of: Date,
    utc_offset: UtcOffset,
) -> (Article, Plain, Vec<Finding>) {
    let (front, body, mut findings) =
        read_front(source, ARTICLE, true, utc_offset, |fields, stem| front::article(fields, stem, registers));
    let surroundings = Surroundings { registers, lender: front.lender, as_of };
    let (mut body, plain) = read_body(source, (&front.title.value, body), surroundings, &mut findings);
    if front.summary.is_some() {
        // The author's words replace it everywhere.
        body.facts.excerpt = Arc::default();
    }
    (Article { fingerprint: source.fingerprint, front, body }, plain, findings)
}

/// Reads a body that begins at a byte, with the title above it.
fn read_body(
    source: &Source,
    (title, start): (&str, usize),
    surroundings: Surroundings<'_>,
    findings: &mut Vec<Finding>,
) -> (Body, Plain) {
    let text = source.text.get(start..).unwrap_or("");
    let start = Span::new(start..start).start;
    let (mut facts, plain) = facts::gather_below(title, text, start, &source.path, findings);
    facts.citations = citations(&plain, start, surroundings.registers);
    braces::findings(source, &plain, &surroundings.registers.lenders, findings);
    let facts = FactSubstitution::of(&facts, surroundings.lender, surroundings.registers).in_facts(facts);
    let fences = facts.fences.iter();
    let widgets = fences.filter_map(|fence| widgets::read(source, start, fence, surroundings, findings)).collect();
    (Body { path: Arc::clone(&source.path), start, facts, insertions: Insertions::default(), widgets }, plain)
}

pub(crate) fn page(source: Source, registers: &Registers, as_of: Date, utc_offset: UtcOffset) -> (PlainPage, Plain, Vec<Finding>) {
    let (front, body, mut findings) = read_front(&source, PAGE, false, utc_offset, front::page);
    let (body, plain) = read_body(&source, (&front.title, body), Surroundings { registers, lender: None, as_of }, &mut findings);
    let PageFront { title, summary, date, updated, slug } = front;
    (PlainPage { source, title, summary, date, updated, slug, body }, plain, findings)
}

/// Reads an introduction. `known` says whether its slug is in the register.
pub(crate) fn intro(
    source: Source,
    registers: &Registers,
    as_of: Date,
    known: impl Fn(&str) -> bool,
) -> (Intro, Plain, Vec<Finding>) {
    let mut findings = Vec::new();
    let slug = stem(&source.path).to_owned();
    if !known(&slug) {
        findings.push(Finding::about(&source.path, FrontFault::OrphanIntro { slug: slug.clone() }));
    }
    if split(source.text.trim_start()).is_ok() {
        findings.push(Finding::at(&source.path, first_line(&source.text), FrontFault::IntroFrontMatter {}));
    }
    let (body, plain) = read_body(&source, ("", 0), Surroundings { registers, lender: None, as_of }, &mut findings);
    (Intro { source, slug, body }, plain, findings)
}
