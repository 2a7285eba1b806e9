//! Where findings are, as people count it: lines and columns, and the source there.

use std::collections::BTreeMap;
use std::ops::Range;

use super::{Excerpt, Finding, Redactor, Related, Severity};
use crate::text::{Lines, Position, Span};

/// A reported finding with the source at its place.
#[derive(Debug, Clone)]
pub struct LocatedFinding {
    pub finding: Finding,
    pub(crate) severity: Severity,
    /// The place of the span, with its source.
    pub location: Location,
    /// The location of each [`Finding::related`].
    pub(crate) related: Vec<Location>,
}

impl LocatedFinding {
    /// The same finding without what must not be shown.
    pub(crate) fn redacted(mut self, redactor: Redactor<'_>) -> LocatedFinding {
        self.finding = self.finding.redacted(redactor);
        self
    }
}

/// A range in a file as people count it. A file as a whole is at 1:1 to 1:1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Location {
    pub start: Position,
    /// One past the last character. A line end at the end of a span is not counted.
    pub(crate) end: Position,
    /// The source there; absent for a file as a whole and if the file's text is not known.
    pub(crate) excerpt: Option<Excerpt>,
}

/// The spans of each file that identify a person.
pub(super) type Private<'r> = BTreeMap<&'r str, Vec<Span>>;

/// Locates findings of one file. `lookup` gives the text of a path, which is not kept: every file of a large library may have a
/// finding. Private spans are made unreadable.
pub(super) fn locate<'f, T: AsRef<str>>(
    findings: impl IntoIterator<Item = (&'f Finding, Severity)>,
    lookup: &dyn Fn(&str) -> Option<T>,
    private: &Private<'_>,
) -> Vec<LocatedFinding> {
    let shown = |path: &str| {
        let text = lookup(path)?;
        Some(match private.get(path) {
            Some(spans) => ShownText::Masked(masked(text.as_ref(), spans)),
            None => ShownText::Whole(text),
        })
    };
    let mut findings = findings.into_iter().peekable();
    let text = findings.peek().and_then(|(f, _)| shown(&f.path));
    let mut file = text.as_ref().map(|t| File::new(t.as_ref()));
    let related = |r: &Related| {
        let text = shown(&r.path);
        location(text.as_ref().map(|t| File::new(t.as_ref())).as_mut(), r.span)
    };
    let located = |(finding, severity): (&Finding, Severity)| LocatedFinding {
        location: location(file.as_mut(), finding.span),
        related: finding.related.iter().map(related).collect(),
        finding: finding.clone(),
        severity,
    };
    findings.map(located).collect()
}

enum ShownText<T> {
    Whole(T),
    Masked(String),
}

impl<T: AsRef<str>> AsRef<str> for ShownText<T> {
    fn as_ref(&self) -> &str {
        match self {
            ShownText::Whole(text) => text.as_ref(),
            ShownText::Masked(text) => text,
        }
    }
}

/// The text with the spans made unreadable, character by character and byte by byte, so that every offset keeps its meaning.
fn masked(text: &str, spans: &[Span]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for range in spans.iter().map(|s| sensible(text, s.range())) {
        out.push_str(text.get(at..range.start).unwrap_or(""));
        let private = text.get(range.start.max(at)..range.end).unwrap_or("");
        out.extend(private.chars().map(|c| match c.len_utf8() {
            _ if c.is_whitespace() => c,
            1 => '*',
            2 => '×',
            3 => '＊',
            _ => '\u{1f512}',
        }));
        at = at.max(range.end);
    }
    out.push_str(text.get(at..).unwrap_or(""));
    out
}

fn location(file: Option<&mut File<'_>>, span: Option<Span>) -> Location {
    match (file, span) {
        (Some(file), Some(span)) => file.location(span),
        _ => Location { start: Position::START, end: Position::START, excerpt: None },
    }
}

/// A text whose positions are mostly asked for in ascending order.
struct File<'a> {
    text: &'a str,
    lines: Lines<'a>,
    last: (usize, Position),
}

impl<'a> File<'a> {
    fn new(text: &'a str) -> File<'a> {
        File { text, lines: Lines::new(text), last: (0, Position::START) }
    }

    fn location(&mut self, span: Span) -> Location {
        let range = sensible(self.text, span.range());
        let start = self.after(self.last, range.start);
        self.last = (range.start, start);
        let end = self.after(self.last, range.end);
        Location { start, end, excerpt: Some(Excerpt::new(self.text, range, start.line)) }
    }

    /// The position of an offset, counted from a known one if that is on the same line, so that many findings in one very long
    /// line do not count it from its start each time.
    fn after(&self, (known, position): (usize, Position), offset: usize) -> Position {
        let breaks = |t: &[u8]| t.iter().any(|b| matches!(b, b'\n' | b'\r'));
        let same_line = self.text.as_bytes().get(known.saturating_sub(1)..offset).is_some_and(|t| !breaks(t));
        match self.text.get(known..offset) {
            Some(between) if same_line => position.after(between),
            _ => self.lines.position(Span::new(offset..offset).start),
        }
    }
}

/// A range within the text and on character boundaries, without the line end that the ranges of Markdown blocks have.
fn sensible(text: &str, range: Range<usize>) -> Range<usize> {
    let start = text.floor_char_boundary(range.start);
    let end = text.ceil_char_boundary(range.end.max(start));
    let marked = text.get(start..end).unwrap_or("");
    start..start + marked.trim_end_matches(['\n', '\r']).len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Role;
    use crate::diag::report::tests::{at, empty, report};
    use proptest::prelude::*;

    fn within(findings: Vec<Finding>, lookup: &dyn Fn(&str) -> Option<&'static str>) -> Vec<LocatedFinding> {
        report(findings).listing().located(lookup).collect()
    }

    fn located(text: &str, findings: Vec<Finding>) -> Vec<LocatedFinding> {
        report(findings).listing().located(|path| (path != "none.md").then_some(text)).collect()
    }

    fn position(line: u32, column: u32) -> Position {
        Position { line, column, utf16_column: column }
    }

    /// `(start line, start column, end line, end column)` of the only finding.
    fn place(text: &str, range: Range<usize>) -> (u32, u32, u32, u32) {
        let located = located(text, vec![at("a.md", range, empty("title"))]);
        let Location { start, end, .. } = located[0].location;
        (start.line, start.column, end.line, end.column)
    }

    #[test]
    fn positions_count_characters() {
        assert_eq!(place("标题：逾期\n正文", 9..15), (1, 4, 1, 6));
        assert_eq!(place("标题\r\n正文\r\n", 8..14), (2, 1, 2, 3));
        assert_eq!(place("甲\n乙丙\n丁\n", 4..14), (2, 1, 3, 2));
    }

    #[test]
    fn a_line_end_at_the_end_of_a_span_is_not_counted() {
        assert_eq!(place("<div>\n甲\n</div>\n\n", 0..18), (1, 1, 3, 7));
        assert_eq!(place("甲\r\n", 3..5), (1, 2, 1, 2));
    }

    #[test]
    fn places_at_and_beyond_the_end_stand_at_the_end() {
        assert_eq!(place("", 0..0), (1, 1, 1, 1));
        assert_eq!(place("甲乙", 6..6), (1, 3, 1, 3));
        assert_eq!(place("甲乙\n", 7..7), (2, 1, 2, 1));
        assert_eq!(place("甲乙", 3..999), (1, 2, 1, 3));
        assert_eq!(place("甲乙", 999..999), (1, 3, 1, 3));
    }

    #[test]
    fn a_range_within_characters_is_widened_to_them() {
        assert_eq!(place("甲乙丙", 4..5), (1, 2, 1, 3));
    }

    #[test]
    fn a_file_as_a_whole_and_an_unknown_text_stand_at_the_start() {
        let whole = Finding::about(&"a.md".into(), empty("a"));
        for located in located("甲\n乙", vec![whole, at("none.md", 4..7, empty("b"))]) {
            assert_eq!(located.location, Location { start: Position::START, end: Position::START, excerpt: None });
        }
    }

    #[test]
    fn what_identifies_a_person_is_shown_by_no_finding_of_its_file() {
        use crate::diag::catalogue::RuleFault;
        let text = "找１３８，电话13812345678，谁\n";
        let number = |start: usize, end: usize| at("a.md", start..end, RuleFault::MobileNumber {}.into());
        let located = located(text, vec![number(3, 12), at("a.md", 0..3, empty("x")), number(21, 32)]);
        for one in &located {
            assert_eq!(one.location.excerpt.as_ref().unwrap().text, "找＊＊＊，电话***********，谁");
        }
        assert_eq!(located[2].location.start, position(1, 8));
    }

    #[test]
    fn related_places_are_counted_in_their_own_file() {
        let finding = at("a.md", 0..1, empty("x")).with(&"b.md".into(), Some(Span::new(4..7)), Role::First);
        let located = within(vec![finding], &|path| (path == "b.md").then_some("abc\n甲乙"));
        let related = &located[0].related[0];
        assert_eq!((related.start, related.end), (position(2, 1), position(2, 2)));
    }

    #[test]
    fn two_megabytes_on_one_line_are_fast() {
        let text = "长".repeat(700_000);
        let findings = (0..100_000).map(|n| at("a.md", n * 21..n * 21 + 3, empty("x"))).collect();
        let start = std::time::Instant::now();
        let located = located(&text, findings);
        assert_eq!(located[199].location.start, position(1, 199 * 7 + 1));
        assert!(start.elapsed().as_secs() < 5, "{:?}", start.elapsed());
    }

    proptest! {
        /// Counting on from the last place gives what counting from the line's start gives.
        #[test]
        fn positions_do_not_depend_on_the_places_before(text in "[甲a😀\r\n]{0,30}", offsets in prop::collection::vec(0..80usize, 1..6)) {
            let findings = offsets.iter().map(|n| at("a.md", *n..*n, empty("x"))).collect();
            let lines = Lines::new(&text);
            for one in located(&text, findings) {
                let offset = text.floor_char_boundary(one.finding.span.unwrap().range().start);
                prop_assert_eq!(one.location.start, lines.position(Span::new(offset..offset).start));
            }
        }
    }
}
