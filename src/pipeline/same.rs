//! Whether a build comes from the same as another: checksums of all that it reads and is asked for. Never a time.

use std::io;
use std::sync::Arc;

use rayon::prelude::*;

use super::{AT_A_TIME, Options, Progress, Site, Step};
use crate::diag::Finding;
use crate::load::Sources;
use crate::model::settings;
use crate::text::Checksum;

/// Checksum of what a build reads besides the texts of its articles and the files it copies, and of what it is asked for.
/// `found` is what was found while reading.
pub fn frame(sources: &Sources, found: &[Finding], options: &Options) -> Checksum {
    let (settings, _) = settings::read(sources.settings.as_ref());
    let texts = (&sources.articles, &sources.pages, &sources.topic_intros, &sources.lender_intros);
    let others = (&sources.settings, &sources.registers, &sources.templates, &sources.theme, &sources.files, &sources.broken);
    let asked = (options.as_of.day(settings.utc_offset), options.publish, &options.base_url);
    Checksum::of_value(&(texts, others, asked, found))
}

/// Checksum of all that a build comes from: its frame, and the articles' texts as they are now.
///
/// # Errors
/// When an article cannot be read; the path is in the message.
pub fn key(frame: Checksum, sources: &Sources, progress: &dyn Progress) -> io::Result<Checksum> {
    progress.begin(Step::Compare, sources.articles.len());
    let sum = |path: &Arc<str>| Ok(sources.texts.read(path)?.into_source().sum());
    let sums: io::Result<Vec<Checksum>> =
        sources.articles.par_iter().with_max_len(AT_A_TIME).inspect(|_| progress.tick()).map(sum).collect();
    Ok(Checksum::of_value(&(frame, sums?)))
}

impl Site {
    /// The checksum that [`key`] would give of a build in this frame, once all of its articles could be understood.
    pub fn key(&self, frame: Checksum) -> Checksum {
        let sums: Vec<Checksum> = self.linked.library.articles.iter().map(|a| a.sum).collect();
        Checksum::of_value(&(frame, sums))
    }
}
