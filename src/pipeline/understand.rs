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
use crate::relate::{self, Digest, Spread, Tally};
use crate::text::{Checksum, Slots, Source};

/// What a site's texts say.
pub(super) struct Understood<'b> {
    pub(super) library: Library,
    /// Of each article, what it is compared by.
    pub(super) digests: Vec<Arc<Digest>>,
    /// How common their terms are.
    pub(super) spread: Spread,
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
    let spread = standing.map_or_else(|| if for_pages { Spread::default() } else { Spread::none() }, |s| s.spread());
    let notes = past.notes.filter(|_| for_pages);
    let (texts, lots) = (&sources.texts, lots(&sources.articles, frame));
    let noted: BTreeSet<Checksum> = notes.iter().flat_map(|_| lots.iter().map(|lot| lot.name)).collect();
    let reader = Reader {
        texts,
        registers: &registers,
        rules: &rules,
        as_of,
        is_searched: settings.search,
        for_pages,
        spread: &spread,
        standing,
        notes,
    };
    let read = |tally: &mut Tally, lot: &Lot<'_>| reader.lot(*lot, tally, progress);
    let read: io::Result<Vec<_>> = lots.par_iter().with_max_len(1).map_init(Tally::default, read).collect();
    let Columns { articles, digests, slots, changes, found } = columns(read?, &mut findings);
    found.iter().for_each(|said| all.push(said));
    if let Some(standing) = standing {
        standing.forget(&articles, &registers, &spread);
    }
    let topic = |slug: &str| registers.topics.rows.iter().any(|t| t.slug == slug);
    let lender = |slug: &str| registers.lenders.rows.iter().any(|l| l.slug == slug);
    let page = |source| judged(&rules, text_file::page(source, &registers, as_of), |p| (&p.source, &p.body));
    let topic_intro = |source| judged(&rules, text_file::intro(source, &registers, as_of, topic), |i| (&i.source, &i.body));
    let lender_intro = |source| judged(&rules, text_file::intro(source, &registers, as_of, lender), |i| (&i.source, &i.body));
    let pages = keep(sources.pages.into_iter().map(page).collect(), &mut findings);
    let topic_intros = keep(sources.topic_intros.into_iter().map(topic_intro).collect(), &mut findings);
    let lender_intros = keep(sources.lender_intros.into_iter().map(lender_intro).collect(), &mut findings);
    let others: Vec<Source> = sources.registers.iter().cloned().chain(sources.settings).chain(sources.broken).collect();
    findings.extend(check::registers(&registers, &settings, others.iter(), &sources.files, as_of));
    let library = Library { articles, pages, topic_intros, lender_intros, files: sources.files, settings, registers };
    let Sources { articles, texts, templates, theme, .. } = sources;
    let rest = Rest { articles, slots, texts, templates, theme, others };
    all.extend(findings);
    Ok((Understood { library, digests, spread, changes, as_of, found, standing, noted, rest }, all))
}

/// An article with what is kept of its words and what was found in it; a finding in the place of one that cannot be read.
type One = Result<(Arc<Article>, Words, Group), Box<Finding>>;

/// The same of all articles.
#[derive(Default)]
struct Columns {
    articles: IndexVec<ArticleId, Arc<Article>>,
    digests: Vec<Arc<Digest>>,
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
                all.digests.push(words.digest);
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
    spread: &'r Spread,
    standing: Option<Standing<'r>>,
    /// Where notes are.
    notes: Option<&'r dyn Notes>,
}

impl Reader<'_> {
    /// Understands some articles.
    fn lot(&self, lot: Lot<'_>, tally: &mut Tally, progress: &dyn Progress) -> io::Result<Vec<One>> {
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
                load::Text::Good(source) => Ok(self.one(&source, number, &mut book, tally)),
                load::Text::Bad(_, finding) => Err(finding),
            });
        }
        if let Some((notes, note)) = self.notes.zip(book.close()) {
            notes.leave(lot.name, &note);
        }
        Ok(all)
    }

    /// What is said in the text at `number` among all.
    fn one(&self, source: &Source, number: usize, book: &mut Book<'_>, tally: &mut Tally) -> (Arc<Article>, Words, Group) {
        if let Some(one) = self.standing.and_then(|s| s.article(source, number)) {
            return one;
        }
        let sum = source.sum();
        let said = book.take(&source.path, sum).unwrap_or_else(|| {
            let said = self.said(source, sum, tally);
            book.note(&said);
            said
        });
        self.spread.note(&said.used);
        let words = Words { digest: said.digest.into(), slots: said.slots.into(), changes: said.changes };
        (said.article.into(), words, said.found.into())
    }

    /// Understands a text.
    fn said(&self, source: &Source, sum: Checksum, tally: &mut Tally) -> Said {
        let registers = self.registers;
        let (article, plain, mut found) = text_file::article(source, sum, registers, self.as_of);
        if self.texts.is_whole(&source.path) {
            found.extend(self.rules.article(&article, &source.text, &plain));
        }
        if !self.for_pages {
            let (digest, used, slots, changes) = Default::default();
            return Said { article, digest, used, slots, changes, found };
        }
        let changes = law::changes(registers, &article, article.body.markdown(&source.text), self.as_of);
        let plain = as_read(&plain, &article.body.facts, article.front.lender, registers);
        let (digest, used) = relate::digest(&article, &plain, tally);
        let slots = if self.is_searched { article.slots(&plain) } else { Slots::default() };
        Said { article, digest, used, slots, changes, found }
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
