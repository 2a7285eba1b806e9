//! Many short rows of numbers in one piece of memory.

use std::ops::Range;

/// Rows of different lengths.
#[derive(Debug, Clone)]
pub(super) struct Rows<T> {
    ends: Vec<u32>,
    items: Vec<T>,
}

impl<T> Rows<T> {
    /// No rows yet, with room for so many and their items.
    pub(super) fn with_capacity(rows: usize, items: usize) -> Rows<T> {
        Rows { ends: Vec::with_capacity(rows), items: Vec::with_capacity(items) }
    }

    /// Adds a row.
    pub(super) fn push(&mut self, row: impl IntoIterator<Item = T>) {
        self.items.extend(row);
        self.ends.push(u32::try_from(self.items.len()).unwrap_or(u32::MAX));
    }

    /// Number of rows.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// Where a row's items stand among all.
    pub(super) fn range(&self, row: usize) -> Range<usize> {
        let end = |row: usize| self.ends.get(row).copied().unwrap_or(0) as usize;
        let start = if row == 0 { 0 } else { end(row - 1) };
        start..end(row).max(start)
    }

    /// A row; empty where there is none.
    pub(super) fn get(&self, row: usize) -> &[T] {
        self.items.get(self.range(row)).unwrap_or(&[])
    }

    /// A row, to be changed.
    pub(super) fn get_mut(&mut self, row: usize) -> &mut [T] {
        let range = self.range(row);
        self.items.get_mut(range).unwrap_or(&mut [])
    }

    /// Every item, row by row.
    pub(super) fn items(&self) -> &[T] {
        &self.items
    }

    /// Every row, in order.
    pub(super) fn iter(&self) -> impl Iterator<Item = &[T]> {
        (0..self.len()).map(|row| self.get(row))
    }
}

impl<T> Default for Rows<T> {
    fn default() -> Rows<T> {
        Rows::with_capacity(0, 0)
    }
}

impl<T> FromIterator<Vec<T>> for Rows<T> {
    fn from_iter<I: IntoIterator<Item = Vec<T>>>(rows: I) -> Rows<T> {
        let mut out = Rows::default();
        rows.into_iter().for_each(|row| out.push(row));
        out
    }
}
