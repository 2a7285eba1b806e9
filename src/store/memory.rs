//! The store of the preview and of `--watch`: values in memory, until a sweep finds them unused.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::scratch::Scratch;
use super::{Disk, Key, Store, Stored, Value, ValueFile};

#[derive(Debug, Default)]
pub struct Memory(Mutex<Values>);

#[derive(Debug, Default)]
struct Values {
    entries: HashMap<Key, Entry>,
    /// The file of values that are read seldom; made with the first of them.
    scratch: Option<Scratch>,
}

#[derive(Debug)]
struct Entry {
    value: Place,
    /// True if the value was used since the last sweep.
    is_used: bool,
}

#[derive(Debug)]
enum Place {
    Memory(Value),
    Scratch(Range<u64>),
}

impl Memory {
    /// Drops every value that was neither used nor put since the last sweep.
    pub(crate) fn sweep(&self) {
        let mut values = self.values();
        let Values { entries, scratch } = &mut *values;
        entries.retain(|_, entry| std::mem::take(&mut entry.is_used));
        let ranges = entries.values_mut().filter_map(|entry| match &mut entry.value {
            Place::Scratch(range) => Some(range),
            Place::Memory(_) => None,
        });
        if let Some(compacted) = scratch.as_ref().and_then(|scratch| scratch.compacted(&mut ranges.collect::<Vec<_>>())) {
            *scratch = Some(compacted);
        }
    }

    fn insert(&self, key: Key, value: Place) {
        self.values().entries.insert(key, Entry { value, is_used: true });
    }

    /// Writes a value to the scratch file; `None` if it cannot be written.
    fn push(&self, key: Key, bytes: &[u8]) -> Option<()> {
        let range = {
            let mut values = self.values();
            if values.scratch.is_none() {
                values.scratch = Scratch::new().ok();
            }
            values.scratch.as_mut()?.push(bytes).ok()?
        };
        self.insert(key, Place::Scratch(range));
        Some(())
    }

    fn values(&self) -> MutexGuard<'_, Values> {
        // Each entry is whole, whatever became of the thread that held the lock.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Store for Memory {
    fn get(&self, key: Key) -> Option<Stored> {
        let mut values = self.values();
        let Values { entries, scratch } = &mut *values;
        let entry = entries.get_mut(&key)?;
        entry.is_used = true;
        match &entry.value {
            Place::Memory(value) => Some(Stored::Value(Value::clone(value))),
            Place::Scratch(range) => scratch.as_ref()?.value(range).read().map(Stored::Bytes),
        }
    }

    fn put(&self, key: Key, value: Value, encode: &dyn Fn() -> Option<Vec<u8>>) {
        let pushed = if key.kind.is_read_seldom() { encode().and_then(|bytes| self.push(key, &bytes)) } else { None };
        if pushed.is_none() {
            self.insert(key, Place::Memory(value));
        }
    }

    fn decoded(&self, key: Key, value: Value) {
        if !key.kind.is_read_seldom() {
            self.insert(key, Place::Memory(value));
        }
    }

    fn file(&self, key: Key) -> Option<ValueFile> {
        let mut values = self.values();
        let Values { entries, scratch } = &mut *values;
        let entry = entries.get_mut(&key)?;
        let Place::Scratch(range) = &entry.value else { return None };
        entry.is_used = true;
        Some(scratch.as_ref()?.value(range))
    }
}

/// A memory that is filled from the last build: the first look at a site takes less time.
#[derive(Debug)]
pub(crate) struct Warm<'a> {
    /// Where values are kept.
    pub(crate) memory: &'a Memory,
    /// Where values are found that the memory does not have yet.
    pub(crate) disk: &'a Disk,
}

impl Store for Warm<'_> {
    fn get(&self, key: Key) -> Option<Stored> {
        self.memory.get(key).or_else(|| self.disk.get(key))
    }

    fn put(&self, key: Key, value: Value, encode: &dyn Fn() -> Option<Vec<u8>>) {
        self.memory.put(key, value, encode);
    }

    fn decoded(&self, key: Key, value: Value) {
        self.memory.decoded(key, value);
    }

    /// A copy of the last build's value, since the next build removes its file.
    fn file(&self, key: Key) -> Option<ValueFile> {
        let copy = || match self.disk.get(key)? {
            Stored::Bytes(bytes) => self.memory.push(key, &bytes),
            Stored::Value(_) => None,
        };
        if key.kind.is_read_seldom() { self.memory.file(key).or_else(|| copy().and_then(|()| self.memory.file(key))) } else { None }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::{Codec, Handle, Input, Kind, get, get_or};
    use super::*;

    #[derive(Hash)]
    struct Length<'t>(&'t str);

    impl Input for Length<'_> {
        type Value = usize;
        const KIND: Kind = Kind::Output;
    }

    fn length(memory: &Memory, text: &str) -> Option<Arc<usize>> {
        get::<Length<'_>>(memory, Length(text).key())
    }

    #[test]
    fn a_value_stays_while_each_sweep_finds_it_used() {
        let memory = Memory::default();
        for text in ["甲", "乙丙"] {
            assert_eq!(*get_or(&memory, &Length(text), || Ok(text.len())).unwrap(), text.len());
        }
        memory.sweep();
        assert_eq!(*get_or(&memory, &Length("甲"), || panic!("kept")).unwrap(), 3);
        memory.sweep();
        assert_eq!((length(&memory, "甲"), length(&memory, "乙丙")), (Some(Arc::new(3)), None));
    }

    #[derive(Debug, Hash)]
    struct Records(u32);

    impl Input for Records {
        type Value = Vec<u8>;
        const KIND: Kind = Kind::SearchRecords;
        const CODEC: Option<Codec<Vec<u8>>> = Some(Codec::POSTCARD);
    }

    #[test]
    fn values_that_are_read_seldom_are_in_a_file() {
        let memory = Memory::default();
        let put = |n: u8| Handle::<Records>::put(&memory, Records(n.into()).key(), vec![n; 100]);
        let read = |n: u8| Handle::<Records>::find(&memory, Records(n.into()).key()).map(|found| found.read().unwrap().to_vec());
        let handles = [1, 2, 3].map(put);
        assert!(matches!(&handles, [Handle::File(_), Handle::File(_), Handle::File(_)]), "{handles:?}");
        memory.sweep();
        assert_eq!(read(3), Some(vec![3; 100]));
        memory.sweep();
        assert_eq!([1, 2, 3].map(read), [None, None, Some(vec![3; 100])]);
        assert_eq!(handles.map(|handle| handle.read().unwrap().to_vec()), [1, 2, 3].map(|n| vec![n; 100]));
    }

    #[test]
    fn an_error_is_not_kept() {
        let memory = Memory::default();
        let error = get_or(&memory, &Length("甲"), || Err(std::io::Error::other("disk"))).unwrap_err();
        assert_eq!((error.to_string().as_str(), length(&memory, "甲")), ("disk", None));
    }
}
