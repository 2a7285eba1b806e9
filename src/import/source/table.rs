//! Tables of articles: CSV, TSV and Excel files, an article a row.

mod columns;
mod rows;
mod sheet;

use std::io;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use jiff::civil::Date;

use super::files::{self, SourceFile};
use super::shared::{decoded, joined_words, number, own_address, stem};
use super::{Data, Kind, Options, Overview, Piece, Reading, Refusal, Source, day};
use crate::import::encoding::Charset;
use crate::import::record::{Address, Author, Body, Day, Note, Origin, Record, RecordKind, RecordStatus};
use columns::{Columns, Field};
use rows::{Row, Rows};
use sheet::Sheet;

/// Bytes of a row beyond which it is not read.
const MAX_ROW: usize = 16 << 20;
/// The largest Excel file in bytes.
const MAX_WORKBOOK: u64 = 128 << 20;
/// Bytes by which the encoding of a file is known.
const SAMPLE: u64 = 1 << 20;
/// The largest file that a row names.
const MAX_FILE: u64 = 16 << 20;
/// The longest summary in characters.
const MAX_SUMMARY: usize = 300;

/// A file with what its first row and its bytes tell.
struct TableFile {
    file: SourceFile,
    charset: Charset,
    /// `None` for an Excel file.
    separator: Option<u8>,
    columns: Columns,
    is_1904: bool,
}

struct TableSource {
    kind: Kind,
    files: Vec<TableFile>,
    overview: Overview,
    options: Options,
}

/// Opens tables of articles or of addresses.
pub(super) fn open(from: &[PathBuf], kind: Kind, options: &Options) -> Result<Box<dyn Source>, Refusal> {
    let is_table = |name: &str| {
        let name = name.to_ascii_lowercase();
        [".csv", ".tsv", ".xlsx", ".xlsm"].iter().any(|end| name.ends_with(end))
            && !name.rsplit('/').next().is_some_and(|n| n.starts_with("~$"))
    };
    let listed = files::list(from, &is_table)?;
    let mut source = TableSource {
        kind,
        files: Vec::new(),
        overview: Overview { notes: listed.notes, ..Overview::default() },
        options: options.clone(),
    };
    for file in listed.files {
        source.files.push(table(file, kind, options)?);
    }
    Ok(Box::new(source))
}

/// Reads the first row of a file.
fn table(file: SourceFile, kind: Kind, options: &Options) -> Result<TableFile, Refusal> {
    let refused = |reason: String| Refusal::Unreadable(kind, reason);
    let head = files::head(&file.path, SAMPLE)?;
    let is_sheet = head.starts_with(b"PK") || head.starts_with(&[0xD0, 0xCF]);
    let charset = if is_sheet { Charset::UTF_8 } else { Charset::of(&head, None) };
    if !charset.extends_ascii() {
        return Err(refused(format!("{}：请在表格软件里另存为「CSV UTF-8」", file.name)));
    }
    let separator = (!is_sheet).then(|| rows::separator(&head));
    let mut table = TableFile { file, charset, separator, columns: Columns::default(), is_1904: false };
    let mut first = None;
    let faults = table.rows(&mut |_, cells| {
        first = Some(cells);
        ControlFlow::Break(())
    })?;
    if let Some((_, note)) = faults.first() {
        return Err(refused(format!("{}：{}", table.file.name, sheet_reason(note.rule))));
    }
    let names: Vec<String> = first.unwrap_or_default().iter().map(|cell| table.text(cell.as_deref())).collect();
    table.columns = Columns::of(&names, options).map_err(|name| refused(format!("{}：没有「{name}」这一栏", table.file.name)))?;
    let (needed, name) = if kind == Kind::Addresses { (Field::Address, "网址") } else { (Field::Title, "标题") };
    if table.columns.position(needed).is_none() {
        return Err(refused(format!(
            "{}：第一行没有「{name}」这一栏；请在 import.yaml 的 columns 里写明各栏的名称",
            table.file.name
        )));
    }
    if table.separator.is_none() {
        let bytes = files::read(&table.file.path, MAX_WORKBOOK)?.unwrap_or_default();
        table.is_1904 = Sheet::read(&bytes).is_ok_and(|sheet| sheet.is_1904);
    }
    Ok(table)
}

fn sheet_reason(rule: &str) -> &'static str {
    match rule {
        "sheet-old" => "旧版或加密的 Excel 文件读不了；请另存为 .xlsx 或「CSV UTF-8」",
        "file-size" => "文件太大；请另存为「CSV UTF-8」",
        _ => "文件损坏，读不出来",
    }
}

impl TableFile {
    /// Hands on line and cells of each row, with the first one, until `each` breaks. Faults of rows are returned.
    fn rows(&self, each: &mut dyn FnMut(u32, Vec<Option<Vec<u8>>>) -> ControlFlow<()>) -> io::Result<Vec<(Origin, Note)>> {
        let fault = |line, rule| {
            let origin = Origin { file: self.file.name.clone(), line };
            (origin, Note { rule, text: self.file.name.clone() })
        };
        let Some(separator) = self.separator else {
            let Some(bytes) = files::read(&self.file.path, MAX_WORKBOOK)? else { return Ok(vec![fault(None, "file-size")]) };
            let read = Sheet::read(&bytes).and_then(|sheet| sheet.rows(&mut |line, cells| each(line, cells).is_continue()));
            return Ok(read.err().map(|sheet::SheetFault(rule)| fault(None, rule)).into_iter().collect());
        };
        let mut faults = Vec::new();
        let mut rows = Rows::new(files::stream(&self.file.path)?, separator, MAX_ROW);
        while let Some(row) = rows.next()? {
            match row {
                Row::Complete { line, cells } => {
                    let cells = cells.into_iter().map(|cell| Some(cell).filter(|cell| !cell.is_empty())).collect();
                    if each(line, cells).is_break() {
                        break;
                    }
                }
                Row::Broken { line } => faults.push(fault(Some(line), "row-broken")),
            }
        }
        Ok(faults)
    }

    fn text(&self, cell: Option<&[u8]>) -> String {
        cell.map(|cell| self.charset.decode(cell).text.trim().to_owned()).unwrap_or_default()
    }

    /// The day of a cell. Excel counts days.
    fn day(&self, text: &str, options: &Options) -> Option<Date> {
        let of_number = || {
            let days: i64 =
                text.split('.').next()?.parse().ok().filter(|days| (1..200_000).contains(days) && self.separator.is_none())?;
            let first = if self.is_1904 { jiff::civil::date(1904, 1, 1) } else { jiff::civil::date(1899, 12, 30) };
            first.checked_add(jiff::Span::new().try_days(days).ok()?).ok()
        };
        day::of_text(text, options.utc_offset).or_else(of_number)
    }

    fn record(&self, origin: Origin, cells: &[Option<Vec<u8>>], options: &Options) -> io::Result<Record> {
        let cell = |field| self.columns.position(field).and_then(|at| cells.get(at)?.as_deref());
        let get = |field| self.text(cell(field));
        let some = |text: String| Some(text).filter(|text| !text.is_empty());
        let address =
            some(get(Field::Address)).and_then(|text| own_address(&text, &options.hosts).or_else(|| Address::below_host(&text)));
        let id = get(Field::Id).parse().ok().or_else(|| address.as_ref().and_then(number));
        let (body, name, is_missing) = self.body(&get(Field::Body), &get(Field::File))?;
        let published = self.day(&get(Field::Date), options).map(|date| Day { date, year_is_certain: true });
        let is_broken = cells.iter().flatten().any(|cell| self.charset.decode(cell).is_broken);
        let split = |text: String, marks: &[char]| {
            text.split(marks).map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect()
        };
        let key = id.map(|id: u64| id.to_string()).or_else(|| address.as_ref().map(|address| address.text().to_owned()));
        let place = || format!("{}:{}", origin.file, origin.line.unwrap_or(0));
        Ok(Record {
            key: format!("table:{}", key.unwrap_or_else(place)),
            id,
            kind: RecordKind::Article,
            status: match () {
                () if is_broken => RecordStatus::Broken("有的字节读不出是什么字，原文件已经损坏".to_owned()),
                () if is_missing => RecordStatus::Broken(format!("表格里写的文件不存在：{}", get(Field::File))),
                () => status(&get(Field::Status)),
            },
            title: joined_words(&get(Field::Title)),
            body,
            updated: self.day(&get(Field::Updated), options).filter(|date| published.is_some_and(|day| *date > day.date)),
            published: published.ok_or_else(|| "表格里没有日期".to_owned()),
            summary: some(get(Field::Summary)).filter(|text| text.chars().count() <= MAX_SUMMARY),
            category: split(get(Field::Category), &['/', '>', '\\']),
            tags: split(get(Field::Tags), &[',', '，', '、', ';', '；']),
            author: some(get(Field::Author)).map(|name| Author { login: None, name: Some(name) }),
            address,
            other_addresses: Vec::new(),
            name,
            expires: None,
            views: get(Field::Views).parse().ok(),
            not_carried: Vec::new(),
            removals: Vec::new(),
            notes: Vec::new(),
            origin,
        })
    }

    /// The body of a row, or of the file that it names, the name of that file, and whether it is missing.
    fn body(&self, text: &str, file: &str) -> io::Result<(Body, Option<String>, bool)> {
        if file.is_empty() || !text.is_empty() {
            return Ok((if is_html(text) { Body::Html(text.to_owned()) } else { Body::Text(text.to_owned()) }, None, false));
        }
        let folder = self.file.path.parent().unwrap_or(Path::new(""));
        let name = Some(stem(file).to_owned());
        let Some(bytes) = files::read_beside(folder, file.trim_start_matches("./"), MAX_FILE)? else {
            return Ok((Body::Text(String::new()), name, true));
        };
        let text = decoded(&bytes).text;
        let lower = file.to_ascii_lowercase();
        let body = match () {
            () if lower.ends_with(".md") || lower.ends_with(".markdown") => Body::Markdown(text),
            () if is_html(&text) => Body::Html(text),
            () => Body::Text(text),
        };
        Ok((body, name, false))
    }
}

/// True for a text with elements of HTML.
fn is_html(text: &str) -> bool {
    const TAGS: [&str; 12] = ["<p", "<br", "<div", "<span", "<strong", "<h2", "<h3", "<ul", "<ol", "<table", "<img", "<section"];
    let ends = |at: usize| text.get(at..).is_some_and(|tail| tail.starts_with(['>', ' ', '/', '\n']));
    TAGS.iter().any(|tag| text.match_indices(tag).any(|(at, _)| ends(at + tag.len())))
}

fn status(text: &str) -> RecordStatus {
    match text.to_lowercase().as_str() {
        "草稿" | "draft" | "待审" | "未发布" | "私密" | "private" | "pending" => RecordStatus::Draft,
        "删除" | "已删除" | "deleted" | "trash" => RecordStatus::Deleted("表格里写明已删除".to_owned()),
        _ => RecordStatus::Live,
    }
}

impl Source for TableSource {
    fn kind(&self) -> Kind {
        self.kind
    }

    fn overview(&self) -> &Overview {
        &self.overview
    }

    fn pieces(&self, each: &mut dyn FnMut(Piece) -> ControlFlow<()>) -> io::Result<Vec<(Origin, Note)>> {
        let mut notes = Vec::new();
        for table in &self.files {
            let (mut is_head, mut is_over) = (true, false);
            notes.extend(table.rows(&mut |line, cells| {
                if std::mem::take(&mut is_head) {
                    return ControlFlow::Continue(());
                }
                let origin = Origin { file: table.file.name.clone(), line: Some(line) };
                let flow = each(Piece { origin, data: Data::Row(cells, None) });
                is_over = flow.is_break();
                flow
            })?);
            if is_over {
                break;
            }
        }
        Ok(notes)
    }

    fn record(&self, piece: Piece) -> io::Result<Reading> {
        let Some(table) = self.files.iter().find(|table| table.file.name == piece.origin.file) else {
            return Ok(Reading::Skipped("no table".to_owned()));
        };
        match &piece.data {
            Data::Row(cells, _) => Ok(Reading::Record(Box::new(table.record(piece.origin, cells, &self.options)?))),
            Data::File(_) | Data::Part(_) => Ok(Reading::Skipped("no row".to_owned())),
        }
    }
}

#[cfg(test)]
mod tests;
