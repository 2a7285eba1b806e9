//! From findings to a report: severities applied, duplicates dropped, sorted, positions counted, excerpts taken.
//! It never prints, and it keeps no source.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::catalogue::SiteFault;
use super::{Code, Excerpt, Finding, Related, Severity, entry};
use crate::text::{Lines, Position, Span};

/// Findings kept of one file; a file with more of them has one cause that is mended at once.
const PER_FILE: usize = 200;

/// The findings of a run, ready to print: sorted by path, line, column and code.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Report {
    findings: Vec<Placed>,
    strict: bool,
}

/// A finding with its final severity and its place.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Placed {
    /// The finding.
    pub finding: Finding,
    /// Severity after the settings.
    pub severity: Severity,
    /// Where it stands.
    pub place: Place,
    /// Where its [`Finding::related`] places stand, in the same order.
    pub related: Vec<Place>,
}

/// A place in a file as people count it. A file as a whole stands at 1:1 to 1:1.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// First character.
    pub start: Position,
    /// One past the last character. A line end at the end of a span is not counted.
    pub end: Position,
    /// The source there; absent for a file as a whole and where the file's text is not known.
    pub excerpt: Option<Excerpt>,
}

/// Severities of the settings; nothing means off.
pub type Severities = BTreeMap<Code, Option<Severity>>;

/// Where a file as a whole stands.
const START: Position = Position { line: 1, column: 1 };

/// How many there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Errors.
    pub errors: usize,
    /// Warnings.
    pub warnings: usize,
}

impl Report {
    /// Makes the report. `lookup` gives the text of a path; `severities` are those of the settings; with `strict`, warnings fail the run. At most 200 findings of a file are kept, and one that counts the rest.
    pub fn new<T: AsRef<str>>(
        findings: Vec<Finding>,
        lookup: &dyn Fn(&str) -> Option<T>,
        severities: &Severities,
        strict: bool,
    ) -> Report {
        let mut kept: Vec<(Severity, Finding)> =
            findings.into_iter().filter_map(|finding| Some((severity(&finding, severities)?, finding))).collect();
        kept.sort_by(|(_, a), (_, b)| order(a).cmp(&order(b)).then_with(|| a.cmp(b)));
        kept.dedup();
        let private = private(&kept);
        let lookup = &|path: &str| {
            let text = lookup(path)?;
            Some(match private.get(path) {
                Some(spans) => Shown::Masked(masked(text.as_ref(), spans)),
                None => Shown::Whole(text),
            })
        };
        let kept = bounded(kept);
        let by_file = kept.chunk_by(|(_, a), (_, b)| a.path == b.path);
        Report { findings: by_file.flat_map(|findings| placed(findings, lookup)).collect(), strict }
    }

    /// True where a report on these findings would fail the run. Needs no text.
    pub fn would_fail<'a>(findings: impl Iterator<Item = &'a Finding>, severities: &Severities, strict: bool) -> bool {
        let mut severities = findings.filter_map(|f| severity(f, severities));
        severities.any(|s| s == Severity::Error || strict)
    }

    /// How many findings a report on these would have. Needs no text.
    pub fn count<'a>(findings: impl Iterator<Item = &'a Finding>, severities: &Severities) -> Counts {
        let mut counts = Counts::default();
        for severity in findings.filter_map(|f| severity(f, severities)) {
            match severity {
                Severity::Error => counts.errors += 1,
                Severity::Warning => counts.warnings += 1,
            }
        }
        counts
    }

    /// The findings in order.
    pub fn findings(&self) -> &[Placed] {
        &self.findings
    }

    /// How many there are.
    pub fn counts(&self) -> Counts {
        let errors = self.findings.iter().filter(|f| f.severity == Severity::Error).count();
        Counts { errors, warnings: self.findings.len() - errors }
    }

    /// The same findings in a run where warnings fail, or do not.
    pub fn with_strict(self, strict: bool) -> Report {
        Report { strict, ..self }
    }

    /// True where warnings fail the run.
    pub fn is_strict(&self) -> bool {
        self.strict
    }

    /// True where the run has failed: there are errors, or warnings of a strict run.
    pub fn failed(&self) -> bool {
        let counts = self.counts();
        counts.errors > 0 || (self.strict && counts.warnings > 0)
    }
}

/// True where findings of a code are told; of one that is off by itself, only where the settings give it a severity.
pub fn is_told(code: Code, severities: &Severities) -> bool {
    severities.get(&code).map_or_else(|| entry(code).is_none_or(|e| !e.is_off), Option::is_some)
}

/// A finding's severity after the settings; nothing where it is off.
fn severity(finding: &Finding, severities: &Severities) -> Option<Severity> {
    severities.get(&finding.fault.code()).copied().unwrap_or(Some(finding.fault.severity()))
}

/// What findings are sorted by. Byte offsets have the order of lines and columns and cost nothing.
fn order(finding: &Finding) -> (&str, u32, Code) {
    (&finding.path, finding.span.map_or(0, |s| s.start), finding.fault.code())
}

/// The first findings of each file, and one that counts the rest, as severe as the worst of them.
fn bounded(findings: Vec<(Severity, Finding)>) -> Vec<(Severity, Finding)> {
    let mut kept: Vec<(Severity, Finding)> = Vec::with_capacity(findings.len());
    let mut of_file = 0;
    for (severity, finding) in findings {
        let Some((worst, last)) = kept.last_mut().filter(|(_, last)| last.path == finding.path) else {
            of_file = 1;
            kept.push((severity, finding));
            continue;
        };
        of_file += 1;
        if of_file <= PER_FILE {
            kept.push((severity, finding));
        } else if of_file == PER_FILE + 1 {
            kept.push((
                severity,
                Finding {
                    fault: SiteFault::MoreFindings { more: 1 }.into(),
                    nearest: None,
                    edit: None,
                    related: Vec::new(),
                    ..finding
                },
            ));
        } else {
            *worst = severity.max(*worst);
            last.fault = SiteFault::MoreFindings { more: of_file - PER_FILE }.into();
        }
    }
    kept
}

/// A text as it may be shown.
enum Shown<T> {
    Whole(T),
    Masked(String),
}

impl<T: AsRef<str>> AsRef<str> for Shown<T> {
    fn as_ref(&self) -> &str {
        match self {
            Shown::Whole(text) => text.as_ref(),
            Shown::Masked(text) => text,
        }
    }
}

/// Where in each file something stands that identifies a person.
fn private(findings: &[(Severity, Finding)]) -> BTreeMap<Arc<str>, Vec<Span>> {
    let mut spans: BTreeMap<Arc<str>, Vec<Span>> = BTreeMap::new();
    for (_, finding) in findings.iter().filter(|(_, f)| f.fault.is_private()) {
        spans.entry(Arc::clone(&finding.path)).or_default().extend(finding.span);
    }
    spans
}

/// The text with what stands at the spans made unreadable, character by character and byte by byte, so that every place stays
/// where it is.
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

/// Places the findings of one file. Texts are looked up file by file and not kept: every file of a large library may have a
/// finding.
fn placed<T: AsRef<str>>(findings: &[(Severity, Finding)], lookup: &dyn Fn(&str) -> Option<T>) -> Vec<Placed> {
    let text = findings.first().and_then(|(_, f)| lookup(&f.path));
    let mut file = text.as_ref().map(|t| File::new(t.as_ref()));
    let mut all = Vec::with_capacity(findings.len());
    for (severity, finding) in findings {
        let place = place(file.as_mut(), finding.span);
        let related = |r: &Related| place_of(lookup(&r.path), r.span);
        let related = finding.related.iter().map(related).collect();
        all.push(Placed { finding: finding.clone(), severity: *severity, place, related });
    }
    all
}

fn place_of(text: Option<impl AsRef<str>>, span: Option<Span>) -> Place {
    place(text.as_ref().map(|t| File::new(t.as_ref())).as_mut(), span)
}

fn place(file: Option<&mut File<'_>>, span: Option<Span>) -> Place {
    match (file, span) {
        (Some(file), Some(span)) => file.place(span),
        _ => Place { start: START, end: START, excerpt: None },
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
        File { text, lines: Lines::new(text), last: (0, START) }
    }

    fn place(&mut self, span: Span) -> Place {
        let range = sensible(self.text, span.range());
        let start = self.after(self.last, range.start);
        self.last = (range.start, start);
        let end = self.after(self.last, range.end);
        Place { start, end, excerpt: Some(Excerpt::new(self.text, range, start.line)) }
    }

    /// The position of an offset, counted on from a known one where that is on the same line, so that many findings in one
    /// very long line do not count it from its start each time.
    fn after(&self, (known, position): (usize, Position), offset: usize) -> Position {
        let breaks = |t: &[u8]| t.iter().any(|b| matches!(b, b'\n' | b'\r'));
        let same_line = self.text.as_bytes().get(known.saturating_sub(1)..offset).is_some_and(|t| !breaks(t));
        match self.text.get(known..offset) {
            Some(between) if same_line => {
                let columns = u32::try_from(between.chars().count()).unwrap_or(u32::MAX);
                Position { column: position.column.saturating_add(columns), ..position }
            }
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
    use crate::diag::catalogue::{FrontFault, LinkFault};
    use crate::diag::{Fault, Lang, Role};
    use proptest::prelude::*;

    fn empty(key: &str) -> Fault {
        FrontFault::Empty { key: key.to_owned() }.into()
    }

    fn at(path: &str, range: Range<usize>, fault: Fault) -> Finding {
        Finding::at(&path.into(), Span::new(range), fault)
    }

    fn report(text: &str, findings: Vec<Finding>) -> Report {
        Report::new(findings, &|path| (path != "none.md").then_some(text), &BTreeMap::new(), false)
    }

    /// `(start line, start column, end line, end column)` of the only finding.
    fn place(text: &str, range: Range<usize>) -> (u32, u32, u32, u32) {
        let report = report(text, vec![at("a.md", range, empty("title"))]);
        let place = &report.findings()[0].place;
        (place.start.line, place.start.column, place.end.line, place.end.column)
    }

    fn paths_and_codes(report: &Report) -> Vec<(&str, u32, u16)> {
        report.findings().iter().map(|f| (&*f.finding.path, f.place.start.line, f.finding.fault.code().0)).collect()
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
        let report = report("甲\n乙", vec![whole, at("none.md", 4..7, empty("b"))]);
        let start = Position { line: 1, column: 1 };
        for placed in report.findings() {
            assert_eq!(placed.place, Place { start, end: start, excerpt: None });
        }
    }

    #[test]
    fn findings_are_sorted_by_path_line_column_and_code() {
        let findings = vec![
            at("b.md", 0..1, empty("x")),
            at("a.md", 4..5, empty("x")),
            at("a.md", 0..1, LinkFault::HeadingOne {}.into()),
            at("a.md", 0..1, empty("x")),
            Finding::about(&"a.md".into(), SiteFault::Unexpected {}),
        ];
        let expected = vec![("a.md", 1, 5), ("a.md", 1, 108), ("a.md", 1, 223), ("a.md", 2, 108), ("b.md", 1, 108)];
        let mut reversed = findings.clone();
        reversed.reverse();
        assert_eq!(paths_and_codes(&report("abc\ndef", findings)), expected);
        assert_eq!(paths_and_codes(&report("abc\ndef", reversed)), expected);
    }

    #[test]
    fn exact_duplicates_are_dropped_and_others_kept() {
        let one = at("a.md", 0..1, empty("x"));
        let findings = vec![one.clone(), at("a.md", 0..1, empty("y")), one.clone(), at("a.md", 0..2, empty("x")), one];
        assert_eq!(report("abc", findings).counts(), Counts { errors: 3, warnings: 0 });
    }

    #[test]
    fn a_code_that_is_off_by_itself_is_told_where_the_settings_give_it_a_severity() {
        let told = |code, set: Option<Option<Severity>>| is_told(Code(code), &set.map(|s| (Code(code), s)).into_iter().collect());
        assert_eq!([None, Some(None), Some(Some(Severity::Warning))].map(|set| told(583, set)), [false, false, true]);
        assert_eq!([None, Some(None), Some(Some(Severity::Warning))].map(|set| told(582, set)), [true, false, true]);
    }

    #[test]
    fn settings_change_severities() {
        let findings = || vec![at("a.md", 0..1, LinkFault::HeadingOne {}.into()), at("a.md", 0..1, LinkFault::EmptyLink {}.into())];
        let with = |settings: &[(u16, Option<Severity>)], strict| {
            let severities = settings.iter().map(|(code, severity)| (Code(*code), *severity)).collect();
            let report = Report::new(findings(), &|_| Some("abc"), &severities, strict);
            (report.counts(), report.failed())
        };
        let counts = |errors, warnings| Counts { errors, warnings };
        assert_eq!(with(&[], false), (counts(1, 1), true));
        assert_eq!(with(&[(217, None)], false), (counts(0, 1), false));
        assert_eq!(with(&[(217, None)], true), (counts(0, 1), true));
        assert_eq!(with(&[(217, None), (223, None)], true), (counts(0, 0), false));
        assert_eq!(with(&[(217, Some(Severity::Warning)), (223, Some(Severity::Error))], false), (counts(1, 1), true));
    }

    #[test]
    fn the_findings_of_a_file_are_bounded() {
        let text = "甲\n".repeat(300);
        let warnings = (0..202).map(|n| at("a.md", n * 4..n * 4 + 3, LinkFault::HeadingOne {}.into()));
        let mut findings: Vec<Finding> = warnings.collect();
        let bounded = report(&text, findings.clone());
        assert_eq!(bounded.counts(), Counts { errors: 0, warnings: 201 });
        let last = &bounded.findings()[200];
        assert_eq!(last.finding.fault, SiteFault::MoreFindings { more: 2 }.into());
        assert_eq!(last.place.start, Position { line: 201, column: 1 });

        findings.push(at("a.md", 1000..1003, empty("x")));
        findings.push(at("b.md", 0..3, empty("x")));
        let bounded = report(&text, findings);
        assert_eq!(bounded.counts(), Counts { errors: 2, warnings: 200 });
        assert_eq!(
            bounded.findings()[200].finding.fault.message(Lang::En),
            "there are 3 more findings from here on that are not listed"
        );
    }

    #[test]
    fn what_identifies_a_person_is_shown_by_no_finding_of_its_file() {
        use crate::diag::catalogue::RuleFault;
        let text = "找１３８，电话13812345678，谁\n";
        let number = |start: usize, end: usize| at("a.md", start..end, RuleFault::MobileNumber {}.into());
        let report = report(text, vec![number(3, 12), at("a.md", 0..3, empty("x")), number(21, 32)]);
        for placed in report.findings() {
            assert_eq!(placed.place.excerpt.as_ref().unwrap().text, "找＊＊＊，电话***********，谁");
        }
        assert_eq!(report.findings()[2].place.start, Position { line: 1, column: 8 });
    }

    #[test]
    fn related_places_are_counted_in_their_own_file() {
        let finding = at("a.md", 0..1, empty("x")).with(&"b.md".into(), Some(Span::new(4..7)), Role::First);
        let report = Report::new(vec![finding], &|path| (path == "b.md").then_some("abc\n甲乙"), &BTreeMap::new(), false);
        let related = &report.findings()[0].related;
        assert_eq!((related[0].start, related[0].end), (Position { line: 2, column: 1 }, Position { line: 2, column: 2 }));
    }

    #[test]
    fn two_megabytes_on_one_line_are_fast() {
        let text = "长".repeat(700_000);
        let findings = (0..100_000).map(|n| at("a.md", n * 21..n * 21 + 3, empty("x"))).collect();
        let start = std::time::Instant::now();
        let report = report(&text, findings);
        assert_eq!(report.findings()[199].place.start, Position { line: 1, column: 199 * 7 + 1 });
        assert!(start.elapsed().as_secs() < 5, "{:?}", start.elapsed());
    }

    proptest! {
        /// Counting on from the last place gives what counting from the line's start gives.
        #[test]
        fn positions_do_not_depend_on_the_places_before(text in "[甲a\r\n]{0,30}", offsets in prop::collection::vec(0..80usize, 1..6)) {
            let findings = offsets.iter().map(|n| at("a.md", *n..*n, empty("x"))).collect();
            let lines = Lines::new(&text);
            for placed in report(&text, findings).findings() {
                let offset = text.floor_char_boundary(placed.finding.span.unwrap().range().start);
                prop_assert_eq!(placed.place.start, lines.position(Span::new(offset..offset).start));
            }
        }
    }
}
