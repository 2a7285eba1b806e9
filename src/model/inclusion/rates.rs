//! Rates: a table of `rates.yaml`, printed with a title and the day up to which it was checked.

use jiff::civil::Date;

use super::table::escaped;
use super::writer::Writer;
use super::{Block, Entry, Origin, first_line, values};
use crate::calc;
use crate::diag::catalogue::LinkFault;
use crate::diag::nearest;
use crate::model::registers::Register;
use crate::model::registers::rates::{RateTable, Rates};
use crate::text::{Source, Span};

/// The path of the register.
const PATH: &str = "content/rates.yaml";
/// The keys of a block that are not columns.
const KEYS: [&str; 3] = ["table", "title", "from"];
/// The greatest factor of a column.
const MAX_TIMES: u32 = 100;

/// The register of rates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Published {
    source: Source,
    tables: Vec<RateTable>,
}

impl Published {
    pub(super) fn of(registers: &[Source]) -> Option<Published> {
        let source = registers.iter().find(|source| &*source.path == PATH)?;
        // The findings of the register are reported where it is read.
        let tables = Rates::read(source).0.tables;
        Some(Published { source: source.clone(), tables })
    }
}

/// A printed column: a column of the register, multiplied.
struct Column<'e> {
    index: usize,
    times: u32,
    head: &'e Entry,
}

/// Writes rates in place of their block.
pub(super) fn include(block: &Block, rates: Option<&Published>, writer: &mut Writer<'_>) {
    let Some(entries) = values(block, writer) else { return };
    let first = first_line(writer.whole(), &block.range);
    writer.depends(PATH, rates.map(|rates| &rates.source));
    let Some(rates) = rates else {
        let problem = ("没有利率表 content/rates.yaml", "there is no register content/rates.yaml");
        return writer.problem(block.kind, first, problem);
    };
    let value = |key: &str| entries.iter().find(|entry| entry.key == key && !entry.text.trim().is_empty());
    let (Some(id), Some(title)) = (value("table"), value("title")) else {
        let problem =
            ("要写 table（利率表的 id）和 title（表的标题）", "it needs `table`, the id of a table of rates, and `title`");
        return writer.problem(block.kind, first, problem);
    };
    let Some(table) = rates.tables.iter().find(|table| table.id == id.text) else {
        let near = nearest(&id.text, rates.tables.iter().map(|table| table.id.as_str()));
        let (zh, en) = (format!("没有利率表「{}」", id.text), format!("there is no table of rates `{}`", id.text));
        let fault = LinkFault::BlockInput { block: block.kind.to_owned(), problem_zh: zh, problem: en };
        return writer.report(id.place.clone(), fault, near);
    };
    let from = match value("from").map(|from| (from, calc::date::parse(&from.text))) {
        Some((from, None)) => {
            let problem = ("from 要写日期，如 2020-08-20", "`from` must be a date such as 2020-08-20");
            return writer.problem(block.kind, from.place.clone(), problem);
        }
        from => from.and_then(|(_, day)| day),
    };
    if let Some(columns) = columns(block, &entries, table, writer) {
        write(block, title, table, from, &columns, writer);
    }
}

/// The columns that a block asks for: `y1: 一年期`, `y1*4: 四倍`. What is wrong is reported.
fn columns<'e>(block: &Block, entries: &'e [Entry], table: &RateTable, writer: &mut Writer<'_>) -> Option<Vec<Column<'e>>> {
    let mut columns = Vec::new();
    let wanted = entries.iter().filter(|entry| !KEYS.contains(&entry.key.as_str()));
    for head in wanted {
        let (name, times) = head.key.split_once('*').unwrap_or((&head.key, "1"));
        let index = table.columns.iter().position(|column| column == name.trim());
        let times = times.trim().parse().ok().filter(|times| (1..=MAX_TIMES).contains(times));
        let (Some(index), Some(times)) = (index, times) else {
            let known = table.columns.join("、");
            let zh = format!("没有「{}」这一栏，可以写 {known}，乘以倍数写成 {}*4", head.key, name.trim());
            let en =
                format!("there is no column `{}`; there are {}, with a factor as in `y1*4`", head.key, table.columns.join(", "));
            let fault = LinkFault::BlockInput { block: block.kind.to_owned(), problem_zh: zh, problem: en };
            writer.report(head.key_place.clone(), fault, nearest(name.trim(), table.columns.iter().map(String::as_str)));
            return None;
        };
        columns.push(Column { index, times, head });
    }
    if columns.is_empty() {
        let first = first_line(writer.whole(), &block.range);
        let problem = ("要写至少一栏，如「y1: 一年期」", "it needs at least one column, such as `y1: one year`");
        writer.problem(block.kind, first, problem);
        return None;
    }
    Some(columns)
}

fn write(block: &Block, title: &Entry, table: &RateTable, from: Option<Date>, columns: &[Column<'_>], writer: &mut Writer<'_>) {
    let article = |entry: &Entry| Origin::Article(Span::new(entry.place.clone()));
    writer.begin(&block.range);
    writer.caption();
    writer.piece(&escaped(title.text.trim()), article(title));
    writer.line();
    writer.line();
    writer.markup("| 公布日 |");
    for column in columns {
        writer.markup(" ");
        writer.piece(&escaped(column.head.text.trim()), article(column.head));
        writer.markup(" |");
    }
    writer.line();
    writer.markup("| --- |");
    columns.iter().for_each(|_| writer.markup(" ---: |"));
    let skipped = from.map_or(0, |from| table.rows.partition_point(|(day, _)| *day <= from).saturating_sub(1));
    let mut above = None;
    for (day, rates) in table.rows.iter().skip(skipped) {
        let cells: Vec<u32> = columns.iter().filter_map(|c| Some(rates.get(c.index)?.saturating_mul(c.times))).collect();
        // A day on which only other columns changed is no change here.
        if above.as_ref() != Some(&cells) {
            writer.line();
            writer.markup(&format!("| {} |", words(*day)));
            cells.iter().for_each(|rate| writer.markup(&format!(" {}.{:02}% |", rate / 100, rate % 100)));
            above = Some(cells);
        }
    }
    if let Some(note) = note(table) {
        writer.line();
        writer.line();
        writer.markup(&note);
    }
    let path = std::sync::Arc::clone(writer.path());
    writer.end(&path);
}

/// Up to which day a table was checked, and against what.
fn note(table: &RateTable) -> Option<String> {
    let until = table.checked_until.as_ref()?.value;
    let proof = match table.proof.as_str() {
        proof if proof.starts_with("V2") => "（据转载，引用以前请对照官方公告）",
        proof if proof.starts_with('M') => "（未逐字核对，引用以前请对照官方公告）",
        _ => "",
    };
    let checked = match table.checked_full_until.filter(|full| *full < until) {
        Some(full) => format!("逐日核对至{}，此后至{}为较弱的核对，再往后", words(full), words(until)),
        None => format!("核对至{}，此后", words(until)),
    };
    Some(format!("只列有变动的公布日。利率数据{checked}公布的没有核对{proof}。"))
}

/// 2021年3月2日.
fn words(day: Date) -> String {
    format!("{}年{}月{}日", day.year(), day.month(), day.day())
}
