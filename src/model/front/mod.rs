//! Front matter: what an article says about itself. Every key typed, every value with its place.

pub mod edit;
mod read;

pub(crate) use read::placeholder;
pub use read::{KEYS, read};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::registers::{LenderId, PersonId, TopicId};
use super::yaml::Located;
use crate::diag::Code;
use crate::text::Span;

/// An article's front matter. Where something required was wrong, a placeholder stands in its place: the build fails anyhow,
/// and links to the article are still judged.
#[derive(Debug, Clone, Hash, Serialize, Deserialize)]
pub struct Front {
    /// Title.
    pub title: Located<String>,
    /// First published.
    pub date: Located<Date>,
    /// Last changed.
    pub updated: Option<Located<Date>>,
    /// Its lender.
    pub lender: Option<LenderId>,
    /// Its topics without repetition, the main one first.
    pub topics: Vec<TopicId>,
    /// Summary in the author's words.
    pub summary: Option<Located<String>>,
    /// Who wrote it.
    pub author: Option<PersonRef>,
    /// Which lawyer checked it.
    pub reviewed_by: Option<PersonRef>,
    /// When it was checked.
    pub reviewed_on: Option<Located<Date>>,
    /// Until when that holds.
    pub review_by: Option<Located<Date>>,
    /// Pinned related links.
    pub related: Vec<Located<Related>>,
    /// Former addresses.
    pub aliases: Vec<Located<String>>,
    /// Name in addresses.
    pub slug: Located<String>,
    /// Not to be published yet.
    pub draft: bool,
    /// The day from which it is not published.
    pub expires: Option<Located<Date>>,
    /// Why and when it was withdrawn.
    pub withdrawn: Option<Withdrawn>,
    /// Questions and answers.
    pub faq: Vec<Question>,
    /// How much a machine wrote.
    pub ai: Ai,
    /// Findings accepted for this file.
    pub allow: Vec<Allow>,
    /// Where findings about the front matter as a whole stand.
    pub at: Span,
}

/// An author or lawyer: a row of the register, or a plain name where there is no register.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum PersonRef {
    /// A row.
    Registered(PersonId),
    /// A name.
    Named(String),
}

/// A pinned related link.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Related {
    /// An article of this site, by slug.
    Article(Box<str>),
    /// A page elsewhere.
    External {
        /// Text.
        title: Box<str>,
        /// Whole http(s) address.
        url: Box<str>,
    },
}

/// A withdrawal.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Withdrawn {
    /// When.
    pub on: Date,
    /// Why, for the reader.
    pub reason: String,
}

/// A question and its answer.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Question {
    /// Question.
    pub q: String,
    /// Answer.
    pub a: String,
}

/// How much of an article a machine wrote.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash, Serialize, Deserialize)]
pub enum Ai {
    /// Nothing.
    #[default]
    None,
    /// A person wrote it with a machine's help.
    Assisted,
    /// A machine wrote it; the reader is told.
    Generated,
}

impl Ai {
    /// Every label with its word.
    pub const WORDS: &[(&str, Ai)] = &[("none", Ai::None), ("assisted", Ai::Assisted), ("generated", Ai::Generated)];

    /// The word in front matter.
    pub fn word(self) -> &'static str {
        Ai::WORDS.iter().find(|(_, a)| *a == self).map_or("none", |(w, _)| w)
    }
}

/// A finding accepted for one file.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Allow {
    /// Which.
    pub code: Code,
    /// Why.
    pub reason: String,
}
