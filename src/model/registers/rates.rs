//! `rates.yaml`: published rates (LPR, benchmark) as dated rows, with their source and the day up to which they were checked.

use jiff::civil::Date;

use crate::calc;
use crate::diag::Finding;
use crate::diag::catalogue::FrontFault;
use crate::model::slug;
use crate::model::yaml::{Fields, Located, Node, Reader, Value};
use crate::text::Source;

/// Keys of a row of the register: a table.
pub const KEYS: &[&str] = &["id", "title", "source", "checked_until", "v", "note", "columns", "rows"];

/// A table of rates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RateTable {
    /// Id: `lpr`, `benchmark`.
    pub id: String,
    /// Title.
    pub title: String,
    /// Where it was read.
    pub source: String,
    /// The day up to which it was checked.
    pub checked_until: Option<Located<Date>>,
    /// Proof mark.
    pub proof: String,
    /// Note; may be empty.
    pub note: String,
    /// Names of the columns.
    pub columns: Vec<String>,
    /// Day of publication and rates in hundredths of a percent, earliest first.
    pub rows: Vec<(Date, Vec<u32>)>,
}

/// The register of rates.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rates {
    /// Tables in the order written.
    pub tables: Vec<RateTable>,
}

impl Rates {
    /// Reads the register.
    pub fn read(source: &Source) -> (Rates, Vec<Finding>) {
        let (tables, findings) = super::rows(source, "rates", KEYS, table);
        (Rates { tables }, findings)
    }

    /// The one-year loan prime rate as the calculators take it: the first column of the table `lpr`. Without a day up to
    /// which the table was checked, its last row is that day.
    pub fn lpr(&self) -> Option<calc::Rates> {
        let table = self.tables.iter().find(|t| t.id == "lpr")?;
        let checked_until = table.checked_until.as_ref().map(|d| d.value).or_else(|| table.rows.last().map(|(day, _)| *day))?;
        let text = |rate: u32| format!("{}.{:02}", rate / 100, rate % 100);
        let rows: Vec<(Date, String)> =
            table.rows.iter().filter_map(|(day, rates)| rates.first().map(|r| (*day, text(*r)))).collect();
        calc::Rates::new(rows.iter().map(|(day, rate)| (*day, rate.as_str())), checked_until).ok()
    }
}

fn table(reader: &mut Reader<'_>, fields: &Fields<'_>) -> Option<RateTable> {
    for key in ["id", "title", "source", "columns", "rows"] {
        reader.require(fields, key);
    }
    let id = slug::read(reader, fields, "id");
    let title = reader.word(fields, "title", 60).unwrap_or_default();
    let source = reader.word(fields, "source", 300).unwrap_or_default();
    let checked_until = reader.date(fields, "checked_until");
    let proof = reader.word(fields, "v", 60).unwrap_or_default();
    let note = reader.word(fields, "note", 500).unwrap_or_default();
    let columns: Vec<String> = reader.texts(fields, "columns", 12, 20).into_iter().map(|c| c.value).collect();
    let mut rows: Vec<(Date, Vec<u32>)> = Vec::new();
    for node in reader.list(fields, "rows", 2_000, false) {
        match rate_row(reader, node, columns.len()) {
            Some((date, _)) if rows.last().is_some_and(|(last, _)| *last >= date) => {
                problem(reader, node, "日期应当比上一行晚", "its date must lie after that of the row above");
            }
            Some(row) => rows.push(row),
            None => {}
        }
    }
    Some(RateTable { id: id?.value, title, source, checked_until, proof, note, columns, rows })
}

fn problem(reader: &mut Reader<'_>, node: &Node, zh: &str, en: &str) {
    let at = reader.place(node);
    reader.fault_at(at, FrontFault::RateRow { problem_zh: zh.to_owned(), problem_en: en.to_owned() });
}

fn rate_row(reader: &mut Reader<'_>, node: &Node, columns: usize) -> Option<(Date, Vec<u32>)> {
    let Value::List(cells) = &node.value else {
        problem(reader, node, "应是一个列表", "it must be a list");
        return None;
    };
    let Some((first, rest)) = cells.split_first() else {
        problem(reader, node, "没有内容", "it is empty");
        return None;
    };
    let date = reader.date_of(first, "rows")?;
    if rest.len() != columns {
        problem(reader, node, "利率的个数与 columns 不同", "it has another number of rates than `columns`");
        return None;
    }
    let mut rates = Vec::with_capacity(columns);
    for cell in rest {
        let text = match &cell.value {
            Value::Scalar { text, .. } => text.as_str(),
            _ => "",
        };
        match percent(text) {
            Some(rate) => rates.push(rate),
            None => {
                problem(
                    reader,
                    cell,
                    "利率应写成带两位小数的百分数，如 \"3.45\"",
                    "a rate is a percentage with two decimals, such as \"3.45\"",
                );
                return None;
            }
        }
    }
    Some((date.value, rates))
}

/// `3.45` → 345 hundredths of a percent.
fn percent(text: &str) -> Option<u32> {
    let (whole, part) = text.split_once('.')?;
    let digits = |t: &str| t.bytes().all(|b| b.is_ascii_digit());
    let fits = (1..=2).contains(&whole.len()) && part.len() == 2 && digits(whole) && digits(part);
    if fits { format!("{whole}{part}").parse().ok() } else { None }
}
