//! The safe fixes of a site's texts, file by file. It writes nothing.

use std::collections::HashSet;
use std::io;
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;

use super::{Options, Progress, Step, subset};
use crate::check::Rules;
use crate::check::fix::{FileKind, Selection, collect_anchors, fix};
use crate::diag::Code;
use crate::load::{Overlay, Sources};
use crate::model::{Registers, settings};
use crate::text::Source;
use crate::text::edit::Edit;

#[derive(Debug)]
pub(crate) struct TextFixes {
    pub(crate) source: Source,
    /// Sorted, at least one.
    pub(crate) edits: Vec<Edit>,
}

/// The texts that are fixed, by path, and the number of marks in headings that are left.
#[derive(Debug)]
pub(crate) struct SiteFixes {
    pub(crate) texts: Vec<TextFixes>,
    pub(crate) left: usize,
}

/// What is fixed.
#[derive(Debug, Default)]
pub(crate) struct FixRequest {
    /// Files and folders; all texts if none are named.
    pub(crate) paths: Vec<String>,
    /// The only codes that are fixed; see [`Selection`].
    pub(crate) codes: Vec<Code>,
    pub(crate) titles: bool,
}

/// The fixes of the wanted texts, which are articles, pages and introductions.
///
/// # Errors
/// When a file or folder cannot be read.
pub(crate) fn fixes(
    root: &Path,
    settings: &Path,
    request: FixRequest,
    options: &Options,
    progress: &dyn Progress,
) -> io::Result<SiteFixes> {
    let (sources, _) = super::load(root, settings, &Overlay::default(), progress)?;
    let (settings, _) = settings::read(sources.settings.as_ref());
    let (registers, _) = Registers::read(&sources.registers);
    let rules = Rules::new(&registers, &settings, options.as_of.day(settings.utc_offset));
    let off: Vec<Code> = settings.checks.iter().filter(|(_, severity)| severity.is_none()).map(|(code, _)| *code).collect();
    let mut selection = Selection { off, only: request.codes, titles: request.titles, anchors: HashSet::new() };
    if selection.needs_anchors() {
        selection.anchors = anchors(&sources)?;
    }
    let is_wanted = |path: &str| request.paths.is_empty() || subset::is_below(path, &request.paths);
    let fixed = |source: Source, kind: FileKind| {
        let fixes = fix(&rules, &source, kind, &selection);
        (TextFixes { source, edits: fixes.edits }, fixes.left)
    };
    progress.begin(Step::Analyze, sources.articles.len());
    let article = |path: &Arc<str>| Ok(sources.texts.read(path)?.ok().map(|source| fixed(source, FileKind::Article)));
    let articles: Vec<&Arc<str>> = sources.articles.iter().filter(|p| is_wanted(p)).collect();
    let articles: io::Result<Vec<Option<(TextFixes, usize)>>> =
        articles.into_par_iter().inspect(|_| progress.tick()).map(article).collect();
    let articles = articles?;
    let snippets = sources.texts.parts.iter().filter(|part| part.finding.is_none() && part.source.path.ends_with(".md"));
    let snippets = snippets.map(|part| part.source.clone());
    let intros = sources.topic_intros.into_iter().chain(sources.lender_intros).chain(snippets).map(|s| (s, FileKind::Intro));
    let others = sources.pages.into_iter().map(|s| (s, FileKind::Page)).chain(intros).filter(|(s, _)| is_wanted(&s.path));
    let all: Vec<(TextFixes, usize)> = articles.into_iter().flatten().chain(others.map(|(s, kind)| fixed(s, kind))).collect();
    let left = all.iter().map(|(_, left)| left).sum();
    let mut texts: Vec<TextFixes> = all.into_iter().map(|(text, _)| text).filter(|text| !text.edits.is_empty()).collect();
    texts.sort_by(|a, b| a.source.path.cmp(&b.source.path));
    Ok(SiteFixes { texts, left })
}

/// The anchors to which a text of the site links.
fn anchors(sources: &Sources) -> io::Result<HashSet<String>> {
    let mut anchors = HashSet::new();
    for path in sources.articles.iter() {
        if let Ok(source) = sources.texts.read(path)? {
            collect_anchors(&source.text, &mut anchors);
        }
    }
    let parts = sources.texts.parts.iter().map(|part| &part.source);
    let others = sources.pages.iter().chain(&sources.topic_intros).chain(&sources.lender_intros).chain(parts);
    others.for_each(|source| collect_anchors(&source.text, &mut anchors));
    Ok(anchors)
}
