//! From findings to a report: severities applied, duplicates dropped, sorted, counted. It never prints, and it keeps no source.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::catalogue::SiteFault;
use super::findings::Group;
use super::place::{Placed, Private, placed};
use super::{Code, Finding, Findings, Severity, entry};

/// Findings kept of one file; a file with more of them has one cause that is mended at once.
const PER_FILE: usize = 200;

/// The findings of a run: each once, sorted by path, place and code.
#[derive(Debug, Clone, Default)]
pub struct Report {
    judged: Vec<Judged>,
    private: Private,
    strict: bool,
}

/// A finding with its final severity.
#[derive(Debug, Clone)]
struct Judged {
    group: Group,
    at: usize,
    severity: Severity,
}

/// Severities of the settings; nothing means off.
pub type Severities = BTreeMap<Code, Option<Severity>>;

/// How many there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Errors.
    pub errors: usize,
    /// Warnings.
    pub warnings: usize,
}

impl Counts {
    /// Both together.
    pub fn and(self, more: Counts) -> Counts {
        Counts { errors: self.errors + more.errors, warnings: self.warnings + more.warnings }
    }

    /// True where they fail a run: there are errors, or warnings of a strict run.
    pub fn fail(self, strict: bool) -> bool {
        self.errors > 0 || (strict && self.warnings > 0)
    }
}

impl Report {
    /// Makes the report. `severities` are those of the settings; with `strict`, warnings fail the run. At most 200 findings of a
    /// file are kept, and one that counts the rest.
    pub fn new(findings: &Findings, severities: &Severities, strict: bool) -> Report {
        let judge = |group: &Group| {
            let judged = |(at, finding)| Some(Judged { group: Arc::clone(group), at, severity: severity(finding, severities)? });
            group.iter().enumerate().filter_map(judged).collect::<Vec<_>>()
        };
        let mut judged: Vec<Judged> = findings.groups().iter().flat_map(judge).collect();
        judged.sort_by(|a, b| {
            let (Some(a), Some(b)) = (a.finding(), b.finding()) else { return std::cmp::Ordering::Equal };
            order(a).cmp(&order(b)).then_with(|| a.cmp(b))
        });
        judged.dedup_by(|a, b| a.finding() == b.finding());
        Report::of(judged, strict)
    }

    fn of(judged: Vec<Judged>, strict: bool) -> Report {
        let mut private = Private::new();
        for finding in judged.iter().filter_map(Judged::finding).filter(|f| f.fault.is_private()) {
            private.entry(Arc::clone(&finding.path)).or_default().extend(finding.span);
        }
        Report { judged: bounded(judged), private, strict }
    }

    /// How many findings a report on these would have.
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

    /// The findings in order, with their severities.
    pub fn findings(&self) -> impl Iterator<Item = (&Finding, Severity)> {
        self.judged.iter().filter_map(|judged| Some((judged.finding()?, judged.severity)))
    }

    /// The findings in order, each placed as it is asked for. `lookup` gives the text of a path; it is asked file by file.
    pub fn placed<'r, T: AsRef<str>>(&'r self, lookup: impl Fn(&str) -> Option<T> + 'r) -> impl Iterator<Item = Placed> + 'r {
        let by_file = self.judged.chunk_by(|a, b| a.path() == b.path());
        by_file.flat_map(move |file| placed(file.iter().filter_map(|j| Some((j.finding()?, j.severity))), &lookup, &self.private))
    }

    /// True where there is none.
    pub fn is_empty(&self) -> bool {
        self.judged.is_empty()
    }

    /// How many there are.
    pub fn counts(&self) -> Counts {
        let errors = self.judged.iter().filter(|j| j.severity == Severity::Error).count();
        Counts { errors, warnings: self.judged.len() - errors }
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
        self.counts().fail(self.strict)
    }
}

/// True where findings of a code are told; of one that is off by itself, only where the settings give it a severity.
pub fn is_told(code: Code, severities: &Severities) -> bool {
    severities.get(&code).map_or_else(|| entry(code).is_none_or(|e| !e.is_off), Option::is_some)
}

/// A finding's severity after the settings; nothing where it is off.
pub fn severity(finding: &Finding, severities: &Severities) -> Option<Severity> {
    severities.get(&finding.fault.code()).copied().unwrap_or(Some(finding.fault.severity()))
}

/// What findings are sorted by. Byte offsets have the order of lines and columns and cost nothing.
fn order(finding: &Finding) -> (&str, u32, Code) {
    (&finding.path, finding.span.map_or(0, |s| s.start), finding.fault.code())
}

impl Judged {
    fn finding(&self) -> Option<&Finding> {
        self.group.get(self.at)
    }

    fn path(&self) -> Option<&str> {
        self.finding().map(|f| &*f.path)
    }
}

/// The first findings of each file, and one that counts the rest, as severe as the worst of them.
fn bounded(judged: Vec<Judged>) -> Vec<Judged> {
    if judged.chunk_by(|a, b| a.path() == b.path()).all(|file| file.len() <= PER_FILE) {
        return judged;
    }
    let bounded = |file: &[Judged]| {
        let (first, rest) = file.split_at(file.len().min(PER_FILE));
        let worst = rest.iter().map(|j| j.severity).max();
        let more = rest.first().and_then(Judged::finding).zip(worst).map(|(next, severity)| {
            let fault = SiteFault::MoreFindings { more: rest.len() };
            let counting = Finding { fault: fault.into(), nearest: None, edit: None, related: None, ..next.clone() };
            Judged { group: Arc::new([counting]), at: 0, severity }
        });
        first.iter().cloned().chain(more).collect::<Vec<_>>()
    };
    judged.chunk_by(|a, b| a.path() == b.path()).flat_map(bounded).collect()
}

/// A report as it is remembered.
#[derive(Serialize, Deserialize)]
struct Written<F> {
    findings: F,
    private: Private,
    strict: bool,
}

impl Serialize for Report {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let findings: Vec<(&Finding, Severity)> = self.findings().collect();
        Written { findings, private: self.private.clone(), strict: self.strict }.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Report {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Report, D::Error> {
        let Written { findings, private, strict } = Written::<Vec<(Finding, Severity)>>::deserialize(deserializer)?;
        let (findings, severities): (Vec<Finding>, Vec<Severity>) = findings.into_iter().unzip();
        let group: Group = findings.into();
        let judged = severities.into_iter().enumerate().map(|(at, severity)| Judged { group: Arc::clone(&group), at, severity });
        Ok(Report { judged: judged.collect(), private, strict })
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::diag::catalogue::{FrontFault, LinkFault};
    use crate::diag::{Fault, Lang};
    use crate::text::Span;
    use std::ops::Range;

    pub(in crate::diag) fn empty(key: &str) -> Fault {
        FrontFault::Empty { key: key.to_owned() }.into()
    }

    pub(in crate::diag) fn at(path: &str, range: Range<usize>, fault: Fault) -> Finding {
        Finding::at(&path.into(), Span::new(range), fault)
    }

    fn report(findings: Vec<Finding>) -> Report {
        Report::new(&findings.into(), &BTreeMap::new(), false)
    }

    fn paths_and_codes(report: &Report) -> Vec<(&str, u32, u16)> {
        report.findings().map(|(f, _)| (&*f.path, f.span.map_or(0, |s| s.start), f.fault.code().0)).collect()
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
        let expected = vec![("a.md", 0, 5), ("a.md", 0, 108), ("a.md", 0, 223), ("a.md", 4, 108), ("b.md", 0, 108)];
        let mut reversed = findings.clone();
        reversed.reverse();
        assert_eq!(paths_and_codes(&report(findings)), expected);
        assert_eq!(paths_and_codes(&report(reversed)), expected);
    }

    #[test]
    fn exact_duplicates_are_dropped_and_others_kept() {
        let one = at("a.md", 0..1, empty("x"));
        let findings = vec![one.clone(), at("a.md", 0..1, empty("y")), one.clone(), at("a.md", 0..2, empty("x")), one];
        assert_eq!(report(findings).counts(), Counts { errors: 3, warnings: 0 });
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
            let report = Report::new(&findings().into(), &severities, strict);
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
        let warnings = (0..202).map(|n| at("a.md", n * 4..n * 4 + 3, LinkFault::HeadingOne {}.into()));
        let mut findings: Vec<Finding> = warnings.collect();
        let bounded = report(findings.clone());
        assert_eq!(bounded.counts(), Counts { errors: 0, warnings: 201 });
        let last = bounded.findings().nth(200).unwrap().0;
        assert_eq!((&last.fault, last.span), (&SiteFault::MoreFindings { more: 2 }.into(), Some(Span::new(800..803))));

        findings.push(at("a.md", 1000..1003, empty("x")));
        findings.push(at("b.md", 0..3, empty("x")));
        let bounded = report(findings);
        assert_eq!(bounded.counts(), Counts { errors: 2, warnings: 200 });
        assert_eq!(
            bounded.findings().nth(200).unwrap().0.fault.message(Lang::En),
            "there are 3 more findings from here on that are not listed"
        );
    }

    #[test]
    fn what_is_remembered_of_a_report_is_the_report() {
        use crate::diag::catalogue::RuleFault;
        let number = at("a.md", 3..12, RuleFault::MobileNumber {}.into());
        let mended = at("b.md", 0..1, empty("x")).near(Some("y".to_owned())).mended_by("z");
        let report = report(vec![number, at("a.md", 0..3, LinkFault::HeadingOne {}.into()), mended]);
        let read: Report = serde_json::from_str(&serde_json::to_string(&report).unwrap()).unwrap();
        assert_eq!(read.findings().collect::<Vec<_>>(), report.findings().collect::<Vec<_>>());
        assert_eq!((read.counts(), read.private), (report.counts(), report.private));
    }
}
