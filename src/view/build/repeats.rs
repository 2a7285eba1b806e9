//! Pages that share a title or a description with another. Compares the texts of `<head>`; the editorial rules compare articles
//! with each other.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{excerpt, words};
use crate::calc::{self, Lang};
use crate::diag::catalogue::PageFault;
use crate::diag::{Fault, Finding, Role};
use crate::link::Linked;

/// The path of the source of each text; nothing for pages of the program.
type Sources<'a> = BTreeMap<&'a str, Option<&'a Arc<str>>>;

/// Findings for every page that repeats the title or description of an earlier page.
pub(crate) fn repeats(linked: &Linked) -> Vec<Finding> {
    let mut findings = Vec::new();
    let own = [words::TOPICS, words::LENDERS, words::LAWS, words::CALCULATORS, words::GLOSSARY, words::PEOPLE, words::UPDATES]
        .into_iter();
    let mut titles: Sources<'_> = own.chain(calc::SPECS.iter().map(|s| s.title.get(Lang::Zh))).map(|title| (title, None)).collect();
    let own = [words::CALCULATORS_DESC, words::UPDATES_DESC].into_iter();
    let mut descriptions: Sources<'_> = own.chain(calc::SPECS.iter().map(|s| s.summary.get(Lang::Zh))).map(|d| (d, None)).collect();
    let same_title = |title: &str| Fault::from(PageFault::SamePageTitle { title: title.to_owned() });
    for page in &linked.library.pages {
        let description = page.summary.as_deref().unwrap_or(&page.body.facts.excerpt);
        let texts = [
            (&mut titles, page.title.as_str(), same_title(&page.title)),
            (&mut descriptions, description, PageFault::SamePageDescription {}.into()),
        ];
        for (seen, text, fault) in texts.into_iter().filter(|(_, text, _)| !text.is_empty()) {
            let first = seen.get(text).copied();
            seen.entry(text).or_insert(Some(&page.source.path));
            findings.extend(first.map(|first| beside(Finding::about(&page.source.path, fault), first)));
        }
    }
    for article in linked.lists.all.iter().map(|id| linked.library.article(*id)) {
        let title = &article.front.title;
        let finding = |first: &Option<&Arc<str>>, fault| beside(Finding::at(article.path(), title.span, fault), *first);
        findings.extend(titles.get(&*title.value).map(|first| finding(first, same_title(&title.value))));
        let description = excerpt(article);
        findings.extend(descriptions.get(&*description).map(|first| finding(first, PageFault::SamePageDescription {}.into())));
    }
    findings
}

fn beside(finding: Finding, first: Option<&Arc<str>>) -> Finding {
    match first {
        Some(path) => finding.with(path, None, Role::First),
        None => finding,
    }
}
