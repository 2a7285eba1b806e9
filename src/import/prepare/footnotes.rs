//! Footnotes: a short link to a note, which has a link back.

use std::collections::BTreeMap;

use super::clean::Exclusion;
use super::page::{Element, Node, NodeId};

/// Links within a page that are looked at.
const MOST_LINKS: usize = 1_000;
/// Characters of the longest mark of a footnote: `[12]`, `注1`, `①`.
const MARK: usize = 6;

/// The footnotes of a body. Their marks and links back are no words of it.
#[derive(Debug, Default)]
pub(super) struct Footnotes {
    /// Links in the text, with the number of their note.
    pub(super) references: BTreeMap<NodeId, usize>,
    /// Elements that have the text of a note, with its number.
    pub(super) notes: BTreeMap<NodeId, usize>,
    /// Links from a note back to the text.
    pub(super) back: BTreeMap<NodeId, usize>,
    /// Number of notes.
    pub(super) count: usize,
}

/// A link within the page that has the form of a mark.
struct Anchor<'a> {
    link: Element<'a>,
    target: &'a str,
    /// The paragraphs, list items and other blocks that contain the link, the outermost first.
    blocks: Vec<NodeId>,
    position: usize,
}

/// What a walk over a page collects.
#[derive(Default)]
struct Walk<'a> {
    anchors: Vec<Anchor<'a>>,
    /// The ids, with the block that has or contains each, and the position of the element.
    ids: BTreeMap<&'a str, (Element<'a>, usize)>,
    position: usize,
    blocks: Vec<NodeId>,
}

impl Footnotes {
    pub(super) fn of(root: Element<'_>, excluded: &BTreeMap<NodeId, Exclusion>) -> Footnotes {
        let mut walk = Walk::default();
        walk.visit(root, root, excluded);
        let mut footnotes = Footnotes::default();
        for anchor in &walk.anchors {
            let Some((note, position)) = walk.ids.get(anchor.target) else { continue };
            let is_inside = |anchor: &Anchor<'_>| anchor.blocks.contains(&note.id());
            if *position <= anchor.position || is_inside(anchor) || is_heading(*note) {
                continue;
            }
            if let Some(number) = footnotes.notes.get(&note.id()) {
                footnotes.references.insert(anchor.link.id(), *number);
                continue;
            }
            let points_back = |back: &&Anchor<'_>| {
                let target = walk.ids.get(back.target);
                is_inside(back) && target.is_some_and(|(target, at)| anchor.blocks.contains(&target.id()) && at < position)
            };
            let Some(back) = walk.anchors.iter().find(points_back) else { continue };
            footnotes.count += 1;
            footnotes.references.insert(anchor.link.id(), footnotes.count);
            footnotes.notes.insert(note.id(), footnotes.count);
            footnotes.back.insert(back.link.id(), footnotes.count);
        }
        footnotes
    }
}

impl<'a> Walk<'a> {
    fn visit(&mut self, element: Element<'a>, block: Element<'a>, excluded: &BTreeMap<NodeId, Exclusion>) {
        for child in element.children() {
            let Node::Element(child) = child else { continue };
            if excluded.contains_key(&child.id()) {
                continue;
            }
            self.position += 1;
            let is_block = is_block(child);
            let block = if is_block { child } else { block };
            if is_block {
                self.blocks.push(child.id());
            }
            for id in ["id", "name"].into_iter().filter_map(|name| child.attribute(name)) {
                self.ids.entry(id).or_insert((block, self.position));
            }
            if let Some(target) = child.attribute("href").and_then(|href| href.trim().strip_prefix('#'))
                && child.name() == "a"
                && !target.is_empty()
                && self.anchors.len() < MOST_LINKS
                && is_mark(&child.text())
            {
                self.anchors.push(Anchor { link: child, target, blocks: self.blocks.clone(), position: self.position });
            }
            self.visit(child, block, excluded);
            if is_block {
                self.blocks.pop();
            }
        }
    }
}

fn is_heading(element: Element<'_>) -> bool {
    matches!(element.name(), "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}

fn is_block(element: Element<'_>) -> bool {
    matches!(element.name(), "p" | "li" | "div" | "td" | "th" | "dd" | "dt" | "blockquote" | "section") || is_heading(element)
}

/// True for the marks of notes: numbers, with or without brackets, symbols, arrows.
fn is_mark(text: &str) -> bool {
    let text = text.trim();
    let is_symbol = |c: char| !c.is_alphabetic() || matches!(c, '注' | '\u{2460}'..='\u{24ff}');
    !text.is_empty() && text.chars().count() <= MARK && text.chars().all(is_symbol)
}
