//! Front matter of articles and pages: typed values with their places.

pub(crate) mod edit;
pub(crate) mod foreign;
pub(crate) mod keys;
mod read;
pub(crate) mod shape;

pub(crate) use read::{article, page};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::keys::choice;
use super::registers::{LenderId, PersonId, TopicId};
use super::yaml::Located;
use crate::diag::Code;
use crate::text::Span;

/// An article's front matter. If a required value is wrong, a placeholder takes its place: the build fails, but links to the
/// article are still checked.
#[derive(Debug, Clone, Hash, Serialize, Deserialize)]
pub struct Front {
    pub title: Located<String>,
    pub date: Located<Date>,
    pub updated: Option<Located<Date>>,
    /// Newest first.
    pub(crate) changes: Vec<Change>,
    pub lender: Option<LenderId>,
    /// Without repetition, the main one first.
    pub topics: Vec<TopicId>,
    pub(crate) summary: Option<Located<String>>,
    pub(crate) author: Option<PersonRef>,
    pub(crate) reviewed_by: Option<PersonRef>,
    pub(crate) reviewed_on: Option<Located<Date>>,
    /// The last day on which the review holds.
    pub(crate) review_by: Option<Located<Date>>,
    pub(crate) related: Vec<Located<Related>>,
    pub aliases: Vec<Located<String>>,
    pub slug: Located<String>,
    pub(crate) draft: bool,
    /// The first day on which it is not published.
    pub(crate) expires: Option<Located<Date>>,
    pub(crate) withdrawn: Option<Withdrawn>,
    pub(crate) faq: Vec<Question>,
    /// `None` if the front matter does not say; the settings decide then.
    pub(crate) ai: Option<Ai>,
    /// Whether search engines may list it, if the front matter says so.
    pub(crate) index: Option<bool>,
    pub(crate) allow: Vec<Allow>,
    pub(crate) series: Option<Located<SeriesPart>>,
    /// Picture for shared links: a relative path, or one of `static/` with `/` at its start.
    pub(crate) image: Option<Located<String>>,
    /// The slug of the article that this one repeats.
    pub(crate) canonical: Option<Located<String>>,
    /// The place of findings about the front matter as a whole.
    pub(crate) at: Span,
}

#[derive(Debug)]
pub(crate) struct PageFront {
    pub(crate) title: String,
    pub(crate) summary: Option<String>,
    pub(crate) date: Option<Date>,
    pub(crate) updated: Option<Date>,
    pub(crate) slug: Located<String>,
}

impl Front {
    /// The day of the last change, if there was one after the publication.
    pub(crate) fn changed_on(&self) -> Option<Date> {
        self.updated.as_ref().map(|updated| updated.value).filter(|on| *on > self.date.value)
    }
}

/// An author or lawyer: a row of the register, or a name if there is no register.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(crate) enum PersonRef {
    Registered(PersonId),
    Named(String),
}

impl PersonRef {
    /// The row of the register.
    pub(crate) fn id(&self) -> Option<PersonId> {
        match self {
            PersonRef::Registered(id) => Some(*id),
            PersonRef::Named(_) => None,
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(crate) enum Related {
    Article(Box<str>),
    /// A page elsewhere, by its whole http(s) address.
    External {
        title: Box<str>,
        url: Box<str>,
    },
}

/// What changed in an article on a day.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(crate) struct Change {
    pub(crate) on: Date,
    pub(crate) what: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(crate) struct Withdrawn {
    pub(crate) on: Date,
    pub(crate) reason: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(crate) struct Question {
    pub(crate) q: String,
    pub(crate) a: String,
}

choice! {
    /// How much of an article a machine wrote.
    #[derive(Default)]
    pub(crate) enum Ai {
        #[default]
        None = "none",
        /// A person wrote it with a machine's help.
        Assisted = "assisted",
        /// A machine wrote it; readers see a label.
        Generated = "generated",
    }
}

/// A part of a series.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(crate) struct SeriesPart {
    pub(crate) name: String,
    /// The number of the part; without one, parts are sorted by date.
    pub(crate) number: Option<u32>,
}

/// A finding that is accepted for one file.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(crate) struct Allow {
    pub(crate) code: Code,
    pub(crate) reason: String,
}
