//! `sitegen deploy`: what is online after runs that end well, fail or are killed.

mod failures;
mod guards;
mod history;
mod online;
mod order;
