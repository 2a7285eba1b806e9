//! Markup without effect, or with another effect than its author meant.

use std::ops::Range;

use crate::diag::catalogue::ReferenceFault;
use crate::diag::{Fault, Fix};
use crate::model::facts::lines;

#[derive(Debug)]
pub(super) struct Flaw {
    /// In bytes of the body.
    pub(super) range: Range<usize>,
    pub(super) fault: Fault,
    /// The replacement of the range.
    pub(super) fix: Option<Fix>,
}

impl Flaw {
    pub(super) fn new(range: Range<usize>, fault: impl Into<Fault>) -> Flaw {
        Flaw { range, fault: fault.into(), fix: None }
    }

    /// The same flaw with a replacement, which a machine may apply if it `is_safe`.
    pub(super) fn with(mut self, text: impl Into<Box<str>>, is_safe: bool) -> Flaw {
        self.fix = Some(Fix { text: text.into(), is_safe });
        self
    }

    /// The same flaw with a replacement whose lines end like those of the body.
    pub(super) fn with_line_ends_of(mut self, body: &str) -> Flaw {
        if let Some(fix) = &mut self.fix
            && fix.text.contains('\n')
            && lines::has_carriage_returns(body)
        {
            fix.text = fix.text.replace("\r\n", "\n").replace('\n', "\r\n").into();
        }
        self
    }

    /// A flaw whose message names the written and the corrected text; nothing if they are the same.
    pub(super) fn corrected(
        body: &str,
        range: Range<usize>,
        corrected: String,
        is_safe: bool,
        fault: impl FnOnce(String, String) -> ReferenceFault,
    ) -> Option<Flaw> {
        let written = body.get(range.clone()).filter(|written| *written != corrected)?;
        let fault = fault(written.trim().to_owned(), corrected.trim().to_owned());
        Some(Flaw::new(range, fault).with(corrected, is_safe))
    }
}
