//! Rows of the ledger of addresses for what was imported.

use super::names::{Names, TopicChoice};
use super::outline::{Outline, Reason};
use super::record::{Address, RecordKind};
use super::source::{Listing, ListingOf};
use crate::model::Registers;
use crate::model::ledger::{AddressState, Row, address};
use crate::model::registers::TopicId;

/// Why the host has to lead an address.
const BY_QUERY: &str = "带问号的旧网址，由主机跳转";

/// What became of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// The site has its text at this address.
    At(String),
    Draft,
    Held,
    Gone(Reason),
}

/// Collects rows. The first row of an address counts.
#[derive(Debug, Default)]
pub(crate) struct LedgerRows(Vec<Row<'static>>);

impl LedgerRows {
    /// The addresses of a record.
    pub(crate) fn add(&mut self, outline: &Outline, outcome: &Outcome) {
        for old in outline.address.iter().chain(&outline.other_addresses) {
            let target = match outcome {
                Outcome::At(target) => target,
                Outcome::Draft => {
                    self.put(old, AddressState::Draft, "", "");
                    continue;
                }
                Outcome::Held => {
                    self.put(old, AddressState::Held, "", "");
                    continue;
                }
                Outcome::Gone(reason) => {
                    self.put(old, AddressState::Gone, "", &reason.zh);
                    continue;
                }
            };
            match old {
                Address::Query(_) => self.put(old, AddressState::Query, target, BY_QUERY),
                Address::Path(path) if path == target => {
                    let state = if outline.kind == RecordKind::Page { AddressState::Page } else { AddressState::Lives };
                    self.put(old, state, "", "");
                }
                Address::Path(_) => self.put(old, AddressState::Redirect, target, ""),
            }
        }
    }

    /// The address of a list of the old site: it leads to the page of the topic, or is gone.
    pub(crate) fn add_listing(&mut self, listing: &Listing, names: &Names<'_>, registers: &Registers) {
        let target = match &listing.of {
            ListingOf::Home => Some("/".to_owned()),
            ListingOf::Feed => Some("/feed.xml".to_owned()),
            of => topic_of(of, names).map(|id| format!("/topics/{}/", registers.topics[id].slug)),
        };
        match (&listing.address, target) {
            (Address::Path(path), Some(target)) if *path == target => self.put(&listing.address, AddressState::Page, "", ""),
            (Address::Path(_), Some(target)) => self.put(&listing.address, AddressState::Redirect, &target, ""),
            (Address::Query(_), Some(target)) => self.put(&listing.address, AddressState::Query, &target, BY_QUERY),
            (_, None) => self.put(&listing.address, AddressState::Gone, "", "旧网站的列表，没有对应的主题"),
        }
    }

    fn put(&mut self, old: &Address, state: AddressState, target: &str, reason: &str) {
        let text = match old {
            Address::Path(path) => address::path(path),
            Address::Query(query) => address::query(query),
        };
        let target = if target.is_empty() { String::new() } else { address::path(target) };
        let row = match state {
            AddressState::Gone | AddressState::Query => Row::imported(text, state, target, reason),
            _ => Row::new(text, state, target, reason),
        };
        self.0.push(row);
    }

    /// The rows, sorted by address.
    pub(crate) fn into_rows(mut self) -> impl Iterator<Item = Row<'static>> {
        self.0.sort_by(|a, b| a.address.cmp(&b.address));
        self.0.dedup_by(|later, first| later.address == first.address);
        self.0.into_iter()
    }
}

/// The topic that a list of the old site was about.
pub(crate) fn topic_of(of: &ListingOf, names: &Names<'_>) -> Option<TopicId> {
    match of {
        ListingOf::Category(path) => match names.topic(path) {
            TopicChoice::Topic(id) => Some(id),
            TopicChoice::Skip | TopicChoice::Unknown => None,
        },
        ListingOf::Tag(tag) => names.tag(tag),
        ListingOf::Home | ListingOf::Author(_) | ListingOf::Feed => None,
    }
}
