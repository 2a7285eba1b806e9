//! The state of the preview: an immutable value that the next one replaces. It keeps the last good site while the newest one has
//! errors.

use std::collections::BTreeMap;
use std::sync::{Arc, Condvar, Mutex, OnceLock, PoisonError};
use std::time::Duration;

use crate::diag::{Counts, LocatedFinding, Report, Severity};
use crate::pipeline::{Press, Site};
use crate::view::HeaderRule;

pub struct PreviewState {
    /// Counts up with every state.
    pub(crate) number: u64,
    /// Counts up with every state in which a file changed that is copied as it is.
    pub(crate) files: u64,
    /// The newest site without errors.
    pub(crate) good: Option<Arc<ServableSite>>,
    /// Why the newest sources give no such site.
    pub failure: Option<LoadFailure>,
    /// The base path of the newest sources.
    pub(crate) base: String,
}

const LISTED: usize = 200;

/// The first findings, and the number of the others.
#[derive(Debug, Default)]
pub struct Listed {
    pub(crate) located: Vec<LocatedFinding>,
    pub(crate) more: usize,
}

impl Listed {
    /// The findings of at least a severity, errors first.
    pub(super) fn of(site: &Site, report: &Report, least: Severity) -> Listed {
        let counts = report.counts();
        let all = if least == Severity::Error { counts.errors } else { counts.errors + counts.warnings };
        let located: Vec<LocatedFinding> = site.lookup().located(&report.first(least, LISTED)).collect();
        Listed { more: all.saturating_sub(located.len()), located }
    }
}

/// Why there is no site.
#[derive(Debug)]
pub enum LoadFailure {
    Findings(Listed),
    /// A file or folder that cannot be read: the message.
    Disk(String),
}

/// A site without errors, with compiled templates.
pub(crate) struct ServableSite {
    pub(super) site: Arc<Site>,
    pub(super) press: Press,
    /// The header fields that its host will send.
    pub(super) rules: Vec<HeaderRule>,
    pub(super) listed: Listed,
    pub(super) counts: Counts,
    /// The files of the search index by path, made at the first request for one of them.
    pub(super) search: OnceLock<BTreeMap<String, Vec<u8>>>,
}

/// The newest state, shared by all threads.
pub(super) struct StateWatch {
    shown: Mutex<Arc<PreviewState>>,
    changed: Condvar,
}

impl StateWatch {
    pub(super) fn new(shown: PreviewState) -> StateWatch {
        StateWatch { shown: Mutex::new(Arc::new(shown)), changed: Condvar::new() }
    }

    pub(super) fn newest(&self) -> Arc<PreviewState> {
        // The value is complete even if a thread panicked while it held the lock.
        Arc::clone(&self.shown.lock().unwrap_or_else(PoisonError::into_inner))
    }

    pub(super) fn replace(&self, shown: PreviewState) {
        *self.shown.lock().unwrap_or_else(PoisonError::into_inner) = Arc::new(shown);
        self.changed.notify_all();
    }

    /// The number of the newest state as soon as it differs; `None` if it does not within `patience`.
    pub(super) fn wait_for_other(&self, number: u64, patience: Duration) -> Option<u64> {
        let shown = self.shown.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self.changed.wait_timeout_while(shown, patience, |s| s.number == number);
        let (shown, _) = waited.unwrap_or_else(PoisonError::into_inner);
        (shown.number != number).then_some(shown.number)
    }
}
