//! Library → Linked: every URL, resolved link, backlink, listing and redirect is decided here, once.
//!
//! Three steps, so that the middle one can run for many texts at a time: [`Addresses::assign`] gives everything its place in
//! the output, [`resolve::article`] and its like resolve one text's links against them, [`Linked::join`] makes the listings.
//! What stands here is final: nothing after this stage builds an address.

pub mod addresses;
mod at;
pub mod lists;
mod paths;
mod place;
pub mod redirects;
pub mod resolve;
pub mod state;

pub use addresses::{Addresses, PageId};
pub use lists::{ListId, Lists};
pub use redirects::Redirect;
pub use resolve::{Pinned, Resolved};
pub use state::{Publish, State};

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use crate::analyze::Library;
use crate::calc;
use crate::diag::Finding;
use crate::model::registers::TopicId;
use crate::model::{ArticleId, IndexVec};

/// A library with every connection decided.
#[derive(Debug)]
pub struct Linked {
    /// The library.
    pub library: Library,
    /// The day the site is built for.
    pub as_of: Date,
    /// Where everything stands.
    pub addresses: Arc<Addresses>,
    /// What each text's links resolve to.
    pub resolved: ResolvedTexts,
    /// Every list of articles.
    pub lists: Arc<Lists>,
    /// By topic, the articles that stand first, in order.
    pub pins: IndexVec<TopicId, Vec<ArticleId>>,
    /// What the settings offer as help: the address of each, where it has one.
    pub help: Vec<Option<String>>,
    /// Old addresses.
    pub redirects: Vec<Redirect>,
    /// Files that are copied: path in the site's folder, path in the output.
    pub copies: Vec<(String, String)>,
}

/// Resolved links, text by text, each list parallel to its list in the library.
#[derive(Debug, Default)]
pub struct ResolvedTexts {
    /// Of articles.
    pub articles: IndexVec<ArticleId, Arc<Resolved>>,
    /// Of pages.
    pub pages: Vec<Resolved>,
    /// Of introductions of topics.
    pub topic_intros: Vec<Resolved>,
    /// Of introductions of lenders.
    pub lender_intros: Vec<Resolved>,
}

impl Linked {
    /// Joins what was resolved into redirects and copies.
    pub fn join(
        library: Library,
        as_of: Date,
        addresses: Arc<Addresses>,
        resolved: ResolvedTexts,
        lists: Arc<Lists>,
    ) -> (Linked, Vec<Finding>) {
        let (redirects, mut findings) = redirects::collect(&library, &addresses);
        let (pins, found) = resolve::pinned::topics(&library, &addresses);
        findings.extend(found);
        let (help, found) = resolve::help::addresses(&library, &addresses);
        findings.extend(found);
        let copies = copies(&library, &addresses, &resolved);
        (Linked { library, as_of, addresses, resolved, lists, pins, help, redirects, copies }, findings)
    }

    /// Every page of the site in a fixed order: what is to be rendered.
    pub fn pages(&self) -> Vec<PageId> {
        let mut pages = addresses::fixed(&self.library);
        pages.extend(calc::SPECS.map(PageId::Calculator));
        let count = |n: usize| 0..u32::try_from(n).unwrap_or(u32::MAX);
        pages.extend(count(self.library.pages.len()).map(PageId::Plain));
        let lists = self.lists.all(&self.library);
        for list in lists {
            pages.push(list.page());
            pages.extend((1..=self.archive_pages(list)).map(|n| PageId::Archive(list, n)));
        }
        pages.extend(self.library.articles.ids().filter(|id| self.addresses.has_page(*id)).map(PageId::Article));
        pages.extend(count(self.redirects.len()).map(PageId::Redirect));
        pages
    }

    /// How many numbered pages a list has: none while all of it stands on the list's own page.
    pub fn archive_pages(&self, list: ListId) -> u32 {
        let (length, size) = (self.lists.articles(list).len(), self.library.settings.page_size);
        if length <= size { 0 } else { u32::try_from(length.div_ceil(size)).unwrap_or(u32::MAX) }
    }
}

/// Files of `static/`, and the files beside texts that some published text refers to.
fn copies(library: &Library, addresses: &Addresses, resolved: &ResolvedTexts) -> Vec<(String, String)> {
    let mut used = vec![false; library.files.len()];
    let articles = resolved.articles.enumerated().filter(|(id, _)| addresses.has_page(*id)).map(|(_, r)| &**r);
    let texts = articles.chain(&resolved.pages).chain(&resolved.topic_intros).chain(&resolved.lender_intros);
    for file in texts.flat_map(|r| &r.files) {
        if let Some(used) = used.get_mut(*file as usize) {
            *used = true;
        }
    }
    let wanted = library.files.iter().zip(used).filter(|(file, used)| *used || file.path.starts_with("static/"));
    let mut copies: BTreeMap<String, String> = BTreeMap::new();
    for (file, _) in wanted {
        copies.entry(addresses::output_of_file(file)).or_insert_with(|| file.path.to_string());
    }
    copies.into_iter().map(|(output, path)| (path, output)).collect()
}
