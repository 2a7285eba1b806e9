//! Rows as JSON, as CSV for a spreadsheet, or separated by tabs. It never sorts or chooses them.

use serde_json::{Value, json};

use super::setting::Setting;
use super::{CliError, Outcome, print};
use crate::diag::print::columns;

/// A row: its columns in order, the same in every row.
pub(super) type Row = Vec<(&'static str, Value)>;

/// A row, written like an object.
macro_rules! row {
    ({ $($name:literal: $value:expr),* $(,)? }) => { vec![ $( ($name, serde_json::json!($value)) ),* ] };
}
pub(super) use row;

/// Prints rows separated by tabs, or as JSON with `--format json`.
pub(super) fn print_rows(setting: &Setting, rows: &[Row]) -> Result<Outcome, CliError> {
    match rows {
        _ if setting.json => print(&json(rows)),
        [] if !setting.quiet => print(setting.text("没有\n", "none\n")),
        _ => print(&tabbed(rows)),
    }
}

/// Rows as JSON, an object a line.
pub(super) fn json_lines(rows: &[Row]) -> String {
    rows.iter().map(|row| object(row) + "\n").collect()
}

/// A row as a JSON object with keys in the order of the columns.
fn object(row: &Row) -> String {
    let pairs: Vec<String> = row.iter().map(|(name, value)| format!("{}:{value}", json!(name))).collect();
    format!("{{{}}}", pairs.join(","))
}

/// Rows as a JSON array, an object a line.
pub(super) fn json(rows: &[Row]) -> String {
    let lines: Vec<String> = rows.iter().map(object).collect();
    let end = if lines.is_empty() { "" } else { "\n" };
    format!("[{end}{}{end}]\n", lines.join(",\n"))
}

/// Rows separated by tabs: what cut, sort and a spreadsheet understand.
fn tabbed(rows: &[Row]) -> String {
    let line = |row: &Row| format!("{}\n", row.iter().map(|(_, value)| cell(value)).collect::<Vec<_>>().join("\t"));
    rows.iter().map(line).collect()
}

/// Rows of words below each other for a terminal: the first column from the left, numbers from the right. `has_text` is true if the
/// last column is text.
pub(super) fn aligned(rows: &[Vec<String>], has_text: bool) -> String {
    let count = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|cell| columns(cell)).max().unwrap_or(0);
    let widths: Vec<usize> = (0..count).map(width).collect();
    let line = |row: &Vec<String>| {
        let mut line = String::new();
        for (n, (cell, width)) in row.iter().zip(&widths).enumerate() {
            let blanks = " ".repeat(width - columns(cell).min(*width));
            line += &if n == 0 || (has_text && n + 1 == count) { format!("{cell}{blanks}  ") } else { format!("{blanks}{cell}  ") };
        }
        line.trim_end().to_owned() + "\n"
    };
    rows.iter().map(line).collect()
}

/// Rows as CSV (RFC 4180) below a line of the columns' names. It starts with a byte-order mark, without which spreadsheets
/// misread Chinese. An apostrophe keeps them from computing a text that looks like a formula.
pub(super) fn csv(names: &[&str], rows: &[Row]) -> String {
    let quoted = |text: &str| {
        let formula = text.starts_with(['=', '+', '-', '@']);
        let text = format!("{}{text}", if formula { "'" } else { "" });
        if text.contains(['"', ',', '\n', '\r']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
    };
    let field = |value: &Value| if value.is_number() { value.to_string() } else { quoted(&cell(value)) };
    let mut out = format!("\u{feff}{}\r\n", names.join(","));
    for row in rows {
        out.push_str(&row.iter().map(|(_, value)| field(value)).collect::<Vec<_>>().join(","));
        out.push_str("\r\n");
    }
    out
}

fn cell(value: &Value) -> String {
    match value {
        Value::String(s) => s.clone(),
        Value::Null => String::new(),
        Value::Array(items) => items.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(","),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spreadsheet_reads_texts_as_texts() {
        let rows = [row!({"a": "=1+1", "b": -30, "c": "他说\"好\",\n走了", "d": Value::Null})];
        assert_eq!(csv(&["a", "b", "c", "d"], &rows), "\u{feff}a,b,c,d\r\n'=1+1,-30,\"他说\"\"好\"\",\n走了\",\r\n");
    }

    #[test]
    fn json_keeps_the_order_of_columns() {
        assert_eq!(json(&[row!({"z": 1, "a": ["x", "y"]})]), "[\n{\"z\":1,\"a\":[\"x\",\"y\"]}\n]\n");
        assert_eq!(json(&[]), "[]\n");
        assert_eq!(tabbed(&[row!({"z": 1, "a": ["x", "y"]})]), "1\tx,y\n");
    }
}
