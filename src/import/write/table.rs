//! Tables as Markdown: a line for each row, with escaped pipes.

use super::super::document::Table;
use super::inline::{Notes, Place, inline};

/// The Markdown of a table whose first row is its header; empty if all its cells are.
pub(super) fn table(table: &Table, notes: &Notes<'_>) -> String {
    let columns = table.rows.iter().map(Vec::len).max().unwrap_or(0);
    let mut rows: Vec<Vec<String>> = Vec::with_capacity(table.rows.len());
    for row in &table.rows {
        let mut cells: Vec<String> = row.iter().map(|cell| inline(cell, Place::Cell, notes)).collect();
        cells.resize(columns, String::new());
        rows.push(cells);
    }
    if rows.iter().flatten().all(String::is_empty) {
        return String::new();
    }
    let mut out = String::new();
    for (n, row) in rows.iter().enumerate() {
        if n > 0 {
            out.push('\n');
        }
        out.push('|');
        row.iter().for_each(|cell| out.push_str(&format!(" {cell}{}|", if cell.is_empty() { "" } else { " " })));
        if n == 0 {
            out.push_str("\n|");
            out.push_str(&" --- |".repeat(columns));
        }
    }
    out
}
