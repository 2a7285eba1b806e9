//! A document as Markdown of this site: ATX headings, lists with `-`, links within the line.
//!
//! Text is escaped wherever the parser, or a rule of the site, could take it for markup, so that the page shows the same characters.
//! What Markdown cannot nest is unnested: containers deeper than the parser reads are written as their content.

mod escape;
mod flank;
mod inline;
mod retarget;
mod shape;
mod table;
mod tidy;

pub(crate) use escape::has_address;
pub(crate) use retarget::{Retarget, retarget};

use super::document::{Block, Document, Footnote, Inline};
use super::fidelity::has_words;
use crate::text::markdown::MAX_DEPTH;
use escape::is_control;
use inline::{Notes, Place, inline};

/// Open elements beyond which containers are unnested. A table in a container, and marks in its cells, need the others.
const DEEPEST: usize = MAX_DEPTH - 12;
/// The largest number of an item.
const LARGEST_NUMBER: u32 = 999_999_999;
/// Languages that a block of code may name. Other words may be the name of a block of this site.
const LANGUAGES: [&str; 34] = [
    "bash", "c", "cpp", "cs", "css", "diff", "go", "html", "ini", "java", "javascript", "js", "json", "kotlin", "lua", "makefile",
    "markdown", "perl", "php", "powershell", "python", "py", "r", "ruby", "rust", "scala", "sh", "sql", "swift", "text",
    "typescript", "ts", "xml", "yaml",
];

/// The Markdown of a document, with a line feed at its end. It is empty for a document without anything to see.
pub(crate) fn markdown(document: &Document) -> String {
    counted(document).0
}

/// The Markdown of a document, and how many of its texts got fewer marks than they have, because the parser would read them
/// otherwise.
pub(crate) fn counted(document: &Document) -> (String, usize) {
    let numbered = || document.footnotes.iter().zip(1_usize..);
    let labels = Notes { numbers: numbered().map(|(note, number)| (note.label.as_str(), number)).collect(), ..Notes::default() };
    let mut writer = BlockWriter { notes: &labels, depth: 1 };
    let mut texts: Vec<(&Footnote, usize, String)> =
        numbered().map(|(note, number)| (note, number, writer.blocks(&note.blocks, None))).collect();
    // A note without text gets no reference.
    texts.retain(|(_, _, text)| !text.is_empty());
    let numbers = texts.iter().rev().map(|(note, number, _)| (note.label.as_str(), *number)).collect();
    let notes = Notes { numbers, reductions: labels.reductions.clone() };
    let mut out = BlockWriter { notes: &notes, depth: 0 }.blocks(&document.blocks, None);
    for (_, number, text) in &texts {
        part(&mut out, "\n\n");
        out.push_str(&with_prefix(text, &format!("[^{number}]: "), "    "));
    }
    if !out.is_empty() {
        out.push('\n');
    }
    (out, notes.reductions.get())
}

/// The text with one prefix before its first line and another before each other line that is not empty.
fn with_prefix(text: &str, first: &str, other: &str) -> String {
    let mut out = String::with_capacity(text.len() + first.len());
    for (n, line) in text.split('\n').enumerate() {
        let prefix = if n == 0 { first } else { other };
        if n > 0 {
            out.push('\n');
        }
        out.push_str(if line.is_empty() { prefix.trim_end() } else { prefix });
        out.push_str(line);
    }
    out
}

/// The mark of a list.
#[derive(Clone, Copy, PartialEq, Eq)]
enum ListMark {
    Bullet(char),
    Number(char),
}

/// The mark of the list at the end of a text, which a list with the same mark would continue.
fn last_list(text: &str) -> Option<ListMark> {
    let line = text.rsplit('\n').find(|line| !line.is_empty() && !line.starts_with(' '))?;
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let mark = line.get(digits..)?.chars().next()?;
    let is_parted = line.get(digits + 1..).is_some_and(|text| text.is_empty() || text.starts_with(' '));
    match mark {
        '-' | '*' if digits == 0 && is_parted => Some(ListMark::Bullet(mark)),
        '.' | ')' if digits > 0 && is_parted => Some(ListMark::Number(mark)),
        _ => None,
    }
}

struct BlockWriter<'n> {
    notes: &'n Notes<'n>,
    /// Elements that are open around the blocks.
    depth: usize,
}

impl BlockWriter<'_> {
    /// The Markdown of blocks behind a list, if there is one, without a line feed at the end.
    fn blocks(&mut self, blocks: &[Block], before: Option<ListMark>) -> String {
        let mut out = String::new();
        for block in blocks {
            let before = if out.is_empty() { before } else { last_list(&out) };
            let text = self.block(block, before);
            if !text.is_empty() {
                part(&mut out, "\n\n");
                out.push_str(&text);
            }
        }
        out
    }

    fn block(&mut self, block: &Block, before: Option<ListMark>) -> String {
        match block {
            Block::Paragraph(content) => inline(content, Place::Paragraph, self.notes),
            Block::Heading { level, content } => self.heading(*level, content),
            Block::List { start, items } => self.list(*start, items, before),
            Block::Quote(blocks) => self.quote(blocks, before),
            Block::Code { language, text } => code(language.as_deref(), text),
            Block::Table(table) => table::table(table, self.notes),
            Block::Rule if self.depth == 0 => "---".to_owned(),
            Block::Rule => "___".to_owned(),
            Block::Definitions(entries) => self.definitions(entries, before),
        }
    }

    fn heading(&self, level: u8, content: &[Inline]) -> String {
        // A heading of pictures would have no name in the table of contents.
        if !has_words(content, true) {
            return inline(content, Place::Paragraph, self.notes);
        }
        let text = inline(content, Place::Heading, self.notes);
        if text.is_empty() { text } else { format!("{} {text}", "#".repeat(usize::from(level.clamp(2, 6)))) }
    }

    /// True if blocks may stand within so many further elements.
    fn fits(&self, elements: usize) -> bool {
        self.depth + elements <= DEEPEST
    }

    /// Blocks within elements.
    fn within(&mut self, elements: usize, blocks: &[Block]) -> String {
        self.depth += elements;
        let text = self.blocks(blocks, None);
        self.depth -= elements;
        text
    }

    fn quote(&mut self, blocks: &[Block], before: Option<ListMark>) -> String {
        if !self.fits(1) {
            return self.blocks(blocks, before);
        }
        let text = self.within(1, blocks);
        if text.is_empty() { text } else { with_prefix(&text, "> ", "> ") }
    }

    fn list(&mut self, start: Option<u32>, items: &[Vec<Block>], before: Option<ListMark>) -> String {
        if !self.fits(2) {
            return self.unnested(items, before);
        }
        let mark = match start {
            Some(_) => ListMark::Number(if before == Some(ListMark::Number('.')) { ')' } else { '.' }),
            None => ListMark::Bullet(if before == Some(ListMark::Bullet('-')) { '*' } else { '-' }),
        };
        let count = u32::try_from(items.len()).unwrap_or(u32::MAX);
        let mut number = start.filter(|start| start.saturating_add(count) <= LARGEST_NUMBER).unwrap_or(1);
        let is_tight = items.iter().all(|item| is_tight(item));
        let mut out = String::new();
        for item in items {
            let text = self.within(2, item);
            if text.is_empty() {
                continue;
            }
            part(&mut out, if is_tight { "\n" } else { "\n\n" });
            let mark = match mark {
                ListMark::Bullet(mark) => format!("{mark} "),
                ListMark::Number(mark) => format!("{number}{mark} "),
            };
            let text = if is_tight { text.replace("\n\n", "\n") } else { text };
            out.push_str(&with_prefix(&text, &mark, &" ".repeat(mark.len())));
            number = number.saturating_add(1);
        }
        out
    }

    /// The blocks of several elements without the elements.
    fn unnested(&mut self, all: &[Vec<Block>], before: Option<ListMark>) -> String {
        let mut out = String::new();
        for blocks in all {
            let before = if out.is_empty() { before } else { last_list(&out) };
            let text = self.blocks(blocks, before);
            if !text.is_empty() {
                part(&mut out, "\n\n");
                out.push_str(&text);
            }
        }
        out
    }

    fn definitions(&mut self, entries: &[(Vec<Inline>, Vec<Vec<Block>>)], before: Option<ListMark>) -> String {
        let mut out = String::new();
        for (term, explanations) in entries {
            let before = if out.is_empty() { before } else { last_list(&out) };
            let term = inline(term, Place::Term, self.notes);
            if term.is_empty() || !self.fits(2) {
                let text = self.unnested(explanations, if term.is_empty() { before } else { None });
                for piece in [term, text].iter().filter(|piece| !piece.is_empty()) {
                    part(&mut out, "\n\n");
                    out.push_str(piece);
                }
                continue;
            }
            part(&mut out, "\n\n");
            out.push_str(&term);
            for text in
                explanations.iter().map(|blocks| self.within(2, blocks)).filter(|text| !text.is_empty()).collect::<Vec<String>>()
            {
                out.push('\n');
                out.push_str(&with_prefix(&text, ": ", "  "));
            }
        }
        out
    }
}

fn part(out: &mut String, divider: &str) {
    if !out.is_empty() {
        out.push_str(divider);
    }
}

/// True for an item of one paragraph, or of a paragraph and a list of such items that may follow it without an empty line.
fn is_tight(item: &[Block]) -> bool {
    match item {
        [Block::Paragraph(_)] => true,
        [Block::Paragraph(_), Block::List { start: None | Some(1), items }] => items.iter().all(|item| is_tight(item)),
        _ => false,
    }
}

/// A block of code in a fence that is longer than each run of backticks inside.
fn code(language: Option<&str>, text: &str) -> String {
    let text: String = text.replace("\r\n", "\n").replace('\r', "\n").chars().filter(|c| !is_control(*c)).collect();
    if text.trim().is_empty() {
        return String::new();
    }
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    let language = language.map(str::to_ascii_lowercase).filter(|language| LANGUAGES.contains(&language.as_str()));
    format!("{fence}{}\n{}\n{fence}", language.unwrap_or_default(), text.trim_end_matches('\n'))
}

#[cfg(test)]
mod tests;
