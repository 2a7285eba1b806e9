//! For those who only ask: how a site is linked, and why related lists are as they are. Nothing is rendered.

use std::io;

use super::{Options, Past, Progress, Step, link, relate, understand};
use crate::diag::Findings;
use crate::link::Linked;
use crate::load::Sources;
use crate::model::{ArticleId, IndexVec};
use crate::relate::{Duplicates, Recommender, Related, Sketch};

/// Understands, links and relates what was read, and answers a question about how. The last thing the question is given reads
/// an article's Markdown again.
///
/// # Errors
/// When an article cannot be read; the path is in the message.
pub(crate) fn ask_related<T>(
    sources: Sources,
    options: &Options,
    progress: &dyn Progress,
    question: impl FnOnce(&Linked, &Recommender<'_>, &Related, &dyn Fn(ArticleId) -> io::Result<String>) -> io::Result<T>,
) -> io::Result<T> {
    let (mut understood, _) = understand(sources, options, Past::default(), progress)?;
    let (sketches, counts) = (std::mem::take(&mut understood.sketches), std::mem::take(&mut understood.counts));
    let (linked, rest, _) = link(understood, options, &mut Findings::default(), progress)?;
    let sketches: IndexVec<ArticleId, &Sketch> = sketches.iter().map(|s| &**s).collect();
    let frequency = counts.iter().map(|c| &**c).collect();
    progress.begin(Step::Relate, sketches.len());
    let duplicates = Duplicates::find(&linked, &sketches);
    let (recommender, neighbors) = relate::neighbors(&linked, &sketches, &frequency, &duplicates, progress);
    let related = recommender.join(&neighbors);
    let body = |id: ArticleId| rest.body(&linked.library.articles[id]);
    question(&linked, &recommender, &related, &body)
}

/// Understands and links what was read, for those who show no page.
///
/// # Errors
/// When an article cannot be read; the path is in the message.
pub fn linked(sources: Sources, options: &Options, progress: &dyn Progress) -> io::Result<Linked> {
    let (understood, mut findings) = understand(sources, options, Past::default(), progress)?;
    Ok(link(understood, options, &mut findings, progress)?.0)
}
