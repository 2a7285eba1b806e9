//! The library's parts through their public functions: no program is run and no site is written.

#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that fails does so by panicking"
)]
#![allow(unreachable_pub, reason = "shared by both test binaries")]

mod calc_node;
mod calc_page;
mod calc_properties;
mod fold_node;
mod markdown_properties;
mod reader_properties;
mod search_node;

mod support {
    pub(crate) mod property;
}
