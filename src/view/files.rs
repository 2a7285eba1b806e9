//! What is published besides pages: feeds, sitemap entries, redirect rules.

use std::sync::Arc;

use super::Day;

#[derive(Debug, Clone)]
pub struct Feed {
    /// Path below the output folder, such as `topics/overdue/feed.xml`.
    pub output: String,
    pub title: String,
    /// Absolute URL of the feed itself.
    pub url: String,
    /// Absolute URL of the page whose feed it is.
    pub home: String,
    /// Who writes it where an entry names nobody: the publisher.
    pub author: String,
    /// BCP 47 tag.
    pub language: String,
    /// Stamp of the newest change, such as `2026-03-12T00:00:00+08:00`.
    pub updated: String,
    /// Newest first.
    pub entries: Vec<FeedEntry>,
}

#[derive(Debug, Clone)]
pub struct FeedEntry {
    pub title: Arc<str>,
    /// Absolute URL, which is also its identifier.
    pub url: Arc<str>,
    pub published: Day,
    /// Last changed; the day of publication where nothing changed since.
    pub updated: Day,
    pub excerpt: Arc<str>,
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

/// What the site holds, for programs that read it on behalf of people: `llms.txt`.
#[derive(Debug, Clone)]
pub struct Overview {
    pub title: String,
    /// One sentence; may be empty.
    pub description: String,
    /// What must be known before anything is quoted.
    pub notice: String,
    /// Its parts, in order; none is empty.
    pub sections: Vec<OverviewSection>,
}

#[derive(Debug, Clone)]
pub struct OverviewSection {
    pub title: String,
    pub entries: Vec<OverviewEntry>,
}

#[derive(Debug, Clone)]
pub struct OverviewEntry {
    pub title: String,
    pub url: String,
    /// One sentence; may be empty.
    pub note: String,
}

/// Header fields for the answers to some requests, in the hosting file `_headers`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeaderRule {
    /// Path of the requests, with the base path; ends in `*` for all that begin so.
    pub pattern: String,
    /// Names and values.
    pub fields: Vec<(&'static str, String)>,
}

impl HeaderRule {
    /// True if the rule is for a request's path.
    pub fn fits(&self, path: &str) -> bool {
        self.pattern.strip_suffix('*').map_or(path == self.pattern, |start| path.starts_with(start))
    }
}

/// An old address for the hosting file `_redirects`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RedirectRule {
    /// Old path, with the base path, percent-encoded.
    pub from: Arc<str>,
    pub to: Arc<str>,
}
