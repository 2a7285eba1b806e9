//! Filters: the documents of each lender and each topic.

use super::Artifact;
use super::segment::Segment;
use crate::text::bits::BitWriter;
use crate::view::{Documents, Facet, FacetKind};

pub(super) fn files(documents: &impl Documents, segments: &[Segment]) -> Vec<Artifact> {
    documents.facets().iter().map(|facet| file(facet, segments)).collect()
}

fn file(facet: &Facet, segments: &[Segment]) -> Artifact {
    // The newest segment has another id whenever the numbers of the older one change.
    let mut codes = BitWriter::after(segments.last().map(Segment::opening).unwrap_or_default());
    for segment in segments {
        let within = &segment.numbers.range;
        let from = facet.documents.partition_point(|d| *d < within.start);
        let to = facet.documents.partition_point(|d| *d < within.end);
        let list = facet.documents.get(from..to).unwrap_or(&[]);
        codes.gamma(list.len() as u32 + 1);
        codes.list(list, within.start, segment.count());
    }
    let folder = match facet.kind {
        FacetKind::Lender => "lender",
        FacetKind::Topic => "topic",
        FacetKind::Last => "last",
    };
    Artifact { path: format!("search/{folder}/{}.bin", facet.slug), bytes: codes.finish() }
}
