//! The values that a template may see: plain, complete and ready to print.
//!
//! Every page is a [`Page`]: where it goes, which template draws it, its [`Head`], and its [`Content`]. A template gets
//! `site` ([`SiteView`]), `page` ([`Head`]) and one variable named after its content (`article`, `topic`, `lender`, …).
//! URLs are final: they carry the base path and may be printed as they are. Dates are [`Day`]s, never relative.
//! This module never decides a URL, never parses and never touches a file; `build/` beside it fills the types from `Linked`.

mod article;
pub(crate) mod build;
mod calculators;
mod files;
mod lists;
mod page;
mod report;
mod rows;
mod search;
mod search_page;
mod site;

pub use article::Body;
pub(crate) use article::{
    ArticlePage, CitedLaw, FaqEntry, LawChange, PersonEntry, RedirectPage, TextPage, TocEntry, WithdrawalNotice,
};
pub(crate) use calculators::{CalculatorPage, InputEntry, WidgetView};
pub use files::UrlEntry;
pub(crate) use files::{Feed, FeedEntry, HeaderRule, Overview, OverviewEntry, OverviewSection, RedirectRule};
pub(crate) use lists::{
    ArchivePage, CalculatorEntry, CalculatorIndex, Card, HomePage, LawEntry, LawIndex, LenderEntry, LenderGroup, LenderIndex,
    Situation, TopicEntry, TopicIndex,
};
pub(crate) use page::{CalculatorNeeds, Content, Day, Head, Link, Page};
pub(crate) use report::{ReportFile, ReportFinding, ReportKind, ReportPage, ReportPerson};
pub(crate) use rows::{FactRow, LawArticle, LawPage, LenderPage, Moved, TopicGroup, TopicPage};
pub use search::Documents;
pub use search::Facet;
pub use search::FacetKind;
pub use search::SearchEntry;
pub use search::SearchWords;
pub(crate) use search_page::{SearchPage, SearchPlace, SearchPlaceGroup};
pub use site::PublisherEntry;
pub use site::SiteView;
pub(crate) use site::{Asset, HelpEntry};

pub use crate::calc::page::Method;
pub use crate::text::Target;
pub use crate::text::TargetKind;
