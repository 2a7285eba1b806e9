//! What is wrong with imported articles as a library: the checks of a build, and comparisons of all articles, as a table.

use std::io;

use super::analyze::{self, Analyzed};
use super::{Context, Options, Progress, Step, link};
use crate::import::triage::{self, Case, Evidence, Imported};
use crate::load::Sources;
use crate::relate::{Duplicates, repetition};

/// The records of an import that somebody has to decide about. `sources` are those of the site after the import.
///
/// # Errors
/// If an article cannot be read; the message has its path.
pub(crate) fn triage(
    sources: Sources,
    records: &[Imported],
    options: &Options,
    progress: &dyn Progress,
) -> io::Result<Vec<Case>> {
    let context = Context { options, progress, store: &(), stale: None };
    let (Analyzed { articles, texts, sketches, .. }, mut findings) = analyze::analyze(sources, &context)?;
    let linked = link::link(articles, &texts, &mut findings, &context)?;
    progress.begin(Step::Duplicates, linked.library.articles.len());
    let by_article = sketches.by_article();
    let duplicates = Duplicates::find(&linked, &by_article);
    let repeated = repetition(&by_article);
    let codes = triage::codes(&linked, findings.iter());
    Ok(triage::triage(records, &Evidence { linked: &linked, duplicates: &duplicates, repeated: &repeated, codes: &codes }))
}
