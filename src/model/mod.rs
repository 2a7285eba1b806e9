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
pub use id::{ArticleId, Id, IndexVec};
pub use registers::Registers;
pub use settings::Settings;
pub use taken::as_read;
pub use text_file::{Article, Body, Intro, PlainPage};
pub use widgets::Widget;

use std::sync::Arc;

/// The sources of a site, read and checked, each list by path.
#[derive(Debug)]
pub struct Library {
    pub settings: Settings,
    pub registers: Registers,
    /// Shared: a site that is read again keeps the articles that did not change.
    pub articles: IndexVec<ArticleId, Arc<Article>>,
    pub pages: Vec<PlainPage>,
    pub topic_intros: Vec<Intro>,
    pub lender_intros: Vec<Intro>,
    /// Files beside the texts and in `static/`: `content/articles/a.png`, `static/logo.svg`.
    pub files: Vec<File>,
}
