//! The home page and the three indexes.

use std::collections::BTreeMap;

use super::{Views, words};
use crate::link::{ListId, PageId};
use crate::model::registers::lenders::Kind;
use crate::model::registers::{LawId, LenderId, TopicId};
use crate::view::{
    Content, HomePage, LawEntry, LawIndex, LenderEntry, LenderGroup, LenderIndex, Link, Page, Situation, TopicEntry, TopicIndex,
};

/// Articles named for a situation.
const FIRST: usize = 3;

impl<'a> Views<'a> {
    pub(super) fn home(&self) -> Page<'a> {
        let settings = &self.linked.library.settings;
        let newest = self.linked.lists.all.iter().rev().take(settings.home_newest);
        let content = HomePage {
            situations: self.situations(),
            newest: newest.map(|i| self.card(*i)).collect(),
            topics: self.topic_tree(None),
            lenders: self.lender_groups(true),
            calculators: self.calculator_links(),
            count: self.linked.lists.all.len(),
        };
        let description =
            if settings.description.is_empty() { words::home_description(&settings.title) } else { settings.description.clone() };
        let mut head = self.head(PageId::Home, &settings.title, description, "home", Vec::new());
        head.crumbs = Vec::new();
        self.make(PageId::Home, head, Content::Home(content), None)
    }

    pub(super) fn topics_index(&self) -> Page<'a> {
        let content = Content::Topics(TopicIndex { roots: self.topic_tree(None) });
        self.index(PageId::Topics, words::TOPICS, "按主题查找文章。", "topics", content)
    }

    pub(super) fn lenders_index(&self) -> Page<'a> {
        let content = Content::Lenders(LenderIndex { initials: self.lender_initials(), groups: self.lender_groups(false) });
        self.index(PageId::Lenders, words::LENDERS, "按放款机构查找文章。", "lenders", content)
    }

    pub(super) fn laws_index(&self) -> Page<'a> {
        let laws = &self.linked.library.registers.laws;
        let (in_force, past) = laws.iter().partition::<Vec<_>, _>(|(_, l)| l.status.in_force());
        let entries = |list: Vec<(LawId, _)>| list.into_iter().map(|(id, _)| self.law_entry(id)).collect();
        let content = Content::Laws(LawIndex { in_force: entries(in_force), past: entries(past) });
        self.index(PageId::Laws, words::LAWS, words::LAWS_DESC, "laws", content)
    }

    /// Topics that answer a situation, in the order of the register.
    fn situations(&self) -> Vec<Situation> {
        let topics = self.linked.library.registers.topics.iter();
        let situation = |(id, topic): (TopicId, &crate::model::registers::Topic)| {
            let pinned = &self.linked.pins[id];
            let newest = self.linked.lists.articles(ListId::Topic(id)).iter().rev().filter(|i| !pinned.contains(i));
            Some(Situation {
                title: topic.situation.clone()?,
                topic: self.topics[id].clone(),
                articles: pinned.iter().chain(newest).take(FIRST).map(|i| self.article_link(*i)).collect(),
            })
        };
        topics.filter_map(situation).collect()
    }

    /// Topics below a topic, or the root topics.
    pub(super) fn topic_tree(&self, below: Option<TopicId>) -> Vec<TopicEntry> {
        let topics = self.linked.library.registers.topics.iter().filter(|(_, t)| t.parent == below);
        let entry = |(id, topic): (TopicId, &crate::model::registers::Topic)| {
            let Link { title, url } = self.topics[id].clone();
            let count = self.linked.lists.articles(ListId::Topic(id)).len();
            TopicEntry { title, url, desc: topic.desc.clone(), count, children: self.topic_tree(Some(id)) }
        };
        topics.map(entry).collect()
    }

    /// Lenders by kind; if `used`, only those with articles.
    fn lender_groups(&self, used: bool) -> Vec<LenderGroup> {
        let lenders = &self.linked.library.registers.lenders;
        let group = |kind: Kind| {
            let entries: Vec<LenderEntry> = lenders
                .iter()
                .filter(|(id, l)| l.kind == kind && (!used || !self.linked.lists.articles(ListId::Lender(*id)).is_empty()))
                .map(|(id, _)| self.lender_entry(id))
                .collect();
            (!entries.is_empty()).then(|| LenderGroup {
                title: words::kind(kind).to_owned(),
                id: kind.word().replace('_', "-"),
                lenders: entries,
            })
        };
        Kind::WORDS.iter().filter_map(|(_, kind)| group(*kind)).collect()
    }

    /// Lenders by the initial of their pinyin. Those without pinyin in the register come last.
    fn lender_initials(&self) -> Vec<LenderGroup> {
        let mut initials: BTreeMap<Option<char>, Vec<(&str, LenderId)>> = BTreeMap::new();
        for (id, row) in self.linked.library.registers.lenders.iter() {
            let pinyin = row.pinyin.as_deref().unwrap_or("");
            initials.entry(pinyin.chars().next()).or_default().push((pinyin, id));
        }
        let without = initials.remove(&None);
        if initials.is_empty() {
            return Vec::new();
        }
        let all = initials.into_iter().chain(without.map(|w| (None, w)));
        all.map(|(initial, mut rows)| {
            rows.sort();
            LenderGroup {
                title: initial.map_or_else(|| words::NO_INITIAL.to_owned(), |i| i.to_ascii_uppercase().to_string()),
                id: format!("initial-{}", initial.map_or_else(|| "other".to_owned(), String::from)),
                lenders: rows.into_iter().map(|(_, id)| self.lender_entry(id)).collect(),
            }
        })
        .collect()
    }

    fn lender_entry(&self, id: LenderId) -> LenderEntry {
        let (Link { title, url }, row) = (self.lenders[id].clone(), &self.linked.library.registers.lenders[id]);
        let count = self.linked.lists.articles(ListId::Lender(id)).len();
        LenderEntry { title, url, entity: row.entity.clone(), kind: words::kind(row.kind), count }
    }

    fn law_entry(&self, id: LawId) -> LawEntry {
        let (Link { title, url }, row) = (self.laws[id].clone(), &self.linked.library.registers.laws[id]);
        let count = self.linked.lists.articles(ListId::Law(id)).len();
        LawEntry { title, url, no: row.no.clone(), status: words::status(row.status), in_force: row.status.in_force(), count }
    }
}
