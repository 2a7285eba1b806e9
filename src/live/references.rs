//! Where the articles of a site name a thing.

use std::io;

use super::complete::Scene;
use super::thing::{Thing, things};
use crate::analyze::{Analyzer, TermCounter};
use crate::load::Overlay;
use crate::model::inclusion;
use crate::pipeline::Site;
use crate::text::{Source, Span};

/// The places in one file that name a thing, with the text of the file.
#[derive(Debug)]
pub(crate) struct FileReferences {
    pub(crate) source: Source,
    pub(crate) spans: Vec<Span>,
}

/// Every place in articles that names a thing, by file. Open texts count as they are.
///
/// Files are searched for the words by which a text can name it, and those that have one are analyzed. A citation as 该法 is not found in a
/// text that has the title of the law only in another form.
///
/// # Errors
/// If an article cannot be read.
pub(crate) fn references(
    scene: &Scene<'_>,
    site: &Site,
    analyzer: &Analyzer<'_>,
    open: &Overlay,
    thing: &Thing,
) -> io::Result<Vec<FileReferences>> {
    let mut found = Vec::new();
    for source in site.articles_with(&thing.words(scene), open)? {
        let expanded = inclusion::expand(source.clone(), site.parts());
        let extraction = analyzer.article(&expanded, true, &mut TermCounter::default());
        let named = things(scene, &extraction.analysis.article, &source.text);
        let mut spans: Vec<Span> = named.into_iter().filter(|(other, _)| thing.includes(other)).map(|(_, span)| span).collect();
        spans.sort_unstable();
        spans.dedup();
        if !spans.is_empty() {
            found.push(FileReferences { source, spans });
        }
    }
    Ok(found)
}
