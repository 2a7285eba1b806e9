//! Every rule breaks where it should, says what to do, and stays silent where the same words stand in a comment, a text or a
//! test.

use crate::rules;
use crate::scan::{File, blank, scan, tokens};

/// Scans small files given as path and text.
fn files(files: &[(&str, &str)]) -> Vec<File> {
    scan(&files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect::<Vec<_>>())
}

/// What a rule says about one file.
fn said(rule: fn(&[File]) -> Vec<String>, path: &str, text: &str) -> Vec<String> {
    rule(&files(&[(path, text)]))
}

#[test]
fn comments_and_texts_are_blanked_in_place() {
    let text = "a /* b /* c */\n */ \"d // e\" // f\nr#\"g\"h\"# 'i' '\\'' &'j k b\"l\\\"\" r\"m\"";
    let words: Vec<(String, usize)> = tokens(&blank(text)).into_iter().map(|t| (t.text.trim().replace(' ', ""), t.line)).collect();
    let text = |line| ("\"\"", line);
    let expected = [("a", 1), text(2), text(3), text(3), text(3), ("&", 3), ("'j", 3), ("k", 3), ("b", 3), text(3), text(3)];
    assert_eq!(words, expected.map(|(word, line)| (word.to_owned(), line)));
}

#[test]
fn imports_are_followed_through_every_way_of_writing_them() {
    for text in [
        "use crate::model::Library;",
        "use super::super::super::model;",
        "use crate::{text::Span, model::{self, Library}};",
        "pub(crate) use crate::model as m;",
        "fn f() { crate::model::read() }",
        "fn f(library: &crate::model::Library) {}",
    ] {
        let what = said(rules::imports, "render/markdown/block.rs", text);
        assert_eq!(what.len(), if text.contains("self, Library") { 2 } else { 1 }, "{text}: {what:?}");
        assert!(what[0].starts_with("src/render/markdown/block.rs:1: render imports model"), "{what:?}");
    }
}

#[test]
fn a_forbidden_import_is_told_with_the_way_out() {
    assert_eq!(
        said(rules::imports, "model/front.rs", "//! a\n\nuse crate::link::Linked;\n"),
        [
            "src/model/front.rs:3: model imports link::Linked; it may import only text, diag, calc: take the value as an argument, or \
          move the code"
        ]
    );
    assert_eq!(
        said(rules::imports, "calc/date.rs", "use crate::text::Span;"),
        [
            "src/calc/date.rs:1: calc imports text::Span; it may import nothing else of ours: take the value as an argument, or move \
          the code"
        ]
    );
    assert_eq!(said(rules::imports, "view/mod.rs", "use self::build::Views;").len(), 1);
    assert_eq!(said(rules::imports, "view/mod.rs", "use crate::link::Linked;").len(), 1);
    assert_eq!(said(rules::imports, "view/build/mod.rs", "use crate::link::Linked;"), [""; 0]);
    assert_eq!(said(rules::imports, "pipeline.rs", "use crate::cli::run;").len(), 1);
    assert_eq!(said(rules::imports, "render/mod.rs", "use crate::*;").len(), 1);
    assert_eq!(said(rules::imports, "main.rs", "fn main() { sitegen::cli::run(std::env::args_os()) }"), [""; 0]);
    assert_eq!(
        said(rules::imports, "helpers.rs", ""),
        ["src/helpers.rs:1: this module is in no row of IMPORTS; add one that says what it may import"]
    );
}

#[test]
fn comments_texts_and_tests_break_no_rule() {
    let text = "//! use crate::model::Library;\n/* use std::fs; */\nconst A: &str = \"crate::model::x std::fs::y\";\n\
                #[cfg(test)]\nuse crate::model::{Library};\n#[cfg(test)]\nmod tests {\n    use crate::model::Library;\n    \
                fn f() { std::fs::read(\"}\"); println!(\"\"); }\n}\n";
    assert_eq!(said(rules::imports, "render/mod.rs", text), [""; 0]);
    assert_eq!(said(rules::reserved, "render/mod.rs", text), [""; 0]);
    assert_eq!(said(rules::printing, "render/mod.rs", text), [""; 0]);
    let test_file = files(&[("render/mod.rs", "#[cfg(test)]\nmod sample;\n"), ("render/sample.rs", "use crate::load::theme;\n")]);
    assert_eq!(rules::imports(&test_file), [""; 0]);
    assert_eq!(said(rules::imports, "render/mod.rs", "#[cfg(test)]\nmod tests { }\nuse crate::load::theme;").len(), 1);
}

#[test]
fn what_is_reserved_is_found_wherever_it_is_named() {
    for (path, text, only) in [
        ("link/mod.rs", "use std::fs;", "only load, emit, cli::init, cli::new may name std::fs"),
        ("link/mod.rs", "fn f() { std::fs::read(p) }", "only load, emit, cli::init, cli::new may name std::fs"),
        ("cli/build.rs", "use std::{fs::File, io};", "only load, emit, cli::init, cli::new may name std::fs"),
        ("emit/mod.rs", "use walkdir::WalkDir;", "only load may name walkdir"),
        ("view/build/mod.rs", "use tera::Value;", "only render may name tera"),
        ("render/markdown/mod.rs", "use syntect as s;", "only render::highlight may name syntect"),
        ("render/markdown/mod.rs", "use pulldown_cmark::Options;", "only text may name pulldown_cmark"),
        ("link/mod.rs", "use rayon::prelude::*;", "only pipeline may name rayon"),
        ("load/mod.rs", "fn f() { std::thread::spawn(g) }", "only pipeline, serve, watch may name std::thread"),
        ("model/front.rs", "use serde_yaml::Value;", "only model::yaml may name serde_yaml"),
        ("model/front.rs", "use serde_saphyr::Value;", "only model::yaml may name serde_saphyr"),
        ("diag/report.rs", "use annotate_snippets::Level;", "only diag::print may name annotate_snippets"),
        ("pipeline.rs", "use clap::Arg;", "only cli may name clap"),
        ("pipeline.rs", "use clap_complete::Shell;", "only cli may name clap_complete"),
        ("pipeline.rs", "use indicatif::ProgressBar;", "only cli may name indicatif"),
        ("link/mod.rs", "fn f() { std::env::var(a) }", "only cli, main may name std::env"),
        ("link/mod.rs", "fn f() { std::process::exit(1) }", "only cli, main may name std::process"),
        ("load/mod.rs", "use std::net::TcpStream;", "only serve may name std::net"),
        ("link/mod.rs", "use std::time::SystemTime;", "only cli, load::stamps may name std::time::SystemTime"),
        ("pipeline.rs", "use std::time::{Duration, Instant};", "only cli, serve, watch may name std::time::Instant"),
        ("link/mod.rs", "use jiff::Zoned;", "only cli may name jiff::Zoned"),
        ("link/mod.rs", "fn f() { jiff::Timestamp::now() }", "only cli may name Timestamp::now"),
        ("link/mod.rs", "fn f() { Timestamp::now() }", "only cli may name Timestamp::now"),
        ("diag/mod.rs", "fn f() { std::io::stderr() }", "only cli may name io::stderr"),
        ("diag/mod.rs", "use std::io::stdout;", "only cli may name io::stdout"),
        ("diag/mod.rs", "fn f() { io::stdin() }", "only cli may name io::stdin"),
    ] {
        let what = said(rules::reserved, path, text);
        assert_eq!(what.len(), 1, "{text}: {what:?}");
        assert!(what[0].starts_with(&format!("src/{path}:1: {only}: ")), "{what:?}");
    }
    assert_eq!(said(rules::reserved, "load/tree.rs", "use std::fs;\nuse walkdir::WalkDir;\nuse std::time::Duration;"), [""; 0]);
}

#[test]
fn the_disk_is_not_asked_through_a_path() {
    assert_eq!(
        said(rules::disk_methods, "cli/setting.rs", "fn f(p: &Path) -> bool { p.is_file() }"),
        ["src/cli/setting.rs:1: `.is_file()` asks the disk: only load and emit do; pass what they found"]
    );
    assert_eq!(said(rules::disk_methods, "load/mod.rs", "fn f(p: &Path) -> bool { p.is_file() }"), [""; 0]);
}

#[test]
fn globals_are_found() {
    for text in [
        "static mut A: u8 = 0;",
        "static A: OnceLock<u8> = OnceLock::new();",
        "static A: AtomicU32 = AtomicU32::new(0);",
        "thread_local! { }",
        "struct A(Mutex<u8>);",
        "struct A(RwLock<u8>);",
    ] {
        assert_eq!(said(rules::globals, "link/mod.rs", text).len(), 1, "{text}");
    }
    assert_eq!(said(rules::globals, "link/mod.rs", "static A: &'static [u8] = &[1];\nstruct B { b: OnceLock<u8> }"), [""; 0]);
}

#[test]
fn a_stage_leaves_the_values_of_others_alone() {
    let head = "use crate::model::Library;\nuse crate::text::Source;\n";
    let told = ["src/link/mod.rs:3: link takes model's Library by &mut: return a new value instead"];
    for function in [
        "pub fn f(library: &mut Library) {}",
        "pub(super) fn f<'a>(n: u8, library: &'a mut Vec<Library>) -> u8 { 0 }",
        "pub(in crate::link) const fn f(&self, libraries: &mut (u8, Library), n: u8);",
    ] {
        assert_eq!(said(rules::foreign_mut, "link/mod.rs", &format!("{head}{function}")), told, "{function}");
    }
    for function in [
        "pub fn f(library: &Library, n: &mut u8) {}",
        "fn f(library: &mut Library) {}",
        "pub fn f(sources: &mut Vec<Source>, library: Library) {}",
        "pub fn f(&mut self) { g(&mut Library) }",
    ] {
        assert_eq!(said(rules::foreign_mut, "link/mod.rs", &format!("{head}{function}")), [""; 0], "{function}");
    }
}

#[test]
fn printing_and_floats_are_found() {
    for name in ["print", "println", "eprint", "eprintln", "dbg"] {
        let what = said(rules::printing, "emit/mod.rs", &format!("fn f() {{\n    {name}!(\"a\")\n}}"));
        assert_eq!(what, [format!("src/emit/mod.rs:2: {name}! panics where the reader has gone: return the text, cli prints it")]);
    }
    assert_eq!(said(rules::printing, "emit/mod.rs", "fn f() { writeln!(out, \"a\") }"), [""; 0]);
    for text in ["fn f(a: f64) {}", "const A: f32 = B;", "let a = 0.5;", "let a = 1f64;"] {
        assert_eq!(said(rules::floats, "calc/rates.rs", text).len(), 1, "{text}");
    }
    assert_eq!(said(rules::floats, "calc/rates.rs", "let a = b.0 + 0..5; // 0.5\nlet c = \"0.5\";"), [""; 0]);
    assert_eq!(said(rules::floats, "text/mod.rs", "let a = 0.5;"), [""; 0]);
}

#[test]
fn files_are_introduced_short_and_declared() {
    let told = "src/text/han.rs:1: open the file with `//!`: what it is, and what it never does";
    assert_eq!(said(rules::openings, "text/han.rs", "use a::b;\n"), [told]);
    assert_eq!(said(rules::openings, "text/han.rs", "//! Han characters.\n"), [""; 0]);

    let long = |lines: usize| "\n".repeat(lines);
    assert_eq!(
        said(rules::lengths, "text/han.rs", &long(401)),
        ["src/text/han.rs:400: 401 lines without tests, at most 400: split it by what it says"]
    );
    assert_eq!(said(rules::lengths, "text/han.rs", &format!("{}#[cfg(test)]\nmod tests {{\n{}}}\n", long(399), long(99))), [""; 0]);

    let tree = files(&[("lib.rs", "pub mod text;\npub mod gone;\n"), ("text/mod.rs", ""), ("text/stray.rs", "")]);
    assert_eq!(
        rules::tree(&tree),
        [
            "src/text/stray.rs:1: no `mod` line leads here: declare it in the module above, or delete it",
            "src/gone.rs: declared but not there"
        ]
    );
}
