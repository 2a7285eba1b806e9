//! The words of a source body, taken from its tree by a walk of its own.

use std::collections::BTreeMap;
use std::ops::Range;

use super::clean::Cleaning;
use super::furniture::Cut;
use super::page::{Element, Node, NodeId};
use super::run::{is_noise, is_shapeless};
use crate::import::document::{Counts, Removal};

/// Words and removals of a body.
#[derive(Debug, Default)]
pub(super) struct Words {
    pub(super) words: String,
    pub(super) removals: Vec<Removal>,
    /// Elements that have words, and pictures.
    pub(super) counts: Counts,
}

/// Pieces of text nodes that are furniture.
pub(super) type Cuts<'a> = BTreeMap<NodeId, Vec<(Range<usize>, &'a Cut)>>;

/// Where the walk is.
struct Walk<'a> {
    cleaning: &'a Cleaning,
    cuts: &'a Cuts<'a>,
    body: Words,
    notes: Vec<(usize, String)>,
    last_cut: Option<&'a Cut>,
}

/// The words inside an element, without what is excluded or cut, and with the notes at the end.
pub(super) fn words(root: Element<'_>, cleaning: &Cleaning, cuts: &Cuts<'_>) -> Words {
    let mut walk = Walk { cleaning, cuts, body: Words::default(), notes: Vec::new(), last_cut: None };
    walk.element(root, None);
    let Walk { mut body, mut notes, .. } = walk;
    notes.sort_by_key(|(number, _)| *number);
    body.words.extend(notes.into_iter().map(|(_, note)| note));
    body
}

impl<'a> Walk<'a> {
    /// Walks over an element. `note` is the text of the note that it belongs to.
    fn element(&mut self, element: Element<'_>, mut note: Option<&mut String>) {
        for child in element.children() {
            match child {
                Node::Text(id, text) => self.text(id, text, note.as_deref_mut()),
                Node::Element(child) => {
                    let id = child.id();
                    let footnotes = &self.cleaning.footnotes;
                    if let Some(exclusion) = self.cleaning.excluded.get(&id) {
                        self.body.removals.push(Removal { rule: exclusion.rule, text: exclusion.text.clone() });
                    } else if let Some(number) = footnotes.notes.get(&id) {
                        let mut text = String::new();
                        self.element(child, Some(&mut text));
                        self.notes.push((*number, text));
                    } else if !footnotes.references.contains_key(&id) && !footnotes.back.contains_key(&id) {
                        self.count(child);
                        self.element(child, note.as_deref_mut());
                    }
                }
            }
        }
    }

    fn count(&mut self, element: Element<'_>) {
        let counts = &mut self.body.counts;
        let count = match element.name() {
            "img" | "image" => {
                counts.pictures += 1;
                return;
            }
            "a" if element.attribute("href").is_some_and(leads_elsewhere) => &mut counts.links,
            "td" | "th" => &mut counts.cells,
            "li" => &mut counts.items,
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => &mut counts.headings,
            _ => return,
        };
        *count += u32::from(has_words(element, self.cleaning));
    }

    fn text(&mut self, id: NodeId, text: &str, note: Option<&mut String>) {
        if let Some(note) = note {
            note.extend(text.chars().filter(|c| !is_noise(*c)));
            return;
        }
        let mut at = 0;
        for (range, cut) in self.cuts.get(&id).into_iter().flatten() {
            self.body.words.extend(text.get(at..range.start).unwrap_or_default().chars().filter(|c| !is_noise(*c)));
            at = range.end;
            if !self.last_cut.is_some_and(|last| std::ptr::eq(last, *cut)) {
                self.last_cut = Some(cut);
                self.body.removals.push(Removal { rule: cut.rule, text: cut.text.clone() });
            }
        }
        self.body.words.extend(text.get(at..).unwrap_or_default().chars().filter(|c| !is_noise(*c)));
    }
}

/// True for a target other than a place of the page and a script.
fn leads_elsewhere(target: &str) -> bool {
    let target = target.trim().to_ascii_lowercase();
    let others = ["#", "javascript:", "vbscript:", "data:", "file:", "blob:", "about:"];
    !target.is_empty() && !others.iter().any(|other| target.starts_with(other))
}

/// True for an element with text that is shown.
fn has_words(element: Element<'_>, cleaning: &Cleaning) -> bool {
    element.children().any(|child| match child {
        Node::Text(_, text) => text.chars().any(|c| !c.is_whitespace() && !is_shapeless(c)),
        Node::Element(child) => !cleaning.excludes(child) && has_words(child, cleaning),
    })
}
