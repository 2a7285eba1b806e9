//! The report of a run: what decides the status of its findings, and the texts that they are shown in. It never prints.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::{AT_A_TIME, Site};
use crate::check::{self, OwnNumbers};
use crate::diag::baseline::{Fingerprint, Fingerprinted};
use crate::diag::{Findings, Group, Lang, Line, Listing, LocatedFinding, Policy, Report};
use crate::load::Texts;
use crate::model::Settings;
use crate::text::Source;
use crate::view::{self, build};

/// The texts that findings are shown in. Those of articles are read again.
#[derive(Debug)]
pub struct Lookup<'a> {
    kept: BTreeMap<&'a str, &'a str>,
    articles: &'a [Arc<str>],
    texts: &'a Texts,
    own: OwnNumbers,
}

impl<'a> Lookup<'a> {
    fn new(kept: impl Iterator<Item = &'a Source>, articles: &'a [Arc<str>], texts: &'a Texts, settings: &Settings) -> Lookup<'a> {
        Lookup { kept: kept.map(|s| (&*s.path, &*s.text)).collect(), articles, texts, own: OwnNumbers::of(settings) }
    }

    /// The findings of a listing, each located when it is asked for. No message repeats what identifies a person.
    pub fn located<'l>(&'l self, listing: &'l Listing<'_>) -> impl Iterator<Item = LocatedFinding> + 'l {
        let redactor = |text: &str| check::redacted(text, &self.own);
        listing.located(|path| self.text(path)).map(move |finding| finding.redacted(&redactor))
    }

    /// A text. A finding may be shown without its text; one that is lost because its file is gone may not.
    pub fn text(&self, path: &str) -> Option<Cow<'a, str>> {
        let article = || {
            let known = self.articles.binary_search_by(|a| (**a).cmp(path)).ok().and_then(|i| self.articles.get(i))?;
            self.texts.read(known).ok().map(|text| Cow::Owned(text.into_source().text.to_string()))
        };
        self.kept.get(path).map(|text| Cow::Borrowed(*text)).or_else(article)
    }
}

impl Site {
    /// Decides the status of findings by the settings and by what articles accept.
    pub fn report(&self, findings: &Findings, strict: bool) -> Report {
        let library = &self.linked.library;
        let allowing = library.articles.iter().filter(|a| !a.front.allow.is_empty());
        let allowed = allowing.map(|a| (&**a.path(), a.front.allow.iter().map(|allow| allow.code).collect())).collect();
        let policy = Policy { severities: &library.settings.checks, allowed, strict };
        let some = |groups: &[Group]| Report::new(groups, &policy);
        findings.groups().par_chunks(AT_A_TIME).map(some).reduce(Report::default, Report::and)
    }

    /// The report as a page of its own. `accepted` counts what the baseline accepts, if there is one.
    pub fn report_page(&self, listing: &Listing<'_>, lang: Lang, accepted: Option<usize>) -> view::Report {
        build::report(&self.linked, listing, self.lookup().located(listing), lang, accepted)
    }

    /// The reported findings with the fingerprints by which a baseline identifies them.
    pub fn fingerprinted<'r>(&self, report: &'r Report) -> Vec<Fingerprinted<'r>> {
        let (lines, lookup) = (report.lines(), self.lookup());
        let files: Vec<&[Line<'r>]> = lines.chunk_by(Line::is_beside).collect();
        let of_file = |file: &&[Line<'r>]| {
            let text = file.first().and_then(|line| lookup.text(&line.finding.path)).unwrap_or_default();
            file.iter().map(|line| (*line, Fingerprint::new(line.finding, &text))).collect::<Vec<_>>()
        };
        files.par_iter().flat_map_iter(of_file).collect()
    }

    /// The texts that findings are shown in.
    pub fn lookup(&self) -> Lookup<'_> {
        let library = &self.linked.library;
        let others = self.rest.others.iter().chain(&self.rest.templates);
        let pages = library.pages.iter().map(|p| &p.source);
        let intros = library.topic_intros.iter().chain(&library.lender_intros).map(|i| &i.source);
        Lookup::new(others.chain(pages).chain(intros), &self.rest.articles, &self.rest.texts, &library.settings)
    }
}
