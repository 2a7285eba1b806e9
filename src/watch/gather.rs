//! Many touches at a time are one change: waits until files are left alone.

use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use crate::pipeline::ChangeSet;

/// Quiet after which a saved file is done: editors write, rename and touch within this.
const QUIET: Duration = Duration::from_millis(20);
/// Quiet after which many files are done, as when another branch is checked out.
const LONG_QUIET: Duration = Duration::from_millis(200);
/// Files that a person saves at a time.
const FEW: usize = 3;
/// Time after which a change is shown though files are still being written.
const PATIENCE: Duration = Duration::from_secs(5);
/// Files beyond which it is not worth to know which.
const MANY: usize = 20_000;

/// Silence of a git that is at work after which it is believed to have died at it.
const DEAD: Duration = Duration::from_secs(1);
/// Time after which a change is shown though git is still writing files.
const GIT_PATIENCE: Duration = Duration::from_secs(60);

/// Waits for a touch, and gathers all that follow it closely. `None` if no more can come.
pub(super) fn gather(touches: &Receiver<ChangeSet>, git_works: &dyn Fn() -> bool) -> Option<ChangeSet> {
    touches.recv().ok().map(|first| rest(first, touches, git_works))
}

pub(super) fn rest(first: ChangeSet, touches: &Receiver<ChangeSet>, git_works: &dyn Fn() -> bool) -> ChangeSet {
    let mut all = first;
    let (started, mut silence) = (Instant::now(), Duration::ZERO);
    while started.elapsed() < PATIENCE || (started.elapsed() < GIT_PATIENCE && git_works()) {
        let quiet = match &all {
            ChangeSet::Paths(paths) if paths.len() <= FEW => QUIET,
            _ => LONG_QUIET,
        };
        match touches.recv_timeout(quiet) {
            Ok(more) => (all, silence) = (all.union(more), Duration::ZERO),
            Err(RecvTimeoutError::Timeout) if silence < DEAD && git_works() => silence += quiet,
            // If no more can come, the gathered changes are still returned. The next call returns `None`.
            Err(_) => break,
        }
        if matches!(&all, ChangeSet::Paths(paths) if paths.len() > MANY) {
            all = ChangeSet::Any;
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    fn these(paths: &[&str]) -> ChangeSet {
        ChangeSet::Paths(paths.iter().map(|p| (*p).to_owned()).collect())
    }

    #[test]
    fn what_comes_together_is_one_change() {
        let (sender, receiver) = mpsc::channel();
        for path in ["a", "b", "a", "c", "d", "e"] {
            sender.send(these(&[path])).unwrap();
        }
        assert_eq!(gather(&receiver, &|| false), Some(these(&["a", "b", "c", "d", "e"])));
        sender.send(these(&["a"])).unwrap();
        sender.send(ChangeSet::Any).unwrap();
        assert_eq!(gather(&receiver, &|| false), Some(ChangeSet::Any));
        sender.send(these(&["last"])).unwrap();
        drop(sender);
        assert_eq!(gather(&receiver, &|| false), Some(these(&["last"])));
        assert_eq!(gather(&receiver, &|| false), None);
    }
    #[test]
    fn while_git_works_a_pause_ends_nothing() {
        let (sender, receiver) = mpsc::channel();
        sender.send(these(&["a"])).unwrap();
        let asked = std::cell::Cell::new(0);
        // The second file comes after a pause, in which git is asked whether it is at work.
        let works = || {
            asked.set(asked.get() + 1);
            if asked.get() == 2 {
                sender.send(these(&["b"])).unwrap();
            }
            asked.get() < 3
        };
        assert_eq!(gather(&receiver, &works), Some(these(&["a", "b"])));
        // A lock that nobody takes away is not waited for.
        sender.send(these(&["c"])).unwrap();
        assert_eq!(gather(&receiver, &|| true), Some(these(&["c"])));
    }
}
