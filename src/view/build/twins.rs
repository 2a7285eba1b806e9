//! Pages that share a title or a description with another. Compares what stands in `<head>`; two articles that are alike are
//! left to the editorial rules.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{excerpt, words};
use crate::calc::{self, Lang};
use crate::diag::catalogue::PageFault;
use crate::diag::{Fault, Finding, Role};
use crate::link::Linked;
use crate::text::Span;

/// The source of a page, a file with a span; nothing for pages that the program makes by itself.
type PageSource = Option<(Arc<str>, Option<Span>)>;

/// Findings for every page that repeats the title or description of an earlier page.
pub(crate) fn twins(linked: &Linked) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut titles: BTreeMap<&str, PageSource> = BTreeMap::new();
    let mut descriptions: BTreeMap<&str, PageSource> = BTreeMap::new();
    let own = [words::TOPICS, words::LENDERS, words::LAWS, words::CALCULATORS].into_iter();
    titles.extend(own.chain(calc::SPECS.iter().map(|s| s.title.get(Lang::Zh))).map(|title| (title, None)));
    descriptions.insert(words::CALCULATORS_DESC, None);
    descriptions.extend(calc::SPECS.iter().map(|s| (s.summary.get(Lang::Zh), None)));
    for page in &linked.library.pages {
        let at = (Arc::clone(&page.source.path), None);
        let title = PageFault::SamePageTitle { title: page.title.clone() }.into();
        findings.extend(claim(&mut titles, &page.title, &at, title));
        let description = page.summary.as_deref().unwrap_or(&page.body.facts.excerpt);
        findings.extend(claim(&mut descriptions, description, &at, PageFault::SamePageDescription {}.into()));
    }
    for article in linked.lists.all.iter().map(|id| linked.library.article(*id)) {
        let said = |first, fault| finding(&(Arc::clone(article.path()), Some(article.front.title.span)), first, fault);
        let title = article.front.title.value.as_str();
        let fault = || PageFault::SamePageTitle { title: title.to_owned() }.into();
        findings.extend(titles.get(title).map(|first| said(first, fault())));
        findings.extend(descriptions.get(&*excerpt(article)).map(|first| said(first, PageFault::SamePageDescription {}.into())));
    }
    findings
}

/// Records a text, or reports the page that has it already. An empty text is ignored.
fn claim<'a>(
    seen: &mut BTreeMap<&'a str, PageSource>,
    text: &'a str,
    at: &(Arc<str>, Option<Span>),
    fault: Fault,
) -> Option<Finding> {
    if text.is_empty() {
        return None;
    }
    match seen.get(text) {
        Some(first) => Some(finding(at, first, fault)),
        None => {
            seen.insert(text, Some(at.clone()));
            None
        }
    }
}

fn finding((path, span): &(Arc<str>, Option<Span>), first: &PageSource, fault: Fault) -> Finding {
    let finding = match span {
        Some(span) => Finding::at(path, *span, fault),
        None => Finding::about(path, fault),
    };
    match first {
        Some((other, span)) => finding.with(other, *span, Role::First),
        None => finding,
    }
}
