//! From the nearest articles of each to the lists that are shown: nothing twice, no article in too many lists, and as few as
//! possible in none. Every rule is local, so that one more article changes few lists.

use std::cmp::Reverse;
use std::sync::Arc;

use super::nearest::Near;
use super::rows::Rows;

/// Lists that an article may stand in.
pub(super) const HUB: usize = 100;
/// How many of its nearest an article that stands in no list asks for a place, one after another.
const ROUNDS: usize = 8;
/// Lists that an article must stand in for one of them to be taken away.
const SPARE: u32 = 3;

/// What the lists are made from, by seat.
#[derive(Debug)]
pub(super) struct Wanted<'a> {
    /// The nearest, nearest first.
    pub(super) near: &'a [Arc<[Near]>],
    /// How many are shown.
    pub(super) room: &'a [usize],
    /// Which must not stand beside each other: those with the same number.
    pub(super) kin: &'a [u32],
    /// Other articles already shown there.
    pub(super) pinned: &'a Rows<u32>,
    /// True for those that lists may show.
    pub(super) listed: &'a [bool],
}

/// The lists, by seat, nearest first.
pub(super) fn lists(wanted: &Wanted<'_>) -> Vec<Vec<Near>> {
    let mut lists: Vec<Vec<Near>> = (0..).take(wanted.near.len()).map(|seat| wanted.first(seat, &[])).collect();
    relieve(wanted, &mut lists);
    let mut inbound = inbound(wanted, &lists);
    let mut adopted = vec![false; lists.len()];
    for round in 0..ROUNDS {
        adopt(wanted, &mut lists, &mut inbound, &mut adopted, round);
    }
    for list in &mut lists {
        list.sort_unstable_by_key(|n| (Reverse(n.score), n.seat));
    }
    lists
}

impl Wanted<'_> {
    fn kin(&self, seat: u32) -> u32 {
        self.kin.get(seat as usize).copied().unwrap_or(seat)
    }

    fn room(&self, seat: u32) -> usize {
        self.room.get(seat as usize).copied().unwrap_or(0)
    }

    fn near(&self, seat: u32) -> &[Near] {
        self.near.get(seat as usize).map_or(&[], |near| near)
    }

    fn pinned(&self, seat: u32) -> &[u32] {
        self.pinned.get(seat as usize)
    }

    /// True where `other` may be added to the list of `seat`.
    fn fits(&self, seat: u32, list: &[Near], other: u32) -> bool {
        let kin = self.kin(other);
        kin != self.kin(seat)
            && list.iter().all(|n| self.kin(n.seat) != kin)
            && self.pinned(seat).iter().all(|p| self.kin(*p) != kin)
    }

    /// The nearest that may stand together, as many as there is room for, without those in `without`.
    fn first(&self, seat: u32, without: &[u32]) -> Vec<Near> {
        let near = self.near(seat);
        let mut list: Vec<Near> = Vec::with_capacity(self.room(seat).min(near.len()));
        for near in near {
            if list.len() == self.room(seat) {
                break;
            }
            if !without.contains(&near.seat) && self.fits(seat, &list, near.seat) {
                list.push(*near);
            }
        }
        list
    }
}

/// How many lists each stands in.
fn inbound(wanted: &Wanted<'_>, lists: &[Vec<Near>]) -> Vec<u32> {
    let mut inbound = vec![0u32; lists.len()];
    let pinned = wanted.pinned.items().iter();
    for seat in lists.iter().flatten().map(|n| &n.seat).chain(pinned) {
        if let Some(count) = inbound.get_mut(*seat as usize) {
            *count += 1;
        }
    }
    inbound
}

/// Takes articles that stand in too many lists out of those where they are least near; the next nearest take their places.
fn relieve(wanted: &Wanted<'_>, lists: &mut [Vec<Near>]) {
    let inbound = inbound(wanted, lists);
    let is_hub = |seat: u32| inbound.get(seat as usize).is_some_and(|n| *n as usize > HUB);
    let mut entries: Vec<(u32, Reverse<u32>, u32)> = Vec::new();
    for (seat, list) in (0u32..).zip(lists.iter()) {
        entries.extend(list.iter().filter(|n| is_hub(n.seat)).map(|n| (n.seat, Reverse(n.score), seat)));
    }
    entries.sort_unstable();
    let mut too_many: Vec<(u32, u32)> = Vec::new();
    for of_one in entries.chunk_by(|a, b| a.0 == b.0) {
        too_many.extend(of_one.iter().skip(HUB).map(|(hub, _, seat)| (*seat, *hub)));
    }
    too_many.sort_unstable();
    for of_one in too_many.chunk_by(|a, b| a.0 == b.0) {
        let Some((seat, _)) = of_one.first() else { continue };
        let hubs: Vec<u32> = of_one.iter().map(|(_, hub)| *hub).collect();
        if let Some(list) = lists.get_mut(*seat as usize) {
            *list = wanted.first(*seat, &hubs);
        }
    }
}

/// Each article that stands in no list asks the one that is its nearest, second nearest … by `round` to take it in. A list
/// takes in one at most, the nearest that asks, in place of its last if that stands elsewhere too.
fn adopt(wanted: &Wanted<'_>, lists: &mut [Vec<Near>], inbound: &mut [u32], adopted: &mut [bool], round: usize) {
    let is_orphan = |seat: u32| inbound.get(seat as usize) == Some(&0) && wanted.listed.get(seat as usize) == Some(&true);
    let mut asked: Vec<(u32, Reverse<u32>, u32)> = Vec::new();
    for orphan in (0u32..).take(lists.len()).filter(|seat| is_orphan(*seat)) {
        let host = wanted.near(orphan).get(round);
        asked.extend(host.map(|host| (host.seat, Reverse(host.score), orphan)));
    }
    asked.sort_unstable();
    for (host, Reverse(score), orphan) in asked {
        let (Some(list), Some(full)) = (lists.get_mut(host as usize), adopted.get_mut(host as usize)) else { continue };
        if *full || wanted.room(host) == 0 {
            continue;
        }
        let has_room = list.len() < wanted.room(host);
        let last = list.last().copied().filter(|_| !has_room);
        if last.is_some_and(|l| inbound.get(l.seat as usize).is_none_or(|n| *n < SPARE)) {
            continue;
        }
        let kept = list.get(..list.len() - usize::from(last.is_some())).unwrap_or(&[]);
        if !wanted.fits(host, kept, orphan) {
            continue;
        }
        list.truncate(kept.len());
        list.push(Near { seat: orphan, score });
        *full = true;
        for (seat, by) in last.map(|l| (l.seat, -1)).into_iter().chain([(orphan, 1)]) {
            if let Some(count) = inbound.get_mut(seat as usize) {
                *count = count.saturating_add_signed(by);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The lists that come of rows of `(seat, score)`, with room for so many in each, by seats; `listed` says whether lists may
    /// take in what stands in none.
    fn shown(near: Vec<Vec<(u32, u32)>>, room: usize, listed: bool) -> Vec<Vec<u32>> {
        let count = u32::try_from(near.len()).unwrap();
        let row = |row: Vec<(u32, u32)>| row.into_iter().map(|(seat, score)| Near { seat, score }).collect();
        let near: Vec<Arc<[Near]>> = near.into_iter().map(row).collect();
        let pinned: Rows<u32> = (0..count).map(|_| Vec::new()).collect();
        let (room, kin, listed) = (vec![room; count as usize], (0..count).collect::<Vec<u32>>(), vec![listed; count as usize]);
        let wanted = Wanted { near: &near, room: &room, kin: &kin, pinned: &pinned, listed: &listed };
        lists(&wanted).into_iter().map(|list| list.into_iter().map(|n| n.seat).collect()).collect()
    }

    #[test]
    fn an_article_in_no_list_takes_the_last_place_of_its_nearest() {
        // Four that know only each other, and a fifth that knows them.
        let near = |me: u32| (0..4).filter(move |n| *n != me).map(|n| (n, 9 - n)).collect::<Vec<_>>();
        let mut rows: Vec<Vec<(u32, u32)>> = (0..4).map(near).collect();
        rows.push(vec![(1, 4), (0, 3)]);
        assert_eq!(shown(rows, 3, true), [vec![1, 2, 3], vec![0, 2, 4], vec![0, 1, 3], vec![0, 1, 2], vec![1, 0]]);
    }

    #[test]
    fn no_article_stands_in_more_lists_than_a_hub_may() {
        let count = u32::try_from(HUB).unwrap() + 20;
        let mut rows: Vec<Vec<(u32, u32)>> = vec![vec![(1, 1)]];
        rows.extend((1..count).map(|n| vec![(0, 1_000 - n), (n % (count - 1) + 1, 1)]));
        let lists = shown(rows, 1, false);
        assert_eq!(lists.iter().filter(|l| **l == [0]).count(), HUB);
        assert_eq!(lists[count as usize - 1], [1]);
        assert_eq!(lists[1], [0]);
    }
}
