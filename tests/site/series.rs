//! Series of edits, whatever chance brings: a property of whole sites is tried on a few of them. It knows no edit.

use std::fmt::Debug;

use proptest::prelude::*;
use proptest::test_runner::TestRunner;

use crate::support::property::config;

/// Tries in so many cases whether something holds of any library, told by a seed, and any series of edits, some of them in one go.
pub(crate) fn holds<E: Clone + Debug>(
    cases: u32,
    edit: impl Strategy<Value = E>,
    of: impl Fn(u64, &[Vec<E>]) -> Result<(), TestCaseError>,
) {
    let config = ProptestConfig { max_shrink_iters: 40, source_file: Some(file!()), ..config(cases) };
    let series = prop::collection::vec(prop::collection::vec(edit, 1..6), 1..6);
    let tried = TestRunner::new(config).run(&(0_u64..1_000, series), |(seed, series)| of(seed, &series));
    tried.unwrap_or_else(|failed| panic!("{failed}"));
}
