//! The whole program on one screen, and the only place that works on many things at a time.
//!
//! ```text
//! read ─► understand ─► link ─► relate ─► render ─► whoever takes the artifacts (emit, a check, a test)
//! ```
//!
//! Each step is a file of this name below. Results keep the order of their inputs, so the number of threads changes nothing but
//! the time. Findings of every step are collected; pages are rendered only where nothing
//! before was an error.

mod again;
pub mod fix;
mod link;
mod notes;
pub mod part;
mod press;
mod progress;
mod read;
mod relate;
mod render;
mod report;
mod run;
mod same;
mod understand;
mod why;

pub use again::{Before, Touched, read_held};
pub use notes::Notes;
pub use press::{Press, Undrawn};
pub use progress::{Progress, Step};
pub use read::read;
pub use render::{Known, Rendered};
pub use report::Lookup;
pub use run::{AsOf, Options};
pub use same::{frame, key};
pub use why::{ask_related, linked};

use again::Found;
use link::link;
use relate::{Compared, relate};
use understand::understand;

use std::collections::BTreeSet;
use std::io;
use std::sync::Arc;

use rayon::prelude::*;

use crate::check::law;
use crate::diag::{Finding, Findings};
use crate::link::Linked;
use crate::load::{Sources, Texts};
use crate::model::{Article, ArticleId, IndexVec};
use crate::relate::{Digest, Duplicates, Kept, Related, Spread};
use crate::text::{Checksum, Postings, Source};
use crate::view::build;

/// How many things a thread takes at a time at most: near the end none is left with many while the others have none.
const AT_A_TIME: usize = 256;

/// Sets how many threads work; by default as many as there are processors. To be called once, before any work.
///
/// # Errors
/// When the threads cannot be started.
pub fn threads(count: usize) -> Result<(), impl std::error::Error> {
    rayon::ThreadPoolBuilder::new().num_threads(count).build_global()
}

/// What becomes of each of many things, as long as something becomes of all.
pub fn all<T: Sync, U: Send>(things: &[T], becomes: impl Fn(&T) -> Option<U> + Sync + Send) -> Option<Vec<U>> {
    things.par_iter().with_max_len(AT_A_TIME).map(becomes).collect()
}

/// Understands, links and relates what was read.
///
/// # Errors
/// When an article cannot be read; the path is in the message.
pub fn site(sources: Sources, options: &Options, progress: &dyn Progress) -> io::Result<(Site, Findings)> {
    site_again(sources, options, Past::default(), progress)
}

/// What is known from before, and found out again where it is not.
#[derive(Clone, Copy, Default)]
pub struct Past<'p> {
    /// The site as it was, in memory: what of it was made of the same things is taken over.
    pub before: Option<Before<'p>>,
    /// What an earlier build noted of each article.
    pub notes: Option<&'p dyn Notes>,
}

/// Understands, links and relates what was read. The outcome is the same whatever is known from before, and sooner there.
///
/// # Errors
/// When an article cannot be read; the path is in the message.
pub fn site_again(sources: Sources, options: &Options, past: Past<'_>, progress: &dyn Progress) -> io::Result<(Site, Findings)> {
    let (mut understood, mut findings) = understand(sources, options, past, progress)?;
    let (digests, spread) = (std::mem::take(&mut understood.digests), std::mem::take(&mut understood.spread));
    let (standing, changes) = (understood.standing, std::mem::take(&mut understood.changes).into());
    let noted = std::mem::take(&mut understood.noted);
    let (linked, rest, found) = link(understood, options, &mut findings, progress)?;
    // Only what is kept in memory is ever made again.
    let kept = if matches!(rest.texts, Texts::Held(_)) { digests.clone() } else { Vec::new() };
    let compared = relate(&linked, digests, &spread, &rest.texts, standing, progress);
    let Compared { related, twice, kept: near, is_rough } = compared;
    twice.groups().into_iter().for_each(|said| findings.push(said));
    findings.extend(build::twins(&linked));
    Ok((
        Site { linked, related, is_rough, found: Found { twice, ..found }, digests: kept, near, spread, changes, noted, rest },
        findings,
    ))
}

/// Keeps the values and moves the findings.
fn keep<T>(results: Vec<(T, Vec<Finding>)>, findings: &mut Vec<Finding>) -> Vec<T> {
    results
        .into_iter()
        .map(|(value, found)| {
            findings.extend(found);
            value
        })
        .collect()
}

/// A site that has been read, understood, linked and related.
#[derive(Debug)]
pub struct Site {
    /// The linked library.
    pub linked: Linked,
    /// What is near to what.
    pub related: Related,
    /// True where that is still what it was before the last edit.
    pub is_rough: bool,
    found: Found,
    /// Of each article, what it is compared by, while texts are kept.
    digests: Vec<Arc<Digest>>,
    /// What comparing them again can start from.
    near: Option<(Kept, Duplicates)>,
    /// How common their terms are.
    spread: Spread,
    /// By article, what has changed since in the laws it cites.
    changes: IndexVec<ArticleId, Box<[law::Change]>>,
    /// Names of the notes in which what was understood is kept.
    noted: BTreeSet<Checksum>,
    rest: Rest,
}

/// What of the sources is no part of the library.
#[derive(Debug)]
struct Rest {
    /// Paths of the articles, also of those that could not be understood.
    articles: Vec<Arc<str>>,
    /// What is searched in each article of the library.
    slots: Vec<Arc<Postings>>,
    /// Their texts.
    texts: Texts,
    /// Templates by path.
    templates: Vec<Source>,
    /// Theme files by name.
    theme: Vec<(String, Vec<u8>)>,
    /// Settings, registers and texts that could not be understood: findings may stand in them.
    others: Vec<Source>,
}

impl Rest {
    /// The Markdown of an article.
    fn body(&self, article: &Article) -> io::Result<String> {
        let source = self.texts.again(article.path(), article.sum)?;
        Ok(article.body.markdown(&source.text).to_owned())
    }
}

impl Site {
    /// Lets go of what is needed only while pages and search index are rendered: it takes most room of all.
    pub fn rendered(&mut self) {
        self.rest.slots = Vec::new();
    }

    /// Names of the notes that the next build is to find.
    pub fn noted(&self) -> &BTreeSet<Checksum> {
        &self.noted
    }

    fn templates(&self) -> Vec<(String, String)> {
        let name = |path: &str| path.strip_prefix("templates/").unwrap_or(path).to_owned();
        self.rest.templates.iter().map(|t| (name(&t.path), t.text.to_string())).collect()
    }
}
