//! Titles and headings: the positions of each bigram, so that exactly the texts that contain a word are found.

use std::collections::HashMap;
use std::ops::Range;

use super::Artifact;
use super::segment::Segment;
use crate::text::bigrams::{Bigram, bigrams, normalised};
use crate::text::bits::{BitWriter, parameter, read_varint, varint};
use crate::view::{Documents, SearchWords};

/// Parts in which a segment is made. Each gathers all positions of its own bigrams only, so that memory stays low, and has a key of its own.
const SHARES: u32 = 4;
/// A list of at least as many bytes has files of its own, of about this size.
const LONG: usize = 4096;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Position {
    /// Number within the segment.
    document: u32,
    /// Characters of normalised text before it in the title, or in the headings with one more between two of them.
    at: u32,
}

/// Occurrences in order as varints: a document has some two hundred.
#[derive(Debug, Default)]
struct Occurrences {
    /// For each occurrence the number of documents since the last one, then of characters; in a new document from its start.
    bytes: Vec<u8>,
    last: Position,
}

impl Occurrences {
    fn push(&mut self, place: Position) {
        let further = place.document - self.last.document;
        varint(further, &mut self.bytes);
        varint(if further == 0 { place.at - self.last.at } else { place.at }, &mut self.bytes);
        self.last = place;
    }

    fn all(&self) -> Vec<Position> {
        let (mut rest, mut last) = (self.bytes.as_slice(), Position::default());
        let mut next = || {
            let (further, after) = read_varint(rest)?;
            let (at, after) = read_varint(after)?;
            last = Position { document: last.document + further, at: if further == 0 { last.at + at } else { at } };
            rest = after;
            Some(last)
        };
        std::iter::from_fn(&mut next).collect()
    }
}

#[derive(Debug)]
struct BigramOccurrences {
    shard: u32,
    pair: Bigram,
    titles: Occurrences,
    headings: Occurrences,
}

pub(super) fn shares(segment: &Segment) -> u32 {
    segment.head.min(SHARES)
}

/// The files of a share: shards, and long lists.
pub(super) fn files(documents: &impl Documents, segment: &Segment, share: u32) -> Vec<Artifact> {
    let each = segment.head / shares(segment);
    let shards = share * each..(share + 1) * each;
    let found = occurrences(documents, segment, &shards);
    let mut files = Vec::new();
    let mut rest = found.as_slice();
    for shard in shards {
        let (own, after) = rest.split_at(rest.partition_point(|m| m.shard == shard));
        rest = after;
        files.extend(shard_files(own, segment, shard));
    }
    files
}

fn occurrences(documents: &impl Documents, segment: &Segment, shards: &Range<u32>) -> Vec<BigramOccurrences> {
    let (mut all, mut numbers): (Vec<BigramOccurrences>, HashMap<Bigram, usize>) = (Vec::new(), HashMap::new());
    for (document, number) in (0..).zip(segment.documents()) {
        let Some(words) = documents.words(number) else { continue };
        gather(&words, |pair, heading, at| {
            let shard = shard(pair, segment.head);
            if !shards.contains(&shard) {
                return;
            }
            let number = *numbers.entry(pair).or_insert_with(|| {
                all.push(BigramOccurrences { shard, pair, titles: Occurrences::default(), headings: Occurrences::default() });
                all.len() - 1
            });
            if let Some(found) = all.get_mut(number) {
                let places = if heading { &mut found.headings } else { &mut found.titles };
                places.push(Position { document, at });
            }
        });
    }
    all.sort_unstable_by_key(|found| (found.shard, found.pair));
    all
}

/// Calls `each` with every bigram of a title and its headings, whether it is in a heading, and where.
fn gather(words: &SearchWords<'_>, mut each: impl FnMut(Bigram, bool, u32)) {
    bigrams(&normalised(words.title)).for_each(|(at, pair)| each(pair, false, at));
    let mut before = 0;
    for heading in &words.headings {
        let text = normalised(heading);
        bigrams(&text).for_each(|(at, pair)| each(pair, true, before + at));
        before += text.chars().count() as u32 + 1;
    }
}

fn shard(pair: Bigram, shards: u32) -> u32 {
    let bits = shards.ilog2();
    if bits == 0 { 0 } else { pair.hash() >> (32 - bits) }
}

fn shard_files(found: &[BigramOccurrences], segment: &Segment, shard: u32) -> Vec<Artifact> {
    let (mut files, mut directory, mut lists) = (Vec::new(), Vec::new(), Vec::new());
    let (mut count, mut last) = (0, 0);
    for BigramOccurrences { pair: Bigram(first, second), titles, headings, .. } in found {
        varint(u32::from(*first) - last, &mut directory);
        varint(u32::from(*second), &mut directory);
        (count, last) = (count + 1, u32::from(*first));
        for (places, name) in [(titles, 't'), (headings, 'h')] {
            let places = places.all();
            let list = list(&places, 0, segment.count);
            if list.len() < LONG {
                varint((list.len() as u32) << 1, &mut directory);
                lists.extend(list);
                continue;
            }
            let bits = (u64::from(segment.count) * LONG as u64 / list.len() as u64).max(1).ilog2();
            varint(bits << 1 | 1, &mut directory);
            varint(places.chunk_by(|a, b| a.document == b.document).count() as u32, &mut directory);
            let path = format!("search/{}/long/{last:x}-{:x}-{name}", segment.name, u32::from(*second));
            files.extend(pieces(&places, segment, bits, &path));
        }
    }
    let mut bytes = segment.opening();
    varint(count, &mut bytes);
    bytes.extend(directory);
    bytes.extend(lists);
    files.push(Artifact { path: format!("search/{}/head/{shard}.bin", segment.name), bytes });
    files
}

/// A long list in files of 2^`bits` documents each, so that the newest can be read without the rest.
fn pieces(places: &[Position], segment: &Segment, bits: u32, path: &str) -> Vec<Artifact> {
    let mut rest = places;
    let mut piece = |n: u32| {
        let (own, after) = rest.split_at(rest.partition_point(|p| p.document >> bits == n));
        rest = after;
        let mut bytes = segment.opening();
        bytes.extend(list(own, n << bits, 1 << bits));
        Artifact { path: format!("{path}{n}.bin"), bytes }
    };
    (0..=(segment.count - 1) >> bits).map(&mut piece).collect()
}

/// The positions of a bigram in titles, or in headings, of documents from `first` on, below `first + range`; nothing for none.
fn list(places: &[Position], first: u32, range: u32) -> Vec<u8> {
    let by_document: Vec<&[Position]> = places.chunk_by(|a, b| a.document == b.document).collect();
    let count = by_document.len() as u32;
    let (k, gap_k) = (parameter(count, range), rice_parameter(&by_document));
    let mut bytes = Vec::new();
    if count == 0 {
        return bytes;
    }
    varint(count, &mut bytes);
    bytes.push(gap_k as u8);
    let mut codes = BitWriter::default();
    let mut next = first;
    for places in by_document {
        let document = places.first().map_or(next, |p| p.document);
        codes.rice(document - next, k);
        next = document + 1;
        codes.rice(places.len() as u32 - 1, 0);
        gaps(places).for_each(|gap| codes.rice(gap, gap_k));
    }
    bytes.extend(codes.finish());
    bytes
}

fn gaps(places: &[Position]) -> impl Iterator<Item = u32> + '_ {
    places.iter().scan(0, |next, place| {
        let gap = place.at - *next;
        *next = place.at + 1;
        Some(gap)
    })
}

fn rice_parameter(by_document: &[&[Position]]) -> u32 {
    let (sum, count) = by_document.iter().flat_map(|places| gaps(places)).fold((0, 0), |(s, n), gap| (s + u64::from(gap), n + 1));
    (2_u64 * sum).checked_div(3 * count).and_then(u64::checked_ilog2).unwrap_or(0)
}
