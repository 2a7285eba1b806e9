//! Deadlines: rows of `deadlines.yaml`, printed with a title.

use std::sync::Arc;

use super::table::escaped;
use super::writer::Writer;
use super::{Block, Origin, first_line, values};
use crate::calc::tables::{Deadline, Length};
use crate::diag::catalogue::LinkFault;
use crate::diag::nearest;
use crate::model::registers::laws::ArticleNumber;
use crate::model::registers::{Deadlines, Laws, Register};
use crate::text::han::numeral;
use crate::text::{Source, Span};

const PATH: &str = "content/deadlines.yaml";
const LAWS: &str = "content/laws.yaml";
const KEYS: [&str; 2] = ["title", "rules"];

/// The register of deadlines, and that of laws for its titles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Periods {
    source: Source,
    laws: Option<Source>,
    rows: Vec<Row>,
}

/// A row as it is printed.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Row {
    id: String,
    cells: [String; 4],
}

impl Periods {
    /// The findings of the registers are reported where they are read.
    pub(super) fn of(registers: &[Source]) -> Option<Periods> {
        let find = |path: &str| registers.iter().find(|source| &*source.path == path).cloned();
        let (source, laws) = (find(PATH)?, find(LAWS));
        let titles = laws.as_ref().map(|source| Laws::read(source).0).unwrap_or_default();
        let rows = Deadlines::read(&source).0.rows.iter().map(|row| printed(row, &titles)).collect();
        Some(Periods { source, laws, rows })
    }
}

fn printed(row: &Deadline, laws: &Laws) -> Row {
    let length = match row.length {
        Length::Days(days) => format!("{days}日"),
        Length::Months(months) => format!("{months}个月"),
        Length::Ask(max) => format!("由法院定，最长{max}日"),
    };
    let law = laws.iter().find(|(_, law)| law.id == row.law).map(|(_, law)| law);
    let title = law.map(|law| law.short.first().map_or_else(|| law.title.trim_start_matches("中华人民共和国"), String::as_str));
    let articles: Vec<String> = row.article.split(',').filter_map(|article| article_text(article.trim())).collect();
    let proof = match row.v.as_str() {
        v if v.starts_with("V2") => "（据转载）",
        v if v.starts_with('M') => "（未逐字核对）",
        _ => "",
    };
    let ground = title.map(|title| format!("《{title}》{}{proof}", articles.join("、"))).unwrap_or_default();
    Row { id: row.id.clone(), cells: [row.from.clone(), row.title.clone(), length, ground] }
}

/// `128` → 第一百二十八条; an edition in parentheses stays behind it. None for a document without articles.
fn article_text(article: &str) -> Option<String> {
    let (number, edition) = article.split_at(article.find('（').unwrap_or(article.len()));
    let number = ArticleNumber::parse(number).filter(|number| *number != ArticleNumber::WHOLE)?;
    let inserted = if number.inserted == 0 { String::new() } else { format!("之{}", numeral(number.inserted)) };
    Some(format!("第{}条{inserted}{edition}", numeral(number.number)))
}

/// Writes deadlines in place of their block.
pub(super) fn include(block: &Block, periods: Option<&Periods>, writer: &mut Writer<'_>) {
    let Some(entries) = values(block, writer) else { return };
    let first = first_line(writer.whole(), &block.range);
    writer.depends(PATH, periods.map(|periods| &periods.source));
    writer.depends(LAWS, periods.and_then(|periods| periods.laws.as_ref()));
    let Some(periods) = periods else {
        let problem = ("没有期限表 content/deadlines.yaml", "there is no register content/deadlines.yaml");
        return writer.problem(block.kind, first, problem);
    };
    for entry in entries.iter().filter(|entry| !KEYS.contains(&entry.key.as_str())) {
        let zh = format!("没有「{}」这一项，可以写 title 和 rules", entry.key);
        let en = format!("it has no `{}`, only `title` and `rules`", entry.key);
        let fault = LinkFault::BlockInput { block: block.kind.to_owned(), problem_zh: zh, problem: en };
        writer.report(entry.key_place.clone(), fault, nearest(&entry.key, KEYS));
    }
    let value = |key: &str| entries.iter().find(|entry| entry.key == key && !entry.text.trim().is_empty());
    let Some(title) = value("title") else {
        return writer.problem(block.kind, first, ("要写 title（表的标题）", "it needs `title`"));
    };
    let mut rows: Vec<&Row> = periods.rows.iter().collect();
    if let Some(rules) = value("rules") {
        rows.clear();
        for id in rules.text.split([' ', ',', '，', '、']).filter(|id| !id.is_empty()) {
            let Some(row) = periods.rows.iter().find(|row| row.id == id) else {
                let near = nearest(id, periods.rows.iter().map(|row| row.id.as_str()));
                let (zh, en) = (format!("没有期限「{id}」"), format!("there is no deadline `{id}`"));
                let fault = LinkFault::BlockInput { block: block.kind.to_owned(), problem_zh: zh, problem: en };
                return writer.report(rules.place.clone(), fault, near);
            };
            rows.push(row);
        }
    }
    writer.begin(&block.range);
    writer.caption();
    writer.piece(&escaped(title.text.trim()), Origin::Article(Span::new(title.place.clone())));
    writer.line();
    for text in ["| 从哪一天起算 | 要做什么 | 期限 | 依据 |", "| --- | --- | --- | --- |"] {
        writer.line();
        writer.markup(text);
    }
    for row in rows {
        writer.line();
        writer.markup("|");
        row.cells.iter().for_each(|cell| writer.markup(&format!(" {} |", escaped(cell))));
    }
    let path = Arc::clone(writer.path());
    writer.end(&path);
}
