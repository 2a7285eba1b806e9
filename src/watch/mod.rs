//! Tells which files of a site were touched: asks the system to say so, and where that cannot be had looks for itself. Never
//! says what became of a file.

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

/// A running watch.
pub(crate) struct Watch {
    root: PathBuf,
    touched: Receiver<ChangeSet>,
    /// The file that is there while git changes files.
    git_lock: Option<PathBuf>,
    /// Ends with the watch.
    watcher: Option<RecommendedWatcher>,
    /// Why it looks for itself.
    pub(crate) polls: Option<String>,
}

impl Watch {
    /// Begins to watch a site.
    pub(crate) fn begin(root: &Path, settings: &Path) -> Watch {
        let (sender, touched) = mpsc::channel();
        let site = Site { root: root.to_path_buf(), settings: settings.to_path_buf() };
        let (told, known, git_lock) = (sender.clone(), site.clone(), load::git::lock(root));
        let tell = move |event: notify::Result<notify::Event>| {
            if let Some(touched) = known.touched(event) {
                // Where no one listens any more the program ends.
                let _ = told.send(touched);
            }
        };
        let watcher = notify::recommended_watcher(tell).and_then(|mut watcher| {
            for (folder, mode) in folders(root, settings) {
                watcher.watch(&folder, mode)?;
            }
            Ok(watcher)
        });
        match watcher {
            Ok(watcher) => Watch { root: root.to_path_buf(), touched, git_lock, watcher: Some(watcher), polls: None },
            Err(error) => {
                poll::begin(site, sender);
                Watch { root: root.to_path_buf(), touched, git_lock, watcher: None, polls: Some(error.to_string()) }
            }
        }
    }

    /// Waits for files to be touched, and until no more are. Nothing where the watch has ended.
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

    /// Watches folders that were made since, before they are read.
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
                // A folder that is gone again by now will be made again, and told of, if at all.
                let _ = watcher.watch(&path, RecursiveMode::Recursive);
            }
        }
    }
}

/// What is to be watched. The site's own folder without what is below it: there its folders come and go, and the settings.
fn folders(root: &Path, settings: &Path) -> Vec<(PathBuf, RecursiveMode)> {
    let mut folders = vec![(root.to_path_buf(), RecursiveMode::NonRecursive)];
    let beside = settings.parent().filter(|p| *p != root);
    folders.extend(beside.map(|p| (p.to_path_buf(), RecursiveMode::NonRecursive)));
    let there = load::FOLDERS.iter().map(|f| root.join(f)).filter(|f| load::is_folder(f));
    folders.extend(there.map(|f| (f, RecursiveMode::Recursive)));
    folders
}
