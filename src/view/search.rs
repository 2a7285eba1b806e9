//! The input of the search index: every article as a numbered document, oldest first. Documents are read one by one, because the
//! words of a large library would fill the memory.

use crate::text::Postings;

/// The documents of a site. A hidden article has a number too, so that the numbers of the others stay the same if a draft is
/// published or an article is withdrawn. A hidden document has neither words nor postings nor an entry.
pub trait Documents: Sync {
    /// Number of documents, including hidden ones.
    fn count(&self) -> u32;
    /// A document's unique name, which changes only with its address.
    fn slug(&self, document: u32) -> &str;
    fn words(&self, document: u32) -> Option<SearchWords<'_>>;
    /// The terms of its title, headings and body.
    fn postings(&self, document: u32) -> Option<&Postings>;
    fn entry(&self, document: u32) -> Option<SearchEntry<'_>>;
    fn facets(&self) -> &[Facet];
    /// Prefix and suffix of the address of every document.
    fn address(&self) -> (&str, &str);
}

#[derive(Debug, Hash)]
pub struct SearchWords<'a> {
    pub title: &'a str,
    pub headings: Vec<&'a str>,
}

#[derive(Debug, Hash)]
pub struct SearchEntry<'a> {
    pub title: &'a str,
    pub url: String,
    /// Day of first publication: `2026-03-12`.
    pub date: String,
    pub lender: &'a str,
    pub topic: &'a str,
    /// The beginning of the summary, or of the text.
    pub excerpt: String,
}

/// A filter for results.
#[derive(Debug, Clone)]
pub struct Facet {
    pub kind: FacetKind,
    pub slug: String,
    pub name: String,
    /// Visible documents in ascending order.
    pub documents: Vec<u32>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FacetKind {
    Lender,
    Topic,
}
