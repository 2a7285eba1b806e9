//! Fills the view types from `Linked`.
