//! Documents that are no articles: calculators, terms, topics, laws, lenders, pages and people.

use crate::calc::{self, Lang};
use crate::link::{Linked, PageId};
use crate::model::concepts::{Concept, named};
use crate::text::han;
use crate::text::normal::folded;
use crate::text::{Field, Phrases, Postings, TermList};
use crate::view::{DocumentKind, SearchEntry};

/// Characters to quote from.
const QUOTED: usize = 120;

#[derive(Debug)]
pub(super) struct Other {
    pub(super) kind: DocumentKind,
    title: String,
    pub(super) url: String,
    text: String,
    pub(super) postings: Postings,
}

impl Other {
    pub(super) fn entry(&self) -> SearchEntry<'_> {
        SearchEntry {
            title: &self.title,
            url: self.url.clone(),
            text: han::opening(&self.text, QUOTED).to_owned(),
            ..SearchEntry::default()
        }
    }
}

/// Every document that is no article, in the order of kinds and registers.
pub(super) fn others(linked: &Linked, concepts: &[Concept]) -> Vec<Other> {
    let (library, addresses) = (&linked.library, &linked.addresses);
    let (registers, phrases) = (&library.registers, Phrases::new(named(concepts)));
    let url = |page| addresses.url(library, page);
    let other = |kind, title: &str, names: Vec<&str>, url: String, text: String| {
        let postings = postings(title, &names, &text, &phrases);
        Other { kind, title: title.to_owned(), url, text, postings }
    };
    let calculators = calc::available(&registers.tables).map(|spec| {
        let text = spec.summary.get(Lang::Zh).to_owned();
        other(DocumentKind::Calculator, spec.title.get(Lang::Zh), vec![], url(PageId::Calculator(spec)), text)
    });
    let terms = registers.glossary.iter().map(|(id, term)| {
        let url = addresses.term_url(library, id);
        other(DocumentKind::Term, &term.term, strs(&term.words), url, term.explanation.clone())
    });
    let topics = registers.topics.iter().map(|(id, topic)| {
        let names = topic.aliases.iter().chain(&topic.situation).map(String::as_str).collect();
        other(DocumentKind::Topic, &topic.title, names, url(PageId::Topic(id)), topic.desc.clone())
    });
    let laws = registers.laws.iter().map(|(id, law)| {
        let gists = law.articles.iter().map(|(number, gist)| format!("{}：{gist}。", super::super::words::article_number(*number)));
        let names = law.short.iter().chain(Some(&law.no).filter(|no| !no.is_empty())).map(String::as_str).collect();
        other(DocumentKind::Law, &law.title, names, url(PageId::Law(id)), gists.collect())
    });
    let lenders = registers.lenders.iter().map(|(id, lender)| {
        let names = lender.aliases.iter().chain(&lender.former_names).chain(&lender.entity).map(String::as_str).collect();
        let kind = super::super::words::kind(lender.kind).to_owned();
        other(DocumentKind::Lender, &lender.name, names, url(PageId::Lender(id)), kind)
    });
    let pages = library.pages.enumerated().map(|(id, page)| {
        let headings = page.body.facts.headings.iter().map(|heading| heading.text).collect();
        let text = page.summary.clone().unwrap_or_else(|| page.body.facts.excerpt.to_string());
        other(DocumentKind::Page, &page.title, headings, url(PageId::Plain(id)), text)
    });
    let people = registers
        .people
        .iter()
        .flat_map(|people| people.iter())
        .map(|(id, person)| other(DocumentKind::Person, &person.name, vec![], url(PageId::Person(id)), person.role.clone()));
    calculators.chain(terms).chain(topics).chain(laws).chain(lenders).chain(pages).chain(people).collect()
}

fn strs(names: &[String]) -> Vec<&str> {
    names.iter().map(String::as_str).collect()
}

fn postings(title: &str, names: &[&str], text: &str, phrases: &Phrases) -> Postings {
    let mut list = TermList::default();
    let mut add = |text: &str, field| {
        let text = folded(text);
        list.text(&text, field);
        phrases.find(&text, |term| list.add(term, field));
    };
    add(title, Field::Title);
    names.iter().for_each(|name| add(name, Field::Heading));
    add(text, Field::Body);
    list.postings()
}
