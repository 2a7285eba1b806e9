//! The preview as a browser meets it: the program itself, asked over real sockets of this computer while files are saved.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a test that fails does so by panicking"
)]
#![allow(unreachable_pub, missing_docs, reason = "shared by tests and examples")]

#[path = "../support/mod.rs"]
mod support;

mod asked;
mod ends;
mod hostile;
mod saved;
mod server;
