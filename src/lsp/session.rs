//! One site that an editor works on: its desk, its documents, and the worker that makes snapshots.

#![expect(
    clippy::disallowed_methods,
    reason = "a worker makes snapshots while keys are answered, and another waits for saved files"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{self, Sender};
use std::thread;

use crate::live::{Desk, Judged};
use crate::load::Overlay;
use crate::pipeline::workspace::{Snapshot, Workspace};
use crate::pipeline::{ChangeSet, Options, Progress, Step};
use crate::text::Source;
use crate::watch::Watch;

use super::document::Document;

/// What the worker and the watch of a site tell.
pub(super) enum News {
    Snapshot(io::Result<Box<Snapshot>>),
    Touched(ChangeSet),
}

struct Job {
    open: Overlay,
    changes: ChangeSet,
    options: Options,
}

pub(super) struct Session {
    pub(super) root: PathBuf,
    pub(super) desk: Desk,
    pub(super) documents: BTreeMap<Arc<str>, Document>,
    /// The files whose diagnostics the editor has.
    pub(super) published: BTreeSet<Arc<str>>,
    jobs: Sender<Job>,
    is_busy: bool,
    /// Files that changed on disk since the last job.
    changes: Option<ChangeSet>,
}

struct Silent;

impl Progress for Silent {
    fn begin(&self, _: Step, _: usize) {}
    fn tick(&self) {}
}

impl Session {
    /// Begins the work on a site. `tell` is called from other threads.
    pub(super) fn begin(
        root: PathBuf,
        settings: PathBuf,
        options: &Options,
        tell: impl Fn(News) + Send + Clone + 'static,
    ) -> Session {
        let (jobs, work) = mpsc::channel::<Job>();
        let mut workspace = Workspace::new(root.clone(), settings.clone(), options.clone());
        // The watch begins before the first snapshot, so that no save is missed.
        let mut watch = Watch::begin(&root, &settings);
        let told = tell.clone();
        thread::spawn(move || {
            while let Some(changes) = watch.wait() {
                told(News::Touched(changes));
            }
        });
        thread::spawn(move || {
            for Job { open, changes, options } in work {
                workspace.set_options(options);
                tell(News::Snapshot(workspace.snapshot(&open, &changes, &Silent).map(Box::new)));
            }
        });
        let (documents, published) = Default::default();
        Session { root, desk: Desk::default(), documents, published, jobs, is_busy: false, changes: Some(ChangeSet::Any) }
    }

    /// The path below the site's folder, as findings name it.
    pub(super) fn site_path(&self, path: &Path) -> Option<Arc<str>> {
        let below = path.strip_prefix(&self.root).ok()?;
        let parts: Option<Vec<&str>> = below.components().map(|part| part.as_os_str().to_str()).collect();
        Some(parts?.join("/").into())
    }

    pub(super) fn write(&mut self, path: &Arc<str>) -> io::Result<()> {
        let Some(document) = self.documents.get(path) else { return Ok(()) };
        self.desk.write(document.source(path))
    }

    pub(super) fn close(&mut self, path: &str) {
        self.documents.remove(path);
        self.desk.close(path);
    }

    pub(super) fn touched(&mut self, changes: ChangeSet) {
        // What an editor has open counts as it is there.
        self.changes = Some(match self.changes.take() {
            Some(earlier) => earlier.union(changes),
            None => changes,
        });
    }

    /// True if a snapshot is wanted and can be made.
    pub(super) fn wants_snapshot(&self) -> bool {
        !self.is_busy && (self.changes.is_some() || self.desk.is_stale())
    }

    /// True before the first snapshot.
    pub(super) fn is_new(&self) -> bool {
        self.desk.site().is_none()
    }

    /// True if the snapshot is of another day.
    pub(super) fn day_changed(&self, options: &Options) -> bool {
        self.desk.site().is_some_and(|site| options.as_of.day(site.linked.library.settings.utc_offset) != site.linked.as_of)
    }

    pub(super) fn is_busy(&self) -> bool {
        self.is_busy
    }

    /// Asks for a snapshot.
    pub(super) fn refresh(&mut self, options: &Options) {
        let changes = self.changes.take().unwrap_or_else(|| ChangeSet::Paths(BTreeSet::new()));
        let job = Job { open: self.desk.overlay(), changes, options: options.clone() };
        self.is_busy = self.jobs.send(job).is_ok();
    }

    /// Takes a snapshot that was asked for.
    pub(super) fn install(&mut self, snapshot: io::Result<Box<Snapshot>>) -> io::Result<()> {
        self.is_busy = false;
        self.desk.install(*snapshot?)
    }

    pub(super) fn findings(&self, path: &str) -> Vec<Judged> {
        self.desk.findings(path)
    }

    pub(super) fn text(&self, path: &str) -> Option<&Source> {
        self.desk.text(path)
    }
}
