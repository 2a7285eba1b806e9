//! The second step: what every text says. Whatever looks at the words of an article does so here, in one reading; its text is not
//! kept. Knows no other article.

use std::collections::BTreeSet;
use std::io;
use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::*;

use super::again::{Standing, Words};
use super::notes::{Book, Lot, Notes, Said, lots};
use super::{Options, Past, Progress, Rest, Step, keep};
use crate::check::{self, Rules, law};
use crate::diag::{Finding, Findings, Group};
use crate::load::{self, Sources, Texts};
use crate::model::facts::Plain;
use crate::model::text_file;
use crate::model::{Article, ArticleId, Body, IndexVec, Library, Registers, as_read, settings};
use crate::relate::{self, Sketch, TermCounter, TermCounts};
use crate::text::{Checksum, Slots, Source};

/// What a site's texts say.
pub(super) struct Understood<'b> {
    pub(super) library: Library,
    /// Of each article, what it is compared by.
    pub(super) sketches: Vec<Arc<Sketch>>,
    /// The terms of each article.
    pub(super) counts: Vec<Arc<TermCounts>>,
    /// Of each article, what has changed since in the laws it cites.
    pub(super) changes: Vec<Box<[law::Change]>>,
    pub(super) as_of: Date,
    /// By article, what was found in it.
    pub(super) found: Vec<Group>,
    /// What of the site before stands.
    pub(super) standing: Option<Standing<'b>>,
    /// Names of the notes in which all this is.
    pub(super) noted: BTreeSet<Checksum>,
    /// What is left of the sources once the library has taken its texts.
    pub(super) rest: Rest,
}

/// Understands every text. Whatever looks at the words of an article does so here: its text is not kept. What was noted of
/// articles by an earlier build is not found out again.
pub(super) fn understand<'b>(
    sources: Sources,
    options: &Options,
    past: Past<'b>,
    progress: &dyn Progress,
) -> io::Result<(Understood<'b>, Findings)> {
    progress.begin(Step::Understand, sources.articles.len());
    let mut all = Findings::default();
    let (mut settings, mut findings) = settings::read(sources.settings.as_ref());
    if let Some(base) = &options.base_url {
        settings.base = base.clone();
    }
    let as_of = options.as_of.day(settings.utc_offset);
    let standing = past.before.map(|before| Standing::new(before, &sources, as_of, &settings, options));
    // An article says what it says wherever the site stands.
    let frame = Checksum::of_value(&(&sources.settings, &sources.registers, as_of));
    let (registers, said) = Registers::read(&sources.registers);
    findings.extend(said);
    let rules = Rules::new(&registers, &settings, as_of);
    let for_pages = sources.texts.are_whole();
    let notes = past.notes.filter(|_| for_pages);
    let (texts, lots) = (&sources.texts, lots(&sources.articles, frame));
    let noted: BTreeSet<Checksum> = notes.iter().flat_map(|_| lots.iter().map(|lot| lot.name)).collect();
    let reader =
        Reader { texts, registers: &registers, rules: &rules, as_of, is_searched: settings.search, for_pages, standing, notes };
    let read = |counter: &mut TermCounter, lot: &Lot<'_>| reader.lot(*lot, counter, progress);
    let read: io::Result<Vec<_>> = lots.par_iter().with_max_len(1).map_init(TermCounter::default, read).collect();
    let Columns { articles, sketches, counts, slots, changes, found } = columns(read?, &mut findings);
    found.iter().for_each(|said| all.push(said));
    let topic = |slug: &str| registers.topics.rows.iter().any(|t| t.slug == slug);
    let lender = |slug: &str| registers.lenders.rows.iter().any(|l| l.slug == slug);
    let page = |source| judged(&rules, text_file::page(source, &registers, as_of), |p| (&p.source, &p.body));
    let topic_intro = |source| judged(&rules, text_file::intro(source, &registers, as_of, topic), |i| (&i.source, &i.body));
    let lender_intro = |source| judged(&rules, text_file::intro(source, &registers, as_of, lender), |i| (&i.source, &i.body));
    let pages = keep(sources.pages.into_iter().map(page).collect(), &mut findings);
    let topic_intros = keep(sources.topic_intros.into_iter().map(topic_intro).collect(), &mut findings);
    let lender_intros = keep(sources.lender_intros.into_iter().map(lender_intro).collect(), &mut findings);
    let others: Vec<Source> = (&sources.registers).into_iter().cloned().chain(sources.settings).chain(sources.broken).collect();
    findings.extend(check::registers(&registers, &settings, others.iter(), &sources.files, as_of));
    let library = Library { articles, pages, topic_intros, lender_intros, files: sources.files, settings, registers };
    let Sources { articles, texts, templates, theme, .. } = sources;
    let rest = Rest { articles, slots, texts, templates, theme, others };
    all.extend(findings);
    Ok((Understood { library, sketches, counts, changes, as_of, found, standing, noted, rest }, all))
}

/// An article with what is kept of its words and what was found in it; a finding in the place of one that cannot be read.
type One = Result<(Arc<Article>, Words, Group), Box<Finding>>;

/// The same of all articles.
#[derive(Default)]
struct Columns {
    articles: IndexVec<ArticleId, Arc<Article>>,
    sketches: Vec<Arc<Sketch>>,
    counts: Vec<Arc<TermCounts>>,
    slots: Vec<Arc<Slots>>,
    changes: Vec<Box<[law::Change]>>,
    found: Vec<Group>,
}

fn columns(lots: Vec<Vec<One>>, findings: &mut Vec<Finding>) -> Columns {
    let (mut all, mut articles) = (Columns::default(), Vec::new());
    for one in lots.into_iter().flatten() {
        match one {
            Ok((article, words, said)) => {
                articles.push(article);
                all.sketches.push(words.sketch);
                all.counts.push(words.counts);
                all.slots.push(words.slots);
                all.changes.push(words.changes);
                all.found.push(said);
            }
            Err(finding) => findings.push(*finding),
        }
    }
    all.articles = articles.into();
    all
}

/// What articles are understood with.
struct Reader<'r> {
    texts: &'r Texts,
    registers: &'r Registers,
    rules: &'r Rules<'r>,
    as_of: Date,
    is_searched: bool,
    /// True where pages will be made.
    for_pages: bool,
    standing: Option<Standing<'r>>,
    /// Where notes are.
    notes: Option<&'r dyn Notes>,
}

impl Reader<'_> {
    /// Understands some articles.
    fn lot(&self, lot: Lot<'_>, counter: &mut TermCounter, progress: &dyn Progress) -> io::Result<Vec<One>> {
        let found = self.notes.and_then(|notes| notes.find(lot.name));
        let is_left = self.notes.is_some_and(|notes| notes.are_left());
        let mut book = Book::open(found.as_deref().unwrap_or_default(), is_left);
        let mut all = Vec::with_capacity(lot.paths.len());
        for (number, path) in (lot.before..).zip(lot.paths) {
            progress.tick();
            let text = match self.texts.held_at(path, number) {
                Some(source) => load::Text::Good(source.clone()),
                None => self.texts.read(path)?,
            };
            all.push(match text {
                load::Text::Good(source) => Ok(self.one(&source, number, &mut book, counter)),
                load::Text::Bad(_, finding) => Err(finding),
            });
        }
        if let Some((notes, note)) = self.notes.zip(book.close()) {
            notes.leave(lot.name, &note);
        }
        Ok(all)
    }

    /// What is said in the text at `number` among all.
    fn one(&self, source: &Source, number: usize, book: &mut Book<'_>, counter: &mut TermCounter) -> (Arc<Article>, Words, Group) {
        if let Some(one) = self.standing.and_then(|s| s.article(source, number)) {
            return one;
        }
        let sum = source.sum();
        let said = book.take(&source.path, sum).unwrap_or_else(|| {
            let said = self.said(source, sum, counter);
            book.note(&said);
            said
        });
        let words =
            Words { sketch: said.sketch.into(), counts: said.counts.into(), slots: said.slots.into(), changes: said.changes };
        (said.article.into(), words, said.found.into())
    }

    /// Understands a text.
    fn said(&self, source: &Source, sum: Checksum, counter: &mut TermCounter) -> Said {
        let registers = self.registers;
        let (article, plain, mut found) = text_file::article(source, sum, registers, self.as_of);
        if self.texts.is_whole(&source.path) {
            found.extend(self.rules.article(&article, &source.text, &plain));
        }
        if !self.for_pages {
            let (sketch, counts, slots, changes) = Default::default();
            return Said { article, sketch, counts, slots, changes, found };
        }
        let changes = law::changes(registers, &article, article.body.markdown(&source.text), self.as_of);
        let plain = as_read(&plain, &article.body.facts, article.front.lender, registers);
        let sketch = relate::sketch(&article, &plain, counter);
        let counts = counter.finish_shard();
        let slots = if self.is_searched { article.slots(&plain) } else { Slots::default() };
        Said { article, sketch, counts, slots, changes, found }
    }
}

/// A page or an introduction with what the rules make of its words.
fn judged<T>(
    rules: &Rules<'_>,
    (text, plain, mut findings): (T, Plain, Vec<Finding>),
    parts: impl Fn(&T) -> (&Source, &Body),
) -> (T, Vec<Finding>) {
    let (source, body) = parts(&text);
    findings.extend(rules.page(source, body, &plain));
    (text, findings)
}
