//! The parts of a zip archive, read with limits.

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

/// Entries beyond which an archive is refused.
const MAX_ENTRIES: usize = 20_000;
/// Unpacked bytes of all parts that are read from an archive.
const MAX_UNPACKED: u64 = 512 << 20;

/// Why an archive or a part of it cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ArchiveFault {
    /// It is no zip archive, or it is damaged.
    Broken,
    Encrypted,
    TooLarge,
}

pub(super) struct Archive<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    /// Bytes that may still be unpacked.
    budget: u64,
}

impl<'b> Archive<'b> {
    pub(super) fn open(bytes: &'b [u8]) -> Result<Archive<'b>, ArchiveFault> {
        // Each entry of the directory has this signature, so that its size is known before it is read.
        let entries = bytes.array_windows().filter(|four| *four == b"PK\x01\x02").count();
        if entries > MAX_ENTRIES {
            return Err(ArchiveFault::TooLarge);
        }
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| ArchiveFault::Broken)?;
        Ok(Archive { archive, budget: MAX_UNPACKED })
    }

    /// The bytes of a part, or `None` if the archive has none of this name. The size that the archive states is not relied on.
    pub(super) fn read(&mut self, name: &str, limit: u64) -> Result<Option<Vec<u8>>, ArchiveFault> {
        let limit = limit.min(self.budget);
        let part = match self.archive.by_name(name) {
            Ok(part) => part,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(ZipError::UnsupportedArchive(why)) if why == ZipError::PASSWORD_REQUIRED => return Err(ArchiveFault::Encrypted),
            Err(_) => return Err(ArchiveFault::Broken),
        };
        let mut bytes = Vec::new();
        part.take(limit.saturating_add(1)).read_to_end(&mut bytes).map_err(|_| ArchiveFault::Broken)?;
        let length = bytes.len() as u64;
        if length > limit {
            return Err(ArchiveFault::TooLarge);
        }
        self.budget = self.budget.saturating_sub(length);
        Ok(Some(bytes))
    }
}

/// A zip archive for tests.
#[cfg(test)]
pub(super) fn pack(parts: &[(&str, &[u8])]) -> Vec<u8> {
    use std::io::Write;

    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
        writer.start_file(*name, options).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_read_within_their_limit() {
        let bytes = pack(&[("a/b.xml", b"12345"), ("bomb", &vec![0; 1 << 20])]);
        let mut archive = Archive::open(&bytes).unwrap();
        assert_eq!(archive.read("a/b.xml", 5), Ok(Some(b"12345".to_vec())));
        assert_eq!(archive.read("a/b.xml", 4), Err(ArchiveFault::TooLarge));
        assert_eq!(archive.read("bomb", 1 << 19), Err(ArchiveFault::TooLarge));
        assert_eq!(archive.read("c", 5), Ok(None));
    }

    #[test]
    fn broken_archives_are_refused() {
        let bytes = pack(&[("a", b"12345")]);
        assert!(matches!(Archive::open(b""), Err(ArchiveFault::Broken)));
        assert!(matches!(Archive::open(b"PK\x03\x04"), Err(ArchiveFault::Broken)));
        assert!(matches!(Archive::open(&b"PK\x01\x02".repeat(30_000)), Err(ArchiveFault::TooLarge)));
        for cut in 0..bytes.len() {
            if let Ok(mut archive) = Archive::open(&bytes[..cut]) {
                assert!(archive.read("a", 9).is_err() || archive.read("a", 9) == Ok(None), "{cut}");
            }
        }
    }
}
