//! A site that is being written: open texts that are not saved, their findings after each key, and answers about a place in them.
//!
//! ```text
//! open texts ─┐
//! Snapshot ───┴─► Desk ─► findings, completions, hover, places
//! ```
//!
//! The findings of an open article are those of `check FILE` on the same bytes. Those that only its text decides follow each key. What the
//! addresses of other files decide follows as soon as the next [`Snapshot`](crate::pipeline::workspace::Snapshot) is there. This module knows
//! no protocol.

pub(crate) mod complete;
mod cursor;
pub(crate) mod desk;
pub(crate) mod references;
pub(crate) mod rename;
#[cfg(test)]
mod tests;
pub(crate) mod thing;

pub(crate) use desk::{Desk, Judged};
