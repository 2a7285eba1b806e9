//! What a triage keeps of an article of the site: a library of articles with their facts would fill the memory.

use std::sync::Arc;

use jiff::civil::Date;

use crate::analyze::{Extraction, Sentence};
use crate::diag::Code;
use crate::link::{Publish, State};
use crate::model::registers::{LenderId, TopicId};
use crate::model::{Article, ArticleId};
use crate::relate::Compared;
use crate::text::han::ReadingLength;

#[derive(Debug, Clone)]
pub(crate) struct Brief {
    pub(crate) path: Arc<str>,
    pub(crate) title: Box<str>,
    pub(crate) slug: Box<str>,
    pub(super) date: Date,
    updated: Option<Date>,
    pub(super) lender: Option<LenderId>,
    /// Its main topic.
    pub(super) topic: Option<TopicId>,
    /// Letters of its text without headings, and with them.
    pub(super) letters: u32,
    length: u32,
    is_reviewed: bool,
    pub(super) is_listed: bool,
    is_compared: bool,
    /// Codes of its findings, with repetitions.
    pub(super) codes: Box<[Code]>,
}

impl Brief {
    pub(crate) fn of(extraction: &Extraction, as_of: Date, publish: Publish) -> Brief {
        let codes = extraction.findings.iter().map(|finding| finding.fault.code()).collect();
        Brief::new(&extraction.analysis.article, codes, as_of, publish)
    }

    /// An article with the codes of its findings. One that names another one as its original is neither listed nor compared.
    pub(crate) fn new(article: &Article, codes: Box<[Code]>, as_of: Date, publish: Publish) -> Brief {
        let Article { front, body, .. } = article;
        let state = State::of(front, as_of, publish);
        let (reading, mut headings) = (body.facts.reading, ReadingLength::default());
        body.facts.headings.iter().for_each(|heading| headings.add(heading.text));
        let length = reading.han + reading.words;
        let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        let is_original = front.canonical.is_none();
        Brief {
            path: Arc::clone(&body.path),
            title: front.title.value.as_str().into(),
            slug: front.slug.value.as_str().into(),
            date: front.date.value,
            updated: front.updated.as_ref().map(|updated| updated.value),
            lender: front.lender,
            topic: front.topics.first().copied(),
            letters: number(length.saturating_sub(headings.han + headings.words)),
            length: number(length),
            is_reviewed: front.reviewed_by.is_some(),
            is_listed: state.is_listed(publish) && is_original,
            is_compared: !matches!(state, State::Withdrawn | State::Expired) && is_original,
            codes,
        }
    }

    /// The day of the last change, or of the publication.
    pub(super) fn changed(&self) -> Date {
        self.updated.filter(|on| *on > self.date).unwrap_or(self.date)
    }

    /// The lender and the main topic.
    pub(super) fn subject(&self) -> Option<(LenderId, TopicId)> {
        Some((self.lender?, self.topic?))
    }

    /// What a comparison reads of it, if it is compared.
    pub(crate) fn compared<'a>(&'a self, id: ArticleId, sentences: &'a [Sentence]) -> Option<Compared<'a>> {
        self.is_compared.then(|| Compared {
            id,
            sentences,
            slug: &self.slug,
            lender: self.lender,
            date: self.date,
            changed: self.updated.unwrap_or(self.date),
            length: self.length as usize,
            is_listed: self.is_listed,
            is_reviewed: self.is_reviewed,
        })
    }
}
