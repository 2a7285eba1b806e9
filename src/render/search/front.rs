//! The first file that a search reads: the segments and their sizes.

use serde_json::{Value, json};

use super::Artifact;
use super::entries::{BLOCK, block_id, written};
use super::segment::{Segment, VERSION};
use crate::view::Documents;

pub(super) fn file(documents: &impl Documents, segments: &[Segment]) -> Artifact {
    let found = (0..documents.count()).filter(|d| documents.entry(*d).is_some()).count();
    let segments: Vec<Value> = segments.iter().map(|s| segment(documents, s)).collect();
    let (before, after) = documents.address();
    let whole = json!({
        "version": VERSION,
        "count": found,
        "address": [before, after],
        "block": BLOCK,
        "segments": segments,
    });
    Artifact { path: "search/index.json".to_owned(), bytes: written(&whole) }
}

fn segment(documents: &impl Documents, segment: &Segment) -> Value {
    let mut value = json!({
        "name": segment.name,
        "id": segment.id,
        "count": segment.count,
        "head": segment.head,
        "body": segment.body,
    });
    if let (Some(map), true) = (value.as_object_mut(), segment.grows()) {
        // The documents of a block identify it, so a new article changes the last block only.
        let blocks = (0..segment.count.div_ceil(BLOCK)).map(|n| format!("{:04x}", block_id(documents, segment, n) >> 16));
        map.insert("blocks".to_owned(), json!(blocks.collect::<String>()));
        map.insert("room".to_owned(), json!(segment.capacity));
    }
    value
}
