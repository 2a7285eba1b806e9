//! Paragraphs and tables of a Word file → blocks.

use std::collections::{BTreeMap, BTreeSet};

use super::MAX_COLUMNS;
use super::flow::{Cell, Paragraph, Piece, Target};
use super::inline::inlines;
use super::numbering::{Counter, Marker};
use super::package::Relationships;
use super::styles::{Role, Styles};
use super::words::Changes;
use crate::import::document::{Block, Inline, Table};

/// Formats of pictures that no browser shows.
const UNKNOWN_PICTURES: [&str; 4] = [".emf", ".wmf", ".tif", ".tiff"];
/// Cells of a table.
const MAX_CELLS: usize = 1 << 20;

/// Makes blocks of the flows of one file.
pub(super) struct Builder<'s> {
    pub(super) styles: &'s Styles,
    pub(super) counter: Counter<'s>,
    /// Relationships of the part that is being read.
    pub(super) relationships: &'s Relationships,
    /// Ids of the notes that there are.
    pub(super) known_notes: BTreeSet<String>,
    /// Labels of the notes by their ids, in the order of their first references.
    pub(super) notes: BTreeMap<String, String>,
    pub(super) note_order: Vec<String>,
    pub(super) changes: Changes,
    pub(super) not_carried: Vec<String>,
    /// Texts of the paragraphs that were left out.
    pub(super) contents: Vec<String>,
}

/// An item of a list before its level is known to be nested.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Item {
    level: usize,
    /// `None` for a bullet.
    number: Option<u32>,
    blocks: Vec<Block>,
}

impl Builder<'_> {
    pub(super) fn blocks(&mut self, flow: &[Piece]) -> Vec<Block> {
        let (mut out, mut items) = (Vec::new(), Vec::new());
        for piece in flow {
            match piece {
                Piece::Paragraph(paragraph) => self.paragraph(paragraph, &mut out, &mut items),
                Piece::Table(rows) => {
                    end_list(&mut out, &mut items);
                    self.table(rows, &mut out);
                }
            }
        }
        end_list(&mut out, &mut items);
        out
    }

    fn paragraph(&mut self, paragraph: &Paragraph, out: &mut Vec<Block>, items: &mut Vec<Item>) {
        let role = self.styles.role(&paragraph.style);
        let heading = match (paragraph.outline, role) {
            (Some(level @ 0..=8), _) => Some(level + 1),
            (_, Role::Heading(level)) => Some(level),
            _ => None,
        };
        if role == Role::Contents {
            self.changes.omitted.insert(paragraph.index);
        }
        if self.changes.omitted.contains(&paragraph.index) {
            if role == Role::Contents && !paragraph.text().is_empty() {
                self.contents.push(paragraph.text());
            }
            let boxes = self.blocks(&paragraph.boxes);
            return out.extend(boxes);
        }
        let marker = self.marker(paragraph, heading.is_some());
        let mut content = self.inlines(paragraph, heading.is_some());
        if let Some(Marker::Label(label)) = &marker {
            let blank = if label.ends_with(['、', '）', ')', '．', '：']) { "" } else { " " };
            content.insert(0, Inline::Text(format!("{label}{blank}")));
            self.changes.labels.insert(paragraph.index, label.clone());
        }
        let boxes = self.blocks(&paragraph.boxes);
        match (&marker, heading) {
            (Some(Marker::Bullet | Marker::Number(_)), None) => {
                let number = if let Some(Marker::Number(number)) = &marker { Some(*number) } else { None };
                // Word has nine levels.
                let level = self.numbering(paragraph).map_or(0, |(_, level)| level.min(8));
                let mut blocks = if content.is_empty() { Vec::new() } else { vec![Block::Paragraph(content)] };
                blocks.extend(boxes);
                if !blocks.is_empty() {
                    items.push(Item { level, number, blocks });
                }
                return;
            }
            // An empty line between items does not end their list.
            _ if content.is_empty() && boxes.is_empty() => return,
            _ => end_list(out, items),
        }
        match heading {
            _ if content.is_empty() => {}
            Some(level) => out.extend(heading_blocks(level, content)),
            None if role == Role::Quote => match out.last_mut() {
                Some(Block::Quote(blocks)) => blocks.push(Block::Paragraph(content)),
                _ => out.push(Block::Quote(vec![Block::Paragraph(content)])),
            },
            None => out.push(Block::Paragraph(content)),
        }
        out.extend(boxes);
    }

    /// Id and level of the numbering of a paragraph or of its style. The id `0` takes the numbering of the style away.
    fn numbering(&self, paragraph: &Paragraph) -> Option<(String, usize)> {
        let of_style = || self.styles.numbering(&paragraph.style);
        match &paragraph.numbering {
            Some((id, level)) if id.is_empty() => of_style().map(|(id, _)| (id, *level)),
            Some(numbering) => Some(numbering.clone()),
            None => of_style(),
        }
        .filter(|(id, _)| id != "0")
    }

    fn marker(&mut self, paragraph: &Paragraph, is_heading: bool) -> Option<Marker> {
        // Word numbers no paragraph without text, but for those in lists.
        let (id, level) = self.numbering(paragraph)?;
        if paragraph.runs.is_empty() { None } else { self.counter.next(&id, level, is_heading) }
    }

    fn inlines(&mut self, paragraph: &Paragraph, is_heading: bool) -> Vec<Inline> {
        let relationships = self.relationships;
        let link = |target: &Target| match target {
            Target::Relationship(id) => relationships.get(id).cloned(),
            Target::Address(address) => Some(address.clone()),
        };
        let not_carried = &mut self.not_carried;
        let mut picture = |id: &str| {
            let source = relationships.get(id)?;
            let lower = source.to_ascii_lowercase();
            let unknown = UNKNOWN_PICTURES.iter().find(|end| lower.ends_with(*end));
            not_carried.extend(unknown.map(|end| format!("picture{end}")));
            unknown.is_none().then(|| source.clone())
        };
        let (known, notes, order) = (&self.known_notes, &mut self.notes, &mut self.note_order);
        let mut note = |id: &str| {
            known.contains(id).then_some(())?;
            let next = (order.len() + 1).to_string();
            let label = notes.entry(id.to_owned()).or_insert_with(|| {
                order.push(id.to_owned());
                next
            });
            Some(label.clone())
        };
        let mut runs = paragraph.runs.clone();
        if is_heading {
            runs.iter_mut().for_each(|run| run.marks.is_bold = false);
        }
        inlines(&runs, &link, &mut picture, &mut note)
    }

    /// A table. One with a single cell is what the cell contains.
    fn table(&mut self, rows: &[Vec<Cell>], out: &mut Vec<Block>) {
        if let [row] = rows
            && let [cell] = row.as_slice()
        {
            let blocks = self.blocks(&cell.flow);
            return out.extend(blocks);
        }
        let mut table: Vec<Vec<Vec<Inline>>> = Vec::with_capacity(rows.len());
        for row in rows {
            let mut cells = Vec::with_capacity(row.len());
            for cell in row {
                let blocks = self.blocks(&cell.flow);
                let mut content = Vec::new();
                flatten(blocks, &mut content);
                cells.push(content);
                cells.extend(std::iter::repeat_n(Vec::new(), cell.span - 1));
            }
            table.push(cells);
        }
        table.retain(|row| !row.is_empty());
        let columns = table.iter().map(Vec::len).max().unwrap_or(0);
        let is_empty = table.iter().flatten().all(Vec::is_empty);
        if is_empty {
            return;
        }
        if columns > MAX_COLUMNS || columns.saturating_mul(table.len()) > MAX_CELLS {
            let cells = table.into_iter().flatten().filter(|cell| !cell.is_empty());
            return out.extend(cells.map(Block::Paragraph));
        }
        table.iter_mut().for_each(|row| row.resize(columns, Vec::new()));
        out.push(Block::Table(Table { rows: table }));
    }
}

/// A heading; pictures in it follow it.
fn heading_blocks(level: u8, content: Vec<Inline>) -> Vec<Block> {
    let (pictures, content): (Vec<Inline>, Vec<Inline>) =
        content.into_iter().partition(|inline| matches!(inline, Inline::Picture { .. }));
    let content: Vec<Inline> =
        content.into_iter().map(|inline| if inline == Inline::Break { Inline::Text(" ".to_owned()) } else { inline }).collect();
    let heading = (!content.is_empty()).then(|| Block::Heading { level: level.saturating_add(1).clamp(2, 6), content });
    heading.into_iter().chain((!pictures.is_empty()).then_some(Block::Paragraph(pictures))).collect()
}

/// What a cell contains, in one line with breaks.
fn flatten(blocks: Vec<Block>, out: &mut Vec<Inline>) {
    for block in blocks {
        match block {
            Block::Heading { content, .. } | Block::Paragraph(content) if !content.is_empty() => {
                if !out.is_empty() {
                    out.push(Inline::Break);
                }
                out.extend(content);
            }
            Block::List { items, .. } => items.into_iter().for_each(|item| flatten(item, out)),
            Block::Quote(blocks) => flatten(blocks, out),
            Block::Table(table) => flatten(table.rows.into_iter().flatten().map(Block::Paragraph).collect(), out),
            Block::Heading { .. } | Block::Paragraph(_) | Block::Code { .. } | Block::Rule | Block::Definitions(_) => {}
        }
    }
}

fn end_list(out: &mut Vec<Block>, items: &mut Vec<Item>) {
    out.extend(lists(std::mem::take(items)));
}

/// Nested lists of items. A deeper item belongs to the one before it; other marks, or a number that does not follow, begin a new list.
fn lists(items: Vec<Item>) -> Vec<Block> {
    let Some(top) = items.iter().map(|item| item.level).min() else { return Vec::new() };
    let mut out: Vec<Block> = Vec::new();
    let (mut deeper, mut last): (Vec<Item>, Option<u32>) = (Vec::new(), None);
    let attach = |out: &mut Vec<Block>, deeper: &mut Vec<Item>| {
        let nested = lists(std::mem::take(deeper));
        match out.last_mut() {
            Some(Block::List { items, .. }) if !nested.is_empty() => {
                items.last_mut().into_iter().for_each(|item| item.extend(nested.clone()))
            }
            _ => out.extend(nested),
        }
    };
    for item in items {
        if item.level > top {
            deeper.push(item);
            continue;
        }
        attach(&mut out, &mut deeper);
        let follows = match (last, item.number) {
            (Some(last), Some(number)) => number == last.saturating_add(1),
            (None, None) => true,
            _ => false,
        };
        match out.last_mut() {
            Some(Block::List { items, start }) if follows && start.is_some() == item.number.is_some() => items.push(item.blocks),
            _ => out.push(Block::List { start: item.number, items: vec![item.blocks] }),
        }
        last = item.number;
    }
    attach(&mut out, &mut deeper);
    out
}
