//! The one table of output paths. Two sources for one path are a finding that names both, also where the paths differ only in
//! case or Unicode form, or where one would have to be a file and a folder at once.

use std::collections::BTreeMap;
use std::sync::Arc;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use crate::diag::catalogue::LinkFault;
use crate::diag::{Finding, Role};
use crate::text::Span;

/// Who wants a path: a file and a place in it; nothing for pages that the program makes by itself.
pub(super) type Claimant = Option<(Arc<str>, Option<Span>)>;

/// True where archive pages of lists, parts of the sitemap and the search index stand. How many there are is not known until everything is
/// linked, so all of these paths are kept free.
pub(super) fn is_kept_free(path: &str) -> bool {
    let path = fold(path);
    let parts: Vec<&str> = path.split('/').collect();
    match parts.as_slice() {
        ["topics" | "lenders" | "laws", _, "page", ..] => true,
        ["search", "index.json" | "main" | "recent" | "new" | "lender" | "topic", ..] => true,
        [file] => file.starts_with("sitemap-") && file.ends_with(".xml"),
        _ => false,
    }
}

/// Why nothing else may stand there, in Chinese and English.
pub(super) const KEPT_FREE: (&str, &str) =
    ("这里留给列表的分页、站点地图和搜索索引", "archive pages of lists, parts of the sitemap and the search index stand there");

/// Longest output path in bytes.
const MAX_BYTES: usize = 240;

/// Output paths and who claimed them.
#[derive(Debug, Default)]
pub(super) struct Paths {
    rows: BTreeMap<String, (String, Claimant)>,
}

/// The form in which paths are compared: NFC, lower case.
fn fold(path: &str) -> String {
    if path.is_ascii() {
        return path.to_ascii_lowercase();
    }
    let lower = path.to_lowercase();
    if is_nfc_quick(lower.chars()) == IsNormalized::Yes { lower } else { lower.nfc().collect() }
}

impl Paths {
    /// Claims a path. A path that is taken or unusable is a finding.
    pub(super) fn claim(&mut self, path: String, by: Claimant) -> Option<Finding> {
        let too_long = (path.len() > MAX_BYTES).then_some(("路径太长", "the path is too long"));
        let why = too_long.or_else(|| (by.is_some() && is_kept_free(&path)).then_some(KEPT_FREE));
        let finding = why.map(|(zh, en)| {
            about(&by, LinkFault::ReservedPath { path: path.clone(), why_zh: zh.to_owned(), why_en: en.to_owned() })
        });
        let key = fold(&path);
        match self.rows.get(&key) {
            Some((_, first)) => Some(conflict(&path, &by, first)),
            None => {
                self.rows.insert(key, (path, by));
                finding
            }
        }
    }

    /// True where the path is claimed exactly so.
    pub(super) fn has(&self, path: &str) -> bool {
        self.rows.get(&fold(path)).is_some_and(|(p, _)| p == path)
    }

    /// Who claimed a path, whatever its case.
    pub(super) fn claimant(&self, path: &str) -> Option<&Claimant> {
        self.rows.get(&fold(path)).map(|(_, by)| by)
    }

    /// Every path that is also a folder of another.
    pub(super) fn files_that_are_folders(&self) -> Vec<Finding> {
        let mut findings = Vec::new();
        let mut last_folder = "";
        for (key, (path, by)) in &self.rows {
            let Some((folder, _)) = key.rsplit_once('/') else { continue };
            if folder == last_folder {
                continue;
            }
            last_folder = folder;
            let above = folder.match_indices('/').filter_map(|(i, _)| folder.get(..i)).chain([folder]);
            for prefix in above {
                if let Some((_, first)) = self.rows.get(prefix) {
                    findings.push(conflict(path, by, first));
                }
            }
        }
        findings
    }
}

fn conflict(path: &str, by: &Claimant, first: &Claimant) -> Finding {
    let fault = LinkFault::SamePath { path: path.to_owned() };
    match (by, first) {
        (Some(_), Some((file, span))) => about(by, fault).with(file, *span, Role::First),
        (None, Some(_)) => about(first, fault),
        _ => about(by, fault),
    }
}

fn about(by: &Claimant, fault: LinkFault) -> Finding {
    match by {
        Some((file, Some(span))) => Finding::at(file, *span, fault),
        Some((file, None)) => Finding::about(file, fault),
        None => Finding::about(&Arc::from("sitegen.yaml"), fault),
    }
}
