//! The glossary, the index of people, the page of a person, and what an article's page says of them.

use super::{Views, words};
use crate::link::{ListId, PageId};
use crate::model::front::PersonRef;
use crate::model::registers::PersonId;
use crate::model::{Article, ArticleId};
use crate::view::{
    Card, Content, GlossaryEntry, GlossaryPage, Head, Page, PeopleEntry, PeopleIndex, PersonEntry, PersonPage, SeriesEntry,
    SeriesLink, TermEntry,
};

/// Articles named for a term.
const NAMED: usize = 5;
/// Most parts of a series on the page of one.
const PARTS: usize = 30;

impl<'a> Views<'a> {
    pub(super) fn glossary(&self) -> Page<'a> {
        let rows = self.linked.library.registers.glossary.iter();
        let entry = |(id, row): (_, &crate::model::registers::glossary::Term)| {
            let articles = &self.linked.lists.terms[id];
            GlossaryEntry {
                id: row.anchor.as_str().into(),
                term: row.term.as_str().into(),
                words: row.words.clone(),
                explanation: row.explanation.as_str().into(),
                articles: articles.iter().rev().take(NAMED).map(|i| self.article_link(*i)).collect(),
                count: articles.len(),
            }
        };
        let content = Content::Glossary(GlossaryPage { terms: rows.map(entry).collect() });
        self.index(PageId::Glossary, words::GLOSSARY, "文章里用到的法律和金融术语，每个用一两句话说明。", "glossary", content)
    }

    pub(super) fn people(&self) -> Page<'a> {
        let rows = self.linked.library.registers.people.iter().flat_map(|people| people.iter());
        let entry =
            |(id, _)| PeopleEntry { person: self.person_row(id), count: self.linked.lists.articles(ListId::Person(id)).len() };
        let content = Content::People(PeopleIndex { entries: rows.map(entry).collect() });
        self.index(PageId::People, words::PEOPLE, "本站的作者和审核律师，以及每个人写过和审核过的文章。", "people", content)
    }

    pub(super) fn person_page(&self, id: PersonId) -> Page<'a> {
        let (list, person) = (ListId::Person(id), self.person_row(id));
        let articles = self.linked.lists.articles(list);
        let size = self.linked.library.settings.page_size;
        let of = |role: fn(&Article) -> &Option<PersonRef>| {
            let is_own = |i: &&ArticleId| role(self.linked.library.article(**i)).as_ref().and_then(PersonRef::id) == Some(id);
            let cards: Vec<Card> = articles.iter().rev().filter(is_own).take(size).map(|i| self.card(*i)).collect();
            (cards, articles.iter().filter(is_own).count())
        };
        let (written, written_count) = of(|article| &article.front.author);
        let (reviewed, reviewed_count) = of(|article| &article.front.reviewed_by);
        let role = if person.role.is_empty() { String::new() } else { format!("（{}）", person.role) };
        let description = format!("{}{role}：撰写{written_count}篇，审核{reviewed_count}篇。", person.name);
        let name = person.name.clone();
        let archive = self.archive_years(list);
        let head = Head { indexed: !articles.is_empty(), ..self.list_head(list, &name, description, None) };
        let content = PersonPage { person, written, written_count, reviewed, reviewed_count, archive };
        self.make(PageId::Person(id), head, Content::Person(content), None)
    }

    /// A person of the register.
    fn person_row(&self, id: PersonId) -> PersonEntry {
        let registered = PersonRef::Registered(id);
        let unknown = PersonEntry { name: String::new(), role: String::new(), licence: String::new(), url: None };
        self.person(&registered).unwrap_or(unknown)
    }

    /// The person that the front matter names, with the address of the person's page.
    pub(super) fn person(&self, person: &PersonRef) -> Option<PersonEntry> {
        let entry = super::person(&self.linked.library.registers, person)?;
        let url = person.id().map(|id| self.linked.addresses.url(&self.linked.library, PageId::Person(id)).into());
        Some(PersonEntry { url, ..entry })
    }

    /// The terms that an article uses.
    pub(super) fn terms(&self, article: &Article) -> Vec<TermEntry> {
        let (library, addresses) = (&self.linked.library, &self.linked.addresses);
        let entry = |used: &crate::model::facts::TermUse| {
            let row = &library.registers.glossary[used.term];
            TermEntry {
                term: row.term.as_str().into(),
                explanation: row.explanation.as_str().into(),
                url: addresses.term_url(library, used.term).into(),
            }
        };
        article.body.facts.terms.iter().map(entry).collect()
    }

    /// The series that an article is a part of.
    pub(super) fn series(&self, article: &Article, id: ArticleId) -> Option<SeriesEntry> {
        let (name, parts, place) = self.linked.addresses.series.of(article, id)?;
        let first = place.saturating_sub(PARTS / 2).min(parts.len().saturating_sub(PARTS));
        let near = parts.iter().enumerate().skip(first).take(PARTS);
        let link =
            |(n, id): (usize, &ArticleId)| SeriesLink { number: n + 1, article: self.article_link(*id), current: n == place };
        Some(SeriesEntry {
            name: name.to_owned(),
            number: place + 1,
            count: parts.len(),
            parts: near.map(link).collect(),
            next: parts.get(place + 1).map(|id| self.article_link(*id)),
        })
    }
}
