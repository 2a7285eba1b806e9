//! Listings: which articles stand on which list, and what comes before and after each.

use std::collections::BTreeMap;

use super::addresses::{Addresses, PageId};
use super::{Resolved, ResolvedTexts};
use crate::calc::{self, Spec};
use crate::model::registers::{LawId, LenderId, TopicId, laws::ArticleNumber};
use crate::model::{Article, Library};

/// A list of articles that may be long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListId {
    /// Articles of a topic.
    Topic(TopicId),
    /// Articles about a lender.
    Lender(LenderId),
    /// Articles that cite a law.
    Law(LawId),
}

impl ListId {
    /// The list's own page.
    pub fn page(self) -> PageId {
        match self {
            ListId::Topic(id) => PageId::Topic(id),
            ListId::Lender(id) => PageId::Lender(id),
            ListId::Law(id) => PageId::Law(id),
        }
    }
}

/// Every list, articles by index, oldest first (by date of first publication, then slug).
#[derive(Debug, Default)]
pub struct Lists {
    /// All listed articles.
    pub all: Vec<u32>,
    topics: Vec<Vec<u32>>,
    lenders: Vec<Vec<u32>>,
    laws: Vec<Vec<u32>>,
    /// By law, which articles of the library cite which article of it.
    citing: Vec<BTreeMap<ArticleNumber, Vec<u32>>>,
    /// By calculator in the order of [`calc::SPECS`], the articles that use it.
    calculators: Vec<Vec<u32>>,
    /// By article, the articles that link to it.
    backlinks: Vec<Vec<u32>>,
    /// By article, the older and the newer one of its main topic.
    neighbours: Vec<(Option<u32>, Option<u32>)>,
}

impl Lists {
    /// Makes every list in one pass over the articles in order.
    pub(super) fn gather(library: &Library, addresses: &Addresses, resolved: &ResolvedTexts) -> Lists {
        let registers = &library.registers;
        let mut lists = Lists {
            all: in_order(library, addresses),
            topics: vec![Vec::new(); registers.topics.rows.len()],
            lenders: vec![Vec::new(); registers.lenders.rows.len()],
            laws: vec![Vec::new(); registers.laws.rows.len()],
            citing: vec![BTreeMap::new(); registers.laws.rows.len()],
            calculators: vec![Vec::new(); calc::SPECS.len()],
            backlinks: vec![Vec::new(); library.articles.len()],
            neighbours: vec![(None, None); library.articles.len()],
        };
        let mut last: Vec<Option<u32>> = vec![None; registers.topics.rows.len()];
        for i in lists.all.clone() {
            lists.enter(library, resolved, i);
            lists.join_neighbours(library, i, &mut last);
        }
        lists
    }

    fn enter(&mut self, library: &Library, resolved: &ResolvedTexts, i: u32) {
        let Some(article) = library.articles.get(i as usize) else { return };
        for topic in &article.front.topics {
            push(&mut self.topics, topic.0, i);
        }
        if let Some(lender) = article.front.lender {
            push(&mut self.lenders, lender.0, i);
        }
        for (list, spec) in self.calculators.iter_mut().zip(calc::SPECS) {
            if article.body.widgets.iter().any(|w| std::ptr::eq(w.spec, spec)) {
                list.push(i);
            }
        }
        let Some(links) = resolved.articles.get(i as usize) else { return };
        let mut law_before = None;
        for (law, number) in &links.laws {
            if law_before != Some(*law) {
                push(&mut self.laws, law.0, i);
            }
            law_before = Some(*law);
            if let Some(citing) = self.citing.get_mut(law.0 as usize) {
                citing.entry(*number).or_default().push(i);
            }
        }
        for target in &links.articles {
            push(&mut self.backlinks, *target, i);
        }
    }

    fn join_neighbours(&mut self, library: &Library, i: u32, last: &mut [Option<u32>]) {
        let main = library.articles.get(i as usize).and_then(|a| a.front.topics.first());
        let Some(slot) = main.and_then(|t| last.get_mut(t.0 as usize)) else { return };
        let older = slot.replace(i);
        if let Some(pair) = self.neighbours.get_mut(i as usize) {
            pair.0 = older;
        }
        if let Some(pair) = older.and_then(|o| self.neighbours.get_mut(o as usize)) {
            pair.1 = Some(i);
        }
    }

    /// The articles of a list, oldest first.
    pub fn articles(&self, list: ListId) -> &[u32] {
        let (lists, id) = match list {
            ListId::Topic(id) => (&self.topics, id.0),
            ListId::Lender(id) => (&self.lenders, id.0),
            ListId::Law(id) => (&self.laws, id.0),
        };
        lists.get(id as usize).map_or(&[], Vec::as_slice)
    }

    /// Which articles of the library cite which article of a law.
    pub fn citing(&self, law: LawId) -> Option<&BTreeMap<ArticleNumber, Vec<u32>>> {
        self.citing.get(law.0 as usize)
    }

    /// The articles that use a calculator, oldest first.
    pub fn using(&self, spec: &Spec) -> &[u32] {
        let at = calc::SPECS.iter().position(|s| std::ptr::eq(*s, spec));
        at.and_then(|i| self.calculators.get(i)).map_or(&[], Vec::as_slice)
    }

    /// The articles that link to an article, oldest first.
    pub fn backlinks(&self, article: u32) -> &[u32] {
        self.backlinks.get(article as usize).map_or(&[], Vec::as_slice)
    }

    /// The older and the newer article of an article's main topic.
    pub fn neighbours(&self, article: u32) -> (Option<u32>, Option<u32>) {
        self.neighbours.get(article as usize).copied().unwrap_or((None, None))
    }

    /// Every list of the site, in the order of the registers.
    pub fn all(&self, library: &Library) -> Vec<ListId> {
        let registers = &library.registers;
        let topics = registers.topics.iter().map(|(id, _)| ListId::Topic(id));
        let lenders = registers.lenders.iter().map(|(id, _)| ListId::Lender(id));
        let laws = registers.laws.iter().map(|(id, _)| ListId::Law(id));
        topics.chain(lenders).chain(laws).collect()
    }
}

/// True where an article that is written anew stands on the same lists at the same place, given that its address and state
/// are the same.
pub fn are_alike(old: (&Article, &Resolved), new: (&Article, &Resolved)) -> bool {
    let (a, b) = (&old.0.front, &new.0.front);
    let uses = |article: &Article| calc::SPECS.map(|spec| article.body.widgets.iter().any(|w| std::ptr::eq(w.spec, spec)));
    a.date.value == b.date.value
        && a.slug.value == b.slug.value
        && a.topics == b.topics
        && a.lender == b.lender
        && uses(old.0) == uses(new.0)
        && old.1.laws == new.1.laws
        && old.1.articles == new.1.articles
}

fn push(lists: &mut [Vec<u32>], list: u32, article: u32) {
    if let Some(list) = lists.get_mut(list as usize) {
        list.push(article);
    }
}

/// Listed articles, oldest first.
fn in_order(library: &Library, addresses: &Addresses) -> Vec<u32> {
    let listed = (0u32..).zip(&library.articles).filter(|(i, _)| addresses.is_listed(*i));
    let mut all: Vec<_> = listed.map(|(i, a)| (a.front.date.value, a.front.slug.value.as_str(), i)).collect();
    all.sort_unstable();
    all.into_iter().map(|(_, _, i)| i).collect()
}
