//! `import/decisions.csv`, and the table of `triage`: the cases of [`super::triage`] for a spreadsheet, in which people fill in the last
//! columns.
//!
//! The file is UTF-8 with a byte-order mark, without which spreadsheets misread Chinese. Each run writes it anew and keeps the cells
//! that people filled in.

use std::collections::{BTreeMap, BTreeSet};

use super::{Case, Proposal};
use crate::model::inclusion::csv::{self, Row};

/// The columns after an import.
pub(crate) const IMPORTED: &[&str] =
    &["address", "title", "date", "letters", "views", "reasons", "group", "proposal", "target", "decision", "target2", "note"];
/// The columns for a whole library.
pub(crate) const SITE: &[&str] = &[
    "address", "title", "date", "letters", "views", "risk", "reasons", "group", "copies", "lenders", "filler", "who", "proposal",
    "target", "decision", "target2", "note",
];
/// The columns that people fill in.
const FILLED: [&str; 3] = ["decision", "target2", "note"];

/// The text of the table. `last` is its text so far.
pub(crate) fn write(columns: &[&str], cases: &[Case], last: Option<&str>) -> String {
    let last = last.and_then(|text| read(text).ok()).unwrap_or_default();
    let filled: BTreeMap<&str, &Record> = last.iter().filter(|record| record.is_filled()).map(|r| (r.get("address"), r)).collect();
    let mut out = format!("\u{feff}{}\r\n", columns.join(","));
    for case in cases {
        let earlier = filled.get(case.address.as_str());
        let answer = |column: &&str| earlier.map_or("", |record| record.get(column)).to_owned();
        push(&mut out, columns.iter().map(|column| if FILLED.contains(column) { answer(column) } else { cell(case, column) }));
    }
    // A decision stays even if nothing is wrong with the article any more.
    let current: BTreeSet<&str> = cases.iter().map(|case| case.address.as_str()).collect();
    for record in filled.iter().filter(|(address, _)| !current.contains(**address)).map(|(_, record)| record) {
        push(&mut out, columns.iter().map(|column| record.get(column).to_owned()));
    }
    out
}

fn cell(case: &Case, column: &str) -> String {
    fn number<N: ToString>(n: Option<N>) -> String {
        n.map_or_else(String::new, |n| n.to_string())
    }
    match column {
        "address" => case.address.clone(),
        "title" => case.title.clone(),
        "date" => number(case.date),
        "letters" => number(case.file.as_ref().map(|_| case.letters)),
        "views" => number(case.views),
        "risk" => number(case.weight.risk),
        "reasons" => case.reasons.iter().map(|reason| reason.word()).collect::<Vec<_>>().join(" "),
        "group" => number(case.group),
        "copies" => number(case.weight.head.map(|(copies, _)| copies)),
        "lenders" => number(case.weight.head.map(|(_, lenders)| lenders)),
        "filler" => number(case.weight.filler),
        "who" => case.weight.who.clone(),
        "proposal" => case.proposal.as_ref().map_or_else(String::new, words),
        "target" => case.proposal.as_ref().and_then(|proposal| proposal.target.clone()).unwrap_or_default(),
        _ => String::new(),
    }
}

/// The cell of a proposal: a decision, and whether a lawyer has to look at the article.
pub(super) fn words(proposal: &Proposal) -> String {
    let review = if proposal.review { " (review)" } else { "" };
    format!("{}{review}", proposal.choice.word())
}

/// Appends a row. An apostrophe keeps spreadsheets from computing a text that looks like a formula.
fn push(out: &mut String, cells: impl Iterator<Item = String>) {
    for (n, cell) in cells.enumerate() {
        if n > 0 {
            out.push(',');
        }
        let cell: String = cell.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        let guard = if is_formula(&cell) { "'" } else { "" };
        if cell.contains(['"', ',']) {
            out.push_str(&format!("\"{guard}{}\"", cell.replace('"', "\"\"")));
        } else {
            out.push_str(&format!("{guard}{cell}"));
        }
    }
    out.push_str("\r\n");
}

fn is_formula(cell: &str) -> bool {
    cell.starts_with(['=', '+', '-', '@'])
}

/// A row of a table that people may have saved with other columns beside ours.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Record {
    cells: BTreeMap<&'static str, String>,
    /// The place of the row in the text.
    pub(crate) range: std::ops::Range<usize>,
}

impl Record {
    /// The cell of a column; empty if the table has no such column.
    pub(crate) fn get(&self, column: &str) -> &str {
        self.cells.get(column).map_or("", String::as_str)
    }

    fn is_filled(&self) -> bool {
        FILLED.iter().any(|column| !self.get(column).is_empty())
    }
}

/// Why a table cannot be read, in Chinese and English, with the byte where.
pub(crate) type BadTable = (usize, &'static str, &'static str);

/// Reads a table.
///
/// # Errors
/// A quote that is not closed, and a table without the columns `address` and `decision`.
pub(crate) fn read(text: &str) -> Result<Vec<Record>, BadTable> {
    let body = text.strip_prefix('\u{feff}').unwrap_or(text);
    let offset = text.len() - body.len();
    let rows = csv::parse(body).map_err(|at| (at + offset, "引号没有成对", "a quotation mark is not closed"))?;
    let mut rows = rows.into_iter();
    let header: Vec<Option<&'static str>> =
        rows.next().map(|row| row.cells.iter().map(|cell| column(&cell.text)).collect()).unwrap_or_default();
    if ["address", "decision"].iter().any(|name| !header.contains(&Some(*name))) {
        let zh = "第一行要有 address 和 decision 两栏，各栏用逗号隔开";
        return Err((offset, zh, "the first line needs the columns `address` and `decision`, separated by commas"));
    }
    let record = |row: Row| {
        let cells = header.iter().zip(row.cells).filter_map(|(column, cell)| Some(((*column)?, plain(&cell.text))));
        Record { cells: cells.collect(), range: row.range.start + offset..row.range.end + offset }
    };
    Ok(rows.map(record).collect())
}

fn column(name: &str) -> Option<&'static str> {
    SITE.iter().copied().find(|column| column.eq_ignore_ascii_case(name.trim()))
}

/// A cell without the apostrophe that [`push`] put before it.
fn plain(cell: &str) -> String {
    let cell = cell.trim();
    cell.strip_prefix('\'').filter(|formula| is_formula(formula)).unwrap_or(cell).to_owned()
}

#[cfg(test)]
mod tests {
    use super::super::{Choice, Reason, Weight};
    use super::*;

    fn case(address: &str, title: &str) -> Case {
        Case {
            address: address.to_owned(),
            title: title.to_owned(),
            file: Some("content/articles/0/1.md".to_owned()),
            date: Some(jiff::civil::Date::constant(2024, 6, 12)),
            letters: 120,
            views: Some(7),
            reasons: vec![Reason::Duplicate, Reason::Thin],
            group: Some(1),
            proposal: Some(Proposal { choice: Choice::Redirect, review: false, target: Some("/hf/2.html".to_owned()) }),
            weight: Weight { risk: Some(5), filler: Some(40), head: Some((12, 3)), who: "bian-a".to_owned() },
        }
    }

    const HEADER: &str = "\u{feff}address,title,date,letters,views,reasons,group,proposal,target,decision,target2,note\r\n";

    #[test]
    fn a_table_opens_in_a_spreadsheet() {
        let cases =
            [case("/hf/1.html", "=1+1"), Case { title: "他说\"好\",\n走了".to_owned(), proposal: None, ..case("/hf/3.html", "") }];
        assert_eq!(
            write(IMPORTED, &cases, None),
            format!(
                "{HEADER}/hf/1.html,'=1+1,2024-06-12,120,7,duplicate thin,1,redirect,/hf/2.html,,,\r\n\
                 /hf/3.html,\"他说\"\"好\"\", 走了\",2024-06-12,120,7,duplicate thin,1,,,,,\r\n"
            )
        );
    }

    #[test]
    fn the_table_of_a_whole_library_says_what_a_group_is() {
        assert_eq!(
            write(SITE, &[case("/hf/1.html", "甲")], None),
            "\u{feff}address,title,date,letters,views,risk,reasons,group,copies,lenders,filler,who,proposal,target,decision,target2,note\r\n\
             /hf/1.html,甲,2024-06-12,120,7,5,duplicate thin,1,12,3,40,bian-a,redirect,/hf/2.html,,,\r\n"
        );
    }

    #[test]
    fn cells_that_people_filled_in_stay() {
        let first = write(IMPORTED, &[case("/hf/1.html", "甲"), case("/hf/2.html", "乙"), case("/hf/3.html", "丙")], None);
        let filled = first.replacen(",,,\r\n", ",gone,,\"旧,重复\"\r\n", 1).replacen(
            "/hf/3.html,丙,2024-06-12,120,7,duplicate thin,1,redirect,/hf/2.html,,,",
            "/hf/3.html,丙,2024-06-12,120,7,duplicate thin,1,redirect,/hf/2.html,,,-x",
            1,
        );
        let second = write(IMPORTED, &[case("/hf/2.html", "乙"), case("/hf/1.html", "甲（改）")], Some(&filled));
        assert_eq!(
            second,
            format!(
                "{HEADER}/hf/2.html,乙,2024-06-12,120,7,duplicate thin,1,redirect,/hf/2.html,,,\r\n\
                 /hf/1.html,甲（改）,2024-06-12,120,7,duplicate thin,1,redirect,/hf/2.html,gone,,\"旧,重复\"\r\n\
                 /hf/3.html,丙,2024-06-12,120,7,duplicate thin,1,redirect,/hf/2.html,,,'-x\r\n"
            )
        );
        assert_eq!(write(IMPORTED, &[case("/hf/2.html", "乙"), case("/hf/1.html", "甲（改）")], Some(&second)), second);
    }

    #[test]
    fn a_table_that_cannot_be_read_is_refused() {
        assert_eq!(read("address,decision\r\n/1,\"keep\r\n").unwrap_err().0, 21);
        assert_eq!(read("address;decision\r\n/1;keep\r\n").unwrap_err().0, 0);
        assert_eq!(read("").unwrap_err().0, 0);
    }
}
