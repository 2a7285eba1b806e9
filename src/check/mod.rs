//! Editorial rules: from what was written, the registers and the day to findings. One file a family.
//!
//! ```text
//! registers, settings, day ─► Rules ─┐
//! article, page, introduction ───────┴─► words (one pass for every pattern) ─► families ─► findings
//! ```
//!
//! Everything here is a pure function; a rule reads a text and never changes it. What a rule finds is decided by contexts around
//! the words of `words`, written by hand, because a list of words alone cries wolf. Private data never enter a finding.

mod around;
pub mod facts;
pub mod fix;
pub mod freshness;
pub mod law;
mod mending;
mod privacy;
mod quality;
mod registers;
mod structure;
mod summary;
mod wording;
mod words;

use std::ops::Range;
use std::sync::Arc;

use jiff::civil::Date;

pub use privacy::{OwnNumbers, veiled};
pub use registers::registers;

use crate::diag::Finding;
use crate::diag::catalogue::RuleFault;
use crate::model::facts::{Kind, Plain};
use crate::model::{Article, Body, Registers, Settings};
use crate::text::{Source, Span};
use around::Around;
use mending::{Mend, Mending};
use words::Words;

/// Findings of one file beyond which no more are collected: a hostile file must not fill the memory.
const MAX_FINDINGS: usize = 10_000;

/// What texts are judged with; made once for all of them.
#[derive(Debug)]
pub struct Rules<'a> {
    registers: &'a Registers,
    as_of: Date,
    words: Words,
    own_numbers: OwnNumbers,
    legal_topics: Vec<bool>,
    own_summaries: bool,
}

impl<'a> Rules<'a> {
    /// Prepares the rules for a day.
    pub fn new(registers: &'a Registers, settings: &'a Settings, as_of: Date) -> Rules<'a> {
        Rules {
            words: Words::new(registers),
            own_numbers: OwnNumbers::of(settings),
            legal_topics: law::legal_topics(registers, settings),
            own_summaries: summary::is_asked_for(settings),
            registers,
            as_of,
        }
    }

    /// Judges an article; `file` is its text, `plain` the plain text of its body.
    pub fn article(&self, article: &Article, file: &str, plain: &Plain) -> Vec<Finding> {
        let mut found = Findings::new(article.path());
        let front = &article.front;
        self.text(article.body.start, file, plain, &mut found);
        privacy::path(article.path(), &front.allow, &self.own_numbers, &mut found);
        structure::headings(&article.body, &mut found);
        structure::title(article, plain, &mut found);
        facts::title(self, article, &mut found);
        if front.draft || freshness::is_gone(front, self.as_of) {
            return found.finished(file);
        }
        if self.own_summaries {
            summary::own_words(article, plain, &mut found);
        }
        freshness::review(self, article, &mut found);
        freshness::title(article, &mut found);
        law::citations(self, &article.body, file, law::written(front), &mut found);
        law::ground(self, article, &mut found);
        found.finished(file)
    }

    /// Judges a page or an introduction.
    pub fn page(&self, source: &Source, body: &Body, plain: &Plain) -> Vec<Finding> {
        let mut found = Findings::new(&source.path);
        self.text(body.start, &source.text, plain, &mut found);
        privacy::path(&source.path, &[], &self.own_numbers, &mut found);
        structure::headings(body, &mut found);
        law::citations(self, body, &source.text, self.as_of, &mut found);
        found.finished(&source.text)
    }

    /// The rules about words and numbers.
    fn text(&self, body: u32, file: &str, plain: &Plain, found: &mut Findings) {
        let mut told: Vec<Span> = Vec::new();
        privacy::numbers(file, &self.own_numbers, &mut |range, fault| {
            told.push(Span::new(range.clone()));
            found.add(Span::new(range), fault);
        });
        // Markup may part a number in the file that readers see whole.
        privacy::numbers(plain.text(), &self.own_numbers, &mut |range, fault| {
            let span = plain.place(range);
            if told.binary_search(&span).is_err() {
                found.add(span, fault);
            }
        });
        quality::trailing_blanks(file, body as usize, found);
        let front = file.get(..body as usize).unwrap_or("");
        self.words(&Reading { text: front, plain: None, file }, found);
        self.words(&Reading { text: plain.text(), plain: Some(plain), file }, found);
    }

    fn words(&self, reading: &Reading<'_>, found: &mut Findings) {
        let hits = self.words.hits(reading.text);
        let mut opened = false;
        for hit in hits.iter().filter(|h| reading.kind(h.start) != Kind::Code) {
            let around = Around::new(reading.text, hit.start, hit.end);
            let judged = match hit.word {
                words::Word::Fixed(judge) => {
                    judge(&Context { around, kind: reading.kind(hit.start), body: reading.plain.is_some() })
                }
                words::Word::House(row) => wording::house(self.registers, row, &around),
                words::Word::Lender(_) => None,
            };
            let Some(judged) = judged.filter(|_| !words::is_within_name(hit, &hits)) else { continue };
            if matches!(judged.what, Verdict::Fault(RuleFault::TemplateOpening { .. }, _)) && std::mem::replace(&mut opened, true) {
                continue;
            }
            found.judged(reading, judged);
        }
        facts::prose(self, reading, &hits, found);
    }
}

/// A text being read for its words: a body's plain text, or front matter as it stands.
struct Reading<'t> {
    text: &'t str,
    plain: Option<&'t Plain>,
    file: &'t str,
}

impl Reading<'_> {
    fn kind(&self, at: usize) -> Kind {
        self.plain.map_or(Kind::Prose, |p| p.kind(at))
    }

    fn place(&self, range: Range<usize>) -> Span {
        match self.plain {
            Some(plain) => plain.place(range),
            None => Span::new(range),
        }
    }
}

/// A word and what stands around it.
struct Context<'t> {
    around: Around<'t>,
    kind: Kind,
    /// False in front matter.
    body: bool,
}

/// What a rule makes of a word.
struct Judged {
    /// Where in the text that was read.
    range: Range<usize>,
    what: Verdict,
}

/// What is wrong, or what is to be mended.
enum Verdict {
    Fault(RuleFault, Option<String>),
    Mend(Mend, &'static str),
}

impl Judged {
    fn at(range: Range<usize>, fault: RuleFault) -> Option<Judged> {
        Judged::near(range, fault, None)
    }

    fn near(range: Range<usize>, fault: RuleFault, nearest: Option<String>) -> Option<Judged> {
        Some(Judged { range, what: Verdict::Fault(fault, nearest) })
    }

    fn mended(range: Range<usize>, mend: Mend, text: &'static str) -> Option<Judged> {
        Some(Judged { range, what: Verdict::Mend(mend, text) })
    }
}

/// Findings of one file as they come up.
struct Findings {
    path: Arc<str>,
    all: Vec<Finding>,
    mendings: Vec<Mending>,
}

impl Findings {
    fn new(path: &Arc<str>) -> Findings {
        Findings { path: Arc::clone(path), all: Vec::new(), mendings: Vec::new() }
    }

    fn add(&mut self, span: Span, fault: RuleFault) {
        self.push(Finding::at(&self.path, span, fault));
    }

    fn push(&mut self, finding: Finding) {
        if self.all.len() < MAX_FINDINGS {
            self.all.push(finding);
        }
    }

    /// What a word came to. Only where the file has the very words may they be replaced.
    fn judged(&mut self, reading: &Reading<'_>, judged: Judged) {
        let mut span = reading.place(judged.range.clone());
        let mut words = reading.text.get(judged.range.clone()).unwrap_or("");
        // The blank at its end may be the end of a line in the file, which stays.
        if words != span.of(reading.file) && words.len() > 1 && words.ends_with(' ') {
            words = words.trim_end_matches(' ');
            span = reading.place(judged.range.start..judged.range.start + words.len());
        }
        let verbatim = words == span.of(reading.file);
        match judged.what {
            Verdict::Fault(fault, nearest) => {
                self.push(Finding::at(&self.path, span, fault).near(nearest.filter(|_| verbatim)));
            }
            Verdict::Mend(mend, text) if verbatim => self.mend(Mending { mend, span, text }),
            Verdict::Mend(..) => {}
        }
    }

    fn mend(&mut self, mending: Mending) {
        self.mendings.push(mending);
    }

    /// All of it: what a machine can mend is told a few times and then counted.
    fn finished(mut self, file: &str) -> Vec<Finding> {
        let told = mending::told(&self.path, file, &self.mendings);
        self.all.extend(told);
        self.all
    }
}
