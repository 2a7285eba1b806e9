//! Bodies: for each term (several bigrams share one) the documents that contain it anywhere in their text.

use super::Artifact;
use super::segment::Segment;
use crate::text::bits::{BitWriter, parameter, varint};
use crate::text::{RANGE, RANGES};
use crate::view::Documents;

/// A term in more than one of so many documents is left out, because it distinguishes nothing.
const RARE: u32 = 8;
/// Number of documents below which no term is left out.
const FEW: u32 = 256;

/// Parts in which a segment is made, each of one shard or more and with a key of its own.
pub(super) const SHARES: u32 = RANGES;

pub(super) fn files(documents: &impl Documents, segment: &Segment, share: u32) -> Vec<Artifact> {
    let lists = lists(documents, segment, share);
    let (shards, terms) = (segment.body / SHARES, RANGES * RANGE / segment.body);
    let file = |n: u32| Artifact {
        path: format!("search/{}/body/{}.bin", segment.name, share * shards + n),
        bytes: shard((0..).zip((n * terms..(n + 1) * terms).map(|term| lists.of(term))), terms, segment),
    };
    (0..shards).map(file).collect()
}

/// A run of terms as one run of codes, because the lists are short and read together.
fn shard<'l>(lists: impl Iterator<Item = (u32, Option<&'l [u32]>)>, terms: u32, segment: &Segment) -> Vec<u8> {
    let there: Vec<(u32, &[u32])> = lists.filter_map(|(term, list)| Some((term, list?))).collect();
    let (mut bytes, mut codes, mut next) = (segment.opening(), BitWriter::default(), 0);
    let count = there.len() as u32;
    varint(count, &mut bytes);
    let k = parameter(count, terms);
    for (term, list) in there {
        codes.rice(term - next, k);
        next = term + 1;
        codes.rice(list.len() as u32, 0);
        codes.list(list, 0, segment.count);
    }
    bytes.extend(codes.finish());
    bytes
}

/// The posting lists of a range of terms in one vector; for each term the number of its documents and the end of its list.
struct PostingLists {
    documents: Vec<u32>,
    counts: Vec<u32>,
    ends: Vec<usize>,
}

impl PostingLists {
    /// The list of a term that has documents; empty if the term distinguishes nothing.
    fn of(&self, term: u32) -> Option<&[u32]> {
        self.counts.get(term as usize).filter(|count| **count > 0)?;
        let end = |term: u32| self.ends.get(term as usize).copied().unwrap_or(0);
        self.documents.get(term.checked_sub(1).map_or(0, end)..end(term))
    }
}

/// Sorts the documents of a segment by term in two passes: the first counts, the second writes each document to its position.
fn lists(documents: &impl Documents, segment: &Segment, range: u32) -> PostingLists {
    let mut counts = vec![0_u32; RANGE as usize];
    let each = |visit: &mut dyn FnMut(u32, u32)| {
        for (document, number) in (0..).zip(segment.documents()) {
            let terms = documents.postings(number);
            terms.iter().flat_map(|s| s.range(range)).for_each(|term| visit(term, document));
        }
    };
    each(&mut |term, _| counts.get_mut(term as usize).into_iter().for_each(|count| *count += 1));
    let tells = |count: u32| segment.count < FEW || count <= segment.count / RARE;
    let mut sum = 0;
    let start = |count: &u32| {
        let after = sum + if tells(*count) { *count as usize } else { 0 };
        std::mem::replace(&mut sum, after)
    };
    // The start of each term's list, which the second pass moves to the end.
    let mut ends: Vec<usize> = counts.iter().map(start).collect();
    let mut sorted = vec![0; sum];
    each(&mut |term, document| {
        if counts.get(term as usize).is_some_and(|count| tells(*count))
            && let Some(at) = ends.get_mut(term as usize)
        {
            sorted.get_mut(*at).into_iter().for_each(|place| *place = document);
            *at += 1;
        }
    });
    PostingLists { documents: sorted, counts, ends }
}
