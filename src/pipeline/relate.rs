//! The fourth step: related articles and near-duplicates, always of all articles.

use std::io;
use std::sync::Arc;

use rayon::prelude::*;

use super::analyze::{AnalyzedArticles, Sketches};
use super::{Context, MAX_CHUNK, Progress};
use crate::analyze::DocumentFrequency;
use crate::link::Linked;
use crate::model::ArticleId;
use crate::model::id::{Id, IndexVec};
use crate::relate::{DocId, Duplicates, Neighbor, Recommender, Related};
use crate::store::{self, Codec, Input, Kind};
use crate::text::Checksum;

#[derive(Hash)]
pub(super) struct RelatedInput {
    environment: Checksum,
    shards: Vec<Checksum>,
    /// The fingerprint of the articles that search engines may not list: they come last.
    unindexed: Option<Checksum>,
}

impl RelatedInput {
    pub(super) fn new(articles: &AnalyzedArticles) -> RelatedInput {
        RelatedInput {
            environment: articles.environment,
            shards: articles.shards.iter().map(|shard| shard.input).collect(),
            unindexed: None,
        }
    }
}

impl Input for RelatedInput {
    type Value = Related;
    const KIND: Kind = Kind::Related;
    const CODEC: Option<Codec<Related>> = Some(Codec::POSTCARD);
}

/// What the near-duplicates are found from: the same as related articles.
#[derive(Hash)]
struct DuplicatesInput<'a>(&'a RelatedInput);

impl Input for DuplicatesInput<'_> {
    type Value = Duplicates;
    const KIND: Kind = Kind::Duplicates;
    const CODEC: Option<Codec<Duplicates>> = Some(Codec::POSTCARD);
}

/// Finds near-duplicates, unless nothing has changed.
pub(super) fn duplicates(
    input: &RelatedInput,
    linked: &Linked,
    sketches: &Sketches,
    context: &Context<'_>,
) -> io::Result<Arc<Duplicates>> {
    store::get_or(context.store, &DuplicatesInput(input), || Ok(Duplicates::find(linked, &sketches.by_article())))
}

/// Compares all articles, unless nothing has changed.
pub(super) fn relate(
    input: &RelatedInput,
    linked: &Linked,
    sketches: &Sketches,
    frequency: &DocumentFrequency,
    duplicates: &Duplicates,
    context: &Context<'_>,
) -> io::Result<Arc<Related>> {
    let unindexed: Vec<ArticleId> = linked.unindexed.iter().map(|(article, _)| article).collect();
    let unindexed = (!unindexed.is_empty()).then(|| Checksum::of_value(&unindexed));
    let input = RelatedInput { environment: input.environment, shards: input.shards.clone(), unindexed };
    store::get_or(context.store, &input, || {
        let (recommender, neighbors) = neighbors(linked, sketches, frequency, duplicates, context.progress);
        Ok(recommender.join(&neighbors))
    })
}

pub(super) fn neighbors<'a>(
    linked: &'a Linked,
    sketches: &'a Sketches,
    frequency: &DocumentFrequency,
    duplicates: &Duplicates,
    progress: &dyn Progress,
) -> (Recommender<'a>, IndexVec<DocId, Box<[Neighbor]>>) {
    let recommender = Recommender::new(linked, &sketches.by_article(), frequency, duplicates);
    let docs = (0..recommender.len()).into_par_iter().with_max_len(MAX_CHUNK).inspect(|_| progress.tick());
    let top_k = |scratch: &mut _, doc| recommender.top_k(DocId::new(doc), scratch);
    let neighbors: Vec<_> = docs.map_init(|| recommender.scratch(), top_k).collect();
    (recommender, neighbors.into())
}
