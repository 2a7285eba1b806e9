//! Values of the preview that are read seldom: in a file without a name, which goes with the process.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

use super::ValueFile;

/// Values one after another. A value stays where it is; [`Scratch::compacted`] gives the room of dropped ones back.
#[derive(Debug)]
pub(super) struct Scratch {
    file: Arc<ScratchFile>,
    end: u64,
}

#[derive(Debug)]
pub(super) struct ScratchFile(Mutex<File>);

impl Scratch {
    /// # Errors
    /// If the folder of temporary files cannot be written.
    pub(super) fn new() -> io::Result<Scratch> {
        Ok(Scratch { file: Arc::new(ScratchFile(Mutex::new(tempfile::tempfile()?))), end: 0 })
    }

    /// Writes a value at the end.
    ///
    /// # Errors
    /// Those of the disk. What was written then is overwritten by the next value.
    pub(super) fn push(&mut self, value: &[u8]) -> io::Result<Range<u64>> {
        let range = self.end..self.end + value.len() as u64;
        self.file.with(|file| {
            file.seek(SeekFrom::Start(range.start))?;
            file.write_all(value)
        })?;
        self.end = range.end;
        Ok(range)
    }

    pub(super) fn value(&self, range: &Range<u64>) -> ValueFile {
        ValueFile::InScratch { file: Arc::clone(&self.file), range: range.clone() }
    }

    /// A file with these values only, whose ranges it updates; `None` if they fill half of this one or it cannot be written.
    pub(super) fn compacted(&self, values: &mut [&mut Range<u64>]) -> Option<Scratch> {
        let used: u64 = values.iter().map(|range| range.end - range.start).sum();
        if self.end <= used.saturating_mul(2) {
            return None;
        }
        let mut compacted = Scratch::new().ok()?;
        let moved: Option<Vec<Range<u64>>> = values.iter().map(|range| compacted.push(&self.file.read(range)?).ok()).collect();
        values.iter_mut().zip(moved?).for_each(|(range, moved)| **range = moved);
        Some(compacted)
    }
}

impl ScratchFile {
    /// The bytes of a value; `None` if the disk fails.
    pub(super) fn read(&self, range: &Range<u64>) -> Option<Vec<u8>> {
        let mut bytes = vec![0; usize::try_from(range.end - range.start).ok()?];
        self.with(|file| {
            file.seek(SeekFrom::Start(range.start))?;
            file.read_exact(&mut bytes)
        })
        .ok()?;
        Some(bytes)
    }

    fn with<T>(&self, act: impl FnOnce(&mut File) -> io::Result<T>) -> io::Result<T> {
        // Each use seeks first, whatever became of the thread that held the lock.
        act(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_read_before_and_after_the_dropped_ones_have_gone() {
        let mut scratch = Scratch::new().unwrap();
        let mut ranges: Vec<_> = [b"one".as_slice(), b"seventeen letters", b"two"].map(|value| scratch.push(value).unwrap()).into();
        let before = scratch.value(&ranges[2]);
        assert!(scratch.compacted(&mut ranges.iter_mut().collect::<Vec<_>>()).is_none());
        ranges.remove(1);
        let compacted = scratch.compacted(&mut ranges.iter_mut().collect::<Vec<_>>()).unwrap();
        assert_eq!((ranges.as_slice(), compacted.end), ([0..3, 3..6].as_slice(), 6));
        drop(scratch);
        assert_eq!(
            [compacted.value(&ranges[0]), compacted.value(&ranges[1]), before].map(|value| value.read().unwrap()),
            [b"one".to_vec(), b"two".to_vec(), b"two".to_vec()]
        );
    }
}
