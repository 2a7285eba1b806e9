//! Tables of a SQLite file.

use std::ops::ControlFlow;
use std::path::Path;

use rusqlite::types::ValueRef;
use rusqlite::{Connection, OpenFlags};

use super::{Each, Ending, Fault, LONGEST_VALUE, Row, Shape, Tables, select};
use crate::text::url;

/// Reads the wanted tables in the order of their rows. No file is changed or created: not even the files that SQLite makes beside
/// a database. Schemas of foreign files may contain no functions.
///
/// # Errors
/// If the file is no database or is damaged; the text is SQLite's.
pub(crate) fn read(path: &Path, shapes: &[Shape], tables: &mut Tables, each: &mut Each<'_>) -> Result<Ending, String> {
    let connection = open(path).map_err(|error| error.to_string())?;
    read_all(&connection, shapes, tables, each).map_err(|error| error.to_string())
}

fn open(path: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let address = format!("file:{}?immutable=1", url::encode(&path.to_string_lossy()));
    let connection = Connection::open_with_flags(address, flags)?;
    connection.pragma_update(None, "trusted_schema", false)?;
    connection.pragma_update(None, "cell_size_check", true)?;
    Ok(connection)
}

fn read_all(connection: &Connection, shapes: &[Shape], tables: &mut Tables, each: &mut Each<'_>) -> rusqlite::Result<Ending> {
    let mut names = connection.prepare(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND sql NOT LIKE 'create virtual%' ORDER BY rowid",
    )?;
    let names: Vec<String> = names.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    for table in names {
        let mut statement = connection.prepare("SELECT name FROM pragma_table_info(?1)")?;
        let columns: Vec<String> = statement.query_map([&table], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        let selection = select(shapes, &columns, &columns);
        if let Some(selection) = selection {
            let shape = selection.shape;
            let wanted: Vec<(usize, &String)> =
                columns.iter().zip(&selection.places).filter_map(|(column, place)| Some(((*place)?, column))).collect();
            if read_table(connection, &table, shape, selection.width, &wanted, each)?.is_break() {
                return Ok(Ending::Stopped);
            }
        }
        tables.columns.insert(table, columns);
    }
    Ok(Ending::Complete)
}

/// A name in quotes.
fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

fn read_table(
    connection: &Connection,
    table: &str,
    shape: usize,
    width: usize,
    wanted: &[(usize, &String)],
    each: &mut Each<'_>,
) -> rusqlite::Result<ControlFlow<()>> {
    // Without a wanted column the rows are only counted.
    let columns: Vec<String> =
        wanted.iter().map(|(_, column)| quoted(column)).chain(wanted.is_empty().then(|| "1".to_owned())).collect();
    // Without an order SQLite walks the table by row id, and a table without row ids by its key.
    let mut statement = connection.prepare(&format!("SELECT {} FROM {} NOT INDEXED", columns.join(", "), quoted(table)))?;
    let mut rows = statement.query([])?;
    while let Some(found) = rows.next()? {
        let mut row = Row { shape, table, values: vec![None; width], line: None, fault: None };
        for (index, (place, _)) in wanted.iter().enumerate() {
            let bytes = match found.get_ref(index)? {
                ValueRef::Null => None,
                ValueRef::Integer(number) => Some(number.to_string().into_bytes()),
                ValueRef::Real(number) => Some(number.to_string().into_bytes()),
                ValueRef::Text(bytes) | ValueRef::Blob(bytes) => {
                    if bytes.len() > LONGEST_VALUE {
                        row.fault = Some(Fault::TooLong);
                    }
                    Some(bytes.get(..LONGEST_VALUE).unwrap_or(bytes).to_vec())
                }
            };
            if let Some(slot) = row.values.get_mut(*place) {
                *slot = bytes;
            }
        }
        if each(row).is_break() {
            return Ok(ControlFlow::Break(()));
        }
    }
    Ok(ControlFlow::Continue(()))
}
