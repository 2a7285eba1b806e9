//! A site in memory: the steps of the pipeline without a progress bar, and what they result in.

use std::collections::BTreeSet;
use std::path::Path;

use sitegen::diag::{Finding, Findings};
use sitegen::load::Overlay;
use sitegen::pipeline::{self, Context, Each, Options, Progress, Site, Step};
use sitegen::store::Store;

use super::site::Tree;

/// Progress that is not shown.
pub struct Silent;

impl Progress for Silent {
    fn begin(&self, _: Step, _: usize) {}
    fn tick(&self) {}
}

/// The context of a build that keeps its values in a store.
pub fn context<'c>(options: &'c Options, store: &'c dyn Store) -> Context<'c> {
    Context { options, progress: &Silent, store, stale: None }
}

/// Loads and links a site, with the findings of both.
pub fn site(root: &Path, options: &Options, store: &dyn Store) -> (Site, Findings) {
    let (sources, found) = pipeline::load(root, &root.join("sitegen.yaml"), &Overlay::default(), &Silent).unwrap();
    let (site, mut findings) = pipeline::site(sources, &context(options, store)).unwrap();
    findings.extend(found);
    (site, findings)
}

/// Every file of a site but the copied ones, and all findings.
pub fn outcome(site: &Site, findings: &Findings) -> (Tree, BTreeSet<Finding>) {
    let rendered = site.render(&Each(|file: sitegen::render::Artifact| Ok((file.path, file.bytes))), &Silent).unwrap();
    (rendered.outputs.into_iter().collect(), findings.iter().cloned().chain(rendered.findings).collect())
}
