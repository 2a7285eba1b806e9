//! `select: auto`: the element of a page that has its main text, where no place is known.

use crate::import::prepare::page::{Element, Node, Page};

/// Percent of the sentences of a page that its main text has at least. The others are notices and excerpts of other articles.
const MAIN: usize = 70;

/// The innermost container with most of the sentences of a page; `None` for a page without sentences.
pub(super) fn main_text(page: &Page) -> Option<Element<'_>> {
    let mut element = page.root()?;
    let all = prose(element);
    let has_most = |child: &Element<'_>| is_container(*child) && prose(*child) * 100 >= all * MAIN;
    while let Some(inner) = elements(element).find(has_most) {
        element = inner;
    }
    (all > 0).then_some(element)
}

fn elements(element: Element<'_>) -> impl Iterator<Item = Element<'_>> {
    element.children().filter_map(|node| match node {
        Node::Element(child) => Some(child),
        Node::Text(..) => None,
    })
}

fn is_container(element: Element<'_>) -> bool {
    matches!(
        element.name(),
        "html" | "body" | "main" | "article" | "section" | "div" | "center" | "form" | "table" | "tbody" | "tr" | "td"
    )
}

/// The number of characters in sentences. Links and the frame of a page have none.
fn prose(element: Element<'_>) -> usize {
    let (mut count, mut left) = (0, vec![element]);
    while let Some(element) = left.pop() {
        for node in element.children() {
            match node {
                Node::Text(_, text) if text.contains(['。', '，', '；', '！', '？', '、', ',']) => {
                    count += text.trim().chars().count()
                }
                Node::Element(child)
                    if !matches!(
                        child.name(),
                        "script"
                            | "style"
                            | "noscript"
                            | "template"
                            | "a"
                            | "nav"
                            | "header"
                            | "footer"
                            | "aside"
                            | "button"
                            | "select"
                    ) =>
                {
                    left.push(child);
                }
                _ => {}
            }
        }
    }
    count
}
