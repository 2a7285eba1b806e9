//! Numbers and slices of a file's bytes; nothing beyond the end, never a panic.

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    Big,
    Little,
}

/// The number of `N` bytes at an offset, `N` at most 4.
pub(super) fn number<const N: usize>(bytes: &[u8], at: usize, order: Order) -> Option<u32> {
    let digits = piece(bytes, at, N)?;
    let join = |n: u32, byte: &u8| n << 8 | u32::from(*byte);
    Some(match order {
        Order::Big => digits.iter().fold(0, join),
        Order::Little => digits.iter().rev().fold(0, join),
    })
}

pub(super) fn piece(bytes: &[u8], at: usize, length: usize) -> Option<&[u8]> {
    bytes.get(at..at.checked_add(length)?)
}

pub(super) fn rest(bytes: &[u8], at: usize) -> &[u8] {
    bytes.get(at..).unwrap_or(&[])
}

/// The start of the next part, after one of `length` bytes with a frame; at most the end of the file.
pub(super) fn next(bytes: &[u8], at: usize, length: usize, around: usize) -> usize {
    at.saturating_add(length).saturating_add(around).min(bytes.len())
}

pub(super) fn offset(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

pub(super) fn contains(bytes: &[u8], word: &[u8]) -> bool {
    bytes.windows(word.len()).any(|w| w == word)
}
