//! A folder of invented material, copied to a place of its own, and what an import makes of it.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::support::checker::html::Page;
use crate::support::site::{Run, Site};

/// The day of every import.
pub const DAY: &str = "2026-04-10";

/// The folder of a fixture: `given/zblog`.
fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import").join(name)
}

/// The names of the fixtures of a folder, sorted.
pub fn names(of: &str) -> Vec<String> {
    let folders = fs::read_dir(folder(of)).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.join("site").is_dir());
    let mut names: Vec<String> = folders.map(|path| format!("{of}/{}", path.file_name().unwrap().to_str().unwrap())).collect();
    names.sort();
    names
}

/// Source, mapping and site of a fixture.
pub struct Fixture {
    pub site: Site,
    pub name: String,
}

impl Fixture {
    pub fn new(name: &str) -> Fixture {
        let site = Site::empty();
        let from = folder(name);
        for entry in walkdir::WalkDir::new(&from) {
            let entry = entry.unwrap();
            if entry.file_type().is_file() {
                let path = entry.path().strip_prefix(&from).unwrap().to_str().unwrap().to_owned();
                site.write(&path, fs::read(entry.path()).unwrap());
            }
        }
        Fixture { site, name: name.to_owned() }
    }

    pub fn expected(&self) -> Value {
        serde_json::from_str(&self.site.read("expected.json")).unwrap()
    }

    /// Runs an import with further arguments.
    pub fn import(&self, arguments: &[&str]) -> Run {
        let command = ["import", "--map", "import.yaml", "-r", "site", "--as-of", DAY, "--format", "json", "--lang", "en"];
        self.site.run(&[&command, arguments].concat())
    }

    /// Imports, and gives the numbers of the summary.
    pub fn summary(&self, arguments: &[&str]) -> Value {
        let run = self.import(arguments);
        assert_eq!(run.status, 0, "{}: {}", self.name, run.stderr);
        let last: Value = serde_json::from_str(run.stderr.lines().last().unwrap()).unwrap();
        last["summary"].clone()
    }

    /// A number of the summary.
    pub fn count(summary: &Value, name: &str) -> u64 {
        summary[name].as_u64().unwrap_or_else(|| panic!("{name}: {summary}"))
    }

    /// The article or page with a title, drafts too.
    pub fn file(&self, title: &str) -> Option<Article> {
        let articles = self.site.tree("site/content");
        let texts = articles.into_iter().filter(|(path, _)| path.ends_with(".md"));
        let all = texts.map(|(path, bytes)| Article::read(&format!("content/{path}"), &String::from_utf8(bytes).unwrap()));
        all.into_iter().find(|article| article.value("title").as_deref() == Some(title))
    }

    /// Builds the site with drafts. The build has no error.
    pub fn build(&self) {
        let build = ["build", "-r", "site", "--as-of", DAY, "--drafts", "--format", "short", "--lang", "en"];
        let run = self.site.run(&build);
        assert_eq!(run.status, 0, "{}: {}", self.name, run.stderr);
    }

    /// A built page by its address.
    pub fn page(&self, address: &str) -> Page {
        let file = if address.ends_with('/') { format!("{address}index.html") } else { address.to_owned() };
        crate::support::checker::html::read(&self.site.read(&format!("site/public{file}")))
    }
}

/// An imported file.
#[derive(Debug)]
pub struct Article {
    /// Path below the site's folder.
    pub path: String,
    front: String,
    pub body: String,
}

impl Article {
    fn read(path: &str, text: &str) -> Article {
        let parts = text.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n"));
        let (front, body) = parts.unwrap_or_else(|| panic!("{path} has no front matter: {text}"));
        Article { path: path.to_owned(), front: front.to_owned(), body: body.to_owned() }
    }

    /// The value of a key, without quotes.
    pub fn value(&self, key: &str) -> Option<String> {
        let line = self.front.lines().find_map(|line| line.strip_prefix(&format!("{key}: ")))?;
        Some(line.trim_matches('"').replace("\\\"", "\"").replace("\\\\", "\\"))
    }

    /// The entries of a list in brackets.
    pub fn list(&self, key: &str) -> Vec<String> {
        let value = self.value(key).unwrap_or_default();
        let entries = value.trim_matches(['[', ']']).split(", ").map(|entry| entry.trim_matches('"').to_owned());
        entries.filter(|entry| !entry.is_empty()).collect()
    }

    pub fn slug(&self) -> &str {
        self.path.rsplit('/').next().unwrap().strip_suffix(".md").unwrap()
    }
}
