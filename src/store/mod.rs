//! Derived values, kept by the fingerprint of what they are derived from.
//!
//! A step that may reuse an earlier result describes everything it reads by one struct with a derived hash, its [`Input`].
//! The fingerprint of that struct is the key, and it alone decides whether a value is reused. Times, paths of this machine and
//! hand-written comparisons are never part of a key, so a reused value equals the one that would be derived.
//!
//! [`Disk`] keeps values from one build to the next, [`Memory`] from one save to the next in the preview and in `--watch`.
//! A value that is missing, damaged or written by another program is derived again; nothing else depends on the store.

#![expect(clippy::disallowed_methods, clippy::disallowed_types, reason = "the store keeps values on disk, and behind locks")]

mod disk;
mod memory;
mod scratch;
mod value_file;

pub use disk::Disk;
pub use memory::Memory;
pub(crate) use memory::Warm;
pub use value_file::ValueFile;

use std::any::Any;
use std::fmt;
use std::hash::Hash;
use std::io;
use std::sync::Arc;

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::text::Checksum;

pub(crate) type Value = Arc<dyn Any + Send + Sync>;

/// The derivations whose values are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    Analysis,
    SearchRecords,
    Addresses,
    Links,
    Lists,
    Related,
    Duplicates,
    /// The files that a page or a part of the search index was rendered to.
    Output,
}

impl Kind {
    /// True for values that are large in sum and read by one step only: no process holds them in memory while it has a file.
    fn is_read_seldom(self) -> bool {
        self == Kind::SearchRecords
    }
}

/// The fingerprint of an input, with the kind of value that is derived from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// What is derived.
    pub kind: Kind,
    pub fingerprint: Checksum,
}

/// Everything that a derivation reads.
pub(crate) trait Input: Hash {
    type Value: Send + Sync + 'static;
    const KIND: Kind;
    /// How the value is written down; a value without a codec is kept in memory only.
    const CODEC: Option<Codec<Self::Value>> = None;

    fn key(&self) -> Key {
        Key { kind: Self::KIND, fingerprint: Checksum::of_value(&self) }
    }
}

pub(crate) struct Codec<V> {
    /// Writes a value; `None` if it cannot be written.
    pub(crate) encode: fn(&V) -> Option<Vec<u8>>,
    /// Reads a value; `None` if the bytes are none.
    pub(crate) decode: fn(&[u8]) -> Option<V>,
}

impl<V: Serialize + DeserializeOwned> Codec<V> {
    /// The codec of a type that derives serde's traits.
    pub(crate) const POSTCARD: Codec<V> = Codec {
        encode: |value| postcard::to_allocvec(value).ok(),
        decode: |bytes| match postcard::take_from_bytes(bytes) {
            Ok((value, [])) => Some(value),
            _ => None,
        },
    };
}

/// A value as a store holds it.
#[derive(Debug)]
pub enum Stored {
    Value(Value),
    Bytes(Vec<u8>),
}

/// A store of derived values. All methods are called from several threads at once.
pub trait Store: fmt::Debug + Sync {
    fn get(&self, key: Key) -> Option<Stored>;

    /// Keeps a value. A store that outlives the process keeps what `encode` makes of it, any other the value.
    fn put(&self, key: Key, value: Value, encode: &dyn Fn() -> Option<Vec<u8>>);

    /// Receives a value that was read from [`Stored::Bytes`].
    fn decoded(&self, _key: Key, _value: Value) {}

    /// The whole file of a value, if there is one: then nobody has to hold the value in memory until it is needed.
    fn file(&self, _key: Key) -> Option<ValueFile> {
        None
    }
}

/// The store of commands that run once and leave nothing.
impl Store for () {
    fn get(&self, _: Key) -> Option<Stored> {
        None
    }

    fn put(&self, _: Key, _: Value, _: &dyn Fn() -> Option<Vec<u8>>) {}
}

pub(crate) fn get<I: Input>(store: &dyn Store, key: Key) -> Option<Arc<I::Value>> {
    match store.get(key)? {
        Stored::Value(value) => value.downcast().ok(),
        Stored::Bytes(bytes) => {
            let value = Arc::new((I::CODEC?.decode)(&bytes)?);
            store.decoded(key, Arc::clone(&value) as Value);
            Some(value)
        }
    }
}

pub(crate) fn put<I: Input>(store: &dyn Store, key: Key, value: &Arc<I::Value>) {
    let encode = || I::CODEC.and_then(|codec| (codec.encode)(value));
    store.put(key, Arc::clone(value) as Value, &encode);
}

/// A value that is read when it is needed, or held if no file has it.
#[derive(Debug)]
pub(crate) enum Handle<I: Input> {
    File(ValueFile),
    Value(Arc<I::Value>),
}

impl<I: Input> Handle<I> {
    /// Finds a value in a store.
    pub(crate) fn find(store: &dyn Store, key: Key) -> Option<Handle<I>> {
        store.file(key).map(Handle::File).or_else(|| get::<I>(store, key).map(Handle::Value))
    }

    /// Puts a value into a store.
    pub(crate) fn put(store: &dyn Store, key: Key, value: I::Value) -> Handle<I> {
        let value = Arc::new(value);
        put::<I>(store, key, &value);
        store.file(key).map_or(Handle::Value(value), Handle::File)
    }

    /// The value.
    ///
    /// # Errors
    /// If its file is gone or damaged since it was found; the message has its path.
    pub(crate) fn read(&self) -> io::Result<Arc<I::Value>> {
        match self {
            Handle::Value(value) => Ok(Arc::clone(value)),
            Handle::File(file) => {
                let decoded = I::CODEC.zip(file.read()).and_then(|(codec, bytes)| (codec.decode)(&bytes));
                decoded.map(Arc::new).ok_or_else(|| file.damaged())
            }
        }
    }
}

/// The value of an input: from the store, or derived and then kept.
///
/// # Errors
/// Those of `derive`.
pub(crate) fn get_or<I: Input>(
    store: &dyn Store,
    input: &I,
    derive: impl FnOnce() -> io::Result<I::Value>,
) -> io::Result<Arc<I::Value>> {
    let key = input.key();
    if let Some(value) = get::<I>(store, key) {
        return Ok(value);
    }
    let value = Arc::new(derive()?);
    put::<I>(store, key, &value);
    Ok(value)
}
