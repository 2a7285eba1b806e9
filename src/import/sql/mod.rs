//! Tables of other programs' databases: dumps as SQL text, backups of EmpireBak, SQLite files.
//!
//! ```text
//! bytes ─► lexer ─► statements ─► rows of the wanted tables
//! ```
//!
//! Tables are recognised by the names of their columns ([`Shape`]), because every site has another prefix. Only the wanted columns of
//! wanted tables are kept, one row at a time.

mod lexer;
mod php;
#[cfg(feature = "sqlite")]
mod sqlite;
mod statements;
mod values;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, BufRead};
use std::ops::ControlFlow;

#[cfg(feature = "sqlite")]
use lexer::LONGEST_VALUE;
use lexer::Lexer;
pub(crate) use statements::Ending;
use statements::{RawRow, Receiver, Selection};
pub(crate) use values::Fault;

/// Most tables of a dump whose columns are kept.
const MOST_TABLES: usize = 20_000;

/// The form by which a table is recognised.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Shape {
    /// Columns that the table must have, in any case of letters.
    pub(crate) required: &'static [&'static str],
    /// The columns whose values are kept, in the order of [`Row::values`]. A missing one is `NULL`.
    pub(crate) columns: &'static [&'static str],
}

impl Shape {
    fn fits(&self, columns: &[String]) -> bool {
        self.required.iter().all(|name| columns.iter().any(|column| column.eq_ignore_ascii_case(name)))
    }
}

/// A row of a wanted table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Row<'r> {
    /// Index of the shape.
    pub(crate) shape: usize,
    pub(crate) table: &'r str,
    pub(crate) values: Vec<Option<Vec<u8>>>,
    /// Line in the file, if it has lines.
    pub(crate) line: Option<u32>,
    pub(crate) fault: Option<Fault>,
}

/// What is done with a row.
pub(crate) type Each<'e> = dyn FnMut(Row<'_>) -> ControlFlow<()> + 'e;

/// Columns of the tables that a dump creates, by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tables {
    columns: BTreeMap<String, Vec<String>>,
    /// Tables with rows before the list of their columns is known.
    unknown: BTreeSet<String>,
}

impl Tables {
    /// Tables whose rows were passed over because the list of their columns came later. A second reading finds them.
    pub(crate) fn late(&self) -> impl Iterator<Item = &str> {
        self.unknown.iter().filter(|table| self.columns.contains_key(*table)).map(String::as_str)
    }

    pub(crate) fn has_late_columns(&self) -> bool {
        self.late().next().is_some()
    }

    /// Tables with rows whose columns the dump does not tell.
    pub(crate) fn without_columns(&self) -> impl Iterator<Item = &str> {
        self.unknown.iter().filter(|table| !self.columns.contains_key(*table)).map(String::as_str)
    }

    pub(crate) fn forget_unknown(&mut self) {
        self.unknown.clear();
    }

    /// The columns of each table.
    #[cfg(test)]
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &[String])> {
        self.columns.iter().map(|(name, columns)| (name.as_str(), columns.as_slice()))
    }

    /// True if a table has this shape.
    pub(crate) fn has(&self, shape: &Shape) -> bool {
        self.columns.values().any(|columns| shape.fits(columns))
    }
}

/// Reads a dump as SQL text. `has_wide_characters` tells that the second byte of a character can be `\`.
pub(crate) fn read_text(
    input: impl BufRead,
    has_wide_characters: bool,
    shapes: &[Shape],
    tables: &mut Tables,
    each: &mut Each<'_>,
) -> io::Result<(Ending, u32)> {
    let mut lexer = Lexer::new(input);
    lexer.has_wide_characters = has_wide_characters;
    let ending = statements::read(&mut lexer, &mut Recognition { shapes, tables, each, line: None })?;
    Ok((ending, lexer.line))
}

/// Reads a file of EmpireBak.
pub(crate) fn read_php(
    input: impl BufRead,
    shapes: &[Shape],
    tables: &mut Tables,
    each: &mut Each<'_>,
) -> io::Result<(Ending, u32)> {
    let mut calls = php::Calls::new(input);
    let mut line = 1;
    while let Some(mut call) = calls.next()? {
        line = call.line;
        // A statement of a call needs no `;`.
        call.statement.push(b';');
        let mut lexer = Lexer::new(call.statement.as_slice());
        let mut receiver = Recognition { shapes, tables: &mut *tables, each: &mut *each, line: Some(call.line) };
        match statements::read(&mut lexer, &mut receiver)? {
            Ending::Complete if !call.is_cut => {}
            Ending::Stopped => return Ok((Ending::Stopped, line)),
            Ending::Complete | Ending::Cut => return Ok((Ending::Cut, line)),
        }
    }
    Ok((Ending::Complete, line))
}

#[cfg(feature = "sqlite")]
pub(crate) use sqlite::read as read_sqlite;

/// Recognises tables by their columns and hands on their rows.
struct Recognition<'r, 'e> {
    shapes: &'r [Shape],
    tables: &'r mut Tables,
    each: &'r mut Each<'e>,
    /// Line of the call that the statement stands in.
    line: Option<u32>,
}

impl Receiver for Recognition<'_, '_> {
    fn table(&mut self, name: &str, columns: Vec<String>) {
        if self.tables.columns.len() < MOST_TABLES {
            self.tables.columns.insert(name.to_owned(), columns);
        }
    }

    fn selection(&mut self, table: &str, listed: Option<&[String]>) -> Option<Selection> {
        let created = self.tables.columns.get(table).map(Vec::as_slice);
        let Some(columns) = listed.or(created) else {
            if self.tables.unknown.len() < MOST_TABLES {
                self.tables.unknown.insert(table.to_owned());
            }
            return None;
        };
        select(self.shapes, created.unwrap_or(columns), columns)
    }

    fn row(&mut self, table: &str, selection: &Selection, row: RawRow) -> ControlFlow<()> {
        let line = Some(self.line.unwrap_or(row.line));
        (self.each)(Row { shape: selection.shape, table, values: row.values, line, fault: row.fault })
    }
}

/// The first shape that a table has, and the places of its wanted values in a row of these columns.
fn select(shapes: &[Shape], created: &[String], columns: &[String]) -> Option<Selection> {
    let (index, shape) = shapes.iter().enumerate().find(|(_, shape)| shape.fits(created))?;
    let place = |column: &String| shape.columns.iter().position(|name| column.eq_ignore_ascii_case(name));
    Some(Selection { shape: index, places: columns.iter().map(place).collect(), width: shape.columns.len() })
}

#[cfg(test)]
mod tests;
