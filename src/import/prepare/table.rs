//! Tables of the tree: merged cells, cells with blocks, tables that only arrange the page.

use super::blocks::flattened;
use super::element;
use super::flow::{Builder, Flow, Place, Traced};
use super::page::{Element, Node};
use crate::import::document::{Block, Inline, Table};

/// Columns and rows that a cell may span. A larger number is taken as 1.
const MOST_COLUMNS: usize = 100;
const MOST_ROWS: usize = 1_000;
/// Columns of the widest table.
const WIDEST: usize = 500;
/// Cells that a table may have beyond four for each cell of the source.
const MORE_CELLS: usize = 4_000;

#[derive(Debug)]
struct Cell {
    blocks: Vec<Traced>,
    columns: usize,
    rows: usize,
}

/// A table as the source has it.
#[derive(Debug, Default)]
struct Source {
    rows: Vec<Vec<Cell>>,
    /// Captions before the first row and behind it.
    before: Vec<Traced>,
    after: Vec<Traced>,
    /// A cell has content.
    has_content: bool,
    /// Pieces of the source up to the end of the last row.
    end: usize,
}

impl Source {
    fn push(&mut self, row: Vec<Cell>, end: usize) {
        if row.iter().any(|cell| !cell.blocks.is_empty()) {
            self.has_content = true;
            // A caption between two rows stays there.
            let blocks = std::mem::take(&mut self.after);
            self.rows.extend((!blocks.is_empty()).then_some(vec![Cell { blocks, columns: 1, rows: 1 }]));
        }
        self.rows.push(row);
        self.end = end;
    }
}

impl Builder<'_> {
    pub(super) fn table(&mut self, element: Element<'_>, place: Place, flow: &mut Flow) {
        let mut source = Source::default();
        self.rows(element, place.inner(), &mut source);
        flow.blocks.append(&mut source.before);
        let cells: usize = source.rows.iter().map(Vec::len).sum();
        let grid = if is_layout(&source.rows) { None } else { size(&source.rows) };
        match grid.filter(|(columns, rows)| columns.saturating_mul(*rows) <= cells * 4 + MORE_CELLS) {
            Some((columns, _)) => {
                let rows = grid_of(source.rows, columns);
                flow.blocks.extend((!rows.is_empty()).then_some(Traced { block: Block::Table(Table { rows }), end: source.end }));
            }
            None => flow.blocks.extend(source.rows.into_iter().flatten().flat_map(|cell| cell.blocks)),
        }
        flow.blocks.append(&mut source.after);
    }

    fn rows(&mut self, element: Element<'_>, place: Place, source: &mut Source) {
        for child in element.children() {
            let Node::Element(child) = child else {
                self.loose(child, place, source);
                continue;
            };
            if self.cleaning.excludes(child) {
                continue;
            }
            let place = Place { marks: element::marks(child, place.marks), ..place };
            match child.name() {
                "thead" | "tbody" | "tfoot" => self.rows(child, place, source),
                "tr" => {
                    let row = self.cells(child, place);
                    source.push(row, self.pieces.len());
                }
                "caption" => {
                    let blocks = self.blocks(child, place);
                    if source.has_content { source.after.extend(blocks) } else { source.before.extend(blocks) }
                }
                "col" | "colgroup" => {}
                _ => self.loose(Node::Element(child), place, source),
            }
        }
    }

    /// What stands in a table and in no row becomes a row.
    fn loose(&mut self, node: Node<'_>, place: Place, source: &mut Source) {
        let mut flow = Flow::default();
        self.node(node, place, &mut flow);
        self.flush(&mut flow);
        if !flow.blocks.is_empty() {
            source.push(vec![Cell { blocks: flow.blocks, columns: 1, rows: 1 }], self.pieces.len());
        }
    }

    fn cells(&mut self, row: Element<'_>, place: Place) -> Vec<Cell> {
        let mut cells = Vec::new();
        for child in row.children() {
            let (blocks, columns, rows) = match child {
                Node::Element(child) if self.cleaning.excludes(child) => continue,
                Node::Element(child) if matches!(child.name(), "td" | "th") => {
                    // The site sets the cells of the header in bold.
                    let place = Place { marks: element::marks(child, place.marks), ..place };
                    let in_cell = std::mem::replace(&mut self.in_cell, true);
                    let blocks = self.blocks(child, place);
                    self.in_cell = in_cell;
                    (blocks, span(child, "colspan", MOST_COLUMNS), span(child, "rowspan", MOST_ROWS))
                }
                child => {
                    let mut flow = Flow::default();
                    self.node(child, place, &mut flow);
                    self.flush(&mut flow);
                    if flow.blocks.is_empty() {
                        continue;
                    }
                    (flow.blocks, 1, 1)
                }
            };
            cells.push(Cell { blocks, columns, rows });
        }
        cells
    }
}

fn span(cell: Element<'_>, name: &str, most: usize) -> usize {
    let span = cell.attribute(name).and_then(|span| span.trim().parse().ok());
    span.filter(|span| (1..=most).contains(span)).unwrap_or(1)
}

/// True for a table that only arranges the page: one with a single cell, or with text of many kinds in a cell.
fn is_layout(rows: &[Vec<Cell>]) -> bool {
    let cells = || rows.iter().flatten();
    let arranges = |cell: &Cell| {
        let parts = cell.blocks.iter().filter(|traced| matches!(traced.block, Block::Heading { .. })).count();
        parts > 0 && cell.blocks.len() > 1
            || cell.blocks.iter().any(|traced| matches!(traced.block, Block::Table(_) | Block::Code { .. } | Block::Definitions(_)))
    };
    cells().filter(|cell| !cell.blocks.is_empty()).count() <= 1 || cells().any(arranges)
}

/// Columns and rows of the grid.
fn size(rows: &[Vec<Cell>]) -> Option<(usize, usize)> {
    let mut open: Vec<usize> = Vec::new();
    let mut columns = 0;
    for row in rows {
        let mut at = 0;
        for cell in row {
            at = skip(&mut open, at);
            at = occupy(&mut open, at, cell);
        }
        if open.len() > WIDEST {
            return None;
        }
        while open.get(at).is_some() {
            at = skip(&mut open, at).max(at + 1);
        }
        columns = columns.max(open.len());
    }
    (columns > 0).then_some((columns, rows.len()))
}

/// The first free column from `at` on. Columns that a cell of an earlier row spans lose one row.
fn skip(open: &mut [usize], mut at: usize) -> usize {
    while let Some(rows) = open.get_mut(at).filter(|rows| **rows > 0) {
        *rows -= 1;
        at += 1;
    }
    at
}

/// Marks the columns of a cell as spanned in the rows that follow.
fn occupy(open: &mut Vec<usize>, at: usize, cell: &Cell) -> usize {
    let end = at + cell.columns;
    if open.len() < end {
        open.resize(end, 0);
    }
    open.iter_mut().take(end).skip(at).for_each(|rows| *rows = cell.rows - 1);
    end
}

/// The rows of a table with the same number of cells each. Rows without content are left out.
fn grid_of(rows: Vec<Vec<Cell>>, columns: usize) -> Vec<Vec<Vec<Inline>>> {
    let mut open: Vec<usize> = Vec::new();
    let mut grid = Vec::new();
    for row in rows {
        let mut line: Vec<Vec<Inline>> = Vec::with_capacity(columns);
        for cell in row {
            let at = skip(&mut open, line.len());
            line.resize(at, Vec::new());
            let end = occupy(&mut open, at, &cell);
            line.push(flattened(cell.blocks.into_iter().map(|traced| traced.block).collect()));
            line.resize(end, Vec::new());
        }
        let mut at = line.len();
        while open.get(at).is_some() {
            at = skip(&mut open, at).max(at + 1);
        }
        line.resize(columns, Vec::new());
        if line.iter().any(|cell| !cell.is_empty()) {
            grid.push(line);
        }
    }
    grid
}
