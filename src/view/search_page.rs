//! The search page.

use std::sync::Arc;

use serde::Serialize;

use super::Link;

/// The search page; variable `search`. What it lists are the choices of its filters, the pages that are shown first to who
/// asks for one by name, and the ways on for readers whose browser runs no script.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct SearchPage {
    /// Topics in the order of the register.
    pub topics: Vec<SearchPlace>,
    /// Lenders that have articles, by kind.
    pub lenders: Vec<SearchPlaceGroup>,
    /// Lenders that have none, but may be asked for by name.
    pub other_lenders: Vec<SearchPlace>,
    pub calculators: Vec<SearchPlace>,
    pub all_topics: Link,
    pub all_lenders: Link,
}

/// A page that a query may name.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct SearchPlace {
    pub title: Arc<str>,
    pub url: Arc<str>,
    /// Last part of its address, its name in the index.
    pub slug: String,
    /// Number of articles; none for calculators.
    pub count: usize,
    pub also: Vec<String>,
}

/// Lenders of one kind.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct SearchPlaceGroup {
    /// Kind in words: 消费金融公司.
    pub title: &'static str,
    /// Its lenders in the order of the register.
    pub places: Vec<SearchPlace>,
}
