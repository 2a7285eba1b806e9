//! The terms of a document for the search index: its bigrams, each hashed to [`TERM_BITS`] bits, in Rice codes. Two thousand characters take
//! about one and a half kilobytes.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::bigrams::{TERM_BITS, four_grams, normalised, postings};
use super::bits::{BitReader, BitWriter, parameter, read_varint, varint};

/// Ranges of terms that are read one by one, so that an index is made range by range.
pub(crate) const RANGES: u32 = 16;
pub(crate) const RANGE: u32 = (1 << TERM_BITS) / RANGES;

/// The set of terms of one document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Postings {
    /// A table of the ends of the ranges ([`END`] bytes each, relative to the end of the table), then the ranges: count, coded gaps.
    bytes: Box<[u8]>,
}

const END: usize = 4;
const TABLE: usize = RANGES as usize * END;

impl Postings {
    /// The terms of a title and a text with its headings.
    pub fn of<'a>(title: &str, text: &str, headings: impl IntoIterator<Item = &'a str>) -> Postings {
        let (title, text) = (normalised(title), normalised(text));
        let mut all: Vec<u32> = Vec::with_capacity(text.len() / 3);
        [&title, &text].iter().for_each(|part| postings(part, |term| all.push(term)));
        // The lowest bit tells them from those of headings.
        all.extend(four_grams(&title).map(|term| term ^ 1));
        headings.into_iter().for_each(|heading| all.extend(four_grams(&normalised(heading))));
        sort(&mut all);
        all.dedup();
        let (mut ends, mut ranges, mut rest) = (Vec::with_capacity(TABLE), Vec::with_capacity(2 * all.len()), all.as_slice());
        for start in (0..RANGES).map(|range| range * RANGE) {
            let (own, after) = rest.split_at(rest.partition_point(|term| *term < start + RANGE));
            code(own, start, &mut ranges);
            ends.extend(u32::try_from(ranges.len()).unwrap_or(u32::MAX).to_le_bytes());
            rest = after;
        }
        ends.extend(ranges);
        Postings { bytes: ends.into() }
    }

    pub(crate) fn size(&self) -> usize {
        self.bytes.len().saturating_sub(TABLE)
    }

    pub(crate) fn coded(&self, range: u32) -> &[u8] {
        let (table, ranges) = self.bytes.split_at_checked(TABLE).unwrap_or_default();
        let end =
            |range: u32| table.as_chunks::<END>().0.get(range as usize).map_or(0, |bytes| u32::from_le_bytes(*bytes) as usize);
        ranges.get(range.checked_sub(1).map_or(0, end)..end(range)).unwrap_or_default()
    }

    /// The terms of a range in order, counted from its start.
    pub(crate) fn range(&self, range: u32) -> impl Iterator<Item = u32> + '_ {
        let (count, codes) = read_varint(self.coded(range)).unwrap_or_default();
        let (k, mut codes, mut next) = (parameter(count, RANGE), BitReader::new(codes), 0_u32);
        (0..count).map_while(move |_| {
            let term = next.checked_add(codes.rice(k)?)?;
            next = term + 1;
            Some(term)
        })
    }
}

impl Serialize for Postings {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(&self.bytes)
    }
}

impl<'de> Deserialize<'de> for Postings {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Postings, D::Error> {
        Ok(Postings { bytes: <&[u8]>::deserialize(deserializer)?.into() })
    }
}

/// Bits of one pass of [`sort`].
const DIGIT: u32 = TERM_BITS.div_ceil(2);

/// Radix sort in two passes. The terms of 2,000 characters take 95 µs instead of 113 with `sort_unstable`, 2 s of processor time at
/// 100,000 articles (`cargo bench --bench stages`, "load and model: articles").
fn sort(terms: &mut Vec<u32>) {
    let mut sorted = vec![0; terms.len()];
    for shift in [0, DIGIT] {
        let digit = |term: u32| (term >> shift) as usize & ((1 << DIGIT) - 1);
        let mut places = [0_u32; 1 << DIGIT];
        for term in terms.iter() {
            if let Some(count) = places.get_mut(digit(*term)) {
                *count += 1;
            }
        }
        let mut before = 0;
        places.iter_mut().for_each(|place| before += std::mem::replace(place, before));
        for term in terms.iter() {
            if let Some(place) = places.get_mut(digit(*term)) {
                if let Some(to) = sorted.get_mut(*place as usize) {
                    *to = *term;
                }
                *place += 1;
            }
        }
        std::mem::swap(terms, &mut sorted);
    }
}

/// Appends the number of terms and the gaps between them.
fn code(terms: &[u32], start: u32, bytes: &mut Vec<u8>) {
    varint(u32::try_from(terms.len()).unwrap_or(u32::MAX), bytes);
    let mut codes = BitWriter::after(std::mem::take(bytes));
    codes.list(terms, start, RANGE);
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
            let set = Postings::of(&title, &text, [heading.as_str()]);
            let kept: Vec<u32> = (0..RANGES).flat_map(|r| set.range(r).map(move |term| r * RANGE + term)).collect();
            let mut all: BTreeSet<u32> = four_grams(&heading).collect();
            [title, text].iter().for_each(|part| postings(&normalised(part), |term| all.extend([term])));
            prop_assert_eq!(kept, all.into_iter().collect::<Vec<_>>());
        }
    }

    #[test]
    fn nothing_is_a_set_too() {
        assert_eq!(Postings::default().range(3).count(), 0);
        assert_eq!(Postings::of("", "", []).range(15).count(), 0);
    }
}
