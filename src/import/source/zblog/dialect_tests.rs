//! The given dump as other programs write it: each form gives the same records.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use super::*;
use crate::import::encoding::Charset;
use crate::import::source::testing::{given, options, shown};
use crate::import::sql::{Tables, read_text};

/// Names, columns and rows of the tables of the given dump.
type Dump = Vec<(String, Vec<String>, Vec<Vec<Option<Vec<u8>>>>)>;

fn given_tables() -> Dump {
    let text = fs::read(&given("zblog/backup.sql")[0]).unwrap();
    let mut tables = Tables::default();
    read_text(text.as_slice(), false, &[], &mut tables, &mut |_| ControlFlow::Continue(())).unwrap();
    let names: Vec<(String, Vec<String>)> = tables.iter().map(|(name, columns)| (name.to_owned(), columns.to_vec())).collect();
    let read = |(name, columns): (String, Vec<String>)| {
        let leak = |column: &String| -> &'static str { Box::leak(column.clone().into_boxed_str()) };
        let columns_of: &'static [&'static str] = Box::leak(columns.iter().map(leak).collect::<Vec<_>>().into_boxed_slice());
        let mut rows = Vec::new();
        let shape = Shape { required: columns_of, columns: columns_of };
        read_text(text.as_slice(), false, &[shape], &mut Tables::default(), &mut |row| {
            rows.push(row.values);
            ControlFlow::Continue(())
        })
        .unwrap();
        (name, columns, rows)
    };
    names.into_iter().map(read).collect()
}

fn utf8(text: &str) -> Vec<u8> {
    text.as_bytes().to_vec()
}

fn gbk(text: &str) -> Vec<u8> {
    Charset::by_name("gbk").unwrap().encode(text)
}

/// A dump with a statement for each row; `value` writes one value.
fn statements(dump: &Dump, with_columns: bool, quote: &str, value: &dyn Fn(Option<&str>) -> String) -> String {
    let mut out = String::new();
    for (name, columns, rows) in dump {
        let quoted: Vec<String> = columns.iter().map(|column| format!("{quote}{column}{quote}")).collect();
        writeln!(out, "CREATE TABLE {quote}{name}{quote} (\n{} text\n);", quoted.join(" text,\n")).unwrap();
        for row in rows {
            let values: Vec<String> =
                row.iter().map(|bytes| value(bytes.as_deref().map(|b| std::str::from_utf8(b).unwrap()))).collect();
            let list = if with_columns { format!(" ({})", quoted.join(", ")) } else { String::new() };
            writeln!(out, "INSERT INTO {quote}{name}{quote}{list} VALUES ({});", values.join(",")).unwrap();
        }
    }
    out
}

/// Writes a form to a folder and shows what is read from it.
fn read(folder: &Path, name: &str, bytes: &[u8]) -> Vec<String> {
    let path = folder.join(name);
    fs::write(&path, bytes).unwrap();
    shown(&*open(&[path], &options()).unwrap())
}

fn copy(dump: &Dump) -> String {
    let mut out = "SET client_encoding = 'UTF8';\nSET standard_conforming_strings = on;\n".to_owned();
    for (name, columns, rows) in dump {
        // PostgreSQL writes the names in small letters.
        writeln!(out, "COPY public.{name} ({}) FROM stdin;", columns.join(", ").to_lowercase()).unwrap();
        for row in rows {
            let value = |bytes: &Option<Vec<u8>>| match bytes {
                None => "\\N".to_owned(),
                Some(bytes) => {
                    let text = std::str::from_utf8(bytes).unwrap();
                    text.replace('\\', "\\\\").replace('\n', "\\n").replace('\t', "\\t").replace('\r', "\\r")
                }
            };
            writeln!(out, "{}", row.iter().map(value).collect::<Vec<_>>().join("\t")).unwrap();
        }
        out.push_str("\\.\n\n");
    }
    out
}

#[test]
fn each_form_of_a_dump_gives_the_same_records() {
    let dump = given_tables();
    let expected = shown(&*open(&given("zblog/backup.sql"), &options()).unwrap());
    let folder = tempfile::tempdir().unwrap();
    let doubled = |text: &str| text.replace('\'', "''");
    let or_null =
        |value: Option<&str>, write: &dyn Fn(&str) -> String| value.map_or("NULL".to_owned(), |text| format!("'{}'", write(text)));
    let mysql = |value: Option<&str>| {
        or_null(value, &|text| {
            text.replace('\\', "\\\\").replace('\'', "\\'").replace('"', "\\\"").replace('\n', "\\n").replace('\r', "\\r")
        })
    };
    let admin = |value: Option<&str>| {
        or_null(value, &|text| doubled(&text.replace('\\', "\\\\")).replace('\n', "\\n").replace('\r', "\\r"))
    };
    let plain = |value: Option<&str>| or_null(value, &doubled);
    let hexadecimal = |value: Option<&str>| match value {
        Some(text) if !text.is_empty() => text.bytes().fold("0x".to_owned(), |out, byte| format!("{out}{byte:02X}")),
        _ => "''".to_owned(),
    };
    for (name, bytes) in [
        ("mysql.sql", utf8(&statements(&dump, false, "`", &mysql))),
        ("admin.sql", utf8(&statements(&dump, true, "`", &admin))),
        ("hex.sql", utf8(&statements(&dump, false, "`", &hexadecimal))),
        ("gbk.sql", gbk(&format!("SET NAMES gbk;\n{}", statements(&dump, false, "`", &mysql)))),
        ("latin1.sql", gbk(&format!("SET NAMES latin1;\n{}", statements(&dump, false, "`", &mysql)))),
        ("mark.sql", [b"\xEF\xBB\xBF".to_vec(), utf8(&statements(&dump, false, "`", &mysql))].concat()),
        ("shell.sql", utf8(&format!("PRAGMA foreign_keys=OFF;\n{}", statements(&dump, false, "\"", &plain)))),
        ("ansi.sql", utf8(&format!("SET sql_mode='NO_BACKSLASH_ESCAPES';\n{}", statements(&dump, true, "`", &plain)))),
        ("copy.sql", utf8(&copy(&dump))),
    ] {
        assert_eq!(read(folder.path(), name, &bytes), expected, "{name}");
    }
    // EmpireBak: one file a table, a call a statement.
    let backup = folder.path().join("backup");
    fs::create_dir(&backup).unwrap();
    for table in &dump {
        let text = statements(&vec![table.clone()], false, "`", &|value| {
            or_null(value, &|text| {
                doubled(&text.replace('\\', "\\\\\\\\").replace('"', "\\\"").replace('$', "\\$"))
                    .replace('\n', "\\n")
                    .replace('\r', "\\r")
            })
        });
        let calls: Vec<String> =
            text.split(";\n").filter(|text| !text.is_empty()).map(|text| format!("E_D(\"{text};\");")).collect();
        let file = format!("<?php\nDoSetDbChar('gbk');\n{}\n?>", calls.join("\n"));
        fs::write(backup.join(format!("{}_1.php", table.0)), gbk(&file)).unwrap();
    }
    assert_eq!(shown(&*open(&[backup], &options()).unwrap()), expected);
}

#[test]
fn a_dump_that_breaks_off_says_so() {
    let text = fs::read(&given("zblog/backup.sql")[0]).unwrap();
    let end = text.windows(5).position(|window| window == b"(130,").unwrap() + 400;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("cut.sql");
    fs::write(&path, &text[..end]).unwrap();
    let source = open(&[path], &options()).unwrap();
    assert_eq!(source.overview().notes.iter().map(|(_, note)| note.rule).collect::<Vec<_>>(), ["dump-cut"]);
    let last = shown(&*source).pop().unwrap();
    assert!(last.starts_with("zblog:130 | Article Broken(\"备份文件在这一篇中间断了\")"), "{last}");
}
