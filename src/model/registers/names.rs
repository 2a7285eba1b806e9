//! Names that lead to a row: compared without case, width and Unicode form.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
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
