//! Web addresses in a text that is no Markdown.

use crate::text::han::is_letter;

/// The most bytes of an address.
const LONGEST: usize = 2_000;

/// Calls `see` for each web address in a text that is no Markdown, with its place.
pub(crate) fn in_text(text: &str, see: &mut dyn FnMut(usize, &str)) {
    for at in memchr::memmem::find_iter(text.as_bytes(), b"://") {
        let before = text.get(..at).unwrap_or("");
        let scheme = ["https", "http"].into_iter().find(|s| before.ends_with(s));
        let Some(start) = scheme.map(|s| at - s.len()) else { continue };
        let rest = text.get(at + 3..text.floor_char_boundary(at + 3 + LONGEST)).unwrap_or("");
        let ends = |c: char| {
            c.is_whitespace()
                || (!c.is_ascii() && !is_letter(c))
                || "\"'<>`{}|\\^,;()[]#".contains(c)
                || crate::text::han::is_han(c)
        };
        let end = at + 3 + rest.find(ends).unwrap_or(rest.len());
        if let Some(address) = text.get(start..end) {
            see(start, address.trim_end_matches('.'));
        }
    }
}
