//! What was understood of articles, from one build to the next. An article is found again by its text and by all else that
//! understanding it reads; where anything differs it is understood anew. Never decides what an article says: what is found again
//! equals what would be understood.
//!
//! Notes are of lots of articles: an article by article would be too many files, all together too much to write after an edit.
//! Which article begins a lot is decided by its path alone, so that one that comes or goes changes one lot or two.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::check::law;
use crate::diag::Finding;
use crate::model::{Article, Body, Facts, Front, Widget};
use crate::relate::{Digest, Used};
use crate::text::{Checksum, Postings};

/// Where notes are found and left.
pub trait Notes: fmt::Debug + Send + Sync {
    /// The note that was left under a name by this program: whole, or none.
    fn find(&self, name: Checksum) -> Option<Vec<u8>>;

    /// True where notes are left for the next build.
    fn are_left(&self) -> bool;

    /// Leaves a note for the next build.
    fn leave(&self, name: Checksum, note: &[u8]);
}

/// Of 256 articles, how many begin a lot.
const FIRSTS: u8 = 8;

/// Articles that lie side by side.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lot<'p> {
    /// The name of their note.
    pub(super) name: Checksum,
    /// How many come before.
    pub(super) before: usize,
    /// Their paths.
    pub(super) paths: &'p [Arc<str>],
}

/// All articles in lots, where understanding reads what has the checksum `frame`, besides the articles themselves.
pub(super) fn lots(mut paths: &[Arc<str>], frame: Checksum) -> Vec<Lot<'_>> {
    let begins = |path: &Arc<str>| matches!(Checksum::of(path.as_bytes()).0, [byte, ..] if byte < FIRSTS);
    let (mut lots, mut before) = (Vec::new(), 0);
    while let Some((first, others)) = paths.split_first() {
        let count = 1 + others.iter().position(begins).unwrap_or(others.len());
        let (own, rest) = paths.split_at(count);
        lots.push(Lot { name: Checksum::of_value(&(frame, first)), before, paths: own });
        (paths, before) = (rest, before + count);
    }
    lots
}

/// What was understood of an article.
#[derive(Debug)]
pub(super) struct Said {
    pub(super) article: Article,
    /// What it is compared by.
    pub(super) digest: Digest,
    /// The terms it uses.
    pub(super) used: Used,
    /// What a search finds it by.
    pub(super) slots: Postings,
    /// What has changed since in the laws it cites.
    pub(super) changes: Box<[law::Change]>,
    /// What was found in it.
    pub(super) found: Vec<Finding>,
}

/// The same in a note, but for the article's path and checksum.
type Noted<F, X, W, D, U, S, C, N> = (F, u32, X, W, D, U, S, C, N);

impl Said {
    fn write(&self) -> Option<Vec<u8>> {
        let Said { article, digest, used, slots, changes, found } = self;
        let Article { front, body: Body { start, facts, widgets, .. }, .. } = article;
        let noted: Noted<&Front, &Facts, &[Widget], _, _, _, _, _> =
            (front, *start, facts, widgets, digest, used, slots, changes, found);
        postcard::to_allocvec(&noted).ok()
    }

    fn read(note: &[u8], path: &Arc<str>, sum: Checksum) -> Option<Said> {
        let noted: Noted<Front, Facts, Box<[Widget]>, _, _, _, _, Vec<Finding>> = postcard::from_bytes(note).ok()?;
        let (front, start, facts, widgets, digest, used, slots, changes, mut found) = noted;
        found.iter_mut().filter(|f| f.path == *path).for_each(|f| f.path = Arc::clone(path));
        let article = Article { sum, front, body: Body { path: Arc::clone(path), start, facts, widgets } };
        Some(Said { article, digest, used, slots, changes, found })
    }
}

/// What stands before what was understood of an article: its path, the checksum of its text, and how many bytes come.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
struct Head<'n> {
    path: &'n str,
    sum: [u8; 32],
    length: usize,
}

/// The note of a lot, open: what was found in it, and what is to be left.
#[derive(Debug, Default)]
pub(super) struct Book<'n> {
    found: BTreeMap<&'n str, Entry<'n>>,
    /// Of each article, what is to be left; nothing where no note is.
    left: Option<Vec<Left<'n>>>,
}

/// An article in a note, with what was understood.
type Entry<'n> = (Head<'n>, &'n [u8]);

/// What is to be left of an article.
#[derive(Debug)]
enum Left<'n> {
    /// What was found.
    Same(Entry<'n>),
    /// Something else, as it is written.
    New(Vec<u8>),
}

impl<'n> Book<'n> {
    /// Opens what was found.
    pub(super) fn open(note: &'n [u8], is_left: bool) -> Book<'n> {
        Book { found: read(note).unwrap_or_default(), left: is_left.then(Vec::new) }
    }

    /// What was understood of an article before, which stays in the note.
    pub(super) fn take(&mut self, path: &Arc<str>, sum: Checksum) -> Option<Said> {
        let entry = self.found.get(&**path).filter(|(head, _)| head.sum == sum.0)?;
        let said = Said::read(entry.1, path, sum)?;
        self.left.iter_mut().for_each(|left| left.push(Left::Same(*entry)));
        Some(said)
    }

    /// Notes what was understood of an article.
    pub(super) fn note(&mut self, said: &Said) {
        let Some(left) = &mut self.left else { return };
        let Some(bytes) = said.write() else { return };
        let head = Head { path: said.article.path(), sum: said.article.sum.0, length: bytes.len() };
        left.extend(written(&(head, &bytes)).map(Left::New));
    }

    /// The note to be left, where it is another than was found.
    pub(super) fn close(self) -> Option<Vec<u8>> {
        let left = self.left?;
        let are_same = left.iter().all(|entry| matches!(entry, Left::Same(_)));
        if are_same && left.len() == self.found.len() {
            return None;
        }
        let entries = left.into_iter().map(|entry| match entry {
            Left::Same(entry) => written(&entry),
            Left::New(bytes) => Some(bytes),
        });
        entries.collect::<Option<Vec<_>>>().map(|entries| entries.concat())
    }
}

/// An article as it stands in a note.
fn written((head, said): &Entry<'_>) -> Option<Vec<u8>> {
    let mut bytes = postcard::to_allocvec(head).ok()?;
    bytes.extend_from_slice(said);
    Some(bytes)
}

/// The articles in a note, by path.
fn read(mut note: &[u8]) -> Option<BTreeMap<&str, Entry<'_>>> {
    let mut all = BTreeMap::new();
    while !note.is_empty() {
        let (head, rest) = postcard::take_from_bytes::<Head<'_>>(note).ok()?;
        let (said, rest) = rest.split_at_checked(head.length)?;
        all.insert(head.path, (head, said));
        note = rest;
    }
    Some(all)
}
