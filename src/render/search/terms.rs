//! Term files: for each term (a few share one number) the documents that contain it, with the impact of each.

use super::Artifact;
use super::segment::Segment;
use crate::text::bits::{BitWriter, parameter};
use crate::text::{Field, Impact, MAX_IMPACT, RANGE, RANGES};
use crate::view::Documents;

/// A list longer than one in so many documents keeps those of the highest impacts.
const LONG: u32 = 16;
/// Number of documents up to which no list is cut.
const FEW: u32 = 256;
/// Bits of an impact beside a document.
const BITS: u32 = 2;

/// Parts in which a segment is made, each of one shard or more and with a key of its own.
pub(super) const SHARES: u32 = RANGES;

/// The shards of a share.
pub(super) fn files(documents: &impl Documents, segment: &Segment, share: u32) -> Vec<Artifact> {
    let lists = lists(documents, segment, share);
    let there: Vec<(u32, &[u32])> = (0..RANGE).map(|term| (term, lists.of(term))).filter(|(_, list)| !list.is_empty()).collect();
    let (shards, terms) = (segment.shards / SHARES, RANGES * RANGE / segment.shards);
    let file = |n: u32| {
        let place = |term: u32| there.partition_point(|(other, _)| *other < term);
        let own = there.get(place(n * terms)..place((n + 1) * terms)).unwrap_or_default();
        let own = own.iter().map(|(term, list)| (term - n * terms, *list));
        Artifact { path: format!("search/{}/terms/{}.bin", segment.name, share * shards + n), bytes: shard(own, terms, 0, segment) }
    };
    (0..shards).map(file).collect()
}

/// The terms of titles and headings alone, so that one file tells what the newest documents are about.
pub(super) fn head(documents: &impl Documents, segment: &Segment) -> Artifact {
    let level = Field::Heading as Impact;
    let mut all: Vec<(u32, u32)> = Vec::new();
    for (document, number) in (0..).zip(segment.numbers.range.clone()) {
        let postings = documents.postings(number).into_iter();
        let terms = postings.flat_map(|p| (0..SHARES).flat_map(|share| p.range(share).map(move |(t, i)| (share * RANGE + t, i))));
        all.extend(terms.filter(|(_, impact)| *impact >= level).map(|(term, impact)| (term, document << BITS | impact)));
    }
    all.sort_unstable();
    let entries: Vec<u32> = all.iter().map(|(_, entry)| *entry).collect();
    let mut rest = entries.as_slice();
    let lists: Vec<(u32, &[u32])> = all
        .chunk_by(|a, b| a.0 == b.0)
        .filter_map(|same| {
            let own;
            (own, rest) = rest.split_at_checked(same.len())?;
            Some((same.first()?.0, own))
        })
        .collect();
    let bytes = shard(lists.into_iter(), SHARES * RANGE, level, segment);
    Artifact { path: format!("search/{}/head.bin", segment.name), bytes }
}

fn impact(entry: u32) -> Impact {
    entry & ((1 << BITS) - 1)
}

/// A run of terms with their lists as one run of codes, because most lists are short. Impacts below `level` are left out.
fn shard<'l>(lists: impl Iterator<Item = (u32, &'l [u32])> + Clone, range: u32, level: Impact, segment: &Segment) -> Vec<u8> {
    let count = lists.clone().count() as u32;
    let (k, mut codes, mut next) = (parameter(count, range), BitWriter::after(segment.opening()), 0);
    codes.gamma(count + 1);
    for (term, list) in lists {
        codes.rice(term - next, k);
        next = term + 1;
        write_list(list, level, segment.count(), &mut codes);
    }
    codes.finish()
}

/// Writes the documents of a list from an impact on; of a list that is too long only those of a higher impact, and of those of the
/// highest only the newest.
fn write_list(list: &[u32], level: Impact, range: u32, codes: &mut BitWriter) {
    let limit = FEW.max(range / LONG) as usize;
    let count = |level: Impact| list.iter().filter(|entry| impact(**entry) >= level).count();
    let (level, count) = if level == 0 && list.len() <= limit {
        (0, list.len())
    } else {
        let fits = (level..MAX_IMPACT).map(|level| (level, count(level))).find(|(_, count)| *count <= limit);
        fits.unwrap_or_else(|| (MAX_IMPACT, count(MAX_IMPACT)))
    };
    let kept = count.min(limit);
    codes.gamma(kept as u32 + 1);
    codes.bits(level, BITS);
    if level > 0 {
        codes.gamma(list.len() as u32);
    }
    let (k, mut next) = (parameter(kept as u32, range), 0);
    for entry in list.iter().filter(|entry| impact(**entry) >= level).skip(count - kept) {
        let document = entry >> BITS;
        codes.rice(document - next, k);
        codes.ones(impact(*entry) - level, MAX_IMPACT - level);
        next = document + 1;
    }
}

/// The posting lists of a range of terms in one vector; for each term the end of its list.
struct PostingLists {
    /// Documents with their impact in the low bits.
    entries: Vec<u32>,
    ends: Vec<usize>,
}

impl PostingLists {
    fn of(&self, term: u32) -> &[u32] {
        let end = |term: u32| self.ends.get(term as usize).copied().unwrap_or(0);
        self.entries.get(term.checked_sub(1).map_or(0, end)..end(term)).unwrap_or_default()
    }
}

/// Sorts the documents of a segment by term in two passes: the first counts, the second writes each document to its position.
fn lists(documents: &impl Documents, segment: &Segment, range: u32) -> PostingLists {
    let mut ends = vec![0_usize; RANGE as usize];
    let each = |visit: &mut dyn FnMut(u32, u32)| {
        for (document, number) in (0..).zip(segment.numbers.range.clone()) {
            let terms = documents.postings(number);
            terms.iter().flat_map(|s| s.range(range)).for_each(|(term, impact)| visit(term, document << BITS | impact));
        }
    };
    each(&mut |term, _| ends.get_mut(term as usize).into_iter().for_each(|count| *count += 1));
    let mut sum = 0;
    // The start of each term's list, which the second pass moves to the end.
    ends.iter_mut().for_each(|count| sum += std::mem::replace(count, sum));
    let mut entries = vec![0; sum];
    each(&mut |term, entry| {
        if let Some(at) = ends.get_mut(term as usize) {
            entries.get_mut(*at).into_iter().for_each(|place| *place = entry);
            *at += 1;
        }
    });
    PostingLists { entries, ends }
}
