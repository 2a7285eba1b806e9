//! Faults in the inputs of a calculator: values, collected all together, each with the path to the input it concerns and words in two languages.

use super::number::{percent, yuan};
use super::spec::{Input, InputKind, ROWS_MAX, Spec};
use super::text::{Lang, Phrase, text};
use super::words::common::*;

pub(super) type Checked<T = ()> = Result<T, Vec<InputError>>;

/// One fault. [`InputError::text`] names the input, row and field and says what is allowed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InputError {
    /// The input's name as it was written; empty when the whole block is at fault.
    pub input: String,
    pub row: Option<usize>,
    pub field: Option<String>,
    pub(crate) kind: ErrorKind,
    label: Option<Phrase>,
    field_label: Option<Phrase>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum ErrorKind {
    Value {
        /// `missing`, `empty`, `number`, `decimals`, `period`, `range`, `date`, `year`, `choice` or `shape`.
        problem: &'static str,
        allowed: Allowed,
        note: Option<Phrase>,
    },
    Unknown {
        /// The nearest name that is one, if any is near.
        nearest: Option<&'static str>,
    },
    Duplicate,
    /// Given together with an input that excludes it.
    Conflict {
        other: &'static str,
    },
    Rule {
        text: Phrase,
        args: Vec<String>,
        /// What a program writes, such as the id of a row; readers of a form are not told it. May be empty.
        name: String,
    },
    NoRates {
        /// The id of the table that the site does not have.
        table: &'static str,
    },
    NoDeadlines,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Allowed {
    pub(super) text: Phrase,
    pub(super) args: Vec<String>,
}

pub(super) const AT: Phrase = text("{0}（{1}）", "{0} ({1})");
pub(super) const ROW: Phrase = text("第{0}行", " row {0} ");
pub(super) const COLON: Phrase = text("：", ": ");
pub(super) const THEN: Phrase = text("；", "; ");
pub(super) const ASK: Phrase = text("请填写{0}", "please give: {0}");
/// Between a row and its field.
pub(super) const OF: Phrase = text("的", "");
pub(super) const WHY: Phrase = text("（{0}）", " ({0})");

/// The input, or the field of one of its rows, that a value is for.
#[derive(Clone, Copy)]
pub(super) struct Place {
    pub(super) input: &'static Input,
    pub(super) row: Option<usize>,
    pub(super) field: Option<&'static Input>,
}

impl Place {
    pub(super) fn of(input: &'static Input) -> Self {
        Place { input, row: None, field: None }
    }

    pub(super) fn fault(self, problem: &'static str) -> InputError {
        let of = self.field.unwrap_or(self.input);
        let note = if matches!(problem, "range" | "choice") { of.range_note } else { None };
        InputError::new(self, ErrorKind::Value { problem, allowed: allowed(of), note })
    }
}

impl InputError {
    pub(super) fn new(Place { input, row, field }: Place, kind: ErrorKind) -> Self {
        InputError {
            input: input.name.to_owned(),
            row,
            field: field.map(|f| f.name.to_owned()),
            kind,
            label: Some(input.label),
            field_label: field.map(|f| f.label),
        }
    }

    /// A fault of a name that no input has; `name` may be empty for the block as a whole.
    pub(super) fn nameless(name: &str, kind: ErrorKind) -> Self {
        InputError { input: name.to_owned(), row: None, field: None, kind, label: None, field_label: None }
    }

    /// A rule of a calculator, by the key of its text; with a row, at a field of that row.
    pub(super) fn rule(spec: &Spec, input: &str, row: Option<usize>, field: &str, key: &str, args: &[String]) -> Self {
        let kind = ErrorKind::Rule { text: spec.text(key), args: args.to_vec(), name: String::new() };
        match spec.input(input) {
            Some(input) => Self::new(Place { input, row, field: input.fields().iter().find(|f| f.name == field) }, kind),
            None => Self::nameless(input, kind),
        }
    }

    /// The same fault of a rule with what a program writes.
    pub(super) fn with_name(mut self, of: &str) -> Self {
        if let ErrorKind::Rule { name, .. } = &mut self.kind {
            of.clone_into(name);
        }
        self
    }

    /// The whole message: which input (label and name), which row and field, what is wrong, what is allowed.
    pub fn text(&self, lang: Lang) -> String {
        let at = |label: Option<Phrase>, name: &str| match label {
            Some(label) => AT.fill(lang, &[label.get(lang).to_owned(), name.to_owned()]),
            None => name.to_owned(),
        };
        let mut out = at(self.label, &self.input);
        if let Some(row) = self.row {
            out.push_str(&ROW.fill(lang, &[row.to_string()]));
        }
        if let Some(field) = &self.field {
            out.push_str(&at(self.field_label, field));
        }
        if !out.is_empty() {
            let end = out.trim_end().len();
            out.truncate(end);
            out.push_str(COLON.get(lang));
        }
        out + &self.what(lang)
    }

    /// The message as the form of a page shows it: labels instead of names.
    pub fn reader_text(&self, spec: &Spec, lang: Lang) -> String {
        let label = |label: Option<Phrase>| label.map_or("", |l| l.get(lang));
        let mut place = label(self.label).to_owned();
        if let Some(row) = self.row {
            place.push_str(&ROW.fill(lang, &[row.to_string()]));
        }
        if self.field.is_some() {
            place.push_str(if self.row.is_some() { OF.get(lang) } else { "" });
            place.push_str(label(self.field_label));
        }
        let what = match &self.kind {
            ErrorKind::Value { problem: "missing" | "empty", .. } => return ASK.fill(lang, &[place]),
            ErrorKind::Value { problem, note, .. } => {
                let input =
                    spec.input(&self.input).map(|i| i.fields().iter().find(|f| self.field.as_deref() == Some(f.name)).unwrap_or(i));
                problem_text(problem, *note, &input.map_or(Allowed { text: Phrase::EMPTY, args: vec![] }, allowed_in_form), lang)
            }
            ErrorKind::Conflict { other } => CONFLICT.fill(lang, &[label(spec.input(other).map(|i| i.label)).to_owned()]),
            ErrorKind::Rule { text, args, .. } => text.fill(lang, args),
            _ => self.what(lang),
        };
        format!("{place}{}{what}", COLON.get(lang))
    }

    /// What is wrong and what is allowed, without the name of the input.
    pub(crate) fn what(&self, lang: Lang) -> String {
        match &self.kind {
            ErrorKind::Value { problem, allowed, note } => problem_text(problem, *note, allowed, lang),
            ErrorKind::Unknown { nearest: Some(near) } => UNKNOWN_NEAR.fill(lang, &[(*near).to_owned()]),
            ErrorKind::Unknown { nearest: None } => UNKNOWN.get(lang).to_owned(),
            ErrorKind::Duplicate => DUPLICATE.get(lang).to_owned(),
            ErrorKind::Conflict { other } => CONFLICT.fill(lang, &[(*other).to_owned()]),
            ErrorKind::Rule { text, args, name } if name.is_empty() => text.fill(lang, args),
            ErrorKind::Rule { text, args, name } => text.fill(lang, args) + &WHY.fill(lang, std::slice::from_ref(name)),
            ErrorKind::NoRates { .. } => NO_RATES.get(lang).to_owned(),
            ErrorKind::NoDeadlines => NO_DEADLINES.get(lang).to_owned(),
        }
    }
}

fn problem_text(problem: &str, note: Option<Phrase>, allowed: &Allowed, lang: Lang) -> String {
    let problem = PROBLEM.iter().find(|(k, _)| *k == problem).map_or("", |(_, t)| t.get(lang));
    let why = note.map_or(String::new(), |n| WHY.fill(lang, &[n.get(lang).to_owned()]));
    format!("{problem}{why}{}{}", THEN.get(lang), allowed.text.fill(lang, &allowed.args))
}

/// What is allowed, as a form says it: labels instead of names and values.
pub(super) fn allowed_in_form(input: &Input) -> Allowed {
    match input.kind {
        InputKind::Choice(_) | InputKind::Flag | InputKind::Rule => Allowed { text: ALLOWED_IN_LIST, args: vec![] },
        InputKind::Rows(_) => Allowed { text: ALLOWED_ROW_COUNT, args: vec![ROWS_MAX.to_string()] },
        _ => allowed(input),
    }
}

pub(crate) fn allowed(input: &Input) -> Allowed {
    let (text, args) = match input.kind {
        InputKind::Money { min, max } => (ALLOWED_MONEY, vec![yuan(min), yuan(max)]),
        InputKind::Percent { min, max } => {
            let example = if max < 144_000 { "0.05" } else { "14.4" };
            (ALLOWED_PERCENT, vec![trim(min), trim(max), example.to_owned()])
        }
        InputKind::Integer { min, max } => (ALLOWED_INTEGER, vec![min.to_string(), max.to_string()]),
        InputKind::Date => (ALLOWED_DATE, vec![]),
        InputKind::Flag => (ALLOWED_FLAG, vec![]),
        InputKind::Rule => (ALLOWED_RULE, vec![]),
        InputKind::Choice(of) => (ALLOWED_CHOICE, vec![of.iter().map(|(v, _)| *v).collect::<Vec<_>>().join(" / ")]),
        InputKind::Rows(fields) => {
            (ALLOWED_ROWS, vec![ROWS_MAX.to_string(), fields.iter().map(|f| f.name).collect::<Vec<_>>().join(":")])
        }
    };
    Allowed { text, args }
}

impl Allowed {
    pub(crate) fn text(&self, lang: Lang) -> String {
        self.text.fill(lang, &self.args)
    }
}

fn trim(rate: i128) -> String {
    percent(rate, 4).trim_end_matches('0').trim_end_matches('.').to_owned()
}
