//! Leaf: findings with their place, message and remedy in Chinese and English; and the printers.
//!
//! ```text
//! stages ─► Finding ─► Findings (shared groups) ─► Report (a Status each) ─► Listing ─► LocatedFinding ─► printed line
//! ```
//!
//! A [`Finding`] is a value. Stages return findings beside their result and never print. A [`Fault`] is declared once, in
//! `locales/findings`, with its code, severity, and all texts in both languages. The status of a finding is decided once, in
//! [`Report::new`] and by the [`baseline`]. This module never reads a file and decides no exit status.

pub(crate) mod baseline;
pub(crate) mod burndown;
pub(crate) mod catalogue;
mod excerpt;
mod family;
mod findings;
mod location;
pub(crate) mod print;
mod report;
mod visible;

pub use crate::text::Lang;
pub(crate) use catalogue::{Explanation, Redactor, explanation};
pub use catalogue::{Fault, explanations};
pub(crate) use excerpt::Excerpt;
pub(crate) use family::Family;
pub use findings::Findings;
pub(crate) use findings::Group;
pub(crate) use location::{LocatedFinding, Location};
pub(crate) use report::{Counts, Line, Listing, Policy, Report, is_enabled};

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::text::{self, Span, localized};

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Severity {
    /// Accepted by the baseline; shown, but not counted.
    Old,
    /// Fails the build only with `--strict`.
    Warning,
    Error,
}

impl Severity {
    pub(crate) fn word(self) -> &'static str {
        match self {
            Severity::Old => "old",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }

    pub(crate) fn text(self, lang: Lang) -> &'static str {
        match self {
            Severity::Old => localized(lang, ["旧", "old"]),
            Severity::Warning => localized(lang, ["警告", "warning"]),
            Severity::Error => localized(lang, ["错误", "error"]),
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Code(pub u16);

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SG{:03}", self.0)
    }
}

impl std::str::FromStr for Code {
    type Err = ();

    /// Reads `SG204`, `sg204` or `204`.
    fn from_str(text: &str) -> Result<Code, ()> {
        let digits = text.strip_prefix("SG").or_else(|| text.strip_prefix("sg")).unwrap_or(text);
        let three = digits.len() == 3 && digits.bytes().all(|b| b.is_ascii_digit());
        if three { digits.parse().map(Code).map_err(|_| ()) } else { Err(()) }
    }
}

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Finding {
    /// Path of the file, relative to the site's folder, with `/`.
    pub path: Arc<str>,
    /// The range in the file; nothing if the finding concerns the file as a whole.
    pub span: Option<Span>,
    /// What is wrong, with the values of its message.
    pub fault: Fault,
    pub(crate) fix: Option<Fix>,
    /// Other places that have a part in it.
    pub related: Box<[Related]>,
}

/// A text that may replace the span of a finding.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub(crate) struct Fix {
    pub(crate) text: Box<str>,
    /// True if the meaning stays the same, so that a machine may apply it; false if it is the nearest correct word, which a
    /// person must confirm.
    pub(crate) is_safe: bool,
}

/// Another place that has a part in a finding.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Related {
    pub path: Arc<str>,
    pub(crate) span: Option<Span>,
    pub(crate) role: Role,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub(crate) enum Role {
    /// The first of two things of which there may be one.
    First,
    Older,
    /// An article with nearly the same text.
    Copy,
    Rendering,
}

impl Role {
    pub(crate) fn text(self, lang: Lang) -> &'static str {
        let texts = match self {
            Role::First => ["另一处在这里", "the other one is here"],
            Role::Older => ["较早的一篇在这里", "the older one is here"],
            Role::Copy => ["其中一篇在这里", "one of the others is here"],
            Role::Rendering => ["生成这一页时出错", "while rendering this page"],
        };
        localized(lang, texts)
    }
}

impl Finding {
    pub(crate) fn at(path: &Arc<str>, span: Span, fault: impl Into<Fault>) -> Finding {
        Finding { span: Some(span), ..Finding::about(path, fault) }
    }

    pub(crate) fn about(path: &Arc<str>, fault: impl Into<Fault>) -> Finding {
        Finding { path: Arc::clone(path), span: None, fault: fault.into(), fix: None, related: Box::default() }
    }

    pub(crate) fn with_suggestion(mut self, nearest: Option<impl Into<Box<str>>>) -> Finding {
        self.fix = nearest.map(|text| Fix { text: text.into(), is_safe: false });
        self
    }

    pub(crate) fn with_fix(mut self, text: impl Into<Box<str>>) -> Finding {
        self.fix = Some(Fix { text: text.into(), is_safe: true });
        self
    }

    /// The same finding with another place that has a part in it.
    pub(crate) fn with(mut self, path: &Arc<str>, span: Option<Span>, role: Role) -> Finding {
        let related = Related { path: Arc::clone(path), span, role };
        self.related = self.related.into_iter().chain([related]).collect();
        self
    }

    /// The same finding without what must not be shown. Its place stays: without it nobody could correct it.
    pub(crate) fn redacted(mut self, redactor: Redactor<'_>) -> Finding {
        self.fault.redact(redactor);
        if let Some(fix) = &mut self.fix
            && let Some(text) = redactor(&fix.text)
        {
            fix.text = text.into();
        }
        self
    }

    fn nearest(&self) -> Option<&str> {
        self.fix.as_ref().filter(|fix| !fix.is_safe).map(|fix| &*fix.text)
    }
}

/// The candidate that [`Finding::with_suggestion`] may offer for a word.
pub(crate) fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<String> {
    text::nearest(word, candidates).map(str::to_owned)
}
