//! Leaf: findings. What is wrong, where, and what to do about it, in Chinese and English; and the printers.
//!
//! A [`Finding`] is a value. Stages return findings beside their result and never print. A [`Fault`] is declared once, in
//! [`catalogue`], with its code, severity, both wordings, both remedies and both long explanations: one that lacks a
//! language does not compile. This module never reads a file and decides no exit status.

pub mod baseline;
pub mod catalogue;
mod excerpt;
mod findings;
mod place;
pub mod print;
mod report;
mod visible;

pub use catalogue::{Entry, Fault, Veil, entries, entry};
pub use excerpt::Excerpt;
pub use findings::{Findings, Group};
pub use place::{Place, Placed};
pub use report::{Counts, Report, Severities, is_told, severity};

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::text::Span;

/// Language of messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Lang {
    /// 简体中文
    Zh,
    /// English
    #[default]
    En,
}

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Severity {
    /// Fails the build only with `--strict`.
    Warning,
    /// Fails the build.
    Error,
}

impl Severity {
    /// The word for scripts and editors, the same in every language.
    pub fn word(self) -> &'static str {
        match self {
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }

    /// The word for people.
    pub fn text(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Severity::Warning, Lang::Zh) => "警告",
            (Severity::Error, Lang::Zh) => "错误",
            (_, Lang::En) => self.word(),
        }
    }
}

/// A finding's code: `SG204`.
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
    /// Where in the file; nothing where the finding concerns the file as a whole.
    pub span: Option<Span>,
    /// What is wrong.
    pub fault: Fault,
    /// The nearest right word, offered as a replacement of the span.
    pub nearest: Option<Box<str>>,
    /// What the span is to be replaced with where that changes no meaning, so that a machine may do it.
    pub edit: Option<Box<str>>,
    /// Another place that has a part in it.
    pub related: Option<Box<Related>>,
}

/// Another place that has a part in a finding.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Related {
    /// Path of the file.
    pub path: Arc<str>,
    /// Where in the file.
    pub span: Option<Span>,
    /// Its part in it.
    pub role: Role,
}

/// What part a [`Related`] place has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Role {
    /// The first of two things of which there may be one.
    First,
    /// The older of two articles.
    Older,
    /// The page whose rendering failed.
    Rendering,
}

impl Role {
    /// The role in words.
    pub fn text(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Role::First, Lang::Zh) => "另一处在这里",
            (Role::First, Lang::En) => "the other one is here",
            (Role::Older, Lang::Zh) => "较早的一篇在这里",
            (Role::Older, Lang::En) => "the older one is here",
            (Role::Rendering, Lang::Zh) => "生成这一页时出错",
            (Role::Rendering, Lang::En) => "while rendering this page",
        }
    }
}

impl Finding {
    /// A finding at a place of a file.
    pub fn at(path: &Arc<str>, span: Span, fault: impl Into<Fault>) -> Finding {
        Finding { path: Arc::clone(path), span: Some(span), fault: fault.into(), nearest: None, edit: None, related: None }
    }

    /// A finding about a file as a whole.
    pub fn about(path: &Arc<str>, fault: impl Into<Fault>) -> Finding {
        Finding { path: Arc::clone(path), span: None, fault: fault.into(), nearest: None, edit: None, related: None }
    }

    /// The same finding with the nearest right word.
    pub fn near(mut self, nearest: Option<String>) -> Finding {
        self.nearest = nearest.map(String::into_boxed_str);
        self
    }

    /// The same finding with the replacement that mends it.
    pub fn mended_by(mut self, edit: impl Into<Box<str>>) -> Finding {
        self.edit = Some(edit.into());
        self
    }

    /// The same finding, telling no more of the source than may be told. Its place stays: without it nobody could mend it.
    pub fn veiled(mut self, veil: Veil<'_>) -> Finding {
        self.fault.veil(veil);
        self.nearest = self.nearest.map(|near| veil(&near).map_or(near, String::into_boxed_str));
        self
    }

    /// The same finding with another place that has a part in it.
    pub fn with(mut self, path: &Arc<str>, span: Option<Span>, role: Role) -> Finding {
        self.related = Some(Box::new(Related { path: Arc::clone(path), span, role }));
        self
    }
}

/// The candidate nearest to `word`, where one is near enough to be offered: at most a third of its characters differ (one
/// may always). Ties go to the first candidate.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let length = word.chars().count();
    let allowed = (length / 3).max(1);
    let distance = |c: &str| if c.chars().count().abs_diff(length) > allowed { usize::MAX } else { strsim::osa_distance(word, c) };
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        let d = distance(candidate);
        if d <= allowed && d < length.max(1) && best.is_none_or(|(b, _)| d < b) {
            best = Some((d, candidate));
        }
    }
    best.map(|(_, c)| c.to_owned())
}
