//! The same for a few files, while an editor waits: settings, registers, pages and introductions are read as ever, but of
//! articles only the named ones and those that they link to; of all others the front matter, which decides where they stand.
//!
//! What is found in a named file is what the whole check finds there, but for what needs the other bodies: texts that are too
//! much alike. Faults of templates show only where pages are drawn.

use std::collections::BTreeSet;
use std::io;
use std::path::Path;
use std::sync::Arc;

use jiff::civil::Date;

use super::{Options, Progress, Site};
use crate::diag::{Finding, Findings, Severity};
use crate::link::{Linked, resolve};
use crate::load::{SETTINGS, Texts};
use crate::model::{Registers, text_file};
use crate::text::Source;

/// Understands and links a site as far as the wanted files need it. `wanted` are paths of files, or of folders with all they
/// hold, as findings name them. Findings are those in the wanted files, and errors in settings and registers, without which
/// nothing is judged rightly.
///
/// # Errors
/// When a file or folder cannot be read.
pub fn site(
    root: &Path,
    settings: &Path,
    wanted: &[String],
    options: &Options,
    progress: &dyn Progress,
) -> io::Result<(Site, Findings)> {
    let is_wanted = |path: &str| is_below(path, wanted);
    let is_common = |path: &str| path == SETTINGS || path.strip_prefix("content/").is_some_and(|p| p.ends_with(".yaml"));
    let mut whole: BTreeSet<Arc<str>> = BTreeSet::new();
    loop {
        let (mut sources, read) = super::read::read_looking(root, settings, is_wanted, progress)?;
        for path in sources.articles.iter().filter(|p| is_wanted(p)) {
            if whole.insert(Arc::clone(path)) {
                whole.extend(links_of(&sources.texts.read(path)?.into_source()));
            }
        }
        sources.texts = Texts::Heads(root.to_path_buf(), whole.clone());
        let (site, found) = super::site(sources, options, progress)?;
        let linked = linked(&site, is_wanted);
        if linked.is_subset(&whole) {
            let told = |f: &&Finding| is_wanted(&f.path) || (is_common(&f.path) && f.fault.severity() == Severity::Error);
            let told: Vec<Finding> = read.iter().chain(found.iter()).filter(told).cloned().collect();
            return Ok((site, told.into()));
        }
        whole.extend(linked);
    }
}

/// Understands and links a site by the front matter of its articles alone, for those who ask only what stands there.
///
/// # Errors
/// When a file or folder cannot be read.
pub fn heads(root: &Path, settings: &Path, options: &Options, progress: &dyn Progress) -> io::Result<Linked> {
    let (mut sources, _) = super::read::read_looking(root, settings, |_| false, progress)?;
    sources.texts = Texts::Heads(root.to_path_buf(), BTreeSet::new());
    super::linked(sources, options, progress)
}

/// True for a path that is one of these, or below one of them.
pub(super) fn is_below(path: &str, wanted: &[String]) -> bool {
    let below = |folder: &String| path.strip_prefix(folder.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    wanted.iter().any(below)
}

/// Files that a text links to by relative paths: nearly always all that must be read besides.
fn links_of(source: &Source) -> Vec<Arc<str>> {
    let (article, ..) = text_file::article(source, source.sum(), &Registers::default(), Date::constant(1970, 1, 1));
    let files = article.body.facts.links.iter().filter_map(|link| resolve::source_of(&source.path, &link.dest));
    files.filter(|path| path.ends_with(".md")).map(Arc::from).collect()
}

/// Articles that a wanted article links to: whether they have an anchor is seen in their bodies.
fn linked(site: &Site, is_wanted: impl Fn(&str) -> bool) -> BTreeSet<Arc<str>> {
    let articles = &site.linked.library.articles;
    let wanted = articles.iter().zip(&site.linked.resolved.articles).filter(|(a, _)| is_wanted(a.path()));
    let targets = wanted.flat_map(|(_, resolved)| &resolved.articles);
    targets.map(|id| Arc::clone(articles[*id].path())).collect()
}
