//! Places that a machine may fix, because the meaning stays the same: marks of the wrong width, blanks. It edits no file.

use std::sync::Arc;

use crate::diag::catalogue::RuleFault;
use crate::diag::{Code, Finding};
use crate::text::Span;

/// Findings of a kind that are reported of one file; the last of them counts the others. A text typed with half-width marks has
/// hundreds, and one command fixes them all.
const MAX_REPORTED: usize = 3;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FixKind {
    /// Removes a blank between Han characters.
    Space,
    /// Makes a half-width mark full-width.
    Width,
    /// Removes blanks at the end of a line.
    Blank,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct FixSite {
    pub(super) kind: FixKind,
    /// In bytes of the file.
    pub(super) span: Span,
    pub(super) text: &'static str,
}

impl FixKind {
    pub(super) fn code(self) -> Code {
        Code(match self {
            FixKind::Space => 552,
            FixKind::Width => 553,
            FixKind::Blank => 555,
        })
    }
}

impl FixSite {
    /// The finding; `more` others of its kind are not reported.
    fn finding(&self, path: &Arc<str>, file: &str, more: usize) -> Finding {
        let more_zh = if more == 0 { String::new() } else { format!("，后面还有 {more} 处") };
        let more_en = if more == 0 { String::new() } else { format!(", and {more} more after it") };
        let fault = match self.kind {
            FixKind::Space => RuleFault::SpaceInSentence { more_zh, more_en },
            FixKind::Blank => RuleFault::TrailingBlank { more_zh, more_en },
            FixKind::Width => {
                let mark = self.span.of(file).trim_end().into();
                RuleFault::HalfWidthMark { mark, wide: self.text.into(), more_zh: more_zh.into(), more_en: more_en.into() }
            }
        };
        Finding::at(path, self.span, fault).with_fix(self.text)
    }
}

pub(super) fn findings(path: &Arc<str>, file: &str, sites: &[FixSite]) -> Vec<Finding> {
    let of_kind = |kind| {
        let sites = sites.iter().filter(move |site| site.kind == kind);
        let more = sites.clone().count().saturating_sub(MAX_REPORTED);
        let last = MAX_REPORTED - 1;
        sites.take(MAX_REPORTED).enumerate().map(move |(n, site)| site.finding(path, file, if n == last { more } else { 0 }))
    };
    [FixKind::Space, FixKind::Width, FixKind::Blank].into_iter().flat_map(of_kind).collect()
}
