//! `import`: the records of a source become files of the site, and their addresses rows of the ledger.
//!
//! ```text
//! first pass: outlines ─► places ─► plans ─► second pass: convert, check, write ─► state, ledger
//! ```
//!
//! The source is read twice, in batches that are converted in parallel and written in the order of the source. A record that is held
//! only when its text is known may have links to it in files that are written already: these are converted once more.

mod addresses;
mod aftermath;
mod change;
mod passes;
mod personal;
mod settle;
mod site;
mod writer;

pub(crate) use passes::Notice;
pub(crate) use site::{JOURNAL, STATE, STATE_LIMIT};
pub(crate) use writer::Counts;

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};

use super::{Options, Progress};
use crate::check::OwnNumbers;
use crate::diag::catalogue::ImportFault;
use crate::diag::{Fault, Finding};
use crate::import::links::AddressTable;
use crate::import::names::Names;
use crate::import::outline::{Fate, Judge, Outline, Reason};
use crate::import::pictures::PictureFinder;
use crate::import::place::{Place, places};
use crate::import::plan::{Plan, plan};
use crate::import::prepare::LeaveOut;
use crate::import::proposal::{self, Proposal};
use crate::import::rows::{LedgerRows, Outcome, topic_of};
use crate::import::source::{self, Kind, Refusal, Selection};
use crate::import::state::{RowState, State};
use crate::link::Linked;
use crate::model::mapping::Mapping;
use crate::text::{Lang, Source};
use passes::Pass;
use site::Site;
use writer::Writer;

/// What is to be imported, and how.
pub(crate) struct Request<'r> {
    pub(crate) root: &'r Path,
    pub(crate) settings: &'r Path,
    pub(crate) mapping: &'r Mapping,
    /// The text of the mapping, for findings; `None` if there is no file.
    pub(crate) mapping_source: Option<Source>,
    pub(crate) from: Vec<PathBuf>,
    /// The same as they are written, relative to the mapping.
    pub(crate) written_from: Vec<String>,
    pub(crate) kind: Option<Kind>,
    /// Folders of pictures.
    pub(crate) files: Vec<PathBuf>,
    /// Convert unchanged records, too.
    pub(crate) again: bool,
    /// Keys or addresses of the only records to import; all if it is empty.
    pub(crate) only: Vec<String>,
    /// Write nothing.
    pub(crate) dry_run: bool,
    /// The language of the report, if one is wanted.
    pub(crate) report: Option<Lang>,
}

/// What an import did.
pub(crate) struct Imported {
    pub(crate) counts: Counts,
    /// About records, with their places in the source.
    pub(crate) notices: Vec<Notice>,
    /// The proposed mapping of a dry run.
    pub(crate) proposal: Option<String>,
    /// The page of the report.
    pub(crate) report: Option<String>,
}

/// Why nothing was imported.
#[derive(Debug)]
pub(crate) enum Failure {
    Machine(io::Error),
    Source(Refusal),
    /// The mapping, the registers or a file of the import are wrong. The texts are those of the findings.
    Findings(Vec<Finding>, Vec<Source>),
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Failure {
        Failure::Machine(error)
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Failure {
        Failure::Source(refusal)
    }
}

/// Imports a source. Nothing is written if the mapping contradicts the registers.
pub(crate) fn import(request: &Request<'_>, options: &Options, progress: &dyn Progress) -> Result<Imported, Failure> {
    if !request.dry_run {
        super::decide::finish_removals(request.root)?;
    }
    if request.kind == Some(Kind::Addresses) {
        return addresses::import(request, options, progress);
    }
    let site = Site::read(request, options, progress)?;
    let (names, mut findings) = Names::new(request.mapping, &site.linked.library.registers);
    let rules = leave_out(request.mapping, &mut findings);
    if !findings.is_empty() {
        return Err(Failure::Findings(findings, request.mapping_source.iter().cloned().collect()));
    }
    let source = source::open(&request.from, request.kind, &source_options(request, &site.linked))?;
    let kind = source.kind();
    let judge = Judge { names: &names, mapping: request.mapping, source: kind };
    let own = OwnNumbers::of(&site.linked.library.settings);
    let mut pass = passes::first(&*source, &judge, &own, progress)?;
    let state = site.state.clone();
    let places = places(&pass.outlines, &state, kind.name(), &site);
    let plans = plans(request, &pass, &places, &state, &site)?;
    let table = address_table(request, &pass.outlines, &*source, &names, &site);
    let finder = PictureFinder::new(&request.files, hosts(request, &*source), personal::identifies);
    let mut work = passes::Work {
        site: &site,
        source: &*source,
        names: &names,
        table: &table,
        finder: &finder,
        rules: &rules,
        outlines: &pass.outlines,
        places: &places,
        plans: &plans,
        held: BTreeSet::new(),
        edges: Vec::new(),
    };
    let mut writer = Writer::new(request, &site, state, site.linked.library.settings.clone());
    let pieces = &pass.pieces;
    let wanted: BTreeSet<u32> = (0..).zip(&plans).filter(|(_, plan)| plan.converts()).map(|(position, _)| position).collect();
    work.convert(pieces, &wanted, &mut writer, progress)?;
    let affected = work.affected();
    if !affected.is_empty() {
        work.convert(pieces, &affected, &mut writer, progress)?;
    }
    let held = std::mem::take(&mut work.held);
    writer.settle(&pass.outlines, &places, &plans, &kept_rows(request, kind));
    let rows = ledger_rows(&pass.outlines, &places, &plans, &held, &*source, &names, &site);
    let proposal = request.dry_run.then(|| propose(request, kind, &pass, &*source, &names, &site));
    let is_wanted = !request.dry_run && (writer.has_changed || request.report.is_some());
    let candidates = if is_wanted { aftermath::candidates(&pass.outlines, &writer, &own) } else { Vec::new() };
    let (records, skipped) = (pass.outlines.len(), pass.skipped);
    let mut notices = std::mem::take(&mut pass.notices);
    let (settings, as_of) = (site.linked.library.settings.clone(), site.linked.as_of.to_string());
    let (ledger, state_text) = site.into_texts();
    let not_carried = source.overview().not_carried.clone();
    // The ledger has more rows than the source has records, and the triage reads the whole library.
    drop((pass, places, plans, table, source));
    writer.finish(rows, ledger, state_text)?;
    let mut tally = std::mem::take(&mut writer.tally);
    tally.add_source(&not_carried);
    let (counts, _, found) = writer.into_parts();
    notices.extend(found);
    let counts = Counts { records, skipped: counts.skipped + skipped, ..counts };
    let cases = if is_wanted { aftermath::triage(request, &candidates, options, progress)? } else { Vec::new() };
    aftermath::close(request)?;
    let page = |lang| aftermath::page(&tally, &cases, &settings, request, as_of.clone(), records, lang);
    let report = request.report.map(page).transpose()?;
    Ok(Imported { counts, notices, proposal, report })
}

fn propose(request: &Request<'_>, kind: Kind, pass: &Pass, source: &dyn source::Source, names: &Names<'_>, site: &Site) -> String {
    let hosts: BTreeSet<String> = hosts(request, source).into_iter().collect();
    proposal::text(&Proposal {
        kind: kind.name(),
        from: &request.written_from,
        files: request.mapping.files.as_ref().map(|files| files.value.as_str()),
        hosts: &hosts.into_iter().collect::<Vec<_>>(),
        permalink: &site.linked.library.settings.article_permalink,
        outlines: &pass.outlines,
        seen: &pass.seen,
        names,
        registers: &site.linked.library.registers,
    })
}

/// The rules of `leave_out`. Wrong selectors are findings.
fn leave_out(mapping: &Mapping, findings: &mut Vec<Finding>) -> LeaveOut {
    let mut rules = LeaveOut::default();
    for entry in &mapping.leave_out {
        if let Err(reason) = rules.add(&entry.value) {
            let (zh, en) = (
                format!("「{}」不是 CSS 选择器：{reason}", entry.value),
                format!("`{}` is no CSS selector: {reason}", entry.value),
            );
            let fault =
                crate::diag::catalogue::SiteFault::SettingsValue { key: "leave_out".to_owned(), problem_zh: zh, problem_en: en };
            findings.push(Finding::at(&mapping.path, entry.span, fault));
        }
    }
    rules
}

fn hosts(request: &Request<'_>, source: &dyn source::Source) -> Vec<String> {
    let mut hosts = request.mapping.hosts.clone();
    hosts.extend(source.overview().hosts.iter().cloned());
    hosts
}

fn source_options(request: &Request<'_>, linked: &Linked) -> source::Options {
    let mapping = request.mapping;
    let selector = |selector: &Option<crate::model::mapping::Selector>| {
        selector.as_ref().map(|selector| source::Selector {
            css: selector.css.value.clone(),
            after: selector.after.clone(),
            before: selector.before.clone(),
        })
    };
    let select = &mapping.select;
    let of_column =
        |name: &Option<String>| name.as_ref().map(|css| source::Selector { css: css.clone(), after: None, before: None });
    let columns = &mapping.columns;
    let further = [
        ("updated", &columns.updated),
        ("tags", &columns.tags),
        ("address", &columns.address),
        ("summary", &columns.summary),
        ("status", &columns.status),
        ("id", &columns.id),
        ("file", &columns.file),
    ];
    source::Options {
        utc_offset: linked.library.settings.utc_offset,
        day: linked.as_of,
        retrieved: mapping.retrieved,
        hosts: mapping.hosts.clone(),
        address: mapping.address.clone(),
        page_address: mapping.page_address.clone(),
        select: Selection {
            automatic: select.guess.is_some(),
            title: selector(&select.title).or_else(|| of_column(&columns.title)),
            date: selector(&select.date).or_else(|| of_column(&columns.date)),
            author: selector(&select.author).or_else(|| of_column(&columns.author)),
            category: selector(&select.category).or_else(|| of_column(&columns.category)),
            body: selector(&select.body).or_else(|| of_column(&columns.body)),
            next: selector(&select.next),
            columns: further.into_iter().filter_map(|(name, column)| Some((name.to_owned(), column.clone()?))).collect(),
        },
        articles: mapping.articles.clone(),
    }
}

/// What is to be done with each record. Those that `--only` does not name stay as they are.
fn plans(request: &Request<'_>, pass: &Pass, places: &[Place], state: &State, site: &Site) -> io::Result<Vec<Plan>> {
    let is_wanted = |outline: &Outline| {
        let has_address = |name: &str| outline.address.iter().chain(&outline.other_addresses).any(|address| address.text() == name);
        request.only.is_empty() || request.only.iter().any(|only| *only == outline.key || has_address(only))
    };
    let decide = |(outline, place): (&Outline, &Place)| {
        let row = state.rows.get(&outline.key);
        match (is_wanted(outline), row) {
            (true, _) => plan(outline, place, row, request.again, site),
            (false, Some(_)) => Ok(Plan::Unchanged),
            (false, None) => Ok(Plan::Gone),
        }
    };
    pass.outlines.iter().zip(places).map(decide).collect()
}

fn address_table(
    request: &Request<'_>,
    outlines: &[Outline],
    source: &dyn source::Source,
    names: &Names<'_>,
    site: &Site,
) -> AddressTable {
    let mut topics = BTreeMap::new();
    for listing in &source.overview().listings {
        if let Some(id) = topic_of(&listing.of, names) {
            let slug = site.linked.library.registers.topics[id].slug.clone();
            topics.insert(listing.address.text().to_owned(), slug);
        }
    }
    AddressTable::new(hosts(request, source), outlines, topics)
}

/// The beginning of the keys whose rows are complete: records that such a row has and the source has not are gone at the source.
/// A single file is never all of a source that is a folder.
fn kept_rows(request: &Request<'_>, kind: Kind) -> Option<String> {
    let is_database =
        !matches!(kind, Kind::Docx | Kind::Wechat | Kind::Html | Kind::Text | Kind::Markdown | Kind::Table | Kind::Addresses);
    let is_whole = is_database || request.from.iter().all(|from| crate::load::is_folder(from));
    (is_whole && request.only.is_empty()).then(|| format!("{}:", kind.name()))
}

fn ledger_rows(
    outlines: &[Outline],
    places: &[Place],
    plans: &[Plan],
    held: &BTreeSet<u32>,
    source: &dyn source::Source,
    names: &Names<'_>,
    site: &Site,
) -> LedgerRows {
    let mut rows = LedgerRows::default();
    for (position, ((outline, place), plan)) in (0..).zip(outlines.iter().zip(places).zip(plans)) {
        if let Some(outcome) = outcome(position, outline, place, plan, held, site) {
            rows.add(outline, &outcome);
        }
    }
    for listing in &source.overview().listings {
        rows.add_listing(listing, names, &site.linked.library.registers);
    }
    rows
}

/// What became of the addresses of a record; `None` if nothing was decided.
fn outcome(position: u32, outline: &Outline, place: &Place, plan: &Plan, held: &BTreeSet<u32>, site: &Site) -> Option<Outcome> {
    let elsewhere = |file: &str| site.address_of(file).unwrap_or_else(|| place.address.clone());
    Some(match (plan, &outline.fate) {
        (Plan::Gone, Fate::Gone(reason)) => Outcome::Gone(personal::masked_reason(reason)),
        (Plan::Gone, _) => return None,
        (Plan::Deleted { .. }, _) => Outcome::Gone(Reason::new("在这里删除了", "deleted here")),
        (Plan::Write, _) if held.contains(&position) && !site.has_written(&outline.key) => Outcome::Held,
        (Plan::Here(file) | Plan::Conflict(file), _) => Outcome::At(elsewhere(file)),
        (_, Fate::Draft) => Outcome::Draft,
        _ if site.is_held(&outline.key) && plan == &Plan::Unchanged => Outcome::Held,
        _ => Outcome::At(elsewhere(&place.file)),
    })
}

/// A finding about a record, at its place in the source.
pub(crate) fn notice(outline: &Outline, fault: impl Into<Fault>) -> Notice {
    Notice { origin: outline.origin.clone(), fault: fault.into() }
}

/// A finding that a record is held.
pub(crate) fn held_notice(outline: &Outline, reason: &Reason) -> Notice {
    let (record, reason_zh, reason_en) = (outline.key.clone(), reason.zh.clone(), reason.en.clone());
    notice(outline, ImportFault::Held { record, reason_zh, reason_en })
}

/// True for a row whose file is an article or a page that was written.
pub(crate) fn has_file(state: RowState) -> bool {
    !matches!(state, RowState::Held | RowState::Deleted)
}
