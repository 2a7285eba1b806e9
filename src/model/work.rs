//! `work.tsv`: which articles are assigned to whom. Nobody ticks anything off: whether a task is done follows from its article.
//!
//! ```text
//! slug<TAB>who<TAB>given<TAB>due<TAB>codes
//! 120345   bian-a   2026-12-01   2026-12-31
//! 120346   bian-b   2026-12-01                SG502,review
//! ```
//!
//! The order of the rows is the order of the work. Lines that start with `#` are comments. Of two rows of an article the first counts.

use std::collections::BTreeSet;
use std::fmt::Write;

use jiff::civil::Date;

use crate::diag::{Code, explanation};
use crate::model::slug::Why;
use crate::model::yaml::parse_date;

/// Path of the table in the site's folder.
pub(crate) const FILE: &str = "work.tsv";
const OPENING: &str = "# sitegen work: slug, who, given, due, codes. `sitegen work assign` adds rows.";
const REVIEW: &str = "review";

/// What a task asks of its article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Need {
    /// It has no finding of this code.
    Without(Code),
    /// A lawyer's review is valid.
    Review,
}

impl Need {
    /// Reads `SG502` or `review`.
    pub(crate) fn parse(word: &str) -> Option<Need> {
        let code = || word.parse::<Code>().ok().filter(|code| explanation(*code).is_some()).map(Need::Without);
        if word == REVIEW { Some(Need::Review) } else { code() }
    }

    pub(crate) fn word(self) -> String {
        match self {
            Need::Without(code) => code.to_string(),
            Need::Review => REVIEW.to_owned(),
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Task {
    pub(crate) slug: String,
    /// The id of a person.
    pub(crate) who: String,
    pub(crate) given: Date,
    pub(crate) due: Option<Date>,
    /// What it asks; what most tasks ask if there is nothing.
    pub(crate) needs: Vec<Need>,
}

impl Task {
    fn line(&self) -> String {
        let due = self.due.map_or_else(String::new, |due| due.to_string());
        let needs: Vec<String> = self.needs.iter().map(|need| need.word()).collect();
        format!("{}\t{}\t{}\t{due}\t{}", self.slug, self.who, self.given, needs.join(",")).trim_end_matches('\t').to_owned()
    }
}

/// Reads the tasks of a table.
///
/// # Errors
/// The number of the first line that is no row, and why.
pub(crate) fn read(text: &str) -> Result<Vec<Task>, (usize, Why)> {
    let mut tasks = Vec::new();
    let mut slugs: BTreeSet<&str> = BTreeSet::new();
    for (n, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#')) {
        let task = row(line).map_err(|why| (n + 1, why))?;
        if slugs.insert(line.split('\t').next().unwrap_or("").trim()) {
            tasks.push(task);
        }
    }
    Ok(tasks)
}

fn row(line: &str) -> Result<Task, Why> {
    let mut cells = line.split('\t').map(str::trim);
    let mut cell = || cells.next().unwrap_or("");
    let (slug, who, given, due, needs) = (cell(), cell(), cell(), cell(), cell());
    if slug.is_empty() || who.is_empty() {
        return Err(("要有 slug 和负责人两栏，用制表符隔开", "it needs a slug and a person, separated by a tab"));
    }
    let date = |text: &str| parse_date(text).map_err(|_| ("日期写成 2026-03-09", "a date is written as 2026-03-09"));
    let need = |word: &str| Need::parse(word).ok_or(("要写编号（如 SG502）或 review", "it needs codes such as SG502, or `review`"));
    let words = needs.split(',').map(str::trim).filter(|word| !word.is_empty());
    Ok(Task {
        slug: slug.to_owned(),
        who: who.to_owned(),
        given: date(given)?,
        due: if due.is_empty() { None } else { Some(date(due)?) },
        needs: words.map(need).collect::<Result<_, _>>()?,
    })
}

/// The text of a table with more tasks behind those that it has.
pub(crate) fn with(text: &str, tasks: &[Task]) -> String {
    let mut out = if text.is_empty() { format!("{OPENING}\n") } else { text.to_owned() };
    if !out.ends_with('\n') {
        out.push('\n');
    }
    for task in tasks {
        // Writing to a String cannot fail.
        let _ = writeln!(out, "{}", task.line());
    }
    out
}

/// Deals articles out to as many people as there are shares: each group of articles to the one who has the fewest so far.
pub(crate) fn deal(groups: &[usize], people: usize) -> Vec<usize> {
    let mut shares = vec![0_usize; people];
    let mut next = |size: &usize| {
        let (person, share) = shares.iter_mut().enumerate().min_by_key(|(_, share)| **share)?;
        *share += size;
        Some(person)
    };
    groups.iter().filter_map(&mut next).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_read_as_it_was_written() {
        let day = Date::constant(2026, 12, 1);
        let task =
            |slug: &str, needs: &[Need], due| Task { slug: slug.into(), who: "a".into(), given: day, due, needs: needs.to_vec() };
        let tasks = [task("1", &[], None), task("2", &[Need::Without(Code(502)), Need::Review], Some(day))];
        let text = with("", &tasks);
        assert_eq!(text, format!("{OPENING}\n1\ta\t2026-12-01\n2\ta\t2026-12-01\t2026-12-01\tSG502,review\n"));
        assert_eq!(read(&text).unwrap(), tasks);
        let more = with(&text, &[task("1", &[Need::Review], None)]);
        assert_eq!((more.lines().count(), read(&more).unwrap()), (4, tasks.to_vec()));
    }

    #[test]
    fn a_line_that_is_no_row_is_named() {
        for bad in ["1", "1\ta", "1\ta\t2026-13-01", "1\ta\t2026-12-01\tsoon", "1\ta\t2026-12-01\t\tSG999", "<<<<<<< HEAD"] {
            assert_eq!(read(&format!("# 说明\n{bad}\n")).unwrap_err().0, 2, "{bad}");
        }
    }

    #[test]
    fn everybody_gets_about_as_much() {
        assert_eq!(deal(&[1, 1, 1, 1], 2), [0, 1, 0, 1]);
        assert_eq!(deal(&[5, 1, 1, 1], 2), [0, 1, 1, 1]);
        assert_eq!(deal(&[1], 0), [0; 0]);
    }
}
