//! Writes a realistic library of any size. The same seed gives the same library:
//! `cargo run --example library -- --articles 300 --out DIR [--seed 7] [--neglected]`. With `--neglected` it is a bad library whose faults
//! are known (`truth.tsv`, `views.csv`).

#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "the borders are those of src")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::print_stdout, reason = "a tool for developers")]
#![allow(unreachable_pub, dead_code, missing_docs, reason = "shared with the tests")]

use std::path::Path;
use std::process::ExitCode;

#[path = "../tests/support/library/mod.rs"]
mod library;
#[path = "../tests/support/neglected/mod.rs"]
mod neglected;
use library::random;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let value = |name: &str| arguments.windows(2).find(|pair| pair[0] == name).map(|pair| pair[1].as_str());
    let number = |name: &str, default: u64| value(name).map_or(Some(default), |v| v.parse().ok());
    let (Some(articles), Some(seed), Some(out)) = (number("--articles", 300), number("--seed", 7), value("--out")) else {
        println!("library --articles N --out DIR [--seed N] [--neglected]");
        return ExitCode::from(2);
    };
    let (articles, out) = (u32::try_from(articles).unwrap_or(u32::MAX), Path::new(out));
    let is_neglected = arguments.iter().any(|a| a == "--neglected");
    let written = match is_neglected {
        true => neglected::Neglected::new(articles, seed).write(out),
        false => library::Library::new(articles, seed).write(out),
    };
    match written {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            println!("{error}");
            ExitCode::from(2)
        }
    }
}
