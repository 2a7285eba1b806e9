//! Tokens of a dump → columns of tables and rows.
//!
//! mysqldump, phpMyAdmin, Navicat, pg_dump and the shell of SQLite are read. Of other statements only the settings that change how
//! strings are read are kept.

use std::io::{self, BufRead};
use std::ops::ControlFlow;

use super::lexer::{Lexer, Token};
use super::values::Fault;

/// Most columns of a table, and longest list of tables, that are kept.
const MOST_COLUMNS: usize = 4096;

/// Which values of a row are kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Selection {
    /// Index of the shape that the table has.
    pub(super) shape: usize,
    /// For each column of the row, the place of its value in the result.
    pub(super) places: Vec<Option<usize>>,
    /// Number of values of the result.
    pub(super) width: usize,
}

/// What is made of the statements of a dump.
pub(super) trait Receiver {
    /// Columns of a table that the dump creates.
    fn table(&mut self, name: &str, columns: Vec<String>);

    /// Which values of the next rows of a table are wanted. `columns` is the list of the INSERT. `None`: the rows are passed over.
    fn selection(&mut self, table: &str, columns: Option<&[String]>) -> Option<Selection>;

    fn row(&mut self, table: &str, selection: &Selection, row: RawRow) -> ControlFlow<()>;
}

/// Values of a row in the order of its selection.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct RawRow {
    pub(super) values: Vec<Option<Vec<u8>>>,
    pub(super) line: u32,
    pub(super) fault: Option<Fault>,
}

/// How a dump ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ending {
    Complete,
    /// The input ends inside of a statement.
    Cut,
    /// The receiver wants no more.
    Stopped,
}

/// Reads all statements of a dump.
pub(super) fn read<R: BufRead>(lexer: &mut Lexer<R>, receiver: &mut impl Receiver) -> io::Result<Ending> {
    lexer.pass_byte_order_mark()?;
    loop {
        let ending = match lexer.token()? {
            Token::End => return Ok(Ending::Complete),
            Token::Word => statement(lexer, receiver)?,
            Token::Mark(b';') => Ending::Complete,
            _ => pass_statement(lexer)?,
        };
        if ending != Ending::Complete {
            return Ok(ending);
        }
    }
}

/// Reads a statement whose first word was read.
fn statement<R: BufRead>(lexer: &mut Lexer<R>, receiver: &mut impl Receiver) -> io::Result<Ending> {
    match lexer.text.to_ascii_uppercase().as_slice() {
        b"INSERT" | b"REPLACE" => insert(lexer, receiver),
        b"CREATE" => create(lexer, receiver),
        b"COPY" => copy(lexer, receiver),
        b"SET" => set(lexer),
        b"DELIMITER" => pass_delimited(lexer),
        // The shell of SQLite begins a dump with this statement. Strings of SQLite have no escapes.
        b"PRAGMA" => {
            lexer.has_escapes = false;
            pass_statement(lexer)
        }
        _ => pass_statement(lexer),
    }
}

/// Passes all tokens up to `;` and it as well.
fn pass_statement<R: BufRead>(lexer: &mut Lexer<R>) -> io::Result<Ending> {
    loop {
        match lexer.token()? {
            Token::End => return Ok(Ending::Cut),
            Token::Mark(b';') => return Ok(Ending::Complete),
            _ => {}
        }
    }
}

/// Passes triggers and procedures: the client of MySQL reads them up to the next line `DELIMITER ;`.
fn pass_delimited<R: BufRead>(lexer: &mut Lexer<R>) -> io::Result<Ending> {
    loop {
        lexer.pass_line()?;
        if lexer.peek()?.is_none() {
            return Ok(Ending::Complete);
        }
        if lexer.peek()?.is_some_and(|byte| byte.eq_ignore_ascii_case(&b'd'))
            && lexer.token()? == Token::Word
            && lexer.text.eq_ignore_ascii_case(b"delimiter")
            && lexer.token()? == Token::Mark(b';')
        {
            return Ok(Ending::Complete);
        }
    }
}

/// Reads the settings on which the meaning of strings depends.
fn set<R: BufRead>(lexer: &mut Lexer<R>) -> io::Result<Ending> {
    let mut name = Vec::new();
    loop {
        match lexer.token()? {
            Token::End => return Ok(Ending::Cut),
            Token::Mark(b';') => return Ok(Ending::Complete),
            Token::Mark(b',') => name.clear(),
            Token::Word if name.is_empty() || name == b"SESSION" || name == b"GLOBAL" => name = lexer.text.to_ascii_uppercase(),
            Token::Word if name == b"STANDARD_CONFORMING_STRINGS" => lexer.has_escapes = lexer.text.eq_ignore_ascii_case(b"off"),
            Token::Text | Token::Quoted if name.ends_with(b"SQL_MODE") => {
                let mode = lexer.text.to_ascii_uppercase();
                lexer.has_escapes = !String::from_utf8_lossy(&mode).contains("NO_BACKSLASH_ESCAPES");
            }
            _ => {}
        }
    }
}

/// Reads `[IGNORE] [INTO] [ONLY] db.name`. The token after the name is returned.
fn table_name<R: BufRead>(lexer: &mut Lexer<R>, fillers: &[&[u8]]) -> io::Result<(String, Token)> {
    let mut token = lexer.token()?;
    while token == Token::Word && fillers.iter().any(|filler| lexer.text.eq_ignore_ascii_case(filler)) {
        token = lexer.token()?;
    }
    let mut name = String::new();
    loop {
        match token {
            Token::Name | Token::Quoted => name = text(lexer),
            Token::Word if lexer.text.starts_with(b".") && lexer.text.len() == 1 => {}
            // An unquoted schema stands in the same word: `public.zbp_post`.
            Token::Word if name.is_empty() || lexer.text.starts_with(b".") => {
                name = text(lexer).rsplit('.').next().unwrap_or_default().to_owned();
            }
            token => return Ok((name, token)),
        }
        token = lexer.token()?;
    }
}

fn text<R: BufRead>(lexer: &Lexer<R>) -> String {
    String::from_utf8_lossy(&lexer.text).into_owned()
}

/// Reads a list of columns after `(`.
fn column_list<R: BufRead>(lexer: &mut Lexer<R>) -> io::Result<Vec<String>> {
    let mut columns = Vec::new();
    loop {
        match lexer.token()? {
            Token::Word | Token::Name | Token::Quoted if columns.len() < MOST_COLUMNS => columns.push(text(lexer)),
            Token::End | Token::Mark(b')' | b';') => return Ok(columns),
            _ => {}
        }
    }
}

const INSERT_FILLERS: [&[u8]; 8] = [b"INTO", b"IGNORE", b"OR", b"REPLACE", b"DELAYED", b"LOW_PRIORITY", b"HIGH_PRIORITY", b"ONLY"];

fn insert<R: BufRead>(lexer: &mut Lexer<R>, receiver: &mut impl Receiver) -> io::Result<Ending> {
    let (table, mut token) = table_name(lexer, &INSERT_FILLERS)?;
    let mut columns = None;
    if token == Token::Mark(b'(') {
        columns = Some(column_list(lexer)?);
        token = lexer.token()?;
    }
    loop {
        match token {
            Token::Word if lexer.text.eq_ignore_ascii_case(b"VALUES") || lexer.text.eq_ignore_ascii_case(b"VALUE") => break,
            Token::Word if !lexer.text.eq_ignore_ascii_case(b"SELECT") => token = lexer.token()?,
            Token::Mark(b';') => return Ok(Ending::Complete),
            _ => return pass_statement(lexer),
        }
    }
    let selection = receiver.selection(&table, columns.as_deref());
    loop {
        match lexer.token()? {
            Token::End => return Ok(Ending::Cut),
            Token::Mark(b';') => return Ok(Ending::Complete),
            Token::Mark(b',') => {}
            Token::Mark(b'(') => {
                let (row, is_closed) = super::values::row(lexer, selection.as_ref())?;
                let Some(selection) = &selection else { continue };
                if receiver.row(&table, selection, row).is_break() {
                    return Ok(Ending::Stopped);
                }
                if !is_closed {
                    return Ok(Ending::Cut);
                }
            }
            // `ON DUPLICATE KEY UPDATE …`
            _ => return pass_statement(lexer),
        }
    }
}

const CONSTRAINTS: [&[u8]; 11] =
    [b"PRIMARY", b"KEY", b"INDEX", b"UNIQUE", b"CONSTRAINT", b"FOREIGN", b"CHECK", b"FULLTEXT", b"SPATIAL", b"EXCLUDE", b"LIKE"];

const CREATE_FILLERS: [&[u8]; 3] = [b"IF", b"NOT", b"EXISTS"];

fn create<R: BufRead>(lexer: &mut Lexer<R>, receiver: &mut impl Receiver) -> io::Result<Ending> {
    loop {
        match lexer.token()? {
            Token::Word if lexer.text.eq_ignore_ascii_case(b"TABLE") => break,
            Token::Word if [b"TEMPORARY".as_slice(), b"UNLOGGED"].iter().any(|word| lexer.text.eq_ignore_ascii_case(word)) => {}
            Token::Mark(b';') => return Ok(Ending::Complete),
            _ => return pass_statement(lexer),
        }
    }
    let (table, token) = table_name(lexer, &CREATE_FILLERS)?;
    if token == Token::Mark(b';') {
        return Ok(Ending::Complete);
    }
    if token != Token::Mark(b'(') {
        return pass_statement(lexer);
    }
    let (mut columns, mut depth, mut is_first) = (Vec::new(), 1_u32, true);
    while depth > 0 {
        match lexer.token()? {
            Token::End => return Ok(Ending::Cut),
            Token::Mark(b'(') => depth = depth.saturating_add(1),
            Token::Mark(b')') => depth -= 1,
            Token::Mark(b',') if depth == 1 => is_first = true,
            token if is_first => {
                is_first = false;
                let is_constraint = token == Token::Word && CONSTRAINTS.iter().any(|word| lexer.text.eq_ignore_ascii_case(word));
                let is_name = matches!(token, Token::Word | Token::Name | Token::Quoted);
                if is_name && !is_constraint && columns.len() < MOST_COLUMNS {
                    columns.push(text(lexer));
                }
            }
            _ => {}
        }
    }
    receiver.table(&table, columns);
    pass_statement(lexer)
}

/// Reads `COPY name (columns) FROM stdin;` and the lines after it, up to `\.`.
fn copy<R: BufRead>(lexer: &mut Lexer<R>, receiver: &mut impl Receiver) -> io::Result<Ending> {
    let (table, token) = table_name(lexer, &[])?;
    let columns = if token == Token::Mark(b'(') { Some(column_list(lexer)?) } else { None };
    let mut reads_input = token == Token::Word && lexer.text.eq_ignore_ascii_case(b"FROM");
    loop {
        match lexer.token()? {
            Token::End => return Ok(Ending::Cut),
            Token::Mark(b';') => break,
            Token::Word => reads_input |= lexer.text.eq_ignore_ascii_case(b"stdin"),
            _ => {}
        }
    }
    if !reads_input {
        return Ok(Ending::Complete);
    }
    lexer.pass_line()?;
    let selection = receiver.selection(&table, columns.as_deref());
    loop {
        let row = match super::values::copied_row(lexer, selection.as_ref())? {
            Ok(row) => row,
            Err(ending) => return Ok(ending),
        };
        if let Some(selection) = &selection
            && receiver.row(&table, selection, row).is_break()
        {
            return Ok(Ending::Stopped);
        }
    }
}
