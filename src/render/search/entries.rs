//! The entries of the result list, in blocks.

use std::ops::Range;

use serde_json::{Value, json};

use super::Artifact;
use super::segment::Segment;
use crate::text::short_id;
use crate::view::{Documents, SearchEntry};

/// Numbers in a block. In the older segment about half of them have documents.
pub(super) const BLOCK: u32 = 4;
/// Blocks in a part.
const RUN: u32 = 512;

pub(super) fn runs(segment: &Segment) -> u32 {
    segment.count().div_ceil(BLOCK * RUN)
}

pub(super) fn documents(segment: &Segment, run: u32) -> Range<u32> {
    let numbers = &segment.numbers.range;
    let size = RUN * BLOCK;
    let from = numbers.start + run * size;
    from..(from + size).min(numbers.end)
}

pub(super) fn files(documents: &impl Documents, segment: &Segment, run: u32) -> Vec<Artifact> {
    let (before, after) = documents.address();
    let blocks = run * RUN..((run + 1) * RUN).min(segment.count().div_ceil(BLOCK));
    let row = |entry: Option<SearchEntry<'_>>| {
        let Some(entry) = entry else { return json!(0) };
        // The prefix and suffix that all URLs share are left out.
        let short = entry.url.strip_prefix(before).and_then(|u| u.strip_suffix(after)).unwrap_or(&entry.url);
        let row = json!([entry.title, short, entry.date, entry.lender, entry.topic, entry.text, entry.alike]);
        // Most sites mark no article.
        match row {
            Value::Array(mut cells) if !entry.marks.is_empty() => {
                cells.push(json!(entry.marks));
                Value::Array(cells)
            }
            row => row,
        }
    };
    let block = |n: u32| {
        let id = if segment.grows() { block_id(documents, segment, n) } else { segment.numbers.id };
        let rows: Vec<Value> = block(segment, n).map(|d| row(documents.entry(d))).collect();
        let bytes = written(&json!([id, rows]));
        rows.iter().any(|row| row.is_array()).then(|| Artifact { path: format!("search/{}/docs/{n}.json", segment.name), bytes })
    };
    blocks.filter_map(block).collect()
}

/// JSON without `<`, so that it contains no tag even if it is read as HTML.
pub(super) fn written(json: &Value) -> Vec<u8> {
    json.to_string().replace('<', "\\u003c").into_bytes()
}

fn block(segment: &Segment, n: u32) -> Range<u32> {
    let numbers = &segment.numbers.range;
    numbers.start + n * BLOCK..(numbers.start + (n + 1) * BLOCK).min(numbers.end)
}

pub(super) fn block_id(documents: &impl Documents, segment: &Segment, n: u32) -> u32 {
    short_id(block(segment, n).map(|d| documents.name(d)))
}
