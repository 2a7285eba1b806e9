//! Rules that the compiler cannot enforce: which module imports which, the place of each outside crate, no floats in `calc`,
//! the length of a file and its first line. `clippy.toml` restricts disk, clock, environment, locks and printing.
#![allow(clippy::disallowed_methods, clippy::disallowed_types, clippy::unwrap_used, clippy::indexing_slicing, reason = "a test")]

use std::fs;
use std::path::Path;

/// Which modules a module may import. The longest name that fits a file counts; a module may always import itself.
const IMPORTS: &[(&str, &str)] = &[
    ("text", ""),
    ("calc", "text"),
    ("diag", "text"),
    ("store", "text"),
    ("load", "model text diag"),
    ("model", "text diag calc"),
    ("check", "model text diag calc"),
    ("analyze", "check model text diag"),
    ("link", "analyze model text diag calc"),
    ("relate", "link analyze model text diag"),
    ("view", "text calc"),
    ("view::build", "view check relate link analyze model text diag calc"),
    ("render", "view text diag calc"),
    ("emit", "render text diag"),
    ("deploy", "text"),
    ("live", "pipeline analyze check link load model calc text diag"),
    ("lsp", "live pipeline load watch model text diag"),
    ("import", "relate link analyze render view model text diag"),
    ("watch", "pipeline load"),
    ("serve", "watch pipeline store emit render view link model load text diag"),
    ("pipeline", "import emit load store analyze model link relate check view render text diag calc"),
    ("cli", "lsp serve watch pipeline import deploy store emit render relate link analyze check model load text diag calc"),
    ("lib", ""),
    ("main", "cli"),
];

/// Where each outside crate may be named; without a place, anywhere.
const CRATES: &[(&str, &str)] = &[
    ("ab_glyph", "render::card"),
    ("aho_corasick", "analyze check"),
    ("annotate_snippets", "diag::print"),
    ("brotli", "render::compress"),
    ("chardetng", "import::encoding"),
    ("clap", "cli"),
    ("clap_complete", "cli"),
    ("crc32fast", "render::compress"),
    ("encoding_rs", "import::encoding"),
    ("hanconv", "text"),
    ("html5ever", "import::prepare"),
    ("indicatif", "cli::progress"),
    ("itoa", "render"),
    ("jiff", ""),
    ("memchr", "text model check load import deploy pipeline::workspace"),
    ("mimalloc", "main"),
    ("miniz_oxide", "render::compress"),
    ("notify", "watch"),
    ("png", "render"),
    ("postcard", "store"),
    ("pulldown_cmark", "text"),
    ("qrcodegen", "render"),
    ("quick_xml", "import::source"),
    ("rayon", "pipeline"),
    ("rusqlite", "import::sql"),
    ("scraper", "import::prepare"),
    ("self_cell", "live"),
    ("serde", ""),
    ("serde_json", ""),
    ("serde_yaml", "model::yaml"),
    ("sha2", "text emit model link"),
    ("simdutf8", "load"),
    ("strsim", "text"),
    ("syntect", "render::highlight"),
    ("tempfile", "store deploy"),
    ("tera", "render"),
    ("toml", "import::source"),
    ("unicode_normalization", "text model link"),
    ("walkdir", "load"),
    ("webp", "render::pictures"),
    ("zip", "import::source"),
    ("zune_jpeg", "render::pictures"),
];
/// Longest file in lines, without tests.
const LONGEST: usize = 400;

/// A source file before its tests; comment lines are empty.
struct File {
    path: String,
    module: String,
    opens: bool,
    lines: Vec<String>,
}

fn file(path: &str, source: &str) -> File {
    let module = path.trim_end_matches(".rs").trim_end_matches("/mod").replace('/', "::");
    let before = source.split("#[cfg(test)]\nmod tests").next().unwrap().lines();
    let lines = before.map(|line| if line.trim_start().starts_with("//") { String::new() } else { line.to_owned() }).collect();
    File { path: path.to_owned(), module, opens: source.starts_with("//! "), lines }
}

fn read(folder: &Path, prefix: &str, files: &mut Vec<File>) {
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let path = format!("{prefix}{}", entry.file_name().to_str().unwrap());
        if entry.path().is_dir() {
            read(&entry.path(), &format!("{path}/"), files);
        } else if path.ends_with(".rs") && !path.ends_with("tests.rs") && !path.ends_with("testing.rs") {
            files.push(file(&path, &fs::read_to_string(entry.path()).unwrap()));
        }
    }
}

/// True if a module is one of these places or lies in one.
fn is_within(module: &str, places: &str) -> bool {
    places.split(' ').any(|place| module.strip_prefix(place).is_some_and(|rest| rest.is_empty() || rest.starts_with("::")))
}

/// Names that follow `head`, as in `crate::name` and `crate::{name, name::other}`.
fn names<'a>(line: &'a str, head: &str) -> Vec<&'a str> {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let word = |text: &'a str| text.split(|c| !is_word(c)).next().unwrap();
    let starts = line.match_indices(head).filter(|(at, _)| !line[..*at].ends_with(|c| is_word(c) || c == ':'));
    let list = |rest: &'a str| rest.strip_prefix('{').map_or(vec![word(rest)], |list| list.split(", ").map(word).collect());
    starts.flat_map(|(at, _)| list(&line[at + head.len()..])).collect()
}

/// What breaks the rules in a file, each with its place and the way out.
fn broken(file: &File) -> Vec<String> {
    let row = IMPORTS.iter().filter(|(module, _)| is_within(&file.module, module)).max_by_key(|(module, _)| module.len());
    let Some((module, may)) = row else { return vec![format!("src/{}: give this module a row in IMPORTS", file.path)] };
    let own = module.split("::").next().unwrap();
    let mut found = Vec::new();
    for (n, line) in file.lines.iter().enumerate() {
        let mut tell = |what: String| found.push(format!("src/{}:{}: {what}", file.path, n + 1));
        for name in names(line, "crate::").into_iter().filter(|name| *name != own && !is_within(name, may)) {
            tell(format!("{module} may import only [{may}], not {name}: pass the value in, or move the code"));
        }
        if *module == "view" && line.contains("crate::view::build")
            || line.contains(&"super::".repeat(file.module.matches("::").count() + 1 + usize::from(line.starts_with("    pub"))))
        {
            tell("values of `view` do not import their builders; name other modules by `crate::`".to_owned());
        }
        for (name, places) in CRATES.iter().filter(|(_, places)| !places.is_empty() && !is_within(&file.module, places)) {
            if line.contains(name) && !names(line, &format!("{name}::")).is_empty() {
                tell(format!("only [{places}] may name {name}: call its function"));
            }
        }
        if own == "calc" && line.split(|c: char| !c.is_alphanumeric()).any(|word| ["f32", "f64"].contains(&word)) {
            tell("calc is exact: count in fen and in parts of a whole number".to_owned());
        }
    }
    if !file.opens || file.lines.len() > LONGEST {
        found.push(format!("src/{}: open a file with `//!` and what it is, and split it above {LONGEST} lines", file.path));
    }
    found
}

#[test]
fn the_house_rules_hold() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    read(&root.join("src"), "", &mut files);
    assert!(files.len() > 50, "src/ was not found");
    let broken: Vec<String> = files.iter().flat_map(broken).collect();
    assert!(broken.is_empty(), "\n\n{}\n", broken.join("\n"));
    let manifest = fs::read_to_string(root.join("Cargo.toml")).unwrap();
    let table = manifest.split("\n[dependencies]\n").nth(1).unwrap().split("\n[").next().unwrap();
    let used: Vec<String> = table.lines().filter_map(|l| l.split_once(" = ")).map(|(name, _)| name.replace('-', "_")).collect();
    assert_eq!(CRATES.iter().map(|(name, _)| *name).collect::<Vec<_>>(), used, "each crate has a row in CRATES, in order");
}

#[test]
fn each_rule_can_break() {
    let count = |path: &str, source: &str| broken(&file(path, &format!("//! A file.\n{source}"))).len();
    assert_eq!(count("link/at.rs", "use crate::model::Id;\n// crate::render\nuse super::B;\nuse terab::C;"), 0);
    assert_eq!(count("link/at.rs", "use crate::{model, render};\nfn f(a: &crate::view::A) {}\nuse super::super::load;"), 3);
    assert_eq!(count("link/at.rs", "use tera::Tera;\ntype B = rayon::Scope;"), 2);
    assert_eq!(count("calc/fee.rs", "/// As f64.\nconst C: f64 = 1.5;"), 1);
    assert_eq!(count("view/page.rs", "use crate::view::build::A;") + count("text/a.rs", &"\n".repeat(401)), 2);
    assert_eq!(broken(&file("text/a.rs", "use std::fmt;")).len() + count("nowhere.rs", ""), 2);
}
