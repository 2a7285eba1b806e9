//! The fourth step: related articles and near-duplicates, always of all articles.

use std::io;
use std::sync::Arc;

use rayon::prelude::*;

use super::analyze::AnalyzedArticles;
use super::{Context, MAX_CHUNK, Progress};
use crate::analyze::{DocumentFrequency, Library, Sketch};
use crate::link::Linked;
use crate::model::id::{ArticleId, Id, IndexVec};
use crate::relate::{DocId, Duplicates, Neighbor, Recommender, Related};
use crate::store::{self, Codec, Input, Kind};
use crate::text::Checksum;

#[derive(Hash)]
pub(super) struct RelatedInput {
    environment: Checksum,
    shards: Vec<Checksum>,
}

impl RelatedInput {
    pub(super) fn new(articles: &AnalyzedArticles) -> RelatedInput {
        RelatedInput { environment: articles.environment, shards: articles.shards.iter().map(|shard| shard.input).collect() }
    }
}

impl Input for RelatedInput {
    type Value = Related;
    const KIND: Kind = Kind::Related;
    const CODEC: Option<Codec<Related>> = Some(Codec::POSTCARD);
}

pub(super) fn sketches(library: &Library) -> IndexVec<ArticleId, &Sketch> {
    library.articles.iter().map(|analysis| &analysis.sketch).collect()
}

/// Compares all articles, unless nothing has changed.
pub(super) fn relate(
    input: &RelatedInput,
    linked: &Linked,
    frequency: &DocumentFrequency,
    duplicates: &Duplicates,
    context: &Context<'_>,
) -> io::Result<Arc<Related>> {
    store::get_or(context.store, input, || {
        let (recommender, neighbors) = neighbors(linked, frequency, duplicates, context.progress);
        Ok(recommender.join(&neighbors))
    })
}

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
