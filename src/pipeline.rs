//! The steps in order, and the only code that computes in parallel.
//!
//! ```text
//! load ─► analyze ─► link ─► relate ─► render ─► a sink: files of a build, or a check
//! ```
//!
//! Each step is a file of this name below; the other files answer what commands ask. Results keep the order of their inputs, so
//! the number of threads changes nothing but the time. The findings of all steps are collected; commands render pages only if none
//! of them fails the run.

mod analyze;
mod ask;
pub(crate) mod decide;
mod derive;
pub(crate) mod fix;
pub(crate) mod import;
mod link;
mod load;
mod precompress;
mod press;
mod progress;
mod relabel;
mod relate;
mod relocate;
mod render;
mod report;
mod run;
pub(crate) mod subset;
mod survey;
#[cfg(test)]
mod tests;
pub(crate) mod triage;
mod work;
pub(crate) mod workspace;

pub(crate) use ask::{Comparison, ask_duplicates, ask_related, linked};
pub use load::{ChangeSet, Load, hold, load};
pub(crate) use press::{Press, RenderError, hosting};
pub use progress::{Progress, Step};
pub use render::Each;
pub(crate) use render::{OutputFiles, OutputInput, PARTS, Sink};
pub(crate) use report::Lookup;
pub use run::{AsOf, Options};
pub(crate) use survey::{Survey, survey};
pub(crate) use work::{Standing, WorkState};

use std::collections::BTreeSet;
use std::io;
use std::sync::Arc;

use analyze::{Analyzed, ShardRecords};

use crate::diag::{Code, Finding, Findings, Group};
use crate::link::{Linked, indexing, ledger};
use crate::load::{Sources, Texts};
use crate::model::ArticleId;
use crate::relate::{DuplicateKind, Duplicates, Related};
use crate::store::Store;
use crate::text::{Checksum, Source};
use crate::view::build;

/// The most things that a thread takes at a time: near the end no thread has many left while the others have none.
const MAX_CHUNK: usize = 256;

/// Sets the number of threads; by default there are as many as processors. To be called once, before any work.
///
/// # Errors
/// If the threads cannot be started.
#[expect(clippy::disallowed_methods, reason = "pipeline does many things at once")]
pub(crate) fn set_threads(count: usize) -> Result<(), impl std::error::Error> {
    rayon::ThreadPoolBuilder::new().num_threads(count).build_global()
}

/// What the steps work with.
#[derive(Clone, Copy)]
pub struct Context<'c> {
    /// What the site depends on besides its sources.
    pub options: &'c Options,
    pub progress: &'c dyn Progress,
    /// Where derived values are kept.
    pub store: &'c dyn Store,
    /// A site whose related lists may be shown meanwhile, if it has the same articles.
    pub stale: Option<&'c Site>,
}

/// A site that was analyzed, linked and related.
#[derive(Debug)]
pub struct Site {
    pub linked: Linked,
    /// The articles to show beside each article.
    pub related: Arc<Related>,
    /// True if the related lists are those of an earlier state.
    pub(crate) is_related_stale: bool,
    duplicates: Arc<Duplicates>,
    duplicate_findings: Group,
    /// The fingerprint of which articles there are, and which of them have a page.
    membership: Checksum,
    search: Vec<ShardRecords>,
    /// Reads articles a second time.
    texts: Texts,
    templates: Vec<Source>,
    /// Settings, registers and unreadable texts; findings may refer to them.
    others: Vec<Source>,
}

impl Site {
    /// The best article with nearly the same text as an article, itself perhaps, and the number of the others that are listed; `None` if no article has.
    pub fn duplicates_of(&self, article: ArticleId) -> Option<(ArticleId, usize)> {
        self.duplicates.of(article)
    }

    /// The findings of pages that an earlier build published and this one does not. `published` gives the paths of its files; it is
    /// asked only if the site has a ledger of addresses.
    pub(crate) fn vanished(&self, published: impl FnOnce() -> BTreeSet<String>) -> Vec<Finding> {
        if self.linked.library.ledger.is_none() {
            return Vec::new();
        }
        ledger::vanished(&self.linked, published().iter().map(String::as_str))
    }

    /// The finding that many addresses would leave search engines. `before` gives the paths of the pages that the last build listed; it
    /// is asked only if the settings have a rule.
    pub(crate) fn index_loss(&self, before: impl FnOnce() -> BTreeSet<String>) -> Option<Finding> {
        self.linked.library.settings.editorial.index.at?;
        let now = self.listed();
        indexing::loss(&self.linked, &before(), |path| now.contains_key(path))
    }

    /// The groups of near-duplicates: whether the articles of each differ by names, and the articles.
    pub fn duplicate_groups(&self) -> impl Iterator<Item = (bool, Vec<ArticleId>)> {
        self.duplicates.groups.iter().map(|group| (group.kind == DuplicateKind::Template, group.articles().collect()))
    }
}

/// Analyzes, links and relates what was loaded.
///
/// # Errors
/// If an article cannot be read; the message has its path.
pub fn site(sources: Sources, context: &Context<'_>) -> io::Result<(Site, Findings)> {
    let (analyzed, mut findings) = analyze::analyze(sources, context)?;
    let Analyzed { articles, frequency, texts, others, templates, blocks, search, sketches } = analyzed;
    let input = relate::RelatedInput::new(&articles);
    let linked = link::link(articles, &texts, &mut findings, context)?;
    let membership = membership(&linked);
    let stale = context.stale.filter(|site| site.membership == membership);
    let duplicates = match stale {
        Some(site) => Arc::clone(&site.duplicates),
        None => {
            context.progress.begin(Step::Duplicates, linked.library.articles.len());
            relate::duplicates(&input, &linked, &sketches, context)?
        }
    };
    let (unindexed, found) = indexing::decide(&linked, &excluding(&linked, &findings, &duplicates));
    findings.extend(found);
    let linked = linked.with_unindexed(unindexed);
    let (related, duplicate_findings) = match stale {
        Some(site) => (Arc::clone(&site.related), Arc::clone(&site.duplicate_findings)),
        None => {
            context.progress.begin(Step::Relate, linked.library.articles.len());
            // Without all bodies no page is rendered, and no list is needed.
            let are_whole = texts.are_whole();
            let related =
                are_whole.then(|| relate::relate(&input, &linked, &sketches, &frequency, &duplicates, context)).transpose()?;
            let found = duplicates.findings(&linked).into();
            (related.unwrap_or_default(), found)
        }
    };
    drop(sketches);
    findings.push(&duplicate_findings);
    findings.extend(build::repeats(&linked));
    // Without all bodies it is not known which files a build copies.
    if texts.are_whole() {
        findings.extend(ledger::check(&linked));
    }
    let mut findings = relocate::relocate(findings, &linked.library);
    // Two articles may include one wrong table.
    findings.extend(blocks.into_iter().collect::<BTreeSet<_>>());
    let is_related_stale = stale.is_some();
    let site =
        Site { linked, related, is_related_stale, duplicates, duplicate_findings, membership, search, texts, templates, others };
    Ok((site, findings))
}

/// The articles with a finding by which the settings exclude articles from search engines, with its code. Of near-duplicates the best
/// one stays, although the finding stands there.
fn excluding(linked: &Linked, findings: &Findings, duplicates: &Duplicates) -> BTreeSet<(ArticleId, Code)> {
    let (codes, library) = (indexing::codes(linked), &linked.library);
    let mut found = BTreeSet::new();
    if codes.is_empty() {
        return found;
    }
    let of_article = findings.iter().filter(|finding| codes.contains(&finding.fault.code()));
    found.extend(of_article.filter_map(|finding| Some((library.article_by_path(&finding.path)?, finding.fault.code()))));
    for group in duplicates.groups.iter().filter(|group| codes.contains(&group.kind.code())) {
        let is_accepted = library.article(group.best).front.allow.iter().any(|allow| allow.code == group.kind.code());
        found.extend(group.others.iter().filter(|_| !is_accepted).map(|id| (*id, group.kind.code())));
    }
    found
}

fn membership(linked: &Linked) -> Checksum {
    let articles = linked.library.articles();
    Checksum::of_value(&articles.map(|(id, article)| (article.path(), linked.addresses.has_page(id))).collect::<Vec<_>>())
}

fn separate<T>(results: Vec<(T, Vec<Finding>)>, findings: &mut Vec<Finding>) -> Vec<T> {
    results
        .into_iter()
        .map(|(value, found)| {
            findings.extend(found);
            value
        })
        .collect()
}
