//! One Markdown file: an article, a page or an introduction. Front matter and body are told apart here.

use std::sync::Arc;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Registers;
use super::facts::{self, Facts, Plain};
use super::front::{self, Front, PageFront};
use super::substitution::FactSubstitution;
use super::widgets::{self, Surroundings, Widget};
use super::yaml::{Located, Reader};
use crate::diag::Finding;
use crate::diag::catalogue::FrontFault;
use crate::text::{Checksum, Postings, Source, Span};

/// A Markdown body: where it is and what was read from it. Its text is not part of it.
#[derive(Debug, Serialize, Deserialize)]
pub struct Body {
    /// Path of the file.
    pub(crate) path: Arc<str>,
    /// Offset of the body in the file, in bytes.
    pub start: u32,
    /// Headings, links, citations and the like.
    pub facts: Facts,
    /// Calculators in order.
    pub widgets: Box<[Widget]>,
}

impl Body {
    /// The Markdown, cut from the text of the file.
    pub fn markdown<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.start as usize..).unwrap_or("")
    }
}

/// An article. Its text is not kept: the texts of a large library would fill the memory.
#[derive(Debug, Serialize, Deserialize)]
pub struct Article {
    /// The fingerprint of the text.
    pub(crate) fingerprint: Checksum,
    /// Front matter.
    pub front: Front,
    /// Body.
    pub body: Body,
}

impl Article {
    /// Path of the file.
    pub fn path(&self) -> &Arc<str> {
        &self.body.path
    }

    /// What a search finds it by.
    pub(crate) fn slots(&self, plain: &Plain) -> Postings {
        Postings::of(&self.front.title.value, plain.text(), self.body.facts.headings.iter().map(|h| h.text))
    }
}

/// A page such as about.
#[derive(Debug)]
pub(crate) struct PlainPage {
    /// The file.
    pub(crate) source: Source,
    pub(crate) title: String,
    /// Summary for `<meta>`; the excerpt where the page gives none.
    pub(crate) summary: Option<String>,
    /// Date of the page.
    pub(crate) date: Option<Date>,
    /// Last changed.
    pub(crate) updated: Option<Date>,
    /// Name in addresses.
    pub(crate) slug: Located<String>,
    pub(crate) body: Body,
}

/// An introduction of a topic or lender.
#[derive(Debug)]
pub(crate) struct Intro {
    /// The file.
    pub(crate) source: Source,
    /// Slug of what it introduces.
    pub(crate) slug: String,
    /// Body: the whole file.
    pub(crate) body: Body,
}

/// Where front matter and body of a file lie.
struct Parts {
    yaml: std::ops::Range<usize>,
    body: usize,
}

/// Tells front matter from body. The front matter is closed by a line of three hyphens.
fn split(text: &str) -> Result<Parts, FrontFault> {
    let mut at = match text.find('\n') {
        Some(end) if text.get(..end).is_some_and(|l| l.trim_end() == "---") => end + 1,
        None if text.trim_end() == "---" => return Err(FrontFault::FrontMatterOpen {}),
        _ => return Err(FrontFault::NoFrontMatter {}),
    };
    let start = at;
    while let Some(rest) = text.get(at..).filter(|r| !r.is_empty()) {
        let length = rest.find('\n').map_or(rest.len(), |n| n + 1);
        if rest.get(..length).is_some_and(|l| l.trim_end() == "---") {
            return Ok(Parts { yaml: start..at, body: at + length });
        }
        at += length;
    }
    Err(FrontFault::FrontMatterOpen {})
}

/// Where the YAML of a text's front matter stands; nothing where it has none.
pub(crate) fn front_matter(text: &str) -> Option<Span> {
    split(text).ok().map(|parts| Span::new(parts.yaml))
}

/// The first line of a text: where findings about the whole front matter stand.
fn first_line(text: &str) -> Span {
    let end = text.find('\n').unwrap_or(text.len());
    Span::new(0..text.get(..end).map_or(0, |l| l.trim_end().len()))
}

/// The file's name without folder and extension.
fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.strip_suffix(".md").unwrap_or(name)
}

/// Reads an article; its plain text is for callers that need the words. The day decides what calculators say about the
/// present.
pub fn article(source: &Source, registers: &Registers, as_of: Date) -> (Article, Plain, Vec<Finding>) {
    let at = first_line(&source.text);
    let (front, body, mut findings) = match split(&source.text) {
        Ok(parts) => {
            let mut reader = Reader::front_matter(source, Span::new(parts.yaml.clone()).start);
            let yaml = source.text.get(parts.yaml).unwrap_or("");
            let front = front::article(&mut reader, yaml, at, stem(&source.path), registers);
            (front, parts.body, reader.findings)
        }
        Err(fault) => {
            let finding = Finding::at(&source.path, at, fault);
            (front::placeholder(stem(&source.path), at, registers), 0, vec![finding])
        }
    };
    let surroundings = Surroundings { registers, lender: front.lender, as_of };
    let (mut body, plain) = read_body(source, body, surroundings, &mut findings);
    if front.summary.is_some() {
        // The author's words stand wherever it would.
        body.facts.excerpt = Arc::default();
    }
    (Article { fingerprint: source.fingerprint, front, body }, plain, findings)
}

fn read_body(source: &Source, start: usize, surroundings: Surroundings<'_>, findings: &mut Vec<Finding>) -> (Body, Plain) {
    let text = source.text.get(start..).unwrap_or("");
    let start = Span::new(start..start).start;
    let (facts, plain) = facts::gather(text, start, &source.path, findings);
    let facts = FactSubstitution::of(&facts, surroundings.lender, surroundings.registers).in_facts(facts);
    let widgets = widgets::read(source, start, &facts.fences, surroundings, findings);
    (Body { path: Arc::clone(&source.path), start, facts, widgets }, plain)
}

/// Reads a page.
pub(crate) fn page(source: Source, registers: &Registers, as_of: Date) -> (PlainPage, Plain, Vec<Finding>) {
    let at = first_line(&source.text);
    let (front, body, mut findings) = match split(&source.text) {
        Ok(parts) => {
            let mut reader = Reader::front_matter(&source, Span::new(parts.yaml.clone()).start);
            let yaml = source.text.get(parts.yaml).unwrap_or("");
            (front::page(&mut reader, yaml, at, stem(&source.path)), parts.body, reader.findings)
        }
        Err(fault) => {
            let mut reader = Reader::front_matter(&source, 0);
            reader.report(at, fault);
            (front::page_placeholder(&mut reader, at, stem(&source.path)), 0, reader.findings)
        }
    };
    let (body, plain) = read_body(&source, body, Surroundings { registers, lender: None, as_of }, &mut findings);
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
    if split(&source.text).is_ok() {
        findings.push(Finding::at(&source.path, first_line(&source.text), FrontFault::IntroFrontMatter {}));
    }
    let (body, plain) = read_body(&source, 0, Surroundings { registers, lender: None, as_of }, &mut findings);
    (Intro { source, slug, body }, plain, findings)
}
