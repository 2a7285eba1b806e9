//! Which findings of a run are printed, and the table that counts all of them by code. A large library has tens of thousands of
//! warnings: people read the first few of each code, scripts read every finding.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::Format;
use crate::diag::{Code, Finding, Lang, Listing, LocatedFinding, Severity, explanation, explanations};
use crate::text::localized;

/// Errors that are printed for people.
const ERRORS: usize = 200;
/// Warnings of each code that are printed for people.
const PER_CODE: usize = 10;
/// Annotations of each severity that GitHub shows.
const ANNOTATIONS: usize = 10;
/// Findings beyond which a table of their codes follows.
const WITHOUT_TABLE: usize = 10;

/// What a run is asked to print.
#[derive(Debug, Clone, Default)]
pub(crate) struct Selection {
    /// First digits of the wanted codes; every code if there are none.
    prefixes: Vec<String>,
    /// True if nothing is left out.
    pub(crate) is_complete: bool,
}

impl Selection {
    /// Reads the wanted codes: `SG551`, or the start of some codes, such as `SG2`.
    ///
    /// # Errors
    /// The first word with which no code starts.
    pub(crate) fn new<'a>(words: impl IntoIterator<Item = &'a str>, is_complete: bool) -> Result<Selection, &'a str> {
        let words = words.into_iter().flat_map(|list| list.split([',', '，', '、'])).map(str::trim).filter(|word| !word.is_empty());
        let prefixes = words.map(|word| prefix(word).ok_or(word)).collect::<Result<_, _>>()?;
        Ok(Selection { prefixes, is_complete })
    }

    pub(crate) fn has(&self, code: Code) -> bool {
        self.prefixes.is_empty() || self.prefixes.iter().any(|prefix| starts_with(code, prefix))
    }
}

/// The digits of the start of some code.
fn prefix(word: &str) -> Option<String> {
    let upper = word.to_ascii_uppercase();
    let digits = upper.strip_prefix("SG").unwrap_or(&upper);
    explanations().iter().any(|known| starts_with(known.code, digits)).then(|| digits.to_owned())
}

fn starts_with(code: Code, digits: &str) -> bool {
    format!("{:03}", code.0).starts_with(digits)
}

/// The findings of a run that are printed, and the number of all that are selected.
#[derive(Debug)]
pub(crate) struct Choice<'l> {
    pub(crate) findings: Vec<(&'l Finding, Severity)>,
    /// By code, errors first.
    tallies: BTreeMap<(Reverse<Severity>, Code), Tally>,
    /// The number of selected findings by what limits them; empty if nothing does.
    shares: BTreeMap<Share, usize>,
    limits: Limits,
}

/// The findings of a code.
#[derive(Debug, Clone, Copy, Default)]
struct Tally {
    count: usize,
    files: usize,
}

/// The findings that share a limit: all of a severity, or the warnings of one code.
type Share = (Severity, Option<Code>);

#[derive(Debug, Clone, Copy)]
struct Limits(Option<Format>);

impl Limits {
    fn of(self, code: Code, severity: Severity) -> Option<(Share, usize)> {
        match (self.0?, severity) {
            (Format::Short | Format::Json, _) => None,
            (Format::Github, _) => Some(((severity, None), ANNOTATIONS)),
            (Format::Human { .. }, Severity::Error) => Some(((severity, None), ERRORS)),
            (Format::Human { .. }, Severity::Warning | Severity::Old) => Some(((severity, Some(code)), PER_CODE)),
        }
    }
}

impl<'l> Choice<'l> {
    /// Chooses the findings that a format prints, in their order; for GitHub the errors come first.
    pub(crate) fn new(listing: &'l Listing<'_>, selection: &Selection, format: Format) -> Choice<'l> {
        let limits = Limits((!selection.is_complete).then_some(format));
        let mut tallies: BTreeMap<_, (Tally, Option<&str>)> = BTreeMap::new();
        let (mut findings, mut shares) = (Vec::new(), BTreeMap::new());
        for (finding, severity) in listing.findings().filter(|(finding, _)| selection.has(finding.fault.code())) {
            let code = finding.fault.code();
            let (tally, last) = tallies.entry((Reverse(severity), code)).or_default();
            tally.count += 1;
            tally.files += usize::from(*last != Some(&*finding.path));
            *last = Some(&finding.path);
            let is_within = limits.of(code, severity).is_none_or(|(share, limit)| {
                let count: &mut usize = shares.entry(share).or_default();
                *count += 1;
                *count <= limit
            });
            if is_within {
                findings.push((finding, severity));
            }
        }
        if format == Format::Github {
            findings.sort_by_key(|(_, severity)| Reverse(*severity));
        }
        let tallies = tallies.into_iter().map(|(key, (tally, _))| (key, tally)).collect();
        Choice { findings, tallies, shares, limits }
    }

    fn count(&self) -> usize {
        self.tallies.values().map(|tally| tally.count).sum()
    }

    /// True if findings are left out.
    pub(super) fn is_partial(&self) -> bool {
        self.findings.len() < self.count()
    }

    /// The sentences about what is left out, each behind the last finding that is printed of its share.
    pub(super) fn omissions(&self) -> Omissions<'_> {
        Omissions { choice: self, counts: BTreeMap::new() }
    }

    /// A row of words for each code, below the names of the columns.
    fn cells(&self, lang: Lang) -> Vec<[String; 5]> {
        let head = [["编号", "级别", "数量", "文件", "说明"], ["code", "severity", "count", "files", "meaning"]];
        let row = |((Reverse(severity), code), tally): (&(Reverse<Severity>, Code), &Tally)| {
            let meaning = explanation(*code).map(|known| known.title(lang)).unwrap_or_default();
            [code.to_string(), severity.text(lang).to_owned(), grouped(tally.count), grouped(tally.files), meaning]
        };
        std::iter::once(localized(lang, head).map(str::to_owned)).chain(self.tallies.iter().map(row)).collect()
    }

    /// The table for a terminal, if there are more findings than one sees at a glance.
    pub(super) fn table(&self, lang: Lang) -> Option<String> {
        let cells = self.cells(lang);
        let width = |column: usize| cells.iter().filter_map(|row| row.get(column)).map(|cell| columns(cell)).max().unwrap_or(0);
        let widths: [usize; 4] = std::array::from_fn(width);
        let line = |row: &[String; 5]| {
            let mut line = String::new();
            for (column, (cell, width)) in row.iter().zip(widths).enumerate() {
                let blanks = " ".repeat(width - columns(cell).min(width));
                line.push_str(&if column < 2 { format!("{cell}{blanks}  ") } else { format!("{blanks}{cell}  ") });
            }
            format!("{line}{}\n", row[4])
        };
        (self.count() > WITHOUT_TABLE).then(|| cells.iter().map(line).collect())
    }

    /// The table in Markdown; empty if there are no findings.
    pub(crate) fn markdown(&self, lang: Lang) -> String {
        let line = |row: &[String; 5]| format!("| {} |\n", row.each_ref().map(|cell| escaped(cell)).join(" | "));
        let lines: Vec<String> = self.cells(lang).iter().map(line).collect();
        match lines.split_first() {
            Some((head, rows)) if !rows.is_empty() => format!("{head}| --- | --- | ---: | ---: | --- |\n{}", rows.concat()),
            _ => String::new(),
        }
    }
}

/// Counts findings as they are printed.
pub(super) struct Omissions<'c> {
    choice: &'c Choice<'c>,
    counts: BTreeMap<Share, usize>,
}

impl Omissions<'_> {
    /// The sentence that follows a printed finding, if others of its share are left out.
    pub(super) fn after(&mut self, printed: &LocatedFinding, lang: Lang) -> Option<String> {
        let (share, limit) = self.choice.limits.of(printed.finding.fault.code(), printed.severity)?;
        let count = self.counts.entry(share).or_default();
        *count += 1;
        let more = self.choice.shares.get(&share)?.checked_sub(limit).filter(|more| *more > 0 && *count == limit)?;
        let plural = if more == 1 { "" } else { "s" };
        let more = grouped(more);
        let texts = match share.1 {
            Some(code) => [format!("另有 {more} 处 {code}，用 --all 全部列出"), format!("{more} more {code}: --all lists them")],
            None => [format!("另有 {more} 个错误，用 --all 全部列出"), format!("{more} more error{plural}: --all lists them")],
        };
        Some(localized(lang, texts))
    }
}

/// A cell of a Markdown table. Nothing in it is markup.
fn escaped(cell: &str) -> String {
    let is_mark = |c: char| c.is_ascii_punctuation() && !".,:;()/-".contains(c);
    cell.chars().flat_map(|c| is_mark(c).then_some('\\').into_iter().chain([c])).collect()
}

/// Columns that a text takes in a terminal.
pub(crate) fn columns(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

/// A number with a comma before each group of three digits.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let comma =
        |(at, digit): (usize, char)| (at > 0 && (digits.len() - at).is_multiple_of(3)).then_some(',').into_iter().chain([digit]);
    digits.char_indices().flat_map(comma).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_selected_by_their_start() {
        let has = |words: &[&str], code| Selection::new(words.iter().copied(), false).unwrap().has(Code(code));
        assert!(has(&[], 551) && has(&["SG551"], 551) && has(&["sg5"], 551) && has(&["55"], 551));
        assert!(has(&["SG2，SG551"], 551) && has(&["SG2, SG551"], 204) && has(&["SG2", "SG551"], 204) && has(&["SG0"], 5));
        assert!(!has(&["SG2"], 551) && !has(&["SG552"], 551) && !has(&["SG5"], 5));
        assert_eq!(Selection::new(["SG2,SG7xx"], false).unwrap_err(), "SG7xx");
        assert_eq!(Selection::new(["SG2045"], false).unwrap_err(), "SG2045");
        assert_eq!(Selection::new(["逾期"], false).unwrap_err(), "逾期");
    }

    #[test]
    fn numbers_are_grouped() {
        assert_eq!([0, 12, 999, 1_000, 53_716, 1_234_567].map(grouped), ["0", "12", "999", "1,000", "53,716", "1,234,567"]);
    }

    #[test]
    fn nothing_in_a_markdown_cell_is_markup() {
        assert_eq!(escaped("正文里不能写 HTML「<b>」| `x`"), "正文里不能写 HTML「\\<b\\>」\\| \\`x\\`");
    }
}
