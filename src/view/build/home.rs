//! The home page, the indexes and the search page.

use std::collections::BTreeMap;

use super::browse::AT_ONCE;
use super::{Views, indexing, search, words};
use crate::link::addresses::updates_page;
use crate::link::{ListId, PageId};
use crate::model::registers::lenders::{Kind, Lender};
use crate::model::registers::{LawId, LenderId, Topic, TopicId};
use crate::view::{
    Content, Head, HomePage, LawEntry, LawIndex, LenderEntry, LenderGroup, LenderIndex, Link, Page, SearchPage, SearchPlace,
    SearchPlaceGroup, Situation, TopicEntry, TopicIndex, TopicInitial,
};

/// Situations on the home page.
const SITUATIONS: usize = 8;
/// Articles on the home page that changed.
const UPDATES: usize = 3;

impl<'a> Views<'a> {
    pub(super) fn home(&self) -> Page<'a> {
        let (settings, registers) = (&self.linked.library.settings, &self.linked.library.registers);
        let all = &self.linked.lists.all;
        let indexed = self.indexed(all);
        let newest = self.distinct(indexed.iter().rev().copied()).take(settings.home_newest);
        let (topics, other_topics) = self.most(registers.topics.iter().map(|(id, _)| ListId::Topic(id)), AT_ONCE);
        let (lenders, _) = self.most(registers.lenders.iter().map(|(id, _)| ListId::Lender(id)), AT_ONCE);
        let content = HomePage {
            situations: self.situations().take(SITUATIONS).collect(),
            newest: newest.map(|i| self.card(i)).collect(),
            updated: self.updates(&indexed, UPDATES),
            topics,
            other_topics,
            lenders,
            lender_count: registers.lenders.rows.len(),
            calculators: self.calculator_links(),
            all_topics: self.link(words::TOPICS, PageId::Topics),
            all_lenders: self.link(words::LENDERS, PageId::Lenders),
            all_calculators: self.link(words::CALCULATORS, PageId::Calculators),
            all_updates: updates_page(&self.linked.library).map(|page| self.link(words::UPDATES, page)),
            count: all.len(),
            reviewed: all.iter().filter(|id| self.is_reviewed(**id)).count(),
        };
        let description = match settings.description.as_str() {
            "" => format!("{}：按主题和机构查找文章。", settings.title),
            description => description.to_owned(),
        };
        let head = self.head(PageId::Home, &settings.title, description, "home", Vec::new());
        self.make(PageId::Home, Head { crumbs: Vec::new(), ..head }, Content::Home(content), None)
    }

    pub(super) fn topics_index(&self) -> Page<'a> {
        let situations = self.situations().map(|s| Link::new(s.title, s.topic.url)).collect();
        let content = Content::Topics(TopicIndex { situations, roots: self.topic_tree(None), initials: self.topic_initials() });
        self.index(PageId::Topics, words::TOPICS, &indexing::topics(self.linked), "topics", content)
    }

    pub(super) fn lenders_index(&self) -> Page<'a> {
        let content = Content::Lenders(LenderIndex { initials: self.lender_initials(), groups: self.lender_groups() });
        self.index(PageId::Lenders, words::LENDERS, &indexing::lenders(self.linked), "lenders", content)
    }

    pub(super) fn laws_index(&self) -> Page<'a> {
        let laws = &self.linked.library.registers.laws;
        let (in_force, past) = laws.iter().map(|(id, _)| self.law_entry(id)).partition(|law| law.in_force);
        let content = Content::Laws(LawIndex { in_force, past });
        self.index(PageId::Laws, words::LAWS, "文章引用的法律、司法解释和监管文件，以及各条的引用情况。", "laws", content)
    }

    /// Topics that answer a situation, in the order of the register.
    fn situations(&self) -> impl Iterator<Item = Situation> {
        let situation = |(id, topic): (TopicId, &Topic)| {
            Some(Situation { title: topic.situation.clone()?, topic: self.topics[id].clone(), articles: self.first_articles(id) })
        };
        self.linked.library.registers.topics.iter().filter_map(situation)
    }

    pub(super) fn topic_tree(&self, below: Option<TopicId>) -> Vec<TopicEntry> {
        let entry = |(id, topic): (TopicId, &Topic)| {
            let Link { title, url } = self.topics[id].clone();
            TopicEntry {
                title,
                url,
                desc: topic.desc.clone(),
                names: names(&[&topic.aliases], topic.pinyin.as_deref()),
                count: self.linked.lists.articles(ListId::Topic(id)).len(),
                articles: self.first_articles(id),
                children: self.topic_tree(Some(id)),
            }
        };
        self.linked.library.registers.topics.iter().filter(|(_, t)| t.parent == below).map(entry).collect()
    }

    /// Topics by the initial of their pinyin. Those without pinyin in the register come last.
    fn topic_initials(&self) -> Vec<TopicInitial> {
        let topics = &self.linked.library.registers.topics;
        let initial = |(title, id, topics): (String, String, Vec<TopicId>)| TopicInitial {
            title,
            id,
            topics: topics.into_iter().map(|topic| self.counted_link(ListId::Topic(topic))).collect(),
        };
        by_initial(topics.iter().map(|(id, row)| (row.pinyin.as_deref(), id))).into_iter().map(initial).collect()
    }

    /// Lenders by kind.
    fn lender_groups(&self) -> Vec<LenderGroup> {
        let lenders = &self.linked.library.registers.lenders;
        let group = |(word, kind): &(&str, Kind)| {
            let lenders = lenders.iter().filter(|(_, l)| l.kind == *kind).map(|(id, _)| self.lender_entry(id)).collect();
            LenderGroup { title: words::kind(*kind).to_owned(), id: word.replace('_', "-"), lenders }
        };
        Kind::WORDS.iter().map(group).filter(|group| !group.lenders.is_empty()).collect()
    }

    /// Lenders by the initial of their pinyin. Those without pinyin in the register come last.
    fn lender_initials(&self) -> Vec<LenderGroup> {
        let lenders = &self.linked.library.registers.lenders;
        let group = |(title, id, lenders): (String, String, Vec<LenderId>)| LenderGroup {
            title,
            id,
            lenders: lenders.into_iter().map(|id| self.lender_entry(id)).collect(),
        };
        by_initial(lenders.iter().map(|(id, row)| (row.pinyin.as_deref(), id))).into_iter().map(group).collect()
    }

    fn lender_entry(&self, id: LenderId) -> LenderEntry {
        let (Link { title, url }, row) = (self.lenders[id].clone(), &self.linked.library.registers.lenders[id]);
        let count = self.linked.lists.articles(ListId::Lender(id)).len();
        let names = names(&[&row.aliases, &row.former_names], row.pinyin.as_deref());
        LenderEntry { title, url, entity: row.entity.clone(), kind: words::kind(row.kind), names, count }
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
            has_head: search::has_head(self.linked),
            topics: topics.map(|(id, _)| self.place(ListId::Topic(id))).collect(),
            lenders: Kind::WORDS.iter().map(|(_, kind)| group(*kind)).filter(|group| !group.places.is_empty()).collect(),
            other_lenders: lenders.iter().map(place).filter(|place| place.count == 0).collect(),
            calculators: self.calculator_links().into_iter().map(calculator_place).collect(),
            all_topics: self.link(words::TOPICS, PageId::Topics),
            all_lenders: self.link(words::LENDERS, PageId::Lenders),
            all_calculators: self.link(words::CALCULATORS, PageId::Calculators),
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

/// Rows by the initial of their pinyin, each group with its title and fragment identifier. Rows without pinyin come last; nothing if no
/// row has pinyin.
fn by_initial<'r, I: Ord>(rows: impl Iterator<Item = (Option<&'r str>, I)>) -> Vec<(String, String, Vec<I>)> {
    let mut initials: BTreeMap<Option<char>, Vec<(&str, I)>> = BTreeMap::new();
    for (pinyin, row) in rows {
        let pinyin = pinyin.unwrap_or("");
        initials.entry(pinyin.chars().next()).or_default().push((pinyin, row));
    }
    let without = initials.remove(&None);
    if initials.is_empty() {
        return Vec::new();
    }
    let group = |(initial, mut rows): (Option<char>, Vec<(&str, I)>)| {
        rows.sort();
        let title = initial.map_or_else(|| "其他".to_owned(), |i| i.to_ascii_uppercase().to_string());
        let id = format!("initial-{}", initial.map_or_else(|| "other".to_owned(), String::from));
        (title, id, rows.into_iter().map(|(_, row)| row).collect())
    };
    initials.into_iter().chain(without.map(|rows| (None, rows))).map(group).collect()
}

/// Names and pinyin as one text.
fn names(lists: &[&[String]], pinyin: Option<&str>) -> String {
    lists.iter().flat_map(|list| list.iter()).map(String::as_str).chain(pinyin).collect::<Vec<_>>().join(" ")
}

fn slug(url: &str) -> String {
    url.trim_end_matches('/').rsplit('/').next().unwrap_or_default().to_owned()
}

fn calculator_place(Link { title, url }: Link) -> SearchPlace {
    SearchPlace { slug: slug(&url), title, url, count: 0 }
}
