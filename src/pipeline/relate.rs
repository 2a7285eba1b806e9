//! The fourth step: related articles and near-duplicates, always of all articles.

use std::sync::Arc;

use rayon::prelude::*;

use super::{MAX_CHUNK, Progress, Step};
use crate::analyze::{DocumentFrequency, Library, Sketch};
use crate::link::Linked;
use crate::model::id::{ArticleId, Id, IndexVec};
use crate::relate::{DocId, Duplicates, Neighbor, Recommender, Related};

pub(super) fn sketches(library: &Library) -> IndexVec<ArticleId, &Sketch> {
    library.articles.iter().map(|analysis| &analysis.sketch).collect()
}

pub(super) fn relate(
    linked: &Linked,
    frequency: &DocumentFrequency,
    duplicates: &Duplicates,
    progress: &dyn Progress,
) -> Arc<Related> {
    progress.begin(Step::Relate, linked.library.articles.len());
    let (recommender, neighbors) = neighbors(linked, frequency, duplicates, progress);
    Arc::new(recommender.join(&neighbors))
}

/// Finds the neighbors of each article.
pub(super) fn neighbors<'a>(
    linked: &'a Linked,
    frequency: &DocumentFrequency,
    duplicates: &Duplicates,
    progress: &dyn Progress,
) -> (Recommender<'a>, IndexVec<DocId, Box<[Neighbor]>>) {
    let recommender = Recommender::new(linked, &sketches(&linked.library), frequency, duplicates);
    let docs = (0..recommender.len()).into_par_iter().with_max_len(MAX_CHUNK).inspect(|_| progress.tick());
    let top_k = |scratch: &mut _, doc| recommender.top_k(DocId::new(doc), scratch);
    let neighbors: Vec<_> = docs.map_init(|| recommender.scratch(), top_k).collect();
    (recommender, neighbors.into())
}
