//! Checksums of contents and values.

use std::fmt;
use std::hash::{Hash, Hasher};

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::{Digest, Sha256};

/// SHA-256 of some bytes. Prints as 64 lower-case hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Checksum(pub [u8; 32]);

impl Checksum {
    pub fn of(bytes: &[u8]) -> Checksum {
        Checksum(Sha256::digest(bytes).into())
    }

    /// The checksum of a value: of everything that makes it differ from others of its type. Not the same on every machine.
    pub fn of_value(value: &impl Hash) -> Checksum {
        let mut hasher = ChecksumHasher(Sha256::new());
        value.hash(&mut hasher);
        Checksum(hasher.0.finalize().into())
    }
}

/// A short checksum (FNV-1a) of some documents' names in order.
pub(crate) fn short_id<'s>(names: impl Iterator<Item = &'s str>) -> u32 {
    let bytes = names.flat_map(|s| s.bytes().chain([0]));
    bytes.fold(0x811c_9dc5, |hash: u32, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// A hasher that feeds SHA-256; its short hash is never used.
struct ChecksumHasher(Sha256);

impl Hasher for ChecksumHasher {
    fn write(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    fn finish(&self) -> u64 {
        0
    }
}

impl fmt::Display for Checksum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl std::str::FromStr for Checksum {
    type Err = ();

    /// Reads 64 hexadecimal digits.
    fn from_str(text: &str) -> Result<Checksum, ()> {
        let digits = <&[u8; 64]>::try_from(text.as_bytes()).map_err(|_| ())?;
        let mut bytes = [0; 32];
        for (byte, pair) in bytes.iter_mut().zip(digits.as_chunks::<2>().0) {
            let [high, low] = pair.map(|digit| char::from(digit).to_digit(16));
            *byte = (high.ok_or(())? << 4 | low.ok_or(())?) as u8;
        }
        Ok(Checksum(bytes))
    }
}

/// Digits in readable formats, else bytes.
impl Serialize for Checksum {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() { serializer.collect_str(self) } else { self.0.serialize(serializer) }
    }
}

impl<'de> Deserialize<'de> for Checksum {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Checksum, D::Error> {
        if !deserializer.is_human_readable() {
            return <[u8; 32]>::deserialize(deserializer).map(Checksum);
        }
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(|()| serde::de::Error::custom("64 hexadecimal digits are wanted"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_that_differ_anywhere_have_other_checksums() {
        let pairs = [("甲", "乙丙"), ("甲乙", "丙"), ("", "甲乙丙"), ("甲", "乙")];
        let sums: std::collections::BTreeSet<Checksum> = pairs.iter().map(Checksum::of_value).collect();
        assert_eq!(sums.len(), pairs.len());
        assert_eq!(Checksum::of_value(&vec![1, 2]), Checksum::of_value(&vec![1, 2]));
    }

    #[test]
    fn a_checksum_reads_what_it_prints_and_nothing_else() {
        let sum = Checksum::of("债".as_bytes());
        assert_eq!(sum.to_string().parse(), Ok(sum));
        for text in ["", "ab", &"g".repeat(64), &"+".repeat(64), &"债".repeat(22)] {
            assert_eq!(text.parse::<Checksum>(), Err(()), "{text}");
        }
    }
}
