//! The tables of a site that calculators read. The caller fills them from registers; the browser gets the same as data blocks.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde_json::{Value as Json, json};

use super::basis::LegalSource;
use super::spec::Proof;
use super::text::Lang;

mod rates;
mod rest_days;

pub use rates::{Benchmark, RateTable};
pub(crate) use rates::{RateOn, TERMS, first_missed};
pub use rest_days::{RestDays, RestYear};

/// One of the tables. A calculator names those that it needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TableKind {
    Rates,
    Benchmark,
    RestDays,
    Deadlines,
    CostLines,
}

/// Everything that a site knows and a calculator may read. An absent table is empty or `None`.
#[derive(Clone, Debug, Default)]
pub struct Tables {
    /// The one-year loan prime rate.
    pub rates: Option<RateTable>,
    /// Benchmark rates of loans by their length.
    pub benchmark: Option<Benchmark>,
    pub rest_days: RestDays,
    /// Absent where the site has no such register.
    pub deadlines: Option<Vec<Deadline>>,
    pub cost_lines: Vec<CostLine>,
    /// What the register of laws says of a law, by its id.
    pub laws: BTreeMap<String, LawState>,
}

/// The state of a law in the register: its word and its proof.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LawState {
    pub title: String,
    /// `in_force`, `repealed` and so on.
    pub status: String,
    /// The proof as written, such as `V2, number M`.
    pub v: String,
}

impl TableKind {
    pub const ALL: [TableKind; 5] =
        [TableKind::Rates, TableKind::Benchmark, TableKind::RestDays, TableKind::Deadlines, TableKind::CostLines];

    /// Its name in `data-table`.
    pub fn name(self) -> &'static str {
        match self {
            TableKind::Rates => "rates",
            TableKind::Benchmark => "benchmark",
            TableKind::RestDays => "rest",
            TableKind::Deadlines => "deadlines",
            TableKind::CostLines => "lines",
        }
    }
}

impl Tables {
    /// The data block of a table, `<script type="application/json" data-table="NAME">`; `None` if the site has no such table.
    ///
    /// - `rates`: `{checked, full, missed, rows: [[date, millionths], …]}`, `missed` being the first publication that was not seen;
    /// - `benchmark`: `[[date, [millionths of m6, y1, y3, y5, over5]], …]`;
    /// - `rest`: `{years: {"2026": ["01010103 …", "0104 …"]}, fixed: [[2025, "0101 …"], …]}`: days off as first and last day, days of work;
    /// - `deadlines`, `lines`: lists of the rows of the registers, without what is absent; `law` of a deadline is what is shown, in Chinese.
    pub fn data(&self, kind: TableKind) -> Option<Json> {
        match kind {
            TableKind::Rates => self.rates.as_ref().map(RateTable::data),
            TableKind::Benchmark => self.benchmark.as_ref().map(Benchmark::data),
            TableKind::RestDays => Some(self.rest_days.data()),
            TableKind::Deadlines => self.deadlines.as_ref().map(|rows| rows.iter().map(|row| row.data(&self.laws)).collect()),
            TableKind::CostLines => Some(self.cost_lines.iter().map(CostLine::data).collect()),
        }
    }
}

/// A period that somebody must keep.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deadline {
    pub id: String,
    /// What must be done.
    pub title: String,
    pub who: String,
    /// The day that is asked for, in words.
    pub from: String,
    pub length: Length,
    /// The law's id.
    pub law: String,
    pub article: String,
    /// Whether a last day on a rest day moves.
    pub roll: bool,
    /// Whether handing it to the post is in time.
    pub post: bool,
    /// 不变期间
    pub fixed: bool,
    /// Whether an extension may be asked for after a missed day.
    pub excuse: bool,
    /// Whether an institution must keep it, not the reader.
    pub institution: bool,
    pub valid_from: Option<Date>,
    pub valid_to: Option<Date>,
    pub v: String,
    /// Empty if there is none.
    pub note: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Length {
    Days(u32),
    Months(u32),
    /// The court sets it: from 1 to so many days.
    Ask(u32),
}

impl Deadline {
    /// Whether the row holds for a day of receipt.
    pub(crate) fn holds_on(&self, received: Date) -> bool {
        self.valid_from.is_none_or(|from| from <= received) && self.valid_to.is_none_or(|to| received <= to)
    }

    /// Whether it is the row of another time for the same thing: the id of one begins with that of the other.
    pub(crate) fn replaces(&self, other: &Deadline) -> bool {
        self.id != other.id && (self.id.starts_with(&other.id) || other.id.starts_with(&self.id))
    }

    fn data(&self, laws: &BTreeMap<String, LawState>) -> Json {
        let law = LegalSource::in_register(&self.law, &self.article, &self.v, laws, Lang::Zh).written(Lang::Zh);
        let (key, value) = match self.length {
            Length::Days(n) => ("days", n),
            Length::Months(n) => ("months", n),
            Length::Ask(n) => ("max", n),
        };
        let day = |day: Option<Date>| day.map(|day| day.to_string());
        let mut row = json!({ "id": self.id, "title": self.title, "who": self.who, "from": self.from, "law": law,
                              "roll": self.roll, "post": self.post, "fixed": self.fixed, "excuse": self.excuse,
                              "institution": self.institution, "note": self.note,
                              "valid_from": day(self.valid_from), "valid_to": day(self.valid_to), key: value });
        prune(&mut row);
        row
    }
}

/// A line against which the yearly cost of a loan is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CostLine {
    pub id: String,
    /// First and last day of a loan for which it is shown.
    pub from: Date,
    pub to: Option<Date>,
    pub lender_kinds: Vec<String>,
    /// Whether it is only for loans in which a platform or guarantor took part.
    pub assisted: bool,
    pub max_days: Option<u32>,
    pub figure: Figure,
    /// Whether the cost is said to be above the line or not.
    pub compare: bool,
    pub law: Option<String>,
    pub article: String,
    pub v: String,
    pub text: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Figure {
    /// Millionths.
    Percent(i128),
    /// So many times the one-year LPR of the day of the loan.
    LprTimes(u32),
    /// A duty, not a figure.
    None,
}

/// Words by which a line says its proof itself.
const PROOF_WORDS: [&str; 2] = ["转载", "未逐字核对"];

impl CostLine {
    /// Its text with the mark of its proof, unless the text says it.
    pub(super) fn words(&self, lang: Lang) -> String {
        let mark = Proof::of(&self.v).mark().filter(|_| PROOF_WORDS.iter().all(|word| !self.text.contains(word)));
        self.text.clone() + mark.map_or("", |mark| mark.get(lang))
    }

    fn data(&self) -> Json {
        let (percent, times) = match self.figure {
            Figure::Percent(rate) => (Some(rate.to_string()), None),
            Figure::LprTimes(times) => (None, Some(times)),
            Figure::None => (None, None),
        };
        let mut row = json!({ "from": self.from.to_string(), "to": self.to.map(|day| day.to_string()), "kinds": self.lender_kinds,
                              "assisted": self.assisted, "max_days": self.max_days, "percent": percent, "times": times, "compare": self.compare,
                              "law": self.law, "text": self.words(Lang::Zh) });
        prune(&mut row);
        row
    }
}

/// Takes out what is null, false or empty.
fn prune(row: &mut Json) {
    if let Json::Object(row) = row {
        row.retain(|_, value| !value.is_null() && *value != json!(false) && *value != json!(""));
    }
}
