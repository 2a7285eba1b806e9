//! Ways into long lists: the lists with the most articles, articles to read first, questions, articles that changed, and articles
//! for lenders without any of their own.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;

use super::{Views, changed};
use crate::link::{Linked, ListId};
use crate::model::ArticleId;
use crate::model::registers::lenders::Kind;
use crate::model::registers::{LenderId, TopicId};
use crate::view::{CountedLink, Link, UpdateEntry};

/// Articles to read first of a topic.
const FIRST: usize = 3;
/// Questions on a topic's page.
const QUESTIONS: usize = 8;
/// Topics or lenders that a page shows at once.
pub(super) const AT_ONCE: usize = 12;
/// Articles on the page of a lender without any of its own.
const GENERAL: usize = 6;
/// Newest articles that are searched for those without a lender.
const RECENT: usize = 1000;

impl Views<'_> {
    /// Articles of a topic to read first. No two have the same title.
    pub(super) fn first_articles(&self, topic: TopicId) -> Vec<Link> {
        self.distinct(self.pinned_first(topic).filter(|id| self.linked.is_indexed(*id)))
            .take(FIRST)
            .map(|i| self.article_link(i))
            .collect()
    }

    /// The articles of a topic: the pinned ones, then the others, newest first.
    fn pinned_first(&self, topic: TopicId) -> impl Iterator<Item = ArticleId> {
        let pinned = &self.linked.pins[topic];
        let newest = self.linked.lists.articles(ListId::Topic(topic)).iter().rev().filter(|i| !pinned.contains(i));
        pinned.iter().chain(newest).copied()
    }

    /// The articles whose title is not that of an earlier one, and that are the best of their near-duplicates.
    pub(super) fn distinct(&self, articles: impl Iterator<Item = ArticleId>) -> impl Iterator<Item = ArticleId> {
        let mut titles = BTreeSet::new();
        let articles = articles.filter(|id| self.is_best(*id));
        articles.filter(move |id| titles.insert(&*self.linked.library.article(*id).front.title.value))
    }

    fn is_best(&self, article: ArticleId) -> bool {
        self.duplicates.of(article).is_none_or(|(best, _)| best == article)
    }

    /// The lists with the most articles and all others with articles, both in the order of the register.
    pub(super) fn most(&self, lists: impl Iterator<Item = ListId>, count: usize) -> (Vec<CountedLink>, Vec<CountedLink>) {
        let mut most = longest_first(self.linked, lists, |list| *list);
        let mut others = most.split_off(count.min(most.len()));
        most.sort_unstable();
        others.sort_unstable();
        let links = |lists: Vec<ListId>| lists.into_iter().map(|list| self.counted_link(list)).collect();
        (links(most), links(others))
    }

    pub(super) fn counted_link(&self, list: ListId) -> CountedLink {
        let Link { title, url } = self.list_link(list);
        CountedLink { title, url, count: self.linked.lists.articles(list).len() }
    }

    /// Topics with articles, none of which is about a lender; those with the most articles, in the order of the register.
    pub(super) fn topics_without(&self, lender: LenderId) -> Vec<Link> {
        let is_without = |topic: &TopicId| self.linked.lists.articles(ListId::LenderTopic(lender, *topic)).is_empty();
        let mut topics: Vec<TopicId> = self.longest_topics.iter().copied().filter(is_without).take(AT_ONCE).collect();
        topics.sort_unstable();
        topics.into_iter().map(|topic| self.topics[topic].clone()).collect()
    }

    /// Lenders with articles about a topic, those with the most articles first: the first few, and all others.
    pub(super) fn lenders_of_topic(&self, topic: TopicId) -> (Vec<CountedLink>, Vec<CountedLink>) {
        let lenders = self.linked.lists.by_lender(topic);
        let counted = |lender: LenderId| CountedLink {
            title: Arc::clone(&self.lenders[lender].title),
            url: self.place_in_lender(lender, topic).url,
            count: self.linked.lists.articles(ListId::LenderTopic(lender, topic)).len(),
        };
        let mut lenders: Vec<CountedLink> = lenders.map(counted).collect();
        lenders.sort_by_key(|link| std::cmp::Reverse(link.count));
        let others = lenders.split_off(AT_ONCE.min(lenders.len()));
        (lenders, others)
    }

    /// Questions that articles with this main topic answer, the first one of each article. No two are the same.
    pub(super) fn questions(&self, topic: TopicId) -> Vec<Link> {
        let mut texts = BTreeSet::new();
        let question = |id: ArticleId| {
            let front = &self.linked.library.article(id).front;
            let question = front.faq.first().filter(|_| front.topics.first() == Some(&topic))?;
            Some((question.q.as_str(), id))
        };
        let questions = self.pinned_first(topic).filter_map(question).filter(|(text, _)| texts.insert(*text));
        questions.take(QUESTIONS).map(|(text, id)| Link::new(text, self.article_link(id).url)).collect()
    }

    /// The articles that changed after their publication, the latest change first.
    pub(super) fn updates(&self, articles: &[ArticleId], count: usize) -> Vec<UpdateEntry> {
        let mut latest: Vec<(Date, ArticleId)> = Vec::with_capacity(count + 1);
        for id in articles.iter().rev() {
            let Some(on) = self.linked.library.article(*id).front.changed_on() else { continue };
            let place = latest.partition_point(|(other, _)| *other >= on);
            if place < count && self.is_best(*id) {
                latest.insert(place, (on, *id));
                latest.truncate(count);
            }
        }
        latest.into_iter().map(|(_, id)| self.update(id)).collect()
    }

    /// The last change of an article.
    pub(super) fn update(&self, id: ArticleId) -> UpdateEntry {
        let article = self.linked.library.article(id);
        let on = changed(article);
        let change = article.front.changes.first().filter(|change| change.on == on);
        let what = change.map(|change| change.what.clone()).unwrap_or_default();
        UpdateEntry { article: self.article_link(id), on: self.day(on), what }
    }
}

/// The rows of a register whose lists have articles, those with the most first. Rows with the same number keep their order.
fn longest_first<I>(linked: &Linked, rows: impl Iterator<Item = I>, list: impl Fn(&I) -> ListId) -> Vec<I> {
    let length = |row: &I| linked.lists.articles(list(row)).len();
    let mut rows: Vec<I> = rows.filter(|row| length(row) > 0).collect();
    rows.sort_by_key(|row| std::cmp::Reverse(length(row)));
    rows
}

/// The topics with articles, those with the most first.
pub(super) fn longest_topics(linked: &Linked) -> Vec<TopicId> {
    longest_first(linked, linked.library.registers.topics.iter().map(|(id, _)| id), |id| ListId::Topic(*id))
}

/// For each kind of lender the articles that topics pin, those of lenders of this kind before those without a lender. If there
/// are none, the newest article of each lender of the kind, or else the newest articles without a lender.
pub(super) fn general(linked: &Linked) -> BTreeMap<Kind, Vec<ArticleId>> {
    let (lenders, lists) = (&linked.library.registers.lenders, &linked.lists);
    let kind = |id: &ArticleId| linked.library.article(*id).front.lender.map(|lender| lenders[lender].kind);
    let mut seen = BTreeSet::new();
    let pinned: Vec<ArticleId> = linked.pins.iter().flatten().filter(|id| seen.insert(**id)).copied().collect();
    let of_kind = |own: Kind| {
        let of = |wanted: Option<Kind>| pinned.iter().filter(move |id| kind(id) == wanted).copied();
        let pinned: Vec<ArticleId> = of(Some(own)).chain(of(None)).take(GENERAL).collect();
        if !pinned.is_empty() {
            return pinned;
        }
        let of_lenders = lenders.iter().filter(|(_, row)| row.kind == own);
        let mut newest: Vec<ArticleId> =
            of_lenders.filter_map(|(id, _)| lists.articles(ListId::Lender(id)).last()).copied().collect();
        newest.sort_by_key(|id| std::cmp::Reverse(linked.library.article(*id).front.date.value));
        newest.truncate(GENERAL);
        if newest.is_empty() {
            let recent = lists.all.iter().rev().take(RECENT);
            newest = recent.filter(|id| kind(id).is_none()).take(GENERAL).copied().collect();
        }
        newest
    };
    Kind::WORDS.iter().map(|(_, kind)| (*kind, of_kind(*kind))).collect()
}
