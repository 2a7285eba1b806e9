//! Every text of a site, or some, mended by machine: which edits, file by file. It writes nothing.

use std::io;
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;

use super::{Options, Progress, Step, subset};
use crate::check::Rules;
use crate::check::fix::{Sort, fix};
use crate::diag::Code;
use crate::load::Overlay;
use crate::model::{Registers, settings};
use crate::text::Source;
use crate::text::edit::Edit;

/// A text that is to be mended.
#[derive(Debug)]
pub struct Fixed {
    /// The text as it is.
    pub source: Source,
    /// What mends it, in order.
    pub edits: Vec<Edit>,
}

/// What mends the wanted texts: articles, pages and introductions, in the order of their paths; all where none are named.
///
/// # Errors
/// When a file or folder cannot be read.
pub fn fixes(
    root: &Path,
    settings: &Path,
    wanted: &[String],
    options: &Options,
    progress: &dyn Progress,
) -> io::Result<Vec<Fixed>> {
    let (sources, _) = super::load(root, settings, &Overlay::default(), progress)?;
    let (settings, _) = settings::read(sources.settings.as_ref());
    let (registers, _) = Registers::read(&sources.registers);
    let rules = Rules::new(&registers, &settings, options.as_of.day(settings.utc_offset));
    let off: Vec<Code> = settings.checks.iter().filter(|(_, severity)| severity.is_none()).map(|(code, _)| *code).collect();
    let is_wanted = |path: &str| wanted.is_empty() || subset::is_below(path, wanted);
    let fixed = |source: Source, sort: Sort| {
        let edits = fix(&rules, &source, sort, &off);
        (!edits.is_empty()).then_some(Fixed { source, edits })
    };
    progress.begin(Step::Analyze, sources.articles.len());
    let article = |path: &Arc<str>| Ok(sources.texts.read(path)?.ok().and_then(|source| fixed(source, Sort::Article)));
    let articles: Vec<&Arc<str>> = sources.articles.iter().filter(|p| is_wanted(p)).collect();
    let articles: io::Result<Vec<Option<Fixed>>> = articles.into_par_iter().inspect(|_| progress.tick()).map(article).collect();
    let intros = sources.topic_intros.into_iter().chain(sources.lender_intros).map(|s| (s, Sort::Intro));
    let others = sources.pages.into_iter().map(|s| (s, Sort::Page)).chain(intros).filter(|(s, _)| is_wanted(&s.path));
    let mut all: Vec<Fixed> = articles?.into_iter().flatten().chain(others.filter_map(|(s, sort)| fixed(s, sort))).collect();
    all.sort_by(|a, b| a.source.path.cmp(&b.source.path));
    Ok(all)
}
