//! Findings in expanded articles → findings in the files that have the text.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::analyze::Library;
use crate::diag::{Finding, Findings};
use crate::model::Body;
use crate::model::inclusion::Insertions;

/// Relocates findings. A snippet that many articles include has each finding once.
pub(super) fn relocate(findings: Findings, library: &Library) -> Findings {
    let bodies = library.articles().map(|(_, article)| &article.body).filter(|body| !body.insertions.is_empty());
    let expanded: BTreeMap<&str, &Insertions> = bodies.map(|body| (&*body.path, &body.insertions)).collect();
    if expanded.is_empty() {
        return findings;
    }
    let is_affected = |finding: &Finding| {
        let mut paths = [&finding.path].into_iter().chain(finding.related.iter().map(|related| &related.path));
        paths.any(|path| expanded.contains_key(&**path))
    };
    let (mut kept, mut moved) = (Findings::default(), BTreeSet::new());
    for group in findings.groups() {
        if !group.iter().any(is_affected) {
            kept.push(group);
            continue;
        }
        moved.extend(group.iter().map(|finding| relocate_one(finding, &expanded)));
    }
    kept.extend(moved);
    kept
}

/// Relocates findings of one article.
pub(super) fn relocate_some(findings: Vec<Finding>, body: &Body) -> Vec<Finding> {
    if body.insertions.is_empty() {
        return findings;
    }
    let expanded = BTreeMap::from([(&*body.path, &body.insertions)]);
    findings.iter().map(|finding| relocate_one(finding, &expanded)).collect()
}

fn relocate_one(finding: &Finding, expanded: &BTreeMap<&str, &Insertions>) -> Finding {
    let mut moved = expanded.get(&*finding.path).map_or_else(|| finding.clone(), |insertions| insertions.relocate(finding));
    for related in &mut moved.related {
        if let (Some(insertions), Some(span)) = (expanded.get(&*related.path), related.span) {
            let place = insertions.locate(&Arc::clone(&related.path), span);
            (related.path, related.span) = (place.path, Some(place.span));
        }
    }
    moved
}
