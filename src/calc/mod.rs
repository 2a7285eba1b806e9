//! The calculators: exact integers, one file a calculator, knowing nothing of a site.
//!
//! ```text
//! Raw ─► read ─► Record ─► a calculator's run ─► Outcome ─► JSON, page, terminal
//!          ▲                    ▲
//!        Spec: inputs, results, words, law: declared once
//! ```
//!
//! [`compute`] is a pure function of raw inputs and a [`CalcContext`]: the tables of a site, one date and a language. A fault in the inputs is a value,
//! an [`InputError`]; all of them are collected. There is no float here, no clock, no panic. The browser's twin is `src/calc/script/*.js`, which
//! reads the same [`Spec`] as the data that [`data::page_data`] makes of it and is held to the same digits by `tests/calc_node.rs`.

#![forbid(unsafe_code)]
#![deny(clippy::float_arithmetic, clippy::float_cmp)]
#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing))]

use jiff::civil::Date;

mod all_in_cost;
mod amortisation;
mod basis;
mod benchmark;
mod bill;
mod card_plan;
mod cost;
mod court_fee;
mod credit_card;
mod credit_record;
pub mod data;
pub mod date;
mod deadline;
mod delayed_performance;
mod error;
mod fixed;
mod guarantee_period;
mod help;
mod limitation;
pub mod number;
mod outcome;
pub mod page;
mod penalty_interest;
mod private_loan;
mod read;
pub mod spec;
mod steps;
pub mod tables;
mod text;
mod words;
mod work;

pub(crate) use error::ErrorKind;
pub use error::InputError;
pub use help::help;
pub use outcome::{Computation, ComputationLine, Value};
pub(crate) use read::{CallerDefault, Record};
pub use read::{RawInput, parse_words};
pub use spec::Spec;
pub use steps::steps;
pub use tables::{RateTable, TableKind, Tables};
pub use text::Lang;
pub(crate) use words::common::NOTICE;

/// What the file of every calculator needs: the words of a [`Spec`], exact numbers, dates, and the sheet to write on.
mod prelude {
    pub(super) use jiff::civil::{Date, date};

    pub(super) use super::basis::*;
    pub(super) use super::date::{add_days, add_months, days};
    pub(super) use super::error::Checked;
    pub(super) use super::number::{Fen, Ppm, WHOLE, interest, percent, round_div, yuan};
    pub(super) use super::outcome::{ComputationLine, Value};
    pub(super) use super::read::Record;
    pub(super) use super::spec::*;
    pub(super) use super::tables::TableKind;
    pub(super) use super::work::Work;
}

/// Everything a computation may look at besides its inputs.
#[derive(Clone, Copy, Debug)]
pub struct CalcContext<'a> {
    pub tables: &'a Tables,
    /// The day that decides a status, `--as-of`.
    pub as_of: Date,
    /// The language of all texts of the outcome.
    pub lang: Lang,
    pub defaults: &'a [CallerDefault],
}

/// The calculators in the order in which lists show them.
pub static SPECS: [&Spec; 13] = [
    &penalty_interest::SPEC,
    &credit_card::SPEC,
    &private_loan::SPEC,
    &all_in_cost::SPEC,
    &delayed_performance::SPEC,
    &amortisation::SPEC,
    &card_plan::SPEC,
    &limitation::SPEC,
    &deadline::SPEC,
    &credit_record::SPEC,
    &court_fee::SPEC,
    &guarantee_period::SPEC,
    &bill::SPEC,
];

/// The calculators that a site with these tables has: without deadlines there is none of them.
pub(crate) fn available(tables: &Tables) -> impl Iterator<Item = &'static Spec> {
    let deadlines = tables.deadlines.is_some();
    SPECS.into_iter().filter(move |spec| deadlines || !spec.needs(TableKind::Deadlines))
}

pub fn find(kind: &str) -> Option<&'static Spec> {
    SPECS.into_iter().find(|spec| spec.kind == kind)
}

pub(crate) fn nearest(kind: &str) -> Option<&'static Spec> {
    crate::text::nearest(kind, SPECS.iter().map(|spec| spec.kind)).and_then(find)
}

/// Computes one calculator, or returns every fault of its inputs.
pub fn compute(spec: &'static Spec, raw: &RawInput, ctx: &CalcContext) -> Result<Computation, Vec<InputError>> {
    let inputs = read::read(spec, raw, ctx.defaults)?;
    let mut work = work::Work::new(spec, ctx);
    (spec.run)(&inputs, &mut work)?;
    Ok(work.finish(inputs))
}

/// The worked example of a calculator as raw inputs.
pub fn example(spec: &Spec) -> RawInput {
    RawInput::Map(spec.example().map(|(name, value)| (name.to_owned(), RawInput::Text(value.to_owned()))).collect())
}

#[cfg(test)]
mod tests;
