//! Verifies links, feeds and records of an output folder: `cargo run --example check -- https://www.example.com/ public`.
//! Arguments after the folder are output paths of withdrawn articles, and of articles that search leaves out because another one has
//! the same text (`articles/a.html=articles/b.html`). The exit status is 1 if anything is wrong.

#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "the borders are those of src")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::print_stdout, reason = "a tool for developers")]
#![allow(unreachable_pub, dead_code, missing_docs, reason = "shared with the tests")]

use std::path::Path;
use std::process::ExitCode;

#[path = "../tests/support/checker/mod.rs"]
mod checker;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [base, folder, pages @ ..] = arguments.as_slice() else {
        println!("check BASE-URL FOLDER [WITHDRAWN-PAGE | PAGE=PAGE-WITH-THE-SAME-TEXT]…");
        return ExitCode::from(2);
    };
    let withdrawn = pages.iter().filter(|page| !page.contains('=')).cloned().collect();
    let same_text = pages.iter().filter_map(|page| page.split_once('=')).map(|(page, best)| (page.to_owned(), best.to_owned()));
    let promise = checker::Promise { withdrawn, same_text: same_text.collect(), ..checker::Promise::at(base) };
    let report = checker::check(Path::new(folder), promise);
    print!("{report}");
    ExitCode::from(u8::from(!report.faults.is_empty()))
}
