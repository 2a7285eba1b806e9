//! The store of the preview and of `--watch`: values in memory, until a sweep finds them unused.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::{Disk, Key, Store, Stored, Value};

#[derive(Debug, Default)]
pub struct Memory {
    values: Mutex<HashMap<Key, Entry>>,
}

#[derive(Debug)]
struct Entry {
    value: Value,
    /// True if the value was used since the last sweep.
    is_used: bool,
}

impl Memory {
    /// Drops every value that was neither used nor put since the last sweep.
    pub(crate) fn sweep(&self) {
        self.values().retain(|_, entry| std::mem::take(&mut entry.is_used));
    }

    fn insert(&self, key: Key, value: Value) {
        self.values().insert(key, Entry { value, is_used: true });
    }

    fn values(&self) -> MutexGuard<'_, HashMap<Key, Entry>> {
        // Each entry is whole, whatever became of the thread that held the lock.
        self.values.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Store for Memory {
    fn get(&self, key: Key) -> Option<Stored> {
        let mut values = self.values();
        let entry = values.get_mut(&key)?;
        entry.is_used = true;
        Some(Stored::Value(Value::clone(&entry.value)))
    }

    fn put(&self, key: Key, value: Value, _: &dyn Fn() -> Option<Vec<u8>>) {
        self.insert(key, value);
    }

    fn decoded(&self, key: Key, value: Value) {
        self.insert(key, value);
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
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::{Input, Kind, get, get_or};
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

    #[test]
    fn an_error_is_not_kept() {
        let memory = Memory::default();
        let error = get_or(&memory, &Length("甲"), || Err(std::io::Error::other("disk"))).unwrap_err();
        assert_eq!((error.to_string().as_str(), length(&memory, "甲")), ("disk", None));
    }
}
