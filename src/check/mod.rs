//! Editorial rules: from texts, the registers and the day to findings. One file a family.
//!
//! ```text
//! registers, settings, day ─► Rules ─┐
//! article, page, introduction ───────┴─► words (one pass for every pattern) ─► families ─► findings
//! ```
//!
//! Everything here is a pure function; a rule reads a text and never changes it. A rule decides by the context of a word, in code,
//! because a list of words alone raises false alarms. Private data never enter a finding.

mod characters;
mod context;
pub(crate) mod facts;
pub(crate) mod fix;
mod fix_site;
pub(crate) mod freshness;
pub mod law;
mod passage;
mod privacy;
mod quality;
mod rates;
mod registers;
mod structure;
mod summary;
mod wording;
mod words;

use std::ops::Range;
use std::sync::Arc;

use jiff::civil::Date;

pub use privacy::{OwnNumbers, redacted};
pub use registers::registers;

use crate::diag::catalogue::RuleFault;
use crate::diag::{Fault, Finding};
use crate::model::facts::{Kind, Plain};
use crate::model::registers::{LenderId, TopicId};
use crate::model::settings::UtcOffset;
use crate::model::{Article, Body, IndexVec, Registers, Settings};
use crate::text::{Source, Span};
use context::Context;
use fix_site::{FixKind, FixSite};
use words::{Hit, Word, Words};

/// Findings of one file beyond which no more are collected: a hostile file must not fill the memory.
const MAX_FINDINGS: usize = 10_000;

/// The rules of a site, prepared once for all of its texts.
#[derive(Debug)]
pub struct Rules<'a> {
    registers: &'a Registers,
    as_of: Date,
    /// The offset from UTC at which a date with a time is a day.
    pub(crate) utc_offset: UtcOffset,
    words: Words,
    own_numbers: OwnNumbers,
    legal_topics: IndexVec<TopicId, bool>,
    own_summaries: bool,
}

impl<'a> Rules<'a> {
    /// Compiles the patterns of all rules.
    pub fn new(registers: &'a Registers, settings: &'a Settings, as_of: Date) -> Rules<'a> {
        Rules {
            words: Words::new(registers),
            own_numbers: OwnNumbers::of(settings),
            legal_topics: law::legal_topics(registers, settings),
            own_summaries: summary::is_enabled(settings),
            registers,
            as_of,
            utc_offset: settings.utc_offset,
        }
    }

    /// Checks an article; `file` is its text, `plain` the plain text of its body.
    pub fn article(&self, article: &Article, file: &str, plain: &Plain) -> Vec<Finding> {
        let mut found = Collector::new(article.path());
        let front = &article.front;
        self.text(article.body.start, file, plain, front.lender, &mut found);
        privacy::path(article.path(), &front.allow, &self.own_numbers, &mut found);
        structure::headings(&article.body, plain, &mut found);
        rates::tables(self, file, article.body.start, &mut found);
        structure::title(article, plain, &mut found);
        facts::title(self, article, &mut found);
        if front.draft || freshness::is_gone(front, self.as_of) {
            return found.finish(file);
        }
        if self.own_summaries {
            summary::own_words(article, plain, &mut found);
        }
        freshness::review(self, article, &mut found);
        freshness::title(article, &mut found);
        law::front(self, file.get(..article.body.start as usize).unwrap_or(""), law::written(front), &mut found);
        law::citations(self, &article.body, file, plain, law::written(front), &mut found);
        law::ground(self, article, &mut found);
        found.finish(file)
    }

    pub(crate) fn page(&self, source: &Source, body: &Body, plain: &Plain) -> Vec<Finding> {
        let mut found = Collector::new(&source.path);
        self.text(body.start, &source.text, plain, None, &mut found);
        privacy::path(&source.path, &[], &self.own_numbers, &mut found);
        structure::headings(body, plain, &mut found);
        rates::tables(self, &source.text, body.start, &mut found);
        law::citations(self, body, &source.text, plain, self.as_of, &mut found);
        found.finish(&source.text)
    }

    /// Applies the rules about words and numbers.
    fn text(&self, body: u32, file: &str, plain: &Plain, lender: Option<LenderId>, found: &mut Collector) {
        let mut reported: Vec<Span> = Vec::new();
        privacy::numbers(file, &self.own_numbers, &mut |range, fault| {
            reported.push(Span::new(range.clone()));
            found.add(Span::new(range), fault);
        });
        // Markup may split a number in the file that readers see whole.
        privacy::numbers(plain.text(), &self.own_numbers, &mut |range, fault| {
            let span = plain.place(range);
            let next = reported.get(reported.partition_point(|other| other.end <= span.start));
            if next.is_none_or(|other| other.start >= span.end) {
                found.add(span, fault);
            }
        });
        quality::trailing_blanks(file, body as usize, found);
        characters::characters(plain, file, found);
        let front = file.get(..body as usize).unwrap_or("");
        self.words(&Reading { text: front, plain: None, file }, lender, found);
        self.words(&Reading { text: plain.text(), plain: Some(plain), file }, lender, found);
    }

    fn words(&self, reading: &Reading<'_>, lender: Option<LenderId>, found: &mut Collector) {
        let hits = self.words.hits(reading.text);
        for (hit, context) in hits.iter().map(|hit| (hit, reading.context(hit))).filter(|(_, c)| c.kind != Kind::Code) {
            let violation = match hit.word {
                Word::Fixed(rule) => rule(&context),
                Word::House(row) => wording::house(self.registers, row, &context),
                Word::Lender(_) | Word::Hotline => None,
            };
            let Some(violation) = violation.filter(|_| !words::is_within_name(hit, &hits)) else { continue };
            found.violation(reading, violation);
        }
        facts::prose(self, reading, &hits, lender, found);
    }
}

/// A text that is searched for words: the plain text of a body, or front matter.
struct Reading<'t> {
    text: &'t str,
    plain: Option<&'t Plain>,
    file: &'t str,
}

impl<'t> Reading<'t> {
    fn context(&self, hit: &Hit) -> Context<'t> {
        let kind = self.plain.map_or(Kind::Prose, |p| p.kind(hit.start));
        Context { kind, is_body: self.plain.is_some(), ..Context::new(self.text, hit.start, hit.end) }
    }

    fn place(&self, range: Range<usize>) -> Span {
        self.plain.map_or_else(|| Span::new(range.clone()), |plain| plain.place(range.clone()))
    }

    /// The span of some words in the file, and whether the file has the very words, so that they may be replaced.
    fn locate(&self, range: Range<usize>) -> (Span, bool) {
        let mut span = self.place(range.clone());
        let mut words = self.text.get(range.clone()).unwrap_or("");
        // The blank at its end may be the end of a line in the file, which stays.
        if words != span.of(self.file) && words.len() > 1 && words.ends_with(' ') {
            words = words.trim_end_matches(' ');
            span = self.place(range.start..range.start + words.len());
        }
        (span, words == span.of(self.file))
    }
}

/// A broken rule. Ranges are those of the text that was read.
enum Violation {
    Fault { range: Range<usize>, fault: RuleFault, nearest: Option<String> },
    Fixable { range: Range<usize>, kind: FixKind, text: Option<&'static str> },
}

impl Violation {
    fn at(range: Range<usize>, fault: RuleFault) -> Violation {
        Violation::Fault { range, fault, nearest: None }
    }

    fn with_suggestion(range: Range<usize>, fault: RuleFault, nearest: String) -> Violation {
        Violation::Fault { range, fault, nearest: Some(nearest) }
    }
}

struct Collector {
    path: Arc<str>,
    findings: Vec<Finding>,
    fix_sites: Vec<FixSite>,
}

impl Collector {
    fn new(path: &Arc<str>) -> Collector {
        Collector { path: Arc::clone(path), findings: Vec::new(), fix_sites: Vec::new() }
    }

    fn add(&mut self, span: Span, fault: impl Into<Fault>) {
        self.push(Finding::at(&self.path, span, fault));
    }

    fn push(&mut self, finding: Finding) {
        if self.findings.len() < MAX_FINDINGS {
            self.findings.push(finding);
        }
    }

    fn violation(&mut self, reading: &Reading<'_>, violation: Violation) {
        match violation {
            Violation::Fault { range, fault, nearest } => {
                let (span, is_verbatim) = reading.locate(range);
                self.push(Finding::at(&self.path, span, fault).with_suggestion(nearest.filter(|_| is_verbatim)));
            }
            Violation::Fixable { range, kind, text } => {
                if let (span, true) = reading.locate(range) {
                    self.fix_sites.push(FixSite { kind, span, text });
                }
            }
        }
    }

    /// All findings: of each kind of fix the first few, with a count of the others.
    fn finish(mut self, file: &str) -> Vec<Finding> {
        let fixable = fix_site::findings(&self.path, file, &self.fix_sites);
        self.findings.extend(fixable);
        self.findings
    }
}

#[cfg(test)]
mod tests;
