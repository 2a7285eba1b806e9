//! Whole sites, built by the program itself and held to what they promise. A test writes the few files that a person would
//! write and looks at what comes out; it never looks inside the program.

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

mod addresses;
mod checked;
mod compared;
mod days;
mod edits;
mod excerpts;
mod laws;
mod lists;
mod noted;
mod planted;
mod related;
mod remembered;
mod rendered;
mod same_bytes;
mod search_page;
mod series;
mod served;
mod since;
mod sitemaps;
mod stopped;
mod submission;
mod taken_over;
