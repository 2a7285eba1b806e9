//! The safe fixes of a site's texts, file by file. It writes nothing.

use std::io;
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;

use super::{Options, Progress, Step, subset};
use crate::check::Rules;
use crate::check::fix::{FileKind, fix};
use crate::diag::Code;
use crate::load::Overlay;
use crate::model::{Registers, settings};
use crate::text::Source;
use crate::text::edit::Edit;

#[derive(Debug)]
pub(crate) struct TextFixes {
    pub(crate) source: Source,
    /// Sorted, at least one.
    pub(crate) edits: Vec<Edit>,
}

/// The fixes of the wanted texts, which are articles, pages and introductions, by path; of all texts if none are named.
///
/// # Errors
/// When a file or folder cannot be read.
pub(crate) fn fixes(
    root: &Path,
    settings: &Path,
    wanted: &[String],
    options: &Options,
    progress: &dyn Progress,
) -> io::Result<Vec<TextFixes>> {
    let (sources, _) = super::load(root, settings, &Overlay::default(), progress)?;
    let (settings, _) = settings::read(sources.settings.as_ref());
    let (registers, _) = Registers::read(&sources.registers);
    let rules = Rules::new(&registers, &settings, options.as_of.day(settings.utc_offset));
    let off: Vec<Code> = settings.checks.iter().filter(|(_, severity)| severity.is_none()).map(|(code, _)| *code).collect();
    let is_wanted = |path: &str| wanted.is_empty() || subset::is_below(path, wanted);
    let fixed = |source: Source, kind: FileKind| {
        let edits = fix(&rules, &source, kind, &off);
        (!edits.is_empty()).then_some(TextFixes { source, edits })
    };
    progress.begin(Step::Analyze, sources.articles.len());
    let article = |path: &Arc<str>| Ok(sources.texts.read(path)?.ok().and_then(|source| fixed(source, FileKind::Article)));
    let articles: Vec<&Arc<str>> = sources.articles.iter().filter(|p| is_wanted(p)).collect();
    let articles: io::Result<Vec<Option<TextFixes>>> = articles.into_par_iter().inspect(|_| progress.tick()).map(article).collect();
    let snippets = sources.texts.parts.iter().filter(|part| part.finding.is_none() && part.source.path.ends_with(".md"));
    let snippets = snippets.map(|part| part.source.clone());
    let intros = sources.topic_intros.into_iter().chain(sources.lender_intros).chain(snippets).map(|s| (s, FileKind::Intro));
    let others = sources.pages.into_iter().map(|s| (s, FileKind::Page)).chain(intros).filter(|(s, _)| is_wanted(&s.path));
    let mut all: Vec<TextFixes> = articles?.into_iter().flatten().chain(others.filter_map(|(s, kind)| fixed(s, kind))).collect();
    all.sort_by(|a, b| a.source.path.cmp(&b.source.path));
    Ok(all)
}
