//! Pages of topics, lenders and laws.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::civil::Date;

use super::lists::last_change;
use super::{Views, calculators, indexing, words};
use crate::link::lists::NAMED;
use crate::link::{ListId, PageId, Resolved, outputs};
use crate::model::registers::laws::ArticleNumber;
use crate::model::registers::{LawId, LenderId, TopicId, laws};
use crate::model::{ArticleId, Intro};
use crate::text::url;
use crate::view::{
    Body, Card, Content, FactRow, Head, LawArticle, LawPage, LenderPage, LenderTopicPage, Link, Moved, Page, TopicGroup, TopicPage,
};

/// Articles on a topic's page that changed.
const UPDATES: usize = 5;

impl<'a> Views<'a> {
    fn intro(&self, intros: &'a [Intro], resolved: &'a [Resolved], is: impl Fn(&str) -> bool) -> Option<Body<'a>> {
        let found = intros.iter().zip(resolved).find(|(intro, _)| is(&intro.slug));
        found.map(|(intro, resolved)| self.body(&intro.body, intro.body.markdown(&intro.source.text), resolved, None))
    }

    pub(super) fn list_head(&self, list: ListId, title: &str, description: String, intro: Option<&Body<'_>>) -> Head {
        let (section, kind) = match list {
            ListId::Topic(_) => (words::TOPICS, "topic"),
            ListId::Lender(_) => (words::LENDERS, "lender"),
            ListId::LenderTopic(..) => (words::LENDERS, "lender-topic"),
            ListId::Law(_) => (words::LAWS, "law"),
            ListId::Person(_) => (words::PEOPLE, "person"),
            ListId::Updates => (words::UPDATES, "updates"),
        };
        Head {
            modified: last_change(self.linked, self.linked.lists.articles(list)).map(|d| self.day(d)),
            calculators: intro.and_then(|intro| calculators::needs(&intro.widgets)),
            section: Some(section),
            previous: self.newest_archive(list),
            ..self.head(list.page(), title, description, kind, self.above(list))
        }
    }

    pub(super) fn topic(&self, id: TopicId) -> Page<'a> {
        let (library, list) = (&self.linked.library, ListId::Topic(id));
        let topics = &library.registers.topics;
        let (row, link) = (&topics[id], self.list_link(list));
        let feed = self.linked.addresses.url_of_output(&outputs::feed(library, Some(id)));
        let articles = self.linked.lists.articles(list);
        let (lenders, other_lenders) = self.lenders_of_topic(id);
        let content = TopicPage {
            title: link.title.clone(),
            desc: row.desc.clone(),
            intro: self.intro(&library.topic_intros, &self.linked.resolved.topic_intros, |slug| topics.find(slug) == Some(id)),
            children: self.topic_tree(Some(id)),
            questions: self.questions(id),
            lenders,
            other_lenders,
            updated: self.updates(articles, UPDATES),
            pinned: self.linked.pins[id].iter().map(|i| Card { pinned: true, ..self.card(*i) }).collect(),
            cards: self.newest(list, &self.linked.pins[id]),
            count: articles.len(),
            archive: self.archive_years(list),
            feed: feed.as_str().into(),
        };
        let description = indexing::topic(self.linked, id);
        let head = Head {
            feed: Some(Link::new(row.title.as_str(), feed)),
            indexed: indexing::is_indexed(self.linked, list),
            ..self.list_head(list, &row.title, description, content.intro.as_ref())
        };
        self.make(PageId::Topic(id), head, Content::Topic(content), None)
    }

    pub(super) fn lender(&self, id: LenderId) -> Page<'a> {
        let (library, list) = (&self.linked.library, ListId::Lender(id));
        let lenders = &library.registers.lenders;
        let (row, link) = (&lenders[id], self.list_link(list));
        let own = |l: LenderId| self.lenders[l].clone();
        let general = self.general.get(&row.kind).filter(|_| self.linked.lists.articles(list).is_empty()).into_iter().flatten();
        let general = self.distinct(general.copied()).map(|i| self.card(i)).collect();
        let articles = self.linked.lists.articles(list);
        let content = LenderPage {
            name: link.title,
            facts: self.lender_facts(id),
            intro: self.intro(&library.lender_intros, &self.linked.resolved.lender_intros, |slug| lenders.find(slug) == Some(id)),
            parent: row.parent.map(own),
            children: lenders.iter().filter(|(_, l)| l.parent == Some(id)).map(|(l, _)| own(l)).collect(),
            by_topic: self.by_topic(id),
            other_topics: self.topics_without(id),
            general,
            kind: words::kind(row.kind),
            cards: self.newest(list, &[]),
            count: articles.len(),
            archive: self.archive_years(list),
        };
        let description = indexing::lender(self.linked, id);
        let indexed = indexing::is_indexed(self.linked, list);
        let head = Head { indexed, ..self.list_head(list, &row.name, description, content.intro.as_ref()) };
        self.make(PageId::Lender(id), head, Content::Lender(content), None)
    }

    pub(super) fn lender_facts(&self, id: LenderId) -> Vec<FactRow> {
        let row = &self.linked.library.registers.lenders[id];
        let entity = row
            .entity
            .clone()
            .map(|entity| FactRow { source: words::proof(&row.proof), ..fact(words::entity(row.kind, &entity), entity) });
        let names = |label: &str, list: &[String]| (!list.is_empty()).then(|| fact(label, list.join("、")));
        let aliases = [names("又称或产品", &row.aliases), names("曾用名", &row.former_names)];
        let facts = row.facts.iter().map(|f| FactRow {
            source: f.source.clone(),
            checked_on: f.checked_on.map(|d| self.day(d)),
            ..fact(words::fact(&f.key), f.value.clone())
        });
        let kind = fact("类型", words::kind(row.kind).to_owned());
        [Some(kind), entity].into_iter().chain(aliases).flatten().chain(facts).collect()
    }

    /// Articles by topic, in the order of the register; the newest few of each are named.
    fn by_topic(&self, lender: LenderId) -> Vec<TopicGroup> {
        let group = |(topic, articles): (TopicId, &[ArticleId])| {
            let (page, newest) = (self.lender_topic_link(lender, topic), articles.iter().rev().copied());
            // Without a page of its own a group names every article.
            let named: Vec<ArticleId> = match page {
                Some(_) => self.distinct(newest).take(NAMED).collect(),
                None => newest.collect(),
            };
            TopicGroup {
                topic: self.topics[topic].clone(),
                id: topic_anchor(&self.linked.library.registers.topics[topic].slug),
                count: articles.len(),
                articles: named.into_iter().map(|i| self.article_link(i)).collect(),
                page: page.map(|link| link.url),
            }
        };
        self.linked.lists.by_topic(lender).map(group).collect()
    }

    /// The page of a lender's articles about a topic, if it has one.
    pub(super) fn lender_topic_link(&self, lender: LenderId, topic: TopicId) -> Option<Link> {
        self.linked.lists.has_page(lender, topic).then(|| self.list_link(ListId::LenderTopic(lender, topic)))
    }

    pub(super) fn lender_topic(&self, lender: LenderId, topic: TopicId) -> Page<'a> {
        let list = ListId::LenderTopic(lender, topic);
        let (title, count) = (self.list_link(list).title, self.linked.lists.articles(list).len());
        let (lender_link, topic_link) = (self.lenders[lender].clone(), self.topics[topic].clone());
        let others = self.linked.lists.by_topic(lender).filter(|(other, _)| *other != topic);
        let description = format!("{}关于{}的{count}篇文章，由新到旧。", lender_link.title, topic_link.title);
        let head = Head { indexed: indexing::is_indexed(self.linked, list), ..self.list_head(list, &title, description, None) };
        let content = LenderTopicPage {
            lender: lender_link,
            topic: topic_link,
            cards: self.newest(list, &[]),
            count,
            archive: self.archive_years(list),
            topics: others.map(|(other, _)| self.place_in_lender(lender, other)).collect(),
        };
        self.make(list.page(), head, Content::LenderTopic(content), None)
    }

    /// A lender's articles about a topic, by the page of their own or the place on the lender's page.
    pub(super) fn place_in_lender(&self, lender: LenderId, topic: TopicId) -> Link {
        let anchor = || url::encode(&topic_anchor(&self.linked.library.registers.topics[topic].slug));
        let url = self.lender_topic_link(lender, topic).map(|link| link.url);
        let url = url.unwrap_or_else(|| format!("{}#{}", self.lenders[lender].url, anchor()).into());
        Link { title: Arc::clone(&self.topics[topic].title), url }
    }

    pub(super) fn law(&self, id: LawId) -> Page<'a> {
        let (registers, list) = (&self.linked.library.registers, ListId::Law(id));
        let (row, link) = (&registers.laws[id], self.list_link(list));
        let own = |l: LawId| self.laws[l].clone();
        let articles = self.linked.lists.articles(list);
        let label = words::article_number;
        let moved = |r: &laws::Renumbering| Moved { on: self.day(r.on), from: label(r.from), to: label(r.to) };
        let content = LawPage {
            title: link.title,
            facts: self.law_facts(row),
            status: words::status(row.status),
            in_force: row.status.in_force(),
            successor: row.superseded_by.map(own),
            predecessors: registers.laws.iter().filter(|(_, l)| l.superseded_by == Some(id)).map(|(l, _)| own(l)).collect(),
            renumbered: row.renumbered.iter().map(moved).collect(),
            note: row.note.clone(),
            articles: self.law_articles(id, row),
            cards: self.newest(list, &[]),
            count: articles.len(),
            archive: self.archive_years(list),
        };
        let number = if row.no.is_empty() { String::new() } else { format!("（{}）", row.no) };
        let description = format!("《{}》{number}：{}，各条内容提要和引用它的{}篇文章。", row.title, content.status, content.count);
        let indexed = indexing::is_indexed(self.linked, list);
        let modified = indexing::law_changed(self.linked, id).map(|day| self.day(day));
        let head = Head { indexed, modified, ..self.list_head(list, &row.title, description, None) };
        self.make(PageId::Law(id), head, Content::Law(content), None)
    }

    fn law_facts(&self, row: &laws::Law) -> Vec<FactRow> {
        let date = |label: &str, date: Option<Date>| date.map(|d| fact(label, self.day(d).text));
        let text = |label: &str, text: String| (!text.is_empty()).then(|| fact(label, text));
        let amended: Vec<String> = row.amended.iter().map(|d| self.day(*d).text).collect();
        [
            text("文号", row.no.clone()),
            date("公布", row.issued),
            text("修正", amended.join("、")),
            date("施行", row.effective),
            date("废止", row.repealed),
            date("截止", row.ended),
            Some(fact("状态", words::status(row.status).to_owned())),
            text("核对", words::proof(&row.proof)),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    /// Articles that the register lists or the library cites, by number.
    fn law_articles(&self, id: LawId, row: &laws::Law) -> Vec<LawArticle> {
        let citing = &self.linked.lists.citing[id];
        let mut numbers: BTreeSet<ArticleNumber> = row.articles.keys().chain(citing.keys()).copied().collect();
        // Pages and introductions are in no list, but the articles that they cite need an anchor.
        let texts = &self.linked.resolved;
        let others = texts.pages.iter().chain(&texts.topic_intros).chain(&texts.lender_intros);
        numbers.extend(others.flat_map(|text| &text.laws).filter(|(law, _)| *law == id).map(|(_, number)| *number));
        let article = |number: ArticleNumber| {
            let articles = citing.get(&number).map_or(&[][..], Vec::as_slice);
            let newest = articles.iter().rev().take(self.linked.library.settings.page_size);
            LawArticle {
                id: if number == ArticleNumber::WHOLE { "general".to_owned() } else { number.to_string() },
                label: words::article_number(number),
                gloss: row.articles.get(&number).cloned().unwrap_or_default(),
                cited_by: newest.map(|i| self.article_link(*i)).collect(),
                count: articles.len(),
            }
        };
        numbers.into_iter().map(article).collect()
    }
}

/// The fragment identifier of a topic on the pages of lenders.
fn topic_anchor(slug: &str) -> String {
    format!("topic-{slug}")
}

fn fact(label: &str, value: String) -> FactRow {
    FactRow { label: label.to_owned(), value, source: String::new(), checked_on: None }
}
