//! A folder for tests, removed with all it holds when the test ends.

use std::fs;
use std::path::PathBuf;

use tempfile::TempDir;

pub(super) struct Folder {
    path: PathBuf,
    _folder: TempDir,
}

impl Folder {
    /// A new empty folder.
    pub(super) fn new() -> Folder {
        let folder = tempfile::tempdir().unwrap();
        Folder { path: folder.path().canonicalize().unwrap(), _folder: folder }
    }

    /// A path in it.
    pub(super) fn path(&self, path: &str) -> PathBuf {
        self.path.join(path)
    }

    /// Writes a file and makes its folder.
    pub(super) fn write(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
}
