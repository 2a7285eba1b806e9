//! `as: addresses`: a list of old addresses becomes rows of the ledger. No text is imported.
//!
//! An address that the site has lives; one that the site leads on redirects; one whose title only one article has leads there. The
//! others wait as `held`, with their title, until somebody decides. A row that the ledger has already stays.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use super::passes::{Notice, source_note};
use super::site::refuse_errors;
use super::{Counts, Failure, Imported, Request, personal, source_options};
use crate::emit;
use crate::import::record::{Address, Note, Record, RecordStatus};
use crate::import::source::{self, Reading};
use crate::link::destination::address_of_file;
use crate::link::{Linked, PageId, State};
use crate::load::Overlay;
use crate::model::ledger::{self, AddressState, Ledger, Row, address};
use crate::pipeline::{Options, Progress, Step};
use crate::text::url;

/// Why the host has to lead an address.
const BY_QUERY: &str = "带问号的旧网址，由主机跳转";

pub(super) fn import(request: &Request<'_>, options: &Options, progress: &dyn Progress) -> Result<Imported, Failure> {
    let loaded =
        crate::pipeline::load::load_with_pictures(request.root, request.settings, &Overlay::default(), |_| false, progress);
    let (mut sources, _) = loaded?;
    refuse_errors(&sources)?;
    let before = sources.ledger.take();
    let ledger = match before.as_ref().map(Ledger::read).transpose() {
        Ok(ledger) => ledger.unwrap_or_default(),
        Err(findings) => return Err(Failure::Findings(findings, before.into_iter().collect())),
    };
    let linked = crate::pipeline::linked(sources, options, progress)?;
    let destinations = Destinations::of(&linked);
    let source = source::open(&request.from, request.kind, &source_options(request, &linked))?;
    progress.begin(Step::Read, 0);
    let (mut counts, mut notices, mut rows) = (Counts::default(), Vec::new(), BTreeMap::new());
    let mut error = None;
    let notes = source.pieces(&mut |piece| {
        let origin = piece.origin.clone();
        match source.record(piece) {
            Ok(Reading::Record(record)) => {
                counts.records += 1;
                match destinations.row(&linked, &record) {
                    None => {
                        counts.skipped += 1;
                        notices.push(source_note(origin, &Note { rule: "no-address", text: record.title.clone() }));
                    }
                    Some(row) if ledger.get(&row.address).is_some_and(|known| known.state != AddressState::Held) => {
                        counts.unchanged += 1;
                    }
                    Some(row) => drop(rows.entry(row.address.to_string()).or_insert(row)),
                }
            }
            Ok(Reading::Skipped(_)) => counts.skipped += 1,
            Ok(Reading::Fault(note)) => notices.push(source_note(origin, &note)),
            Err(e) => {
                error = Some(e);
                return ControlFlow::Break(());
            }
        }
        ControlFlow::Continue(())
    })?;
    if let Some(error) = error {
        return Err(error.into());
    }
    notices.extend(notes.iter().chain(&source.overview().notes).map(|(origin, note)| source_note(origin.clone(), note)));
    counts.held = rows.values().filter(|row| row.state == AddressState::Held).count();
    let text = ledger::merged(before.as_ref().map_or("", |source| &source.text), rows.into_values());
    if !request.dry_run && before.is_none_or(|before| *before.text != text) && !text.is_empty() {
        emit::write_report(&request.root.join(ledger::FILE), text.as_bytes())?;
    }
    Ok(Imported { counts, notices: notices.into_iter().collect::<Vec<Notice>>(), proposal: None, report: None })
}

/// Where old addresses can lead: published articles by their address, by their aliases, and by their titles.
#[derive(Default)]
struct Destinations {
    own: BTreeMap<String, String>,
    /// `None` for a title that several articles have.
    titles: BTreeMap<String, Option<String>>,
}

impl Destinations {
    fn of(linked: &Linked) -> Destinations {
        let mut destinations = Destinations::default();
        let published = linked.library.articles().filter(|(id, _)| linked.addresses.state(*id) == State::Published);
        for (id, article) in published {
            let own = address_of_file(&linked.addresses.output(&linked.library, PageId::Article(id)));
            for alias in &article.front.aliases {
                let alias = url::decode(&alias.value).unwrap_or_else(|| alias.value.clone());
                destinations.own.entry(address::path(&alias)).or_insert_with(|| own.clone());
            }
            let of_title = destinations.titles.entry(letters(&article.front.title.value));
            of_title.and_modify(|known| *known = None).or_insert_with(|| Some(own.clone()));
            destinations.own.insert(own.clone(), own);
        }
        destinations
    }

    /// The row of a record, unless it has no address.
    fn row(&self, linked: &Linked, record: &Record) -> Option<Row<'static>> {
        let of_title = || self.titles.get(&letters(&record.title)).cloned().flatten();
        let waits = |text| Row::imported(text, AddressState::Held, String::new(), &personal::masked(&record.title));
        Some(match record.address.as_ref()? {
            Address::Query(query) => match of_title() {
                Some(to) => Row::imported(address::query(query), AddressState::Query, to, BY_QUERY),
                None => waits(address::query(query)),
            },
            Address::Path(path) => {
                let text = address::path(path);
                let is_page = || linked.page_at(path.trim_start_matches('/')).is_some();
                match self.own.get(&text).cloned().or_else(|| of_title().filter(|_| !is_page())) {
                    Some(own) if own == text => Row::new(text, AddressState::Lives, String::new(), ""),
                    Some(own) => Row::new(text, AddressState::Redirect, own, ""),
                    None if is_page() => Row::new(text, AddressState::Page, String::new(), ""),
                    None => match &record.status {
                        RecordStatus::Deleted(reason) => Row::imported(text, AddressState::Gone, String::new(), reason),
                        _ => waits(text),
                    },
                }
            }
        })
    }
}

/// The letters of a title without blanks. An empty title is that of no article.
fn letters(title: &str) -> String {
    title.split_whitespace().collect()
}
