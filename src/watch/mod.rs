//! Reports which files of a site were touched: by events of the system, or by polling if there are none. It does not report the
//! kind of the change.

#![expect(clippy::disallowed_methods, reason = "watch waits for saved files: threads and the clock")]

mod gather;
mod poll;
mod report;

use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::Duration;

use notify::{RecommendedWatcher, RecursiveMode, Watcher};

use crate::load;
use crate::pipeline::ChangeSet;
use report::Site;

pub(crate) struct Watch {
    root: PathBuf,
    touched: Receiver<ChangeSet>,
    /// The file that exists while git changes files.
    git_lock: Option<PathBuf>,
    /// Stops when it is dropped.
    watcher: Option<RecommendedWatcher>,
    /// Why it polls, if it does.
    pub(crate) polls: Option<String>,
}

impl Watch {
    pub(crate) fn begin(root: &Path, settings: &Path) -> Watch {
        let (sender, touched) = mpsc::channel();
        let site = Site { root: root.to_path_buf(), settings: settings.to_path_buf() };
        let (events, known) = (sender.clone(), site.clone());
        let report = move |event: notify::Result<notify::Event>| {
            if let Some(touched) = known.touched(event) {
                // If the receiver is gone, the program ends.
                let _ = events.send(touched);
            }
        };
        let watcher = notify::recommended_watcher(report).and_then(|mut watcher| {
            for (folder, mode) in folders(root, settings) {
                watcher.watch(&folder, mode)?;
            }
            Ok(watcher)
        });
        let polls = watcher.as_ref().err().map(ToString::to_string);
        if polls.is_some() {
            poll::begin(site, sender);
        }
        Watch { root: root.to_path_buf(), touched, git_lock: load::git::lock(root), watcher: watcher.ok(), polls }
    }

    /// Waits for files to be touched, and until no more are. `None` if the watch has ended.
    pub(crate) fn wait(&mut self) -> Option<ChangeSet> {
        let touched = gather::gather(&self.touched, &|| self.git_works())?;
        self.renew(&touched);
        Some(touched)
    }

    /// The same with a time limit.
    pub(crate) fn wait_within(&mut self, patience: Duration) -> Result<ChangeSet, RecvTimeoutError> {
        let touched = gather::rest(self.touched.recv_timeout(patience)?, &self.touched, &|| self.git_works());
        self.renew(&touched);
        Ok(touched)
    }

    /// True while git changes files, as when another branch is checked out.
    fn git_works(&self) -> bool {
        self.git_lock.as_ref().is_some_and(|lock| load::is_file(lock))
    }

    /// Watches new folders before they are read.
    fn renew(&mut self, touched: &ChangeSet) {
        let Some(watcher) = &mut self.watcher else { return };
        for folder in load::FOLDERS {
            let is_new = match touched {
                ChangeSet::Paths(paths) => paths.contains(folder),
                ChangeSet::Any => true,
            };
            let path = self.root.join(folder);
            if is_new && load::is_folder(&path) {
                let _ = watcher.unwatch(&path);
                // If the folder is gone by now, an event comes when it is made again.
                let _ = watcher.watch(&path, RecursiveMode::Recursive);
            }
        }
    }
}

/// The folders to watch. The site's own folder is watched without its subfolders, for new folders and the settings.
fn folders(root: &Path, settings: &Path) -> Vec<(PathBuf, RecursiveMode)> {
    let mut folders = vec![(root.to_path_buf(), RecursiveMode::NonRecursive)];
    let beside = settings.parent().filter(|p| *p != root);
    folders.extend(beside.map(|p| (p.to_path_buf(), RecursiveMode::NonRecursive)));
    let there = load::FOLDERS.iter().map(|f| root.join(f)).filter(|f| load::is_folder(f));
    folders.extend(there.map(|f| (f, RecursiveMode::Recursive)));
    folders
}
