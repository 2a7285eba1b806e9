//! The input of the search index: articles and other pages as numbered documents. Documents are read one by one, because the words of
//! a large library would fill the memory.

use std::ops::Range;

use crate::text::Postings;

/// The documents of a site. A number may have no document: that of a hidden article, so that the numbers of the others stay the same if
/// a draft is published or an article is withdrawn, and numbers that are left free. Such a number has neither postings nor an entry.
pub trait Documents: Sync {
    /// The segments of the index in the order of their numbers.
    fn segments(&self) -> &[Numbers];
    /// A document's unique name, which changes only with its address; empty for none.
    fn name(&self, document: u32) -> &str;
    fn postings(&self, document: u32) -> Option<&Postings>;
    /// Bytes of the postings of a document in all ranges of terms, whichever are read; none of a number without a document.
    fn size(&self, document: u32) -> Option<usize>;
    fn kind(&self, document: u32) -> DocumentKind;
    fn entry(&self, document: u32) -> Option<SearchEntry<'_>>;
    fn facets(&self) -> &[Facet];
    /// Prefix and suffix of the address of every article.
    fn address(&self) -> (&str, &str);
    /// What queries may name.
    fn names(&self) -> &SearchNames;
}

/// The numbers of a segment.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Numbers {
    pub segment: SegmentName,
    pub range: Range<u32>,
    /// Identifies the numbering: files of the same numbering can be read together.
    pub id: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SegmentName {
    /// Older articles.
    Main,
    /// The newest articles, and documents that are no articles.
    New,
}

#[derive(Debug, Hash, Default)]
pub struct SearchEntry<'a> {
    pub title: &'a str,
    pub url: String,
    /// Day of first publication: `2026-03-12`; empty if there is none.
    pub date: String,
    pub lender: &'a str,
    pub topic: &'a str,
    /// Number of near-duplicates that are no documents.
    pub alike: u32,
    /// What readers should know first: 人工智能生成, 未经律师审核.
    pub marks: Vec<&'static str>,
    /// Text to quote from, in parts: summary, questions and answers, headings.
    pub text: String,
}

/// What a document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum DocumentKind {
    #[default]
    Article,
    Calculator,
    Term,
    Topic,
    Law,
    Lender,
    Page,
    Person,
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
    /// No filter of readers: articles that come last, because search engines may not list them.
    Last,
}

/// What queries may name: concepts, and the pages that answer directly.
#[derive(Debug, Default)]
pub struct SearchNames {
    pub concepts: Vec<SearchName>,
    /// The start of the URLs of all pages.
    pub base: String,
    /// Situations of readers, by the slug of the topic that answers them.
    pub situations: Vec<(String, String)>,
    /// Articles that the page of a law has, by its id.
    pub law_articles: Vec<(String, Vec<String>)>,
    /// Kind, title and subjects of each calculator.
    pub calculators: Vec<(String, String, Vec<String>)>,
}

/// A concept by its names.
#[derive(Debug)]
pub struct SearchName {
    /// `word`, `lender`, `topic` or `law`.
    pub kind: &'static str,
    /// Unique among the concepts of a kind.
    pub key: String,
    /// Names in queries, the title first.
    pub names: Vec<String>,
    /// What articles say instead of a word.
    pub find: Vec<String>,
}
