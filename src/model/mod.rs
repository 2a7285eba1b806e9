//! Sources → Library: settings, registers, front matter, and the facts of each text (headings, links, citations, excerpt).
//!
//! Values have their type and their place. What is wrong becomes a finding. The model knows names and files, never a URL.

pub mod facts;
pub mod files;
pub mod front;
pub mod id;
pub(crate) mod keys;
pub mod registers;
pub(crate) mod schema;
pub mod settings;
pub mod slug;
mod taken;
pub mod text_file;
pub mod widgets;
pub mod yaml;

pub use facts::Facts;
pub use files::File;
pub use front::Front;
pub use id::{ArticleId, FileId, Id, IndexVec, PlainId};
pub use registers::Registers;
pub use settings::Settings;
pub use taken::as_read;
pub use text_file::{Article, Body, Intro, PlainPage};
pub use widgets::Widget;
