//! One Markdown file: an article, a page or an introduction. Front matter and body are told apart here.

use std::sync::Arc;

use jiff::civil::Date;

use super::facts::{self, Facts, Plain};
use super::front::{self, Front};
use super::taken::Taken;
use super::widgets::{self, Surroundings, Widget};
use super::Registers;
use super::yaml::{Located, Reader};
use crate::diag::Finding;
use crate::diag::catalogue::FrontFault;
use crate::text::{Checksum, Slots, Source, Span};

/// An article. Its text is not kept: the texts of a large library would fill the memory.
#[derive(Debug)]
pub struct Article {
    /// Path of the file.
    pub path: Arc<str>,
    /// Checksum of the text that all this was read from.
    pub sum: Checksum,
    /// What it says about itself.
    pub front: Front,
    /// Where its body starts, in bytes.
    pub body: u32,
    /// What its body holds.
    pub facts: Facts,
    /// Its calculators.
    pub widgets: Box<[Widget]>,
}

impl Article {
    /// What a search finds it by.
    pub fn slots(&self, plain: &Plain) -> Slots {
        Slots::of(&self.front.title.value, plain.text(), self.facts.headings.iter().map(|h| h.text))
    }
}

/// A page such as about.
#[derive(Debug)]
pub struct PlainPage {
    /// The file.
    pub source: Source,
    /// Title.
    pub title: String,
    /// Summary for `<meta>`; the excerpt where the page gives none.
    pub summary: Option<String>,
    /// Date of the page.
    pub date: Option<Date>,
    /// Last changed.
    pub updated: Option<Date>,
    /// Name in addresses.
    pub slug: Located<String>,
    /// Where its body starts, in bytes.
    pub body: u32,
    /// What its body holds.
    pub facts: Facts,
    /// Its calculators.
    pub widgets: Box<[Widget]>,
}

/// An introduction of a topic or lender.
#[derive(Debug)]
pub struct Intro {
    /// The file.
    pub source: Source,
    /// Slug of what it introduces.
    pub slug: String,
    /// What it holds.
    pub facts: Facts,
    /// Its calculators.
    pub widgets: Box<[Widget]>,
}

/// A file with a Markdown body.
pub trait Text {
    /// Path of the file.
    fn path(&self) -> &Arc<str>;
    /// The text of the file where it is kept; that of an article is read again where it is needed.
    fn file(&self) -> &str;
    /// Where its body starts, in bytes.
    fn body_start(&self) -> u32;
    /// What its body holds.
    fn facts(&self) -> &Facts;
    /// Its calculators.
    fn widgets(&self) -> &[Widget];

    /// The Markdown where the text is kept.
    fn markdown(&self) -> &str {
        body(self.file(), self.body_start())
    }
}

macro_rules! text {
    ($($type:ty => $path:expr, $file:expr, $start:expr;)*) => { $(
        impl Text for $type {
            fn path(&self) -> &Arc<str> {
                let path: fn(&Self) -> &Arc<str> = $path;
                path(self)
            }

            fn file(&self) -> &str {
                let file: fn(&Self) -> &str = $file;
                file(self)
            }

            fn body_start(&self) -> u32 {
                let start: fn(&Self) -> u32 = $start;
                start(self)
            }

            fn facts(&self) -> &Facts {
                &self.facts
            }

            fn widgets(&self) -> &[Widget] {
                &self.widgets
            }
        }
    )* };
}

text! {
    Article => |a| &a.path, |_| "", |a| a.body;
    PlainPage => |p| &p.source.path, |p| &p.source.text, |p| p.body;
    Intro => |i| &i.source.path, |i| &i.source.text, |_| 0;
}

/// The body of a text that starts at a byte.
pub fn body(text: &str, start: u32) -> &str {
    text.get(start as usize..).unwrap_or("")
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
pub fn front_matter(text: &str) -> Option<Span> {
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

/// Reads an article; its plain text is for whoever reads the words right now. `sum` is the checksum of the text. The day
/// decides what calculators say of the present.
pub fn article(source: &Source, sum: Checksum, registers: &Registers, as_of: Date) -> (Article, Plain, Vec<Finding>) {
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
    let (facts, plain, body) = body_facts(source, body, &mut findings);
    let mut facts = Taken::of(&facts, front.lender, registers).in_facts(facts);
    if front.summary.is_some() {
        // The author's words stand wherever it would.
        facts.excerpt = Arc::default();
    }
    let surroundings = Surroundings { registers, lender: front.lender, as_of };
    let widgets = widgets::read(source, body, &facts.fences, surroundings, &mut findings);
    let path = Arc::clone(&source.path);
    (Article { path, sum, front, body, facts, widgets }, plain, findings)
}

fn body_facts(source: &Source, body: usize, findings: &mut Vec<Finding>) -> (Facts, Plain, u32) {
    let start = Span::new(body..body).start;
    let text = source.text.get(body..).unwrap_or("");
    let (facts, plain) = facts::gather(text, start, &source.path, findings);
    (facts, plain, start)
}

/// Reads a page.
pub fn page(source: Source, registers: &Registers, as_of: Date) -> (PlainPage, Plain, Vec<Finding>) {
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
    let (facts, plain, body) = body_facts(&source, body, &mut findings);
    let facts = Taken::of(&facts, None, registers).in_facts(facts);
    let surroundings = Surroundings { registers, lender: None, as_of };
    let widgets = widgets::read(&source, body, &facts.fences, surroundings, &mut findings);
    let page = PlainPage {
        title: front.title,
        summary: front.summary,
        date: front.date,
        updated: front.updated,
        slug: front.slug,
        body,
        facts,
        widgets,
        source,
    };
    (page, plain, findings)
}

/// Reads an introduction. `known` says whether its slug is in the register.
pub fn intro(source: Source, registers: &Registers, as_of: Date, known: impl Fn(&str) -> bool) -> (Intro, Plain, Vec<Finding>) {
    let mut findings = Vec::new();
    let slug = stem(&source.path).to_owned();
    if !known(&slug) {
        findings.push(Finding::about(&source.path, FrontFault::OrphanIntro { slug: slug.clone() }));
    }
    if split(&source.text).is_ok() {
        findings.push(Finding::at(&source.path, first_line(&source.text), FrontFault::IntroFrontMatter {}));
    }
    let (facts, plain, body) = body_facts(&source, 0, &mut findings);
    let facts = Taken::of(&facts, None, registers).in_facts(facts);
    let surroundings = Surroundings { registers, lender: None, as_of };
    let widgets = widgets::read(&source, body, &facts.fences, surroundings, &mut findings);
    (Intro { source, slug, facts, widgets }, plain, findings)
}
