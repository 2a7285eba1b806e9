//! What leads readers through lists of any length: lists with the most articles, questions, articles that changed, and articles for
//! lenders without any of their own.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::Views;
use crate::link::{Linked, ListId};
use crate::model::ArticleId;
use crate::model::registers::lenders::Kind;
use crate::model::registers::{LenderId, TopicId};
use crate::view::{CountedLink, Link, UpdateEntry};

/// Articles to read first of a topic.
const FIRST: usize = 3;
/// Questions on a topic's page.
const QUESTIONS: usize = 8;
/// Lenders on a topic's page that are shown at once.
const LENDERS: usize = 12;
/// Topics on a lender's page that have no article about it.
const OTHERS: usize = 12;
/// Articles on the page of a lender without any of its own.
const GENERAL: usize = 6;
/// Newest articles among which those without a lender are looked for.
const RECENT: usize = 1000;

impl Views<'_> {
    /// Articles of a topic to read first: the pinned ones, then the newest. No two have the same title.
    pub(super) fn first_articles(&self, topic: TopicId) -> Vec<Link> {
        let pinned = &self.linked.pins[topic];
        let newest = self.linked.lists.articles(ListId::Topic(topic)).iter().rev().filter(|i| !pinned.contains(i));
        self.distinct(pinned.iter().chain(newest).copied()).take(FIRST).map(|i| self.article_link(i)).collect()
    }

    /// The articles whose title is not that of an earlier one, and that are the best of their near-duplicates.
    pub(super) fn distinct(&self, articles: impl Iterator<Item = ArticleId>) -> impl Iterator<Item = ArticleId> {
        let mut titles = BTreeSet::new();
        let is_best = |id: &ArticleId| self.duplicates.of(*id).is_none_or(|(best, _)| best == *id);
        articles.filter(is_best).filter(move |id| titles.insert(&*self.linked.library.article(*id).front.title.value))
    }

    /// The lists with the most articles and all others with articles, both in the given order.
    pub(super) fn most(&self, lists: impl Iterator<Item = ListId>, count: usize) -> (Vec<CountedLink>, Vec<CountedLink>) {
        let length = |list: &ListId| self.linked.lists.articles(*list).len();
        let lists: Vec<ListId> = lists.filter(|list| length(list) > 0).collect();
        let mut by_length: Vec<usize> = lists.iter().map(length).collect();
        by_length.sort_unstable_by_key(|length| std::cmp::Reverse(*length));
        let least = count.checked_sub(1).and_then(|last| by_length.get(last)).copied().unwrap_or(0);
        // Of several lists with the least number the first ones are taken.
        let mut room = count - by_length.iter().filter(|length| **length > least).count().min(count);
        let (most, others): (Vec<ListId>, Vec<ListId>) = lists.into_iter().partition(|list| {
            let is_last = length(list) == least && room > 0;
            room -= usize::from(is_last);
            is_last || length(list) > least
        });
        let link = |list: ListId| {
            let Link { title, url } = self.list_link(list);
            CountedLink { title, url, count: length(&list) }
        };
        (most.into_iter().map(link).collect(), others.into_iter().map(link).collect())
    }

    /// Topics with articles, none of which is about a lender; those with the most articles.
    pub(super) fn topics_without(&self, lender: LenderId) -> Vec<Link> {
        let topics = self.linked.library.registers.topics.iter().map(|(id, _)| id);
        let is_without = |topic: &TopicId| self.linked.lists.articles(ListId::LenderTopic(lender, *topic)).is_empty();
        let (most, _) = self.most(topics.filter(is_without).map(ListId::Topic), OTHERS);
        most.into_iter().map(|CountedLink { title, url, .. }| Link { title, url }).collect()
    }

    /// Lenders with articles about a topic, those with the most articles first: the first few, and all others.
    pub(super) fn lenders_of_topic(&self, topic: TopicId) -> (Vec<CountedLink>, Vec<CountedLink>) {
        let lenders = self.linked.lists.by_lender(topic);
        let mut lenders: Vec<CountedLink> = lenders.map(|l| self.place_in_lender(l, topic, &self.lenders[l].title)).collect();
        lenders.sort_by_key(|link| std::cmp::Reverse(link.count));
        let others = lenders.split_off(LENDERS.min(lenders.len()));
        (lenders, others)
    }

    /// Questions that articles with this main topic answer, one of an article: those of pinned articles, then of the newest.
    pub(super) fn questions(&self, topic: TopicId) -> Vec<Link> {
        let pinned = &self.linked.pins[topic];
        let newest = self.linked.lists.articles(ListId::Topic(topic)).iter().rev().filter(|i| !pinned.contains(i));
        let mut asked = BTreeSet::new();
        let question = |id: &ArticleId| {
            let front = &self.linked.library.article(*id).front;
            let question = front.faq.first().filter(|_| front.topics.first() == Some(&topic))?;
            Some((question.q.as_str(), *id))
        };
        let questions = pinned.iter().chain(newest).filter_map(question).filter(|(q, _)| asked.insert(*q));
        questions.take(QUESTIONS).map(|(q, id)| Link::new(q, self.article_link(id).url)).collect()
    }

    /// The articles that changed after their publication, the latest change first.
    pub(super) fn updates(&self, articles: &[ArticleId], count: usize) -> Vec<UpdateEntry> {
        let mut latest: Vec<(Date, ArticleId)> = Vec::with_capacity(count + 1);
        for id in articles.iter().rev() {
            let front = &self.linked.library.article(*id).front;
            let Some(on) = front.updated.as_ref().map(|updated| updated.value).filter(|on| *on > front.date.value) else {
                continue;
            };
            let place = latest.partition_point(|(other, _)| *other >= on);
            let is_best = || self.duplicates.of(*id).is_none_or(|(best, _)| best == *id);
            if place < count && is_best() {
                latest.insert(place, (on, *id));
                latest.truncate(count);
            }
        }
        let entry = |(on, id): (Date, ArticleId)| {
            let change = self.linked.library.article(id).front.changes.first().filter(|change| change.on == on);
            let what = change.map(|change| change.what.clone()).unwrap_or_default();
            UpdateEntry { article: self.article_link(id), on: self.day(on), what }
        };
        latest.into_iter().map(entry).collect()
    }
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
