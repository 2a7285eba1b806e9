//! The glossary, the index of people and the page of a person.

use std::sync::Arc;

use serde::Serialize;

use super::{ArchiveYear, Card, Link, PersonEntry};

/// The glossary; variable `glossary`.
#[derive(Debug, Clone, Hash, Serialize)]
pub(crate) struct GlossaryPage {
    /// Terms in the order of the register.
    pub(crate) terms: Vec<GlossaryEntry>,
}

/// A term with the articles that use it.
#[derive(Debug, Clone, Hash, Serialize)]
pub(crate) struct GlossaryEntry {
    /// Fragment identifier.
    pub(crate) id: Arc<str>,
    pub(crate) term: Arc<str>,
    /// Other words for the same.
    pub(crate) words: Vec<String>,
    pub(crate) explanation: Arc<str>,
    /// The newest articles that use it.
    pub(crate) articles: Vec<Link>,
    /// Number of articles that use it.
    pub(crate) count: usize,
}

/// Index of people; variable `people`.
#[derive(Debug, Clone, Hash, Serialize)]
pub(crate) struct PeopleIndex {
    /// People in the order of the register.
    pub(crate) entries: Vec<PeopleEntry>,
}

/// A person in the index.
#[derive(Debug, Clone, Hash, Serialize)]
pub(crate) struct PeopleEntry {
    pub(crate) person: PersonEntry,
    /// Number of articles that the person wrote or reviewed.
    pub(crate) count: usize,
}

/// A person's page; variable `person`.
#[derive(Debug, Clone, Hash, Serialize)]
pub(crate) struct PersonPage {
    pub(crate) person: PersonEntry,
    /// The newest articles that the person wrote.
    pub(crate) written: Vec<Card>,
    pub(crate) written_count: usize,
    /// The newest articles that the person reviewed.
    pub(crate) reviewed: Vec<Card>,
    pub(crate) reviewed_count: usize,
    /// Archive pages of both by year, newest first; empty if one page lists all.
    pub(crate) archive: Vec<ArchiveYear>,
}
