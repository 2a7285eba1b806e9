//! Staged files: a tree beside the output folder in which every file has its path in the output folder. A folder that the site did
//! not have is renamed as a whole.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::TMP;
use super::disk::{self, EntryKind, with_path};
use crate::text::Checksum;

/// The tree; need not exist.
#[derive(Debug)]
pub(super) struct Stage(pub(super) PathBuf);

impl Stage {
    pub(super) fn write(&self, path: &str, bytes: &[u8]) -> io::Result<()> {
        disk::write_new(&self.0.join(path), bytes).map_err(|e| self.explain(path, e))
    }

    pub(super) fn copy(&self, path: &str, source: &Path) -> io::Result<Checksum> {
        disk::copy(source, &self.0.join(path)).map_err(|e| self.explain(path, e))
    }

    pub(super) fn clear(&self) -> io::Result<()> {
        disk::remove_tree(&self.0)
    }

    /// The error of a file that cannot be written, in other words if another file of the site is the reason.
    fn explain(&self, path: &str, error: io::Error) -> io::Error {
        match error.kind() {
            ErrorKind::AlreadyExists | ErrorKind::NotADirectory => self.clash(path).unwrap_or(error),
            _ => error,
        }
    }

    /// The error if a path of the site is that of another file, or is below or above it.
    fn clash(&self, path: &str) -> Option<io::Error> {
        let mut above = path.match_indices('/').filter_map(|(i, _)| path.get(..i));
        let kind = |path: &str| disk::entry_kind(&self.0.join(path)).ok();
        if let Some(file) = above.find(|folder| matches!(kind(folder), Some(EntryKind::File(_)))) {
            return Some(file_and_folder(file));
        }
        match kind(path)? {
            EntryKind::Folder => Some(file_and_folder(path)),
            EntryKind::File(_) => Some(duplicate(path)),
            EntryKind::Nothing | EntryKind::Other => None,
        }
    }

    /// Moves everything into the output folder: `make` are the folders that it lacks, parents first, `files` what was staged.
    pub(super) fn publish<'a>(&self, output: &Path, make: &[String], files: impl Iterator<Item = &'a str>) -> io::Result<()> {
        let mut published = BTreeSet::new();
        for folder in make {
            if !is_below(folder, &published) && self.publish_folder(output, folder)? {
                published.insert(folder.as_str());
            }
        }
        for path in files.filter(|path| !is_below(path, &published)) {
            disk::put(&self.0.join(path), &output.join(path), &output.join(TMP).join("copy"))?;
        }
        Ok(())
    }

    /// Moves a folder that the output folder lacks with all that is in it. Returns `false` if a rename cannot: then it is made, and
    /// its files have to be moved.
    fn publish_folder(&self, output: &Path, folder: &str) -> io::Result<bool> {
        let (from, to) = (self.0.join(folder), output.join(folder));
        match fs::rename(from, &to) {
            Ok(()) => Ok(true),
            Err(e) if e.kind() == ErrorKind::CrossesDevices => with_path(&to, fs::create_dir(&to)).map(|()| false),
            Err(e) => with_path(&to, Err(e)),
        }
    }
}

pub(super) fn file_and_folder(path: &str) -> io::Error {
    io::Error::new(ErrorKind::InvalidInput, format!("{path}: both a file and a folder of this site"))
}

/// A path that two files of the site have.
pub(super) fn duplicate(path: &str) -> io::Error {
    io::Error::new(ErrorKind::InvalidInput, format!("{path}: two files of this site"))
}

/// True if a folder above the path is among these.
fn is_below(path: &str, folders: &BTreeSet<&str>) -> bool {
    !folders.is_empty() && path.match_indices('/').filter_map(|(i, _)| path.get(..i)).any(|folder| folders.contains(folder))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emit::testing::Folder;

    #[test]
    fn a_path_is_one_file_or_one_folder() {
        let folder = Folder::new();
        let stage = Stage(folder.path("stage"));
        stage.write("a/b/c", b"1").unwrap();
        let message = |path: &str| stage.write(path, b"2").unwrap_err().to_string();
        assert_eq!(message("a/b/c"), "a/b/c: two files of this site");
        assert_eq!(message("a/b"), "a/b: both a file and a folder of this site");
        assert_eq!(message("a/b/c/d"), "a/b/c: both a file and a folder of this site");
        assert_eq!(message("a/b/c/d/e"), "a/b/c: both a file and a folder of this site");
        assert_eq!(fs::read(folder.path("stage/a/b/c")).unwrap(), b"1");
    }

    /// Needs two file systems; where the machine has no `/dev/shm` of its own, folders are renamed.
    #[test]
    fn folders_come_from_another_file_system_file_by_file() {
        let folder = Folder::new();
        let memory = Path::new("/dev/shm");
        let elsewhere = memory.is_dir().then(|| tempfile::tempdir_in(memory).unwrap());
        let stage = Stage(elsewhere.as_ref().map_or_else(|| folder.path("stage"), |elsewhere| elsewhere.path().join("stage")));
        let files = ["a/b/1", "a/2", "a-b/3", "old/4"];
        files.iter().for_each(|path| stage.write(path, path.as_bytes()).unwrap());
        fs::create_dir_all(folder.path("out/old")).unwrap();
        let make = ["a", "a-b", "a/b"].map(str::to_owned);
        stage.publish(&folder.path("out"), &make, files.into_iter()).unwrap();
        stage.clear().unwrap();
        for path in files {
            assert_eq!(fs::read_to_string(folder.path("out").join(path)).unwrap(), path);
        }
    }
}
