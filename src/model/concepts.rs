//! Concepts of the search: what one thing is called, by readers, articles and registers.

use super::Registers;
use super::registers::LawId;
use crate::text::{index_term, normal};

/// The register that a concept comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ConceptKind {
    /// A row of search words.
    Word,
    Lender,
    Topic,
    Law,
}

impl ConceptKind {
    /// The name in the search index.
    pub(crate) fn name(self) -> &'static str {
        match self {
            ConceptKind::Word => "word",
            ConceptKind::Lender => "lender",
            ConceptKind::Topic => "topic",
            ConceptKind::Law => "law",
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Concept {
    pub kind: ConceptKind,
    /// Unique among the concepts of a kind: the slug of a row, or its first word.
    pub key: String,
    /// Names in queries and texts.
    pub names: Vec<String>,
    /// Further names in texts.
    pub find: Vec<String>,
}

impl Concept {
    pub(crate) fn term(&self) -> u32 {
        term(self.kind, &self.key)
    }
}

pub(crate) fn term(kind: ConceptKind, key: &str) -> u32 {
    index_term::concept(&format!("{}:{key}", kind.name()))
}

/// The term of an article of a law.
pub(crate) fn law_article_term(registers: &Registers, law: LawId, number: &str) -> u32 {
    term(ConceptKind::Law, &format!("{}#{number}", registers.laws[law].id))
}

/// Titles of laws are mostly cited without it.
const STATE: &str = "中华人民共和国";

/// Every concept of the registers, in their order.
pub(crate) fn concepts(registers: &Registers) -> Vec<Concept> {
    let row = |kind, key: &str, names: Vec<&String>| Concept {
        kind,
        key: key.to_owned(),
        names: names.into_iter().cloned().collect(),
        find: Vec::new(),
    };
    let lenders = registers.lenders.iter().map(|(_, lender)| {
        let names = [&lender.name].into_iter().chain(&lender.aliases).chain(&lender.former_names).chain(&lender.entity);
        row(ConceptKind::Lender, &lender.slug, names.collect())
    });
    let topics = registers
        .topics
        .iter()
        .map(|(_, topic)| row(ConceptKind::Topic, &topic.slug, [&topic.title].into_iter().chain(&topic.aliases).collect()));
    let laws = registers.laws.iter().map(|(_, law)| {
        let bare = law.title.strip_prefix(STATE).map(str::to_owned);
        row(ConceptKind::Law, &law.id, bare.iter().chain([&law.title]).chain(&law.short).collect())
    });
    let words = registers.search.rows.iter().map(|search| Concept {
        find: search.find.iter().map(|find| find.value.clone()).collect(),
        ..row(
            ConceptKind::Word,
            search.words.first().map_or("", |w| w.value.as_str()),
            search.words.iter().map(|w| &w.value).collect(),
        )
    });
    words.chain(lenders).chain(topics).chain(laws).collect()
}

/// The names of concepts as texts have them, each with the term of its concept.
pub fn named(concepts: &[Concept]) -> impl Iterator<Item = (String, u32)> {
    concepts.iter().flat_map(|concept| {
        let term = concept.term();
        concept.names.iter().chain(&concept.find).map(move |name| (normal::folded(name), term))
    })
}
