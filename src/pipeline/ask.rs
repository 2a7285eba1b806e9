//! Questions about a site that is not rendered: how it is linked, and why related lists are as they are.

use std::io;

use super::analyze::{self, Analyzed, Sketches};
use super::{Context, Options, Progress, Step, link, relate};
use crate::analyze::DocumentFrequency;
use crate::diag::Findings;
use crate::link::Linked;
use crate::load::{Sources, Texts};
use crate::relate::{Duplicates, Recommender, Related};
use crate::text::Source;

/// A site that was compared, with what its related lists were decided by.
pub(crate) struct Comparison<'a> {
    pub(crate) linked: &'a Linked,
    pub(crate) recommender: &'a Recommender<'a>,
    pub(crate) related: &'a Related,
    /// Reads articles a second time.
    pub(crate) texts: &'a Texts,
}

/// Links and compares a site, and answers a question about it.
///
/// # Errors
/// If an article cannot be read, and those of the question.
pub(crate) fn ask_related<T>(
    sources: Sources,
    options: &Options,
    progress: &dyn Progress,
    question: impl FnOnce(Comparison<'_>) -> io::Result<T>,
) -> io::Result<T> {
    let AnalyzedSite { linked, texts, sketches, frequency } = analyze_and_link(sources, &context(options, progress))?;
    progress.begin(Step::Relate, linked.library.articles.len());
    let duplicates = Duplicates::find(&linked, &sketches.by_article());
    let (recommender, neighbors) = relate::neighbors(&linked, &sketches, &frequency, &duplicates, progress);
    let related = recommender.join(&neighbors);
    question(Comparison { linked: &linked, recommender: &recommender, related: &related, texts: &texts })
}

/// Analyzes and links a site.
///
/// # Errors
/// If an article cannot be read; the message has its path.
pub(crate) fn linked(sources: Sources, options: &Options, progress: &dyn Progress) -> io::Result<Linked> {
    Ok(analyze_and_link(sources, &context(options, progress))?.linked)
}

/// Analyzes and links a site, and finds the groups of articles that are nearly the same.
///
/// # Errors
/// If an article cannot be read; the message has its path.
pub(crate) fn ask_duplicates(sources: Sources, options: &Options, progress: &dyn Progress) -> io::Result<(Linked, Duplicates)> {
    let AnalyzedSite { linked, sketches, .. } = analyze_and_link(sources, &context(options, progress))?;
    progress.begin(Step::Duplicates, linked.library.articles.len());
    let duplicates = Duplicates::find(&linked, &sketches.by_article());
    Ok((linked, duplicates))
}

/// Analyzes and links a site, and gives the texts that its articles include, too. The groups are found only if they are needed.
///
/// # Errors
/// If an article cannot be read; the message has its path.
pub(super) fn linked_with_parts(
    sources: Sources,
    context: &Context<'_>,
    needs_groups: bool,
) -> io::Result<(Linked, Vec<Source>, Duplicates)> {
    let parts = sources.texts.parts.iter().filter(|part| part.finding.is_none()).map(|part| part.source.clone()).collect();
    let AnalyzedSite { linked, sketches, .. } = analyze_and_link(sources, context)?;
    if !needs_groups {
        return Ok((linked, parts, Duplicates::default()));
    }
    context.progress.begin(Step::Duplicates, linked.library.articles.len());
    let duplicates = Duplicates::find(&linked, &sketches.by_article());
    Ok((linked, parts, duplicates))
}

/// A site that was analyzed and linked, without its findings.
struct AnalyzedSite {
    linked: Linked,
    texts: Texts,
    sketches: Sketches,
    frequency: DocumentFrequency,
}

/// What commands ask that have no store.
fn context<'c>(options: &'c Options, progress: &'c dyn Progress) -> Context<'c> {
    Context { options, progress, store: &(), stale: None }
}

fn analyze_and_link(sources: Sources, context: &Context<'_>) -> io::Result<AnalyzedSite> {
    let (Analyzed { articles, texts, sketches, frequency, .. }, _) = analyze::analyze(sources, context)?;
    let linked = link::link(articles, &texts, &mut Findings::default(), context)?;
    Ok(AnalyzedSite { linked, texts, sketches, frequency })
}
