//! What an export file says before its items: host, authors, categories and tags.

use std::collections::BTreeMap;

use super::super::address::split_host;
use super::super::xml::{Xml, XmlEvent};
use super::super::{Listing, ListingOf};
use crate::import::record::{Address, Author};
use crate::text::url;

/// Names that are read of each kind.
const MAX_NAMES: usize = 100_000;
/// Levels of categories.
const MAX_LEVELS: usize = 16;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Channel {
    links: Vec<String>,
    /// Display names by login.
    authors: BTreeMap<String, String>,
    /// Name and slug of the parent by slug.
    categories: BTreeMap<String, (String, String)>,
    /// Name by slug.
    tags: BTreeMap<String, String>,
}

impl Channel {
    /// Adds what the head of a file says. Its elements need not be closed.
    pub(super) fn read(&mut self, head: &str) {
        let mut xml = Xml::new(head);
        let mut open: Vec<String> = Vec::new();
        let mut fields: BTreeMap<String, String> = BTreeMap::new();
        // The head ends within the channel, which is no fault.
        while let Ok(Some(event)) = xml.next() {
            match event {
                XmlEvent::Start(element) => open.push(element.name),
                XmlEvent::Text { text, .. } => match open.as_slice() {
                    [_, _, name] | [_, _, _, name] => fields.entry(name.clone()).or_default().push_str(&text),
                    _ => {}
                },
                XmlEvent::End(name) => {
                    open.pop();
                    if open.len() == 2 {
                        self.add(&name, std::mem::take(&mut fields));
                    }
                }
            }
        }
    }

    fn add(&mut self, element: &str, mut fields: BTreeMap<String, String>) {
        let mut take = |name: &str| fields.remove(name).unwrap_or_default().trim().to_owned();
        match element {
            "link" | "wp:base_site_url" | "wp:base_blog_url" => self.links.push(take(element)),
            "wp:author" if self.authors.len() < MAX_NAMES => {
                self.authors.insert(take("wp:author_login"), take("wp:author_display_name"));
            }
            "wp:category" if self.categories.len() < MAX_NAMES => {
                let name = (take("wp:cat_name"), take("wp:category_parent"));
                self.categories.insert(take("wp:category_nicename"), name);
            }
            "wp:tag" if self.tags.len() < MAX_NAMES => {
                self.tags.insert(take("wp:tag_slug"), take("wp:tag_name"));
            }
            _ => {}
        }
    }

    pub(super) fn hosts(&self) -> Vec<String> {
        let mut hosts: Vec<String> = self.links.iter().filter_map(|link| Some(split_host(link)?.0)).collect();
        hosts.sort();
        hosts.dedup();
        hosts
    }

    pub(super) fn author(&self, login: &str) -> Option<Author> {
        let name = self.authors.get(login).filter(|name| !name.is_empty()).cloned();
        (!login.is_empty()).then(|| Author { login: Some(login.to_owned()), name })
    }

    /// The names from the root to a category.
    pub(super) fn path(&self, slug: &str, name: &str) -> Vec<String> {
        let mut path = vec![name.to_owned()];
        let mut parent = self.categories.get(slug).map_or("", |(_, parent)| parent.as_str());
        while let Some((name, next)) = self.categories.get(parent).filter(|_| path.len() < MAX_LEVELS && !parent.is_empty()) {
            path.insert(0, name.clone());
            parent = next;
        }
        path
    }

    /// The lists of a site with the usual addresses.
    pub(super) fn listings(&self) -> Vec<Listing> {
        let listing = |path: String, of| Some(Listing { address: Address::below_host(&path)?, of });
        let decoded = |slug: &str| url::decode(slug).unwrap_or_else(|| slug.to_owned());
        let categories = self.categories.iter().map(|(slug, (name, _))| {
            let slugs: Vec<String> = self.slugs(slug).iter().map(|slug| decoded(slug)).collect();
            listing(format!("/category/{}/", slugs.join("/")), ListingOf::Category(self.path(slug, name)))
        });
        let tags = self.tags.iter().map(|(slug, name)| listing(format!("/tag/{}/", decoded(slug)), ListingOf::Tag(name.clone())));
        let authors = self.authors.keys().filter_map(|login| Some((login, self.author(login)?)));
        let authors = authors.map(|(login, author)| listing(format!("/author/{login}/"), ListingOf::Author(author)));
        let fixed = [listing("/".to_owned(), ListingOf::Home), listing("/feed/".to_owned(), ListingOf::Feed)];
        fixed.into_iter().chain(categories).chain(tags).chain(authors).flatten().collect()
    }

    /// The slugs from the root to a category.
    fn slugs<'c>(&'c self, slug: &'c str) -> Vec<&'c str> {
        let mut slugs = vec![slug];
        let parent = |slug: &str| self.categories.get(slug).map(|(_, parent)| parent.as_str()).filter(|parent| !parent.is_empty());
        while let Some(parent) = slugs.first().and_then(|slug| parent(slug)).filter(|_| slugs.len() < MAX_LEVELS) {
            slugs.insert(0, parent);
        }
        slugs
    }
}
