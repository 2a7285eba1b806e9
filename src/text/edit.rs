//! Edits of a text, their application, and a unified diff of them.
//! Outside the edits no byte changes.

use std::ops::Range;

use super::Span;

/// Lines shown before and after a change.
const CONTEXT: usize = 3;

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Edit {
    /// The replaced piece; empty for an insertion.
    pub(crate) span: Span,
    pub(crate) with: String,
}

/// The edits in order, without those that overlap an earlier one, reach beyond the text, divide a character or change nothing.
pub(crate) fn sorted(text: &str, mut edits: Vec<Edit>) -> Vec<Edit> {
    edits.sort();
    edits.dedup();
    let mut free = 0;
    edits.retain(|edit| {
        let fits = edit.span.start >= free && text.get(edit.span.range()).is_some_and(|old| old != edit.with);
        free = if fits { edit.span.end } else { free };
        fits
    });
    edits
}

/// The text after the edits, which are [`sorted`].
pub(crate) fn apply(text: &str, edits: &[Edit]) -> String {
    apply_within(text, 0..text.len(), edits)
}

/// A piece of the text after the edits, which are [`sorted`] and lie in the piece.
fn apply_within(text: &str, piece: Range<usize>, edits: &[Edit]) -> String {
    let mut out = String::with_capacity(piece.len());
    let mut at = piece.start;
    for edit in edits {
        out.push_str(text.get(at..edit.span.start as usize).unwrap_or(""));
        out.push_str(&edit.with);
        at = edit.span.end as usize;
    }
    out.push_str(text.get(at..piece.end).unwrap_or(""));
    out
}

fn starts(lines: &[&str]) -> impl Iterator<Item = usize> {
    lines.iter().scan(0, |at, line| Some(std::mem::replace(at, *at + line.len())))
}

struct LineChange<'t> {
    old: Range<usize>,
    new: Vec<&'t str>,
}

/// The [`sorted`] edits as a unified diff for `patch` and `git apply`; empty if there are none.
pub(crate) fn unified(path: &str, text: &str, edits: &[Edit]) -> String {
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let starts: Vec<usize> = starts(&lines).collect();
    let line_of = |offset: u32| starts.partition_point(|s| *s <= offset as usize).saturating_sub(1);
    let touched = |edit: &Edit| line_of(edit.span.start)..(line_of(edit.span.end) + 1).min(lines.len());
    // Edits in the same lines, and in lines beside each other, are one change.
    let blocks = edits.chunk_by(|a, b| touched(b).start <= touched(a).end).filter_map(|block| {
        let old = touched(block.first()?).start..touched(block.last()?).end;
        let offset = |line: usize| starts.get(line).copied().unwrap_or(text.len());
        Some((old.clone(), apply_within(text, offset(old.start)..offset(old.end), block)))
    });
    let blocks: Vec<(Range<usize>, String)> = blocks.collect();
    let changes = blocks.iter().map(|(old, new)| trimmed(&lines, old.clone(), new));
    let changes: Vec<LineChange<'_>> = changes.filter(|c| !c.old.is_empty() || !c.new.is_empty()).collect();
    if changes.is_empty() {
        return String::new();
    }
    let mut out = format!("--- a/{path}\n+++ b/{path}\n");
    let mut grown: isize = 0;
    for hunk in changes.chunk_by(|a, b| b.old.start.saturating_sub(a.old.end) <= 2 * CONTEXT) {
        grown = grown.saturating_add(write_hunk(&mut out, &lines, hunk, grown));
    }
    out
}

/// A block without the lines at its ends that stay as they are.
fn trimmed<'t>(lines: &[&str], old: Range<usize>, new: &'t str) -> LineChange<'t> {
    let before = lines.get(old.clone()).unwrap_or(&[]);
    let mut after: Vec<&str> = new.split_inclusive('\n').collect();
    let head = before.iter().zip(&after).take_while(|(a, b)| a == b).count();
    let most = before.len().min(after.len()) - head;
    let tail = before.iter().rev().zip(after.iter().rev()).take(most).take_while(|(a, b)| a == b).count();
    after.truncate(after.len() - tail);
    after.drain(..head);
    LineChange { old: old.start + head..old.end - tail, new: after }
}

/// Writes one hunk; gives by how many lines the text grows in it.
fn write_hunk(out: &mut String, lines: &[&str], changes: &[LineChange<'_>], grown: isize) -> isize {
    let (Some(first), Some(last)) = (changes.first(), changes.last()) else { return 0 };
    let from = first.old.start.saturating_sub(CONTEXT);
    let to = (last.old.end + CONTEXT).min(lines.len());
    let added: usize = changes.iter().map(|c| c.new.len()).sum();
    let removed: usize = changes.iter().map(|c| c.old.len()).sum();
    let (old_count, new_count) = (to - from, to - from + added - removed);
    let numbered = |start: usize, count: usize| if count == 0 { start } else { start + 1 };
    let new_start = from.saturating_add_signed(grown);
    let (old_start, new_start) = (numbered(from, old_count), numbered(new_start, new_count));
    out.push_str(&format!("@@ -{old_start},{old_count} +{new_start},{new_count} @@\n"));
    let mut push = |mark: char, line: &str| {
        out.push(mark);
        out.push_str(line);
        if !line.ends_with('\n') {
            out.push_str("\n\\ No newline at end of file\n");
        }
    };
    let mut at = from;
    for change in changes {
        let (kept, old) = (lines.get(at..change.old.start), lines.get(change.old.clone()));
        kept.unwrap_or(&[]).iter().for_each(|l| push(' ', l));
        old.unwrap_or(&[]).iter().for_each(|l| push('-', l));
        change.new.iter().for_each(|l| push('+', l));
        at = change.old.end;
    }
    lines.get(at..to).unwrap_or(&[]).iter().for_each(|l| push(' ', l));
    isize::try_from(added).unwrap_or(0) - isize::try_from(removed).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn edit(range: Range<usize>, with: &str) -> Edit {
        Edit { span: Span::new(range), with: with.to_owned() }
    }

    #[test]
    fn nothing_but_the_spans_changes() {
        let text = "甲,乙 丙\r\n";
        let edits = sorted(text, vec![edit(7..8, ""), edit(3..4, "，")]);
        assert_eq!(apply(text, &edits), "甲，乙丙\r\n");
    }

    #[test]
    fn edits_that_overlap_or_part_a_character_are_left_out() {
        let edits = vec![edit(0..3, "一"), edit(2..4, "x"), edit(0..3, "一"), edit(3..6, "乙"), edit(6..99, "")];
        assert_eq!(sorted("甲乙", edits), [edit(0..3, "一")]);
    }

    #[test]
    fn a_diff_shows_three_lines_around_a_change() {
        let text = "1\n2\n3\n4\n5\n6\n7\n8\n9\n";
        let edits = sorted(text, vec![edit(8..9, "五")]);
        let diff = "--- a/a.md\n+++ b/a.md\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+五\n 6\n 7\n 8\n";
        assert_eq!(unified("a.md", text, &edits), diff);
        assert_eq!(unified("a.md", text, &[]), "");
    }

    #[test]
    fn changes_far_apart_are_hunks_of_their_own() {
        let text = "1\n2\n3\n4\n5\n6\n7\n8\n9\n0\n";
        let edits = sorted(text, vec![edit(0..0, "零\n"), edit(18..19, "十")]);
        let diff = "--- a/a\n+++ b/a\n@@ -1,3 +1,4 @@\n+零\n 1\n 2\n 3\n@@ -7,4 +8,4 @@\n 7\n 8\n 9\n-0\n+十\n";
        assert_eq!(unified("a", text, &edits), diff);
    }

    #[test]
    fn a_last_line_without_its_end_says_so() {
        let edits = sorted("甲\n乙", vec![edit(4..7, "丙")]);
        let end = "\\ No newline at end of file\n";
        assert_eq!(unified("a", "甲\n乙", &edits), format!("--- a/a\n+++ b/a\n@@ -1,2 +1,2 @@\n 甲\n-乙\n{end}+丙\n{end}"));
    }

    #[test]
    fn lines_that_go_and_lines_that_come() {
        let gone = sorted("甲\n乙\n丙\n", vec![edit(4..8, "")]);
        assert_eq!(unified("a", "甲\n乙\n丙\n", &gone), "--- a/a\n+++ b/a\n@@ -1,3 +1,2 @@\n 甲\n-乙\n 丙\n");
        let first = sorted("", vec![edit(0..0, "甲\n")]);
        assert_eq!(unified("a", "", &first), "--- a/a\n+++ b/a\n@@ -0,0 +1,1 @@\n+甲\n");
    }

    /// Reads a diff back as `patch` would.
    fn patched(text: &str, diff: &str) -> String {
        let lines: Vec<&str> = text.split_inclusive('\n').collect();
        let (mut out, mut at) = (String::new(), 0);
        let mut rows = diff.split_inclusive('\n').skip(2).peekable();
        while let Some(row) = rows.next() {
            if row.starts_with("@@ ") {
                let numbers: Vec<usize> = row[4..].split([',', ' ']).take(2).map(|n| n.parse().unwrap()).collect();
                let start = if numbers[1] == 0 { numbers[0] } else { numbers[0] - 1 };
                out.extend(lines[at..start].iter().copied());
                at = start;
                continue;
            }
            let open = rows.peek().is_some_and(|next| next.starts_with('\\'));
            let line = if open { row[1..].trim_end_matches('\n') } else { &row[1..] };
            match row.as_bytes()[0] {
                b'+' => out.push_str(line),
                b'\\' => {}
                mark => {
                    assert_eq!(lines[at], line);
                    out.push_str(if mark == b' ' { line } else { "" });
                    at += 1;
                }
            }
        }
        out.extend(lines[at..].iter().copied());
        out
    }

    proptest! {
        #[test]
        fn a_diff_leads_from_the_old_text_to_the_new(
            text in "[甲a\\n]{0,40}",
            edits in proptest::collection::vec((0usize..60, 0usize..6, "[乙b\\n]{0,3}"), 0..5),
        ) {
            let edits = sorted(&text, edits.into_iter().map(|(at, length, with)| edit(at..at + length, &with)).collect());
            let new = apply(&text, &edits);
            prop_assert_eq!(patched(&text, &unified("a", &text, &edits)), new);
        }
    }
}
