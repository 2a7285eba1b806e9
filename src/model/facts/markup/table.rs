//! Tables: cells beyond the head, lines below a table that became rows, and lines that were meant as a table.

use std::ops::Range;

use super::Flaw;
use super::line::{Line, LineStart};
use crate::diag::catalogue::MarkupFault;
use crate::model::facts::gather::quoted;
use crate::model::facts::lines::{self, words};

/// Most lines of a table that are looked at.
const MAX_LINES: usize = 500;

/// Characters of a delimiter row that may also be blanks of a form.
const BLANKS: [char; 5] = ['_', '.', '…', '·', '~'];

/// The remedy for lines of a table that are divided.
const EMPTY_LINE: (&str, &str) = ("删去上面的空行", "delete the empty line above");

/// The table that is being read.
#[derive(Default)]
pub(super) struct Tables {
    columns: usize,
    has_outer_bars: bool,
    /// A line below the table was reported.
    has_line: bool,
    /// The end of the last table, until lines with bars were found below it.
    end: usize,
    /// The end of the lines that were looked at as a table.
    examined: usize,
}

impl Tables {
    pub(super) fn begin(&mut self, body: &str, range: &Range<usize>, columns: usize) {
        let has_outer_bars = body.get(range.start..).is_some_and(|t| t.starts_with('|'));
        *self = Tables { columns, has_outer_bars, has_line: false, end: range.end, ..*self };
    }

    /// Judges a row of the table.
    pub(super) fn row(&mut self, body: &str, range: &Range<usize>, flaws: &mut Vec<Flaw>) {
        let row = body.get(range.clone()).unwrap_or("").trim_end();
        let bars = bars(row);
        let range = range.start..range.start + row.len();
        if bars.is_empty() && (self.has_outer_bars || self.columns > 1) && !row.contains('｜') {
            if !std::mem::replace(&mut self.has_line, true) {
                flaws.push(line_below(body, range, row));
            }
            return;
        }
        let cells = cells(row, &bars);
        if self.has_outer_bars && !row.starts_with('|') && row.ends_with('|') && cells.len() < self.columns {
            flaws.push(cell_below(range, row));
            return;
        }
        if let Some((from, lost)) = cells.get(self.columns..).and_then(|more| lost(row, more)) {
            let fault = MarkupFault::CellsLost { columns: self.columns, lost: quoted(&lost) };
            flaws.push(Flaw::new(range.start + from..range.end, fault));
        } else if cells.len() < self.columns && row.contains('｜') {
            let correct = row.replace('｜', "|");
            let is_whole = self::cells(&correct, &self::bars(&correct)).len() == self.columns;
            let fault = fault(&correct, ("竖线要用半角", "bars are half-width"));
            flaws.push(Flaw::new(range, fault).with(correct, is_whole));
        }
    }

    /// Lines that were meant as a table: the first of them, or their delimiter row.
    pub(super) fn lines(&mut self, line: &Line<'_>) -> Option<Flaw> {
        if line.text.starts_with(['|', '｜']) {
            return self.plain(line.body, line.range.start);
        }
        if line.text.starts_with("+-") || line.text.starts_with("+=") {
            return self.grid(line);
        }
        let above = line.above()?;
        if !is_delimiter(&narrow(line.text)) || !above.contains(['|', '｜']) {
            return None;
        }
        let above = line.body.get(..line.range.start)?.rfind(above)?;
        self.plain(line.body, above)
    }

    /// A table that is drawn with `+---+`.
    fn grid(&mut self, line: &Line<'_>) -> Option<Flaw> {
        let columns = line.text.matches('+').count().checked_sub(1).filter(|columns| *columns > 0)?;
        let is_drawn = line.text.ends_with('+') && line.text.bytes().all(|b| matches!(b, b'+' | b'-' | b'=' | b':'));
        let below = line.below().filter(|below| is_drawn && below.starts_with('|'))?;
        if line.range.start < self.examined {
            return None;
        }
        let start = line.range.end + line.body.get(line.range.end..)?.find(below)?;
        let drawn = line.body.get(start..)?.split_inclusive('\n').take(MAX_LINES);
        let length: usize = drawn.take_while(|row| words(row).starts_with(['|', '+'])).map(str::len).sum();
        self.examined = start + length;
        let delimiter = delimiter("", columns);
        let remedy_zh = format!("删去 + 开头的各行，在第一行下面写「{delimiter}」");
        let remedy_en = format!("delete the lines that begin with +, and write `{delimiter}` below the first row");
        let why = ("不认识用 + 和 - 画的表格", "tables that are drawn with + and - are unknown");
        Some(Flaw::new(line.range.clone(), remedied((&remedy_zh, &remedy_en), why)))
    }

    fn plain(&mut self, body: &str, start: usize) -> Option<Flaw> {
        if start < self.examined {
            return None;
        }
        let rows = rows(body, start);
        self.examined = rows.last()?.start + 1;
        // Only the first lines with bars below a table can be rows of it. The blanks below it are read once.
        let above = std::mem::take(&mut self.end);
        let is_below =
            above > 0 && body.get(above..start).is_some_and(|gap| gap.bytes().all(|b| b == b'>' || b.is_ascii_whitespace()));
        if is_below { apart(&rows) } else { plain_table(body, &rows) }
    }
}

/// The second line of a cell that was broken: `| 利息 | 按合同` above `约定计算 |`.
fn cell_below(range: Range<usize>, row: &str) -> Flaw {
    let fault = MarkupFault::LineInTable {
        line: quoted(row),
        remedy_zh: "把这一行接到上一行后面：一格的文字写在一行里，要换行就写 <br>".to_owned(),
        remedy_en: "append it to the line above: a cell stands on one line, and <br> breaks it".to_owned(),
    };
    Flaw::new(range, fault)
}

/// The places of the bars that divide cells.
fn bars(row: &str) -> Vec<usize> {
    let mut bars = Vec::new();
    let mut is_escaped = false;
    for (i, b) in row.bytes().enumerate() {
        if b == b'|' && !is_escaped {
            bars.push(i);
        }
        is_escaped = b == b'\\' && !is_escaped;
    }
    bars
}

/// The cells of a row, without the bars at its ends.
fn cells(row: &str, bars: &[usize]) -> Vec<Range<usize>> {
    let mut cells = Vec::with_capacity(bars.len() + 1);
    let mut start = 0;
    for bar in bars {
        cells.push(start..*bar);
        start = bar + 1;
    }
    cells.push(start..row.len());
    let is_empty = |cell: &Range<usize>| row.get(cell.clone()).is_none_or(|text| text.trim().is_empty());
    if cells.len() > 1 && cells.last().is_some_and(is_empty) {
        cells.pop();
    }
    if cells.len() > 1 && cells.first().is_some_and(is_empty) {
        cells.remove(0);
    }
    cells
}

/// The text of cells that a table has no room for, and where it begins; nothing if they are empty.
fn lost(row: &str, cells: &[Range<usize>]) -> Option<(usize, String)> {
    let texts = cells.iter().filter_map(|cell| row.get(cell.clone())).map(str::trim);
    let texts: Vec<&str> = texts.filter(|text| !text.is_empty()).collect();
    let from = cells.first()?.start;
    let blank = row.get(from..)?.len() - row.get(from..)?.trim_start().len();
    (!texts.is_empty()).then(|| (from + blank, texts.join(" | ")))
}

fn line_below(body: &str, range: Range<usize>, row: &str) -> Flaw {
    let begin = lines::start(body, range.start);
    let indent = body.get(begin..range.start).unwrap_or("");
    let fault = MarkupFault::LineInTable {
        line: quoted(row),
        remedy_zh: "在这一行前面空一行".to_owned(),
        remedy_en: "put an empty line before it".to_owned(),
    };
    if indent.trim().is_empty() {
        Flaw::new(begin..range.end, fault).with(format!("\n{indent}{row}"), true)
    } else {
        Flaw::new(range, fault)
    }
}

fn fault(correct: &str, why: (&str, &str)) -> MarkupFault {
    let correct = quoted(correct);
    remedied((&format!("改成「{correct}」"), &format!("write `{correct}`")), why)
}

fn remedied((remedy_zh, remedy_en): (&str, &str), (why_zh, why_en): (&str, &str)) -> MarkupFault {
    let [remedy_zh, remedy_en, why_zh, why_en] = [remedy_zh, remedy_en, why_zh, why_en].map(Into::into);
    MarkupFault::TableMark { remedy_zh, remedy_en, why_zh, why_en }
}

/// A row with half-width bars, one between two cells, and if it is a delimiter row, half-width hyphens and colons.
fn narrow(row: &str) -> String {
    let mut bars = row.replace('｜', "|");
    if is_doubled(&bars) {
        bars = bars.replace("||", "|");
    }
    let has_bars = bars.contains('|');
    let hyphens = |c: char| match c {
        '+' if has_bars => '|',
        c if has_bars && BLANKS.contains(&c) => '-',
        '—' | '－' | '–' | '―' | '‐' | '‑' | '−' | '─' | '＝' | '=' | '一' => '-',
        '：' => ':',
        '\u{3000}' => ' ',
        other => other,
    };
    let narrow: String = bars.chars().map(hyphens).collect();
    if is_delimiter(&narrow) { narrow } else { bars }
}

/// True for the head of a table of wikis: `|| 项目 || 金额 ||`.
fn is_doubled(row: &str) -> bool {
    row.len() > 4 && row.starts_with("||") && row.ends_with("||")
}

fn is_delimiter(row: &str) -> bool {
    let is_cell = |text: &str| {
        let text = text.trim();
        let dashes = text.strip_prefix(':').unwrap_or(text);
        let dashes = dashes.strip_suffix(':').unwrap_or(dashes);
        !dashes.is_empty() && dashes.bytes().all(|b| b == b'-')
    };
    row.contains('-')
        && row.bytes().all(|b| matches!(b, b'-' | b'|' | b':' | b' ' | b'\t'))
        && cells(row, &bars(row)).iter().all(|cell| row.get(cell.clone()).is_some_and(is_cell))
}

/// A line of a text that may be a table, with its place.
struct Row<'b> {
    start: usize,
    text: &'b str,
    narrow: String,
    columns: usize,
}

/// The lines with bars from `start` on.
fn rows(body: &str, start: usize) -> Vec<Row<'_>> {
    let mut rows = Vec::new();
    let mut at = start;
    for line in body.get(start..).unwrap_or("").split_inclusive('\n').take(MAX_LINES) {
        let text = if at == start { line.trim_end() } else { words(line) };
        let begin = at + line.trim_end().len() - text.len();
        at += line.len();
        let narrow = narrow(text);
        let is_row = narrow.contains('|') || (rows.len() == 1 && is_delimiter(&narrow));
        if !is_row {
            break;
        }
        let columns = cells(&narrow, &bars(&narrow)).len();
        rows.push(Row { start: begin, text, narrow, columns });
    }
    rows
}

/// The head of a table above a delimiter row without bars, which makes it a heading.
pub(super) fn underlined(text: &str, range: Range<usize>) -> Option<Flaw> {
    let narrow = narrow(text);
    let columns = cells(&narrow, &bars(&narrow)).len();
    let why = ("分隔行和表头的列数不一样", "the delimiter row has another number of columns than the head");
    (columns > 1).then(|| Flaw::new(range, fault(&delimiter("", columns), why)))
}

/// Lines whose cells are divided by tabs, as they are pasted from a spreadsheet: at least two, with the same number of cells.
pub(super) fn tabs(line: &Line<'_>) -> Option<Flaw> {
    let columns = |text: &str| text.matches('\t').count() + 1;
    let count = Some(columns(line.text)).filter(|count| *count > 1)?;
    let above = line.above();
    if above.is_some_and(|above| columns(above) == count) || line.below().is_none_or(|below| columns(below) != count) {
        return None;
    }
    let (mut rows, mut end) = (Vec::new(), line.range.start);
    let text = line.body.get(line.range.start..)?;
    for row in text.split_inclusive('\n').take(MAX_LINES).take_while(|row| columns(words(row)) == count) {
        rows.push(format!("| {} |", words(row).replace('|', "\\|").split('\t').map(str::trim).collect::<Vec<_>>().join(" | ")));
        end += row.len();
    }
    rows.insert(1.min(rows.len()), delimiter("", count));
    let end = line.range.start + line.body.get(line.range.start..end)?.trim_end().len();
    let why = ("从 Excel 粘贴的表格要用「|」分列", "cells are divided by bars, not by tabs");
    let (head, second) = (rows.first()?, rows.get(1)?);
    let remedy_zh = format!("第一行改成「{}」，下面加一行「{second}」，其余各行照第一行改", quoted(head));
    let remedy_en = format!("write `{}` with `{second}` below it, and the other rows like the first", quoted(head));
    let flaw = Flaw::new(line.range.start..end, remedied((&remedy_zh, &remedy_en), why));
    // Only where nothing stands before the rows can they be written anew.
    let is_alone = line.start == LineStart::Block && line.prefix().is_empty();
    Some(if is_alone { flaw.with(rows.join("\n"), true) } else { flaw })
}

/// Lines that were meant as a table and are none.
fn plain_table(body: &str, rows: &[Row<'_>]) -> Option<Flaw> {
    let [first, others @ ..] = rows else { return None };
    if is_delimiter(&first.narrow) {
        return headless(body, first);
    }
    let second = others.first()?;
    let columns = rows.iter().map(|row| row.columns).max()?;
    let has_delimiter = is_delimiter(&second.narrow);
    let has_bars = |row: &Row<'_>| row.narrow.starts_with('|') && row.narrow.ends_with('|');
    let is_regular = columns > 1 && rows.iter().all(|row| has_bars(row) && row.columns == columns);
    if !has_delimiter && !is_regular {
        return None;
    }
    let why = match () {
        () if is_doubled(first.text) => {
            ("表头的竖线只写一根，下面要有分隔行", "the head has single bars and a delimiter row below it")
        }
        () if !has_delimiter => ("表头下面缺少分隔行", "the delimiter row below the head is missing"),
        () if first.narrow != first.text => ("竖线要用半角", "bars are half-width"),
        () if second.narrow != second.text => {
            ("分隔行只能有半角的竖线、减号和冒号", "a delimiter row has half-width bars, hyphens and colons only")
        }
        () if first.columns != second.columns => {
            ("分隔行和表头的列数不一样", "the delimiter row has another number of columns than the head")
        }
        () => return None,
    };
    let delimiter = delimiter(if has_delimiter { &second.narrow } else { "" }, columns);
    let head = padded(&first.narrow, columns - first.columns);
    let shown = if first.narrow == first.text { delimiter.clone() } else { head.clone() };
    // Rows keep what stands between them: line ends, and the marks of quotations.
    let mut correct = head;
    let mut end = first.start + first.text.len();
    let between = |end: usize, row: &Row<'_>| body.get(end..row.start).unwrap_or("");
    if !has_delimiter {
        correct.push_str(between(end, second));
        correct.push_str(&delimiter);
    }
    for (n, row) in rows.iter().enumerate().skip(1) {
        correct.push_str(between(end, row));
        correct.push_str(if n == 1 && has_delimiter { &delimiter } else { &row.narrow });
        end = row.start + row.text.len();
    }
    let fault = match is_doubled(first.text) {
        true => remedied(
            (&format!("把第一行改成「{shown}」，下面写「{delimiter}」"), &format!("write `{shown}` with `{delimiter}` below it")),
            why,
        ),
        false => fault(&shown, why),
    };
    Some(Flaw::new(first.start..end, fault).with(correct, !second.text.contains(BLANKS)))
}

/// Rows below a table, divided from it by an empty line.
fn apart(rows: &[Row<'_>]) -> Option<Flaw> {
    let first = rows.first().filter(|row| row.columns > 1)?;
    let why = ("表格中间不能有空行", "there is an empty line within the table");
    Some(Flaw::new(first.start..first.start + first.text.len(), remedied(EMPTY_LINE, why)))
}

/// The last line above a paragraph that is not empty.
fn above<'b>(body: &'b str, row: &Row<'_>) -> Option<&'b str> {
    let text = body.get(..row.start)?.trim_end_matches(|c: char| c.is_whitespace() || c == '>');
    text.rsplit('\n').next().map(words)
}

/// A delimiter row at the start of a paragraph.
fn headless(body: &str, row: &Row<'_>) -> Option<Flaw> {
    let head = above(body, row).filter(|line| line.contains(['|', '｜']));
    let fault = match head {
        Some(_) => remedied(EMPTY_LINE, ("表头和分隔行之间不能有空行", "there is an empty line between head and delimiter row")),
        None => remedied(
            ("在分隔行上面写上表头", "write the head above the delimiter row"),
            ("分隔行上面缺少表头", "there is no head above the delimiter row"),
        ),
    };
    Some(Flaw::new(row.start..row.start + row.text.len(), fault))
}

/// A delimiter row of so many columns, with the alignments of another.
fn delimiter(row: &str, columns: usize) -> String {
    let written = cells(row, &bars(row));
    let written = written.iter().filter_map(|cell| row.get(cell.clone())).map(str::trim).filter(|cell| !cell.is_empty());
    let align = |cell: &str| {
        let (left, right) = (cell.starts_with(':'), cell.ends_with(':'));
        format!("{}---{}", if left { ":" } else { "" }, if right { ":" } else { "" })
    };
    let cells: Vec<String> = written.map(align).chain(std::iter::repeat_n("---".to_owned(), columns)).take(columns).collect();
    format!("| {} |", cells.join(" | "))
}

/// A row with empty cells at its end.
fn padded(row: &str, cells: usize) -> String {
    let bar = if cells > 0 && !row.ends_with('|') { " |" } else { "" };
    format!("{row}{bar}{}", "  |".repeat(cells))
}
