//! What a page shows of one computed calculator, and of its method: words and values in the order of the page, no markup. `templates/widget.html`
//! and `templates/method.html` draw them, and the browser's script fills the same places.

use jiff::civil::Date;
use serde::Serialize;

use super::basis::sources;
use super::data::page_data;
use super::date::add_days;
use super::error::AT;
use super::number::yuan;
use super::outcome::{Computation, ComputationLine, PARTS};
use super::read::{InputCell, InputValue, RawInput};
use super::spec::{CHECKED_ON, Input, InputKind, Need, ResultSpec, Spec};
use super::tables::{Deadline, TableKind};
use super::text::{Lang, Phrase};
use super::words::common::{COLUMN, DATE_HINT, DEFAULT_HINT, NO_CHOICE, NOTICE, TODAY_HINT};
use super::{CalcContext, compute};

/// The most lines that are not folded.
const OPEN_LINES: usize = 12;

#[derive(Clone, Debug, Hash, Serialize)]
pub struct CalculatorView {
    /// Unique on the page; the ids of the form begin with it.
    pub(crate) id: String,
    pub(crate) kind: &'static str,
    pub(crate) title: &'static str,
    pub(crate) fields: Vec<FormField>,
    pub(crate) columns: Vec<LineColumn>,
    pub(crate) lines: Vec<Vec<LineCell>>,
    /// Whether there are too many lines to show them at once.
    pub(crate) folded: bool,
    /// All results of the calculator; those that these inputs do not give are hidden.
    pub(crate) results: Vec<ResultView>,
    pub(crate) warnings: Vec<String>,
    pub(crate) notes: Vec<String>,
    pub(crate) notice: &'static str,
    /// The date up to which the rates used were checked.
    pub(crate) data_as_of: Option<String>,
    pub(crate) table: Option<SmallTable>,
    /// Whether its result may rest on published rates.
    pub(crate) needs_rates: bool,
    /// The data blocks that the page must carry.
    pub(crate) tables: Vec<&'static str>,
}

/// The method of one kind of calculator, the same on every page.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct Method {
    pub(crate) kind: &'static str,
    pub(crate) formula: &'static str,
    pub(crate) basis: Vec<BasisView>,
    pub(crate) assumptions: Vec<&'static str>,
    pub(crate) limits: Vec<&'static str>,
    pub(crate) checked_on: &'static str,
    /// The data block of the script as JSON without `<`, to be written unescaped.
    #[serde(skip)]
    pub spec: String,
}

#[derive(Clone, Debug, Hash, Serialize)]
pub(crate) struct FormField {
    /// The control's name: `principal`, `payments.1.date`; the list's name for rows.
    pub(crate) name: String,
    pub(crate) id: String,
    pub(crate) label: String,
    pub(crate) help: String,
    /// `text`, `select`, `checkbox` or `rows`.
    pub(crate) control: &'static str,
    pub(crate) inputmode: &'static str,
    pub(crate) required: bool,
    pub(crate) value: String,
    pub(crate) checked: bool,
    pub(crate) options: Vec<ChoiceView>,
    pub(crate) rows: Vec<Vec<FormField>>,
}

#[derive(Clone, Debug, Hash, Serialize)]
pub(crate) struct ChoiceView {
    pub(crate) value: String,
    pub(crate) label: String,
    pub(crate) selected: bool,
}

#[derive(Clone, Debug, Hash, Serialize)]
pub(crate) struct LineColumn {
    pub(crate) name: &'static str,
    pub(crate) label: &'static str,
    pub(crate) hidden: bool,
}

#[derive(Clone, Debug, Hash, Serialize)]
pub(crate) struct LineCell {
    pub(crate) name: &'static str,
    /// The heading of its column, which stands before the text on phones.
    pub(crate) label: &'static str,
    pub(crate) text: String,
    pub(crate) hidden: bool,
}

#[derive(Clone, Debug, Hash, Serialize)]
pub(crate) struct ResultView {
    pub(crate) name: &'static str,
    pub(crate) label: &'static str,
    pub(crate) unit: &'static str,
    pub(crate) text: String,
    pub(crate) value: String,
    pub(crate) hidden: bool,
}

#[derive(Clone, Debug, Hash, Serialize)]
pub(crate) struct BasisView {
    /// The law's id in a site's register.
    pub(crate) law: &'static str,
    pub(crate) title: &'static str,
    /// Its state and its proof, as `（原，已废止）`; may be empty.
    pub(crate) marks: String,
    /// The article, or `-`.
    pub(crate) article: &'static str,
    pub(crate) note: &'static str,
    /// The page of the law, for the caller to fill.
    pub(crate) url: Option<String>,
}

#[derive(Clone, Debug, Hash, Serialize)]
pub struct SmallTable {
    /// The input that the days are counted from.
    pub(crate) from: &'static str,
    pub(crate) vary: &'static str,
    /// Inputs that exclude the table, separated by blanks.
    pub(crate) without: String,
    pub(crate) labels: Vec<String>,
    pub(crate) rows: Vec<SmallTableRow>,
}

#[derive(Clone, Debug, Hash, Serialize)]
pub(crate) struct SmallTableRow {
    pub(crate) days: i64,
    pub(crate) cells: Vec<SmallTableCell>,
}

#[derive(Clone, Debug, Hash, Serialize)]
pub(crate) struct SmallTableCell {
    pub(crate) name: &'static str,
    pub(crate) text: String,
}

/// The page of an outcome. `raw` and `ctx` are those it was computed from; `id` is unique on the page.
pub fn page(outcome: &Computation, raw: &RawInput, ctx: &CalcContext, id: &str) -> CalculatorView {
    let (spec, lang) = (outcome.spec, outcome.lang);
    let columns = columns(outcome);
    let found = |name: &str| outcome.inputs.iter().find(|e| e.input.name == name);
    CalculatorView {
        id: id.to_owned(),
        kind: spec.kind,
        title: spec.title.get(lang),
        fields: spec.inputs.iter().map(|i| top_field(i, found(i.name), ctx, id)).collect(),
        lines: outcome.lines.iter().map(|line| cells(line, &columns)).collect(),
        folded: outcome.lines.len() > OPEN_LINES,
        columns,
        results: results(outcome),
        warnings: outcome.warnings.clone(),
        notes: outcome.notes.clone(),
        notice: NOTICE.get(lang),
        data_as_of: outcome.data_as_of.map(|d| d.to_string()),
        table: table(raw, outcome, ctx),
        needs_rates: spec.needs(TableKind::Rates),
        tables: spec.tables.iter().map(|table| table.name()).collect(),
    }
}

/// The method of a calculator on a page of that day and language.
pub fn method(spec: &Spec, ctx: &CalcContext) -> Method {
    let lang = ctx.lang;
    let basis = spec.basis.iter().zip(sources(spec, ctx)).map(|(b, source)| BasisView {
        law: b.law.id,
        marks: source.marks(lang),
        title: b.law.title.get(lang),
        article: b.article,
        note: b.note.get(lang),
        url: None,
    });
    Method {
        kind: spec.kind,
        formula: spec.formula.get(lang),
        basis: basis.collect(),
        assumptions: spec.assumptions.iter().map(|t| t.get(lang)).collect(),
        limits: spec.limits.iter().map(|t| t.get(lang)).collect(),
        checked_on: CHECKED_ON,
        spec: in_script(&page_data(spec, ctx)),
    }
}

/// JSON that can stand in a script element: no `<` can end the element early.
pub(crate) fn in_script(json: &serde_json::Value) -> String {
    json.to_string().replace('<', "\\u003c")
}

/// A field of the form itself, which may choose among the deadlines of the site.
fn top_field(input: &'static Input, entry: Option<&InputValue>, ctx: &CalcContext, page: &str) -> FormField {
    let field = field(input, entry, page, input.name, ctx.lang);
    if matches!(input.kind, InputKind::Rule) { FormField { options: rules(entry, ctx), ..field } } else { field }
}

fn field(input: &'static Input, entry: Option<&InputValue>, page: &str, name: &str, lang: Lang) -> FormField {
    let given = entry.filter(|e| e.given());
    let value = given.map(InputValue::text).unwrap_or_default();
    let chosen = entry.map(InputValue::text).unwrap_or_default();
    let (control, inputmode) = match input.kind {
        InputKind::Money { .. } | InputKind::Percent { .. } => ("text", "decimal"),
        InputKind::Integer { .. } | InputKind::Date => ("text", "numeric"),
        InputKind::Flag => ("checkbox", ""),
        InputKind::Choice(_) | InputKind::Rule => ("select", ""),
        InputKind::Rows(_) => ("rows", ""),
    };
    FormField {
        name: name.to_owned(),
        id: format!("{page}-{}", name.replace('.', "-")),
        label: input.unit().label(input.label, lang),
        help: help(input, lang),
        control,
        inputmode,
        required: input.need == Need::Always && !input.today,
        checked: chosen == "true",
        options: options(input, &chosen, lang),
        rows: rows(input, entry, page, lang),
        value: value.trim_end_matches('%').to_owned(),
    }
}

/// The hint: what the description says, then how a date is written or what is taken when nothing is.
fn help(input: &Input, lang: Lang) -> String {
    let mut parts = vec![input.help.get(lang).to_owned()];
    match (input.kind, input.default) {
        (InputKind::Date, _) => {
            parts.push(DATE_HINT.get(lang).to_owned());
            parts.extend(input.today.then(|| TODAY_HINT.get(lang).to_owned()));
        }
        (InputKind::Money { .. } | InputKind::Percent { .. } | InputKind::Integer { .. }, Some(default)) => {
            parts.push(DEFAULT_HINT.fill(lang, &[default.to_owned()]));
        }
        _ => {}
    }
    parts.retain(|p| !p.is_empty());
    parts.join(match lang {
        Lang::Zh => "",
        Lang::En => " ",
    })
}

fn options(input: &Input, chosen: &str, lang: Lang) -> Vec<ChoiceView> {
    let InputKind::Choice(of) = input.kind else { return vec![] };
    let none = (input.need == Need::Never && input.default.is_none()).then(|| ChoiceView {
        value: String::new(),
        label: NO_CHOICE.get(lang).to_owned(),
        selected: chosen.is_empty(),
    });
    let choices = of.iter().map(|(value, words)| ChoiceView {
        value: (*value).to_owned(),
        label: words.get(lang).to_owned(),
        selected: *value == chosen,
    });
    none.into_iter().chain(choices).collect()
}

/// The deadlines of the site, for a choice among them.
fn rules(entry: Option<&InputValue>, ctx: &CalcContext) -> Vec<ChoiceView> {
    let chosen = entry.filter(|e| e.given()).map(InputValue::text).unwrap_or_default();
    let none = ChoiceView { value: String::new(), label: NO_CHOICE.get(ctx.lang).to_owned(), selected: chosen.is_empty() };
    let rows = ctx.tables.deadlines.iter().flatten();
    let choice = |row: &Deadline| {
        let label = AT.fill(ctx.lang, &[row.title.clone(), row.who.clone()]);
        ChoiceView { value: row.id.clone(), label, selected: row.id == chosen }
    };
    std::iter::once(none).chain(rows.map(choice)).collect()
}

/// The rows given, or one empty row.
fn rows(input: &'static Input, entry: Option<&InputValue>, page: &str, lang: Lang) -> Vec<Vec<FormField>> {
    let given: Vec<_> = entry.map(InputValue::rows).unwrap_or_default().iter().map(Some).collect();
    let given = if given.is_empty() && !input.fields().is_empty() { vec![None] } else { given };
    let row = |(n, row): (usize, Option<&super::Record>)| {
        let entry = |name: &str| row.and_then(|r| r.cells.iter().find(|e| e.input.name == name));
        let name = |field: &Input| format!("{}.{}.{}", input.name, n + 1, field.name);
        input.fields().iter().map(|f| field(f, entry(f.name), page, &name(f), lang)).collect()
    };
    given.into_iter().enumerate().map(row).collect()
}

/// The columns of all calculators, hidden where no line has a value, and those of the parts of a payment where the lines have them.
fn columns(outcome: &Computation) -> Vec<LineColumn> {
    let is_empty = |name: &str| outcome.lines.iter().all(|line| text(line, name).is_none());
    let heading = |name: &str| outcome.spec.headings.iter().find(|(column, _)| *column == name).map(|(_, heading)| *heading);
    let column = |(name, shared): &(&'static str, Phrase)| LineColumn {
        name,
        label: heading(name).unwrap_or(*shared).get(outcome.lang),
        hidden: is_empty(name),
    };
    COLUMN.iter().map(column).filter(|column| !column.hidden || !PARTS.contains(&column.name)).collect()
}

fn cells(line: &ComputationLine, columns: &[LineColumn]) -> Vec<LineCell> {
    let cell =
        |c: &LineColumn| LineCell { name: c.name, label: c.label, text: text(line, c.name).unwrap_or_default(), hidden: c.hidden };
    columns.iter().map(cell).collect()
}

/// The text of a line in that column, if the line has one.
fn text(line: &ComputationLine, column: &str) -> Option<String> {
    let date = |day: Option<Date>| day.map(|d| d.to_string());
    match column {
        "label" => Some(line.label.clone()),
        "from" => date(line.from),
        "to" => date(line.to),
        "days" => line.days.map(|n| n.to_string()),
        "rate" => line.rate_text(),
        "amount" => line.amount_text(),
        part => PARTS.into_iter().zip(line.parts?).find(|(name, _)| *name == part).map(|(_, fen)| yuan(fen)),
    }
}

fn results(outcome: &Computation) -> Vec<ResultView> {
    let lang = outcome.lang;
    let shown = |spec: &'static ResultSpec| {
        let value = outcome.result(spec.name);
        let json = value.map(|v| v.json());
        ResultView {
            name: spec.name,
            label: spec.label.get(lang),
            unit: spec.unit.text().get(lang),
            text: value.map(|v| v.text(lang)).unwrap_or_default(),
            value: json.map(|j| j.as_str().map_or_else(|| j.to_string(), str::to_owned)).unwrap_or_default(),
            hidden: value.is_none(),
        }
    };
    outcome.spec.results.iter().map(shown).collect()
}

/// The results after 30, 60, 90 and 180 days, if the calculator has a table that these inputs do not exclude.
pub fn table(raw: &RawInput, outcome: &Computation, ctx: &CalcContext) -> Option<SmallTable> {
    let (spec, lang) = (outcome.spec, outcome.lang);
    let of = spec.table?;
    let RawInput::Map(pairs) = raw else { return None };
    if of.without.iter().any(|name| pairs.iter().any(|(given, _)| given == name)) {
        return None;
    }
    let InputCell::Date(from) = outcome.inputs.iter().find(|e| e.input.name == of.from)?.cell else { return None };
    let columns = spec.results.iter().filter(|r| of.results.contains(&r.name));
    let row = |days: i64| {
        let mut pairs = pairs.clone();
        pairs.retain(|(name, _)| name != of.vary);
        pairs.push((of.vary.to_owned(), RawInput::Text(add_days(from, days).to_string())));
        let outcome = compute(spec, &RawInput::Map(pairs), ctx).ok()?;
        let cell = |r: &'static ResultSpec| Some(SmallTableCell { name: r.name, text: outcome.result(r.name)?.text(lang) });
        Some(SmallTableRow { days, cells: columns.clone().filter_map(cell).collect() })
    };
    let rows = [30, 60, 90, 180].into_iter().filter_map(row).collect();
    let labels = columns.clone().map(|r| r.unit.label(r.label, lang)).collect();
    Some(SmallTable { from: of.from, vary: of.vary, without: of.without.join(" "), labels, rows })
}
