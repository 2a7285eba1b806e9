//! What the browser is shown: a value that is whole when it exists, and replaced whole by the next. The last good site stays
//! in it while the newest has errors.

use std::collections::BTreeMap;
use std::sync::{Arc, Condvar, Mutex, OnceLock, PoisonError};
use std::time::Duration;

use crate::diag::{Counts, LocatedFinding, Report, Severity};
use crate::pipeline::{Press, Site};
use crate::view::HeaderRule;

/// A state of the preview.
pub struct PreviewState {
    /// Counts up with every state.
    pub(crate) number: u64,
    /// Counts up with every state in which a file changed that is copied as it is.
    pub(crate) files: u64,
    /// The newest site without errors.
    pub(crate) good: Option<Arc<ServableSite>>,
    /// Why the newest sources are no such site.
    pub failure: Option<LoadFailure>,
    /// The base path of the newest sources.
    pub(crate) base: String,
}

/// Findings that are listed one by one.
const LISTED: usize = 200;

/// The first findings, and how many there are besides.
#[derive(Debug, Default)]
pub struct Listed {
    /// The findings.
    pub(crate) located: Vec<LocatedFinding>,
    /// How many there are besides.
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

/// A site without errors, ready to be drawn.
pub(crate) struct ServableSite {
    pub(super) site: Arc<Site>,
    pub(super) press: Press,
    /// The header fields that its host will send.
    pub(super) rules: Vec<HeaderRule>,
    /// The first of its warnings.
    pub(super) listed: Listed,
    pub(super) counts: Counts,
    /// The files of the search index by path, made when the first of them is exchange for.
    pub(super) search: OnceLock<BTreeMap<String, Vec<u8>>>,
}

/// Where the newest state stands for all threads to see.
pub(super) struct StateWatch {
    shown: Mutex<Arc<PreviewState>>,
    changed: Condvar,
}

impl StateWatch {
    pub(super) fn new(shown: PreviewState) -> StateWatch {
        StateWatch { shown: Mutex::new(Arc::new(shown)), changed: Condvar::new() }
    }

    /// The newest state.
    pub(super) fn shown(&self) -> Arc<PreviewState> {
        // What stands there is whole, whatever became of the thread that looked at it.
        Arc::clone(&self.shown.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Replaces the state, and wakes all that wait.
    pub(super) fn show(&self, shown: PreviewState) {
        *self.shown.lock().unwrap_or_else(PoisonError::into_inner) = Arc::new(shown);
        self.changed.notify_all();
    }

    /// The number of the newest state as soon as it is another one; nothing where it is still the same after a time.
    pub(super) fn another(&self, number: u64, patience: Duration) -> Option<u64> {
        let shown = self.shown.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self.changed.wait_timeout_while(shown, patience, |s| s.number == number);
        let (shown, _) = waited.unwrap_or_else(PoisonError::into_inner);
        (shown.number != number).then_some(shown.number)
    }
}
