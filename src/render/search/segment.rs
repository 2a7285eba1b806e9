//! The two segments of an index: the older documents in whole lots, which stay as they are, and the newest.

use crate::view::Documents;

/// Version of every file's format, and its first byte.
pub(super) const VERSION: u8 = 1;

/// Documents that a shard of titles and headings is planned for.
const HEAD_DOCUMENTS: u32 = 16;
/// Documents that a shard of bodies is planned for.
const BODY_DOCUMENTS: u32 = 16;

/// A run of documents that is indexed by itself. In its files documents are counted from its first.
#[derive(Debug)]
pub(super) struct Segment {
    /// Its folder.
    pub name: &'static str,
    /// Number of its first document.
    pub first: u32,
    /// How many it has.
    pub count: u32,
    /// Tells which numbering its files are of.
    pub id: u32,
    /// Shards of titles and headings, a power of two.
    pub head: u32,
    /// Shards of bodies, a power of two.
    pub body: u32,
}

impl Segment {
    /// Its documents' numbers.
    pub(super) fn documents(&self) -> std::ops::Range<u32> {
        self.first..self.first + self.count
    }

    /// What each of its binary files begins with.
    pub(super) fn opening(&self) -> Vec<u8> {
        let mut bytes = vec![VERSION];
        bytes.extend(self.id.to_le_bytes());
        bytes
    }
}

/// The segments that have documents.
pub(super) fn segments(documents: &impl Documents, lot: u32) -> Vec<Segment> {
    let count = documents.count();
    let old = count / lot * lot;
    let segment = |name, range: std::ops::Range<u32>| {
        let count = range.len() as u32;
        let shards = |each: u32| count.div_ceil(each).next_power_of_two();
        let id = id(range.clone().map(|d| documents.slug(d)));
        Segment { name, first: range.start, count, id, head: shards(HEAD_DOCUMENTS), body: shards(BODY_DOCUMENTS) }
    };
    [("main", 0..old), ("recent", old..count)].into_iter().filter(|(_, r)| !r.is_empty()).map(|(n, r)| segment(n, r)).collect()
}

/// A short checksum (FNV-1a) of some documents' names in order.
pub(super) fn id<'s>(slugs: impl Iterator<Item = &'s str>) -> u32 {
    let bytes = slugs.flat_map(|s| s.bytes().chain([0]));
    bytes.fold(0x811c_9dc5, |hash: u32, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}
