//! Links to articles that have no page any more: they lead to the article in their place, or only their words remain.

use std::collections::BTreeMap;

use super::Node;
use crate::link::{Linked, resolve};
use crate::model::{Article, ArticleId};
use crate::text::edit::Edit;
use crate::text::{Span, url};

/// What becomes of the links to an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Moved {
    To(Node),
    /// Nothing takes its place.
    Away,
}

/// A link of a body, and its new address, if it stays a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NewLink {
    span: Span,
    old: Box<str>,
    new: Option<String>,
}

/// The links of an article to articles that moved. An article with included texts is left alone: its links may stand in other files.
pub(super) fn relink(linked: &Linked, article: &Article, moved: &BTreeMap<ArticleId, Moved>) -> Vec<NewLink> {
    let path = article.path();
    if article.body.insertions.iter().next().is_some() {
        return Vec::new();
    }
    let new_link = |link: &crate::model::facts::Link| {
        let id = linked.library.article_by_path(&resolve::source_of(path, &link.dest)?)?;
        let new = match moved.get(&id)? {
            Moved::To(Node::Article(to)) => Some(url::relative(path, linked.library.article(*to).path())),
            Moved::To(_) | Moved::Away => None,
        };
        Some(NewLink { span: link.span, old: link.dest.clone(), new })
    };
    article.body.facts.links.iter().filter(|link| !link.image).filter_map(new_link).collect()
}

/// The edit of an inline link in its body; `None` if the link is written in another way.
pub(super) fn changed(body: &str, NewLink { span, old, new }: NewLink) -> Option<Edit> {
    let written = span.of(body);
    let middle = written.rfind("](")?;
    let words = written.get(1..middle).filter(|_| written.starts_with('[') && written.ends_with(')'))?;
    let rest = written.get(middle + 2..)?;
    match new {
        None => Some(Edit { span, with: words.to_owned() }),
        Some(new) => {
            let name = old.split('#').next().unwrap_or(&old);
            let encoded = url::encode(name);
            let at = [name, encoded.as_str()].into_iter().find_map(|name| rest.find(name).map(|at| (at, name.len())))?;
            let from = span.range().start + middle + 2 + at.0;
            // A heading of the old text is none of the new one.
            let end = rest.get(at.0 + at.1..).map_or(0, |after| after.find([')', ' ', '>']).unwrap_or(0));
            Some(Edit { span: Span::new(from..from + at.1 + end), with: new })
        }
    }
}
