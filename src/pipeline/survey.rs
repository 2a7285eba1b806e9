//! What commands ask about a whole library: the findings of its articles, its groups of near-duplicates, its repeated sentences. Nothing is
//! related or rendered.

use std::io;
use std::sync::Arc;

use super::analyze::Analyzed;
use super::{Context, Step, analyze, link, relate, relocate, report};
use crate::diag::{Code, Finding, Findings, Severity};
use crate::link::Linked;
use crate::load::Sources;
use crate::model::{ArticleId, IndexVec};
use crate::relate::{Duplicates, repetition};
use crate::view::build;

/// A library that was analyzed, linked and compared.
#[derive(Debug)]
pub(crate) struct Survey {
    pub(crate) linked: Linked,
    pub(crate) duplicates: Arc<Duplicates>,
    /// Percent of the sentences of each article that many others have.
    pub(crate) repeated: IndexVec<ArticleId, u32>,
    findings: Findings,
}

/// Reads a library. `loaded` are the findings of its files.
///
/// # Errors
/// If an article cannot be read; the message has its path.
pub(crate) fn survey(sources: Sources, loaded: Vec<Finding>, context: &Context<'_>) -> io::Result<Survey> {
    let (Analyzed { articles, texts, sketches, .. }, mut findings) = analyze::analyze(sources, context)?;
    let input = relate::RelatedInput::new(&articles);
    let linked = link::link(articles, &texts, &mut findings, context)?;
    context.progress.begin(Step::Duplicates, linked.library.articles.len());
    let duplicates = relate::duplicates(&input, &linked, &sketches, context)?;
    let repeated = repetition(&sketches.by_article().iter().map(|sketch| &*sketch.sentences).collect());
    drop(sketches);
    findings.extend(loaded);
    findings.extend(duplicates.findings(&linked));
    findings.extend(build::repeats(&linked));
    let findings = relocate::relocate(findings, &linked.library);
    Ok(Survey { linked, duplicates, repeated, findings })
}

impl Survey {
    /// The reported findings of each article. What an article accepts does not count, what a baseline accepts does.
    pub(crate) fn by_article(&self) -> IndexVec<ArticleId, Vec<(Code, Severity)>> {
        let library = &self.linked.library;
        let mut found: Vec<Vec<(Code, Severity)>> = vec![Vec::new(); library.articles.len()];
        let report = report::of(library, &self.findings, false);
        let mut lines = report.lines();
        lines.dedup_by(|a, b| a.finding == b.finding);
        for of_file in lines.chunk_by(|a, b| a.is_beside(b)) {
            let id = of_file.first().and_then(|line| library.article_by_path(&line.finding.path));
            if let Some(codes) = id.and_then(|id| found.get_mut(crate::model::Id::position(id))) {
                codes.extend(of_file.iter().map(|line| (line.finding.fault.code(), line.severity)));
            }
        }
        found.into()
    }
}
