//! The categories, tags and authors that a source has, with their numbers, for the proposed mapping.

use std::collections::BTreeMap;

use crate::import::record::{Author, Record};

/// Names that records have, each with the number of the records.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct SeenNames {
    /// By the path from the root, with `/`.
    pub(crate) categories: BTreeMap<String, u64>,
    pub(crate) tags: BTreeMap<String, u64>,
    /// By login, or name if there is no login; with both.
    pub(crate) authors: BTreeMap<String, (Author, u64)>,
}

impl SeenNames {
    pub(super) fn of(record: &Record) -> SeenNames {
        let mut seen = SeenNames::default();
        if !record.category.is_empty() {
            seen.categories.insert(record.category.join("/"), 1);
        }
        for tag in &record.tags {
            seen.tags.insert(tag.clone(), 1);
        }
        let author = record.author.as_ref();
        if let Some((author, name)) = author.and_then(|author| Some((author, author.login.as_ref().or(author.name.as_ref())?))) {
            seen.authors.insert(name.clone(), (author.clone(), 1));
        }
        seen
    }

    pub(super) fn add(&mut self, other: SeenNames) {
        for (name, count) in other.categories {
            *self.categories.entry(name).or_default() += count;
        }
        for (name, count) in other.tags {
            *self.tags.entry(name).or_default() += count;
        }
        for (name, (author, count)) in other.authors {
            self.authors.entry(name).or_insert((author, 0)).1 += count;
        }
    }
}
