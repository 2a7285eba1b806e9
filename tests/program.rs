//! Whole sites, and the program that builds, checks and previews them: a test writes the few files that a person would write,
//! runs the program, and compares what it prints, how it ends and what lies on the disk.

#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test that fails does so by panicking"
)]
#![allow(unreachable_pub, reason = "shared by tests and examples")]

mod calculators;
mod deploy;
mod documents;
mod editor;
mod emit;
mod findings;
mod golden;
mod hosting;
mod import;
mod preview;
mod site;
mod support;
mod theme;
