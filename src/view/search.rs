//! What the search index is made of: every article as a document with a number, oldest first.
//!
//! Documents are asked for one by one, because a large library's words would fill the memory.

use crate::text::Postings;

/// The documents of a site. An article that nobody may find keeps its number, so that a draft that is published, or an article
/// that is withdrawn, leaves the numbers of the others alone.
pub trait Documents: Sync {
    /// How many there are, those included that nobody may find.
    fn count(&self) -> u32;
    /// A document's name: unique, and the same while its address is the same.
    fn slug(&self, document: u32) -> &str;
    /// What a document says, where readers may find it.
    fn words(&self, document: u32) -> Option<SearchWords<'_>>;
    /// The terms of its title, headings and body, where readers may find it.
    fn postings(&self, document: u32) -> Option<&Postings>;
    /// How it is shown among the results, where readers may find it.
    fn entry(&self, document: u32) -> Option<SearchEntry<'_>>;
    /// What results may be narrowed to.
    fn facets(&self) -> &[Facet];
    /// What the address of a document begins and ends with.
    fn address(&self) -> (&str, &str);
}

#[derive(Debug, Hash)]
pub struct SearchWords<'a> {
    pub title: &'a str,
    /// Headings, in order.
    pub headings: Vec<&'a str>,
}

#[derive(Debug, Hash)]
pub struct SearchEntry<'a> {
    pub title: &'a str,
    /// URL, with the base path.
    pub url: String,
    /// First published: `2026-03-12`.
    pub date: String,
    pub lender: &'a str,
    pub topic: &'a str,
    /// The beginning of the summary, or of the text.
    pub excerpt: String,
}

/// Something that results may be narrowed to.
#[derive(Debug, Clone)]
pub struct Facet {
    pub kind: FacetKind,
    /// Its name in addresses.
    pub slug: String,
    /// Its name for readers.
    pub name: String,
    /// Its documents that readers may find, in order.
    pub documents: Vec<u32>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FacetKind {
    Lender,
    Topic,
}
