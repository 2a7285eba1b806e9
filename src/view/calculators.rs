//! Calculators, on pages of their own and in bodies.

use serde::Serialize;

use super::Card;

/// A calculator's own page; variable `calculator`.
#[derive(Debug, Clone, Hash, Serialize)]
pub(crate) struct CalculatorPage {
    pub(crate) title: &'static str,
    pub(crate) summary: &'static str,
    pub(crate) explanation: &'static str,
    /// The calculator with its worked example; a template gets the finished HTML as `widget`. Absent if the site lacks the
    /// published rates that it needs.
    #[serde(skip)]
    pub(crate) widget: Option<WidgetView>,
    pub(crate) inputs: Vec<InputEntry>,
    /// Articles that use the calculator, and articles on the same subject.
    pub(crate) articles: Vec<Card>,
}

/// A row of a calculator's method statement.
#[derive(Debug, Clone, Hash, Serialize)]
pub(crate) struct InputEntry {
    /// Name in the block of an article and on the command line.
    pub(crate) name: &'static str,
    pub(crate) label: &'static str,
    pub(crate) allowed: String,
    /// Default as text; may be empty.
    pub(crate) default: &'static str,
}

/// A calculator on a page, computed.
#[derive(Debug, Clone, Hash)]
pub struct WidgetView {
    /// Byte range of its block within [`Body::markdown`](super::Body::markdown).
    pub(crate) span: std::ops::Range<u32>,
    /// The content of `widget.html`.
    pub(crate) page: crate::calc::page::CalculatorView,
}
