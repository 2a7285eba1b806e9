//! The terms by which an article is searched.

use crate::model::concepts::{ConceptKind, law_article_term, term};
use crate::model::{Article, Registers};
use crate::text::normal::folded;
use crate::text::{Field, Phrases, Postings, TermList};

/// The postings of an article with the plain text `text`.
pub(super) fn postings(article: &Article, text: &str, registers: &Registers, concepts: &Phrases) -> Postings {
    let (front, facts) = (&article.front, &article.body.facts);
    let mut list = TermList::default();
    let mut add = |text: &str, field| list.text(&folded(text), field, concepts);
    add(&front.title.value, Field::Title);
    facts.headings.iter().for_each(|heading| add(heading.text, Field::Heading));
    front.summary.iter().for_each(|summary| add(&summary.value, Field::Heading));
    for question in &front.faq {
        add(&question.q, Field::Heading);
        add(&question.a, Field::Body);
    }
    add(text, Field::Body);
    for (law, article) in facts.citations.iter().filter_map(|citation| Some((citation.law?, citation))) {
        list.add(term(ConceptKind::Law, &registers.laws[law].id), Field::Body);
        article.articles.iter().for_each(|cited| list.add(law_article_term(registers, law, &cited.number), Field::Body));
    }
    front.lender.iter().for_each(|id| list.add(term(ConceptKind::Lender, &registers.lenders[*id].slug), Field::Heading));
    front.topics.iter().for_each(|id| list.add(term(ConceptKind::Topic, &registers.topics[*id].slug), Field::Heading));
    list.postings()
}
