//! Typed indices: an [`ArticleId`] names an article, and an [`IndexVec`] holds one value for each.

use std::marker::PhantomData;
use std::ops::{Index, IndexMut};

/// An index that cannot be confused with another kind of index.
pub trait Id: Copy {
    fn new(position: usize) -> Self;
    fn position(self) -> usize;
}

macro_rules! ids {
    ($($(#[$doc:meta])* $vis:vis $id:ident;)*) => { $(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        $vis struct $id(u32);

        impl $crate::model::Id for $id {
            /// Nothing of a library reaches 2^32: paths alone would fill the memory before.
            fn new(position: usize) -> $id {
                $id(position as u32)
            }

            fn position(self) -> usize {
                self.0 as usize
            }
        }
    )* };
}
pub(crate) use ids;

ids! {
    /// An article of a library: its position in the order of the paths.
    pub ArticleId;
    /// A page such as about.
    pub PlainId;
    /// A file beside a text or in `static/`.
    pub(crate) FileId;
}

/// One value for each id, in the order of the ids.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct IndexVec<I, T> {
    values: Vec<T>,
    id: PhantomData<fn(I) -> I>,
}

impl<I: Id, T> IndexVec<I, T> {
    pub fn len(&self) -> usize {
        self.values.len()
    }

    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// The values in the order of their ids.
    pub fn iter(&self) -> std::slice::Iter<'_, T> {
        self.values.iter()
    }

    pub(crate) fn ids(&self) -> impl DoubleEndedIterator<Item = I> + ExactSizeIterator + use<I, T> {
        (0..self.values.len()).map(I::new)
    }

    /// The values in order, each with its id.
    pub fn enumerated(&self) -> impl DoubleEndedIterator<Item = (I, &T)> + ExactSizeIterator {
        self.values.iter().enumerate().map(|(position, value)| (I::new(position), value))
    }

    pub(crate) fn as_slice(&self) -> &[T] {
        &self.values
    }
}

/// Only here does a broken id stop the program: an id is made for the library it is used with, and nothing that a user writes is
/// an id. The panic is caught at the top and reported as an internal error.
#[expect(clippy::indexing_slicing, reason = "an id that is out of range is an internal error")]
impl<I: Id, T> Index<I> for IndexVec<I, T> {
    type Output = T;

    fn index(&self, id: I) -> &T {
        &self.values[id.position()]
    }
}

#[expect(clippy::indexing_slicing, reason = "an id that is out of range is an internal error")]
impl<I: Id, T> IndexMut<I> for IndexVec<I, T> {
    fn index_mut(&mut self, id: I) -> &mut T {
        &mut self.values[id.position()]
    }
}

impl<I, T> From<Vec<T>> for IndexVec<I, T> {
    fn from(values: Vec<T>) -> IndexVec<I, T> {
        IndexVec { values, id: PhantomData }
    }
}

impl<I, T> Default for IndexVec<I, T> {
    fn default() -> IndexVec<I, T> {
        Vec::new().into()
    }
}

impl<I, T> FromIterator<T> for IndexVec<I, T> {
    fn from_iter<A: IntoIterator<Item = T>>(values: A) -> IndexVec<I, T> {
        Vec::from_iter(values).into()
    }
}

impl<'v, I, T> IntoIterator for &'v IndexVec<I, T> {
    type Item = &'v T;
    type IntoIter = std::slice::Iter<'v, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.values.iter()
    }
}

impl<I, T> IntoIterator for IndexVec<I, T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.values.into_iter()
    }
}
