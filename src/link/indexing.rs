//! Which articles search engines may list: the rule of the settings, the table of exceptions, and the front matter, which decides
//! first. An article that they may not list keeps its page and its place in archives.

use std::collections::{BTreeMap, BTreeSet};

use super::Linked;
use crate::analyze::Library;
use crate::diag::catalogue::{LedgerFault, SiteFault};
use crate::diag::{Code, Finding, is_enabled};
use crate::model::ArticleId;
use crate::model::front::Ai;
use crate::model::inclusion::csv;
use crate::model::settings::Ground;
use crate::text::Span;

/// The listed articles that search engines may not list, each with its grounds in the order of the settings.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Unindexed(BTreeMap<ArticleId, Vec<Ground>>);

impl Unindexed {
    pub(crate) fn contains(&self, article: ArticleId) -> bool {
        self.0.contains_key(&article)
    }

    /// The articles with their grounds.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (ArticleId, &[Ground])> {
        self.0.iter().map(|(article, grounds)| (*article, grounds.as_slice()))
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// The codes by which the settings exclude articles.
pub(crate) fn codes(linked: &Linked) -> BTreeSet<Code> {
    let checks = &linked.library.settings.checks;
    let code = |ground: &Ground| match ground {
        Ground::Finding(code) => Some(*code),
        _ => None,
    };
    let codes = linked.library.settings.editorial.index.not.iter().filter_map(code);
    codes.filter(|code| is_enabled(*code, checks)).collect()
}

/// Decides about every listed article. `findings` are the codes of [`codes`] that were found in articles.
pub(crate) fn decide(linked: &Linked, findings: &BTreeSet<(ArticleId, Code)>) -> (Unindexed, Vec<Finding>) {
    let (library, rule) = (&linked.library, &linked.library.settings.editorial.index);
    let (kept, wrong) = kept(linked);
    let applies = |id: ArticleId, ground: Ground| {
        let front = &library.article(id).front;
        match ground {
            Ground::Own => false,
            Ground::Unreviewed => !library.registers.has_valid_review(front, linked.as_of),
            Ground::Generated => library.settings.editorial.ai.of(front) == Ai::Generated,
            Ground::Finding(code) => findings.contains(&(id, code)) && front.allow.iter().all(|allow| allow.code != code),
        }
    };
    let grounds = |id: ArticleId| match library.article(id).front.index {
        Some(true) => Vec::new(),
        Some(false) => vec![Ground::Own],
        None if kept.contains(&id) => Vec::new(),
        None => rule.not.iter().copied().filter(|ground| applies(id, *ground)).collect(),
    };
    let all = linked.lists.all.iter().map(|id| (*id, grounds(*id)));
    (Unindexed(all.filter(|(_, grounds)| !grounds.is_empty()).collect()), wrong)
}

/// The articles that the table of the settings keeps, and the findings of its rows.
fn kept(linked: &Linked) -> (BTreeSet<ArticleId>, Vec<Finding>) {
    let (mut kept, mut findings) = (BTreeSet::new(), Vec::new());
    let Some(source) = &linked.library.keep else { return (kept, findings) };
    let rows = csv::parse(&source.text).unwrap_or_else(|at| {
        findings.push(Finding::at(&source.path, Span::new(at..at + 1), LedgerFault::KeepQuote {}));
        Vec::new()
    });
    for (n, row) in rows.iter().enumerate() {
        let Some(cell) = row.cells.first().filter(|cell| !cell.text.trim().is_empty()) else { continue };
        let slug = cell.text.trim();
        match linked.addresses.article_by_slug(slug) {
            Some(id) => _ = kept.insert(id),
            None if n == 0 && slug.eq_ignore_ascii_case("slug") => {}
            None => {
                let fault = LedgerFault::KeepUnknown { slug: slug.to_owned() };
                findings.push(Finding::at(&source.path, Span::new(cell.range.clone()), fault));
            }
        }
    }
    (kept, findings)
}

/// The finding that there is no table, although the settings name one.
pub(super) fn missing_keep(library: &Library) -> Option<Finding> {
    let path = library.settings.editorial.index.keep.as_ref().filter(|_| library.keep.is_none())?;
    Some(Finding::at(&library.settings.path, path.span, SiteFault::KeepUnreadable { path: path.value.clone() }))
}

/// Share of the addresses that search engines list, in percent, beyond which their loss must be accepted.
const MOST: usize = 10;

/// The finding that many addresses would leave search engines at once, if the settings have a rule. `before` are the paths of the
/// files that the last build listed, and `now` those of this one. An address that is redirected does not leave.
pub(crate) fn loss(linked: &Linked, before: &BTreeSet<String>, now: impl Fn(&str) -> bool) -> Option<Finding> {
    let settings = &linked.library.settings;
    let at = settings.editorial.index.at.filter(|_| !before.is_empty())?;
    let is_redirect = |path: &str| matches!(linked.outputs.get(path), Some(super::Output::Page(super::PageId::Redirect(_))));
    let leaving = before.iter().filter(|path| !now(path) && !is_redirect(path)).count();
    let percent = leaving * 100 / before.len();
    let fault = LedgerFault::IndexLoss { leaving, before: before.len(), percent, most: MOST };
    (leaving * 100 > before.len() * MOST).then(|| Finding::at(&settings.path, at, fault))
}
