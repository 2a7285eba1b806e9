//! Places that a machine may fix, because the meaning stays the same: marks of the wrong width, blanks, invisible
//! characters. It edits no file.

use std::sync::Arc;

use super::characters;
use crate::diag::catalogue::RuleFault;
use crate::diag::{Code, Fault, Finding};
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
    /// Removes characters that nobody sees.
    Invisible,
    /// Puts a character in place of a radical that looks like it.
    Radical,
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
            FixKind::Invisible => 249,
            FixKind::Radical => 248,
        })
    }
}

impl FixSite {
    /// The finding; `more` others of its kind are not reported.
    fn finding(&self, path: &Arc<str>, file: &str, more: usize) -> Finding {
        let [more_zh, more_en] = others(more);
        let fault: Fault = match self.kind {
            FixKind::Space => RuleFault::SpaceInSentence { more_zh, more_en }.into(),
            FixKind::Blank => RuleFault::TrailingBlank { more_zh, more_en }.into(),
            FixKind::Invisible | FixKind::Radical => characters::fault(self.span.of(file), &more_zh, &more_en).into(),
            FixKind::Width => {
                let mark = self.span.of(file).trim_end().into();
                RuleFault::HalfWidthMark { mark, wide: self.text.into(), more_zh: more_zh.into(), more_en: more_en.into() }.into()
            }
        };
        Finding::at(path, self.span, fault).with_fix(self.text)
    }
}

/// The words that count `more` others of a kind, in Chinese and English.
fn others(more: usize) -> [String; 2] {
    if more == 0 { Default::default() } else { [format!("，后面还有 {more} 处"), format!(", and {more} more after it")] }
}

/// The findings about invisible characters that a person has to judge.
pub(super) fn doubtful(path: &Arc<str>, file: &str, spans: &[Span]) -> Vec<Finding> {
    let more = spans.len().saturating_sub(MAX_REPORTED);
    let finding = |(n, span): (usize, &Span)| {
        let [more_zh, more_en] = others(if n + 1 == MAX_REPORTED { more } else { 0 });
        Finding::at(path, *span, characters::fault(span.of(file), &more_zh, &more_en))
    };
    spans.iter().take(MAX_REPORTED).enumerate().map(finding).collect()
}

/// The findings that report the fixes of a file.
pub(super) fn findings(path: &Arc<str>, file: &str, sites: &[FixSite]) -> Vec<Finding> {
    let of_kind = |kind| {
        let sites = sites.iter().filter(move |site| site.kind == kind);
        let more = sites.clone().count().saturating_sub(MAX_REPORTED);
        let last = MAX_REPORTED - 1;
        sites.take(MAX_REPORTED).enumerate().map(move |(n, site)| site.finding(path, file, if n == last { more } else { 0 }))
    };
    [FixKind::Space, FixKind::Width, FixKind::Blank, FixKind::Invisible, FixKind::Radical].into_iter().flat_map(of_kind).collect()
}
