//! Rates typed into tables: a figure that differs from the register, and changes that are left out between two rows.

use std::ops::Range;

use jiff::civil::Date;
use memchr::memmem;

use super::{Collector, Rules};
use crate::calc;
use crate::diag::Finding;
use crate::diag::catalogue::RuleFault;
use crate::model::registers::rates::RateTable;
use crate::text::Span;

/// Names of the loan prime rate in the head of a table.
const NAMES: [&str; 2] = ["LPR", "报价利率"];
/// Words for days of publication in the head of a table.
const PUBLISHED: [&str; 4] = ["公布", "发布", "变动", "自哪天"];
/// Words by which rows are a selection.
const SELECTED: [&str; 6] = ["节选", "摘录", "部分", "示例", "举例", "例如"];

/// A column of a typed table, by its head.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Column {
    /// A column of the register, multiplied.
    Rate {
        index: usize,
        times: u32,
    },
    Other,
}

/// A typed table while its rows are read.
struct Typed {
    columns: Vec<Column>,
    /// True if its rows are to be all changes.
    is_complete: bool,
    last: Option<Date>,
}

/// Compares the typed tables of a body, which begins at byte `start` of its file, with the register.
pub(super) fn tables(rules: &Rules<'_>, file: &str, start: u32, found: &mut Collector) {
    let Some(known) = rules.registers.rates.iter().flat_map(|rates| &rates.tables).find(|table| table.id == "lpr") else { return };
    let body = file.get(start as usize..).unwrap_or("");
    if NAMES.iter().all(|name| memmem::find(body.as_bytes(), name.as_bytes()).is_none()) {
        return;
    }
    let (mut table, mut above, mut is_code, mut at): (Option<Typed>, &str, bool, usize) = (None, "", false, start as usize);
    for line in body.split_inclusive('\n') {
        let (text, place) = (line.trim(), at + (line.len() - line.trim_start().len()));
        at += line.len();
        if text.starts_with("```") || text.starts_with("~~~") {
            is_code = !is_code;
        }
        if is_code || !text.starts_with('|') {
            table = None;
            if !text.is_empty() {
                above = text;
            }
        } else if let Some(table) = &mut table {
            row(known, table, &cells(text, place), found);
        } else {
            table = Some(head(known, text, above));
        }
    }
}

fn head(known: &RateTable, text: &str, above: &str) -> Typed {
    let is_selection = SELECTED.iter().any(|word| text.contains(word) || above.contains(word));
    let is_published = PUBLISHED.iter().any(|word| text.contains(word));
    let columns = if NAMES.iter().any(|name| text.contains(name)) {
        cells(text, 0).iter().map(|(cell, _)| column(known, cell)).collect()
    } else {
        Vec::new()
    };
    Typed { columns, is_complete: is_published && !is_selection, last: None }
}

fn column(known: &RateTable, head: &str) -> Column {
    let name = if head.contains("五年") || head.contains("5年") { "y5" } else { "y1" };
    let times = if head.contains("四倍") || head.contains("4倍") { 4 } else { 1 };
    let is_rate = times == 4 || NAMES.iter().any(|n| head.contains(n)) || ["一年期", "五年期"].iter().any(|n| head.starts_with(n));
    let index = known.columns.iter().position(|column| column == name);
    match index.filter(|_| is_rate) {
        Some(index) => Column::Rate { index, times },
        None => Column::Other,
    }
}

fn row(known: &RateTable, table: &mut Typed, cells: &[(&str, Range<usize>)], found: &mut Collector) {
    if table.columns.len() != cells.len() || table.columns.iter().all(|column| *column == Column::Other) {
        return;
    }
    let others = cells.iter().zip(&table.columns).filter(|(_, column)| **column == Column::Other);
    let Some((day, place)) = others.into_iter().find_map(|((cell, place), _)| Some((first_day(cell)?, place.clone()))) else {
        return;
    };
    let number = known.rows.partition_point(|(from, _)| *from <= day);
    let Some((from, rates)) = number.checked_sub(1).and_then(|i| known.rows.get(i)) else { return };
    if known.checked_until.as_ref().is_some_and(|until| day > until.value) {
        return;
    }
    for ((cell, place), column) in cells.iter().zip(&table.columns) {
        let (Column::Rate { index, times }, Some((written, rate))) = (column, percent(cell)) else { continue };
        let Some(right) = rates.get(*index).map(|right| right * times).filter(|right| *right != rate) else { continue };
        let known = format!("{}.{:02}%", right / 100, right % 100);
        let fault = RuleFault::RateDiffers { written: written.into(), day: day.to_string(), known: known.clone() };
        let begin = place.start + cell.find(written).unwrap_or(0);
        let span = Span::new(begin..begin + written.len());
        found.push(Finding::at(&found.path, span, fault).with_suggestion(Some(known)));
    }
    if *from == day {
        let before = table.last.replace(day).filter(|_| table.is_complete);
        missing(known, &table.columns, before, day, place, found);
    }
}

/// Reports the changes in the columns of a table between two of its rows.
fn missing(known: &RateTable, columns: &[Column], before: Option<Date>, day: Date, place: Range<usize>, found: &mut Collector) {
    let Some(before) = before else { return };
    let (first, last) = (before.min(day), before.max(day));
    let differs =
        |a: &[u32], b: &[u32]| columns.iter().any(|c| matches!(c, Column::Rate { index, .. } if a.get(*index) != b.get(*index)));
    let between = known.rows.windows(2).filter_map(|pair| match pair {
        [(_, above), (on, rates)] if *on > first && *on < last && differs(above, rates) => Some(*on),
        _ => None,
    });
    let between: Vec<Date> = between.collect();
    if let Some(missing) = between.first() {
        let fault = RuleFault::RatesMissing { count: between.len().to_string(), day: missing.to_string() };
        found.add(Span::new(place), fault);
    }
}

/// The cells of a row with their places; the row begins at byte `at`. None for a row with an escaped line between cells.
fn cells(row: &str, at: usize) -> Vec<(&str, Range<usize>)> {
    if row.contains("\\|") {
        return Vec::new();
    }
    let inner = row.strip_prefix('|').unwrap_or(row);
    let inner = inner.strip_suffix('|').unwrap_or(inner);
    let mut place = at + 1;
    let mut out = Vec::new();
    for text in inner.split('|') {
        let start = place + (text.len() - text.trim_start().len());
        out.push((text.trim(), start..start + text.trim().len()));
        place += text.len() + 1;
    }
    out
}

/// The first day in a text: `2024年10月21日起`, `2024-10-21`.
fn first_day(text: &str) -> Option<Date> {
    let written = text.get(text.find(|c: char| c.is_ascii_digit())?..)?;
    let end = written.find('日').map(|end| end + '日'.len_utf8());
    let end =
        end.or_else(|| written.find(|c: char| !(c.is_ascii_digit() || matches!(c, '-' | '/' | '.')))).unwrap_or(written.len());
    calc::date::parse(written.get(..end)?)
}

/// The only percentage in a text, as written and in hundredths of a percent.
fn percent(text: &str) -> Option<(&str, u32)> {
    let end = text.find('%')?;
    let number = text.get(..end)?;
    let start = number.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.').len();
    let digits = number.get(start..)?;
    if text.get(end + 1..)?.contains('%') || digits.is_empty() {
        return None;
    }
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let rate = format!("{whole}{part:0<2}").parse().ok().filter(|_| part.len() <= 2)?;
    Some((text.get(start..=end)?, rate))
}
