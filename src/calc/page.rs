//! What a page shows of one calculator: an empty form, a worked example apart from it, and the method; no markup. `templates/widget.html`
//! and `templates/method.html` draw them. The browser's script fills the place of the reader's own result, which is empty here.

use jiff::civil::Date;
use serde::Serialize;
use serde_json::{Map, Value as Json};

use super::CalcContext;
use super::basis::sources;
use super::data::page_data;
use super::number::yuan;
use super::outcome::{Computation, ComputationLine, PARTS};
use super::read::{InputCell, InputValue, RawInput};
use super::spec::{CHECKED_ON, InputKind, ResultSpec, Spec};
use super::steps::steps;
use super::tables::TableKind;
use super::text::{Lang, Phrase};
use super::words::common::{COLUMN, NOTICE};

mod form;
mod usual;

pub(crate) use form::FormField;
use form::top_field;
pub(crate) use form::{allowed_values, default_value};
pub use usual::SmallTable;
use usual::{days_table, usual_table};

/// Where a calculator stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Frame {
    /// On its own page: the form first, the example folded.
    Page,
    /// In an article: the example first, the form folded.
    Article,
}

#[derive(Clone, Debug, Hash, Serialize)]
pub struct CalculatorView {
    /// Unique on the page; the ids of the form begin with it.
    pub(crate) id: String,
    pub(crate) kind: &'static str,
    pub(crate) title: &'static str,
    pub(crate) in_article: bool,
    /// The inputs that a form shows at once.
    pub(crate) fields: Vec<FormField>,
    /// The inputs under 更多情况.
    pub(crate) more: Vec<FormField>,
    /// All columns that the lines of this kind may have.
    pub(crate) columns: Vec<LineColumn>,
    /// All results of the calculator; those that the example does not give are hidden in it.
    pub(crate) results: Vec<ResultView>,
    /// Labels of the curves of the result.
    pub(crate) curves: Vec<&'static str>,
    /// What a reader may do next, each under its condition.
    pub(crate) next: Vec<NextView>,
    pub(crate) example: ExampleView,
    pub(crate) notice: &'static str,
    /// Whether its result may rest on published rates.
    pub(crate) needs_rates: bool,
    /// The data blocks that the page must carry.
    pub(crate) tables: Vec<&'static str>,
}

/// A worked example, printed.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct ExampleView {
    /// The inputs as JSON by name, texts and lists of rows: what the button fills in.
    pub(crate) values: String,
    pub(crate) inputs: Vec<GivenView>,
    pub(crate) steps: Vec<String>,
    pub(crate) lines: Vec<Vec<LineCell>>,
    pub(crate) warnings: Vec<String>,
    pub(crate) notes: Vec<String>,
    /// The law that it rests on, by article, with marks.
    pub(crate) basis: Vec<String>,
    /// The date up to which the rates used were checked.
    pub(crate) data_as_of: Option<String>,
    pub(crate) curves: Vec<String>,
    pub(crate) tables: Vec<SmallTable>,
}

/// An input of the example with its value, as a reader sees them.
#[derive(Clone, Debug, Hash, Serialize)]
pub(crate) struct GivenView {
    pub(crate) label: String,
    pub(crate) text: String,
}

#[derive(Clone, Debug, Hash, Serialize)]
pub(crate) struct NextView {
    /// The key of a note, or a result and its word; empty: always.
    pub(crate) when: &'static str,
    pub(crate) text: &'static str,
    /// The slug of an article.
    pub(crate) article: &'static str,
    /// That article, for the caller to fill.
    pub(crate) link: Option<ArticleLink>,
    /// The choice whose other value a press takes.
    pub(crate) other: &'static str,
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
pub(crate) struct ArticleLink {
    pub(crate) title: String,
    pub(crate) url: String,
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
    /// Whether it is the one number of the example.
    pub(crate) is_answer: bool,
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
    /// The condition under which a result rests on it; empty: always.
    pub(crate) when: &'static str,
    /// The page of the law, for the caller to fill.
    pub(crate) url: Option<String>,
}

/// The page of an example. `raw` and `ctx` are those it was computed from; `id` is unique on the page.
pub fn page(outcome: &Computation, raw: &RawInput, ctx: &CalcContext, id: &str, frame: Frame) -> CalculatorView {
    let (spec, lang) = (outcome.spec, outcome.lang);
    let fields = |more: bool| spec.inputs.iter().filter(|i| i.more == more).map(|i| top_field(i, id, ctx)).collect();
    let next = |next: &super::spec::Next| NextView {
        when: next.when,
        text: next.text.get(lang),
        article: next.article,
        link: None,
        other: next.other,
    };
    CalculatorView {
        id: id.to_owned(),
        kind: spec.kind,
        title: spec.title.get(lang),
        in_article: frame == Frame::Article,
        fields: fields(false),
        more: fields(true),
        columns: columns(outcome),
        results: results(outcome),
        curves: spec.curves.iter().map(|label| label.get(lang)).collect(),
        next: spec.next.iter().map(next).collect(),
        example: example(outcome, raw, ctx, frame),
        notice: NOTICE.get(lang),
        needs_rates: spec.needs(TableKind::Rates),
        tables: spec.tables.iter().map(|table| table.name()).collect(),
    }
}

fn example(outcome: &Computation, raw: &RawInput, ctx: &CalcContext, frame: Frame) -> ExampleView {
    let lang = outcome.lang;
    let columns = columns(outcome);
    let given = || outcome.inputs.iter().filter(|i| i.given());
    ExampleView {
        values: Json::Object(given().map(|i| (i.input.name.to_owned(), value(i))).collect::<Map<_, _>>()).to_string(),
        inputs: given().flat_map(|i| shown(i, lang, ctx)).collect(),
        steps: steps(outcome),
        lines: outcome.lines.iter().map(|line| cells(line, &columns)).collect(),
        warnings: outcome.warnings.clone(),
        notes: outcome.notes.clone(),
        basis: outcome.sources(),
        data_as_of: outcome.data_as_of.map(|d| d.to_string()),
        curves: outcome.curves.clone(),
        tables: days_table(raw, outcome, ctx).into_iter().chain(usual_table(raw, outcome, ctx, frame)).collect(),
    }
}

/// An input as the form takes it.
fn value(of: &InputValue) -> Json {
    if of.input.fields().is_empty() {
        return Json::String(form_text(of));
    }
    let row = |row: &super::Record| {
        let cells = row.cells.iter().filter(|c| c.given());
        Json::Object(cells.map(|c| (c.input.name.to_owned(), Json::String(form_text(c)))).collect())
    };
    of.rows().iter().map(row).collect()
}

fn form_text(of: &InputValue) -> String {
    let text = of.text();
    text.strip_suffix(".00").map_or_else(|| text.clone(), str::to_owned)
}

/// The title of a deadline: its id is for programs.
fn chosen(of: &InputValue, ctx: &CalcContext) -> Option<String> {
    let InputKind::Rule = of.input.kind else { return None };
    let id = of.text();
    ctx.tables.deadlines.iter().flatten().find(|row| row.id == id).map(|row| row.title.clone())
}

/// An input as a reader sees it; rows one by one.
fn shown(of: &InputValue, lang: Lang, ctx: &CalcContext) -> Vec<GivenView> {
    let label = of.input.label.get(lang);
    let unit = |of: &InputValue| {
        let unit = if matches!(of.cell, InputCell::Money(_)) { of.input.unit().text().get(lang) } else { "" };
        format!("{}{unit}", of.display_text(lang))
    };
    if of.input.fields().is_empty() {
        let text = chosen(of, ctx).unwrap_or_else(|| unit(of));
        return vec![GivenView { label: label.to_owned(), text }];
    }
    let row = |(n, row): (usize, &super::Record)| {
        let cells = row.cells.iter().filter(|c| c.given());
        let text: Vec<_> = cells.map(|c| format!("{}：{}", c.input.label.get(lang), unit(c))).collect();
        GivenView { label: format!("{label} {}", n + 1), text: text.join("，") }
    };
    of.rows().iter().enumerate().map(row).collect()
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
        when: b.when,
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
    let (lang, answer) = (outcome.lang, outcome.answer());
    let shown = |spec: &'static ResultSpec| {
        let value = outcome.result(spec.name);
        let json = value.map(|v| v.json());
        ResultView {
            name: spec.name,
            is_answer: answer == Some(spec.name),
            label: spec.label.get(lang),
            unit: spec.unit.text().get(lang),
            text: value.map(|v| v.text(lang)).unwrap_or_default(),
            value: json.map(|j| j.as_str().map_or_else(|| j.to_string(), str::to_owned)).unwrap_or_default(),
            hidden: value.is_none(),
        }
    };
    outcome.spec.results.iter().map(shown).collect()
}
