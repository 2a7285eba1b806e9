//! The texts of the articles. There are too many to keep: each is read when it is needed, and may be read a second time.

use std::collections::BTreeSet;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use super::{Overlay, ReadText, TEXT_LIMIT, Unreadable, read_head, read_text};
use crate::model::{ExpandedText, Parts, inclusion};
use crate::text::{Checksum, Source};

/// Reads the articles of a site.
#[derive(Debug, Clone, Default)]
pub struct Texts {
    /// The site's folder.
    pub root: PathBuf,
    /// Texts that are not read from disk.
    pub overlay: Overlay,
    /// How much of each article is read.
    pub extent: Extent,
    /// Snippets and tables that articles include.
    pub parts: Arc<Parts>,
}

/// How much of each article is read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Extent {
    #[default]
    Whole,
    FrontMatterExcept(BTreeSet<Arc<str>>),
}

impl Texts {
    /// True if the body of an article is read.
    pub(crate) fn is_whole(&self, path: &str) -> bool {
        match &self.extent {
            Extent::Whole => true,
            Extent::FrontMatterExcept(whole) => whole.contains(path),
        }
    }

    /// True if every body is read, so that pages can be rendered.
    pub(crate) fn are_whole(&self) -> bool {
        self.extent == Extent::Whole
    }

    /// Reads an article.
    ///
    /// # Errors
    /// If the file cannot be read; the message has its path.
    pub(crate) fn read(&self, path: &Arc<str>) -> io::Result<ReadText> {
        if let Some(source) = self.overlay.get(path) {
            return Ok(Ok(source.clone()));
        }
        let disk = self.root.join(&**path);
        if self.is_whole(path) { read_text(&disk, path, TEXT_LIMIT) } else { read_head(&disk, path, TEXT_LIMIT) }
    }

    /// Reads a file, whose fingerprint must still begin with this one.
    ///
    /// # Errors
    /// If the file cannot be read or has changed; the message has its path.
    pub(crate) fn file(&self, path: &str, fingerprint: &str) -> io::Result<Vec<u8>> {
        let bytes = super::read_plain_file(&self.root.join(path))?;
        if Checksum::of(&bytes).to_string().starts_with(fingerprint) { Ok(bytes) } else { Err(changed(path)) }
    }

    /// Reads an article with the texts that it includes.
    ///
    /// # Errors
    /// If the file cannot be read; the message has its path.
    pub(crate) fn expanded(&self, path: &Arc<str>) -> io::Result<Result<ExpandedText, Unreadable>> {
        Ok(self.read(path)?.map(|source| inclusion::expand(source, &self.parts)))
    }

    /// Reads an article a second time, with the texts that it includes. No page is made of two states of a file.
    ///
    /// # Errors
    /// If the file cannot be read, or its fingerprint is no longer this one; the message has its path.
    pub(crate) fn read_unchanged(&self, path: &Arc<str>, fingerprint: Checksum) -> io::Result<Source> {
        match self.expanded(path)? {
            Ok(ExpandedText { source, .. }) if source.fingerprint == fingerprint => Ok(source),
            _ => Err(changed(path)),
        }
    }
}

fn changed(path: &str) -> io::Error {
    let what = "changed while the site was being built; build again / 生成期间被修改，请重新生成";
    io::Error::new(io::ErrorKind::InvalidData, format!("{path}: {what}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_changed_between_two_reads_is_an_error_with_its_path() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        let (path, texts) = (Arc::from("甲.md"), Texts { root: root.to_path_buf(), ..Texts::default() });
        std::fs::write(root.join("甲.md"), "\u{feff}旧").unwrap();
        let first = texts.read(&path).unwrap().unwrap();
        let fingerprint = Checksum::of("旧".as_bytes());
        assert_eq!(texts.read_unchanged(&path, fingerprint).unwrap(), first);
        for after in ["新", "\u{feff}", "旧\n"] {
            std::fs::write(root.join("甲.md"), after).unwrap();
            let error = texts.read_unchanged(&path, fingerprint).unwrap_err().to_string();
            assert!(error.starts_with("甲.md: changed while the site was being built"), "{error}");
        }
        let unsaved = Texts { overlay: [Source::new("甲.md", "旧")].into_iter().collect(), ..texts.clone() };
        assert_eq!(unsaved.read_unchanged(&path, fingerprint).unwrap(), first);
        std::fs::remove_file(root.join("甲.md")).unwrap();
        let gone = texts.read_unchanged(&path, fingerprint).unwrap_err();
        assert!(gone.kind() == io::ErrorKind::NotFound && gone.to_string().contains("甲.md: "), "{gone}");
    }
}
