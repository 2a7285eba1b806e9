//! Names that lead to a row: compared without case, width and Unicode form.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use unicode_normalization::UnicodeNormalization;

use crate::diag::catalogue::FrontFault;
use crate::diag::{Finding, Role, nearest};
use crate::model::yaml::Located;

/// An index from names to rows.
#[derive(Debug, Clone, Default)]
pub(super) struct Names {
    rows: BTreeMap<String, usize>,
    /// Names as written, for suggestions.
    written: Vec<String>,
}

impl Names {
    /// Enters a name of a row. A name that another row has already is a finding that names both places.
    pub(super) fn claim(
        &mut self,
        path: &Arc<str>,
        name: &Located<String>,
        row: usize,
        places: &mut BTreeMap<String, crate::text::Span>,
    ) -> Option<Finding> {
        let key = fold(&name.value);
        match self.rows.get(&key) {
            Some(other) if *other == row => None,
            Some(_) => {
                let first = places.get(&key).copied();
                let fault = FrontFault::Taken { value: name.value.clone() };
                Some(Finding::at(path, name.span, fault).with(path, first, Role::First))
            }
            None => {
                places.insert(key.clone(), name.span);
                self.rows.insert(key, row);
                self.written.push(name.value.clone());
                None
            }
        }
    }

    /// Enters a derived name unless some row has it.
    pub(super) fn offer(&mut self, name: &str, row: usize) {
        let key = fold(name);
        if let Entry::Vacant(place) = self.rows.entry(key) {
            place.insert(row);
            self.written.push(name.to_owned());
        }
    }

    /// The row of a name.
    pub(super) fn find(&self, name: &str) -> Option<usize> {
        self.rows.get(name).or_else(|| self.rows.get(&fold(name))).copied()
    }

    /// The nearest name, for "did you mean".
    pub(super) fn nearest(&self, name: &str) -> Option<String> {
        nearest(name, self.written.iter().map(String::as_str))
    }
}

/// One form for all ways to write a name: NFKC, lower case, no blanks.
pub(super) fn fold(name: &str) -> String {
    name.nfkc().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}

/// The first row of each circle of parents, by index; `parent` gives the row above a row.
pub(super) fn circles(rows: usize, parent: impl Fn(usize) -> Option<usize>) -> Vec<usize> {
    let mut seen = vec![false; rows];
    let mut found = Vec::new();
    for start in 0..rows {
        let mut path = BTreeSet::new();
        let mut at = Some(start);
        while let Some(row) = at.filter(|r| seen.get(*r) == Some(&false)) {
            if !path.insert(row) {
                found.extend(circle(row, &parent));
                break;
            }
            at = parent(row);
        }
        for row in path {
            if let Some(known) = seen.get_mut(row) {
                *known = true;
            }
        }
    }
    found
}

/// The first row of the circle that a row is part of.
fn circle(row: usize, parent: &impl Fn(usize) -> Option<usize>) -> Option<usize> {
    let above = std::iter::successors(parent(row), |r| parent(*r));
    above.take_while(|r| *r != row).chain([row]).min()
}

#[cfg(test)]
mod tests {
    use super::circles;

    fn found(parents: &[Option<usize>]) -> Vec<usize> {
        circles(parents.len(), |i| parents[i])
    }

    #[test]
    fn each_circle_is_found_once_and_what_hangs_below_it_is_none() {
        assert_eq!(found(&[None, Some(0), Some(1)]), [0; 0]);
        assert_eq!(found(&[Some(0)]), [0]);
        assert_eq!(found(&[Some(1), Some(2), Some(1), Some(3), None]), [1, 3]);
        assert_eq!(found(&[Some(2), Some(0), Some(1)]), [0]);
    }
}
