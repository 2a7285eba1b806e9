//! Listings: which articles stand on which list, and what comes before and after each.

use std::collections::BTreeMap;

use super::addresses::{Addresses, PageId};
use super::{Resolved, ResolvedTexts};
use crate::analyze::Library;
use crate::calc::{self, Spec};
use crate::model::registers::{LawId, LenderId, TopicId, laws::ArticleNumber};
use crate::model::{Article, ArticleId, IndexVec};

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
    pub(crate) fn page(self) -> PageId {
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
    pub all: Vec<ArticleId>,
    topics: IndexVec<TopicId, Vec<ArticleId>>,
    lenders: IndexVec<LenderId, Vec<ArticleId>>,
    laws: IndexVec<LawId, Vec<ArticleId>>,
    /// The articles of the library that cite each article of a law.
    citing: IndexVec<LawId, BTreeMap<ArticleNumber, Vec<ArticleId>>>,
    /// By calculator in the order of [`calc::SPECS`], the articles that use it.
    calculators: Vec<Vec<ArticleId>>,
    /// The articles that link to an article.
    backlinks: IndexVec<ArticleId, Vec<ArticleId>>,
    /// The older and the newer article of an article's main topic.
    neighbours: IndexVec<ArticleId, (Option<ArticleId>, Option<ArticleId>)>,
}

impl Lists {
    /// Makes every list in one pass over the articles in order.
    pub(crate) fn gather(library: &Library, addresses: &Addresses, resolved: &ResolvedTexts) -> Lists {
        let registers = &library.registers;
        let mut lists = Lists {
            all: in_order(library, addresses),
            topics: vec![Vec::new(); registers.topics.rows.len()].into(),
            lenders: vec![Vec::new(); registers.lenders.rows.len()].into(),
            laws: vec![Vec::new(); registers.laws.rows.len()].into(),
            citing: vec![BTreeMap::new(); registers.laws.rows.len()].into(),
            calculators: vec![Vec::new(); calc::SPECS.len()],
            backlinks: vec![Vec::new(); library.articles.len()].into(),
            neighbours: vec![(None, None); library.articles.len()].into(),
        };
        let mut newest: IndexVec<TopicId, Option<ArticleId>> = vec![None; registers.topics.rows.len()].into();
        for id in lists.all.clone() {
            lists.enter(library.article(id), &resolved.articles[id], id);
            if let Some(main) = library.article(id).front.topics.first() {
                let older = newest[*main].replace(id);
                lists.neighbours[id].0 = older;
                if let Some(older) = older {
                    lists.neighbours[older].1 = Some(id);
                }
            }
        }
        lists
    }

    fn enter(&mut self, article: &Article, links: &Resolved, id: ArticleId) {
        for topic in &article.front.topics {
            self.topics[*topic].push(id);
        }
        if let Some(lender) = article.front.lender {
            self.lenders[lender].push(id);
        }
        for (list, spec) in self.calculators.iter_mut().zip(calc::SPECS) {
            if article.body.widgets.iter().any(|w| std::ptr::eq(w.spec, spec)) {
                list.push(id);
            }
        }
        let mut law_before = None;
        for (law, number) in &links.laws {
            if law_before != Some(*law) {
                self.laws[*law].push(id);
            }
            law_before = Some(*law);
            self.citing[*law].entry(*number).or_default().push(id);
        }
        for target in &links.articles {
            self.backlinks[*target].push(id);
        }
    }

    /// The articles of a list, oldest first.
    pub(crate) fn articles(&self, list: ListId) -> &[ArticleId] {
        match list {
            ListId::Topic(id) => &self.topics[id],
            ListId::Lender(id) => &self.lenders[id],
            ListId::Law(id) => &self.laws[id],
        }
    }

    /// Which articles of the library cite which article of a law.
    pub(crate) fn citing(&self, law: LawId) -> &BTreeMap<ArticleNumber, Vec<ArticleId>> {
        &self.citing[law]
    }

    /// The articles that use a calculator, oldest first.
    pub(crate) fn using(&self, spec: &Spec) -> &[ArticleId] {
        let at = calc::SPECS.iter().position(|s| std::ptr::eq(*s, spec));
        at.and_then(|i| self.calculators.get(i)).map_or(&[], Vec::as_slice)
    }

    /// The articles that link to an article, oldest first.
    pub(crate) fn backlinks(&self, article: ArticleId) -> &[ArticleId] {
        &self.backlinks[article]
    }

    /// The older and the newer article of an article's main topic.
    pub(crate) fn neighbours(&self, article: ArticleId) -> (Option<ArticleId>, Option<ArticleId>) {
        self.neighbours[article]
    }

    /// Every list of the site, in the order of the registers.
    pub(crate) fn all(&self, library: &Library) -> Vec<ListId> {
        let registers = &library.registers;
        let topics = registers.topics.iter().map(|(id, _)| ListId::Topic(id));
        let lenders = registers.lenders.iter().map(|(id, _)| ListId::Lender(id));
        let laws = registers.laws.iter().map(|(id, _)| ListId::Law(id));
        topics.chain(lenders).chain(laws).collect()
    }
}

/// Listed articles, oldest first.
fn in_order(library: &Library, addresses: &Addresses) -> Vec<ArticleId> {
    let listed = library.articles().filter(|(i, _)| addresses.is_listed(*i));
    let mut all: Vec<_> = listed.map(|(i, a)| (a.front.date.value, a.front.slug.value.as_str(), i)).collect();
    all.sort_unstable();
    all.into_iter().map(|(_, _, i)| i).collect()
}
