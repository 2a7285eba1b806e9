//! What is told of a run: its findings but for those that an article accepts, with the texts they stand in. Never prints.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Site;
use crate::diag::{Counts, Finding, Report};
use crate::text::Span;

impl Site {
    /// True where findings fail the run, those left out that an article accepts.
    pub fn fails(&self, findings: &[Finding], strict: bool) -> bool {
        Report::would_fail(findings.iter().filter(|f| !self.accepts(f)), &self.linked.library.settings.checks, strict)
    }

    /// How many findings there are, those left out that an article accepts.
    pub fn counts(&self, findings: &[Finding]) -> Counts {
        Report::count(findings.iter().filter(|f| !self.accepts(f)), &self.linked.library.settings.checks)
    }

    /// Makes the report of a run: findings that an article accepts are left out.
    pub fn report(&self, findings: Vec<Finding>, strict: bool) -> Report {
        let library = &self.linked.library;
        let findings = findings.into_iter().filter(|f| !self.accepts(f)).collect();
        let others = self.rest.others.iter().chain(&self.rest.templates);
        let pages = library.pages.iter().map(|p| &p.source);
        let intros = library.topic_intros.iter().chain(&library.lender_intros).map(|i| &i.source);
        let texts: BTreeMap<&str, &Arc<str>> = others.chain(pages).chain(intros).map(|s| (&*s.path, &s.text)).collect();
        // A finding may be shown without its text; one that is lost because its file is gone may not.
        let article = |path: &str| {
            let known = self.rest.articles.binary_search_by(|a| (**a).cmp(path)).ok().and_then(|i| self.rest.articles.get(i))?;
            self.rest.texts.read(known).ok().map(|text| text.into_source().text)
        };
        let lookup = |path: &str| texts.get(path).map(|text| Arc::clone(text)).or_else(|| article(path));
        Report::new(findings, &lookup, &library.settings.checks, strict)
    }

    /// True where the article that a finding is about accepts it.
    fn accepts(&self, finding: &Finding) -> bool {
        let articles = &self.linked.library.articles;
        let article = articles.binary_search_by(|a| a.path.cmp(&finding.path)).ok().and_then(|i| articles.get(i));
        article.is_some_and(|a| a.front.allow.iter().any(|allow| allow.code == finding.fault.code()))
    }
}

/// A template that fails fails on many pages; the first page is named, the rest add nothing.
pub(super) fn one_of_each(findings: Vec<Finding>) -> Vec<Finding> {
    let mut seen: Vec<(Arc<str>, Option<Span>)> = Vec::new();
    findings
        .into_iter()
        .filter(|f| {
            let key = (Arc::clone(&f.path), f.span);
            let new = !seen.contains(&key);
            if new {
                seen.push(key);
            }
            new
        })
        .collect()
}
