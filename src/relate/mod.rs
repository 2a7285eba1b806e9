//! Linked → Related: which articles are nearest to each, and which are nearly the same text.
//!
//! Three steps, so that the middle one can run for many articles at a time: [`Relating::new`] weighs what the [`digest()`]s
//! hold, [`Relating::nearest`] finds the nearest of one article, [`Relating::join`] makes the lists that are shown. Scores are
//! whole numbers and ties go by slug, so every machine makes the same lists. Nothing here compares every article with every
//! other, and nothing is read or written.

mod again;
mod coverage;
mod digest;
mod duplicates;
mod explain;
mod few;
mod index;
mod keys;
mod nearest;
mod relations;
mod rows;
mod terms;
mod twice;
mod weights;

pub use again::Changed;
pub use digest::{Digest, Spread, Tally, Used, digest};
pub use duplicates::{Duplicate, Duplicates};
pub use explain::{Signals, Standing};
pub use index::Index;
pub use nearest::{Near, Scratch};
pub use terms::Relation;
pub use twice::{same_summaries, same_texts, same_titles};

use std::sync::Arc;

use coverage::Wanted;
use rows::Rows;

use crate::link::{Linked, Pinned, State};
use crate::model::{ArticleId, Id};

/// For each article the articles to show beside it, after its pinned ones.
#[derive(Debug, Clone, Default)]
pub struct Related {
    lists: Rows<ArticleId>,
}

impl Related {
    /// The articles nearest to an article, nearest first.
    pub fn of(&self, article: ArticleId) -> &[ArticleId] {
        self.lists.get(article.position())
    }
}

/// Articles being related.
#[derive(Debug)]
pub struct Relating<'a> {
    linked: &'a Linked,
    index: Index,
    /// By seat, the seat of the oldest article that is nearly the same; its own where there is none.
    kin: Vec<u32>,
    /// By seat, true for articles that stand in lists.
    listed: Vec<bool>,
}

impl<'a> Relating<'a> {
    /// Weighs what the digests hold. `spread` was counted with them, and `duplicates` are theirs. What `is_kept` can later be
    /// made again from where it stands.
    pub fn new(
        linked: &'a Linked,
        digests: Vec<Arc<Digest>>,
        spread: &Spread,
        duplicates: &[Duplicate],
        is_kept: bool,
    ) -> Relating<'a> {
        Relating::of(linked, Index::new(linked, digests, spread, is_kept), duplicates)
    }

    fn of(linked: &'a Linked, index: Index, duplicates: &[Duplicate]) -> Relating<'a> {
        let kin = kin(&index, duplicates);
        let listed = index.articles.iter().map(|a| linked.addresses.is_listed(*a)).collect();
        Relating { linked, index, kin, listed }
    }

    /// What was kept, made again after some articles have changed, and the seats, ascending, of those whose nearest may be others
    /// than before. All articles must have the addresses that they had. Nothing where too much has changed: then all are to be
    /// related anew.
    pub fn again(
        kept: &Kept,
        linked: &'a Linked,
        changed: Changed<'_>,
        duplicates: &[Duplicate],
    ) -> Option<(Relating<'a>, Vec<u32>)> {
        let (index, mut seats) = kept.index.again(linked, changed)?;
        let relating = Relating::of(linked, index, duplicates);
        let kin = (0u32..).zip(kept.kin.iter().zip(&relating.kin));
        seats.extend(kin.filter(|(_, (old, new))| old != new).map(|(seat, _)| seat));
        let affected = relating.index.affected(&kept.index, &seats)?;
        Some((relating, affected))
    }

    /// Keeps what is needed to relate again: `near` are the nearest of each seat in order.
    pub fn keep(self, near: Vec<Arc<[Near]>>) -> Kept {
        Kept { index: self.index, kin: self.kin, near }
    }

    /// Number of articles that have a page: their seats count from 0.
    pub fn count(&self) -> u32 {
        u32::try_from(self.index.articles.len()).unwrap_or(u32::MAX)
    }

    /// Room to work in.
    pub fn scratch(&self) -> Scratch {
        self.index.scratch()
    }

    /// The articles nearest to the one at a seat that readers may be led to, nearest first.
    pub fn nearest(&self, seat: u32, scratch: &mut Scratch) -> Arc<[Near]> {
        let kin = self.kin.get(seat as usize);
        let may = |other: u32| self.listed.get(other as usize) == Some(&true) && self.kin.get(other as usize) != kin;
        self.index.nearest(seat, self.linked.library.settings.related_count, may, scratch)
    }

    /// How many articles are shown beside one after its pinned links.
    fn room(&self, article: ArticleId) -> usize {
        let pins = self.linked.resolved.articles[article].pinned.len();
        self.linked.library.settings.related_count.saturating_sub(pins)
    }

    /// Articles of the site that are pinned beside one.
    fn pinned(&self, article: ArticleId) -> impl Iterator<Item = ArticleId> + '_ {
        let pins = &self.linked.resolved.articles[article].pinned;
        pins.iter().filter_map(|pin| if let Pinned::Article(i) = pin { Some(*i) } else { None })
    }

    /// Makes the lists that are shown from the nearest of each seat in order.
    pub fn join(&self, near: &[Arc<[Near]>]) -> Related {
        let articles = &self.index.articles;
        let room: Vec<usize> = articles.iter().map(|a| self.room(*a)).collect();
        let pinned: Rows<u32> =
            articles.iter().map(|a| self.pinned(*a).filter_map(|pin| self.index.seat(pin)).collect::<Vec<u32>>()).collect();
        let wanted = Wanted { near, room: &room, kin: &self.kin, pinned: &pinned, listed: &self.listed };
        let mut lists = coverage::lists(&wanted);
        let article = |near: &Near| articles.get(near.seat as usize).copied();
        let of = |i: ArticleId| {
            let list = self.index.seat(i).and_then(|seat| lists.get_mut(seat as usize)).map(std::mem::take).unwrap_or_default();
            list.iter().filter_map(article).collect::<Vec<ArticleId>>()
        };
        Related { lists: self.linked.library.articles.ids().map(of).collect() }
    }
}

/// What relating leaves behind for the next time.
#[derive(Debug)]
pub struct Kept {
    index: Index,
    /// By seat, as in [`Relating`].
    kin: Vec<u32>,
    near: Vec<Arc<[Near]>>,
}

impl Kept {
    /// The nearest of each seat, with those of some seats, ascending, in place of the old.
    pub fn near(&self, seats: &[u32], fresh: Vec<Arc<[Near]>>) -> Vec<Arc<[Near]>> {
        let mut near = self.near.clone();
        for (seat, fresh) in seats.iter().zip(fresh) {
            near.get_mut(*seat as usize).into_iter().for_each(|near| *near = Arc::clone(&fresh));
        }
        near
    }
}

/// By seat, the oldest of the articles that are nearly the same.
fn kin(index: &Index, duplicates: &[Duplicate]) -> Vec<u32> {
    let mut kin: Vec<u32> = (0..).take(index.articles.len()).collect();
    for duplicate in duplicates {
        let (Some(newer), Some(older)) = (index.seat(duplicate.article), index.seat(duplicate.of)) else { continue };
        // Duplicates come oldest first, so the older one already has its oldest.
        let oldest = kin.get(older as usize).copied().unwrap_or(older);
        if let Some(kin) = kin.get_mut(newer as usize) {
            *kin = oldest;
        }
    }
    kin
}

/// The articles whose texts are compared, oldest first: all that readers see or will see. What is not published counts as
/// newer than what is.
pub fn by_age(linked: &Linked) -> Arc<[ArticleId]> {
    let addresses = &linked.addresses;
    let compared = |i: &ArticleId| !matches!(addresses.state(*i), State::Withdrawn | State::Expired);
    let mut articles: Vec<ArticleId> = linked.library.articles.ids().filter(compared).collect();
    articles.sort_by_cached_key(|i| {
        let front = &linked.library.articles[*i].front;
        (!addresses.is_listed(*i), front.date.value, front.slug.value.as_str())
    });
    articles.into()
}
