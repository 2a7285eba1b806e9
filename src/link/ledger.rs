//! The promises of the ledger: every old address leads somewhere, or is gone for a reason.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::addresses::PageId;
use super::destination::{Destination, Targets, address_of_file, files_at, is_url, output_at};
use super::outputs::{Output, fold};
use super::redirects;
use super::resolve::near_slug;
use super::{Linked, Redirect};
use crate::diag::catalogue::LedgerFault;
use crate::diag::{Finding, Role};
use crate::model::ledger::{self, AddressState, Row, address};
use crate::text::{Source, Span};

/// Addresses without a destination after which no nearest article is looked for.
const LISTED: usize = 200;

/// The findings of the ledger, if the site has one: rows that are wrong in themselves, and rows that the site does not fulfil.
pub(crate) fn check(linked: &Linked) -> Vec<Finding> {
    let Some(source) = &linked.library.ledger else { return Vec::new() };
    let mut checker =
        Checker { linked, source, targets: targets(linked), findings: ledger::check(source), nowhere: 0, drafts: 0, held: 0 };
    let mut waiting = None;
    for (span, row) in ledger::rows(&source.text) {
        let Ok(row) = row else { continue };
        let before = checker.drafts + checker.held;
        checker.check(span, &row);
        waiting = waiting.or_else(|| (checker.drafts + checker.held > before).then(|| checker.column(span, 0)));
    }
    let Checker { mut findings, drafts, held, .. } = checker;
    findings.extend(waiting.map(|span| Finding::at(&source.path, span, LedgerFault::AddressesWaiting { drafts, held })));
    findings
}

/// The findings of pages that an earlier build published and this one does not, if the site has a ledger and it does not name
/// them. `published` are paths of files in the output.
pub(crate) fn vanished<'p>(linked: &Linked, published: impl Iterator<Item = &'p str>) -> Vec<Finding> {
    let Some(source) = &linked.library.ledger else { return Vec::new() };
    let is_gone = |file: &&str| file.ends_with(".html") && !is_archive(file) && linked.outputs.get(file).is_none();
    let mut gone: BTreeMap<String, &str> = published.filter(is_gone).map(|file| (fold(file), file)).collect();
    if gone.is_empty() {
        return Vec::new();
    }
    for row in ledger::rows(&source.text).filter_map(|(_, row)| row.ok()) {
        for file in row.path().iter().flat_map(|path| files_at(path)) {
            gone.remove(&fold(&file));
        }
    }
    let finding = |file: &str| {
        let address = address_of_file(file);
        let row = format!("{address}\t{}\t\t", AddressState::Gone.word());
        Finding::about(&source.path, LedgerFault::AddressVanished { address, row })
    };
    gone.into_values().map(finding).collect()
}

/// The addresses that have to live on, of the files that are online: those of pages, but for archive pages and the page of addresses
/// that do not exist.
pub(crate) fn addresses<'f>(files: impl Iterator<Item = &'f str>) -> impl Iterator<Item = String> {
    files.filter(|file| file.ends_with(".html") && !is_archive(file) && *file != "404.html").map(address_of_file)
}

/// True for an archive page of a list. It has no content of its own, and the last one goes when a list gets shorter.
fn is_archive(file: &str) -> bool {
    file.strip_suffix("/index.html").and_then(|page| page.rsplit_once("/page/")).is_some_and(|(_, n)| n.parse::<u32>().is_ok())
}

/// The queries of the ledger with the ends of their targets. Those that lead nowhere are findings.
pub(crate) fn queries(linked: &Linked) -> Vec<(String, Destination)> {
    let targets = targets(linked);
    rows_of(linked, AddressState::Query)
        .filter_map(|row| Some((row.address.to_string(), end(linked, &targets, &row.target)?)))
        .collect()
}

/// The addresses that are gone and at which there is nothing.
pub(crate) fn gone(linked: &Linked) -> Vec<String> {
    let is_free = |row: &Row<'_>| row.path().is_none_or(|path| output_at(&linked.outputs, &path).is_none());
    rows_of(linked, AddressState::Gone).filter(is_free).map(|row| row.address.to_string()).collect()
}

fn rows_of(linked: &Linked, state: AddressState) -> impl Iterator<Item = Row<'_>> {
    let rows = linked.library.ledger.iter().flat_map(|source| ledger::rows(&source.text));
    rows.filter_map(|(_, row)| row.ok()).filter(move |row| row.state == state)
}

fn targets(linked: &Linked) -> Targets<'_> {
    Targets { library: &linked.library, outputs: &linked.outputs, rows: BTreeMap::new() }
}

/// Where the target of a row leads in the end.
fn end(linked: &Linked, targets: &Targets<'_>, target: &str) -> Option<Destination> {
    let redirects = &linked.addresses.redirects;
    let redirect = |key: &str| match linked.outputs.folded(key) {
        Some(Output::Page(PageId::Redirect(id))) => Some(&redirects[id].to),
        _ => None,
    };
    targets.end(target, redirect)
}

struct Checker<'a> {
    linked: &'a Linked,
    source: &'a Source,
    targets: Targets<'a>,
    findings: Vec<Finding>,
    /// Addresses without a destination so far.
    nowhere: usize,
    drafts: usize,
    held: usize,
}

impl Checker<'_> {
    fn check(&mut self, span: Span, row: &Row<'_>) {
        let output = row.path().and_then(|path| output_at(&self.linked.outputs, &path));
        match (row.state, output) {
            (AddressState::Gone, output) => self.check_gone(span, row, output.map(|(_, output)| output)),
            (AddressState::Draft, None) => self.drafts += 1,
            (AddressState::Held, None) => self.held += 1,
            (AddressState::Query, _) => self.check_query(span, row),
            (AddressState::Lives | AddressState::Redirect | AddressState::Page, None) => self.report_nowhere(span, row),
            (AddressState::Redirect, Some((_, Output::Page(PageId::Redirect(id))))) => {
                self.check_redirect(span, row, &self.linked.addresses.redirects[id]);
            }
            _ => {}
        }
    }

    fn check_gone(&mut self, span: Span, row: &Row<'_>, output: Option<Output>) {
        let address = || row.address.to_string();
        if row.reason.is_empty() {
            self.report(self.column(span, 0), LedgerFault::GoneWithoutReason { address: address() });
        }
        let Some(output) = output else { return };
        let finding = Finding::at(&self.source.path, self.column(span, 0), LedgerFault::GoneButPublished { address: address() });
        let source = self.linked.source(output).filter(|path| **path != *self.source.path);
        self.findings.push(match source {
            Some(path) => finding.with(&Arc::from(path), None, Role::First),
            None => finding,
        });
    }

    /// Reports a redirect that leads nowhere, or elsewhere than its row says.
    fn check_redirect(&mut self, span: Span, row: &Row<'_>, redirect: &Redirect) {
        if let Destination::Page(page) = redirect.to
            && self.linked.outputs.get(&self.linked.addresses.output(&self.linked.library, page)).is_none()
        {
            return self.report_nowhere(span, row);
        }
        if let Destination::File(file) = &redirect.to
            && self.linked.outputs.get(file).is_none()
        {
            return self.report_nowhere(span, row);
        }
        self.compare(span, row, &redirect.to);
    }

    fn check_query(&mut self, span: Span, row: &Row<'_>) {
        match end(self.linked, &self.targets, &row.target) {
            Some(to) => self.compare(span, row, &to),
            None => self.report_nowhere(span, row),
        }
    }

    /// Reports a target that is not where readers arrive.
    fn compare(&mut self, span: Span, row: &Row<'_>, to: &Destination) {
        let end = self.linked.addresses.destination_address(&self.linked.library, to);
        let is_end = match address::path_of(&row.target).filter(|_| !is_url(&row.target)) {
            Some(path) => output_at(&self.linked.outputs, &path).is_some_and(|(file, _)| address_of_file(&file) == end),
            None => *row.target == *end,
        };
        if !is_end {
            let fault = LedgerFault::RedirectChain { target: row.target.to_string(), end: end.clone() };
            self.findings.push(Finding::at(&self.source.path, self.column(span, 2), fault).with_suggestion(Some(end)));
        }
    }

    fn report_nowhere(&mut self, span: Span, row: &Row<'_>) {
        let (why_zh, why_en) = self.reason(row);
        let fault = LedgerFault::NoDestination { address: row.address.to_string(), why_zh, why_en };
        self.nowhere += 1;
        self.report(self.column(span, 0), fault);
    }

    /// Why an address leads nowhere.
    fn reason(&self, row: &Row<'_>) -> (String, String) {
        let (library, addresses) = (&self.linked.library, &self.linked.addresses);
        if let (AddressState::Redirect, Err((zh, en))) = (row.state, redirects::check_row(library, &row.address)) {
            return (format!("不能在这里生成网页：{zh}"), format!("no page can be made there: {en}"));
        }
        let is_row = matches!(row.state, AddressState::Redirect | AddressState::Query);
        let address = if is_row { &row.target } else { &row.address };
        let name = address.split('?').next().unwrap_or("").trim_end_matches('/').rsplit('/').next().unwrap_or("");
        let slug = name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_lowercase();
        if let Some(id) = addresses.article_by_slug(&slug).filter(|id| !addresses.has_page(*id)) {
            let [zh, en] = addresses.state(id).reason();
            let path = library.article(id).path();
            return (format!("文章 {path} {zh}"), format!("the article {path} {en}"));
        }
        let (zh, en) = match row.state {
            AddressState::Redirect | AddressState::Query => {
                (format!("去处「{address}」不存在"), format!("its target `{address}` does not exist"))
            }
            _ => ("这里没有网页，也没有转向".to_owned(), "there is no page and no redirect".to_owned()),
        };
        let near = (self.nowhere < LISTED).then(|| near_slug(addresses, &slug)).flatten();
        let near = near.and_then(|slug| addresses.article_by_slug(&slug)).map(|id| library.article(id).path());
        match near {
            Some(path) => {
                (format!("{zh}；名称最接近的文章是 {path}"), format!("{en}; the article with the nearest name is {path}"))
            }
            None => (zh, en),
        }
    }

    fn report(&mut self, span: Span, fault: LedgerFault) {
        self.findings.push(Finding::at(&self.source.path, span, fault));
    }

    /// The place of a column of a row, or of the row if it has too few.
    fn column(&self, row: Span, column: usize) -> Span {
        let mut start = row.range().start;
        for (i, text) in row.of(&self.source.text).split('\t').enumerate() {
            if i == column && !text.trim().is_empty() {
                return Span::new(start..start + text.len());
            }
            start += text.len() + 1;
        }
        row
    }
}
