//! The segments of an index: older documents, which do not change, and the newest.

use crate::view::{Documents, Numbers, SegmentName};

use super::terms::SHARES;

/// Version of every file's format, and its first byte.
pub(super) const VERSION: u8 = 2;

/// Bytes of coded postings per shard. The shard itself is smaller, in a large library much smaller.
const SHARD: usize = 8 * 1024;
/// The most shards of a segment.
const SHARDS: u32 = 1 << 16;

/// A run of documents with its own index. The files of a segment count documents from its first.
#[derive(Debug, Hash)]
pub(crate) struct Segment {
    pub(crate) name: &'static str,
    pub(crate) numbers: Numbers,
    /// Shards of terms, a power of two.
    pub(crate) shards: u32,
}

impl Segment {
    /// True for the segment of the newest documents.
    pub(super) fn grows(&self) -> bool {
        self.numbers.segment == SegmentName::New
    }

    /// The end of its numbers.
    pub(super) fn count(&self) -> u32 {
        self.numbers.range.len() as u32
    }

    /// The first bytes of its binary files.
    pub(super) fn opening(&self) -> Vec<u8> {
        let mut bytes = vec![VERSION];
        bytes.extend(self.numbers.id.to_be_bytes());
        bytes
    }
}

pub(super) fn segments(documents: &impl Documents) -> Vec<Segment> {
    let segment = |numbers: &Numbers| {
        let size: usize = numbers.range.clone().filter_map(|d| documents.size(d)).sum();
        Segment {
            name: match numbers.segment {
                SegmentName::Main => "main",
                SegmentName::New => "new",
            },
            numbers: numbers.clone(),
            shards: u32::try_from(size / SHARD).unwrap_or(SHARDS).next_power_of_two().clamp(SHARES, SHARDS),
        }
    };
    documents.segments().iter().filter(|numbers| !numbers.range.is_empty()).map(segment).collect()
}
