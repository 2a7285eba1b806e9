//! What the pass over a body has not completed: the facts so far, and the open heading, link, image and block of code.

use std::ops::Range;

use super::{Facts, Fence, Headings, Link, Reference};
use crate::text::han::ReadingLength;

#[derive(Default)]
pub(super) struct FactsDraft {
    pub(super) links: Vec<Link>,
    pub(super) fences: Vec<Fence>,
    pub(super) references: Vec<Reference>,
    pub(super) reading: ReadingLength,
}

impl FactsDraft {
    pub(super) fn with(self, headings: Headings, excerpt: &str) -> Facts {
        let FactsDraft { links, fences, references, reading } = self;
        let (links, fences, references) = (links.into(), fences.into(), references.into());
        let (citations, terms) = Default::default();
        Facts { headings, links, fences, citations, references, terms, excerpt: excerpt.into(), reading }
    }
}

pub(super) struct HeadingDraft {
    pub(super) level: u8,
    pub(super) own: Option<Box<str>>,
    pub(super) text: String,
    pub(super) span: Range<usize>,
}

/// A link whose text is being read.
pub(super) struct OpenLink {
    pub(super) index: usize,
    pub(super) has_text: bool,
    pub(super) span: Range<usize>,
}

/// A block of code that is being read.
pub(super) struct OpenCode {
    pub(super) info: Option<Box<str>>,
    pub(super) span: Range<usize>,
    pub(super) content: Option<Range<usize>>,
}
