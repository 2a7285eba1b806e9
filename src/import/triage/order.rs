//! The cases of a whole library in the order in which they are worth a decision: groups first, then single articles, each by how many
//! readers meet what is wrong.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::Case;

/// Sorts cases whose weight has the risk: groups come first, then single articles, each by views × risk; without views by risk. The first
/// of a group stands for it. `lender` gives the lender of the article at a path.
pub(crate) fn weighed<L: Ord>(cases: Vec<Case>, lender: impl Fn(&str) -> Option<L>) -> Vec<Case> {
    let mut groups: BTreeMap<usize, Vec<Case>> = BTreeMap::new();
    let mut blocks: Vec<Vec<Case>> = Vec::new();
    for case in cases {
        match case.group {
            Some(group) => groups.entry(group).or_default().push(case),
            None => blocks.push(vec![case]),
        }
    }
    for mut group in groups.into_values() {
        let lenders: BTreeSet<L> = group.iter().filter_map(|case| lender(case.file.as_deref()?)).collect();
        let copies = group.len();
        if let Some((first, others)) = group.split_first_mut() {
            first.weight.head = Some((copies, lenders.len()));
            others.sort_by_cached_key(|case| (Reverse(score(case)), case.address.clone()));
        }
        blocks.push(group);
    }
    blocks.sort_by_cached_key(|block| {
        let is_single = block.first().is_none_or(|case| case.group.is_none());
        let sum = |value: fn(&Case) -> u64| block.iter().map(value).fold(0, u64::saturating_add);
        let address = block.first().map(|case| case.address.clone());
        (is_single, Reverse(sum(score)), Reverse(sum(risk)), Reverse(block.len()), address)
    });
    blocks.into_iter().flatten().collect()
}

fn risk(case: &Case) -> u64 {
    u64::from(case.weight.risk.unwrap_or(0))
}

fn score(case: &Case) -> u64 {
    case.views.unwrap_or(1).saturating_mul(risk(case))
}

/// How much of the views a number of decisions covers: of the articles if nothing is known of views.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Coverage {
    pub(crate) groups: usize,
    /// Articles of groups.
    pub(crate) copies: usize,
    /// Single articles.
    pub(crate) singles: usize,
    pub(crate) percent: u64,
}

/// Numbers of single articles after which the coverage is told.
const STEPS: [usize; 3] = [0, 100, 300];

/// The coverage of all groups, and of all groups with the first single articles. `all` are the views of the library, or the number of its
/// articles.
pub(crate) fn coverage(cases: &[Case], all: u64) -> Vec<Coverage> {
    let groups = cases.iter().filter(|case| case.weight.head.is_some()).count();
    let copies = cases.iter().filter(|case| case.group.is_some()).count();
    let singles = cases.len() - copies;
    let mut steps: Vec<usize> = STEPS.into_iter().filter(|step| *step < singles).chain([singles]).collect();
    if groups == 0 && steps.len() > 1 {
        steps.remove(0);
    }
    let covered = |count: usize| cases.iter().take(copies + count).map(|case| case.views.unwrap_or(1)).fold(0, u64::saturating_add);
    let percent = |count| covered(count).saturating_mul(100) / all.max(1);
    steps.into_iter().map(|singles| Coverage { groups, copies, singles, percent: percent(singles) }).collect()
}

#[cfg(test)]
mod tests {
    use super::super::{Reason, Weight};
    use super::*;

    fn case(address: &str, group: Option<usize>, views: Option<u64>, risk: u32) -> Case {
        Case {
            address: address.to_owned(),
            title: String::new(),
            file: Some(address.to_owned()),
            date: None,
            letters: 0,
            views,
            reasons: vec![Reason::Stale],
            group,
            proposal: None,
            weight: Weight { risk: Some(risk), ..Weight::default() },
        }
    }

    fn order(cases: &[Case]) -> Vec<&str> {
        cases.iter().map(|case| case.address.as_str()).collect()
    }

    #[test]
    fn groups_come_first_and_what_many_read_comes_before_what_is_worse() {
        let views = |n| Some(n);
        let cases = vec![
            case("a", None, views(1_000), 9),
            case("b", Some(1), views(5), 0),
            case("c", Some(2), views(1), 1),
            case("d", None, views(10_000), 1),
            case("e", Some(2), views(9), 1),
            case("f", Some(2), views(90), 1),
            case("g", None, views(500_000), 0),
            case("h", None, views(1), 9_999),
        ];
        let sorted = weighed(cases, |path| Some(path.to_owned()));
        assert_eq!(order(&sorted), ["c", "f", "e", "b", "d", "h", "a", "g"]);
        assert_eq!(sorted[0].weight.head, Some((3, 3)));
        assert_eq!((sorted[1].weight.head, sorted[3].weight.head), (None, Some((1, 1))));
        let told: Vec<(usize, usize, usize, u64)> =
            coverage(&sorted, 1_000_000).iter().map(|c| (c.groups, c.copies, c.singles, c.percent)).collect();
        assert_eq!(told, [(2, 4, 0, 0), (2, 4, 4, 51)]);
    }

    #[test]
    fn without_views_a_group_weighs_as_much_as_its_articles() {
        let cases =
            vec![case("a", Some(1), None, 3), case("b", Some(2), None, 2), case("c", Some(2), None, 2), case("d", None, None, 9)];
        let sorted = weighed(cases, |_| None::<u32>);
        assert_eq!(order(&sorted), ["b", "c", "a", "d"]);
        assert_eq!(sorted[0].weight.head, Some((2, 0)));
        assert_eq!(coverage(&sorted, 8).iter().map(|c| c.percent).collect::<Vec<_>>(), [37, 50]);
    }
}
