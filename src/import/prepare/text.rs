//! Bodies that are no HTML: text with a paragraph a line, and blocks of documents.

use super::flow::Traced;
use super::furniture::{self, Cut, Line, Links};
use super::heading::{self, Numbering, numbering};
use super::paragraph::is_heading_text;
use super::run::{self, Content, Marks, Run, is_noise, is_shapeless};
use super::{LeaveOut, finished};
use crate::import::document::{Block, Document, Prepared, Removal};
use crate::import::fidelity::counts;

/// Prepares text with a paragraph a line.
pub(super) fn prepare(text: &str, title: &str, rules: &LeaveOut) -> Prepared {
    let lines = text.lines().map(normalized).filter(|line| !line.is_empty());
    let lines: Vec<Line> = lines.map(|text| Line { text, links: Links::Text }).collect();
    let mut removals = Vec::new();
    let mut cuts = furniture::of_lines(&lines, title, rules);
    if let (Some(cut @ None), Some(line)) = (cuts.first_mut(), lines.first())
        && heading::repeats(&line.text, title)
    {
        *cut = Some(Cut { rule: "title", text: line.text.clone() });
    }
    let mut words = String::new();
    let mut blocks = Vec::new();
    for (line, cut) in lines.iter().zip(cuts) {
        match cut {
            Some(cut) => removals.push(Removal { rule: cut.rule, text: cut.text }),
            None => {
                words.push_str(&line.text);
                blocks.push(Traced { block: block(&line.text), end: 0 });
            }
        }
    }
    let document = Document { blocks: finished(blocks), footnotes: Vec::new() };
    Prepared { counts: counts(&document), document, words, removals, not_carried: Vec::new() }
}

fn normalized(line: &str) -> String {
    let is_dirt = |c: char| c.is_whitespace() || is_shapeless(c);
    line.trim_matches(is_dirt).chars().filter(|c| !is_noise(*c)).collect()
}

/// A short line with a number is a heading, any other a paragraph.
fn block(line: &str) -> Block {
    let level = match numbering(line) {
        Some(Numbering::Section) if !line.starts_with('第') => Some(2),
        Some(Numbering::Number(numbers)) if numbers > 1 && line.contains(' ') => Some(3),
        _ => None,
    };
    let run = Run { marks: Marks::default(), content: Content::Text(line.to_owned()), end: 0 };
    let content = run::inlines(&[run], &[]);
    match level.filter(|_| is_heading_text(line)) {
        Some(level) => Block::Heading { level, content },
        None => Block::Paragraph(content),
    }
}

/// Prepares the blocks of a document. A block is left out only if its words are found in `words` where they belong.
pub(super) fn of_blocks(document: Document, words: &str, title: &str, rules: &LeaveOut) -> Prepared {
    let blocks: Vec<Traced> = document.blocks.into_iter().map(|block| Traced { block, end: 0 }).collect();
    let cuts = furniture::furniture(&blocks, title, rules);
    let mut words: String = words.chars().filter(|c| !is_noise(*c)).collect();
    let mut removals = Vec::new();
    let mut left = Vec::new();
    for (traced, cut) in blocks.into_iter().zip(cuts) {
        match cut.filter(|cut| cut_words(&mut words, &cut.text)) {
            Some(cut) => removals.push(Removal { rule: cut.rule, text: cut.text }),
            None => left.push(traced),
        }
    }
    let document = Document { blocks: finished(left), footnotes: document.footnotes };
    Prepared { counts: counts(&document), document, words, removals, not_carried: Vec::new() }
}

/// Takes a text out of the words if it occurs there exactly once, but for blanks.
fn cut_words(words: &mut String, text: &str) -> bool {
    let is_letter = |c: char| !c.is_whitespace() && !is_shapeless(c);
    let letters = |text: &str| text.chars().filter(|c| is_letter(*c)).collect::<String>();
    let (all, part) = (letters(words), letters(text));
    let mut places = all.match_indices(&part).map(|(at, _)| at);
    let (Some(at), None, false) = (places.next(), places.next(), part.is_empty()) else { return false };
    *words = [all.get(..at), all.get(at + part.len()..)].into_iter().flatten().collect();
    true
}
