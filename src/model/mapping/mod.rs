//! `import.yaml`: how the categories, tags, authors and addresses of another program become those of a site.

pub(crate) mod keys;
mod read;

pub(crate) use read::read;

use std::sync::Arc;

use jiff::civil::Date;

use super::keys::choice;
use super::yaml::Located;
use crate::text::Span;

choice! {
    /// The program or form that a source comes from.
    pub(crate) enum SourceKind {
        Zblog = "zblog",
        Wordpress = "wordpress",
        Typecho = "typecho",
        Dedecms = "dedecms",
        Empirecms = "empirecms",
        Discuz = "discuz",
        Markdown = "markdown",
        Docx = "docx",
        Wechat = "wechat",
        Html = "html",
        Text = "text",
        Table = "table",
        Addresses = "addresses",
    }
}

choice! {
    /// What becomes of an article whose source does not tell whether it is published.
    #[derive(Default)]
    pub(crate) enum DefaultStatus {
        #[default]
        Live = "live",
        Draft = "draft",
    }
}

choice! {
    /// A way to find the parts of a page without their places.
    pub(crate) enum Guess {
        /// The body is the longest block of text.
        Auto = "auto",
    }
}

/// What an `import.yaml` says. Names are not yet those of the registers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Mapping {
    /// Path of the file as findings name it; empty if there is no file.
    pub(crate) path: Arc<str>,
    /// Files and folders, relative to the file.
    pub(crate) from: Vec<Located<String>>,
    pub(crate) kind: Option<SourceKind>,
    /// Folder of the pictures, relative to the file.
    pub(crate) files: Option<Located<String>>,
    /// Lower case.
    pub(crate) hosts: Vec<String>,
    pub(crate) address: Option<String>,
    pub(crate) page_address: Option<String>,
    /// Day on which the pages were saved.
    pub(crate) retrieved: Option<Date>,
    pub(crate) default_status: DefaultStatus,
    pub(crate) topics: Vec<Renaming>,
    pub(crate) tags: Vec<Renaming>,
    pub(crate) authors: Vec<Renaming>,
    pub(crate) lenders: Vec<Renaming>,
    pub(crate) leave_out: Vec<Located<String>>,
    pub(crate) select: Select,
    pub(crate) columns: Columns,
    pub(crate) articles: Vec<String>,
}

/// A name of the source and the one that stands for it here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Renaming {
    pub(crate) name: String,
    /// Place of the name.
    pub(crate) span: Span,
    /// `None` for `null`.
    pub(crate) target: Option<Located<String>>,
}

/// The elements of a page that have its parts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Select {
    pub(crate) guess: Option<Guess>,
    pub(crate) title: Option<Selector>,
    pub(crate) date: Option<Selector>,
    pub(crate) author: Option<Selector>,
    pub(crate) category: Option<Selector>,
    pub(crate) body: Option<Selector>,
    pub(crate) next: Option<Selector>,
}

/// An element, and which part of its text counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Selector {
    pub(crate) css: Located<String>,
    pub(crate) after: Option<String>,
    pub(crate) before: Option<String>,
}

/// The names of the columns of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Columns {
    pub(crate) title: Option<String>,
    pub(crate) body: Option<String>,
    pub(crate) file: Option<String>,
    pub(crate) date: Option<String>,
    pub(crate) updated: Option<String>,
    pub(crate) category: Option<String>,
    pub(crate) tags: Option<String>,
    pub(crate) author: Option<String>,
    pub(crate) address: Option<String>,
    pub(crate) status: Option<String>,
    pub(crate) id: Option<String>,
    pub(crate) summary: Option<String>,
}
