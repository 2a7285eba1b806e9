//! Artifact → disk: compare, stage, rename into place, prune; the only writes of a build.
//!
//! [`Output::open`] refuses a folder that must be a mistake and locks the others. [`Output::stage`] compares an artifact with the
//! file in its place and, if they differ, writes it beside the output folder, from any thread. [`Output::commit`] changes the output
//! folder: it checks again that no foreign file is in the way, writes a journal, renames, removes the files that are no longer
//! produced, and writes the manifest last. A build that dies at any point leaves complete files only, and the next one knows them all.
//!
//! Bytes are compared with the disk, so a file that someone edited is restored and a file that is
//! right is left alone with its times. Nothing that the manifest (or a dead build's list) does not name is removed or
//! overwritten, and no symbolic link is followed.
//!
//! No file is flushed to the platter: that would cost more than the rest of the build, and after a loss of power the next
//! build compares every byte anyway.

#![expect(clippy::disallowed_methods, clippy::disallowed_types, reason = "emit writes the disk")]

mod clean;
mod commit;
mod disk;
mod plan;
mod record;
mod refusal;
mod source;
mod stage;
mod state;
#[cfg(test)]
mod testing;

pub use clean::clean;
pub(crate) use record::Since;
pub use refusal::Refusal;
pub(crate) use source::{
    append, copy_to_source, create_folder, create_source, remove_source, remove_unchanged, replace_source, write_report,
};

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::{fmt, io};

use crate::render::Artifact;
use crate::text::Checksum;

use disk::EntryKind;
use state::{OwnedFiles, State, StatePaths};

/// Folder within the output folder for files that must be copied because a rename cannot reach it. Gone after a commit.
const TMP: &str = ".sitegen-stage";

/// Which folder to write to, and what must not be touched.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a> {
    /// Need not exist.
    pub output: &'a Path,
    pub root: &'a Path,
    /// Settings file, content, templates, static. Need not exist.
    pub sources: &'a [&'a Path],
    /// The home folder of the user, if it is known.
    pub home: Option<&'a Path>,
}

/// Why an output folder was not written.
#[derive(Debug)]
pub enum Error {
    Refused(Refusal),
    /// The message holds the path.
    Io(io::Error),
}

/// An output folder, locked until the value is dropped.
#[derive(Debug)]
pub struct Output {
    /// The real path.
    folder: PathBuf,
    /// The path as it was given, for messages.
    typed: PathBuf,
    /// Path of the home page.
    base: String,
    state: State,
    /// `None` if the folder is not empty and has no state.
    owned: Option<OwnedFiles>,
    /// The files to compare with, if they are not those of the last build here.
    since: Option<Since>,
}

/// An artifact that has been compared and, if it differs, staged, for [`Output::commit`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Staged {
    /// Path below the output folder, with `/`.
    pub(crate) path: String,
    pub sha256: Checksum,
    pub outcome: FileChange,
}

/// The result of a comparison with the disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileChange {
    Unchanged,
    New,
    Changed,
}

/// Numbers of files of a commit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Summary {
    /// New or changed.
    pub written: usize,
    pub unchanged: usize,
    pub removed: usize,
}

impl Output {
    /// Locks an output folder, or refuses it. Staged files of a build that died are removed; the folder itself is neither made nor
    /// changed.
    pub fn open(place: &Place<'_>) -> Result<Output, Error> {
        let folder = refusal::locate(place)?;
        let typed = place.output.to_owned();
        if !matches!(disk::entry_kind(&folder)?, EntryKind::Folder | EntryKind::Nothing) {
            return Err(Refusal::NotAFolder(typed).into());
        }
        let paths = StatePaths::of(&folder);
        if !paths.is_known()? {
            refuse_foreign(&folder, &typed)?;
        }
        let state = paths.lock(&typed)?;
        state.stage.clear()?;
        let owned = match state.load()? {
            Some(owned) => {
                disk::remove_tree(&folder.join(TMP))?;
                Some(owned)
            }
            None if disk::list(&folder)?.is_empty() => Some(OwnedFiles::default()),
            None => None,
        };
        Ok(Output { folder, typed, base: "/".to_owned(), state, owned, since: None })
    }

    /// The folder of the store of derived values, which the lock protects, too.
    pub(crate) fn store_folder(&self) -> PathBuf {
        self.state.paths.store_folder()
    }

    /// With the path of the home page, as in [`crate::view::SiteView::base`]: what the URL paths in `changes.json` begin with.
    pub fn based(self, base: String) -> Output {
        Output { base, ..self }
    }

    /// Compares with another manifest than that of the last build here.
    pub(crate) fn since(self, since: Option<Since>) -> Output {
        Output { since, ..self }
    }

    /// The paths of the files of the last build.
    pub(crate) fn published(&self) -> BTreeSet<String> {
        self.owned.iter().flat_map(|owned| owned.files.keys().cloned()).collect()
    }

    /// The file at a path, if it is in place with this checksum.
    pub(crate) fn verify(&self, path: &str, sha256: Checksum) -> Option<Staged> {
        let target = self.target(path).ok()?;
        let is_file = matches!(disk::entry_kind(&target), Ok(EntryKind::File(_)));
        (is_file && disk::sum(&target).is_ok_and(|sum| sum == sha256)).then(|| Staged {
            path: path.to_owned(),
            sha256,
            outcome: FileChange::Unchanged,
        })
    }

    /// Compares an artifact with the file in its place, and writes it to the stage if they differ.
    pub fn stage(&self, artifact: Artifact) -> io::Result<Staged> {
        let Artifact { path, bytes } = artifact;
        let target = self.target(&path)?;
        let kind = disk::entry_kind(&target)?;
        let sha256 = Checksum::of(&bytes);
        if disk::holds(&target, kind, &bytes) {
            return Ok(Staged { path, sha256, outcome: FileChange::Unchanged });
        }
        self.state.stage.write(&path, &bytes)?;
        Ok(Staged { path, sha256, outcome: FileChange::differs(kind) })
    }

    /// The same for a file that is copied as it is, however large. `source` must be a regular file.
    pub fn stage_copy(&self, path: String, source: &Path) -> io::Result<Staged> {
        let target = self.target(&path)?;
        // Opening a device or a pipe could block for ever.
        let EntryKind::File(length) = disk::entry_kind(source)? else {
            return Err(disk::invalid_input(source, "not a regular file"));
        };
        let kind = disk::entry_kind(&target)?;
        let same = if kind == EntryKind::File(length) { disk::sum_if_same(source, &target)? } else { None };
        if let Some(sha256) = same {
            return Ok(Staged { path, sha256, outcome: FileChange::Unchanged });
        }
        let sha256 = self.state.stage.copy(&path, source)?;
        Ok(Staged { path, sha256, outcome: FileChange::differs(kind) })
    }

    /// Publishes the staged files, removes the files that are no longer produced, and writes the manifest. `staged` are all files of
    /// the site in any order. `listed` are the absolute URLs of the pages that search engines may list, by path: the new and changed
    /// ones are listed for submission.
    pub fn commit(&self, staged: Vec<Staged>, listed: &BTreeMap<String, String>) -> Result<Summary, Error> {
        match &self.owned {
            Some(owned) => commit::commit(self, owned, staged, listed),
            None => commit::commit(self, &commit::adopt(self, &staged)?, staged, listed),
        }
    }

    fn target(&self, path: &str) -> io::Result<PathBuf> {
        let is_valid = disk::is_plain(path) && path.split('/').next() != Some(TMP);
        let error = || disk::invalid_input(Path::new(path), "not a path below the output folder");
        is_valid.then(|| self.folder.join(path)).ok_or_else(error)
    }
}

impl FileChange {
    fn differs(kind: EntryKind) -> FileChange {
        if kind == EntryKind::Nothing { FileChange::New } else { FileChange::Changed }
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Error {
        Error::Refused(refusal)
    }
}

impl From<io::Error> for Error {
    fn from(error: io::Error) -> Error {
        Error::Io(error)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Refused(refusal) => refusal.fmt(f),
            Error::Io(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for Error {}

/// The folder of the store beside an output folder, for commands that only read it; `None` if the folder is refused.
pub(crate) fn store_folder(place: &Place<'_>) -> Option<PathBuf> {
    Some(StatePaths::of(&refusal::locate(place).ok()?).store_folder())
}

/// The files of the last build with their checksums, for commands that only read; none if the folder is refused or has no state.
pub(crate) fn last_files(place: &Place<'_>) -> BTreeMap<String, Checksum> {
    let folder = refusal::locate(place).ok();
    folder.and_then(|folder| StatePaths::of(&folder).files().ok()).unwrap_or_default()
}

/// The paths of the files of the last build, for commands that only read; none if the folder is refused or has no state.
pub(crate) fn last_published(place: &Place<'_>) -> BTreeSet<String> {
    last_files(place).into_keys().collect()
}

/// Refuses a folder without state unless it is empty or has an `index.html`. Commit checks the latter file by file, when the files of
/// the site are known. The early check spares a person's folder the wait, and even a `.sitegen` beside it.
fn refuse_foreign(folder: &Path, typed: &Path) -> Result<(), Error> {
    let names = disk::list(folder)?;
    match names.first() {
        Some((name, _)) if !names.iter().any(|(name, _)| name == "index.html") => {
            Err(Refusal::Foreign { output: typed.to_owned(), file: typed.join(name) }.into())
        }
        _ => Ok(()),
    }
}
