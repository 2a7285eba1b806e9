//! A baseline: findings of an old library that are accepted as they stand, so that only new ones fail. A count that only goes
//! down: nothing is ever added to it. It never reads or writes a file.
//!
//! A finding is known by its file, its code and the words it stands on, never by its line, so that moving text about breaks
//! nothing; how often the three occur together is counted. As a text it is sorted, one key a line, which git can merge.

use std::collections::BTreeMap;

use super::{Code, Finding, entry};

/// Characters of the words that are kept.
const WORDS: usize = 40;
/// Digits in a row from which on they are not repeated: they could be someone's number.
const NUMBER: usize = 6;
/// The line that opens a file.
const OPENING: &str = "# sitegen baseline: file, code, count, words. Only `sitegen check --update-baseline` changes it.";

/// What a finding is known by: file, code, words.
type Key = (String, Code, String);

/// Accepted findings, counted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Baseline {
    rows: BTreeMap<Key, usize>,
}

/// How findings stand to a baseline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judged {
    /// Findings beyond it: the new ones.
    pub new: Vec<Finding>,
    /// What of the baseline is still there.
    pub left: Baseline,
    /// Findings that it accepts.
    pub accepted: usize,
    /// Findings that it would accept but that are gone.
    pub gone: usize,
}

/// A finding with the words it stands on.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Worded {
    /// The finding.
    pub finding: Finding,
    words: String,
}

impl Worded {
    /// A finding in a file of this text. What a machine mends is told only a few times of a file, whichever come first, so
    /// there the words say nothing.
    pub fn new(finding: Finding, text: &str) -> Worded {
        let span = finding.span.filter(|_| finding.edit.is_none()).map_or("", |s| s.of(text));
        Worded { words: words(span), finding }
    }

    fn key(&self) -> Key {
        (self.finding.path.to_string(), self.finding.fault.code(), self.words.clone())
    }
}

/// True where a finding may be accepted: where the settings might lower its severity, too. Faults of structure would make a
/// broken site, and what identifies a person is published under no circumstances.
pub fn may_accept(finding: &Finding) -> bool {
    let code = finding.fault.code();
    entry(code).is_some_and(|e| !e.is_fixed()) && !finding.fault.is_private()
}

impl Baseline {
    /// Reads a baseline. A key that stands there twice, as after a merge, counts as the smaller of the two says.
    ///
    /// # Errors
    /// The number of the first line that is not understood.
    pub fn parse(text: &str) -> Result<Baseline, usize> {
        let mut rows = BTreeMap::new();
        for (n, line) in text.lines().enumerate().filter(|(_, l)| !l.is_empty() && !l.starts_with('#')) {
            let mut cells = line.splitn(4, '\t');
            let mut cell = || cells.next().ok_or(n + 1);
            let (path, code, count, words) = (cell()?, cell()?, cell()?, cell()?);
            let code = code.parse::<Code>().map_err(|()| n + 1)?;
            let count = count.parse::<usize>().ok().filter(|c| *c > 0).ok_or(n + 1)?;
            let known = rows.entry((path.to_owned(), code, words.to_owned())).or_insert(count);
            *known = count.min(*known);
        }
        Ok(Baseline { rows })
    }

    /// The baseline that accepts all of these findings that may be accepted.
    pub fn of(findings: &[Worded]) -> Baseline {
        let mut rows: BTreeMap<Key, usize> = BTreeMap::new();
        for worded in findings.iter().filter(|w| may_accept(&w.finding)) {
            *rows.entry(worded.key()).or_default() += 1;
        }
        Baseline { rows }
    }

    /// How many findings it accepts.
    pub fn count(&self) -> usize {
        self.rows.values().sum()
    }

    /// Parts findings into those that the baseline accepts and those that are new. Of more than it accepts of a key, the last
    /// ones in the file are new. `findings` are sorted by place and each is there once.
    pub fn judge(&self, findings: Vec<Worded>) -> Judged {
        let mut left: BTreeMap<Key, usize> = BTreeMap::new();
        let mut new = Vec::new();
        for worded in findings {
            let key = worded.key();
            let limit = if may_accept(&worded.finding) { self.rows.get(&key).copied().unwrap_or(0) } else { 0 };
            if limit > left.get(&key).copied().unwrap_or(0) {
                *left.entry(key).or_default() += 1;
            } else {
                new.push(worded.finding);
            }
        }
        let left = Baseline { rows: left };
        let accepted = left.count();
        Judged { new, accepted, gone: self.count() - accepted, left }
    }
}

impl std::fmt::Display for Baseline {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        writeln!(f, "{OPENING}")?;
        for ((path, code, words), count) in &self.rows {
            writeln!(f, "{path}\t{code}\t{count}\t{words}")?;
        }
        Ok(())
    }
}

/// The words that a finding is known by: on one line, not too many, no long number.
fn words(span: &str) -> String {
    let plain = |c: char| if c.is_whitespace() || c.is_control() { ' ' } else { c };
    let line: String = span.trim().chars().map(plain).take(WORDS).collect();
    let mut out = String::with_capacity(line.len());
    let mut digits = String::new();
    for c in line.chars().chain(std::iter::once('\n')) {
        if c.is_numeric() {
            digits.push(c);
            continue;
        }
        let long = digits.chars().count() >= NUMBER;
        out.push_str(&if long { "#".repeat(digits.chars().count()) } else { std::mem::take(&mut digits) });
        digits.clear();
        out.push(c);
    }
    out.trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::catalogue::{FrontFault, LinkFault};
    use crate::text::Span;

    /// A warning on each place of a word.
    fn findings(text: &str, word: &str) -> Vec<Worded> {
        let at = |(i, _): (usize, &str)| {
            let finding =
                Finding::at(&"a.md".into(), Span::new(i..i + word.len()), LinkFault::NoAltText { target: word.to_owned() });
            Worded::new(finding, text)
        };
        text.match_indices(word).map(at).collect()
    }

    #[test]
    fn moving_a_line_changes_nothing() {
        let baseline = Baseline::of(&findings("甲\n旧话\n", "旧话"));
        let judged = baseline.judge(findings("新的一段\n\n旧话\n甲\n", "旧话"));
        assert_eq!((judged.new.len(), judged.accepted, judged.gone), (0, 1, 0));
    }

    #[test]
    fn one_more_of_the_same_is_new_and_the_last_in_the_file() {
        let baseline = Baseline::of(&findings("旧话旧话", "旧话"));
        let judged = baseline.judge(findings("旧话，旧话，旧话", "旧话"));
        assert_eq!(judged.new.iter().map(|f| f.span.map(|s| s.start)).collect::<Vec<_>>(), [Some(18)]);
    }

    #[test]
    fn the_count_only_goes_down() {
        let baseline = Baseline::of(&findings("旧话旧话旧话", "旧话"));
        let judged = baseline.judge(findings("旧话，别的", "旧话"));
        assert_eq!((judged.accepted, judged.gone, judged.left.count()), (1, 2, 1));
        assert_eq!(judged.left.judge(findings("旧话旧话", "旧话")).new.len(), 1);
    }

    #[test]
    fn faults_of_structure_are_never_accepted() {
        let finding = Finding::about(&"a.md".into(), FrontFault::NoFrontMatter {});
        let worded = vec![Worded::new(finding.clone(), "")];
        assert_eq!(Baseline::of(&worded).count(), 0);
        let forged = Baseline::parse("a.md\tSG101\t1\t\n").unwrap();
        let judged = forged.judge(worded);
        assert_eq!((judged.new, judged.gone), (vec![finding], 1));
    }

    #[test]
    fn a_text_is_read_back_as_it_was_written() {
        let baseline = Baseline::of(&[findings("旧话旧话", "旧话"), findings(" 话\t旧 \n", "话\t旧")].concat());
        assert_eq!(baseline.to_string(), format!("{OPENING}\na.md\tSG222\t2\t旧话\na.md\tSG222\t1\t话 旧\n"));
        assert_eq!(Baseline::parse(&baseline.to_string()), Ok(baseline));
        assert_eq!(Baseline::parse("# 说明\na.md\tSG222\t2\t甲\na.md\tSG222\t1\t甲\n").unwrap().count(), 1);
        for bad in ["<<<<<<< HEAD", "a.md\tSG222\t0\t甲", "a.md\tSG222\t2", "a.md\tX\t1\t甲"] {
            assert_eq!(Baseline::parse(&format!("{OPENING}\n{bad}\n")), Err(2), "{bad}");
        }
    }

    #[test]
    fn numbers_that_could_be_someones_are_not_repeated() {
        assert_eq!(words(" 电话１３８12345678\n转 12345 "), "电话########### 转 12345");
        assert_eq!(words(&"长".repeat(99)), "长".repeat(40));
    }
}
