//! The findings of a run in the groups in which they were found. Groups are shared and never copied: a large library has hundreds
//! of thousands of findings.

use std::sync::Arc;

use super::Finding;

pub(crate) type Group = Arc<[Finding]>;

/// The findings of a run, in no order that means anything.
#[derive(Debug, Clone, Default)]
pub struct Findings(Vec<Group>);

impl Findings {
    pub(crate) fn push(&mut self, group: &Group) {
        if !group.is_empty() {
            self.0.push(Arc::clone(group));
        }
    }

    /// The groups, none of them empty.
    pub(crate) fn groups(&self) -> &[Group] {
        &self.0
    }

    pub fn iter(&self) -> impl Iterator<Item = &Finding> {
        self.0.iter().flat_map(|group| group.iter())
    }
}

impl From<Vec<Finding>> for Findings {
    fn from(findings: Vec<Finding>) -> Findings {
        let mut all = Findings::default();
        all.push(&findings.into());
        all
    }
}

impl Extend<Finding> for Findings {
    fn extend<I: IntoIterator<Item = Finding>>(&mut self, findings: I) {
        self.push(&findings.into_iter().collect());
    }
}
