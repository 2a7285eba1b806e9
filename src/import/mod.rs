//! `sitegen import`: the articles of another program become Markdown files, and their addresses rows of the ledger.
//!
//! ```text
//! bytes ─► source ─► Record ─► prepare ─► Prepared ─► place ─► write ─► fidelity ─► file
//! ```
//!
//! - [`source`] reads one kind of source each: bytes → [`record::Record`].
//! - [`prepare`] applies the rules that leave dirt and furniture out of a body: HTML, text or Markdown → [`document::Document`].
//! - [`mod@write`] makes Markdown of a document.
//! - [`fidelity`] compares the words of the body with the words of the page that the site renders from the Markdown.
//!
//! A conversion is a pure function of the record, the mapping, the registers and the table of addresses.

pub(crate) mod convert;
pub(crate) mod decide;
pub(crate) mod decisions;
pub(crate) mod document;
pub(crate) mod encoding;
pub(crate) mod fidelity;
pub(crate) mod front;
pub(crate) mod links;
pub(crate) mod names;
pub(crate) mod outline;
pub(crate) mod pictures;
pub(crate) mod place;
pub(crate) mod plan;
pub(crate) mod prepare;
pub(crate) mod proposal;
pub(crate) mod record;
pub(crate) mod report;
pub(crate) mod rows;
pub(crate) mod source;
pub(crate) mod sql;
pub(crate) mod state;
pub(crate) mod triage;
pub(crate) mod write;
