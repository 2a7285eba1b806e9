//! Rows of a file of comma-separated or tab-separated values, as a stream in bounded memory.

use std::io::{self, Read};

/// Bytes that are read at once.
const CHUNK: usize = 1 << 16;
/// Columns beyond which the cells of a row are not kept.
pub(super) const MAX_COLUMNS: usize = 256;

/// A row with the line of its first byte.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Row {
    Complete {
        line: u32,
        cells: Vec<Vec<u8>>,
    },
    /// It has more bytes than the limit, or a quote that is not closed.
    Broken {
        line: u32,
    },
}

pub(super) struct Rows<R> {
    reader: R,
    buffer: Vec<u8>,
    at: usize,
    line: u32,
    separator: u8,
    limit: usize,
}

impl<R: Read> Rows<R> {
    pub(super) fn new(reader: R, separator: u8, limit: usize) -> Rows<R> {
        Rows { reader, buffer: Vec::new(), at: 0, line: 1, separator, limit }
    }

    /// The next row that is not empty.
    pub(super) fn next(&mut self) -> io::Result<Option<Row>> {
        loop {
            let line = self.line;
            let Some(row) = self.row()? else { return Ok(None) };
            match row {
                Some(cells) if cells.iter().all(Vec::is_empty) => {}
                Some(cells) => return Ok(Some(Row::Complete { line, cells })),
                None => return Ok(Some(Row::Broken { line })),
            }
        }
    }

    /// The cells of a row; inner `None` if it is broken.
    fn row(&mut self) -> io::Result<Option<Option<Vec<Vec<u8>>>>> {
        let (mut cells, mut cell, mut size) = (Vec::new(), Vec::new(), 0_usize);
        let (mut is_quoted, mut is_broken) = (false, false);
        let Some(mut byte) = self.byte()? else { return Ok(None) };
        loop {
            let next = self.byte()?;
            size += 1;
            is_broken |= size > self.limit;
            let mut end = false;
            match byte {
                b'"' if is_quoted && next == Some(b'"') => {
                    // Two quotes stand for one.
                    push(&mut cell, b'"', is_broken);
                    let Some(after) = self.byte()? else { break };
                    byte = after;
                    continue;
                }
                b'"' if is_quoted || cell.is_empty() => is_quoted = !is_quoted,
                b'\r' if !is_quoted && next == Some(b'\n') => {}
                b'\n' | b'\r' if !is_quoted => {
                    self.line = self.line.saturating_add(1);
                    end = true;
                }
                byte if byte == self.separator && !is_quoted => {
                    if cells.len() < MAX_COLUMNS {
                        cells.push(std::mem::take(&mut cell));
                    }
                    cell.clear();
                }
                byte => {
                    self.line = self.line.saturating_add(u32::from(byte == b'\n'));
                    push(&mut cell, byte, is_broken);
                }
            }
            if end {
                self.back(next);
                break;
            }
            match next {
                Some(next) => byte = next,
                None => break,
            }
        }
        cells.push(cell);
        Ok(Some((!is_broken && !is_quoted).then_some(cells)))
    }

    fn byte(&mut self) -> io::Result<Option<u8>> {
        if self.at >= self.buffer.len() {
            // One byte may be given back.
            let last = self.buffer.last().copied();
            self.buffer.clear();
            self.buffer.extend(last);
            self.at = self.buffer.len();
            (&mut self.reader).take(CHUNK as u64).read_to_end(&mut self.buffer)?;
        }
        let byte = self.buffer.get(self.at).copied();
        self.at += usize::from(byte.is_some());
        Ok(byte)
    }

    fn back(&mut self, byte: Option<u8>) {
        self.at -= usize::from(byte.is_some() && self.at > 0);
    }
}

fn push(cell: &mut Vec<u8>, byte: u8, is_broken: bool) {
    if !is_broken {
        cell.push(byte);
    }
}

/// The separator of a file by its first line: that of comma, tab and semicolon which occurs most.
pub(super) fn separator(head: &[u8]) -> u8 {
    let line = head.split(|byte| matches!(byte, b'\n' | b'\r')).next().unwrap_or_default();
    let count = |separator: u8| line.iter().filter(|byte| **byte == separator).count();
    [b';', b'\t', b','].into_iter().max_by_key(|separator| count(*separator)).unwrap_or(b',')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str, separator: u8) -> Vec<(u32, String)> {
        let mut rows = Rows::new(text.as_bytes(), separator, 40);
        let mut out = Vec::new();
        while let Some(row) = rows.next().unwrap() {
            out.push(match row {
                Row::Complete { line, cells } => {
                    let cells: Vec<String> = cells.into_iter().map(|cell| String::from_utf8(cell).unwrap()).collect();
                    (line, cells.join("|"))
                }
                Row::Broken { line } => (line, "broken".to_owned()),
            });
        }
        out
    }

    #[test]
    fn rows_are_read_as_spreadsheets_write_them() {
        let text = "甲,乙\r\n\r\n1,\"2,3\n\"\"4\"\"\"\r5\",\"6,\n,\n7";
        let want = [(1, "甲|乙"), (3, "1|2,3\n\"4\""), (5, "5\"|6,\n,\n7")];
        let got = rows(text, b',');
        assert_eq!(got[..2], want[..2].iter().map(|(line, text)| (*line, (*text).to_owned())).collect::<Vec<_>>()[..]);
        assert_eq!(got[2].1, "broken");
        assert_eq!(rows("a\tb,c", b'\t'), [(1, "a|b,c".to_owned())]);
        assert_eq!(rows("\n,\n \n", b','), [(3, " ".to_owned())]);
        assert_eq!(rows("", b','), []);
    }

    #[test]
    fn an_endless_row_is_broken_and_the_next_one_is_read() {
        assert_eq!(rows(&format!("{}\nb", "x".repeat(100_000)), b','), [(1, "broken".to_owned()), (2, "b".to_owned())]);
        let many = ",".repeat(39);
        assert_eq!(rows(&format!("a{many}\nb"), b',').len(), 2);
    }

    #[test]
    fn the_separator_is_that_of_the_first_line() {
        assert_eq!(
            [separator(b"a,b;c,d\n;;;;"), separator(b"a\tb"), separator(b"a;b"), separator(b"a")],
            [b',', b'\t', b';', b',']
        );
    }
}
