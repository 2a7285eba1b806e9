//! The piece of a source that is shown with a finding: the lines of the span, long lines cut around it, nothing hidden. Positions are
//! those of the uncut text.

use std::ops::Range;

use super::visible::visible;

/// Lines wider than this are cut.
const WIDTH: usize = 120;
/// Columns kept before the span in a cut line.
const LEAD: usize = 40;
/// Spans over more lines than this are shown by their first line.
const LINES: usize = 12;
/// Marks a cut. Plain dots, since an ellipsis is one column wide on some terminals and two on others.
const CUT: &str = "...";
const TAB: &str = "    ";

/// The piece of a source that is shown with a finding, safe to print.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Excerpt {
    /// Number of the first line, from 1.
    pub(crate) line: u32,
    /// The lines, without the last line end.
    pub(crate) text: String,
    /// Byte range of the marked piece within `text`.
    pub(crate) mark: Range<usize>,
}

impl Excerpt {
    /// The excerpt for a byte range of `text`, which must lie on character boundaries; `line` is the line it starts on.
    pub(super) fn new(text: &str, range: Range<usize>, line: u32) -> Excerpt {
        let from = text.get(..range.start).and_then(|t| t.rfind('\n')).map_or(0, |i| i + 1);
        let marked = text.get(range.clone()).unwrap_or("");
        let many = marked.match_indices('\n').nth(LINES - 1).is_some();
        let stop = if many { range.start + marked.find('\n').unwrap_or(0) } else { range.end };
        let to = text.get(stop..).and_then(|t| t.find('\n')).map_or(text.len(), |i| stop + i);

        let mut excerpt = Excerpt { line, text: String::new(), mark: 0..0 };
        let mut at = from;
        for (n, line) in text.get(from..to).unwrap_or("").split('\n').enumerate() {
            let ends = [range.start.saturating_sub(at), stop.saturating_sub(at)];
            let is_last = at + line.len() == to;
            let (shown, [start, end]) = cut(line.trim_end_matches('\r'), if is_last && n > 0 { ends[1] } else { ends[0] }, ends);
            if n == 0 {
                excerpt.mark.start = start;
            } else {
                excerpt.text.push('\n');
            }
            excerpt.mark.end = excerpt.text.len() + end;
            excerpt.text.push_str(&shown);
            at += line.len() + 1;
        }
        excerpt
    }

    /// True if the mark is not empty and within one line, so that the piece can be shown replaced.
    pub(crate) fn is_replaceable(&self) -> bool {
        self.text.get(self.mark.clone()).is_some_and(|marked| !marked.is_empty() && !marked.contains('\n'))
    }
}

/// The part of a line around `anchor` that is shown, and the positions of the given offsets of the line in it.
fn cut(line: &str, anchor: usize, offsets: [usize; 2]) -> (String, [usize; 2]) {
    let window = window(line, anchor.min(line.len()));
    let mut text = String::from(if window.start > 0 { CUT } else { "" });
    let mut places = [text.len(); 2];
    for (i, c) in line.get(window.clone()).unwrap_or("").char_indices() {
        if c == '\t' {
            text.push_str(TAB)
        } else {
            text.push(visible(c))
        }
        for (place, offset) in places.iter_mut().zip(offsets) {
            if offset > window.start + i {
                *place = text.len();
            }
        }
    }
    text.push_str(if window.end < line.len() { CUT } else { "" });
    (text, places)
}

/// The byte range of a line that is shown: all of it, or [`WIDTH`] columns with the anchor near their start.
fn window(line: &str, anchor: usize) -> Range<usize> {
    if forward(line, 0, WIDTH) == line.len() {
        return 0..line.len();
    }
    let start = backward(line, anchor, LEAD);
    match forward(line, start, WIDTH) {
        end if end == line.len() => backward(line, end, WIDTH)..end,
        end => start..end,
    }
}

/// The offset at most `columns` columns after `from`.
fn forward(line: &str, from: usize, columns: usize) -> usize {
    let rest = line.get(from..).unwrap_or("");
    from + taken(rest.chars(), columns)
}

/// The offset at most `columns` columns before `from`.
fn backward(line: &str, from: usize, columns: usize) -> usize {
    let rest = line.get(..from).unwrap_or("");
    from - taken(rest.chars().rev(), columns)
}

/// Bytes of the leading characters that fit into `columns` columns. Widths are rounded up: where to cut need not be exact,
/// and a run of characters of no width must not make the piece endless.
fn taken(chars: impl Iterator<Item = char>, columns: usize) -> usize {
    let mut used = 0;
    let mut bytes = 0;
    for c in chars {
        used += match c {
            '\t' => TAB.len(),
            '\0'..'\u{1100}' => 1,
            _ => 2,
        };
        if used > columns {
            break;
        }
        bytes += c.len_utf8();
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn excerpt(text: &str, marked: &str) -> Excerpt {
        let start = text.find(marked).unwrap();
        Excerpt::new(text, start..start + marked.len(), 1)
    }

    #[test]
    fn only_the_lines_of_the_span_are_kept() {
        let excerpt = excerpt("前\r\n甲乙丙\r\n丁\r\n后\r\n", "丙\r\n丁");
        assert_eq!(excerpt.text, "甲乙丙\n丁");
        assert_eq!(&excerpt.text[excerpt.mark], "丙\n丁");
    }

    #[test]
    fn a_long_line_is_cut_around_the_span() {
        let line = format!("{}目标{}", "前".repeat(500), "后".repeat(500));
        let cut = excerpt(&line, "目标");
        assert_eq!(cut.text, format!("...{}目标{}...", "前".repeat(20), "后".repeat(38)));
        assert_eq!(&cut.text[cut.mark], "目标");

        let at_end = excerpt(&line, "后");
        assert!(at_end.text.starts_with("...前") && at_end.text.ends_with("后..."));

        let end = Excerpt::new(&line, line.len()..line.len(), 1);
        assert_eq!(end.text, format!("...{}", "后".repeat(60)));
        assert_eq!(end.mark, end.text.len()..end.text.len());
    }

    #[test]
    fn a_span_longer_than_the_window_is_marked_as_far_as_it_is_shown() {
        let line = "长".repeat(1000);
        let cut = Excerpt::new(&line, 300..2700, 1);
        assert_eq!(&cut.text[cut.mark], "长".repeat(40));
    }

    #[test]
    fn a_span_over_many_lines_is_shown_by_its_first() {
        let text = format!("引子<div>\n{}</div>\n", "内容\n".repeat(20));
        let cut = Excerpt::new(&text, 6..text.len(), 1);
        assert_eq!(cut.text, "引子<div>");
        assert_eq!(&cut.text[cut.mark], "<div>");
    }

    #[test]
    fn tabs_and_hidden_characters_keep_the_mark_in_place() {
        let cut = excerpt("\t甲\u{1b}\u{202e}乙", "乙");
        assert_eq!(cut.text, "    甲␛�乙");
        assert_eq!(&cut.text[cut.mark], "乙");
    }

    #[test]
    fn an_empty_text_and_the_end_of_a_text_have_an_empty_mark() {
        assert_eq!(Excerpt::new("", 0..0, 1), Excerpt { line: 1, text: String::new(), mark: 0..0 });
        assert_eq!(Excerpt::new("甲\n", 4..4, 2), Excerpt { line: 2, text: String::new(), mark: 0..0 });
    }
}
