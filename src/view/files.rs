//! Outputs besides pages: feeds, sitemap entries, redirect rules.

use std::sync::Arc;

use super::Day;

#[derive(Debug, Clone)]
pub(crate) struct Feed {
    /// Path below the output folder, such as `topics/overdue/feed.xml`.
    pub(crate) output: String,
    pub(crate) title: String,
    /// Absolute URL of the feed itself.
    pub(crate) url: String,
    /// Absolute URL of the page whose feed it is.
    pub(crate) home: String,
    /// Author of entries without an author: the publisher.
    pub(crate) author: String,
    /// BCP 47 tag.
    pub(crate) language: String,
    /// Stamp of the newest change, such as `2026-03-12T00:00:00+08:00`.
    pub(crate) updated: String,
    /// Newest first.
    pub(crate) entries: Vec<FeedEntry>,
}

#[derive(Debug, Clone)]
pub(crate) struct FeedEntry {
    pub(crate) title: Arc<str>,
    /// Absolute URL, which is also its identifier.
    pub(crate) url: Arc<str>,
    pub(crate) published: Day,
    /// Last change, else the day of publication.
    pub(crate) updated: Day,
    pub(crate) excerpt: Arc<str>,
}

/// A page in the sitemap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UrlEntry {
    pub output: String,
    /// Absolute URL.
    pub url: Arc<str>,
    /// When its content last changed: `2026-03-12`.
    pub lastmod: Option<String>,
    /// Which shard it belongs to once one file is not enough: year and month of first publication (`2024-03`) for
    /// articles, nothing for other pages.
    pub group: Option<String>,
}

/// The contents of the site for programs that read on behalf of people: `llms.txt`.
#[derive(Debug, Clone)]
pub(crate) struct Overview {
    pub(crate) title: String,
    /// One sentence; may be empty.
    pub(crate) description: String,
    /// Notice for whoever quotes the site.
    pub(crate) notice: String,
    /// Its parts, in order; none is empty.
    pub(crate) sections: Vec<OverviewSection>,
}

#[derive(Debug, Clone)]
pub(crate) struct OverviewSection {
    pub(crate) title: String,
    pub(crate) entries: Vec<OverviewEntry>,
}

#[derive(Debug, Clone)]
pub(crate) struct OverviewEntry {
    pub(crate) title: String,
    pub(crate) url: String,
    /// One sentence; may be empty.
    pub(crate) note: String,
}

/// Header fields for the answers to some requests, in the hosting file `_headers`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct HeaderRule {
    /// Path of the requests, with the base path; ends in `*` for all that begin so.
    pub(crate) pattern: String,
    /// Names and values.
    pub(crate) fields: Vec<(&'static str, String)>,
}

impl HeaderRule {
    /// True if the rule is for a request's path.
    pub(crate) fn fits(&self, path: &str) -> bool {
        self.pattern.strip_suffix('*').map_or(path == self.pattern, |start| path.starts_with(start))
    }
}

/// An old address for the hosting file `_redirects`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RedirectRule {
    /// Old path, with the base path, percent-encoded.
    pub(crate) from: Arc<str>,
    pub(crate) to: Arc<str>,
}
