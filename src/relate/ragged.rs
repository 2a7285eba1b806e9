//! Many short rows in one piece of memory.

use std::marker::PhantomData;
use std::ops::{Index, IndexMut, Range};

use serde::{Deserialize, Serialize};

use crate::model::Id;

/// One row of any length for each id.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(bound(serialize = "T: Serialize", deserialize = "T: Deserialize<'de>"))]
pub(super) struct RaggedArray<I, T> {
    /// The start of each row among the items, and the end of the last one.
    bounds: Vec<u32>,
    items: Vec<T>,
    id: PhantomData<fn(I)>,
}

impl<I: Id, T> RaggedArray<I, T> {
    /// An array without rows that can take so many rows and items without another allocation.
    pub(super) fn with_capacity(rows: usize, items: usize) -> RaggedArray<I, T> {
        let mut bounds = Vec::with_capacity(rows + 1);
        bounds.push(0);
        RaggedArray { bounds, items: Vec::with_capacity(items), id: PhantomData }
    }

    pub(super) fn push(&mut self, row: impl IntoIterator<Item = T>) {
        self.items.extend(row);
        self.bounds.push(self.items.len() as u32);
    }

    pub(super) fn items(&self) -> &[T] {
        &self.items
    }

    pub(super) fn enumerated(&self) -> impl Iterator<Item = (I, &[T])> {
        (0..self.bounds.len() - 1).map(I::new).map(|id| (id, &self[id]))
    }

    #[expect(clippy::indexing_slicing, reason = "an id that is out of range is an internal error")]
    fn range(&self, id: I) -> Range<usize> {
        self.bounds[id.position()] as usize..self.bounds[id.position() + 1] as usize
    }
}

#[expect(clippy::indexing_slicing, reason = "rows end within the items")]
impl<I: Id, T> Index<I> for RaggedArray<I, T> {
    type Output = [T];

    fn index(&self, id: I) -> &[T] {
        &self.items[self.range(id)]
    }
}

#[expect(clippy::indexing_slicing, reason = "rows end within the items")]
impl<I: Id, T> IndexMut<I> for RaggedArray<I, T> {
    fn index_mut(&mut self, id: I) -> &mut [T] {
        let range = self.range(id);
        &mut self.items[range]
    }
}

impl<I: Id, T> Default for RaggedArray<I, T> {
    fn default() -> RaggedArray<I, T> {
        RaggedArray::with_capacity(0, 0)
    }
}

impl<I: Id, T, R: IntoIterator<Item = T>> FromIterator<R> for RaggedArray<I, T> {
    fn from_iter<A: IntoIterator<Item = R>>(rows: A) -> RaggedArray<I, T> {
        let mut array = RaggedArray::default();
        rows.into_iter().for_each(|row| array.push(row));
        array
    }
}
