//! The files of a site, sorted by use. Symbolic links and devices are findings and are never followed.

use std::fs::FileType;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use walkdir::{DirEntry, WalkDir};

use super::{Overlay, with_path};
use crate::diag::catalogue::SiteFault;
use crate::diag::{Finding, nearest};
use crate::model::files::stray;
use crate::model::{Registers, ledger};

/// A file of the site: its place on disk and its name in the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    pub disk: PathBuf,
    /// Path relative to the site's folder, with `/`.
    pub path: Arc<str>,
}

impl Place {
    /// A file by its path relative to the site's folder, or by its name alone if it lies elsewhere.
    pub(crate) fn of(root: &Path, disk: &Path) -> Place {
        let relative = disk.strip_prefix(root).ok().or_else(|| disk.file_name().map(Path::new)).unwrap_or(disk);
        Place { disk: disk.to_path_buf(), path: relative.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/").into() }
    }

    pub(crate) fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }
}

/// The files of a site by use, each list sorted by path.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Tree {
    /// `content/articles/**/*.md`
    pub articles: Vec<Place>,
    /// `content/pages/*.md`
    pub(crate) pages: Vec<Place>,
    /// `content/topics/*.md`
    pub(crate) topic_intros: Vec<Place>,
    /// `content/lenders/*.md`
    pub(crate) lender_intros: Vec<Place>,
    /// `content/snippets/*.md`
    pub(crate) snippets: Vec<Place>,
    /// `content/*.yaml`
    pub registers: Vec<Place>,
    /// `urls.tsv`, if there is one.
    pub(crate) ledger: Option<Place>,
    /// `templates/**`
    pub(crate) templates: Vec<Place>,
    /// `static/theme/*`
    pub(crate) theme: Vec<Place>,
    /// Other files below `static/`, and files other than texts below `content/`.
    pub(crate) files: Vec<Place>,
}

pub(crate) const FOLDERS: [&str; 3] = ["content", "templates", "static"];
/// Folders deeper than this are not walked.
pub(super) const MAX_DEPTH: usize = 32;

/// Walks the site's folders. Texts of the overlay that have no file yet are part of the tree.
///
/// # Errors
/// If a folder cannot be listed; the message has its path.
pub fn survey(root: &Path, overlay: &Overlay) -> io::Result<(Tree, Vec<Finding>)> {
    let (mut tree, mut findings) = (Tree::default(), Vec::new());
    for folder in FOLDERS {
        if root.join(folder).symlink_metadata().is_err() {
            continue;
        }
        let walk = WalkDir::new(root.join(folder))
            .follow_root_links(false)
            .max_depth(MAX_DEPTH)
            .sort_by_file_name()
            .into_iter()
            .filter_entry(|e| e.depth() == 0 || !is_hidden(e) || (folder == "static" && is_hidden_junk(e)));
        // An error while a folder is listed has no path; the folder is the last entry before it.
        let mut last = root.join(folder);
        for entry in walk {
            let entry = entry.map_err(|e| {
                let path = e.path().map_or_else(|| last.clone(), Path::to_path_buf);
                with_path(&path, &e.into_io_error().unwrap_or_else(|| io::Error::other("a loop of links")))
            })?;
            sort(root, &entry, &mut tree, &mut findings);
            last = entry.into_path();
        }
    }
    if let Ok(metadata) = root.join(ledger::FILE).symlink_metadata() {
        let place = Place::of(root, &root.join(ledger::FILE));
        match not_a_file(metadata.file_type()) {
            Some(fault) => findings.push(Finding::about(&place.path, fault)),
            None => tree.ledger = Some(place),
        }
    }
    for path in overlay.paths().filter(|path| !root.join(&***path).exists()) {
        sort_file(Place { disk: root.join(&**path), path: Arc::clone(path) }, &mut tree, &mut findings);
    }
    for list in [
        &mut tree.articles, &mut tree.pages, &mut tree.topic_intros, &mut tree.lender_intros, &mut tree.snippets,
        &mut tree.templates, &mut tree.theme, &mut tree.files,
    ] {
        list.sort_by(|a, b| a.path.cmp(&b.path));
    }
    findings.extend(copies(&tree.articles));
    Ok((tree, findings))
}

/// The findings of articles that are copies of another one beside them by their names. `articles` are sorted.
fn copies(articles: &[Place]) -> impl Iterator<Item = Finding> + '_ {
    let is_copy = |place: &&Place| {
        let Some((folder, name)) = place.path.rsplit_once('/') else { return false };
        let original = stray::original(name).filter(|_| !stray::is_copy(name)).map(|original| format!("{folder}/{original}"));
        original.is_some_and(|path| articles.binary_search_by(|other| (*other.path).cmp(&path)).is_ok())
    };
    articles.iter().filter(is_copy).map(|place| Finding::about(&place.path, SiteFault::Leftover {}))
}

pub(super) fn is_hidden(entry: &DirEntry) -> bool {
    entry.file_name().as_encoded_bytes().starts_with(b".")
}

/// True for a hidden file that systems and editors leave in a folder.
fn is_hidden_junk(entry: &DirEntry) -> bool {
    entry.file_type().is_file() && stray::is_junk(&entry.file_name().to_string_lossy())
}

/// Adds a file to the list of its use.
fn sort(root: &Path, entry: &DirEntry, tree: &mut Tree, findings: &mut Vec<Finding>) {
    let relative = entry.path().strip_prefix(root).unwrap_or(entry.path());
    let shown = relative.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/");
    let path: Arc<str> = shown.as_str().into();
    let kind = entry.file_type();
    if kind.is_dir() {
        if path.starts_with("static/") && entry.file_name() == "__MACOSX" {
            findings.push(Finding::about(&path, SiteFault::Junk {}));
        } else if entry.depth() == MAX_DEPTH {
            findings.push(Finding::about(&path, SiteFault::Unexpected {}));
        }
        return;
    }
    if !kind.is_file() || entry.depth() == 0 {
        let fault = not_a_file(kind).unwrap_or_else(|| foreign("文件，要放文件夹", "file in place of a folder"));
        findings.push(Finding::about(&path, fault));
        return;
    }
    if relative.to_str().is_none() || entry.file_name().to_string_lossy().chars().any(|c| c.is_control() || c == '\\') {
        let path: Arc<str> = shown.replace(|c: char| c.is_control(), "\u{fffd}").into();
        findings.push(Finding::about(&path, SiteFault::BadFileName {}));
        return;
    }
    sort_file(Place { disk: entry.path().to_path_buf(), path }, tree, findings);
}

/// The fault of an entry that is no regular file.
fn not_a_file(kind: FileType) -> Option<SiteFault> {
    match () {
        () if kind.is_file() => None,
        () if kind.is_symlink() => Some(foreign("符号链接（快捷方式）", "symbolic link")),
        () if kind.is_dir() => Some(foreign("文件夹", "folder")),
        () => Some(foreign("设备或管道", "device or pipe")),
    }
}

fn foreign(zh: &str, en: &str) -> SiteFault {
    SiteFault::NotAFile { what_zh: zh.to_owned(), what: en.to_owned() }
}

/// Finds the list for a file of this path. A file that is left out, or not used as its name makes one believe, is a finding.
fn sort_file(place: Place, tree: &mut Tree, findings: &mut Vec<Finding>) {
    let path = Arc::clone(&place.path);
    let mut report = |fault: SiteFault| findings.push(Finding::about(&path, fault));
    let is_text = path.ends_with(".md");
    let parts: Vec<&str> = path.split('/').collect();
    let list = match parts.as_slice() {
        ["content", name] => {
            let registers: Vec<String> = Registers::ALL.iter().map(|register| format!("{}.yaml", register.file)).collect();
            if !registers.iter().any(|register| register == name) {
                let near = nearest(name, registers.iter().map(String::as_str));
                return findings.push(Finding::about(&place.path, SiteFault::Unexpected {}).with_suggestion(near));
            }
            &mut tree.registers
        }
        ["static", .., folder, _] if *folder == "__MACOSX" || path.contains("/__MACOSX/") => return,
        ["static", .., name] if stray::is_junk(name) => return report(SiteFault::Junk {}),
        // The file of a lock is no text.
        ["content", .., name] if stray::is_lock(name) => return report(SiteFault::Leftover {}),
        ["content", "articles" | "pages" | "topics" | "lenders" | "snippets", .., name] => {
            match stray::markdown_name(name) {
                _ if stray::is_copy(name) || (stray::is_backup(name) && name.contains(".md")) => report(SiteFault::Leftover {}),
                Some(right) => {
                    report(SiteFault::NotAnArticle { right });
                    if is_text {
                        return;
                    }
                }
                None if stray::is_foreign(&path) => return report(SiteFault::Unexpected {}),
                None => {}
            }
            match (parts.get(1), parts.len()) {
                _ if !is_text => &mut tree.files,
                (Some(&"articles"), _) => &mut tree.articles,
                (Some(&"pages"), 3) => &mut tree.pages,
                (Some(&"topics"), 3) => &mut tree.topic_intros,
                (Some(&"lenders"), 3) => &mut tree.lender_intros,
                (Some(&"snippets"), 3) => &mut tree.snippets,
                _ => return report(SiteFault::Unexpected {}),
            }
        }
        ["content", .., name] if is_text || stray::markdown_name(name).is_some() => return report(SiteFault::Unexpected {}),
        ["templates", ..] => &mut tree.templates,
        ["static", "theme", _] => &mut tree.theme,
        _ => &mut tree.files,
    };
    list.push(place);
}
