//! A register whose rows are referred to: by id, and by every name that a row has.

use std::collections::BTreeMap;
use std::ops::Index;
use std::sync::Arc;

use unicode_normalization::UnicodeNormalization;

use super::parents::parents;
use crate::diag::catalogue::FrontFault;
use crate::diag::{Finding, Role, nearest};
use crate::model::id::{Id, IndexVec, ids};
use crate::model::keys::Key;
use crate::model::yaml::{Fields, Located};
use crate::text::{Source, Span};

ids! {
    pub TopicId;
    pub LenderId;
    pub LawId;
    pub PersonId;
    pub TermId;
}

/// The rows of a register in the order written.
#[derive(Debug, Clone)]
pub struct Table<I, T> {
    pub(crate) rows: IndexVec<I, T>,
    pub(super) names: Names,
}

impl<I, T> Default for Table<I, T> {
    fn default() -> Table<I, T> {
        Table { rows: IndexVec::default(), names: Names::default() }
    }
}

/// A row as it is read, before its references are resolved.
pub(super) struct Draft<T> {
    pub(super) row: T,
    pub(super) slug: Located<String>,
    pub(super) title: Located<String>,
    pub(super) aliases: Vec<Located<String>>,
    pub(super) parent: Option<Located<String>>,
}

impl<I: Id, T> Table<I, T> {
    /// Reads a table, each of its rows by `row`; `finish` gives a row its parent.
    pub(super) fn read(
        source: &Source,
        name: &str,
        keys: &'static [Key],
        row: impl Fn(&mut Fields<'_>) -> Option<Draft<T>>,
        finish: impl Fn(T, Option<I>) -> T,
    ) -> (Self, Vec<Finding>) {
        let (drafts, mut findings) = super::rows(source, name, keys, row);
        let names = drafts.iter().map(|draft| [&draft.slug, &draft.title].into_iter().chain(&draft.aliases));
        let names = Names::of(&source.path, names, &mut findings);
        let parents = parents(source, &names, &drafts, &mut findings);
        let rows = drafts.into_iter().zip(parents).map(|(draft, parent)| finish(draft.row, parent.map(I::new))).collect();
        (Table { rows, names }, findings)
    }

    pub(crate) fn find(&self, name: &str) -> Option<I> {
        self.names.find(name).map(I::new)
    }

    pub(crate) fn nearest(&self, name: &str) -> Option<String> {
        self.names.nearest(name)
    }

    /// The row with the longest name in a text.
    pub(crate) fn named_in(&self, text: &str) -> Option<I> {
        self.names.named_in(text).map(I::new)
    }

    /// Every row with its id, in the order of the register.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (I, &T)> {
        self.rows.enumerated()
    }
}

impl<I: Id, T> Index<I> for Table<I, T> {
    type Output = T;

    fn index(&self, id: I) -> &T {
        &self.rows[id]
    }
}

/// An index from names to the positions of rows. Names are compared without case, width, blanks and Unicode form.
#[derive(Debug, Clone, Default)]
pub(super) struct Names {
    rows: BTreeMap<String, usize>,
    written: Vec<String>,
}

impl Names {
    /// The names of rows. A name that an earlier row has is a finding that gives both places.
    pub(super) fn of<'n>(
        path: &Arc<str>,
        rows: impl Iterator<Item: Iterator<Item = &'n Located<String>>>,
        findings: &mut Vec<Finding>,
    ) -> Names {
        let mut names = Names::default();
        let mut places: BTreeMap<String, Span> = BTreeMap::new();
        for (row, Located { value, span }) in rows.enumerate().flat_map(|(row, names)| names.map(move |name| (row, name))) {
            let key = fold(value);
            match names.rows.get(&key) {
                Some(other) if *other == row => {}
                Some(_) => {
                    let fault = FrontFault::Taken { value: value.clone() };
                    findings.push(Finding::at(path, *span, fault).with(path, places.get(&key).copied(), Role::First));
                }
                None => {
                    places.insert(key, *span);
                    names.offer(value, row);
                }
            }
        }
        names
    }

    /// Adds a derived name unless a row has it.
    pub(super) fn offer(&mut self, name: &str, row: usize) {
        self.rows.entry(fold(name)).or_insert_with(|| {
            self.written.push(name.to_owned());
            row
        });
    }

    pub(super) fn find(&self, name: &str) -> Option<usize> {
        self.rows.get(name).or_else(|| self.rows.get(&fold(name))).copied()
    }

    /// The name with the fewest wrong letters, or else the shortest one that has this one in it: 逾期 means 逾期后果.
    pub(super) fn nearest(&self, name: &str) -> Option<String> {
        let part = fold(name);
        let longer = || {
            let names = self.written.iter().filter(|written| part.chars().nth(1).is_some() && fold(written).contains(&part));
            names.min_by_key(|written| written.len()).cloned()
        };
        nearest(name, self.written.iter().map(String::as_str)).or_else(longer)
    }

    /// The row with the longest name in a text.
    fn named_in(&self, text: &str) -> Option<usize> {
        let text = fold(text);
        self.rows.iter().filter(|(name, _)| text.contains(name.as_str())).max_by_key(|(name, _)| name.len()).map(|(_, row)| *row)
    }
}

/// One form for all ways to write a name: NFKC, lower case, no blanks.
pub(crate) fn fold(name: &str) -> String {
    name.nfkc().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}
