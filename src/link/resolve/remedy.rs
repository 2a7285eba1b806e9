//! What an author probably meant by a local address that leads nowhere.

use std::ops::Bound;
use std::sync::Arc;

use super::super::outputs::Output;
use super::{LinkRefusal, Resolver, near_slug};
use crate::diag::catalogue::{LinkFault, ReferenceFault};
use crate::diag::nearest;
use crate::model::facts::Facts;
use crate::text::url;

/// Files of a folder that are compared with a wrong name.
const FILES: usize = 1_000;
/// Headings of a text that a message lists.
const LISTED_HEADINGS: usize = 12;

impl Resolver<'_> {
    /// The fault of a relative address `written` in a `file`, without a file at `source`.
    pub(super) fn no_source(&self, file: &str, written: &str, source: &str) -> LinkRefusal {
        if written.contains('\\') {
            let corrected = written.replace('\\', "/");
            let fault = ReferenceFault::Backslashes { target: written.to_owned(), corrected: corrected.clone() };
            return Box::new((fault.into(), Some(corrected)));
        }
        let stem = [".md", ".markdown", ".html", ".htm", "/"].iter().find_map(|end| source.strip_suffix(end)).unwrap_or(source);
        let article = format!("{}.md", stem.trim_end_matches('/'));
        let is_article = written.ends_with(".md") || self.addresses.sources.contains_key(article.as_str());
        let near = self.suggest(|| {
            let near = if is_article { self.near_article(file, &article) } else { self.near_file(file, source) };
            near.filter(|near| near != written)
        });
        let target = written.to_owned();
        let fault = if is_article { LinkFault::NoSuchArticle { target } } else { LinkFault::NoSuchFile { target } };
        Box::new((fault.into(), near))
    }

    /// The relative path of the article at a path, of one with the same name in another folder, or of one with a similar name.
    fn near_article(&self, file: &str, source: &str) -> Option<String> {
        if self.addresses.sources.contains_key(source) {
            return Some(url::relative(file, source));
        }
        let name = source.rsplit('/').next().unwrap_or(source).trim_end_matches(".md");
        let slug = self.addresses.article_by_slug(name).is_some().then(|| name.to_owned());
        let id = self.addresses.article_by_slug(&slug.or_else(|| near_slug(self.addresses, name))?)?;
        Some(url::relative(file, self.library.article(id).path()))
    }

    /// The relative path of a file whose name differs in upper and lower case or is similar, in the same folder.
    fn near_file(&self, file: &str, source: &str) -> Option<String> {
        let (folder, name) = source.rsplit_once('/')?;
        let range = (Bound::Excluded(Arc::from(format!("{folder}/"))), Bound::Unbounded::<Arc<str>>);
        let below = self.addresses.sources.range(range).take_while(|(path, _)| path.starts_with(folder)).take(FILES);
        let files = below.filter(|(_, output)| matches!(output, Output::Copy(_)));
        let names: Vec<&str> =
            files.filter_map(|(path, _)| path.strip_prefix(folder)?.strip_prefix('/')).filter(|n| !n.contains('/')).collect();
        let same = names.iter().find(|known| known.to_lowercase() == name.to_lowercase()).map(|known| (*known).to_owned());
        let near = same.or_else(|| nearest(name, names.iter().copied()))?;
        Some(url::relative(file, &format!("{folder}/{near}")))
    }

    /// The fault of an anchor that a text does not have.
    pub(super) fn no_anchor(&self, target: String, anchor: String, facts: Option<&Facts>) -> LinkRefusal {
        let ids = || facts.into_iter().flat_map(|facts| facts.headings.iter().map(|heading| heading.id));
        let near = self.suggest(|| nearest(&anchor, ids().take(super::HEADINGS)));
        let mut known = ids().take(LISTED_HEADINGS).collect::<Vec<_>>().join("、");
        if ids().nth(LISTED_HEADINGS).is_some() {
            known.push('…');
        }
        if known.is_empty() {
            known.push('—');
        }
        Box::new((LinkFault::NoSuchAnchor { target, anchor, known }.into(), near))
    }
}
