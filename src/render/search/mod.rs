//! Documents → the files of the search index, as `FORMAT.md` beside this file describes them. Every file is a pure function of
//! the documents, so it can be made in any order; none is ever read here.

mod body;
mod entries;
mod facets;
mod front;
mod head;
mod segment;
#[cfg(test)]
mod tests;

use std::hash::{Hash, Hasher};

use super::Artifact;
use crate::text::Checksum;
use crate::view::Documents;
use segment::Segment;

/// Documents of the older segments come in whole sizes of these sizes, so that they stay as they are while a newer one fills.
pub const SEGMENT_SIZES: [u32; 2] = [4096, 256];

#[derive(Debug)]
pub struct IndexWriter<'a, D> {
    documents: &'a D,
    segments: Vec<Segment>,
}

/// Files that are made in one go.
#[derive(Debug, Clone, Copy)]
pub struct IndexPart<'s> {
    segment: Option<&'s Segment>,
    kind: PartKind,
}

#[derive(Debug, Clone, Copy, Hash)]
enum PartKind {
    /// Titles and headings, a share of the shards.
    Head(u32),
    /// Bodies, a share of the shards.
    Body(u32),
    /// What is shown of each document, a run of blocks.
    Entries(u32),
    /// Filters, and the file that a search begins with.
    Front,
}

impl<'a, D: Documents> IndexWriter<'a, D> {
    /// Plans an index whose older segments have whole sizes of so many documents, each size a part of the one before.
    pub fn new(documents: &'a D, sizes: [u32; 2]) -> IndexWriter<'a, D> {
        IndexWriter { documents, segments: segment::segments(documents, sizes) }
    }

    /// What it is made of, in order.
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

    /// Checksum of all that a part's files are made of; nothing for the few that are sooner made than that.
    pub fn key(&self, part: IndexPart<'_>) -> Option<Checksum> {
        part.segment.map(|segment| Checksum::of_value(&PartInput { documents: self.documents, segment, kind: part.kind }))
    }

    pub fn files(&self, part: IndexPart<'_>) -> Vec<Artifact> {
        match (part.kind, part.segment) {
            (PartKind::Head(share), Some(segment)) => head::files(self.documents, segment, share),
            (PartKind::Body(share), Some(segment)) => body::files(self.documents, segment, share),
            (PartKind::Entries(run), Some(segment)) => entries::files(self.documents, segment, run),
            _ => {
                let mut files = facets::files(self.documents, &self.segments);
                files.push(front::file(self.documents, &self.segments));
                files
            }
        }
    }
}

/// What a part of a segment is made of.
struct PartInput<'a, D> {
    documents: &'a D,
    segment: &'a Segment,
    kind: PartKind,
}

impl<D: Documents> Hash for PartInput<'_, D> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let PartInput { documents, segment, kind } = self;
        (segment, kind).hash(state);
        match kind {
            PartKind::Head(_) => segment.documents().for_each(|d| documents.words(d).hash(state)),
            PartKind::Body(share) => segment.documents().for_each(|d| documents.postings(d).map(|s| s.coded(*share)).hash(state)),
            PartKind::Entries(run) => {
                documents.address().hash(state);
                entries::documents(segment, *run).for_each(|d| (documents.slug(d), documents.entry(d)).hash(state));
            }
            PartKind::Front => {}
        }
    }
}
