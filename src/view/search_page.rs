//! The search page.

use std::sync::Arc;

use serde::Serialize;

use super::Link;

/// The search page; variable `search`. What it lists are the choices of its filters, the pages that are shown first to who
/// asks for one by name, and the ways on for readers whose browser runs no script.
#[derive(Debug, Clone, Hash, Serialize)]
pub(crate) struct SearchPage {
    /// Topics in the order of the register.
    pub(crate) topics: Vec<SearchPlace>,
    /// Lenders that have articles, by kind.
    pub(crate) lenders: Vec<SearchPlaceGroup>,
    /// Lenders that have none, but may be asked for by name.
    pub(crate) other_lenders: Vec<SearchPlace>,
    pub(crate) calculators: Vec<SearchPlace>,
    pub(crate) all_topics: Link,
    pub(crate) all_lenders: Link,
}

/// A page that a query may name.
#[derive(Debug, Clone, Hash, Serialize)]
pub(crate) struct SearchPlace {
    pub(crate) title: Arc<str>,
    pub(crate) url: Arc<str>,
    /// Last part of its address, its name in the index.
    pub(crate) slug: String,
    /// Number of articles; none for calculators.
    pub(crate) count: usize,
    pub(crate) also: Vec<String>,
}

/// Lenders of one kind.
#[derive(Debug, Clone, Hash, Serialize)]
pub(crate) struct SearchPlaceGroup {
    /// Kind in words: 消费金融公司.
    pub(crate) title: &'static str,
    /// Its lenders in the order of the register.
    pub(crate) places: Vec<SearchPlace>,
}
