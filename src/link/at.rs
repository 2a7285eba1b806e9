//! From an output path back to its page: the inverse of [`Addresses::output`](super::Addresses::output).

use super::addresses::{self, PageId, Target};
use super::{Linked, ListId};
use crate::calc;
use crate::model::registers::{LawId, LenderId, TopicId};

impl Linked {
    /// The page at an output path; nothing where no page of this build stands there.
    pub fn page_at(&self, output: &str) -> Option<PageId> {
        if let Some(claimant) = self.addresses.paths.claimant(output).filter(|_| self.addresses.exists(output)) {
            return match claimant {
                Some((file, _)) => self.page_of_source(file),
                None => self.own_page(output),
            };
        }
        let redirect = || self.redirects.iter().position(|r| r.output == output).and_then(|i| u32::try_from(i).ok());
        self.archive_at(output).or_else(|| redirect().map(PageId::Redirect))
    }

    fn page_of_source(&self, file: &str) -> Option<PageId> {
        match *self.addresses.sources.get(file)? {
            Target::Article(i) => Some(PageId::Article(i)),
            Target::Plain(i) => Some(PageId::Plain(i)),
            Target::Topic(_) | Target::Lender(_) | Target::File(_) => None,
        }
    }

    /// A page that the program makes by itself.
    fn own_page(&self, output: &str) -> Option<PageId> {
        let is_it = |page: &PageId| self.addresses.output(&self.library, *page) == output;
        let listed = || list_of(self, output.strip_suffix("/index.html")?).map(ListId::page);
        let fixed = addresses::fixed(&self.library).into_iter().chain(calc::SPECS.map(PageId::Calculator));
        fixed.into_iter().find(is_it).or_else(listed)
    }

    fn archive_at(&self, output: &str) -> Option<PageId> {
        let (folder, n) = output.strip_suffix("/index.html")?.rsplit_once("/page/")?;
        let (list, n) = (list_of(self, folder)?, n.parse().ok()?);
        let page = PageId::Archive(list, n);
        let is_there = (1..=self.archive_pages(list)).contains(&n) && self.addresses.output(&self.library, page) == output;
        is_there.then_some(page)
    }
}

/// The list whose page stands in a folder.
fn list_of(linked: &Linked, folder: &str) -> Option<ListId> {
    let registers = &linked.library.registers;
    let (kind, name) = folder.split_once('/')?;
    match kind {
        "topics" => registers.topics.iter().find(|(_, t)| t.slug == name).map(|(id, _): (TopicId, _)| ListId::Topic(id)),
        "lenders" => registers.lenders.iter().find(|(_, l)| l.slug == name).map(|(id, _): (LenderId, _)| ListId::Lender(id)),
        "laws" => registers.laws.iter().find(|(_, l)| l.id == name).map(|(id, _): (LawId, _)| ListId::Law(id)),
        _ => None,
    }
}
