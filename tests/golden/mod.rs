//! A small but complete site, what comes of it and what the terminal shows, byte for byte. `UPDATE=1 cargo test --test program
//! golden` renews `expected/` and `terminal/` after a change that is meant; read the difference.
//!
//! Files of text stand in `expected/` whole, with a placeholder for the fingerprints of assets and the values that vouch for
//! them (the checker of whole sites compares those). `FILES` lists all files, and the checksums of those that are no text.
//! Calculators and the theme's files have tests of their own; here it is enough that they are there.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use snapbox::assert::Action;
use snapbox::{Assert, Data};

use crate::support::site::{AS_OF, Run, Site, read_tree};

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name)
}

/// Compares texts with the files of a folder, or renews these.
fn compare(folder: &Path, texts: &[(String, String)]) {
    let is_update = std::env::var_os("UPDATE").is_some();
    if is_update {
        let _ = fs::remove_dir_all(folder);
    }
    let assert = Assert::new().action(if is_update { Action::Overwrite } else { Action::Verify });
    let compared = texts.iter().map(|(path, text)| {
        let expected = Data::read_from(&folder.join(path), Some(snapbox::data::DataFormat::Text)).raw();
        assert.try_eq(Some(path), text.as_str().into(), expected).err().map(|difference| difference.to_string())
    });
    let mut differences: Vec<String> = compared.flatten().collect();
    let made: BTreeSet<&str> = texts.iter().map(|(path, _)| path.as_str()).collect();
    differences
        .extend(read_tree(folder).into_keys().filter(|path| !made.contains(&**path)).map(|path| format!("{path}: not made")));
    assert!(
        differences.is_empty(),
        "{}\nIf that is meant: UPDATE=1 cargo test --test program golden, and read the difference.",
        differences.join("\n")
    );
}

/// Runs the program on the golden site.
fn run(site: &Site, command: &str, arguments: &[&str]) -> Run {
    let (source, output) = (folder("site"), site.path("public"));
    let common = [command, "--as-of", AS_OF, "-r", source.to_str().unwrap(), "-o", output.to_str().unwrap()];
    site.run(&[&common, arguments].concat())
}

/// A page with placeholders where the bytes of assets show.
fn without_fingerprints(text: &str) -> String {
    let is_name = |c: char| !c.is_whitespace() && !"\"'<>()".contains(c);
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = ["/assets/", "integrity=\""].iter().filter_map(|mark| Some(rest.find(mark)? + mark.len())).min() {
        let (before, after) = rest.split_at(at);
        let (value, after) = after.split_at(after.find(|c| !is_name(c)).unwrap_or(after.len()));
        out.push_str(before);
        match value.split('.').collect::<Vec<_>>().as_slice() {
            _ if before.ends_with('"') => out.push_str("[SRI]"),
            [stem, _, extension] => out.push_str(&format!("{stem}.[HASH].{extension}")),
            _ => out.push_str(value),
        }
        rest = after;
    }
    out + rest
}

#[test]
fn the_site_is_as_expected() {
    let site = Site::empty();
    let ended = run(&site, "build", &["--format", "short", "--lang", "en"]);
    assert_eq!(ended.status, 0, "{}", ended.stderr);
    let (mut texts, mut list) = (Vec::new(), String::new());
    for (path, bytes) in site.tree("public") {
        let name: Vec<&str> = path.split('.').collect();
        let row = match (name.as_slice(), String::from_utf8(bytes)) {
            ([stem, _, extension], _) if path.starts_with("assets/") => format!("{stem}.[HASH].{extension}"),
            _ if path.starts_with("calculators/") => path,
            (_, Ok(text)) if !path.ends_with(".bin") => {
                texts.push((path.clone(), without_fingerprints(&text)));
                path
            }
            (_, content) => {
                let binary = content.map_or_else(std::string::FromUtf8Error::into_bytes, String::into_bytes);
                let sum: String = Sha256::digest(&binary).iter().map(|b| format!("{b:02x}")).collect();
                format!("{path} {sum}")
            }
        };
        list.push_str(&format!("{row}\n"));
    }
    texts.push(("FILES".to_owned(), list));
    compare(&folder("expected"), &texts);
}

/// A text without the time that the run took.
fn timeless(text: &str) -> String {
    let cut = |line: &str| line.split(", in ").next().unwrap().split("，用时").next().unwrap().to_owned() + "\n";
    text.lines().map(cut).collect()
}

#[test]
fn the_terminal_shows_what_is_expected() {
    let mut texts = Vec::new();
    for lang in ["zh-CN", "en"] {
        let site = Site::with("---\ntitle: 甲\ndate: 2026-13-01\ntopics: [逾期后果, 没有]\n---\n\n[乙](b.md) 打 13800138000。\n");
        let checked = site.check(&["--lang", lang]);
        assert_eq!(checked.status, 1);
        texts.push((format!("check.{lang}.txt"), timeless(&checked.stderr)));
        let built = run(&site, "build", &["--lang", lang]);
        texts.push((format!("build.{lang}.txt"), timeless(&built.stderr)));
        let help = site.run_with(&[("SITEGEN_LANG", lang)], &["--help"]);
        texts.push((format!("help.{lang}.txt"), help.stdout));
        for command in ["build", "check", "serve", "fix", "review", "list"] {
            let help = site.run_with(&[("SITEGEN_LANG", lang)], &[command, "--help"]);
            texts.push((format!("help-{command}.{lang}.txt"), help.stdout));
        }
    }
    compare(&folder("terminal"), &texts);
}
