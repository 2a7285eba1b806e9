//! Search for rare bytes: blocks of bytes without one are skipped whole. In 2,000 characters of Chinese text it takes 0.2 µs instead of 3.2 µs
//! for byte after byte, and their escaping 1.6 instead of 7.6 (`cargo bench --bench stages`, "render").

const BLOCK: usize = 32;

/// The position of the first byte for which `is_it` holds. Comparisons joined by `|` have no branch, so the compiler can vectorise them.
pub(crate) fn position(bytes: &[u8], is_it: impl Fn(u8) -> bool) -> Option<usize> {
    let has_none = |block: &&[u8; BLOCK]| !block.iter().fold(false, |any, byte| any | is_it(*byte));
    let passed = BLOCK * bytes.as_chunks().0.iter().take_while(has_none).count();
    let further = bytes.get(passed..)?.iter().position(|byte| is_it(*byte))?;
    Some(passed + further)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_first_one_is_found(bytes in prop::collection::vec(0_u8..64, 0..200), rare in 0_u8..64) {
            prop_assert_eq!(position(&bytes, |b| b == rare), bytes.iter().position(|b| *b == rare));
        }
    }
}
