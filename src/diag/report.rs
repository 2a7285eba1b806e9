//! From findings to a report. The status of each finding is decided here, once; counts, the failure of a run, its first findings,
//! the printed list and the comparison with a baseline are views of it. It never prints, and it keeps no source.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::catalogue::{SiteFault, explanation};
use super::findings::Group;
use super::location::{LocatedFinding, Private, locate};
use super::{Code, Finding, Severity};

/// Findings listed of one file; a file with more of them has one cause that is corrected at once.
const PER_FILE: usize = 200;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Status {
    Reported(Severity),
    Allowed,
    Baselined,
    Off,
}

/// Severities of the settings; `None` means off.
pub(crate) type Severities = BTreeMap<Code, Option<Severity>>;

#[derive(Debug)]
pub(crate) struct Policy<'p> {
    pub(crate) severities: &'p Severities,
    /// The codes that files accept, by path. Few accept any.
    pub(crate) allowed: BTreeMap<&'p str, Vec<Code>>,
    /// True if warnings fail the run.
    pub(crate) strict: bool,
}

impl Policy<'_> {
    fn status(&self, finding: &Finding, allowed: &[Code]) -> Status {
        let code = finding.fault.code();
        match self.severities.get(&code) {
            _ if allowed.contains(&code) => Status::Allowed,
            Some(None) => Status::Off,
            Some(Some(severity)) => Status::Reported(*severity),
            None => Status::Reported(finding.fault.severity()),
        }
    }
}

/// True if a code is looked for: one that is off by default only if the settings give it a severity.
pub(crate) fn is_enabled(code: Code, severities: &Severities) -> bool {
    severities.get(&code).map_or_else(|| explanation(code).is_none_or(|e| !e.is_off), Option::is_some)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Counts {
    pub(crate) errors: usize,
    pub(crate) warnings: usize,
}

impl Counts {
    fn of(severities: impl Iterator<Item = Severity>) -> Counts {
        let mut counts = Counts::default();
        for severity in severities {
            match severity {
                Severity::Error => counts.errors += 1,
                Severity::Warning => counts.warnings += 1,
                Severity::Old => {}
            }
        }
        counts
    }

    /// True if they fail a run: there are errors, or warnings in a strict run.
    pub(crate) fn fail(self, strict: bool) -> bool {
        self.errors > 0 || (strict && self.warnings > 0)
    }
}

#[derive(Debug, Default)]
pub struct Report {
    groups: Vec<Group>,
    /// By finding, in the order of the groups.
    statuses: Vec<Status>,
    strict: bool,
}

impl Report {
    /// Decides the status of each finding of some groups.
    pub(crate) fn new(groups: &[Group], policy: &Policy<'_>) -> Report {
        let mut statuses = Vec::with_capacity(groups.iter().map(|group| group.len()).sum());
        // Neighbors are mostly of one file.
        for of_file in groups.iter().flat_map(|group| group.chunk_by(|a, b| a.path == b.path)) {
            let allowed = of_file.first().and_then(|f| policy.allowed.get(&*f.path)).map_or(&[][..], Vec::as_slice);
            statuses.extend(of_file.iter().map(|finding| policy.status(finding, allowed)));
        }
        Report { groups: groups.to_vec(), statuses, strict: policy.strict }
    }

    pub(crate) fn and(mut self, more: Report) -> Report {
        self.groups.extend(more.groups);
        self.statuses.extend(more.statuses);
        Report { strict: self.strict || more.strict, ..self }
    }

    pub(crate) fn counts(&self) -> Counts {
        Counts::of(self.statuses.iter().filter_map(|status| match status {
            Status::Reported(severity) => Some(*severity),
            _ => None,
        }))
    }

    /// True if the run has failed: there are errors, or warnings in a strict run.
    pub fn failed(&self) -> bool {
        self.counts().fail(self.strict)
    }

    /// The same findings with the status [`Status::Baselined`], or that of an old finding that is shown, for those at some indices.
    pub(super) fn baselined(mut self, indices: &[usize], shows_old: bool) -> Report {
        let accepted = if shows_old { Status::Reported(Severity::Old) } else { Status::Baselined };
        for index in indices {
            if let Some(status) = self.statuses.get_mut(*index) {
                *status = accepted;
            }
        }
        self
    }

    /// The same report in which the findings of some kind are errors, even if the baseline accepts them; and how many files have one.
    /// What an article accepts and what is off stays so.
    pub(crate) fn tightened(mut self, is_error: impl Fn(&Finding) -> bool) -> (Report, usize) {
        let findings = self.groups.iter().flat_map(|group| group.iter());
        let mut files: BTreeSet<Arc<str>> = BTreeSet::new();
        for (status, finding) in self.statuses.iter_mut().zip(findings) {
            if matches!(status, Status::Reported(_) | Status::Baselined) && is_error(finding) {
                *status = Status::Reported(Severity::Error);
                files.insert(Arc::clone(&finding.path));
            }
        }
        (self, files.len())
    }

    fn reported(&self) -> impl Iterator<Item = Line<'_>> {
        let findings = self.groups.iter().flat_map(|group| group.iter()).zip(&self.statuses).enumerate();
        findings.filter_map(|(index, (finding, status))| match status {
            Status::Reported(severity) => Some(Line { finding, index, severity: *severity }),
            _ => None,
        })
    }

    /// The reported findings, sorted by path, place and code. The same finding may be there more than once.
    pub(crate) fn lines(&self) -> Vec<Line<'_>> {
        let mut lines: Vec<Line<'_>> = self.reported().collect();
        sort(&mut lines);
        lines
    }

    pub fn listing(&self) -> Listing<'_> {
        Listing::new(self.lines(), self.strict)
    }

    /// Up to `count` reported findings of at least a severity: errors first, then warnings.
    pub(crate) fn first(&self, least: Severity, count: usize) -> Listing<'_> {
        let of = |severity| self.reported().filter(move |line| line.severity == severity && severity >= least);
        // Usually there is no error, and a search for one would visit every finding.
        let errors = (self.counts().errors > 0).then(|| of(Severity::Error)).into_iter().flatten();
        let mut lines: Vec<Line<'_>> = errors.chain(of(Severity::Warning)).take(count).collect();
        sort(&mut lines);
        Listing::new(lines, self.strict)
    }
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct Line<'r> {
    pub(crate) finding: &'r Finding,
    pub(crate) severity: Severity,
    pub(super) index: usize,
}

impl Line<'_> {
    pub(crate) fn is_beside(&self, other: &Line<'_>) -> bool {
        self.finding.path == other.finding.path
    }
}

/// Sorts by byte offsets, which have the order of lines and columns and cost nothing.
fn sort(lines: &mut [Line<'_>]) {
    let key = |line: &Line<'_>| (line.finding.span.map_or(0, |s| s.start), line.finding.fault.code());
    lines.sort_by(|a, b| {
        let by_place = a.finding.path.cmp(&b.finding.path).then_with(|| key(a).cmp(&key(b)));
        by_place.then_with(|| a.finding.cmp(b.finding))
    });
}

/// The reported findings of a run as they are printed: each once, sorted, at most [`PER_FILE`] of a file and one that counts the
/// others.
#[derive(Debug)]
pub struct Listing<'r> {
    lines: Vec<Line<'r>>,
    /// Counts the other findings of a file, as severe as the worst of them; sorted by path.
    overflow: Vec<(Finding, Severity)>,
    private: Private<'r>,
    strict: bool,
}

impl<'r> Listing<'r> {
    fn new(mut lines: Vec<Line<'r>>, strict: bool) -> Listing<'r> {
        lines.dedup_by(|a, b| a.finding == b.finding);
        let mut private = Private::new();
        for Line { finding, .. } in lines.iter().filter(|line| line.finding.fault.is_private()) {
            private.entry(&finding.path).or_default().extend(finding.span);
        }
        let overflow: Vec<_> = lines.chunk_by(Line::is_beside).filter_map(overflow).collect();
        if !overflow.is_empty() {
            lines = lines.chunk_by(Line::is_beside).flat_map(|file| file.iter().take(PER_FILE)).copied().collect();
        }
        Listing { lines, overflow, private, strict }
    }

    /// The findings of each file, in order.
    pub(crate) fn files(&self) -> impl Iterator<Item = impl Iterator<Item = (&Finding, Severity)>> {
        self.lines.chunk_by(Line::is_beside).map(|file| {
            let path = file.first().filter(|_| file.len() == PER_FILE).map(|line| &line.finding.path);
            let at = path.and_then(|path| self.overflow.binary_search_by(|(f, _)| f.path.cmp(path)).ok());
            let overflow = at.and_then(|at| self.overflow.get(at)).map(|(finding, severity)| (finding, *severity));
            file.iter().map(|line| (line.finding, line.severity)).chain(overflow)
        })
    }

    pub(crate) fn findings(&self) -> impl Iterator<Item = (&Finding, Severity)> {
        self.files().flatten()
    }

    /// The findings in order, each located when it is asked for. `lookup` gives the text of a path; it is asked file by file.
    #[cfg(test)]
    pub(crate) fn located<'a, T: AsRef<str>>(
        &'a self,
        lookup: impl Fn(&str) -> Option<T> + 'a,
    ) -> impl Iterator<Item = LocatedFinding> + 'a {
        self.files().flat_map(move |file| locate(file, &lookup, &self.private))
    }

    /// Some of the findings, each located when it is asked for. `lookup` gives the text of a path; it is asked file by file.
    pub(crate) fn located_some<'a, T: AsRef<str>>(
        &'a self,
        some: &'a [(&'a Finding, Severity)],
        lookup: impl Fn(&str) -> Option<T> + 'a,
    ) -> impl Iterator<Item = LocatedFinding> + 'a {
        let files = some.chunk_by(|(a, _), (b, _)| a.path == b.path);
        files.flat_map(move |file| locate(file.iter().copied(), &lookup, &self.private))
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    pub(crate) fn counts(&self) -> Counts {
        Counts::of(self.findings().map(|(_, severity)| severity))
    }

    pub(crate) fn failed(&self) -> bool {
        self.counts().fail(self.strict)
    }
}

/// The finding that counts what is not listed of a file.
fn overflow(file: &[Line<'_>]) -> Option<(Finding, Severity)> {
    let others = file.get(PER_FILE..)?;
    let severity = others.iter().map(|line| line.severity).max()?;
    let fault = SiteFault::MoreFindings { more: others.len() };
    Some((Finding { fault: fault.into(), fix: None, related: Box::default(), ..others.first()?.finding.clone() }, severity))
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::diag::catalogue::{FrontFault, LinkFault};
    use crate::diag::{Fault, Findings, Lang};
    use crate::text::Span;
    use std::ops::Range;

    pub(in crate::diag) fn empty(key: &str) -> Fault {
        FrontFault::Empty { key: key.to_owned() }.into()
    }

    pub(in crate::diag) fn at(path: &str, range: Range<usize>, fault: Fault) -> Finding {
        Finding::at(&path.into(), Span::new(range), fault)
    }

    pub(in crate::diag) fn report_with(findings: Vec<Finding>, severities: &Severities, strict: bool) -> Report {
        Report::new(Findings::from(findings).groups(), &Policy { severities, allowed: BTreeMap::new(), strict })
    }

    pub(in crate::diag) fn report(findings: Vec<Finding>) -> Report {
        report_with(findings, &BTreeMap::new(), false)
    }

    fn paths_and_codes(findings: Vec<Finding>) -> Vec<(String, u32, u16)> {
        let report = report(findings);
        let row = |(f, _): (&Finding, Severity)| (f.path.to_string(), f.span.map_or(0, |s| s.start), f.fault.code().0);
        report.listing().findings().map(row).collect()
    }

    #[test]
    fn findings_are_sorted_by_path_place_and_code() {
        let findings = vec![
            at("b.md", 0..1, empty("x")),
            at("a.md", 4..5, empty("x")),
            at("a.md", 0..1, LinkFault::HeadingOne {}.into()),
            at("a.md", 0..1, empty("x")),
            Finding::about(&"a.md".into(), SiteFault::Unexpected {}),
        ];
        let expected = [("a.md", 0, 5), ("a.md", 0, 108), ("a.md", 0, 223), ("a.md", 4, 108), ("b.md", 0, 108)];
        let expected = expected.map(|(path, at, code)| (path.to_owned(), at, code));
        let mut reversed = findings.clone();
        reversed.reverse();
        assert_eq!(paths_and_codes(findings), expected);
        assert_eq!(paths_and_codes(reversed), expected);
    }

    #[test]
    fn exact_duplicates_are_dropped_and_others_kept() {
        let one = at("a.md", 0..1, empty("x"));
        let findings = vec![one.clone(), at("a.md", 0..1, empty("y")), one.clone(), at("a.md", 0..2, empty("x")), one];
        assert_eq!(report(findings).listing().counts(), Counts { errors: 3, warnings: 0 });
    }

    #[test]
    fn a_code_that_is_off_by_default_is_enabled_by_a_severity_of_the_settings() {
        let is = |code, set: Option<Option<Severity>>| is_enabled(Code(code), &set.map(|s| (Code(code), s)).into_iter().collect());
        assert_eq!([None, Some(None), Some(Some(Severity::Warning))].map(|set| is(583, set)), [false, false, true]);
        assert_eq!([None, Some(None), Some(Some(Severity::Warning))].map(|set| is(582, set)), [true, false, true]);
    }

    #[test]
    fn settings_change_severities() {
        let findings = || vec![at("a.md", 0..1, LinkFault::HeadingOne {}.into()), at("a.md", 0..1, LinkFault::EmptyLink {}.into())];
        let with = |settings: &[(u16, Option<Severity>)], strict| {
            let severities = settings.iter().map(|(code, severity)| (Code(*code), *severity)).collect();
            let report = report_with(findings(), &severities, strict);
            assert_eq!((report.counts(), report.failed()), (report.listing().counts(), report.listing().failed()));
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
    fn a_file_accepts_its_own_findings_only() {
        let findings = ["a.md", "b.md"].map(|path| at(path, 0..1, LinkFault::HeadingOne {}.into()));
        let allowed = [("a.md", vec![Code(223)])].into();
        let policy = Policy { severities: &BTreeMap::new(), allowed, strict: false };
        let report = Report::new(Findings::from(findings.to_vec()).groups(), &policy);
        assert_eq!(report.statuses, [Status::Allowed, Status::Reported(Severity::Warning)]);
    }

    #[test]
    fn the_first_findings_are_errors() {
        let findings =
            vec![at("a.md", 0..1, LinkFault::HeadingOne {}.into()), at("b.md", 0..1, empty("x")), at("c.md", 0..1, empty("x"))];
        let report = report(findings);
        let first = |least, count| report.first(least, count).findings().map(|(f, _)| f.path.to_string()).collect::<Vec<_>>();
        assert_eq!(first(Severity::Warning, 1), ["b.md"]);
        assert_eq!(first(Severity::Warning, 9), ["a.md", "b.md", "c.md"]);
        assert_eq!(first(Severity::Error, 9), ["b.md", "c.md"]);
    }

    #[test]
    fn the_findings_of_a_file_are_bounded() {
        let warnings = (0..202).map(|n| at("a.md", n * 4..n * 4 + 3, LinkFault::HeadingOne {}.into()));
        let mut findings: Vec<Finding> = warnings.collect();
        let all = report(findings.clone());
        let bounded = all.listing();
        assert_eq!(bounded.counts(), Counts { errors: 0, warnings: 201 });
        let last = bounded.findings().nth(200).unwrap().0;
        assert_eq!((&last.fault, last.span), (&SiteFault::MoreFindings { more: 2 }.into(), Some(Span::new(800..803))));

        findings.push(at("a.md", 1000..1003, empty("x")));
        findings.push(at("b.md", 0..3, empty("x")));
        let all = report(findings);
        let bounded = all.listing();
        assert_eq!(bounded.counts(), Counts { errors: 2, warnings: 200 });
        let last = bounded.findings().nth(200).unwrap().0;
        assert_eq!(last.fault.message(Lang::En), "there are 3 more findings from here on that are not listed");
    }
}
