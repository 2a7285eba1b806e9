//! Decisions about articles → the files and rows that change. It writes nothing.

mod apply;
mod links;
mod lost;

pub(crate) use lost::{Difference, LostSentence};

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::sync::Arc;

use super::decisions::{self, Decision};
use super::state::State;
use super::triage::Choice;
use crate::diag::Finding;
use crate::link::destination::address_of_file;
use crate::link::{Linked, PageId, State as ArticleState};
use crate::model::ArticleId;
use crate::model::ledger::{AddressState, Ledger, address};
use crate::text::{Source, url};

/// Everything that decisions are applied to.
pub(crate) struct Ground<'g> {
    pub(crate) linked: &'g Linked,
    pub(crate) state: &'g State,
    pub(crate) ledger: &'g Ledger,
    /// Texts that articles include.
    pub(crate) parts: &'g [Source],
    /// The files that git does not have as they are; `None` where there is no git.
    pub(crate) uncommitted: Option<&'g BTreeSet<String>>,
    /// The bytes of a file of the site.
    pub(crate) read: &'g dyn Fn(&str) -> io::Result<Vec<u8>>,
}

/// A file that changes from some bytes to others; to none if it is removed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Change {
    pub(crate) path: Arc<str>,
    pub(crate) before: Vec<u8>,
    pub(crate) after: Option<Vec<u8>>,
}

/// What decisions change, in the order in which it is to be written.
#[derive(Debug, Default)]
pub(crate) struct Plan {
    pub(crate) ledger: Ledger,
    pub(crate) changes: Vec<Change>,
    pub(crate) state: State,
    /// Decisions that were left alone.
    pub(crate) findings: Vec<Finding>,
    /// Sentences that only articles have that lead to another one afterwards.
    pub(crate) lost: Vec<LostSentence>,
}

/// What a decision is about, or where a redirect leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Node {
    Article(ArticleId),
    /// Another page of the site, by its position in [`Planner::pages`].
    Page(usize),
    /// A record that is held or has no article any more, by the position of its decision.
    Absent(usize),
}

/// Plans what a table of decisions changes.
///
/// # Errors
/// The findings of rows that cannot be applied; then none is. The outer error is that of a file that cannot be read.
pub(crate) fn plan(source: &Source, ground: &Ground<'_>) -> io::Result<Result<Plan, Vec<Finding>>> {
    let (decisions, mut findings) = decisions::read(source);
    let mut planner = Planner::new(source, &decisions, ground);
    findings.extend(planner.resolve());
    if findings.is_empty() { apply::plan(&planner).map(Ok) } else { Ok(Err(findings)) }
}

/// The articles of a site by all their addresses.
fn addresses(linked: &Linked) -> BTreeMap<String, ArticleId> {
    let mut articles = BTreeMap::new();
    for (id, article) in linked.library.articles() {
        let aliases = article.front.aliases.iter().filter_map(|alias| url::decode(&alias.value));
        articles.extend(aliases.map(|alias| (address::path(&alias), id)));
    }
    // An article at the address comes before an alias of another one.
    articles.extend(linked.library.articles.ids().map(|id| (own_address(linked, id), id)));
    articles
}

/// The address of an article's own page, even if it has none now.
fn own_address(linked: &Linked, id: ArticleId) -> String {
    address_of_file(&linked.addresses.output(&linked.library, PageId::Article(id)))
}

struct Planner<'a> {
    source: &'a Source,
    decisions: &'a [Decision],
    ground: &'a Ground<'a>,
    addresses: BTreeMap<String, ArticleId>,
    /// What each decision is about.
    subjects: Vec<Option<Node>>,
    /// Addresses of pages that are no articles.
    pages: Vec<String>,
    /// Where the redirects end.
    ends: BTreeMap<Node, Node>,
}

type Why = (&'static str, &'static str);

impl<'a> Planner<'a> {
    fn new(source: &'a Source, decisions: &'a [Decision], ground: &'a Ground<'a>) -> Planner<'a> {
        let (addresses, pages, ends) = (addresses(ground.linked), Vec::new(), BTreeMap::new());
        let mut planner = Planner { source, decisions, ground, addresses, subjects: Vec::new(), pages, ends };
        planner.subjects = decisions.iter().enumerate().map(|(n, decision)| planner.subject(&decision.address, n)).collect();
        planner
    }

    fn linked(&self) -> &'a Linked {
        self.ground.linked
    }

    fn refused(&self, decision: &Decision, why: Why) -> Finding {
        decisions::finding(self.source, decision.span, why)
    }

    /// The article at an address or with a key, or the record without one; `None` if there is neither.
    fn subject(&self, address: &str, position: usize) -> Option<Node> {
        if let Some(id) = self.addresses.get(address) {
            return Some(Node::Article(*id));
        }
        if let Some(row) = self.ground.ledger.get(address) {
            let leads = matches!(row.state, AddressState::Query | AddressState::Redirect);
            let article = self.addresses.get(&*row.target).filter(|_| leads);
            return Some(article.map_or(Node::Absent(position), |id| Node::Article(*id)));
        }
        let row = self.ground.state.rows.get(address)?;
        let article = self.linked().library.article_by_path(&row.file);
        Some(article.map_or(Node::Absent(position), Node::Article))
    }

    fn target(&mut self, target: &str, position: usize) -> Option<Node> {
        if let Some(article @ Node::Article(_)) = self.subject(target, position) {
            return Some(article);
        }
        let page = self.linked().page_at(&address::path_of(target)?)?;
        self.pages.push(address_of_file(&page));
        Some(Node::Page(self.pages.len() - 1))
    }

    /// Finds where the redirects end. The findings are of decisions about nothing, and of redirects to nothing that readers can open.
    fn resolve(&mut self) -> Vec<Finding> {
        let mut findings = Vec::new();
        let mut redirects: BTreeMap<Node, (Node, &Decision)> = BTreeMap::new();
        let mut first: BTreeMap<Node, Choice> = BTreeMap::new();
        for (n, decision) in self.decisions.iter().enumerate() {
            let Some(subject) = self.subjects.get(n).copied().flatten() else {
                findings.push(self.refused(decision, ("没有这个网址的文章", "no article has this address")));
                continue;
            };
            let target = (decision.choice == Choice::Redirect).then(|| self.target(&decision.target, n));
            // An earlier run made the address lead to the target.
            let is_done = matches!(subject, Node::Article(id) if own_address(self.linked(), id) != decision.address);
            if target == Some(Some(subject)) && is_done {
                continue;
            }
            if *first.entry(subject).or_insert(decision.choice) != decision.choice {
                findings.push(self.refused(decision, ("同一篇文章有两种决定", "the table decides about this article twice")));
            }
            if matches!((subject, decision.choice), (Node::Absent(_), Choice::Draft | Choice::Withdraw)) {
                findings.push(self.refused(
                    decision,
                    (
                        "这一篇没有导入，只能写 redirect、gone 或空着",
                        "it was not imported; only `redirect`, `gone` or nothing is possible",
                    ),
                ));
            }
            match target {
                None => {}
                Some(None) => {
                    findings.push(self.refused(decision, ("转到的网址没有文章", "no article has the address of its target")))
                }
                Some(Some(target)) if subject == target => {
                    findings.push(self.refused(decision, ("转到它自己", "it would redirect to itself")));
                }
                Some(Some(target)) => drop(redirects.insert(subject, (target, decision))),
            }
        }
        match decisions::ends(&redirects) {
            Ok(ends) => self.ends = ends,
            Err(circle) => {
                findings.extend(circle.iter().map(|row| self.refused(row, ("转成了一圈", "the redirects lead in a circle"))));
                return findings;
            }
        }
        for (subject, (_, decision)) in &redirects {
            findings.extend(self.ends.get(subject).and_then(|end| self.closed(decision, *end, &first)));
        }
        findings
    }

    /// The finding that readers cannot open the end of a redirect.
    fn closed(&self, decision: &Decision, end: Node, choices: &BTreeMap<Node, Choice>) -> Option<Finding> {
        let Node::Article(id) = end else { return None };
        let why = match choices.get(&end) {
            Some(Choice::Draft) => Some(("转到的文章在这张表里改成草稿", "the table makes its target a draft")),
            Some(Choice::Withdraw) => Some(("转到的文章在这张表里撤回", "the table withdraws its target")),
            Some(Choice::Gone) => Some(("转到的文章在这张表里删除", "the table removes its target")),
            _ => None,
        };
        let why = why.or_else(|| match self.linked().addresses.state(id) {
            ArticleState::Published => None,
            state => {
                let [zh, en] = state.reason();
                Some((zh, en))
            }
        });
        why.map(|why| self.refused(decision, why))
    }
}
