//! The values that a template may see: plain, complete and ready to print.
//!
//! Every page is a [`Page`]: where it goes, which template draws it, its [`Head`], and its [`Content`]. A template gets
//! `site` ([`SiteView`]), `page` ([`Head`]) and one variable named after its content (`article`, `topic`, `lender`, …).
//! URLs are final: they carry the base path and may be printed as they are. Dates are [`Day`]s, never relative.
//! This module never decides a URL, never parses and never touches a file; `build/` beside it fills the types from `Linked`.

mod article;
pub(crate) mod build;
mod files;
pub(crate) mod import_report;
mod listing;
mod lists;
mod page;
mod people;
mod report;
mod search;
mod site;

pub use self::{article::*, files::*, lists::*, page::*, search::*, site::*};
pub(crate) use self::{listing::*, people::*, report::*};
pub use crate::calc::page::Method;
pub use crate::text::{Target, TargetKind};
