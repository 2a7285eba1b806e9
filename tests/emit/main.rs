//! What a build does to the disk, from the smallest sets of files. Every sentence of the contract on output is held here;
//! what a page contains is no concern of these tests.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a test that fails does so by panicking"
)]

mod dying;
mod files;
mod folders;
#[cfg(unix)]
mod links;
mod property;
mod site;
