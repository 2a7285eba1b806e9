//! Tables of results for readers without script.

use serde::Serialize;

use crate::calc::date::{add_days, add_months};
use crate::calc::error::AT;
use crate::calc::number::{Fen, plain_yuan, yuan};
use crate::calc::outcome::{Computation, Value};
use crate::calc::page::Frame;
use crate::calc::read::{InputCell, RawInput};
use crate::calc::spec::{ResultSpec, Unit, Usual};
use crate::calc::text::Phrase;
use crate::calc::words::common::{DAYS, USUAL_AMOUNTS, USUAL_DAYS, USUAL_REPAID, USUAL_RULES, USUAL_SHARES, USUAL_YEARS};
use crate::calc::{CalcContext, compute};

/// Amounts in fen for which a page without script shows the result.
const AMOUNTS: [Fen; 5] = [1_000_000, 3_000_000, 5_000_000, 10_000_000, 20_000_000];
/// Shares in percent of what was to be received.
const RECEIVED: [i128; 5] = [100, 98, 95, 90, 80];
/// Shares in percent of a statement.
const REPAID: [i128; 6] = [0, 10, 50, 90, 99, 100];
/// Years before and after that of the example.
const YEARS: [i64; 5] = [-2, -1, 0, 1, 2];
/// The most results of a row.
const COLUMNS: usize = 4;

/// Results for usual amounts, days or dates, all else as in the example.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct SmallTable {
    pub(crate) caption: String,
    /// The headings; the first is that of what varies.
    pub(crate) labels: Vec<String>,
    pub(crate) rows: Vec<Vec<String>>,
}

/// The inputs of an example, from which the rows of a table depart.
struct Example<'a> {
    inputs: &'a [(String, RawInput)],
    outcome: &'a Computation,
    ctx: &'a CalcContext<'a>,
}

/// What differs from the example in a row, after its label. An input without a value is left out.
type Row<'a> = (String, Vec<(&'a str, Option<String>)>);

/// The results after 30, 60, 90 and 180 days, if the calculator has a table that these inputs do not exclude.
pub(super) fn days_table(raw: &RawInput, outcome: &Computation, ctx: &CalcContext) -> Option<SmallTable> {
    let (spec, lang) = (outcome.spec, outcome.lang);
    let of = spec.table?;
    let example = Example::of(raw, outcome, ctx)?;
    if of.without.iter().any(|name| example.has(name)) {
        return None;
    }
    let InputCell::Date(from) = example.cell(of.from)? else { return None };
    let columns = spec.results.iter().filter(|r| of.results.contains(&r.name)).collect();
    let row = |days: i64| (days.to_string(), vec![(of.vary, Some(add_days(*from, days).to_string()))]);
    example.table((USUAL_DAYS, DAYS.get(lang).to_owned()), columns, [30, 60, 90, 180].map(row))
}

/// The results for usual values of one input.
pub(super) fn usual_table(raw: &RawInput, outcome: &Computation, ctx: &CalcContext, frame: Frame) -> Option<SmallTable> {
    let example = Example::of(raw, outcome, ctx)?;
    match outcome.spec.usual {
        Usual::Amounts(names) => example.amounts(names.iter().find(|name| example.has(name))?),
        Usual::Shares(name) => example.shares(name),
        Usual::Repaid => example.repaid(),
        Usual::Years(name, without) => example.years(name, without),
        Usual::Rules if frame == Frame::Page => example.rules(),
        Usual::Rules => None,
    }
}

impl<'a> Example<'a> {
    fn of(raw: &'a RawInput, outcome: &'a Computation, ctx: &'a CalcContext) -> Option<Self> {
        let RawInput::Map(inputs) = raw else { return None };
        Some(Example { inputs, outcome, ctx })
    }

    fn has(&self, name: &str) -> bool {
        self.inputs.iter().any(|(given, _)| given == name)
    }

    fn cell(&self, name: &str) -> Option<&'a InputCell> {
        self.outcome.inputs.iter().find(|e| e.input.name == name).map(|e| &e.cell)
    }

    /// The name of an input over its values.
    fn heading(&self, name: &str) -> String {
        self.outcome.spec.input(name).map_or_else(String::new, |input| input.unit().label(input.label, self.outcome.lang))
    }

    /// The first results of the example, or those of them in yuan.
    fn columns(&self, only_yuan: bool) -> Vec<&'static ResultSpec> {
        let results = self.outcome.results.iter().map(|answer| answer.spec);
        results.filter(|r| !only_yuan || r.unit == Unit::Yuan).take(COLUMNS).collect()
    }

    /// The results that a reader sees first.
    fn answers(&self) -> Vec<&'static ResultSpec> {
        let spec = self.outcome.spec;
        spec.results.iter().filter(|r| spec.answer.contains(&r.name)).collect()
    }

    fn amounts(&self, name: &'static str) -> Option<SmallTable> {
        let row = |amount: Fen| (yuan(amount), vec![(name, Some(plain_yuan(amount)))]);
        self.table((USUAL_AMOUNTS, self.heading(name)), self.columns(true), AMOUNTS.map(row))
    }

    fn shares(&self, name: &'static str) -> Option<SmallTable> {
        let InputCell::Money(whole) = self.cell(name)? else { return None };
        let row = |share: i128| {
            let amount = whole * share / 100;
            (yuan(amount), vec![(name, Some(plain_yuan(amount)))])
        };
        self.table((USUAL_SHARES, self.heading(name)), self.columns(false), RECEIVED.map(row))
    }

    fn repaid(&self) -> Option<SmallTable> {
        let (Some(InputCell::Date(due)), Some(Value::Money(whole))) = (self.cell("due"), self.outcome.result("statement")) else {
            return None;
        };
        let row = |share: i128| {
            let amount = whole * share / 100;
            (yuan(amount), vec![("payments", (share > 0).then(|| format!("{due}:{}", plain_yuan(amount))))])
        };
        self.table((USUAL_REPAID, self.heading("payments")), self.columns(true), REPAID.map(row))
    }

    fn years(&self, name: &'static str, without: &'static [&'static str]) -> Option<SmallTable> {
        let InputCell::Date(day) = self.cell(name)? else { return None };
        let row = |years: i64| {
            let day = add_months(*day, 12 * years).to_string();
            let left_out = without.iter().map(|name| (*name, None));
            (day.clone(), std::iter::once((name, Some(day))).chain(left_out).collect())
        };
        self.table((USUAL_YEARS, self.heading(name)), self.answers(), YEARS.map(row))
    }

    fn rules(&self) -> Option<SmallTable> {
        let lang = self.outcome.lang;
        let row = |row: &crate::calc::tables::Deadline| {
            let label = AT.fill(lang, &[row.title.clone(), row.who.clone()]);
            (label, vec![("rule", Some(row.id.clone())), ("days", None)])
        };
        self.table((USUAL_RULES, self.heading("rule")), self.answers(), self.ctx.tables.deadlines.iter().flatten().map(row))
    }

    /// A table of the rows whose values are not refused; none if there are no such rows.
    fn table<'r>(
        &self,
        (caption, heading): (Phrase, String),
        columns: Vec<&'static ResultSpec>,
        rows: impl IntoIterator<Item = Row<'r>>,
    ) -> Option<SmallTable> {
        let lang = self.outcome.lang;
        let rows: Vec<_> = rows.into_iter().filter_map(|row| self.row(row, &columns)).collect();
        let labels = std::iter::once(heading).chain(columns.iter().map(|r| r.unit.label(r.label, lang))).collect();
        (!rows.is_empty()).then(|| SmallTable { caption: caption.get(lang).to_owned(), labels, rows })
    }

    fn row(&self, (label, changes): Row, columns: &[&'static ResultSpec]) -> Option<Vec<String>> {
        let mut inputs = self.inputs.to_vec();
        inputs.retain(|(name, _)| changes.iter().all(|(other, _)| name != other));
        inputs.extend(changes.into_iter().filter_map(|(name, value)| Some((name.to_owned(), RawInput::Text(value?)))));
        let computed = compute(self.outcome.spec, &RawInput::Map(inputs), self.ctx).ok()?;
        let cell = |r: &&'static ResultSpec| computed.result(r.name).map_or_else(|| "—".to_owned(), |v| v.text(self.outcome.lang));
        Some(std::iter::once(label).chain(columns.iter().map(cell)).collect())
    }
}
