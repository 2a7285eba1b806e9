//! The first step: every text of a site, but for those of its articles. Never looks at what a text says.

use std::io;
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;

use super::{Progress, Step, keep};
use crate::diag::Finding;
use crate::load::{self, Place, Sources, Texts, theme};
use crate::model::files;
use crate::text::Source;

/// Reads every text of a site but those of its articles, which are read as they are understood.
///
/// # Errors
/// When a file or folder cannot be read.
pub fn read(root: &Path, settings: &Path, progress: &dyn Progress) -> io::Result<(Sources, Vec<Finding>)> {
    read_looking(root, settings, |_| true, progress)
}

/// The same, with a look at pictures of some paths only.
pub(super) fn read_looking(
    root: &Path,
    settings: &Path,
    looks: impl Fn(&str) -> bool + Sync,
    progress: &dyn Progress,
) -> io::Result<(Sources, Vec<Finding>)> {
    let (tree, mut findings) = load::survey(root)?;
    progress.begin(Step::Read, tree.pages.len() + tree.topic_intros.len() + tree.lender_intros.len());
    let mut broken = Vec::new();
    let mut texts = |places: &[Place], limit: u64| -> io::Result<Vec<Source>> {
        let all: Vec<load::Text> = places
            .par_iter()
            .inspect(|_| progress.tick())
            .map(|p| load::read_text(&p.disk, &p.path, limit))
            .collect::<io::Result<_>>()?;
        Ok(load::good(all, &mut broken, &mut findings))
    };
    let settings = [Place::of(root, settings)];
    let own_theme = tree.theme.iter().map(|p| load::read_bytes(&p.disk).map(|b| (p.name().to_owned(), b)));
    let sources = Sources {
        settings: texts(&settings, load::REGISTER_LIMIT)?.pop(),
        registers: texts(&tree.registers, load::REGISTER_LIMIT)?,
        articles: tree.articles.iter().map(|p| Arc::clone(&p.path)).collect(),
        texts: Texts::OnDisk(root.to_path_buf()),
        pages: texts(&tree.pages, load::TEXT_LIMIT)?,
        topic_intros: texts(&tree.topic_intros, load::TEXT_LIMIT)?,
        lender_intros: texts(&tree.lender_intros, load::TEXT_LIMIT)?,
        templates: theme::templates(texts(&tree.templates, load::TEXT_LIMIT)?),
        theme: theme::files(own_theme.collect::<io::Result<_>>()?),
        files: Vec::new(),
        broken,
    };
    let look = |place: &Place| if looks(&place.path) { load::look_at(place) } else { Ok(files::plain(&place.path)) };
    let looked = tree.files.par_iter().map(look).collect::<io::Result<_>>()?;
    Ok((Sources { files: keep(looked, &mut findings), ..sources }, findings))
}
