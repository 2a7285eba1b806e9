//! The terms by which an article is searched.

use std::collections::BTreeSet;

use super::phrases::{NUMBERED, numbered};
use crate::model::concepts::{ConceptKind, concepts, law_article_term, named, term};
use crate::model::{Article, Registers};
use crate::text::normal::folded;
use crate::text::{Field, Phrases, Postings, TermList};

/// Finds the terms of articles; made once for all of them.
#[derive(Debug)]
pub(super) struct Indexer<'a> {
    registers: &'a Registers,
    /// Names of concepts with their terms, and the phrases that search words lead to, with their numbers.
    phrases: Phrases,
}

impl<'a> Indexer<'a> {
    pub(super) fn new(registers: &'a Registers) -> Indexer<'a> {
        Indexer { registers, phrases: Phrases::new(named(&concepts(registers)).chain(numbered(registers))) }
    }

    /// The postings of an article with the plain text `text`, and the numbers of the phrases in it.
    pub(super) fn postings(&self, article: &Article, text: &str) -> (Postings, Box<[u32]>) {
        let (front, facts, registers) = (&article.front, &article.body.facts, self.registers);
        let (mut list, mut found) = (TermList::default(), BTreeSet::new());
        let mut add = |text: &str, field| {
            let text = folded(text);
            list.text(&text, field);
            self.phrases.find(&text, |value| if value < NUMBERED { list.add(value, field) } else { found.extend([value]) });
        };
        add(&front.title.value, Field::Title);
        facts.headings.iter().for_each(|heading| add(heading.text, Field::Heading));
        front.summary.iter().for_each(|summary| add(&summary.value, Field::Heading));
        for question in &front.faq {
            add(&question.q, Field::Heading);
            add(&question.a, Field::Body);
        }
        add(text, Field::Body);
        for (law, citation) in facts.citations.iter().filter_map(|citation| Some((citation.law?, citation))) {
            list.add(term(ConceptKind::Law, &registers.laws[law].id), Field::Body);
            citation.articles.iter().for_each(|cited| list.add(law_article_term(registers, law, &cited.number), Field::Body));
        }
        front.lender.iter().for_each(|id| list.add(term(ConceptKind::Lender, &registers.lenders[*id].slug), Field::Heading));
        front.topics.iter().for_each(|id| list.add(term(ConceptKind::Topic, &registers.topics[*id].slug), Field::Heading));
        (list.postings(), found.into_iter().collect())
    }
}
