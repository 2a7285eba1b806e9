//! `.sitegen/` beside an output folder: its state, the lock, and the staged files.
//!
//! ```text
//! .sitegen/
//! ├── manifest.json            files of the last build, for scripts
//! ├── changes.json             changes of the last build
//! ├── push/changed-urls.txt    pages among it, for search engines; more than 2,000 go on in changed-urls-2.txt and so on
//! └── outputs/<folder's name>/
//!     ├── manifest.json        files of that output folder: this program relies on it
//!     ├── pending.json         more paths that may be ours: a build was writing them when it died
//!     ├── store/               derived values (see `store`); without them the next build takes longer
//!     ├── lock                 held by the build that writes there
//!     └── stage/               staged files
//! ```
//!
//! Two output folders side by side share `.sitegen/` and nothing below `outputs/`. Never touches the output folder.

use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use super::disk::{self, EntryKind, with_path};
use super::record::{self, Changes, Files};
use super::stage::Stage;
use super::{Error, Refusal};

pub(super) const STATE: &str = ".sitegen";

const OUTPUTS: &str = "outputs";
const MANIFEST: &str = "manifest.json";
const CHANGES: &str = "changes.json";
const PUSH: &str = "push";
const PENDING: &str = "pending.json";
const STORE: &str = "store";
/// Name of a file of the state until it is complete.
const TMP: &str = "new.json";

#[derive(Debug, Clone)]
pub(super) struct StatePaths {
    /// `.sitegen/`
    shared: PathBuf,
    /// `.sitegen/outputs/<name>/`
    own: PathBuf,
}

impl StatePaths {
    /// The state of the output folder at this real path, which is not the root.
    pub(super) fn of(output: &Path) -> StatePaths {
        let shared = output.parent().unwrap_or(output).join(STATE);
        let own = shared.join(OUTPUTS).join(output.file_name().unwrap_or_default());
        StatePaths { shared, own }
    }

    /// True if there is state of this output folder.
    pub(super) fn is_known(&self) -> io::Result<bool> {
        Ok(disk::entry_kind(&self.own.join(MANIFEST))? != EntryKind::Nothing
            || disk::entry_kind(&self.own.join(PENDING))? != EntryKind::Nothing)
    }

    /// The files of the last build; none if there is no state.
    pub(super) fn files(&self) -> io::Result<Files> {
        Ok(read(&self.own.join(MANIFEST))?.and_then(|text| record::read_manifest(&text)).unwrap_or_default())
    }

    pub(super) fn store_folder(&self) -> PathBuf {
        self.own.join(STORE)
    }

    /// Makes the folders and takes the lock, which is held until the value is dropped.
    pub(super) fn lock(self, output: &Path) -> Result<State, Error> {
        // A build that ends removes an empty state folder with the lock in it. Then it has to be made again.
        for _ in 0..100 {
            self.make_folders()?;
            let path = self.own.join("lock");
            let file = match OpenOptions::new().create(true).truncate(false).write(true).open(&path) {
                Err(e) if e.kind() == io::ErrorKind::NotFound => continue,
                other => with_path(&path, other)?,
            };
            match file.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => break,
                // Some network file systems know no locks; a build there is better than none.
                Err(TryLockError::Error(e)) if e.kind() == io::ErrorKind::Unsupported => {}
                Err(TryLockError::Error(e)) => with_path(&path, Err(e))?,
            }
            if is_still_at(&file, &path) {
                return Ok(State { stage: Stage(self.own.join("stage")), paths: self, lock: file });
            }
        }
        Err(Refusal::Busy(output.to_owned()).into())
    }

    fn folders(&self) -> impl DoubleEndedIterator<Item = &Path> {
        [Some(self.shared.as_path()), self.own.parent(), Some(self.own.as_path())].into_iter().flatten()
    }

    fn make_folders(&self) -> Result<(), Error> {
        for folder in self.folders() {
            // A link could lead anywhere, and below it files are removed by name.
            if !matches!(disk::entry_kind(folder)?, EntryKind::Folder | EntryKind::Nothing) {
                return Err(Refusal::NotAFolder(folder.to_owned()).into());
            }
        }
        Ok(with_path(&self.own, fs::create_dir_all(&self.own))?)
    }
}

/// The state of one output folder, locked. Dropping it removes the staged files, and the folder of the lock if there is no state.
#[derive(Debug)]
pub(super) struct State {
    pub(super) paths: StatePaths,
    lock: File,
    pub(super) stage: Stage,
}

/// The files of an output folder that are known to be ours.
#[derive(Debug, Default)]
pub(super) struct OwnedFiles {
    /// The files of the last build that ended.
    pub(super) files: Files,
    /// More paths that may hold files of ours: builds that died were writing them.
    pub(super) pending: BTreeSet<String>,
}

impl OwnedFiles {
    pub(super) fn owns(&self, path: &str) -> bool {
        self.files.contains_key(path) || self.pending.contains(path)
    }

    /// True if a file of ours is, or was, in this folder.
    pub(super) fn owns_below(&self, folder: &str) -> bool {
        let first = format!("{folder}/");
        let file = self.files.range(first.clone()..).next().map(|(path, _)| path);
        let pending = self.pending.range(first.clone()..).next();
        file.into_iter().chain(pending).any(|path| path.starts_with(&first))
    }

    /// Every path that is ours, in no particular order; some are repeated.
    pub(super) fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().chain(&self.pending).map(String::as_str)
    }
}

impl State {
    /// The state; `None` if no build has ended or died here, or its state cannot be read.
    pub(super) fn load(&self) -> io::Result<Option<OwnedFiles>> {
        let files = read(&self.paths.own.join(MANIFEST))?.and_then(|text| record::read_manifest(&text));
        let pending = read(&self.paths.own.join(PENDING))?.and_then(|text| serde_json::from_slice::<BTreeSet<String>>(&text).ok());
        if files.is_none() && pending.is_none() {
            return Ok(None);
        }
        let mut pending = pending.unwrap_or_default();
        pending.retain(|path| disk::is_plain(path));
        Ok(Some(OwnedFiles { files: files.unwrap_or_default(), pending }))
    }

    /// The files of the manifest for scripts, of any output folder.
    pub(super) fn last_manifest(&self) -> io::Result<Files> {
        Ok(read(&self.paths.shared.join(MANIFEST))?.and_then(|text| record::read_manifest(&text)).unwrap_or_default())
    }

    /// Writes, before the first rename, which paths beyond those of the manifest may be ours from now on.
    pub(super) fn write_journal(&self, paths: &BTreeSet<&str>) -> io::Result<()> {
        self.replace(&self.paths.own.join(PENDING), &serde_json::to_vec(paths)?)
    }

    /// Writes the state and the files for scripts. A build that dies between two of these steps leaves the old manifest to the next
    /// build, which finds the same changes from it.
    pub(super) fn save(&self, files: &Files, changes: &Changes, submission: &[String]) -> io::Result<()> {
        let manifest = record::write_manifest(files)?;
        self.push(submission)?;
        self.replace(&self.paths.shared.join(CHANGES), &changes.write()?)?;
        self.replace(&self.paths.shared.join(MANIFEST), &manifest)?;
        self.replace(&self.paths.own.join(MANIFEST), &manifest)?;
        disk::remove_file(&self.paths.own.join(PENDING))
    }

    /// Removes the state; and the files for scripts if they are about this output folder or no other one is left.
    pub(super) fn clear(&self) -> io::Result<()> {
        let shared = read(&self.paths.shared.join(MANIFEST))?;
        let outputs = self.paths.own.parent().unwrap_or(&self.paths.own);
        if disk::list(outputs)?.len() == 1 || shared == read(&self.paths.own.join(MANIFEST))? {
            disk::remove_file(&self.paths.shared.join(MANIFEST))?;
            disk::remove_file(&self.paths.shared.join(CHANGES))?;
            disk::remove_tree(&self.paths.shared.join(PUSH))?;
        }
        disk::remove_tree(&self.paths.store_folder())?;
        disk::remove_file(&self.paths.own.join(PENDING))?;
        disk::remove_file(&self.paths.own.join(MANIFEST))
    }

    /// Writes the lists for submission, the first one even if it is empty: a script may rely on it.
    fn push(&self, lists: &[String]) -> io::Result<()> {
        let folder = self.paths.shared.join(PUSH);
        disk::remove_tree(&folder)?;
        with_path(&folder, fs::create_dir_all(&folder))?;
        let first = lists.first().map_or("", String::as_str);
        self.replace(&folder.join("changed-urls.txt"), first.as_bytes())?;
        for (n, list) in lists.iter().enumerate().skip(1) {
            self.replace(&folder.join(format!("changed-urls-{}.txt", n + 1)), list.as_bytes())?;
        }
        Ok(())
    }

    fn replace(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        disk::replace(path, &self.paths.own.join(TMP), bytes)
    }
}

impl Drop for State {
    /// Errors do not matter: what stays behind is removed when the folder is opened next.
    fn drop(&mut self) {
        let _ = self.stage.clear();
        if matches!(self.paths.is_known(), Ok(false)) {
            let _ = disk::remove_file(&self.paths.own.join(TMP));
            let _ = disk::remove_file(&self.paths.own.join("lock"));
            for folder in self.paths.folders().rev() {
                let _ = fs::remove_dir(folder);
            }
        }
        // Closing the file would do, were it not for a child process that may hold a copy of it for a moment.
        let _ = self.lock.unlock();
    }
}

/// True if the path still leads to the open file: a lock on a file that was removed meanwhile keeps nobody out.
#[cfg(unix)]
fn is_still_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let place = |meta: fs::Metadata| (meta.dev(), meta.ino());
    file.metadata().ok().map(place) == fs::symlink_metadata(path).ok().map(place)
}

/// On systems that cannot remove an open file, a lock always holds.
#[cfg(not(unix))]
fn is_still_at(_: &File, path: &Path) -> bool {
    path.exists()
}

fn read(path: &Path) -> io::Result<Option<Vec<u8>>> {
    match fs::read(path) {
        Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(None),
        other => with_path(path, other).map(Some),
    }
}
