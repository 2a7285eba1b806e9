//! Comma-separated values (RFC 4180), each cell with its place.

use std::ops::Range;

/// A row of a file.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Row {
    /// The whole row without its line end.
    pub(crate) range: Range<usize>,
    pub(crate) cells: Vec<Cell>,
}

#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Cell {
    /// The value without quotes.
    pub(crate) text: String,
    /// Its place, without quotes.
    pub(crate) range: Range<usize>,
}

/// The rows of a text without its empty lines, or the place of a quote that is not closed.
pub(crate) fn parse(text: &str) -> Result<Vec<Row>, usize> {
    let (mut rows, mut cells, mut at, mut start) = (Vec::new(), Vec::new(), 0, 0);
    loop {
        let (cell, end) = cell(text, at)?;
        cells.push(cell);
        let rest = text.get(end..).unwrap_or("");
        if rest.starts_with(',') {
            at = end + 1;
            continue;
        }
        let is_empty = matches!(cells.as_slice(), [Cell { text, .. }] if text.trim().is_empty());
        let cells = std::mem::take(&mut cells);
        if !is_empty {
            rows.push(Row { range: start..end, cells });
        }
        if rest.is_empty() {
            return Ok(rows);
        }
        at = end + if rest.starts_with("\r\n") { 2 } else { 1 };
        start = at;
    }
}

/// The cell that begins at a byte, and where it ends: at a comma, a line end or the end of the text.
fn cell(text: &str, at: usize) -> Result<(Cell, usize), usize> {
    let rest = text.get(at..).unwrap_or("");
    let Some(quoted) = rest.strip_prefix('"') else {
        let end = at + rest.find([',', '\n', '\r']).unwrap_or(rest.len());
        let written = text.get(at..end).unwrap_or("");
        let first = end - written.trim_start().len();
        let value = written.trim();
        return Ok((Cell { text: value.to_owned(), range: first..first + value.len() }, end));
    };
    let mut close = 0;
    loop {
        close += quoted.get(close..).and_then(|t| t.find('"')).ok_or(at)?;
        if quoted.get(close + 1..).is_some_and(|t| t.starts_with('"')) {
            close += 2;
            continue;
        }
        break;
    }
    let inner = at + 1..at + 1 + close;
    let after = text.get(inner.end + 1..).unwrap_or("");
    // Words behind a closing quote belong to no cell; a blank may.
    let end = inner.end + 1 + (after.len() - after.trim_start_matches(' ').len());
    if !text.get(end..).unwrap_or("").starts_with([',', '\n', '\r']) && end < text.len() {
        return Err(at);
    }
    let value = text.get(inner.clone()).unwrap_or("").replace("\"\"", "\"");
    Ok((Cell { text: value, range: inner }, end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<Vec<String>> {
        parse(text).unwrap().into_iter().map(|row| row.cells.into_iter().map(|cell| cell.text).collect()).collect()
    }

    #[test]
    fn cells_are_read_as_spreadsheets_write_them() {
        assert_eq!(rows("甲, 乙\r\n1,\"2,3\"\r\n\r\n\"4\n5\",\"6\"\"\"\n"), [["甲", "乙"], ["1", "2,3"], ["4\n5", "6\""]]);
        assert_eq!(rows("甲,\n"), [["甲", ""]]);
        assert_eq!(rows("\n \n"), [[""; 0]; 0]);
        let text = "甲,\"乙\"";
        let places: Vec<&str> = parse(text).unwrap()[0].cells.iter().map(|cell| &text[cell.range.clone()]).collect();
        assert_eq!(places, ["甲", "乙"]);
    }

    #[test]
    fn a_quote_that_is_not_closed_is_found() {
        assert_eq!(parse("甲,\"乙\n丙"), Err(4));
        assert_eq!(parse("甲\n\"乙\"丙,丁"), Err(4));
    }
}
