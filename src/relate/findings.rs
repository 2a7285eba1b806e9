//! Findings about articles that repeat others: nearly the same text, the same title, the same summary.

use super::duplicates::{DuplicateGroup, DuplicateKind};
use crate::analyze::terms::{hash, normalize};
use crate::diag::catalogue::DuplicateFault;
use crate::diag::{Finding, Role};
use crate::link::Linked;
use crate::model::yaml::Located;
use crate::model::{Article, ArticleId};
use crate::text::Span;

/// Other articles that a finding about a group names.
const NAMED: usize = 5;

/// `by_age` are the articles compared, the oldest first.
pub(super) fn findings(linked: &Linked, groups: &[DuplicateGroup], by_age: &[ArticleId]) -> Vec<Finding> {
    let article = |id: &ArticleId| linked.library.article(*id);
    let text = |group: &DuplicateGroup| {
        let (best, others, percent) = (article(&group.best), group.others.len(), group.share);
        let slug = best.front.slug.value.clone();
        let fault = match group.kind {
            DuplicateKind::Text => DuplicateFault::NearDuplicate { others, percent, slug },
            DuplicateKind::Template => DuplicateFault::TemplateText { others, percent, slug },
        };
        let finding = Finding::at(best.path(), best.front.title.span, fault);
        group
            .others
            .iter()
            .take(NAMED)
            .map(article)
            .fold(finding, |finding, other| finding.with(other.path(), Some(other.front.title.span), Role::Copy))
    };
    let articles = || by_age.iter().map(article);
    let titles = articles().map(|article| (article, &article.front.title));
    let titles = repeated(titles, |newer, _| DuplicateFault::SameTitle { title: title(newer) });
    let summaries = articles().filter_map(|article| Some((article, article.front.summary.as_ref()?)));
    let summaries = repeated(summaries, |_, older| DuplicateFault::SameSummary { title: title(older) });
    groups.iter().map(text).chain(titles).chain(summaries).collect()
}

fn title(article: &Article) -> String {
    article.front.title.value.clone()
}

fn finding(newer: (&Article, Span), older: (&Article, Span), fault: DuplicateFault) -> Finding {
    Finding::at(newer.0.path(), newer.1, fault).with(older.0.path(), Some(older.1), Role::Older)
}

/// A finding for each text that an older article has too, with the oldest article that has it. Articles come oldest first.
fn repeated<'a>(
    texts: impl Iterator<Item = (&'a Article, &'a Located<String>)>,
    fault: impl Fn(&Article, &Article) -> DuplicateFault,
) -> Vec<Finding> {
    let mut texts: Vec<(u64, &Article, Span)> =
        texts.map(|(article, text)| (letters(&text.value), article, text.span)).filter(|(letters, ..)| *letters != NONE).collect();
    // Stable: of the articles with one text, the oldest stays first.
    texts.sort_by_key(|(letters, ..)| *letters);
    let mut findings = Vec::new();
    for same in texts.chunk_by(|a, b| a.0 == b.0) {
        let [(_, older, at), newer @ ..] = same else { continue };
        findings.extend(newer.iter().map(|(_, newer, span)| finding((newer, *span), (older, *at), fault(newer, older))));
    }
    findings
}

/// The hash of a text without letters.
const NONE: u64 = 0;

/// A hash of the letters of a text; marks, blanks, case and width make no difference.
pub(super) fn letters(text: &str) -> u64 {
    text.chars().filter(|c| c.is_alphanumeric()).fold(NONE, |letters, c| hash(letters, u64::from(normalize(c))))
}
