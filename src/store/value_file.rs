//! Files of large values: a checksum, then the value.

use std::fs;
use std::io;
use std::path::PathBuf;

use super::Key;
use crate::text::Checksum;

/// Bytes of a checksum.
pub(super) const SUM: usize = 32;

/// The file of a large value.
#[derive(Debug)]
pub struct ValueFile {
    path: PathBuf,
    key: Key,
    program: Checksum,
}

impl ValueFile {
    pub(super) fn new(path: PathBuf, key: Key, program: Checksum) -> ValueFile {
        ValueFile { path, key, program }
    }

    pub(super) fn exists(&self) -> bool {
        self.path.exists()
    }

    /// The bytes of the value; `None` if the file is gone or damaged.
    pub(super) fn read(&self) -> Option<Vec<u8>> {
        let mut bytes = fs::read(&self.path).ok()?;
        let (stored, value) = bytes.split_at_checked(SUM)?;
        if *stored != sum(self.program, Some(self.key), value).0 {
            return None;
        }
        bytes.drain(..SUM);
        Some(bytes)
    }

    /// The error of a file that was whole when it was found.
    pub(super) fn damaged(&self) -> io::Error {
        let what = "gone or damaged since the build began; build again / 生成期间丢失或损坏，请重新生成";
        io::Error::new(io::ErrorKind::InvalidData, format!("{}: {what}", self.path.display()))
    }
}

/// The checksum of a value, or of all small ones if there is no key. It depends on the program.
pub(super) fn sum(program: Checksum, key: Option<Key>, value: &[u8]) -> Checksum {
    Checksum::of_value(&(program, key, value))
}
