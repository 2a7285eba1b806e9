//! The ledger of addresses, `urls.tsv`: every address that the site or its predecessor ever had, and what became of it.
//!
//! ```text
//! address<TAB>state<TAB>target<TAB>reason
//! /hf/101.html    lives
//! /hf/102.html    redirect    /hf/101.html
//! /hf/103.html    gone                        repeats 101
//! /?id=101        query       /hf/101.html
//! ```
//!
//! Rows are sorted by address, in bytes. Lines that start with `#` are comments. The address is that of a file or, with a `?`, a query
//! that only a host can answer. Addresses are below the base path of the site, decoded as far as one line can hold them ([`address`]).

pub(crate) mod address;

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::fmt::Write;

use crate::diag::catalogue::LedgerFault;
use crate::diag::{Finding, Role, nearest};
use crate::model::slug::Why;
use crate::text::{Source, Span};

/// Path of the ledger in the site's folder.
pub(crate) const FILE: &str = "urls.tsv";
/// How the reason of a row begins that an import gave.
const IMPORTED: &str = "import:";

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum AddressState {
    /// An article stands at the address.
    Lives,
    /// The address leads to the target.
    Redirect,
    /// A page stands at the address.
    Page,
    /// The article is a draft.
    Draft,
    /// The import holds the record back.
    Held,
    /// There is nothing any more, for the reason of the row.
    Gone,
    /// The host leads the query to the target.
    Query,
}

impl AddressState {
    const ALL: [AddressState; 7] = [
        AddressState::Lives,
        AddressState::Redirect,
        AddressState::Page,
        AddressState::Draft,
        AddressState::Held,
        AddressState::Gone,
        AddressState::Query,
    ];

    pub(crate) fn word(self) -> &'static str {
        match self {
            AddressState::Lives => "lives",
            AddressState::Redirect => "redirect",
            AddressState::Page => "page",
            AddressState::Draft => "draft",
            AddressState::Held => "held",
            AddressState::Gone => "gone",
            AddressState::Query => "query",
        }
    }

    /// The words of all states.
    pub(crate) fn words() -> impl Iterator<Item = &'static str> {
        AddressState::ALL.into_iter().map(AddressState::word)
    }

    pub(crate) fn parse(word: &str) -> Option<AddressState> {
        AddressState::ALL.into_iter().find(|state| state.word() == word)
    }

    /// True if the row has to name a target.
    fn needs_target(self) -> bool {
        matches!(self, AddressState::Redirect | AddressState::Query)
    }
}

/// A row of the ledger. Its addresses are in the form of [`address`].
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Row<'a> {
    pub(crate) address: Cow<'a, str>,
    pub(crate) state: AddressState,
    /// An address of the site, or a URL of another; empty if there is none.
    pub(crate) target: Cow<'a, str>,
    /// Why the address is gone, or where the row comes from; may be empty.
    pub(crate) reason: Cow<'a, str>,
}

impl Row<'static> {
    /// A row for an address in the form of [`address`].
    pub(crate) fn new(address: String, state: AddressState, target: String, reason: &str) -> Row<'static> {
        Row { address: address.into(), state, target: target.into(), reason: one_line(reason).into() }
    }

    /// A row of state `gone` or `query` that the next import may change.
    pub(crate) fn imported(address: String, state: AddressState, target: String, reason: &str) -> Row<'static> {
        Row::new(address, state, target, &format!("{IMPORTED} {reason}"))
    }
}

impl Row<'_> {
    /// True if a person decided what becomes of the address: a row with a reason that no import gave, or one of state `gone` or
    /// `query` without a reason.
    pub(crate) fn is_decided(&self) -> bool {
        let needs_reason = matches!(self.state, AddressState::Gone | AddressState::Query);
        !self.reason.starts_with(IMPORTED) && (needs_reason || !self.reason.is_empty())
    }

    /// The path of the address without its slash, decoded; `None` if the address is a query.
    pub(crate) fn path(&self) -> Option<Cow<'_, str>> {
        address::path_of(&self.address)
    }

    /// The row as a line without its end.
    pub(crate) fn line(&self) -> String {
        let line = format!("{}\t{}\t{}\t{}", self.address, self.state.word(), self.target, self.reason);
        line.trim_end_matches('\t').to_owned()
    }

    fn into_owned(self) -> Row<'static> {
        let Row { address, state, target, reason } = self;
        Row { address: address.into_owned().into(), state, target: target.into_owned().into(), reason: reason.into_owned().into() }
    }
}

fn one_line(text: &str) -> String {
    text.split(|c: char| c.is_control() || c.is_whitespace()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The rows of a text in the order of its lines, each with its place or with the reason why the line is none.
pub(crate) fn rows(text: &str) -> impl Iterator<Item = (Span, Result<Row<'_>, RowError>)> {
    let mut start = 0;
    let lines = text.split_inclusive('\n').map(move |line| {
        let first = start;
        start += line.len();
        let line = line.trim_end_matches(['\n', '\r']);
        (Span::new(first..first + line.len()), line)
    });
    lines.filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#')).map(|(span, line)| (span, row(line)))
}

/// Why a line is no row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RowError {
    why: Why,
    /// The nearest word for a state that does not exist, with the place of the state in the line.
    state: Option<(Span, String)>,
}

fn row(line: &str) -> Result<Row<'_>, RowError> {
    let refused = |why| Err(RowError { why, state: None });
    let mut columns = line.split('\t');
    let (Some(address), Some(word)) = (columns.next(), columns.next()) else {
        return refused(("要有网址和状态两栏，用制表符隔开", "it needs an address and a state, separated by a tab"));
    };
    let (target, reason) = (columns.next().unwrap_or("").trim(), columns.next().unwrap_or("").trim());
    if columns.next().is_some_and(|more| !more.trim().is_empty()) {
        return refused(("超过四栏", "it has more than four columns"));
    }
    let Some(state) = AddressState::parse(word.trim()) else {
        let near = nearest(word.trim(), AddressState::words());
        let span = Span::new(address.len() + 1..address.len() + 1 + word.len());
        return Err(RowError { why: UNKNOWN_STATE, state: Some((span, near.unwrap_or_default())) });
    };
    let address = match address::normal(address.trim()) {
        Ok(address) => address,
        Err(why) => return refused(why),
    };
    if state.needs_target() && target.is_empty() {
        return refused(("redirect 和 query 要写去处", "`redirect` and `query` need a target"));
    }
    if state == AddressState::Query && !address.contains('?') {
        return refused((
            "query 的网址要有问号；别的写 redirect",
            "an address of `query` has a question mark; others are `redirect`",
        ));
    }
    let is_url = target.starts_with("https://") || target.starts_with("http://");
    let target = match (is_url || target.is_empty(), address::normal(target)) {
        (true, _) => Cow::Borrowed(target),
        (false, Ok(target)) => target,
        (false, Err(_)) => return refused(("去处应以 / 或 https:// 开头", "the target must start with / or https://")),
    };
    Ok(Row { address, state, target, reason: reason.into() })
}

const UNKNOWN_STATE: Why = (
    "状态只能是 lives、redirect、page、draft、held、gone、query",
    "the state must be lives, redirect, page, draft, held, gone or query",
);

/// The findings of the form of a ledger: lines that are no rows, and addresses that have two.
pub(crate) fn check(source: &Source) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut firsts: Vec<(Cow<'_, str>, Span)> = Vec::new();
    for (span, row) in rows(&source.text) {
        match row {
            Ok(row) => firsts.push((row.address, span)),
            Err(RowError { why, state }) => findings.push(not_a_row(source, span, why, state)),
        }
    }
    firsts.sort();
    for pair in firsts.windows(2) {
        if let [(first, place), (second, span)] = pair
            && first == second
        {
            let fault = fault(("这个网址已经有一行", "the address has a row already"));
            findings.push(Finding::at(&source.path, *span, fault).with(&source.path, Some(*place), Role::First));
        }
    }
    findings
}

fn not_a_row(source: &Source, line: Span, why: Why, state: Option<(Span, String)>) -> Finding {
    match state {
        Some((span, near)) => {
            let near = Some(near).filter(|near| !near.is_empty());
            Finding::at(&source.path, span.shifted(line.start), fault(why)).with_suggestion(near)
        }
        None => Finding::at(&source.path, line, fault(why)),
    }
}

fn fault((zh, en): Why) -> LedgerFault {
    LedgerFault::LedgerRow { why_zh: zh.to_owned(), why_en: en.to_owned() }
}

/// The rows of a ledger by address.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Ledger {
    /// The comments at the head, complete lines.
    comments: String,
    rows: BTreeMap<String, Row<'static>>,
}

impl Ledger {
    /// Reads a ledger, or gives the findings of [`check`].
    ///
    /// # Errors
    /// The lines that are no rows, and addresses that have two.
    pub(crate) fn read(source: &Source) -> Result<Ledger, Vec<Finding>> {
        let findings = check(source);
        if !findings.is_empty() {
            return Err(findings);
        }
        let rows = rows(&source.text).filter_map(|(_, row)| row.ok()).map(Row::into_owned);
        Ok(Ledger { comments: comments(&source.text), rows: rows.map(|row| (row.address.to_string(), row)).collect() })
    }

    /// The row of an address in the form of [`address`].
    pub(crate) fn get(&self, address: &str) -> Option<&Row<'static>> {
        self.rows.get(address)
    }

    /// All rows, sorted by address.
    pub(crate) fn rows(&self) -> impl Iterator<Item = &Row<'static>> {
        self.rows.values()
    }

    /// Adds a row, or replaces the row of its address, whoever decided it.
    pub(crate) fn set(&mut self, row: Row<'static>) {
        self.rows.insert(row.address.to_string(), row);
    }

    /// The text of the file.
    pub(crate) fn write(&self) -> String {
        let mut text = self.comments.clone();
        for row in self.rows.values() {
            // Writing to a String cannot fail.
            let _ = writeln!(text, "{}", row.line());
        }
        text
    }
}

/// The text of a ledger with the rows of an import, which come sorted by address. The row of an address that a person decided
/// stays. The rows of the text are read without copies: there may be several of each article of a large library.
pub(crate) fn merged(text: &str, imported: impl IntoIterator<Item = Row<'static>>) -> String {
    let mut known: Vec<Row<'_>> = rows(text).filter_map(|(_, row)| row.ok()).collect();
    known.sort_by(|a, b| a.address.cmp(&b.address));
    let (mut known, mut imported) = (known.into_iter().peekable(), imported.into_iter().peekable());
    let mut out = comments(text);
    loop {
        let row = match (known.peek(), imported.peek()) {
            (Some(old), Some(new)) => match old.address.cmp(&new.address) {
                Ordering::Less => known.next(),
                Ordering::Greater => imported.next(),
                Ordering::Equal if old.is_decided() => {
                    imported.next();
                    known.next()
                }
                Ordering::Equal => {
                    known.next();
                    imported.next()
                }
            },
            (Some(_), None) => known.next(),
            (None, _) => imported.next(),
        };
        let Some(row) = row else { return out };
        out.push_str(&row.line());
        out.push('\n');
    }
}

/// The comments at the head of a text, complete lines.
fn comments(text: &str) -> String {
    text.lines().take_while(|line| line.starts_with('#')).map(|line| format!("{line}\n")).collect()
}

#[cfg(test)]
mod tests;
