//! The numbers of articles in the search index. An article that comes or goes leaves the numbers of nearly all others as they are.

use crate::text::{index_term::mixed, short_id};

/// Articles after which the older segment is renewed.
const RENEWED: usize = 256;
/// One of so many articles ends a block, by the hash of its slug alone.
const BLOCK: u32 = 64;
/// The fewest numbers of a block. A block has at least a third more numbers than articles, a power of two: it seldom changes.
const LEAST: usize = 32;

/// Articles by number, as their places in the order of publication.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Layout {
    pub(super) places: Vec<Option<usize>>,
    /// The end of the older segment, which has whole blocks. Newer articles follow in order.
    pub(super) main: u32,
    /// Numbers for the newer articles, with those that are free.
    pub(super) room: u32,
    /// Identifies the numbers of the blocks.
    pub(super) id: u32,
}

/// Numbers articles, given their slugs in the order of publication.
pub(super) fn layout(slugs: &[&str]) -> Layout {
    let (mut places, mut sizes, mut start) = (Vec::new(), Vec::new(), 0);
    for block in older(slugs).split_inclusive(ends_block) {
        if block.last().is_none_or(|slug| !ends_block(slug)) {
            break;
        }
        let size = (block.len() * 4 / 3).next_power_of_two().max(LEAST);
        let mut hashes: Vec<(u32, usize)> = (start..).zip(block).map(|(place, slug)| (hash(slug), place)).collect();
        hashes.sort_unstable();
        let first = places.len();
        places.resize(first + size, None);
        for (position, (_, place)) in positions(&hashes, size).into_iter().zip(hashes) {
            places.get_mut(first + position).into_iter().for_each(|number| *number = Some(place));
        }
        sizes.push(size.to_string());
        start += block.len();
    }
    let main = places.len();
    places.extend((start..slugs.len()).map(Some));
    let room = (slugs.len() - start + 1).next_multiple_of(RENEWED);
    Layout { places, main: main as u32, room: room as u32, id: short_id(sizes.iter().map(String::as_str)) }
}

/// True if the older segment has articles.
pub(super) fn has_blocks(slugs: &[&str]) -> bool {
    older(slugs).iter().any(ends_block)
}

/// The articles that may belong to the older segment.
fn older<'s, 't>(slugs: &'s [&'t str]) -> &'s [&'t str] {
    slugs.get(..slugs.len() / RENEWED * RENEWED).unwrap_or_default()
}

fn ends_block(slug: &&str) -> bool {
    hash(slug).is_multiple_of(BLOCK)
}

fn hash(slug: &str) -> u32 {
    mixed(short_id([slug].into_iter()), 0)
}

/// The positions of ascending hashes in a block: where its hash says, or the next that is free.
fn positions(hashes: &[(u32, usize)], size: usize) -> Vec<usize> {
    let mut next = 0;
    let mut positions: Vec<usize> = Vec::with_capacity(hashes.len());
    for (hash, _) in hashes {
        let own = ((u64::from(*hash) * size as u64) >> 32) as usize;
        positions.push(own.max(next));
        next = own.max(next) + 1;
    }
    // The last ones may stand beyond the block.
    for (end, position) in (0..size).rev().zip(positions.iter_mut().rev()) {
        *position = end.min(*position);
    }
    positions
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;

    fn slugs(count: usize) -> Vec<String> {
        (0..count).map(|n| format!("article-{n}")).collect()
    }

    fn of(slugs: &[String]) -> Layout {
        layout(&slugs.iter().map(String::as_str).collect::<Vec<_>>())
    }

    fn numbers(slugs: &[String]) -> BTreeMap<&str, usize> {
        let places = of(slugs).places.into_iter().enumerate();
        places.filter_map(|(number, place)| Some((slugs[place?].as_str(), number))).collect()
    }

    #[test]
    fn every_article_has_a_number_of_its_own() {
        for count in [0, 1, 255, 256, 300, 1_000, 5_000] {
            let slugs = slugs(count);
            let numbers = numbers(&slugs);
            assert_eq!(numbers.len(), count);
            assert_eq!(of(&slugs).main > 0, has_blocks(&slugs.iter().map(String::as_str).collect::<Vec<_>>()), "{count}");
            assert_eq!(numbers.values().collect::<BTreeSet<_>>().len(), count);
        }
    }

    #[test]
    fn an_article_that_goes_leaves_nearly_all_numbers() {
        let all = slugs(5_000);
        let before = numbers(&all);
        let changed = |gone: usize| {
            let mut rest = all.clone();
            rest.remove(gone);
            let same_block = of(&rest).id == of(&all).id;
            let after = numbers(&rest);
            (
                same_block,
                after.iter().filter(|(slug, number)| before[*slug] != **number && **number < of(&all).main as usize).count(),
            )
        };
        let results: Vec<(bool, usize)> = (0..40).map(|n| changed(n * 97)).collect();
        let few = results.iter().filter(|(same, count)| *same && *count < 8).count();
        assert!(few >= 36, "{results:?}");
    }

    #[test]
    fn a_new_article_leaves_the_older_segment_until_it_is_renewed() {
        let all = slugs(1_100);
        let whole = |count: usize| of(&all[..count]);
        let main = |layout: &Layout| layout.places[..layout.main as usize].to_vec();
        assert_eq!(main(&whole(1_024)), main(&whole(1_100)));
        assert!(whole(1_023).main < whole(1_024).main);
        assert!(whole(1_100).room.is_multiple_of(256) && whole(200).main == 0);
    }

    #[test]
    fn positions_stay_within_the_block() {
        let hashes: Vec<(u32, usize)> = (0..6).map(|n| (u32::MAX - 6 + n as u32, n)).collect();
        assert_eq!(positions(&hashes, 8), [2, 3, 4, 5, 6, 7]);
        assert_eq!(positions(&[(0, 0), (0, 1), (1 << 31, 2)], 8), [0, 1, 4]);
    }
}
