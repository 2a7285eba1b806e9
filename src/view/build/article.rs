//! An article's page.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{Views, calculators, changed, excerpt, pictures, standing, toc, words};
use crate::check::law;
use crate::link::{PageId, Pinned, State};
use crate::model::ArticleId;
use crate::model::registers::laws::ArticleNumber;
use crate::model::registers::{LawId, TopicId};
use crate::view::{
    ArticlePage, Body, Card, CitedLaw, Content, FaqEntry, Head, HistoryEntry, LawChange, Link, Page, SharedImage, WithdrawalNotice,
};

/// Most articles in `mentioned_in`.
const MENTIONS: usize = 5;

impl<'a> Views<'a> {
    pub(super) fn article(&self, id: ArticleId) -> Page<'a> {
        let article = self.linked.library.article(id);
        let front = &article.front;
        let withdrawn = front.withdrawn.as_ref().filter(|_| self.linked.addresses.state(id) == State::Withdrawn);
        let mut content = self.article_content(id, article);
        let excerpt = excerpt(article);
        let mut description = if excerpt.is_empty() { front.title.value.clone() } else { excerpt.to_string() };
        if let Some(notice) = withdrawn {
            let notice = WithdrawalNotice { on: self.day(notice.on), reason: notice.reason.clone() };
            description = format!("本文已于{}撤下。", notice.on.text);
            (content.withdrawn, content.body) = (Some(notice), Body::default());
            (content.lender_facts, content.changes, content.history, content.toc) = Default::default();
            content.unreviewed = None;
            (content.laws, content.faq, content.terms, content.series) = Default::default();
        }
        let topic = front.topics.first().copied();
        let mut above: Vec<Link> =
            topic.iter().flat_map(|t| self.topics_above(*t).into_iter().chain([self.topics[*t].clone()])).collect();
        above.extend(
            content.lender_topic.clone().zip(front.lender).map(|(link, lender)| Link::new(&*self.lenders[lender].title, link.url)),
        );
        let own = self.head(PageId::Article(id), &front.title.value, description, "article", above);
        let original = self.linked.addresses.original(id);
        let address = |id| self.linked.addresses.absolute(&self.linked.addresses.url(&self.linked.library, PageId::Article(id)));
        let head = Head {
            canonical: original.map_or_else(|| own.url.clone(), address),
            indexed: withdrawn.is_none() && self.linked.is_indexed(id),
            aigc: standing::hidden_label(self.linked, id).filter(|_| withdrawn.is_none()),
            image: self.shared_image(id),
            markdown: self.markdown_url(id),
            published: Some(content.date.clone()),
            modified: Some(self.day(changed(article))),
            calculators: calculators::needs(&content.body.widgets),
            ..own
        };
        self.make(PageId::Article(id), head, Content::Article(Box::new(content)), Some(Arc::clone(article.path())))
    }

    fn article_content(&self, id: ArticleId, article: &'a crate::model::Article) -> ArticlePage<'a> {
        let front = &article.front;
        let shows_facts = self.linked.library.settings.editorial.lender_facts;
        let day = |d: &Option<crate::model::yaml::Located<jiff::civil::Date>>| d.as_ref().map(|d| self.day(d.value));
        let link = |id: Option<ArticleId>| id.map(|id| self.article_link(id));
        let (older, newer) = self.linked.lists.neighbours[id];
        let resolved = &self.linked.resolved.articles[id];
        let nearest = self.related.of(id);
        let addresses = &self.linked.addresses;
        let mentions = self.linked.lists.backlinks[id].iter().rev().take(MENTIONS);
        let notes = self.linked.library.articles[id].law_notes.iter().map(|note| (note.at, &*note.text)).collect();
        ArticlePage {
            title: front.title.value.as_str().into(),
            date: self.day(front.date.value),
            updated: day(&front.updated),
            history: front.changes.iter().map(|c| HistoryEntry { on: self.day(c.on), what: c.what.clone() }).collect(),
            lender: front.lender.map(|l| self.lenders[l].clone()),
            lender_topic: front.lender.zip(front.topics.first()).and_then(|(l, t)| self.lender_topic_link(l, *t)),
            lender_facts: front.lender.filter(|_| shows_facts).map(|l| self.lender_facts(l)).unwrap_or_default(),
            topics: front.topics.iter().map(|t| self.topics[*t].clone()).collect(),
            author: front.author.as_ref().and_then(|p| self.person(p)),
            reviewed_by: front.reviewed_by.as_ref().and_then(|p| self.person(p)),
            reviewed_on: day(&front.reviewed_on),
            review_by: day(&front.review_by),
            changes: self.changes(id),
            overdue: front.review_by.as_ref().is_some_and(|d| d.value < self.linked.as_of),
            summary: front.summary.as_ref().map(|s| s.value.clone()),
            minutes: article.body.facts.reading.minutes(),
            toc: toc(&article.body.facts),
            body: Body { notes, ..self.body(&article.body, "", resolved, front.lender) },
            laws: self.cited_laws(&resolved.laws),
            terms: self.terms(article),
            series: self.series(article, id),
            original: link(addresses.original(id)),
            faq: front.faq.iter().map(|f| FaqEntry { q: f.q.clone(), a: f.a.clone() }).collect(),
            previous: link(older),
            next: link(newer),
            related: self.related_cards(&resolved.pinned, nearest),
            mentioned_in: mentions.map(|i| self.article_link(*i)).collect(),
            permalink: addresses.absolute(&addresses.url(&self.linked.library, PageId::Article(id))).into(),
            ai: self.linked.library.settings.editorial.ai.of(front).word(),
            reviewed: self.is_reviewed(id),
            unreviewed: self.unreviewed(id),
            withdrawn: None,
            draft: front.draft,
            future: front.date.value > self.linked.as_of,
        }
    }

    /// The picture that the article names, or the card of its title.
    fn shared_image(&self, id: ArticleId) -> Option<SharedImage> {
        let own = self.linked.resolved.articles[id].image.map(|file| pictures::shared(self.linked, file));
        own.or_else(|| pictures::card(self.linked, &self.linked.library.article(id).front.title.value))
    }

    fn markdown_url(&self, id: ArticleId) -> Option<String> {
        let addresses = &self.linked.addresses;
        addresses.markdown_output(&self.linked.library, id).map(|path| addresses.url_of_output(&path))
    }

    /// The pinned articles, then the nearest ones. No two have the same title: nobody could tell them apart.
    fn related_cards(&self, pinned: &[Pinned], nearest: &[ArticleId]) -> Vec<Card> {
        let mut titles = BTreeSet::new();
        let cards = pinned.iter().map(|p| self.pinned(p)).chain(nearest.iter().map(|i| self.card(*i)));
        cards.filter(|card| titles.insert(Arc::clone(&card.title))).collect()
    }

    fn pinned(&self, pinned: &Pinned) -> Card {
        match pinned {
            Pinned::Article(i) => Card { pinned: true, ..self.card(*i) },
            Pinned::External { title, url } => {
                Card { title: (**title).into(), url: (**url).into(), pinned: true, external: true, ..Card::default() }
            }
        }
    }

    fn changes(&self, id: ArticleId) -> Vec<LawChange> {
        let link = |law: LawId| self.laws[law].clone();
        let change = |change: &law::Change| {
            let (what, now) = match &change.what {
                law::What::Gone { by } => ("起已不再适用".to_owned(), (*by).map(link)),
                law::What::Ended => ("起已经到期".to_owned(), None),
                law::What::Moved { from, to } => {
                    let what = format!("起条文序号有变，原{}", words::article_number(*from));
                    (what, Some(self.law_article_link(change.law, *to)))
                }
            };
            LawChange { law: link(change.law), on: self.day(change.on), what, now }
        };
        self.linked.library.articles[id].law_changes.iter().map(change).collect()
    }

    /// Laws with the articles cited of each. `cited` is sorted by law.
    fn cited_laws(&self, cited: &[(LawId, ArticleNumber)]) -> Vec<CitedLaw> {
        let cited_law = |group: &[(LawId, ArticleNumber)]| {
            let law = group.first()?.0;
            let articles = group.iter().filter(|(_, n)| *n != ArticleNumber::WHOLE).map(|(_, n)| self.law_article_link(law, *n));
            let in_force = self.linked.library.registers.laws[law].status.in_force();
            Some(CitedLaw { law: self.laws[law].clone(), in_force, articles: articles.collect() })
        };
        cited.chunk_by(|a, b| a.0 == b.0).filter_map(cited_law).collect()
    }

    fn law_article_link(&self, law: LawId, number: ArticleNumber) -> Link {
        let url = self.linked.addresses.law_article_url(&self.linked.library, law, number);
        Link::new(words::article_number(number), url)
    }

    /// Links to the ancestors of a topic, the root first.
    pub(super) fn topics_above(&self, topic: TopicId) -> Vec<Link> {
        let parent = |id: &TopicId| self.linked.library.registers.topics[*id].parent;
        let mut links: Vec<Link> = std::iter::successors(parent(&topic), parent).map(|id| self.topics[id].clone()).collect();
        links.reverse();
        links
    }
}
