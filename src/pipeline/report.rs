//! From the findings of a run to what is told of them: those that an article accepts are left out, and the texts are read once
//! more to show the places. It never prints.

use std::borrow::Cow;
use std::collections::BTreeMap;

use rayon::prelude::*;

use super::Site;
use crate::check::{self, OwnNumbers};
use crate::diag::baseline::Worded;
use crate::diag::{Counts, Finding, Report, is_told};
use crate::view::{self, build};

impl Site {
    /// True where findings fail the run, those left out that an article accepts.
    pub fn fails(&self, findings: &[Finding], strict: bool) -> bool {
        Report::would_fail(findings.iter().filter(|f| !self.accepts(f)), &self.linked.library.settings.checks, strict)
    }

    /// How many findings there are, those left out that an article accepts.
    pub fn counts(&self, findings: &[Finding]) -> Counts {
        Report::count(findings.iter().filter(|f| !self.accepts(f)), &self.linked.library.settings.checks)
    }

    /// Makes the report of a run: findings that an article accepts are left out, and no message repeats what identifies a person.
    pub fn report(&self, findings: Vec<Finding>, strict: bool) -> Report {
        let own = OwnNumbers::of(&self.linked.library.settings);
        let veil = |text: &str| check::veiled(text, &own);
        let findings = findings.into_iter().filter(|f| !self.accepts(f)).map(|f| f.veiled(&veil)).collect();
        let kept = self.texts();
        Report::new(findings, &|path| self.text(&kept, path), &self.linked.library.settings.checks, strict)
    }

    /// The report as a page of its own.
    pub fn report_page(&self, report: &Report, lang: crate::diag::Lang, accepted: Option<usize>) -> view::Report {
        build::report(&self.linked, report, lang, accepted)
    }

    /// Findings with the words they stand on, by which a baseline knows them: sorted, each once, without those that the
    /// settings switch off or an article accepts.
    pub fn worded(&self, mut findings: Vec<Finding>) -> Vec<Worded> {
        findings.retain(|f| is_told(f.fault.code(), &self.linked.library.settings.checks) && !self.accepts(f));
        findings.sort_by(|a, b| (&a.path, a.span, a.fault.code()).cmp(&(&b.path, b.span, b.fault.code())).then_with(|| a.cmp(b)));
        findings.dedup();
        let kept = self.texts();
        let files: Vec<&[Finding]> = findings.chunk_by(|a, b| a.path == b.path).collect();
        let worded = |file: &&[Finding]| -> Vec<Worded> {
            let text = file.first().and_then(|f| self.text(&kept, &f.path)).unwrap_or_default();
            file.iter().map(|f| Worded::new(f.clone(), &text)).collect()
        };
        files.par_iter().flat_map_iter(worded).collect()
    }

    /// Texts that are kept, by path.
    fn texts(&self) -> BTreeMap<&str, &str> {
        let library = &self.linked.library;
        let others = self.rest.others.iter().chain(&self.rest.templates);
        let pages = library.pages.iter().map(|p| &p.source);
        let intros = library.topic_intros.iter().chain(&library.lender_intros).map(|i| &i.source);
        others.chain(pages).chain(intros).map(|s| (&*s.path, &*s.text)).collect()
    }

    /// A text; that of an article is read again. A finding may be shown without its text; one that is lost because its file is
    /// gone may not.
    fn text<'t>(&self, kept: &BTreeMap<&str, &'t str>, path: &str) -> Option<Cow<'t, str>> {
        let article = || {
            let known = self.rest.articles.binary_search_by(|a| (**a).cmp(path)).ok().and_then(|i| self.rest.articles.get(i))?;
            self.rest.texts.read(known).ok().map(|text| Cow::Owned(text.into_source().text.to_string()))
        };
        kept.get(path).map(|text| Cow::Borrowed(*text)).or_else(article)
    }

    /// True where the article that a finding is about accepts it.
    fn accepts(&self, finding: &Finding) -> bool {
        let articles = &self.linked.library.articles;
        let article = articles.binary_search_by(|a| a.path.cmp(&finding.path)).ok().and_then(|i| articles.get(i));
        article.is_some_and(|a| a.front.allow.iter().any(|allow| allow.code == finding.fault.code()))
    }
}
