//! Rows that are below other rows of their register. A parent that is no row, and a circle of parents, is a finding; the row then
//! has no parent.

use super::table::{Draft, Names};
use crate::diag::Finding;
use crate::diag::catalogue::FrontFault;
use crate::model::yaml::Located;
use crate::text::Source;

pub(super) fn parents<T>(source: &Source, names: &Names, rows: &[Draft<T>], findings: &mut Vec<Finding>) -> Vec<Option<usize>> {
    let mut find = |Located { value, span }: &Located<String>| {
        let found = names.find(value);
        if found.is_none() {
            let fault = FrontFault::UnknownParent { value: value.clone() };
            findings.push(Finding::at(&source.path, *span, fault).with_suggestion(names.nearest(value)));
        }
        found
    };
    let mut parents: Vec<Option<usize>> = rows.iter().map(|row| row.parent.as_ref().and_then(&mut find)).collect();
    let broken = circles(rows.len(), |row| parents.get(row).copied().flatten());
    for (position, (row, parent)) in rows.iter().zip(&mut parents).enumerate() {
        if broken.contains(&position) {
            *parent = None;
            let at = row.parent.as_ref().map(|written| written.span).unwrap_or_default();
            findings.push(Finding::at(&source.path, at, FrontFault::ParentCycle { value: row.title.value.clone() }));
        }
    }
    parents
}

/// The first row of each circle of parents, by position; `parent` gives the parent of a row.
fn circles(rows: usize, parent: impl Fn(usize) -> Option<usize>) -> Vec<usize> {
    // The walk that came to a row first.
    let mut walks: Vec<Option<usize>> = vec![None; rows];
    let mut found = Vec::new();
    for walk in 0..rows {
        let mut at = Some(walk);
        while let Some((row, seen @ None)) = at.and_then(|row| Some((row, walks.get_mut(row)?))) {
            *seen = Some(walk);
            at = parent(row);
        }
        if let Some(row) = at.filter(|row| walks.get(*row) == Some(&Some(walk))) {
            let circle = std::iter::successors(parent(row), |r| parent(*r)).take_while(|r| *r != row);
            found.extend(circle.chain([row]).min());
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::circles;

    fn in_circles(parents: &[Option<usize>]) -> Vec<usize> {
        circles(parents.len(), |i| parents[i])
    }

    #[test]
    fn each_circle_is_found_once_and_what_hangs_below_it_is_none() {
        assert_eq!(in_circles(&[None, Some(0), Some(1)]), [0; 0]);
        assert_eq!(in_circles(&[Some(0)]), [0]);
        assert_eq!(in_circles(&[Some(1), Some(2), Some(1), Some(3), None]), [1, 3]);
        assert_eq!(in_circles(&[Some(2), Some(0), Some(1)]), [0]);
    }
}
