//! Groups of digits, and what may be between the groups of one number.

use std::ops::Range;

use crate::text::invisible::{is_blank, is_shapeless};
use crate::text::scan;

/// The fewest digits of a number of interest.
pub(super) const SHORTEST: usize = 11;
/// The longest gap in bytes. Longer ones are not read.
const GAP: usize = 64;

/// Digits side by side, perhaps with characters without a shape between them.
#[derive(Debug)]
pub(super) struct Group {
    pub(super) range: Range<usize>,
    pub(super) digits: usize,
    /// The mark between the previous group and this one.
    pub(super) mark: Mark,
}

/// What divides two groups.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    Blank,
    /// A hyphen or dash of any length.
    Dash,
    Dot,
    Underscore,
    Slash,
    Comma,
    Bracket,
    /// A sign of multiplication, or the letter x in its place.
    Times,
}

/// The value of a digit of either width.
pub(in crate::check) fn digit(c: char) -> Option<char> {
    match c {
        '0'..='9' => Some(c),
        '０'..='９' => char::from_u32(u32::from(c) - 0xff10 + 0x30),
        _ => None,
    }
}

/// Calls `see` for each run of groups that has enough digits.
pub(super) fn runs(text: &str, see: &mut dyn FnMut(&[Group])) {
    let bytes = text.as_bytes();
    let (mut run, mut count): (Vec<Group>, usize) = (Vec::new(), 0);
    let mut at = 0;
    while let Some(further) = bytes.get(at..).and_then(next_digit) {
        at += further;
        let Some((range, digits)) = group(text, at) else {
            at += 1;
            continue;
        };
        at = range.end;
        let mark = run.last().and_then(|last| mark(text.get(last.range.end..range.start)?));
        if mark.is_none() {
            if count >= SHORTEST {
                see(&run);
            }
            run.clear();
            count = 0;
        }
        count += digits;
        run.push(Group { range, digits, mark: mark.unwrap_or(Mark::Blank) });
    }
    if count >= SHORTEST {
        see(&run);
    }
}

/// Where the next digit may be: a full-width one starts with EF.
fn next_digit(bytes: &[u8]) -> Option<usize> {
    scan::position(bytes, |b| b.is_ascii_digit() | (b == 0xef))
}

/// The group that starts here, and how many digits it has.
fn group(text: &str, start: usize) -> Option<(Range<usize>, usize)> {
    let (mut end, mut digits) = (start, 0);
    for (i, c) in text.get(start..)?.char_indices() {
        if digit(c).is_some() {
            (end, digits) = (start + i + c.len_utf8(), digits + 1);
        } else if digits == 0 || !is_shapeless(c) {
            break;
        }
    }
    (digits > 0).then_some((start..end, digits))
}

/// The mark in a gap that one number may have: a mark with at most two blanks on either side, or blanks alone. A bracket may have
/// another mark beside it, and a dash may be doubled.
fn mark(gap: &str) -> Option<Mark> {
    if gap.len() > GAP {
        return None;
    }
    let (mut found, mut marks, mut blanks) = (Mark::Blank, 0, 0);
    for c in gap.chars().filter(|c| !is_shapeless(*c)) {
        if is_blank(c) {
            blanks += 1;
        } else {
            let next = mark_of(c)?;
            let is_second = found != Mark::Bracket && next != Mark::Bracket && (found, next) != (Mark::Dash, Mark::Dash);
            if marks == 2 || (marks == 1 && is_second) {
                return None;
            }
            (found, marks, blanks) = (if marks == 1 && next == Mark::Bracket { found } else { next }, marks + 1, 0);
        }
        if blanks > 2 {
            return None;
        }
    }
    Some(found)
}

fn mark_of(c: char) -> Option<Mark> {
    match c {
        '-' | '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '－' | '﹣' | '～' | '~' => Some(Mark::Dash),
        '.' | '．' | '·' | '•' | '・' | '･' | '‧' | '∙' | '⋅' => Some(Mark::Dot),
        '_' | '＿' => Some(Mark::Underscore),
        '/' | '／' => Some(Mark::Slash),
        ',' | '，' | '、' => Some(Mark::Comma),
        '(' | ')' | '（' | '）' => Some(Mark::Bracket),
        '×' | '*' | '＊' | 'x' | 'X' | 'ｘ' | 'Ｘ' | '✕' | '✖' => Some(Mark::Times),
        _ => None,
    }
}

/// The digits of some groups, read as ASCII.
pub(super) fn digits(text: &str, groups: &[Group]) -> Vec<char> {
    groups.iter().flat_map(|g| text.get(g.range.clone()).unwrap_or("").chars()).filter_map(digit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gap_is_a_mark_or_two_blanks() {
        let marks = [
            (" ", Mark::Blank),
            ("\u{a0}\u{3000}", Mark::Blank),
            ("\t", Mark::Blank),
            ("\u{2009}", Mark::Blank),
            ("-", Mark::Dash),
            (" - ", Mark::Dash),
            ("——", Mark::Dash),
            ("\u{2011}", Mark::Dash),
            ("·", Mark::Dot),
            ("_", Mark::Underscore),
            ("）", Mark::Bracket),
            (") - ", Mark::Dash),
            ("\u{200b}-\u{feff}", Mark::Dash),
            ("、", Mark::Comma),
            ("×", Mark::Times),
            (" x ", Mark::Times),
            ("*", Mark::Times),
        ];
        for (gap, expected) in marks {
            assert_eq!(mark(gap), Some(expected), "{gap:?}");
        }
        for gap in ["   ", "\n", "..", "-.-", ", -", "a", "元", "- - -", "××", "年", "|", &" -".repeat(40)] {
            assert_eq!(mark(gap), None, "{gap:?}");
        }
    }

    #[test]
    fn characters_without_a_shape_do_not_end_a_group() {
        let mut groups = Vec::new();
        let text = "电话138\u{200b}0013\u{ad}\u{2060}8000\u{feff}，１３８－0013 8000";
        runs(text, &mut |run| groups.push(run.iter().map(|g| (&text[g.range.clone()], g.digits)).collect::<Vec<_>>()));
        assert_eq!(groups, [vec![("138\u{200b}0013\u{ad}\u{2060}8000", 11), ("１３８", 3), ("0013", 4), ("8000", 4)]]);
    }
}
