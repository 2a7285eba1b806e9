//! The input of the search index: every article as a numbered document, oldest first.
//!
//! Documents are asked for one by one, because a large library's words would fill the memory.

use crate::text::Postings;

/// The documents of a site. An article that nobody may find keeps its number, so that a draft that is published, or an article
/// that is withdrawn, leaves the numbers of the others alone.
pub trait Documents: Sync {
    /// Number of documents, including hidden ones.
    fn count(&self) -> u32;
    /// A document's name: unique, and the same while its address is the same.
    fn slug(&self, document: u32) -> &str;
    /// The words of a document; nothing for a hidden one.
    fn words(&self, document: u32) -> Option<SearchWords<'_>>;
    /// The terms of its title, headings and body; nothing for a hidden one.
    fn postings(&self, document: u32) -> Option<&Postings>;
    /// Its entry in the results; nothing for a hidden one.
    fn entry(&self, document: u32) -> Option<SearchEntry<'_>>;
    /// The filters.
    fn facets(&self) -> &[Facet];
    /// Prefix and suffix of the address of every document.
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
