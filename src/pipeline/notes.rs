//! What was understood of articles, from one build to the next. An article is found again by its text and by all else that
//! understanding it reads; where anything differs it is understood anew. Never decides what an article says: what is found again
//! equals what would be understood.
//!
//! Notes are of lots of articles: an article by article would be too many files, all together too much to write after an edit.
//! Which article begins a lot is decided by its path alone, so that one that comes or goes changes one lot or two.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::check::law;
use crate::diag::Finding;
use crate::model::{Article, Facts, Front, Widget};
use crate::relate::{Digest, Used};
use crate::text::{Checksum, Slots};

/// Where notes are found and left.
pub trait Notes: Sync {
    /// The note that was left under a name by this program: whole, or none.
    fn find(&self, name: Checksum) -> Option<Vec<u8>>;

    /// Leaves a note for the next build.
    fn leave(&self, name: Checksum, note: &[u8]);
}

/// Of 256 articles, how many begin a lot.
const FIRSTS: u8 = 8;

/// Articles that lie side by side.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lot<'p> {
    /// How many come before.
    pub(super) before: usize,
    /// Their paths.
    pub(super) paths: &'p [Arc<str>],
}

impl Lot<'_> {
    /// The name of the note of a lot, where understanding reads what has this checksum, besides the articles themselves.
    pub(super) fn name(&self, frame: Checksum) -> Checksum {
        Checksum::of_value(&(frame, self.paths.first()))
    }
}

/// All articles in lots.
pub(super) fn lots(mut paths: &[Arc<str>]) -> Vec<Lot<'_>> {
    let begins = |path: &Arc<str>| matches!(Checksum::of(path.as_bytes()).0, [byte, ..] if byte < FIRSTS);
    let (mut lots, mut before) = (Vec::new(), 0);
    while let Some((_, others)) = paths.split_first() {
        let count = 1 + others.iter().position(begins).unwrap_or(others.len());
        let (own, rest) = paths.split_at(count);
        lots.push(Lot { before, paths: own });
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
    pub(super) slots: Slots,
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
        let Article { front, body, facts, widgets, .. } = article;
        let noted: Noted<&Front, &Facts, &[Widget], _, _, _, _, _> =
            (front, *body, facts, widgets, digest, used, slots, changes, found);
        postcard::to_allocvec(&noted).ok()
    }

    fn read(note: &[u8], path: &Arc<str>, sum: Checksum) -> Option<Said> {
        let noted: Noted<Front, Facts, Box<[Widget]>, _, _, _, _, Vec<Finding>> = postcard::from_bytes(note).ok()?;
        let (front, body, facts, widgets, digest, used, slots, changes, mut found) = noted;
        found.iter_mut().filter(|f| f.path == *path).for_each(|f| f.path = Arc::clone(path));
        let article = Article { path: Arc::clone(path), sum, front, body, facts, widgets };
        Some(Said { article, digest, used, slots, changes, found })
    }
}

/// What stands before what was understood of an article: its path, the checksum of its text, and how many bytes come.
#[derive(Debug, Serialize, Deserialize)]
struct Head<'n> {
    path: &'n str,
    sum: [u8; 32],
    length: usize,
}

/// The note of a lot as it was found.
#[derive(Debug, Default)]
pub(super) struct Found<'n>(BTreeMap<&'n str, (Head<'n>, &'n [u8])>);

impl<'n> Found<'n> {
    pub(super) fn read(mut note: &'n [u8]) -> Found<'n> {
        let mut entries = BTreeMap::new();
        while !note.is_empty() {
            let Ok((head, rest)) = postcard::take_from_bytes::<Head<'n>>(note) else { return Found::default() };
            let Some((said, rest)) = rest.split_at_checked(head.length) else { return Found::default() };
            note = rest;
            entries.insert(head.path, (head, said));
        }
        Found(entries)
    }
}

/// The note of a lot as it is to be left.
#[derive(Debug)]
pub(super) struct Left<'n> {
    found: &'n Found<'n>,
    bytes: Vec<u8>,
    /// Articles that stand in it as they were found.
    taken: usize,
    /// Others.
    new: usize,
}

impl<'n> Left<'n> {
    pub(super) fn new(found: &'n Found<'n>) -> Left<'n> {
        Left { found, bytes: Vec::new(), taken: 0, new: 0 }
    }

    /// What was understood of an article before, which stays in the note.
    pub(super) fn take(&mut self, path: &Arc<str>, sum: Checksum) -> Option<Said> {
        let (_, bytes) = self.found.0.get(&**path).filter(|(head, _)| head.sum == sum.0)?;
        let said = Said::read(bytes, path, sum)?;
        self.taken += usize::from(self.add(path, sum, bytes));
        Some(said)
    }

    /// Adds what was understood of an article.
    pub(super) fn note(&mut self, said: &Said) {
        if let Some(bytes) = said.write() {
            self.new += usize::from(self.add(&said.article.path, said.article.sum, &bytes));
        }
    }

    fn add(&mut self, path: &str, sum: Checksum, said: &[u8]) -> bool {
        let Ok(head) = postcard::to_allocvec(&Head { path, sum: sum.0, length: said.len() }) else { return false };
        self.bytes.extend(head);
        self.bytes.extend(said);
        true
    }

    /// The note, where it is another than was found.
    pub(super) fn other(self) -> Option<Vec<u8>> {
        (self.new > 0 || self.taken < self.found.0.len()).then_some(self.bytes)
    }
}
