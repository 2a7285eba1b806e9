//! The command line's entrance; everything happens in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    sitegen::cli::run(std::env::args_os())
}
