//! `rates.yaml`: published rates (LPR, benchmark) as dated rows.

use jiff::civil::Date;

use super::Register;
use crate::calc::{
    self,
    tables::{Benchmark, TERMS},
};
use crate::diag::Finding;
use crate::diag::catalogue::FrontFault;
use crate::model::keys::{Key, keys};
use crate::model::yaml::{Fields, Located, Node, Reader, Value, scalar};
use crate::text::Source;

keys! {
    RATE_TABLE {
        id: Slug, required, "计算器引用的短名，如 `lpr`", "Id by which calculators refer to the table, such as `lpr`";
        title: Word(60), required, "标题", "Title";
        source: Word(300), required, "由谁公布，在哪里读到", "Who publishes the rates, and where they were read";
        checked_until: Date, "表核对到哪一天；此后的数据没有核对过，计算器会说明", "Last day for which the table was checked; calculators say so for later days";
        checked_full_until: Date, "逐个公布日核对到哪一天；写了就说明此后到 `checked_until` 是较弱的核对", "Last day up to which each publication was checked; the check from then to `checked_until` is said to be a weaker one";
        v: Word(60), "核对程度：V 看过官方文本，V2 看过转载或数据汇编，M 凭记忆", "Proof: V official text, V2 reprint, M memory";
        note: Word(500), "给编辑看的说明", "Note for editors";
        columns: OneOrMore(12, &Word(20)), required, "`rows` 里日期以后各列的含义", "Names of the columns after the date in `rows`";
        rows: List(2_000, &RateRow), required, "一行是一次变动：公布日和各列的利率（百分数，两位小数，加引号），从早到晚", "A row for each change: day of publication and rates in percent with two decimals in quotes, earliest first";
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RateTable {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) source: String,
    pub(crate) checked_until: Option<Located<Date>>,
    pub(crate) checked_full_until: Option<Date>,
    pub(crate) proof: String,
    pub(crate) note: String,
    pub(crate) columns: Vec<String>,
    /// Days of publication and rates in hundredths of a percent, earliest first.
    pub(crate) rows: Vec<(Date, Vec<u32>)>,
}

#[derive(Debug, Clone, Default)]
pub struct Rates {
    pub(crate) tables: Vec<RateTable>,
    /// The one-year loan prime rate for calculators: the column `y1` of the table `lpr`.
    pub(crate) lpr: Option<calc::RateTable>,
    /// The benchmark rates of loans for calculators: the table `benchmark`.
    pub(crate) benchmark: Option<Benchmark>,
}

impl Register for Rates {
    const KEYS: &'static [Key] = RATE_TABLE;

    fn read(source: &Source) -> (Rates, Vec<Finding>) {
        let (tables, findings) = super::rows(source, "rates", RATE_TABLE, table);
        let lpr = tables.iter().find(|t| t.id == "lpr").and_then(one_year);
        let benchmark = tables.iter().find(|t| t.id == "benchmark").and_then(benchmark);
        (Rates { tables, lpr, benchmark }, findings)
    }
}

/// The column `y1` of a table. If no day is given up to which the table was checked, it is that of its last row.
fn one_year(table: &RateTable) -> Option<calc::RateTable> {
    let column = table.columns.iter().position(|column| column == "y1")?;
    let checked_until = table.checked_until.as_ref().map(|d| d.value).or_else(|| table.rows.last().map(|(day, _)| *day))?;
    let rows: Vec<(Date, String)> = table.rows.iter().filter_map(|(day, rates)| Some((*day, text(*rates.get(column)?)))).collect();
    let rates = calc::RateTable::new(rows.iter().map(|(day, rate)| (*day, rate.as_str())), checked_until).ok()?;
    Some(rates.fully_checked(table.checked_full_until))
}

/// The columns of the benchmark rates by name, in the order in which calculators take them; `None` if one is missing.
fn benchmark(table: &RateTable) -> Option<Benchmark> {
    let column = |name: &str| table.columns.iter().position(|column| column == name);
    let columns = TERMS.iter().map(|name| column(name)).collect::<Option<Vec<_>>>()?;
    let texts = |rates: &[u32]| -> Option<[String; 5]> {
        let texts: Vec<String> = columns.iter().filter_map(|at| rates.get(*at).copied().map(text)).collect();
        texts.try_into().ok()
    };
    let rows: Vec<(Date, [String; 5])> = table.rows.iter().filter_map(|(day, rates)| Some((*day, texts(rates)?))).collect();
    Benchmark::new(rows.iter().map(|(day, rates)| (*day, rates.each_ref().map(String::as_str)))).ok()
}

fn text(rate: u32) -> String {
    format!("{}.{:02}", rate / 100, rate % 100)
}

fn table(fields: &mut Fields<'_>) -> Option<RateTable> {
    let id = fields.string("id");
    let columns = fields.strings("columns");
    let table = RateTable {
        id: String::new(),
        title: fields.string_or_default("title"),
        source: fields.string_or_default("source"),
        checked_until: fields.date("checked_until"),
        checked_full_until: fields.date("checked_full_until").map(|day| day.value),
        proof: fields.string_or_default("v"),
        note: fields.string_or_default("note"),
        rows: rate_rows(fields, columns.len()),
        columns,
    };
    Some(RateTable { id: id?, ..table })
}

fn rate_rows(fields: &mut Fields<'_>, columns: usize) -> Vec<(Date, Vec<u32>)> {
    let mut rows: Vec<(Date, Vec<u32>)> = Vec::new();
    for (node, _) in fields.nodes("rows") {
        let last = rows.last().map(|(day, _)| *day);
        rows.extend(rate_row(fields.reader, node, columns, last));
    }
    rows
}

/// Reports a problem of a row, which is then left out.
fn problem<T>(reader: &mut Reader, node: &Node, zh: &str, en: &str) -> Option<T> {
    let at = reader.place(node);
    reader.report(at, FrontFault::RateRow { problem_zh: zh.to_owned(), problem_en: en.to_owned() });
    None
}

fn rate_row(reader: &mut Reader, node: &Node, columns: usize, last: Option<Date>) -> Option<(Date, Vec<u32>)> {
    let Value::List(cells) = &node.value else { return problem(reader, node, "应是一个列表", "it must be a list") };
    let Some((first, cells)) = cells.split_first() else { return problem(reader, node, "没有内容", "it is empty") };
    let day = reader.date(first, "rows")?.value;
    if cells.len() != columns {
        return problem(reader, node, "利率的个数与 columns 不同", "it has another number of rates than `columns`");
    }
    let mut rates = Vec::with_capacity(columns);
    for cell in cells {
        let Some(rate) = scalar(cell).and_then(percent) else {
            let en = "a rate is a percentage with two decimals, such as \"3.45\"";
            return problem(reader, cell, "利率应写成带两位小数的百分数，如 \"3.45\"", en);
        };
        rates.push(rate);
    }
    if last.is_some_and(|last| last >= day) {
        return problem(reader, node, "日期应当比上一行晚", "its date must lie after that of the row above");
    }
    Some((day, rates))
}

/// `3.45` → 345 hundredths of a percent.
fn percent(text: &str) -> Option<u32> {
    let (whole, part) = text.split_once('.')?;
    let digits = |t: &str| t.bytes().all(|b| b.is_ascii_digit());
    let fits = (1..=2).contains(&whole.len()) && part.len() == 2 && digits(whole) && digits(part);
    if fits { format!("{whole}{part}").parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn the_one_year_rate_is_found_by_its_name() {
        let rates = |columns: &str| {
            let row = "      - [2020-04-20, \"4.65\", \"3.85\"]\n";
            let text = format!("rates:\n  - id: lpr\n    title: a\n    source: b\n    columns: [{columns}]\n    rows:\n{row}");
            let (rates, findings) = Rates::read(&Source::new("content/rates.yaml", text));
            assert!(findings.is_empty(), "{findings:?}");
            rates.lpr.and_then(|table| table.on(date(2020, 4, 20))).map(|found| found.rate)
        };
        assert_eq!(rates("y5, y1"), Some(38_500));
        assert_eq!(rates("y5, one_year"), None);
    }
}
