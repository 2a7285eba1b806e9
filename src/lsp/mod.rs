//! The language server: editors show findings while a text is written. It writes no file; every change is made by the editor.
//!
//! ```text
//! input ─► wire ─► message ─┐
//! watch ─► touched files ───┼─► server ─► session (a Desk each site) ─► diagnostics, actions ─► wire ─► output
//! worker ─► snapshot ───────┘
//! ```
//!
//! One loop reads every event in order, so an answer always belongs to the newest text. A worker for each site makes the snapshots.

mod actions;
mod completion;
mod diagnostics;
mod document;
mod message;
mod open;
mod params;
mod queue;
mod server;
mod session;
mod symbols;
#[cfg(test)]
mod tests;
mod uri;
mod wire;

pub(crate) use server::{Config, serve};
