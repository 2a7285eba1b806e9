//! The texts of the articles, of which there are too many to keep: each is read when it is needed, and read again.

use std::collections::BTreeSet;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use super::{TEXT_LIMIT, Text, read_head, read_text};
use crate::text::{Checksum, Source};

/// Where the articles' texts are.
#[derive(Debug, Clone)]
pub enum Texts {
    /// Below this folder, which is the site's.
    OnDisk(PathBuf),
    /// Below this folder; of all but these only the front matter is read.
    Heads(PathBuf, BTreeSet<Arc<str>>),
    /// In memory, by path.
    Held(Vec<Source>),
}

impl Default for Texts {
    /// There are none.
    fn default() -> Texts {
        Texts::Held(Vec::new())
    }
}

impl Texts {
    /// True where a text is read with its body.
    pub fn is_whole(&self, path: &Arc<str>) -> bool {
        !matches!(self, Texts::Heads(_, whole) if !whole.contains(path))
    }

    /// True where every text is read with its body, so that pages may be made of them.
    pub fn are_whole(&self) -> bool {
        !matches!(self, Texts::Heads(..))
    }

    /// Reads a text.
    ///
    /// # Errors
    /// When the file cannot be read; the path is in the message.
    pub fn read(&self, path: &Arc<str>) -> io::Result<Text> {
        match self {
            Texts::OnDisk(root) => read_text(&root.join(&**path), path, TEXT_LIMIT),
            Texts::Heads(root, whole) if whole.contains(path) => read_text(&root.join(&**path), path, TEXT_LIMIT),
            Texts::Heads(root, _) => read_head(&root.join(&**path), path, TEXT_LIMIT),
            Texts::Held(_) => match self.held(path) {
                Some(source) => Ok(Text::Good(source.clone())),
                None => Err(io::Error::new(io::ErrorKind::NotFound, format!("{path}: not held"))),
            },
        }
    }

    /// A text that is in memory.
    pub fn held(&self, path: &str) -> Option<&Source> {
        let Texts::Held(sources) = self else { return None };
        sources.binary_search_by(|s| (*s.path).cmp(path)).ok().and_then(|i| sources.get(i))
    }

    /// A text that is in memory, most likely the one at this place.
    pub fn held_at(&self, path: &Arc<str>, place: usize) -> Option<&Source> {
        let Texts::Held(sources) = self else { return None };
        sources.get(place).filter(|source| source.path == *path).or_else(|| self.held(path))
    }

    /// Reads a text that was read before, when it had this checksum: no page is made of two states of a file.
    ///
    /// # Errors
    /// When the file cannot be read, or has changed since; the path is in the message.
    pub fn again(&self, path: &Arc<str>, sum: Checksum) -> io::Result<Source> {
        match self.read(path)? {
            Text::Good(source) if source.sum() == sum => Ok(source),
            _ => {
                let what = "changed while the site was being built; build again / 生成期间被修改，请重新生成";
                Err(io::Error::new(io::ErrorKind::InvalidData, format!("{path}: {what}")))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_changed_between_two_reads_is_told_by_its_path() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        let (path, texts) = (Arc::from("甲.md"), Texts::OnDisk(root.to_path_buf()));
        std::fs::write(root.join("甲.md"), "\u{feff}旧").unwrap();
        let Text::Good(first) = texts.read(&path).unwrap() else { panic!("good") };
        let sum = Checksum::of(first.text.as_bytes());
        assert_eq!(texts.again(&path, sum).unwrap(), first);
        for after in ["新", "\u{feff}", "旧\n"] {
            std::fs::write(root.join("甲.md"), after).unwrap();
            let error = texts.again(&path, sum).unwrap_err().to_string();
            assert!(error.starts_with("甲.md: changed while the site was being built"), "{error}");
        }
        std::fs::remove_file(root.join("甲.md")).unwrap();
        let gone = texts.again(&path, sum).unwrap_err();
        assert!(gone.kind() == io::ErrorKind::NotFound && gone.to_string().contains("甲.md: "), "{gone}");
    }
}
