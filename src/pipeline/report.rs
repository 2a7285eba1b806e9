//! From the findings of a run to what is told of them: those that an article accepts are left out, and the texts are read once
//! more to show the places. It never prints.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::Site;
use crate::check::{self, OwnNumbers};
use crate::diag::baseline::Worded;
use crate::diag::{self, Counts, Finding, Findings, Lang, Placed, Report, Severity, is_told};
use crate::model::front::Allow;
use crate::view::{self, build};

/// The texts that findings are shown in. Those of articles are read again.
#[derive(Debug)]
pub struct Lookup<'a> {
    kept: BTreeMap<&'a str, &'a str>,
    site: &'a Site,
    own: OwnNumbers,
}

impl<'a> Lookup<'a> {
    /// The findings of a report, each placed as it is asked for. No message repeats what identifies a person.
    pub fn placed<'r>(&'r self, report: &'r Report) -> impl Iterator<Item = Placed> + 'r {
        let veil = |text: &str| check::veiled(text, &self.own);
        report.placed(|path| self.text(path)).map(move |placed| Placed { finding: placed.finding.veiled(&veil), ..placed })
    }

    /// A text. A finding may be shown without its text; one that is lost because its file is gone may not.
    pub fn text(&self, path: &str) -> Option<Cow<'a, str>> {
        let article = || {
            let library = &self.site.linked.library;
            let article = library.article(library.article_by_path(path)?);
            let source = self.site.texts.read(article.path()).ok()?.ok()?;
            Some(Cow::Owned(source.text.to_string()))
        };
        self.kept.get(path).map(|text| Cow::Borrowed(*text)).or_else(article)
    }
}

impl Site {
    /// How many findings there are, those left out that an article accepts.
    pub fn counts(&self, findings: &Findings) -> Counts {
        let checks = &self.linked.library.settings.checks;
        let allowed = self.allowed();
        let count = |group: &diag::Group| Report::count(standing(&allowed, group), checks);
        findings.groups().par_iter().map(count).reduce(Counts::default, Counts::and)
    }

    /// Makes the report of a run: findings that an article accepts are left out.
    pub fn report(&self, findings: &Findings, strict: bool) -> Report {
        let (allowed, mut left) = (self.allowed(), Findings::default());
        for group in findings.groups() {
            let standing: Vec<&Finding> = standing(&allowed, group).collect();
            if standing.len() == group.len() {
                left.push(group);
            } else {
                left.extend(standing.into_iter().cloned());
            }
        }
        Report::new(&left, &self.linked.library.settings.checks, strict)
    }

    /// The first of so many findings of at least this severity: errors, then warnings.
    pub fn first(&self, findings: &Findings, counts: Counts, least: Severity, count: usize) -> Findings {
        let (checks, allowed) = (&self.linked.library.settings.checks, self.allowed());
        let of = |severity: Severity| {
            let standing = findings.groups().iter().flat_map(|group| standing(&allowed, group));
            standing.filter(move |f| diag::severity(f, checks) == Some(severity) && severity >= least)
        };
        // Nearly always there is no error, and all would be looked at to find none.
        let errors = (counts.errors > 0).then(|| of(Severity::Error)).into_iter().flatten();
        errors.chain(of(Severity::Warning)).take(count).cloned().collect::<Vec<_>>().into()
    }

    /// The report as a page of its own.
    pub fn report_page(&self, report: &Report, lang: Lang, accepted: Option<usize>) -> view::ReportPage {
        let lookup = self.lookup();
        build::report(&self.linked, report, lookup.placed(report), lang, accepted)
    }

    /// Findings with the words they stand on, by which a baseline knows them: sorted, each once, without those that the
    /// settings switch off or an article accepts.
    pub fn worded(&self, findings: &Findings) -> Vec<Worded> {
        let (checks, allowed) = (&self.linked.library.settings.checks, self.allowed());
        let standing = findings.groups().iter().flat_map(|group| standing(&allowed, group));
        let mut findings: Vec<&Finding> = standing.filter(|f| is_told(f.fault.code(), checks)).collect();
        findings.sort_by(|a, b| (&a.path, a.span, a.fault.code()).cmp(&(&b.path, b.span, b.fault.code())).then_with(|| a.cmp(b)));
        findings.dedup();
        let lookup = self.lookup();
        let files: Vec<&[&Finding]> = findings.chunk_by(|a, b| a.path == b.path).collect();
        let worded = |file: &&[&Finding]| -> Vec<Worded> {
            let text = file.first().and_then(|f| lookup.text(&f.path)).unwrap_or_default();
            file.iter().map(|f| Worded::new((*f).clone(), &text)).collect()
        };
        files.par_iter().flat_map_iter(worded).collect()
    }

    /// The texts that findings are shown in.
    pub fn lookup(&self) -> Lookup<'_> {
        let library = &self.linked.library;
        let others = self.others.iter().chain(&self.templates);
        let pages = library.pages.iter().map(|p| &p.source);
        let intros = library.topic_intros.iter().chain(&library.lender_intros).map(|i| &i.source);
        let kept = others.chain(pages).chain(intros).map(|source| (&*source.path, &*source.text)).collect();
        Lookup { kept, site: self, own: OwnNumbers::of(&library.settings) }
    }

    /// What articles accept, by path. Few accept anything.
    fn allowed(&self) -> Allowed<'_> {
        let allowing = self.linked.library.articles().map(|(_, article)| article).filter(|a| !a.front.allow.is_empty());
        allowing.map(|a| (&**a.path(), a.front.allow.as_slice())).collect()
    }
}

type Allowed<'a> = BTreeMap<&'a str, &'a [Allow]>;

/// The findings of a group that no article accepts. Neighbours are mostly of one file.
fn standing<'f>(allowed: &Allowed<'f>, group: &'f [Finding]) -> impl Iterator<Item = &'f Finding> {
    group.chunk_by(|a, b| Arc::ptr_eq(&a.path, &b.path)).flat_map(|of_file| {
        let allowed = of_file.first().and_then(|f| allowed.get(&*f.path)).copied().unwrap_or_default();
        of_file.iter().filter(move |f| !allowed.iter().any(|allow| allow.code == f.fault.code()))
    })
}
