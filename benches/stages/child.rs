//! A complete build within this process. The cost of a step is measured when the pipeline reports the start of the next one.

use std::io;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::Instant;

use sitegen::emit::{Output, Place};
use sitegen::link::Publish;
use sitegen::load::Overlay;
use sitegen::pipeline::{self, AsOf, Context, Each, Options, Progress, Step};
use sitegen::render::Artifact;

use crate::measure;

pub(crate) const AS_OF: &str = "2026-11-01";

/// Name, start and processor time at the start of each step so far.
struct Clock {
    started: Instant,
    stages: Mutex<Vec<(String, u64, u64)>>,
}

impl Clock {
    fn mark(&self, name: &str) {
        let now = u64::try_from(self.started.elapsed().as_millis()).unwrap_or(u64::MAX);
        if let Ok(mut stages) = self.stages.lock() {
            stages.push((name.to_owned(), now, measure::process_ms()));
        }
    }
}

impl Progress for Clock {
    fn begin(&self, step: Step, _: usize) {
        let name = match step {
            Step::Read => "load: everything else",
            Step::Analyze => "load and analyze: articles",
            other => return self.mark(&format!("{other:?}").to_lowercase()),
        };
        self.mark(name);
    }

    fn tick(&self) {}
}

/// Builds a site and prints a row for each step: name, wall and processor time in milliseconds, and the result.
pub(crate) fn run(root: &Path, out: &Path) -> io::Result<()> {
    let clock = Clock { started: Instant::now(), stages: Mutex::new(Vec::new()) };
    let day = AS_OF.parse().map_err(io::Error::other)?;
    let publish = Publish { drafts: false, future: false };
    let options = Options { as_of: AsOf::Day(day), publish, base_url: None };
    let (sources, _) = pipeline::load(root, &root.join("sitegen.yaml"), &Overlay::default(), &clock)?;
    let (site, _) = pipeline::site(sources, &Context { options: &options, progress: &clock, store: &(), stale: None })?;
    let place = Place { output: out, root, sources: &[], home: None };
    let output = Output::open(&place).map_err(io::Error::other)?.based(site.linked.addresses.base().path.clone());
    let (emit_ns, bytes, files) = (AtomicU64::new(0), AtomicU64::new(0), AtomicUsize::new(0));
    let stage = |artifact: Artifact| {
        let before = measure::thread_ns();
        bytes.fetch_add(artifact.bytes.len() as u64, Ordering::Relaxed);
        files.fetch_add(1, Ordering::Relaxed);
        let staged = output.stage(artifact);
        emit_ns.fetch_add(measure::thread_ns() - before, Ordering::Relaxed);
        staged
    };
    let rendered = site.render(&Each(stage), &clock)?;
    clock.mark("emit: commit");
    output.commit(rendered.outputs, &site.listed()).map_err(io::Error::other)?;
    clock.mark("end");
    let stages = clock.stages.into_inner().unwrap_or_default();
    for pair in stages.windows(2) {
        println!("{}\t{}\t{}", pair[0].0, pair[1].1 - pair[0].1, pair[1].2 - pair[0].2);
    }
    println!("emit: compare and stage (within render)\t0\t{}", emit_ns.into_inner() / 1_000_000);
    println!("={}\t{}\t{}", files.into_inner(), bytes.into_inner(), measure::peak_kib());
    Ok(())
}
