//! Documents → the files of the search index, in the format of `FORMAT.md` beside this file. Every file is a pure function of the
//! documents, so their order does not matter; this module reads none of them.

mod entries;
mod facets;
mod front;
mod segment;
mod terms;
#[cfg(test)]
mod tests;

use std::hash::{Hash, Hasher};
use std::ops::Range;

use super::Artifact;
use crate::text::{Checksum, traditional};
use crate::view::Documents;
use segment::Segment;

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

/// What is read for the parts of an index that are made at a time: all of a small library, a share of the postings of a large one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct IndexPass {
    /// The ranges of terms of all documents.
    pub(crate) ranges: Range<u32>,
    /// Entries, and the postings of the newest documents.
    pub(crate) entries: bool,
}

/// Articles whose postings are read at a time: some 50 MB. A further pass reads all records once more.
const READ_AT_A_TIME: usize = 25_000;
const MAX_PASSES: u32 = 4;

impl IndexPass {
    /// The passes over a library with a number of articles.
    pub(crate) fn all(articles: usize) -> Vec<IndexPass> {
        let count = u32::try_from(articles.div_ceil(READ_AT_A_TIME)).unwrap_or(MAX_PASSES).clamp(1, MAX_PASSES);
        let of_terms = |n| IndexPass { ranges: n * terms::SHARES / count..(n + 1) * terms::SHARES / count, entries: count == 1 };
        let entries = (count > 1).then_some(IndexPass { ranges: 0..0, entries: true });
        (0..count).map(of_terms).chain(entries).collect()
    }

    pub(crate) fn reads_all_ranges(&self) -> bool {
        self.ranges == (0..terms::SHARES)
    }
}

#[derive(Debug, Clone, Copy, Hash)]
enum PartKind {
    /// A share of the shards of terms.
    Terms(u32),
    /// The terms of titles and headings.
    Head,
    Entries(u32),
    /// Filters, the front file, and the table of traditional characters.
    Front,
}

impl<'a, D: Documents> IndexWriter<'a, D> {
    pub fn new(documents: &'a D) -> IndexWriter<'a, D> {
        IndexWriter { documents, segments: segment::segments(documents) }
    }

    pub fn parts(&self) -> Vec<IndexPart<'_>> {
        let mut parts = vec![IndexPart { segment: None, kind: PartKind::Front }];
        for segment in &self.segments {
            let of = |kind| IndexPart { segment: Some(segment), kind };
            parts.extend((0..terms::SHARES).map(|n| of(PartKind::Terms(n))));
            // Without older documents nothing but the shards is read.
            let has_head = segment.grows() && self.segments.len() > 1;
            parts.extend(has_head.then(|| of(PartKind::Head)));
            parts.extend((0..entries::runs(segment)).map(|n| of(PartKind::Entries(n))));
        }
        parts
    }

    /// The parts that a pass is enough for. Each part is of one pass.
    pub(crate) fn parts_of(&self, pass: &IndexPass) -> Vec<IndexPart<'_>> {
        let is_of_pass = |part: &IndexPart<'_>| match part.kind {
            PartKind::Terms(share) => pass.ranges.contains(&share),
            PartKind::Head | PartKind::Entries(_) | PartKind::Front => pass.entries,
        };
        self.parts().into_iter().filter(is_of_pass).collect()
    }

    /// Fingerprint of the input of a part; none for the front part, which is faster to make than to fingerprint.
    pub(crate) fn key(&self, part: IndexPart<'_>) -> Option<Checksum> {
        let input = |segment| PartInput { documents: self.documents, segment, kind: part.kind };
        part.segment.map(|segment| Checksum::of_value(&input(segment)))
    }

    pub fn files(&self, part: IndexPart<'_>) -> Vec<Artifact> {
        match (part.kind, part.segment) {
            (PartKind::Terms(share), Some(segment)) => terms::files(self.documents, segment, share),
            (PartKind::Head, Some(segment)) => vec![terms::head(self.documents, segment)],
            (PartKind::Entries(run), Some(segment)) => entries::files(self.documents, segment, run),
            _ => {
                let front = front::file(self.documents, &self.segments);
                let path = "search/traditional.txt".to_owned();
                let traditional = Artifact { path, bytes: traditional::table().into_bytes() };
                facets::files(self.documents, &self.segments).into_iter().chain([front, traditional]).collect()
            }
        }
    }
}

struct PartInput<'a, D> {
    documents: &'a D,
    segment: &'a Segment,
    kind: PartKind,
}

impl<D: Documents> Hash for PartInput<'_, D> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let PartInput { documents, segment, kind } = self;
        (segment, kind).hash(state);
        let mut postings = |share: u32| {
            segment.numbers.range.clone().for_each(|d| documents.postings(d).map(|s| s.coded(share)).hash(state));
        };
        match kind {
            PartKind::Terms(share) => postings(*share),
            PartKind::Head => (0..terms::SHARES).for_each(postings),
            PartKind::Entries(run) => {
                documents.address().hash(state);
                entries::documents(segment, *run).for_each(|d| (documents.name(d), documents.entry(d)).hash(state));
            }
            PartKind::Front => {}
        }
    }
}
