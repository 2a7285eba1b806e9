//! Bodies: for each slot (a few pairs of characters share one) the documents that have it, anywhere in their text.

use super::Artifact;
use super::segment::Segment;
use crate::text::bits::{Writer, parameter, varint};
use crate::text::{RANGE, RANGES};
use crate::view::Documents;

/// A slot that more than one of so many documents have is left out: it tells nothing apart.
const RARE: u32 = 4;
/// Documents below which nothing is left out.
const FEW: u32 = 256;

/// How many shares a segment is made in.
pub(super) fn shares(segment: &Segment) -> u32 {
    segment.body.min(RANGES)
}

/// The shards of a share.
pub(super) fn files(documents: &impl Documents, segment: &Segment, share: u32) -> Vec<Artifact> {
    let ranges = RANGES / shares(segment);
    let slots = RANGES * RANGE / segment.body;
    let mut files = Vec::new();
    let mut shard = Shard::new(segment);
    let path = |n: u32| format!("search/{}/body/{n}.bin", segment.name);
    let mut number = share * (segment.body / shares(segment));
    for range in share * ranges..(share + 1) * ranges {
        for (slot, list) in (range * RANGE..).zip(lists(documents, segment, range).iter()) {
            if slot / slots > number {
                files.push(Artifact { path: path(number), bytes: shard.bytes });
                shard = Shard::new(segment);
                number = slot / slots;
            }
            shard.add(slot % slots, list, segment.count);
        }
    }
    files.push(Artifact { path: path(number), bytes: shard.bytes });
    files
}

struct Shard {
    bytes: Vec<u8>,
    /// The slot after the last one that has documents.
    next: u32,
}

impl Shard {
    fn new(segment: &Segment) -> Shard {
        Shard { bytes: segment.opening(), next: 0 }
    }

    fn add(&mut self, slot: u32, list: &[u32], documents: u32) {
        if list.is_empty() {
            return;
        }
        let count = list.len() as u32;
        let tells = documents < FEW || count <= documents / RARE;
        varint(slot - self.next, &mut self.bytes);
        varint(if tells { count } else { 0 }, &mut self.bytes);
        self.next = slot + 1;
        if tells {
            let (k, mut codes, mut next) = (parameter(count, documents), Writer::default(), 0);
            for document in list {
                codes.rice(document - next, k);
                next = document + 1;
            }
            self.bytes.extend(codes.finish());
        }
    }
}

/// The lists of a range of slots: all in one, and where each ends.
struct Lists {
    documents: Vec<u32>,
    ends: Vec<usize>,
}

impl Lists {
    fn iter(&self) -> impl Iterator<Item = &[u32]> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, end)| self.documents.get(start..*end).unwrap_or(&[]))
    }
}

/// Sorts the documents of a segment by slot, in two passes: how many each slot has, then each into its place.
fn lists(documents: &impl Documents, segment: &Segment, range: u32) -> Lists {
    let mut ends = vec![0_usize; RANGE as usize];
    let each = |visit: &mut dyn FnMut(u32, u32)| {
        for (document, number) in (0..).zip(segment.documents()) {
            let slots = documents.slots(number);
            slots.iter().flat_map(|s| s.range(range)).for_each(|slot| visit(slot, document));
        }
    };
    each(&mut |slot, _| {
        if let Some(count) = ends.get_mut(slot as usize) {
            *count += 1;
        }
    });
    let mut sum = 0;
    for end in &mut ends {
        // Where the slot's list starts, until the second pass has moved it to the end.
        sum += std::mem::replace(end, sum);
    }
    let mut sorted = vec![0; sum];
    each(&mut |slot, document| {
        if let Some(at) = ends.get_mut(slot as usize) {
            if let Some(place) = sorted.get_mut(*at) {
                *place = document;
            }
            *at += 1;
        }
    });
    Lists { documents: sorted, ends }
}
