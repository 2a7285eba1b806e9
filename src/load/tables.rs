//! Reads a table that is one file, or a folder of files that are its parts.

use std::io;
use std::path::Path;
use std::sync::Arc;

use super::{ReadText, is_folder, read_text, with_path};

/// The parts of a table by name, in order; one without a name if it is a file.
///
/// # Errors
/// If a file or the folder cannot be read; the message has its path.
pub(crate) fn parts(path: &Path, limit: u64, is_part: impl Fn(&str) -> bool) -> io::Result<Vec<(String, ReadText)>> {
    if !is_folder(path) {
        return Ok(vec![(String::new(), read_text(path, &Arc::from(""), limit)?)]);
    }
    let mut names = Vec::new();
    for entry in std::fs::read_dir(path).map_err(|e| with_path(path, &e))? {
        let entry = entry.map_err(|e| with_path(path, &e))?;
        names.extend(entry.file_name().to_str().filter(|name| is_part(name)).map(str::to_owned));
    }
    names.sort();
    let part = |name: String| {
        let text = read_text(&path.join(&name), &Arc::from(""), limit)?;
        Ok((name, text))
    };
    names.into_iter().map(part).collect()
}
