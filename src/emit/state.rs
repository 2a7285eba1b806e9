//! `.sitegen/` beside an output folder: what is remembered of it, the lock, and the room for staged files.
//!
//! ```text
//! .sitegen/
//! ├── manifest.json            what the last build made, for people's scripts
//! ├── changes.json             what it changed
//! ├── push/changed-urls.txt    pages among it, for search engines; more than 2,000 go on in changed-urls-2.txt and so on
//! └── outputs/<folder's name>/
//!     ├── manifest.json        what stands in that output folder: the truth this program goes by
//!     ├── pending.json         more paths that may be ours: a build was writing them when it died
//!     ├── store/               derived values (see `store`); without them the next build takes longer
//!     ├── lock                 held by the build that writes there
//!     └── stage/               files on their way
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

/// Name of the folder.
pub(super) const STATE: &str = ".sitegen";

const OUTPUTS: &str = "outputs";
const MANIFEST: &str = "manifest.json";
const CHANGES: &str = "changes.json";
const PUSH: &str = "push";
const PENDING: &str = "pending.json";
const STORE: &str = "store";
/// What a file of the state is called until it is whole.
const TMP: &str = "new.json";

/// Where the state of one output folder lies.
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

    /// True where something is remembered of this output folder.
    pub(super) fn is_known(&self) -> io::Result<bool> {
        Ok(disk::entry_kind(&self.own.join(MANIFEST))? != EntryKind::Nothing
            || disk::entry_kind(&self.own.join(PENDING))? != EntryKind::Nothing)
    }

    /// The folder of the store of derived values.
    pub(super) fn store_folder(&self) -> PathBuf {
        self.own.join(STORE)
    }

    /// Makes the folders and takes the lock, which is held until the value is dropped.
    pub(super) fn lock(self, output: &Path) -> Result<State, Error> {
        // A build that ends removes a state folder that holds nothing, with the lock in it: then it is made anew.
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
                return Ok(State { stage: Stage(self.own.join("stage")), at: self, lock: file });
            }
        }
        Err(Refusal::Busy(output.to_owned()).into())
    }

    /// The folders of the state, outermost first.
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

/// The state of one output folder, locked. Dropping it removes what was staged, and the lock's own folder where nothing is
/// remembered in it.
#[derive(Debug)]
pub(super) struct State {
    at: StatePaths,
    lock: File,
    /// What is on its way to the output folder.
    pub(super) stage: Stage,
}

/// What is remembered of an output folder.
#[derive(Debug, Default)]
pub(super) struct OwnedFiles {
    /// The files of the last build that ended.
    pub(super) files: Files,
    /// More paths that may hold files of ours: builds that died were writing them.
    pub(super) pending: BTreeSet<String>,
}

impl OwnedFiles {
    /// True where the file at this path is ours.
    pub(super) fn owns(&self, path: &str) -> bool {
        self.files.contains_key(path) || self.pending.contains(path)
    }

    /// True where a file of ours lies, or lay, in this folder.
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
    /// What is remembered; nothing where no build has ended or died here, or what it left cannot be read.
    pub(super) fn load(&self) -> io::Result<Option<OwnedFiles>> {
        let files = read(&self.at.own.join(MANIFEST))?.and_then(|text| record::read_manifest(&text));
        let pending = read(&self.at.own.join(PENDING))?.and_then(|text| serde_json::from_slice::<BTreeSet<String>>(&text).ok());
        if files.is_none() && pending.is_none() {
            return Ok(None);
        }
        let mut pending = pending.unwrap_or_default();
        pending.retain(|path| disk::is_plain(path));
        Ok(Some(OwnedFiles { files: files.unwrap_or_default(), pending }))
    }

    /// The folder of the store of derived values.
    pub(super) fn store_folder(&self) -> PathBuf {
        self.at.store_folder()
    }

    /// What the manifest for people's scripts names, whichever output folder it speaks of.
    pub(super) fn last_manifest(&self) -> io::Result<Files> {
        Ok(read(&self.at.shared.join(MANIFEST))?.and_then(|text| record::read_manifest(&text)).unwrap_or_default())
    }

    /// Remembers, before the first of them is written, which paths beyond the manifest's may be ours from now on.
    pub(super) fn write_journal(&self, paths: &BTreeSet<&str>) -> io::Result<()> {
        self.replace(&self.at.own.join(PENDING), &serde_json::to_vec(paths)?)
    }

    /// Remembers what stands in the output folder now, and tells the world. Dying between two of these steps leaves the
    /// next build the old manifest, from which it finds the same changes again.
    pub(super) fn save(&self, files: &Files, changes: &Changes, submission: &[String]) -> io::Result<()> {
        let manifest = record::write_manifest(files)?;
        self.push(submission)?;
        self.replace(&self.at.shared.join(CHANGES), &changes.write()?)?;
        self.replace(&self.at.shared.join(MANIFEST), &manifest)?;
        self.replace(&self.at.own.join(MANIFEST), &manifest)?;
        disk::remove_file(&self.at.own.join(PENDING))
    }

    /// Forgets the output folder; and what was told to the world, where that spoke of it or nobody else is left.
    pub(super) fn clear(&self) -> io::Result<()> {
        let told = read(&self.at.shared.join(MANIFEST))?;
        let outputs = self.at.own.parent().unwrap_or(&self.at.own);
        if disk::list(outputs)?.len() == 1 || told == read(&self.at.own.join(MANIFEST))? {
            disk::remove_file(&self.at.shared.join(MANIFEST))?;
            disk::remove_file(&self.at.shared.join(CHANGES))?;
            disk::remove_tree(&self.at.shared.join(PUSH))?;
        }
        disk::remove_tree(&self.store_folder())?;
        disk::remove_file(&self.at.own.join(PENDING))?;
        disk::remove_file(&self.at.own.join(MANIFEST))
    }

    /// Writes the lists for submission, the first one even where it is empty: a script may rely on it.
    fn push(&self, lists: &[String]) -> io::Result<()> {
        let folder = self.at.shared.join(PUSH);
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
        disk::replace(path, &self.at.own.join(TMP), bytes)
    }
}

impl Drop for State {
    /// Nothing depends on it: what stays behind is removed when the folder is opened next.
    fn drop(&mut self) {
        let _ = self.stage.clear();
        if matches!(self.at.is_known(), Ok(false)) {
            let _ = disk::remove_file(&self.at.own.join(TMP));
            let _ = disk::remove_file(&self.at.own.join("lock"));
            for folder in self.at.folders().rev() {
                let _ = fs::remove_dir(folder);
            }
        }
        // Closing the file would do, were it not for a child process that may hold a copy of it for a moment.
        let _ = self.lock.unlock();
    }
}

/// True where the path still leads to the open file: a lock on a file that was removed meanwhile keeps nobody out.
#[cfg(unix)]
fn is_still_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let place = |meta: fs::Metadata| (meta.dev(), meta.ino());
    file.metadata().ok().map(place) == fs::symlink_metadata(path).ok().map(place)
}

/// Where an open file cannot be removed, a lock always holds.
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
