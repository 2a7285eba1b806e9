//! Sources → Library: settings, registers, front matter, and the facts of each text (headings, links, citations, excerpt).
//!
//! Values have their type and their place. A wrong value becomes a finding. The model knows names and files, never a URL.

pub(crate) mod address;
mod braces;
pub mod citations;
pub mod concepts;
pub mod facts;
pub mod files;
pub(crate) mod front;
pub(crate) mod id;
pub(crate) mod inclusion;
pub(crate) mod keys;
pub(crate) mod ledger;
pub(crate) mod mapping;
pub(crate) mod registers;
pub(crate) mod schema;
pub mod settings;
pub(crate) mod slug;
mod substitution;
pub mod text_file;
pub(crate) mod widgets;
pub(crate) mod work;
pub(crate) mod yaml;

pub use facts::Facts;
pub(crate) use files::{File, Picture};
pub(crate) use front::Front;
pub use id::{ArticleId, Id, IndexVec};
pub(crate) use id::{FileId, PlainId};
pub use inclusion::{ExpandedText, Parts};
pub use registers::Registers;
pub(crate) use settings::Settings;
pub(crate) use substitution::substitute_facts;
pub(crate) use text_file::{Article, Body, Intro, PlainPage};
pub(crate) use widgets::Widget;
