//! Alerts with titles of their own, and parts that fold: `> [!WARNING] 诉讼时效`, `> [!DETAILS] 标题`.
//!
//! The parser knows the five alerts of GitHub, without titles. In the shadow a title is blank and a part that folds is a note; the
//! text itself says which it is.

use std::ops::Range;

/// The kinds, as they are written.
const KINDS: [(&str, AlertKind); 6] = [
    ("NOTE", AlertKind::Note),
    ("TIP", AlertKind::Tip),
    ("IMPORTANT", AlertKind::Important),
    ("WARNING", AlertKind::Warning),
    ("CAUTION", AlertKind::Caution),
    ("DETAILS", AlertKind::Details),
];
/// Bytes of the markers before a head; a line with more of them is no text.
const MAX_MARKERS: usize = 200;
/// What the parser reads in place of `[!DETAILS]`; of the same length.
const FOLDED: &str = "[!NOTE]   ";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AlertKind {
    Note,
    Tip,
    Important,
    Warning,
    Caution,
    /// A part that readers unfold.
    Details,
}

/// The first line of an alert.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct AlertHead<'t> {
    pub(crate) kind: AlertKind,
    /// Empty without a title of its own.
    pub(crate) title: &'t str,
    /// The place of the title in the text.
    pub(crate) place: Range<usize>,
}

/// The head of the alert whose quotation begins at a byte of the text.
pub(crate) fn alert(text: &str, start: usize) -> Option<AlertHead<'_>> {
    let rest = text.get(start..)?;
    let line = rest.get(..rest.find(['\n', '\r']).unwrap_or(rest.len()))?;
    let mark = line.find("[!")?;
    line.get(..mark)?.bytes().all(|b| matches!(b, b'>' | b' ' | b'\t')).then_some(())?;
    head(text, start + mark, start + line.len())
}

/// Reads `[!KIND] title` between two bytes of the text.
fn head(text: &str, mark: usize, end: usize) -> Option<AlertHead<'_>> {
    let written = text.get(mark..end)?.strip_prefix("[!")?;
    let (name, after) = written.split_once(']')?;
    let kind = KINDS.iter().find(|(word, _)| word.eq_ignore_ascii_case(name))?.1;
    let title = after.trim();
    let at = end - after.trim_start().len();
    Some(AlertHead { kind, title, place: at..at + title.len() })
}

/// What stands in the shadow for the head of an alert that the parser does not know.
pub(super) struct Substitute {
    pub(super) range: Range<usize>,
    pub(super) text: String,
}

/// The heads that need a substitute. A head begins its quotation, so the line before it is less deeply quoted: in the middle of a
/// quotation, where the parser may join lines, nothing changes.
pub(super) fn substitutes(text: &str) -> Vec<Substitute> {
    let mut found = Vec::new();
    for mark in memchr::memmem::find_iter(text.as_bytes(), b"[!") {
        let before = text.get(..mark).unwrap_or("");
        let near = before.get(before.ceil_char_boundary(mark.saturating_sub(MAX_MARKERS))..).unwrap_or("");
        let line = match near.rfind(['\n', '\r']) {
            Some(end) => mark - near.len() + end + 1,
            None if near.len() == before.len() => 0,
            None => continue,
        };
        let (depth, rest) = quotation(before.get(line..).unwrap_or(""));
        if depth == 0 || !rest.is_empty() {
            continue;
        }
        let end = text.get(mark..).and_then(|t| t.find(['\n', '\r'])).map_or(text.len(), |i| mark + i);
        let Some(AlertHead { kind, title, .. }) = head(text, mark, end) else { continue };
        if title.is_empty() && kind != AlertKind::Details {
            continue;
        }
        let above = before.get(..line).unwrap_or("");
        let above = above.strip_suffix('\n').unwrap_or(above);
        let above = above.strip_suffix('\r').unwrap_or(above).rsplit(['\n', '\r']).next().unwrap_or("");
        if quotation(above).0 >= depth {
            continue;
        }
        let close = text.get(mark..end).and_then(|t| t.find(']')).map_or(end, |i| mark + i + 1);
        let tag = if kind == AlertKind::Details { FOLDED } else { text.get(mark..close).unwrap_or("") };
        found.push(Substitute { range: mark..end, text: format!("{tag}{}", " ".repeat(end - close)) });
    }
    found
}

/// How deeply a line is quoted, and what follows the markers of its quotations and lists.
fn quotation(line: &str) -> (usize, &str) {
    let (mut depth, mut rest) = (0, line);
    loop {
        rest = rest.trim_start_matches([' ', '\t']);
        if let Some(inner) = rest.strip_prefix('>') {
            (depth, rest) = (depth + 1, inner);
            continue;
        }
        let number = rest.bytes().take(9).take_while(u8::is_ascii_digit).count();
        let marker = rest.get(number..).unwrap_or("");
        let is_marker = if number > 0 { marker.starts_with(['.', ')']) } else { marker.starts_with(['-', '*', '+']) };
        match marker.get(1..).filter(|inner| is_marker && inner.starts_with([' ', '\t'])) {
            Some(inner) => rest = inner,
            None => return (depth, rest),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_has_a_kind_and_a_title() {
        let read = |text: &'static str| alert(text, 0).map(|head| (head.kind, head.title));
        assert_eq!(read("> [!WARNING] 诉讼时效 \r\n> 甲"), Some((AlertKind::Warning, "诉讼时效")));
        assert_eq!(read(">[!details]算法"), Some((AlertKind::Details, "算法")));
        assert_eq!(read("> > [!TIP]\n"), Some((AlertKind::Tip, "")));
        assert_eq!(read("> [!NOTES] 甲"), None);
        assert_eq!(read("> 甲[!NOTE]"), None);
        assert_eq!(alert("> [!NOTE] 甲\n", 0).unwrap().place, 10..13);
    }

    #[test]
    fn only_what_the_parser_does_not_know_is_substituted() {
        let texts = |text: &str| substitutes(text).into_iter().map(|s| s.text).collect::<Vec<_>>();
        assert_eq!(texts("5 > 3\n> [!NOTE] 甲\n\n1. > [!DETAILS] 乙\n"), ["[!NOTE]    ", "[!NOTE]       "]);
        for same in ["> [!NOTE]\n", "见[!NOTE] 甲\n", "> 甲\n> [!NOTE] 乙\n", "> [!WAT] 甲\n", "[!NOTE] 甲\n"] {
            assert_eq!(texts(same), [""; 0], "{same}");
        }
    }
}
