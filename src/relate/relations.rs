//! The relations of an article as terms: its lender, its topics and the laws that it cites.

use crate::analyze::terms::{Relation, Term, relation};
use crate::link::Linked;
use crate::model::ArticleId;

/// The relations of an article, each with its kind, its name and its uses: those of a word that tells as much.
pub(super) fn relations(linked: &Linked, article: ArticleId) -> Vec<(Relation, String, u8)> {
    let (front, registers) = (&linked.library.article(article).front, &linked.library.registers);
    let lender = front.lender.map(|lender| (Relation::Lender, registers.lenders[lender].slug.clone(), 4));
    let topics = front.topics.iter().map(|topic| registers.topics[*topic].slug.clone()).enumerate();
    let topics = topics.map(|(n, slug)| (Relation::Topic, slug, if n == 0 { 3 } else { 2 }));
    let laws = linked.resolved.articles[article].laws.iter();
    let laws = laws.map(|(law, number)| (Relation::Law, format!("{}#{number}", registers.laws[*law].id), 2));
    lender.into_iter().chain(topics).chain(laws).collect()
}

/// The terms of an article's relations, ascending, each once, with their uses.
pub(super) fn terms(linked: &Linked, article: ArticleId) -> Vec<(Term, u8)> {
    let all = relations(linked, article);
    let mut terms: Vec<(Term, u8)> = all.iter().map(|(kind, name, uses)| (relation(*kind, name), *uses)).collect();
    terms.sort_unstable();
    terms.dedup_by_key(|(term, _)| *term);
    terms
}
