//! The files of a source: listed in a fixed order, read with a limit, and never through a symbolic link below the given folder.
#![expect(clippy::disallowed_methods, clippy::disallowed_types, reason = "sources are read here")]

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::Piece;
use crate::import::record::{Note, Origin};

/// Folders deeper than this are not walked.
const MAX_DEPTH: usize = 32;

/// A file of a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SourceFile {
    pub(super) path: PathBuf,
    /// Path below the folder of the source, with `/`.
    pub(super) name: String,
}

impl SourceFile {
    pub(super) fn origin(&self) -> Origin {
        Origin { file: self.name.clone(), line: None }
    }

    pub(super) fn piece(&self) -> Piece {
        Piece { origin: self.origin(), data: super::Data::File(self.path.clone()) }
    }
}

/// The files of a source, sorted by name, and what was left out of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct SourceFiles {
    pub(super) files: Vec<SourceFile>,
    pub(super) notes: Vec<(Origin, Note)>,
}

/// The error of a file, with its path.
fn with_path(path: &Path, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}

/// The files below folders whose names are accepted. A file that is given itself need not be. Names begin with the folder's name if
/// several are given.
///
/// # Errors
/// If a file or a folder cannot be read; the message has its path.
pub(super) fn list(from: &[PathBuf], accepts: &dyn Fn(&str) -> bool) -> io::Result<SourceFiles> {
    let mut all = SourceFiles::default();
    for path in from {
        let last = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        if !fs::metadata(path).map_err(|error| with_path(path, &error))?.is_dir() {
            all.files.push(SourceFile { path: path.clone(), name: last });
            continue;
        }
        let prefix = if from.len() > 1 { format!("{last}/") } else { String::new() };
        walk(path, prefix, accepts, &mut all)?;
    }
    all.files.sort_by(|a, b| a.name.cmp(&b.name).then_with(|| a.path.cmp(&b.path)));
    all.files.dedup_by(|a, b| a.path == b.path);
    all.notes.sort_by(|a, b| a.0.cmp(&b.0));
    Ok(all)
}

fn walk(root: &Path, prefix: String, accepts: &dyn Fn(&str) -> bool, all: &mut SourceFiles) -> io::Result<()> {
    let mut folders = vec![(root.to_path_buf(), prefix, 0)];
    while let Some((folder, prefix, depth)) = folders.pop() {
        for entry in fs::read_dir(&folder).map_err(|error| with_path(&folder, &error))? {
            let entry = entry.map_err(|error| with_path(&folder, &error))?;
            let kind = entry.file_type().map_err(|error| with_path(&entry.path(), &error))?;
            let shown = format!("{prefix}{}", entry.file_name().to_string_lossy());
            let mut note = |rule| all.notes.push((Origin { file: shown.clone(), line: None }, Note { rule, text: shown.clone() }));
            match entry.file_name().to_str().filter(|name| !name.chars().any(char::is_control)) {
                None => note("file-name"),
                Some(".git" | ".svn" | "__MACOSX" | "node_modules") => {}
                Some(_) if kind.is_dir() && depth >= MAX_DEPTH => note("folder-depth"),
                Some(_) if kind.is_dir() => folders.push((entry.path(), format!("{shown}/"), depth + 1)),
                Some(_) if kind.is_symlink() => note("symbolic-link"),
                Some(_) if kind.is_file() && accepts(&shown) => all.files.push(SourceFile { path: entry.path(), name: shown }),
                Some(_) => {}
            }
        }
    }
    Ok(())
}

/// The bytes of a file, or `None` if it has more than a limit, or is no file.
///
/// # Errors
/// If the file cannot be read; the message has its path.
pub(super) fn read(path: &Path, limit: u64) -> io::Result<Option<Vec<u8>>> {
    let error = |error: io::Error| with_path(path, &error);
    // A pipe would never end.
    if !fs::metadata(path).map_err(error)?.is_file() {
        return Ok(None);
    }
    let mut bytes = Vec::new();
    File::open(path).map_err(error)?.take(limit.saturating_add(1)).read_to_end(&mut bytes).map_err(error)?;
    Ok((bytes.len() as u64 <= limit).then_some(bytes))
}

/// The first bytes of a file.
///
/// # Errors
/// If the file cannot be read; the message has its path.
pub(super) fn head(path: &Path, length: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let read = File::open(path).and_then(|file| file.take(length).read_to_end(&mut bytes));
    read.map(|_| bytes).map_err(|error| with_path(path, &error))
}

/// A file to be read as a stream.
///
/// # Errors
/// If the file cannot be opened; the message has its path.
pub(super) fn stream(path: &Path) -> io::Result<impl Read + use<>> {
    File::open(path).map_err(|error| with_path(path, &error))
}

/// The bytes of a file beside another one, by a relative reference that stays below `root`. `None` if there is no such file.
///
/// # Errors
/// If the file exists and cannot be read; the message has its path.
pub(super) fn read_beside(root: &Path, name: &str, limit: u64) -> io::Result<Option<Vec<u8>>> {
    let mut path = root.to_path_buf();
    for part in name.split('/') {
        if matches!(part, "" | "." | "..") || part.contains(['\\', '\0', ':']) {
            return Ok(None);
        }
        path.push(part);
        // No part of the way may be a link that leads elsewhere.
        if !fs::symlink_metadata(&path).is_ok_and(|kind| !kind.is_symlink()) {
            return Ok(None);
        }
    }
    read(&path, limit)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write(folder: &Path, name: &str, text: &str) {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    #[test]
    #[cfg(unix)]
    fn files_are_listed_in_order_without_links() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        for name in ["b.txt", "a/c.txt", "a.txt", ".git/x.txt", "d.md"] {
            write(root, name, name);
        }
        std::os::unix::fs::symlink("/etc/passwd", root.join("link.txt")).unwrap();
        let all = list(&[root.to_path_buf()], &|name| name.ends_with(".txt")).unwrap();
        assert_eq!(all.files.iter().map(|file| file.name.as_str()).collect::<Vec<_>>(), ["a.txt", "a/c.txt", "b.txt"]);
        assert_eq!(
            all.notes.iter().map(|(_, note)| (note.rule, note.text.as_str())).collect::<Vec<_>>(),
            [("symbolic-link", "link.txt")]
        );
        let two = list(&[root.join("a"), root.join("d.md")], &|name| name.ends_with(".txt")).unwrap();
        assert_eq!(two.files.iter().map(|file| file.name.as_str()).collect::<Vec<_>>(), ["a/c.txt", "d.md"]);
    }

    #[test]
    #[cfg(unix)]
    fn reading_has_limits() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        write(root, "a/b.png", "12345");
        std::os::unix::fs::symlink("/etc", root.join("etc")).unwrap();
        assert_eq!(read(&root.join("a/b.png"), 5).unwrap(), Some(b"12345".to_vec()));
        assert_eq!(read(&root.join("a/b.png"), 4).unwrap(), None);
        assert_eq!(read(root, 4).unwrap(), None);
        assert_eq!(read_beside(root, "a/b.png", 9).unwrap(), Some(b"12345".to_vec()));
        for name in ["../a/b.png", "a/../a/b.png", "/etc/passwd", "etc/passwd", "a/c.png", "a//b.png", "c:/x"] {
            assert_eq!(read_beside(root, name, 9).unwrap(), None, "{name}");
        }
    }
}
