//! Single operations on the disk. Every error names its path; no symbolic link is followed. [`super::plan`] decides what is written
//! and removed.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Component, Path};

use sha2::{Digest, Sha256};

use crate::text::Checksum;

/// Large enough that a system call costs little beside the copy, small enough for many threads at once.
const CHUNK: u64 = 256 * 1024;

/// The kind of entry at a path. Links are not followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum EntryKind {
    Nothing,
    /// A regular file with its size in bytes.
    File(u64),
    Folder,
    /// A symbolic link, a device, a socket …
    Other,
}

/// An error about an argument that names a path.
pub(super) fn invalid_input(path: &Path, problem: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, format!("{}: {problem}", path.display()))
}

pub(super) fn with_path<T>(path: &Path, result: io::Result<T>) -> io::Result<T> {
    result.map_err(|e| io::Error::new(e.kind(), format!("{}: {e}", path.display())))
}

/// The kind of entry at a path. Below a file there is nothing.
pub(super) fn entry_kind(path: &Path) -> io::Result<EntryKind> {
    match fs::symlink_metadata(path) {
        Ok(meta) if meta.is_file() => Ok(EntryKind::File(meta.len())),
        Ok(meta) if meta.is_dir() => Ok(EntryKind::Folder),
        Ok(_) => Ok(EntryKind::Other),
        Err(e) if matches!(e.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => Ok(EntryKind::Nothing),
        Err(e) => with_path(path, Err(e)),
    }
}

/// True if a path joined to the output folder stays inside it on every system: relative, with `/`, of plain names only, none longer
/// than file systems allow.
pub(super) fn is_plain(path: &str) -> bool {
    let names = path.split('/').all(|name| !matches!(name, "" | "." | "..") && name.len() <= 255);
    names && !path.contains(['\\', '\0']) && Path::new(path).components().all(|c| matches!(c, Component::Normal(_)))
}

/// The names in a folder, sorted, each with its kind; empty if there is no such folder.
pub(super) fn list(folder: &Path) -> io::Result<Vec<(String, EntryKind)>> {
    let entries = match fs::read_dir(folder) {
        Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        other => with_path(folder, other)?,
    };
    let mut names = Vec::new();
    for entry in entries {
        let entry = with_path(folder, entry)?;
        // A name that is no UTF-8 is never one of ours: shown with a mark, it matches nothing.
        names.push((entry.file_name().to_string_lossy().into_owned(), entry_kind(&entry.path())?));
    }
    names.sort_by(|a, b| a.0.cmp(&b.0));
    Ok(names)
}

/// True if a path has a readable file of exactly these bytes. `kind` is its kind.
pub(super) fn holds(path: &Path, kind: EntryKind, bytes: &[u8]) -> bool {
    let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    kind == EntryKind::File(length) && fs::read(path).is_ok_and(|old| old == bytes)
}

/// Writes a file that must not exist yet, and makes its folder if it is missing.
pub(super) fn write_new(path: &Path, bytes: &[u8]) -> io::Result<()> {
    with_path(path, create_new(path)?.write_all(bytes))
}

/// Writes a file as a whole: `temp` first, then renamed, so that a reader finds the old bytes or the new ones.
pub(super) fn replace(path: &Path, temp: &Path, bytes: &[u8]) -> io::Result<()> {
    remove_file(temp)?;
    write_new(temp, bytes)?;
    with_path(path, fs::rename(temp, path))
}

/// Renames a finished file into place. Across file systems, which a rename cannot do, it goes through a copy at `temp`.
pub(super) fn put(from: &Path, to: &Path, temp: &Path) -> io::Result<()> {
    match fs::rename(from, to) {
        Err(e) if e.kind() == io::ErrorKind::CrossesDevices => {
            copy(from, temp)?;
            with_path(to, fs::rename(temp, to))
        }
        other => with_path(to, other),
    }
}

/// Removes a file; one that is gone already is no error.
pub(super) fn remove_file(path: &Path) -> io::Result<()> {
    gone(path, fs::remove_file(path))
}

/// Removes the entry at a path that is ours by its name, a folder with all it holds. Links are removed, not followed. A missing
/// entry is no error.
pub(super) fn remove_tree(path: &Path) -> io::Result<()> {
    match entry_kind(path)? {
        EntryKind::Folder => gone(path, fs::remove_dir_all(path)),
        EntryKind::File(_) | EntryKind::Other => remove_file(path),
        EntryKind::Nothing => Ok(()),
    }
}

pub(super) fn sum(path: &Path) -> io::Result<Checksum> {
    let mut file = with_path(path, File::open(path))?;
    let size = with_path(path, file.metadata())?.len().min(CHUNK);
    let chunk = Vec::with_capacity(usize::try_from(size).unwrap_or(0) + 1);
    sum_chunks(path, &mut file, chunk, |_| Ok(()))
}

fn sum_chunks(
    path: &Path,
    file: &mut File,
    mut chunk: Vec<u8>,
    mut each: impl FnMut(&[u8]) -> io::Result<()>,
) -> io::Result<Checksum> {
    let mut hasher = Sha256::new();
    while next(path, file, &mut chunk)? {
        hasher.update(&chunk);
        each(&chunk)?;
    }
    Ok(Checksum(hasher.finalize().into()))
}

/// Checksum of `source` if `target` holds the same bytes; `None` if they differ or `target` cannot be read.
pub(super) fn sum_if_same(source: &Path, target: &Path) -> io::Result<Option<Checksum>> {
    let mut from = with_path(source, File::open(source))?;
    let Ok(mut to) = File::open(target) else { return Ok(None) };
    let mut hasher = Sha256::new();
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    loop {
        let more = next(source, &mut from, &mut ours)?;
        // If one file ends first, its chunk is the shorter one.
        if next(target, &mut to, &mut theirs).is_err() || ours != theirs {
            return Ok(None);
        }
        if !more {
            return Ok(Some(Checksum(hasher.finalize().into())));
        }
        hasher.update(&ours);
    }
}

/// Copies a file to a path that has none yet, and returns its checksum. Mode and times are not copied: they are not the site's.
pub(super) fn copy(source: &Path, target: &Path) -> io::Result<Checksum> {
    let mut from = with_path(source, File::open(source))?;
    let mut to = create_new(target)?;
    sum_chunks(source, &mut from, Vec::new(), |chunk| with_path(target, to.write_all(chunk)))
}

/// Reads the next chunk. Returns `false` at the end.
fn next(path: &Path, file: &mut File, chunk: &mut Vec<u8>) -> io::Result<bool> {
    chunk.clear();
    with_path(path, file.take(CHUNK).read_to_end(chunk))?;
    Ok(!chunk.is_empty())
}

fn create_new(path: &Path) -> io::Result<File> {
    let open = || OpenOptions::new().write(true).create_new(true).open(path);
    match open() {
        Err(e) if e.kind() == io::ErrorKind::NotFound => {
            if let Some(folder) = path.parent() {
                with_path(folder, fs::create_dir_all(folder))?;
            }
            with_path(path, open())
        }
        other => with_path(path, other),
    }
}

fn gone(path: &Path, result: io::Result<()>) -> io::Result<()> {
    match result {
        Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(()),
        other => with_path(path, other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emit::testing::Folder;

    #[test]
    fn only_plain_relative_paths_stay_inside() {
        for path in ["index.html", "hf/1.html", "专题/逾期/index.html", "a..b", "...", ".well-known/x", "a b"] {
            assert!(is_plain(path), "{path}");
        }
        for path in ["", "/", "/etc/x", "../x", "a/../x", "a//b", "a/", "./a", "a/.", "a\\b", "a\0b"] {
            assert!(!is_plain(path), "{path}");
        }
        assert!(is_plain(&"长".repeat(85)) && !is_plain(&format!("a/{}x", "长".repeat(85))));
    }

    #[test]
    fn an_error_names_the_path() {
        let error = with_path(Path::new("甲/乙.html"), Err::<(), _>(io::Error::from(io::ErrorKind::NotFound))).unwrap_err();
        assert_eq!((error.kind(), error.to_string()), (io::ErrorKind::NotFound, "甲/乙.html: entity not found".to_owned()));
    }

    #[test]
    fn files_are_compared_to_the_end() {
        let folder = Folder::new();
        let chunk = usize::try_from(CHUNK).unwrap();
        let (a, b) = (folder.path("a"), folder.path("b"));
        let long = vec![7; chunk * 2 + 3];
        let mut other = long.clone();
        other[chunk * 2 + 2] = 8;
        for (left, right, same) in [
            (&long[..], &long[..], true),
            (&long[..], &other[..], false),
            (&long[..chunk], &long[..], false),
            (&long[..], &long[..chunk], false),
            (&[][..], &[][..], true),
            (&[][..], &[1][..], false),
        ] {
            folder.write("a", left);
            folder.write("b", right);
            let sum = Checksum::of(left);
            assert_eq!(sum_if_same(&a, &b).unwrap(), same.then_some(sum), "{} {}", left.len(), right.len());
            assert_eq!(super::sum(&a).unwrap(), sum);
        }
    }

    /// Needs two file systems; where the machine has no `/dev/shm` of its own, the rename alone is seen.
    #[test]
    fn a_file_is_put_into_place_from_another_file_system() {
        let folder = Folder::new();
        let memory = Path::new("/dev/shm");
        let elsewhere = memory.is_dir().then(|| tempfile::tempdir_in(memory).unwrap());
        let from = elsewhere.as_ref().map_or_else(|| folder.path("from"), |elsewhere| elsewhere.path().join("from"));
        fs::write(&from, "新").unwrap();
        folder.write("to", "旧");
        put(&from, &folder.path("to"), &folder.path("temp/1")).unwrap();
        assert_eq!(fs::read_to_string(folder.path("to")).unwrap(), "新");
        assert_eq!(entry_kind(&folder.path("temp/1")).unwrap(), EntryKind::Nothing);
        remove_file(&from).unwrap();
    }
}
