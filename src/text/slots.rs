//! The slots of an article's pairs, kept close: about a kilobyte for two thousand characters. Made while the article's words
//! are at hand, read when the search index is made.

use super::bits::{Reader, Writer, parameter, read_varint, varint};
use super::pairs::{SLOT_BITS, normalised, pairs};

/// Ranges of slots that can be read by themselves, so that an index is made range by range.
pub const RANGES: u32 = 16;
/// Slots in a range.
pub const RANGE: u32 = (1 << SLOT_BITS) / RANGES;

/// A set of slots.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Slots {
    /// Each range: length in bytes, count, coded gaps.
    bytes: Box<[u8]>,
}

impl Slots {
    /// The slots of the pairs of some texts.
    pub fn of<'a>(texts: impl IntoIterator<Item = &'a str>) -> Slots {
        const WORDS: usize = (1 << SLOT_BITS) / 64;
        let mut set = vec![0_u64; WORDS];
        for text in texts {
            for (_, pair) in pairs(&normalised(text)) {
                let slot = pair.slot();
                if let Some(word) = set.get_mut(slot as usize / 64) {
                    *word |= 1 << (slot % 64);
                }
            }
        }
        let mut bytes = Vec::new();
        for range in set.chunks(WORDS / RANGES as usize) {
            let range = coded(range);
            varint(u32::try_from(range.len()).unwrap_or(u32::MAX), &mut bytes);
            bytes.extend(range);
        }
        Slots { bytes: bytes.into() }
    }

    /// The slots of a range, counted from its beginning, in order.
    pub fn range(&self, range: u32) -> impl Iterator<Item = u32> + '_ {
        let mut rest: &[u8] = &self.bytes;
        let mut found: &[u8] = &[];
        for _ in 0..=range {
            let Some((length, after)) = read_varint(rest) else { break };
            (found, rest) = after.split_at_checked(length as usize).unwrap_or_default();
        }
        let (count, codes) = read_varint(found).unwrap_or_default();
        let (k, mut codes, mut next) = (parameter(count, RANGE), Reader::new(codes), 0_u32);
        (0..count).map_while(move |_| {
            let slot = next.checked_add(codes.rice(k)?)?;
            next = slot + 1;
            Some(slot)
        })
    }
}

/// A range of a set: how many, and the gaps between them.
fn coded(range: &[u64]) -> Vec<u8> {
    let count = range.iter().map(|word| word.count_ones()).sum();
    let (mut bytes, mut codes) = (Vec::new(), Writer::default());
    varint(count, &mut bytes);
    let (k, mut next) = (parameter(count, RANGE), 0);
    for (base, word) in (0_u32..).step_by(64).zip(range) {
        let mut word = *word;
        while word != 0 {
            let slot = base + word.trailing_zeros();
            codes.rice(slot - next, k);
            next = slot + 1;
            word &= word - 1;
        }
    }
    bytes.extend(codes.finish());
    bytes
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn every_pair_has_its_slot_and_no_other(texts in prop::collection::vec("[一-龥a-z0-9，。 \n]{0,400}", 0..4)) {
            let slots = Slots::of(texts.iter().map(String::as_str));
            let kept: Vec<u32> = (0..RANGES).flat_map(|r| slots.range(r).map(move |slot| r * RANGE + slot)).collect();
            let all: BTreeSet<u32> = texts.iter().flat_map(|t| pairs(&normalised(t)).map(|(_, p)| p.slot()).collect::<Vec<_>>()).collect();
            prop_assert_eq!(kept, all.into_iter().collect::<Vec<_>>());
        }
    }

    #[test]
    fn nothing_is_a_set_too() {
        assert_eq!(Slots::default().range(3).count(), 0);
        assert_eq!(Slots::of([]).range(15).count(), 0);
    }
}
