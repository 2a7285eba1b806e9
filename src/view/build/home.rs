//! The home page, the indexes and the search page.

use std::collections::BTreeMap;

use super::{Views, indexing, words};
use crate::link::{ListId, PageId};
use crate::model::ArticleId;
use crate::model::registers::lenders::{Kind, Lender};
use crate::model::registers::{LawId, LenderId, Topic, TopicId};
use crate::view::{
    Content, Head, HomePage, LawEntry, LawIndex, LenderEntry, LenderGroup, LenderIndex, Link, Page, SearchPage, SearchPlace,
    SearchPlaceGroup, Situation, TopicEntry, TopicIndex,
};

const FIRST: usize = 3;

impl<'a> Views<'a> {
    pub(super) fn home(&self) -> Page<'a> {
        let settings = &self.linked.library.settings;
        // Of articles that are nearly the same, the best one is shown.
        let is_best = |id: &&ArticleId| self.duplicates.of(**id).is_none_or(|(best, _)| best == **id);
        let newest = self.linked.lists.all.iter().rev().filter(is_best).take(settings.home_newest);
        let content = HomePage {
            situations: self.situations(),
            newest: newest.map(|i| self.card(*i)).collect(),
            topics: self.topic_tree(None),
            lenders: self.lender_groups(true),
            calculators: self.calculator_links(),
            count: self.linked.lists.all.len(),
        };
        let description = match settings.description.as_str() {
            "" => format!("{}：按主题和机构查找文章。", settings.title),
            description => description.to_owned(),
        };
        let head = self.head(PageId::Home, &settings.title, description, "home", Vec::new());
        self.make(PageId::Home, Head { crumbs: Vec::new(), ..head }, Content::Home(content), None)
    }

    pub(super) fn topics_index(&self) -> Page<'a> {
        let content = Content::Topics(TopicIndex { roots: self.topic_tree(None) });
        self.index(PageId::Topics, words::TOPICS, &indexing::topics(self.linked), "topics", content)
    }

    pub(super) fn lenders_index(&self) -> Page<'a> {
        let content = Content::Lenders(LenderIndex { initials: self.lender_initials(), groups: self.lender_groups(false) });
        self.index(PageId::Lenders, words::LENDERS, &indexing::lenders(self.linked), "lenders", content)
    }

    pub(super) fn laws_index(&self) -> Page<'a> {
        let laws = &self.linked.library.registers.laws;
        let (in_force, past) = laws.iter().map(|(id, _)| self.law_entry(id)).partition(|law| law.in_force);
        let content = Content::Laws(LawIndex { in_force, past });
        self.index(PageId::Laws, words::LAWS, "文章引用的法律、司法解释和监管文件，以及各条的引用情况。", "laws", content)
    }

    /// Topics that answer a situation, in the order of the register.
    fn situations(&self) -> Vec<Situation> {
        let situation = |(id, topic): (TopicId, &Topic)| {
            let pinned = &self.linked.pins[id];
            let newest = self.linked.lists.articles(ListId::Topic(id)).iter().rev().filter(|i| !pinned.contains(i));
            Some(Situation {
                title: topic.situation.clone()?,
                topic: self.topics[id].clone(),
                articles: pinned.iter().chain(newest).take(FIRST).map(|i| self.article_link(*i)).collect(),
            })
        };
        self.linked.library.registers.topics.iter().filter_map(situation).collect()
    }

    pub(super) fn topic_tree(&self, below: Option<TopicId>) -> Vec<TopicEntry> {
        let entry = |(id, topic): (TopicId, &Topic)| {
            let Link { title, url } = self.topics[id].clone();
            let count = self.linked.lists.articles(ListId::Topic(id)).len();
            TopicEntry { title, url, desc: topic.desc.clone(), count, children: self.topic_tree(Some(id)) }
        };
        self.linked.library.registers.topics.iter().filter(|(_, t)| t.parent == below).map(entry).collect()
    }

    /// Lenders by kind; if `used`, only those with articles.
    fn lender_groups(&self, used: bool) -> Vec<LenderGroup> {
        let lenders = &self.linked.library.registers.lenders;
        let group = |(word, kind): &(&str, Kind)| {
            let entries = lenders.iter().filter(|(_, l)| l.kind == *kind).map(|(id, _)| self.lender_entry(id));
            let lenders = entries.filter(|l| !used || l.count > 0).collect();
            LenderGroup { title: words::kind(*kind).to_owned(), id: word.replace('_', "-"), lenders }
        };
        Kind::WORDS.iter().map(group).filter(|group| !group.lenders.is_empty()).collect()
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
                title: initial.map_or_else(|| "其他".to_owned(), |i| i.to_ascii_uppercase().to_string()),
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

    pub(super) fn search(&self) -> Page<'a> {
        let (topics, lenders) = (self.linked.library.registers.topics.iter(), &self.linked.library.registers.lenders);
        let place = |(id, _): (LenderId, &Lender)| self.place(ListId::Lender(id));
        let group = |kind: Kind| {
            let places = lenders.iter().filter(|(_, lender)| lender.kind == kind).map(place);
            SearchPlaceGroup { title: words::kind(kind), places: places.filter(|place| place.count > 0).collect() }
        };
        let content = SearchPage {
            topics: topics.map(|(id, _)| self.place(ListId::Topic(id))).collect(),
            lenders: Kind::WORDS.iter().map(|(_, kind)| group(*kind)).filter(|group| !group.places.is_empty()).collect(),
            other_lenders: lenders.iter().map(place).filter(|place| place.count == 0).collect(),
            calculators: self.calculator_links().into_iter().map(calculator_place).collect(),
            all_topics: self.link(words::TOPICS, PageId::Topics),
            all_lenders: self.link(words::LENDERS, PageId::Lenders),
        };
        let description = "按自己的话查找文章、计算器、术语和法律依据，可以按机构和主题筛选。".to_owned();
        let head = self.head(PageId::Search, "搜索", description, "search", Vec::new());
        self.make(PageId::Search, Head { indexed: false, ..head }, Content::Search(content), None)
    }

    fn place(&self, list: ListId) -> SearchPlace {
        let Link { title, url } = self.list_link(list);
        SearchPlace { slug: slug(&url), title, url, count: self.linked.lists.articles(list).len() }
    }
}

fn slug(url: &str) -> String {
    url.trim_end_matches('/').rsplit('/').next().unwrap_or_default().to_owned()
}

fn calculator_place(Link { title, url }: Link) -> SearchPlace {
    SearchPlace { slug: slug(&url), title, url, count: 0 }
}
