//! When the files of a site were last written, for those who look whether anything has changed. No build depends on a time.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::SystemTime;

use walkdir::WalkDir;

use super::tree::{FOLDERS, MAX_DEPTH, Place, is_hidden};
use crate::model::ledger;

/// By path below the site's folder: when a file was written, and its length.
pub(crate) type Stamps = BTreeMap<String, (Option<SystemTime>, u64)>;

/// Looks at every file of a site. What cannot be looked at is left out.
pub(crate) fn stamps(root: &Path, settings: &Path) -> Stamps {
    let mut stamps = Stamps::new();
    let mut stamp = |path: &Path, metadata: &std::fs::Metadata| {
        stamps.insert(Place::of(root, path).path.to_string(), (metadata.modified().ok(), metadata.len()));
    };
    for file in [settings, &root.join(ledger::FILE)] {
        if let Ok(metadata) = file.metadata() {
            stamp(file, &metadata);
        }
    }
    for folder in FOLDERS {
        let walk = WalkDir::new(root.join(folder)).max_depth(MAX_DEPTH).into_iter();
        for entry in walk.filter_entry(|e| e.depth() == 0 || !is_hidden(e)).flatten() {
            if let (false, Ok(metadata)) = (entry.file_type().is_dir(), entry.metadata()) {
                stamp(entry.path(), &metadata);
            }
        }
    }
    stamps
}
