//! Facts of a Markdown body for later stages: headings, links, citations, calculators, opening words.
//!
//! One pass over the parser's events, which also gives the [`Plain`] text that words are judged by. It knows no URL and resolves nothing: a link's address is what the author wrote.

mod address;
mod anchor;
mod draft;
mod excerpt;
mod flaw;
mod flaws;
mod gather;
mod heading;
mod lines;
mod link;
mod markup;
mod plain;
mod raw_html;
mod reference;
mod title;

use std::sync::Arc;

use serde::{Deserialize, Serialize};

pub(crate) use anchor::{from_text as heading_id, github as github_ids};
pub(crate) use flaws::narrow;
pub use gather::gather;
pub(crate) use gather::gather_below;
pub(crate) use heading::{Heading, Headings};
pub(crate) use plain::{Kind, Plain};

use super::registers::LawId;
use crate::model::registers::TermId;
use crate::text::Span;
use crate::text::han::ReadingLength;

/// The facts of one body. Spans are byte ranges of the body.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    pub headings: Headings,
    /// Links and images in order of their starts, without those in alternative texts and links inside links.
    pub links: Box<[Link]>,
    /// Fenced blocks that are calculators, in order.
    pub(crate) fences: Box<[Fence]>,
    /// Laws cited in prose, in order. [`super::citations`] finds them in the plain text.
    pub citations: Box<[Citation]>,
    /// Facts taken from the register, in order.
    pub(crate) references: Box<[Reference]>,
    /// The first use of each term of the glossary, in order.
    pub(crate) terms: Box<[TermUse]>,
    /// Whole sentences from the start of the plain text of the opening paragraphs; empty of an article that has a summary.
    pub excerpt: Arc<str>,
    pub(crate) reading: ReadingLength,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    pub span: Span,
    /// Decoded address; an e-mail address in angle brackets gets `mailto:`.
    pub dest: Box<str>,
    pub image: bool,
    pub(crate) in_heading: bool,
    /// True if the address is not allowed: only the text may be shown.
    pub refused: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Fence {
    pub(crate) info: Box<str>,
    pub(crate) span: Span,
    pub(crate) content: Span,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Citation {
    /// The title as written; of 该法, and of a name that the text defines, the title that it stands for.
    pub(crate) title: Box<str>,
    /// The law, if it is registered.
    pub(crate) law: Option<LawId>,
    /// The whole citation, from the title to the end of the last article.
    pub span: Span,
    /// The same in the plain text.
    pub(crate) words: Span,
    /// The cited articles; empty if the whole law is cited.
    pub articles: Box<[CitedArticle]>,
    /// False in headings and in the texts of links.
    pub linkable: bool,
}

/// A reference to a fact of the register of lenders: `{lender.hotline}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Reference {
    pub(crate) span: Span,
    /// The lender: a slug, or `lender` for the article's own.
    pub(crate) lender: Box<str>,
    pub(crate) key: Box<str>,
}

/// The first use of a term of the glossary in prose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct TermUse {
    pub(crate) span: Span,
    pub(crate) term: TermId,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CitedArticle {
    /// `676`, `253-1`.
    pub(crate) number: Box<str>,
    /// The words that become the link; for the first article from the title on.
    pub span: Span,
}

#[cfg(test)]
mod tests;
