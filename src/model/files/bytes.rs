//! Numbers and pieces of a file's bytes. Whatever is asked for beyond the end is nothing, never a panic.

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

/// So many bytes from an offset on.
pub(super) fn piece(bytes: &[u8], at: usize, length: usize) -> Option<&[u8]> {
    bytes.get(at..at.checked_add(length)?)
}

/// Everything from an offset on.
pub(super) fn rest(bytes: &[u8], at: usize) -> &[u8] {
    bytes.get(at..).unwrap_or(&[])
}

/// Where the next part begins after one of this length with so much around it; at the latest at the end.
pub(super) fn next(bytes: &[u8], at: usize, length: usize, around: usize) -> usize {
    at.saturating_add(length).saturating_add(around).min(bytes.len())
}

/// A number as an offset.
pub(super) fn offset(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

/// True where one text of bytes stands within another.
pub(super) fn contains(bytes: &[u8], word: &[u8]) -> bool {
    bytes.windows(word.len()).any(|w| w == word)
}
