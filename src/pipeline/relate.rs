//! The fourth step: related articles and near-duplicates.

use rayon::prelude::*;

use super::again::Standing;
use super::{AT_A_TIME, Progress, Step};
use crate::diag::Group;
use crate::link::Linked;
use crate::load::Texts;
use crate::model::{ArticleId, Id, IndexVec};
use crate::relate::{DocId, DocumentFrequency, Duplicates, Neighbor, Recommender, Related, Sketch};

/// What came of comparing all articles.
pub(super) struct Compared {
    pub(super) related: Related,
    /// The findings about duplicates.
    pub(super) duplicates: Group,
    /// True if it came of comparing another text.
    pub(super) is_rough: bool,
}

/// Compares all articles.
pub(super) fn relate(
    linked: &Linked,
    sketches: &IndexVec<ArticleId, &Sketch>,
    frequency: &DocumentFrequency,
    texts: &Texts,
    standing: Option<Standing<'_>>,
    progress: &dyn Progress,
) -> Compared {
    if let Some(compared) = standing.and_then(|s| s.in_a_hurry(linked)) {
        return compared;
    }
    progress.begin(Step::Relate, sketches.len());
    let found = Duplicates::find(linked, sketches);
    let duplicates = found.findings(linked).into();
    // If only some bodies were read, no page is shown and no list is needed.
    if !texts.are_whole() {
        return Compared { related: Related::default(), duplicates, is_rough: false };
    }
    let (recommender, neighbors) = neighbors(linked, sketches, frequency, &found, progress);
    Compared { related: recommender.join(&neighbors), duplicates, is_rough: false }
}

/// Finds the neighbors of each article.
pub(super) fn neighbors<'a>(
    linked: &'a Linked,
    sketches: &IndexVec<ArticleId, &'a Sketch>,
    frequency: &DocumentFrequency,
    duplicates: &Duplicates,
    progress: &dyn Progress,
) -> (Recommender<'a>, IndexVec<DocId, Box<[Neighbor]>>) {
    let recommender = Recommender::new(linked, sketches, frequency, duplicates);
    let docs = (0..recommender.len()).into_par_iter().with_max_len(AT_A_TIME).inspect(|_| progress.tick());
    let top_k = |scratch: &mut _, doc| recommender.top_k(DocId::new(doc), scratch);
    let neighbors: Vec<_> = docs.map_init(|| recommender.scratch(), top_k).collect();
    (recommender, neighbors.into())
}
