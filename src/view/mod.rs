//! What a template may see, and nothing else: plain values, complete and ready to print.
//!
//! Every page is a [`Page`]: where it goes, which template draws it, its [`Head`], and its [`Content`]. A template gets
//! `site` ([`Site`]), `page` ([`Head`]) and one variable named after its content (`article`, `topic`, `lender`, …).
//! URLs are final: they carry the base path and may be printed as they are. Dates are [`Day`]s, never relative.
//! This module never decides a URL, never parses and never touches a file; `build/` beside it fills the types from `Linked`.

#![allow(missing_docs, reason = "a name that says it all has no comment")]

mod article;
pub mod build;
mod calculators;
mod files;
mod lists;
mod page;
mod report;
mod rows;
mod search;
mod search_page;
mod site;

pub use article::{Article, Body, CitedLaw, LawChange, Person, Plain, Question, Redirect, TocEntry, Withdrawn};
pub use calculators::{CalculatorPage, InputEntry, Widget};
pub use files::{Feed, FeedEntry, Overview, OverviewEntry, OverviewSection, RedirectRule, UrlEntry};
pub use lists::{
    Archive, CalculatorEntry, Calculators, Card, Home, LawEntry, Laws, LenderEntry, LenderGroup, Lenders, Situation, TopicEntry,
    Topics,
};
pub use page::{CalculatorNeeds, Content, Day, Head, Link, Page};
pub use report::{Report, ReportFile, ReportFinding, ReportKind, ReportPerson};
pub use rows::{Fact, Law, LawArticle, Lender, Moved, Topic, TopicGroup};
pub use search::{Documents, Entry, Facet, FacetKind, Words};
pub use search_page::{Place, PlaceGroup, SearchPage};
pub use site::{Asset, Help, Publisher, Site};

pub use crate::calc::page::Method;
pub use crate::text::{Target, TargetKind};
