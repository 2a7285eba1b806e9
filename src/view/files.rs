//! Outputs besides pages: feeds, sitemap entries, redirect rules.

use std::sync::Arc;

use crate::text::encoding::Encoding;

use super::Day;

#[derive(Debug, Clone)]
pub(crate) struct Feed {
    /// Path below the output folder, such as `topics/overdue/feed.xml`.
    pub(crate) output: String,
    pub(crate) title: String,
    /// Absolute URL of the feed itself.
    pub(crate) url: String,
    /// Absolute URL of the page that the feed belongs to.
    pub(crate) home: String,
    /// Author of entries without an author: the publisher.
    pub(crate) author: String,
    pub(crate) language: String,
    /// Stamp of the newest change, such as `2026-03-12T00:00:00+08:00`.
    pub(crate) updated: String,
    /// Newest first.
    pub(crate) entries: Vec<FeedEntry>,
}

#[derive(Debug, Clone)]
pub(crate) struct FeedEntry {
    pub(crate) title: Arc<str>,
    /// Absolute URL; also the identifier.
    pub(crate) url: Arc<str>,
    pub(crate) published: Day,
    /// Last change, else the day of publication.
    pub(crate) updated: Day,
    pub(crate) excerpt: Arc<str>,
    /// Slug and title of each topic, the main one first.
    pub(crate) categories: Vec<(String, Arc<str>)>,
}

/// A page in the sitemap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UrlEntry {
    pub output: String,
    /// Absolute URL.
    pub url: Arc<str>,
    /// Last change of the content: `2026-03-12`.
    pub lastmod: Option<String>,
    /// Shard of the entry: year and month of first publication (`2024-03`) for articles, nothing for other pages.
    pub group: Option<String>,
}

/// The contents of the site for programs that read it on behalf of people: `llms.txt`.
#[derive(Debug, Clone)]
pub(crate) struct Overview {
    pub(crate) title: String,
    /// One sentence; may be empty.
    pub(crate) description: String,
    /// Legal notice for quotations.
    pub(crate) notice: String,
    /// Title and entries of each section; none is empty.
    pub(crate) sections: Vec<(&'static str, Vec<OverviewEntry>)>,
}

#[derive(Debug, Clone)]
pub(crate) struct OverviewEntry {
    pub(crate) title: String,
    pub(crate) url: String,
    /// One sentence; may be empty.
    pub(crate) note: String,
}

/// Header fields of responses, in the hosting file `_headers`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct HeaderRule {
    /// Path of the requests, with the base path; a final `*` matches any rest.
    pub(crate) pattern: String,
    pub(crate) fields: Vec<(&'static str, String)>,
}

impl HeaderRule {
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

/// What a host has to be told to serve the site.
#[derive(Debug, Clone)]
pub(crate) struct Hosting {
    /// Absolute URL of the home page.
    pub(crate) url: String,
    /// Host name, with a port if the address has one.
    pub(crate) host: String,
    /// Path of the home page, with `/` at both ends.
    pub(crate) base: String,
    /// Header fields of every answer.
    pub(crate) fields: Vec<(&'static str, String)>,
    /// The cache policy of pages.
    pub(crate) pages: &'static str,
    /// Folders below the home page with a cache policy of their own.
    pub(crate) folders: Vec<(&'static str, &'static str)>,
    /// Addresses that the host answers itself, sorted.
    pub(crate) old: Vec<OldAddress>,
    pub(crate) encodings: Vec<Encoding>,
}

/// An old address, as a host sees it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct OldAddress {
    /// Decoded, with the base path. Old sites had addresses that are not UTF-8.
    pub(crate) path: Vec<u8>,
    /// As browsers send it.
    pub(crate) query: Option<String>,
    /// Where it leads: a path or a URL, encoded; `None` if it is gone.
    pub(crate) to: Option<String>,
}
