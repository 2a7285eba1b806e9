//! The fourth step: what is near to what, and what is said twice. Where only a few articles differ from what was compared before,
//! only these are compared again, which comes to the same.

use std::sync::Arc;

use rayon::prelude::*;

use super::again::Standing;
use super::{AT_A_TIME, Progress, Step};
use crate::diag::Group;
use crate::link::Linked;
use crate::load::Texts;
use crate::model::ArticleId;
use crate::relate::{self, Changed, Digest, Duplicate, Duplicates, Kept, Near, Related, Relating, Spread};

/// What was found to be said twice.
#[derive(Debug, Clone, Default)]
pub(super) struct Twice {
    texts: Group,
    titles: Group,
    summaries: Group,
}

impl Twice {
    /// By what was found.
    pub(super) fn groups(&self) -> [&Group; 3] {
        [&self.texts, &self.titles, &self.summaries]
    }
}

/// What came of comparing.
pub(super) struct Compared {
    /// What is near to what.
    pub(super) related: Related,
    /// What was found to be said twice.
    pub(super) twice: Twice,
    /// What the next comparison can start from.
    pub(super) kept: Option<(Kept, Duplicates)>,
    /// True where it is what came of comparing another text.
    pub(super) is_rough: bool,
}

/// Compares articles by their digests: only those that have changed, where what came of the others still holds.
pub(super) fn relate(
    linked: &Linked,
    digests: Vec<Arc<Digest>>,
    spread: &Spread,
    texts: &Texts,
    standing: Option<Standing<'_>>,
    progress: &dyn Progress,
) -> Compared {
    let known = standing.and_then(|s| again(linked, &digests, spread, &s).or_else(|| s.in_a_hurry(linked)));
    known.unwrap_or_else(|| anew(linked, digests, spread, texts, progress))
}

/// Compares all articles.
fn anew(linked: &Linked, digests: Vec<Arc<Digest>>, spread: &Spread, texts: &Texts, progress: &dyn Progress) -> Compared {
    progress.begin(Step::Relate, digests.len());
    let duplicates = Duplicates::new(&digests, relate::by_age(linked));
    let list = duplicates.list();
    let twice = Twice {
        texts: relate::same_texts(linked, &list).into(),
        titles: relate::same_titles(linked, duplicates.by_age()).into(),
        summaries: relate::same_summaries(linked, duplicates.by_age()).into(),
    };
    // Where only some bodies were read, no page is shown, and nothing has to be near.
    if !texts.are_whole() {
        return Compared { related: Related::default(), twice, kept: None, is_rough: false };
    }
    // Only where texts are kept in memory is anything compared again. What is not kept makes room.
    let is_kept = matches!(texts, Texts::Held(_));
    let duplicates = is_kept.then_some(duplicates);
    let (relating, near) = near(linked, digests, spread, &list, is_kept, progress);
    let related = relating.join(&near);
    Compared { related, twice, kept: duplicates.map(|d| (relating.keep(near), d)), is_rough: false }
}

/// Finds the nearest of each article.
pub(super) fn near<'a>(
    linked: &'a Linked,
    digests: Vec<Arc<Digest>>,
    spread: &Spread,
    duplicates: &[Duplicate],
    is_kept: bool,
    progress: &dyn Progress,
) -> (Relating<'a>, Vec<Arc<[Near]>>) {
    let relating = Relating::new(linked, digests, spread, duplicates, is_kept);
    let seats = (0..relating.count()).into_par_iter().with_max_len(AT_A_TIME).inspect(|_| progress.tick());
    let near = seats.map_init(|| relating.scratch(), |scratch, seat| relating.nearest(seat, scratch)).collect();
    (relating, near)
}

/// Compares what has changed; nothing where all is to be compared anew.
fn again(linked: &Linked, digests: &[Arc<Digest>], spread: &Spread, standing: &Standing<'_>) -> Option<Compared> {
    let ((kept, duplicates), articles) = standing.compared(linked)?;
    let (old, before) = standing.words();
    let found = duplicates.again(old, digests, &articles)?;
    let list = found.list();
    let changed = Changed { digests, articles: &articles, before, spread };
    let (relating, seats) = Relating::again(kept, linked, changed, &list)?;
    let nearest = |scratch: &mut _, seat: &u32| relating.nearest(*seat, scratch);
    let near = kept.near(&seats, seats.par_iter().map_init(|| relating.scratch(), nearest).collect());
    let related = relating.join(&near);
    let twice = twice_again(linked, &found, list == duplicates.list(), standing, &articles);
    Some(Compared { related, twice, kept: Some((relating.keep(near), found)), is_rough: false })
}

/// What is said twice, where articles have changed. What these say as they did is taken over.
fn twice_again(linked: &Linked, found: &Duplicates, is_as_before: bool, standing: &Standing<'_>, changed: &[ArticleId]) -> Twice {
    let mut twice = standing.twice().clone();
    let are_titled_alike = standing.are_alike(linked, changed, |a, b| a.front.title == b.front.title);
    if !is_as_before || !are_titled_alike {
        twice.texts = relate::same_texts(linked, &found.list()).into();
    }
    if !are_titled_alike {
        twice.titles = relate::same_titles(linked, found.by_age()).into();
    }
    if !are_titled_alike || !standing.are_alike(linked, changed, |a, b| a.front.summary == b.front.summary) {
        twice.summaries = relate::same_summaries(linked, found.by_age()).into();
    }
    twice
}
