//! Groups that grow by uniting two of their members.

use crate::model::{Id, IndexVec};

/// For each member another one of its group, down to the smallest, which stands for the group.
#[derive(Debug)]
pub(super) struct Forest<I>(IndexVec<I, I>);

impl<I: Id + Ord> Forest<I> {
    /// Groups of one member each.
    pub(super) fn new(count: usize) -> Forest<I> {
        Forest((0..count).map(I::new).collect())
    }

    /// The smallest member of a group.
    pub(super) fn root(&mut self, mut member: I) -> I {
        while self.0[member] != member {
            let above = self.0[member];
            self.0[member] = self.0[above];
            member = above;
        }
        member
    }

    pub(super) fn unite(&mut self, a: I, b: I) {
        let (a, b) = (self.root(a), self.root(b));
        self.0[a.max(b)] = a.min(b);
    }

    /// The root of each member.
    pub(super) fn roots(mut self) -> IndexVec<I, I> {
        (0..self.0.len()).map(|member| self.root(I::new(member))).collect()
    }

    /// The groups of several members, each ascending, in the order of their smallest members.
    pub(super) fn groups(self) -> Vec<Vec<I>> {
        let roots = self.roots();
        let mut members: Vec<(I, I)> = roots.enumerated().map(|(member, root)| (*root, member)).collect();
        members.sort_unstable();
        let groups = members.chunk_by(|a, b| a.0 == b.0).filter(|group| group.len() > 1);
        groups.map(|group| group.iter().map(|(_, member)| *member).collect()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ArticleId;

    #[test]
    fn groups_that_share_a_member_are_one() {
        let mut forest = Forest::<ArticleId>::new(7);
        for (a, b) in [(5, 3), (6, 1), (3, 6), (0, 2)] {
            forest.unite(ArticleId::new(a), ArticleId::new(b));
        }
        let groups: Vec<Vec<usize>> = forest.groups().iter().map(|group| group.iter().map(|id| id.position()).collect()).collect();
        assert_eq!(groups, [vec![0, 2], vec![1, 3, 5, 6]]);
    }
}
