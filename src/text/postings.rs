//! The terms of a document for the search index, each with its impact, in Rice codes. Two thousand characters take about one and a half
//! kilobytes.

use std::ops::Range;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::bits::{BitReader, BitWriter, parameter, read_varint, varint};
use super::index_term::{TERM_BITS, terms};

/// Ranges of terms that are read one by one, so that an index is made range by range.
pub(crate) const RANGES: u32 = 16;
pub(crate) const RANGE: u32 = (1 << TERM_BITS) / RANGES;

/// Where a term stands. The number is the least impact of the term.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    Body = 0,
    /// Headings, questions and the summary.
    Heading = 2,
    Title = 3,
}

/// How much a document is about a term: from 0, one use in the body, to [`MAX_IMPACT`], the title.
pub(crate) type Impact = u32;
pub(crate) const MAX_IMPACT: Impact = Field::Title as Impact;
const BITS: u32 = 2;

/// Uses in a body from which a term is frequent there: at least so many, and one of so many uses of all terms.
const FREQUENT: usize = 3;
const SHARE: usize = 500;

/// Collects the terms of one document.
#[derive(Debug, Default)]
pub struct TermList {
    /// Terms with their impact in the low bits.
    all: Vec<u32>,
    in_body: usize,
}

impl TermList {
    pub fn add(&mut self, term: u32, field: Field) {
        self.all.push(term << BITS | field as Impact);
    }

    /// Adds the terms of a [`normalised`](super::normal::normalised) text.
    pub fn text(&mut self, normalised: &str, field: Field) {
        let before = self.all.len();
        self.all.reserve(normalised.len() / 3);
        terms(normalised, |term| self.all.push(term << BITS | field as Impact));
        if field == Field::Body {
            self.in_body += self.all.len() - before;
        }
    }

    pub fn postings(self) -> Postings {
        let mut all = self.all;
        sort(&mut all);
        let frequent = FREQUENT.max(self.in_body / SHARE);
        let mut impacts = all.chunk_by(|a, b| a >> BITS == b >> BITS).filter_map(|same| {
            let term = same.first()? >> BITS;
            let field = same.iter().fold(0, |most, entry| most.max(entry & ((1 << BITS) - 1)));
            Some((term, if field == 0 && same.len() >= frequent { 1 } else { field }))
        });
        let (mut ends, mut ranges) = (Vec::with_capacity(TABLE), Vec::with_capacity(2 * all.len()));
        let (mut own, mut next) = (Vec::new(), impacts.next());
        for start in (0..RANGES).map(|range| range * RANGE) {
            own.clear();
            while let Some((term, impact)) = next.filter(|(term, _)| *term < start + RANGE) {
                own.push((term - start, impact));
                next = impacts.next();
            }
            code(&own, &mut ranges);
            ends.extend(u32::try_from(ranges.len()).unwrap_or(u32::MAX).to_le_bytes());
        }
        ends.extend(ranges);
        Postings { bytes: ends.into() }
    }
}

/// The set of terms of one document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Postings {
    /// A table of the ends of the ranges ([`END`] bytes each, relative to the end of the table), then the ranges: count, and of each
    /// term its gap and its impact.
    bytes: Box<[u8]>,
}

const END: usize = 4;
const TABLE: usize = RANGES as usize * END;

impl Postings {
    /// Bytes of the coded terms.
    pub fn size(&self) -> usize {
        self.bytes.len().saturating_sub(TABLE)
    }

    /// The postings of some ranges of terms alone.
    pub(crate) fn of_ranges(&self, ranges: &Range<u32>) -> Postings {
        let (mut bytes, mut end) = (Vec::with_capacity(TABLE), 0);
        let of = |range: u32| if ranges.contains(&range) { self.coded(range) } else { &[] };
        for range in 0..RANGES {
            end += of(range).len();
            bytes.extend(u32::try_from(end).unwrap_or(u32::MAX).to_le_bytes());
        }
        bytes.reserve_exact(end);
        (0..RANGES).for_each(|range| bytes.extend(of(range)));
        Postings { bytes: bytes.into() }
    }

    pub(crate) fn coded(&self, range: u32) -> &[u8] {
        let (table, ranges) = self.bytes.split_at_checked(TABLE).unwrap_or_default();
        let end =
            |range: u32| table.as_chunks::<END>().0.get(range as usize).map_or(0, |bytes| u32::from_le_bytes(*bytes) as usize);
        ranges.get(range.checked_sub(1).map_or(0, end)..end(range)).unwrap_or_default()
    }

    /// The terms of a range in order, counted from its start, with their impacts.
    pub(crate) fn range(&self, range: u32) -> impl Iterator<Item = (u32, Impact)> + '_ {
        let (count, codes) = read_varint(self.coded(range)).unwrap_or_default();
        let (k, mut codes, mut next) = (parameter(count, RANGE), BitReader::new(codes), 0_u32);
        (0..count).map_while(move |_| {
            let term = next.checked_add(codes.rice(k)?)?;
            next = term + 1;
            Some((term, codes.ones(MAX_IMPACT)?))
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

/// Radix sort by term in two passes. The terms of 2,000 characters take 95 µs instead of 113 with `sort_unstable`, 2 s of processor time at
/// 100,000 articles (`cargo bench --bench stages`, "load and model: articles").
fn sort(terms: &mut Vec<u32>) {
    let mut sorted = vec![0; terms.len()];
    for shift in [BITS, BITS + DIGIT] {
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

/// Appends the number of terms, the gaps between them, and their impacts.
fn code(terms: &[(u32, Impact)], bytes: &mut Vec<u8>) {
    let count = u32::try_from(terms.len()).unwrap_or(u32::MAX);
    varint(count, bytes);
    let (k, mut codes, mut next) = (parameter(count, RANGE), BitWriter::after(std::mem::take(bytes)), 0);
    for (term, impact) in terms {
        codes.rice(term - next, k);
        codes.ones(*impact, MAX_IMPACT);
        next = term + 1;
    }
    *bytes = codes.finish();
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::super::normal::normalised;
    use super::*;

    fn of(title: &str, heading: &str, body: &str) -> BTreeMap<u32, Impact> {
        let mut list = TermList::default();
        for (text, field) in [(title, Field::Title), (heading, Field::Heading), (body, Field::Body)] {
            list.text(&normalised(text), field);
        }
        let postings = list.postings();
        (0..RANGES)
            .flat_map(|r| postings.range(r).map(move |(term, impact)| (r * RANGE + term, impact)).collect::<Vec<_>>())
            .collect()
    }

    fn all(text: &str) -> Vec<u32> {
        let mut found = Vec::new();
        terms(&normalised(text), |term| found.push(term));
        found
    }

    proptest! {
        #[test]
        fn every_term_is_kept_with_the_impact_of_its_best_field(title in "[一-龥a]{0,3}", heading in "[一-龥]{0,6}", body in "[一-龥a-z0-9，。 \n]{0,400}") {
            let kept = of(&title, &heading, &body);
            let mut best: BTreeMap<u32, Impact> = BTreeMap::new();
            for (text, impact) in [(&body, 0), (&heading, 2), (&title, 3)] {
                best.extend(all(text).into_iter().map(|term| (term, impact)));
            }
            let kept: BTreeMap<u32, Impact> = kept.into_iter().map(|(term, impact)| (term, if impact == 1 { 0 } else { impact })).collect();
            prop_assert_eq!(kept, best);
        }
    }

    #[test]
    fn a_term_that_a_body_repeats_weighs_more() {
        let impact = |body: &str| of("", "", body).get(&all("甲乙")[0]).copied();
        assert_eq!(["丙丁", "甲乙", "甲乙，甲乙", "甲乙，甲乙，甲乙"].map(impact), [None, Some(0), Some(0), Some(1)]);
    }

    #[test]
    fn ranges_are_kept_whole_or_not_at_all() {
        let mut list = TermList::default();
        list.text(&normalised("先核对账单，再谈还款；收到传票以后看清日期。"), Field::Body);
        let whole = list.postings();
        let terms = |postings: &Postings, range| postings.range(range).collect::<Vec<_>>();
        let half = whole.of_ranges(&(4..9));
        for range in 0..RANGES {
            let expected = if (4..9).contains(&range) { terms(&whole, range) } else { Vec::new() };
            assert_eq!(terms(&half, range), expected, "{range}");
        }
        assert!(half.size() > 0 && half.size() < whole.size());
        assert_eq!(Postings::default().of_ranges(&(0..RANGES)).range(0).count(), 0);
    }

    #[test]
    fn nothing_is_a_set_too() {
        assert_eq!(Postings::default().range(3).count(), 0);
        assert_eq!(TermList::default().postings().range(15).count(), 0);
    }
}
