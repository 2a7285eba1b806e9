//! Trees of categories.

use std::collections::BTreeMap;

/// Deepest path of a category.
const DEEPEST: usize = 32;
/// Most entries of a small table that are kept in memory.
const MOST_ENTRIES: usize = 1_000_000;

/// Categories by their number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Categories {
    by_id: BTreeMap<u64, Category>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Category {
    pub(super) name: String,
    /// Its part of addresses; empty if it has none.
    pub(super) alias: String,
    pub(super) parent: u64,
}

impl Categories {
    pub(super) fn insert(&mut self, id: u64, category: Category) {
        if self.by_id.len() < MOST_ENTRIES {
            self.by_id.insert(id, category);
        }
    }

    pub(super) fn get(&self, id: u64) -> Option<&Category> {
        self.by_id.get(&id)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (u64, &Category)> {
        self.by_id.iter().map(|(id, category)| (*id, category))
    }

    /// Names from the root to a category. A category that is its own parent ends the path.
    pub(super) fn path(&self, id: u64) -> Vec<String> {
        let mut path = Vec::new();
        let mut next = Some(id);
        while let Some(category) = next.and_then(|id| self.by_id.get(&id))
            && path.len() < DEEPEST
        {
            path.push(category.name.clone());
            next = Some(category.parent).filter(|parent| *parent != id);
        }
        path.reverse();
        path
    }
}

/// Adds an entry to a small table, which has a limit.
pub(super) fn keep<T>(table: &mut BTreeMap<u64, T>, id: u64, value: T) {
    if table.len() < MOST_ENTRIES {
        table.insert(id, value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_end_at_the_root_and_in_rings() {
        let mut categories = Categories::default();
        for (id, name, parent) in [(1, "逾期", 0), (2, "网贷", 1), (3, "a", 4), (4, "b", 3), (5, "c", 5)] {
            categories.insert(id, Category { name: name.to_owned(), alias: String::new(), parent });
        }
        assert_eq!(categories.path(2), ["逾期", "网贷"]);
        assert_eq!(categories.path(3), ["b", "a"]);
        assert_eq!(categories.path(5), ["c"]);
        assert_eq!(categories.path(9), Vec::<String>::new());
    }
}
