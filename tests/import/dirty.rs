//! Dirty pages and dumps that were written to make an import lose a sentence: each sentence is in an article, or the report quotes
//! what was left out.

use std::fs;
use std::path::{Path, PathBuf};

use unicode_normalization::UnicodeNormalization as _;

use super::fixture::DAY;
use crate::support::site::Site;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import/dirty")
}

/// A site and a source in one folder.
fn copied(case: &str) -> Site {
    let site = Site::empty();
    for (from, to) in [("site", "site"), (case, "source")] {
        let from = folder().join(from);
        for entry in walkdir::WalkDir::new(&from) {
            let entry = entry.unwrap();
            if entry.file_type().is_file() {
                let path = entry.path().strip_prefix(&from).unwrap().to_str().unwrap().to_owned();
                site.write(&format!("{to}/{path}"), fs::read(entry.path()).unwrap());
            }
        }
    }
    site
}

/// Letters, figures and punctuation without blanks, invisible characters and markup.
fn folded(text: &str) -> String {
    let is_left_out = |c: char| {
        c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' | '\u{ad}') || r"\*_`|#>~-[]".contains(c)
    };
    let text = text.replace("&quot;", "\"").replace("&#39;", "'").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    text.nfc().filter(|c| !is_left_out(*c)).collect()
}

fn sentences(case: &str, file: &str) -> Vec<String> {
    let text = fs::read_to_string(folder().join(case).join(file)).unwrap_or_default();
    text.lines().map(str::to_owned).collect()
}

fn judge(case: &str) {
    let site = copied(case);
    let command = [
        "import", "--map", "source/import.yaml", "-r", "site", "--as-of", DAY, "--report", "report.html", "--format", "short",
        "--lang", "zh-CN",
    ];
    let run = site.run(&command);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let articles: String =
        site.tree("site/content/articles").into_values().map(|bytes| folded(&String::from_utf8_lossy(&bytes))).collect();
    let lost: Vec<String> = sentences(case, "sentences.txt").into_iter().filter(|s| !articles.contains(&folded(s))).collect();
    assert_eq!(lost, [""; 0], "{case}");
    let report = folded(&site.read("report.html"));
    let unnamed: Vec<String> = sentences(case, "left-out.txt").into_iter().filter(|s| !report.contains(&folded(s))).collect();
    assert_eq!(unnamed, [""; 0], "{case}");
    // The site builds, and a second import writes nothing.
    let build = site.run(&["build", "-r", "site", "--as-of", DAY, "--format", "short"]);
    assert_eq!(build.status, 0, "{}", build.stderr);
    let before = site.snapshot("site/content");
    assert_eq!(site.run(&command).status, 0);
    assert_eq!(before, site.snapshot("site/content"));
}

#[test]
fn pages() {
    judge("html");
}

#[test]
fn a_zblog_dump() {
    judge("zblog");
}

#[test]
fn a_wordpress_export() {
    judge("wxr");
}

#[test]
fn texts_of_pages() {
    judge("text");
}

/// A case has sentences that decide something.
#[test]
fn every_case_has_sentences() {
    for case in ["html", "zblog", "wxr", "text"] {
        assert!(sentences(case, "sentences.txt").len() >= 10, "{case}");
    }
}
