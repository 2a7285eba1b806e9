//! Two baselines that come from the same one as a single baseline, for git.

use std::cmp::Ordering;

use super::Baseline;

/// The baseline that has what either side removed, and what either added, since both were `base`. If both removed findings of a kind,
/// they are taken to be the same ones: a finding that is gone on both sides is removed later, but one that remains never fails.
pub(crate) fn merge(base: &Baseline, ours: &Baseline, theirs: &Baseline) -> Baseline {
    let mut rows = std::collections::BTreeMap::new();
    for key in ours.rows.keys().chain(theirs.rows.keys()) {
        let [base, ours, theirs] = [base, ours, theirs].map(|side| side.rows.get(key).copied().unwrap_or(0));
        let count = match (ours.cmp(&base), theirs.cmp(&base)) {
            (Ordering::Equal, _) => theirs,
            (_, Ordering::Equal) => ours,
            (Ordering::Less, Ordering::Less) => ours.min(theirs),
            (Ordering::Greater, Ordering::Greater) => ours.max(theirs),
            (Ordering::Less, Ordering::Greater) | (Ordering::Greater, Ordering::Less) => {
                ours.saturating_add(theirs).saturating_sub(base)
            }
        };
        if count > 0 {
            rows.insert(key.clone(), count);
        }
    }
    Baseline { rows }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn baseline(counts: &[(&str, usize)]) -> Baseline {
        let text: String = counts.iter().map(|(key, count)| format!("{key}\tSG222\t{count}\t甲\n")).collect();
        Baseline::parse(&text).unwrap()
    }

    #[test]
    fn what_either_side_removed_or_added_counts() {
        let base = baseline(&[("a", 5), ("b", 5), ("c", 5), ("d", 5), ("e", 5), ("f", 2)]);
        let ours = baseline(&[("a", 3), ("b", 5), ("c", 4), ("d", 7), ("e", 4), ("n", 1), ("m", 2)]);
        let theirs = baseline(&[("a", 5), ("b", 6), ("c", 1), ("d", 6), ("e", 6), ("f", 2), ("m", 1)]);
        let merged = baseline(&[("a", 3), ("b", 6), ("c", 1), ("d", 7), ("e", 5), ("m", 2), ("n", 1)]);
        assert_eq!(merge(&base, &ours, &theirs), merged);
        assert_eq!(merge(&base, &theirs, &ours), merged);
    }
}
