//! The slots of an article's pairs, kept close: about one and a half kilobytes for two thousand characters. Made while the article's words
//! are at hand, read when the search index is made.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::bits::{Reader, Writer, parameter, read_varint, varint};
use super::pairs::{SLOT_BITS, fours, normalised, slots};

/// Ranges of slots that can be read by themselves, so that an index is made range by range.
pub const RANGES: u32 = 16;
/// Slots in a range.
pub const RANGE: u32 = (1 << SLOT_BITS) / RANGES;

/// A sorted set of slots, coded range by range.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Slots {
    /// Where each range ends among the bytes after this table, as [`END`] bytes each; then the ranges: count, coded gaps.
    bytes: Box<[u8]>,
}

const END: usize = 4;
const TABLE: usize = RANGES as usize * END;

impl Slots {
    /// The slots of a title and a text, of which some are headings.
    pub fn of<'a>(title: &str, text: &str, headings: impl IntoIterator<Item = &'a str>) -> Slots {
        let (title, text) = (normalised(title), normalised(text));
        let mut all: Vec<u32> = Vec::with_capacity(text.len() / 3);
        [&title, &text].iter().for_each(|part| slots(part, |slot| all.push(slot)));
        // Beside those of headings.
        all.extend(fours(&title).map(|slot| slot ^ 1));
        headings.into_iter().for_each(|heading| all.extend(fours(&normalised(heading))));
        sort(&mut all);
        all.dedup();
        let (mut ends, mut ranges, mut rest) = (Vec::with_capacity(TABLE), Vec::with_capacity(2 * all.len()), all.as_slice());
        for start in (0..RANGES).map(|range| range * RANGE) {
            let (own, after) = rest.split_at(rest.partition_point(|slot| *slot < start + RANGE));
            code(own, start, &mut ranges);
            ends.extend(u32::try_from(ranges.len()).unwrap_or(u32::MAX).to_le_bytes());
            rest = after;
        }
        ends.extend(ranges);
        Slots { bytes: ends.into() }
    }

    /// How many bytes their codes take.
    pub fn size(&self) -> usize {
        self.bytes.len().saturating_sub(TABLE)
    }

    /// What is kept of a range.
    pub fn coded(&self, range: u32) -> &[u8] {
        let (table, ranges) = self.bytes.split_at_checked(TABLE).unwrap_or_default();
        let end =
            |range: u32| table.as_chunks::<END>().0.get(range as usize).map_or(0, |bytes| u32::from_le_bytes(*bytes) as usize);
        ranges.get(range.checked_sub(1).map_or(0, end)..end(range)).unwrap_or_default()
    }

    /// The slots of a range, counted from its beginning, in order.
    pub fn range(&self, range: u32) -> impl Iterator<Item = u32> + '_ {
        let (count, codes) = read_varint(self.coded(range)).unwrap_or_default();
        let (k, mut codes, mut next) = (parameter(count, RANGE), Reader::new(codes), 0_u32);
        (0..count).map_while(move |_| {
            let slot = next.checked_add(codes.rice(k)?)?;
            next = slot + 1;
            Some(slot)
        })
    }
}

impl Serialize for Slots {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(&self.bytes)
    }
}

impl<'de> Deserialize<'de> for Slots {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Slots, D::Error> {
        Ok(Slots { bytes: <&[u8]>::deserialize(deserializer)?.into() })
    }
}

/// Bits by which slots are sorted at a time.
const DIGIT: u32 = SLOT_BITS.div_ceil(2);

/// Sorts slots by their lower digit, then by the higher one: there are many of them, and they have but two.
fn sort(slots: &mut Vec<u32>) {
    let mut sorted = vec![0; slots.len()];
    for shift in [0, DIGIT] {
        let digit = |slot: u32| (slot >> shift) as usize & ((1 << DIGIT) - 1);
        let mut places = [0_u32; 1 << DIGIT];
        for slot in slots.iter() {
            if let Some(count) = places.get_mut(digit(*slot)) {
                *count += 1;
            }
        }
        let mut before = 0;
        places.iter_mut().for_each(|place| before += std::mem::replace(place, before));
        for slot in slots.iter() {
            if let Some(place) = places.get_mut(digit(*slot)) {
                if let Some(to) = sorted.get_mut(*place as usize) {
                    *to = *slot;
                }
                *place += 1;
            }
        }
        std::mem::swap(slots, &mut sorted);
    }
}

/// Adds the slots of a range that begins with `start`: how many, and the gaps between them.
fn code(slots: &[u32], start: u32, bytes: &mut Vec<u8>) {
    varint(u32::try_from(slots.len()).unwrap_or(u32::MAX), bytes);
    let mut codes = Writer::after(std::mem::take(bytes));
    codes.list(slots, start, RANGE);
    *bytes = codes.finish();
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn every_pair_has_its_slot_and_no_other(title in "[一-龥a]{0,3}", text in "[一-龥a-z0-9，。 \n]{0,400}", heading in "[一-龥]{0,6}") {
            let set = Slots::of(&title, &text, [heading.as_str()]);
            let kept: Vec<u32> = (0..RANGES).flat_map(|r| set.range(r).map(move |slot| r * RANGE + slot)).collect();
            let mut all: BTreeSet<u32> = fours(&heading).collect();
            [title, text].iter().for_each(|part| slots(&normalised(part), |slot| all.extend([slot])));
            prop_assert_eq!(kept, all.into_iter().collect::<Vec<_>>());
        }
    }

    #[test]
    fn nothing_is_a_set_too() {
        assert_eq!(Slots::default().range(3).count(), 0);
        assert_eq!(Slots::of("", "", []).range(15).count(), 0);
    }
}
