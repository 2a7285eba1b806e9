//! Tables: a CSV file beside the article, printed as a table with a title.

use super::csv::{self, Cell, Row};
use super::writer::Writer;
use super::{Block, Entry, Origin, Part, Parts, first_line, is_csv, values};
use crate::diag::catalogue::LinkFault;
use crate::diag::{Finding, nearest};
use crate::text::{Span, url};

/// The keys of a block.
const KEYS: [&str; 2] = ["file", "title"];

/// Writes a table in place of its block.
pub(super) fn include(block: &Block, parts: &Parts, writer: &mut Writer<'_>) {
    let Some(entries) = values(block, writer) else { return };
    for entry in entries.iter().filter(|entry| !KEYS.contains(&entry.key.as_str())) {
        let (zh, en) = (
            format!("没有「{}」这一项，可以写 file 和 title", entry.key),
            format!("it has no `{}`, only `file` and `title`", entry.key),
        );
        let fault = LinkFault::BlockInput { block: block.kind.to_owned(), problem_zh: zh, problem: en };
        writer.report(entry.key_place.clone(), fault, nearest(&entry.key, KEYS));
    }
    let value = |key: &str| entries.iter().find(|entry| entry.key == key && !entry.text.trim().is_empty());
    let (Some(file), Some(title)) = (value("file"), value("title")) else {
        let first = first_line(writer.whole(), &block.range);
        return writer.problem(
            block.kind,
            first,
            ("要写 file（文章旁边的 CSV 文件）和 title（表的标题）", "it needs `file`, a CSV file beside the article, and `title`"),
        );
    };
    let path = url::join(writer.path(), &file.text).filter(|path| is_csv(path));
    let path = path.unwrap_or_else(|| file.text.clone());
    let part = parts.get(&path);
    writer.depends(&path, part.map(|part| &part.source));
    let Some(part) = part else {
        if [".xlsx", ".xls", ".et", ".numbers", ".ods"].iter().any(|ending| file.text.to_ascii_lowercase().ends_with(ending)) {
            let stem = file.text.rsplit_once('.').map_or(&*file.text, |(stem, _)| stem);
            let problem = (
                format!("「{}」是电子表格；在里面「另存为」CSV UTF-8，再写 file: {stem}.csv", file.text),
                format!("`{}` is a spreadsheet; save it as CSV UTF-8 and write `file: {stem}.csv`", file.text),
            );
            return writer.problem(block.kind, file.place.clone(), (&problem.0, &problem.1));
        }
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let beside = parts.iter().filter_map(|part| part.source.path.strip_prefix(folder)?.strip_prefix('/'));
        let near = nearest(&file.text, beside.filter(|name| is_csv(name)));
        return writer.report(file.place.clone(), LinkFault::NoSuchFile { target: file.text.clone() }, near);
    };
    if let Some(finding) = &part.finding {
        return writer.finding((**finding).clone());
    }
    if let Some(rows) = rows(part, writer) {
        write(block, title, part, &rows, writer);
    }
}

/// The rows of a file, each with as many cells as the head. What is wrong is reported.
fn rows(part: &Part, writer: &mut Writer<'_>) -> Option<Vec<Row>> {
    let text: &str = &part.source.text;
    let at = |start: usize, end: usize, zh: String, en: String| {
        Finding::at(&part.source.path, Span::new(start..end), LinkFault::TableRows { problem_zh: zh, problem: en })
    };
    let rows = match csv::parse(text) {
        Ok(rows) => rows,
        Err(quote) => {
            writer.finding(at(
                quote,
                quote + 1,
                "引号没有闭合，或者后面还有字；用记事本打开改，电子表格会把后面的行并进这一格".to_owned(),
                "this quote is not closed, or text follows it; correct it in a text editor, because a spreadsheet takes the rows behind it into the cell".to_owned(),
            ));
            return None;
        }
    };
    let Some((head, body)) = rows.split_first().filter(|(_, body)| !body.is_empty()) else {
        writer.finding(at(0, 0, "至少要有表头和一行数据".to_owned(), "a table needs a head and at least one row".to_owned()));
        return None;
    };
    let expected = head.cells.len();
    if let [Cell { text: only, range }] = head.cells.as_slice()
        && only.contains(['，', ';', '；', '\t'])
    {
        let (zh, en) = ("各栏之间要用半角逗号隔开", "cells must be separated by commas");
        writer.finding(at(range.start, range.end, zh.to_owned(), en.to_owned()));
        return None;
    }
    let wrong: Vec<&Row> = body.iter().filter(|row| row.cells.len() != expected).collect();
    for row in &wrong {
        let count = row.cells.len();
        let (mut zh, mut en) =
            (format!("这一行有 {count} 格，表头有 {expected} 格"), format!("this row has {count} cells, the head has {expected}"));
        if has_thousands(row) {
            zh.push_str("；千位的逗号把一个数分成了两格，写成 10000，或者给这一格加半角双引号");
            en.push_str("; a comma between thousands divides a number: write 10000, or put the cell in double quotes");
        } else if count > expected {
            zh.push_str("；可能是文字里的半角逗号把一格分成了两格，改成全角逗号");
            en.push_str("; perhaps a comma in a text divides a cell: put the cell in double quotes");
        }
        writer.finding(at(row.range.start, row.range.end, zh, en));
    }
    wrong.is_empty().then_some(rows)
}

/// True for a row with a number that a comma divides at its thousands: `10,000元`.
fn has_thousands(row: &Row) -> bool {
    let is_digit = |c: char| c.is_ascii_digit();
    row.cells.windows(2).any(|pair| match pair {
        [Cell { text: left, .. }, Cell { text: right, .. }] => {
            let thousands = left.trim_start_matches(['-', '¥', '￥', '约']);
            let digits = right.len() - right.trim_start_matches(is_digit).len();
            (1..=3).contains(&thousands.len()) && thousands.chars().all(is_digit) && digits == 3
        }
        _ => false,
    })
}

/// Writes the title and the table. Columns of numbers are set to the right.
fn write(block: &Block, title: &Entry, part: &Part, rows: &[Row], writer: &mut Writer<'_>) {
    writer.begin(&block.range);
    writer.caption();
    writer.piece(&escaped(title.text.trim()), Origin::Article(Span::new(title.place.clone())));
    writer.line();
    for (n, row) in rows.iter().enumerate() {
        writer.line();
        writer.markup("|");
        for cell in &row.cells {
            writer.markup(" ");
            writer.piece(&escaped(cell.text.trim()), Origin::Part(Span::new(cell.range.clone())));
            writer.markup(" |");
        }
        if n == 0 {
            writer.line();
            writer.markup("|");
            let columns = (0..row.cells.len()).map(|column| is_of_numbers(rows, column));
            columns.for_each(|is_of_numbers| writer.markup(if is_of_numbers { " ---: |" } else { " --- |" }));
        }
    }
    writer.end(&part.source.path);
}

/// True for a column of numbers, where some may be missing.
fn is_of_numbers(rows: &[Row], column: usize) -> bool {
    let cells = || rows.iter().skip(1).filter_map(|row| row.cells.get(column)).map(|cell| cell.text.trim());
    let is_missing = |text: &str| matches!(text, "" | "-" | "—" | "/");
    cells().any(is_number) && cells().all(|text| is_missing(text) || is_number(text))
}

fn is_number(text: &str) -> bool {
    text.bytes().any(|b| b.is_ascii_digit()) && text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '%' | '+'))
}

/// Text as Markdown that shows it as it is, on one line.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | '*' | '_' | '`' | '[' | ']' | '<' | '>' | '&' | '~' | '|' => out.extend(['\\', c]),
            '\n' => out.push_str("<br>"),
            '\r' => {}
            c => out.push(c),
        }
    }
    out
}
