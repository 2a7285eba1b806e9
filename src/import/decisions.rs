//! A table of decisions that people filled in → what to do with each article, or the errors at their lines.

use std::collections::BTreeMap;

use super::triage::{Choice, Reason, table};
use crate::diag::catalogue::DecisionFault;
use crate::diag::{Finding, Role, nearest};
use crate::model::ledger::address;
use crate::text::{Source, Span};

/// Words that people use for a decision besides those of [`Choice`].
const OTHER_WORDS: &[(&str, Choice)] = &[
    ("保留", Choice::Keep),
    ("草稿", Choice::Draft),
    ("撤回", Choice::Withdraw),
    ("转向", Choice::Redirect),
    ("转到", Choice::Redirect),
    ("删除", Choice::Gone),
];

/// What a decision says about a whole group: its articles without a decision of their own lead to the one of the row.
const MERGE: [&str; 2] = ["merge", "合并"];

/// A row in which somebody decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Decision {
    /// The address of the article in the form of the ledger, or the key of its record.
    pub(crate) address: String,
    pub(crate) choice: Choice,
    /// The address of the article that takes its place.
    pub(crate) target: String,
    pub(crate) note: String,
    /// The row in the table.
    pub(crate) span: Span,
}

/// Reads the rows in which somebody decided, and checks each for itself.
pub(crate) fn read(source: &Source) -> (Vec<Decision>, Vec<Finding>) {
    let records = match table::read(&source.text) {
        Ok(records) => records,
        Err((at, zh, en)) => return (Vec::new(), vec![finding(source, Span::new(at..at), (zh, en))]),
    };
    let (mut decisions, mut findings): (Vec<Decision>, Vec<Finding>) = (Vec::new(), Vec::new());
    let mut firsts: BTreeMap<String, usize> = BTreeMap::new();
    let (merged, wrong) = merged(source, &records);
    findings.extend(wrong);
    let own = records.iter().filter(|record| !record.get("decision").is_empty() && !is_merge(record.get("decision")));
    for decision in own.map(|record| decision(source, record)).chain(merged.into_iter().map(Ok)) {
        let decision = match decision {
            Ok(decision) => decision,
            Err(finding) => {
                findings.push(*finding);
                continue;
            }
        };
        match firsts.get(&decision.address).and_then(|first| decisions.get(*first)) {
            Some(first) => {
                let fault = ("这个网址在表里有两行决定", "the table decides about this address twice");
                findings.push(finding(source, decision.span, fault).with(&source.path, Some(first.span), Role::First));
            }
            None => {
                firsts.insert(decision.address.clone(), decisions.len());
                decisions.push(decision);
            }
        }
    }
    (decisions, findings)
}

/// True for a cell that decides about a whole group.
pub(crate) fn is_merge(cell: &str) -> bool {
    MERGE.contains(&&*plain(cell))
}

/// The decisions about the articles of groups that are merged, and the rows that cannot be followed.
fn merged(source: &Source, records: &[table::Record]) -> (Vec<Decision>, Vec<Finding>) {
    let (mut decisions, mut findings) = (Vec::new(), Vec::new());
    let mut targets: BTreeMap<&str, (String, String)> = BTreeMap::new();
    for record in records.iter().filter(|record| is_merge(record.get("decision"))) {
        let (group, target) = (record.get("group"), record.get("target2"));
        let why = match () {
            () if group.is_empty() => Some(("merge 只用于有 group 的行", "`merge` is for rows with a group")),
            () if target.is_empty() && record.get("reasons").split(' ').any(|reason| reason == Reason::Template.word()) => Some((
                "这一组写的是不同的机构，不能并到其中一家的文章；在 target2 写一篇通用文章",
                "the articles of this group are about different lenders; name a general article in `target2`",
            )),
            () if targets.contains_key(group) => Some(("这一组有两行 merge", "the group has two rows with `merge`")),
            () => None,
        };
        let target = normal(if target.is_empty() { record.get("address") } else { target });
        match (why, target) {
            (None, Some(target)) => drop(targets.insert(group, (target, record.get("note").to_owned()))),
            (why, _) => {
                let why = why.unwrap_or(("target2 要写一个网址", "`target2` needs an address"));
                findings.push(finding(source, Span::new(record.range.clone()), why));
            }
        }
    }
    for record in records.iter().filter(|record| record.get("decision").is_empty() || is_merge(record.get("decision"))) {
        let Some((target, note)) = targets.get(record.get("group")) else { continue };
        let span = Span::new(record.range.clone());
        match normal(record.get("address")) {
            Some(address) if address == *target => {}
            Some(address) => {
                let (target, note) = (target.clone(), note.clone());
                decisions.push(Decision { address, choice: Choice::Redirect, target, note, span });
            }
            None => findings.push(finding(source, span, NO_ADDRESS)),
        }
    }
    (decisions, findings)
}

const NO_ADDRESS: (&str, &str) = ("address 一栏要写表里原来的网址", "the column `address` needs the address that the table had");

/// The decision that a cell names.
pub(crate) fn choice(cell: &str) -> Option<Choice> {
    let word = plain(cell);
    let mut words = Choice::WORDS.iter().chain(OTHER_WORDS);
    words.find(|(known, _)| *known == word).map(|(_, choice)| *choice)
}

fn plain(cell: &str) -> String {
    cell.to_lowercase().trim_end_matches("(review)").trim().to_owned()
}

fn decision(source: &Source, record: &table::Record) -> Result<Decision, Box<Finding>> {
    let span = Span::new(record.range.clone());
    let refused = |why| Err(Box::new(finding(source, span, why)));
    let Some(choice) = choice(record.get("decision")) else {
        let word = plain(record.get("decision"));
        let near = nearest(&word, Choice::WORDS.iter().map(|(word, _)| *word));
        let near = near.map_or_else(String::new, |near| format!("（是否想写 {near}？）"));
        let fault = DecisionFault::DecisionRow {
            why_zh: format!("决定只能是 keep、draft、withdraw、redirect、gone，或者空着{near}"),
            why_en: "a decision is keep, draft, withdraw, redirect or gone, or empty".to_owned(),
        };
        return Err(Box::new(Finding::at(&source.path, span, fault)));
    };
    let address = match normal(record.get("address")) {
        Some(address) => address,
        None => return refused(NO_ADDRESS),
    };
    let target = if record.get("target2").is_empty() { record.get("target") } else { record.get("target2") };
    let target = if choice == Choice::Redirect { normal(target) } else { Some(String::new()) };
    let Some(target) = target.filter(|target| choice != Choice::Redirect || !target.is_empty()) else {
        return refused(("redirect 要在 target2 写清转到哪个网址", "`redirect` needs an address in `target2`"));
    };
    if choice == Choice::Redirect && target == address {
        return refused(("转到它自己", "it would redirect to itself"));
    }
    let note = record.get("note").to_owned();
    if matches!(choice, Choice::Withdraw | Choice::Gone) && note.is_empty() {
        return refused(("withdraw 和 gone 要在 note 写明原因", "`withdraw` and `gone` need their reason in `note`"));
    }
    Ok(Decision { address, choice, target, note, span })
}

/// An address in the form of the ledger, or the key of a record as it is.
fn normal(text: &str) -> Option<String> {
    if text.starts_with('/') {
        return address::normal(text).ok().map(std::borrow::Cow::into_owned);
    }
    Some(text.to_owned()).filter(|text| !text.is_empty())
}

pub(crate) fn finding(source: &Source, span: Span, (zh, en): (&str, &str)) -> Finding {
    Finding::at(&source.path, span, DecisionFault::DecisionRow { why_zh: zh.to_owned(), why_en: en.to_owned() })
}

/// Where the redirects of a table end: by address, the address that nothing leads on from.
///
/// # Errors
/// The rows whose redirects lead in a circle.
pub(crate) fn ends<'d, K: Ord + Copy>(redirects: &BTreeMap<K, (K, &'d Decision)>) -> Result<BTreeMap<K, K>, Vec<&'d Decision>> {
    let mut ends: BTreeMap<K, Option<K>> = BTreeMap::new();
    for start in redirects.keys() {
        let (mut path, mut at) = (Vec::new(), *start);
        let end = loop {
            match (ends.get(&at), redirects.get(&at)) {
                (Some(end), _) => break *end,
                (None, None) => break Some(at),
                (None, Some((next, _))) => {
                    // A row on the path is in a circle if it comes again.
                    ends.insert(at, None);
                    path.push(at);
                    at = *next;
                }
            }
        };
        for key in path {
            ends.insert(key, end);
        }
    }
    let circles: Vec<&Decision> =
        redirects.iter().filter(|(key, _)| ends.get(key) == Some(&None)).map(|(_, (_, row))| *row).collect();
    if circles.is_empty() { Ok(ends.into_iter().filter_map(|(key, end)| Some((key, end?))).collect()) } else { Err(circles) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(rows: &str) -> Vec<String> {
        let source = Source::new("decisions.csv", format!("address,title,target,decision,target2,note\r\n{rows}"));
        let (_, findings) = read(&source);
        let line =
            |f: &Finding| format!("{}: {}", f.span.map_or("", |s| s.of(&source.text)), f.fault.message(crate::diag::Lang::En));
        findings.iter().map(line).collect()
    }

    #[test]
    fn an_empty_cell_decides_nothing() {
        let text = "\u{feff}address,target,decision,target2,note\r\n/a,/b,,,待定\r\n/%E7%94%B2,/b,Redirect,,\r\n/c,/b,转到,/d,\r\nzblog:1,,keep (review),,\r\n";
        let (decisions, findings) = read(&Source::new("decisions.csv", text.trim_start_matches('\u{feff}')));
        let rows: Vec<(&str, Choice, &str)> = decisions.iter().map(|d| (&*d.address, d.choice, &*d.target)).collect();
        let expected = [("/甲", Choice::Redirect, "/b"), ("/c", Choice::Redirect, "/d"), ("zblog:1", Choice::Keep, "")];
        assert_eq!((rows.as_slice(), findings.len()), (expected.as_slice(), 0));
    }

    #[test]
    fn a_row_that_cannot_be_followed_is_named() {
        assert_eq!(
            faults(
                "/a,甲,,delete,,\r\n/b,乙,,redirect,,\r\n/c,丙,/c,redirect,,\r\n/d,丁,,gone,,\r\n/e,戊,,keep,,\r\n/e,戊,,draft,,\r\n,己,,draft,,\r\n"
            ),
            [
                "/a,甲,,delete,,: this decision cannot be applied: a decision is keep, draft, withdraw, redirect or gone, or empty",
                "/b,乙,,redirect,,: this decision cannot be applied: `redirect` needs an address in `target2`",
                "/c,丙,/c,redirect,,: this decision cannot be applied: it would redirect to itself",
                "/d,丁,,gone,,: this decision cannot be applied: `withdraw` and `gone` need their reason in `note`",
                "/e,戊,,draft,,: this decision cannot be applied: the table decides about this address twice",
                ",己,,draft,,: this decision cannot be applied: the column `address` needs the address that the table had",
            ]
        );
    }

    #[test]
    fn a_group_is_merged_by_one_cell() {
        let table = "address,reasons,group,decision,target2,note\n/a,duplicate,1,merge,,重复\n/b,duplicate,1,,,\n/c,duplicate,1,keep,,\n\
                     /d,template,2,合并,/g,\n/e,template,2,,,\n/f,template,3,,,\n";
        let (decisions, findings) = read(&Source::new("t.csv", table));
        let rows: Vec<String> =
            decisions.iter().map(|d| format!("{} {} {} {}", d.address, d.choice.word(), d.target, d.note)).collect();
        assert_eq!(findings, []);
        assert_eq!(rows, ["/c keep  ", "/b redirect /a 重复", "/d redirect /g ", "/e redirect /g "]);
        let wrong = "address,reasons,group,decision,target2,note\n/a,template thin,1,merge,,\n/b,duplicate,2,merge,,\n/c,duplicate,2,merge,,\n/d,thin,,merge,,\n";
        let (_, findings) = read(&Source::new("t.csv", wrong));
        let places: Vec<&str> = findings.iter().map(|f| &f.span.unwrap().of(wrong)[..2]).collect();
        assert_eq!(places, ["/a", "/c", "/d"]);
    }

    #[test]
    fn redirects_end_where_nothing_leads_on_and_circles_are_found() {
        let row = |n: u32| Decision {
            address: n.to_string(),
            choice: Choice::Redirect,
            target: String::new(),
            note: String::new(),
            span: Span::new(n as usize..n as usize),
        };
        let rows: Vec<Decision> = (0..9).map(row).collect();
        let map = |pairs: &[(u32, u32)]| pairs.iter().map(|(a, b)| (*a, (*b, &rows[*a as usize]))).collect::<BTreeMap<_, _>>();
        assert_eq!(ends(&map(&[(1, 2), (2, 3), (4, 2)])).unwrap(), BTreeMap::from([(1, 3), (2, 3), (4, 3)]));
        let circle = ends(&map(&[(1, 2), (2, 1), (3, 1), (4, 5)])).unwrap_err();
        assert_eq!(circle.iter().map(|row| row.address.as_str()).collect::<Vec<_>>(), ["1", "2", "3"]);
    }
}
