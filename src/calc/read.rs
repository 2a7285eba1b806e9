//! Raw inputs → a checked [`Record`]. Knows every kind of input and no calculator; collects every fault.

use std::borrow::Cow;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::date::{self, DateError};
use super::error::{Allowed, Checked, ErrorKind, InputError, Place};
use super::number::{Fen, NumberError, Ppm, narrow, parse_integer, parse_money, parse_rate};
use super::spec::{Input, InputKind, Need, ROWS_MAX, Spec};
use super::words::common::ALLOWED_BLOCK;
use crate::text::nearest;

/// Inputs as they come from a command line, a YAML block or a form, before anything is known about them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RawInput {
    Text(String),
    List(Vec<RawInput>),
    Map(Vec<(String, RawInput)>),
}

/// A default the caller knows, as what a lender's register states; taken when the input is neither given nor excluded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallerDefault {
    pub(crate) input: String,
    pub(crate) value: String,
    /// Where it comes from, as words to stand in the outcome's notes: `马上消费金融登记信息（2026-03-01核对）`.
    pub(crate) reason: String,
}

/// Checked inputs, or the checked fields of one row.
#[derive(Clone, Debug, Default)]
pub(crate) struct Record {
    pub(super) cells: Vec<InputValue>,
}

#[derive(Clone, Debug)]
pub struct InputValue {
    pub(crate) input: &'static Input,
    pub(crate) cell: InputCell,
    pub(crate) origin: Origin,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Origin {
    Given,
    /// A default of the caller's, with its reason.
    Caller(String),
    /// The calculator's own default.
    Spec,
}

/// A checked value within the bounds of its input.
#[derive(Clone, Debug)]
pub(crate) enum InputCell {
    /// Fen.
    Money(Fen),
    /// Millionths.
    Percent(Ppm),
    Integer(i64),
    Date(Date),
    Flag(bool),
    Choice(&'static str),
    Text(String),
    Rows(Vec<Record>),
}

/// Command-line words, `name=value` already split, as raw inputs.
pub fn parse_words(words: &[(String, String)]) -> RawInput {
    RawInput::Map(words.iter().map(|(name, value)| (name.clone(), RawInput::Text(value.clone()))).collect())
}

impl Record {
    fn cell(&self, name: &str) -> Option<&InputCell> {
        self.cells.iter().find(|e| e.input.name == name).map(|e| &e.cell)
    }

    /// Whether the input is given, by anyone, or has a default.
    pub(super) fn has(&self, name: &str) -> bool {
        self.cell(name).is_some()
    }

    /// Fen; 0 when absent.
    pub(super) fn money(&self, name: &str) -> Fen {
        if let Some(InputCell::Money(fen)) = self.cell(name) { *fen } else { 0 }
    }

    /// Millionths; 0 when absent.
    pub(super) fn percent(&self, name: &str) -> Ppm {
        if let Some(InputCell::Percent(rate)) = self.cell(name) { *rate } else { 0 }
    }

    /// A whole number; 0 when absent.
    pub(super) fn integer(&self, name: &str) -> i64 {
        if let Some(InputCell::Integer(n)) = self.cell(name) { *n } else { 0 }
    }

    pub(super) fn date(&self, name: &str) -> Option<Date> {
        if let Some(InputCell::Date(day)) = self.cell(name) { Some(*day) } else { None }
    }

    /// A date that `spec` says must be there.
    pub(super) fn day(&self, spec: &Spec, name: &str) -> Checked<Date> {
        let missing = || spec.input(name).map(|i| Place::of(i).fault("missing")).into_iter().collect();
        self.date(name).ok_or_else(missing)
    }

    pub(super) fn flag(&self, name: &str) -> bool {
        matches!(self.cell(name), Some(InputCell::Flag(true)))
    }

    /// The value of a choice; empty when absent.
    pub(super) fn choice(&self, name: &str) -> &'static str {
        if let Some(InputCell::Choice(value)) = self.cell(name) { value } else { "" }
    }

    /// A text; empty when absent.
    pub(super) fn text(&self, name: &str) -> &str {
        if let Some(InputCell::Text(text)) = self.cell(name) { text } else { "" }
    }

    pub(super) fn rows(&self, name: &str) -> &[Record] {
        if let Some(InputCell::Rows(rows)) = self.cell(name) { rows } else { &[] }
    }

    /// The rows by their field `date`, each with its place in the list from 0.
    pub(super) fn dated_rows(&self, name: &str) -> Vec<(usize, Date, &Record)> {
        let dated = |(n, row): (usize, _)| Record::date(row, "date").map(|date| (n, date, row));
        let mut rows: Vec<_> = self.rows(name).iter().enumerate().filter_map(dated).collect();
        rows.sort_by_key(|(_, date, _)| *date);
        rows
    }

    pub(super) fn year_basis(&self) -> i64 {
        if self.choice("year_basis") == "365" { 365 } else { 360 }
    }
}

/// Checks raw inputs against a calculator's description. All faults are returned together, in the order of the description, unknown names last.
pub(super) fn read(spec: &'static Spec, raw: &RawInput, defaults: &[CallerDefault]) -> Checked<Record> {
    let RawInput::Map(pairs) = raw else {
        let kind = ErrorKind::Value { problem: "shape", allowed: Allowed { text: ALLOWED_BLOCK, args: vec![] }, note: None };
        return Err(vec![InputError::nameless("", kind)]);
    };
    let given = |name: &str| pairs.iter().any(|(n, _)| n == name);
    let mut errors = Vec::new();
    let mut cells = Vec::new();
    for input in spec.inputs {
        if let Some((_, raw)) = pairs.iter().find(|(n, _)| n == input.name) {
            cells.extend(collect_faults(value(Place::of(input), raw, Origin::Given), &mut errors));
            if let Some(other) = input.excludes.iter().find(|o| given(o)) {
                errors.push(InputError::new(Place::of(input), ErrorKind::Conflict { other }));
            }
            if pairs.iter().filter(|(n, _)| n == input.name).count() > 1 {
                errors.push(InputError::new(Place::of(input), ErrorKind::Duplicate));
            }
        } else if let Some((default, origin)) = fallback(spec, input, defaults, &given) {
            cells.extend(collect_faults(value(Place::of(input), &RawInput::Text(default.to_owned()), origin), &mut errors));
        }
    }
    let present = |name: &str| given(name) || cells.iter().any(|e| e.input.name == name && e.origin != Origin::Spec);
    let missing = spec.inputs.iter().filter(|i| needed(i.need, &present) && !present(i.name) && i.default.is_none());
    errors.extend(missing.map(|input| Place::of(input).fault("missing")));
    for (name, _) in pairs.iter().filter(|(n, _)| spec.input(n).is_none()) {
        let nearest = nearest(name, spec.inputs.iter().map(|i| i.name));
        errors.push(InputError::nameless(name, ErrorKind::Unknown { nearest }));
    }
    if errors.is_empty() { Ok(Record { cells }) } else { Err(errors) }
}

/// The value, or nothing and its faults among the others.
fn collect_faults<T>(result: Checked<T>, errors: &mut Vec<InputError>) -> Option<T> {
    result.map_err(|mut faults| errors.append(&mut faults)).ok()
}

fn needed(need: Need, given: &impl Fn(&str) -> bool) -> bool {
    match need {
        Need::Always => true,
        Need::Never => false,
        Need::Unless(others) => !others.iter().any(|o| given(o)),
        Need::With(others) => others.iter().any(|o| given(o)),
    }
}

/// The caller's default, unless something given excludes it (either way round); else the calculator's own.
fn fallback<'a>(
    spec: &Spec,
    input: &'static Input,
    defaults: &'a [CallerDefault],
    given: &impl Fn(&str) -> bool,
) -> Option<(&'a str, Origin)> {
    let excluded = input.excludes.iter().any(|o| given(o))
        || spec.inputs.iter().any(|other| given(other.name) && other.excludes.contains(&input.name));
    if let Some(known) = defaults.iter().find(|d| d.input == input.name && !excluded) {
        return Some((&known.value, Origin::Caller(known.reason.clone())));
    }
    input.default.map(|value| (value, Origin::Spec))
}

fn value(place: Place, raw: &RawInput, origin: Origin) -> Checked<InputValue> {
    let input = place.field.unwrap_or(place.input);
    let fault = |problem| vec![place.fault(problem)];
    let cell = match (input.kind, raw) {
        (InputKind::Rows(fields), _) => InputCell::Rows(table(place, fields, raw)?),
        (_, RawInput::Text(text)) if narrow(text).is_empty() => return Err(fault("empty")),
        (_, RawInput::Text(text)) => scalar(input, text).map_err(fault)?,
        _ => return Err(fault("shape")),
    };
    Ok(InputValue { input, cell, origin })
}

fn scalar(input: &'static Input, text: &str) -> Result<InputCell, &'static str> {
    let number = |e| match e {
        NumberError::NotANumber => "number",
        NumberError::Decimals => "decimals",
        NumberError::Period => "period",
    };
    match input.kind {
        InputKind::Money { min, max } => within(parse_money(text).map_err(number)?, min, max).map(InputCell::Money),
        InputKind::Percent { min, max } => {
            within(parse_rate(text, input.period()).map_err(number)?, min, max).map(InputCell::Percent)
        }
        InputKind::Integer { min, max } => {
            let n = parse_integer(text).map_err(number)?;
            i64::try_from(n).ok().filter(|n| (min..=max).contains(n)).map(InputCell::Integer).ok_or("range")
        }
        InputKind::Date => {
            let day = date::read(text).map_err(|e| if e == DateError::NoYear { "year" } else { "date" })?;
            if (date::FIRST..=date::LAST).contains(&day) { Ok(InputCell::Date(day)) } else { Err("range") }
        }
        InputKind::Flag => match narrow(text).as_str() {
            "true" | "yes" | "是" => Ok(InputCell::Flag(true)),
            "false" | "no" | "否" => Ok(InputCell::Flag(false)),
            _ => Err("choice"),
        },
        InputKind::Choice(of) => {
            let text = narrow(text);
            of.iter().find(|(v, _)| *v == text).map(|(v, _)| InputCell::Choice(v)).ok_or("choice")
        }
        InputKind::Rule => Ok(InputCell::Text(narrow(text))),
        InputKind::Rows(_) => Err("shape"),
    }
}

fn within(n: i128, min: i128, max: i128) -> Result<i128, &'static str> {
    if (min..=max).contains(&n) { Ok(n) } else { Err("range") }
}

fn table(place: Place, fields: &'static [Input], raw: &RawInput) -> Checked<Vec<Record>> {
    let fault = |problem| Err(vec![place.fault(problem)]);
    let list: Cow<[RawInput]> = match raw {
        RawInput::List(list) => Cow::Borrowed(list),
        RawInput::Text(text) => Cow::Owned(split_rows(text, fields)),
        RawInput::Map(_) => return fault("shape"),
    };
    if list.is_empty() {
        return fault("empty");
    }
    if list.len() > ROWS_MAX {
        return fault("range");
    }
    let mut errors = Vec::new();
    let rows = (1..)
        .zip(list.iter())
        .filter_map(|(n, raw)| collect_faults(record(Place { row: Some(n), ..place }, fields, raw), &mut errors))
        .collect();
    if errors.is_empty() { Ok(rows) } else { Err(errors) }
}

fn record(row: Place, fields: &'static [Input], raw: &RawInput) -> Checked<Record> {
    let RawInput::Map(pairs) = raw else { return Err(vec![row.fault("shape")]) };
    let mut errors = Vec::new();
    let mut cells = Vec::new();
    for field in fields {
        let place = Place { field: Some(field), ..row };
        let given = pairs.iter().filter(|(name, _)| name == field.name).map(|(_, value)| value);
        let default = || field.default.map(|d| (Cow::Owned(RawInput::Text(d.to_owned())), Origin::Spec));
        match given.clone().next().map(|v| (Cow::Borrowed(v), Origin::Given)).or_else(default) {
            Some((raw, origin)) => cells.extend(collect_faults(value(place, &raw, origin), &mut errors)),
            None if field.need == Need::Always => errors.push(place.fault("missing")),
            None => {}
        }
        if given.count() > 1 {
            errors.push(InputError::new(place, ErrorKind::Duplicate));
        }
    }
    for (name, _) in pairs.iter().filter(|(name, _)| fields.iter().all(|f| f.name != name)) {
        let nearest = nearest(name, fields.iter().map(|f| f.name));
        let mut error = InputError::new(row, ErrorKind::Unknown { nearest });
        error.field = Some(name.clone());
        errors.push(error);
    }
    if errors.is_empty() { Ok(Record { cells }) } else { Err(errors) }
}

/// Rows written as words: `2026-06-30:20000,2026-09-30:30,000`, or one a line. A comma before exactly three digits is a thousands separator.
fn split_rows(text: &str, fields: &'static [Input]) -> Vec<RawInput> {
    let text = narrow(text);
    let mut rows: Vec<String> = vec![String::new()];
    let mut rest = text.as_str();
    while let Some(c) = rest.chars().next() {
        rest = rest.get(c.len_utf8()..).unwrap_or_default();
        match rows.last_mut() {
            Some(row) if !matches!(c, ',' | '\n' | ';') || (c == ',' && continues(rest)) => row.push(c),
            _ => rows.push(String::new()),
        }
    }
    let row = |row: String| {
        let mut values = row.split(':');
        let pairs: Vec<_> = fields
            .iter()
            .zip(&mut values)
            .filter(|(_, v)| !v.trim().is_empty())
            .map(|(f, v)| (f.name.to_owned(), RawInput::Text(v.trim().to_owned())))
            .collect();
        // A value too many makes the row no row at all, which the reader reports as such.
        if values.next().is_some() { RawInput::Text(row) } else { RawInput::Map(pairs) }
    };
    rows.into_iter().filter(|r| !r.trim().is_empty()).map(row).collect()
}

fn continues(rest: &str) -> bool {
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    digits == 3 && !rest.get(3..).unwrap_or_default().starts_with(['-', '/', '年'])
}
