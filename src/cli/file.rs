//! A source file that a command edits. It is read with its byte-order mark and replaced as a whole.

use std::path::PathBuf;

use super::CliError;
use super::setting::{Folders, Setting};
use crate::import::state::ShortHash;
use crate::text::edit::{Edit, apply, unified};
use crate::{emit, load};

#[derive(Debug)]
pub(super) struct File {
    path: String,
    disk: PathBuf,
    text: String,
}

const MARK: char = '\u{feff}';

impl File {
    /// Reads a file by its path below the site's folder.
    pub(super) fn read(setting: &Setting, folders: &Folders, path: &str) -> Result<File, CliError> {
        let disk = folders.root.join(path);
        let text =
            String::from_utf8(load::read_bytes(&disk)?).map_err(|_| setting.error(path, "不是 UTF-8 编码", "is not UTF-8"))?;
        Ok(File { path: path.to_owned(), disk, text })
    }

    /// Its text without a byte-order mark, as everything else reads it.
    pub(super) fn text(&self) -> &str {
        self.text.strip_prefix(MARK).unwrap_or(&self.text)
    }

    /// Edits of [`File::text`] as edits of the whole.
    fn whole(&self, edits: &[Edit]) -> Vec<Edit> {
        let by = if self.text.starts_with(MARK) { 3 } else { 0 };
        edits.iter().map(|e| Edit { span: e.span.shifted(by), with: e.with.clone() }).collect()
    }

    pub(super) fn diff(&self, edits: &[Edit]) -> String {
        unified(&self.path, &self.text, &self.whole(edits))
    }

    /// Writes the edited text, and gives the hashes of the bytes before and after.
    pub(super) fn replace(&self, edits: &[Edit]) -> Result<(ShortHash, ShortHash), CliError> {
        let edited = apply(&self.text, &self.whole(edits));
        emit::replace_source(&self.disk, self.text.as_bytes(), edited.as_bytes())?;
        Ok((ShortHash::of(self.text.as_bytes()), ShortHash::of(edited.as_bytes())))
    }
}
