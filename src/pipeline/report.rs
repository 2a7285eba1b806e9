//! The report of a run: what decides the status of its findings, and the texts that they are shown in. It never prints.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::{MAX_CHUNK, Site};
use crate::analyze::Library;
use crate::check::{self, OwnNumbers};
use crate::diag::baseline::{Fingerprint, Fingerprinted};
use crate::diag::burndown::Burndown;
use crate::diag::{Finding, Findings, Group, Lang, Line, Listing, LocatedFinding, Policy, Report, Severity};
use crate::view::{self, build};

/// Files whose findings are located together.
const BATCH: usize = 4 * MAX_CHUNK;

/// The texts that findings are shown in. Those of articles are read again.
#[derive(Debug)]
pub struct Lookup<'a> {
    kept: BTreeMap<&'a str, &'a str>,
    site: &'a Site,
    own: OwnNumbers,
}

impl<'a> Lookup<'a> {
    /// The findings of a listing, located file by file as they are asked for. No message repeats what identifies a person.
    pub fn located<'l>(&'l self, listing: &'l Listing<'_>) -> impl Iterator<Item = LocatedFinding> + 'l {
        let mut files = listing.files();
        let of_file = |file: &Vec<(&'l Finding, Severity)>| self.located_some(listing, file).collect::<Vec<_>>();
        let batch = move || {
            let batch: Vec<Vec<_>> = files.by_ref().take(BATCH).map(Iterator::collect).collect();
            let located: Vec<LocatedFinding> = batch.par_iter().flat_map_iter(of_file).collect();
            (!batch.is_empty()).then_some(located)
        };
        std::iter::from_fn(batch).flatten()
    }

    /// Some findings of a listing, in the same way.
    pub(crate) fn located_some<'s>(
        &'s self,
        listing: &'s Listing<'_>,
        some: &'s [(&'s Finding, Severity)],
    ) -> impl Iterator<Item = LocatedFinding> + 's {
        let redactor = |text: &str| check::redacted(text, &self.own);
        listing.located_some(some, |path| self.text(path)).map(move |finding| finding.redacted(&redactor))
    }

    /// A text. A finding may be shown without its text; one that is lost because its file is gone may not.
    pub(crate) fn text(&self, path: &str) -> Option<Cow<'a, str>> {
        let article = || {
            let library = &self.site.linked.library;
            let article = library.article(library.article_by_path(path)?);
            let source = self.site.texts.read(article.path()).ok()?.ok()?;
            Some(Cow::Owned(source.text.to_string()))
        };
        self.kept.get(path).map(|text| Cow::Borrowed(*text)).or_else(article)
    }
}

/// Decides the status of findings by the settings and by what articles accept.
pub(super) fn of(library: &Library, findings: &Findings, strict: bool) -> Report {
    let allowing = library.articles().map(|(_, article)| article).filter(|a| !a.front.allow.is_empty());
    let allowed = allowing.map(|a| (&**a.path(), a.front.allow.iter().map(|allow| allow.code).collect())).collect();
    let policy = Policy { severities: &library.settings.checks, allowed, strict };
    let some = |groups: &[Group]| Report::new(groups, &policy);
    findings.groups().par_chunks(MAX_CHUNK).map(some).reduce(Report::default, Report::and)
}

impl Site {
    /// Decides the status of findings by the settings and by what articles accept.
    pub fn report(&self, findings: &Findings, strict: bool) -> Report {
        of(&self.linked.library, findings, strict)
    }

    /// The report as a page of its own, with the files in the order of their risk. `accepted` counts what the baseline accepts, and `progress` says how it became smaller, if
    /// there is one.
    pub(crate) fn report_page(
        &self,
        listing: &Listing<'_>,
        lang: Lang,
        accepted: Option<usize>,
        progress: Option<&Burndown>,
    ) -> view::ReportPage {
        let progress = progress.map(|progress| build::progress(progress, lang));
        let weights = self.linked.library.settings.editorial.risk;
        let risk = |file: &Vec<(&Finding, Severity)>| weights.sum(file.iter().map(|(f, severity)| (f.fault.code(), *severity)));
        let mut files: Vec<Vec<(&Finding, Severity)>> = listing.files().map(Iterator::collect).collect();
        files.sort_by_cached_key(|file| Reverse(risk(file)));
        let lookup = self.lookup();
        let located = files.iter().flat_map(|file| lookup.located_some(listing, file));
        build::report(&self.linked, listing, located, lang, (accepted, progress))
    }

    /// The reported findings with the fingerprints by which a baseline identifies them.
    pub(crate) fn fingerprinted<'r>(&self, report: &'r Report) -> Vec<Fingerprinted<'r>> {
        let (lines, lookup) = (report.lines(), self.lookup());
        let files: Vec<&[Line<'r>]> = lines.chunk_by(Line::is_beside).collect();
        let of_file = |file: &&[Line<'r>]| {
            let Some(path) = file.first().map(|line| &line.finding.path) else { return Vec::new() };
            let (text, key) = (lookup.text(path).unwrap_or_default(), self.slug_of(path).unwrap_or_else(|| Arc::clone(path)));
            file.iter().map(|line| (*line, Fingerprint::new(line.finding, &key, &text))).collect::<Vec<_>>()
        };
        files.par_iter().flat_map_iter(of_file).collect()
    }

    /// The slug of the article at a path.
    pub(crate) fn slug_of(&self, path: &str) -> Option<Arc<str>> {
        let library = &self.linked.library;
        Some(library.article(library.article_by_path(path)?).front.slug.value.as_str().into())
    }

    /// The texts that findings are shown in.
    pub fn lookup(&self) -> Lookup<'_> {
        let library = &self.linked.library;
        let others = self.others.iter().chain(&self.templates).chain(&library.ledger).chain(&library.keep);
        let pages = library.pages.iter().map(|p| &p.source);
        let intros = library.topic_intros.iter().chain(&library.lender_intros).map(|i| &i.source);
        let kept = others.chain(pages).chain(intros).map(|source| (&*source.path, &*source.text)).collect();
        Lookup { kept, site: self, own: OwnNumbers::of(&library.settings) }
    }
}
