//! Finding bytes that are rare: blocks without one are passed over whole, which takes a part of the time of looking at each byte.

const BLOCK: usize = 32;

/// Where the first byte stands that is looked for. `is_it` is best made of comparisons joined by `|`, without a branch.
pub fn position(bytes: &[u8], is_it: impl Fn(u8) -> bool) -> Option<usize> {
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
