//! Tables of results for readers without script.

use serde::Serialize;

use crate::calc::date::add_days;
use crate::calc::outcome::Computation;
use crate::calc::read::{InputCell, RawInput};
use crate::calc::spec::{ResultSpec, Unit};
use crate::calc::words::common::{DAYS, USUAL_AMOUNTS, USUAL_DAYS};
use crate::calc::{CalcContext, compute};

/// Amounts in yuan for which a page without script shows the result.
const USUAL: [&str; 5] = ["10000", "30000", "50000", "100000", "200000"];

/// Results for usual amounts or numbers of days, all else as in the example.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct SmallTable {
    pub(crate) caption: String,
    /// The headings; the first is that of what varies.
    pub(crate) labels: Vec<String>,
    pub(crate) rows: Vec<Vec<String>>,
}

/// The results after 30, 60, 90 and 180 days, if the calculator has a table that these inputs do not exclude.
pub(super) fn days_table(raw: &RawInput, outcome: &Computation, ctx: &CalcContext) -> Option<SmallTable> {
    let (spec, lang) = (outcome.spec, outcome.lang);
    let of = spec.table?;
    let RawInput::Map(pairs) = raw else { return None };
    if of.without.iter().any(|name| pairs.iter().any(|(given, _)| given == name)) {
        return None;
    }
    let InputCell::Date(from) = outcome.inputs.iter().find(|e| e.input.name == of.from)?.cell else { return None };
    let columns: Vec<_> = spec.results.iter().filter(|r| of.results.contains(&r.name)).collect();
    let row = |days: i64| varied(pairs, (of.vary, add_days(from, days).to_string()), days.to_string(), &columns, outcome, ctx);
    let rows = [30, 60, 90, 180].into_iter().filter_map(row).collect();
    let labels = std::iter::once(DAYS.get(lang).to_owned()).chain(columns.iter().map(|r| r.unit.label(r.label, lang))).collect();
    Some(SmallTable { caption: USUAL_DAYS.get(lang).to_owned(), labels, rows })
}

/// The results for usual amounts of one input.
pub(super) fn amounts_table(raw: &RawInput, outcome: &Computation, ctx: &CalcContext) -> Option<SmallTable> {
    let (spec, lang) = (outcome.spec, outcome.lang);
    let input = spec.input(spec.usual)?;
    let RawInput::Map(pairs) = raw else { return None };
    let columns: Vec<_> =
        spec.results.iter().filter(|r| outcome.result(r.name).is_some()).filter(|r| r.unit == Unit::Yuan).take(4).collect();
    let row = |amount: &str| varied(pairs, (input.name, amount.to_owned()), amount.to_owned(), &columns, outcome, ctx);
    let rows: Vec<_> = USUAL.into_iter().filter_map(row).collect();
    let labels = std::iter::once(input.unit().label(input.label, lang)).chain(columns.iter().map(|r| r.unit.label(r.label, lang)));
    (!rows.is_empty()).then(|| SmallTable { caption: USUAL_AMOUNTS.get(lang).to_owned(), labels: labels.collect(), rows })
}

/// A row of a table: these results with another value of one input. Nothing if that value is refused.
fn varied(
    pairs: &[(String, RawInput)],
    (name, value): (&str, String),
    label: String,
    columns: &[&'static ResultSpec],
    outcome: &Computation,
    ctx: &CalcContext,
) -> Option<Vec<String>> {
    let mut pairs = pairs.to_vec();
    pairs.retain(|(other, _)| other != name);
    pairs.push((name.to_owned(), RawInput::Text(value)));
    let computed = compute(outcome.spec, &RawInput::Map(pairs), ctx).ok()?;
    let cell = |r: &&'static ResultSpec| computed.result(r.name).map_or_else(|| "—".to_owned(), |v| v.text(outcome.lang));
    Some(std::iter::once(label).chain(columns.iter().map(cell)).collect())
}
