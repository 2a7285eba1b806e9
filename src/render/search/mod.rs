//! Documents → the files of the search index, in the format of `FORMAT.md` beside this file. Every file is a pure function of the
//! documents, so their order does not matter; this module reads none of them.

mod body;
mod entries;
mod facets;
mod front;
mod head;
mod segment;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};

use super::Artifact;
use crate::text::Checksum;
use crate::view::Documents;
use segment::Segment;

/// Sizes of which the older segments are multiples, so that they do not change while a newer one fills.
pub(crate) const SEGMENT_SIZES: [u32; 2] = [4096, 256];

#[derive(Debug)]
pub struct IndexWriter<'a, D> {
    documents: &'a D,
    segments: Vec<Segment>,
}

/// A set of files that is made and cached together.
#[derive(Debug, Clone, Copy)]
pub struct IndexPart<'s> {
    segment: Option<&'s Segment>,
    kind: PartKind,
}

#[derive(Debug, Clone, Copy, Hash)]
enum PartKind {
    /// A share of the shards of titles and headings.
    Head(u32),
    /// A share of the shards of bodies.
    Body(u32),
    Entries(u32),
    /// Filters and the front file.
    Front,
}

impl<'a, D: Documents> IndexWriter<'a, D> {
    /// Plans an index. The older segments are multiples of `sizes`, each of which divides the one before.
    pub fn new(documents: &'a D, sizes: [u32; 2]) -> IndexWriter<'a, D> {
        IndexWriter { documents, segments: segment::segments(documents, sizes) }
    }

    pub fn parts(&self) -> Vec<IndexPart<'_>> {
        let mut parts = vec![IndexPart { segment: None, kind: PartKind::Front }];
        for segment in &self.segments {
            let of = |kind| IndexPart { segment: Some(segment), kind };
            parts.extend((0..head::shares(segment)).map(|n| of(PartKind::Head(n))));
            parts.extend((0..body::SHARES).map(|n| of(PartKind::Body(n))));
            parts.extend((0..entries::runs(segment)).map(|n| of(PartKind::Entries(n))));
        }
        parts
    }

    pub(crate) fn segments(&self) -> &[Segment] {
        &self.segments
    }

    /// Fingerprint of the titles and headings of a segment, by the number of its first document: all its head parts read them.
    pub(crate) fn words(&self, segment: &Segment) -> (u32, Checksum) {
        let words = segment.documents().map(|document| self.documents.words(document));
        (segment.first, Checksum::of_value(&words.collect::<Vec<_>>()))
    }

    /// Fingerprint of the input of a part, given the fingerprints of [`IndexWriter::words`]; none for the front part, which is
    /// faster to make than to fingerprint.
    pub(crate) fn key(&self, part: IndexPart<'_>, words: &BTreeMap<u32, Checksum>) -> Option<Checksum> {
        let input = |segment| PartInput { documents: self.documents, segment, kind: part.kind, words };
        part.segment.map(|segment| Checksum::of_value(&input(segment)))
    }

    pub fn files(&self, part: IndexPart<'_>) -> Vec<Artifact> {
        match (part.kind, part.segment) {
            (PartKind::Head(share), Some(segment)) => head::files(self.documents, segment, share),
            (PartKind::Body(share), Some(segment)) => body::files(self.documents, segment, share),
            (PartKind::Entries(run), Some(segment)) => entries::files(self.documents, segment, run),
            _ => {
                let front = front::file(self.documents, &self.segments);
                facets::files(self.documents, &self.segments).into_iter().chain([front]).collect()
            }
        }
    }
}

struct PartInput<'a, D> {
    documents: &'a D,
    segment: &'a Segment,
    kind: PartKind,
    words: &'a BTreeMap<u32, Checksum>,
}

impl<D: Documents> Hash for PartInput<'_, D> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let PartInput { documents, segment, kind, words } = self;
        (segment, kind).hash(state);
        match kind {
            PartKind::Head(_) => words.get(&segment.first).hash(state),
            PartKind::Body(share) => segment.documents().for_each(|d| documents.postings(d).map(|s| s.coded(*share)).hash(state)),
            PartKind::Entries(run) => {
                documents.address().hash(state);
                entries::documents(segment, *run).for_each(|d| (documents.slug(d), documents.entry(d)).hash(state));
            }
            PartKind::Front => {}
        }
    }
}
