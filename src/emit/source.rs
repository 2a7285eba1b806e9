//! One source file replaced by its edited text, whole: a file beside it first, then a rename. It keeps the file's permissions
//! and never touches a file that is not as it was read.

use std::path::{Path, PathBuf};
use std::{fs, io, io::Write};

use super::disk::{self, EntryKind, with_path};

const CHANGED: &str = "changed meanwhile, or is no regular file; nothing was written / 文件刚被改过，或者不是普通文件，没有写入";

/// Replaces a file that holds `before`. If it holds something else by now, is a symbolic link, or cannot be written, it stays as
/// it was.
pub(crate) fn replace_source(path: &Path, before: &[u8], after: &[u8]) -> io::Result<()> {
    if !disk::holds(path, disk::entry_kind(path)?, before) {
        return with_path(path, Err(io::Error::new(io::ErrorKind::InvalidData, CHANGED)));
    }
    let permissions = with_path(path, fs::metadata(path))?.permissions();
    let temp = temp_path(path);
    disk::remove_file(&temp)?;
    let written = disk::write_new(&temp, after)
        .and_then(|()| with_path(&temp, fs::set_permissions(&temp, permissions)))
        .and_then(|()| with_path(path, fs::rename(&temp, path)));
    if written.is_err() {
        // The first error is the one to report.
        let _ = disk::remove_file(&temp);
    }
    written
}

/// Writes or replaces a file that a person named, as a whole.
pub(crate) fn write_report(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if matches!(disk::entry_kind(path)?, EntryKind::Folder | EntryKind::Other) {
        return Err(disk::invalid_input(path, "not a regular file / 不是普通文件"));
    }
    disk::replace(path, &temp_path(path), bytes)
}

/// Writes a source file that must not exist yet, as a whole. One that has these bytes already stays.
///
/// # Errors
/// If it cannot be written, or if there is something else at the path.
pub(crate) fn create_source(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let kind = disk::entry_kind(path)?;
    if disk::holds(path, kind, bytes) {
        return Ok(());
    }
    refuse_existing(path, kind)?;
    disk::replace(path, &temp_path(path), bytes)
}

/// Copies a file to a source file that must not exist yet, as a whole.
///
/// # Errors
/// If it cannot be copied, or if there is something at the path.
pub(crate) fn copy_to_source(from: &Path, path: &Path) -> io::Result<()> {
    refuse_existing(path, disk::entry_kind(path)?)?;
    let temp = temp_path(path);
    disk::remove_file(&temp)?;
    disk::copy(from, &temp)?;
    with_path(path, fs::rename(&temp, path))
}

fn refuse_existing(path: &Path, kind: EntryKind) -> io::Result<()> {
    if kind == EntryKind::Nothing {
        return Ok(());
    }
    let what = "is there already; nothing was written / 已经有这个文件，没有写入";
    with_path(path, Err(io::Error::new(io::ErrorKind::AlreadyExists, what)))
}

/// Makes a folder if it is missing.
///
/// # Errors
/// If it cannot be made.
pub(crate) fn create_folder(path: &Path) -> io::Result<()> {
    with_path(path, fs::create_dir_all(path))
}

/// Removes a source file that holds `before`. If it holds something else by now, it stays.
///
/// # Errors
/// If it holds something else or cannot be removed.
pub(crate) fn remove_unchanged(path: &Path, before: &[u8]) -> io::Result<()> {
    if !disk::holds(path, disk::entry_kind(path)?, before) {
        return with_path(path, Err(io::Error::new(io::ErrorKind::InvalidData, CHANGED)));
    }
    disk::remove_file(path)
}

/// Removes a source file; one that is gone already is no error.
///
/// # Errors
/// If it cannot be removed.
pub(crate) fn remove_source(path: &Path) -> io::Result<()> {
    disk::remove_file(path)
}

/// Appends to a file that other programs write, too. Creates it if it is missing.
pub(crate) fn append(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let file = fs::OpenOptions::new().create(true).append(true).open(path);
    with_path(path, file.and_then(|mut file| file.write_all(bytes)))
}

/// A file beside a path. It is hidden, so that it is not read as a source if it is left behind.
fn temp_path(path: &Path) -> PathBuf {
    let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    path.with_file_name(format!(".{name}.sitegen"))
}

#[cfg(test)]
mod tests {
    use super::super::testing::Folder;
    use super::*;

    #[test]
    fn permissions_are_kept_and_nothing_is_left_beside() {
        let folder = Folder::new();
        let path = folder.path("甲.md");
        fs::write(&path, "旧").unwrap();
        let mut permissions = fs::metadata(&path).unwrap().permissions();
        std::os::unix::fs::PermissionsExt::set_mode(&mut permissions, 0o640);
        fs::set_permissions(&path, permissions).unwrap();
        replace_source(&path, "旧".as_bytes(), "新".as_bytes()).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "新");
        assert_eq!(std::os::unix::fs::PermissionsExt::mode(&fs::metadata(&path).unwrap().permissions()) & 0o777, 0o640);
        assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1);
    }

    #[test]
    fn a_file_that_changed_meanwhile_stays() {
        let folder = Folder::new();
        let path = folder.path("甲.md");
        fs::write(&path, "别人刚改的").unwrap();
        let error = replace_source(&path, "旧".as_bytes(), "新".as_bytes()).unwrap_err().to_string();
        assert!(error.contains("甲.md: changed meanwhile"), "{error}");
        assert_eq!(fs::read_to_string(&path).unwrap(), "别人刚改的");
    }
}
