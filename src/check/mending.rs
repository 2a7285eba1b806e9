//! What a machine may mend, because it changes no meaning: marks of the wrong width, blanks. It edits no file.

use std::sync::Arc;

use crate::diag::Finding;
use crate::diag::catalogue::RuleFault;
use crate::text::Span;

/// How many of a kind are told of one file one by one; the next one counts the rest. A text typed with half-width marks has
/// hundreds, and one command mends them all.
const TOLD: usize = 3;

/// A kind of mending.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mend {
    /// A blank between Han characters goes.
    Space,
    /// A half-width mark becomes a full-width one.
    Width,
    /// Blanks at the end of a line go.
    Blank,
}

/// A replacement that mends a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mending {
    /// What it mends.
    pub(super) mend: Mend,
    /// What is replaced, in bytes of the file.
    pub(super) span: Span,
    /// What stands there afterwards.
    pub(super) text: &'static str,
}

impl Mending {
    /// The finding that tells it; `more` others of its kind are not told.
    fn finding(&self, path: &Arc<str>, file: &str, more: usize) -> Finding {
        let more_zh = if more == 0 { String::new() } else { format!("，后面还有 {more} 处") };
        let more_en = if more == 0 { String::new() } else { format!(", and {more} more after it") };
        let fault = match self.mend {
            Mend::Space => RuleFault::SpaceInSentence { more_zh, more_en },
            Mend::Blank => RuleFault::TrailingBlank { more_zh, more_en },
            Mend::Width => {
                let mark = self.span.of(file).trim_end().into();
                RuleFault::HalfWidthMark { mark, wide: self.text.into(), more_zh: more_zh.into(), more_en: more_en.into() }
            }
        };
        Finding::at(path, self.span, fault).mended_by(self.text)
    }
}

/// The findings that tell the edits of a file.
pub(super) fn told(path: &Arc<str>, file: &str, edits: &[Mending]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for mend in [Mend::Space, Mend::Width, Mend::Blank] {
        let count = edits.iter().filter(|e| e.mend == mend).count();
        let of_kind = edits.iter().filter(|e| e.mend == mend).take(TOLD).enumerate();
        findings.extend(of_kind.map(|(n, e)| e.finding(path, file, if n + 1 == TOLD { count - TOLD } else { 0 })));
    }
    findings
}
