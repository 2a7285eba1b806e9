//! What a template may see, and nothing else: plain values, complete and ready to print.
//!
//! Every page is a [`Page`]: where it goes, which template draws it, its [`Head`], and its [`Content`]. A template gets
//! `site` ([`SiteView`]), `page` ([`Head`]) and one variable named after its content (`article`, `topic`, `lender`, …).
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

pub use article::{
    ArticlePage, Body, CitedLaw, FaqEntry, LawChange, PersonEntry, RedirectPage, TextPage, TocEntry, WithdrawalNotice,
};
pub use calculators::{CalculatorPage, InputEntry, WidgetView};
pub use files::{Feed, FeedEntry, HeaderRule, Overview, OverviewEntry, OverviewSection, RedirectRule, UrlEntry};
pub use lists::{
    ArchivePage, CalculatorEntry, CalculatorIndex, Card, HomePage, LawEntry, LawIndex, LenderEntry, LenderGroup, LenderIndex,
    Situation, TopicEntry, TopicIndex,
};
pub use page::{CalculatorNeeds, Content, Day, Head, Link, Page};
pub use report::{ReportFile, ReportFinding, ReportKind, ReportPage, ReportPerson};
pub use rows::{FactRow, LawArticle, LawPage, LenderPage, Moved, TopicGroup, TopicPage};
pub use search::{Documents, Facet, FacetKind, SearchEntry, SearchWords};
pub use search_page::{SearchPage, SearchPlace, SearchPlaceGroup};
pub use site::{Asset, HelpEntry, PublisherEntry, SiteView};

pub use crate::calc::page::Method;
pub use crate::text::{Target, TargetKind};
