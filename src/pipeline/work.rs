//! How far the work on articles is, from the state of the articles alone.

use std::collections::BTreeMap;

use super::Site;
use crate::check::law;
use crate::diag::{Code, Family, Finding, Listing, LocatedFinding, Report, Severity};
use crate::link::{State, address_of_article};
use crate::model::ArticleId;
use crate::model::ledger::{AddressState, Ledger};
use crate::model::work::{Need, Task};

/// What has become of the article of a task.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum WorkState {
    Open,
    /// There is no such article, and nothing says what became of it.
    Missing,
    /// Nothing is left that the task asks.
    Mended,
    Withdrawn,
    /// Its address leads to another article, or it names that as the original.
    Merged,
    /// The ledger says that it is gone, and why.
    Gone,
}

impl WorkState {
    pub(crate) fn is_done(self) -> bool {
        !matches!(self, WorkState::Open | WorkState::Missing)
    }

    pub(crate) fn word(self) -> &'static str {
        match self {
            WorkState::Open => "open",
            WorkState::Missing => "missing",
            WorkState::Mended => "mended",
            WorkState::Withdrawn => "withdrawn",
            WorkState::Merged => "merged",
            WorkState::Gone => "gone",
        }
    }
}

/// A task with the state of its article.
#[derive(Debug)]
pub(crate) struct Standing<'t> {
    pub(crate) task: &'t Task,
    pub(crate) article: Option<ArticleId>,
    pub(crate) state: WorkState,
    /// Findings of the article that the task asks to mend.
    pub(crate) findings: usize,
    /// True if a lawyer's review is missing that the task asks for.
    pub(crate) needs_review: bool,
}

impl Site {
    /// The state of each task. A finding that its article accepts does not count; one that a baseline accepts does.
    pub(crate) fn standings<'t>(&self, tasks: &'t [Task], report: &Report) -> Vec<Standing<'t>> {
        let library = &self.linked.library;
        let mut codes: BTreeMap<&str, Vec<Code>> = BTreeMap::new();
        let lines = report.lines();
        for line in &lines {
            codes.entry(&line.finding.path).or_default().push(line.finding.fault.code());
        }
        let legal = law::legal_topics(&library.registers, &library.settings);
        let ledger = library.ledger.as_ref().and_then(|source| Ledger::read(source).ok()).unwrap_or_default();
        let standing = |task: &'t Task| {
            let Some(id) = self.linked.addresses.article_by_slug(&task.slug) else {
                return Standing { task, article: None, state: self.absent(task, &ledger), findings: 0, needs_review: false };
            };
            let article = library.article(id);
            let of_article = codes.get(&**article.path()).map_or(&[][..], Vec::as_slice);
            let findings = of_article.iter().filter(|code| asks(task, **code)).count();
            let is_legal = article.front.topics.iter().any(|topic| legal[*topic]);
            let wants_review = if task.needs.is_empty() { is_legal } else { task.needs.contains(&Need::Review) };
            let needs_review = wants_review && !library.registers.has_valid_review(&article.front, self.linked.as_of);
            let state = match self.linked.addresses.state(id) {
                State::Withdrawn => WorkState::Withdrawn,
                _ if self.linked.addresses.original(id).is_some() => WorkState::Merged,
                _ if findings == 0 && !needs_review => WorkState::Mended,
                _ => WorkState::Open,
            };
            Standing { task, article: Some(id), state, findings, needs_review }
        };
        tasks.iter().map(standing).collect()
    }

    fn absent(&self, task: &Task, ledger: &Ledger) -> WorkState {
        if self.linked.is_redirected(&task.slug) {
            return WorkState::Merged;
        }
        let address = address_of_article(&self.linked.library.settings.article_permalink, &task.slug);
        let is_gone = ledger.get(&address).is_some_and(|row| row.state == AddressState::Gone && !row.reason.is_empty());
        if is_gone { WorkState::Gone } else { WorkState::Missing }
    }

    /// The findings of the article of a task: those that the task asks to mend first, the gravest first.
    pub(crate) fn findings_of(&self, standing: &Standing<'_>, listing: &Listing<'_>) -> Vec<(bool, LocatedFinding)> {
        let Some(id) = standing.article else { return Vec::new() };
        let path = self.linked.library.article(id).path();
        let of_article: Vec<(&Finding, Severity)> = listing.findings().filter(|(finding, _)| finding.path == *path).collect();
        let lookup = self.lookup();
        let located = lookup.located_some(listing, &of_article);
        let mut findings: Vec<(bool, LocatedFinding)> =
            located.map(|located| (asks(standing.task, located.finding.fault.code()), located)).collect();
        findings.sort_by_key(|(is_asked, located)| {
            (!is_asked, std::cmp::Reverse(located.severity), Family::of(located.finding.fault.code()))
        });
        findings
    }

    /// The other articles with nearly the same text as an article.
    pub(crate) fn sisters_of(&self, article: ArticleId) -> Vec<ArticleId> {
        let group = self.duplicate_groups().map(|(_, articles)| articles).find(|articles| articles.contains(&article));
        group.unwrap_or_default().into_iter().filter(|other| *other != article).collect()
    }
}

/// True if a task asks that its article has no finding of a code.
fn asks(task: &Task, code: Code) -> bool {
    if task.needs.is_empty() { Family::TOUCHED.contains(&Family::of(code)) } else { task.needs.contains(&Need::Without(code)) }
}
