//! Writes a realistic library of any size. The same seed gives the same library:
//! `cargo run --example library -- --articles 300 --out DIR [--seed 7]`.

#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "the borders are those of src")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::print_stdout, reason = "a tool for developers")]
#![allow(unreachable_pub, dead_code, missing_docs, reason = "shared with the tests")]

use std::path::Path;
use std::process::ExitCode;

#[path = "../tests/support/library/mod.rs"]
mod library;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let value = |name: &str| arguments.windows(2).find(|pair| pair[0] == name).map(|pair| pair[1].as_str());
    let number = |name: &str, default: u64| value(name).map_or(Some(default), |v| v.parse().ok());
    let (Some(articles), Some(seed), Some(out)) = (number("--articles", 300), number("--seed", 7), value("--out")) else {
        println!("library --articles N --out DIR [--seed N]");
        return ExitCode::from(2);
    };
    match library::Library::new(u32::try_from(articles).unwrap_or(u32::MAX), seed).write(Path::new(out)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            println!("{error}");
            ExitCode::from(2)
        }
    }
}
