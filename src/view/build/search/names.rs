//! What queries may name: concepts, situations, articles of laws, and calculators.

use std::collections::BTreeSet;

use crate::calc::{self, Lang};
use crate::link::Linked;
use crate::model::concepts::Concept;
use crate::model::registers::laws::ArticleNumber;
use crate::view::{SearchName, SearchNames};

pub(super) fn names(linked: &Linked, concepts: &[Concept]) -> SearchNames {
    let registers = &linked.library.registers;
    let situation = |topic: &crate::model::registers::Topic| Some((topic.situation.clone()?, topic.slug.clone()));
    let law_articles = registers.laws.iter().map(|(id, law)| {
        let numbers: BTreeSet<ArticleNumber> = law.articles.keys().chain(linked.lists.citing[id].keys()).copied().collect();
        let numbers = numbers.into_iter().filter(|number| *number != ArticleNumber::WHOLE);
        (law.id.clone(), numbers.map(|number| number.to_string()).collect())
    });
    SearchNames {
        concepts: concepts.iter().map(name).collect(),
        base: linked.addresses.base().path.clone(),
        situations: registers.topics.iter().filter_map(|(_, topic)| situation(topic)).collect(),
        law_articles: law_articles.collect(),
        calculators: calc::available(&registers.tables).map(|spec| calculator(spec.kind, spec.title.get(Lang::Zh))).collect(),
    }
}

fn name(concept: &Concept) -> SearchName {
    let Concept { kind, key, names, find } = concept.clone();
    SearchName { kind: kind.name(), key, names, find }
}

/// A calculator is asked for by what it computes: `诉讼费` of `诉讼费计算器`.
fn calculator(kind: &str, title: &str) -> (String, String, Vec<String>) {
    let subjects = title.strip_suffix("计算器").unwrap_or(title);
    let subjects = subjects.split(['与', '、']).map(str::to_owned).collect();
    (kind.to_owned(), title.to_owned(), subjects)
}
