//! What a calculator answers: normalised inputs, lines, results, notes; and that answer as JSON.

use jiff::civil::Date;
use serde_json::{Map, Value as Json, json};

use super::basis::LegalSource;
use super::number::{Fen, Ppm, percent, plain_yuan, short_percent, yuan};
use super::read::{InputCell, InputValue, Origin, Record};
use super::spec::{InputKind, ResultSpec, Spec};
use super::text::{Lang, Phrase};
use super::words::common::{NO, NOTICE, YES};

/// The decimals of a percent in which the rate of a line is shown.
pub(super) const RATE_DECIMALS: u32 = 4;

/// The names of the parts of a payment.
pub(super) const PARTS: [&str; 3] = ["principal", "interest", "left"];

/// A computed result. Its texts are in the language of the context it was computed in.
#[derive(Clone, Debug)]
pub struct Computation {
    pub(crate) spec: &'static Spec,
    pub(crate) lang: Lang,
    /// Checked inputs in the order of the description, defaults included.
    pub inputs: Vec<InputValue>,
    pub lines: Vec<ComputationLine>,
    /// Results in the order of the description; one that this form of the inputs does not give is left out.
    pub results: Vec<Answer>,
    /// Which defaults came from where, and what a reader should know about this result.
    pub notes: Vec<String>,
    /// What should make a reader doubt the result.
    pub warnings: Vec<String>,
    /// Those among the warnings that an author can do something about: warnings of the build.
    pub(crate) doubts: Vec<String>,
    /// The law that it rests on, with its proof and its state.
    pub(crate) basis: Vec<LegalSource>,
    /// The keys of its notes, warnings and marks, and its words as `status=expired`: the conditions of advice and sources.
    pub(crate) keys: Vec<String>,
    /// Paths of the curves, as SVG writes them.
    pub curves: Vec<String>,
    /// The date up to which the rates used were checked; `None` when no rates were used.
    pub(crate) data_as_of: Option<Date>,
}

/// One line of the computation. What a line does not have is `None`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ComputationLine {
    pub(crate) label: String,
    /// First date of its interval.
    pub from: Option<Date>,
    /// Last date of its interval, or its due day.
    pub to: Option<Date>,
    pub days: Option<i64>,
    /// The rate applied, a year or a day as the calculator has it, rounded to a millionth.
    pub rate: Option<Ppm>,
    /// Fen; negative where something is taken off.
    pub amount: Option<Fen>,
    /// The parts of a payment of a loan: principal, interest, balance after it.
    pub(crate) parts: Option<[Fen; 3]>,
    /// What the rate was taken of, and the days of its year (1 for a rate a day). A reader sees them in the steps.
    pub(crate) base: Option<(Fen, i64)>,
}

#[derive(Clone, Copy, Debug)]
pub struct Answer {
    pub spec: &'static ResultSpec,
    pub value: Value,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value {
    Money(Fen),
    /// A rate, shown with so many decimals of a percent.
    Percent(Ppm, u32),
    Count(i64),
    Date(Date),
    /// A word of a closed set: its JSON value and what a reader sees.
    Word(&'static str, Phrase),
}

impl Value {
    /// As in JSON: amounts and rates are strings, counts integers.
    pub(crate) fn json(self) -> Json {
        match self {
            Value::Count(n) => json!(n),
            Value::Word(word, _) => json!(word),
            Value::Money(fen) => json!(plain_yuan(fen)),
            shown => json!(shown.text(Lang::Zh)),
        }
    }

    /// As a reader sees it, without the unit.
    pub fn text(self, lang: Lang) -> String {
        match self {
            Value::Money(fen) => yuan(fen),
            Value::Percent(rate, decimals) => percent(rate, decimals),
            Value::Count(n) => n.to_string(),
            Value::Date(day) => day.to_string(),
            Value::Word(_, words) => words.get(lang).to_owned(),
        }
    }
}

impl ComputationLine {
    pub(super) fn amount(fen: Fen) -> Self {
        ComputationLine { amount: Some(fen), ..ComputationLine::default() }
    }

    pub(super) fn interval(from: Date, to: Date, days: i64, rate: Ppm, amount: Fen) -> Self {
        let (from, to) = (Some(from), Some(to));
        ComputationLine { from, to, days: Some(days), rate: Some(rate), ..ComputationLine::amount(amount) }
    }

    /// The same with what the rate was taken of, and the days of its year (1 for a rate a day).
    pub(super) fn of(self, base: Fen, basis: i64) -> Self {
        ComputationLine { base: Some((base, basis)), ..self }
    }

    /// The rate in percent as shown, if the line has one.
    pub(crate) fn rate_text(&self) -> Option<String> {
        self.rate.map(|r| percent(r, RATE_DECIMALS))
    }

    /// The amount in yuan as shown, if the line has one.
    pub(crate) fn amount_text(&self) -> Option<String> {
        self.amount.map(yuan)
    }

    fn json(&self) -> Json {
        let date = |d: Option<Date>| d.map(|d| d.to_string());
        let mut line = json!({ "label": self.label, "from": date(self.from), "to": date(self.to), "days": self.days,
                               "rate": self.rate_text(), "amount": self.amount.map(plain_yuan) });
        if let Json::Object(line) = &mut line {
            let parts = PARTS.into_iter().zip(self.parts.into_iter().flatten());
            line.extend(parts.map(|(name, fen)| (name.to_owned(), json!(plain_yuan(fen)))));
        }
        line
    }
}

impl InputValue {
    /// The value as a person would write it; rows joined by `,` and their fields by `:`, as on the command line. A form is filled with it.
    pub(crate) fn text(&self) -> String {
        cell_text(&self.cell)
    }

    /// Whether it was given, by the author or by the caller's defaults, and so stands in the form.
    pub(crate) fn given(&self) -> bool {
        self.origin != Origin::Spec
    }

    /// The value as a reader sees it: a choice and a flag as words.
    pub(crate) fn display_text(&self, lang: Lang) -> String {
        match (&self.cell, self.input.kind) {
            (InputCell::Choice(value), InputKind::Choice(of)) => {
                of.iter().find(|(v, _)| v == value).map_or(*value, |(_, words)| words.get(lang)).to_owned()
            }
            (InputCell::Money(fen), _) => yuan(*fen),
            (InputCell::Flag(on), _) => if *on { YES } else { NO }.get(lang).to_owned(),
            _ => self.text(),
        }
    }

    /// The rows, each a list of its fields; none for any other kind.
    pub(crate) fn rows(&self) -> &[Record] {
        if let InputCell::Rows(rows) = &self.cell { rows } else { &[] }
    }
}

fn cell_text(cell: &InputCell) -> String {
    match cell {
        InputCell::Money(fen) => plain_yuan(*fen),
        InputCell::Percent(rate) => short_percent(*rate),
        InputCell::Integer(n) => n.to_string(),
        InputCell::Date(day) => day.to_string(),
        InputCell::Flag(on) => on.to_string(),
        InputCell::Choice(value) => (*value).to_owned(),
        InputCell::Text(text) => text.clone(),
        InputCell::Rows(rows) => {
            let row = |r: &Record| r.cells.iter().map(InputValue::text).collect::<Vec<_>>().join(":");
            rows.iter().map(row).collect::<Vec<_>>().join(",")
        }
    }
}

fn cell_json(cell: &InputCell) -> Json {
    match cell {
        InputCell::Percent(rate) => json!(percent(*rate, RATE_DECIMALS)),
        InputCell::Integer(n) => json!(n),
        InputCell::Flag(on) => json!(on),
        InputCell::Choice(value) => value.parse::<i64>().map_or_else(|_| json!(value), |n| json!(n)),
        InputCell::Rows(rows) => rows.iter().map(|r| object(&r.cells)).collect(),
        shown => json!(cell_text(shown)),
    }
}

fn object(entries: &[InputValue]) -> Json {
    entries.iter().map(|e| (e.input.name.to_owned(), cell_json(&e.cell))).collect::<Map<_, _>>().into()
}

/// Whether a condition is among these keys; the empty one always holds.
pub(super) fn holds(keys: &[String], when: &str) -> bool {
    when.is_empty() || keys.iter().any(|key| key == when)
}

impl Computation {
    /// The conditions of the calculator that hold, of its advice and of its sources.
    pub fn conditions(&self) -> Vec<&'static str> {
        self.spec.conditions().into_iter().filter(|when| holds(&self.keys, when)).collect()
    }

    /// The sources that it rests on as a reader sees them.
    pub fn sources(&self) -> Vec<String> {
        self.basis.iter().map(|source| source.written(self.lang)).collect()
    }

    /// The one result that a reader sees first.
    pub(crate) fn answer(&self) -> Option<&'static str> {
        let named = self.spec.answer.iter().copied().find(|name| self.result(name).is_some());
        named.or_else(|| self.results.first().map(|answer| answer.spec.name))
    }

    /// The result of that name, if this form of the inputs gives it.
    pub fn result(&self, name: &str) -> Option<Value> {
        self.results.iter().find(|r| r.spec.name == name).map(|r| r.value)
    }

    /// The JSON object of `sitegen calc KIND … --json`. Warnings come first among the notes, the notice last.
    pub fn to_json(&self) -> Json {
        let date = |d: Option<Date>| d.map_or(Json::Null, |d| json!(d.to_string()));
        let results: Map<_, _> = self.results.iter().map(|r| (r.spec.name.to_owned(), r.value.json())).collect();
        let notice = [NOTICE.get(self.lang).to_owned()];
        let notes: Vec<_> = self.warnings.iter().chain(&self.notes).chain(&notice).collect();
        json!({
            "kind": self.spec.kind,
            "inputs": object(&self.inputs),
            "lines": self.lines.iter().map(ComputationLine::json).collect::<Vec<_>>(),
            "results": results,
            "notes": notes,
            "basis": self.basis.iter().map(LegalSource::json).collect::<Vec<_>>(),
            "data_as_of": date(self.data_as_of),
        })
    }
}
