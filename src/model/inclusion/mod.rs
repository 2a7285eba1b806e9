//! Snippets, tables, rates and deadlines: texts that articles include. An article is expanded before it is analyzed, so that what it includes is part
//! of it for everything; [`Insertions`] know where each piece comes from.
//!
//! ```text
//! article + snippets, tables, registers ─► expand ─► text, insertions, findings
//! ```

pub(crate) mod csv;
mod deadlines;
mod insertions;
mod rates;
mod snippet;
mod table;
#[cfg(test)]
mod tests;
mod writer;

pub(crate) use insertions::{Insertion, Insertions, Origin, Piece, Place};

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use memchr::memmem;

use super::text_file;
use super::yaml::{self, Node, Value};
use crate::diag::Finding;
use crate::diag::catalogue::LinkFault;
use crate::text::markdown::{Code, Document, Event, Tag, TagEnd};
use crate::text::{Checksum, Source, Span};
use writer::Writer;

/// The info strings of blocks that include a text.
pub(crate) const BLOCKS: [&str; 4] = ["snippet", "table", "rates", "deadlines"];
/// Bytes that an article may grow to: a small file must not fill the memory.
const MAX_BYTES: usize = 4 << 20;

/// What articles may include.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Parts {
    /// Snippets and tables, by path. One that is not readable has its finding.
    texts: BTreeMap<Arc<str>, Part>,
    rates: Option<rates::Published>,
    deadlines: Option<deadlines::Periods>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Part {
    pub(crate) source: Source,
    /// Why it is not readable.
    pub(crate) finding: Option<Box<Finding>>,
}

/// True for the path of a file of comma-separated values, which a table may show.
pub(crate) fn is_csv(path: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, ending)| ending.eq_ignore_ascii_case("csv"))
}

impl Parts {
    pub(crate) fn get(&self, path: &str) -> Option<&Part> {
        self.texts.get(path)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Part> {
        self.texts.values()
    }

    /// Adds the registers that articles may print.
    #[must_use]
    pub(crate) fn with_registers(self, registers: &[Source]) -> Parts {
        Parts { rates: rates::Published::of(registers), deadlines: deadlines::Periods::of(registers), ..self }
    }

    /// What is wrong with the snippets by themselves, whether an article includes them or not. A file of values that no article
    /// includes may be meant for readers to download.
    pub(crate) fn flaws(&self) -> impl Iterator<Item = Finding> {
        self.iter().filter(|part| part.source.path.starts_with(snippet::FOLDER)).flat_map(snippet::flaws)
    }

    /// The names of the snippets.
    fn snippets(&self) -> impl Iterator<Item = &str> {
        self.texts.keys().filter_map(|path| path.strip_prefix(snippet::FOLDER)?.strip_suffix(".md"))
    }
}

impl FromIterator<Part> for Parts {
    fn from_iter<I: IntoIterator<Item = Part>>(parts: I) -> Parts {
        let texts = parts.into_iter().map(|part| (Arc::clone(&part.source.path), part)).collect();
        Parts { texts, rates: None, deadlines: None }
    }
}

/// An article with what it includes.
#[derive(Debug)]
pub struct ExpandedText {
    /// The text of the article with what it includes. Its fingerprint depends on all of them.
    pub source: Source,
    pub(crate) insertions: Insertions,
    /// Findings about the blocks, with places in the files themselves.
    pub(crate) findings: Vec<Finding>,
}

/// A block that includes a text, in a file.
struct Block {
    kind: &'static str,
    /// The whole block.
    range: Range<usize>,
    content: Range<usize>,
}

/// Expands an article. A text without such blocks is not copied, and a block with a fault is left out.
pub(crate) fn expand(source: Source, parts: &Parts) -> ExpandedText {
    let blocks = blocks(&source);
    if blocks.is_empty() {
        return ExpandedText { source, insertions: Insertions::default(), findings: Vec::new() };
    }
    let mut writer = Writer::new(&source);
    for block in blocks {
        if writer.len() > MAX_BYTES {
            let problem = ("文章加上引入的内容太长", "the article is too long with what it includes");
            writer.problem(block.kind, first_line(&source.text, &block.range), problem);
            break;
        }
        let before = writer.state();
        match block.kind {
            "snippet" => snippet::include(&block, parts, &mut writer),
            "rates" => rates::include(&block, parts.rates.as_ref(), &mut writer),
            "deadlines" => deadlines::include(&block, parts.deadlines.as_ref(), &mut writer),
            _ => table::include(&block, parts, &mut writer),
        }
        writer.omit_unless_written(before, &block.range);
    }
    writer.finish()
}

/// The blocks of a text that stand where they may: outside of other blocks but lists.
fn blocks(source: &Source) -> Vec<Block> {
    let text: &str = &source.text;
    if BLOCKS.iter().all(|kind| memmem::find(text.as_bytes(), kind.as_bytes()).is_none())
        || ["```", "~~~"].iter().all(|fence| memmem::find(text.as_bytes(), fence.as_bytes()).is_none())
    {
        return Vec::new();
    }
    let start = text_file::body_start(text);
    let body = text.get(start..).unwrap_or("");
    let (mut found, mut open): (Vec<Block>, Option<Block>) = (Vec::new(), None);
    Document::new(body).read(|event, range| match event {
        Event::Start(Tag::CodeBlock(Code::Fenced(info))) => {
            let kind = BLOCKS.into_iter().find(|kind| info.split_whitespace().next() == Some(*kind));
            let range = start + range.start..start + range.end;
            let line = text.get(..range.start).unwrap_or("").rsplit(['\n', '\r']).next().unwrap_or("");
            let is_placed = line.bytes().all(|b| b == b' ');
            open = kind.filter(|_| is_placed).map(|kind| Block { kind, content: range.end..range.end, range });
        }
        Event::Text(_) => {
            if let Some(block) = &mut open {
                let first = block.content.start.min(start + range.start);
                block.content = first..start + range.end;
            }
        }
        Event::End(TagEnd::CodeBlock) => found.extend(open.take()),
        _ => {}
    });
    for block in &mut found {
        let whole = text.get(block.range.clone()).unwrap_or("");
        block.range.end = block.range.start + whole.trim_end_matches(['\n', '\r', ' ']).len();
        // The first line keeps its indentation, as the others do.
        let line = text.get(..block.content.start).unwrap_or("").rfind(['\n', '\r']).map_or(0, |end| end + 1);
        block.content.start = line.clamp(block.range.start, block.range.end);
        block.content.end = block.content.end.clamp(block.content.start, block.range.end.max(block.content.start));
    }
    found
}

/// The first line of a range of a text.
fn first_line(text: &str, range: &Range<usize>) -> Range<usize> {
    let whole = text.get(range.clone()).unwrap_or("");
    range.start..range.start + whole.find(['\n', '\r']).unwrap_or(whole.len())
}

/// The values of a block: key, its place, value and its place. `None` if the block is not a mapping of texts, which is reported.
fn values(block: &Block, writer: &mut Writer<'_>) -> Option<Vec<Entry>> {
    let content = writer.text(&block.content);
    let first = first_line(writer.whole(), &block.range);
    let at = |span: Span| block.content.start + span.start as usize..block.content.start + span.end as usize;
    let rows = match yaml::parse(content) {
        Ok(Node { value: Value::Map(rows), .. }) => rows,
        Ok(_) => {
            writer.problem(block.kind, first, ("里面要写一行一项的「键: 值」", "it needs lines of `key: value`"));
            return None;
        }
        Err(error) => {
            writer.problem(block.kind, at(error.span), (&error.detail_zh, &error.detail));
            return None;
        }
    };
    let mut entries: Vec<Entry> = Vec::new();
    for (key, value) in rows {
        let name = yaml::scalar(&key).unwrap_or_default().to_owned();
        let text = yaml::scalar(&value).filter(|text| !text.contains(['\n', '\r']));
        let (key_place, place) = (at(key.span), at(value.span));
        let Some(text) = text else {
            let zh = format!("「{name}」的值要写在一行里，不能是空的");
            writer.problem(block.kind, key_place, (&zh, &format!("the value of `{name}` must be a text on one line")));
            return None;
        };
        if entries.iter().any(|entry| entry.key == name) {
            let zh = format!("「{name}」写了两次");
            writer.problem(block.kind, key_place, (&zh, &format!("`{name}` is written twice")));
            continue;
        }
        entries.push(Entry { key: name, key_place, text: text.to_owned(), place });
    }
    Some(entries)
}

/// A key of a block with its value; places are those of the article's file.
struct Entry {
    key: String,
    key_place: Range<usize>,
    text: String,
    place: Range<usize>,
}

/// The fingerprint of an article with what it includes: each included text by path, with its fingerprint if there is one.
fn fingerprint(own: Checksum, included: &[(Arc<str>, Option<Checksum>)]) -> Checksum {
    Checksum::of_value(&(own, included))
}

/// Reports a block that is left in an expanded text: it stands where it has no effect.
pub(crate) fn misplaced(info: &str) -> Option<LinkFault> {
    let first = info.split_whitespace().next()?;
    BLOCKS.contains(&first).then(|| LinkFault::BlockPlace { block: first.to_owned() })
}
