//! Notes that a build leaves the next one: what it has found out at length and need not find out again. They decide nothing: a
//! note is read back whole, by the program that wrote it, or not at all, and one that cannot be written is none.
//!
//! New notes lie beside the old ones until the commit, so that a build that fails leaves those as they were.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::PathBuf;

use super::disk::{self, There, at};
use crate::text::Checksum;

/// Bytes of the checksum that a note begins with.
const SUM: usize = 32;

/// Where notes lie. Neither folder need exist.
#[derive(Debug)]
pub(super) struct Notes {
    /// What earlier builds have left.
    pub(super) kept: PathBuf,
    /// What this build leaves.
    pub(super) new: PathBuf,
}

impl Notes {
    /// What an earlier build of a program has left under a name.
    pub(super) fn read(&self, program: Checksum, name: Checksum) -> Option<Vec<u8>> {
        let mut bytes = fs::read(self.kept.join(name.to_string())).ok()?;
        let is_whole = bytes.get(SUM..).is_some_and(|note| bytes.starts_with(&sum(program, note).0));
        is_whole.then(|| {
            bytes.drain(..SUM);
            bytes
        })
    }

    /// Leaves a note under a name, in the place of an older one. From several threads at once, each with names of its own.
    pub(super) fn keep(&self, program: Checksum, name: Checksum, note: &[u8]) {
        let path = self.new.join(name.to_string());
        let bytes = [sum(program, note).0.as_slice(), note].concat();
        if disk::write_new(&path, &bytes).is_err() {
            // Half of it would only take up room, of which there may be none.
            let _ = disk::remove_file(&path);
        }
    }

    /// Puts the new notes to the old ones, of which only the wanted ones stay.
    pub(super) fn settle(&self, wanted: &BTreeSet<Checksum>) -> io::Result<()> {
        let wanted: BTreeSet<String> = wanted.iter().map(Checksum::to_string).collect();
        if disk::there(&self.kept)? != There::Folder {
            disk::remove_tree(&self.kept)?;
        }
        for (name, there) in disk::list(&self.kept)? {
            if there == There::Folder || !wanted.contains(&name) {
                disk::remove_tree(&self.kept.join(name))?;
            }
        }
        let new = disk::list(&self.new)?;
        if !new.is_empty() {
            at(&self.kept, fs::create_dir_all(&self.kept))?;
        }
        for (name, _) in new {
            let to = self.kept.join(&name);
            at(&to, fs::rename(self.new.join(&name), &to))?;
        }
        self.clear()
    }

    /// Removes what was to be left.
    pub(super) fn clear(&self) -> io::Result<()> {
        disk::remove_tree(&self.new)
    }

    /// Removes all notes.
    pub(super) fn forget(&self) -> io::Result<()> {
        self.clear()?;
        disk::remove_tree(&self.kept)
    }
}

/// What tells a note that is whole, and of which program it is.
fn sum(program: Checksum, note: &[u8]) -> Checksum {
    Checksum::of_value(&(program, note))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emit::testing::Folder;

    fn notes(folder: &Folder) -> Notes {
        Notes { kept: folder.path("notes"), new: folder.path("notes-new") }
    }

    #[test]
    fn a_note_is_read_once_it_is_settled_and_goes_when_it_is_not_wanted() {
        let folder = Folder::new();
        let (notes, program) = (notes(&folder), Checksum::of(b"program"));
        let [a, b] = [b"a", b"b"].map(|name| Checksum::of(name));
        notes.keep(program, a, "甲".as_bytes());
        notes.keep(program, b, b"");
        assert_eq!(notes.read(program, a), None);
        notes.settle(&[a, b].into()).unwrap();
        assert_eq!(notes.read(program, a).unwrap(), "甲".as_bytes());
        assert_eq!(notes.read(program, b).unwrap(), b"");
        notes.keep(program, a, "乙".as_bytes());
        notes.clear().unwrap();
        notes.settle(&[a].into()).unwrap();
        assert_eq!((notes.read(program, a).unwrap(), notes.read(program, b)), ("甲".into(), None));
        notes.keep(program, a, "丙".as_bytes());
        notes.settle(&[a].into()).unwrap();
        assert_eq!(notes.read(program, a).unwrap(), "丙".as_bytes());
        notes.forget().unwrap();
        assert!(!folder.path("notes").exists() && !folder.path("notes-new").exists());
    }

    #[test]
    fn a_note_that_is_not_whole_or_not_ours_is_none() {
        let folder = Folder::new();
        let (notes, program, name) = (notes(&folder), Checksum::of(b"program"), Checksum::of(b"name"));
        notes.keep(program, name, b"note");
        notes.settle(&[name].into()).unwrap();
        assert_eq!(notes.read(Checksum::of(b"another"), name), None);
        let path = folder.path("notes").join(name.to_string());
        let whole = fs::read(&path).unwrap();
        for at in 0..whole.len() {
            fs::write(&path, &whole[..at]).unwrap();
            assert_eq!(notes.read(program, name), None, "cut at {at}");
            let mut broken = whole.clone();
            broken[at] ^= 1;
            fs::write(&path, broken).unwrap();
            assert_eq!(notes.read(program, name), None, "broken at {at}");
        }
    }

    #[test]
    fn what_cannot_be_kept_is_no_note_and_no_error() {
        let folder = Folder::new();
        let (notes, program, name) = (notes(&folder), Checksum::of(b"program"), Checksum::of(b"name"));
        fs::write(folder.path("notes-new"), "in the way").unwrap();
        notes.keep(program, name, b"note");
        notes.clear().unwrap();
        notes.settle(&[name].into()).unwrap();
        assert_eq!(notes.read(program, name), None);
    }
}
