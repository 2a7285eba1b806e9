//! `sitegen` turns a library of Markdown articles with YAML front matter into a linked, checked, static site.
//!
//! ```text
//!             ┌─ leaves: know nothing of the site ─┐
//!             │    text        diag        calc    │
//!             └─────▲───────────▲───────────▲──────┘
//!  disk ─► load ─► model ─► link ─► relate ─► view ─► render ─► emit ─► disk
//!         Sources  Library  Linked  Related   Page    Artifact
//!                          └──── pipeline: all of it on one screen ────┘
//! ```
//!
//! [`serve`] shows the same pages while they are written: it reads again what was saved, which [`watch`] tells, takes over the
//! rest, and draws a page when it is asked for.
//!
//! Reading ([`load`]) and writing ([`emit`]) are the two ends; everything between is a pure function of the sources, the
//! settings and one date. So a test can build a whole site in memory, and two builds of the same sources are the same bytes.

#![cfg_attr(test, allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "tests write files and measure time"))]

pub mod analyze;
pub mod calc;
pub mod check;
pub mod cli;
pub mod diag;
pub mod emit;
pub mod link;
pub mod load;
pub mod model;
pub mod pipeline;
pub mod relate;
pub mod render;
pub mod serve;
pub mod store;
pub mod text;
pub mod view;
pub mod watch;
