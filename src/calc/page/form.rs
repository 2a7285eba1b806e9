//! The empty form of a calculator.

use serde::Serialize;

use crate::calc::CalcContext;
use crate::calc::error::{AT, allowed_in_form};
use crate::calc::page::ArticleLink;
use crate::calc::spec::{Input, InputKind, Need, ROWS_MAX};
use crate::calc::tables::Deadline;
use crate::calc::text::Lang;
use crate::calc::words::common::{
    ALLOWED_ROW_LABELS, ALLOWED_TICK, CHOOSE, DATE_HINT, DEFAULT_HINT, LIST_COMMA, NO, NO_CHOICE, TODAY_HINT, YES,
};

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
    /// What is taken when nothing is given, or how a value is written.
    pub(crate) placeholder: String,
    pub(crate) options: Vec<ChoiceView>,
    /// The calculator to which the help leads. May be empty.
    pub(crate) see: &'static str,
    /// The page of that calculator, for the caller to fill.
    pub(crate) link: Option<ArticleLink>,
    /// The controls of the first row, of which all rows are made.
    pub(crate) row: Vec<FormField>,
}

#[derive(Clone, Debug, Hash, Serialize)]
pub(crate) struct ChoiceView {
    pub(crate) value: String,
    pub(crate) label: String,
}

/// A field of the form itself, which may choose among the deadlines of the site.
pub(super) fn top_field(input: &'static Input, page: &str, ctx: &CalcContext) -> FormField {
    let field = field(input, page, input.name, ctx.lang);
    if matches!(input.kind, InputKind::Rule) { FormField { options: rules(ctx), ..field } } else { field }
}

/// The deadlines of the site, each with the person who must keep it.
fn rules(ctx: &CalcContext) -> Vec<ChoiceView> {
    let choice =
        |row: &Deadline| ChoiceView { value: row.id.clone(), label: AT.fill(ctx.lang, &[row.title.clone(), row.who.clone()]) };
    ctx.tables.deadlines.iter().flatten().map(choice).collect()
}

fn field(input: &'static Input, page: &str, name: &str, lang: Lang) -> FormField {
    let (control, inputmode) = match input.kind {
        InputKind::Money { .. } | InputKind::Percent { .. } => ("text", ""),
        InputKind::Integer { .. } => ("text", "numeric"),
        InputKind::Date => ("text", ""),
        InputKind::Flag => ("checkbox", ""),
        InputKind::Choice(_) | InputKind::Rule => ("select", ""),
        InputKind::Rows(_) => ("rows", ""),
    };
    let row = |f: &'static Input| field(f, page, &format!("{name}.1.{}", f.name), lang);
    FormField {
        name: name.to_owned(),
        id: format!("{page}-{}", name.replace('.', "-")),
        label: input.unit().label(input.label, lang),
        help: input.help.get(lang).to_owned(),
        control,
        inputmode,
        required: input.need == Need::Always && !input.today,
        placeholder: placeholder(input, lang),
        options: options(input, lang),
        see: input.see,
        link: None,
        row: input.fields().iter().map(row).collect(),
    }
}

/// What is taken when nothing is given: a default of law or custom, the reader's day. Else how a date is written.
fn placeholder(input: &Input, lang: Lang) -> String {
    match (default_value(input, lang), input.kind) {
        (_, InputKind::Flag) | (Some("0"), _) => String::new(),
        (Some(default), _) => DEFAULT_HINT.fill(lang, &[default.to_owned()]),
        (None, InputKind::Date) if input.today => TODAY_HINT.get(lang).to_owned(),
        (None, InputKind::Date) => DATE_HINT.get(lang).to_owned(),
        (None, InputKind::Choice(_) | InputKind::Rule) => {
            if input.need == Need::Never { NO_CHOICE } else { CHOOSE }.get(lang).to_owned()
        }
        (None, _) => String::new(),
    }
}

fn options(input: &Input, lang: Lang) -> Vec<ChoiceView> {
    let InputKind::Choice(of) = input.kind else { return vec![] };
    of.iter().map(|(value, words)| ChoiceView { value: (*value).to_owned(), label: words.get(lang).to_owned() }).collect()
}

/// What is taken when nothing is given, as a reader sees it.
pub(crate) fn default_value(input: &Input, lang: Lang) -> Option<&'static str> {
    match (input.kind, input.default) {
        (InputKind::Choice(of), Some(default)) => of.iter().find(|(v, _)| *v == default).map(|(_, words)| words.get(lang)),
        (InputKind::Flag, Some(default)) => Some(if default == "true" { YES } else { NO }.get(lang)),
        (_, default) => default,
    }
}

/// What may be filled in, as a reader sees it: labels instead of names and values.
pub(crate) fn allowed_values(input: &Input, lang: Lang) -> String {
    let (comma, labels): (&str, Vec<&str>) = match input.kind {
        InputKind::Flag => return ALLOWED_TICK.get(lang).to_owned(),
        InputKind::Choice(of) => (LIST_COMMA.get(lang), of.iter().map(|(_, label)| label.get(lang)).collect()),
        InputKind::Rows(fields) => (LIST_COMMA.get(lang), fields.iter().map(|f| f.label.get(lang)).collect()),
        _ => return allowed_in_form(input).text(lang),
    };
    let labels = labels.join(comma);
    if input.fields().is_empty() { labels } else { ALLOWED_ROW_LABELS.fill(lang, &[ROWS_MAX.to_string(), labels]) }
}
