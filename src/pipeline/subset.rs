//! Some files of a site, while an editor waits. Settings, registers, pages and introductions are read as in a build; of the
//! articles only the wanted ones and those they link to. Of all others only the front matter is read, which decides their addresses.
//!
//! The findings of a wanted file are those of a whole check, except findings that need the bodies of all articles, such as
//! near-duplicates. Findings in templates appear only if pages are rendered.

use std::collections::BTreeSet;
use std::io;
use std::path::Path;
use std::sync::Arc;

use jiff::civil::Date;

use super::{Context, Options, Progress, Site, load};
use crate::diag::catalogue::SiteFault;
use crate::diag::{Fault, Finding, Findings, Severity};
use crate::link::{Linked, resolve};
use crate::load::{Extent, Overlay, SETTINGS, TEXT_LIMIT, read_text};
use crate::model::{ExpandedText, Registers, text_file};
use crate::text::url;

/// Analyzes and links a site as far as the wanted files need it. `wanted` are paths of files and of folders, as findings name
/// them. The findings are those of the wanted files, and the errors of settings and registers, which every judgement depends on.
///
/// # Errors
/// If a file or folder cannot be read.
pub(crate) fn check(
    root: &Path,
    settings: &Path,
    wanted: &[String],
    options: &Options,
    progress: &dyn Progress,
) -> io::Result<(Site, Findings)> {
    let is_wanted = |path: &str| is_below(path, wanted);
    let context = Context { options, progress, store: &(), stale: None };
    let mut whole: BTreeSet<Arc<str>> = BTreeSet::new();
    loop {
        let (mut sources, read) = load::load_with_pictures(root, settings, &Overlay::default(), is_wanted, progress)?;
        let parts = sources.texts.parts.iter().map(|part| &part.source.path);
        let wanted_parts: BTreeSet<Arc<str>> = parts.filter(|path| is_wanted(path)).cloned().collect();
        let includes = |path: &Arc<str>| -> io::Result<bool> {
            let included = |text: ExpandedText| text.insertions.iter().any(|i| wanted_parts.contains(&i.path));
            Ok(!wanted_parts.is_empty() && sources.texts.expanded(path)?.is_ok_and(included))
        };
        for path in &sources.articles {
            if (is_wanted(path) || includes(path)?) && whole.insert(Arc::clone(path)) {
                whole.extend(sources.texts.expanded(path)?.into_iter().flat_map(link_targets));
            }
        }
        sources.texts.extent = Extent::FrontMatterExcept(whole.clone());
        let (site, findings) = super::site(sources, &context)?;
        let targets = linked_articles(&site, is_wanted);
        if targets.is_subset(&whole) {
            let found = reported(&Wanted { root, is_wanted: &is_wanted, read: &read }, &site, &findings)?;
            return Ok((site, found.into()));
        }
        whole.extend(targets);
    }
}

/// Which findings a check of some files reports.
pub(super) struct Wanted<'w> {
    pub(super) root: &'w Path,
    pub(super) is_wanted: &'w dyn Fn(&str) -> bool,
    /// The findings of loading.
    pub(super) read: &'w [Finding],
}

/// The findings of the wanted files and of what they include, and the errors of settings and registers.
pub(super) fn reported(wanted: &Wanted<'_>, site: &Site, findings: &Findings) -> io::Result<Vec<Finding>> {
    let Wanted { root, is_wanted, read } = wanted;
    let is_common = |path: &str| path == SETTINGS || path.strip_prefix("content/").is_some_and(|p| p.ends_with(".yaml"));
    let articles = site.linked.library.articles().filter(|(_, article)| is_wanted(article.path()));
    let included: BTreeSet<&Arc<str>> = articles.flat_map(|(_, a)| a.body.insertions.iter()).map(|i| &i.path).collect();
    let is_reported = |f: &&Finding| {
        is_wanted(&f.path) || included.contains(&f.path) || (is_common(&f.path) && f.fault.severity() == Severity::Error)
    };
    let mut found: Vec<Finding> = findings.iter().filter(is_reported).cloned().collect();
    drop_linked(root, site, &mut found)?;
    found.extend(read.iter().filter(is_reported).cloned());
    Ok(found)
}

/// Drops the findings about manuscripts whose name is in some article: it may link to them, but its body was not read.
fn drop_linked(root: &Path, site: &Site, findings: &mut Vec<Finding>) -> io::Result<()> {
    let is_manuscript = |f: &Finding| matches!(f.fault, Fault::SiteFault(SiteFault::NotAnArticle { .. }));
    let names = |f: &Finding| f.path.rsplit('/').next().map(|name| [name.to_owned(), url::encode(name)]);
    let manuscripts: Vec<(Arc<str>, [String; 2])> =
        findings.iter().filter(|f| is_manuscript(f)).filter_map(|f| Some((Arc::clone(&f.path), names(f)?))).collect();
    let mut linked: BTreeSet<Arc<str>> = BTreeSet::new();
    for (_, article) in site.linked.library.articles().filter(|_| !manuscripts.is_empty()) {
        let Ok(source) = read_text(&root.join(&**article.path()), article.path(), TEXT_LIMIT)? else { continue };
        let named = manuscripts.iter().filter(|(_, names)| names.iter().any(|name| source.text.contains(name.as_str())));
        linked.extend(named.map(|(path, _)| Arc::clone(path)));
    }
    findings.retain(|f| !is_manuscript(f) || !linked.contains(&f.path));
    Ok(())
}

/// Analyzes and links a site by the front matter of its articles alone.
///
/// # Errors
/// If a file or folder cannot be read.
pub(crate) fn front_matter(root: &Path, settings: &Path, options: &Options, progress: &dyn Progress) -> io::Result<Linked> {
    let (mut sources, _) = load::load_with_pictures(root, settings, &Overlay::default(), |_| false, progress)?;
    sources.texts.extent = Extent::FrontMatterExcept(BTreeSet::new());
    super::linked(sources, options, progress)
}

/// True if a path is one of these or below one of them.
pub(crate) fn is_below(path: &str, wanted: &[String]) -> bool {
    let below = |folder: &String| path.strip_prefix(folder.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    wanted.iter().any(below)
}

/// Articles that a text links to by relative paths: nearly always all that has to be read besides.
pub(super) fn link_targets(text: ExpandedText) -> Vec<Arc<str>> {
    let (mut article, ..) = text_file::article(&text.source, &Registers::default(), Date::constant(1970, 1, 1));
    article.body.insertions = text.insertions;
    let body = &article.body;
    let files = body.facts.links.iter().filter_map(|link| resolve::source_of(body.path_of(link.span), &link.dest));
    files.filter(|path| path.ends_with(".md")).map(Arc::from).collect()
}

/// Articles that a wanted article links to: their headings decide whether an anchor exists.
pub(super) fn linked_articles(site: &Site, is_wanted: impl Fn(&str) -> bool) -> BTreeSet<Arc<str>> {
    let library = &site.linked.library;
    let wanted = library.articles().zip(&site.linked.resolved.articles).filter(|((_, article), _)| is_wanted(article.path()));
    wanted.flat_map(|(_, resolved)| &resolved.articles).map(|id| Arc::clone(library.article(*id).path())).collect()
}
