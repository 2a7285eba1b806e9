//! How much of an article many others have word for word, apart from names and numbers.

use crate::analyze::Sentence;
use crate::model::{ArticleId, IndexVec};

/// A sentence is repeated if so many articles have it.
const MANY: usize = 20;

/// Percent of the compared sentences of each article that [`MANY`] articles have at least.
pub(crate) fn repetition(texts: &IndexVec<ArticleId, &[Sentence]>) -> IndexVec<ArticleId, u32> {
    let mut templates: Vec<u32> = Vec::with_capacity(texts.iter().map(|text| text.len()).sum());
    texts.iter().for_each(|text| templates.extend(text.iter().map(|sentence| sentence.template)));
    templates.sort_unstable();
    let lists = templates.chunk_by(|a, b| a == b).filter(|list| list.len() >= MANY);
    let repeated: Vec<u32> = lists.filter_map(|list| list.first().copied()).collect();
    drop(templates);
    let percent = |text: &&[Sentence]| {
        let shared = text.iter().filter(|s| repeated.binary_search(&s.template).is_ok()).count();
        (shared * 100).checked_div(text.len()).and_then(|percent| u32::try_from(percent).ok()).unwrap_or(0)
    };
    texts.iter().map(percent).collect()
}
