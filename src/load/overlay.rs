//! Texts in memory that take precedence over the files on disk: the unsaved texts of an editor, and the texts that a preview
//! holds so that its site stays whole while files change.

use std::sync::Arc;

use crate::text::Source;

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Overlay {
    /// Sorted by path, each path once.
    texts: Vec<Source>,
}

impl Overlay {
    pub(crate) fn get(&self, path: &str) -> Option<&Source> {
        self.position(path).ok().and_then(|at| self.texts.get(at))
    }

    pub(crate) fn insert(&mut self, text: Source) {
        match self.position(&text.path) {
            Ok(at) => self.texts.iter_mut().skip(at).take(1).for_each(|old| *old = text.clone()),
            Err(at) => self.texts.insert(at, text),
        }
    }

    /// The texts, by path.
    pub(crate) fn texts(&self) -> impl Iterator<Item = &Source> {
        self.texts.iter()
    }

    pub(crate) fn paths(&self) -> impl Iterator<Item = &Arc<str>> {
        self.texts.iter().map(|text| &text.path)
    }

    fn position(&self, path: &str) -> Result<usize, usize> {
        self.texts.binary_search_by(|text| (*text.path).cmp(path))
    }
}

impl FromIterator<Source> for Overlay {
    fn from_iter<I: IntoIterator<Item = Source>>(texts: I) -> Overlay {
        let mut texts = Vec::from_iter(texts);
        // The sort is stable: of several texts of a path the last one stays.
        texts.sort_by(|a, b| a.path.cmp(&b.path));
        texts.reverse();
        texts.dedup_by(|a, b| a.path == b.path);
        texts.reverse();
        Overlay { texts }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_text_of_a_path_counts() {
        let mut overlay: Overlay =
            [("b", "1"), ("a", "2"), ("b", "3")].into_iter().map(|(path, text)| Source::new(path, text)).collect();
        let text = |overlay: &Overlay, path| overlay.get(path).map(|source| source.text.to_string());
        assert_eq!([text(&overlay, "a"), text(&overlay, "b"), text(&overlay, "c")], [Some("2".into()), Some("3".into()), None]);
        overlay.insert(Source::new("c", "4"));
        overlay.insert(Source::new("a", "5"));
        assert_eq!([text(&overlay, "a"), text(&overlay, "c")], [Some("5".into()), Some("4".into())]);
        assert_eq!(overlay.paths().map(AsRef::as_ref).collect::<Vec<&str>>(), ["a", "b", "c"]);
    }
}
