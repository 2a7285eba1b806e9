//! A small but complete site and what comes of it, byte for byte. The interesting files stand in `expected/` whole, all others
//! by their checksums. What is meant to change is renewed with `UPDATE=1 cargo test --test program golden`; read the difference.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use sha2::{Digest, Sha256};

/// Files that stand in `expected/` whole.
const WHOLE: [&str; 18] = [
    "404.html",
    "_headers",
    "_redirects",
    "about/index.html",
    "feed.xml",
    "hf/1001.html",
    "hf/1002.html",
    "hf/3001.html",
    "index.html",
    "laws/civil-code/index.html",
    "lenders/index.html",
    "lenders/qinghe/index.html",
    "old/1001/index.html",
    "robots.txt",
    "search/index.html",
    "sitemap.xml",
    "topics/overdue/index.html",
    "topics/overdue/page/1/index.html",
];
/// The list of the checksums of all others.
const SUMS: &str = "SHA256SUMS";

type Tree = BTreeMap<String, Vec<u8>>;

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name)
}

fn read(folder: &Path, prefix: &str, tree: &mut Tree) {
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let entry = entry.unwrap();
        let path = format!("{prefix}{}", entry.file_name().into_string().unwrap());
        if entry.path().is_dir() {
            read(&entry.path(), &format!("{path}/"), tree);
        } else {
            tree.insert(path, fs::read(entry.path()).unwrap());
        }
    }
}

/// Builds the site and gives its files, those that are not to be shown whole as one list.
fn built() -> Tree {
    let output = Path::new(env!("CARGO_TARGET_TMPDIR")).join("golden/public");
    let _ = fs::remove_dir_all(output.parent().unwrap());
    let mut command = Command::new(env!("CARGO_BIN_EXE_sitegen"));
    command.args(["build", "--format", "short", "--lang", "en", "--as-of", "2026-06-01"]).env_clear();
    let ended = command.arg("-r").arg(folder("site")).arg("-o").arg(&output).output().unwrap();
    let said = String::from_utf8_lossy(&ended.stderr).into_owned();
    assert_eq!(ended.status.code(), Some(0), "{said}");
    let mut files = Tree::new();
    read(&output, "", &mut files);
    let (mut tree, mut sums) = (Tree::new(), String::new());
    for (path, bytes) in files {
        if WHOLE.contains(&path.as_str()) {
            tree.insert(path, bytes);
        } else {
            sums.push_str(&format!("{}\n", row(&path, &bytes)));
        }
    }
    tree.insert(SUMS.to_owned(), sums.into_bytes());
    tree
}

/// Checksum and path. Calculators and the theme's files have tests of their own; here it is enough that they are there.
fn row(path: &str, bytes: &[u8]) -> String {
    let name: Vec<&str> = path.split('.').collect();
    match name.as_slice() {
        [stem, _, extension] if path.starts_with("assets/") => format!("-  {stem}.*.{extension}"),
        _ if path.starts_with("calculators/") => format!("-  {path}"),
        _ => format!("{}  {path}", Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect::<String>()),
    }
}

/// The first line in which two texts differ.
fn difference(path: &str, wanted: Option<&Vec<u8>>, got: Option<&Vec<u8>>) -> String {
    let (Some(wanted), Some(got)) = (wanted, got) else {
        return format!("{path}: {}", if got.is_some() { "not expected" } else { "not made" });
    };
    let (wanted, got) = (String::from_utf8_lossy(wanted), String::from_utf8_lossy(got));
    let lines = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
    let (wanted, got) = (lines(&wanted), lines(&got));
    let n = wanted.iter().zip(&got).take_while(|(w, g)| w == g).count();
    let line = |lines: &[String]| lines.get(n).cloned().unwrap_or_else(|| "(end)".to_owned());
    format!("{path}:{}\n  expected {}\n  got      {}", n + 1, line(&wanted), line(&got))
}

#[test]
fn the_site_is_as_expected() {
    let got = built();
    let expected = folder("expected");
    if std::env::var_os("UPDATE").is_some() {
        let _ = fs::remove_dir_all(&expected);
        for (path, bytes) in &got {
            let path = expected.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        }
    }
    let mut wanted = Tree::new();
    read(&expected, "", &mut wanted);
    let paths: std::collections::BTreeSet<&String> = wanted.keys().chain(got.keys()).collect();
    let different = paths.into_iter().filter(|path| wanted.get(*path) != got.get(*path));
    let differences: Vec<String> = different.map(|path| difference(path, wanted.get(path), got.get(path))).collect();
    assert!(
        differences.is_empty(),
        "{}\nIf that is meant: UPDATE=1 cargo test --test program golden, and read the difference.",
        differences.join("\n")
    );
}
