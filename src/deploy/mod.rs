//! The way out: brings the output folder online, and loses nothing whatever happens in between.
//!
//! ```text
//! output folder ─► Site ─┐
//! state ─► Online, Begun ┴─► Plan ─► upload in order, delete pages, purge, delete the rest ─► state
//! ```
//!
//! Two records lie in the state, a place that is not public. `online.json` says what is wholly online. `begun.json` names every path
//! that an unfinished run may have changed; it is written before the first byte is transferred, and removed last. A run transfers
//! what differs from `online.json` and whatever `begun.json` names, so that it does not matter where an earlier run stopped.
//!
//! Every transfer is done by rclone, to plain folders too.

#![expect(clippy::disallowed_methods, clippy::disallowed_types, reason = "deploy runs programs and reads the output folder")]

mod command;
mod history;
mod lock;
mod order;
mod place;
mod plan;
mod records;
mod run;
mod site;

pub(crate) use command::Hook;
pub(crate) use history::{Entry, entries, erase, restore};
pub(crate) use place::{Place, Tool, ToolError};
pub(crate) use plan::Plan;
pub(crate) use records::read_online;
pub(crate) use run::{Deployment, Failure, Refusal, Request, deploy, verify};
pub(crate) use site::Site;

#[cfg(test)]
mod tests;
