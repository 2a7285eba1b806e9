//! The one place that sets Markdown parser options.
