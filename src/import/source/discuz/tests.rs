//! Tests of this source.
