//! What is open while a body is read: a heading, a link or image, a block of code. Nothing of it outlives the pass.

use std::ops::Range;

/// A heading before it has an identifier.
pub(super) struct Draft {
    pub(super) level: u8,
    pub(super) own: Option<Box<str>>,
    pub(super) text: String,
    pub(super) span: Range<usize>,
}

/// A link whose text is being read.
pub(super) struct Open {
    pub(super) index: usize,
    pub(super) has_text: bool,
    pub(super) span: Range<usize>,
}

/// A code block being read.
pub(super) struct Block {
    pub(super) info: Option<Box<str>>,
    pub(super) span: Range<usize>,
    pub(super) content: Option<Range<usize>>,
}
