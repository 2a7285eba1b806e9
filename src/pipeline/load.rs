//! The first step: every text of a site except its articles, which are read as they are analyzed.

use std::collections::BTreeSet;
use std::io;
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;

use super::{MAX_CHUNK, Progress, Step, separate};
use crate::diag::Finding;
use crate::load::{self, Overlay, Place, ReadText, Sources, Texts, theme};
use crate::model::settings::{self, Settings};
use crate::model::{Parts, files, inclusion};
use crate::render::card;
use crate::text::{Checksum, Source, url};

/// Reads every text of a site except its articles. A text of the overlay takes precedence over the file.
///
/// # Errors
/// If a file or folder cannot be read.
pub fn load(root: &Path, settings: &Path, overlay: &Overlay, progress: &dyn Progress) -> io::Result<(Sources, Vec<Finding>)> {
    load_with_pictures(root, settings, overlay, |_| true, progress)
}

/// Loads a site, and looks only into the pictures whose path is `wanted`.
pub(super) fn load_with_pictures(
    root: &Path,
    settings: &Path,
    overlay: &Overlay,
    wanted: impl Fn(&str) -> bool + Sync,
    progress: &dyn Progress,
) -> io::Result<(Sources, Vec<Finding>)> {
    let (tree, mut findings) = load::survey(root, overlay)?;
    progress.begin(Step::Read, tree.pages.len() + tree.topic_intros.len() + tree.lender_intros.len());
    let mut unreadable = Vec::new();
    let read = |place: &Place, limit: u64| match overlay.get(&place.path) {
        Some(source) => Ok(Ok(source.clone())),
        None => load::read_text(&place.disk, &place.path, limit),
    };
    let mut texts = |places: &[Place], limit: u64| -> io::Result<Vec<Source>> {
        let all: Vec<ReadText> =
            places.par_iter().inspect(|_| progress.tick()).map(|place| read(place, limit)).collect::<io::Result<_>>()?;
        Ok(load::partition(all, &mut unreadable, &mut findings))
    };
    let tables = tree.files.iter().filter(|p| p.path.starts_with("content/") && inclusion::is_csv(&p.path));
    let parts: Vec<&Place> = tree.snippets.iter().chain(tables).collect();
    let part = |place: &&Place| read(place, load::TEXT_LIMIT).map(load::part);
    let parts: Parts = parts.par_iter().map(part).collect::<io::Result<Vec<_>>>()?.into_iter().collect();
    let settings = texts(&[Place::of(root, settings)], load::REGISTER_LIMIT)?.pop();
    let font = font(root, settings.as_ref());
    let keep = keep(root, settings.as_ref(), overlay)?;
    let own_theme = tree.theme.iter().map(|p| load::read_bytes(&p.disk).map(|b| (p.name().to_owned(), b)));
    let own_theme: Vec<(String, Vec<u8>)> = own_theme.collect::<io::Result<_>>()?;
    let own_templates = texts(&tree.templates, load::TEXT_LIMIT)?;
    let judged = theme::judge(&own_templates, &own_theme);
    let registers = texts(&tree.registers, load::REGISTER_LIMIT)?;
    let ledger = tree.ledger.iter().cloned().collect::<Vec<_>>();
    let ledger = texts(&ledger, load::LEDGER_LIMIT)?.pop();
    let parts = parts.with_registers(&registers);
    let sources = Sources {
        settings,
        font,
        registers,
        ledger,
        keep,
        articles: tree.articles.iter().map(|p| Arc::clone(&p.path)).collect(),
        texts: Texts { root: root.to_path_buf(), overlay: overlay.clone(), parts: Arc::new(parts), ..Texts::default() },
        pages: texts(&tree.pages, load::TEXT_LIMIT)?,
        topic_intros: texts(&tree.topic_intros, load::TEXT_LIMIT)?,
        lender_intros: texts(&tree.lender_intros, load::TEXT_LIMIT)?,
        templates: theme::templates(own_templates),
        theme: theme::files(own_theme),
        files: Vec::new(),
        unreadable,
    };
    findings.extend(judged);
    let look = |place: &Place| if wanted(&place.path) { load::look_at(place) } else { Ok(files::plain(&place.path)) };
    let files = tree.files.par_iter().map(look).collect::<io::Result<_>>()?;
    Ok((Sources { files: separate(files, &mut findings), ..sources }, findings))
}

/// The fingerprint of the font that the settings name, if it can be read.
fn font(root: &Path, settings: Option<&Source>) -> Option<Checksum> {
    let source = settings.filter(|source| source.text.contains("image_font"))?;
    let path = font_path(&settings::read(Some(source)).0)?;
    let bytes = load::read_plain_file(&root.join(path)).ok()?;
    card::is_font(&bytes).then(|| Checksum::of(&bytes))
}

/// The table of articles that the settings keep in the index, if it can be read; [`missing_keep`](crate::check) reports if not.
fn keep(root: &Path, settings: Option<&Source>, overlay: &Overlay) -> io::Result<Option<Source>> {
    let Some(source) = settings.filter(|source| source.text.contains("keep")) else { return Ok(None) };
    let settings = settings::read(Some(source)).0;
    let Some(path) = settings.editorial.index.keep.and_then(|path| url::join(load::SETTINGS, &path.value)) else { return Ok(None) };
    let (path, disk): (Arc<str>, _) = (path.as_str().into(), root.join(&path));
    if let Some(source) = overlay.get(&path) {
        return Ok(Some(source.clone()));
    }
    let text = if load::is_plain_file(&disk) { Some(load::read_text(&disk, &path, load::REGISTER_LIMIT)?) } else { None };
    Ok(text.and_then(Result::ok))
}

/// The path of the font in the site's folder, wherever the settings file is.
pub(super) fn font_path(settings: &Settings) -> Option<String> {
    url::join(load::SETTINGS, &settings.image_font.as_ref()?.value)
}

/// Files that may have changed since they were read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChangeSet {
    /// These files and the files in these folders, by path below the site's folder.
    Paths(BTreeSet<String>),
    Any,
}

impl ChangeSet {
    #[must_use]
    pub(crate) fn union(self, other: ChangeSet) -> ChangeSet {
        match (self, other) {
            (ChangeSet::Paths(mut paths), ChangeSet::Paths(more)) => {
                paths.extend(more);
                ChangeSet::Paths(paths)
            }
            _ => ChangeSet::Any,
        }
    }

    fn contains(&self, path: &str) -> bool {
        match self {
            ChangeSet::Paths(paths) => {
                let above = path.match_indices('/').filter_map(|(i, _)| path.get(..i));
                above.chain([path]).any(|p| paths.contains(p))
            }
            ChangeSet::Any => true,
        }
    }
}

/// The sources of a site with the findings of loading them.
#[derive(Debug, Clone)]
pub struct Load {
    pub sources: Sources,
    pub findings: Vec<Finding>,
}

/// Loads a site and holds the texts of its articles in memory, so that its pages stay what they are whatever becomes of the
/// files. Texts that are not in the change set are taken from the previous load.
///
/// # Errors
/// If a file or folder cannot be read.
pub fn hold(root: &Path, settings: &Path, previous: Option<(&Load, &ChangeSet)>, progress: &dyn Progress) -> io::Result<Load> {
    if let Some((previous, changes)) = previous
        && let Some(sources) = reload_articles(&previous.sources, changes)?
    {
        // Findings of loading are about names of files and about files other than readable articles.
        return Ok(Load { sources, findings: previous.findings.clone() });
    }
    let (mut sources, mut findings) = load(root, settings, &Overlay::default(), progress)?;
    let text = |path: &Arc<str>| {
        let held = previous.and_then(|(previous, changes)| {
            let held = previous.sources.texts.overlay.get(path)?;
            (!changes.contains(path)).then(|| held.clone())
        });
        held.map_or_else(|| sources.texts.read(path), |held| Ok(Ok(held)))
    };
    let texts = sources.articles.par_iter().with_max_len(MAX_CHUNK).map(text).collect::<io::Result<_>>()?;
    let texts = load::partition(texts, &mut sources.unreadable, &mut findings);
    sources.articles = texts.iter().map(|source| Arc::clone(&source.path)).collect();
    sources.texts.overlay = texts.into_iter().collect();
    Ok(Load { sources, findings })
}

/// The previous sources with the changed articles read again; `None` if anything else may have changed. No folder is walked.
fn reload_articles(previous: &Sources, changes: &ChangeSet) -> io::Result<Option<Sources>> {
    let (ChangeSet::Paths(paths), true) = (changes, previous.unreadable.is_empty()) else { return Ok(None) };
    let mut sources = previous.clone();
    for path in paths {
        let held = sources.texts.overlay.get(path).map(|source| Arc::clone(&source.path));
        let (disk, Some(path)) = (sources.texts.root.join(path), held) else { return Ok(None) };
        if !load::is_plain_file(&disk) {
            return Ok(None);
        }
        match load::read_text(&disk, &path, load::TEXT_LIMIT)? {
            Ok(source) => sources.texts.overlay.insert(source),
            Err(_) => return Ok(None),
        }
    }
    Ok(Some(sources))
}
