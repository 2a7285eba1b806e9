//! What a calculator declares about itself. Validation, command-line help, form, JSON Schema, reference page and the browser's data all come
//! from this one description; nothing is declared a second time.

use super::CalcContext;
pub use super::basis::Basis;
pub(crate) use super::basis::Proof;
use super::basis::sources;
use super::error::{AT, Checked};
use super::number::{Fen, Period, Ppm};
use super::read::Record;
use super::tables::TableKind;
use super::text::{Lang, Phrase};
use super::words::Words;
use super::words::common::{DAYS, WORDS, YUAN};
use super::work::Work;

/// The most rows a list of rows may have.
pub(crate) const ROWS_MAX: usize = 400;
/// The largest amount of money an input may have: 100,000,000.00 yuan.
pub(crate) const MONEY_MAX: Fen = 10_000_000_000;
/// The day on which formulas, readings and limits were last checked against the sources named in `basis`.
pub(crate) const CHECKED_ON: &str = "2026-12-01";

#[derive(Debug)]
pub struct Spec {
    /// The name in files, addresses and on the command line: `penalty-interest`.
    pub kind: &'static str,
    pub title: Phrase,
    pub(crate) summary: Phrase,
    pub(crate) explanation: Phrase,
    pub(crate) formula: Phrase,
    pub inputs: &'static [Input],
    pub results: &'static [ResultSpec],
    pub basis: &'static [Basis],
    pub assumptions: &'static [Phrase],
    /// What the calculator does not know, and how unclear points were read.
    pub(crate) limits: &'static [Phrase],
    /// Labels of lines, notes, warnings and errors of its own, by key.
    pub(crate) texts: &'static [(&'static str, Phrase)],
    /// Columns of the lines with a heading of their own, by name.
    pub(crate) headings: &'static [(&'static str, Phrase)],
    /// The worked example as command-line words.
    pub(crate) example: &'static str,
    /// The tables that it reads.
    pub tables: &'static [TableKind],
    /// Names of results; the first that a computation gives is the one number that a reader sees first. Empty: the first result.
    pub(crate) answer: &'static [&'static str],
    /// What a reader may do next.
    pub(crate) next: &'static [Next],
    /// Whether its result depends on the day, which is then said: a page that has no need to know the day does not change with it.
    pub(crate) needs_today: bool,
    pub(crate) table: Option<TableSpec>,
    /// What a page without script shows a table of.
    pub(crate) usual: Usual,
    /// Labels of the curves of the result, in the order in which they are drawn.
    pub(crate) curves: &'static [Phrase],
    pub(super) run: fn(&Record, &mut Work) -> Checked,
}

/// Advice that stands under a result where its condition holds.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Next {
    /// The key of a note, warning or mark of this computation, or a result and its word: `status=expired`. Empty: always.
    pub(crate) when: &'static str,
    pub(crate) text: Phrase,
    /// The slug of an article that says more; without a link where the site has no such article. May be empty.
    pub(crate) article: &'static str,
    /// A choice of two values: a press computes with the other one. May be empty.
    pub(crate) other: &'static str,
}

impl Next {
    /// The same with a press for the other value of a choice.
    pub(super) const fn or_else(self, other: &'static str) -> Next {
        Next { other, ..self }
    }
}

/// One input, or one field of a row.
#[derive(Clone, Copy, Debug)]
pub struct Input {
    /// Its name on the command line, in YAML and in the form.
    pub name: &'static str,
    pub(crate) label: Phrase,
    pub kind: InputKind,
    pub need: Need,
    /// What is taken when it is not given, as a person would write it.
    pub(crate) default: Option<&'static str>,
    /// Inputs that may not be given together with this one.
    pub excludes: &'static [&'static str],
    pub(crate) help: Phrase,
    /// Why the bounds are what they are; said in the error.
    pub(crate) range_note: Option<Phrase>,
    /// Whether a form shows it only under 更多情况.
    pub(crate) more: bool,
    /// Whether an empty date is the reader's day in a browser.
    pub(crate) today: bool,
    /// The calculator to which its help leads. May be empty.
    pub(crate) see: &'static str,
}

/// What an input holds, with its bounds, both included.
#[derive(Clone, Copy, Debug)]
pub enum InputKind {
    /// Yuan with at most two decimals; bounds in fen.
    Money {
        min: Fen,
        max: Fen,
    },
    /// Percent with at most four decimals; bounds in millionths.
    Percent {
        min: Ppm,
        max: Ppm,
    },
    Integer {
        min: i64,
        max: i64,
    },
    /// A civil date, 1991-01-01 to 2100-12-31.
    Date,
    Flag,
    Choice(&'static [(&'static str, Phrase)]),
    /// The id of a row of the table of deadlines.
    Rule,
    /// A list of up to [`ROWS_MAX`] rows of these fields, written in this order on the command line.
    Rows(&'static [Input]),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    Always,
    Never,
    Unless(&'static [&'static str]),
    With(&'static [&'static str]),
}

#[derive(Clone, Copy, Debug)]
pub struct ResultSpec {
    /// Its name in JSON and in `data-result`.
    pub name: &'static str,
    pub(crate) label: Phrase,
    pub(crate) unit: Unit,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unit {
    Yuan,
    Percent,
    Days,
    /// None: a date or a word.
    None,
}

/// The small table of a calculator: the input `vary` set to 30, 60, 90 and 180 days after the input `from`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TableSpec {
    pub(crate) from: &'static str,
    pub(crate) vary: &'static str,
    /// The results shown as columns, in the order of the calculator's results.
    pub(crate) results: &'static [&'static str],
    /// No table when one of these is given.
    pub(crate) without: &'static [&'static str],
}

/// The values of a table for readers without script, all else as in the example.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Usual {
    /// Usual amounts of the first of these inputs that the example has.
    Amounts(&'static [&'static str]),
    /// Shares of the amount that the example has for this input.
    Shares(&'static str),
    /// Shares of a statement that are paid on the due day.
    Repaid,
    /// The same day of the years around, without these inputs.
    Years(&'static str, &'static [&'static str]),
    /// All deadlines of the site, on a page of its own.
    Rules,
}

impl Spec {
    /// A calculator with its wording and without inputs, results and law. Its kind is to be set.
    pub(super) const fn new(run: fn(&Record, &mut Work) -> Checked, words: &'static Words) -> Spec {
        Spec {
            kind: "",
            title: words.label("title", "", ""),
            summary: words.label("summary", "", ""),
            explanation: words.label("explanation", "", ""),
            formula: words.label("formula", "", ""),
            inputs: &[],
            results: &[],
            basis: &[],
            assumptions: words.assumptions,
            limits: words.limits,
            texts: words.texts,
            headings: &[],
            example: "",
            tables: &[],
            answer: &[],
            next: &[],
            needs_today: false,
            table: None,
            usual: Usual::Amounts(&[]),
            curves: &[],
            run,
        }
    }

    /// Whether it reads that table.
    pub fn needs(&self, table: TableKind) -> bool {
        self.tables.contains(&table)
    }

    pub(crate) fn example(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        self.example.split(' ').filter_map(|word| word.split_once('='))
    }

    /// The conditions of its advice and of its sources.
    pub fn conditions(&self) -> Vec<&'static str> {
        self.next.iter().map(|next| next.when).chain(self.basis.iter().map(|basis| basis.when)).collect()
    }

    /// The sources of its method as a reader sees them, each with the condition under which a result rests on it.
    pub fn sources(&self, ctx: &CalcContext) -> Vec<(&'static str, String)> {
        let whens = self.basis.iter().map(|basis| basis.when);
        whens.zip(sources(self, ctx)).map(|(when, source)| (when, source.written(ctx.lang))).collect()
    }

    pub(crate) fn input(&self, name: &str) -> Option<&'static Input> {
        self.inputs.iter().find(|i| i.name == name)
    }

    /// The text of that key; the empty text for a key that no text has (tests hold every key used to one).
    pub(crate) fn text(&self, key: &str) -> Phrase {
        self.texts.iter().find(|(k, _)| *k == key).map_or(Phrase::EMPTY, |(_, t)| *t)
    }
}

impl Input {
    pub(crate) fn unit(&self) -> Unit {
        match self.kind {
            InputKind::Money { .. } => Unit::Yuan,
            InputKind::Percent { .. } => Unit::Percent,
            _ => Unit::None,
        }
    }

    /// The time that a rate is for, by its name; none for a share of something.
    pub(crate) fn period(&self) -> Option<Period> {
        match self.name {
            "daily_rate" => Some(Period::Day),
            "monthly_rate" => Some(Period::Month),
            "annual_rate" | "overdue_rate" | "general_rate" | "penalty_rate" => Some(Period::Year),
            _ => None,
        }
    }

    /// The fields of its rows; none for any other kind.
    pub fn fields(&self) -> &'static [Input] {
        match self.kind {
            InputKind::Rows(fields) => fields,
            _ => &[],
        }
    }

    pub(super) const fn default(mut self, value: &'static str) -> Self {
        self.default = Some(value);
        self.need = Need::Never;
        self
    }

    /// Moves it under 更多情况.
    pub(super) const fn more(mut self) -> Self {
        self.more = true;
        self
    }

    /// A date that is the reader's day in a browser if it is left empty; elsewhere it is given.
    pub(super) const fn today(mut self) -> Self {
        self.today = true;
        self
    }

    /// Leads from its help to another calculator.
    pub(super) const fn see(mut self, kind: &'static str) -> Self {
        self.see = kind;
        self
    }

    pub(super) const fn need(mut self, need: Need) -> Self {
        self.need = need;
        self
    }

    pub(super) const fn excludes(mut self, names: &'static [&'static str]) -> Self {
        self.excludes = names;
        self
    }
}

impl Unit {
    pub(crate) const fn text(self) -> Phrase {
        match self {
            Unit::Yuan => YUAN,
            Unit::Percent => Phrase { zh: "%", en: "%" },
            Unit::Days => DAYS,
            Unit::None => Phrase::EMPTY,
        }
    }

    /// A label with this unit in brackets behind it, if it is one.
    pub(crate) fn label(self, label: Phrase, lang: Lang) -> String {
        if self == Unit::None {
            return label.get(lang).to_owned();
        }
        AT.fill(lang, &[label.get(lang).to_owned(), self.text().get(lang).to_owned()])
    }
}

const fn input(name: &'static str, kind: InputKind) -> Input {
    let (label, help) = (Phrase::EMPTY, Phrase::EMPTY);
    Input {
        name,
        label,
        kind,
        need: Need::Always,
        default: None,
        excludes: &[],
        help,
        range_note: None,
        more: false,
        today: false,
        see: "",
    }
}

/// Money from 0.01.
pub(super) const fn money(name: &'static str) -> Input {
    input(name, InputKind::Money { min: 1, max: MONEY_MAX })
}

/// Money that may be nothing.
pub(super) const fn fee(name: &'static str) -> Input {
    input(name, InputKind::Money { min: 0, max: MONEY_MAX }).default("0")
}

/// A rate up to `max_percent` percent.
pub(super) const fn rate(name: &'static str, max_percent: Ppm) -> Input {
    input(name, InputKind::Percent { min: 0, max: max_percent * 10_000 })
}

/// A rate with its bound in millionths.
pub(super) const fn fine_rate(name: &'static str, max: Ppm) -> Input {
    input(name, InputKind::Percent { min: 0, max })
}

pub(super) const fn day(name: &'static str) -> Input {
    input(name, InputKind::Date)
}

pub(super) const fn count(name: &'static str, min: i64, max: i64) -> Input {
    input(name, InputKind::Integer { min, max })
}

pub(super) const fn flag(name: &'static str) -> Input {
    input(name, InputKind::Flag).default("false")
}

pub(super) const fn choice(name: &'static str, of: &'static [(&'static str, Phrase)]) -> Input {
    input(name, InputKind::Choice(of))
}

/// The id of a deadline.
pub(super) const fn rule(name: &'static str) -> Input {
    input(name, InputKind::Rule)
}

pub(super) const fn rows(name: &'static str, fields: &'static [Input]) -> Input {
    input(name, InputKind::Rows(fields)).need(Need::Never)
}

pub(super) const YEAR_BASIS: Input = WORDS.input("", choice("year_basis", &WORDS.choices("year_basis", ["360", "365"])));
