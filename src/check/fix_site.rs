//! Marks of the wrong width, blanks, invisible characters. A machine may fix such a place if the meaning stays the same. It edits no
//! file.

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
    Substitute,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct FixSite {
    pub(super) kind: FixKind,
    /// In bytes of the file.
    pub(super) span: Span,
    /// The text in place of it; nothing if a person has to decide.
    pub(super) text: Option<&'static str>,
}

impl FixKind {
    pub(super) fn code(self) -> Code {
        Code(match self {
            FixKind::Space => 552,
            FixKind::Width => 553,
            FixKind::Blank => 555,
            FixKind::Invisible => 249,
            FixKind::Substitute => 248,
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
            FixKind::Invisible | FixKind::Substitute => {
                characters::fault(self.span.of(file), self.text.is_some(), &more_zh, &more_en).into()
            }
            FixKind::Width => {
                let mark = self.span.of(file).trim_end().into();
                RuleFault::HalfWidthMark {
                    mark,
                    wide: self.text.unwrap_or_default().into(),
                    more_zh: more_zh.into(),
                    more_en: more_en.into(),
                }
                .into()
            }
        };
        let finding = Finding::at(path, self.span, fault);
        match self.text {
            Some(text) => finding.with_fix(text),
            None => finding,
        }
    }
}

/// The words that count `more` others of a kind, in Chinese and English.
fn others(more: usize) -> [String; 2] {
    if more == 0 { Default::default() } else { [format!("，后面还有 {more} 处"), format!(", and {more} more after it")] }
}

/// The findings that report the fixes of a file.
pub(super) fn findings(path: &Arc<str>, file: &str, sites: &[FixSite]) -> Vec<Finding> {
    // Characters that a person has to judge are not hidden behind those that a machine corrects.
    let is_doubtful = |site: &FixSite| site.text.is_none() && site.kind != FixKind::Space;
    let of_kind = |(kind, doubtful)| {
        let sites = sites.iter().filter(move |site| site.kind == kind && is_doubtful(site) == doubtful);
        let more = sites.clone().count().saturating_sub(MAX_REPORTED);
        let last = MAX_REPORTED - 1;
        sites.take(MAX_REPORTED).enumerate().map(move |(n, site)| site.finding(path, file, if n == last { more } else { 0 }))
    };
    let kinds = [FixKind::Space, FixKind::Width, FixKind::Blank, FixKind::Invisible, FixKind::Substitute];
    kinds.into_iter().flat_map(|kind| [(kind, false), (kind, true)]).flat_map(of_kind).collect()
}
