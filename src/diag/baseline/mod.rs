//! A baseline: findings of an old library that are accepted, so that only new ones fail. Its count only goes down: nothing is
//! ever added to it. It never reads or writes a file.
//!
//! A finding is identified by the slug of its article, its code and the words at its place, never by its line or folder, so that
//! moving texts and files breaks nothing; a count says how often the three occur together. Of the words only letters and digits count
//! that stay when a machine mends them. The rows are sorted, one key a line; [`split`] divides them among files.

mod merge;
mod split;

pub(crate) use merge::merge;
pub(crate) use split::{files, is_file};

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Code, Finding, Line, Report, explanation};
use crate::text::normal::lasting;

/// Characters of the words that are kept. Baselines of older versions kept 40 with marks and blanks, of which these are the first.
const MAX_WORDS: usize = 24;
/// Runs of this many digits are left out: they could be someone's number.
const LONG_NUMBER: usize = 6;
const OPENING: &str = "# sitegen baseline: slug, code, count, words. Only `sitegen check --update-baseline` changes it.";
/// The folder of articles in keys of older versions.
const ARTICLES: &str = "content/articles/";

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Fingerprint {
    /// The slug of an article, or the path of another file.
    key: Arc<str>,
    code: Code,
    words: String,
}

impl Fingerprint {
    /// The fingerprint of a finding in a file of this text; nothing if no baseline may accept it. `key` is the slug of the article or
    /// the path of another file. Of what a machine can fix, only the first few places of a file are reported, so there the words say
    /// nothing.
    pub(crate) fn new(finding: &Finding, key: &Arc<str>, text: &str) -> Option<Fingerprint> {
        let is_safe = finding.fix.as_ref().is_some_and(|fix| fix.is_safe);
        let span = finding.span.filter(|_| !is_safe).map_or("", |s| s.of(text));
        may_accept(finding).then(|| Fingerprint { key: key.clone(), code: finding.fault.code(), words: words(span) })
    }
}

/// True if the settings might lower the severity of a finding, too. Faults of structure would make a broken site, and private
/// data are published under no circumstances.
fn may_accept(finding: &Finding) -> bool {
    explanation(finding.fault.code()).is_some_and(|e| !e.is_fixed()) && !finding.fault.is_private()
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Baseline {
    rows: BTreeMap<Fingerprint, usize>,
}

/// The difference between a baseline and the findings of a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct BaselineDiff {
    pub(crate) remaining: Baseline,
    /// Findings that the baseline would accept but that are gone.
    pub(crate) gone: usize,
    /// Numbers of the accepted findings in their report.
    accepted: Vec<usize>,
}

impl BaselineDiff {
    /// The report without the findings that the baseline accepts, or with them as old ones, which fail nothing.
    pub(crate) fn apply(&self, report: Report, shows_old: bool) -> Report {
        report.baselined(&self.accepted, shows_old)
    }
}

/// A reported finding with its fingerprint, if it has one.
pub(crate) type Fingerprinted<'r> = (Line<'r>, Option<Fingerprint>);

impl Baseline {
    /// Reads a baseline of this or an older version. Of two counts for the same finding, as after a merge, the smaller one is taken.
    /// An error is the number of the first invalid line.
    pub(crate) fn parse(text: &str) -> Result<Baseline, usize> {
        let mut lines: BTreeMap<(&str, Code, &str), usize> = BTreeMap::new();
        for (n, line) in text.lines().enumerate().filter(|(_, l)| !l.is_empty() && !l.starts_with('#')) {
            let mut cells = line.splitn(4, '\t');
            let mut cell = || cells.next().ok_or(n + 1);
            let (key, code, count, words) = (cell()?, cell()?, cell()?, cell()?);
            let code = code.parse::<Code>().map_err(|()| n + 1)?;
            let count = count.parse::<usize>().ok().filter(|c| *c > 0).ok_or(n + 1)?;
            let known = lines.entry((key, code, words)).or_insert(count);
            *known = count.min(*known);
        }
        let row = |((key, code, text), count): ((&str, Code, &str), usize)| {
            (Fingerprint { key: key.into(), code, words: words(text) }, count)
        };
        Ok(Baseline::sum(lines.into_iter().map(row)))
    }

    fn sum(rows: impl Iterator<Item = (Fingerprint, usize)>) -> Baseline {
        let mut sums: BTreeMap<Fingerprint, usize> = BTreeMap::new();
        for (key, count) in rows {
            let sum = sums.entry(key).or_default();
            *sum = sum.saturating_add(count);
        }
        Baseline { rows: sums }
    }

    /// The rows of several files as one baseline.
    pub(crate) fn join(parts: impl IntoIterator<Item = Baseline>) -> Baseline {
        Baseline::sum(parts.into_iter().flat_map(|part| part.rows))
    }

    /// The baseline with slugs in place of the paths of articles, by which older versions knew them. `slug` gives that of a path; the
    /// slug of an article that is gone was most likely the name of its file.
    pub(crate) fn with_slugs(self, slug: impl Fn(&str) -> Option<Arc<str>>) -> Baseline {
        let stem = |path: &str| path.rsplit('/').next().and_then(|name| name.strip_suffix(".md")).map(Arc::from);
        let key = |key: Arc<str>| {
            let path = key.strip_prefix(ARTICLES).map(|_| &*key);
            path.and_then(|path| slug(path).or_else(|| stem(path))).unwrap_or(key)
        };
        Baseline::sum(self.rows.into_iter().map(|(row, count)| (Fingerprint { key: key(row.key), ..row }, count)))
    }

    /// The number of findings by code.
    pub(crate) fn by_code(&self) -> BTreeMap<Code, usize> {
        let mut counts: BTreeMap<Code, usize> = BTreeMap::new();
        for (row, count) in &self.rows {
            let sum = counts.entry(row.code).or_default();
            *sum = sum.saturating_add(*count);
        }
        counts
    }

    /// The baseline that accepts all of these findings that may be accepted. They are those of [`Report::lines`].
    pub(crate) fn of(findings: &[Fingerprinted<'_>]) -> Baseline {
        let mut rows = BTreeMap::new();
        for same in findings.chunk_by(|(a, _), (b, _)| a.finding == b.finding) {
            if let Some((_, Some(key))) = same.first() {
                *rows.entry(key.clone()).or_default() += 1;
            }
        }
        Baseline { rows }
    }

    pub(crate) fn count(&self) -> usize {
        self.rows.values().fold(0, |sum, count| sum.saturating_add(*count))
    }

    /// Compares findings, which are those of [`Report::lines`], with the baseline. If a file has more of the same than the
    /// baseline accepts, the last ones are new.
    pub(crate) fn compare(&self, findings: Vec<Fingerprinted<'_>>) -> BaselineDiff {
        let mut rows: BTreeMap<Fingerprint, usize> = BTreeMap::new();
        let mut accepted = Vec::new();
        for same in findings.chunk_by(|(a, _), (b, _)| a.finding == b.finding) {
            let Some((_, Some(key))) = same.first() else { continue };
            let limit = self.rows.get(key).copied().unwrap_or(0);
            if limit > rows.get(key).copied().unwrap_or(0) {
                *rows.entry(key.clone()).or_default() += 1;
                accepted.extend(same.iter().map(|(line, _)| line.index));
            }
        }
        let remaining = Baseline { rows };
        BaselineDiff { gone: self.count() - remaining.count(), remaining, accepted }
    }
}

impl std::fmt::Display for Baseline {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        writeln!(f, "{OPENING}")?;
        for (Fingerprint { key, code, words }, count) in &self.rows {
            writeln!(f, "{key}\t{code}\t{count}\t{words}")?;
        }
        Ok(())
    }
}

/// The words that identify a finding: the letters and digits that last, not too many, no long number.
fn words(span: &str) -> String {
    let mut out = String::new();
    let (mut digits, mut length) = (String::new(), 0_usize);
    for c in lasting(span).map(Some).chain([None]) {
        if let Some(digit) = c.filter(|c| c.is_numeric()) {
            digits.push(digit);
            continue;
        }
        if digits.chars().count() < LONG_NUMBER {
            out.push_str(&digits);
            length += digits.chars().count();
        }
        digits.clear();
        if length >= MAX_WORDS {
            break;
        }
        out.extend(c);
        length += 1;
    }
    out.chars().take(MAX_WORDS).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::catalogue::{FrontFault, LinkFault};
    use crate::diag::report::tests::report;
    use crate::text::Span;

    /// A warning at each occurrence of a word.
    fn warnings(text: &str, word: &str) -> Report {
        let at = |(i, _): (usize, &str)| {
            Finding::at(&"a.md".into(), Span::new(i..i + word.len()), LinkFault::NoAltText { target: word.to_owned() })
        };
        report(text.match_indices(word).map(at).collect())
    }

    fn fingerprinted<'r>(report: &'r Report, text: &str) -> Vec<Fingerprinted<'r>> {
        let key = "a".into();
        report.lines().into_iter().map(|line| (line, Fingerprint::new(line.finding, &key, text))).collect()
    }

    fn baseline(text: &str, word: &str) -> Baseline {
        Baseline::of(&fingerprinted(&warnings(text, word), text))
    }

    /// The starts of the new findings, and the difference.
    fn compared(baseline: &Baseline, text: &str, word: &str) -> (Vec<u32>, BaselineDiff) {
        let report = warnings(text, word);
        let diff = baseline.compare(fingerprinted(&report, text));
        let report = diff.apply(report, false);
        (report.listing().findings().filter_map(|(f, _)| f.span).map(|s| s.start).collect(), diff)
    }

    #[test]
    fn moving_a_line_changes_nothing() {
        let (new, diff) = compared(&baseline("甲\n旧话\n", "旧话"), "新的一段\n\n旧话\n甲\n", "旧话");
        assert_eq!((new.len(), diff.remaining.count(), diff.gone), (0, 1, 0));
    }

    #[test]
    fn one_more_of_the_same_is_new_and_the_last_in_the_file() {
        assert_eq!(compared(&baseline("旧话旧话", "旧话"), "旧话，旧话，旧话", "旧话").0, [18]);
    }

    #[test]
    fn the_count_only_goes_down() {
        let (_, diff) = compared(&baseline("旧话旧话旧话", "旧话"), "旧话，别的", "旧话");
        assert_eq!((diff.remaining.count(), diff.gone), (1, 2));
        assert_eq!(compared(&diff.remaining, "旧话旧话", "旧话").0.len(), 1);
    }

    #[test]
    fn a_finding_that_was_made_twice_is_accepted_twice() {
        let finding = Finding::at(&"a.md".into(), Span::new(0..6), LinkFault::HeadingOne {});
        let report = report(vec![finding.clone(), finding]);
        let baseline = Baseline::of(&fingerprinted(&report, "旧话"));
        let diff = baseline.compare(fingerprinted(&report, "旧话"));
        assert_eq!((baseline.count(), diff.gone), (1, 0));
        assert!(diff.apply(report, false).listing().is_empty());
    }

    #[test]
    fn faults_of_structure_are_never_accepted() {
        let report = report(vec![Finding::about(&"a.md".into(), FrontFault::Missing { key: "title".to_owned() })]);
        assert_eq!(Baseline::of(&fingerprinted(&report, "")).count(), 0);
        let forged = Baseline::parse("a.md\tSG106\t1\t\n").unwrap();
        let diff = forged.compare(fingerprinted(&report, ""));
        assert_eq!((diff.gone, diff.apply(report, false).counts().errors), (1, 1));
    }

    #[test]
    fn a_text_is_read_back_as_it_was_written() {
        let mut baseline = baseline("旧话旧话", "旧话");
        baseline.rows.extend(self::baseline(" 话\t旧 \n", "话\t旧").rows);
        assert_eq!(baseline.to_string(), format!("{OPENING}\na\tSG222\t2\t旧话\na\tSG222\t1\t话旧\n"));
        assert_eq!(Baseline::parse(&baseline.to_string()), Ok(baseline));
        assert_eq!(Baseline::parse("# 说明\na\tSG222\t2\t甲\na\tSG222\t1\t甲\n").unwrap().count(), 1);
        for bad in ["<<<<<<< HEAD", "a\tSG222\t0\t甲", "a\tSG222\t2", "a\tX\t1\t甲"] {
            assert_eq!(Baseline::parse(&format!("{OPENING}\n{bad}\n")), Err(2), "{bad}");
        }
    }

    /// Its rows name paths, and words with marks, blanks and masked numbers, of which two may be the same now.
    #[test]
    fn a_text_of_an_older_version_is_read() {
        let text = "# sitegen baseline: file, code, count, words. Only `sitegen check --update-baseline` changes it.\n\
                    content/articles/0/1.md\tSG222\t2\t甲? 乙\ncontent/articles/0/1.md\tSG222\t1\t甲？乙\n\
                    content/articles/b.md\tSG564\t1\t电话########### 转 12345\ncontent/lenders.yaml\tSG520\t1\t甲\n";
        let slug = |path: &str| (path == "content/articles/b.md").then(|| "other".into());
        let read = Baseline::parse(text).unwrap().with_slugs(slug).to_string();
        assert_eq!(
            read,
            format!("{OPENING}\n1\tSG222\t3\t甲乙\ncontent/lenders.yaml\tSG520\t1\t甲\nother\tSG564\t1\t电话转12345\n")
        );
    }

    #[test]
    fn what_a_machine_mends_is_the_same_afterwards() {
        for (before, after) in [
            ("还款吗? 是的,可以", "还款吗？是的，可以"),
            ("##标题 一", "## 标题一"),
            ("融机构的问", "金融机构的问题"),
            ("⾦额\u{200b}另⾏Ａ", "金额另行A"),
            ("** 重点 **", "**重点**"),
        ] {
            assert_eq!(words(before), words(after), "{before}");
        }
        assert_ne!(words("还款"), words("还贷"));
    }

    #[test]
    fn numbers_that_could_be_someones_are_not_repeated() {
        assert_eq!(words(" 电话１３８ 12345678\n转 12345 "), "电话转12345");
        assert_eq!(words(&"长".repeat(99)), "长".repeat(24));
        assert_eq!(words(&words(&"长12".repeat(99))), words(&"长12".repeat(99)));
    }
}
