//! Bodies: for each slot (a few pairs of characters share one) the documents that have it, anywhere in their text.

use super::Artifact;
use super::segment::Segment;
use crate::text::bits::{Writer, parameter, varint};
use crate::text::{RANGE, RANGES};
use crate::view::Documents;

/// A slot that more than one of so many documents have is left out: it tells nothing apart.
const RARE: u32 = 8;
/// Documents below which nothing is left out.
const FEW: u32 = 256;

/// How many shares a segment is made in: one of a shard or more.
pub(super) const SHARES: u32 = RANGES;

pub(super) fn files(documents: &impl Documents, segment: &Segment, share: u32) -> Vec<Artifact> {
    let lists = lists(documents, segment, share);
    let (shards, slots) = (segment.body / SHARES, RANGES * RANGE / segment.body);
    let file = |n: u32| Artifact {
        path: format!("search/{}/body/{}.bin", segment.name, share * shards + n),
        bytes: shard((0..).zip((n * slots..(n + 1) * slots).map(|slot| lists.of(slot))), slots, segment),
    };
    (0..shards).map(file).collect()
}

/// A run of slots as one run of codes: they are short, and nothing in it is read without the rest.
fn shard<'l>(lists: impl Iterator<Item = (u32, Option<&'l [u32]>)>, slots: u32, segment: &Segment) -> Vec<u8> {
    let there: Vec<(u32, &[u32])> = lists.filter_map(|(slot, list)| Some((slot, list?))).collect();
    let (mut bytes, mut codes, mut next) = (segment.opening(), Writer::default(), 0);
    let count = there.len() as u32;
    varint(count, &mut bytes);
    let k = parameter(count, slots);
    for (slot, list) in there {
        codes.rice(slot - next, k);
        next = slot + 1;
        codes.rice(list.len() as u32, 0);
        codes.list(list, 0, segment.count);
    }
    bytes.extend(codes.finish());
    bytes
}

/// The lists of a range of slots: all in one, how many documents have each slot, and where its list ends.
struct Lists {
    documents: Vec<u32>,
    counts: Vec<u32>,
    ends: Vec<usize>,
}

impl Lists {
    /// The list of a slot that somebody has, empty where it tells nothing apart.
    fn of(&self, slot: u32) -> Option<&[u32]> {
        self.counts.get(slot as usize).filter(|count| **count > 0)?;
        let end = |slot: u32| self.ends.get(slot as usize).copied().unwrap_or(0);
        self.documents.get(slot.checked_sub(1).map_or(0, end)..end(slot))
    }
}

/// Sorts the documents of a segment by slot, in two passes: how many each slot has, then each into its place, where there is one.
fn lists(documents: &impl Documents, segment: &Segment, range: u32) -> Lists {
    let mut counts = vec![0_u32; RANGE as usize];
    let each = |visit: &mut dyn FnMut(u32, u32)| {
        for (document, number) in (0..).zip(segment.documents()) {
            let slots = documents.slots(number);
            slots.iter().flat_map(|s| s.range(range)).for_each(|slot| visit(slot, document));
        }
    };
    each(&mut |slot, _| counts.get_mut(slot as usize).into_iter().for_each(|count| *count += 1));
    let tells = |count: u32| segment.count < FEW || count <= segment.count / RARE;
    let mut sum = 0;
    let start = |count: &u32| {
        let after = sum + if tells(*count) { *count as usize } else { 0 };
        std::mem::replace(&mut sum, after)
    };
    // Where each slot's list starts, until the second pass has moved it to the end.
    let mut ends: Vec<usize> = counts.iter().map(start).collect();
    let mut sorted = vec![0; sum];
    each(&mut |slot, document| {
        if counts.get(slot as usize).is_some_and(|count| tells(*count))
            && let Some(at) = ends.get_mut(slot as usize)
        {
            if let Some(place) = sorted.get_mut(*at) {
                *place = document;
            }
            *at += 1;
        }
    });
    Lists { documents: sorted, counts, ends }
}
