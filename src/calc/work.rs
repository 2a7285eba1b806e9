//! The sheet a calculator writes on while it computes: lines, results, notes and the rates it looked up.

use jiff::civil::Date;

use super::CalcContext;
use super::basis::{LegalSource, sources};
use super::date::days;
use super::error::{Checked, ErrorKind, InputError, Place};
use super::number::Fen;
use super::outcome::{Answer, Computation, ComputationLine, Value, holds};
use super::read::{Origin, Record};
use super::spec::Spec;
use super::tables::{Deadline, RateOn};
use super::text::Lang;
use super::words::common::{AS_OF, CHECKED_FULL, FROM_CALLER, REST_GAP, REST_PASSED, STALE};

/// The size of a curve, also that of the drawing in `templates/widget.html`.
const CURVE_WIDTH: i128 = 320;
const CURVE_HEIGHT: i128 = 160;

pub(super) struct Work<'a> {
    pub(super) spec: &'static Spec,
    pub(super) ctx: &'a CalcContext<'a>,
    lines: Vec<ComputationLine>,
    results: Vec<(&'static str, Value)>,
    notes: Vec<String>,
    warnings: Vec<String>,
    doubts: Vec<String>,
    basis: Vec<LegalSource>,
    keys: Vec<String>,
    curves: Vec<String>,
    data_as_of: Option<Date>,
}

impl<'a> Work<'a> {
    pub(super) fn new(spec: &'static Spec, ctx: &'a CalcContext<'a>) -> Self {
        Work {
            spec,
            ctx,
            lines: vec![],
            results: vec![],
            notes: vec![],
            warnings: vec![],
            doubts: vec![],
            basis: vec![],
            keys: vec![],
            curves: vec![],
            data_as_of: None,
        }
    }

    fn lang(&self) -> Lang {
        self.ctx.lang
    }

    /// The spec's text of that key, filled.
    pub(super) fn say(&self, key: &str, args: &[String]) -> String {
        let words = self.spec.text(key);
        debug_assert!(!words.zh.is_empty(), "no text {key}");
        words.fill(self.lang(), args)
    }

    pub(super) fn note(&mut self, key: &str, args: &[String]) {
        let words = self.say(key, args);
        self.notes.push(words);
        self.keys.push(key.to_owned());
    }

    pub(super) fn warn(&mut self, key: &str, args: &[String]) {
        let words = self.say(key, args);
        self.doubt(words);
        self.keys.push(key.to_owned());
    }

    /// A warning that an author can do something about.
    fn doubt(&mut self, words: String) {
        self.doubts.push(words.clone());
        self.warnings.push(words);
    }

    /// Notes a text once, however often its condition holds.
    pub(super) fn note_once(&mut self, key: &str, args: &[String]) {
        if !self.keys.iter().any(|known| known == key) {
            self.note(key, args);
        }
    }

    /// Marks that a condition of advice or of a source holds, without a text.
    pub(super) fn mark(&mut self, key: &str) {
        self.keys.push(key.to_owned());
    }

    /// Adds a source that only this result rests on.
    pub(super) fn rest_on(&mut self, source: LegalSource) {
        self.basis.push(source);
    }

    /// Adds a line with the text of that key as its label.
    pub(super) fn line(&mut self, key: &str, args: &[String], line: ComputationLine) {
        let label = self.say(key, args);
        self.lines.push(ComputationLine { label, ..line });
    }

    /// The sum of the lines written so far: totals are sums of what is shown.
    pub(super) fn sum(&self) -> Fen {
        self.lines.iter().filter_map(|l| l.amount).sum()
    }

    /// Draws a curve through points of an amount over time, in a field of `width` by `height` of these units. No value may be negative.
    pub(super) fn curve(&mut self, points: &[(i64, Fen)], width: i64, height: Fen) {
        let scale = |n: i128, max: i128, size: i128| n * size / max.max(1);
        let point = |(x, y): &(i64, Fen)| {
            format!("{} {}", scale((*x).into(), width.into(), CURVE_WIDTH), CURVE_HEIGHT - scale(*y, height, CURVE_HEIGHT))
        };
        self.curves.push(format!("M{}", points.iter().map(point).collect::<Vec<_>>().join("L")));
    }

    pub(super) fn result(&mut self, name: &'static str, value: Value) {
        if let Value::Word(word, _) = value {
            self.keys.push(format!("{name}={word}"));
        }
        self.results.push((name, value));
    }

    pub(super) fn money(&mut self, name: &'static str, fen: Fen) {
        self.result(name, Value::Money(fen));
    }

    /// A fault of a rule of this calculator's own.
    pub(super) fn fault(&self, input: &str, key: &str, args: &[String]) -> Vec<InputError> {
        vec![InputError::rule(self.spec, input, None, "", key, args)]
    }

    /// The same with what a program writes in its place, which readers of a form are not told.
    pub(super) fn named_fault(&self, input: &str, key: &str, args: &[String], name: &str) -> Vec<InputError> {
        self.fault(input, key, args).into_iter().map(|fault| fault.with_name(name)).collect()
    }

    /// The faults of the broken rules. A rule is whether it is broken, the input, the key of its text and a value.
    pub(super) fn check<const N: usize>(&self, rules: [(bool, &str, &str, String); N]) -> Checked {
        let broken = rules.into_iter().filter(|(is_broken, ..)| *is_broken);
        let errors: Vec<_> = broken.flat_map(|(_, input, key, arg)| self.fault(input, key, &[arg])).collect();
        if errors.is_empty() { Ok(()) } else { Err(errors) }
    }

    /// The same at a row (from 0) of a list.
    pub(super) fn row_fault(&self, list: &str, row: usize, field: &str, key: &str, args: &[String]) -> InputError {
        InputError::rule(self.spec, list, Some(row + 1), field, key, args)
    }

    /// The fault of an input that needs a table that the site does not have.
    pub(super) fn missing(&self, input: &str, kind: ErrorKind) -> Vec<InputError> {
        self.spec.input(input).map(|input| InputError::new(Place::of(input), kind)).into_iter().collect()
    }

    /// The table of deadlines. Without one: a fault of that input.
    pub(super) fn deadlines(&self, input: &str) -> Checked<&'a [Deadline]> {
        self.ctx.tables.deadlines.as_deref().ok_or_else(|| self.missing(input, ErrorKind::NoDeadlines))
    }

    /// The one-year LPR on the date of an input. Before the table: a fault of that input with the text of the
    /// key `too_early`. Far after it: the last rate and a warning.
    pub(super) fn lpr(&mut self, input: &str, day: Date, too_early: &str) -> Checked<RateOn> {
        let Some(rates) = &self.ctx.tables.rates else {
            return Err(self.missing(input, ErrorKind::NoRates { table: "lpr" }));
        };
        let Some(found) = rates.on(day) else {
            let first = rates.rows.first().map_or_else(String::new, |(day, _)| day.to_string());
            return Err(self.fault(input, too_early, &[first]));
        };
        self.data_as_of = Some(rates.checked_until);
        if found.stale {
            let args = [rates.checked_until.to_string(), day.to_string(), super::number::percent(found.rate, 2)];
            let stale = STALE.fill(self.lang(), &args);
            if !self.warnings.contains(&stale) {
                self.doubt(stale);
            }
        }
        if let Some(full) = rates.checked_full_until {
            let note = CHECKED_FULL.fill(self.lang(), &[full.to_string(), rates.checked_until.to_string()]);
            if !self.notes.contains(&note) {
                self.notes.push(note);
            }
        }
        Ok(found)
    }

    /// The first working day from a raw last day on. The rest days passed over become a line, and days beyond the table a warning.
    pub(super) fn move_last_day(&mut self, raw: Date) -> Date {
        let moved = self.ctx.tables.rest_days.next_working_day(raw);
        if let Some((from, to)) = moved.passed {
            let label = REST_PASSED.get(self.lang()).to_owned();
            let (from, to, days) = (Some(from), Some(to), Some(days(from, to) + 1));
            self.lines.push(ComputationLine { label, from, to, days, ..ComputationLine::default() });
        }
        let gap = REST_GAP.get(self.lang());
        if !moved.known && !self.warnings.iter().any(|warning| warning == gap) {
            self.warnings.push(gap.to_owned());
        }
        moved.day
    }

    pub(super) fn finish(self, inputs: Record) -> Computation {
        let lang = self.lang();
        let from_caller = inputs.cells.iter().filter_map(|e| match &e.origin {
            Origin::Caller(reason) => {
                Some(FROM_CALLER.fill(lang, &[e.input.label.get(lang).to_owned(), e.display_text(lang), reason.clone()]))
            }
            _ => None,
        });
        let day = self.spec.needs_today.then(|| AS_OF.fill(lang, &[self.ctx.as_of.to_string()]));
        let notes = from_caller.chain(day).chain(self.notes).collect();
        let found = |name| self.results.iter().find(|(n, _)| *n == name).map(|(_, value)| *value);
        let results = self.spec.results.iter().filter_map(|spec| found(spec.name).map(|value| Answer { spec, value })).collect();
        let sources = self.spec.basis.iter().zip(sources(self.spec, self.ctx));
        let general = sources.filter(|(basis, _)| holds(&self.keys, basis.when)).map(|(_, source)| source);
        let basis = self.basis.into_iter().chain(general).collect();
        Computation {
            spec: self.spec,
            lang,
            inputs: inputs.cells,
            lines: self.lines,
            results,
            notes,
            warnings: self.warnings,
            doubts: self.doubts,
            basis,
            keys: self.keys,
            curves: self.curves,
            data_as_of: self.data_as_of,
        }
    }
}
