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

/// A change of bytes: where, how many, what with, and how.
pub type Corruption = (prop::sample::Index, usize, Vec<u8>, u8);

/// Changes that cut bytes out, double them, put others in or flip their bits.
pub fn corruptions() -> impl Strategy<Value = Vec<Corruption>> {
    let one = (any::<prop::sample::Index>(), 0..9_usize, prop::collection::vec(any::<u8>(), 1..5), 0..4_u8);
    prop::collection::vec(one, 1..6)
}

/// Bytes after these changes.
pub fn corrupt(mut bytes: Vec<u8>, corruptions: &[Corruption]) -> Vec<u8> {
    for (at, length, with, kind) in corruptions {
        let start = at.index(bytes.len() + 1);
        let end = (start + length).min(bytes.len());
        match kind {
            0 => bytes.truncate(start),
            1 => bytes.extend_from_within(start..end),
            2 => drop(bytes.splice(start..end, with.iter().copied())),
            _ => bytes[start..end].iter_mut().zip(with).for_each(|(byte, with)| *byte ^= with),
        }
    }
    bytes
}

/// These bytes after some changes; rarely nothing but noise.
pub fn corrupted(bytes: Vec<u8>) -> impl Strategy<Value = Vec<u8>> {
    let changed = corruptions().prop_map(move |corruptions| corrupt(bytes.clone(), &corruptions));
    prop_oneof![9 => changed, 1 => prop::collection::vec(any::<u8>(), 0..200)]
}
