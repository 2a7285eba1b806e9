//! Links to articles that have no page any more: they lead to the article in their place, or only their words remain.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Node;
use crate::link::{Linked, resolve};
use crate::model::ArticleId;
use crate::model::facts::Link;
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

/// The links of the text at a path to articles that moved.
pub(super) fn relink(linked: &Linked, path: &Arc<str>, links: &[Link], moved: &BTreeMap<ArticleId, Moved>) -> Vec<NewLink> {
    let new_link = |link: &Link| {
        let id = linked.library.article_by_path(&resolve::source_of(path, &link.dest)?)?;
        let new = match moved.get(&id)? {
            Moved::To(Node::Article(to)) => Some(url::relative(path, linked.library.article(*to).path())),
            Moved::To(_) | Moved::Away => None,
        };
        Some(NewLink { span: link.span, old: link.dest.clone(), new })
    };
    links.iter().filter(|link| !link.image).filter_map(new_link).collect()
}

/// The edit of a link in its body: where it stands, or where its reference is defined; `None` if it is written in another way.
pub(super) fn changed(body: &str, link: NewLink) -> Option<Edit> {
    let NewLink { span, old, new } = link;
    let written = span.of(body);
    let middle = written.rfind("](").filter(|_| written.starts_with('[') && written.ends_with(')'));
    let Some(middle) = middle else { return defined(body, &old, &new?) };
    let words = written.get(1..middle)?;
    let Some(new) = new else { return Some(Edit { span, with: words.to_owned() }) };
    let start = span.range().start + middle + 2;
    let at = address(written.get(middle + 2..)?, &old)?;
    Some(Edit { span: Span::new(start + at.start..start + at.end), with: new })
}

/// The edit of the definition `[label]: address` of a reference.
fn defined(body: &str, old: &str, new: &str) -> Option<Edit> {
    let mut start = 0;
    for line in body.split_inclusive('\n') {
        let inner = line.trim_start_matches(' ');
        if line.len() - inner.len() < 4
            && inner.starts_with('[')
            && let Some(end) = line.find("]:").map(|end| end + 2)
            && let Some(after) = line.get(end..)
            && let Some(at) = address(after, old)
            && after.get(..at.start).is_some_and(|before| before.trim_matches([' ', '<', '\t']).is_empty())
            && after
                .get(at.end..)
                .is_some_and(|rest| rest.trim_start_matches('>').starts_with(|c: char| c.is_whitespace()) || rest.is_empty())
        {
            return Some(Edit { span: Span::new(start + end + at.start..start + end + at.end), with: new.to_owned() });
        }
        start += line.len();
    }
    None
}

/// The place of an address with its anchor, which is none of the new text, in what follows the words of a link.
fn address(text: &str, old: &str) -> Option<std::ops::Range<usize>> {
    let name = old.split('#').next().unwrap_or(old);
    let encoded = url::encode(name);
    let (at, length) = [name, encoded.as_str()].into_iter().find_map(|name| Some((text.find(name)?, name.len())))?;
    let after = text.get(at + length..)?;
    let end = if after.starts_with('#') { after.find([')', ' ', '>', '\r', '\n']).unwrap_or(after.len()) } else { 0 };
    Some(at..at + length + end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn changed_text(body: &str, link: &str, old: &str, new: Option<&str>) -> String {
        let start = body.find(link).unwrap();
        let span = Span::new(start..start + link.len());
        let edit = changed(body, NewLink { span, old: old.into(), new: new.map(str::to_owned) });
        edit.map_or_else(|| "-".to_owned(), |edit| crate::text::edit::apply(body, &[edit]))
    }

    #[test]
    fn a_link_leads_to_the_other_article_or_loses_its_address() {
        let inline = "见[甲](101.md#第一 \"题\")。";
        assert_eq!(changed_text(inline, "[甲](101.md#第一 \"题\")", "101.md#第一", Some("a/2.md")), "见[甲](a/2.md \"题\")。");
        assert_eq!(changed_text("见[甲](101.md)。", "[甲](101.md)", "101.md", None), "见甲。");
        let encoded = "见[甲](%E7%94%B2.md)。";
        assert_eq!(changed_text(encoded, "[甲](%E7%94%B2.md)", "甲.md", Some("2.md")), "见[甲](2.md)。");
    }

    #[test]
    fn a_reference_is_changed_where_it_is_defined() {
        let body = "见[甲][k]。\n\n[j]: 1012.md\n[k]: <101.md#一> \"题\"\n";
        assert_eq!(changed_text(body, "[甲][k]", "101.md#一", Some("2.md")), body.replace("101.md#一", "2.md"));
        assert_eq!(changed_text(body, "[甲][k]", "101.md#一", None), "-");
    }
}
