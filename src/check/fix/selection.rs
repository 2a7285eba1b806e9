//! Which fixes are applied.

use std::collections::HashSet;

use crate::diag::Code;
use crate::text::url;

/// Codes whose fix changes words. They are fixed only if they are named, and only where one remedy exists.
pub(crate) const WORDS: &[Code] = &[Code(550), Code(551), Code(560), Code(561), Code(564)];
/// Codes of marks, blanks and characters, which are always fixed.
const MARKS: &[Code] = &[Code(248), Code(249), Code(552), Code(553), Code(555)];

/// True if some finding with the code can be fixed by machine.
pub(crate) fn is_fixable(code: Code) -> bool {
    WORDS.contains(&code) || MARKS.contains(&code) || (250..280).contains(&code.0)
}

#[derive(Debug, Clone, Default)]
pub(crate) struct Selection {
    /// Codes that are not checked.
    pub(crate) off: Vec<Code>,
    /// The only codes that are fixed; if there are none, those whose fix changes no word.
    pub(crate) only: Vec<Code>,
    /// Whether marks and words in titles and headings are fixed, too.
    pub(crate) titles: bool,
    /// Anchors to which a text of the site links.
    pub(crate) anchors: HashSet<String>,
}

impl Selection {
    pub(crate) fn has(&self, code: Code) -> bool {
        let is_wanted = if self.only.is_empty() { !WORDS.contains(&code) } else { self.only.contains(&code) };
        is_wanted && !self.off.contains(&code)
    }

    /// True if fixes may delete headings, so that [`Selection::anchors`] is needed.
    pub(crate) fn needs_anchors(&self) -> bool {
        self.has(Code(564))
    }
}

/// Adds the anchors of the links of a text: what follows `#` in `](a.md#b)`, `](#b)` and `https://a.cn/b.html#c`.
pub(crate) fn collect_anchors(text: &str, anchors: &mut HashSet<String>) {
    for (at, _) in text.match_indices('#') {
        let (before, after) = (text.get(..at).unwrap_or(""), text.get(at + 1..).unwrap_or(""));
        if before.ends_with(['(', '/', '<']) || before.ends_with("md") || before.ends_with("html") {
            let end = after.find(|c: char| c.is_whitespace() || matches!(c, ')' | '>' | '"')).unwrap_or(after.len());
            let anchor = after.get(..end).unwrap_or("");
            anchors.extend(url::decode(anchor));
            anchors.insert(anchor.to_owned());
        }
    }
}
