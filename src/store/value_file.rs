//! Large values in files, where they stay until they are needed.

use std::fs;
use std::io;
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

use super::Key;
use super::scratch::ScratchFile;
use crate::text::Checksum;

/// Bytes of a checksum.
pub(super) const SUM: usize = 32;

/// The place of a large value.
#[derive(Debug)]
pub enum ValueFile {
    /// A file of its own: a checksum, then the value.
    OnDisk(DiskFile),
    /// A part of the preview's file.
    #[expect(private_interfaces, reason = "only the store makes and reads one")]
    InScratch { file: Arc<ScratchFile>, range: Range<u64> },
}

#[derive(Debug)]
pub struct DiskFile {
    path: PathBuf,
    key: Key,
    program: Checksum,
}

impl ValueFile {
    /// The bytes of the value; `None` if the file is gone or damaged.
    pub(super) fn read(&self) -> Option<Vec<u8>> {
        match self {
            ValueFile::OnDisk(file) => file.read(),
            ValueFile::InScratch { file, range } => file.read(range),
        }
    }

    /// The error of a file that was whole when it was found.
    pub(super) fn damaged(&self) -> io::Error {
        let place = match self {
            ValueFile::OnDisk(file) => file.path.display().to_string(),
            ValueFile::InScratch { .. } => "temporary file / 临时文件".to_owned(),
        };
        let what = "gone or damaged since the build began; build again / 生成期间丢失或损坏，请重新生成";
        io::Error::new(io::ErrorKind::InvalidData, format!("{place}: {what}"))
    }
}

impl DiskFile {
    pub(super) fn new(path: PathBuf, key: Key, program: Checksum) -> DiskFile {
        DiskFile { path, key, program }
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
}

/// The checksum of a value, or of all small ones if there is no key. It depends on the program.
pub(super) fn sum(program: Checksum, key: Option<Key>, value: &[u8]) -> Checksum {
    Checksum::of_value(&(program, key, value))
}
