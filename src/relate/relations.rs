//! What articles have to do with besides their words: lenders, topics and cited laws, as terms. Names stay names only where they
//! are told.

use std::collections::{BTreeMap, BTreeSet};

use super::rows::Rows;
use super::terms::{Relation, Term, relation};
use crate::link::Linked;
use crate::model::ArticleId;

/// The terms of every article's relations.
#[derive(Debug, Clone, Default)]
pub(super) struct Relations {
    /// By seat, the terms, ascending, each once, and how strongly each is meant.
    pub(super) rows: Rows<(Term, u8)>,
    /// How many articles have each.
    common: BTreeMap<Term, u32>,
}

impl Relations {
    /// Of articles in the order of their seats.
    pub(super) fn new(linked: &Linked, articles: &[ArticleId]) -> Relations {
        let rows: Rows<(Term, u8)> = articles.iter().map(|i| terms_of(linked, *i)).collect();
        let mut common: BTreeMap<Term, u32> = BTreeMap::new();
        rows.items().iter().for_each(|(term, _)| *common.entry(*term).or_default() += 1);
        Relations { rows, common }
    }

    /// How many articles have a relation.
    pub(super) fn of(&self, term: Term) -> u32 {
        self.common.get(&term).copied().unwrap_or(0)
    }

    /// The same with the articles at some seats, ascending, looked at again; and the terms that others have now.
    pub(super) fn again(&self, linked: &Linked, articles: &[ArticleId], seats: &[u32]) -> (Relations, BTreeSet<Term>) {
        let (mut rows, mut common) = (Rows::with_capacity(self.rows.len(), self.rows.items().len()), self.common.clone());
        let (mut touched, mut seats) = (BTreeSet::new(), seats.iter().copied().peekable());
        for ((seat, article), old) in (0u32..).zip(articles).zip(self.rows.iter()) {
            if seats.next_if_eq(&seat).is_none() {
                rows.push(old.iter().copied());
                continue;
            }
            let new = terms_of(linked, *article);
            for (term, by) in old.iter().map(|(t, _)| (*t, -1)).chain(new.iter().map(|(t, _)| (*t, 1))) {
                let count = common.entry(term).or_default();
                *count = count.saturating_add_signed(by);
                touched.insert(term);
            }
            rows.push(new);
        }
        (Relations { rows, common }, touched)
    }
}

/// What an article has to do with: each relation's kind, the name it goes by, and how strongly it is meant.
pub(super) fn relations(linked: &Linked, article: ArticleId) -> Vec<(Relation, String, u8)> {
    let front = &linked.library.articles[article].front;
    let registers = &linked.library.registers;
    let lender = front.lender.map(|l| &registers.lenders[l]).map(|l| (Relation::Lender, l.slug.clone(), 4));
    let topics = front.topics.iter().map(|t| &registers.topics[*t]);
    let topics = (0u8..).zip(topics).map(|(n, t)| (Relation::Topic, t.slug.clone(), if n == 0 { 3 } else { 2 }));
    let laws = &linked.resolved.articles[article].laws;
    let cited = laws.iter().map(|(law, number)| (&registers.laws[*law], number));
    let laws = cited.map(|(law, number)| (Relation::Law, format!("{}#{number}", law.id), 2));
    lender.into_iter().chain(topics).chain(laws).collect()
}

/// The terms of an article's relations, ascending, each once.
fn terms_of(linked: &Linked, article: ArticleId) -> Vec<(Term, u8)> {
    let mut terms: Vec<(Term, u8)> =
        relations(linked, article).iter().map(|(kind, name, uses)| (relation(*kind, name), *uses)).collect();
    terms.sort_unstable();
    terms.dedup_by_key(|(term, _)| *term);
    terms
}
