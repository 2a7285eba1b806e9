//! The driver of whole-site tests with what tests of `emit` ask besides: artifacts in, an output folder as texts out.

use std::collections::BTreeMap;
use std::fs;
use std::ops::Deref;
use std::path::Path;

use sitegen::emit::{self, Error, Output, Place, Refusal, Staged, Summary};
use sitegen::render::Artifact;
use sitegen::text::Checksum;

use crate::support::site;

/// Texts by path.
pub(crate) type Tree = BTreeMap<String, String>;

/// No page for search engines.
pub(crate) const NONE_LISTED: &BTreeMap<String, String> = &BTreeMap::new();

/// A site's folder with its output in `public/`.
pub(crate) struct Site(site::Site);

impl Deref for Site {
    type Target = site::Site;

    fn deref(&self) -> &site::Site {
        &self.0
    }
}

impl Site {
    pub(crate) fn new() -> Site {
        let site = site::Site::empty();
        fs::create_dir(site.path("content")).unwrap();
        Site(site)
    }

    /// Calls `then` with the place of an output folder.
    pub(crate) fn at<T>(&self, output: &str, then: impl FnOnce(&Place<'_>) -> T) -> T {
        let (output, content) = (self.path(output), self.path("content"));
        then(&Place { output: &output, root: self.root(), sources: &[&content], home: None })
    }

    pub(crate) fn open(&self) -> Result<Output, Error> {
        self.at("public", Output::open)
    }

    pub(crate) fn build(&self, files: &[(&str, &str)]) -> Result<Summary, Error> {
        self.build_to("public", files)
    }

    pub(crate) fn build_to(&self, output: &str, files: &[(&str, &str)]) -> Result<Summary, Error> {
        let output = self.at(output, Output::open)?;
        let staged = stage(&output, files);
        output.commit(staged, NONE_LISTED)
    }

    pub(crate) fn clean(&self) -> Result<usize, Error> {
        self.at("public", emit::clean)
    }

    /// Every file below a folder with its text; links as `-> target`, empty folders as `name/`.
    pub(crate) fn tree(&self, folder: &str) -> Tree {
        let mut tree = Tree::new();
        walk(&self.path(folder), "", &mut tree);
        tree
    }

    /// What is staged: files and folders without what is in them, in order.
    pub(crate) fn staged(&self) -> Vec<String> {
        let Ok(entries) = fs::read_dir(self.path(".sitegen/outputs/public/stage")) else { return Vec::new() };
        let mut names: Vec<String> = entries.map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    /// Takes a staged file or folder away, so that a commit fails when it comes to it.
    pub(crate) fn break_stage(&self, path: &str) {
        let staged = self.path(&format!(".sitegen/outputs/public/stage/{path}"));
        if staged.is_dir() { fs::remove_dir_all(staged) } else { fs::remove_file(staged) }.unwrap();
    }

    pub(crate) fn changes(&self) -> String {
        self.read(".sitegen/changes.json")
    }
}

fn walk(folder: &Path, prefix: &str, tree: &mut Tree) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    let before = tree.len();
    for entry in entries {
        let entry = entry.unwrap();
        let path = format!("{prefix}{}", entry.file_name().into_string().unwrap());
        let kind = entry.file_type().unwrap();
        if kind.is_dir() {
            walk(&entry.path(), &format!("{path}/"), tree);
        } else if kind.is_symlink() {
            tree.insert(path, format!("-> {}", fs::read_link(entry.path()).unwrap().display()));
        } else {
            tree.insert(path, fs::read_to_string(entry.path()).unwrap());
        }
    }
    if tree.len() == before && !prefix.is_empty() {
        tree.insert(prefix.to_owned(), String::new());
    }
}

pub(crate) fn artifact(path: &str, text: &str) -> Artifact {
    Artifact { path: path.to_owned(), bytes: text.as_bytes().to_vec() }
}

pub(crate) fn stage(output: &Output, files: &[(&str, &str)]) -> Vec<Staged> {
    files.iter().map(|(path, text)| output.stage(artifact(path, text)).unwrap()).collect()
}

pub(crate) fn tree(files: &[(&str, &str)]) -> Tree {
    files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect()
}

pub(crate) fn manifest(files: &Tree) -> String {
    let rows: Vec<String> = files.iter().map(|(p, t)| format!("{p:?}:\"{}\"", Checksum::of(t.as_bytes()))).collect();
    format!("{{\"version\":1,\"files\":{{{}}}}}\n", rows.join(","))
}

pub(crate) fn summary(written: usize, unchanged: usize, removed: usize) -> Summary {
    Summary { written, unchanged, removed }
}

pub(crate) fn refused<T: std::fmt::Debug>(result: Result<T, Error>) -> Refusal {
    match result {
        Err(Error::Refused(refusal)) => refusal,
        other => panic!("not refused: {other:?}"),
    }
}

pub(crate) fn io_error<T: std::fmt::Debug>(result: Result<T, Error>) -> String {
    match result {
        Err(Error::Io(error)) => error.to_string(),
        other => panic!("no error of the machine: {other:?}"),
    }
}

/// A small site.
pub(crate) const FIRST: &[(&str, &str)] =
    &[("index.html", "首页"), ("hf/1.html", "逾期"), ("topics/a/index.html", "专题"), ("site.css", "a{}")];
