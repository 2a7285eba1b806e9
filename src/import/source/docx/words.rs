//! The words of a part in reading order, from a reading of its own: what the blocks say is compared with them.

use std::collections::{BTreeMap, BTreeSet};

use super::super::xml::{Xml, XmlEvent, XmlFault};
use super::flow::SILENT;
use super::styles::is_on;

/// Paragraphs of a part by their numbers: the words that Word shows before them, and those that are left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Changes {
    pub(super) labels: BTreeMap<usize, String>,
    pub(super) omitted: BTreeSet<usize>,
}

#[derive(Debug)]
enum Open {
    Flow(String),
    Paragraph { index: usize, text: String, boxes: String },
}

/// The words of the part, and of each note in it, in the order of the part.
pub(super) fn words(text: &str, changes: &Changes) -> Result<(String, Vec<String>), XmlFault> {
    let mut xml = Xml::new(text);
    let (mut open, mut notes) = (vec![Open::Flow(String::new())], Vec::new());
    let (mut skipped, mut paragraphs, mut is_hidden) = (0_usize, 0_usize, false);
    let (mut path, mut choices): (Vec<String>, Vec<bool>) = Default::default();
    while let Some(event) = xml.next()? {
        match event {
            XmlEvent::Start(_) if skipped > 0 => skipped += 1,
            XmlEvent::End(_) if skipped > 0 => skipped -= 1,
            XmlEvent::Text { .. } if skipped > 0 || is_hidden => {}
            XmlEvent::Start(element) => {
                let is_other_form = matches!(element.name.as_str(), "mc:Choice" | "mc:Fallback")
                    && choices.last_mut().is_some_and(|is_taken| std::mem::replace(is_taken, true));
                if is_other_form || SILENT.contains(&element.name.as_str()) {
                    skipped = 1;
                    continue;
                }
                match element.name.as_str() {
                    "mc:AlternateContent" => choices.push(false),
                    "w:p" => {
                        open.push(Open::Paragraph { index: paragraphs, text: String::new(), boxes: String::new() });
                        paragraphs += 1;
                        is_hidden = false;
                    }
                    "w:txbxContent" | "w:footnote" | "w:endnote" => open.push(Open::Flow(String::new())),
                    "w:r" => is_hidden = false,
                    "w:vanish" if !path.iter().any(|name| name == "w:pPr") => is_hidden = is_on(element.get("w:val")),
                    "w:noBreakHyphen" if !is_hidden => push(&mut open, "\u{2011}"),
                    "w:tab" | "w:br" | "w:cr" => push(&mut open, " "),
                    _ => {}
                }
                path.push(element.name);
            }
            XmlEvent::End(name) => {
                path.pop();
                match name.as_str() {
                    "mc:AlternateContent" => drop(choices.pop()),
                    "w:p" | "w:txbxContent" => close(&mut open, changes),
                    "w:footnote" | "w:endnote" => {
                        if let Some(Open::Flow(text)) = open.pop() {
                            notes.push(text);
                        }
                    }
                    _ => {}
                }
            }
            XmlEvent::Text { text, .. } => {
                if path.last().is_some_and(|name| name == "w:t" || name == "m:t") {
                    push(&mut open, &text);
                }
            }
        }
    }
    while open.len() > 1 {
        close(&mut open, changes);
    }
    match open.pop() {
        Some(Open::Flow(text)) => Ok((text, notes)),
        _ => Ok((String::new(), notes)),
    }
}

fn push(open: &mut [Open], words: &str) {
    if let Some(Open::Paragraph { text, .. }) = open.last_mut() {
        text.push_str(words);
    }
}

/// Hands the words of a paragraph or a text box on to what is around it. Text boxes follow the paragraph in which they are anchored.
fn close(open: &mut Vec<Open>, changes: &Changes) {
    let closed = match open.pop() {
        Some(Open::Flow(text)) => text,
        Some(Open::Paragraph { index, .. }) if changes.omitted.contains(&index) => String::new(),
        Some(Open::Paragraph { index, text, boxes }) => {
            let label = changes.labels.get(&index).map_or("", String::as_str);
            format!("{label}{text}\n{boxes}")
        }
        None => return,
    };
    match open.last_mut() {
        Some(Open::Flow(text)) => text.push_str(&closed),
        Some(Open::Paragraph { boxes, .. }) => boxes.push_str(&closed),
        None => open.push(Open::Flow(closed)),
    }
}
