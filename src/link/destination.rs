//! Where an old address leads: a page or file of the site, or a URL of another.

use std::collections::BTreeMap;

use super::Linked;
use super::addresses::{Addresses, PageId, address_of_article};
use super::outputs::{Output, Outputs, fold};
use crate::analyze::Library;
use crate::model::ArticleId;
use crate::model::ledger::address;

/// Redirects that are followed one after another.
const MAX_HOPS: usize = 16;

#[derive(Debug, Clone)]
pub(crate) enum Destination {
    Page(PageId),
    /// The path of a feed or file in the output.
    File(String),
    /// A URL of another site.
    Url(String),
}

impl Addresses {
    /// The URL of a destination: the path of one of this site.
    pub(crate) fn destination_url(&self, library: &Library, to: &Destination) -> String {
        match to {
            Destination::Page(page) => self.url(library, *page),
            Destination::File(output) => self.url_of_output(output),
            Destination::Url(url) => url.clone(),
        }
    }

    /// The canonical address of a destination.
    pub(crate) fn destination_absolute(&self, library: &Library, to: &Destination) -> String {
        match to {
            Destination::Url(url) => url.clone(),
            _ => self.absolute(&self.destination_url(library, to)),
        }
    }

    /// A destination as the ledger names it.
    pub(super) fn destination_address(&self, library: &Library, to: &Destination) -> String {
        match to {
            Destination::Page(page) => address_of_file(&self.output(library, *page)),
            Destination::File(file) => address_of_file(file),
            Destination::Url(url) => url.clone(),
        }
    }
}

/// True for the URL of another site.
pub(super) fn is_url(target: &str) -> bool {
    target.starts_with("https://") || target.starts_with("http://")
}

/// The paths of the files that may answer an address, which is given without its first slash.
pub(super) fn files_at(path: &str) -> impl Iterator<Item = String> {
    let is_folder = path.is_empty() || path.ends_with('/');
    let index = if is_folder { format!("{path}index.html") } else { format!("{path}/index.html") };
    (!is_folder).then(|| path.to_owned()).into_iter().chain([index])
}

/// The output at an address, which is given without its first slash, with the path of its file.
pub(super) fn output_at(outputs: &Outputs, path: &str) -> Option<(String, Output)> {
    files_at(path).find_map(|file| outputs.get(&file).map(|output| (file, output)))
}

impl Linked {
    /// The path of the file of the page at an address, which is given without its first slash, unless it is a redirect.
    pub(crate) fn page_at(&self, path: &str) -> Option<String> {
        match output_at(&self.outputs, path)? {
            (_, Output::Page(PageId::Redirect(_))) => None,
            (file, Output::Page(_)) => Some(file),
            _ => None,
        }
    }

    /// The article at an address of the ledger, or at the end of its redirect. One without a page now is found by its own address.
    pub(crate) fn article_at(&self, address: &str) -> Option<ArticleId> {
        let path = address::path_of(address)?;
        match output_at(&self.outputs, &path).map(|(_, output)| output) {
            Some(Output::Page(PageId::Article(article))) => Some(article),
            Some(Output::Page(PageId::Redirect(redirect))) => match self.addresses.redirects[redirect].to {
                Destination::Page(PageId::Article(article)) => Some(article),
                _ => None,
            },
            Some(_) => None,
            None => {
                let (before, after) = self.library.settings.article_permalink.trim_start_matches('/').split_once("{slug}")?;
                self.addresses.article_by_slug(path.strip_prefix(before)?.strip_suffix(after)?)
            }
        }
    }

    /// True if the address that an article with a slug had leads elsewhere now.
    pub(crate) fn is_redirected(&self, slug: &str) -> bool {
        let address = address_of_article(&self.library.settings.article_permalink, slug);
        let output = address::path_of(&address).and_then(|path| output_at(&self.outputs, &path));
        matches!(output, Some((_, Output::Page(PageId::Redirect(_)))))
    }
}

/// What the targets of the ledger may lead to.
pub(super) struct Targets<'a> {
    pub(super) library: &'a Library,
    pub(super) outputs: &'a Outputs,
    /// The targets of the rows of redirects, by the folded path of the file at their address.
    pub(super) rows: BTreeMap<String, String>,
}

impl Targets<'_> {
    /// The end of the redirects from a target. `redirect` finds the destination of an old address by the folded path of its file.
    /// `None` if there is nothing, or the redirects lead in a circle.
    pub(super) fn end<'r>(&self, target: &str, redirect: impl Fn(&str) -> Option<&'r Destination>) -> Option<Destination> {
        let mut target = target;
        for _ in 0..MAX_HOPS {
            if is_url(target) {
                return Some(Destination::Url(target.to_owned()));
            }
            let path = address::path_of(target)?;
            match output_at(self.outputs, &path) {
                Some((_, Output::Page(PageId::Redirect(_)))) | None => {}
                Some((_, Output::Page(page))) => return Some(Destination::Page(page)),
                Some((file, _)) => return Some(Destination::File(file)),
            }
            let keys: Vec<String> = files_at(&path).map(|file| fold(&file)).collect();
            if let Some(to) = keys.iter().find_map(|key| redirect(key)) {
                return Some(to.clone());
            }
            if let Some(page) = lender_topic(self.library, &path) {
                return Some(Destination::Page(page));
            }
            target = keys.iter().find_map(|key| self.rows.get(key))?;
        }
        None
    }
}

/// The page of a lender's articles about a topic, whose outputs are decided after those of redirects.
fn lender_topic(library: &Library, path: &str) -> Option<PageId> {
    let segments: Vec<&str> = path.split('/').collect();
    let ["lenders", lender, topic, ""] = *segments else { return None };
    let registers = &library.registers;
    let lender = registers.lenders.iter().find(|(_, row)| row.slug == lender)?.0;
    let topic = registers.topics.iter().find(|(_, row)| row.slug == topic)?.0;
    Some(PageId::LenderTopic(lender, topic))
}

/// The address of a file of the output as the ledger writes it.
pub(crate) fn address_of_file(file: &str) -> String {
    let is_index = file == "index.html" || file.ends_with("/index.html");
    address::path(&format!("/{}", if is_index { file.trim_end_matches("index.html") } else { file }))
}

/// The path of the file at an address as old systems meant it: an address without an extension is that of a folder.
pub(super) fn old_file(path: &str) -> String {
    let is_file = !path.ends_with('/') && path.rsplit('/').next().is_some_and(|name| name.contains('.'));
    if is_file { path.to_owned() } else { format!("{}/index.html", path.trim_end_matches('/')) }
}
