//! How properties are tried. `.cargo/config.toml` fixes the seed, so that the same commit tries the same cases everywhere;
//! `SITEGEN_RANDOM=1000 bash tests/run random` tries as many of each, from another seed. A case that failed is written to
//! `NAME.regressions` beside the test and is tried first from then on: commit it.

use proptest::prelude::*;
use proptest::test_runner::FileFailurePersistence;

/// As many cases as are asked for, else these.
pub fn config(cases: u32) -> ProptestConfig {
    let asked = std::env::var("SITEGEN_RANDOM").ok().and_then(|n| n.parse().ok());
    let regressions = FileFailurePersistence::WithSource("regressions");
    ProptestConfig { cases: asked.unwrap_or(cases), failure_persistence: Some(Box::new(regressions)), ..ProptestConfig::default() }
}

/// Bytes with some of them changed, cut out, doubled or put in; rarely nothing but noise.
pub fn corrupted(bytes: Vec<u8>) -> impl Strategy<Value = Vec<u8>> {
    let edit = (any::<prop::sample::Index>(), 0..9_usize, prop::collection::vec(any::<u8>(), 1..5), 0..4_u8);
    let edited = prop::collection::vec(edit, 1..6).prop_map(move |edits| {
        let mut bytes = bytes.clone();
        for (at, length, with, kind) in edits {
            let start = at.index(bytes.len() + 1);
            let end = (start + length).min(bytes.len());
            match kind {
                0 => bytes.truncate(start),
                1 => bytes.extend_from_within(start..end),
                2 => drop(bytes.splice(start..end, with)),
                _ => bytes[start..end].iter_mut().zip(&with).for_each(|(byte, with)| *byte ^= with),
            }
        }
        bytes
    });
    prop_oneof![9 => edited, 1 => prop::collection::vec(any::<u8>(), 0..200)]
}
