//! The segments of an index: whole segments of older documents, which do not change, and one for the newest.

use crate::text::Postings;
use crate::view::Documents;

/// Version of every file's format, and its first byte.
pub(super) const VERSION: u8 = 1;

/// Documents per shard of titles and headings.
const HEAD: u32 = 4;
/// The fewest and the most of these shards. Large libraries repeat their words.
const HEAD_SHARDS: (u32, u32) = (8, 8192);
/// Bytes of coded terms per shard of bodies. The shard itself is smaller, in a large library much smaller.
const BODY: usize = 8 * 1024;
/// The fewest and the most shards of bodies.
const BODY_SHARDS: (u32, u32) = (16, 1 << 16);

/// A run of documents with its own index. The files of a segment count documents from its first.
#[derive(Debug, Hash)]
pub(crate) struct Segment {
    pub(crate) name: &'static str,
    /// Number of its first document.
    pub(crate) first: u32,
    pub(crate) count: u32,
    /// Most documents that the segment can have.
    pub(crate) capacity: u32,
    /// Identifies the numbering of documents in its files.
    pub(crate) id: u32,
    /// Shards of titles and headings, a power of two.
    pub(crate) head: u32,
    /// Shards of bodies, a power of two.
    pub(crate) body: u32,
}

impl Segment {
    /// True for the segment of the newest documents.
    pub(super) fn grows(&self) -> bool {
        self.name == "new"
    }

    pub(super) fn documents(&self) -> std::ops::Range<u32> {
        self.first..self.first + self.count
    }

    /// The first bytes of its binary files.
    pub(super) fn opening(&self) -> Vec<u8> {
        let mut bytes = vec![VERSION];
        bytes.extend(self.id.to_le_bytes());
        bytes
    }
}

pub(super) fn segments(documents: &impl Documents, sizes: [u32; 2]) -> Vec<Segment> {
    let count = documents.count();
    let [main, recent] = sizes.map(|lot| count / lot * lot);
    let segment = |name, range: std::ops::Range<u32>| {
        let count = range.len() as u32;
        let slots: usize = range.clone().filter_map(|d| documents.postings(d)).map(Postings::size).sum();
        let ((few, many), (fewest, most)) = (BODY_SHARDS, HEAD_SHARDS);
        Segment {
            name,
            first: range.start,
            count,
            capacity: if name == "new" { sizes[1] } else { count },
            id: id(range.clone().map(|d| documents.slug(d))),
            head: count.div_ceil(HEAD).next_power_of_two().clamp(fewest, most),
            body: u32::try_from(slots / BODY).unwrap_or(many).next_power_of_two().clamp(few, many),
        }
    };
    let ranges = [("main", 0..main), ("recent", main..recent), ("new", recent..count)];
    ranges.into_iter().filter(|(_, r)| !r.is_empty()).map(|(n, r)| segment(n, r)).collect()
}

/// A short checksum (FNV-1a) of some documents' names in order.
pub(super) fn id<'s>(slugs: impl Iterator<Item = &'s str>) -> u32 {
    let bytes = slugs.flat_map(|s| s.bytes().chain([0]));
    bytes.fold(0x811c_9dc5, |hash: u32, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}
