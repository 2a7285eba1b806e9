//! The database of a site as its files: dumps, backups of EmpireBak, SQLite files.
#![expect(clippy::disallowed_methods, clippy::disallowed_types, reason = "sources are read here")]

use std::cmp::Ordering;
use std::fs::File;
use std::io::{self, BufReader, Read};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use super::files::{self, SourceFile};
use super::{Kind, Refusal};
use crate::import::encoding::{Charset, is_utf16};
use crate::import::record::{Note, Origin};
use crate::import::sql::{self, Ending, Row, Shape, Tables};

/// Bytes that are read at once.
const CHUNK: usize = 1 << 20;
/// Bytes at the beginning of a file in which its encoding may be declared.
const HEAD: u64 = 64 << 10;
/// Bytes above ASCII and what follows them, from which the encoding is concluded.
const SAMPLE: usize = 256 << 10;
/// Bytes that are searched for the first one above ASCII.
const SEARCH: u64 = 64 << 20;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    /// SQL; true if a program wrote it that knows characters of two bytes.
    Text(bool),
    EmpireBak,
    Sqlite,
}

/// The tables of a site.
#[derive(Debug)]
pub(super) struct Database {
    files: Vec<(SourceFile, Format)>,
    pub(super) charset: Charset,
    pub(super) tables: Tables,
    pub(super) notes: Vec<(Origin, Note)>,
}

/// What is done with a row of a file.
pub(super) type EachRow<'e> = dyn FnMut(&str, Row<'_>) -> ControlFlow<()> + 'e;

impl Database {
    /// Finds the files and their encoding. No table is read.
    pub(super) fn open(from: &[PathBuf], kind: Kind) -> Result<Database, Refusal> {
        let extensions = [".sql", ".php", ".txt", ".db", ".sqlite", ".sqlite3", ".dump"];
        let accepts = |name: &str| extensions.iter().any(|extension| name.to_ascii_lowercase().ends_with(extension));
        let all = files::list(from, &accepts)?;
        let is_single = all.files.len() == 1;
        let mut database = Database { files: Vec::new(), charset: Charset::UTF_8, tables: Tables::default(), notes: all.notes };
        let mut samples = Samples::default();
        for file in all.files {
            let head = files::head(&file.path, HEAD)?;
            match format(&file.name, &head) {
                Ok(Some(format)) => {
                    if format != Format::Sqlite {
                        samples.add(&file.path, &head)?;
                    }
                    database.files.push((file, format));
                }
                // Folders of backups contain programs besides.
                Ok(None) if !is_single => {}
                Ok(None) => return Err(Refusal::Unreadable(kind, format!("{} 不是数据库的备份", file.name))),
                Err(reason) => return Err(Refusal::Unreadable(kind, format!("{}：{reason}", file.name))),
            }
        }
        if database.files.is_empty() {
            return Err(Refusal::Unreadable(kind, "没有找到数据库的备份（.sql、帝国备份王的 .php、.db）".to_owned()));
        }
        database.files.sort_by(|a, b| natural(&a.0.name, &b.0.name));
        database.charset = samples.charset();
        Ok(database)
    }

    /// Reads all rows of these shapes, and learns the columns of all tables. Rows that stand before the columns of their table come last.
    pub(super) fn learn(&mut self, shapes: &[Shape], each: &mut EachRow<'_>) -> io::Result<()> {
        let mut tables = std::mem::take(&mut self.tables);
        let mut notes = self.read(shapes, &mut tables, each)?;
        if tables.has_late_columns() {
            let late: Vec<String> = tables.late().map(str::to_owned).collect();
            let mut each_late = |file: &str, row: Row<'_>| {
                if late.iter().any(|table| table == row.table) { each(file, row) } else { ControlFlow::Continue(()) }
            };
            self.read(shapes, &mut tables, &mut each_late)?;
        }
        for table in tables.without_columns() {
            notes.push((self.origin(), Note { rule: "dump-columns", text: table.to_owned() }));
        }
        tables.forget_unknown();
        self.tables = tables;
        self.notes.append(&mut notes);
        Ok(())
    }

    /// Reads all rows of these shapes in the order of the files, until `each` breaks. What is wrong with the files was told by `learn`.
    pub(super) fn rows(&self, shapes: &[Shape], each: &mut EachRow<'_>) -> io::Result<()> {
        self.read(shapes, &mut self.tables.clone(), each).map(drop)
    }

    /// The place of the database as a whole.
    pub(super) fn origin(&self) -> Origin {
        Origin { file: self.files.first().map_or_else(String::new, |(file, _)| file.name.clone()), line: None }
    }

    fn read(&self, shapes: &[Shape], tables: &mut Tables, each: &mut EachRow<'_>) -> io::Result<Vec<(Origin, Note)>> {
        let mut notes = Vec::new();
        for (file, format) in &self.files {
            let mut each = |row: Row<'_>| each(&file.name, row);
            let input = || File::open(&file.path).map(|opened| BufReader::with_capacity(CHUNK, opened));
            let is_wide = self.charset.has_backslash_in_characters();
            let result = match format {
                Format::Text(knows_wide) => {
                    input().and_then(|input| sql::read_text(input, is_wide && *knows_wide, shapes, tables, &mut each))
                }
                Format::EmpireBak => input().and_then(|input| sql::read_php(input, shapes, tables, &mut each)),
                Format::Sqlite => read_sqlite(&file.path, shapes, tables, &mut each),
            };
            let (ending, line) = result.map_err(|error| with_path(&file.path, &error))?;
            match ending {
                Ending::Complete => {}
                Ending::Stopped => break,
                Ending::Cut => {
                    let origin = Origin { file: file.name.clone(), line: Some(line) };
                    notes.push((origin, Note { rule: "dump-cut", text: file.name.clone() }));
                }
            }
        }
        Ok(notes)
    }
}

fn with_path(path: &Path, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}

#[cfg(feature = "sqlite")]
fn read_sqlite(path: &Path, shapes: &[Shape], tables: &mut Tables, each: &mut sql::Each<'_>) -> io::Result<(Ending, u32)> {
    // SQLite keeps the last changes of a running site in a file beside the database.
    let beside = PathBuf::from(format!("{}-wal", path.display()));
    if std::fs::metadata(&beside).is_ok_and(|file| file.len() > 0) {
        return Err(io::Error::other("旁边的 -wal 文件里还有没写进数据库的内容，请在网站停下后重新复制"));
    }
    sql::read_sqlite(path, shapes, tables, each).map(|ending| (ending, 1)).map_err(io::Error::other)
}

#[cfg(not(feature = "sqlite"))]
fn read_sqlite(_: &Path, _: &[Shape], _: &mut Tables, _: &mut sql::Each<'_>) -> io::Result<(Ending, u32)> {
    Err(io::Error::other(
        "本程序编译时没有加入 SQLite，请先导出 .sql 文件 / this program was built without SQLite; export the database as a .sql file",
    ))
}

/// The format of a file by its first bytes: `None` for a program in PHP, an error for a file that must be unpacked or converted first.
fn format(name: &str, head: &[u8]) -> Result<Option<Format>, &'static str> {
    let contains = |word: &[u8]| memchr::memmem::find(head, word).is_some();
    if head.starts_with(b"SQLite format 3\0") {
        Ok(Some(Format::Sqlite))
    } else if head.starts_with(b"** This file contains an SQLite 2") {
        Err("是 SQLite 2 的数据库，请先用它自己的工具导出 .sql 文件")
    } else if head.starts_with(b"\x1F\x8B")
        || head.starts_with(b"PK")
        || head.starts_with(b"Rar!")
        || head.starts_with(b"7z\xBC\xAF")
    {
        Err("是压缩包，请先解压")
    } else if is_utf16(head) {
        Err("是 UTF-16 编码，请另存为 UTF-8")
    } else if head.get(4..).is_some_and(|head| head.starts_with(b"Standard Jet DB") || head.starts_with(b"Standard ACE DB")) {
        Err("是 Access 数据库，请先用 Z-Blog 的转换程序转成 MySQL")
    } else if contains(b"E_D(\"") || contains(b"E_C(\"") {
        Ok(Some(Format::EmpireBak))
    } else if head.trim_ascii_start().starts_with(b"<?php") {
        Ok(None)
    } else {
        // The backups of DedeCMS are `.txt`, those of Discuz say what they are. Both escape bytes and not characters.
        Ok(Some(Format::Text(!name.ends_with(".txt") && !contains(b"Multi-Volume"))))
    }
}

/// What tells the encoding of a database.
#[derive(Debug, Default)]
struct Samples {
    declared: Option<String>,
    bytes: Vec<u8>,
}

impl Samples {
    fn add(&mut self, path: &Path, head: &[u8]) -> io::Result<()> {
        if self.declared.is_none() {
            self.declared = declaration(head);
        }
        if self.bytes.len() >= 4 * SAMPLE {
            return Ok(());
        }
        let sample = sample(path).map_err(|error| with_path(path, &error))?;
        // A cut character at the end of one sample is no fault of the next.
        self.bytes.extend_from_slice(&sample);
        self.bytes.push(b'\n');
        Ok(())
    }

    fn charset(&self) -> Charset {
        Charset::of(&self.bytes, self.declared.as_deref())
    }
}

/// The bytes of a file from the first one above ASCII on.
fn sample(path: &Path) -> io::Result<Vec<u8>> {
    let mut input = BufReader::with_capacity(SAMPLE, File::open(path)?.take(SEARCH));
    let mut sample = Vec::new();
    loop {
        let chunk = io::BufRead::fill_buf(&mut input)?;
        let length = chunk.len();
        let start = if sample.is_empty() { chunk.iter().position(|byte| !byte.is_ascii()) } else { Some(0) };
        if let Some(start) = start {
            sample.extend_from_slice(chunk.get(start..).unwrap_or_default());
        }
        io::BufRead::consume(&mut input, length);
        if length == 0 || sample.len() >= SAMPLE {
            return Ok(sample);
        }
    }
}

/// The encoding that a dump declares.
fn declaration(head: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    ["set names", "dosetdbchar(", "client_encoding =", "set character set"].into_iter().find_map(|word| {
        let after = head.get(head.find(word)? + word.len()..)?;
        let value = after.trim_start_matches([' ', '\'', '"', '(']);
        let end = value.find(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_').unwrap_or(value.len());
        value.get(..end).filter(|name| !name.is_empty()).map(str::to_owned)
    })
}

/// Compares names so that `t_10.php` follows `t_9.php`.
fn natural(a: &str, b: &str) -> Ordering {
    let parts = |text: &str| {
        let mut parts: Vec<(u64, String)> = Vec::new();
        for c in text.chars() {
            match (c.to_digit(10), parts.last_mut()) {
                (Some(digit), Some((number, word))) if word.is_empty() => {
                    *number = number.saturating_mul(10).saturating_add(digit.into())
                }
                (Some(digit), _) => parts.push((digit.into(), String::new())),
                (None, Some((_, word))) if !word.is_empty() => word.push(c),
                (None, _) => parts.push((u64::MAX, c.into())),
            }
        }
        parts
    };
    parts(a).cmp(&parts(b)).then_with(|| a.cmp(b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_have_a_natural_order() {
        let mut names = ["t_10.php", "t_2.php", "a.php", "t_1.php", "t.php", "t_02.php"];
        names.sort_by(|a, b| natural(a, b));
        assert_eq!(names, ["a.php", "t.php", "t_1.php", "t_02.php", "t_2.php", "t_10.php"]);
    }

    #[test]
    fn formats_and_encodings_are_told_by_the_first_bytes() {
        let format = |head: &[u8]| format("a.sql", head);
        assert_eq!(format(b"-- MySQL dump"), Ok(Some(Format::Text(true))));
        assert_eq!(format(b"# Discuz! Multi-Volume Data Dump Vol.1"), Ok(Some(Format::Text(false))));
        assert_eq!(format(b"<?php\nE_D(\"x\");"), Ok(Some(Format::EmpireBak)));
        assert_eq!(format(b"<?php $b_baktype=1;"), Ok(None));
        assert!(format(b"PK\x03\x04").is_err() && format(b"\x1F\x8B\x08").is_err() && format(b"\xFF\xFEa\0").is_err());
        let declared = |text: &str| declaration(text.as_bytes());
        assert_eq!(declared("/*!40101 SET NAMES utf8mb4 */;").as_deref(), Some("utf8mb4"));
        assert_eq!(declared("DoSetDbChar('gbk');").as_deref(), Some("gbk"));
        assert_eq!(declared("SET client_encoding = 'UTF8';").as_deref(), Some("utf8"));
        assert_eq!(declared("SET NAMES @OLD"), None);
    }
}
