//! Lists: the articles of each, and the neighbours of an article.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::addresses::{Addresses, PageId};
use super::{Resolved, ResolvedTexts};
use crate::analyze::Library;
use crate::calc::Spec;
use crate::model::front::PersonRef;
use crate::model::registers::{LawId, LenderId, PersonId, TermId, TopicId, laws::ArticleNumber};
use crate::model::{Article, ArticleId, IndexVec, Registers};

/// A list of articles that may be long.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ListId {
    Topic(TopicId),
    Lender(LenderId),
    /// The articles of a lender about a topic.
    LenderTopic(LenderId, TopicId),
    Law(LawId),
    /// The articles that a person wrote or reviewed.
    Person(PersonId),
    /// The articles that changed last.
    Updates,
}

impl ListId {
    pub(crate) fn page(self) -> PageId {
        match self {
            ListId::Topic(id) => PageId::Topic(id),
            ListId::Lender(id) => PageId::Lender(id),
            ListId::LenderTopic(lender, topic) => PageId::LenderTopic(lender, topic),
            ListId::Law(id) => PageId::Law(id),
            ListId::Person(id) => PageId::Person(id),
            ListId::Updates => PageId::Updates,
        }
    }

    /// The lists of the rows of all registers. [`Lists::others`] has the other ones.
    pub(crate) fn of_registers(registers: &Registers) -> impl Iterator<Item = ListId> {
        let topics = registers.topics.iter().map(|(id, _)| ListId::Topic(id));
        let lenders = registers.lenders.iter().map(|(id, _)| ListId::Lender(id));
        let laws = registers.laws.iter().map(|(id, _)| ListId::Law(id));
        let people = registers.people.iter().flat_map(|people| people.iter().map(|(id, _)| ListId::Person(id)));
        topics.chain(lenders).chain(laws).chain(people)
    }
}

/// Articles of each topic that a lender's page names. If there are more, the topic has a page below that of the lender.
pub(crate) const NAMED: usize = 5;

/// Most pages of articles that changed last. An article that changes again leaves its place, and moves those behind it: without a
/// limit one correction would rewrite thousands of pages of a large library.
const UPDATES: usize = 10;

/// Every list, articles by index, oldest first (by date of first publication, then slug).
#[derive(Debug, Default)]
pub struct Lists {
    pub all: Vec<ArticleId>,
    topics: IndexVec<TopicId, Vec<ArticleId>>,
    lenders: IndexVec<LenderId, Vec<ArticleId>>,
    lender_topics: IndexVec<LenderId, BTreeMap<TopicId, Vec<ArticleId>>>,
    /// The lenders that have articles about each topic.
    topic_lenders: IndexVec<TopicId, BTreeSet<LenderId>>,
    laws: IndexVec<LawId, Vec<ArticleId>>,
    people: IndexVec<PersonId, Vec<ArticleId>>,
    /// By the day of the last change, then slug.
    updates: Vec<ArticleId>,
    /// The articles that use a term of the glossary.
    pub(crate) terms: IndexVec<TermId, Vec<ArticleId>>,
    /// The articles of the library that cite each article of a law.
    pub(crate) citing: IndexVec<LawId, BTreeMap<ArticleNumber, Vec<ArticleId>>>,
    calculators: BTreeMap<&'static str, Vec<ArticleId>>,
    pub(crate) backlinks: IndexVec<ArticleId, Vec<ArticleId>>,
    /// The older and the newer article of an article's main topic.
    pub(crate) neighbours: IndexVec<ArticleId, (Option<ArticleId>, Option<ArticleId>)>,
}

impl Lists {
    /// Makes every list in one pass over the articles in order.
    pub(crate) fn gather(library: &Library, addresses: &Addresses, resolved: &ResolvedTexts) -> Lists {
        let Registers { topics, lenders, laws, people, glossary, .. } = &library.registers;
        let people = people.as_ref().map_or(0, |people| people.rows.len());
        let mut lists = Lists {
            all: in_order(library, addresses),
            topics: vec![Vec::new(); topics.rows.len()].into(),
            lenders: vec![Vec::new(); lenders.rows.len()].into(),
            lender_topics: vec![BTreeMap::new(); lenders.rows.len()].into(),
            topic_lenders: vec![BTreeSet::new(); topics.rows.len()].into(),
            laws: vec![Vec::new(); laws.rows.len()].into(),
            people: vec![Vec::new(); people].into(),
            updates: Vec::new(),
            terms: vec![Vec::new(); glossary.rows.len()].into(),
            citing: vec![BTreeMap::new(); laws.rows.len()].into(),
            calculators: BTreeMap::new(),
            backlinks: vec![Vec::new(); library.articles.len()].into(),
            neighbours: vec![(None, None); library.articles.len()].into(),
        };
        let mut newest: IndexVec<TopicId, Option<ArticleId>> = vec![None; topics.rows.len()].into();
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
        lists.updates = updates(library, &lists.all);
        lists
    }

    fn enter(&mut self, article: &Article, links: &Resolved, id: ArticleId) {
        for topic in &article.front.topics {
            self.topics[*topic].push(id);
        }
        if let Some(lender) = article.front.lender {
            self.lenders[lender].push(id);
            for topic in &article.front.topics {
                self.lender_topics[lender].entry(*topic).or_default().push(id);
                self.topic_lenders[*topic].insert(lender);
            }
        }
        let people = [&article.front.author, &article.front.reviewed_by].into_iter().flatten();
        let people: BTreeSet<PersonId> = people.filter_map(PersonRef::id).collect();
        people.into_iter().for_each(|person| self.people[person].push(id));
        article.body.facts.terms.iter().for_each(|used| self.terms[used.term].push(id));
        let kinds: BTreeSet<&str> = article.body.widgets.iter().map(|widget| widget.spec.kind).collect();
        kinds.into_iter().for_each(|kind| self.calculators.entry(kind).or_default().push(id));
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
            ListId::LenderTopic(lender, topic) => self.lender_topics[lender].get(&topic).map_or(&[], Vec::as_slice),
            ListId::Law(id) => &self.laws[id],
            ListId::Person(id) => &self.people[id],
            ListId::Updates => &self.updates,
        }
    }

    /// The topics of a lender's articles, in the order of the register, each with the articles, oldest first.
    pub(crate) fn by_topic(&self, lender: LenderId) -> impl Iterator<Item = (TopicId, &[ArticleId])> {
        self.lender_topics[lender].iter().map(|(topic, articles)| (*topic, articles.as_slice()))
    }

    /// The lenders that have articles about a topic, in the order of the register.
    pub(crate) fn by_lender(&self, topic: TopicId) -> impl Iterator<Item = LenderId> {
        self.topic_lenders[topic].iter().copied()
    }

    /// True if the articles of a lender about a topic have a page of their own.
    pub(crate) fn has_page(&self, lender: LenderId, topic: TopicId) -> bool {
        self.articles(ListId::LenderTopic(lender, topic)).len() > NAMED
    }

    /// The lists that are not of a row of a register.
    pub(crate) fn others(&self) -> impl Iterator<Item = ListId> {
        self.of_lenders_by_topic().chain([ListId::Updates])
    }

    /// The lists of lenders by topic that have pages of their own.
    pub(crate) fn of_lenders_by_topic(&self) -> impl Iterator<Item = ListId> {
        let rows = self.lender_topics.enumerated().flat_map(|(lender, topics)| topics.iter().map(move |row| (lender, row)));
        rows.filter(|(_, (_, articles))| articles.len() > NAMED).map(|(lender, (topic, _))| ListId::LenderTopic(lender, *topic))
    }

    /// The articles that use a calculator, oldest first.
    pub(crate) fn using(&self, spec: &Spec) -> &[ArticleId] {
        self.calculators.get(spec.kind).map_or(&[], Vec::as_slice)
    }
}

/// The listed articles that changed last, the latest change at the end.
fn updates(library: &Library, listed: &[ArticleId]) -> Vec<ArticleId> {
    let changed = listed.iter().filter_map(|id| Some((library.article(*id).front.changed_on()?, *id)));
    let mut changed: Vec<(Date, ArticleId)> = changed.collect();
    changed.sort_by_key(|(on, id)| (*on, library.article(*id).front.slug.value.as_str()));
    let surplus = changed.len().saturating_sub(UPDATES * library.settings.page_size);
    changed.into_iter().skip(surplus).map(|(_, id)| id).collect()
}

/// Listed articles, oldest first.
fn in_order(library: &Library, addresses: &Addresses) -> Vec<ArticleId> {
    let mut all: Vec<ArticleId> = library.articles.ids().filter(|id| addresses.is_listed(*id)).collect();
    all.sort_by_cached_key(|id| {
        let front = &library.article(*id).front;
        (front.date.value, front.slug.value.as_str())
    });
    all
}
