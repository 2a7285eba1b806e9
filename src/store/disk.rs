//! The store of builds, beside the output folder.
//!
//! ```text
//! store/
//! ├── index        small values, sorted by key
//! ├── values/      large values, a file each
//! └── new/         the same of a build that has not committed: log, and a file for each large value
//! ```
//!
//! Everything is bound to the program by a checksum: what is cut short, damaged or another program's is not found. A commit
//! keeps the values that the build used or put and sweeps the others; without a commit the store stays as it was. A value that
//! cannot be written is not kept, and that is no error: the next build only takes longer.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::value_file::{DiskFile, SUM, ValueFile, sum};
use super::{Key, Kind, Store, Stored, Value};
use crate::text::Checksum;

const KINDS: [Kind; 8] =
    [Kind::Analysis, Kind::SearchRecords, Kind::Addresses, Kind::Links, Kind::Lists, Kind::Related, Kind::Duplicates, Kind::Output];
/// Values of at least so many bytes get a file of their own: rewriting them with the index would cost more.
const LARGE: usize = 4096;
/// Bytes before a value in the index: kind, fingerprint, length.
const HEAD: usize = 1 + SUM + 4;

#[derive(Debug)]
pub struct Disk {
    folder: PathBuf,
    program: Checksum,
    index: Index,
    /// For each small value, whether it was used.
    used: Vec<AtomicBool>,
    used_large: Mutex<BTreeSet<Key>>,
    /// The log of new small values; `None` if nothing is written.
    log: Option<Mutex<Option<BufWriter<File>>>>,
}

impl Disk {
    /// Opens a store to read and to write, under the lock of the output folder. The folder need not exist.
    pub fn open(folder: PathBuf, program: Checksum) -> Disk {
        remove(&folder.join("new"));
        let mut store = Disk::read_only(folder, program);
        store.log = Some(Mutex::new(None));
        store
    }

    /// Opens a store to read, without a lock: a value that a build replaces meanwhile is found as it was, as it is or not at all.
    pub(crate) fn read_only(folder: PathBuf, program: Checksum) -> Disk {
        let index = Index::read(&folder.join("index"), program);
        let used = index.starts.iter().map(|_| AtomicBool::new(false)).collect();
        Disk { folder, program, index, used, used_large: Mutex::default(), log: None }
    }

    /// The small values of a kind as the last build left them, in the order of their keys.
    pub(crate) fn values(&self, kind: Kind) -> impl Iterator<Item = &[u8]> {
        self.index.records().filter(move |(key, _)| key.kind == kind).map(|(_, value)| value)
    }

    /// Keeps the values that were used or put since the store was opened, and no others.
    pub fn commit(self) {
        // What fails here costs the next build time, and nothing else.
        let _ = self.commit_index();
        let _ = self.commit_files();
    }

    fn commit_index(&self) -> io::Result<()> {
        let (new, temporary) = (self.folder.join("new"), self.folder.join("index.tmp"));
        let log = self.log.as_ref().and_then(|log| lock(log).take());
        let log = log.map(|mut log| log.flush().and_then(|()| fs::read(new.join("log")))).transpose()?;
        let log = Index::of(log.unwrap_or_default());
        let used = self.index.records().zip(&self.used).filter(|(_, used)| used.load(Ordering::Relaxed)).map(|(record, _)| record);
        let records: BTreeMap<Key, &[u8]> = used.chain(log.records()).collect();
        let mut bytes = vec![0; SUM];
        for (key, value) in records {
            write_record(&mut bytes, key, value)?;
        }
        let sum = sum(self.program, None, bytes.get(SUM..).unwrap_or_default());
        bytes.iter_mut().zip(sum.0).for_each(|(byte, sum)| *byte = sum);
        fs::create_dir_all(&self.folder)?;
        fs::write(&temporary, bytes)?;
        fs::rename(temporary, self.folder.join("index"))
    }

    fn commit_files(&self) -> io::Result<()> {
        let (new, values) = (self.folder.join("new"), self.folder.join("values"));
        if !fs::symlink_metadata(&values).is_ok_and(|there| there.is_dir()) {
            remove(&values);
        }
        let names = |folder: &Path| -> Vec<(Key, PathBuf)> {
            let entries = fs::read_dir(folder).into_iter().flatten().flatten();
            entries.filter_map(|entry| Some((parse_name(entry.file_name().to_str()?)?, entry.path()))).collect()
        };
        let used = lock(&self.used_large);
        names(&values).into_iter().filter(|(key, _)| !used.contains(key)).for_each(|(_, path)| remove(&path));
        fs::create_dir_all(&values)?;
        for (key, path) in names(&new) {
            fs::rename(path, values.join(name(key)))?;
        }
        Ok(())
    }

    fn put_bytes(&self, log: &Mutex<Option<BufWriter<File>>>, key: Key, value: &[u8]) -> io::Result<()> {
        let new = self.folder.join("new");
        if value.len() >= LARGE {
            fs::create_dir_all(&new)?;
            let path = new.join(name(key));
            let written = fs::write(&path, [&sum(self.program, Some(key), value).0, value].concat());
            if written.is_err() {
                // Half of a value would only take up room, of which there may be none.
                remove(&path);
            }
            return written;
        }
        let mut log = lock(log);
        if log.is_none() {
            fs::create_dir_all(&new)?;
            *log = Some(BufWriter::new(File::create_new(new.join("log"))?));
        }
        log.as_mut().map_or(Ok(()), |log| write_record(log, key, value))
    }

    fn value_file(&self, folder: &str, key: Key) -> DiskFile {
        DiskFile::new(self.folder.join(folder).join(name(key)), key, self.program)
    }
}

impl Store for Disk {
    fn get(&self, key: Key) -> Option<Stored> {
        if let Some((position, value)) = self.index.find(key) {
            self.used.get(position)?.store(true, Ordering::Relaxed);
            return Some(Stored::Bytes(value.to_vec()));
        }
        let bytes = self.value_file("values", key).read()?;
        lock(&self.used_large).insert(key);
        Some(Stored::Bytes(bytes))
    }

    fn put(&self, key: Key, _: Value, encode: &dyn Fn() -> Option<Vec<u8>>) {
        if let Some(log) = &self.log
            && let Some(bytes) = encode()
        {
            // What cannot be written is not kept.
            let _ = self.put_bytes(log, key, &bytes);
        }
    }

    fn file(&self, key: Key) -> Option<ValueFile> {
        let new = self.value_file("new", key);
        if self.log.is_some() && new.exists() {
            return Some(ValueFile::OnDisk(new));
        }
        let file = self.value_file("values", key);
        file.read()?;
        lock(&self.used_large).insert(key);
        Some(ValueFile::OnDisk(file))
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        if self.log.take().is_some() {
            remove(&self.folder.join("new"));
            // A folder that holds something stays.
            let _ = fs::remove_dir(&self.folder);
        }
    }
}

/// Small values one after another.
#[derive(Debug, Default)]
struct Index {
    bytes: Vec<u8>,
    starts: Vec<u32>,
}

impl Index {
    fn read(path: &Path, program: Checksum) -> Index {
        let Ok(mut bytes) = fs::read(path) else { return Index::default() };
        if bytes.split_at_checked(SUM).is_none_or(|(stored, records)| *stored != sum(program, None, records).0) {
            return Index::default();
        }
        bytes.drain(..SUM);
        Index::of(bytes)
    }

    /// Finds the records, up to the first that is not whole.
    fn of(bytes: Vec<u8>) -> Index {
        let (mut starts, mut start) = (Vec::new(), 0);
        while let Some((_, _, end)) = record(&bytes, start) {
            starts.extend(u32::try_from(start));
            start = end;
        }
        Index { bytes, starts }
    }

    fn records(&self) -> impl Iterator<Item = (Key, &[u8])> {
        self.starts.iter().filter_map(|start| record(&self.bytes, *start as usize)).map(|(key, value, _)| (key, value))
    }

    fn find(&self, key: Key) -> Option<(usize, &[u8])> {
        let at = |start: &u32| record(&self.bytes, *start as usize);
        let position = self.starts.binary_search_by(|start| at(start).map(|(key, ..)| key).cmp(&Some(key))).ok()?;
        at(self.starts.get(position)?).map(|(_, value, _)| (position, value))
    }
}

/// The record that starts at a byte: its key, its value and where it ends.
fn record(bytes: &[u8], start: usize) -> Option<(Key, &[u8], usize)> {
    let ([kind, head @ ..], rest) = bytes.get(start..)?.split_first_chunk::<HEAD>()?;
    let (fingerprint, length) = head.split_first_chunk::<SUM>()?;
    let length = u32::from_le_bytes(length.try_into().ok()?) as usize;
    let key = Key { kind: *KINDS.get(usize::from(*kind))?, fingerprint: Checksum(*fingerprint) };
    Some((key, rest.get(..length)?, start + HEAD + length))
}

fn write_record(to: &mut impl Write, key: Key, value: &[u8]) -> io::Result<()> {
    to.write_all(&[key.kind as u8])?;
    to.write_all(&key.fingerprint.0)?;
    to.write_all(&u32::try_from(value.len()).map_err(io::Error::other)?.to_le_bytes())?;
    to.write_all(value)
}

fn name(key: Key) -> String {
    format!("{:x}{}", key.kind as u8, key.fingerprint)
}

fn parse_name(name: &str) -> Option<Key> {
    let (kind, fingerprint) = name.split_at_checked(1)?;
    let kind = *KINDS.get(usize::from_str_radix(kind, 16).ok()?)?;
    Some(Key { kind, fingerprint: fingerprint.parse().ok()? })
}

/// Removes what has the name of a part of the store, a folder with all it holds. Links are removed, not followed.
fn remove(path: &Path) {
    let is_folder = fs::symlink_metadata(path).is_ok_and(|there| there.is_dir());
    let _ = if is_folder { fs::remove_dir_all(path) } else { fs::remove_file(path) };
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // Each change is whole, whatever became of the thread that held the lock.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::{Codec, Handle, Input, get_or};
    use super::*;

    #[derive(Debug, Hash)]
    struct Repeat(u32);

    impl Input for Repeat {
        type Value = Vec<u8>;
        const KIND: Kind = Kind::Analysis;
        const CODEC: Option<Codec<Vec<u8>>> = Some(Codec::POSTCARD);
    }

    fn folder() -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("store");
        (folder, path)
    }

    fn open(folder: &Path, program: &str) -> Disk {
        Disk::open(folder.to_owned(), Checksum::of(program.as_bytes()))
    }

    /// Lengths of a small value and of a large one.
    const LENGTHS: [u32; 2] = [3, 5_000];

    /// Puts the values into a store that has none of them.
    fn fill(store: &Disk, lengths: &[u32]) {
        for length in lengths {
            let value = get_or(store, &Repeat(*length), || Ok(vec![7; *length as usize])).unwrap();
            assert_eq!(value.len(), *length as usize);
        }
    }

    fn has(store: &Disk, length: u32) -> bool {
        super::super::get::<Repeat>(store, Repeat(length).key()) == Some(Arc::new(vec![7; length as usize]))
    }

    #[test]
    fn values_are_found_once_they_are_committed_and_swept_once_they_are_not_used() {
        let (_guard, folder) = folder();
        let store = open(&folder, "p");
        fill(&store, &LENGTHS);
        assert!(!has(&store, 3) && !has(&store, 5_000));
        store.commit();
        let store = open(&folder, "p");
        assert!(has(&store, 3) && has(&store, 5_000));
        fill(&store, &[4, 6_000]);
        store.commit();
        let store = open(&folder, "p");
        assert_eq!([3, 4, 5_000, 6_000].map(|length| has(&store, length)), [true; 4]);
        store.commit();
        let store = open(&folder, "p");
        assert!(has(&store, 4));
        store.commit();
        let store = open(&folder, "p");
        assert_eq!([3, 4, 5_000, 6_000].map(|length| has(&store, length)), [false, true, false, false]);
    }

    #[test]
    fn a_large_value_is_read_from_its_file_when_it_is_needed() {
        let (_guard, folder) = folder();
        let store = open(&folder, "p");
        let put = |store: &Disk, length: u32| Handle::<Repeat>::put(store, Repeat(length).key(), vec![7; length as usize]);
        let handles = LENGTHS.map(|length| put(&store, length));
        assert!(matches!(&handles, [Handle::Value(_), Handle::File(_)]), "{handles:?}");
        assert_eq!(handles.map(|handle| handle.read().unwrap().len()), [3, 5_000]);
        store.commit();
        let store = open(&folder, "p");
        let found = Handle::<Repeat>::find(&store, Repeat(5_000).key()).unwrap();
        assert!(Handle::<Repeat>::find(&store, Repeat(6_000).key()).is_none());
        store.commit();
        let path = folder.join("values").join(name(Repeat(5_000).key()));
        assert_eq!(found.read().unwrap().len(), 5_000);
        fs::write(&path, "damaged").unwrap();
        let error = found.read().unwrap_err().to_string();
        assert!(error.starts_with(&format!("{}: gone or damaged", path.display())), "{error}");
        assert!(Handle::<Repeat>::find(&open(&folder, "p"), Repeat(5_000).key()).is_none());
    }

    #[test]
    fn a_build_that_does_not_commit_leaves_the_store_as_it_was() {
        let (_guard, folder) = folder();
        let store = open(&folder, "p");
        fill(&store, &LENGTHS);
        store.commit();
        fill(&open(&folder, "p"), &[4, 6_000]);
        let store = open(&folder, "p");
        assert_eq!([3, 4, 5_000, 6_000].map(|length| has(&store, length)), [true, false, true, false]);
        assert!(!folder.join("new").exists());
    }

    #[test]
    fn a_value_that_is_not_whole_or_not_ours_is_not_found() {
        let (_guard, folder) = folder();
        let store = open(&folder, "p");
        fill(&store, &LENGTHS);
        store.commit();
        assert_eq!(LENGTHS.map(|length| has(&open(&folder, "q"), length)), [false; 2]);
        for (path, length) in [("index".to_owned(), 3), (format!("values/{}", name(Repeat(5_000).key())), 5_000)] {
            let path = folder.join(path);
            let whole = fs::read(&path).unwrap();
            for at in (0..whole.len()).step_by(1 + whole.len() / 200) {
                fs::write(&path, &whole[..at]).unwrap();
                assert!(!has(&open(&folder, "p"), length), "cut at {at}");
                let mut broken = whole.clone();
                broken[at] ^= 1;
                fs::write(&path, broken).unwrap();
                assert!(!has(&open(&folder, "p"), length), "broken at {at}");
            }
            fs::write(&path, whole).unwrap();
            assert!(has(&open(&folder, "p"), length));
        }
    }

    #[test]
    fn what_cannot_be_written_is_not_kept_and_is_no_error() {
        let (_guard, folder) = folder();
        fs::create_dir_all(&folder).unwrap();
        let store = open(&folder, "p");
        fs::write(folder.join("new"), "in the way").unwrap();
        fill(&store, &LENGTHS);
        store.commit();
        let store = open(&folder, "p");
        assert_eq!(LENGTHS.map(|length| has(&store, length)), [false; 2]);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_in_place_of_a_folder_is_not_followed() {
        let ((_guard, folder), other) = (folder(), tempfile::tempdir().unwrap());
        fs::create_dir_all(&folder).unwrap();
        let foreign = other.path().join(name(Repeat(1).key()));
        fs::write(&foreign, "a person's").unwrap();
        std::os::unix::fs::symlink(other.path(), folder.join("values")).unwrap();
        let store = open(&folder, "p");
        fill(&store, &LENGTHS);
        store.commit();
        assert!(foreign.exists() && has(&open(&folder, "p"), 5_000));
    }
}
