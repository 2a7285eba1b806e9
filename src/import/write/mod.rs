//! A document as Markdown of this site: ATX headings, lists with `-`, links within the line.
//!
//! Text is escaped wherever the parser, or a rule of the site, could take it for markup, so that the page shows the same characters.

mod retarget;

pub(crate) use retarget::{Retarget, retarget};

use super::document::Document;

/// The Markdown of a document, with a line feed at its end. It is empty for a document without blocks.
pub(crate) fn markdown(document: &Document) -> String {
    let _ = document;
    String::new()
}
