//! `sitegen` turns a library of Markdown articles with YAML front matter into a linked, checked, static site.
//!
//! ```text
//!             ┌─ leaves: know nothing of the site ─┐
//!             │    text        diag        calc    │
//!             └───▲─────────────▲───────────▲──────┘
//!  disk ─► load ─► analyze ─► link ─► relate ─► view ─► render ─► emit ─► disk
//!         Sources  Library   Linked   Related   Page   Artifact
//!                          └──── pipeline: the steps in order ────┘
//! ```
//!
//! Only [`load`] reads sources, and only [`emit`] writes the output folder. Everything else is a pure function of the sources,
//! one date and the options, so a test can build a whole site in memory, and two builds of the same sources give the same bytes.
//!
//! - [`load`] also takes unsaved texts, which take precedence over the files on disk.
//! - [`model`] declares front matter, settings and registers; [`check`] has the editorial rules. [`analyze`] uses both for one
//!   text at a time.
//! - [`link`] decides every address and output, [`view`] what a template may see, [`diag`] which findings fail a build.
//! - [`store`] keeps derived values by the fingerprint of their input. The inputs are in [`pipeline`].
//! - [`import`] is the way in: articles of other programs. [`deploy`] is the way out: the output folder goes online.
//! - [`live`] judges texts that are not saved, after each key; [`lsp`] is the language server in front of it.
//! - [`cli`] has the commands. [`serve`] renders the page that a browser requests, and [`watch`] reports saved files.
//!
//! `docs/en/architecture.md` has the map, the invariants, a glossary, and where to change what.

#![cfg_attr(test, allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "tests write files and measure time"))]

pub mod analyze;
pub mod calc;
pub mod check;
pub mod cli;
pub mod deploy;
pub mod diag;
pub mod emit;
pub mod import;
pub mod link;
pub mod live;
pub mod load;
pub mod lsp;
pub mod model;
pub mod pipeline;
pub mod relate;
pub mod render;
pub mod serve;
pub mod store;
pub mod text;
pub mod view;
pub mod watch;
