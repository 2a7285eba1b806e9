//! An article's page.

use std::sync::Arc;

use super::{Views, calculators, changed, excerpt, toc, words};
use crate::check::law;
use crate::link::{PageId, Pinned, State};
use crate::model::ArticleId;
use crate::model::front::PersonRef;
use crate::model::registers::laws::ArticleNumber;
use crate::model::registers::{LawId, TopicId};
use crate::view::{Article, Body, Card, CitedLaw, Content, Head, LawChange, Link, Page, Person, Question, Withdrawn};

/// How many articles that link here are named.
const MENTIONS: usize = 5;

impl<'a> Views<'a> {
    pub(super) fn article(&self, id: ArticleId) -> Page<'a> {
        let article = &self.linked.library.articles[id];
        let front = &article.front;
        let withdrawn = self.linked.addresses.state(id) == State::Withdrawn;
        let content = self.article_content(id, article, withdrawn);
        let description = match &content.withdrawn {
            Some(withdrawn) => words::withdrawn_description(&withdrawn.on.text),
            None if excerpt(article).is_empty() => front.title.value.clone(),
            None => excerpt(article).to_string(),
        };
        let above = front.topics.first().map(|t| self.topic_and_above(*t)).unwrap_or_default();
        let head = Head {
            indexed: !withdrawn,
            published: Some(content.date.clone()),
            modified: Some(self.day(changed(article))),
            calculators: calculators::needs(&content.body.widgets),
            ..self.head(PageId::Article(id), &front.title.value, description, "article", above)
        };
        self.make(PageId::Article(id), head, Content::Article(Box::new(content)), Some(Arc::clone(article.path())))
    }

    fn article_content(&self, id: ArticleId, article: &'a crate::model::Article, withdrawn: bool) -> Article<'a> {
        let front = &article.front;
        let day = |d: &Option<crate::model::yaml::Located<jiff::civil::Date>>| d.as_ref().map(|d| self.day(d.value));
        let link = |id: Option<ArticleId>| id.map(|id| self.article_link(id));
        let (older, newer) = self.linked.lists.neighbours(id);
        let resolved = &self.linked.resolved.articles[id];
        let nearest = self.related.of(id);
        let addresses = &self.linked.addresses;
        let mentions = self.linked.lists.backlinks(id).iter().rev().take(MENTIONS);
        Article {
            title: front.title.value.as_str().into(),
            date: self.day(front.date.value),
            updated: day(&front.updated),
            lender: front.lender.map(|l| self.lenders[l].clone()),
            lender_facts: front.lender.filter(|_| self.shows_lender(withdrawn)).map(|l| self.lender_facts(l)).unwrap_or_default(),
            topics: front.topics.iter().map(|t| self.topics[*t].clone()).collect(),
            author: self.person(front.author.as_ref()),
            reviewed_by: self.person(front.reviewed_by.as_ref()),
            reviewed_on: day(&front.reviewed_on),
            review_by: day(&front.review_by),
            changes: if withdrawn { Vec::new() } else { self.changes(id) },
            overdue: front.review_by.as_ref().is_some_and(|d| d.value < self.linked.as_of),
            summary: front.summary.as_ref().map(|s| s.value.clone()),
            minutes: article.body.facts.reading.minutes(),
            toc: if withdrawn { Vec::new() } else { toc(&article.body.facts) },
            body: if withdrawn { Body::default() } else { self.body(&article.body, "", resolved, front.lender) },
            laws: if withdrawn { Vec::new() } else { self.cited_laws(&resolved.laws) },
            faq: if withdrawn {
                Vec::new()
            } else {
                front.faq.iter().map(|f| Question { q: f.q.clone(), a: f.a.clone() }).collect()
            },
            previous: link(older),
            next: link(newer),
            related: resolved.pinned.iter().map(|p| self.pinned(p)).chain(nearest.iter().map(|i| self.card(*i))).collect(),
            mentioned_in: mentions.map(|i| self.article_link(*i)).collect(),
            permalink: addresses.absolute(&addresses.url(&self.linked.library, PageId::Article(id))).into(),
            ai: front.ai.word(),
            withdrawn: front
                .withdrawn
                .as_ref()
                .filter(|_| withdrawn)
                .map(|w| Withdrawn { on: self.day(w.on), reason: w.reason.clone() }),
            draft: front.draft,
            future: front.date.value > self.linked.as_of,
        }
    }

    fn person(&self, person: Option<&PersonRef>) -> Option<Person> {
        match person? {
            PersonRef::Named(name) => Some(Person { name: name.clone(), role: String::new(), licence: String::new() }),
            PersonRef::Registered(id) => {
                let row = &self.linked.library.registers.people.as_ref()?[*id];
                Some(Person { name: row.name.clone(), role: row.role.clone(), licence: row.licence.clone() })
            }
        }
    }

    fn pinned(&self, pinned: &Pinned) -> Card {
        match pinned {
            Pinned::Article(i) => Card { pinned: true, ..self.card(*i) },
            Pinned::External { title, url } => Card {
                title: (**title).into(),
                url: (**url).into(),
                date: None,
                excerpt: "".into(),
                lender: None,
                topic: None,
                pinned: true,
                external: true,
            },
        }
    }

    fn shows_lender(&self, withdrawn: bool) -> bool {
        self.linked.library.settings.editorial.lender_facts && !withdrawn
    }

    /// What has changed since in the laws that an article cites.
    fn changes(&self, id: ArticleId) -> Vec<LawChange> {
        let link = |law: LawId| self.laws[law].clone();
        let change = |change: &law::Change| {
            let (what, now) = match &change.what {
                law::What::Gone { by } => (words::GONE.to_owned(), (*by).map(link)),
                law::What::Ended => (words::ENDED.to_owned(), None),
                law::What::Moved { from, to } => {
                    let url = self.linked.addresses.law_article_url(&self.linked.library, change.law, *to);
                    (words::moved(*from), Some(Link { title: words::article_number(*to).into(), url: url.into() }))
                }
            };
            LawChange { law: link(change.law), on: self.day(change.on), what, now }
        };
        self.changes[id].iter().map(change).collect()
    }

    /// Laws with the articles cited of each. `cited` is sorted by law.
    fn cited_laws(&self, cited: &[(LawId, ArticleNumber)]) -> Vec<CitedLaw> {
        let registers = &self.linked.library.registers;
        let mut out: Vec<CitedLaw> = Vec::new();
        for group in cited.chunk_by(|a, b| a.0 == b.0) {
            let Some((law, _)) = group.first() else { continue };
            let numbers = group.iter().map(|(_, n)| *n).filter(|n| *n != ArticleNumber::WHOLE);
            let articles = numbers
                .map(|n| Link {
                    title: words::article_number(n).into(),
                    url: self.linked.addresses.law_article_url(&self.linked.library, *law, n).into(),
                })
                .collect();
            let in_force = registers.laws[*law].status.in_force();
            out.push(CitedLaw { law: self.laws[*law].clone(), in_force, articles });
        }
        out
    }

    /// A topic's link, after those of the topics above it.
    pub(super) fn topic_and_above(&self, topic: TopicId) -> Vec<Link> {
        let mut links = Vec::new();
        let mut at = Some(topic);
        while let Some(id) = at {
            links.push(self.topics[id].clone());
            at = self.linked.library.registers.topics[id].parent;
        }
        links.reverse();
        links
    }
}
