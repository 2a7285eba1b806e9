//! The command line's entrance; everything happens in the library.

use std::process::ExitCode;

/// Millions of short texts are kept and let go of, by many threads at a time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[expect(clippy::disallowed_methods, reason = "arguments are handed on")]
fn main() -> ExitCode {
    sitegen::cli::run(std::env::args_os())
}
