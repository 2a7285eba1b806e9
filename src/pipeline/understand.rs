//! The second step: what every text says. Whatever looks at the words of an article does so here, in one reading; its text is not
//! kept. Knows no other article.

use std::io;
use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::*;

use super::again::{Before, Standing, Words};
use super::{Options, Progress, Rest, Step, keep};
use crate::check::{self, Rules, law};
use crate::diag::{Finding, Findings, Group};
use crate::load::{self, Sources};
use crate::model::facts::Plain;
use crate::model::text_file::{self, Text};
use crate::model::{Library, Registers, as_read, settings};
use crate::relate::{self, Digest, Spread, Tally};
use crate::text::{Slots, Source};

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
    /// What is left of the sources once the library has taken its texts.
    pub(super) rest: Rest,
}

/// Understands every text. Whatever looks at the words of an article does so here: its text is not kept.
pub(super) fn understand<'b>(
    sources: Sources,
    options: &Options,
    before: Option<Before<'b>>,
    progress: &dyn Progress,
) -> io::Result<(Understood<'b>, Findings)> {
    progress.begin(Step::Understand, sources.articles.len());
    let mut all = Findings::default();
    let (mut settings, mut findings) = settings::read(sources.settings.as_ref());
    if let Some(base) = &options.base_url {
        settings.base = base.clone();
    }
    let as_of = options.as_of.day(settings.utc_offset);
    let standing = before.map(|before| Standing::new(before, &sources, as_of, &settings, options));
    let (registers, said) = Registers::read(&sources.registers);
    findings.extend(said);
    let rules = Rules::new(&registers, &settings, as_of);
    let for_pages = sources.texts.are_whole();
    let spread = standing.map_or_else(|| if for_pages { Spread::default() } else { Spread::none() }, |s| s.spread());
    let read = |number: usize, path: &Arc<str>| match sources.texts.held_at(path, number) {
        Some(source) => Ok(load::Text::Good(source.clone())),
        None => sources.texts.read(path),
    };
    let understood = |tally: &mut Tally, (number, path): (usize, &Arc<str>)| match read(number, path)? {
        load::Text::Bad(_, finding) => Ok(Err(*finding)),
        load::Text::Good(source) => Ok(Ok(standing.and_then(|s| s.article(&source, number)).unwrap_or_else(|| {
            let (article, plain, mut found) = text_file::article(&source, &registers, as_of);
            if sources.texts.is_whole(path) {
                found.extend(rules.article(&article, &source.text, &plain));
            }
            if !for_pages {
                return (Arc::new(article), Words::default(), found.into());
            }
            let changes = law::changes(&registers, &article, text_file::body(&source.text, article.body), as_of);
            let plain = as_read(&plain, &article.facts, article.front.lender, &registers);
            let digest = relate::digest(&article, &plain, &spread, tally);
            let slots = if settings.search { article.slots(&plain) } else { Slots::default() };
            (Arc::new(article), Words { digest: Arc::new(digest), slots: Arc::new(slots), changes }, Group::from(found))
        }))),
    };
    let paths = sources.articles.par_iter().enumerate().inspect(|_| progress.tick());
    let read: io::Result<Vec<_>> = paths.map_init(Tally::default, understood).collect();
    let (mut articles, mut found) = (Vec::new(), Vec::new());
    let (mut digests, mut slots, mut changes) = (Vec::new(), Vec::new(), Vec::new());
    for article in read? {
        match article {
            Ok((article, words, said)) => {
                all.push(&said);
                articles.push(article);
                digests.push(words.digest);
                slots.push(words.slots);
                changes.push(words.changes);
                found.push(said);
            }
            Err(finding) => findings.push(finding),
        }
    }
    if let Some(standing) = standing {
        standing.forget(&articles, &registers, &spread);
    }
    let topic = |slug: &str| registers.topics.rows.iter().any(|t| t.slug == slug);
    let lender = |slug: &str| registers.lenders.rows.iter().any(|l| l.slug == slug);
    let page = |source| judged(&rules, text_file::page(source, &registers, as_of));
    let topic_intro = |source| judged(&rules, text_file::intro(source, &registers, as_of, topic));
    let lender_intro = |source| judged(&rules, text_file::intro(source, &registers, as_of, lender));
    let pages = keep(sources.pages.into_iter().map(page).collect(), &mut findings);
    let topic_intros = keep(sources.topic_intros.into_iter().map(topic_intro).collect(), &mut findings);
    let lender_intros = keep(sources.lender_intros.into_iter().map(lender_intro).collect(), &mut findings);
    let others: Vec<Source> = (&sources.registers).into_iter().cloned().chain(sources.settings).chain(sources.broken).collect();
    findings.extend(check::registers(&registers, &settings, others.iter(), &sources.files, as_of));
    let library = Library { articles, pages, topic_intros, lender_intros, files: sources.files, settings, registers };
    let Sources { articles, texts, templates, theme, .. } = sources;
    let rest = Rest { articles, slots, texts, templates, theme, others };
    all.extend(findings);
    Ok((Understood { library, digests, spread, changes, as_of, found, standing, rest }, all))
}

/// A page or an introduction with what the rules make of its words.
fn judged<T: Text>(rules: &Rules<'_>, (text, plain, mut findings): (T, Plain, Vec<Finding>)) -> (T, Vec<Finding>) {
    findings.extend(rules.page(&text, &plain));
    (text, findings)
}
