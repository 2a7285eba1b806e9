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
    let numbered = || document.footnotes.iter().zip(1_usize..);
    let labels: Notes<'_> = numbered().map(|(note, number)| (note.label.as_str(), number)).collect();
    let mut writer = BlockWriter { notes: &labels, depth: 1 };
    let mut texts: Vec<(&Footnote, usize, String)> =
        numbered().map(|(note, number)| (note, number, writer.blocks(&note.blocks))).collect();
    // A note without text gets no reference.
    texts.retain(|(_, _, text)| !text.is_empty());
    let notes: Notes<'_> = texts.iter().rev().map(|(note, number, _)| (note.label.as_str(), *number)).collect();
    let mut out = BlockWriter { notes: &notes, depth: 0 }.blocks(&document.blocks);
    for (_, number, text) in &texts {
        part(&mut out, "\n\n");
        out.push_str(&with_prefix(text, &format!("[^{number}]: "), "    "));
    }
    if !out.is_empty() {
        out.push('\n');
    }
    out
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

/// The mark of the list before, if the next block would continue it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum ListMark {
    Bullet(char),
    Number(char),
}

struct BlockWriter<'n> {
    notes: &'n Notes<'n>,
    /// Elements that are open around the blocks.
    depth: usize,
}

impl BlockWriter<'_> {
    /// The Markdown of blocks without a line feed at the end.
    fn blocks(&mut self, blocks: &[Block]) -> String {
        let mut out = String::new();
        let mut list = None;
        for block in blocks {
            let (text, mark) = self.block(block, list);
            if text.is_empty() {
                continue;
            }
            if !out.is_empty() {
                out.push_str("\n\n");
            }
            out.push_str(&text);
            list = mark;
        }
        out
    }

    fn block(&mut self, block: &Block, before: Option<ListMark>) -> (String, Option<ListMark>) {
        let text = match block {
            Block::Paragraph(content) => inline(content, Place::Paragraph, self.notes),
            Block::Heading { level, content } => self.heading(*level, content),
            Block::List { start, items } => return self.list(*start, items, before),
            Block::Quote(blocks) => self.quote(blocks),
            Block::Code { language, text } => code(language.as_deref(), text),
            Block::Table(table) => table::table(table, self.notes),
            Block::Rule if self.depth == 0 => "---".to_owned(),
            Block::Rule => "___".to_owned(),
            Block::Definitions(entries) => self.definitions(entries),
        };
        (text, None)
    }

    fn heading(&self, level: u8, content: &[Inline]) -> String {
        // A heading of pictures would have no name in the table of contents.
        if !has_words(content, true) {
            return inline(content, Place::Paragraph, self.notes);
        }
        let text = inline(content, Place::Heading, self.notes);
        if text.is_empty() { text } else { format!("{} {text}", "#".repeat(usize::from(level.clamp(2, 6)))) }
    }

    /// Blocks within elements; without them if they would be too deep.
    fn within(&mut self, elements: usize, blocks: &[Block]) -> (String, bool) {
        let fits = self.depth + elements <= DEEPEST;
        let depth = self.depth;
        self.depth += if fits { elements } else { 0 };
        let text = self.blocks(blocks);
        self.depth = depth;
        (text, fits)
    }

    fn quote(&mut self, blocks: &[Block]) -> String {
        match self.within(1, blocks) {
            (text, true) if !text.is_empty() => with_prefix(&text, "> ", "> "),
            (text, _) => text,
        }
    }

    fn list(&mut self, start: Option<u32>, items: &[Vec<Block>], before: Option<ListMark>) -> (String, Option<ListMark>) {
        let mark = match start {
            Some(_) => ListMark::Number(if before == Some(ListMark::Number('.')) { ')' } else { '.' }),
            None => ListMark::Bullet(if before == Some(ListMark::Bullet('-')) { '*' } else { '-' }),
        };
        let count = u32::try_from(items.len()).unwrap_or(u32::MAX);
        let first = start.filter(|start| start.saturating_add(count) <= LARGEST_NUMBER).unwrap_or(1);
        let is_tight = items.iter().all(|item| is_tight(item));
        let (mut out, mut number) = (String::new(), first);
        let mut is_list = false;
        for item in items {
            let (text, fits) = self.within(2, item);
            if text.is_empty() {
                continue;
            }
            if !out.is_empty() {
                out.push_str(if is_tight && fits { "\n" } else { "\n\n" });
            }
            if !fits {
                out.push_str(&text);
                continue;
            }
            is_list = true;
            let mark = match mark {
                ListMark::Bullet(mark) => format!("{mark} "),
                ListMark::Number(mark) => format!("{number}{mark} "),
            };
            let text = if is_tight { text.replace("\n\n", "\n") } else { text };
            out.push_str(&with_prefix(&text, &mark, &" ".repeat(mark.len())));
            number = number.saturating_add(1);
        }
        (out, is_list.then_some(mark))
    }

    fn definitions(&mut self, entries: &[(Vec<Inline>, Vec<Vec<Block>>)]) -> String {
        let mut out = String::new();
        for (term, explanations) in entries {
            let term = inline(term, Place::Term, self.notes);
            let texts: Vec<(String, bool)> =
                explanations.iter().map(|blocks| self.within(2, blocks)).filter(|(text, _)| !text.is_empty()).collect();
            let is_definition = !term.is_empty() && texts.iter().all(|(_, fits)| *fits);
            if !term.is_empty() {
                part(&mut out, "\n\n");
                out.push_str(&term);
            }
            for (text, _) in texts {
                part(&mut out, if is_definition { "\n" } else { "\n\n" });
                out.push_str(&if is_definition { with_prefix(&text, ": ", "  ") } else { text });
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
