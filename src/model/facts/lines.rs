//! What stands before and after a byte on its line. Lines end with `\n` or `\r\n`.

/// The most bytes that are looked at on each side, so that a long line costs no more than its length.
pub(super) const REACH: usize = 400;

/// True if the first line ends with `\r\n`.
pub(super) fn has_carriage_returns(body: &str) -> bool {
    memchr::memchr(b'\n', body.as_bytes()).is_some_and(|end| body.get(..end).is_some_and(|line| line.ends_with('\r')))
}

/// The start of the line of a byte.
pub(super) fn start(body: &str, at: usize) -> usize {
    body.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |i| i + 1)
}

/// The part of the line before a byte, at most [`REACH`] bytes.
pub(super) fn before(body: &str, at: usize) -> &str {
    let from = body.floor_char_boundary(at.saturating_sub(REACH));
    let before = body.get(from..at).unwrap_or("");
    let start = memchr::memrchr2(b'\n', b'\r', before.as_bytes()).map_or(0, |end| end + 1);
    before.get(start..).unwrap_or(before)
}

/// The part of the line from a byte on, at most [`REACH`] bytes.
pub(super) fn after(body: &str, at: usize) -> &str {
    let after = body.get(at..body.floor_char_boundary(at.saturating_add(REACH))).unwrap_or("");
    let end = memchr::memchr2(b'\n', b'\r', after.as_bytes()).unwrap_or(after.len());
    after.get(..end).unwrap_or(after)
}

/// A text without the blanks and the marks of quotations that it begins with, and without blanks at its end.
pub(super) fn words(line: &str) -> &str {
    line.trim_end().trim_start_matches([' ', '\t', '>'])
}

/// True if only blanks and marks of quotations are before the byte on its line.
pub(super) fn begins(body: &str, at: usize) -> bool {
    words(before(body, at)).is_empty()
}
