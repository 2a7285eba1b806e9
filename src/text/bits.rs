//! Numbers in as few bits as they need: bits from the highest, Rice codes, and whole bytes for lengths. The browser reads them, too.
//!
//! A Rice code of parameter `k` is the number's high bits in ones ended by a zero, then its low `k` bits; from [`LONGEST`] ones
//! on there is no zero, and the whole number follows in 32 bits. Damaged codes are read as nothing.

/// Number of ones after which the whole number follows.
pub(crate) const LONGEST: u32 = 24;

#[derive(Debug, Default)]
pub(crate) struct BitWriter {
    bytes: Vec<u8>,
    /// Bits not yet in `bytes`, in the low end.
    open: u64,
    count: u32,
}

impl BitWriter {
    pub(crate) fn after(bytes: Vec<u8>) -> BitWriter {
        BitWriter { bytes, ..BitWriter::default() }
    }

    /// Writes the low `count` bits of a number, at most 32.
    pub(crate) fn bits(&mut self, value: u32, count: u32) {
        let low = u64::from(value) & ((1 << count) - 1);
        self.open = self.open << count | low;
        self.count += count;
        if self.count >= 32 {
            self.count -= 32;
            self.bytes.extend(((self.open >> self.count) as u32).to_be_bytes());
        }
    }

    pub(crate) fn rice(&mut self, value: u32, k: u32) {
        let ones = value >> k;
        if ones >= LONGEST {
            self.bits((1 << LONGEST) - 1, LONGEST);
            self.bits(value, 32);
        } else if ones + 1 + k <= 32 {
            let low = u64::from(value) & ((1 << k) - 1);
            self.bits((((2 << ones) - 2) << k | low) as u32, ones + 1 + k);
        } else {
            self.bits((2 << ones) - 2, ones + 1);
            self.bits(value, k);
        }
    }

    /// Writes a number of at most `most` as ones, ended by a zero if it is less.
    pub(crate) fn ones(&mut self, value: u32, most: u32) {
        let end = u32::from(value < most);
        self.bits(((1 << value) - 1) << end, value + end);
    }

    /// Writes a positive number in about twice its bits: their number less one in ones, then those below the highest.
    pub(crate) fn gamma(&mut self, value: u32) {
        let below = value.max(1).ilog2();
        self.ones(below, 31);
        self.bits(value, below);
    }

    /// Writes the gaps of a list of numbers, in order and of no fewer than `first`, below `first + range`.
    pub(crate) fn list(&mut self, list: &[u32], first: u32, range: u32) {
        let (k, mut next) = (parameter(u32::try_from(list.len()).unwrap_or(u32::MAX), range), first);
        for number in list {
            self.rice(number - next, k);
            next = number + 1;
        }
    }

    /// The bytes, the last filled up with zeros.
    pub(crate) fn finish(mut self) -> Vec<u8> {
        let rest = (self.open << (32 - self.count)) as u32;
        self.bytes.extend(rest.to_be_bytes().into_iter().take(self.count.div_ceil(8) as usize));
        self.bytes
    }
}

#[derive(Debug, Clone)]
pub(crate) struct BitReader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> BitReader<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> BitReader<'a> {
        BitReader { bytes, at: 0 }
    }

    /// The bits from here on, as many as there are, at least 57; zeros behind the last.
    fn ahead(&self) -> u64 {
        let rest = self.bytes.get(self.at / 8..).unwrap_or_default();
        let held = rest.first_chunk::<8>().map_or_else(
            || rest.iter().rev().fold(0, |held, byte| held >> 8 | u64::from(*byte) << 56),
            |bytes| u64::from_be_bytes(*bytes),
        );
        held << (self.at % 8)
    }

    /// Advances by `count` bits, if there are as many.
    fn skip(&mut self, count: u32) -> Option<()> {
        self.at += count as usize;
        (self.at <= self.bytes.len() * 8).then_some(())
    }

    /// The next `count` bits, at most 32.
    pub(crate) fn bits(&mut self, count: u32) -> Option<u32> {
        let bits = high(self.ahead(), count);
        self.skip(count)?;
        Some(bits)
    }

    /// The next Rice code, of a parameter of at most 31.
    pub(crate) fn rice(&mut self, k: u32) -> Option<u32> {
        let ahead = self.ahead();
        let ones = ahead.leading_ones();
        if ones >= LONGEST {
            self.skip(LONGEST)?;
            return self.bits(32);
        }
        self.skip(ones + 1 + k)?;
        Some(ones << k | high(ahead << (ones + 1), k))
    }

    /// The next number of at most `most` in ones.
    pub(crate) fn ones(&mut self, most: u32) -> Option<u32> {
        let ones = self.ahead().leading_ones().min(most);
        self.skip(ones + u32::from(ones < most))?;
        Some(ones)
    }
}

/// The highest `count` bits, at most 32.
fn high(bits: u64, count: u32) -> u32 {
    (bits >> 32 >> (32 - count)) as u32
}

/// The parameter that suits `count` random numbers below `range`.
pub(crate) fn parameter(count: u32, range: u32) -> u32 {
    // The best is near the logarithm of 0.69 times the mean gap.
    let (range, count) = (u64::from(range) * 2, u64::from(count.max(1)) * 3);
    (range / count).checked_ilog2().unwrap_or(0)
}

/// Writes a number in groups of seven bits, the lowest first.
pub(crate) fn varint(mut value: u32, out: &mut Vec<u8>) {
    while value >= 0x80 {
        out.push((value & 0x7f) as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

/// Reads a number that [`varint`] wrote; returns it with the remaining bytes.
pub(crate) fn read_varint(bytes: &[u8]) -> Option<(u32, &[u8])> {
    let mut value = 0_u32;
    for (n, byte) in bytes.iter().enumerate().take(5) {
        value |= u32::from(byte & 0x7f).checked_shl(7 * n as u32)?;
        if byte & 0x80 == 0 {
            return Some((value, bytes.get(n + 1..)?));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_was_written_is_read(codes in prop::collection::vec((any::<u32>(), 0_u32..32, 0_u32..=32), 0..200)) {
            let mut writer = BitWriter::default();
            for (value, small, k) in &codes {
                writer.rice(value >> small, (*k).min(31));
                writer.bits(value >> small, *k);
            }
            let bytes = writer.finish();
            let mut reader = BitReader::new(&bytes);
            for (value, small, k) in &codes {
                prop_assert_eq!(reader.rice((*k).min(31)), Some(value >> small));
                let low = (u64::from(value >> small) & ((1_u64 << k) - 1)) as u32;
                prop_assert_eq!(reader.bits(*k), Some(low));
            }
        }

        #[test]
        fn lengths_are_read_with_what_follows(value: u32) {
            let mut bytes = Vec::new();
            varint(value, &mut bytes);
            bytes.push(7);
            prop_assert_eq!(read_varint(&bytes), Some((value, &[7_u8][..])));
            prop_assert_eq!(read_varint(&bytes[..bytes.len() - 2]), None);
        }

        #[test]
        fn anything_may_be_read(bytes in prop::collection::vec(any::<u8>(), 0..40), k in 0_u32..=31) {
            let mut reader = BitReader::new(&bytes);
            let mut count = 0;
            while reader.rice(k).is_some() {
                count += 1;
            }
            prop_assert!(count <= bytes.len() * 8);
        }
    }

    #[test]
    fn the_parameter_follows_the_gaps() {
        assert_eq!([(0, 0), (1, 4096), (16, 4096), (4096, 4096), (1024, 4096)].map(|(n, r)| parameter(n, r)), [0, 11, 7, 0, 1]);
    }
}
