//! From findings to a report: severities applied, positions counted, sorted.

/// A finding with its final severity and counted positions.
#[derive(Debug)]
pub struct Placed {}
/// Findings of a run.
#[derive(Debug)]
pub struct Report {}
/// How many there are.
#[derive(Debug)]
pub struct Counts {}
