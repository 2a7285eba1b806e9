//! For those who only ask: how a site is linked, and why related lists are as they are. Nothing is rendered.

use std::io;

use super::{Options, Past, Progress, Step, link, relate, understand};
use crate::diag::Findings;
use crate::link::Linked;
use crate::load::Sources;
use crate::model::ArticleId;
use crate::relate::{Duplicates, Related, Relating, by_age};

/// Understands, links and relates what was read, and answers a question about how. The last thing the question is given reads
/// an article's Markdown again.
///
/// # Errors
/// When an article cannot be read; the path is in the message.
pub fn ask_related<T>(
    sources: Sources,
    options: &Options,
    progress: &dyn Progress,
    question: impl FnOnce(&Linked, &Relating<'_>, &Related, &dyn Fn(ArticleId) -> io::Result<String>) -> io::Result<T>,
) -> io::Result<T> {
    let (mut understood, _) = understand(sources, options, Past::default(), progress)?;
    let (digests, spread) = (std::mem::take(&mut understood.digests), std::mem::take(&mut understood.spread));
    let (linked, rest, _) = link(understood, options, &mut Findings::default(), progress)?;
    progress.begin(Step::Relate, digests.len());
    let duplicates = Duplicates::new(&digests, by_age(&linked)).list();
    let (relating, near) = relate::near(&linked, digests, &spread, &duplicates, false, progress);
    let related = relating.join(&near);
    let body = |id: ArticleId| rest.body(&linked.library.articles[id]);
    question(&linked, &relating, &related, &body)
}

/// Understands and links what was read, for those who show no page.
///
/// # Errors
/// When an article cannot be read; the path is in the message.
pub fn linked(sources: Sources, options: &Options, progress: &dyn Progress) -> io::Result<Linked> {
    let (understood, mut findings) = understand(sources, options, Past::default(), progress)?;
    Ok(link(understood, options, &mut findings, progress)?.0)
}
